// What a person goes by on a page, whatever its markup calls things: what is visible, what is the site's own frame, what
// lies over the page, where texts stand, which parts are alike. Reads only; changes nothing.
() => {
  const tidy = (s) => (s || "").replace(/\s+/g, " ").trim();
  // Letters set apart one by one on what is pressed are one word: 提 交.
  const asWord = (s) => (/^\p{Script=Han}( \p{Script=Han})+$/u.test(s) ? s.replaceAll(" ", "") : s);
  const memo = (f) => {
    const known = new Map();
    return (e) => (known.has(e) ? known.get(e) : known.set(e, f(e)).get(e));
  };
  const styleOf = memo((e) => getComputedStyle(e));
  const boxOf = memo((e) => e.getBoundingClientRect());
  const [across, down] = [scrollX, scrollY]; // asked for once: to ask has the page laid out
  const shows = { checkOpacity: true, checkVisibilityCSS: true };

  // How much of the page what stands in an element can be seen on: parts cut off, moved off its edges, or folded to nothing
  // show nothing. What can be scrolled is seen.
  const nowhere = { left: 0, right: 0, top: 0, bottom: 0 }, everywhere = { left: -1e7, right: 1e7, top: -1e7, bottom: 1e7 };
  const isRoot = (e) => e === document.body || e === document.documentElement;
  const meets = (box, part) => Math.min(box.right + across, part.right) > Math.max(box.left + across, part.left) && Math.min(box.bottom + down, part.bottom) > Math.max(box.top + down, part.top);
  const isSpot = memo((e) => {
    const { clip, clipPath } = styleOf(e);
    return (clip !== "auto" && clip.replace(/px|\s|,/g, "") === "rect(0000)") || (clipPath !== "none" && /^inset\((50|100)%\)$/.test(clipPath));
  });
  const around = memo((e) => {
    if (isRoot(e)) return { ...everywhere, left: 0, top: 0 };
    const { position } = styleOf(e);
    if (position === "fixed") return { left: across, right: across + innerWidth, top: down, bottom: down + innerHeight };
    let up = e.parentElement;
    const holds = (n) => styleOf(n).position !== "static" || styleOf(n).transform !== "none";
    if (position === "absolute") while (up && !isRoot(up) && !holds(up)) up = up.parentElement;
    return up ? within(up) : everywhere;
  });
  const within = memo((e) => {
    const outer = around(e), style = styleOf(e);
    if (isRoot(e)) return outer;
    if (isSpot(e)) return nowhere;
    if (style.position === "fixed") return meets(boxOf(e), outer) ? everywhere : nowhere;
    if (style.overflow === "visible" || /^(inline|contents)$/.test(style.display)) return outer;
    const box = boxOf(e);
    if (!meets(box, outer)) return nowhere;
    const [isWide, isHigh] = [style.overflowX, style.overflowY].map((flow) => /auto|scroll/.test(flow));
    return {
      left: isWide ? -1e7 : Math.max(outer.left, box.left + across), right: isWide ? 1e7 : Math.min(outer.right, box.right + across),
      top: isHigh ? -1e7 : Math.max(outer.top, box.top + down), bottom: isHigh ? 1e7 : Math.min(outer.bottom, box.bottom + down),
    };
  });
  const visible = memo((e) => boxOf(e).width > 0 && boxOf(e).height > 0 && e.checkVisibility(shows) && !isSpot(e) && meets(boxOf(e), around(e)));

  // The words of an element as they are shown: without those that are cut off, of no size or of no colour.
  const isPainted = memo((e) => styleOf(e).backgroundClip === "text" || (e.parentElement !== null && isPainted(e.parentElement)));
  const isClear = (e) => /^rgba\(.*,\s*0\)$/.test(styleOf(e).color) && !isPainted(e);
  const isShrunk = (e) => boxOf(e).width * boxOf(e).height === 0 && e.offsetWidth * e.offsetHeight > 0;
  const isShown = memo((e) => {
    if (e.matches("script,style,noscript,template,option,textarea,title") || !e.checkVisibility(shows)) return false;
    const { fontSize, textIndent } = styleOf(e), box = boxOf(e), part = within(e);
    return fontSize !== "0px" && parseFloat(textIndent) > -500 && !isClear(e) && !isShrunk(e) && part.right > part.left && part.bottom > part.top &&
      (box.width * box.height === 0 || meets(box, around(e)));
  });
  const isStruck = memo((e) => styleOf(e).textDecorationLine.includes("line-through") || (e.parentElement !== null && isStruck(e.parentElement)));
  const reader = (isRead) => {
    const isOffered = memo((up) => isRead(up.closest("select") || up));
    const isLeftOut = (text) => {
      const up = text.parentElement;
      return /\S/.test(text.data) && !isOffered(up) && !up.matches("textarea") && up.checkVisibility({ checkVisibilityCSS: true });
    };
    let leftOut = null; // what innerText has and nobody sees
    const findLeftOut = () => {
      const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      leftOut = [];
      while (texts.nextNode()) if (isLeftOut(texts.currentNode)) leftOut.push(texts.currentNode);
      return leftOut;
    };
    return memo((e) => {
      if (!(leftOut || findLeftOut()).some((text) => e.contains(text))) return e.innerText || "";
      let words = "";
      const write = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
          if (isOffered(node.parentElement)) words += node.data.replace(/\s+/g, " ");
        } else if (node.nodeType === Node.ELEMENT_NODE && styleOf(node).display !== "none") {
          const { display } = styleOf(node), end = node.localName === "br" ? "\n" : display === "table-cell" ? "\t" : /^(inline|contents)/.test(display) ? "" : "\n";
          if (end === "\n") words += end;
          for (const child of node.childNodes) write(child);
          words += end;
        }
      };
      write(e);
      return words.replace(/ *\n[ \n]*/g, "\n").replace(/ +/g, " ").trim();
    });
  };
  // What is struck out is told no more; a row of a list stands there all the same.
  const currentText = reader((up) => isShown(up) && !isStruck(up));
  const shown = reader(isShown);
  const textOf = memo((e) => tidy(currentText(e)));
  const clickable = "a,button,input[type=button],input[type=submit],summary,[role=button],[role=tab],[onclick]";
  const typed = "input:not([type=hidden],[type=button],[type=submit],[type=reset],[type=image]),select,textarea";
  const holdsFields = (e) => e.querySelectorAll(typed).length > 1; // one is the search
  const isModal = (e) => e.matches("dialog[open],[role=dialog],[role=alertdialog]");
  const floats = (e) => ["fixed", "absolute"].includes(styleOf(e).position);

  // The site's frame: landmarks, what stands beside the only main part, a line of links across the very top, and the
  // small print across the bottom.
  const body = document.body || document.createElement("body");
  const mains = [...document.querySelectorAll("main,[role=main]")].filter(visible);
  const main = mains.length === 1 && (holdsFields(mains[0]) || !holdsFields(body)) ? mains[0] : null;
  const isLandmark = (e) =>
    e.matches("nav,[role=navigation],[role=banner],[role=contentinfo],[role=search]") ||
    (e.matches("header,footer") && !e.parentElement.closest("main,article,section,[role=main],dialog,[role=dialog]"));
  const root = document.documentElement || body;
  const bottom = Math.max(root.scrollHeight, innerHeight) - down;
  const runsAcross = (e) => boxOf(e).width >= innerWidth * 0.6 && boxOf(e).height <= 260;
  const isMenu = (e) => {
    if (boxOf(e).top + down > 220 || !runsAcross(e) || e.querySelector("h1,h2,h3,[role=heading]") || holdsFields(e)) return false;
    const links = [...e.querySelectorAll("a")], words = links.reduce((sum, link) => sum + tidy(link.textContent).length, 0);
    return links.length >= 3 && words / links.length <= 10 && words * 2 >= tidy(e.textContent).length;
  };
  const isImprint = (e) =>
    boxOf(e).bottom > bottom - 80 && runsAcross(e) && !e.querySelector(typed) && e.textContent.length < 2000 &&
    /ICP备|公网安备|版权所有|Copyright|©|网站标识码|技术支持[:：]/.test(e.textContent);
  const edges = main ? [] : [...document.querySelectorAll("body > *,body > * > *,body > * > * > *")].filter((e) => visible(e) && (isMenu(e) || isImprint(e)));
  const inFrame = memo((e) => {
    if (!e || e === body || isModal(e)) return false;
    if (isLandmark(e) || edges.includes(e)) return true;
    if (main && !main.contains(e) && !e.contains(main) && e.parentElement.contains(main)) return !floats(e) && !(e.firstElementChild && floats(e.firstElementChild));
    return inFrame(e.parentElement);
  });

  // What cannot be pressed says so, or shows it: no hand comes, or its words are as grey as what they stand on.
  const lightness = (colour) => {
    const [r, g, b, a] = (colour.match(/[\d.]+/g) || []).map(Number);
    return a === 0 || Math.max(r, g, b) - Math.min(r, g, b) > 24 ? null : (r + g + b) / 3;
  };
  const isGrey = (e) => {
    const style = styleOf(e), ground = lightness(style.backgroundColor), ink = lightness(style.color);
    return style.cursor !== "pointer" && style.backgroundImage === "none" && ground !== null && ink !== null && ground > 150 && Math.abs(ink - ground) < 75;
  };
  const isDisabled = (e) =>
    !!e.disabled || e.getAttribute("aria-disabled") === "true" || styleOf(e).pointerEvents === "none" || styleOf(e).cursor === "not-allowed" || isGrey(e);

  // A box in the middle above everything is a dialog, whatever it is called; one at the edge is 在线客服. It lies above
  // by itself, or with the mask that holds it or lies beneath it.
  const overlays = () => {
    const [middle, centre] = [innerWidth / 2, innerHeight / 2];
    const atMiddle = document.elementsFromPoint(middle, centre).filter((e) => e !== body && e !== document.documentElement);
    const isMask = (e) => (styleOf(e).position === "fixed" || (styleOf(e).position === "absolute" && !tidy(e.textContent))) && e.offsetWidth >= innerWidth && e.offsetHeight >= innerHeight;
    const isMasked = atMiddle.some(isMask);
    const isCentred = (e) => {
      const box = boxOf(e);
      return Math.abs(box.left + box.width / 2 - middle) + Math.abs(box.top + box.height / 2 - centre) < innerHeight / 4;
    };
    const isAbove = (e, within = body) => {
      for (let n = e; n && n !== within; n = n.parentElement) {
        const { position, zIndex } = styleOf(n);
        const floatsAbove = (position === "fixed" || (isMasked && position === "absolute")) && Number(zIndex) >= 100;
        if (floatsAbove && (isCentred(n) || (n.offsetWidth >= innerWidth && n.offsetHeight >= innerHeight))) return true;
      }
      return false;
    };
    const inMiddle = (e) => isCentred(e) && isAbove(e) && tidy(e.textContent).length < 2000 && textOf(e).length < 600;
    const outer = [...document.querySelectorAll("body > *,body > * > *")];
    const uppermost = []; // what lies uppermost in the middle of the window, with all that holds it
    for (let n = atMiddle[0]; n && n !== body; n = n.parentElement) uppermost.push(n);
    const known = [...document.querySelectorAll("dialog[open],[role=dialog],[role=alertdialog]")];
    const leadsOn = (e) => [...e.querySelectorAll(clickable)].some((n) => /^(上一步|下一步|暂存|保存草稿)$/.test(tidy(n.innerText || n.value)));
    // A part that holds a form, or a step of one, lies over the page wherever it stands, as a drawer at its edge does, and however long it is.
    const isDrawer = (e) => styleOf(e).position === "fixed" && Number(styleOf(e).zIndex) >= 100 && (holdsFields(e) || leadsOn(e)) && boxOf(e).height > innerHeight * 0.6;
    // A bubble at what was pressed asks whether it is meant, and takes two answers.
    const isBubble = (e) => {
      if (!floats(e) || Number(styleOf(e).zIndex) < 100 || e.querySelector(typed)) return false;
      const answers = [...e.querySelectorAll(clickable)].filter(visible);
      return answers.length === 2 && textOf(e).length <= 120 && runs(e).some((run) => /[?？]|确认|确定|是否/.test(run.text) && !answers.some((n) => n.contains(run.up)));
    };
    const drawers = outer.filter((e) => visible(e) && isDrawer(e) && !e.querySelector("dialog[open],[role=dialog],[role=alertdialog]"));
    const boxes = [...new Set([...drawers, ...outer, ...uppermost])]
      .filter((e) => visible(e) && (drawers.includes(e) || isBubble(e) || (inMiddle(e) && !e.matches(`${clickable},${typed}`))) && textOf(e) && !known.some((k) => k.contains(e) || e.contains(k)));
    // What lies over a drawer is another box, though it stands within.
    const outermost = boxes.filter((e) => !boxes.some((other) => other !== e && other.contains(e) && !(drawers.includes(other) && isAbove(e, other) && !boxes.some((o) => o !== e && o !== other && o.contains(e)))));
    const over = [...known.filter(visible), ...outermost];
    const inDialog = (e) => known.some((k) => k.contains(e)) || outermost.some((box) => box.contains(e));
    const forms = over.filter((e) => holdsFields(e) || leadsOn(e));
    const inForm = (e) => {
      const around = over.filter((each) => each.contains(e));
      return forms.includes(around.find((each) => !around.some((other) => other !== each && each.contains(other))));
    };
    return { over, inDialog, forms, inForm, outer, middle };
  };

  // Parts of the page that are alike: lines of tables and lists, and what stands beside others made the same way.
  const shapeOf = (e) => `${e.tagName}:${[...e.children].map((c) => c.tagName)}`;
  const alike = memo((parent) => {
    const counts = new Map();
    for (const e of parent.childElementCount > 1 ? parent.children : []) if (e.childElementCount > 1) counts.set(shapeOf(e), (counts.get(shapeOf(e)) || 0) + 1);
    return counts;
  });
  const isAlike = (e) => e.childElementCount > 1 && e.parentElement !== null && alike(e.parentElement).get(shapeOf(e)) > 1;
  const ends = "body,main,form,table,tbody,fieldset,[role=main],[role=tabpanel],dialog,[role=dialog]";
  const longest = 300;
  // The part of the page that is about one thing to click or fill in: its line, else as much as holds no other of its kind.
  const rowOf = (e, others) => {
    const line = e.closest("tr,li,[role=row],[role=listitem]");
    if (line) return line;
    let row = null;
    for (let up = e.parentElement; up && !up.matches(ends) && up.textContent.length <= 2 * longest; up = up.parentElement) {
      if (others.some((other) => other !== e && up.contains(other))) break;
      row = up;
      if (isAlike(up)) break;
    }
    return row;
  };
  const rowText = (e) => (e ? textOf(e).slice(0, longest) : "");

  // The texts of a part of the page with the places they take, in the order of the document.
  const runs = (part) => {
    const pieces = [], range = document.createRange(), walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, up = node.parentElement;
      if (!/\S/.test(node.data) || !isShown(up) || isStruck(up)) continue;
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width > 0 && box.height > 0) pieces.push({ text: tidy(node.data), up, box });
    }
    return pieces;
  };
  return { tidy, asWord, memo, styleOf, boxOf, textOf, currentText, shown, visible, clickable, typed, floats, body, main, inFrame, isDisabled, overlays, isAlike, rowOf, rowText, runs };
}
