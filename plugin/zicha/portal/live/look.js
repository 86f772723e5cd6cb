// What a person sees on the page: its text, fields, things to click, dialogs; as JSON, which goes to the caller quicker
// than the thing itself. Reads only; changes nothing.
() => {
  const visible = (e) => {
    const box = e.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return false;
    const style = getComputedStyle(e);
    return style.visibility !== "hidden" && style.display !== "none" && style.opacity !== "0";
  };
  const tidy = (s) => (s || "").replace(/\s+/g, " ").trim();
  const chromeParts = "header,nav,footer,[role=navigation],[role=banner],[role=contentinfo],[role=search]";
  const chromeClass = /(^|[\s_-])(header|topbar|top|nav|navbar|footer)([\s_-]|$)/i;
  const inChrome = (e) => {
    if (e.closest(chromeParts)) return true;
    for (let n = e; n && n !== document.body; n = n.parentElement) if (chromeClass.test(`${n.className} ${n.id}`)) return true;
    return false;
  };
  const byIds = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map((n) => n.innerText).join(" ");
  const labelOf = (e) => {
    if (e.getAttribute("aria-label")) return e.getAttribute("aria-label");
    if (e.getAttribute("aria-labelledby")) return byIds(e.getAttribute("aria-labelledby"));
    if (e.labels && e.labels.length) return [...e.labels].map((l) => l.innerText).join(" ");
    return "";
  };
  const besideText = (e) => {
    const cell = e.closest("td,dd,.form-item,.el-form-item,li,p,div");
    const before = cell && cell.previousElementSibling;
    return before ? before.innerText : "";
  };
  const sectionOf = (e) => {
    const set = e.closest("fieldset,section");
    const head = set && set.querySelector("legend,h1,h2,h3,h4");
    return head ? tidy(head.innerText) : "";
  };
  const hintOf = (e) => {
    const described = e.getAttribute("aria-describedby");
    const item = e.closest(".form-item,.el-form-item,.field");
    const tips = item && !described ? [...item.querySelectorAll("small,.tip,.tips,.hint,.help")].map((n) => n.innerText).join(" ") : "";
    return tidy([e.placeholder || "", e.title || "", described ? byIds(described) : "", tips].join(" "));
  };
  const rowSelector = "tr,li,[class*=item],[class*=row],[class*=card]";
  const rowText = (e) => tidy(e.innerText).slice(0, 300);
  const rowOf = (e) => {
    const row = e.closest(rowSelector);
    return row ? rowText(row) : "";
  };
  const controls = [...document.querySelectorAll("input,select,textarea")];
  const fields = [];
  controls.forEach((e, index) => {
    const numeric = ["numeric", "decimal"].includes(e.inputMode);
    const type = e.tagName !== "INPUT" ? e.tagName.toLowerCase() : numeric ? "number" : e.type;
    if (["hidden", "submit", "button", "image", "reset", "search"].includes(type)) return;
    if (inChrome(e) || e.disabled || /搜索|检索|关键字|关键词/.test(e.placeholder || "")) return;
    const choice = type === "radio" || type === "checkbox" || type === "file";
    if (!visible(e) && !(choice && e.labels && [...e.labels].some(visible))) return;
    const label = tidy(labelOf(e));
    const shown = label || tidy(besideText(e));
    const required = e.required || e.getAttribute("aria-required") === "true" || /^\s*[*＊]|[*＊]\s*$|必填/.test(shown);
    fields.push({
      index, type, name: e.name || "", label: shown.replace(/^[*＊\s]+|[*＊:：\s]+$/g, ""),
      labelled: label !== "", required, required_shown: /[*＊]|必填/.test(shown) || (e.closest(".form-item,.el-form-item,dd,tr,li,div") || e).querySelector(".required,.must,.is-required") !== null,
      hint: hintOf(e), checked: !!e.checked, value: type === "password" || type === "file" ? "" : e.value || "",
      row: choice ? rowOf(e) : "", min: e.min || "", max: e.max || "", longest: e.maxLength > 0 ? e.maxLength : 0,
      read_only: !!e.readOnly, options: e.tagName === "SELECT" ? [...e.options].map((o) => o.value) : [], section: sectionOf(e),
    });
  });
  const modal = "dialog[open],[role=dialog],[role=alertdialog]";
  const clickable = [...document.querySelectorAll("a,button,input[type=button],input[type=submit],summary,[role=button],[role=tab],[onclick]")];
  const buttons = [];
  clickable.forEach((e, index) => {
    const text = tidy(e.innerText || e.value || e.getAttribute("aria-label"));
    if (!text || text.length > 40 || !visible(e)) return;
    buttons.push({
      index, text, row: rowOf(e), chrome: inChrome(e), tab: e.getAttribute("role") === "tab", dialog: e.closest(modal) !== null,
      selected: e.getAttribute("aria-selected") === "true", link: e.tagName === "A" ? e.getAttribute("href") || "" : "",
      disabled: !!e.disabled || e.getAttribute("aria-disabled") === "true" || /(^|[\s_-])(disabled?|gr[ae]y|unable)([\s_-]|$)/i.test(e.className || ""),
    });
  });
  const dialogs = [...document.querySelectorAll(`${modal},[role=alert]`)].filter(visible).map((e) => tidy(e.innerText)).filter(Boolean);
  const outer = [...document.querySelectorAll(`${chromeParts},[class*=head i],[class*=top i],[class*=nav i],[class*=foot i],[id*=head i],[id*=top i],[id*=nav i],[id*=foot i]`)]
    .filter((e) => inChrome(e) && !(e.parentElement && inChrome(e.parentElement)));
  const rows = [...document.querySelectorAll(rowSelector)].filter((e) => visible(e) && !inChrome(e)).slice(0, 400).map(rowText);
  const text = document.body ? document.body.innerText.slice(0, 60000) : "";
  let own = text;
  for (const e of outer) if (e.innerText) own = own.replace(e.innerText, "");
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => visible(e) && !inChrome(e));
  const large = (e) => e.getBoundingClientRect().width >= 250 && e.getBoundingClientRect().height >= 120;
  const main = document.querySelector("main,[role=main]");
  return JSON.stringify({
    url: location.href, title: document.title, text, main: tidy(main ? main.innerText : own).slice(0, 2000), own: tidy(own), fields, buttons, dialogs, rows,
    headings: shown("h1,h2,h3,h4,legend,[role=heading],[class*=title i]").map((e) => tidy(e.innerText)).filter((t) => t && t.length <= 60).slice(0, 40),
    busy: shown("[aria-busy=true],.el-loading-mask,.ant-spin-spinning,[class*=loading i],[class*=spin i],progress").length > 0,
    pictures: shown("img,canvas,svg,object,embed,video").filter(large).length,
    passwords: fields.filter((f) => f.type === "password").length,
  });
}
