// The department's page: search, choices, keyboard, and what people put into a row (填报). Without it the page is whole, and its radio buttons work as well.
(() => {
  const page = document.querySelector(".ledger");
  const rows = [...page.tBodies];
  const search = document.getElementById("search");
  const chosen = { point: document.getElementById("point"), box: document.getElementById("box") };
  const change = document.getElementById("change");
  if (change) chosen.change = change;
  const days = Object.fromEntries(["first", "seen"].map((name) => [name, document.getElementById(name)]).filter(([, select]) => select));
  const selects = [...Object.values(chosen), ...Object.values(days)];
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
    const isOfAge = (row, name) => !days[name].value || (row.dataset[name] && row.dataset[name] <= days[name].value);
    return (row) => (!kind || row.classList.contains(kind)) && Object.keys(chosen).every((name) => holds(row, name)) && Object.keys(days).every((name) => isOfAge(row, name))
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
  for (const select of selects) select.addEventListener("change", apply);
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
    if (event.key === "Escape") {
      search.value = "";
      for (const select of selects) select.value = "";
      document.getElementById("show-all").checked = true;
      apply();
    }
    else if (writes) return;
    else if (event.key === "/") { event.preventDefault(); search.focus(); }
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
  const open = () => {
    const kind = document.querySelector(`input[name="show"][id="${CSS.escape(location.hash.slice(1))}"]`);
    if (kind) { kind.checked = true; apply(); return; }
    const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.querySelector("details")) row.querySelector("details").open = true;
  };
  addEventListener("hashchange", open);
  open();
  apply();

  // ── 填报: what became of a problem, 误报, and what a person saw; made when a row is opened, saved as an answers file ──
  const signing = document.getElementById("signing");
  const status = document.getElementById("status");
  const { department, draft, file } = signing.dataset;
  const boxes = JSON.parse(signing.dataset.boxes);
  const drafts = new Map(saving.kept(draft));

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const choice = (title, hint, options) => element("select", { title, ariaLabel: title },
    element("option", { value: "" }, hint), ...options.map(([code, words]) => element("option", { value: code }, words)));
  const key = (row, box, part) => `${row.id} ${box} ${part}`;
  const remember = (name, input) => {
    if (drafts.has(name)) input.value = drafts.get(name);
    input.addEventListener("input", () => {
      if (input.value) drafts.set(name, input.value); else drafts.delete(name);
      saving.keep(draft, [...drafts]);
      signing.hidden = false;
    });
    return input;
  };
  const progress = JSON.parse(signing.dataset.progress).map((word) => [word, word]);
  const choices = (row, box, label) => box
    ? [
      remember(key(row, box, "处理情况"), choice(`${label}：处理情况`, "处理情况…", progress)),
      remember(key(row, box, "更正"), choice(`${label}：更正`, "更正…", [["误报", "误报"]])),
    ]
    : [remember(key(row, "", "选项"), choice(`${label}：选项`, "选项…", Object.entries(boxes)
      .filter(([code]) => !row.dataset.box.split(" ").includes(code)).map(([code, words]) => [code, `${code} ${words}`])))];
  const line = (row, box, label) => element("div", { className: "line" },
    element("span", {}, label),
    ...choices(row, box, label),
    remember(key(row, box, "说明"), element("input", {
      type: "text", ariaLabel: `${label}：说明`, maxLength: 2000,
      placeholder: box ? "说明；选“误报”时必填：凭什么" : "问题详情，照抄页面的提示",
    })));
  const fill = (row) => {
    if (row.querySelector("fieldset")) return;
    const ticked = row.dataset.box.split(" ").filter(Boolean);
    row.querySelector("details").append(element("fieldset", { className: "people" }, element("legend", {}, "人工填报"),
      ...ticked.map((box) => line(row, box, `${box} ${boxes[box]}`)), line(row, "", "补充勾选")));
  };
  const statements = (shared) => {
    const sections = { 更正: [], 处理: [], 补充: [] };
    const wrong = [];
    const groups = new Map();
    for (const [name, text] of drafts) {
      const [id, box, part] = name.split(" ");
      groups.set(`${id} ${box}`, { ...groups.get(`${id} ${box}`), [part]: text.trim() });
    }
    for (const [name, said] of groups) {
      const [id, box] = name.split(" ");
      const row = document.getElementById(id);
      if (!row) continue;
      const matter = ["事项", row.querySelector(".name").textContent];
      const words = said.说明 || "";
      const about = box ? `${matter[1]}：${box}` : `${matter[1]}：补充勾选`;
      if (said.更正 && !words) wrong.push(`${about} 选了误报，要写说明`);
      else if (said.更正) sections.更正.push(saving.entry([matter, ["选项", box], ["改为", "不勾选"], ["所指", JSON.parse(row.dataset.details)[box]], ["理由", words], ...shared]));
      else if (said.处理情况) sections.处理.push(saving.entry([matter, ["选项", box], ["处理情况", said.处理情况], ...(words ? [["说明", words]] : []), ...shared]));
      else if (box && words) sections.补充.push(saving.entry([matter, ["补充说明", words], ...shared]));
      else if (said.选项 && words) sections.更正.push(saving.entry([matter, ["选项", said.选项], ["改为", "勾选"], ["理由", words], ...shared]));
      else if (said.选项 || words) wrong.push(`${about} 要选选项，并写问题详情`);
    }
    return [Object.entries(sections), wrong];
  };
  signing.addEventListener("submit", (event) => {
    event.preventDefault();
    const shared = saving.signature(signing);
    const empty = shared.find(([, text]) => !text);
    const [sections, wrong] = statements(shared);
    const count = sections.reduce((sum, [, entries]) => sum + entries.length, 0);
    if (empty) {
      status.textContent = `请先填写“${empty[0]}”。`;
      signing.querySelector(`[data-shared="${empty[0]}"]`).focus();
    } else if (wrong.length) status.textContent = `${wrong.join("；")}。`;
    else if (!count) status.textContent = "还没有填报任何内容。";
    else {
      saving.download(file, department, sections);
      status.textContent = `已保存 ${count} 条填报到下载文件夹：${file}。请运行 zicha take-in ${file}。`;
    }
  });
  page.addEventListener("click", (event) => {
    const row = event.target.closest(".row > tr:first-child");
    if (!row || getSelection().toString()) return;
    const details = row.parentElement.querySelector("details");
    details.open = !details.open;
  });
  page.addEventListener("toggle", (event) => { if (event.target.open) fill(event.target.closest("tbody")); }, true);
  for (const details of page.querySelectorAll("details[open]")) fill(details.closest("tbody"));
  signing.hidden = !drafts.size;
})();
