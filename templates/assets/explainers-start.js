// What must be known before a page is first drawn. The theme has this inside its pages; here it stands in
// a file, so that a policy can forbid all script in pages. Each script element names the part to run.
"use strict";

(() => {
  const { part, scope } = document.currentScript.dataset;
  const here = document.currentScript;
  const element = (name) => document.querySelector(`[data-md-component=${name}]`);

  const parts = {
    // The names are those that the theme's own scripts call.
    base() {
      const root = document.documentElement;
      root.classList.remove("no-js");
      // The theme's script says so later; by then every element would have to be styled again.
      root.classList.add("js", "js-focus-visible");
      root.dataset.jsFocusVisible = "";
      window.__md_scope = new URL(scope, location);
      window.__md_hash = (text) => {
        let hash = 0;
        for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) | 0;
        return hash;
      };
      window.__md_get = (name, store = localStorage, base = window.__md_scope) => {
        try {
          return JSON.parse(store.getItem(`${base.pathname}.${name}`));
        } catch {
          return null;
        }
      };
      window.__md_set = (name, value, store = localStorage, base = window.__md_scope) => {
        try {
          store.setItem(`${base.pathname}.${name}`, JSON.stringify(value));
        } catch {
          // A browser that keeps nothing loses nothing else.
        }
      };
      document.addEventListener("DOMContentLoaded", () => (tabs(), consent()), { once: true });
    },

    announce() {
      const bar = element("announce");
      bar.hidden = __md_hash(bar.querySelector(".md-typeset").innerHTML) === __md_get("__announce");
    },

    outdated() {
      const known = __md_get("__outdated", sessionStorage, new URL(scope, location));
      if (known === true) element("outdated").hidden = false;
    },

    // Light or dark: as chosen here before, else as the system has it. What is right already is not touched.
    palette() {
      const form = here.previousElementSibling;
      const choices = [...form.querySelectorAll("input")];
      const labels = [...form.querySelectorAll("label")];
      const fits = (one) => matchMedia(one.dataset.mdColorMedia || "all").matches;
      const whole = (one) => one.dataset.mdColorMedia === "(prefers-color-scheme)";
      const apply = (at) => {
        const choice = choices[at];
        const colours = whole(choice) ? choices.find((one) => !whole(one) && fits(one)) : choice;
        choice.checked = true;
        for (const name of ["Scheme", "Primary", "Accent"]) {
          const value = (colours ?? choice).dataset[`mdColor${name}`];
          if (document.body.dataset[`mdColor${name}`] !== value)
            document.body.dataset[`mdColor${name}`] = value;
        }
        labels.forEach((label) => (label.hidden = label.previousElementSibling !== choice));
      };
      const first = () => {
        const kept = __md_get("__palette")?.index;
        return kept in choices ? kept : Math.max(0, choices.findIndex(fits));
      };
      form.addEventListener("change", () => {
        const index = choices.findIndex((one) => one.checked);
        const { mdColorMedia, mdColorScheme, mdColorPrimary, mdColorAccent } = choices[index].dataset;
        const color = { media: mdColorMedia, scheme: mdColorScheme, primary: mdColorPrimary, accent: mdColorAccent };
        document.body.dataset.mdColorSwitching = "";
        apply(index);
        __md_set("__palette", { index, color });
        requestAnimationFrame(() => delete document.body.dataset.mdColorSwitching);
        choices[index].focus();
      });
      matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => apply(first()));
      apply(first());
    },

    // The theme's script, once the page has been drawn. It waits for an event that is over by then.
    later() {
      const ready = () => document.dispatchEvent(new Event("DOMContentLoaded"));
      const script = document.createElement("script");
      Object.assign(script, { src: here.dataset.src, onload: ready });
      const drawn = () => requestAnimationFrame(() => setTimeout(() => document.body.append(script)));
      document.addEventListener("DOMContentLoaded", drawn, { once: true });
    },
  };

  // Tabs of the same name are open wherever they are, and the one that an address names.
  function tabs() {
    const open = __md_get("__tabs");
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = [...set.querySelectorAll(":scope > .tabbed-labels > label")];
      const label = labels.find((one) => Array.isArray(open) && open.includes(one.innerText.trim()));
      if (label) document.getElementById(label.htmlFor).checked = true;
    }
    const target = document.getElementById(location.hash.slice(1));
    if (target?.name?.startsWith("__tabbed_")) target.checked = true;
  }

  function consent() {
    const form = document.forms.consent;
    if (!form) return;
    const inputs = [...form.elements].filter((one) => one.name);
    const keep = (names) => {
      __md_set("__consent", Object.fromEntries(names.map((name) => [name, true])));
      location.hash = "";
      location.reload();
    };
    const given = __md_get("__consent");
    if (given) for (const input of inputs) input.checked = given[input.name] ?? false;
    else if (location.protocol !== "file:") setTimeout(() => (element("consent").hidden = false), 250);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep([...new FormData(form).keys()]);
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      keep([]);
    });
  }

  parts[part]();
})();
