"""Logging in and the way to the form: every ending belongs under exactly one box, in the page's own words."""

from __future__ import annotations

import pytest

from tests.support.facts import PAGE, THRESHOLDS, application, login, lost_login, submission
from tests.support.problems import problem
from zicha.catalogue.form import ledger_form
from zicha.model.facts.journey import Ending, MatterMention
from zicha.model.finding import Problem, Severity
from zicha.rules.application_ease.journeys import (
    abnormal_logout,
    application_stuck,
    blocking_box,
    failed_login,
    journey_problem,
    lost_logins,
    passing_logout,
    wrong_landing,
)

BOXES = [box.code for box in ledger_form().boxes]


@pytest.mark.parametrize("other_site", [False, True])
@pytest.mark.parametrize("ending", Ending)
def test_every_ending_belongs_under_one_box(ending: Ending, other_site: bool) -> None:
    way = application(ending, "配置异常", other_site)
    ticked = [box for box in BOXES if journey_problem(way, box)]
    assert ticked == ([] if ending is Ending.FORM else [blocking_box(way)])


def test_a_form_that_is_reached_is_lost_under_no_box() -> None:
    assert journey_problem(application(Ending.FORM, "配置异常"), "") == ()


@pytest.mark.parametrize(
    ("ending", "other_site", "box"),
    [
        (Ending.FORM, False, ""),
        (Ending.NO_ENTRY, False, "A3"),
        (Ending.ENTRY_DISABLED, False, "A3"),
        (Ending.ENTRY_DEAD, False, "A3"),
        (Ending.UNAVAILABLE, False, "A3"),
        (Ending.NOT_LOADED, True, "A3"),
        (Ending.REFUSED, False, "A4"),
        (Ending.STUCK, True, "A4"),
        (Ending.ELSEWHERE, True, "A5"),
        (Ending.SIGN_ON, True, "A6"),
        (Ending.LOGIN, False, "A2"),
        (Ending.LOGIN, True, "A2"),
        (Ending.UNCLEAR, False, "A4"),
    ],
)
def test_the_box_of_an_ending(ending: Ending, other_site: bool, box: str) -> None:
    assert blocking_box(application(ending, other_site=other_site)) == box


def lost(ending: Ending, message: str = "") -> Problem:
    way = application(ending, message)
    (problem,) = journey_problem(way, blocking_box(way))
    return problem


def test_the_golden_remark() -> None:
    message = "尊敬的用户，您申请的事项《关闭煤矿和报废矿井许可》配置异常，请联系河南政务服务网反馈问题"
    problem = lost(Ending.REFUSED, message)
    assert problem.text == f"申报页面提示“{message}”"
    assert (problem.rule, problem.seen, problem.severity) == ("A4", message, Severity.ERROR)


@pytest.mark.parametrize("ending", [ending for ending in Ending if ending is not Ending.FORM])
def test_the_message_is_quoted_and_nothing_empty_is(ending: Ending) -> None:
    if ending is not Ending.NO_ENTRY:
        assert "某个提示" in lost(ending, "某个提示").text
    bare = lost(ending).text
    assert "“”" not in bare
    assert "（）" not in bare


@pytest.mark.parametrize(
    ("ending", "quoted", "bare"),
    [
        (Ending.REFUSED, "申报页面提示“某个提示”", "申报页面提示无法申报"),
        (Ending.UNAVAILABLE, "申报页面提示“某个提示”", "申报页面提示无法申报"),
        (Ending.STUCK, "申报页面能打开，但某个提示", "申报页面能打开，但无法继续"),
        (Ending.NO_ENTRY, "办事指南页面上没有“在线办理”入口", "办事指南页面上没有“在线办理”入口"),
        (Ending.ENTRY_DISABLED, "办事指南页面上的“某个提示”按钮不可用", "办事指南页面上的“在线办理”按钮不可用"),
        (Ending.ENTRY_DEAD, "点击“某个提示”后页面没有反应", "点击“在线办理”后页面没有反应"),
        (Ending.SIGN_ON, "跳转到其他系统后又要求登录或认证：“某个提示”", "跳转到其他系统后又要求登录或认证"),
        (Ending.LOGIN, "点击“在线办理”后回到登录页面：“某个提示”", "点击“在线办理”后回到登录页面"),
        (
            Ending.UNCLEAR,
            "申报页面已打开，但看不出能否申报，请人工查看页面：“某个提示”",
            "申报页面已打开，但看不出能否申报，请人工查看页面",
        ),
        (
            Ending.ELSEWHERE,
            "点击“在线办理”后到达“某个提示”，需重新查找本事项",
            "点击“在线办理”后到达其他页面，需重新查找本事项",
        ),
        (Ending.NOT_LOADED, "申报页面打不开（某个提示）", "申报页面打不开"),
    ],
)
def test_each_ending_in_its_words(ending: Ending, quoted: str, bare: str) -> None:
    assert (lost(ending, "某个提示").text, lost(ending).text) == (quoted, bare)


def test_a_page_that_nobody_can_read_asks_a_person() -> None:
    assert lost(Ending.UNCLEAR).severity is Severity.WARNING


class TestAbnormalLogout:
    """A2: sooner than the threshold it is the portal's doing, later the login had merely grown old."""

    @pytest.mark.parametrize(("age", "expected"), [(0, 1), (1799.9, 1), (1800, 0), (7200, 0)])
    def test_the_age_of_the_login_decides(self, age: float, expected: int) -> None:
        assert len(abnormal_logout((lost_login(age),), THRESHOLDS)) == expected

    def test_what_was_clicked_when_and_what_was_said(self) -> None:
        message = "登录超时，请重新登录"
        text = f"登录后1分钟内，点击“下一步”时被异常注销，需重新登录，页面提示“{message}”"
        assert abnormal_logout((lost_login(11.2, message),), THRESHOLDS) == (
            problem(text, "登录后30分钟内保持登录", message, rule="A2"),
        )

    @pytest.mark.parametrize(("age", "minutes"), [(0, 1), (60, 1), (60.1, 2), (1799.9, 30)])
    def test_the_age_in_minutes_is_rounded_up(self, age: float, minutes: int) -> None:
        (logout,) = abnormal_logout((lost_login(age),), THRESHOLDS)
        assert logout.text.startswith(f"登录后{minutes}分钟内，")

    def test_nothing_empty_is_quoted(self) -> None:
        (problem,) = abnormal_logout((lost_login(600),), THRESHOLDS)
        assert problem.text == "登录后10分钟内，点击“下一步”时被异常注销，需重新登录"

    def test_the_same_place_counts_once_and_another_again(self) -> None:
        """However the address goes on: it holds what was asked for, and tickets."""
        same = [lost_login(5, url=f"{PAGE}?refer={number}#{number}") for number in range(2)]
        others = [
            lost_login(9, action="点击“提交”"),
            lost_login(5, url=f"{PAGE}/2"),
            lost_login(5, url=PAGE.replace("portal.", "dept.")),
        ]
        assert len(abnormal_logout((*same, *others), THRESHOLDS)) == 4

    def test_all_of_the_journey_counts(self) -> None:
        way = application(Ending.LOGIN, lost=[lost_login(1)])
        later = submission().model_copy(update={"lost": lost_login(2)})
        assert [each.age for each in lost_logins(way, later)] == [1, 2]
        assert [each.age for each in lost_logins(way, submission())] == [1]
        assert [each.age for each in lost_logins(way, None)] == [1]

    def test_what_did_not_happen_again_is_asked(self) -> None:
        way = application(Ending.FORM, lost=[lost_login(1)])
        assert lost_logins(way, None) == ()
        (doubt,) = passing_logout(way, THRESHOLDS)
        assert doubt.severity is Severity.WARNING
        assert doubt.text.endswith("时被异常注销，需重新登录；重新登录后再走一遍，没有再次发生，是否异常注销请人工核对")
        assert passing_logout(application(Ending.LOGIN, lost=[lost_login(1)]), THRESHOLDS) == ()


@pytest.mark.parametrize(
    ("ending", "other_site", "named", "expected"),
    [
        (Ending.FORM, True, MatterMention.YES, []),
        (Ending.FORM, True, MatterMention.PERHAPS, [Severity.WARNING]),
        (Ending.FORM, True, MatterMention.NO, [Severity.WARNING]),
        (Ending.FORM, False, MatterMention.YES, []),
        (Ending.FORM, False, MatterMention.PERHAPS, [Severity.WARNING]),
        (Ending.FORM, False, MatterMention.NO, [Severity.WARNING]),
        (Ending.ELSEWHERE, True, MatterMention.NO, [Severity.ERROR]),
        (Ending.ELSEWHERE, False, MatterMention.YES, [Severity.ERROR]),
    ],
)
def test_where_a_jump_leads(ending: Ending, other_site: bool, named: MatterMention, expected: list[Severity]) -> None:
    """A5: a name that is only alike is for a person, on the portal as in another system."""
    problems = wrong_landing(application(ending, "系统首页", other_site, named))
    assert [problem.severity for problem in problems] == expected
    assert all(problem.rule == "A5" for problem in problems)


@pytest.mark.parametrize(
    ("named", "other_site", "text"),
    [
        (MatterMention.PERHAPS, False, "申报页面只有相近的名称，是否直接到达本事项请人工判断"),
        (MatterMention.NO, True, "跳转后的页面没有写明本事项的名称或编码，是否直接到达本事项请人工判断"),
    ],
)
def test_what_a_landing_says_of_the_matter(named: MatterMention, other_site: bool, text: str) -> None:
    (problem,) = wrong_landing(application(Ending.FORM, "系统首页", other_site, named))
    assert (problem.text, problem.seen) == (text, "系统首页")


def test_a_login_that_works() -> None:
    assert failed_login(login(seconds=30), THRESHOLDS) == ()


def test_a_login_that_is_refused() -> None:
    message = "账号或密码错误"
    assert failed_login(login(logged_in=False, message=message, attempts=3), THRESHOLDS) == (
        problem(f"个人账号登录失败（尝试3次），页面提示“{message}”", seen=message, rule="A1"),
    )


def test_a_login_that_is_refused_in_silence() -> None:
    (problem,) = failed_login(login(logged_in=False), THRESHOLDS)
    assert problem.text == "个人账号登录失败（尝试1次）"


def test_a_login_that_takes_too_long() -> None:
    (problem,) = failed_login(login(seconds=31), THRESHOLDS)
    assert problem.text == "个人账号登录用时31秒，超过30秒"


def test_a_barely_late_login_does_not_read_as_in_time() -> None:
    (problem,) = failed_login(login(seconds=30.2), THRESHOLDS)
    assert "用时30秒，超过30秒" not in problem.text


def test_a_dead_button_while_applying() -> None:
    message = "点击“下一步”后页面没有反应"
    assert application_stuck(submission(dead=True, message=message)) == (problem(message, seen=message, rule="A4"),)


def test_a_refusal_while_applying() -> None:
    assert application_stuck(submission(refused=True, message="系统异常")) == (
        problem("申报页面提示“系统异常”", seen="系统异常", rule="A4"),
    )


def test_test_data_that_the_portal_rejects_are_no_defect() -> None:
    assert application_stuck(submission(message="请填写正确的手机号")) == ()


def test_with_a_number_applying_went_well() -> None:
    assert application_stuck(submission(number="410200020221226A000001", dead=True, refused=True)) == ()
