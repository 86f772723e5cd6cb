"""How a text is read by what its element is: 是否收费 as a yes or no, 服务对象 as those who are served."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from zicha.catalogue.choice_words import CLOSED_LISTS
from zicha.catalogue.elements import ElementKind, kind_of
from zicha.model.facts.guide import Element, ShownValue
from zicha.published.choices import Vocabulary
from zicha.text.answers import read_visits, read_yes
from zicha.text.dates import read_date
from zicha.text.folding import is_nothing, solid
from zicha.text.numerals import only_number

NAMES = frozenset(
    {
        Element.NAME, Element.OWNER, Element.RESULT_NAME, Element.MATERIAL_NAME, Element.STEP_NAME, Element.FEE_NAME,
        Element.BASIS, Element.STEP_BASIS, Element.FEE_BASIS, Element.PERSON_TOPICS, Element.LEGAL_PERSON_TOPICS,
        Element.PLACE, Element.CONSULTATION, Element.SUPERVISION, Element.QUESTION,
    }
)  # fmt: skip
"""Elements whose words only name something, or ask: they state nothing about how a matter is handled."""

_READERS: Mapping[ElementKind, Callable[[Element, str, Vocabulary], Any]] = MappingProxyType(
    {
        ElementKind.CHOICE: lambda element, text, words: words.choice(text, CLOSED_LISTS[element]),
        ElementKind.CHOICES: lambda element, text, words: words.choices(text, CLOSED_LISTS[element]),
        ElementKind.AUDIENCE: lambda element, text, words: words.audience(text),
        ElementKind.FLAG: lambda element, text, words: read_flag(text),
        ElementKind.VISITS: lambda element, text, words: read_visits(text),
        ElementKind.COUNT: lambda element, text, words: only_number(text),
        ElementKind.DATE: lambda element, text, words: read_date(text),
    }
)


def is_closed(element: Element) -> bool:
    """Return whether a text of the element is one of few values, and not free words."""
    return kind_of(element) in _READERS


def read_value(element: Element, text: str, words: Vocabulary) -> Any:
    """Return the value that a text gives an element of a closed kind; None for words that nobody knows."""
    return _READERS[kind_of(element)](element, text, words)


def read_flag(text: str) -> bool | None:
    """Return 是 or 否 in any of its words. 无 beside 是否收费 means 否, 暂无数据 nothing."""
    return False if solid(text) == "无" else read_yes(text)


def has_sample(shown: ShownValue) -> bool:
    """Return whether something can be looked at: a link, or words that are no denial."""
    return bool(shown.link or shown.links) or not (is_nothing(shown.text) or read_yes(shown.text) is False)


def as_one(places: Sequence[ShownValue], joint: str = "\n") -> tuple[ShownValue, ...]:
    """Return the places of an element as one value: the paragraphs of prose, 窗口咨询 and 电话咨询."""
    if len(places) < 2:
        return tuple(places)
    texts = dict.fromkeys(shown.text for shown in places)
    return (places[0].model_copy(update={"text": joint.join(texts)}),)
