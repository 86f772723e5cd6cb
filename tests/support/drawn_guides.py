"""Guides as a browser draws them, read: what they show, value by value and group by group."""

from __future__ import annotations

from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.reader import read_guide
from zicha.portal.guide.text import GuideText


def read(source: str) -> GuideText:
    return read_guide([("", drawn(source))], PROFILE)


def values(source: str) -> list[tuple[Element, str]]:
    return [(value.element, value.text) for value in read(source).values]


def groups(source: str, kind: str) -> list[dict[Element, str]]:
    return [{value.element: value.text for value in group.values} for group in read(source).group(kind)]
