// While somebody writes: what they save stands in the open page at once, at the place where they read.
"use strict";

(() => {
  const me = document.currentScript;
  const folder = me.src.replace(/[^/]*$/, "");
  const { shell } = me.dataset;
  let { version } = me.dataset;
  let going;

  const ARTICLE = "article.md-content__inner";
  // The theme prints the contents twice: beside the article, and in the drawer of a phone.
  const CONTENTS = "[data-md-component=toc]";
  const PARTS = [ARTICLE, CONTENTS, "head > title"];
  const pause = (time) => new Promise((done) => setTimeout(done, time));

  // What can be folded, each by its first line and by how many before it have the same.
  const foldsOf = (article) => {
    const times = {};
    return [...article.querySelectorAll("details")].map((one) => {
      const line = one.firstElementChild?.textContent ?? "";
      times[line] = (times[line] ?? 0) + 1;
      return [`${line} ${times[line]}`, one];
    });
  };

  // What stands at the top of the window stays there, and what was folded open stays open.
  const keepingPlace = (change) => {
    const article = document.querySelector(ARTICLE);
    const mark = [...article.querySelectorAll("[id]")].find((one) => one.getBoundingClientRect().top >= 0);
    const was = mark?.getBoundingClientRect().top;
    const open = new Set(foldsOf(article).flatMap(([name, one]) => (one.open ? [name] : [])));
    change();
    for (const [name, one] of foldsOf(article)) one.open ||= open.has(name);
    const now = mark && document.getElementById(mark.id)?.getBoundingClientRect().top;
    if (now !== undefined && was !== undefined) scrollBy({ top: now - was, behavior: "instant" });
  };

  // Only what differs takes the place of what was there, so that little is to be drawn again: what a page
  // begins and ends with stays, and what stands between is gone through side by side. Both pages are ours, from
  // this very server.
  const alike = (old, fresh) => old.nodeType === 1 && old.cloneNode().isEqualNode(fresh.cloneNode());
  const renew = (old, fresh) => {
    const [were, are] = [[...old.childNodes], [...fresh.childNodes]];
    let after = null;
    while (were.length && are.length && were.at(-1).isEqualNode(are.at(-1))) {
      after = were.pop();
      are.pop();
    }
    for (const one of were) {
      const now = are.shift();
      if (!now) one.remove();
      else if (one.isEqualNode(now)) continue;
      else if (alike(one, now)) renew(one, now);
      else one.replaceWith(now);
    }
    for (const now of are) old.insertBefore(now, after);
  };

  // The theme marks in the contents where somebody reads: contents that say the same stay.
  const saysSame = (old, fresh) => {
    const said = (one) => [...one.querySelectorAll("a")].map((link) => link.hash + link.textContent).join();
    return old.matches(CONTENTS) && said(old) === said(fresh);
  };

  const show = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html");
    const found = PARTS.map((part) => [document, next].map((page) => [...page.querySelectorAll(part)]));
    if (found.some(([old, fresh]) => old.length !== fresh.length)) return location.reload();
    const pairs = found.flatMap(([old, fresh]) => old.map((one, at) => [one, fresh[at]]));
    const other = pairs.filter(([old, fresh]) => !saysSame(old, fresh));
    keepingPlace(() => other.forEach(([old, fresh]) => renew(old, fresh)));
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
