"""F1 to F4: 好差评 opens from the guide, asks when a case is 办结 (T3), takes an answer, and shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.facts import NUMBER, SEEN, evaluation_page, evaluations, progress, prompt, rating
from tests.support.matters import make_case
from tests.support.problems import W, problem, question
from zicha.model.facts.case import Evaluations, Prompt, Rating, Stage
from zicha.model.facts.guide import EvaluationPage
from zicha.model.finding import Severity
from zicha.model.matter import Case
from zicha.portal.profile import load_profile
from zicha.rules.evaluation.availability import (
    GRADES,
    failed_rating,
    is_finished,
    missing_evaluation,
    missing_prompt,
    unavailable_evaluation,
)


def test_the_five_grades() -> None:
    assert unavailable_evaluation(evaluation_page()) == ()
    assert unavailable_evaluation(evaluation_page(grades=[*reversed(GRADES), "一般"])) == ()


def test_the_profiles_look_for_the_grades_that_are_judged() -> None:
    assert set(load_profile("demo", "http://127.0.0.1:1").grades) == set(GRADES)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (evaluation_page(entry="", opened=False, grades=()), "办事指南页面上没有“好差评”入口"),
        (evaluation_page(entry="我要评价", opened=False, grades=()), "点击“我要评价”后页面没有反应"),
        (evaluation_page(grades=(), message="系统异常"), "点击“好差评”后没有出现评价页面，页面显示“系统异常”"),
        (evaluation_page(grades=(), status=400), "点击“好差评”后没有出现评价页面（HTTP 400），页面空白"),
        (evaluation_page(grades=(), status=399), "点击“好差评”后没有出现评价页面，页面空白"),
        (evaluation_page(grades=(), status=404), "点击“好差评”后没有出现评价页面（HTTP 404），页面空白"),
        (evaluation_page(grades=(), status=None), "点击“好差评”后没有出现评价页面，页面空白"),
        (evaluation_page(grades=GRADES[:3]), "评价页面缺少评价等级：不满意、非常不满意"),
    ],
)
def test_what_is_wrong(page: EvaluationPage, text: str) -> None:
    (problem,) = unavailable_evaluation(page)
    assert problem.text == text
    assert (problem.rule, problem.severity, problem.where) == ("F1", Severity.ERROR, page.url)
    assert (problem.expected, problem.seen) == ("、".join(GRADES), page.message)


@given(st.lists(st.sampled_from(GRADES), unique=True), st.booleans(), st.sampled_from(["", "好差评"]))
def test_only_an_entry_that_opens_all_grades_is_right(grades: list[str], opened: bool, entry: str) -> None:
    problems = unavailable_evaluation(evaluation_page(entry=entry, opened=opened, grades=grades))
    assert (problems == ()) == bool(entry and opened and len(grades) == len(GRADES))


class TestPrompt:
    """F2, rule T3."""

    @pytest.mark.parametrize(
        ("prompt_shown", "text"),
        [
            (prompt(place=""), "，“我的办件”“我的评价”中都没有评价页面或待评价的提示"),
            (prompt(place="", message="系统异常"), "，“我的办件”“我的评价”中都没有评价页面或待评价的提示"),
            (prompt(opened=False), "，点击“我的办件”的“评价”后页面没有反应"),
            (prompt(grades=()), "，点击“我的办件”的“评价”后没有出现评价页面，页面空白"),
            (prompt(grades=(), message="系统异常"), "，点击“我的办件”的“评价”后没有出现评价页面，页面显示“系统异常”"),
            (prompt(grades=(), status=404), "，点击“我的办件”的“评价”后没有出现评价页面（HTTP 404），页面空白"),
            (prompt(grades=GRADES[:3]), "，点击“我的办件”的“评价”后出现的评价页面缺少评价等级：不满意、非常不满意"),
        ],
    )
    def test_hit(self, prompt_shown: Prompt, text: str) -> None:
        expected = problem(f"办件{NUMBER}已办结{text}", seen=prompt_shown.message, rule="F2")
        assert missing_prompt(prompt_shown) == (expected,)

    @pytest.mark.parametrize(
        "prompt_shown", [prompt(), prompt(place="“我的评价”的待评价"), prompt(grades=(*GRADES, "不予评价"))]
    )
    def test_near_miss_it_is_asked_for_wherever(self, prompt_shown: Prompt) -> None:
        assert missing_prompt(prompt_shown) == ()

    def test_exception_a_citizens_page_is_not_opened(self) -> None:
        assert missing_prompt(prompt(opened=None)) == ()

    def test_exception_who_has_evaluated_is_not_asked_again(self) -> None:
        assert missing_prompt(prompt(place=""), evaluations()) == ()
        missing = "“我的办件”“我的评价”中都没有评价页面或待评价的提示"
        text = f"办件{NUMBER}已办结，{missing}；申请人已经评价，请人工核对办结时是否弹出"
        assert missing_prompt(prompt(place="", message="系统异常"), evaluations(listed=False)) == (
            problem(text, seen="系统异常", rule="F2", severity=W),
        )

    def test_t3_only_a_finished_case_asks(self) -> None:
        """By the department's record where there is one, else by what is shown."""
        declared = {**make_case("410200", True), "办结时间": SEEN}
        assert is_finished(progress(stage=Stage.SUBMITTED), Case.model_validate(declared))
        assert is_finished(progress(stage=Stage.FINISHED), None)
        assert is_finished(progress(stage=Stage.FINISHED), Case.model_validate(make_case("410200", True)))
        assert not is_finished(progress(stage=Stage.ACCEPTED), None)
        assert not is_finished(progress(stage=Stage.ACCEPTED), Case.model_validate(make_case("410200", True)))
        assert not is_finished(progress(stage=None), None)


class TestRating:
    """F3."""

    @pytest.mark.parametrize(
        ("given", "text"),
        [
            (rating(button="", confirmed=False), "评价页面上没有提交评价的按钮"),
            (rating(disabled=True, reacted=False, confirmed=False), "选择评价等级后，“提交评价”按钮仍不可用"),
            (rating(reacted=False, confirmed=False), "点击“提交评价”后页面没有反应"),
            (rating(confirmed=False, message="系统异常"), "点击“提交评价”后，页面提示“系统异常”"),
            (rating(confirmed=False), "点击“提交评价”后，页面没有提示评价成功"),
        ],
    )
    def test_hit(self, given: Rating, text: str) -> None:
        expected = problem(f"办件{NUMBER}：{text}", seen=given.message, rule="F3")
        assert failed_rating(given, evaluations(listed=False)) == failed_rating(given, None) == (expected,)

    def test_near_miss_it_was_confirmed_and_does_not_show(self) -> None:
        """That is F4's affair."""
        assert failed_rating(rating(), evaluations(listed=False)) == ()

    def test_exception_what_stands_in_the_list_was_taken(self) -> None:
        assert failed_rating(rating(confirmed=False), evaluations()) == ()


class TestShown:
    """F4."""

    @pytest.mark.parametrize(
        ("shown", "text"),
        [
            (evaluations(listed=False), f"已评价“满意”，“我的评价”中没有办件{NUMBER}的评价"),
            (
                evaluations(listed=False, waiting=True),
                f"已评价“满意”，“我的评价”中没有办件{NUMBER}的评价，仍列为待评价",
            ),
            (
                evaluations(listed=False, waiting=True, message="系统异常"),
                f"已评价“满意”，“我的评价”中没有办件{NUMBER}的评价（页面提示“系统异常”）",
            ),
            (evaluations(grade="不满意"), f"“我的评价”中办件{NUMBER}的评价显示为“不满意”，提交的是“满意”"),
        ],
    )
    def test_hit(self, shown: Evaluations, text: str) -> None:
        assert missing_evaluation(shown, "满意") == (problem(text, seen=shown.message, rule="F4"),)

    def test_near_miss_it_is_shown(self) -> None:
        assert missing_evaluation(evaluations(), "满意") == ()

    @pytest.mark.parametrize(
        ("shown", "text"),
        [
            (
                evaluations(grade="", message="共1条"),
                f"“我的评价”中办件{NUMBER}的评价没有显示等级，提交的是“满意”",
            ),
            (
                evaluations(listed=False, unnumbered=1, message="共1条"),
                f"“我的评价”中有没有编号的同名事项评价，看不出是否为办件{NUMBER}的评价",
            ),
        ],
    )
    def test_exception_what_cannot_be_told_is_asked(self, shown: Evaluations, text: str) -> None:
        assert missing_evaluation(shown, "满意") == (question(text, seen="共1条", rule="F4"),)
