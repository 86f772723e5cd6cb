// Answers beside the questions: a draft is kept in this browser, 保存答复 downloads the answers file for zicha take-in.
(() => {
  const form = document.getElementById("answers");
  const { department, draft, file } = form.dataset;
  const questions = [...form.querySelectorAll(".question[data-id]")];
  const status = document.getElementById("status");
  const field = (question, key) => question.querySelector(`[name="${question.dataset.id}-${key}"]`);
  const value = (question, key) => {
    const chosen = question.querySelector(`[name="${question.dataset.id}-${key}"]:checked`);
    const element = chosen || field(question, key);
    return element && (chosen || element.type !== "radio") ? element.value.trim() : "";
  };
  const remember = () => saving.keep(draft, [...new FormData(form)].filter(([, text]) => text));
  const recall = () => {
    const kept = saving.kept(draft);
    for (const [name, text] of kept) {
      for (const element of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (element.type === "radio") element.checked = element.value === text;
        else element.value = text;
      }
    }
    if (kept.length) status.textContent = "已恢复上次没有保存的草稿。";
  };
  const keys = ["说明", "填写项", "原文"];
  const missing = (question) => {
    const reply = value(question, "答");
    if (!reply) return keys.some((key) => value(question, key)) ? "还没有选答复" : "";
    if (reply === "有问题" && !value(question, "说明")) return "答“有问题”要写说明";
    if (["复杂", "难懂"].includes(reply) && !(value(question, "填写项") && value(question, "原文"))) return "评“复杂”“难懂”要写填写项和原文";
    return "";
  };
  const check = (question) => {
    const words = missing(question);
    question.querySelector(".missing").textContent = words;
    return words;
  };
  const progress = () => {
    const answered = questions.filter((question) => value(question, "答")).length;
    document.getElementById("progress").textContent = `已答 ${answered} / ${questions.length}`;
  };
  const entry = (question, shared) => saving.entry([
    ["问题编号", question.dataset.id],
    ["事项", question.dataset.matter],
    ["答", value(question, "答")],
    ...keys.map((key) => [key, value(question, key)]).filter(([, text]) => text),
    ...shared,
    ["页面版本", question.dataset.page],
  ]);
  const save = () => {
    const shared = saving.signature(form);
    const empty = shared.find(([, text]) => !text);
    const wrong = questions.find((question) => check(question));
    const answered = questions.filter((question) => value(question, "答"));
    if (empty) {
      status.textContent = `请先填写“${empty[0]}”。`;
      form.querySelector(`[data-shared="${empty[0]}"]`).focus();
    } else if (wrong) {
      status.textContent = "有的答复还没有写全，已在题目下标出。";
      wrong.scrollIntoView({ block: "center" });
    } else if (!answered.length) {
      status.textContent = "还没有答任何问题。";
    } else {
      saving.download(file, department, [["答复", answered.map((question) => entry(question, shared))]]);
      status.textContent = `已保存 ${answered.length} 条答复到下载文件夹：${file}。请运行 zicha take-in ${file}。`;
    }
  };
  form.addEventListener("input", (event) => {
    remember();
    progress();
    const question = event.target.closest(".question");
    if (question && question.querySelector(".missing").textContent) check(question);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  recall();
  progress();
})();
