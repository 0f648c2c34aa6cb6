// Before the first paint: there is script, the reader has chosen a scheme, and the faces are there, so that
// no line moves for them.
{
  const root = document.documentElement;
  root.classList.add("script");
  try {
    root.dataset.scheme = localStorage.scheme || "";
  } catch {}
  for (const face of document.fonts) face.load();
}
