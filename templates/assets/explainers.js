// What pages gain where scripts run. Without it they hold the same words and links.
"use strict";

// All of it listens on the document, and so works on pages that the theme puts in later.
(() => {
  const WAIT = 300;
  const MARK = ".ex-mark a";
  const NO_PREVIEW = ".ex-bar a, .ex-card a, .ex-cite a, .ex-permalink";
  let pages = {};
  let card, shown, wanted, timer;

  const make = (tag, style, text = "") =>
    Object.assign(document.createElement(tag), { className: style, textContent: text, dir: "auto" });
  const up = (event, selector) => event.target.closest?.(selector);
  const idOf = (link) => decodeURIComponent(link.hash.slice(1));
  const boxOf = (element) => element.getBoundingClientRect();
  const holds = (element) => card?.contains(element);

  // Previewed are the notes of this article, and other pages of this site.
  const triggerAt = (event) => {
    const link = up(event, ".md-content a[href]");
    if (!link || link.matches(MARK)) return link;
    const ours = link.origin === location.origin && link.pathname.endsWith("/");
    return ours && link.pathname !== location.pathname && !link.matches(NO_PREVIEW) ? link : null;
  };

  const fetched = (path) =>
    (pages[path] ??= fetch(path)
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((html) => html && new DOMParser().parseFromString(html, "text/html"))
      .catch(() => null));

  // The page's head, or the entry that is meant. Only text is taken from there.
  const pageCard = (page, id) => {
    const named = page.getElementById(id);
    const entry = named?.matches("h1, h2") ? null : (named?.closest("li") ?? named);
    const head = entry ?? page.querySelector(".ex-head") ?? page;
    const facts = (entry ?? page).querySelectorAll(".ex-fact__text, .ex-quote blockquote, .ex-event__text");
    const made = make("div", "ex-card");
    const add = (style, found) =>
      found && made.appendChild(make("p", style, found.textContent || found.content));
    add("ex-small", page.querySelector(".ex-head__label"));
    add("ex-card__title", head.querySelector("h1, h3, h4") ?? page.querySelector("h1"));
    const state = head.querySelector(".ex-tag[data-tone]");
    if (state) add("ex-tag", state).dataset.tone = state.dataset.tone;
    const about = facts.length ? null : page.querySelector("[name=description]");
    add("ex-card__lead", head.querySelector(".ex-head__standfirst") ?? about);
    for (const fact of [...facts].slice(0, 2)) add("ex-card__fact", fact);
    return made;
  };

  // A note's own words and links.
  const noteCard = (note, mark) => {
    const made = make("div", "ex-card ex-card--note");
    const button = make("button", "ex-card__close", "×");
    button.ariaLabel = note.parentElement.dataset.close;
    made.append(...[...note.children].map((part) => part.cloneNode(true)), button);
    return Object.assign(made, { role: "group", ariaLabel: mark.ariaLabel, tabIndex: -1 });
  };

  // A note stands beside the column where there is room, else below or above its words. On phones it lies
  // along the lower edge, its words above it.
  const place = (spot) => {
    const { offsetWidth: w, offsetHeight: h } = card;
    const view = innerWidth - 16;
    const rtl = card.matches(":dir(rtl)");
    const column = shown.matches(MARK) && boxOf(shown.closest(".ex-article"));
    const beside = rtl ? column.left - w - 24 : column.right + 24;
    const fits = column && beside > 8 && beside + w < view;
    const x = fits ? beside : Math.max(8, Math.min(rtl ? spot.right - w : spot.left, view - w));
    const under = spot.bottom + h + 8 > innerHeight && spot.top > h + 8 ? spot.top - h - 6 : spot.bottom + 6;
    const y = fits ? Math.max(64, Math.min(spot.top, innerHeight - h - 8)) : under;
    card.style.setProperty("--x", `${x}px`);
    card.style.setProperty("--y", `${y + scrollY}px`);
    const hidden = spot.bottom + 8 - boxOf(card).top;
    if (getComputedStyle(card).position === "fixed" && hidden > 0) scrollBy(0, hidden);
  };

  const light = (on) => {
    if (shown.matches(MARK)) shown.ariaExpanded = on || null;
    for (const words of document.querySelectorAll(`[data-note="${idOf(shown).slice(5)}"]`)) {
      words.classList.toggle("ex-cited--shown", on);
    }
  };

  const close = () => {
    clearTimeout(timer);
    wanted = null;
    if (!card) return;
    const inside = holds(document.activeElement);
    card.remove();
    light(false);
    if (inside) shown.focus();
    card = shown = null;
  };

  // A card that was clicked for follows its mark; others are out of the keyboard's way.
  const open = async (trigger, spot, asked) => {
    wanted = trigger;
    const note = trigger.matches(MARK) && document.getElementById(idOf(trigger));
    const page = !note && (await fetched(trigger.pathname));
    if (wanted !== trigger || !trigger.isConnected || !(note || page)) return;
    close();
    shown = trigger;
    card = note ? noteCard(note, trigger) : pageCard(page, idOf(trigger));
    card.popover = "manual";
    if (asked) trigger.parentElement.after(card);
    else trigger.closest(".md-content__inner").append(card);
    card.showPopover();
    place(spot);
    light(true);
    if (asked) card.focus({ preventScroll: true });
  };

  const onPointer = (event) => {
    if (event.pointerType !== "mouse") return;
    const trigger = triggerAt(event);
    if (holds(event.target) || (trigger && trigger === shown)) return clearTimeout(timer);
    // Of a link that is broken over two lines, the one under the pointer counts.
    const line = [...(trigger?.getClientRects() ?? [])].find((box) => event.clientY <= box.bottom);
    const kept = holds(document.activeElement) || shown?.matches(":focus-visible");
    wanted = null;
    clearTimeout(timer);
    if (trigger) timer = setTimeout(() => open(trigger, line ?? boxOf(trigger)), WAIT);
    else if (!kept) timer = setTimeout(close, WAIT);
  };

  const onFocus = (event) => {
    const trigger = triggerAt(event);
    if (holds(event.target) || (trigger && trigger === shown)) return;
    close();
    if (trigger?.matches(":focus-visible")) open(trigger, boxOf(trigger));
  };

  const onClick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (up(event, ".ex-card__close")) return close();
    if (holds(event.target)) return;
    const words = !up(event, "a") && getSelection().isCollapsed && up(event, ".ex-cited");
    const mark = words ? document.querySelector(`[href="#note.${words.dataset.note}"]`) : up(event, MARK);
    if (!mark) return close();
    // Nor shall the theme follow the link.
    event.preventDefault();
    event.stopPropagation();
    open(mark, boxOf(words || mark), true);
  };

  // A button takes the words beside it with their address and sources.
  const onToggle = (event) => {
    const line = event.target.querySelector(":scope.ex-evidence[open] .ex-cite");
    if (!line || !navigator.clipboard || line.querySelector("button")) return;
    const proof = line.closest(".ex-proof");
    const link = line.querySelector("a") ?? proof.querySelector(".ex-permalink");
    const text = (cite) => [...cite.parentElement.children].map((part) => part.textContent).join(", ");
    const sources = new Set([...proof.querySelectorAll("cite")].map(text));
    const button = make("button", "ex-cite__copy", line.dataset.copy);
    const said = make("span", "ex-cite__said");
    const words = `${line.textContent}. ${link.href} (${[...sources].join("; ")})`;
    said.role = "status";
    button.onclick = async () => {
      said.textContent = "";
      await navigator.clipboard.writeText(words);
      said.textContent = line.dataset.copied;
    };
    line.append(" ", button, said);
  };

  const listen = (type, act) => document.addEventListener(type, act, true);
  listen("explainers:changed", () => (pages = {}));
  listen("toggle", onToggle);
  if (!("showPopover" in HTMLElement.prototype)) return;
  listen("pointerover", onPointer);
  listen("focusin", onFocus);
  listen("click", onClick);
  listen("keydown", (event) => event.key === "Escape" && close());
})();
// What was looked for is marked on the page that was found. Where the theme searches, it marks it, too.
(() => {
  const words = (new URLSearchParams(location.search).get("h") ?? "").split(" ").filter(Boolean);
  if (!words.length || document.forms.search || !window.Highlight) return;
  const exact = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${exact})(?![\\p{L}\\p{N}])`, "giu");
  const texts = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
  const found = new Highlight();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const { 0: word, index } of text.data.matchAll(pattern)) {
      const ends = { startContainer: text, startOffset: index, endContainer: text, endOffset: index + word.length };
      found.add(new StaticRange(ends));
    }
  }
  CSS.highlights.set("ex-sought", found);
})();
// Opened from a disk, where no server adds it: a link to a folder leads to the page inside.
if (location.protocol === "file:") {
  for (const link of document.links) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
  }
}
// The theme sets the address of each link of a page that it fetches (navigation.instant); in drawings it could not.
{
  const own = Object.getOwnPropertyDescriptor(SVGAElement.prototype, "href");
  const set = function (value) {
    this.setAttribute("href", value.baseVal ?? value);
  };
  Object.defineProperty(SVGAElement.prototype, "href", { ...own, set });
}
