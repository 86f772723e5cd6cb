"""How B1 words that a guide differs from the approved list: both values side by side, the guide's quoted."""

from __future__ import annotations

from zicha.model.facts.guide import GuidePage
from zicha.model.finding import Problem
from zicha.rules import problems
from zicha.text.cut_off import is_cut_off

RULE = "B1"


def difference(page: GuidePage, what: str, approved: str, shown: str) -> Problem:
    """Return the problem that a published value is another one than the approved; a question where it is cut off."""
    published = f"显示“{shown}”" if shown else "为空"
    text = f"{what}：核准清单为“{approved}”，办事指南{published}"
    if is_cut_off(shown):
        return possible_difference(page, text, approved, shown)
    return contradiction(page, text, approved, shown)


def possible_difference(page: GuidePage, text: str, approved: str = "", shown: str = "") -> Problem:
    """Return a question about what may differ and only a person can decide."""
    return problems.question(page, RULE, f"{text}，请人工核对", expected=approved, seen=shown)


def contradiction(page: GuidePage, text: str, one: str, other: str) -> Problem:
    """Return the problem that two places do not agree: two of the page, or one of the list and one of the page."""
    return problems.problem(page, RULE, text, expected=one, seen=other)
