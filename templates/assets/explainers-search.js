// Answers the theme's search dialog where a site has many pages: out of Pagefind's index, of which it fetches the
// parts that the words are in, and the pages found. The theme starts it in place of a worker of its own.
"use strict";

(() => {
  // Pages in an answer: each is a file to fetch.
  const BEST = 20;
  // Milliseconds without another letter, before anything is fetched for a word.
  const PAUSE = 150;
  // Words that are shown of a text: all, and those before the first that was looked for.
  const SHOWN = 24;
  const BEFORE = 6;
  // Words that a page is asked to mark.
  const MARKED = 8;
  // What the theme and its worker say to each other.
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;
  // A page whose title, or name, is what somebody looks for comes first.
  const RANKING = { metaWeights: { title: 5, name: 5 } };

  const site = new URL("../", location);
  let index;
  let turn = 0;

  // A very large site has several indexes; what is asked of the first is asked of all.
  const fetched = async () => {
    const told = fetch(new URL("search/explainers.json", site)).then((answer) => answer.json());
    const { createInstance } = await import(new URL("search/pagefind.js", site).href);
    const pagefind = createInstance({ ranking: RANKING });
    await pagefind.init();
    const { indexes, common } = await told;
    const others = Array.from({ length: indexes - 1 }, (_, place) => new URL(`search/${place + 1}/`, site).href);
    await Promise.all(others.map((other) => pagefind.mergeIndex(other, { ranking: RANKING })));
    return { pagefind, common: new Set(common) };
  };

  const bare = (word) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  const wordsOf = (text) => text.split(/\s+/).filter(Boolean);
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);

  // Words that stand on most pages tell none from another, and the index of "the" is large.
  const meant = (query, common) => {
    const rare = wordsOf(query).filter((word) => !common.has(bare(word)));
    return rare.length && !query.includes('"') ? rare.join(" ") : query;
  };

  // A page, or a section of one, as the theme shows it. Its text begins with the words of its title.
  const item = (page, part, score) => {
    const words = page.content.split(/\s+/);
    const from = part.anchor?.location ?? 0;
    const text = from + wordsOf(part.title).length;
    const next = page.anchors.find((one) => one.location > from && one.text);
    const end = next?.location ?? words.length;
    const at = new Set(part.locations);
    const first = Math.min(...part.locations.filter((place) => place >= text), end);
    const start = Math.max(text, Math.min(first - BEFORE, end - SHOWN));
    const stop = Math.min(start + SHOWN, end);
    const mark = (word, place) => (at.has(place) ? `<mark data-md-highlight>${escaped(word)}</mark>` : escaped(word));
    const found = part.locations.map((place) => bare(words[place] ?? "")).filter(Boolean);
    const address = page.raw_url.slice(1);
    return {
      location: part.anchor ? `${address}#${part.anchor.id}` : address,
      title: wordsOf(part.title).map((word, place) => mark(word, from + place)).join(" "),
      text: [
        start > text ? "…" : "",
        ...words.slice(start, stop).map((word, place) => mark(word, start + place)),
        stop < end ? "…" : "",
      ].join(" ").trim(),
      terms: Object.fromEntries([...new Set(found)].slice(0, MARKED).map((word) => [word, true])),
      score,
    };
  };

  // A page with its sections, the best of them first. Where the words are in sections only, the best one stands under
  // the page's title; the theme folds away what has a lower score than the first.
  const group = async ({ data, score }) => {
    const page = await data();
    const weight = (part) => part.weighted_locations.reduce((sum, one) => sum + one.balanced_score, 0);
    const lead = page.sub_results.find((part) => !part.anchor);
    const sections = page.sub_results.filter((part) => part.anchor).sort((a, b) => weight(b) - weight(a));
    const head = item(page, lead ?? { title: page.meta.title, locations: [] }, lead || !sections.length ? score : 0);
    const shown = sections.map((part, place) => item(page, part, lead || place ? score / 2 : score));
    return head.score ? [head, ...shown] : [...shown, head];
  };

  // The end of the last word, where a page that was found has it.
  const suggested = (query, items) => {
    const begun = wordsOf(query).at(-1);
    const words = items.flat().flatMap(({ terms }) => Object.keys(terms));
    return words.filter((word) => word.startsWith(begun)).slice(0, 1);
  };

  // Without an index there is no answer: nothing found would not be true.
  const answer = async (query) => {
    const mine = ++turn;
    if (!query.trim()) return { items: [] };
    index ??= fetched();
    index.catch(() => (index = null));
    await new Promise((later) => setTimeout(later, PAUSE));
    if (mine !== turn) return null;
    const { pagefind, common } = await index;
    const { results } = await pagefind.search(meant(query, common));
    if (mine !== turn) return null;
    const items = await Promise.all(results.slice(0, BEST).map(group));
    return mine === turn ? { items, suggest: suggested(query, items) } : null;
  };

  addEventListener("message", async ({ data: { type, data } }) => {
    if (type !== QUERY) return;
    const found = await answer(data).catch((error) => console.warn(error));
    if (found) postMessage({ type: RESULT, data: found });
  });
  postMessage({ type: READY });
})();
