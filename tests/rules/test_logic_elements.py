"""The remaining elements against each other: each exception of L34, L38, L39, L42, L43, and each way to hit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.consistent_guide import SETTINGS, WITHOUT, Changes, E, W, page, severities_of
from tests.support.facts import RULES, guide_page, shown
from tests.support.matters import make_matter
from tests.support.reading import element_differences, guide_contradictions
from zicha.judging.severities import apply_rule_settings
from zicha.model.facts.guide import Element
from zicha.model.finding import Severity

NONE: list[Severity] = []


@pytest.mark.parametrize(
    ("name", "kind", "sample", "expected"),
    [
        ("取水许可证", "审批办结", WITHOUT, [W]),
        ("营业执照", "审批办结", WITHOUT, [W]),
        ("资质证书（甲级）", "审批办结", WITHOUT, [W]),
        ("取水许可证", "出证办结", WITHOUT, NONE),
        ("备案证明", "审批办结", WITHOUT, NONE),
        ("登记凭证", "审批办结", WITHOUT, NONE),
        ("取水许可批复", "出证办结", WITHOUT, [W]),
        ("取水许可批复", "审批办结", WITHOUT, NONE),
        ("取水许可证", "出证办结", "无", [W]),
        ("取水许可证", "出证办结", "否", [W]),
        ("取水许可证", "出证办结", "查看样本", NONE),
        ("取水许可证", "无特定审批结果", "无", NONE),
        ("无", "无特定审批结果", "无", NONE),
        ("无", "审批办结", "无", NONE),
    ],
)
def test_l34_a_result_and_its_kind(name: str, kind: str, sample: str | None, expected: list[Severity]) -> None:
    assert severities_of("L34", {"结果名称": name, "结果类型": kind, "结果样本": sample}) == expected


@pytest.mark.parametrize(
    ("audience", "person", "legal", "expected"),
    [
        ("企业法人", "无", "准营准办", NONE),
        ("企业法人", "无", "无", [W]),
        ("企业法人", "就业创业", "准营准办", [W]),
        ("自然人", "就业创业", "无", NONE),
        ("自然人", "无", "无", [W]),
        ("自然人", "就业创业", "准营准办", [W]),
        ("自然人、企业法人", "就业创业", "准营准办", NONE),
        ("自然人、法人", "就业创业", "无", [W]),
        ("法人", "无", "无", [W]),
        ("事业法人", WITHOUT, WITHOUT, NONE),
    ],
)
def test_l38_topics_for_whom(audience: str, person: str | None, legal: str | None, expected: list[Severity]) -> None:
    changes = {"服务对象": audience, "面向自然人事项主题分类": person, "面向法人事项主题分类": legal}
    assert severities_of("L38", changes) == expected
    for words in ("允许个人代办", "允许代办", "可以代办"):
        assert severities_of("L38", {**changes, "受理条件": words}) == NONE
    assert severities_of("L38", {**changes, "受理条件": "不可以代办"}) == expected


@pytest.mark.parametrize(
    ("consultation", "supervision", "expected"),
    [
        ("0371-23881001", "0371-23881002", NONE),
        ("0371-23881001", "0371-23881001", [E]),
        ("0371-23881001", "23881001", [E]),
        ("23881001", "0371-23881001", [E]),
        ("0371-23881001", "（0371）2388 1001", [E]),
        ("咨询电话：0371-23881001", "投诉电话：0371-23881001", [E]),
        ("0371-23881001、0371-23881003", "0371-23881003", [E]),
        ("0371-23881001 0371-23881003", "0371-23881004", NONE),
        ("0371-23881001，12345", "0371-23881001", [E]),
        ("13800000000", "13800000000", [E]),
        ("400-123-4567", "4001234567", [E]),
        ("现场咨询", "现场咨询", [E]),
        ("现场咨询", "现场投诉", NONE),
        ("0371-23881001", "0371-23881001，0371-23881002", NONE),
        ("0371-23881001", "0371-23881001，12345", NONE),
        ("0371-23881001转1", "0371-23881001转2", [W]),
        ("12345", "12345", NONE),
        ("12329", "12329", NONE),
        ("--", "0371-23881002", [E]),
        ("0371-23881001", "", [E]),
        ("0378-23881001", "0371-23881002", [W]),
        ("0371-23881001", "（0378）23881002", [W]),
        (WITHOUT, "0371-23881002", NONE),
        (WITHOUT, "--", [E]),
        ("0371-23881001转2388", "0371-23881001", [W]),
        ("0371-23881001 13800000000", "1380000 0000、13800000000", [E]),
    ],
)
def test_l39_telephones(consultation: str | None, supervision: str, expected: list[Severity]) -> None:
    assert severities_of("L39", {"咨询方式": consultation, "监督投诉方式": supervision}) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"计划取消日期": "2026-11-22"}, [E]),
        ({"计划取消日期": "20261122"}, [E]),
        ({"计划取消日期": "2026年11月23日"}, NONE),
        ({"计划取消日期": "--"}, NONE),
        ({"计划生效日期": "2026-11-24"}, [E]),
        ({"计划生效日期": "20261123"}, NONE),
        ({"计划生效日期": "暂无"}, NONE),
    ],
)
def test_l42_in_force_today(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L42", changes) == expected


# ── the same item in city and county ─────────────────────────────────────────────────────────────────────────────

CITY = {
    "设定依据": ["《中华人民共和国水法》第七条"],
    "受理条件": ["有固定的经营场所"],
    "审批结果": {"结果名称": "取水许可证"},
}


def compared(city: dict[str, Any], county: dict[str, Any], region: str = "410225") -> list[Severity]:
    siblings = [make_matter(region_code=region, **county)]
    problems = apply_rule_settings(guide_contradictions(page({}), make_matter(**city), siblings, SETTINGS), SETTINGS)
    return [problem.severity for problem in problems if problem.rule == "L43"]


@pytest.mark.parametrize(
    ("county", "expected"),
    [
        ({}, NONE),
        ({"法定办结时限": "15个工作日"}, [W]),
        ({"设定依据": ["《中华人民共和国水法》第四十八条"]}, [W]),
        ({"受理条件": ["有固定的场所"]}, [W]),
        ({"审批结果": {"结果名称": "取水许可批复"}}, [W]),
        ({"承诺办结时限": "3个工作日", "办理地点": "县政务大厅"}, NONE),
    ],
)
def test_l43_two_levels_of_one_item(county: dict[str, Any], expected: list[Severity]) -> None:
    assert compared(CITY, CITY | county) == expected
    levels = ({"行使层级": "市级"}, {"行使层级": "县级"})
    assert compared(CITY | levels[0], CITY | county | levels[1]) == expected
    # the same level, and one that the law divides
    assert compared(CITY | levels[0], CITY | county | levels[0]) == NONE
    assert compared(CITY, CITY | county, region="410200") == NONE
    assert compared(CITY | {"行使层级": "分级管理"}, CITY | county) == NONE
    assert compared(CITY, CITY | county | {"行使层级": "分级管理"}) == NONE


@pytest.mark.parametrize(
    ("city", "county", "expected"),
    [([], [], NONE), ([], CITY["设定依据"], [W]), (CITY["设定依据"], [], [W])],
)
def test_l43_a_basis_that_only_one_of_them_has(city: list[str], county: list[str], expected: list[Severity]) -> None:
    assert compared({"设定依据": city}, {"设定依据": county}) == expected


@pytest.mark.parametrize(
    ("city", "county", "kind", "expected"),
    [
        ("半年", "6个月", "行政许可", NONE),
        ("0.5个工作日", "半个工作日", "行政许可", NONE),
        ("即办", "当日办结", "行政许可", NONE),
        ("1个工作日", "当日办结", "行政许可", [W]),
        ("20日", "20个工作日", "行政许可", NONE),
        ("20日", "20个工作日", "公共服务", [W]),
        ("0.5个工作日", "1个工作日", "行政许可", [W]),
        ("无", "无", "行政许可", NONE),
    ],
)
def test_l43_limits_in_other_words(city: str, county: str, kind: str, expected: list[Severity]) -> None:
    both = {"事项类型": kind}
    assert compared({"法定办结时限": city} | both, {"法定办结时限": county} | both) == expected


def test_l43_every_sibling_at_another_level_is_compared() -> None:
    siblings = [make_matter(region_code=code, 法定办结时限="15个工作日") for code in ("410200", "410225", "410221")]
    problems = guide_contradictions(page({}), make_matter(), siblings, SETTINGS)
    assert [problem.rule for problem in problems] == ["L43", "L43"]


@pytest.mark.parametrize("declared", CITY)
def test_l43_what_only_one_of_them_declares_is_not_compared(declared: str) -> None:
    assert compared({declared: CITY[declared]}, {}) == NONE
    assert compared({}, {declared: CITY[declared]}) == NONE


def test_l39_every_telephone_of_a_desk_counts() -> None:
    """A desk is often given by its window and, under the same label, by its telephone."""
    values = [
        shown(Element.CONSULTATION, "市民之家二楼6号窗口"),
        shown(Element.CONSULTATION, "0371-23881001"),
        shown(Element.SUPERVISION, "--"),
        shown(Element.SUPERVISION, "0371-23881001"),
    ]
    problems = [
        each for each in guide_contradictions(guide_page(values), make_matter(), (), RULES) if each.rule == "L39"
    ]
    assert [(each.expected, each.seen) for each in problems] == [
        ("“咨询方式：市民之家二楼6号窗口；0371-23881001”", "“监督投诉方式：0371-23881001”")
    ]


@pytest.mark.parametrize(
    ("text", "is_there"), [("无", False), ("--", False), ("否", False), ("不提供", False), ("有", True), ("查看", True)]
)
def test_a_sample_is_there_for_both_rules_or_for_none(text: str, is_there: bool) -> None:
    page = guide_page([shown(Element.RESULT_NAME, "取水许可证"), shown(Element.RESULT_SAMPLE, text)])
    matter = make_matter(审批结果={"结果名称": "取水许可证", "结果样本": "是"})
    assert any(each.rule == "L34" for each in guide_contradictions(page, matter, (), RULES)) is not is_there
    differs = [each for each in element_differences(page, matter) if each.text.startswith("结果样本：")]
    assert bool(differs) is not is_there
