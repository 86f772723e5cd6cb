// The guide as a single-page application: the route in the hash names the guide, the data service gives its content.
const app = document.getElementById("app");

function node(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

function item(label, value) {
  return node("div", "item", node("div", "label", label), node("div", "value", value));
}

function cell(value) {
  if (value.action) {
    const button = node("button", "plain", value.text);
    button.type = "button";
    button.dataset[value.action] = value.href;
    return button;
  }
  if (!value.href) return value.text;
  const link = node("a", value.css, value.text);
  link.href = value.href;
  return link;
}

function entry(data) {
  const { label, enabled, opens, message, alert, choices, href } = data;
  if (!enabled || message || choices.length || opens === "window_open") {
    const button = node("button", "apply", label);
    button.disabled = !enabled;
    if (message && alert) button.dataset.alert = "1";
    if (message) button.dataset.message = message;
    else if (choices.length) Object.assign(button.dataset, { choices: choices.join("|"), address: href });
    else button.dataset.open = href;
    return button;
  }
  const link = node("a", "apply", label);
  link.href = href;
  if (opens === "new_tab") link.target = "_blank";
  return link;
}

function head(result) {
  const actions = node("div", "actions");
  if (result.entry.present) actions.append(entry(result.entry));
  if (result.evaluation.present) {
    const link = node("a", "rate", result.evaluation.label);
    link.href = result.evaluation.href;
    const opens = result.evaluation.href.startsWith("/") ? result.evaluation.opens : "";
    if (opens === "new_tab") link.target = "_blank";
    else if (opens && opens !== "same_tab") link.dataset.opens = opens;
    actions.append(link);
  }
  const { taskName, deptName } = result.baseInfo;
  return node("section", "guide-head", node("h1", "", taskName), node("p", "", deptName), actions);
}

function flow(section) {
  const steps = section.lines.map((line) => {
    const rest = line.slice(1).map((value, i) => node("p", "", `${section.columns[i + 1]}：${value.text}`));
    return node("li", "", node("strong", "", line[0].text), ...rest);
  });
  return node("ol", "flow", ...steps);
}

function block(section, stepsAsTable) {
  const made = node("div", "block", node("div", "block-title", section.heading));
  made.id = section.key;
  made.append(node("div", "grid", ...section.rows.map(([label, text]) => item(label, text))));
  made.append(...section.paragraphs.map((text) => node("p", "text", text)));
  for (const [question, answer] of section.questions)
    made.append(node("div", "faq", node("p", "q", `问：${question}`), node("p", "a", `答：${answer}`)));
  if (section.key === "process" && !stepsAsTable) made.append(flow(section));
  else
    for (const line of section.lines)
      made.append(node("div", "card", node("div", "grid", ...line.map((value, i) => item(section.columns[i], cell(value))))));
  return made;
}

async function show() {
  const id = location.hash.match(/^#\/guide\/(\w+)/)?.[1] ?? "";
  const answer = await (await fetch(`/hnzwfw/matter/service?serviceUnid=${id}`)).json();
  if (!answer.result) return app.replaceChildren(node("div", "message", answer.errMsg));
  document.title = `${answer.result.baseInfo.taskName} - 办事指南`;
  const blocks = answer.result.sections.map((section) => block(section, answer.result.stepsAsTable));
  app.replaceChildren(head(answer.result), ...blocks);
}

addEventListener("hashchange", show);
show();
