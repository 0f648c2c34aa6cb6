{
  const root = document.documentElement;
  const all = (name) => [...document.querySelectorAll(name)];
  const [main, nav, here] = ["main", ".contents", ".here"].map((name) => document.querySelector(name));
  const beside = matchMedia("(min-width: 64rem)");
  const calls = () => all(".note-reference");
  const boxOf = (node) => node.getBoundingClientRect();
  const numberOf = (note) => note.querySelector(".note-number");
  const target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  // ---- Notes beside the line that calls them, none on another. Measure all first, then move all.
  const place = () => {
    for (const wide of all("pre,.table")) wide.tabIndex = wide.scrollWidth > wide.clientWidth ? 0 : -1;
    if (!beside.matches) return;
    const rem = parseFloat(getComputedStyle(root).fontSize);
    const top = boxOf(main).top;
    const wanted = calls().map((call) => {
      const note = target(call);
      const box = boxOf(note);
      const first = boxOf(numberOf(note)).bottom - box.top;
      const line = boxOf(call).bottom - top - 0.14 * rem;
      return [note, line - first, box.height];
    });
    let floor = 0;
    for (const [note, line, height] of wanted) {
      const y = Math.max(line, floor);
      note.style.top = `${y}px`;
      floor = y + height + 0.6 * rem;
    }
    main.style.minHeight = `${floor}px`;
    main.classList.add("placed");
  };

  // ---- Notes opened below their paragraph
  const open = (call, yes) => {
    const note = target(call);
    note.classList.toggle("open", yes);
    call.ariaExpanded = yes;
    if (yes) note.scrollIntoView({ block: "nearest" });
  };
  const adapt = () => {
    for (const call of calls()) {
      if (beside.matches) call.ariaExpanded = null;
      else open(call, false);
    }
    place();
  };
  const leave = (note) => {
    const call = target(numberOf(note));
    if (!beside.matches) open(call, false);
    call.focus();
  };
  beside.onchange = adapt;
  onresize = place;
  new ResizeObserver(place).observe(main.firstElementChild);
  adapt();

  onclick = (event) => {
    const link = event.target.closest("a");
    if (event.pointerType === "touch" && link !== shown && link?.matches(".proof")) {
      show(link);
      return event.preventDefault();
    }
    if (!card.contains(event.target)) hide();
    if (!link || event.metaKey || event.ctrlKey) return;
    if (link.closest(":popover-open")) nav.hidePopover();
    if (link.matches(".note-number")) leave(link.closest(".note"));
    else if (!link.matches(".note-reference")) return;
    else if (!beside.matches) open(link, link.ariaExpanded !== "true");
    else {
      const note = target(link);
      note.tabIndex = -1;
      note.focus({ preventScroll: true });
      note.scrollIntoView({ block: "nearest" });
    }
    hide();
    event.preventDefault();
  };

  // ---- The whole reference, for a citation that is pointed at or has the focus
  const card = document.createElement("div");
  let shown, timer;
  card.className = card.id = "card";
  card.role = "tooltip";
  document.body.append(card);
  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    card.hidden = true;
    shown = null;
  };
  hide();
  const show = (link) => {
    hide();
    const copy = target(link).cloneNode(true);
    for (const extra of copy.querySelectorAll(".cited-at,.page,.note-number,[data-page]")) extra.remove();
    for (const inner of copy.querySelectorAll("a")) inner.replaceWith(...inner.childNodes);
    card.replaceChildren(...copy.childNodes);
    card.hidden = false;
    const box = boxOf(link);
    const above = box.bottom + card.offsetHeight + 8 > innerHeight && box.top > card.offsetHeight;
    const left = Math.min(box.left, root.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(left, 8) + scrollX}px`;
    card.style.top = `${(above ? box.top - card.offsetHeight - 4 : box.bottom + 4) + scrollY}px`;
    link.setAttribute("aria-describedby", "card");
    shown = link;
  };
  const citing = (node) => {
    const link = node.closest?.("[href^='#ref-'],.note-reference,.proof");
    const isSeen = link?.matches(beside.matches ? ".note-reference" : "[aria-expanded=true]");
    return !isSeen && link && target(link) && link;
  };
  onpointerover = (event) => {
    if (event.pointerType !== "mouse") return;
    clearTimeout(timer);
    const link = citing(event.target);
    if (link && link !== shown) timer = setTimeout(show, 150, link);
    else if (shown && !link && !card.contains(event.target)) timer = setTimeout(hide, 250);
  };
  addEventListener("focusin", (event) => {
    const link = citing(event.target);
    if (link && link.matches(":focus-visible")) show(link);
    else hide();
  });
  onkeydown = (event) => {
    if (event.key !== "Escape") return;
    const active = document.activeElement;
    const note = active.closest(".note") || (active.ariaExpanded === "true" && target(active));
    if (shown) hide();
    else if (note) leave(note);
  };

  // ---- Contents that follow the reader
  const follow = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      const link = nav.querySelector("[href='#" + CSS.escape(target.id) + "']");
      if (!link || !isIntersecting) continue;
      for (const other of all(".chapters a")) other.ariaCurrent = other === link ? "location" : null;
      here.textContent = link.lastElementChild.textContent;
    }
  }, { rootMargin: "-20% 0px -79%" });
  if (nav) {
    for (const part of all(".part")) follow.observe(part);
  }

  // ---- Light and dark; copying a citation
  for (const choice of all(".scheme input")) {
    if (choice.value === root.dataset.scheme) choice.checked = true;
    choice.onchange = () => {
      root.dataset.scheme = choice.value;
      try {
        localStorage.scheme = choice.value;
      } catch {}
    };
  }
  for (const button of all(".copy")) {
    button.onclick = async () => {
      const text = button.parentElement.previousElementSibling;
      getSelection().selectAllChildren(text);
      await navigator.clipboard?.writeText(text.textContent);
      button.textContent = button.dataset.done;
    };
  }
}
