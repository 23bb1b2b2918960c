// Forms for the files of a repository. The sheet's text is read and written here, as its editors wrote it.
import { read, write } from "./sheet.js";

const BASE = "_base";
const originals = new Map();
// What this page has made of each of them: to save twice is no change by somebody else.
const made = new Map();

// The CMS writes a file whole: what somebody else changed in it meanwhile would be lost without a word.
async function refuseOlder({ backend: { repo, branch }, publish_mode: mode }, entry) {
  const key = entry.getIn(["data", BASE]);
  const { token } = JSON.parse(localStorage.getItem("decap-cms-user") ?? "{}");
  const headers = { Accept: "application/vnd.github.raw+json", Authorization: `token ${token}` };
  const path = entry.get("path").split("/").map(encodeURIComponent).join("/");
  const ask = (place) =>
    fetch(`https://api.github.com/repos/${repo}/contents/${path}?ref=${encodeURIComponent(place)}`, { headers, cache: "no-store" });
  // A change that waits in a pull request has a branch of its own.
  const waiting = mode === "editorial_workflow" && (await ask(`cms/${entry.get("collection")}/${entry.get("slug")}`));
  const answer = waiting && waiting.status !== 404 ? waiting : await ask(branch);
  if (!answer.ok) throw new Error("Nothing was saved: GitHub did not say how the file is now. Try again in a moment.");
  const now = await answer.text();
  if (now !== originals.get(key) && !made.get(key)?.has(now))
    throw new Error(
      "Somebody changed this file since you opened it. Nothing was saved: copy your words, open the entry anew, and put them in again.",
    );
}

async function begin() {
  const { config, shapes } = await (await fetch("config.json")).json();
  window.CMS_MANUAL_INIT = true;
  await new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src: "decap-cms.js", onload: resolve, onerror: reject }));
  });
  CMS.registerCustomFormat("explainers", "yaml", {
    fromFile(text) {
      const key = String(originals.size + 1);
      originals.set(key, text);
      return { ...read(text, shapes), [BASE]: key };
    },
    toFile({ [BASE]: key, ...values }) {
      if (!originals.has(key)) throw new Error("Open the entry anew, and put your words in again.");
      const text = write(originals.get(key), values, shapes);
      made.set(key, (made.get(key) ?? new Set()).add(text));
      return text;
    },
  });
  CMS.registerEventListener({ name: "preSave", handler: ({ entry }) => refuseOlder(config, entry) });
  CMS.init({ config });
}

begin().catch((error) => (document.body.textContent = `The forms could not be started. ${error.message ?? ""}`));
