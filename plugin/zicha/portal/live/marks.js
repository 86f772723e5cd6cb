// Where things stand on the page: labels by their words, what can be clicked and form fields by theirs; as JSON. The
// places are of the whole page, not of the window. Reads only; changes nothing.
([labels, buttons, fields]) => {
  const tidy = (s) => (s || "").replace(/\s+/g, " ").trim();
  const bare = (s) => tidy(s).replace(/^[*＊\s]+|[*＊:：\s]+$/g, "");
  const placeOf = (e) => {
    const box = e.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || getComputedStyle(e).visibility === "hidden") return null;
    return { x: box.left + scrollX, y: box.top + scrollY, width: box.width, height: box.height };
  };
  const places = [];
  const add = (number, e) => {
    const place = e && placeOf(e);
    if (place) places.push({ number, ...place });
  };
  const all = [...document.querySelectorAll("body *")].filter((e) => !e.matches("script,style,option"));
  const texts = new Map(all.map((e) => [e, e.childElementCount > 8 ? "" : bare(e.innerText)]));
  for (const [number, words] of labels) {
    const wanted = bare(words);
    const whole = all.filter((e) => texts.get(e) === wanted && ![...e.children].some((c) => texts.get(c) === wanted));
    const line = all.find((e) => /^[\s*＊]*$/.test((texts.get(e) || "").split(wanted)[0]) && /^\s*[:：]/.test((texts.get(e) || "").slice(wanted.length)) && ![...e.children].some((c) => (texts.get(c) || "").startsWith(wanted)));
    (whole.length ? whole.slice(0, 6) : [line]).forEach((e) => add(number, e));
  }
  const clickable = [...document.querySelectorAll("a,button,input[type=button],input[type=submit],summary,[role=button],[role=tab],[onclick]")];
  for (const [number, words] of buttons) {
    clickable.filter((e) => tidy(e.innerText || e.value || e.getAttribute("aria-label")) === words).slice(0, 6).forEach((e) => add(number, e));
  }
  const controls = [...document.querySelectorAll("input,select,textarea")];
  for (const [number, index] of fields) add(number, controls[index]);
  return JSON.stringify({ places, width: document.documentElement.scrollWidth, height: Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0) });
}
