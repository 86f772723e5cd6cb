// What opens the parts of a form that are out of sight: the title right before a part that is folded up, or the tab whose
// part it is. The heads of steps open nothing: their numbers say that they follow by themselves. Reads only.
(sight) => {
  const { styleOf, visible, textOf, clickable, typed, body, inFrame, isDisabled } = sight;
  const isPressed = (e) => e.matches(`${clickable},[aria-controls],[aria-expanded]`) || styleOf(e).cursor === "pointer";
  const leads = (e) => e.matches("a[href]") && !/^(#|javascript:|$)/.test(e.getAttribute("href"));
  const sends = (e) => e.matches("input[type=submit],button:not([type=button],[type=reset])") && e.closest("form") !== null;
  const mayOpen = (e) => visible(e) && isPressed(e) && !leads(e) && !sends(e) && !isDisabled(e) && textOf(e) !== "" && textOf(e).length <= 30;
  const outOfSight = (e) => { // the outermost part around a field that nobody sees, if it is more than the field
    let part = null;
    for (let up = e.parentElement; up && up !== body; up = up.parentElement) if (!visible(up)) part = up;
    return part && !part.matches("dialog,[role=dialog],[role=alertdialog],template") && styleOf(part).position !== "fixed" && !inFrame(part) ? part : null;
  };
  const controls = [...body.querySelectorAll(typed)].filter((e) => !e.disabled);
  const parts = [...new Set(controls.map(outOfSight))].filter((part) => part !== null);
  if (!parts.length || parts.length === controls.length) return []; // nothing is closed, or a page that shows no form
  const every = [...document.querySelectorAll("*")];
  const pressedIn = (e) => {
    const [first, ...inner] = [e, ...e.querySelectorAll("*")].filter((each) => mayOpen(each) && !inFrame(each));
    return inner.filter((each) => textOf(each) === textOf(first)).pop() || first; // where the words stand
  };
  const isOne = (e) => [...e.querySelectorAll("*")].filter((each) => mayOpen(each) && !each.querySelector("*")).length < 2;
  const named = (part) => {
    const ids = [part, ...part.querySelectorAll("[id]")].map((e) => e.id).filter(Boolean);
    const opens = (e) => ["aria-controls", "href", "data-target", "data-bs-target"].some((name) => ids.includes((e.getAttribute(name) || "").replace(/^#/, "")));
    return every.find((e) => opens(e) && mayOpen(e)) || every.find((e) => e.id && e.id === part.getAttribute("aria-labelledby") && mayOpen(e));
  };
  const title = (part) => {
    const before = part.previousElementSibling;
    return before && visible(before) && textOf(before).length <= 40 && !before.querySelector(typed) && isOne(before) ? pressedIn(before) : undefined;
  };
  // Tabs stand before the parts, as many as there are parts, made alike.
  const tabOf = (part) => {
    const beside = [...part.parentElement.children].filter((e) => e.tagName === part.tagName && (e.querySelector(typed) || (!visible(e) && e.textContent.trim())));
    for (let holder = part.parentElement, n = 0; holder && holder !== body.parentElement && n < 3; holder = holder.parentElement, n += 1) {
      const strips = [...holder.querySelectorAll("*")].filter((e) => e.childElementCount === beside.length && visible(e) && !e.contains(part) && !beside.some((each) => each.contains(e)));
      for (const strip of strips) {
        const tabs = [...strip.children].map(pressedIn);
        if (beside.length > 1 && tabs.every(Boolean) && !tabs.every((e) => /^(\d|[①-⑩]|第.{1,2}步)/.test(textOf(e)))) return tabs[beside.indexOf(part)];
      }
    }
  };
  // What opens one part and stands with no other folds it up; a tab stands with all of them.
  const standsAlone = (opener, part) => {
    let both = part;
    while (!both.contains(opener)) both = both.parentElement;
    return controls.every((e) => !both.contains(e) || part.contains(e));
  };
  const opened = new Map();
  for (const part of parts) {
    const own = title(part), opener = own || named(part) || tabOf(part);
    if (opener) opened.set(opener, { index: every.indexOf(opener), text: textOf(opener), folds: own !== undefined || standsAlone(opener, part) });
  }
  return [...opened.values()];
}
