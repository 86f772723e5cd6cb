"use strict";
// What the scripts of the pages share: an answers file is made of lines and downloaded, a draft stays in this browser.
const saving = {
  line: (key, text) => `    ${key}: ${JSON.stringify(text)}`,
  entry: (pairs) => pairs.map(([key, text], at) => (at ? saving.line(key, text) : saving.line(key, text).replace("    ", "  - "))).join("\n"),
  download(file, department, sections) {
    const parts = [`填报单位: ${JSON.stringify(department)}`];
    for (const [key, entries] of sections) if (entries.length) parts.push(`${key}:`, ...entries);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", parts.join("\n"), "\n"], { type: "application/yaml" }));
    link.download = file;
    link.click();
  },
  keep(name, values) {
    try { localStorage.setItem(name, JSON.stringify(values)); } catch { /* none is kept */ }
  },
  kept(name) {
    try { return JSON.parse(localStorage.getItem(name) || "[]"); } catch { return []; }
  },
  // 谁, 何时 and whatever else stands for all entries; the name of the first that is empty
  signature: (form) => [...form.querySelectorAll("[data-shared]")].map((input) => [input.dataset.shared, input.value.trim()]),
};
