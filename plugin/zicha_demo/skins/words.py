"""The words of a guide as a skin writes them: labels, yes and no, digits, units, and the dirt of careless systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from zicha_demo.publication import Element, Publication
from zicha_demo.skins.grammar import Skin

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LIMITS = ("法定办结时限", "承诺办结时限")
_WORDED = {"是否支持": ("支持", "不支持"), "是否收费": ("收费", "不收费")}
_DIRT: Mapping[str, Callable[[str], str]] = {
    "none": lambda text: text,
    "entities": lambda text: f"{text}&nbsp;",
    "breaks": lambda text: text.replace("。", "。<br>", 1) if "。" in text else f"{text}<br/>",
    "blanks": lambda text: "\t " + text.replace("，", "，\t", 1),
    "invisible": lambda text: text if "&" in text else f"{text[:2]}\u200b{text[2:]}",
}
_CLEAN_EVERY = 3
"""Of so many texts one is clean on a dirty page."""


def dressed(publication: Publication, synonyms: Mapping[str, Sequence[str]]) -> Publication:
    """Return the publication in the words of its skin. `synonyms` are the labels that an element may have."""
    skin = publication.skin

    def dirty(text: str) -> str:
        is_clean = not text or crc32(text.encode()) % _CLEAN_EVERY == 0
        return text if is_clean else _DIRT[skin.dirt](text)

    def element(shown: Element) -> Element:
        text = _worded(shown, skin)
        if shown.name in _LIMITS and skin.digits == "full":
            text = text.translate(FULL_WIDTH)
        return shown.model_copy(
            update={
                "label": _label(shown, synonyms.get(shown.name, ()), skin),
                "text": text if shown.name == "实施编码" else dirty(text),
                "unit_in_label": skin.units == "label" and shown.name in _LIMITS,
            }
        )

    return publication.model_copy(
        update={
            "elements": tuple(map(element, publication.elements)),
            "contacts": tuple(map(element, publication.contacts)),
            "conditions": tuple(map(dirty, publication.conditions)),
            "basis": tuple(map(dirty, publication.basis)),
            "materials": tuple(
                each.model_copy(update={"name": dirty(each.name), "hint": dirty(each.hint)})
                for each in publication.materials
            ),
            "steps": tuple(
                each.model_copy(update={"name": dirty(each.name), "content": dirty(each.content)})
                for each in publication.steps
            ),
        }
    )


def _label(shown: Element, synonyms: Sequence[str], skin: Skin) -> str:
    if skin.labels == "spread" or shown.label not in synonyms:
        return shown.label
    return synonyms[0 if skin.labels == "first" else -1]


def _worded(shown: Element, skin: Skin) -> str:
    if skin.yes_no == "worded" and shown.text in ("是", "否"):
        for beginning, (yes, no) in _WORDED.items():
            if shown.label.startswith(beginning):
                return yes if shown.text == "是" else no
    return shown.text
