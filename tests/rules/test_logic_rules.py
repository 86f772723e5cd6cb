"""B2: what holds for every rule of logic, and for what the page does not show or nobody can read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.consistent_guide import (
    CASES,
    CONSISTENT,
    INSTANT,
    ONLINE_ONLY_PAPER,
    SETTINGS,
    WITHOUT,
    ZERO,
    Case,
    Changes,
    E,
    W,
    judge,
    page,
    severities_of,
    with_setting,
)
from tests.support.facts import guide_page
from tests.support.matters import make_matter
from tests.support.reading import guide_contradictions
from zicha.catalogue.questions import wording
from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.model.finding import Severity
from zicha.model.rule_settings import MaxSeverity
from zicha.rules.guide_accuracy.logic import RULES

OF_FILES = {"L30", "L31", "L32"}


def test_no_rule_is_missing() -> None:
    numbered = [f"L{number:02d}" for number in range(1, 46)]
    assert sorted(SETTINGS.keys() & set(numbered)) == numbered
    assert sorted(RULES.keys() | OF_FILES) == numbered
    assert sorted({case.rule for case in CASES} | OF_FILES) == numbered


def test_a_consistent_guide_breaks_no_rule() -> None:
    assert judge({}) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_hit(case: Case) -> None:
    assert case.gravity in severities_of(case.rule, case.hit)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_near_miss(case: Case) -> None:
    assert severities_of(case.rule, case.near_miss) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_finding_names_the_rule_and_quotes_both_texts(case: Case) -> None:
    problem = next(problem for problem in judge(case.hit) if problem.rule == case.rule)
    assert problem.text.startswith(f"{case.rule} {SETTINGS[case.rule].name}：")
    assert problem.expected in problem.text
    assert problem.seen in problem.text
    assert problem.where
    assert problem.at


# ── what the page does not show ──────────────────────────────────────────────────────────────────────────────────


def test_what_the_page_does_not_show_comes_from_the_list_and_says_so() -> None:
    listed = {"是否支持物流快递": "否", "申请材料": [{"材料名称": "申请书", "收取方式": "纸质"}]}
    changes: dict[str, Any] = {**ZERO, "材料": [], "是否支持物流快递": WITHOUT, "清单": listed}
    (problem,) = [each for each in judge(changes) if each.rule == "L01"]
    assert problem.severity is E
    assert "收取方式“纸质（核准清单）”" in problem.text
    assert "核准清单“是否支持物流快递：否”" in problem.text
    assert "“到办事现场次数：0次”" in problem.text


def test_the_page_decides_where_it_differs_from_the_list() -> None:
    listed = {"申请材料": [{"材料名称": "申请书", "收取方式": "纸质或电子"}], "到办事现场次数": 2}
    assert severities_of("L01", {**ONLINE_ONLY_PAPER, "清单": listed}) == [E]


def test_a_default_of_ours_is_no_statement() -> None:
    assert severities_of("L01", {**ONLINE_ONLY_PAPER, "是否支持物流快递": WITHOUT}) == [W]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_an_element_that_nobody_tells_stops_no_rule(case: Case) -> None:
    for element in CONSISTENT.keys() | case.hit.keys() & set(Element):
        for problem in judge({**case.hit, element: WITHOUT}):
            assert f"“{element}：" not in problem.text.replace("核准清单“", ""), element


# ── what nobody can read ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("送达方式", "详见办事大厅公告"),
        ("是否收费", "视情况而定"),
        ("网上办理深度", "互联网收件、一网通办"),
        ("办理形式", "窗口办理、自助机办理"),
        ("是否网办", "是（暂未开通）"),
        ("计划取消日期", "二〇二〇年十二月三十一日"),
    ],
)
def test_what_nobody_can_read_is_asked(element: str, text: str) -> None:
    questions = [problem for problem in judge({element: text}) if problem.rule == "B2"]
    assert [problem.severity for problem in questions] == [W]
    assert f"“{element}：{text}”" in questions[0].text


def test_one_question_for_all_that_nobody_can_read() -> None:
    (question,) = [each for each in judge({"送达方式": "另行通知", "是否收费": "视情况"}) if each.rule == "B2"]
    assert "送达方式" in question.text
    assert "是否收费" in question.text


@pytest.mark.parametrize(
    ("element", "text", "listed"),
    [
        ("送达方式", "另行通知", {"审批结果": {"送达方式": ["窗口领取"]}}),  # B1 compares it, and asks
        ("到办事现场次数", "视情况", {}),  # always declared
        ("送达方式", "--", {}),
        ("计划取消日期", "长期", {}),
        ("每日可预约量", "不限", {}),
        ("服务对象", "自然人、法人", {}),
    ],
)
def test_what_is_not_asked_here(element: str, text: str, listed: dict[str, Any]) -> None:
    assert [problem for problem in judge({element: text, "清单": listed}) if problem.rule == "B2"] == []


# ── what a person is told ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rule", [*RULES, "B2"])
def test_a_question_has_words_of_its_own(rule: str) -> None:
    """Not those of whatever has none, but for what is never asked: a clear E, or only noted."""
    never_asked = {"L03", "L09", "L19", "L21", "L28", "L40", "L42", "L44"}
    assert bool(wording(rule, "guide_is_consistent").of) is (rule not in never_asked)


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("gravity", MaxSeverity)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_gravity_is_data(case: Case, gravity: MaxSeverity) -> None:
    """The gravity of CASES is that of the shipped profile, so a rule without doubt takes every one."""
    verdicts = severities_of(case.rule, case.hit, with_setting(case.rule, severity=gravity))
    assert set(verdicts) <= ({Severity(gravity.value)} if gravity is not MaxSeverity.OFF else set())
    assert bool(verdicts) is (gravity is not MaxSeverity.OFF)


@pytest.mark.parametrize(
    ("rule", "parameters", "changes", "fires"),
    [
        ("L08", {"days": 0}, {"办件类型": "即办件", "承诺办结时限": "1个工作日"}, True),
        ("L08", {"days": 5}, {"办件类型": "即办件", "承诺办结时限": "5个工作日"}, False),
        ("L03", {"one_visit_allowed": True}, {"网上办理深度": "全程网办"}, False),
        ("L03", {"one_visit_allowed": True}, {"网上办理深度": "全程网办", "到办事现场次数": "2次"}, True),
        ("L39", {"area_codes": ("0371", "0378")}, {"咨询方式": "0378-23881001"}, False),
        ("L16", {"platform_wide": True}, {"是否支持网上支付": "是"}, False),
        ("L45", {"days": 3}, {"承诺办结时限": "4个工作日", "环节": ("现场勘验 1个工作日 是",)}, False),
        ("L07", {"days": 45}, {"法定办结时限": "45日"}, False),
        ("L10", {"days": 10}, {**INSTANT, "环节": ("审查 10个工作日 是",)}, False),
        ("L10", {"days": 10}, {**INSTANT, "环节": ("审查 11个工作日 是",)}, True),
    ],
)
def test_parameters_are_data(rule: str, parameters: dict[str, Any], changes: Changes, fires: bool) -> None:
    rules = with_setting(rule, parameters=SETTINGS[rule].parameters | parameters)
    assert bool(severities_of(rule, changes, rules)) is fires


def test_a_rule_that_is_off_or_unknown_is_not_judged() -> None:
    guide, matter = page({"必须现场办理原因说明": "无"}), make_matter(行使层级="市级")
    without = {name: setting for name, setting in SETTINGS.items() if name != "L04"}
    assert [problem.rule for problem in guide_contradictions(guide, matter, [], SETTINGS)] == ["L04"]
    assert guide_contradictions(guide, matter, [], with_setting("L04", severity=MaxSeverity.OFF)) == ()
    assert guide_contradictions(guide, matter, [], without) == ()


# ── any page ─────────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = [
    *CONSISTENT.values(),
    "无",
    "--",
    "",
    "是",
    "否",
    "纸质",
    "0次",
    "3个月",
    "详见附件",
    "2026-13-45",
    "http://[",
    "１",
]
TEXTS = st.sampled_from(WORDS) | st.text(max_size=12)
SHOWN = st.builds(ShownValue, element=st.sampled_from(Element), label=TEXTS, text=TEXTS, link=TEXTS)
GROUPS = st.lists(st.builds(ShownGroup, values=st.lists(SHOWN, max_size=5).map(tuple)), max_size=3).map(tuple)


@settings(deadline=None)
@given(st.lists(SHOWN, max_size=12), GROUPS, GROUPS, GROUPS)
def test_no_page_stops_a_rule(
    values: list[ShownValue],
    materials: tuple[ShownGroup, ...],
    steps: tuple[ShownGroup, ...],
    fees: tuple[ShownGroup, ...],
) -> None:
    guide = guide_page(values).model_copy(update={"materials": materials, "steps": steps, "fees": fees})
    matter = make_matter(申请材料=[{"材料名称": "申请书"}], 办理流程=[{"环节名称": "受理", "办理时限": "1日"}])
    problems = guide_contradictions(guide, matter, [matter], SETTINGS)
    assert problems == guide_contradictions(guide, matter, [matter], SETTINGS)
    assert all(problem.rule in {*RULES, "B2"} and problem.text and problem.at == guide.at for problem in problems)


def test_the_day_is_the_day_the_page_was_seen() -> None:
    later = page({"计划取消日期": "2026-11-23"}).model_copy(update={"at": datetime(2026, 11, 24, tzinfo=UTC)})
    assert [p.rule for p in guide_contradictions(later, make_matter(), [], SETTINGS)] == ["L42"]
