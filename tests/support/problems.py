"""What rules found, told in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Sequence

from zicha.model.finding import Problem, Severity

E, W = Severity.ERROR, Severity.WARNING
NOTHING: list[Severity] = []


def severities(problems: Sequence[Problem]) -> list[Severity]:
    return [problem.severity for problem in problems]


def texts(problems: Sequence[Problem]) -> str:
    return "；".join(problem.text for problem in problems)
