"""What rules found, told in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.support.facts import PAGE, SEEN
from zicha.model.finding import Problem, Severity

E, W = Severity.ERROR, Severity.WARNING
NOTHING: list[Severity] = []


def severities(problems: Sequence[Problem]) -> list[Severity]:
    return [problem.severity for problem in problems]


def texts(problems: Sequence[Problem]) -> str:
    return "；".join(problem.text for problem in problems)


def bare(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without their gaps, which tests/rules/test_gaps.py is about."""
    return tuple(problem.model_copy(update={"gaps": ()}) for problem in problems)


def problem(text: str, expected: str = "", seen: str = "", *, rule: str = "B1", severity: Severity = E) -> Problem:
    """The whole record of what a rule finds on a page that `tests.support.facts` makes."""
    return Problem(text=text, expected=expected, seen=seen, where=PAGE, at=SEEN, rule=rule, severity=severity)


def question(text: str, expected: str = "", seen: str = "", *, rule: str = "B1") -> Problem:
    """The whole record of a question to a person; its text without the request at its end."""
    return problem(f"{text}，请人工核对", expected, seen, rule=rule, severity=W)
