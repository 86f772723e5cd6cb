"""The contradiction of a guide that a rule of logic returns: two texts that cannot both be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from zicha.model.rule_settings import RuleSetting
from zicha.published.completed import CompletedGuide


class Contradiction(NamedTuple):
    """Two quotations. `ask`: the rule's condition is met only if a person reads them so."""

    one: str
    other: str
    ask: bool = False


Rule = Callable[[CompletedGuide, RuleSetting], Iterator[Contradiction]]
"""A pure function: a guide and the rule's setting in, every contradiction out."""
