// Before the first paint: there is script, and the reader has chosen a scheme.
{
  const root = document.documentElement;
  root.classList.add("script");
  try {
    root.dataset.scheme = localStorage.getItem("scheme") || "";
  } catch {}
}
