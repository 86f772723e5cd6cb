"""The evaluation function 好差评 (the notice, 自查的重点 6; ledger box F1)."""

from __future__ import annotations

from zicha.model.facts import EvaluationPage
from zicha.model.finding import Problem

GRADES = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
"""GB/T 39046-2020 A.8."""


def evaluation_does_not_open(page: EvaluationPage) -> tuple[Problem, ...]:
    """F1: the guide's entry is missing or dead, or leads to a page without the five grades."""
    missing = [grade for grade in GRADES if grade not in page.grades]
    if not page.entry:
        text = "办事指南页面上没有“好差评”入口"
    elif not page.opened:
        text = f"点击“{page.entry}”后页面没有反应"
    elif len(missing) == len(GRADES):
        status = f"（HTTP {page.status}）" if page.status and page.status >= 400 else ""
        said = f"，页面显示“{page.message}”" if page.message else "，页面空白"
        text = f"点击“{page.entry}”后没有出现评价页面{status}{said}"
    elif missing:
        text = f"评价页面缺少评价等级：{'、'.join(missing)}"
    else:
        return ()
    return (Problem(text=text, expected="、".join(GRADES), seen=page.message, where=page.url, at=page.at, rule="F1"),)
