// What the portal's pages do in the browser. Handlers sit on the document, so that late content works too.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.open) window.open(button.dataset.open);
  if (button.dataset.message) say(button.dataset.message);
  if (button.classList.contains("unfold")) {
    const folded = document.getElementById(button.getAttribute("aria-controls")).classList.toggle("folded");
    button.textContent = folded ? "展开" : "收起";
    button.setAttribute("aria-expanded", String(!folded));
  }
  if (button.dataset.identity) {
    select(button);
    button.form.elements.identity.value = button.dataset.identity;
  }
  if (button.dataset.pane) {
    select(button);
    const guide = button.closest("[data-guide]");
    const answer = await fetch(`/portal/guide/fragment?serviceUnid=${guide.dataset.guide}&pane=${button.dataset.pane}`);
    guide.querySelector(".pane").innerHTML = await answer.text();
  }
});

document.addEventListener("change", (event) => {
  if (event.target.name !== "grade") return;
  for (const group of document.querySelectorAll(".tags")) group.hidden = group.dataset.grade !== event.target.value;
});

function select(tab) {
  for (const each of tab.parentElement.children) each.setAttribute("aria-selected", String(each === tab));
}

function say(text) {
  const dialog = document.createElement("dialog");
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  const close = document.createElement("button");
  close.textContent = "确定";
  close.onclick = () => dialog.remove();
  dialog.append(paragraph, close);
  document.body.append(dialog);
  dialog.showModal();
}
