// Where things stand on the page: labels by their words, what can be clicked and form fields by theirs; as JSON. The
// places are of the window, which is scrolled as `scroll` tells. Reads only; changes nothing.
([labels, buttons, fields, clickable]) => {
  const tidy = (s) => (s || "").replace(/\s+/g, " ").trim();
  const bare = (s) => tidy(s).replace(/^[*＊\s]+|[*＊:：\s]+$/g, "");
  const placeOf = (e) => {
    const box = e.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || getComputedStyle(e).visibility === "hidden") return null;
    return { x: box.left, y: box.top, width: box.width, height: box.height };
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
  const pressable = [...document.querySelectorAll(clickable)];
  for (const [number, words] of buttons) {
    pressable.filter((e) => tidy(e.innerText || e.value || e.getAttribute("aria-label")) === words).slice(0, 6).forEach((e) => add(number, e));
  }
  const controls = [...document.querySelectorAll("input,select,textarea")];
  for (const [number, index] of fields) add(number, controls[index]);
  return JSON.stringify({ places, scroll: [scrollX, scrollY], width: document.documentElement.scrollWidth, height: Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0) });
}
