// The guide as a single-page application: the route in the hash names the guide, the data service gives its content.
const app = document.getElementById("app");

async function drawGuide() {
  const id = location.hash.match(/^#\/guide\/(\w+)/)?.[1] ?? "";
  if (!id) return;
  const answer = await (await fetch(`/hnzwfw/matter/service?serviceUnid=${id}&content=1`)).json();
  if (!answer.result) {
    const message = document.createElement("div");
    message.className = "message";
    message.textContent = answer.errMsg;
    return app.replaceChildren(message);
  }
  document.title = `${answer.result.baseInfo.taskName} - 办事指南`;
  app.innerHTML = answer.result.content;
}

addEventListener("hashchange", drawGuide);
drawGuide();
