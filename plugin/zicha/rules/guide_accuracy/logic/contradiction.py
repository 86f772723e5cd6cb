"""What a rule of logic says when a guide contradicts itself: the two texts that clash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from zicha.model.rule_settings import RuleSetting
from zicha.rules.guide_accuracy.published import PublishedGuide


class Contradiction(NamedTuple):
    """`one` and `other` are quotations. `ask` where the rule's condition is met only if a person reads it so."""

    one: str
    other: str
    ask: bool = False


Rule = Callable[[PublishedGuide, RuleSetting], Iterator[Contradiction]]
"""A pure function: a guide and the rule's setting in, every clash out."""
