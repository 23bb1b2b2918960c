// Forms for the files of a repository. The sheet's text is read and written here, as its editors wrote it.
import { read, write } from "./sheet.js";

const BASE = "_base";
const originals = new Map();

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
      return write(originals.get(key), values, shapes);
    },
  });
  CMS.init({ config });
}

begin().catch((error) => (document.body.textContent = `The forms could not be started. ${error.message ?? ""}`));
