// What a person sees on the page: its text, fields, things to click, dialogs; as JSON, which goes to the caller quicker
// than the thing itself. Reads only; changes nothing.
(sight, all, closed) => {
  const { tidy, styleOf, boxOf, textOf, currentText, visible, clickable, floats, body, main, inFrame, isDisabled } = sight;

  const { over, inDialog, forms, inForm, outer, middle } = sight.overlays();
  const controls = [...document.querySelectorAll("input,select,textarea")];
  const fields = forms.length ? all.filter((f) => inDialog(controls[f.index])) : all; // nobody fills in what lies beneath
  // What floats short and narrow over the middle of a page's width tells something and goes: a toast.
  const isToast = (e) => {
    if (styleOf(e).position !== "fixed" || Number(styleOf(e).zIndex) < 100 || !visible(e)) return false;
    let inner = e; // what is drawn of a part that runs across the page
    for (let next = e; next; next = [...inner.children].find((part) => textOf(part) === textOf(e))) inner = next;
    const box = boxOf(inner), words = textOf(e);
    const isNarrow = box.width < innerWidth * 0.6 && Math.abs(box.left + box.width / 2 - middle) < innerWidth * 0.15;
    return isNarrow && words.length > 1 && words.length <= 80 && !e.querySelector("button,a[href],input") && !isBehind(e);
  };
  // What lies behind something else is not read; what lets a pointer through tells nothing of that.
  const isBehind = (e) => {
    const box = boxOf(e), top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return styleOf(e).pointerEvents !== "none" && top !== null && !e.contains(top) && !top.contains(e);
  };
  const onTop = new Set(outer); // and what else lies uppermost anywhere down the middle
  for (let y = 10; y < innerHeight; y += 18) {
    for (let n = document.elementFromPoint(middle, y); n && n !== body && !onTop.has(n); n = n.parentElement) onTop.add(n);
  }
  const toasts = [...onTop].filter((e) => isToast(e) && !inFrame(e)).map(textOf);

  const pressable = [...document.querySelectorAll(clickable)];
  const words = (e) => {
    const picture = e.tagName === "A" ? null : e.querySelector("img[alt]");
    return sight.asWord(textOf(e) || tidy(e.innerText || e.value || e.getAttribute("aria-label") || (picture && picture.alt)));
  };
  const named = new Map(); // what bears the same words: a row is about no other one
  for (const e of pressable) {
    const text = tidy(e.textContent) || e.value || "";
    named.set(text, [...(named.get(text) || []), e]);
  }
  const rows = new Set();
  const rowOf = (e, others) => {
    const row = sight.rowOf(e, others);
    if (row) rows.add(row);
    return sight.rowText(row);
  };
  // A tab opens one of several panes that stand elsewhere; what a pane stands right beneath, by itself, folds it away.
  const isTab = (e) => {
    const beneath = e.nextElementSibling, isAlone = ![...e.parentElement.children].some((o) => o !== e && o.getAttribute("role") === "tab");
    return e.getAttribute("role") === "tab" && !(isAlone && beneath && beneath.getAttribute("role") === "tabpanel");
  };
  const buttons = [];
  pressable.forEach((e, index) => {
    if (!visible(e)) return;
    const text = words(e);
    if (!text || text.length > 40) return;
    buttons.push({
      index, text, row: rowOf(e, named.get(tidy(e.textContent) || e.value || "")), chrome: inFrame(e), tab: isTab(e), dialog: inDialog(e), in_form: inForm(e),
      selected: e.getAttribute("aria-selected") === "true", link: e.tagName === "A" ? e.getAttribute("href") || "" : "", disabled: isDisabled(e),
    });
  });

  // What one chooses among without a field: two or more parts that are alike, show the hand and say something short.
  // Asked for only where nothing is filled in; a part that is chosen already looks otherwise than the others.
  const isPointed = (e) => e.matches("[role=radio],[role=option],[onclick]") || (styleOf(e).cursor === "pointer" && styleOf(e.parentElement).cursor !== "pointer");
  const looksOf = (e) => ["borderTopColor", "borderTopWidth", "backgroundColor", "color", "boxShadow"].map((name) => styleOf(e)[name]).join();
  const cards = [];
  if (!fields.some((f) => f.type !== "checkbox") && /选择|情形/.test(body.textContent)) {
    const every = [...document.querySelectorAll("*")];
    const parts = every.filter((e) => body.contains(e) && e !== body && visible(e) && !inFrame(e) && !e.matches("label,input,select,summary,[role=tab]") && isPointed(e) && textOf(e) && textOf(e).length <= 80 && (!over.length || inDialog(e)));
    const groups = new Map();
    for (const e of parts.filter((each) => !parts.some((other) => other !== each && other.contains(each)))) {
      const holder = e.parentElement.childElementCount > 1 ? e.parentElement : e.parentElement.parentElement;
      groups.set(holder, [...(groups.get(holder) || []), e]);
    }
    const texts = groups.size ? sight.runs(body) : [];
    for (const group of groups.values()) {
      if (group.length < 2) continue;
      const above = texts.filter((t) => t.box.bottom <= boxOf(group[0]).top + 4 && !group.some((e) => e.contains(t.up)));
      const question = tidy(above.slice(-3).filter((t) => boxOf(group[0]).top - t.box.bottom < 60).map((t) => t.text).join(""));
      for (const e of group) {
        const others = group.filter((o) => o !== e), chosen = ["aria-checked", "aria-selected"].some((name) => e.getAttribute(name) === "true");
        const isOdd = others.length > 1 && !others.some((o) => looksOf(o) === looksOf(e)) && others.every((o) => looksOf(o) === looksOf(others[0]));
        cards.push({ index: every.indexOf(e), text: textOf(e), question, selected: chosen || isOdd, looks: looksOf(e) });
      }
    }
  }

  // Something turns while nothing can be done yet: it says that it is busy, or it goes round without end and without words.
  const turning = document.getAnimations().filter((each) => {
    const e = each.effect && each.effect.target;
    return e && each.effect.getComputedTiming().iterations === Infinity && visible(e) && !inFrame(e) && tidy(e.textContent).length <= 8;
  }).map((each) => each.effect.target);
  const small = (e) => boxOf(e).width <= 200 && boxOf(e).height <= 200;
  const turnsRound = (e) => e.getAnimations().some((each) => (each.effect.getKeyframes() || []).some((frame) => /rotate|matrix/.test(frame.transform || frame.rotate || "")));
  const text = currentText(body).slice(0, 60000);
  const holders = [...document.querySelectorAll("header,nav,footer,[role=navigation],[role=banner],[role=contentinfo],[role=search],body > *,body > * > *,body > * > * > *")]
    .filter((e) => visible(e) && inFrame(e) && !inFrame(e.parentElement));
  let own = text;
  for (const e of holders) if (currentText(e)) own = own.replace(currentText(e), "");
  own = tidy(own);
  const busyParts = [...document.querySelectorAll("[aria-busy=true],progress,[role=progressbar]:not([aria-valuenow])")].filter((e) => visible(e) && !inFrame(e));
  const busy = busyParts.length > 0 || turning.some((e) => small(e) && (turnsRound(e) || own.length < 200));

  // A mask lies over the fields: it says nothing, nothing can be pressed on it, and it is larger than one field.
  const typedIn = fields.filter((f) => !["radio", "checkbox", "file"].includes(f.type));
  const isCovering = (mask, e) => {
    const [a, b] = [boxOf(mask), boxOf(e)];
    return a.left <= b.left && a.right >= b.right && a.top <= b.top && a.bottom >= b.bottom && a.width * a.height > 2 * b.width * b.height;
  };
  const maskOf = (e) => {
    const box = boxOf(e), [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    for (let n = document.elementFromPoint(x, y); n && n !== body && !n.contains(e); n = n.parentElement)
      if (floats(n) && isCovering(n, e)) return tidy(n.textContent).length <= 20 && !n.querySelector("a,button,input") ? n : null;
    return null;
  };
  const covered = over.length === 0 && typedIn.some((f) => {
    const e = controls[f.index];
    return maskOf(e) !== null || busyParts.some((part) => !part.contains(e) && isCovering(part, e)) || busyParts.some((part) => part.contains(e));
  });

  for (const e of document.querySelectorAll("tr,li,[role=row],[role=listitem]")) rows.add(e);
  for (const e of document.querySelectorAll("div,section,article,dl,p,label,a")) if (sight.isAlike(e)) rows.add(e);
  const lines = [...rows].filter((e) => visible(e) && !inFrame(e)).slice(0, 400).map(sight.rowText).filter(Boolean);
  const large = (e) => boxOf(e).width >= 250 && boxOf(e).height >= 120;
  const plain = parseFloat(styleOf(body).fontSize) || 16;
  const isHeading = (e) => e.matches("h1,h2,h3,h4,legend,[role=heading]") || (e.matches("div,span,p,strong,b,td,font,dt,label") && parseFloat(styleOf(e).fontSize) >= plain * 1.2 && [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()));
  const headings = [...document.querySelectorAll("h1,h2,h3,h4,legend,[role=heading],div,span,p,strong,b,td,font,dt,label")]
    .filter((e) => isHeading(e) && visible(e) && !inFrame(e)).map(textOf).filter((t) => t && t.length <= 60).slice(0, 40);
  const pictures = [...document.querySelectorAll("img,canvas,svg,object,embed,video")].filter((e) => visible(e) && large(e) && !inFrame(e)).length;
  const alerts = [...document.querySelectorAll("[role=alert]")].filter(visible);
  const floatsAnywhere = (e) => e !== null && e !== body && (floats(e) || floatsAnywhere(e.parentElement));
  const standing = alerts.filter((e) => !inDialog(e) && !floatsAnywhere(e)).map(textOf).filter(Boolean);
  const dialogs = [...new Set([...over, ...alerts])].map(textOf).filter(Boolean);
  return JSON.stringify({
    url: location.href, title: document.title, text, main: (main ? textOf(main) : own).slice(0, 2000), own, fields, buttons, cards, closed, dialogs, forms: forms.map(textOf).filter(Boolean), standing, toasts: [...new Set(toasts)], rows: lines,
    headings, busy, pictures, covered, passwords: fields.filter((f) => f.type === "password").length,
  });
}
