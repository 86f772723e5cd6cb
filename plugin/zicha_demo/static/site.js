// What the portal's pages do in the browser. Handlers sit on the document, so that late content works too.
const ACTS = "button, [data-open], [data-pane], [data-shows], [data-folds], [data-whole], [data-rest], [data-detail], [data-keeps], [data-layer]";
document.addEventListener("click", async (event) => {
  const button = event.target.closest(ACTS);
  if (!button) return;
  if (button.dataset.open) window.open(button.dataset.open);
  if (button.dataset.save) save(await (await fetch(button.dataset.save)).blob());
  if (button.dataset.message) (button.dataset.alert ? alert : say)(button.dataset.message);
  if (button.dataset.choices) choose(button.dataset.choices.split("|"), button.dataset.address);
  if (button.dataset.close) button.closest("dialog").remove();
  if (button.dataset.licence) ask(`查询到电子证照：${button.dataset.licence}`, "确认使用", () => send(button.form, button.dataset.action));
  if (button.dataset.check) {
    const form = button.form;
    ask(document.getElementById(button.dataset.check).content.cloneNode(true), "确认提交", () => send(form, "next"));
  }
  if (button.dataset.folds) fold(button);
  if (button.dataset.whole) {
    for (const text of button.parentElement.querySelectorAll("span")) text.hidden = !text.hidden;
    button.textContent = button.textContent === "展开" ? "收起" : "展开";
  }
  if (button.dataset.rest) {
    button.previousElementSibling.textContent = button.dataset.rest;
    button.remove();
  }
  if (button.dataset.detail) {
    const details = document.createElement("div");
    details.innerHTML = await (await fetch(button.dataset.detail)).text();
    show(details, [["关闭", () => {}]]);
  }
  if (button.dataset.keeps) {
    const kept = document.getElementById(button.dataset.keeps);
    kept.style.display = kept.style.display ? "" : "none";
  }
  if (button.dataset.layer) layer("材料详情", button.dataset.layer);
  if (button.dataset.identity) {
    select(button);
    button.form.elements.identity.value = button.dataset.identity;
  }
  if (button.dataset.shows) {
    select(button);
    for (const pane of button.closest("[data-guide]").querySelectorAll("[data-key]")) {
      const open = pane.dataset.key === button.dataset.shows;
      pane.style.display = open ? "" : "none";
      if (pane.hasAttribute("role")) pane.setAttribute("aria-hidden", String(!open));
    }
  }
  if (button.dataset.pane) {
    select(button);
    button.closest("[data-guide]").querySelector("[data-key]").innerHTML = await part(button, button.dataset.pane);
  }
});

// One part of a guide, as it is fetched when somebody opens it.
async function part(place, key) {
  const id = place.closest("[data-guide]").dataset.guide;
  return (await fetch(`/portal/guide/fragment?serviceUnid=${id}&pane=${key}`)).text();
}

async function fold(button) {
  const isButton = button.tagName === "BUTTON";
  const body = (isButton ? button.parentElement : button).nextElementSibling;
  if ("empty" in body.dataset) {
    delete body.dataset.empty;
    body.innerHTML = await part(button, button.dataset.folds);
  }
  body.hidden = !body.hidden;
  if (!isButton) return;
  button.textContent = body.hidden ? "展开" : "收起";
  button.setAttribute("aria-expanded", String(!body.hidden));
}

// What is chosen by a card or from a list that the page draws, and what closes a box over the page or goes by itself.
document.addEventListener("click", (event) => {
  const card = event.target.closest("[data-takes]");
  const list = event.target.closest(".s1");
  if (event.target.dataset.opens) list.querySelector(".s2").hidden = false;
  if (event.target.dataset.picks) {
    list.querySelector("input").value = event.target.dataset.picks === "1" ? event.target.textContent : event.target.dataset.picks;
    list.querySelector(".s2").hidden = true;
  }
  if (event.target.dataset.shuts) event.target.closest(".o2").remove();
  if (!card) return;
  event.preventDefault();
  const form = card.closest("form");
  form.elements[card.dataset.takes].value = card.textContent;
  for (const each of card.parentElement.children) each.classList.toggle("on", each === card);
  const isOpen = [...form.querySelectorAll("input[type=hidden]")].some((each) => !each.value);
  if (card.dataset.leads && !isOpen) send(form, "next");
});
for (const each of document.querySelectorAll("[data-goes]")) setTimeout(() => each.remove(), 4000);

// The parts of a form that is one page: a title unfolds what stands beneath it, a tab shows its part and no other.
document.addEventListener("click", (event) => {
  const { part } = event.target.dataset;
  if (!part) return;
  const folded = event.target.nextElementSibling;
  if (event.target.parentElement.className !== "p0") return (folded.hidden = !folded.hidden);
  for (const tab of event.target.parentElement.children) tab.classList.toggle("on", tab === event.target);
  event.target.closest("form").querySelectorAll(".p3").forEach((each, at) => (each.hidden = String(at) !== part));
});

// A button that makes the field of a file only when it is pressed, at once or in a box over the page.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-attaches]");
  if (!button) return;
  const field = Object.assign(document.createElement("input"), { type: "file", name: button.dataset.attaches });
  const keep = () => {
    field.hidden = true;
    button.after(field, `已选择：${field.files[0].name}`);
    button.remove();
  };
  if (!button.dataset.inBox) {
    field.onchange = keep;
    return field.click();
  }
  const content = document.createElement("p");
  content.append("请选择要上传的文件 ", field);
  ask(content, "确定", () => field.files.length && keep());
});

// An entry to 好差评 that opens in a dialog on the page itself, or in a frame there.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-opens]");
  if (!link) return;
  event.preventDefault();
  const dialog = document.body.appendChild(document.createElement("dialog"));
  if (link.dataset.opens === "frame") dialog.innerHTML = '<iframe width="640" height="460" title="好差评"></iframe>';
  dialog.showModal();
  if (link.dataset.opens === "frame") dialog.firstChild.src = link.href;
  else {
    const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    dialog.append(page.querySelector("main"));
    dialog.querySelector("form")?.setAttribute("action", link.href);
  }
});

// Lists that come by script, and what turns their pages.
const lists = new WeakSet();
async function load(place, address, append) {
  const answer = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const listed = answer.querySelector(".listed");
  if (!append) return place.replaceChildren(listed);
  const all = place.querySelectorAll("tbody, .cards");
  all[all.length - 1].append(...listed.querySelector("table:last-of-type tbody, .cards").children);
  const more = listed.querySelector(".more");
  place.querySelector(".more").replaceWith(more || "");
}
for (const place of document.querySelectorAll("[data-list]")) load(place, place.dataset.list);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-page], .more button");
  if (!button) return;
  const place = button.closest("[data-list]") || button.closest(".listed").parentElement;
  if (button.dataset.page) load(place, button.dataset.page);
  else load(place, button.parentElement.dataset.more, true);
});
document.addEventListener("scroll", () => {
  const more = document.querySelector(".more:not(:has(button))");
  if (!more || lists.has(more) || innerHeight + scrollY < document.body.scrollHeight - 40) return;
  lists.add(more);
  load(more.closest("[data-list]") || more.closest(".listed").parentElement, more.dataset.more, true);
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) event.preventDefault();
  if (!form.dataset.submit) return;
  event.preventDefault();
  if (form.dataset.submit === "endless") return say("正在提交，请稍候……");
  const answer = await (await fetch(form.action, { method: "POST", body: new FormData(form) })).json();
  if (form.dataset.submit === "alerts") return alert(answer.message);
  const toast = document.body.appendChild(document.createElement("div"));
  toast.setAttribute("role", "alert");
  toast.className = "toast";
  toast.textContent = answer.message;
  setTimeout(() => toast.remove(), 3000);
});

document.addEventListener("change", (event) => {
  for (const list of document.querySelectorAll("select[data-depends]")) {
    if (list.dataset.depends === event.target.name) {
      const offered = JSON.parse(list.dataset.options)[event.target.value] || [];
      list.replaceChildren(new Option("请选择", ""), ...offered.map((each) => new Option(each)));
    }
  }
  if (event.target.name !== "grade") return;
  for (const button of document.querySelectorAll("button[data-chosen-first]")) button.disabled = false;
  for (const group of document.querySelectorAll(".tags")) group.hidden = group.dataset.grade !== event.target.value;
});

function select(tab) {
  if (tab.getAttribute("role") !== "tab") return;
  for (const each of tab.parentElement.children) each.setAttribute("aria-selected", String(each === tab));
}

function save(blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "";
  link.click();
}

function say(text) {
  show(text, [["确定", () => {}]]);
}

function ask(content, yes, then) {
  show(content, [["取消", () => {}], [yes, then]]);
}

function show(content, choices) {
  const dialog = document.createElement("dialog");
  const body = document.createElement("div");
  body.append(content);
  dialog.append(body);
  for (const [text, then] of choices) {
    const button = document.createElement("button");
    button.textContent = text;
    button.onclick = () => {
      dialog.remove();
      then();
    };
    dialog.append(button);
  }
  document.body.append(dialog);
  dialog.showModal();
}

// A page in a frame over this one, as layer.open shows it.
function layer(title, address) {
  const whole = document.body.appendChild(document.createElement("div"));
  whole.className = "layer";
  whole.innerHTML = '<div></div><span title="关闭"></span><iframe width="720" height="420" title="详情"></iframe>';
  whole.children[0].textContent = title;
  whole.children[1].onclick = () => whole.remove();
  whole.children[2].src = address;
}

function send(form, action) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "action", value: action });
  form.append(field);
  form.submit();
}

function choose(choices, address) {
  const dialog = document.createElement("dialog");
  const heading = document.createElement("h3");
  heading.textContent = "请选择办理方式";
  dialog.append(heading, ...choices.map((text) => {
    const button = document.createElement("button");
    button.textContent = text;
    button.onclick = () => location.assign(address);
    return button;
  }));
  document.body.append(dialog);
  dialog.showModal();
}

// 下一步 that may only be clicked once a notice has been shown long enough; fields that are filled in after the page.
for (const button of document.querySelectorAll("[data-wait]")) setTimeout(() => (button.disabled = false), Number(button.dataset.wait));
for (const place of document.querySelectorAll("[data-account]")) {
  fetch(place.dataset.account).then((answer) => answer.json()).then((values) => {
    for (const [key, value] of Object.entries(values)) document.getElementsByName(key)[0].value = value;
  });
}

// A slider before the login: who drags it to its end is taken for a person.
for (const handle of document.querySelectorAll("[data-slides]")) {
  const track = handle.parentElement;
  const end = () => track.clientWidth - handle.offsetWidth;
  handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const x = event.clientX - track.getBoundingClientRect().left - handle.offsetWidth / 2;
    handle.style.left = `${Math.max(0, Math.min(end(), x))}px`;
  });
  handle.addEventListener("pointerup", () => {
    if (handle.offsetLeft < end() - 2) return void (handle.style.left = 0);
    track.classList.add("done");
    track.querySelector("span").textContent = "验证通过";
    handle.closest("form").elements.slid.value = "1";
  });
}
