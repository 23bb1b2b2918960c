// While somebody writes: what they save stands in the open page at once, at the place where they read.
"use strict";

(() => {
  const me = document.currentScript;
  const folder = me.src.replace(/[^/]*$/, "");
  const { shell } = me.dataset;
  let { version } = me.dataset;
  let going;

  const PARTS = ["article.md-content__inner", "[data-md-component=toc]", "title"];
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const nameOf = (element) => element.id || element.textContent.slice(0, 60);

  // What stands at the top of the window stays there, and what was folded open stays open.
  const keepingPlace = (change) => {
    const article = document.querySelector(PARTS[0]);
    const mark = [...article.querySelectorAll("[id]")].find((one) => one.getBoundingClientRect().bottom > 0);
    const was = mark?.getBoundingClientRect().top;
    const folds = () => [...article.querySelectorAll("details")];
    const open = new Set(folds().filter((one) => one.open).map((one) => nameOf(one.firstElementChild)));
    change();
    for (const one of folds()) one.open ||= open.has(nameOf(one.firstElementChild));
    const now = mark && document.getElementById(mark.id)?.getBoundingClientRect().top;
    if (now !== undefined && was !== undefined) scrollBy({ top: now - was, behavior: "instant" });
  };

  // Both pages are ours, from this very server; the parts of one take the place of the other's.
  const show = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html");
    const pairs = PARTS.map((part) => [document.querySelector(part), next.querySelector(part)]);
    if (pairs.some(([old, fresh]) => !old !== !fresh)) return location.reload();
    const different = pairs.filter(([old, fresh]) => old && old.innerHTML !== fresh.innerHTML);
    if (!different.length) return;
    keepingPlace(() => {
      for (const [old, fresh] of different) old.replaceChildren(...fresh.childNodes);
    });
    document.dispatchEvent(new Event("explainers:changed"));
  };

  const listen = async () => {
    const mine = (going = new AbortController());
    while (!mine.signal.aborted) {
      try {
        const asked = `${folder}${version}?page=${encodeURIComponent(decodeURIComponent(location.pathname))}`;
        const news = await (await fetch(asked, { signal: mine.signal, cache: "no-store" })).json();
        if (String(news.shell) !== shell) return location.reload();
        version = String(news.version);
        if (news.html) show(news.html);
      } catch {
        await pause(1000);
      }
    }
  };

  // A window that nobody sees does not ask; a server answers few of them at a time.
  const follow = () => (document.visibilityState === "visible" ? listen() : going?.abort());
  document.addEventListener("visibilitychange", follow);
  follow();
})();
