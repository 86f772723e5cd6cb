// Where a person presses to tick a box or take a choice, the likeliest first: on the field itself where it is seen, else on
// what a library draws in its place: what shows the hand beside it, the smallest part around it that holds no other field,
// its label. Never on what does something by itself.
(drawnFor, field, place) => {
  const hasSize = (e) => e && e.getBoundingClientRect().width > 4 && e.getBoundingClientRect().height > 4 && e.checkVisibility({ checkVisibilityCSS: true });
  const acts = "a,button,input,select,textarea,label,[role=button]";
  const next = field.nextElementSibling, around = [];
  for (let up = field.parentElement; up && up.querySelectorAll("input,select,textarea").length === 1; up = up.parentElement) around.push(up);
  const isFree = next && !next.matches(acts) && !next.querySelector(acts);
  const places = [field, drawnFor(field), isFree ? next : null, around.find(hasSize), ...(field.labels || [])].filter(hasSize);
  return [...new Set(places)][place] || null;
}
