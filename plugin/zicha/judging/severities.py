"""How grave a problem is: as its rule is set on this portal. Applied once, to whatever a check concludes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from zicha.model.finding import Comparison, Problem, Severity
from zicha.model.rule_settings import RuleSettings


@dataclass(slots=True)
class Judgement:
    """By what the check that runs now is judged, what its rules have only noted (I), and whether it concluded.

    `compared` is how many things it has compared, None for a check that compares none; `nothing` why there were none.
    """

    rules: RuleSettings = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    is_concluded: bool = False
    compared: int | None = None
    nothing: str = ""


_JUDGEMENT: ContextVar[Judgement | None] = ContextVar("_JUDGEMENT", default=None)


@contextmanager
def judged_by(rules: RuleSettings) -> Iterator[Judgement]:
    """Judge what is concluded in the block by these settings. Yield what is noted there, each note once."""
    judgement = Judgement(rules)
    token = _JUDGEMENT.set(judgement)
    try:
        yield judgement
    finally:
        _JUDGEMENT.reset(token)


def count_compared(problems: Sequence[Problem]) -> None:
    """Note how many things were compared to find these problems."""
    judgement = _JUDGEMENT.get()
    if judgement is not None and isinstance(problems, Comparison):
        judgement.compared = (judgement.compared or 0) + problems.compared
        judgement.nothing = judgement.nothing or problems.nothing


def weighed(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are to be judged, each as grave as its rule is set; keep those that are only noted."""
    judgement = _JUDGEMENT.get() or Judgement()
    judgement.is_concluded = True
    grave = apply_rule_settings(problems, judgement.rules)
    noted = (problem for problem in grave if problem.severity is Severity.INFO)
    judgement.notes.extend(problem for problem in noted if problem not in judgement.notes)
    return tuple(problem for problem in grave if problem.severity is not Severity.INFO)


def apply_rule_settings(problems: Sequence[Problem], rules: RuleSettings) -> tuple[Problem, ...]:
    """Return the problems, each no graver than its rule is set, without those of rules that are off.

    A problem whose rule has no setting stays as it is. What only a person can tell stays a question under E.
    """
    return tuple(
        problem.model_copy(update={"severity": setting.severity.limit(problem.severity)}) if setting else problem
        for problem in problems
        if (setting := rules.get(problem.rule)) is None or not setting.is_off
    )
