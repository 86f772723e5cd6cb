"""The data behind a guide: JSON as a portal's service answers it, read by the names of its fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from zicha.model.base import folded
from zicha.model.facts.guide import Element, GuideData, ShownGroup, ShownValue
from zicha.model.matter import Matter
from zicha.portal.profile import Profile, plain_field

_DEEPEST = 12


def read_data(text: str, matter: Matter, profile: Profile, url: str) -> GuideData:
    """Return what an answer says of the matter. One that does not name the matter says nothing of it."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return GuideData(url=url, note="数据接口的答复不是 JSON")
    leaves, lists = list(_leaves(answer)), list(_lists(answer))
    values = tuple(_values(leaves, profile))
    names = {folded(matter.page_id), folded(matter.code)}
    if names.isdisjoint(folded(text) for _, text in leaves):
        return GuideData(url=url, note="数据接口的答复没有提到本事项的编码")
    groups = (ShownGroup(values=tuple(_values(_leaves(record), profile))) for records in lists for record in records)
    materials = tuple(group for group in groups if group.text(Element.MATERIAL_NAME))
    note = "" if values or materials else "数据接口的答复中没有认得的字段"
    return GuideData(url=url, values=values, materials=materials, note=note)


def _leaves(data: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield each key with its text or number, outside of lists of records."""
    for key, value in data.items() if isinstance(data, dict) and depth < _DEEPEST else ():
        if isinstance(value, dict):
            yield from _leaves(value, depth + 1)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            yield str(key), _plain_text(str(value))


def _lists(data: Any, depth: int = 0) -> Iterator[list[Any]]:
    """Yield every list of records."""
    for value in data.values() if isinstance(data, dict) and depth < _DEEPEST else ():
        if isinstance(value, list) and any(isinstance(each, dict) for each in value):
            yield value
        yield from _lists(value, depth + 1)


def _values(leaves: Any, profile: Profile) -> Iterator[ShownValue]:
    for key, text in leaves:
        for element in profile.elements_of_field.get(plain_field(key), ()):
            yield ShownValue(element=element, label=key, text=text)


def _plain_text(text: str) -> str:
    """Return a text without the tags that prose often has in data."""
    if "<" not in text and "&" not in text:
        return text.strip()
    return LexborHTMLParser(text).text(separator="\n").strip()
