// Tells when what this frame shows has changed and come to rest, so that nobody has to read it over and over. Set before
// the page's own scripts. It only watches: what it gives back is kept with the window, where no page looks.
() => {
  const key = Symbol.for("zicha.changes");
  if (window[key]) return window[key];
  const AT_MOST_EVERY = 15; // milliseconds between two looks at a page that never rests
  const [later, never] = [setTimeout.bind(window), clearTimeout.bind(window)]; // as the page may bend them
  const listeners = new Set(), own = Math.random();
  let count = 0, last = performance.now(), marked = null;
  const note = () => {
    count += 1;
    last = performance.now();
    for (const each of [...listeners]) each();
  };
  new MutationObserver(note).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  // What changes a page without a change of its document: values, pictures, movements, and what a click sets.
  const EVENTS = ["click", "keyup", "input", "change", "load", "error", "toggle", "scroll", "hashchange"];
  for (const type of [...EVENTS, "animationend", "transitionend"]) {
    addEventListener(type, note, { capture: true, passive: true });
  }
  // Gives whether it holds, as soon as it does; it is asked after changes, and when the milliseconds are over.
  const until = (holds, milliseconds) => new Promise((resolve) => {
    let again = 0;
    const end = (value) => {
      listeners.delete(listen);
      never(again);
      never(over);
      resolve(value);
    };
    const ask = () => {
      again = 0;
      if (holds()) end(true);
    };
    const listen = () => { again ||= later(ask, AT_MOST_EVERY); };
    const over = later(() => end(holds()), milliseconds);
    listeners.add(listen);
    ask();
  });
  const pause = (milliseconds) => new Promise((resolve) => { later(resolve, milliseconds); });
  const shown = () => document.title + location.href + document.body?.innerText + document.querySelectorAll("*").length;
  const isMoving = () => document.getAnimations().some((each) => each.playState === "running");
  const state = () => `${own} ${count} ${isMoving() ? performance.now() : ""}`;
  const changes = {
    state,
    mark: () => { marked = shown(); },
    differs: (milliseconds) => until(() => shown() !== marked, milliseconds),
    moves: async (before, least, most) => {
      await Promise.all([until(() => state() !== before, most), pause(least)]);
      return state();
    },
    rest: async (quiet, milliseconds) => {
      const end = performance.now() + milliseconds;
      while (performance.now() - last < quiet && performance.now() < end) await pause(quiet - (performance.now() - last));
    },
  };
  Object.defineProperty(window, key, { value: changes });
  return changes;
}
