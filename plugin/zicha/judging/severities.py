"""How grave a problem is: as its rule is set on this portal. Applied once, to whatever a check concludes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from zicha.model.finding import Problem, Severity
from zicha.model.rule_settings import RuleSettings


@dataclass(frozen=True, slots=True)
class _Settings:
    """By what the check that runs now is judged, and what its rules have only noted."""

    rules: RuleSettings = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)


_SETTINGS: ContextVar[_Settings | None] = ContextVar("_SETTINGS", default=None)


@contextmanager
def judged_by(rules: RuleSettings) -> Iterator[Sequence[Problem]]:
    """Judge what is concluded in the block by these settings. Yield what is only noted (I) there, each once."""
    settings = _Settings(rules)
    token = _SETTINGS.set(settings)
    try:
        yield settings.notes
    finally:
        _SETTINGS.reset(token)


def weighed(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are to be judged, each as grave as its rule is set; keep those that are only noted."""
    settings = _SETTINGS.get() or _Settings()
    grave = apply_rule_settings(problems, settings.rules)
    noted = (problem for problem in grave if problem.severity is Severity.INFO)
    settings.notes.extend(problem for problem in noted if problem not in settings.notes)
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
