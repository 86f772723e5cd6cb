"""待人工核查: what a check asks a person, with all that a clerk needs to answer it.

The wording of look, place and how is data (questions.yaml), a line for each rule that needs other words than all.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from zicha.model.answer import GRADES, JUDGEMENTS, Answer, Reply
from zicha.model.base import Model
from zicha.model.plain_yaml import read_yaml


class Wording(Model):
    """One line of questions.yaml: how to answer what the rules or checks named in `of` ask."""

    of: tuple[str, ...] = ()
    look: str
    place: str
    how: str
    atoms: tuple[str, ...] = ()
    graded: bool = False
    """Whether several people grade it (难懂), none of whom may see what the machine counted."""


class Question(Model):
    """One thing that a person is asked.

    `id` stays the same as long as the same thing is asked; `page` is the version of what was seen, so an answer to
    another version does not count. `everywhere`: asked once for all matters, as about the login. `answers` are those
    given to this version; `open` says why they do not settle it, and is empty when they do; `wrong` is then what they
    say.
    """

    id: str
    page: str
    rule: str = ""
    asked: str
    look: str
    place: str
    how: str
    expected: str = ""
    seen: str = ""
    where: str = ""
    graded: bool = False
    everywhere: bool = False
    answers: tuple[Answer, ...] = ()
    open: str = ""
    wrong: bool = False

    @property
    def options(self) -> tuple[Reply, ...]:
        return GRADES if self.graded else JUDGEMENTS


@cache
def wordings() -> tuple[Wording, ...]:
    """Every line of the data; the one without names is for all others."""
    lines = read_yaml((files("zicha.model") / "questions.yaml").read_text(encoding="utf-8"))
    return tuple(Wording.model_validate(line) for line in lines)


@cache
def _by_name() -> dict[str, Wording]:
    return {name: one for one in wordings() for name in one.of or ("",)}


def wording(rule: str, check: str) -> Wording:
    """How a question is put: by its rule, else by its check, else as all are."""
    known = _by_name()
    return (known.get(rule) if rule else None) or known.get(check) or known[""]
