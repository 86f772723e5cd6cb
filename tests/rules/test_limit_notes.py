"""What the note of a limit says beside it: a bound, the period of something else, 当日办结."""

import pytest

from tests.rules.test_limit_wording import LEGAL, NONE, PROMISED, TEN
from tests.support.facts import guide_page, shown
from tests.support.matters import make_matter
from tests.support.problems import E, W
from tests.support.reading import time_limit_differences
from zicha.model.facts.guide import Element
from zicha.model.finding import Severity


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("自受理之日起30个工作日内办结", [E]),
        ("自受理之日起不超过30个工作日内办结", [E]),
        *(
            (note, [W])
            for note in (
                "受理后至少30个工作日办结",
                "受理后不少于30个工作日办结",
                "受理后不低于30个工作日办结",
                "办结时限约30个工作日",
                "受理后超过30个工作日办结",
                "受理后30个工作日以上办结",
                "受理后30个工作日左右办结",
            )
        ),
        ("7×24小时受理申请", NONE),
        ("每年受理1,000个工作日", NONE),
    ],
)
def test_a_bound_in_a_note_is_no_certain_contradiction(note: str, expected: list[Severity]) -> None:
    page = guide_page([shown(LEGAL, "20个工作日"), TEN, shown(Element.LEGAL_LIMIT_NOTE, note)])
    assert [each.severity for each in time_limit_differences(page, make_matter().guide)] == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("咨询的，5个工作日内回复", NONE),
        ("投诉在15日内答复", NONE),
        ("5个工作日内作出受理决定", NONE),
        ("5日内作出是否受理的决定", NONE),
        ("5日内决定是否受理", NONE),
        ("收到申请后5个工作日内受理", NONE),
        ("5个工作日内作出不予受理决定", NONE),
        ("30个工作日内作出许可决定", [E]),
        ("自受理之日起30个工作日内作出决定", [E]),
        ("受理1个工作日，审查15个工作日，决定4个工作日", NONE),
        ("受理：1个工作日；审查：15个工作日；决定：4个工作日。", NONE),
        ("20个工作日（其中初审5个工作日，复审15个工作日）", NONE),
        ("受理环节1个工作日、审核阶段为15个工作日、审批步骤需4个工作日", NONE),
        ("勘验时间3个工作日，核查时限5个工作日，制证1个工作日，发证1个工作日，核准2个工作日", NONE),
        ("受理1个工作日，审查15个工作日，30个工作日内办结", [E]),
        ("审批30个工作日", [E]),
        ("受理1个工作日，审查66个工作日", [W]),
        ("受理1个工作日，审查20个工作日", NONE),
        ("受理1个工作日，审查21个工作日", [W]),
        ("受理30个工作日，审查40个工作日", [W]),
        ("送达前先审查，30个工作日，再决定，40个工作日", [E]),
    ],
)
def test_the_period_of_something_else_in_a_note(note: str, expected: list[Severity]) -> None:
    page = guide_page([shown(LEGAL, "20个工作日"), TEN, shown(Element.LEGAL_LIMIT_NOTE, note)])
    assert [each.severity for each in time_limit_differences(page, make_matter().guide)] == expected


@pytest.mark.parametrize(
    ("promised", "note", "expected"),
    [
        ("1个工作日", "材料齐全的，当日办结", [W]),
        ("1个工作日", "可以当场办结", [W]),
        ("1个工作日", "即办", [E]),
        ("半天", "即时办结", [W]),
        ("即办", "材料齐全的，当日办结", NONE),
        ("当日办结", "即办", NONE),
        ("当日办结", "自受理之日起1个工作日内办结", NONE),
        ("2个工作日", "材料齐全的，当日办结", [E]),
        ("1个工作日", "自受理之日起24小时内办结", [E]),
        ("1日", "自受理之日起24小时内办结", NONE),
    ],
)
def test_done_on_the_day_in_a_note(promised: str, note: str, expected: list[Severity]) -> None:
    values = [shown(LEGAL, "20个工作日"), shown(PROMISED, promised), shown(Element.PROMISED_LIMIT_NOTE, note)]
    problems = time_limit_differences(guide_page(values), make_matter(承诺办结时限=promised).guide)
    assert [each.severity for each in problems] == expected
