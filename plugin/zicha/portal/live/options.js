// What a field that opened a list offers: short texts in a part that floats by the field, each by itself.
(sight, field) => {
  const { tidy, styleOf, boxOf, visible, floats, body, inFrame, isDisabled } = sight;
  const at = boxOf(field);
  const isOver = (e) => {
    for (let n = e; n && n !== body; n = n.parentElement) if (floats(n)) return !n.contains(field) && boxOf(n).left < at.right && boxOf(n).right > at.left;
    return false;
  };
  const isOption = (e) => {
    const text = tidy(e.textContent);
    return text.length > 0 && text.length <= 40 && text !== tidy(field.placeholder) && !/^请?选择|^暂无|^无数据|^加载/.test(text) && visible(e) && !inFrame(e) && !isDisabled(e) &&
      (e.matches("[role=option]") || (styleOf(e).cursor === "pointer" && isOver(e)));
  };
  const options = [...document.querySelectorAll("[role=option],li,dd,a,div,span,td,p,b,button")].filter(isOption);
  const single = options.filter((e) => options.filter((other) => other !== e && e.contains(other) && other.parentElement === e).length < 2);
  return single.filter((e) => !single.some((other) => other !== e && other.contains(e)));
}
