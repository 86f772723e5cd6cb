"use strict";
// The department's page: search, choices, keyboard. Without it the page is whole, and its radio buttons work as well.
(() => {
  const page = document.querySelector(".ledger");
  const rows = [...page.tBodies];
  const search = document.getElementById("search");
  const chosen = { point: document.getElementById("point"), box: document.getElementById("box") };
  const count = document.getElementById("count");
  const words = new Map();
  const kinds = { "show-problem": "is-problem", "show-open": "is-open", "show-clean": "is-clean", "show-people": "is-people" };

  const text = (row) => {
    if (!words.has(row)) words.set(row, `${row.rows[0].textContent} ${row.id} ${row.rows[1].textContent}`.toLowerCase());
    return words.get(row);
  };
  const wanted = () => {
    const kind = kinds[document.querySelector('input[name="show"]:checked').id];
    const parts = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (row, name) => !chosen[name].value || ` ${row.dataset[name]} `.includes(` ${chosen[name].value} `);
    return (row) => (!kind || row.classList.contains(kind)) && holds(row, "point") && holds(row, "box")
      && parts.every((part) => text(row).includes(part));
  };
  const visible = () => rows.filter((row) => !row.hidden && row.offsetParent !== null);
  const apply = () => {
    const fits = wanted();
    let shown = 0;
    for (const row of rows) {
      const hidden = !fits(row);
      if (row.hidden !== hidden) row.hidden = hidden;
      if (!hidden) shown += 1;
    }
    count.textContent = shown === rows.length ? "" : `符合条件 ${shown} 项，共 ${rows.length} 项`;
  };
  let waiting;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  for (const select of Object.values(chosen)) select.addEventListener("change", apply);
  for (const radio of document.querySelectorAll('input[name="show"]')) radio.addEventListener("change", apply);

  const step = (by) => {
    const shown = visible();
    if (!shown.length) return;
    const at = shown.findIndex((row) => row.contains(document.activeElement));
    const next = shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)];
    next.querySelector("summary").focus();
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const writes = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) && document.activeElement.type !== "radio";
    if (event.key === "Escape") { search.value = ""; chosen.point.value = ""; chosen.box.value = ""; apply(); }
    else if (writes) return;
    else if (event.key === "/") { event.preventDefault(); search.focus(); }
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
  const open = () => {
    const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.querySelector("details")) row.querySelector("details").open = true;
  };
  addEventListener("hashchange", open);
  open();
  apply();
})();
