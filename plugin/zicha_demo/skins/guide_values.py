"""Labels with their values, in every way that guides show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from zicha_demo.skins.grammar import Skin
from zicha_demo.skins.tags import Tags, together

COLONS = {"none": "", "full": "：", "half": ":"}
_IN_A_ROW = {"one": 1, "two": 2, "three": 3}
_DIGITS = "零一二三四五六七八九"
_LONGEST_WHOLE = 18
"""A longer value is cut off where the skin cuts."""


class Pair(NamedTuple):
    """A label as it stands there, with its icons and colon, and its value."""

    label: Markup
    value: Markup


def value_of(label: str, text: str, skin: Skin, tags: Tags) -> Markup:
    """Return a value with what stands beside it: its buttons, and what opens it where it is cut off."""
    whole = _cut(text, skin, tags)
    if skin.buttons == "none":
        return whole
    if re.fullmatch("[0-9A-Z]{20,}", text):
        return together(whole, tags("button", "button", "复制", type="button"))
    if label.startswith("办理地点"):
        return together(whole, " ", tags("a", "button", "查看地图", href="javascript:void(0)"))
    return whole


def _cut(text: str, skin: Skin, tags: Tags) -> Markup:
    if skin.cut == "none" or len(text) <= _LONGEST_WHOLE or text.isascii() or "<" in text:
        return together(text)
    if skin.cut == "ellipsis":
        return tags("span", "ellipsis", text, title=text)
    beginning = tags("span", "cut", f"{text[: _LONGEST_WHOLE - 6]}…")
    if skin.cut == "fetched":
        return together(beginning, tags("a", "button", "展开", href="javascript:void(0)", data_rest=text))
    return together(
        beginning,
        tags("span", "whole", text, hidden=True),
        tags("a", "button", "展开", href="javascript:void(0)", data_whole="1"),
    )


def pairs(rows: Sequence[tuple[str, Markup]], skin: Skin, tags: Tags, numbered: bool = False, part: int = 1) -> Markup:
    """Return labels with their values in the form of the skin; numbered, if the skin numbers, within their part."""
    made = [
        Pair(_label(f"{number(skin, place, part)}{label}" if numbered else label, skin, tags), value)
        for place, (label, value) in enumerate(rows, 1)
    ]
    return _FORMS[skin.guide](made, skin, tags) if made else Markup("")


def number(skin: Skin, place: int, part: int) -> str:
    """Return what stands before a label as its number."""
    match skin.numbers:
        case "chinese":
            return f"{chinese(place)}、"
        case "decimal":
            return f"{part}.{place} "
        case "arabic":
            return f"{place}."
    return ""


def chinese(place: int) -> str:
    """Return a number below a hundred in Chinese."""
    tens, ones = divmod(place, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _label(words: str, skin: Skin, tags: Tags) -> Markup:
    colon = COLONS[skin.colons] or ("：" if skin.guide == "lines" else "")
    match skin.icons:
        case "before":
            return together(tags("i", "icon"), words, colon)
        case "after":
            return together(words, tags("i", "question-icon"), colon)
    return together(words, colon)


def _table(made: Sequence[Pair], skin: Skin, tags: Tags, head: str = "th") -> Markup:
    width = _IN_A_ROW[skin.columns]
    rows = []
    for start in range(0, len(made), width):
        row = made[start : start + width]
        missing = 2 * (width - len(row))
        cells = []
        for place, pair in enumerate(row, 1):
            span = str(missing + 1) if missing and place == len(row) else None
            cells += [tags(head, "label", pair.label), tags("td", "value", pair.value, colspan=span)]
        rows.append(tags("tr", "row", cells))
    return tags("table", "pairs", tags("tbody", "", rows))


def _form(made: Sequence[Pair], skin: Skin, tags: Tags) -> Markup:
    return _table(made, skin, tags, head="td")


def _definitions(made: Sequence[Pair], skin: Skin, tags: Tags) -> Markup:
    def one(pair: Pair) -> Markup:
        return together(tags("dt", "label", pair.label), tags("dd", "value", pair.value))

    if skin.layout in ("flex", "absolute"):
        return tags("dl", "pairs", (tags("div", "item", one(pair)) for pair in made))
    return tags("dl", "pairs", map(one, made))


def _divs(made: Sequence[Pair], skin: Skin, tags: Tags) -> Markup:
    return tags(
        "div",
        "pairs",
        (tags("div", "item", tags("div", "label", p.label), tags("div", "value", p.value)) for p in made),
    )


def _spans(made: Sequence[Pair], skin: Skin, tags: Tags) -> Markup:
    return tags(
        "ul",
        "pairs",
        (tags("li", "item", tags("span", "label", p.label), tags("span", "value", p.value)) for p in made),
    )


def _cards(made: Sequence[Pair], skin: Skin, tags: Tags) -> Markup:
    return tags(
        "div", "pairs", (tags("div", "tile", tags("p", "label", p.label), tags("p", "value", p.value)) for p in made)
    )


def _lines(made: Sequence[Pair], skin: Skin, tags: Tags) -> Markup:
    lines = Markup("<br>").join(together(pair.label, pair.value) for pair in made)
    return tags("table", "pairs", tags("tr", "row", tags("td", "value", lines)))


def _headings(made: Sequence[Pair], skin: Skin, tags: Tags) -> Markup:
    return tags("div", "pairs", (together(tags("h4", "label", p.label), tags("p", "value", p.value)) for p in made))


_FORMS: Mapping[str, Callable[[Sequence[Pair], Skin, Tags], Markup]] = {
    "table": _table,
    "dl": _definitions,
    "divs": _divs,
    "spans": _spans,
    "cards": _cards,
    "lines": _lines,
    "form": _form,
    "headings": _headings,
}
