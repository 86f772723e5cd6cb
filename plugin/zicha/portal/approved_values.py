"""What the approved list of a matter says, by which a page tells what its labels mean.

What stands beside 对外承诺期限 is what the list says of 承诺办结时限, and of nothing else: then that is what it means.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zicha.model.base import Model
from zicha.model.facts.guide import Element
from zicha.model.matter import Matter, Step
from zicha.model.time_limit import TimeLimit
from zicha.portal.profile import without_number

_PARTS = re.compile(r"[、，,；;/]")
_OTHERWISE: Mapping[tuple[type[Model], str], Element] = {
    (Step, "办理时限"): Element.STEP_LIMIT,
    (Step, "法定依据"): Element.STEP_BASIS,
}
"""What the inventory calls otherwise than the guide."""
_SHORTEST = 2
"""A digit alone is told of too much."""


def plain_value(text: str) -> str:
    """Return a value as it is compared: of one width, without blanks, its parts in one order."""
    folded = without_number(re.sub(r"\s", "", unicodedata.normalize("NFKC", text))).rstrip("。.;")
    return "、".join(sorted(_PARTS.split(folded)))


def approved_values(matter: Matter) -> Mapping[str, str]:
    """Return the values of a matter, as they are compared, each with the one element that has it.

    What several have is told of no element.
    """
    meanings: dict[str, set[str]] = defaultdict(set)
    meanings[plain_value(matter.name)].add(Element.NAME)
    meanings[plain_value(matter.code)].add(Element.CODE)
    for element, value in _values(matter.guide):
        meanings[plain_value(value)].add(element)
    alone = {value: own for value, own in meanings.items() if len(value) >= _SHORTEST}
    return {value: next(iter(own)) if len(own) == 1 else "" for value, own in alone.items()}


def _values(record: Model) -> Iterator[tuple[str, str]]:
    for name, field in type(record).model_fields.items():
        key, value = field.alias or name, getattr(record, name)
        element = _OTHERWISE.get((type(record), key), key)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Model) and not isinstance(each, TimeLimit):
                yield from _values(each)
        if element in set(Element):
            yield from ((str(element), text) for text in _texts(record, key, value))


def _texts(record: Model, key: str, value: Any) -> Iterable[str]:
    """Return how a value may be written; yes and no are told of too much."""
    if isinstance(value, bool) or value is None:
        return ()
    if isinstance(value, tuple):
        return ("、".join(map(str, value)), *map(str, value))
    shown = record.model_dump(mode="json", by_alias=True)[key]
    return (f"{shown}次",) if key == Element.VISITS else (str(shown),)
