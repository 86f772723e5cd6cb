"""How a question to a person (待人工核查) is put: where to look, and how to answer, read from questions.yaml.

The data has a line for each rule that needs other words than all.
"""

from __future__ import annotations

from functools import cache

from zicha.catalogue.data import read_data
from zicha.model.base import Model

EVERYWHERE = "门户都没有显示的要素"
"""Names the wording of what is asked of the portal as a whole, in the place of a rule."""


class Wording(Model):
    """One line of questions.yaml: how to answer what the rules or checks named in `of` ask."""

    of: tuple[str, ...] = ()
    look: str
    place: str
    how: str
    atoms: tuple[str, ...] = ()
    graded: bool = False
    """Whether several people grade it (难懂), none of whom may see what the machine counted."""


@cache
def wordings() -> tuple[Wording, ...]:
    """Return every line of the data; the one without names is for all others."""
    lines = read_data("questions")
    return tuple(Wording.model_validate(line) for line in lines)


@cache
def _by_name() -> dict[str, Wording]:
    return {name: one for one in wordings() for name in one.of or ("",)}


def wording(rule: str, check: str) -> Wording:
    """Return how a question is put: by its rule, else by its check, else as all are."""
    known = _by_name()
    return (known.get(rule) if rule else None) or known.get(check) or known[""]
