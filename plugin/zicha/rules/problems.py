"""Problems and questions with the page that shows them: one way to make either, for every rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from zicha.model.finding import Gap, Problem, Severity


class PageFact(Protocol):
    """A fact that was read from one page at one moment."""

    @property
    def url(self) -> str: ...

    @property
    def at(self) -> datetime: ...


def problem(
    page: PageFact,
    rule: str,
    text: str,
    *,
    expected: str = "",
    seen: str = "",
    where: str = "",
    severity: Severity = Severity.ERROR,
) -> Problem:
    """Return a problem that the page shows; `seen` is quoted from it. `where` is given if it is another address."""
    where = where or page.url
    return Problem(text=text, expected=expected, seen=seen, where=where, at=page.at, rule=rule, severity=severity)


def as_question(certain: Problem) -> Problem:
    """Return a problem as a question: what it rests on is not certain."""
    return certain.model_copy(update={"severity": Severity.WARNING})


def question(
    page: PageFact, rule: str, text: str, *, expected: str = "", seen: str = "", gaps: Iterable[Gap] = ()
) -> Problem:
    """Return what only a person can decide about the page. `gaps` are elements that the page does not show."""
    doubt = problem(page, rule, text, expected=expected, seen=seen, severity=Severity.WARNING)
    return doubt.model_copy(update={"gaps": tuple(gaps)})
