"""The words of the values of closed lists, read from choice_words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
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

Words = Mapping[str, tuple[str, ...]]


@cache
def choice_words() -> Mapping[type[StrEnum], Words]:
    """Return, for each closed list, the words of its values beside their official ones."""
    shipped = read_data("choice_words")
    return {
        kind: {value: tuple(words) for value, words in shipped[element].items()}
        for element, kind in CLOSED_LISTS.items()
    }
