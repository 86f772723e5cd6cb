"""A skin as data: one choice of each kind, written in one line or drawn by a seed.

    tabs materials=cards panes_come=hidden

is a preset and what differs from it; without a preset a line begins with the usual choices.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from typing import Any, Self, get_args

from pydantic import model_validator

from zicha_demo.skins.guide_choices import GuideChoices
from zicha_demo.skins.journey_choices import JourneyChoices

PRESETS: Mapping[str, Mapping[str, str]] = {
    "tables": {},
    "lists": {"guide": "dl", "panes": "folded", "colons": "full", "materials": "pairs"},
    "tabs": {"columns": "one", "panes": "tabs"},
    "app": {"guide": "divs", "panes": "hash", "headings": "div", "materials": "pairs", "layout": "flex"},
}
"""The skins of the embedded portal when nobody asks for others."""


class Skin(GuideChoices, JourneyChoices):
    """One choice of each kind. A line stands for a skin wherever one is read."""

    @model_validator(mode="before")
    @classmethod
    def _of_line(cls, value: Any) -> Any:
        return _choices_in(value) if isinstance(value, str) else value

    @classmethod
    def parse(cls, line: str) -> Self:
        """Return the skin that a line describes. Raise ValueError if a word of it is no choice."""
        return cls.model_validate(line)

    def __str__(self) -> str:
        """Return the line that describes the skin, without what is usual."""
        return " ".join(f"{name}={choice}" for name, choice in self if choice != alternatives()[name][0])


def draw(seed: int | str, leaving_out: Mapping[str, frozenset[str]] | None = None) -> Skin:
    """Return the skin of a seed, without the choices left out. A new kind of choice changes no other."""
    out = leaving_out or {}
    drawn = {
        name: random.Random(f"{seed}/{name}").choice([each for each in choices if each not in out.get(name, ())])
        for name, choices in alternatives().items()
    }
    return Skin.model_validate(drawn)


@cache
def alternatives() -> Mapping[str, tuple[str, ...]]:
    """Return every kind of choice with what there is to choose from, the usual one first."""
    return {name: get_args(field.annotation) for name, field in Skin.model_fields.items()}


def _choices_in(line: str) -> dict[str, str]:
    choices: dict[str, str] = {}
    for number, word in enumerate(line.split()):
        name, is_choice, choice = word.partition("=")
        if is_choice:
            choices[name] = choice
        elif number == 0 and word in PRESETS:
            choices |= PRESETS[word]
        else:
            raise ValueError(f"看不懂的外观：{word}")
    return choices
