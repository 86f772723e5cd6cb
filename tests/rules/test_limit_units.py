"""Limits in several parts, parts of a day, years and other units: what is the same, longer, or asked."""

import pytest

from tests.rules.test_limit_wording import LEGAL, NONE, TEN, judged
from tests.support.facts import guide_page, shown
from tests.support.matters import make_matter
from tests.support.problems import E, W, question
from tests.support.reading import time_limit_differences
from zicha.model.finding import Severity
from zicha.model.matter import MatterType
from zicha.model.time_limit import TimeLimit
from zicha.rules.limit_comparison import calendar_days, is_longer_limit, is_same_limit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20个工作日，特殊情况30个工作日", [W]),
        ("20个工作日，其他情形的30个工作日", [W]),
        ("简单事项5个工作日，复杂事项20个工作日", [W]),
        ("25个工作日，特殊的30个工作日", [E]),
        ("25个工作日，30个工作日", [E]),
        ("20个工作日，10个工作日", [W]),
        ("20个工作日、20工作日", NONE),
        ("20个工作日/即办", [W]),
        ("20个工作日（其中公示5个工作日）", [W]),
        ("20个工作日（其中初审5个工作日，另加复审15个工作日）", [W]),
        ("20个工作日，初审5个工作日，复审15个工作日", [W]),
        ("其中初审5个工作日，复审15个工作日", [W]),
        ("20个工作日（其中初审不少于5个工作日）", [W]),
        ("20个工作日（其中初审5个工作日），特殊情况30个工作日", [W]),
        ("25个工作日，疫情期间30个工作日", [W]),
        ("法定20个工作日，承诺10个工作日", NONE),
        ("法定时限：20个工作日；承诺时限：10个工作日", NONE),
        ("法定时限：10个工作日；承诺时限：20个工作日", [E]),
        ("法定时限：20个工作日；承诺时限：不少于10个工作日", [W]),
    ],
)
def test_more_than_one_limit_in_a_value(text: str, expected: list[Severity]) -> None:
    assert judged(text) == expected


# ── parts of a day, years, 0 ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("approved", "text", "label", "expected"),
    [
        *(
            ("0.5个工作日", text, "时限", NONE)
            for text in (
                "0.5个工作日",
                "0.5工作日",
                "０．５个工作日",
                "半个工作日",
                "零点五个工作日",
                "半天",
                "半日",
                "不超过半天",
            )
        ),
        ("0.5个工作日", "1个工作日", "时限", [E]),
        ("0.5个工作日", "5个工作日", "时限", [E]),
        ("0.5个工作日", "0.50个工作日", "时限", NONE),
        ("0.5个工作日", "0.5", "时限（工作日）", NONE),
        ("0.5个工作日", "0.5", "时限（单位：天）", NONE),
        ("0.5个工作日", "0.5", "时限", [W]),
        ("0.5个工作日", "4小时", "时限", [W]),
        ("0.5个工作日", "5小时", "时限", [E]),
        ("0.5个工作日", "0.5个自然日", "时限", [E]),
        ("1.5个工作日", "一天半", "时限", NONE),
        ("1个工作日", "8小时", "时限", [W]),
        ("30分钟", "半小时", "时限", NONE),
        ("30分钟", "0.5个小时", "时限", NONE),
        ("30分钟", "30", "时限（分钟）", NONE),
        ("30分钟", "30小时", "时限", [E]),
        ("1年", "12个月", "时限", NONE),
        ("半年", "6个自然月", "时限", NONE),
        ("6个月", "自受理之日起半年内办结", "时限", NONE),
        ("1年", "365日", "时限", [W]),
        ("1年", "11个月", "时限", [E]),
        ("半个月", "15日", "时限", [W]),
        ("3个月", "3个自然月", "时限", NONE),
        ("3个月", "3", "时限（月）", NONE),
        ("1-3个工作日", "1-3", "时限（工作日）", NONE),
        ("10个工作日", "十", "时限（工作日）", NONE),
        ("即办", "0", "时限", NONE),
        ("即办", "0", "时限（工作日）", NONE),
        ("即办", "０", "时限", NONE),
        ("即办", "零", "时限", NONE),
        ("即办", "〇", "时限", NONE),
        ("即办", "0个工作日", "时限", NONE),
        ("即办", "00", "时限", [W]),
        ("即办", "即办件", "时限", NONE),
        ("20个工作日", "即办件", "时限", [E]),
        ("20个工作日", "0", "时限", [E]),
        ("20个工作日", "0", "时限（工作日）", [E]),
    ],
)
def test_parts_of_a_day_years_and_zero(approved: str, text: str, label: str, expected: list[Severity]) -> None:
    assert judged(text, approved, label) == expected


@pytest.mark.parametrize("words", ["当日办结", "当天办结", "当场办结", "即时办结", "立等可取", "受理后当日办结"])
@pytest.mark.parametrize(
    ("period", "expected"),
    [
        *((period, [W]) for period in ("1个工作日", "0.5个工作日", "半天", "1日", "24小时", "30分钟")),
        *((period, [E]) for period in ("2个工作日", "20个工作日", "25小时", "无")),
        *((period, NONE) for period in ("即办", "0个工作日", "当日办结")),
    ],
)
def test_done_on_the_day(words: str, period: str, expected: list[Severity]) -> None:
    assert judged(words, period) == expected
    if words != "受理后当日办结" and period != "无":
        assert judged(period, words) == expected


def test_done_on_the_day_is_asked_as_it_stands() -> None:
    page = guide_page([shown(LEGAL, "当日办结"), TEN])
    assert time_limit_differences(page, make_matter(法定办结时限="1个工作日").guide) == (
        question("法定办结时限：核准清单为“1个工作日”，办事指南显示“当日办结”"),
    )


@pytest.mark.parametrize(
    ("one", "other", "same", "longer"),
    [
        ("30分钟", "0.5小时", True, False),
        ("31分钟", "0.5小时", False, True),
        ("60分钟", "1小时", True, False),
        ("1440分钟", "1个自然日", None, None),
        ("1年", "12个月", True, False),
        ("1.5年", "18个月", True, False),
        ("13个月", "1年", False, True),
        ("1-2年", "12-24个月", True, False),
        ("1-2年", "24个月", False, False),
        ("1年", "360个自然日", None, True),
        ("1年", "365个自然日", None, None),
        ("2年", "730个自然日", None, None),
        ("18个月", "548个自然日", False, None),
        ("7小时", "1个工作日", None, None),
        ("8小时", "1个工作日", None, None),
        ("420分钟", "1个工作日", None, None),
        ("419分钟", "1个工作日", False, None),
        ("481分钟", "1个工作日", False, None),
        ("480分钟", "1个自然日", False, None),
        ("3.5小时", "半个工作日", None, None),
        ("16小时", "2日", None, None),
        ("0.5个工作日", "1个工作日", False, False),
        ("1.5个工作日", "1个工作日", False, True),
        ("即办", "30分钟", False, False),
    ],
)
def test_limits_of_other_units(one: str, other: str, same: bool | None, longer: bool | None) -> None:
    a, b = TimeLimit.parse(one), TimeLimit.parse(other)
    assert is_same_limit(a, b, MatterType.LICENCE) is same
    assert is_same_limit(b, a, MatterType.LICENCE) is same
    assert is_longer_limit(a, b, MatterType.LICENCE) is longer


@pytest.mark.parametrize(
    ("limit", "fewest", "most"),
    [
        ("0.5个工作日", 0.5, 2.5),
        ("90分钟", 1.5 / 24, 1.5 / 8 * 7 / 5),
        ("半个月", 14, 15.5),
        ("半年", 182.5, 183),
        ("2年", 730, 732),
    ],
)
def test_how_many_days_parts_and_years_may_take(limit: str, fewest: float, most: float) -> None:
    assert calendar_days(TimeLimit.parse(limit)) == (fewest, most)
