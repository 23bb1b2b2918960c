// Answers the theme's search dialog while somebody writes: the server that shows the pages looks through their words.
// The theme starts it in place of a worker of its own.
"use strict";

(() => {
  // Milliseconds without another letter, before the server is asked.
  const PAUSE = 100;
  // What the theme and its worker say to each other.
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;

  const server = new URL("find", location);
  let turn = 0;

  // Without an answer there is none: nothing found would not be true.
  const answer = async (query) => {
    const mine = ++turn;
    if (!query.trim()) return { items: [] };
    await new Promise((later) => setTimeout(later, PAUSE));
    if (mine !== turn) return null;
    const told = await fetch(`${server}?words=${encodeURIComponent(query)}`, { cache: "no-store" });
    const found = await told.json();
    return mine === turn ? found : null;
  };

  addEventListener("message", async ({ data: { type, data } }) => {
    if (type !== QUERY) return;
    const found = await answer(data).catch((error) => console.warn(error));
    if (found) postMessage({ type: RESULT, data: found });
  });
  postMessage({ type: READY });
})();
