// What the page shows, as zicha.model.page.Page, of this one frame: the letters of each text with the boxes of their
// lines and their look, and the elements that hold them. Reads only; changes nothing. No value that was typed is in it.
// What can be clicked bears its place: the number of the frame, and its place among the clickable in it.
async ([clickable, frame]) => {
  // What still unfolds is waited for: what it holds is cut off meanwhile.
  const moving = document.getAnimations().filter((each) => each.playState === "running" && Number.isFinite(each.effect.getComputedTiming().endTime));
  const after = (wait) => new Promise((end) => setTimeout(end, wait));
  if (moving.length) await Promise.race([Promise.allSettled(moving.map((each) => each.finished)).then(() => after(30)), after(1000)]);
  const inks = [], inkOf = new Map(), containers = [], runs = [];
  const SKIPPED = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD", "LINK", "META", "OPTION", "DATALIST"]);
  const FILLED = new Set(["INPUT", "SELECT", "TEXTAREA"]);
  const MEANING = new Set(["role", "href", "colspan", "rowspan", "for", "id", "title", "alt", "src", "type", "placeholder", "name",
    "aria-label", "aria-labelledby", "aria-selected", "aria-expanded", "aria-hidden", "aria-controls", "aria-haspopup", "aria-level", "disabled", "open"]);
  const TAKEN = { tr: "table-row", td: "table-cell", th: "table-cell" }; // by what is not drawn, if it were
  for (const name of ["a", "b", "em", "font", "i", "label", "small", "span", "strong", "sup", "u"]) TAKEN[name] = "inline";
  const places = new Map([...document.querySelectorAll(clickable)].map((e, index) => [e, index]));
  const numbers = new Map([...document.querySelectorAll("*")].map((e, index) => [e, index]));
  const [left, top] = [scrollX, scrollY];
  const boxOf = (r) => [Math.round(r.left + left), Math.round(r.top + top), Math.round(r.width), Math.round(r.height)];
  const isClear = (colour) => colour === "transparent" || /^rgba\(.*,\s*0\)$/.test(colour);
  const plain = (text, style) => style.whiteSpace.startsWith("pre") ? text.replace(/[^\S\n]+/g, " ") : text.replace(/\s+/g, " ");
  const ink = (values) => {
    const key = values.join("|");
    if (!inkOf.has(key)) { inkOf.set(key, inks.length); inks.push(values); }
    return inkOf.get(key);
  };
  const meets = (r, c) => r.right > c.left + 1 && r.left < c.right - 1 && r.bottom > c.top + 1 && r.top < c.bottom - 1;
  const range = document.createRange();

  const isFolded = (e) => e.parentElement?.localName === "details" && !e.parentElement.open && e.localName !== "summary";

  // What is painted, cut and struck out around an element, for what stands in it.
  const around = (e, style, flow, outer) => {
    const own = { ...outer, style };
    own.background = isClear(style.backgroundColor) ? outer.background : style.backgroundColor;
    const isPiece = flow < 2;
    own.border = style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0 && parseFloat(style.borderBottomWidth) > 0
      ? (isPiece ? style.borderTopColor : "") : (isPiece ? outer.border : "");
    own.hidden = outer.hidden || style.display === "none" || style.opacity === "0" || isFolded(e);
    own.struck = outer.struck || style.textDecorationLine.includes("line-through");
    own.clip = outer.clip;
    if (style.position === "fixed") own.clip = null;
    if (style.overflowX !== "visible" || style.overflowY !== "visible" || style.clipPath !== "none") {
      const r = e.getBoundingClientRect();
      // What can be scrolled can be read; only what is cut away cannot.
      const [x, y] = [/auto|scroll/.test(style.overflowX), /auto|scroll/.test(style.overflowY)];
      if (e !== document.body && e !== document.documentElement && flow >= 1) {
        const outerClip = outer.clip || { left: -1e6, right: 1e6, top: -1e6, bottom: 1e6 };
        const isSpot = style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)";
        own.clip = isSpot ? { left: 0, right: 0, top: 0, bottom: 0 } : {
          left: x ? -1e6 : Math.max(outerClip.left, r.left), right: x ? 1e6 : Math.min(outerClip.right, r.right),
          top: y ? -1e6 : Math.max(outerClip.top, r.top), bottom: y ? 1e6 : Math.min(outerClip.bottom, r.bottom),
        };
      }
    }
    return own;
  };
  const addRun = (text, container, at, rects) => {
    const style = at.style;
    const look = [Math.round(parseFloat(style.fontSize)), Number(style.fontWeight) || 400, style.color, at.background, at.border, style.fontStyle === "normal" ? 0 : 1];
    const isDrawn = !at.hidden && style.visibility === "visible" && style.fontSize !== "0px" && !isClear(style.color);
    const drawn = isDrawn
      ? rects.filter((r) => r.width >= 1 && r.height >= 2 && r.right + left > 0 && r.bottom + top > 0 && (!at.clip || meets(r, at.clip))) : [];
    const isCut = isDrawn && !drawn.length && at.clip && rects.length > 0 && at.clip.right - at.clip.left > 4 && at.clip.bottom - at.clip.top > 4;
    runs.push([text, container, ink(look), isCut ? 3 : drawn.length ? (at.struck ? 2 : 0) : 1, drawn.map(boxOf)]);
  };
  const addPseudo = (e, which, container, at) => {
    const style = getComputedStyle(e, which), quoted = /^"((?:[^"\\]|\\.)*)"/.exec(style.content);
    if (!quoted || style.display === "none") return;
    const text = quoted[1].replace(/\\(["\\])/g, "$1").replace(/[\ue000-\uf8ff]/g, "");
    if (text.trim()) addRun(text, container, { ...at, style }, [e.getBoundingClientRect()]);
  };
  const flowOf = (e, style) => {
    const display = style.display === "none" ? TAKEN[e.localName] || "block" : style.display;
    if (display === "inline" || display === "contents") return 0;
    if (display === "table-row") return 3;
    if (display === "table-cell") return 4;
    return display.startsWith("inline") ? 1 : 2;
  };
  const walk = (e, parent, outer) => {
    const style = getComputedStyle(e), flow = flowOf(e, style), at = around(e, style, flow, outer), index = containers.length;
    const meaning = {};
    for (const { name, value } of e.attributes) {
      if (MEANING.has(name)) meaning[name] = value.startsWith("data:") ? "data:" : value.slice(0, 500);
      else if (name === "onclick") meaning.onclick = "1";
    }
    if (places.has(e)) meaning.click = `${frame}:${places.get(e)}`;
    else if (style.cursor === "pointer" && outer.style?.cursor !== "pointer") meaning.pointer = `${frame}:*${numbers.get(e)}`;
    const r = e.getBoundingClientRect(), shown = !at.hidden && r.width > 0 && r.height > 0 && style.visibility === "visible" && (!at.clip || meets(r, at.clip));
    const cuts = flow > 0 && shown && ((style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1) || (style.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 2));
    const hides = style.display === "none" || style.opacity === "0" || (style.visibility !== "visible" && outer.style?.visibility !== style.visibility)
      || (flow > 1 && style.overflowY === "hidden" && r.height < 1 && e.scrollHeight > 1) || isFolded(e);
    containers.push([parent, runs.length, e.localName, flow, shown ? boxOf(r) : null, hides ? 1 : 0, cuts ? 1 : 0, meaning]);
    if (e.tagName === "INPUT" && ["button", "submit", "reset"].includes(e.type) && e.value) addRun(e.value, index, at, [r]);
    if (e.localName === "svg" || e.localName === "canvas" || FILLED.has(e.tagName)) return;
    addPseudo(e, "::before", index, at);
    for (const child of (e.shadowRoot || e).childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const text = plain(child.data, style);
        if (!text) continue;
        if (text === " ") { runs.push([text, index, 0, 1, []]); continue; }
        range.selectNodeContents(child);
        addRun(text, index, at, [...range.getClientRects()]);
      } else if (child.nodeType === Node.ELEMENT_NODE && !SKIPPED.has(child.tagName)) {
        walk(child, index, at);
      }
    }
    addPseudo(e, "::after", index, at);
  };
  if (!document.body) return JSON.stringify({ url: location.href, title: document.title, inks, containers, runs });
  ink([0, 400, "", "", "", 0]);
  walk(document.body, -1, { background: "", border: "", hidden: false, struck: false, clip: null });
  return JSON.stringify({ url: location.href, title: document.title, inks, containers, runs });
}
