// Forms for the files on this disk. YAML is read and written by the server alone: here there is only JSON.
"use strict";
(async () => {
  const form = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
  CMS.registerCustomFormat("explainers", "yaml", {
    fromFile: (text) => JSON.parse(text),
    toFile: (values) => JSON.stringify({ form, values }),
  });
  const told = document.getElementById("told");
  const again = told.querySelector(".again");
  const ask = window.fetch;
  // What the CMS does with an answer is its own affair; what a change made worth a look is shown here.
  window.fetch = async (...request) => {
    const saves = request[1]?.body?.includes?.('"persistEntry"');
    if (saves) told.hidden = true;
    const answer = await ask(...request);
    if (!saves) return answer;
    const { told: sentences = [], error } = await answer.clone().json().catch(() => ({}));
    // Thrown here, the CMS shows the sentence as it is, without words for programmers before it.
    if (!answer.ok) throw Object.assign(new Error(error), { name: "" });
    const lines = sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
    told.querySelector("ul").replaceChildren(...lines);
    told.querySelector("p").hidden = lines.length === 0;
    again.hidden = !addsNames(request[1].body);
    told.hidden = lines.length === 0 && again.hidden;
    return answer;
  };
  // The lists of the CMS stay as they were when the page was opened.
  let offered = "";
  const addsNames = (body) => {
    const { values } = JSON.parse(JSON.parse(body).params.dataFiles[0].raw);
    const entries = Object.values(values).filter(Array.isArray).flat();
    return entries.some((entry) => entry?.id && !offered.includes(`"value":${JSON.stringify(entry.id)}`));
  };
  told.querySelector("[aria-label=Close]").onclick = () => (told.hidden = true);
  again.onclick = () => location.reload();
  const english = CMS.getLocale("en") || {};
  const bar = english.editor && english.editor.editorToolbar;
  if (bar) {
    // What is saved here is a file on this disk, not yet a publication.
    Object.assign(bar, { publish: "Save", publishNow: "Save now", publishing: "Saving…", published: "Saved" });
    english.ui.toast.onFailToPersist = "%{details}";
    english.ui.toast.missingRequiredField = "Nothing was saved: something needed is missing. Its field is marked in red.";
    english.collection.sidebar.collections = "Stories";
    CMS.registerLocale("en", english);
  }
  const answer = await fetch("config.json");
  const config = await answer.json();
  if (!answer.ok) {
    document.body.textContent = config.error;
    return;
  }
  offered = JSON.stringify(config);
  config.display_url = new URL(config.display_url, location).href;
  CMS.init({ config });
})();
