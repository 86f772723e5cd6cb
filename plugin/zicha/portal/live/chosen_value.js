// What is chosen in a field: what stands in it. A list that the page draws (a combobox) may keep its own field empty: then
// what is written over it or right beside it, in the part made for it alone. An invitation to choose is nothing.
(sight, field) => {
  const isInvitation = (text) => /^[\s\-—=·.…]*请?(选择|点选|点击|输入)/.test(text);
  if (field.value || field.getAttribute("role") !== "combobox") return { value: field.value || "", invitation: "" };
  const { boxOf } = sight, at = boxOf(field);
  const stands = ({ text, box }) => /[\p{L}\p{N}]/u.test(text) && box.left >= at.left - 12 && box.top < at.bottom + 8 && box.bottom > at.top - 8;
  for (let up = field.parentElement; up && up.querySelectorAll("input,select,textarea").length === 1; up = up.parentElement) {
    const text = sight.tidy(sight.runs(up).filter(stands).map((run) => run.text).join(""));
    if (text) return isInvitation(text) ? { value: "", invitation: text } : { value: text, invitation: "" };
  }
  return { value: "", invitation: "" };
}
