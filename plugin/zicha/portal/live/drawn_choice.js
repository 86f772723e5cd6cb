// Where a person presses to tick a box or take a choice, the likeliest first: on the field itself where it is seen, else on
// what a library draws in its place: what stands next to it, the smallest part around it that holds no other field, its label.
(field, place) => {
  const hasSize = (e) => e && e.getBoundingClientRect().width > 4 && e.getBoundingClientRect().height > 4 && e.checkVisibility({ checkVisibilityCSS: true });
  const fields = (e) => e.querySelectorAll("input,select,textarea").length;
  const next = field.nextElementSibling, around = [];
  for (let up = field.parentElement; up && fields(up) === 1; up = up.parentElement) around.push(up);
  const isDrawn = next && !next.matches("input,select,textarea,label,a") && fields(next) === 0;
  const places = [field, isDrawn ? next : null, around.find(hasSize), ...(field.labels || [])].filter(hasSize);
  return places[place] || null;
}
