"""What was read of a publication on its skin, against what a person reads there: one line for each difference."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from tests.skins.telling import NOTHING, publication_text
from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.portal.guide.text import GuideText
from zicha_demo.publication import Publication

_FILES = (Element.BLANK_FORM, Element.SAMPLE)
_DETAILS = "详情"


def plain(text: str) -> str:
    """Return a text without its debris, blanks, numbers in front and brackets around it, in half width."""
    text = re.sub(r"<[^<>]*>", "", html.unescape(html.unescape(text)))
    text = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    text = re.sub(r"\s", "", text)
    return "" if text in NOTHING else re.sub(r"^\d+\.|^\((.*)\)$", r"\1", text)


def differences(publication: Publication, read: GuideText) -> list[str]:
    """Return what was read otherwise than a person reads it."""
    wanted = publication_text(publication)
    return [
        *_of_elements(wanted.values, read.values),
        *(line for name in wanted.groups for line in _of_groups(name, wanted.group(name), read.group(name))),
        *_of_files(publication, wanted.group("申请材料"), read.group("申请材料")),
    ]


def _by_element(values: Sequence[ShownValue]) -> Mapping[Element, list[ShownValue]]:
    by_element: dict[Element, list[ShownValue]] = {}
    for value in values:
        by_element.setdefault(value.element, []).append(value)
    return by_element


def _of_elements(wanted: Sequence[ShownValue], read: Sequence[ShownValue]) -> Iterator[str]:
    own, shown = _by_element(wanted), _by_element(read)
    for element in sorted({*own, *shown}):
        texts = ["".join(plain(value.text) for value in values.get(element, ())) for values in (own, shown)]
        if texts[0] != texts[1]:
            yield f"要素 {element}：应为“{texts[0]}”，读作“{texts[1]}”"
        if any(value.label.endswith("(工作日)") for value in own.get(element, ())):
            labels = [value.label for value in shown.get(element, ())]
            if not all("工作日" in label for label in labels):
                yield f"单位 {element}：标签读作{labels}"


def _of_groups(what: str, wanted: Sequence[ShownGroup], groups: Sequence[ShownGroup]) -> Iterator[str]:
    if len(wanted) != len(groups):
        yield f"{what}：应有{len(wanted)}项，读出{len(groups)}项"
        return
    for number, (own, group) in enumerate(zip(wanted, groups, strict=True), 1):
        for value in own.values:
            shown = "".join(dict.fromkeys(plain(each.text) for each in group.values if each.element is value.element))
            if value.element not in _FILES and shown != plain(value.text):
                yield f"{what}{number} {value.element}：应为“{plain(value.text)}”，读作“{shown}”"
        known = {*_FILES, *(value.element for value in own.values)}
        more = [each.text for each in group.values if each.element not in known and plain(each.text)]
        if more := [text for text in more if text != _DETAILS]:
            yield f"{what}{number} 多出{more}"


def _of_files(publication: Publication, wanted: Sequence[ShownGroup], groups: Sequence[ShownGroup]) -> Iterator[str]:
    for number, (own, group) in enumerate(zip(wanted, groups, strict=False), 1):
        for element in _FILES:
            expected = next(value for value in own.values if value.element is element)
            shown = [each for each in group.values if each.element is element and (each.links or plain(each.text))]
            links = [link.address for each in shown for link in each.links]
            is_right = (
                len(shown) == 1
                if expected.links
                else [each.text for each in shown] == [each for each in [expected.text] if plain(each)]
            )
            if publication.skin.links == "href" and expected.link:
                is_right = is_right and links == [expected.link]
            if not is_right:
                yield f"链接 {element}{number}：应为“{expected.link or expected.text}”，读作{links or shown}"
