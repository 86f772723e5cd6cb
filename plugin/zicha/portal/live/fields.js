// The fields of a form as a person reads them: by the words to the left or right above, what stands there as a hint, and
// the mark of what must be filled in, whoever draws it. Indexes are those among input,select,textarea.
(sight, drawnFor, chosenIn) => {
  const { tidy, memo, styleOf, boxOf, visible, clickable, typed, inFrame, rowOf, rowText } = sight;
  const star = /[*＊]/, mark = /[*＊]|(?<![非不]|是否)必[填选录传]/;
  const bare = (s) => s.replace(/^[*＊\s]+|[*＊:：\s]*(?:[（(【[]必填项?[)）】\]])?[*＊:：\s]*$/g, "");
  const byIds = (ids) => tidy((ids || "").split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map((n) => n.innerText).join(" "));

  // A box that stands alone with a button that says 搜索 is the site's, wherever it stands; one of 查询 may be a form's.
  const buttons = "a,button,input[type=button],input[type=submit],[role=button],[onclick]";
  const searches = (e) => {
    let up = e.parentElement;
    while (up && !up.querySelector(buttons)) up = up.parentElement;
    if (!up || up.querySelectorAll("input:not([type=hidden],[type=button],[type=submit]),select,textarea").length !== 1) return false;
    const near = [...up.querySelectorAll(buttons)];
    return near.length <= 3 && near.some((n) => /^(站内|全站|智能)?(搜索|搜一搜|检索|搜)$/.test((n.innerText || n.value || "").replace(/\s/g, "")));
  };
  const isChoice = (e) => e.type === "radio" || e.type === "checkbox";
  const isCombobox = (e) => e.getAttribute("role") === "combobox"; // the field of a list that the page draws
  // Libraries hide the field for a file, the box of a choice and a list behind something that looks better.
  const standIn = (e) => {
    if (e.tagName === "SELECT") { // the list that the page draws itself stands behind it
      const drawn = boxOf(e).width > 0 ? e.nextElementSibling : null;
      return drawn && visible(drawn) && tidy(drawn.innerText) ? drawn : null;
    }
    const label = isCombobox(e) ? null : [...(e.labels || [])].find(visible);
    if (label) return label;
    if (isChoice(e)) return drawnFor(e);
    if (isCombobox(e)) {
      let up = e.parentElement;
      while (up && !visible(up)) up = up.parentElement;
      return up && up.querySelectorAll("input,select,textarea").length === 1 ? up : null;
    }
    for (let up = e.parentElement, n = 0; up && n < 3; up = up.parentElement, n += 1) {
      if (visible(up)) return up.querySelectorAll("input[type=file]").length === 1 && /上传|选择文件|选取文件|附件|浏览/.test(up.innerText) && up.innerText.length <= 60 ? up : null;
    }
    return null;
  };
  const place = (e) => (visible(e) ? e : isChoice(e) || e.type === "file" || e.tagName === "SELECT" || isCombobox(e) ? standIn(e) : null);
  // The list right before the part in which a field stands alone, hidden: the field is drawn for it, and takes what it offers.
  const listBehind = memo((e) => {
    for (let up = e; e.type === "text" && up && (up === e || up.querySelectorAll("input,select,textarea").length === 1); up = up.parentElement) {
      const before = up.previousElementSibling;
      if (before && before.tagName === "SELECT") return place(before) === null ? before : null;
    }
    return null;
  });
  const isOurs = (e) => {
    const given = e.disabled && e.value && !isChoice(e) && e.type !== "file" && e.tagName !== "SELECT";
    return (!e.disabled || given) && place(e) !== null && !inFrame(e) &&
      (!/搜索|检索|关键字|关键词/.test(e.placeholder || "") || listBehind(e) !== null) && (e.type !== "search" || isCombobox(e)) && !((e.type === "text" || isCombobox(e)) && searches(e));
  };
  const all = [...document.querySelectorAll("input,select,textarea")];
  const shown = all.filter((e) => e.matches(typed) && isOurs(e)).map((e) => ({ e, box: boxOf(place(e)), group: "" }));
  if (!shown.length) return [];
  // Choices belong together by their name, those without one by the smallest part that holds several.
  const choices = shown.filter((f) => isChoice(f.e)), nameless = choices.filter((f) => !f.e.name);
  const partOf = (f) => {
    let up = f.e.parentElement;
    while (up !== null && nameless.filter((o) => o.e.type === f.e.type && up.contains(o.e)).length < 2) up = up.parentElement;
    return up || f.e;
  };
  const partsOfChoices = [...new Set(nameless.map(partOf))];
  for (const f of choices) f.group = `${f.e.type}/${f.e.name || `#${partsOfChoices.indexOf(partOf(f))}`}`;

  let part = shown[0].e; // all that can name a field stands in the part that holds them all, or close around it
  while (!shown.every((f) => part.contains(f.e))) part = part.parentElement;
  for (let n = 0; (n < 3 || !tidy(part.innerText)) && part !== sight.body; n += 1) part = part.parentElement;
  const isIcon = (text) => /^[\ue000-\uf8ff]+$/.test(text); // a letter of a font of pictures
  const texts = sight.runs(part).filter((r) => !inFrame(r.up) && !isIcon(r.text));
  const holds = memo((up) => shown.filter((f) => up.contains(f.e)));
  const depth = memo((e) => (e.parentElement ? depth(e.parentElement) + 1 : 0));
  const around = memo((e) => {
    const parts = new Set();
    for (let up = e; up; up = up.parentElement) parts.add(up);
    return parts;
  });
  // The smallest part that holds two things; the deeper it lies, the more do they belong together.
  const together = (up, e) => {
    const parts = around(e);
    while (!parts.has(up)) up = up.parentElement;
    return up;
  };
  // What shows the hand by itself is pressed, and names no field beside it; a label that does belongs to its field.
  const isButton = memo((e) => e.closest(clickable) !== null || (styleOf(e).cursor === "pointer" && e.closest("label") === null));
  const isHead = memo((e) => e.closest("h1,h2,h3,h4,h5,h6,legend,caption,[role=heading]") !== null);
  const middle = (box) => (box.top + box.bottom) / 2;
  const onLine = (r, box) => middle(r.box) >= box.top - 3 && middle(r.box) <= box.bottom + 3;
  const blockOf = memo((e) => (e.parentElement && styleOf(e).display.startsWith("inline") ? blockOf(e.parentElement) : e));
  const isWithin = (f, choices) => choices.includes(f);
  const between = (a, b, y, but) => shown.some((f) => !isWithin(f, but) && f.box.top <= y && y <= f.box.bottom && f.box.left >= a - 2 && f.box.right <= b + 2);
  const aboveOf = (box, r, but) => shown.some((f) => !isWithin(f, but) && f.box.top >= r.box.top - 2 && f.box.bottom <= box.top + 4 && f.box.left < box.right && f.box.right > box.left);
  const isOption = memo((up) => { // the words of a choice are no other field's
    const label = up.closest("label");
    return label !== null && [...label.querySelectorAll("input"), label.control].some((c) => c && isChoice(c));
  });
  const union = (boxes) => ({
    left: Math.min(...boxes.map((b) => b.left)), right: Math.max(...boxes.map((b) => b.right)),
    top: Math.min(...boxes.map((b) => b.top)), bottom: Math.max(...boxes.map((b) => b.bottom)),
  });
  const isPlaceholder = (s) => /^请?(选择|输入|填写|录入|点击)/.test(s) || /^[\d\s\p{P}\p{S}]+$/u.test(s);

  const beside = (fs, box) => { // the nearest text that may name a field, or what several choices are about
    const e = fs[0].e, gaps = [];
    for (const r of texts) {
      if (isButton(r.up) || isOption(r.up) || r.text.length > 60 || r.text === "　") continue;
      const inside = r.box.left >= box.left - 2 && r.box.right <= box.right && Math.abs(middle(r.box) - (box.top + box.bottom) / 2) <= (box.bottom - box.top) / 2 + 8;
      if (!fs[0].group && inside) {
        const isFloating = r.box.left - box.left < (box.right - box.left) * 0.4 && !isPlaceholder(r.text) && middle(r.box) < box.top + 40;
        if (isFloating) gaps.push({ r, depth: depth(together(r.up, e)), rank: 0, gap: 0 });
        continue;
      }
      if (star.test(r.text) && bare(r.text) === "") continue;
      const sharesPart = () => holds(together(r.up, e)).every((f) => fs.includes(f)) && middle(r.box) >= box.top; // centred in a taller row
      if (r.box.right <= box.left + 3 && !isHead(r.up) && (onLine(r, box) || sharesPart())) {
        const gap = box.left - r.box.right;
        if (gap <= 420 && !between(r.box.right, box.left, middle(r.box), fs)) gaps.push({ r, depth: depth(together(r.up, e)), rank: 1, gap });
        continue;
      }
      const rise = box.top - r.box.bottom;
      const overlaps = r.box.left < box.right && r.box.right > box.left;
      if (rise >= -4 && rise <= 40 && overlaps && r.box.left - box.left > -60 && !/[。；！]$/.test(r.text) && (!isHead(r.up) || fs[0].group) && !aboveOf(box, r, fs))
        gaps.push({ r, depth: depth(together(r.up, e)), rank: 2, gap: rise + Math.abs(r.box.left - box.left) / 4 });
    }
    gaps.sort((a, b) => b.depth - a.depth || a.rank - b.rank || a.gap - b.gap);
    return gaps[0] || null;
  };
  // All that stands together with a text on its line, or in one part that holds no field: 姓 名 in two spans, its star.
  const lineOf = (r, fs) => {
    let part = r.up;
    if (holds(part).length) part = null;
    else while (part.parentElement && part.parentElement !== sight.body && !holds(part.parentElement).length) part = part.parentElement;
    const own = [r];
    const isUnit = (t) => t.text.length <= 4 && shown.some((f) => onLine(t, f.box) && t.box.left >= f.box.right - 2 && t.box.left - f.box.right <= 10);
    const near = texts.filter((t) => Math.abs(middle(t.box) - middle(r.box)) <= 10 && !isButton(t.up) && t !== r && (star.test(t.text) || !isUnit(t)));
    for (let grown = true; grown; ) {
      grown = false;
      for (const t of near) {
        if (own.includes(t) || (isOption(t.up) && !isOption(r.up))) continue;
        const box = union(own.map((each) => each.box));
        const gap = Math.max(t.box.left - box.right, box.left - t.box.right);
        const inPart = part !== null && part.contains(t.up) && together(t.up, r.up).parentElement !== null && !holds(together(t.up, r.up)).length && gap < 60;
        const clear = !between(Math.min(t.box.right, box.right), Math.max(t.box.left, box.left), middle(t.box), []);
        if (clear && (inPart || (gap <= 14 && blockOf(t.up) === blockOf(r.up)))) {
          own.push(t);
          grown = true;
        }
      }
    }
    return own.sort((a, b) => a.box.left - b.box.left);
  };
  const spoken = (own) => tidy(own.reduce((s, t, i) => s + (i && /[\w]$/.test(s) && /^\w/.test(t.text) ? " " : "") + t.text, ""));
  const isRed = (e) => {
    const [r, g, b] = (styleOf(e).color.match(/[\d.]+/g) || []).map(Number);
    return r >= 150 && r - g >= 80 && r - b >= 80;
  };
  const drawsStar = memo((e) => ["::before", "::after"].some((part) => star.test(getComputedStyle(e, part).content)));
  // Whether a star is drawn on the way from a text or a field up to the part that holds both and no other field.
  const starredUp = (e, own) => {
    for (let up = e; up && up !== sight.body; up = up.parentElement) {
      if (!holds(up).every((f) => own.includes(f))) return false;
      if (drawsStar(up)) return true;
    }
    return false;
  };

  const used = new Set();
  const groups = new Map();
  for (const f of shown) {
    const key = f.group || f;
    groups.set(key, [...(groups.get(key) || []), f]);
  }
  const names = new Map(); // group → the texts that name it
  for (const [key, fs] of groups) {
    const near = beside(fs, union(fs.map((f) => f.box)));
    const own = near ? lineOf(near.r, fs) : [];
    own.forEach((t) => used.add(t));
    names.set(key, own);
  }
  const barred = all.filter((e) => isChoice(e) && e.disabled && place(e) !== null).map((e) => boxOf(place(e)));
  const optionOf = (f) => { // the words in what is drawn for a choice, and to the right of it, up to the next one
    const own = place(f.e) === f.e ? [] : texts.filter((t) => place(f.e).contains(t.up));
    const stops = [...shown.filter((o) => o !== f).map((o) => o.box), ...barred];
    let edge = f.box.right;
    for (const t of texts.filter((t) => !own.includes(t) && onLine(t, f.box) && t.box.left >= f.box.right - 3).sort((a, b) => a.box.left - b.box.left)) {
      if (t.box.left - edge > 30 || stops.some((box) => onLine(t, box) && box.left >= f.box.right - 2 && box.left <= t.box.left)) break;
      own.push(t);
      edge = t.box.right;
    }
    return own;
  };
  const options = new Map(shown.filter((f) => f.group && !(f.e.labels && f.e.labels.length)).map((f) => [f, optionOf(f)]));
  for (const own of options.values()) own.forEach((t) => used.add(t));
  const labelsOf = (e) => tidy([...(e.labels || [])].map((l) => l.innerText).join(" "));
  const linked = new Set(shown.flatMap((f) => [...(f.e.labels || [])]));
  for (const t of texts) if ([...linked].some((l) => l.contains(t.up))) used.add(t);
  const red = shown.filter((f) => names.get(f.group || f).some((t) => isRed(t.up))).length;
  const named = shown.filter((f) => names.get(f.group || f).length).length;

  const hintOf = (f) => {
    const own = [];
    for (const t of texts) {
      if (used.has(t) || isButton(t.up) || isHead(t.up) || /必[填选]项|^[*＊]|^[\p{P}\s]+$/u.test(t.text)) continue;
      const right = onLine(t, f.box) && t.box.left >= f.box.left && t.box.right > f.box.right - 60 && !between(f.box.right, t.box.left, middle(t.box), [f]) && t.box.left - f.box.right <= 60;
      const drop = t.box.top - f.box.bottom, isOwn = holds(together(t.up, f.e)).length === 1;
      const under = drop >= -6 && drop <= (isOwn ? 48 : 10) && t.box.left < f.box.right && t.box.right > f.box.left && (isOwn || Math.abs(t.box.left - f.box.left) <= 16) &&
        !shown.some((o) => o !== f && o.box.top >= f.box.bottom - 2 && o.box.bottom <= t.box.top + 2 && o.box.left < t.box.right && o.box.right > t.box.left);
      const aside = isOwn && names.get(f).length > 0 && holds(t.up).length === 0 && names.get(f).some((n) => n.up.parentElement === t.up.parentElement && !onLine(t, n.box));
      if (right || under || aside) own.push(t);
      if (own.length === 4) break;
    }
    return own;
  };
  const sectionOf = (e) => {
    const set = e.closest("fieldset,section");
    const head = set && set.querySelector("legend,h1,h2,h3,h4");
    return head ? tidy(head.innerText) : "";
  };
  const files = all.filter((e) => e.type === "file");
  // An option that only asks to choose is no value, whatever is sent back for it: --请选择--.
  const asks = (option) => /^[\s\-—–=·.…*【】[\]()（）]*(请选择.{0,10}|选择)?[\s\-—–=·.…*【】[\]()（）]*$/.test(option.text);
  const chosen = (e) => (e.tagName === "SELECT" && e.selectedOptions.length && asks(e.selectedOptions[0]) ? "" : e.value || "");
  const limit = (e, name) => (Math.abs(e.getAttribute(name)) < 1e12 ? e.getAttribute(name) || "" : "");
  return shown.map((f) => {
    const { e } = f, own = names.get(f.group || f), isGrouped = f.group !== "", file = e.type === "file";
    const numeric = ["numeric", "decimal"].includes(e.inputMode) || e.getAttribute("role") === "spinbutton";
    const type = e.tagName !== "INPUT" ? e.tagName.toLowerCase() : numeric ? "number" : isCombobox(e) ? "text" : e.type;
    const drawn = isCombobox(e) ? chosenIn(sight, e) : null, placeholder = e.placeholder || (drawn && drawn.invitation) || "";
    const label = e.getAttribute("aria-label") || byIds(e.getAttribute("aria-labelledby")) || labelsOf(e);
    const written = spoken(own), name = tidy(label) || (isGrouped ? spoken(options.get(f) || []) : written);
    const after = texts.find((t) => !used.has(t) && star.test(t.text) && bare(t.text) === "" && onLine(t, f.box) && t.box.left >= f.box.right - 24 && t.box.left - f.box.right <= 24);
    const marked = mark.test(isGrouped ? written : `${name} ${written}`) || after !== undefined || starredUp(e, groups.get(f.group || f)) ||
      [...(e.labels || [])].some((l) => !isGrouped && drawsStar(l)) || own.some((t) => starredUp(t.up, groups.get(f.group || f))) ||
      /^\s*[*＊]|(?<![非不]|是否)必[填选录]/.test(e.placeholder || "") ||
      (red < named && own.some((t) => isRed(t.up)));
    const list = listBehind(e), state = list ? [...e.attributes, ...list.attributes] : [...e.attributes];
    const demands = state.some((a) => !["class", "id", "name", "value", "placeholder"].includes(a.name) && /(^|\W)required(?!\W*(false|0))/i.test(`${a.name}=${a.value}`));
    const described = byIds(e.getAttribute("aria-describedby"));
    const hints = isGrouped || file ? [] : hintOf(f).map((t) => t.text).filter((t) => !described.includes(t));
    return {
      index: all.indexOf(e), type, name: e.name || f.group, label: bare(name), labelled: tidy(label) !== "",
      required: e.required || demands || marked, required_shown: marked,
      hint: tidy([placeholder, e.title || "", described, ...hints].join(" ")), placeholder: tidy(placeholder),
      checked: !!e.checked, value: type === "password" || file ? "" : drawn ? drawn.value : chosen(e),
      row: isGrouped || file ? rowText(rowOf(e, file ? files : [])) : "", min: e.min || limit(e, "aria-valuemin"), max: e.max || limit(e, "aria-valuemax"), longest: e.maxLength > 0 ? e.maxLength : 0,
      read_only: e.readOnly || e.disabled || list !== null || drawn !== null, options: e.tagName === "SELECT" ? [...e.options].map((o) => (asks(o) ? "" : o.value)) : [],
      section: isGrouped && written ? written : sectionOf(e),
    };
  });
}
