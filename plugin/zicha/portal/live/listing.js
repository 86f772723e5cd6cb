// What is listed on the page: the rows of tables and the cards, each with its texts by label and what can be clicked
// in it; and what turns its pages; as JSON. `anchors` are labels of which each card has one. Reads only; changes nothing.
(anchors) => {
  const visible = (e) => {
    const box = e.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return false;
    const style = getComputedStyle(e);
    return style.visibility !== "hidden" && style.opacity !== "0";
  };
  const tidy = (s) => (s || "").replace(/\s+/g, " ").trim();
  const folded = (s) => (s || "").normalize("NFKC").replace(/\s+/g, "").replace(/[(\[【][^)\]】]*[)\]】]/g, "").replace(/^[:*·•]+|[:*·•]+$/g, "");
  const all = [...document.querySelectorAll("*")];
  const place = new Map(all.map((e, index) => [e, index]));
  const outside = (e) => e.closest("header,nav,footer,aside,[role=navigation],[role=search]") !== null;
  // Stars and marks say in their attributes what they mean; a shortened number stands whole in its title.
  const textOf = (e) => {
    const shown = tidy(e.innerText);
    const said = [e, ...e.querySelectorAll("[title],[aria-label],img[alt]")].flatMap((n) => [n.title, n.getAttribute("aria-label"), n.alt]);
    return [shown, ...said.map(tidy).filter((s, i, list) => s && !shown.includes(s) && list.indexOf(s) === i)].join(" ").trim();
  };
  const disabled = (e) => !!e.disabled || e.getAttribute("aria-disabled") === "true" || /(^|[\s_-])(is-)?disabled?([\s_-]|$)/i.test(`${e.className} ${e.parentElement ? e.parentElement.className : ""}`);
  const clickable = "a,button,input[type=button],input[type=submit],[role=button],[onclick]";
  const labelOf = (n) => tidy(n.innerText || n.value || n.getAttribute("aria-label"));
  // What stands beside something to click: as much of the part as holds no other one of the same label.
  const besideOf = (n, part, others) => {
    let own = n;
    for (let up = n.parentElement; up && part.contains(up) && !others.some((o) => up.contains(o)); up = up.parentElement) own = up;
    return textOf(own);
  };
  const actionsIn = (e) => {
    const found = [...e.querySelectorAll(clickable)].filter((n) => visible(n) && labelOf(n));
    return found.map((n) => ({
      index: place.get(n), text: labelOf(n), disabled: disabled(n),
      beside: besideOf(n, e, found.filter((o) => o !== n && !n.contains(o) && !o.contains(n) && labelOf(o) === labelOf(n))),
    }));
  };
  const rows = [];
  let heads = 0;

  let headless = null; // the labels of a table that holds nothing but its head: the rows follow in the next one
  for (const table of document.querySelectorAll("table")) {
    if (!visible(table) && !headless) continue;
    const lines = [...table.rows].map((line) => [...line.cells]);
    if (!lines.length) continue;
    let labels = lines[0].map((cell) => folded(cell.innerText));
    let body = lines.slice(1), trs = [...table.rows].slice(1);
    const first = lines[0].every((cell) => cell.tagName === "TH" || cell.closest("thead"));
    if (headless && !first && lines[0].length >= headless.length) [labels, body, trs] = [headless, lines, [...table.rows]];
    headless = body.length === 0 && first ? labels : null;
    if (labels.some((label) => anchors.flat().includes(label))) heads += 1;
    else if (!first) continue;
    body.forEach((cells, i) => {
      if (cells.length < Math.min(labels.length, 2) || !visible(trs[i])) return;
      const values = labels.map((label, at) => [label, cells[at] ? textOf(cells[at]) : ""]).filter(([label]) => label);
      rows.push({ cells: values, text: textOf(trs[i]), heading: "", actions: actionsIn(trs[i]) });
    });
  }

  // Cards: from a label up to the largest part of the page that holds this label only once.
  const labelled = (e, labels) => {
    const own = folded([...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join(""));
    return labels.some((label) => own === label || own.startsWith(`${label}:`));
  };
  const ends = "main,body,form,[role=tabpanel],[role=main]";
  for (const labels of anchors) {
    const found = all.filter((e) => labelled(e, labels) && visible(e) && !outside(e) && !e.closest("table,form,label,script,style,[role=dialog],dialog"));
    if (!found.length) continue;
    heads += 1;
    const cards = found.map((mark) => {
      let card = mark;
      for (let up = mark.parentElement; up; up = up.parentElement) {
        const many = found.filter((e) => up.contains(e)).length > 1;
        if (many || up.matches(ends) || up.querySelector("form,h1,h2,table,[class*=pag i]") || tidy(up.innerText).length > 800) break;
        card = up;
      }
      return card;
    });
    for (const card of cards) {
      const head = card.querySelector("h1,h2,h3,h4,h5,h6,strong,[class*=title],[class*=name]");
      rows.push({ cells: [], text: [card.innerText.replace(/[^\S\n]+/g, " ").trim(), textOf(card).slice(tidy(card.innerText).length)].join("\n").trim(), heading: head ? tidy(head.innerText) : "", actions: actionsIn(card) });
    }
    break;
  }

  const controls = all.filter((e) => !outside(e) && e.matches(`${clickable},[role=tab],li,span,i`) && !e.closest("tr,thead") && visible(e))
    .map((e) => ({
      index: place.get(e),
      text: tidy(e.innerText || e.value || e.getAttribute("aria-label") || e.title),
      next: /(^|[\s_-])next([\s_-]|$)/i.test(e.className || "") && !!e.closest("[class*=pag i]"),
      tab: e.getAttribute("role") === "tab",
      selected: e.getAttribute("aria-selected") === "true" || /(^|[\s_-])(active|selected|current|on)([\s_-]|$)/i.test(e.className || ""),
      disabled: disabled(e),
    }))
    .filter((control) => control.next || (control.text && control.text.length <= 12));
  const search = [...document.querySelectorAll("input")].filter((e) => visible(e) && !outside(e) && /^(text|search|)$/.test(e.getAttribute("type") || ""))
    .map((e) => ({ index: place.get(e), label: tidy([...(e.labels || [])].map((l) => l.innerText).join(" ") || e.getAttribute("aria-label") || e.placeholder || e.previousElementSibling?.innerText) }));
  const text = document.body ? document.body.innerText : "";
  const dialogs = [...document.querySelectorAll("dialog[open],[role=dialog],[role=alertdialog]")].filter(visible)
    .map((e) => ({ cells: [], text: textOf(e), heading: "", actions: actionsIn(e) }));
  return JSON.stringify({ rows, dialogs, heads, controls, search, text: text.slice(0, 60000), main: tidy((document.querySelector("main,[role=main]") || document.body)?.innerText).slice(0, 2000) });
}
