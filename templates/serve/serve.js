// The page of `build.py serve`: shows one state of the press, which comes whole whenever it changes.
const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (name, attributes = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...inside);
  return element;
};
const names = all("[data-pane]").map((button) => button.dataset.pane);
const narrow = matchMedia("(max-width: 48rem)");
const store = "press-panes";
const token = find("meta[name=token]").content;
const times = {};
const opened = Date.now() / 1000;
let state = {};

// ---- Panes: several side by side, or one in a narrow window ---------------------------------------
let open = (localStorage.getItem(store) || "web pages").split(" ").filter((name) => names.includes(name));
const showPanes = () => {
  if (!open.length) open = ["web"];
  if (narrow.matches) open = open.slice(-1);
  for (const button of all("[data-pane]")) {
    const isOpen = open.includes(button.dataset.pane);
    button.ariaPressed = isOpen;
    find(`#${button.dataset.pane}`).hidden = !isOpen;
  }
  localStorage.setItem(store, open.join(" "));
  if (open.includes("book")) showBook();
};
const toggle = (name) => {
  if (narrow.matches) open = [name];
  else open = open.includes(name) ? open.filter((other) => other !== name) : [...open, name];
  showPanes();
};
for (const button of all("[data-pane]")) button.onclick = () => toggle(button.dataset.pane);
narrow.onchange = showPanes;
const press = (key) => {
  if (key === "Escape") closeSpot();
  else if (names[Number(key) - 1]) toggle(names[Number(key) - 1]);
};
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select");
  if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) press(event.key);
});

// ---- The web edition: changed in place, or a new frame where its dress has changed -----------------
const web = { frame: null, dress: "", version: "", place: null, coming: null };
const showWeb = async () => {
  if (!state.web) return;
  const { version, dress } = state.web;
  if (version === web.version) {
    if (times.web && times.web.saved !== state.web.saved) isShown("web");
    return;
  }
  web.version = version;
  if (web.frame && dress === web.dress) {
    const html = await (await fetch("/web")).text();
    if (version === web.version) web.frame.contentWindow.postMessage({ html, version }, "*");
    return;
  }
  web.coming?.remove();
  const frame = make("iframe", { title: "The web page", className: "coming" });
  frame.sandbox = "allow-scripts";
  frame.src = "/web";
  web.coming = frame;
  frame.onload = () => {
    if (web.place) frame.contentWindow.postMessage({ at: web.place }, "*");
    else settleWeb();
  };
  web.dress = dress;
  find("#web .frames").append(frame);
};
const settleWeb = () => {
  if (!web.coming) return;
  web.frame?.remove();
  web.coming.classList.remove("coming");
  [web.frame, web.coming] = [web.coming, null];
  isShown("web");
};
addEventListener("message", ({ source, data }) => {
  if (source !== web.frame?.contentWindow && source !== web.coming?.contentWindow) return;
  if (data.shown === web.version) isShown("web");
  else if (data.placed) settleWeb();
  else if (data.at && source === web.frame?.contentWindow) web.place = data.at;
  else if (data.words) showSpot({ words: data.words, part: data.part || "" });
  else if (data.link) follow(data.link);
  else if (data.key) press(data.key);
});
const follow = (link) => {
  const isElsewhere = /^(https?|mailto):/i.test(link);
  const address = isElsewhere ? link : `/out/${link.split("/").map(encodeURIComponent).join("/")}`;
  window.open(address, "_blank", "noopener,noreferrer");
};

// ---- Spreads: a page's picture is changed when the new one has come --------------------------------
const leaf = (number, label, isRecto) => {
  const { width, height } = state.pages;
  const image = make("img", { alt: `Page ${label}`, width, height, loading: "lazy", decoding: "async" });
  image.src = `/pages/${number}.png`;
  image.dataset.number = number;
  return make("figure", { className: isRecto ? "leaf recto" : "leaf" }, image, make("figcaption", {}, label));
};
const isSeen = (element) => {
  const [box, room] = [element, find("#pages")].map((one) => one.getBoundingClientRect());
  return box.bottom > room.top && box.top < room.bottom && !find("#pages").hidden;
};
const swap = async (image, number, label) => {
  image.alt = `Page ${label}`;
  find("figcaption", image.parentElement).textContent = label;
  if (image.dataset.number === String(number)) return;
  image.dataset.number = number;
  if (isSeen(image)) {
    const fresh = new Image();
    fresh.src = `/pages/${number}.png`;
    await fresh.decode().catch(() => {});
  }
  if (image.dataset.number === String(number)) image.src = `/pages/${number}.png`;
};
const showPages = async () => {
  if (!state.pages) return;
  const { sights, fitted } = state.pages;
  const kind = find("#pages .kind");
  kind.hidden = false;
  kind.textContent = fitted ? "As it will be printed" : "Draft: lines and pages are fitted when you pause";
  const spreads = find(".spreads");
  const images = all("img", spreads);
  if (images.length === sights.length) {
    await Promise.all(images.map((image, at) => swap(image, ...sights[at])));
  } else {
    const leaves = sights.map(([number, label], at) => leaf(number, label, at % 2 === 0));
    const made = [];
    for (let at = 0; at < leaves.length; at += at ? 2 : 1) {
      made.push(make("div", { className: "spread" }, ...leaves.slice(at, at + (at ? 2 : 1))));
    }
    const top = find("#pages").scrollTop;
    spreads.replaceChildren(...made);
    find("#pages").scrollTop = top;
  }
  isShown("pages");
};
find(".spreads").onclick = ({ target, clientX, clientY }) => {
  if (!target.matches("img")) return;
  const box = target.getBoundingClientRect();
  const x = (clientX - box.left) / box.width;
  showSpot({ page: target.dataset.number, x, y: (clientY - box.top) / box.height });
};

// ---- The e-book: a chapter at a time ---------------------------------------------------------------
const book = { version: "", name: "", frame: null };
const chapters = find("#book select");
const showBook = (name) => {
  if (!state.book || find("#book").hidden) return;
  const { version, files } = state.book;
  if (version === book.version && (!name || name === book.name)) return;
  const wanted = name || book.name;
  const known = files.find((file) => file.name === wanted) || files.find((file) => /chapter/.test(file.name)) || files[0];
  const top = known.name === book.name ? book.frame?.contentWindow?.scrollY || 0 : 0;
  Object.assign(book, { version, name: known.name });
  chapters.replaceChildren(...files.map((file) => make("option", { value: file.name }, file.title || file.name)));
  chapters.value = known.name;
  const frame = make("iframe", { title: "The e-book", className: "coming" });
  frame.sandbox = "allow-same-origin";
  frame.src = `/book/${known.name}`;
  frame.onload = () => {
    settleBook(frame);
    frame.contentWindow.scrollTo({ top, behavior: "instant" });
  };
  find("#book .frames").append(frame);
};
const settleBook = (frame) => {
  const inside = frame.contentDocument;
  const name = decodeURIComponent(new URL(frame.contentWindow.location).pathname.replace(/^\/book\//, ""));
  if (name !== book.name && state.book.files.some((file) => file.name === name)) {
    book.name = chapters.value = name;
  }
  for (const other of all("#book iframe")) if (other !== frame) other.remove();
  book.frame = frame;
  frame.classList.remove("coming");
  inside.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) press(event.key);
  });
  inside.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && /^(https?|mailto):/i.test(link.getAttribute("href"))) {
      event.preventDefault();
      follow(link.getAttribute("href"));
    } else if (!link && !String(inside.getSelection())) {
      const block = event.target.closest("p, li, h1, h2, h3, td, th, dd, figcaption, pre");
      if (block) showSpot({ words: block.textContent.replace(/\s+/g, " ").trim().slice(0, 400) });
    }
  });
  isShown("book");
};
const turn = (step) => {
  const at = state.book?.files.findIndex((file) => file.name === book.name) ?? -1;
  const next = state.book?.files[at + step];
  if (next) showBook(next.name);
};
chapters.onchange = () => showBook(chapters.value);
find("#book .before").onclick = () => turn(-1);
find("#book .after").onclick = () => turn(1);

// ---- Findings, and what stops the press ------------------------------------------------------------
const tell = ({ fact, remedy, file, line, rule }) => {
  const where = line ? `${file}:${line}` : file;
  const place = where && make("button", { type: "button", className: "place" }, where);
  if (place) place.onclick = () => openEditor(file, line || 1, place);
  const words = make("p", {}, `${fact} ${remedy}`.trim());
  return make("li", {}, ...[place, words, rule && make("p", { className: "rule" }, rule)].filter(Boolean));
};
const showFindings = () => {
  const { findings = [] } = state;
  find("#findings ol").replaceChildren(...findings.map(tell));
  find("#findings .none").hidden = findings.length > 0;
  find(".count").hidden = !findings.length;
  find(".count").textContent = findings.length;
};
const showError = () => {
  const box = find(".error");
  const { error } = state;
  const text = JSON.stringify(error);
  if (box.dataset.text === text) return;
  box.dataset.text = text;
  box.hidden = !error;
  box.replaceChildren();
  if (!error) return;
  const kept = state.web ? "The last good edition stays below." : "";
  box.append(make("h2", {}, `This cannot be made yet. ${kept}`), make("ul", {}, ...error.problems.map(tell)));
};

// ---- Where something is written --------------------------------------------------------------------
const spot = find(".spot");
let back = null;
const showSpot = async (query) => {
  const answer = await fetch(`/spot?${new URLSearchParams(query)}`);
  if (!answer.ok) return;
  const { file, line } = await answer.json();
  find("code", spot).textContent = file ? `${file}:${line}` : "This is not from a chapter.";
  find(".trouble", spot).textContent = "";
  find(".open", spot).hidden = !file;
  find(".open", spot).onclick = () => openEditor(file, line);
  if (spot.hidden) back = document.activeElement;
  spot.hidden = false;
};
const closeSpot = () => {
  if (spot.hidden) return;
  const hadFocus = spot.contains(document.activeElement);
  spot.hidden = true;
  if (hadFocus) back?.focus();
};
find(".close", spot).onclick = closeSpot;
const openEditor = async (file, line, place) => {
  const headers = { "Content-Type": "application/json", "X-Press-Token": token };
  const answer = await fetch("/open", { method: "POST", headers, body: JSON.stringify({ file, line }) });
  const { trouble } = answer.ok ? await answer.json() : { trouble: "The press would not open this file." };
  if (place && trouble) {
    find("code", spot).textContent = `${file}:${line}`;
    find(".open", spot).hidden = true;
    spot.hidden = false;
  }
  find(".trouble", spot).textContent = trouble;
  if (!trouble) closeSpot();
};

// ---- The line at the foot --------------------------------------------------------------------------
const busy = {
  text: "Reading the essay …",
  web: "Making the web page …",
  pages: "Laying out the pamphlet …",
  book: "Making the e-book …",
  findings: "Looking for mistakes …",
  fitting: "Fitting lines and pages …",
};
const isShown = (name) => {
  const saved = state[name]?.saved;
  if (saved > opened && times[name]?.saved !== saved) times[name] = { saved, after: Date.now() / 1000 - saved };
  document.body.dataset[`shown${name}`] = name === "web" ? `${web.version} ${saved}` : saved;
  showStatus();
};
const showStatus = () => {
  const { saved, error, findings = [] } = state;
  const now = error ? "Stopped by an error" : busy[state.busy] || "Up to date";
  if (find(".now").textContent !== now) find(".now").textContent = now;
  const parts = [];
  if (saved) parts.push(`saved ${new Date(saved * 1000).toLocaleTimeString("en-GB")}`);
  for (const name of ["web", "pages"]) {
    const time = times[name];
    if (time?.saved === saved && time.after < 60) parts.push(`${name} ${time.after.toFixed(1)} s`);
  }
  parts.push(findings.length === 1 ? "1 finding" : `${findings.length} findings`);
  find(".figures").textContent = parts.join(" · ");
};

// ---- One state after the other ---------------------------------------------------------------------
const show = (next) => {
  const before = state;
  state = next;
  document.title = `${state.title || find(".title").textContent} – being written`;
  if (state.title) find(".title").textContent = state.title;
  showError();
  showWeb();
  if (JSON.stringify(before.pages) !== JSON.stringify(state.pages)) showPages();
  if (before.book?.version !== state.book?.version) showBook();
  showFindings();
  showStatus();
};
const events = new EventSource("/events");
events.onmessage = ({ data }) => show(JSON.parse(data));
events.onerror = () => {
  find(".now").textContent = "The press has stopped, or cannot be reached";
};
showPanes();
