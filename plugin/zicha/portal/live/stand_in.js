// What a library draws in place of the box of a choice that it hides: what stands right beside it, else the smallest part
// made for it alone. It is seen, shows the hand if it can be chosen, says little, and holds nothing else to press or to fill in.
(field) => {
  const pressed = "a,button,input,select,textarea,label,summary,[role=button]";
  const isDrawn = (e) => {
    const { width, height } = e.getBoundingClientRect();
    return width > 4 && height > 4 && e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && (field.disabled || getComputedStyle(e).cursor === "pointer") &&
      !e.matches(pressed) && ![...e.querySelectorAll(pressed)].some((part) => part !== field) && e.innerText.trim().length <= 80;
  };
  const places = field.nextElementSibling ? [field.nextElementSibling] : [];
  for (let up = field.parentElement; up && up.querySelectorAll("input,select,textarea").length === 1; up = up.parentElement) places.push(up);
  return places.find(isDrawn) || null;
}
