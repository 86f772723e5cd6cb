// The HTML of the page (or of the pane that a tab shows), in which all that can be clicked but has no address of its
// own bears one: click:INDEX, its place among the clickable things. Made on a copy; the page itself stays as it is.
([clickable, inPane]) => {
  const copy = document.documentElement.cloneNode(true);
  const panes = [...document.querySelectorAll("[role=tabpanel]")];
  const shown = panes.findIndex((pane) => pane.getBoundingClientRect().height > 0);
  const pane = inPane && shown >= 0 ? copy.querySelectorAll("[role=tabpanel]")[shown] : copy;
  const goesNowhere = (e) => e.tagName !== "A" || /^\s*(#.*|javascript:.*|)$/is.test(e.getAttribute("href") || "");
  [...copy.querySelectorAll(clickable)].forEach((each, index) => {
    if (!goesNowhere(each)) return;
    const link = document.createElement("a");
    link.setAttribute("href", `click:${index}`);
    if (each.tagName === "INPUT") link.textContent = each.value;
    link.append(...each.childNodes);
    if (["A", "BUTTON", "INPUT"].includes(each.tagName)) each.replaceWith(link);
    else each.append(link);
  });
  return pane.outerHTML;
}
