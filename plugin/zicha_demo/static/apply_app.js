// An application as a single page: each step is fetched and put in place, the address keeps its route.
const app = document.getElementById("app");

async function drawStep(address, options) {
  const answer = await fetch(address, options);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  app.dataset.at = answer.url;
  app.replaceChildren(...page.querySelector("main").children);
  for (const each of app.querySelectorAll("script")) {
    each.replaceWith(Object.assign(document.createElement("script"), { textContent: each.textContent }));
  }
}

app.addEventListener("submit", (event) => {
  event.preventDefault();
  drawStep(app.dataset.at, { method: "post", body: new FormData(event.target, event.submitter) });
});

location.hash = app.dataset.route;
drawStep(app.dataset.source);
