// Forms for the files on this disk. YAML is read and written by the server alone: here there is only JSON.
"use strict";
(async () => {
  const form = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
  CMS.registerCustomFormat("explainers", "yaml", {
    fromFile: (text) => JSON.parse(text),
    toFile: (values) => JSON.stringify({ form, values }),
  });
  const told = document.getElementById("told");
  const ask = window.fetch;
  // What the CMS does with an answer is its own affair; what a change made worth a look is shown here.
  window.fetch = async (...request) => {
    const answer = await ask(...request);
    if (request[1]?.body?.includes?.('"persistEntry"')) {
      const { told: sentences = [] } = await answer.clone().json().catch(() => ({}));
      const lines = sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
      told.querySelector("ul").replaceChildren(...lines);
      told.hidden = lines.length === 0;
    }
    return answer;
  };
  told.querySelector("button").onclick = () => (told.hidden = true);
  const english = CMS.getLocale("en") || {};
  const bar = english.editor && english.editor.editorToolbar;
  if (bar) {
    // What is saved here is a file on this disk, not yet a publication.
    Object.assign(bar, { publish: "Save", publishNow: "Save now", publishing: "Saving…", published: "Saved" });
    CMS.registerLocale("en", english);
  }
  const answer = await fetch("config.json");
  const config = await answer.json();
  if (!answer.ok) {
    document.body.textContent = config.error;
    return;
  }
  CMS.init({ config });
})();
