"""The words of the values of closed lists, read from choice_words.yaml, with those that a profile adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from zicha.catalogue.data import read_data
from zicha.model.facts.guide import Element
from zicha.model.matter import (
    Audience,
    Channel,
    Delivery,
    HandlingType,
    Level,
    MaterialKind,
    MatterType,
    Medium,
    Necessity,
    OnlineDepth,
    OwnerKind,
    ResultKind,
    Scope,
    Source,
)

CLOSED_LISTS: Mapping[Element, type[StrEnum]] = MappingProxyType(
    {
        Element.MATTER_TYPE: MatterType,
        Element.LEVEL: Level,
        Element.OWNER_KIND: OwnerKind,
        Element.AUDIENCE: Audience,
        Element.HANDLING_TYPE: HandlingType,
        Element.CHANNELS: Channel,
        Element.ONLINE_DEPTH: OnlineDepth,
        Element.SCOPE: Scope,
        Element.RESULT_KIND: ResultKind,
        Element.DELIVERY: Delivery,
        Element.MATERIAL_KIND: MaterialKind,
        Element.MEDIUM: Medium,
        Element.NECESSITY: Necessity,
        Element.SOURCE: Source,
    }
)
"""The elements whose values are those of a closed list."""

ChoiceWords = Mapping[type[StrEnum], Mapping[str, tuple[str, ...]]]
"""For each closed list, its values in their order, each with the words for it beside its official name."""


def choice_words(added: Mapping[str, Mapping[str, Iterable[str]]]) -> ChoiceWords:
    """Return the words of all portals, with those that the profile of one adds: element → value → words."""
    shipped = _shipped()
    return {
        kind: {value: (*added.get(element, {}).get(value, ()), *shipped[element].get(value, ())) for value in kind}
        for element, kind in CLOSED_LISTS.items()
    }


def values_by_word() -> Mapping[str, Mapping[str, str]]:
    """Return what each word of all portals means: element → word → value. A word of two values means the first."""
    meanings: dict[str, dict[str, str]] = {}
    for element, kind in CLOSED_LISTS.items():
        meanings[element] = {str(value): str(value) for value in kind}
        for value, names in _shipped()[element].items():
            for name in names:
                meanings[element].setdefault(name, value)
    return meanings


@cache
def _shipped() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    words = read_data("choice_words")
    return {element: {value: tuple(names) for value, names in values.items()} for element, values in words.items()}
