"""How a check says what it concluded: by passing, by finding problems, or by leaving the question open with a reason.

Each verdict but 未发现问题 is an exception that pytest counts as the model's mapping says; the plugin turns it into a
Finding. Any other exception is 未能核查.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest

from zicha.judging.severities import count_compared, weighed
from zicha.model.finding import Comparison, Problem, Severity, Uncheckable, Verdict

if TYPE_CHECKING:  # pytest's types hide that its skip exception is a class
    SkipException = Exception
else:
    SkipException = pytest.skip.Exception


class ProblemsFound(AssertionError):
    """有问题: what the rules saw. All of it, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("；".join(problem.text for problem in problems))
        self.problems = tuple(problems)


class Undecided(SkipException):
    """Neither clean nor a problem: a person must look, it is not due, does not apply, or the way is blocked."""

    def __init__(
        self, verdict: Verdict, reason: str, *, blocked_by: str = "", problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(f"{verdict}：{reason}")
        self.verdict = verdict
        self.reason = reason
        self.blocked_by = blocked_by
        self.problems = tuple(problems)


def conclude(problems: Sequence[Problem], unseen: str = "") -> None:
    """Conclude from what the rules found: any E is a problem, a W alone asks a person, nothing (or I) is clean.

    Where a part could not be seen (`unseen` says why), only a problem is certain. A Comparison of nothing with nothing
    is not clean either: its check does not apply.
    """
    count_compared(problems)
    require_right(problems)
    require_seen(unseen)
    if questions := weighed(problems):
        raise Undecided(Verdict.NEEDS_PERSON, "；".join(problem.text for problem in questions), problems=questions)


def require_right(problems: Sequence[Problem]) -> None:
    """Raise ProblemsFound if one of the problems ticks the box, and leave all else to what comes after."""
    grave = weighed(problems)
    if any(problem.severity is Severity.ERROR for problem in grave):
        raise ProblemsFound(grave)


def blocked(by: str, reason: str) -> Undecided:
    """受阻: a problem found earlier on the way, ticked as box `by`, hides what this check would look at."""
    return Undecided(Verdict.BLOCKED, reason, blocked_by=by)


def not_applicable(reason: str) -> Undecided:
    """不适用: the matter has nothing that this check could judge."""
    return Undecided(Verdict.NOT_APPLICABLE, reason)


def not_reached(reason: str) -> Undecided:
    """未核查: the matter's method, or what the user allowed, does not go that far."""
    return Undecided(Verdict.NOT_REACHED, reason)


def needs_person(reason: str) -> Undecided:
    """待人工核查: only a person can tell."""
    return Undecided(Verdict.NEEDS_PERSON, reason)


def not_due(reason: str) -> Undecided:
    """未到期: the question may be asked only later."""
    return Undecided(Verdict.NOT_DUE, reason)


def require_seen(reason: str) -> None:
    """未能核查 when there is a reason why something was not seen."""
    if reason:
        raise Uncheckable(reason)


class TimedProblems(NamedTuple):
    """What is wrong about one case when it was looked at, and from when on that counts; None: at all times."""

    problems: Sequence[Problem]
    due: datetime | None
    observed_at: datetime

    @property
    def is_early(self) -> bool:
        return bool(self.problems) and self.due is not None and self.observed_at < self.due


def conclude_when_due(cases: Iterable[TimedProblems]) -> None:
    """Conclude from what is wrong already; 未到期 where only that is wrong which does not count yet."""
    cases = tuple(cases)
    problems = (problem for case in cases if not case.is_early for problem in case.problems)
    conclude(Comparison(problems, len(cases), "没有可以核对的办件"))
    for case in cases:
        if case.is_early and case.due is not None:
            require_due(case.due, case.observed_at)


def require_due(when: datetime, observed_at: datetime) -> None:
    """未到期 unless the moment of observation has reached the moment from which the question may be asked."""
    if observed_at < when:
        raise not_due(f"{when:%Y-%m-%d %H:%M}之后才能判断")
