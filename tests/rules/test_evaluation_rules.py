"""F1: the guide's 好差评 entry must lead to a page with the five grades."""

from __future__ import annotations

import pytest
from fact_samples import evaluation_page
from hypothesis import given
from hypothesis import strategies as st

from zicha.model.facts import EvaluationPage
from zicha.model.finding import Severity
from zicha.portal.profile import load_profile
from zicha.rules.evaluation import GRADES, evaluation_does_not_open


def test_the_five_grades() -> None:
    assert evaluation_does_not_open(evaluation_page()) == ()
    assert evaluation_does_not_open(evaluation_page(grades=[*reversed(GRADES), "一般"])) == ()


def test_the_profiles_look_for_the_grades_that_are_judged() -> None:
    assert set(load_profile("demo", "http://127.0.0.1:1").grades) == set(GRADES)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (evaluation_page(entry="", opened=False, grades=()), "办事指南页面上没有“好差评”入口"),
        (evaluation_page(entry="我要评价", opened=False, grades=()), "点击“我要评价”后页面没有反应"),
        (evaluation_page(grades=(), message="系统异常"), "点击“好差评”后没有出现评价页面，页面显示“系统异常”"),
        (evaluation_page(grades=(), status=404), "点击“好差评”后没有出现评价页面（HTTP 404），页面空白"),
        (evaluation_page(grades=(), status=None), "点击“好差评”后没有出现评价页面，页面空白"),
        (evaluation_page(grades=GRADES[:3]), "评价页面缺少评价等级：不满意、非常不满意"),
    ],
)
def test_what_is_wrong(page: EvaluationPage, text: str) -> None:
    (problem,) = evaluation_does_not_open(page)
    assert problem.text == text
    assert (problem.rule, problem.severity, problem.where) == ("F1", Severity.ERROR, page.url)


@given(st.lists(st.sampled_from(GRADES), unique=True), st.booleans(), st.sampled_from(["", "好差评"]))
def test_only_an_entry_that_opens_all_grades_is_right(grades: list[str], opened: bool, entry: str) -> None:
    found = evaluation_does_not_open(evaluation_page(entry=entry, opened=opened, grades=grades))
    assert (found == ()) == bool(entry and opened and len(grades) == len(GRADES))
