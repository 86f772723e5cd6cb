// The whole sentence block in which a phrase stands: the innermost visible element that holds it.
(phrase) => {
  let block = null;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const e = walker.currentNode;
    if (!["SCRIPT", "STYLE"].includes(e.tagName) && e.innerText && e.innerText.includes(phrase)) block = e;
  }
  const inline = (e) => getComputedStyle(e).display.startsWith("inline");
  while (block && inline(block) && block.parentElement && block.parentElement !== document.body) block = block.parentElement;
  return block ? block.innerText.replace(/\s+/g, " ").trim() : "";
}
