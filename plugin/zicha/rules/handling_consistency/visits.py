"""How often applicants really came against 到办事现场次数, the rule K1 (the notice, 自查的重点 3; ledger box C1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Comparison, Problem
from zicha.model.matter import Case
from zicha.published.guide import PublishedGuide
from zicha.rules.problems import problem, question


def visit_differences(guide: PublishedGuide, cases: Sequence[Case]) -> Comparison:
    """Return a problem for each case with more visits than published, and a question for each with fewer."""
    published = guide.value(Element.VISITS)
    if published is None:
        return Comparison([question(guide.page, "K1", "办事指南页面上没有认出“到办事现场次数”，请人工核对")], 0)
    problems = (difference for case in cases for difference in _of_case(guide.page, case, published.value))
    return Comparison(problems, len(cases), "没有可以核对的办件")


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
