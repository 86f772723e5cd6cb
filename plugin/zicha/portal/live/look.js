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
  // Whole names only: el-card__header, is-top and guide-top belong to parts of the page.
  const chromeName = /(^|\s)((site|page|portal|global|main|top|gov)[-_]?)?(header|topbar|top|nav|navbar|footer)(\s|$)/i;
  const holdsForm = (e) => e.querySelectorAll("input:not([type=hidden]),select,textarea").length > 1; // one is the search
  const isChrome = (e) => chromeName.test(`${e.getAttribute("class") || ""} ${e.id}`) && !e.querySelector("main,[role=main]") && !holdsForm(e);
  const inChrome = (e) => {
    if (e.closest(chromeParts)) return true;
    for (let n = e; n && n !== document.body; n = n.parentElement) if (isChrome(n)) return true;
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
  // Component libraries set the label apart and draw its star with CSS.
  const itemOf = (e) => e.closest(".el-form-item,.ant-form-item,.layui-form-item,.ivu-form-item,.van-field,.form-item,.form-group,.field");
  const nameOf = (e) => {
    const item = itemOf(e);
    return item && item.querySelector("label,[class*=label i]");
  };
  const drawsStar = (e) => ["::before", "::after"].some((part) => /[*＊]/.test(getComputedStyle(e, part).content));
  const starred = (e) => {
    const item = itemOf(e), names = [...(e.labels || []), nameOf(e)].filter(Boolean);
    return (item && item.matches(".is-required,.required,.must,.ivu-form-item-required")) ||
      names.some((n) => n.matches(".ant-form-item-required,.required,.must") || drawsStar(n));
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
  // A box that stands alone with a button that says 搜索 is the site's, wherever it stands; one of 查询 may be a form's.
  const searches = (e) => {
    let up = e.parentElement;
    while (up && !up.querySelector("a,button,input[type=button],input[type=submit],[role=button],[onclick]")) up = up.parentElement;
    if (!up || up.querySelectorAll("input:not([type=hidden],[type=button],[type=submit]),select,textarea").length !== 1) return false;
    const near = [...up.querySelectorAll("a,button,input[type=button],input[type=submit],[role=button],[onclick]")];
    return near.length <= 3 && near.some((n) => /^(站内|全站|智能)?(搜索|搜一搜|检索|搜)$/.test((n.innerText || n.value || "").replace(/\s/g, "")));
  };
  const controls = [...document.querySelectorAll("input,select,textarea")];
  const fields = [], seen = [];
  controls.forEach((e, index) => {
    const numeric = ["numeric", "decimal"].includes(e.inputMode);
    const type = e.tagName !== "INPUT" ? e.tagName.toLowerCase() : numeric ? "number" : e.type;
    if (["hidden", "submit", "button", "image", "reset", "search"].includes(type)) return;
    const given = e.disabled && e.value && ["INPUT", "TEXTAREA"].includes(e.tagName);
    if (inChrome(e) || (e.disabled && !given) || /搜索|检索|关键字|关键词/.test(e.placeholder || "") || (type === "text" && searches(e))) return;
    const choice = type === "radio" || type === "checkbox" || type === "file";
    if (choice && e.disabled) return;
    if (!visible(e) && !(choice && e.labels && [...e.labels].some(visible))) return;
    const label = tidy(labelOf(e));
    const name = nameOf(e);
    const shown = label || tidy(besideText(e)) || (name ? tidy(name.innerText) : "");
    const star = starred(e) === true;
    const required = e.required || star || e.getAttribute("aria-required") === "true" || /required/.test(e.getAttribute("lay-verify")) || /^\s*[*＊]|[*＊]\s*$|必填/.test(shown);
    if (!choice) seen.push(e);
    fields.push({
      index, type, name: e.name || "", label: shown.replace(/^[*＊\s]+|[*＊:：\s]+$/g, ""),
      labelled: label !== "", required, required_shown: star || /[*＊]|必填/.test(shown) || (e.closest(".form-item,.el-form-item,dd,tr,li,div") || e).querySelector(".required,.must,.is-required") !== null,
      hint: hintOf(e), checked: !!e.checked, value: type === "password" || type === "file" ? "" : e.value || "",
      row: choice ? rowOf(e) : "", min: e.min || "", max: e.max || "", longest: e.maxLength > 0 ? e.maxLength : 0,
      read_only: e.readOnly || e.disabled, options: e.tagName === "SELECT" ? [...e.options].map((o) => o.value) : [], section: sectionOf(e),
    });
  });
  const modal = "dialog[open],[role=dialog],[role=alertdialog],.layui-layer-dialog,.layui-layer-page,.messager-window";
  // A box in the middle above everything is a dialog, whatever it is called; one at the edge is 在线客服. It lies above
  // by itself, or with the mask that holds it or lies beneath it.
  const [middle, centre] = [innerWidth / 2, innerHeight / 2];
  const isMask = (e) => getComputedStyle(e).position === "fixed" && e.offsetWidth >= innerWidth && e.offsetHeight >= innerHeight;
  const isMasked = document.elementsFromPoint(middle, centre).some((e) => e !== document.body && isMask(e));
  const isAbove = (e) => {
    for (let n = e; n && n !== document.body; n = n.parentElement) {
      const style = getComputedStyle(n);
      if ((style.position === "fixed" || (isMasked && style.position === "absolute")) && Number(style.zIndex) >= 100) return true;
    }
    return false;
  };
  const inMiddle = (e) => {
    const box = e.getBoundingClientRect();
    const off = Math.abs(box.left + box.width / 2 - middle) + Math.abs(box.top + box.height / 2 - centre);
    return off < innerHeight / 4 && tidy(e.innerText).length < 600 && isAbove(e);
  };
  const atMiddle = []; // what lies uppermost in the middle of the window, with all that holds it
  for (let n = document.elementFromPoint(middle, centre); n && n !== document.body; n = n.parentElement) atMiddle.push(n);
  const known = [...document.querySelectorAll(modal)];
  const boxes = [...new Set([...document.querySelectorAll("body > *,body > * > *"), ...atMiddle])]
    .filter((e) => inMiddle(e) && visible(e) && tidy(e.innerText) && !known.some((k) => k.contains(e) || e.contains(k)));
  // What floats short and narrow over the middle of a page's width tells something and goes: a toast.
  const isToast = (e) => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e), words = tidy(e.innerText);
    const isNarrow = box.width < innerWidth * 0.6 && Math.abs(box.left + box.width / 2 - middle) < innerWidth * 0.15;
    return style.position === "fixed" && Number(style.zIndex) >= 100 && isNarrow && words.length > 1 && words.length <= 80 &&
      !e.querySelector("button,a[href],input") && visible(e);
  };
  const toasts = [...document.querySelectorAll("body > *,body > * > *")].filter((e) => !inChrome(e) && isToast(e)).map((e) => tidy(e.innerText));
  const outermost = boxes.filter((e) => !boxes.some((other) => other !== e && other.contains(e)));
  const inDialog = (e) => e.closest(modal) !== null || outermost.some((box) => box.contains(e));
  const clickable = [...document.querySelectorAll("a,button,input[type=button],input[type=submit],summary,[role=button],[role=tab],[onclick]")];
  const buttons = [];
  clickable.forEach((e, index) => {
    const picture = e.tagName === "A" ? null : e.querySelector("img[alt]");
    const text = tidy(e.innerText || e.value || e.getAttribute("aria-label") || (picture && picture.alt));
    if (!text || text.length > 40 || !visible(e)) return;
    buttons.push({
      index, text, row: rowOf(e), chrome: inChrome(e), tab: e.getAttribute("role") === "tab", dialog: inDialog(e),
      selected: e.getAttribute("aria-selected") === "true", link: e.tagName === "A" ? e.getAttribute("href") || "" : "",
      disabled: !!e.disabled || e.getAttribute("aria-disabled") === "true" || /(^|[\s_-])(disabled?|gr[ae]y|unable)([\s_-]|$)/i.test(e.className || ""),
    });
  });
  const dialogs = [...document.querySelectorAll(`${modal},[role=alert]`), ...outermost].filter(visible).map((e) => tidy(e.innerText)).filter(Boolean);
  const outer = [...document.querySelectorAll(`${chromeParts},[class*=head i],[class*=top i],[class*=nav i],[class*=foot i],[id*=head i],[id*=top i],[id*=nav i],[id*=foot i]`)]
    .filter((e) => inChrome(e) && !(e.parentElement && inChrome(e.parentElement)));
  const rows = [...document.querySelectorAll(rowSelector)].filter((e) => visible(e) && !inChrome(e)).slice(0, 400).map(rowText);
  const text = document.body ? document.body.innerText.slice(0, 60000) : "";
  let own = text;
  for (const e of outer) if (e.innerText) own = own.replace(e.innerText, "");
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => visible(e) && !inChrome(e));
  const floats = (e) => ["absolute", "fixed"].includes(getComputedStyle(e).position);
  const masks = shown("[aria-busy=true],[class*=loading i],.ant-spin-spinning,.ivu-spin-fix,.blockOverlay")
    .filter((e) => e.getAttribute("aria-busy") === "true" || floats(e));
  const covers = (mask, e) => {
    const box = mask.getBoundingClientRect(), spot = e.getBoundingClientRect();
    const [x, y] = [spot.left + spot.width / 2, spot.top + spot.height / 2];
    return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  };
  const large = (e) => e.getBoundingClientRect().width >= 250 && e.getBoundingClientRect().height >= 120;
  const main = document.querySelector("main,[role=main]");
  return JSON.stringify({
    url: location.href, title: document.title, text, main: tidy(main ? main.innerText : own).slice(0, 2000), own: tidy(own), fields, buttons, dialogs, toasts: [...new Set(toasts)], rows,
    headings: shown("h1,h2,h3,h4,legend,[role=heading],[class*=title i]").map((e) => tidy(e.innerText)).filter((t) => t && t.length <= 60).slice(0, 40),
    busy: shown("[aria-busy=true],.el-loading-mask,.ant-spin-spinning,[class*=loading i],[class*=spin i],progress").length > 0,
    pictures: shown("img,canvas,svg,object,embed,video").filter(large).length,
    covered: masks.some((mask) => seen.some((e) => covers(mask, e))),
    passwords: fields.filter((f) => f.type === "password").length,
  });
}
