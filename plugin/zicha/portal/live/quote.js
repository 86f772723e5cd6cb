// The whole sentence block in which a phrase stands: the innermost visible element that holds it.
(phrase) => {
  let found = null;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const e = walker.currentNode;
    if (!["SCRIPT", "STYLE"].includes(e.tagName) && e.innerText && e.innerText.includes(phrase)) found = e;
  }
  const inline = (e) => getComputedStyle(e).display.startsWith("inline");
  while (found && inline(found) && found.parentElement && found.parentElement !== document.body) found = found.parentElement;
  return found ? found.innerText.replace(/\s+/g, " ").trim() : "";
}
