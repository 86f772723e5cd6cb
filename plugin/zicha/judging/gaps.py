"""What no guide of a run shows is asked once, of the portal as a whole, and not once a matter.

A check has looked at one guide, which is no proof of the portal: so it asks about its own matter, unless people have
answered for the portal before. At the end of a run all its guides together tell what is asked of the portal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Finding, Gap, Problem, Severity

LEAST_GUIDES = 3
"""So many guides that do not show an element speak for the portal."""


class Shown(NamedTuple):
    """Which of the elements in doubt the guides of a run show, and how many guides those are."""

    elements: frozenset[Element]
    guides: int


def shown_on(guides: Iterable[GuidePage], elements: frozenset[Element]) -> Shown:
    """Return which of the elements the guides show. One of which nothing was read proves nothing."""
    shown: set[Element] = set()
    number = 0
    for page in guides:
        number += bool(page.values)
        shown |= {element for element in elements - shown if page.shows(element)}
        if elements <= shown:
            break
    return Shown(frozenset(shown), number)


def elements_in_doubt(findings: Iterable[Finding]) -> frozenset[Element]:
    """Return the elements that some guide does not show, and people are asked about."""
    gaps = (gap for finding in findings for problem in finding.problems if is_gap(problem) for gap in problem.gaps)
    return frozenset(gap.element for gap in gaps if gap.element is not None)


def is_gap(problem: Problem) -> bool:
    """Return whether a problem is a question about what a guide does not show."""
    return bool(problem.gaps) and problem.severity is Severity.WARNING


def of_portal(rule: str, gaps: Sequence[Gap]) -> Problem:
    """Return the question to the portal about an element; `gaps` are those that matters have with it."""
    text = f"本次查看的办事指南页面上都没有认出“{gaps[0].element}”，请人工核对"
    return Problem(text=text, rule=rule, severity=Severity.WARNING, gaps=tuple(gaps), everywhere=True)


def apart(problems: Iterable[Problem], is_of_portal: Callable[[Problem, Gap], bool]) -> tuple[Problem, ...]:
    """Return the problems with what is of the portal asked of it, each element once, and the rest of the matter.

    A question about several elements stays one as long as all of them are of the matter.
    """
    return tuple(_merged(_each_apart(problems, is_of_portal)))


def _each_apart(problems: Iterable[Problem], is_of_portal: Callable[[Problem, Gap], bool]) -> Iterator[Problem]:
    for problem in problems:
        flags = [is_gap(problem) and is_of_portal(problem, gap) for gap in problem.gaps]
        if not (problem.everywhere or any(flags)):
            yield problem
            continue
        for gap, flag in zip(problem.gaps, flags, strict=True):
            own = {"text": gap.text, "expected": gap.expected, "gaps": (gap,), "everywhere": False}
            whole = of_portal(problem.rule, [gap]).model_copy(update={"where": problem.where, "at": problem.at})
            yield whole if flag else problem.model_copy(update=own)


def _merged(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, one for all that ask the same of the portal."""
    merged: dict[object, Problem] = {}
    for number, problem in enumerate(problems):
        key = (problem.rule, problem.text) if problem.everywhere else number
        like = merged.get(key)
        merged[key] = problem if like is None else like.model_copy(update={"gaps": (*like.gaps, *problem.gaps)})
    yield from merged.values()
