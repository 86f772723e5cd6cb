// What is listed on the page: the rows of tables and the cards, each with its texts by label and what can be clicked
// in it; and what turns its pages; as JSON. `anchors` are labels of which each card has one. Reads only; changes nothing.
(sight, anchors) => {
  const { tidy, memo, styleOf, visible, clickable, body, main, inFrame, isDisabled } = sight;
  const folded = (s) => (s || "").normalize("NFKC").replace(/\s+/g, "").replace(/[(\[【][^)\]】]*[)\]】]/g, "").replace(/^[:*·•]+|[:*·•]+$/g, "");
  const all = [...document.querySelectorAll("*")];
  const place = new Map(all.map((e, index) => [e, index]));
  const boxOf = (e) => {
    const box = e.getBoundingClientRect();
    return { left: box.left + scrollX, top: box.top + scrollY, right: box.right + scrollX, bottom: box.bottom + scrollY };
  };
  const outside = (e) => inFrame(e) || e.closest("aside") !== null;
  // Stars and marks say in their attributes what they mean; a shortened number stands whole in its title.
  const code = /(?<![0-9A-Za-z])(?=[A-Z]*\d)(?:[0-9A-Z]*\d){10}[0-9A-Z]*(?![0-9A-Za-z])/g;
  const codesIn = (s) => s.match(code) || [];
  const textsIn = (e) => {
    const texts = [], walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (visible(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
    return texts;
  };
  const textOf = (e) => {
    const shown = tidy(sight.shown(e));
    const titles = [e, ...e.querySelectorAll("[title],[aria-label],img[alt]")].flatMap((n) => [n.title, n.getAttribute("aria-label"), n.alt]);
    const more = titles.map(tidy).filter((s, i, list) => s && !shown.includes(s) && list.indexOf(s) === i);
    const whole = codesIn(shown); // what only a gap parts from its neighbour is one word with it in the text
    const parted = textsIn(e).flatMap(codesIn).filter((each, i, list) => !whole.includes(each) && list.indexOf(each) === i);
    return [shown, ...parted, ...more].join(" ").trim();
  };
  const labelOf = (n) => sight.asWord(tidy(n.innerText || n.value || n.getAttribute("aria-label")));
  // What stands beside something to click: as much of the part as holds no other one of the same label.
  const besideOf = (n, part, others) => {
    let own = n;
    for (let up = n.parentElement; up && part.contains(up) && !others.some((o) => up.contains(o)); up = up.parentElement) own = up;
    return textOf(own);
  };
  // A word that shows the hand by itself can be clicked, whatever it is made of.
  const isPointed = (n) => n.childElementCount === 0 && styleOf(n).cursor === "pointer" && styleOf(n.parentElement).cursor !== "pointer" && !n.closest(clickable);
  const actionsIn = (e) => {
    const pressable = [...e.querySelectorAll("*")].filter((n) => (n.matches(clickable) || isPointed(n)) && visible(n) && labelOf(n));
    return pressable.map((n) => ({
      index: place.get(n), text: labelOf(n), disabled: isDisabled(n),
      beside: besideOf(n, e, pressable.filter((o) => o !== n && !n.contains(o) && !o.contains(n) && labelOf(o) === labelOf(n))),
    }));
  };
  const typed = "input:not([type=checkbox]):not([type=hidden]),select,textarea";
  const asksFor = (e) => e.matches(typed) || e.querySelector(typed) !== null; // a search, not a list
  const rows = [], areas = []; // `areas` are the rows' own parts of the page, and the heads above them
  let heads = 0;

  // The cells of a table as they stand over each other, spans and all: one that spans lines or columns stands in each.
  const gridded = (table) => {
    const lines = [...table.rows].map(() => []);
    [...table.rows].forEach((line, y) => {
      let x = 0;
      for (const cell of line.cells) {
        while (lines[y][x]) x += 1;
        for (let down = 0; down < (cell.rowSpan || 1) && y + down < lines.length; down += 1)
          for (let on = 0; on < cell.colSpan; on += 1) lines[y + down][x + on] = cell;
        x += cell.colSpan;
      }
    });
    return lines;
  };
  const isHeadCell = (cell) => cell.tagName === "TH" || cell.closest("thead") !== null;
  const isKnown = (label) => anchors.flat().includes(label);
  const labelOfCell = (cell) => (cell ? folded(cell.innerText) : "");
  // A head has as many lines as its cells span, or as there are of head cells only; the lowest label names a column.
  const headOfTable = (lines) => {
    let deep = Math.max(1, ...new Set(lines[0].map((cell) => cell.rowSpan || 1)));
    while (deep < lines.length && lines[deep].every(isHeadCell)) deep += 1;
    deep = lines[0].every((cell) => (cell.rowSpan || 1) === deep) && !lines[0].every(isHeadCell) ? 1 : Math.min(deep, lines.length);
    return { deep, labels: lines[deep - 1].map(labelOfCell), isMarked: lines[0].every(isHeadCell) };
  };
  const isBareHead = (labels) => labels.length > 1 && labels.some(isKnown) && labels.every((label) => label.length <= 12 && !/\d{4}/.test(label));
  let headless = null; // the labels of a table that holds nothing but its head: the rows follow in the next one
  const tables = [];
  for (const table of document.querySelectorAll("table")) {
    if (!visible(table) && !headless) continue;
    const lines = gridded(table);
    if (!lines.length || !lines[0].length || lines[0].some(asksFor)) continue;
    let { deep, labels, isMarked } = headOfTable(lines);
    if (headless && !isMarked && lines[0].length >= headless.length) [labels, deep] = [headless, 0];
    const isHeadAlone = deep === lines.length && (isMarked || isBareHead(labels));
    headless = isHeadAlone ? labels : headless && lines[0].length < headless.length && !isMarked ? headless : null;
    if (labels.some(isKnown)) heads += 1;
    else if (!isMarked && deep > 0) continue;
    areas.push(...[...table.rows].slice(0, deep));
    const listed = [];
    lines.slice(deep).forEach((cells, i) => {
      const tr = table.rows[deep + i], own = [...new Set(cells.filter(Boolean))];
      if (own.length < Math.min(labels.length, 2) || !visible(tr)) return;
      const values = labels.map((label, at) => [label, cells[at] ? textOf(cells[at]) : ""]).filter(([label]) => label);
      const text = [textOf(tr), ...own.filter((cell) => !tr.contains(cell)).map(textOf)].join(" ");
      listed.push({ tr, row: { cells: values, text, heading: "", actions: actionsIn(tr) } });
    });
    tables.push({ table, listed });
  }
  // A table that stands over another one or against it, line by line, shows columns of it that stay when it is scrolled.
  const isLevel = (a, b) => Math.abs(boxOf(a.tr).top - boxOf(b.tr).top) <= 3 && Math.abs(boxOf(a.tr).bottom - boxOf(b.tr).bottom) <= 3;
  const meetsTable = (a, b) => boxOf(a.table).left <= boxOf(b.table).right + 3 && boxOf(a.table).right >= boxOf(b.table).left - 3;
  const belongs = (part, whole) =>
    part.listed.length > 0 && part.listed.length === whole.listed.length && meetsTable(part, whole) && part.listed.every((line, i) => isLevel(line, whole.listed[i]));
  const wholes = [];
  for (const each of tables) {
    const whole = wholes.find((other) => belongs(each, other));
    areas.push(...each.listed.map(({ tr }) => tr));
    if (!whole) wholes.push(each);
    else
      each.listed.forEach(({ row }, i) => {
        const kept = whole.listed[i].row, known = new Map(kept.cells);
        for (const [label, value] of row.cells) if (!known.get(label)) known.set(label, value);
        kept.cells = [...known];
        if (!kept.text.includes(row.text)) kept.text = `${kept.text} ${row.text}`.trim();
        kept.actions.push(...row.actions.filter((action) => !kept.actions.some((other) => other.text === action.text)));
      });
  }
  rows.push(...wholes.flatMap(({ listed }) => listed.map(({ row }) => row)));

  // A head of labels that stand on one line, with lines of as many parts beneath, is a table, whatever it is made of.
  const isLabel = (e) => anchors.flat().includes(folded(e.innerText)) && !e.closest("table") && !outside(e) && visible(e);
  const gridOf = (label) => {
    let cell = label;
    while (cell.parentElement && cell.parentElement.childElementCount === 1) cell = cell.parentElement;
    const head = cell.parentElement, labels = [...head.children];
    const [first, box] = [cell.getBoundingClientRect(), (e) => e.getBoundingClientRect()];
    if (labels.length < 2 || asksFor(head) || !labels.every((e) => Math.abs(box(e).top - first.top) < 12 && folded(e.innerText).length <= 12)) return null;
    const isUnder = (line) => line !== head && !line.contains(head) && line.childElementCount === labels.length && box(line).top >= box(head).bottom - 2 && visible(line) &&
      labels.every((e, i) => box(line.children[i]).left < box(e).right && box(line.children[i]).right > box(e).left);
    for (let up = head.parentElement, n = 0; up && n < 3; up = up.parentElement, n += 1) {
      const lines = [...up.querySelectorAll("*")].filter(isUnder);
      if (lines.length) return { head, labels, lines };
    }
    return null;
  };
  const grid = rows.length ? null : all.filter((e) => e.childElementCount === 0 && isLabel(e)).map(gridOf).find(Boolean) || null;
  if (grid) {
    heads += 1;
    areas.push(grid.head);
    for (const line of grid.lines) {
      const values = grid.labels.map((label, at) => [folded(label.innerText), textOf(line.children[at])]).filter(([label]) => label);
      areas.push(line);
      rows.push({ cells: values, text: textOf(line), heading: "", actions: actionsIn(line) });
    }
  }

  // Cards: from a label up to the largest part of the page that holds this label only once.
  const labelled = (e, labels) => {
    const own = folded([...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join(""));
    return labels.some((label) => own === label || own.startsWith(`${label}:`));
  };
  const ends = "main,body,form,[role=tabpanel],[role=main]";
  const turns = (e) => /[上下]一?页|共\s*\d+\s*[条页]/.test(e.textContent); // what turns pages is no card's
  // What a card is about stands larger or bolder than the rest.
  const headOf = (card) => {
    const sizes = [...card.querySelectorAll("*")].filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) && visible(e));
    const size = (e) => parseFloat(styleOf(e).fontSize) + (Number(styleOf(e).fontWeight) >= 600 ? 1 : 0);
    const least = Math.min(...sizes.map(size));
    const large = sizes.filter((e) => size(e) > least && !labelled(e, anchors.flat()));
    return large.sort((x, y) => size(y) - size(x))[0] || null;
  };
  // The largest part around each of some marks that holds no other one of them.
  const cardsAround = (marks) =>
    marks.map((mark) => {
      let card = mark;
      for (let up = mark.parentElement; up; up = up.parentElement) {
        const many = marks.filter((e) => up.contains(e)).length > 1;
        if (many || up.matches(ends) || up.querySelector("form,h1,h2,table") || turns(up) || tidy(up.innerText).length > 800) break;
        card = up;
      }
      return card;
    });
  const addCards = (cards) => {
    for (const card of cards) {
      const head = headOf(card);
      areas.push(card);
      rows.push({ cells: [], text: [sight.shown(card).replace(/\t/g, "\n").replace(/[^\S\n]+/g, " ").trim(), textOf(card).slice(tidy(sight.shown(card)).length)].join("\n").trim(), heading: head ? tidy(head.innerText) : "", actions: actionsIn(card) });
    }
  };
  for (const labels of grid ? [] : anchors) {
    const marks = all.filter((e) => labelled(e, labels) && visible(e) && !outside(e) && !asksFor(e) && !(e.nextElementSibling && asksFor(e.nextElementSibling)) && !e.closest("table,form,label,script,style,[role=dialog],dialog"));
    if (!marks.length) continue;
    heads += 1;
    addCards(cardsAround(marks));
    break;
  }
  // Where nothing bears a label, parts of the page that each bear one code as long as a number are lines of a list; what is
  // no list shows no date beside a code, and nothing to click.
  if (!rows.length && !heads) {
    const ownText = (e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data).join(" ");
    const bears = (e) => codesIn(ownText(e)).some((each) => each.length >= 14 && each.length <= 50);
    const marks = all.filter((e) => bears(e) && visible(e) && !outside(e) && !e.closest("a[href],form,label,script,style,[role=dialog],dialog"));
    const parts = [...new Set(marks.map((e) => e.closest("tr") || e))];
    const lines = parts.every((e) => e.matches("tr")) ? parts : cardsAround(parts);
    const isLine = (e) => /20\d{2}[-/.年]\d{1,2}/.test(e.innerText) && actionsIn(e).length > 0;
    heads += lines.length > 0 && lines.every(isLine);
    addCards(lines);
  }

  // Where the list stands on the page: as high as all its rows, as wide as the part that holds them.
  const boxes = areas.map(boxOf);
  let part = areas.length ? areas[0].parentElement : null;
  while (part && !areas.every((area) => part.contains(area))) part = part.parentElement;
  const sides = part && boxOf(part.parentElement || part);
  const around = part && {
    left: sides.left, top: Math.min(...boxes.map((b) => b.top)), right: sides.right, bottom: Math.max(...boxes.map((b) => b.bottom)),
  };
  const inputs = [...document.querySelectorAll("input")].filter((e) => visible(e) && !outside(e) && /^(text|search|number|)$/.test(e.getAttribute("type") || ""));
  // The boxes that a button stands with: those of the smallest part that holds it and any.
  const fieldsOf = (e) => {
    let up = e;
    while (up && !inputs.some((input) => up.contains(input))) up = up.parentElement;
    return up ? inputs.filter((input) => up.contains(input)).map((input) => place.get(input)) : [];
  };
  const own = (e) => tidy(e.textContent);
  const widest = (e) => {
    let up = e;
    while (up.parentElement && up.parentElement !== document.body && own(up.parentElement) === own(e)) up = up.parentElement;
    return up;
  };
  const looksOf = (e, up) => {
    const looks = [];
    for (let n = e; ; n = n.parentElement) {
      const s = styleOf(n);
      looks.push([s.color, s.fontWeight, s.fontSize, s.backgroundColor, s.backgroundImage, s.borderBottom, s.textDecorationLine].join("|"));
      if (n === up) return looks.join("/");
    }
  };
  // Numbers of pages stand in a line, each next to the one that follows, or to dots.
  const countsPages = (e) => {
    const tokens = [], walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) tokens.push(...walker.currentNode.data.split(/\s+/).filter(Boolean));
    return tokens.some((token, i) => /^\d{1,4}$/.test(token) && (Number(tokens[i + 1]) === Number(token) + 1 || (/^[….·]+$/.test(tokens[i + 1]) && /^\d{1,4}$/.test(tokens[i + 2]))));
  };
  const leadsAway = (e) => {
    const link = e.closest("a[href]"), address = link ? link.getAttribute("href") : "";
    return !/^\s*(#|\?|javascript:|$)/i.test(address) && link.pathname !== location.pathname;
  };
  // An arrow without words turns to the next page where it is the first one behind the numbers that stand on its line, or
  // the last one where it stands among no words at all.
  const isArrow = (e) => e.matches("a,button,li,[role=button],[onclick],i,span") && !own(e) && styleOf(e).cursor !== "auto" || (e.matches("button") && !own(e));
  const isNext = (e) => {
    let strip = e.parentElement;
    while (strip && strip !== body && !/\d/.test(strip.textContent)) strip = strip.parentElement;
    if (!own(e.parentElement) && e.parentElement.childElementCount <= 2) return !e.nextElementSibling; // back and on, or on alone
    if (!strip || strip === body || tidy(strip.textContent).length > 60 || areas.some((area) => strip.contains(area))) return false;
    const arrows = [...strip.querySelectorAll("a,button,li,[role=button],[onclick],i,span")].filter((a) => isArrow(a) && visible(a)).map(boxOf);
    const numbers = sight.runs(strip).filter((r) => /\d/.test(r.text)).map((r) => r.box.right + scrollX);
    const last = Math.max(...numbers.filter((right) => arrows.some((arrow) => arrow.left >= right - 2)));
    const behind = arrows.filter((arrow) => arrow.left >= last - 2).map((arrow) => arrow.left);
    return Math.abs(boxOf(e).left - Math.min(...behind)) < 6;
  };
  // How much something stands out: of two views the one that does is shown.
  const weightOf = (e, up) => {
    let weight = 0;
    for (let n = e; ; n = n.parentElement) {
      const s = styleOf(n), [r, g, b] = (s.color.match(/\d+/g) || []).map(Number);
      weight += (s.backgroundColor !== "rgba(0, 0, 0, 0)") + (parseFloat(s.borderBottomWidth) > 0) + (Number(s.fontWeight) >= 600) + (Math.max(r, g, b) - Math.min(r, g, b) > 60);
      if (n === up) return weight;
    }
  };
  const isLeaf = (e) => e.childElementCount === 0 && e.matches("li,span,i,div,p,b,strong,em,label,dd,dt");
  const controls = all.filter((e) => (e.matches(`${clickable},[role=tab],li,span,i`) || isLeaf(e)) && own(e).length <= 20 && !outside(e) && !areas.some((area) => area.contains(e)) && visible(e))
    .map((e) => {
      const style = getComputedStyle(e), up = widest(e);
      const text = sight.asWord(tidy(e.innerText || e.value || e.getAttribute("aria-label") || e.title));
      return {
        index: place.get(e), text,
        next: !text && isArrow(e) && isNext(e),
        tab: e.getAttribute("role") === "tab",
        selected: ["aria-selected", "aria-current"].some((name) => !["", "false"].includes(e.getAttribute(name) || "")),
        disabled: isDisabled(e),
        presses: e.matches(`${clickable},[role=tab]`) || style.cursor === "pointer",
        leaves: leadsAway(e),
        strip: up.parentElement ? place.get(up.parentElement) : 0,
        looks: looksOf(e, up),
        weight: weightOf(e, up),
        pager: /^\d{1,4}$/.test(text) && up.parentElement !== null && countsPages(up.parentElement),
        fields: text.length <= 6 ? fieldsOf(e) : [],
        box: boxOf(e),
      };
    })
    .filter((control) => control.next || control.text);
  const before = (e) => {
    const cell = e.closest("td,dd"), near = e.previousElementSibling || (cell && cell.previousElementSibling);
    return (e.previousSibling && tidy(e.previousSibling.textContent)) || (near ? near.innerText : "");
  };
  const search = inputs.map((e) => ({
    index: place.get(e), box: boxOf(e), after: tidy(e.nextSibling && e.nextSibling.textContent) || tidy(e.parentElement.nextSibling && e.parentElement.nextSibling.textContent),
    label: tidy([...(e.labels || [])].map((l) => l.innerText).join(" ") || e.getAttribute("aria-label") || e.placeholder || before(e)),
  }));
  const text = sight.shown(body);
  const frames = all.filter((e) => inFrame(e) && !inFrame(e.parentElement));
  let rest = text;
  for (const e of [...frames, ...document.querySelectorAll("aside")]) if (sight.shown(e)) rest = rest.replace(sight.shown(e), "");
  const dialogs = sight.overlays().over.map((e) => ({ cells: [], text: textOf(e), heading: "", actions: actionsIn(e) }));
  return JSON.stringify({ rows, dialogs, heads, controls, search, place: around, last: areas.length ? place.get(areas[areas.length - 1]) : -1, rest: rest.slice(0, 60000), text: text.slice(0, 60000), main: tidy(sight.shown(main || body)).slice(0, 2000) });
}
