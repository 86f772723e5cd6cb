"""法定、承诺办结时限, word for word: the sentence, both values, how grave it is, and which limit of a text is meant."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.facts import group, guide_page, shown
from tests.support.matters import make_matter
from tests.support.problems import E, W, bare, problem, question
from tests.support.reading import time_limit_differences
from zicha.model.facts.guide import Element, ShownValue
from zicha.model.finding import Problem
from zicha.model.time_limit import TimeLimit, TimeUnit
from zicha.published.limits import shown_limits
from zicha.text.limit_wording import says_no_limit

LEGAL, LEGAL_NOTE = Element.LEGAL_LIMIT, Element.LEGAL_LIMIT_NOTE
PROMISED, PROMISED_NOTE = Element.PROMISED_LIMIT, Element.PROMISED_LIMIT_NOTE
TWENTY, TEN = shown(LEGAL, "20个工作日"), shown(PROMISED, "10个工作日")


def judged(values: Sequence[ShownValue], legal: str = "20个工作日", asked: str = "", answer: str = "") -> list[Problem]:
    """What is found of a page with these values and one of 常见问题; 20 and 10 working days are approved."""
    questions = (group({Element.QUESTION: asked, Element.ANSWER: answer}),) if asked else ()
    page = guide_page(values).model_copy(update={"questions": questions})
    return list(bare(time_limit_differences(page, make_matter(法定办结时限=legal).guide)))


# ── against the list ─────────────────────────────────────────────────────────────────────────────────────────────


def of_legal(approved: str, published: str) -> Problem:
    value = f"显示“{published}”" if published else "为空"
    return problem(f"法定办结时限：核准清单为“{approved}”，办事指南{value}", approved, published)


def doubt_of_legal(published: str, why: str = "", approved: str = "20个工作日") -> Problem:
    return question(f"法定办结时限：核准清单为“{approved}”，办事指南{published}{why}")


@pytest.mark.parametrize(
    ("approved", "text", "label", "expected"),
    [
        ("20个工作日", "20个工作日", "时限", []),
        ("20个工作日", "30个工作日", "时限", [of_legal("20个工作日", "30个工作日")]),
        ("20个工作日", "30个工作日", "时限（工作日）", [of_legal("20个工作日", "30个工作日")]),
        ("20个工作日", "30", "时限（工作日）", [of_legal("20个工作日", "30个工作日")]),
        ("20个工作日", "30", "时限（单位：工作日）", [of_legal("20个工作日", "30个工作日")]),
        ("20个工作日", "30", "时限（单位:个工作日）", [of_legal("20个工作日", "30个工作日")]),
        ("20个工作日", "30", "时限（自然日）", [of_legal("20个工作日", "30个自然日")]),
        ("20个工作日", "3", "时限（月）", [of_legal("20个工作日", "3个月")]),
        ("20个工作日", "3", "时限（小时）", [of_legal("20个工作日", "3个小时")]),
        ("20个工作日", "30", "时限（天）", [of_legal("20个工作日", "30天")]),
        ("20个工作日", "20日", "时限（自然日）", [of_legal("20个工作日", "20日（自然日）")]),
        ("20个工作日", "无", "时限", [of_legal("20个工作日", "无")]),
        ("20个工作日", "无。", "时限", [of_legal("20个工作日", "无。")]),
        ("20个工作日", "即办", "时限（工作日）", [of_legal("20个工作日", "即办")]),
        ("20个工作日", "", "时限（工作日）", [doubt_of_legal("为空")]),
        ("20个工作日", "--", "时限", [doubt_of_legal("显示“--”")]),
        ("20个工作日", "半年", "时限", [of_legal("20个工作日", "半年")]),
        ("20个工作日", "两周", "时限", [doubt_of_legal("显示“两周”")]),
        ("45个自然日", "45日", "时限", [doubt_of_legal("显示“45日”", "，计算单位不同", "45个自然日")]),
        (
            "20个工作日",
            "20个工作日（自然日）",
            "时限",
            [doubt_of_legal("显示“20个工作日（自然日）”", "，计算单位不同")],
        ),
        (
            "20个工作日",
            "20个工作日，特殊的30个工作日",
            "时限",
            [doubt_of_legal("显示“20个工作日，特殊的30个工作日”", "，不止一个时限")],
        ),
        (
            "20个工作日",
            "30个工作日，特殊的40个工作日",
            "时限",
            [of_legal("20个工作日", "30个工作日，特殊的40个工作日")],
        ),
        ("20个工作日", "20个工作日，最长20个工作日", "时限", []),
        ("无", "--", "时限", []),
        ("无", "无。", "时限", []),
        ("无", "没有规定", "时限", []),
        ("无", "20个工作日", "时限", [of_legal("无", "20个工作日")]),
        ("无", "半年", "时限", [of_legal("无", "半年")]),
        ("无", "两周", "时限", [doubt_of_legal("显示“两周”", approved="无")]),
    ],
)
def test_a_limit_against_the_list(approved: str, text: str, label: str, expected: list[Problem]) -> None:
    assert judged([shown(LEGAL, text, label), TEN], approved) == expected


def test_limits_that_the_page_does_not_show() -> None:
    def unread(name: str, approved: str) -> Problem:
        return problem(f"办事指南页面上没有认出“{name}”，请人工核对（核准清单为“{approved}”）", severity=W)

    assert judged([TWENTY]) == [unread("承诺办结时限", "10个工作日")]
    assert judged([]) == [unread("法定办结时限", "20个工作日"), unread("承诺办结时限", "10个工作日")]


@pytest.mark.parametrize(
    ("text", "label", "limits"),
    [
        ("20个工作日", "时限", [TimeLimit(amount=20)]),
        ("20日", "时限", [TimeLimit(amount=20, unit=TimeUnit.DAY)]),
        ("20日", "时限（工作日）", [TimeLimit(amount=20)]),
        ("20日，最长30日", "时限（工作日）", [TimeLimit(amount=20), TimeLimit(amount=30)]),
        ("20", "时限（单位： 工作日）", [TimeLimit(amount=20)]),
        ("20", "时限（单位）", []),
        ("即办", "时限（自然日）", [TimeLimit.instant()]),
        ("20个工作日，延长10个工作日", "时限", [TimeLimit(amount=20)]),
        ("无", "时限", [TimeLimit(amount=None)]),
        (" 无 。", "时限", [TimeLimit(amount=None)]),
        ("无法定时限要求", "时限", [TimeLimit(amount=None)]),
        ("未规定延长期限", "时限", [TimeLimit(amount=None)]),
        ("暂无", "时限", []),
        ("--", "时限", []),
        ("", "时限", []),
        ("及时", "时限", []),
    ],
)
def test_the_limits_of_a_value(text: str, label: str, limits: list[TimeLimit]) -> None:
    assert list(shown_limits(shown(LEGAL, text, label))) == limits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("无", True),
        ("--", True),
        ("", True),
        ("法律 未规定。", True),
        ("无期限", True),
        ("20日", False),
        ("及时", False),
    ],
)
def test_whether_a_value_says_that_there_is_no_limit(text: str, expected: bool) -> None:
    assert says_no_limit(text) is expected


# ── 说明 and 常见问题 against the two limits ─────────────────────────────────────────────────────────────────────


def of_note(quoted: str) -> Problem:
    return problem(f"法定办结时限栏显示“20个工作日”，其说明却写“{quoted}”", "20个工作日", quoted)


def doubt_of_note(quoted: str) -> Problem:
    return question(f"法定办结时限栏显示“20个工作日”，其说明却写“{quoted}”", "20个工作日", quoted)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("30个工作日", [of_note("30个工作日")]),
        ("您好！自受理之日起30个工作日内办结。即办。", [of_note("自受理之日起30个工作日内办结；即办")]),
        ("30个工作日内办结，最长40个工作日内办结", [of_note("30个工作日内办结，最长40个工作日内办结")]),
        ("20个工作日内办结，特殊的30个工作日", [doubt_of_note("20个工作日内办结，特殊的30个工作日")]),
        ("延续的30个工作日内办结", [doubt_of_note("延续的30个工作日内办结")]),
        (
            "自作出决定之日起7日内送达，自受理之日起30个工作日内办结",
            [of_note("自作出决定之日起7日内送达，自受理之日起30个工作日内办结")],
        ),
        # words of another clause do not say what a limit is about
        ("送达前先审查，30个工作日", [of_note("送达前先审查，30个工作日")]),
        ("先送达？30个工作日", [of_note("先送达？30个工作日")]),
        ("30个工作日，另行送达", [of_note("30个工作日，另行送达")]),
        ("受理（30个工作日）送达", [of_note("受理（30个工作日）送达")]),
        ("受理（30个工作日）送达（免费）", [of_note("受理（30个工作日）送达（免费）")]),
        ("（一）受理（30个工作日）送达", [of_note("（一）受理（30个工作日）送达")]),
        ("送达（30个工作日）", [of_note("送达（30个工作日）")]),
        ("（一）受理（二）审查30个工作日内（含）送达", []),
        ("（一）受理30个工作日内（含）送达", []),
        ("请在到期30个工作日（含）前申请", []),
        ("30个工作日前申请", []),
        ("30个工作日以前申请", []),
        ("30个工作日之后领取", []),
        ("30个工作日内送达", []),
        ("公告30个工作日", []),
        ("法定时限20个工作日，承诺10个工作日", []),
        ("承诺10个工作日内办结", []),
        ("10个工作日内办结", [of_note("10个工作日内办结")]),
        ("法定办结时限为10个工作日", [of_note("法定办结时限为10个工作日")]),
        ("30个工作日经批准可延长10个工作日", [of_note("30个工作日经批准可延长10个工作日")]),
        ("20个工作日（可延长30个工作日）", []),
    ],
)
def test_a_note_against_the_limits(note: str, expected: list[Problem]) -> None:
    assert judged([TWENTY, TEN, shown(LEGAL_NOTE, note)]) == expected


def test_a_note_is_held_against_each_place_of_its_limit() -> None:
    places = [shown(LEGAL, "20", "法定时限（工作日）"), shown(LEGAL, "20日"), TEN]
    notes = [shown(LEGAL_NOTE, "30个工作日"), shown(LEGAL_NOTE, "即办")]
    assert [(each.expected, each.seen, each.severity) for each in judged([*places, *notes])] == [
        ("20个工作日", "30个工作日", E),
        ("20个工作日", "即办", E),
        ("20日", "30个工作日", E),
        ("20日", "即办", E),
    ]


def test_a_note_of_the_promised_limit() -> None:
    text = "承诺办结时限栏显示“10个工作日”，其说明却写“20个工作日”"
    values = [TWENTY, TEN, shown(PROMISED_NOTE, "20个工作日")]
    assert judged(values) == [problem(text, "10个工作日", "20个工作日")]
    assert judged([TWENTY, TEN, shown(PROMISED_NOTE, "法定20个工作日")]) == []


HOW_LONG, HOW = "多久能办好？", "怎么申请？"
PUBLISHED = "法定办结时限“20个工作日”、承诺办结时限“10个工作日”"


def of_answer(quoted: str) -> Problem:
    return problem(f"办事指南显示{PUBLISHED}，常见问题却答“{quoted}”", PUBLISHED, quoted)


def doubt_of_answer(quoted: str) -> Problem:
    return question(f"办事指南显示{PUBLISHED}，常见问题却答“{quoted}”", PUBLISHED, quoted)


@pytest.mark.parametrize(
    ("question_text", "answer", "expected"),
    [
        (HOW_LONG, "您好！自受理之日起30个工作日内办结。", [of_answer("自受理之日起30个工作日内办结")]),
        (HOW, "自受理之日起30个工作日内办结。", [of_answer("自受理之日起30个工作日内办结")]),
        (HOW, "延续的，30个工作日内办结。", [doubt_of_answer("延续的，30个工作日内办结")]),
        (HOW_LONG, "一般需要30个工作日。", [doubt_of_answer("一般需要30个工作日")]),
        (HOW, "一般需要30个工作日。", []),
        ("多久审批？", "一般需要30个工作日。", [doubt_of_answer("一般需要30个工作日")]),
        ("办理时限是几天？", "一般需要30个工作日。", [doubt_of_answer("一般需要30个工作日")]),
        (HOW, "先受理（30个工作日内办结）送达", [of_answer("先受理（30个工作日内办结）送达")]),
        (HOW, "当场办结。", [of_answer("当场办结")]),
        (
            HOW,
            "30个工作日内办结；40个工作日内办结",
            [of_answer("30个工作日内办结"), of_answer("40个工作日内办结")],
        ),
        (HOW, "10个工作日内办结；20个工作日内办结", []),
        (HOW, "承诺20个工作日内办结", [of_answer("承诺20个工作日内办结")]),
        (HOW, "法定时限10个工作日", [of_answer("法定时限10个工作日")]),
        (HOW, "告知承诺的，20个工作日内办结", []),
        (HOW_LONG, "请到窗口咨询", []),
    ],
)
def test_an_answer_against_the_limits(question_text: str, answer: str, expected: list[Problem]) -> None:
    assert judged([TWENTY, TEN], asked=question_text, answer=answer) == expected


def test_an_answer_where_the_page_shows_one_limit() -> None:
    text = "办事指南显示承诺办结时限“10个工作日”，常见问题却答“30个工作日内办结”"
    (_, clash) = judged([TEN], asked=HOW, answer="30个工作日内办结")
    assert clash == problem(text, "承诺办结时限“10个工作日”", "30个工作日内办结")


def test_a_bare_day_counts_as_in_its_matter() -> None:
    page = guide_page([TWENTY, TEN, shown(LEGAL_NOTE, "20日")], answers=["10日内办结"])
    assert time_limit_differences(page, make_matter().guide) == ()
    assert time_limit_differences(page, make_matter(事项类型="公共服务").guide) == ()
    assert time_limit_differences(guide_page([shown(LEGAL, "20日"), TEN]), make_matter(事项类型="公共服务").guide) == (
        doubt_of_legal("显示“20日”", "，计算单位不同"),
    )
