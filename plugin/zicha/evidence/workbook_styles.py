"""Which styles of a workbook do not show a text as it is: too faint or too small to see, struck through, replaced.

A colour that is not known, as those of a theme beyond black and white, counts as one that shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

ANY = "{*}"
"""Before the name of a part: whatever prefix a program gives it."""
_BLACK, _WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
_BY_INDEX = {"0": _BLACK, "1": _WHITE, "8": _BLACK, "9": _WHITE, "64": _BLACK, "65": _WHITE}
_BY_THEME = {"0": _WHITE, "1": _BLACK}
_ALIKE = 0.12
"""Of each of red, green and blue, from 0 to 1: colours that differ less than this are one to the eye."""
_SMALLEST = 4.0
"""Points of a letter that can be read."""
_FARTHEST = 30
"""Steps of an indent that leaves a text within its cell."""
_FORMAT_OF_TEXT = 3
"""Which section of a number format is for text, where there are as many."""
_Colour = tuple[float, float, float]


class Styles:
    """The styles of a workbook that hide a text."""

    def __init__(self, root: Element) -> None:
        self._formats = {each.get("numFmtId", ""): each.get("formatCode", "") for each in parts(root, "numFmt")}
        fonts, fills = (root.findall(f"{ANY}{name}/*") for name in ("fonts", "fills"))
        self._conditional = root.findall(f"{ANY}dxfs/*")
        every = root.findall(f"{ANY}cellXfs/*")
        self.hiding = frozenset(str(at) for at, style in enumerate(every) if self._hides(style, fonts, fills))
        """The numbers by which cells name them."""

    def is_hidden_by(self, rule: Element) -> bool:
        """Return whether the cells to which a rule of 条件格式 applies do not show what they hold."""
        style, number = rule.find(f"{ANY}dxf"), rule.get("dxfId", "")
        if style is None and number.isdigit():
            style = self._conditional[int(number)]
        if style is None:
            return False
        font, shown = style.find(f"{ANY}font"), style.find(f"{ANY}numFmt")
        background = _background(style.find(f"{ANY}fill"), ("bgColor", "fgColor"))
        return is_faint(font, background) or (shown is not None and not shows_text(shown.get("formatCode", "")))

    def _hides(self, style: Element, fonts: Sequence[Element], fills: Sequence[Element]) -> bool:
        font, fill = fonts[int(style.get("fontId", 0))], fills[int(style.get("fillId", 0))]
        alignment = style.find(f"{ANY}alignment")
        is_far = alignment is not None and int(alignment.get("indent", 0)) > _FARTHEST
        code = self._formats.get(style.get("numFmtId", ""), "")
        return is_far or is_faint(font, _background(fill, ("fgColor", "bgColor"))) or not shows_text(code)


def parts(root: Element, name: str) -> Iterator[Element]:
    """Yield all parts of a name."""
    return root.iterfind(f".//{ANY}{name}")


def is_faint(font: Element | None, background: _Colour | None = _WHITE) -> bool:
    """Return whether letters cannot be seen on a background, or are too small, or struck through."""
    if font is None:
        return background is not None and _are_alike(_BLACK, background)
    size, strike = font.find(f"{ANY}sz"), font.find(f"{ANY}strike")
    if size is not None and float(size.get("val", _SMALLEST)) < _SMALLEST:
        return True
    if strike is not None and strike.get("val", "1") not in ("0", "false"):
        return True
    colour = _colour(font.find(f"{ANY}color"), _BLACK)
    return colour is not None and background is not None and _are_alike(colour, background)


def shows_text(code: str) -> bool:
    """Return whether a number format shows a text as it is: `0.00;@` does, `;;;` and `;;;"无问题"` do not."""
    sections = list(_sections(code))
    for_text = [section for section in sections if "@" in section]
    if len(sections) > _FORMAT_OF_TEXT:
        for_text = sections[_FORMAT_OF_TEXT : _FORMAT_OF_TEXT + 1]
    return all("".join(section).strip() in ("@", "General") for section in for_text)


def _sections(code: str) -> Iterator[list[str]]:
    """Yield of each section of a number format what it shows: no widths, no fillings, no colour but white."""
    section: list[str] = []
    rest = iter(code)
    for sign in rest:
        match sign:
            case ";":
                yield section
                section = []
            case "_" | "*":
                next(rest, "")
            case "\\":
                section.append(next(rest, ""))
            case '"':
                section.append("".join(iter(lambda: next(rest, '"'), '"')))
            case "[":
                word = "".join(iter(lambda: next(rest, "]"), "]")).lower()
                section += ["white"] if word in ("white", "color2", "color 2", "白色") else []
            case _:
                section.append(sign)
    yield section


def _background(fill: Element | None, names: Sequence[str]) -> _Colour | None:
    """Return the colour of a fill; None for a pattern."""
    pattern = fill.find(f"{ANY}patternFill") if fill is not None else None
    if pattern is None:
        return _WHITE if fill is None or not len(fill) else None
    match pattern.get("patternType", "solid" if len(pattern) else "none"):
        case "none":
            return _WHITE
        case "solid":
            colours = (pattern.find(f"{ANY}{name}") for name in names)
            return _colour(next((colour for colour in colours if colour is not None), None), _WHITE)
        case _:
            return None


def _colour(colour: Element | None, automatic: _Colour) -> _Colour | None:
    if colour is None or colour.get("auto") in ("1", "true"):
        return automatic
    digits = colour.get("rgb", "")[-6:]
    if len(digits) == len("RRGGBB"):
        base: _Colour | None = _channels(digits)
    else:
        known: tuple[tuple[Mapping[str, _Colour], str], ...] = ((_BY_THEME, "theme"), (_BY_INDEX, "indexed"))
        base = next((by[value] for by, name in known if (value := colour.get(name, "")) in by), None)
    tint = float(colour.get("tint", 0))
    if base is None or not tint:
        return base
    red, green, blue = (each * (1 + tint) if tint < 0 else each * (1 - tint) + tint for each in base)
    return red, green, blue


def _channels(digits: str) -> _Colour:
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _are_alike(one: _Colour, other: _Colour) -> bool:
    return all(abs(first - second) < _ALIKE for first, second in zip(one, other, strict=True))
