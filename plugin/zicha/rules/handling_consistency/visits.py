"""How often applicants really came against 到办事现场次数, the rule K1 (the notice, 自查的重点 3; ledger box C1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Problem
from zicha.model.matter import Case
from zicha.rules.problems import problem, question
from zicha.rules.shown import only_value
from zicha.rules.values import read_visits


def visit_differences(page: GuidePage, cases: Sequence[Case]) -> tuple[Problem, ...]:
    """Return a problem for each case with more visits than published, and a question for each with fewer."""
    published = only_value(page, Element.VISITS, read_visits)
    if published is None:
        return (question(page, "K1", "办事指南页面上没有认出“到办事现场次数”，请人工核对"),)
    return tuple(difference for case in cases for difference in _of_case(page, case, published))


def _of_case(page: GuidePage, case: Case, published: int) -> Iterator[Problem]:
    if case.visits is None:
        yield question(page, "K1", f"办件{case.number}没有记录实际到现场次数，无法核对")
        return
    text = f"到办事现场次数：办事指南公布{published}次，办件{case.number}实际到现场{case.visits}次"
    if case.visits > published:
        yield problem(page, "K1", text, expected=f"{published}次", seen=f"{case.visits}次")
    elif case.visits < published:
        text = f"{text}，比公布的少，请人工核对"
        yield question(page, "K1", text, expected=f"{published}次", seen=f"{case.visits}次")
