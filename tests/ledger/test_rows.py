"""The rules of the ledger form: what an outcome becomes."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.findings import BOTH, STARTED, all_clean, due, finding, golden, matter
from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.ledger.rows import Row, rows, uncovered
from zicha.model.finding import Finding, Problem, Severity, Verdict
from zicha.model.matter import Identity

PERSON, LEGAL = Identity.PERSON, Identity.LEGAL_PERSON
CLOSED_WITHOUT_TICK = (Verdict.CLEAN, Verdict.RECTIFIED, Verdict.NOT_APPLICABLE)
SINGLE, DOUBLE = matter(), matter("食品经营许可（新办）", 2, audience=BOTH)


def row_of(*findings: Finding) -> Row:
    (row,) = rows([SINGLE, DOUBLE], findings)
    return row


def replaced(findings: tuple[Finding, ...], *by: Finding) -> tuple[Finding, ...]:
    """The findings with those of the same check and identity exchanged."""
    exchanged = {(new.check, new.identity) for new in by}
    return (*(old for old in findings if (old.check, old.identity) not in exchanged), *by)


@st.composite
def any_findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    """Any subset of what should be checked, with any verdicts and texts; never nothing at all."""
    of = draw(st.sampled_from([SINGLE, DOUBLE]))
    chosen = draw(st.lists(st.sampled_from(due(of)), min_size=1, unique_by=lambda pair: (pair[0].name, pair[1])))
    return tuple(
        finding(
            of,
            check.name,
            draw(st.sampled_from(Verdict)),
            draw(st.lists(st.sampled_from(["", "无问题", "甲", "乙", " \u200b"]), max_size=3)),
            identity,
            blocked_by=draw(st.sampled_from(["", "A1", "A4", "Z9"])),
            escalated=draw(st.booleans()),
            reason=draw(st.sampled_from(["", "原因"])),
        )
        for check, identity in chosen
    )


@given(any_findings())
def test_no_problem_is_said_only_of_a_row_that_is_closed_and_without_a_tick(findings: tuple[Finding, ...]) -> None:
    row = row_of(*findings)
    of = row.matter
    verdicts = {(one.check, one.identity): one.verdict for one in findings}
    wholly_closed = all(verdicts.get((check.name, who)) in CLOSED_WITHOUT_TICK for check, who in due(of))
    assert (row.remark == "无问题") == row.is_clean == wholly_closed


@given(any_findings())
def test_a_tick_always_has_its_detail(findings: tuple[Finding, ...]) -> None:
    row = row_of(*findings)
    ticked = {one.box for one in findings if one.verdict.is_ticked}
    assert set(row.boxes) == ticked
    if ticked:
        assert row.remark
        assert row.remark != "无问题"
    else:
        assert row.remark in ("", "无问题")


@given(any_findings())
def test_whatever_is_open_is_told_and_keeps_the_row_open(findings: tuple[Finding, ...]) -> None:
    row = row_of(*findings)
    must_be_open = {(check.name, who) for check, who in due(row.matter)} - {
        (one.check, one.identity) for one in findings
    }
    must_be_open |= {(one.check, one.identity) for one in findings if one.verdict.is_open}
    shown_open = {(outcome.check, outcome.identity) for outcome in row.outcomes if outcome.open}
    assert must_be_open <= shown_open
    assert row.is_complete == (not shown_open)
    assert len(row.open) == len(shown_open)


@given(any_findings(), st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(findings: tuple[Finding, ...], random: Random) -> None:
    shuffled = list(findings)
    random.shuffle(shuffled)
    assert row_of(*shuffled) == row_of(*findings)


def test_the_row_of_the_notices_sample() -> None:
    row = row_of(*golden(SINGLE))
    assert row.matter.name == "关闭煤矿和报废矿井许可"
    assert row.matter.department.name == "工业和信息化局"
    assert row.matter.system == "省政务服务系统"
    assert row.number == "无"
    assert row.boxes == ("A4",)
    assert row.states == ()
    assert row.remark == (
        "申报页面提示“尊敬的用户，您申请的事项《关闭煤矿和报废矿井许可》配置异常，请联系河南政务服务网反馈问题”"
    )
    assert row.is_complete


def test_a_blocked_check_is_open_when_the_box_in_its_way_is_not_ticked() -> None:
    cleared = finding(SINGLE, "application_can_proceed", identity=LEGAL)
    row = row_of(*replaced(golden(SINGLE), cleared))
    assert not row.is_complete
    assert row.remark == ""
    assert [why for why in row.open if "申报表单" in why] == [
        "申报表单不复杂、不难懂：受阻于““在线办理”页面能打开但无法进行申报”，但该问题未被查实"
    ]


def test_a_check_blocked_for_one_identity_is_not_excused_by_the_other_identitys_tick() -> None:
    for_person = finding(DOUBLE, "application_can_proceed", Verdict.PROBLEM, ["甲"], PERSON)
    blocked_for_legal = finding(DOUBLE, "form_is_simple", Verdict.BLOCKED, (), LEGAL, blocked_by="A4")
    row = row_of(*replaced(all_clean(DOUBLE), for_person, blocked_for_legal))
    assert len(row.open) == 1
    assert row.open[0].startswith("申报表单不复杂、不难懂（法人）：受阻于")


@pytest.mark.parametrize(("affected", "complete"), [((PERSON,), False), ((PERSON, LEGAL), True)])
def test_a_check_without_identity_is_blocked_only_when_every_identity_is(
    affected: tuple[Identity, ...], complete: bool
) -> None:
    ticks = [finding(DOUBLE, "application_can_proceed", Verdict.PROBLEM, ["甲"], who) for who in affected]
    blocked = finding(DOUBLE, "service_scope_agrees", Verdict.BLOCKED, blocked_by="A4")
    assert row_of(*replaced(all_clean(DOUBLE), blocked, *ticks)).is_complete is complete


def test_a_check_blocked_for_one_identity_is_excused_by_a_tick_for_that_one() -> None:
    for_person = finding(DOUBLE, "application_can_proceed", Verdict.PROBLEM, ["甲"], PERSON)
    blocked_for_person = finding(DOUBLE, "form_is_simple", Verdict.BLOCKED, (), PERSON, blocked_by="A4")
    assert row_of(*replaced(all_clean(DOUBLE), for_person, blocked_for_person)).open == ()


@pytest.mark.parametrize(
    ("verdict", "blocked_by", "reason", "open_"),
    [
        (Verdict.UNCHECKED, "", "门户正在维护", "未能核查，门户正在维护"),
        (Verdict.UNCHECKED, "", "", "未能核查"),
        (Verdict.NOT_DUE, "", "明天才能\n判断", "未到期，明天才能 判断"),
        (Verdict.BLOCKED, "A4", "", "受阻于““在线办理”页面能打开但无法进行申报”，但该问题未被查实"),
        (
            Verdict.BLOCKED,
            "A4",
            "页面提示“系统异常”",
            "受阻于““在线办理”页面能打开但无法进行申报”，但该问题未被查实，页面提示“系统异常”",
        ),
        (Verdict.BLOCKED, "Z9", "", "受阻于“未注明的问题”，但该问题未被查实"),
        (Verdict.CLEAN, "", "经人工核查没有问题", ""),
        (Verdict.NOT_APPLICABLE, "", "没有办件", ""),
    ],
)
def test_why_a_row_is_open(verdict: Verdict, blocked_by: str, reason: str, open_: str) -> None:
    left = finding(SINGLE, "form_is_simple", verdict, (), LEGAL, blocked_by=blocked_by, reason=reason)
    row = row_of(*replaced(all_clean(SINGLE), left))
    assert row.open == ((f"申报表单不复杂、不难懂：{open_}",) if open_ else ())
    assert row.open_by_reason == ({open_: ("申报表单不复杂、不难懂",)} if open_ else {})


def test_what_was_not_run_is_open_under_one_reason() -> None:
    checks = [check for check in catalogue() if check.name in ("form_is_simple", "time_limits_are_accurate")]
    (row,) = rows([DOUBLE], [finding(DOUBLE, "time_limits_are_accurate")], checks)
    assert row.open_by_reason == {"未运行": ("申报表单不复杂、不难懂（个人）", "申报表单不复杂、不难懂（法人）")}
    assert [outcome.word for outcome in row.outcomes] == ["未发现问题", "未运行", "未运行"]


def test_the_states_of_handling() -> None:
    known = finding(SINGLE, "form_is_simple", Verdict.KNOWN_PROBLEM, ["甲"], LEGAL)
    escalated = known.model_copy(update={"escalated": True})
    rectified = finding(SINGLE, "login_succeeds", Verdict.RECTIFIED, (), LEGAL)
    clean = all_clean(SINGLE)
    assert row_of(*replaced(clean, known)).states == ("H2",)
    assert row_of(*replaced(clean, escalated, rectified)).states == ("H1", "H2", "H3")
    only_rectified = row_of(*replaced(clean, rectified))
    assert (only_rectified.states, only_rectified.boxes, only_rectified.remark) == (("H1",), (), "无问题")


def test_a_declared_problem_is_not_gone_while_another_check_of_its_box_is_blocked() -> None:
    gone = finding(SINGLE, "time_limits_are_accurate", Verdict.RECTIFIED)
    blocked = finding(SINGLE, "materials_are_accurate", Verdict.BLOCKED, blocked_by="A4")
    stuck = finding(SINGLE, "application_can_proceed", Verdict.PROBLEM, ["甲"], LEGAL)
    clean = all_clean(SINGLE)
    assert row_of(*replaced(clean, gone, stuck)).states == ("H1",)
    assert row_of(*replaced(clean, gone, stuck, blocked)).states == ()


@pytest.mark.parametrize("around", [verdict for verdict in Verdict if verdict is not Verdict.RECTIFIED])
def test_a_declared_problem_is_gone_only_where_all_checks_of_its_box_agree(around: Verdict) -> None:
    gone = finding(SINGLE, "time_limits_are_accurate", Verdict.RECTIFIED, reason="已提交修改")
    other = finding(SINGLE, "materials_are_accurate", around, blocked_by="A4")
    stuck = finding(SINGLE, "application_can_proceed", Verdict.PROBLEM, ["甲"], LEGAL)
    row = row_of(*replaced(all_clean(SINGLE), gone, stuck, other))
    (outcome,) = (each for each in row.outcomes if each.check == gone.check)
    agrees = around in CLOSED_WITHOUT_TICK
    assert ("H1" in row.states) is agrees
    assert outcome.finding == (gone if agrees else gone.model_copy(update={"verdict": Verdict.CLEAN, "reason": ""}))
    assert outcome.open == ""


@pytest.mark.parametrize(
    ("declared_for", "problem_of", "agree"),
    [(None, None, False), (None, LEGAL, False), (LEGAL, None, False), (LEGAL, LEGAL, False), (LEGAL, PERSON, True)],
)
def test_what_is_found_for_one_identity_says_nothing_of_the_other(
    declared_for: Identity | None, problem_of: Identity | None, agree: bool
) -> None:
    declared = finding(DOUBLE, "our_own_check", Verdict.RECTIFIED, (), declared_for, box="D1")
    problem = finding(DOUBLE, "another_check", Verdict.PROBLEM, ["甲"], problem_of, box="D1")
    assert row_of(*all_clean(DOUBLE), declared, problem).states == (("H1",) if agree else ())


def test_the_remark_says_whose_problem_it_is_only_where_the_identities_differ() -> None:
    def problem(text: str, identity: Identity) -> Finding:
        return finding(DOUBLE, "form_is_simple", Verdict.PROBLEM, [text], identity)

    clean = all_clean(DOUBLE)
    limits = finding(DOUBLE, "time_limits_are_accurate", Verdict.PROBLEM, ["丙", "丙"])
    assert row_of(*replaced(clean, problem("甲", PERSON), problem("甲", LEGAL))).remark == "甲"
    assert row_of(*replaced(clean, problem("甲", PERSON), problem("乙", LEGAL))).remark == "个人：甲；法人：乙"
    assert row_of(*replaced(clean, problem("甲", PERSON), limits)).remark == "丙；个人：甲"
    single = finding(SINGLE, "form_is_simple", Verdict.PROBLEM, ["甲"], LEGAL)
    assert row_of(*replaced(all_clean(SINGLE), single)).remark == "甲"


def test_a_doubt_is_not_in_the_remark_and_a_silent_tick_says_its_box() -> None:
    doubtful = finding(SINGLE, "guide_evaluation_opens", Verdict.PROBLEM).model_copy(
        update={"problems": (Problem(text="存疑", severity=Severity.WARNING),)}
    )
    assert row_of(*replaced(all_clean(SINGLE), doubtful)).remark == ledger_form().box("F1").wording


@pytest.mark.parametrize(
    ("texts", "verdict", "reason", "remark"),
    [
        (["", "甲"], Verdict.PROBLEM, "", "甲"),
        (["甲", "无问题", "乙"], Verdict.PROBLEM, "", "甲；乙"),
        (["甲"], Verdict.PROBLEM, "至今没有整改", "甲；至今没有整改"),
        ([], Verdict.PROBLEM, "至今没有整改", "办事指南评价页面无法弹出“好差评”评价页面；至今没有整改"),
        (["甲"], Verdict.KNOWN_PROBLEM, "已提交修改", "甲"),
    ],
)
def test_the_words_of_a_tick(texts: list[str], verdict: Verdict, reason: str, remark: str) -> None:
    ticked = finding(SINGLE, "guide_evaluation_opens", verdict, texts, reason=reason)
    assert row_of(*replaced(all_clean(SINGLE), ticked)).remark == remark


def test_case_numbers_are_real_and_each_printed_once() -> None:
    case = {
        "办件编号": "410821020210525A000002",
        "申请人身份": "法人",
        "申请人同意": {"方式": "书面", "时间": "2026-11-01", "经办人": "李四"},
    }
    followed = matter("取水许可审批", 3, 办件=[case])
    shown = [
        finding(followed, "progress_can_be_found", identity=LEGAL, case_number="410821020210525A000003"),
        finding(followed, "service_scope_agrees", case_number="410821020210525A000002"),
        finding(followed, "time_limits_are_accurate"),
        finding(followed, "form_is_simple", identity=LEGAL, case_number="无"),
    ]
    (row,) = rows([followed], shown)
    assert row.number == "410821020210525A000002、410821020210525A000003"


def test_a_case_number_of_a_page_is_bounded() -> None:
    def number_of(shown: str) -> str:
        return row_of(finding(SINGLE, "progress_can_be_found", identity=LEGAL, case_number=shown)).number

    assert number_of("9" * 50) == "9" * 50
    assert number_of("9" * 51) == "9" * 49 + "…"


def test_a_matter_without_a_finding_has_no_row() -> None:
    findings = all_clean(SINGLE)
    assert [row.matter for row in rows([SINGLE, DOUBLE], findings)] == [SINGLE]
    assert uncovered([SINGLE, DOUBLE], findings) == (DOUBLE,)


def test_of_two_findings_of_a_check_the_later_stands_and_at_one_moment_the_tick() -> None:
    first = finding(SINGLE, "form_is_simple", Verdict.PROBLEM, ["甲"], LEGAL)
    second = finding(SINGLE, "form_is_simple", identity=LEGAL)
    assert row_of(first, second).boxes == ("D1",)
    later = second.model_copy(update={"judged_at": STARTED + timedelta(minutes=1)})
    assert row_of(later, first).boxes == ()


@pytest.mark.parametrize("unsettled", [Verdict.NEEDS_PERSON, Verdict.BLOCKED, Verdict.UNCHECKED])
def test_of_two_findings_at_one_moment_the_unsettled_stands_before_the_clean(unsettled: Verdict) -> None:
    open_, clean = (finding(SINGLE, "form_is_simple", each, (), LEGAL) for each in (unsettled, Verdict.CLEAN))
    for both in ((open_, clean), (clean, open_)):
        (outcome,) = (each for each in row_of(*both).outcomes if each.finding is not None)
        assert outcome.finding == open_


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-11-23T09:00:00+08:00", "2026-11-23T01:30:00Z"),
        ("2026-11-23T09:30:00", "2026-11-23T09:45:00+08:00"),
        ("2026-11-23T09:00:00+08:00", "2026-11-23T09:30:00"),
    ],
)
def test_the_later_is_later_by_the_clock_of_beijing(earlier: str, later: str) -> None:
    first = finding(SINGLE, "form_is_simple", Verdict.PROBLEM, ["甲"], LEGAL, judged_at=earlier)
    second = finding(SINGLE, "form_is_simple", identity=LEGAL, judged_at=later)
    assert row_of(second, first).boxes == ()


def test_a_finding_that_fits_nowhere_is_refused_rather_than_lost() -> None:
    with pytest.raises(ValueError, match="Z9"):
        rows([SINGLE], [finding(SINGLE, "login_succeeds", box="Z9")])
    with pytest.raises(ValueError, match=DOUBLE.code):
        rows([SINGLE], all_clean(DOUBLE))


def test_what_a_page_says_stays_on_one_line_and_is_bounded() -> None:
    hostile = "第一行\n第二行\u202e\x07" + "长" * 5000
    row = row_of(finding(SINGLE, "form_is_simple", Verdict.PROBLEM, [hostile], LEGAL))
    assert row.remark.startswith("第一行 第二行 长")
    assert len(row.remark) == 500
    assert row.remark.endswith("长…")


def test_a_check_that_the_catalogue_does_not_hold_counts_too() -> None:
    extra = finding(SINGLE, "our_own_check", Verdict.PROBLEM, ["自定义"], box="G1")
    row = row_of(*all_clean(SINGLE), extra)
    assert (row.boxes, row.remark) == (("G1",), "自定义")


def test_findings_beyond_the_catalogue_stand_behind_it_in_an_order_of_their_own() -> None:
    later = STARTED + timedelta(minutes=1)
    beyond = (
        finding(SINGLE, "b_check", identity=LEGAL),
        finding(SINGLE, "b_check", identity=PERSON, judged_at=later),
        finding(SINGLE, "b_check", judged_at=later),
        finding(SINGLE, "a_check", Verdict.PROBLEM, ["甲"], LEGAL, box="A4", judged_at=later + timedelta(minutes=1)),
        finding(SINGLE, "form_is_simple", identity=PERSON),
    )
    row = row_of(*all_clean(SINGLE), *beyond)
    rest = row.outcomes[len(due(SINGLE)) :]
    assert [(each.check, each.identity) for each in rest] == [
        ("a_check", LEGAL),
        ("b_check", None),
        ("b_check", PERSON),
        ("b_check", LEGAL),
        ("form_is_simple", PERSON),
    ]
    assert [(each.title, each.point) for each in rest[:2]] == [("a_check", "application_ease"), ("b_check", "")]
    assert rest[-1].title == "申报表单不复杂、不难懂"
    assert row.boxes == ("A4",)


def test_an_outcome_stands_at_the_box_of_its_finding() -> None:
    earlier = finding(SINGLE, "form_is_simple", Verdict.PROBLEM, ["甲"], LEGAL, box="C1")
    row = row_of(*replaced(all_clean(SINGLE), earlier))
    assert row.boxes == ("C1",)
    assert [each.point for each in row.outcomes if each.check == "form_is_simple"] == ["process_convenience"]


def test_only_the_checks_that_are_given_are_due() -> None:
    check, identity = due(SINGLE)[0]
    (row,) = rows([SINGLE], [finding(SINGLE, check.name, identity=identity)], [check])
    assert row.is_clean
    assert [outcome.check for outcome in row.outcomes] == [check.name]


def test_findings_of_matters_that_are_not_in_the_inventory_are_all_named() -> None:
    with pytest.raises(ValueError, match=f"其自查结果无处可填：{SINGLE.code}、{DOUBLE.code}$"):
        rows([], [finding(DOUBLE, "form_is_simple"), finding(SINGLE, "form_is_simple")])
