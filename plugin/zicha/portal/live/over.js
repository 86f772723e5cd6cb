// What lies over a thing that is to be pressed: where the thing is free, what the other one says, and what in it can be
// pressed. Nothing where nobody sees what lies there: to a person, too, the thing is dead then.
(target) => {
  const SMALL = 48, CORNER = 60; // pixels
  const area = (e) => e.getBoundingClientRect();
  const tidy = (text) => (text || "").replace(/[\uE000-\uF8FF\u200b-\u200f\ufeff]/g, "").replace(/\s+/g, " ").trim();
  const at = (x, y) => document.elementFromPoint(x, y);
  const middle = (e) => at(area(e).left + area(e).width / 2, area(e).top + area(e).height / 2);
  const isSeen = (e) => area(e).width > 0 && area(e).height > 0 && e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const isPointed = (e) => e !== null && getComputedStyle(e).cursor === "pointer";
  const floats = (e) => /fixed|absolute|sticky/.test(getComputedStyle(e).position);
  const isApart = (e) => !e.contains(target) && !target.contains(e);

  const box = area(target), fractions = [0.5, 0.25, 0.75, 0.1, 0.9];
  for (const down of fractions) for (const right of fractions) {
    const [x, y] = [box.width * right, box.height * down], hit = at(box.left + x, box.top + y);
    if (hit && target.contains(hit)) return { is_seen: true, free: [x, y], text: "", names: [], parts: [] };
  }
  let over = null;
  const hit = middle(target);
  for (let up = hit; up && isApart(up); up = up.parentElement) if (floats(up)) over = up;
  if (!over) return null;

  // A mask says nothing itself: what it belongs to floats above it.
  const isMask = (e) => area(e).width >= innerWidth * 0.95 && area(e).height >= innerHeight * 0.95 && !tidy(e.innerText);
  const beside = () => [...document.querySelectorAll("body *")].filter((e) => floats(e) && isSeen(e) && isApart(e) && tidy(e.innerText) && e.contains(middle(e)));
  const boxes = isMask(over) ? beside().filter((e, _, all) => !all.some((other) => other !== e && other.contains(e))) : [over];
  const text = boxes.map((e) => tidy(e.innerText)).filter(Boolean).join(" ");
  const isDrawn = boxes.some((e) => [e, ...e.querySelectorAll("img,svg,canvas,i")].some((each) => each.matches("img,svg,canvas,i") && isSeen(each)));
  if (!text && !isDrawn) return null;

  const leadsAway = (e) => e.closest("a[href]") !== null && !/^(#|javascript:|$)/.test(e.closest("a[href]").getAttribute("href"));
  const inCorner = (e, outer) => area(e).width <= SMALL && area(e).height <= SMALL &&
    Math.abs(area(e).right - area(outer).right) <= CORNER && Math.abs(area(e).top - area(outer).top) <= CORNER;
  const names = [], parts = [];
  for (const outer of boxes) for (const e of outer.querySelectorAll("*")) {
    const isPressed = e.matches("a,button,input[type=button],[role=button],[onclick]") || (isPointed(e) && !isPointed(e.parentElement));
    if (!isPressed || !isSeen(e) || !e.contains(middle(e)) || leadsAway(e)) continue;
    const frame = [...outer.querySelectorAll("*")].filter((n) => n.contains(e) && n !== e && tidy(n.innerText) === tidy(outer.innerText)).pop() || outer;
    const name = tidy(e.innerText || e.value || e.getAttribute("aria-label") || e.title);
    names.push(name || (inCorner(e, frame) ? "×" : ""));
    parts.push(e);
  }
  return { is_seen: true, free: null, text, names, parts };
}
