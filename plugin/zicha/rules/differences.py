"""How B1 words that a guide differs from the approved list: both values side by side, the guide's quoted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Gap, Problem
from zicha.rules import problems
from zicha.text.cut_off import is_cut_off

RULE = "B1"
_PLEASE = "请人工核对"


def difference(page: GuidePage, what: str, approved: str, shown: str) -> Problem:
    """Return the problem that a published value is another one than the approved; a question where it is cut off."""
    published = f"显示“{shown}”" if shown else "为空"
    make = possible_difference if is_cut_off(shown) else contradiction
    return make(page, f"{what}：核准清单为“{approved}”，办事指南{published}", approved, shown)


def doubt(page: GuidePage, what: str, approved: str, shown: str) -> Problem:
    """Return the question whether a published value is the approved one in other words."""
    text = f"{what}：核准清单为“{approved}”，办事指南显示“{shown}”"
    return possible_difference(page, text, approved, shown)


def possible_difference(
    page: GuidePage, text: str, approved: str = "", shown: str = "", *, gaps: Iterable[Gap] = ()
) -> Problem:
    """Return a question about what may differ and only a person can decide."""
    return problems.question(page, RULE, f"{text}，{_PLEASE}", expected=approved, seen=shown, gaps=gaps)


def gap(page: GuidePage, elements: Sequence[Element], text: str, approved: str = "") -> Gap:
    """Return the question about the first of `elements` alone, which the page does not show, nor under the others."""
    element = None if page.shows(*elements) else elements[0]
    return Gap(element=element, text=f"{text}，{_PLEASE}", expected=approved)


def contradiction(page: GuidePage, text: str, one: str, other: str) -> Problem:
    """Return the problem that two places do not agree: two of the page, or one of the list and one of the page."""
    return problems.problem(page, RULE, text, expected=one, seen=other)
