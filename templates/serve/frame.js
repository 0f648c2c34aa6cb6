// In the frame of the web edition: tells the page what was clicked, puts in what is new, keeps the place.
{
  const page = (message) => parent.postMessage(message, "*");
  const isBlock = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, figcaption, pre, blockquote";
  const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const own = (body) => [...body.childNodes].filter((node) => node.nodeName !== "SCRIPT");
  let made = own(document.body.cloneNode(true));

  // ---- What has changed, compared as it was made: the page's own script has moved notes about since
  const isSame = (one, two) => one.isEqualNode(two);
  const hasShape = (one, two) =>
    one.nodeType === 1 && one.nodeName === two.nodeName && isSame(one.cloneNode(false), two.cloneNode(false));
  const change = (parent, live, before, after) => {
    let first = 0;
    let last = 0;
    const shorter = Math.min(before.length, after.length);
    while (first < shorter && isSame(before[first], after[first])) first += 1;
    while (last < shorter - first && isSame(before.at(-1 - last), after.at(-1 - last))) last += 1;
    const old = before.slice(first, before.length - last);
    const fresh = after.slice(first, after.length - last);
    if (old.length === fresh.length && old.every((node, at) => isSame(node, fresh[at]) || hasShape(node, fresh[at]))) {
      old.forEach((node, at) => enter(parent, live[first + at], node, fresh[at]));
      return;
    }
    const end = live[before.length - last - 1]?.nextSibling ?? live[before.length - 1]?.nextSibling ?? null;
    for (const node of live.slice(first, before.length - last)) node.remove();
    for (const node of fresh) parent.insertBefore(document.importNode(node, true), live[before.length - last] ?? end);
  };
  const enter = (parent, live, before, after) => {
    if (isSame(before, after)) return;
    const children = [...live.childNodes];
    if (live.nodeType !== 1 || children.length !== before.childNodes.length) {
      live.replaceWith(document.importNode(after, true));
    } else change(live, children, [...before.childNodes], [...after.childNodes]);
  };

  // ---- The place: what stands at the top of the window stays there
  const atTop = () => {
    for (let y = 8; y < innerHeight; y += 24) {
      const found = document.elementFromPoint(innerWidth / 2, y)?.closest(isBlock);
      if (found) return found;
    }
    return null;
  };
  const update = (html) => {
    const after = own(new DOMParser().parseFromString(html, "text/html").body);
    const kept = atTop();
    const offset = kept?.getBoundingClientRect().top;
    const anchor = kept?.closest("[id]")?.id;
    document.documentElement.style.overflowAnchor = "none";
    change(document.body, own(document.body).slice(0, made.length), made, after);
    made = after;
    // The page's script places notes when the window changes; where they open below, new ones are closed.
    dispatchEvent(new Event("resize"));
    for (const call of document.querySelectorAll(".note-reference")) {
      if (!call.ariaExpanded && !matchMedia("(min-width: 64rem)").matches) call.ariaExpanded = false;
    }
    const now = kept?.isConnected ? kept : anchor && document.getElementById(anchor);
    if (now && scrollY > 0) scrollBy({ top: now.getBoundingClientRect().top - offset, behavior: "instant" });
  };

  // ---- What the page says, and what it is told
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (data.html) {
      update(data.html);
      requestAnimationFrame(() => page({ shown: data.version }));
    } else if (data.at) {
      const element = document.getElementById(data.at.id);
      if (element) scrollBy({ top: element.getBoundingClientRect().top - data.at.top, behavior: "instant" });
      else scrollTo({ top: data.at.y, behavior: "instant" });
      page({ placed: true });
    }
  });
  let timer;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const element = atTop()?.closest("[id]");
      page({ at: { id: element?.id, top: element?.getBoundingClientRect().top, y: scrollY } });
    }, 80);
  }, { passive: true });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link) {
      if (link.getAttribute("href").startsWith("#")) return;
      event.preventDefault();
      page({ link: link.getAttribute("href") });
      return;
    }
    if (event.target.closest("button, input, label, summary") || String(getSelection())) return;
    const block = event.target.closest(isBlock);
    const part = block?.closest("section.part");
    if (block) page({ words: textOf(block).slice(0, 400), part: part?.id });
  });
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select");
    if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) page({ key: event.key });
  });
}
