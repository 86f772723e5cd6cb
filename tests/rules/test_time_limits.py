"""法定、承诺办结时限: what ticks B1, what is asked of a person, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.facts import guide_page, shown
from tests.support.matters import make_matter
from tests.support.problems import severities
from tests.support.reading import time_limit_differences
from zicha.model.facts.guide import Element, GuidePage, ShownValue
from zicha.model.finding import Severity
from zicha.model.matter import Guide, MatterType
from zicha.model.time_limit import TimeLimit, TimeUnit
from zicha.published.limits import shown_limits
from zicha.rules.limit_comparison import is_same_limit

LEGAL, LEGAL_NOTE = Element.LEGAL_LIMIT, Element.LEGAL_LIMIT_NOTE
PROMISED, PROMISED_NOTE = Element.PROMISED_LIMIT, Element.PROMISED_LIMIT_NOTE
E, W = Severity.ERROR, Severity.WARNING


def approved(legal: str = "20个工作日", promised: str = "10个工作日", matter_type: str = "行政许可") -> Guide:
    return make_matter(法定办结时限=legal, 承诺办结时限=promised, 事项类型=matter_type).guide


def page(
    legal: str = "20个工作日",
    promised: str = "10个工作日",
    *more: ShownValue,
    answers: tuple[str, ...] = (),
    labels: tuple[str, str] = ("法定办结时限", "承诺办结时限"),
) -> GuidePage:
    values = (shown(LEGAL, legal, labels[0]), shown(PROMISED, promised, labels[1]), *more)
    return guide_page(values, answers=answers)


def test_a_page_that_agrees() -> None:
    assert time_limit_differences(page(), approved()) == ()


def test_both_values_are_named() -> None:
    (problem,) = time_limit_differences(page(promised="15个工作日"), approved())
    assert problem.severity is E
    assert problem.text == "承诺办结时限：核准清单为“10个工作日”，办事指南显示“15个工作日”"
    assert (problem.expected, problem.seen, problem.rule) == ("10个工作日", "15个工作日", "B1")
    assert problem.where
    assert problem.at is not None


def test_every_disagreement_is_listed() -> None:
    assert severities(time_limit_differences(page("30个工作日", "15个工作日"), approved())) == [E, E]


@pytest.mark.parametrize(
    "text",
    [
        "20工作日",
        "２０个工作日",
        "二十个工作日",
        "20 个工作日",
        "自受理之日起20个工作日内",
        "二十（20）个工作日",
        "20日",
    ],
)
def test_the_same_limit_in_other_words(text: str) -> None:
    assert time_limit_differences(page(legal=text), approved()) == ()


@pytest.mark.parametrize(
    "text", ["21个工作日", "2个工作日", "20个自然日", "20个月", "20小时", "即办", "无", "1-20个工作日"]
)
def test_another_limit(text: str) -> None:
    assert severities(time_limit_differences(page(legal=text), approved())) == [E]


@pytest.mark.parametrize(
    ("matter_type", "expected"), [("行政许可", []), ("行政确认", [W]), ("公共服务", [W]), ("其他行政权力", [W])]
)
def test_a_bare_day_counts_working_days_in_a_licence_only(matter_type: str, expected: list[Severity]) -> None:
    assert severities(time_limit_differences(page(legal="20日"), approved(matter_type=matter_type))) == expected
    assert severities(time_limit_differences(page(legal="20天"), approved(matter_type=matter_type))) == expected


def test_a_bare_day_against_calendar_days_is_asked() -> None:
    problems = time_limit_differences(page(legal="45日"), approved(legal="45个自然日"))
    assert severities(problems) == [W]
    assert "计算单位不同" in problems[0].text


@pytest.mark.parametrize("text", ["即办", "当场办结", "即时办结", "0个工作日", "当场办结，立等可取"])
def test_instant_in_other_words(text: str) -> None:
    assert time_limit_differences(page("即办", text), approved("即办", "即办")) == ()


@pytest.mark.parametrize("text", ["1个工作日", "不能当场办结，3个工作日"])
def test_instant_against_a_period(text: str) -> None:
    assert severities(time_limit_differences(page("即办", text), approved("即办", "即办"))) == [E]


@pytest.mark.parametrize(
    "label", ["承诺时限（工作日）", "承诺时限(工作日)", "承诺时限（单位：工作日）", "承诺时限（个工作日）"]
)
def test_the_unit_in_the_label(label: str) -> None:
    assert time_limit_differences(page(promised="10", labels=("法定时限", label)), approved()) == ()
    (problem,) = time_limit_differences(page(promised="１５", labels=("法定时限", label)), approved())
    assert problem.severity is E
    assert problem.seen == "１５个工作日"


def test_another_unit_in_the_label() -> None:
    (problem,) = time_limit_differences(page(promised="10", labels=("法定时限", "承诺时限（小时）")), approved())
    assert (problem.severity, problem.seen) == (E, "10个小时")
    assert time_limit_differences(page(promised="10", labels=("法定时限", "承诺时限（天）")), approved()) == ()


def test_a_bare_number_without_any_unit_is_asked() -> None:
    assert severities(time_limit_differences(page(promised="10"), approved())) == [W]


@pytest.mark.parametrize("text", ["", "--", "暂无", "暂无数据", "/", "及时办理", "详见附件", "两周", "第3日"])
def test_what_cannot_be_read_is_asked(text: str) -> None:
    problems = time_limit_differences(page(legal=text), approved())
    assert severities(problems) == [W]
    assert "核准清单为“20个工作日”" in problems[0].text
    assert text in problems[0].text


def test_an_empty_field_says_so() -> None:
    (problem,) = time_limit_differences(page(legal=""), approved())
    assert "为空" in problem.text


@pytest.mark.parametrize(
    "text", ["无", "", "--", "无期限", "暂无", "不涉及", "无法定时限要求", "法律、法规未规定", "没有规定"]
)
def test_no_legal_limit_approved_and_none_shown(text: str) -> None:
    assert time_limit_differences(page(legal=text), approved(legal="无")) == ()


def test_no_legal_limit_approved_but_one_shown() -> None:
    assert severities(time_limit_differences(page(), approved(legal="无"))) == [E]


@pytest.mark.parametrize(
    "text", ["两周", "一季度", "90", "5周", "20个法定工作日", "0.5", "及时办理", "无特殊情况的，及时办理"]
)
def test_no_legal_limit_approved_but_one_shown_that_cannot_be_read(text: str) -> None:
    (problem,) = time_limit_differences(page(legal=text), approved(legal="无"))
    assert (problem.severity, f"核准清单为“无”，办事指南显示“{text}”" in problem.text) == (W, True)


def test_a_field_that_is_not_on_the_page_is_asked() -> None:
    problems = time_limit_differences(guide_page([shown(LEGAL, "20个工作日")]), approved())
    assert severities(problems) == [W]
    assert "没有认出“承诺办结时限”" in problems[0].text


def test_an_unreadable_page_asks_for_both() -> None:
    assert severities(time_limit_differences(guide_page(), approved())) == [W, W]


def test_both_fields_filled_from_one_value() -> None:
    (problem,) = time_limit_differences(page("10个工作日", "10个工作日"), approved())
    assert problem.severity is E
    assert problem.text.startswith("法定办结时限")


def test_a_limit_shown_twice_with_two_values() -> None:
    problems = time_limit_differences(
        page("20个工作日", "10个工作日", shown(PROMISED, "15个工作日", "办理时限")), approved()
    )
    assert [problem.seen for problem in problems] == ["15个工作日"]


@pytest.mark.parametrize(
    "text", ["20个工作日（延长10个工作日）", "20个工作日，经批准可以延长10个工作日", "20个工作日可延长10日"]
)
def test_an_extension_is_no_limit_of_its_own(text: str) -> None:
    assert time_limit_differences(page(legal=text), approved()) == ()
    assert severities(time_limit_differences(page(legal=text), approved(legal="10个工作日"))) == [E]
    assert severities(time_limit_differences(page(legal=text), approved(legal="30个工作日"))) == [E]


def test_two_limits_in_one_field_are_asked() -> None:
    problems = time_limit_differences(page(legal="20个工作日，特殊情况45个工作日"), approved())
    assert severities(problems) == [W]
    assert "不止一个时限" in problems[0].text


@pytest.mark.parametrize(
    "note",
    [
        "无",
        "",
        "自受理之日起20个工作日内作出决定。",
        "自受理之日起二十日内作出决定",
        "许可证有效期届满30日前提出延续申请",
        "公示7个工作日，不计入办理时限",
        "需要补正的，5日内一次性告知",
        "自作出决定之日起10个工作日内送达",
        "20个工作日内作出决定，经批准可以延长10个工作日，并告知申请人",
        "20个工作日（经批准可延长10个工作日）",
        "延长办结时限的，最长不超过10个工作日",
        "依照《中华人民共和国行政许可法》第四十二条",
        "工作日：上午9:00–12:00",
        "及时办理",
    ],
)
def test_a_note_that_does_not_contradict(note: str) -> None:
    assert time_limit_differences(page("20个工作日", "10个工作日", shown(LEGAL_NOTE, note)), approved()) == ()


@pytest.mark.parametrize(
    ("note", "quoted"),
    [
        ("受理之日起66个工作日", "受理之日起66个工作日"),
        ("自受理之日起三十日内办结。", "自受理之日起三十日内办结"),
        ("即办", "即办"),
        ("30个工作日内作出决定，经批准可以延长10个工作日", "30个工作日内作出决定，经批准可以延长10个工作日"),
        ("有效期届满30日前申请延续。自受理之日起5个工作日内办结。", "自受理之日起5个工作日内办结"),
    ],
)
def test_a_note_that_contradicts(note: str, quoted: str) -> None:
    (problem,) = time_limit_differences(page("20个工作日", "10个工作日", shown(LEGAL_NOTE, note)), approved())
    assert problem.severity is E
    assert problem.text == f"法定办结时限栏显示“20个工作日”，其说明却写“{quoted}”"
    assert (problem.expected, problem.seen) == ("20个工作日", quoted)


def test_a_note_is_held_against_its_own_field() -> None:
    (problem,) = time_limit_differences(page("20个工作日", "10个工作日", shown(PROMISED_NOTE, "1个工作日")), approved())
    assert problem.text.startswith("承诺办结时限栏显示“10个工作日”")


def test_a_note_beside_an_empty_field_contradicts_nothing() -> None:
    problems = time_limit_differences(page("--", "10个工作日", shown(LEGAL_NOTE, "20个工作日")), approved())
    assert severities(problems) == [W]


@pytest.mark.parametrize(
    "answer",
    [
        "承诺办结时限为10个工作日。",
        "法定时限20日，我们承诺10日内办结。",
        "许可证有效期五年，届满30日前申请延续。",
        "证件丢失的，登报30日后补办。",
        "受理之日起5日内一次性告知补正材料。",
        "营业时间为9:00–17:00。",
        "不能当场办结，需现场核查。",
        "办结后10日内送达，办结结果公示7天",
        "请携带身份证到窗口办理。",
        "",
    ],
)
def test_an_answer_about_something_else(answer: str) -> None:
    assert time_limit_differences(page(answers=(answer,)), approved()) == ()


@pytest.mark.parametrize(
    "answer",
    [
        "材料齐全的，15日内办结。",
        "承诺时限为1个工作日",
        "可以当场办结！",
        "您好。自受理之日起30个工作日内作出决定；请耐心等待",
    ],
)
def test_an_answer_that_contradicts(answer: str) -> None:
    (problem,) = time_limit_differences(page(answers=("请到窗口办理。", answer)), approved())
    assert problem.severity is E
    assert "常见问题却答" in problem.text
    assert "法定办结时限“20个工作日”、承诺办结时限“10个工作日”" in problem.text
    assert problem.seen in answer


@pytest.mark.parametrize(
    "answer",
    [
        "承诺20个工作日内办结。",
        "本事项的承诺办结时限为20个工作日。",
        "法定办结时限是10个工作日。",
        "自受理之日起30个工作日内办结并送达。",
        "自受理之日起30个工作日内作出决定，并告知申请人。",
        "提供有效身份证件的，30个工作日内办结。",
        "请提前预约，受理后30个工作日内办结。",
        "30个工作日可以拿到证。",
    ],
)
def test_an_answer_is_held_against_the_limit_it_speaks_of(answer: str) -> None:
    assert severities(time_limit_differences(page(answers=(answer,)), approved())) == [E]


@pytest.mark.parametrize(
    "answer",
    [
        "承诺10个工作日，实际30个工作日内办结。",
        "延续的，5个工作日内办结。",
        "需要公示的，30个工作日内办结。",
        "30个工作日（不含公示）内办结。",
        "一般需要30个工作日。",
        "大概三个月。",
    ],
)
def test_an_answer_that_leaves_a_doubt_is_asked(answer: str) -> None:
    assert severities(time_limit_differences(page(answers=(answer,)), approved())) == [W]


@pytest.mark.parametrize(
    "answer",
    [
        "承诺时限10个工作日，法定时限20个工作日。",
        "在法定20个工作日内办结，承诺10个工作日。",
        "符合法定形式、签署承诺书的，20个工作日内办结。",
        "自作出决定之日起10日内颁发证件。",
        "评审30日，听证20日，不计入办结时限。",
        "公示期30日后领取。",
    ],
)
def test_an_answer_that_agrees_or_is_about_another_period(answer: str) -> None:
    assert time_limit_differences(page(answers=(answer,)), approved()) == ()


def test_a_note_is_held_against_the_limit_it_speaks_of() -> None:
    def noted(note: str) -> list[Severity]:
        return severities(
            time_limit_differences(page("20个工作日", "10个工作日", shown(PROMISED_NOTE, note)), approved())
        )

    assert noted("法定时限20个工作日，承诺10个工作日内办结") == []
    assert noted("法定时限10个工作日，承诺10个工作日内办结") == [W]
    assert noted("承诺20个工作日内办结") == [E]
    assert noted("10个工作日，实际30个工作日") == [W]
    assert noted("材料齐全、符合法定形式的，30个工作日内办结") == [E]


@pytest.mark.parametrize(
    ("legal", "label", "expected"),
    [
        ("20日（工作日）", "法定时限", []),
        ("20天（不含法定节假日）", "法定时限", []),
        ("20个工作日内（不含节假日）", "法定时限", []),
        ("20（工作日）", "法定时限", []),
        ("20日（自然日）", "法定时限", [E]),
        ("20日（按自然日计算）", "法定时限", [E]),
        ("20天（含节假日）", "法定时限", [E]),
        ("20日（日历日）", "法定时限", [E]),
        ("20日", "法定时限（自然日）", [E]),
        ("20日", "法定时限（工作日）", []),
        ("20个工作日（自然日）", "法定时限", [W]),
        ("20个工作日", "法定时限（自然日）", [W]),
        ("30个工作日（自然日）", "法定时限", [E]),
        ("即办", "法定时限（自然日）", [E]),
    ],
)
def test_a_unit_in_brackets(legal: str, label: str, expected: list[Severity]) -> None:
    problems = time_limit_differences(page(legal, labels=(label, "承诺时限")), approved())
    assert severities(problems) == expected


@pytest.mark.parametrize("text", ["1个工作日-3个工作日", "1个工作日至3个工作日", "1至3个工作日", "一到三个工作日"])
def test_a_range_with_its_unit_on_both_sides(text: str) -> None:
    assert time_limit_differences(page(promised=text), approved(promised="1-3个工作日")) == ()


def test_an_answer_against_unreadable_fields_adds_nothing() -> None:
    problems = time_limit_differences(page("", "", answers=("15日内办结。",)), approved())
    assert severities(problems) == [W, W]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("24小时", "1日", None),
        ("1个月", "30个自然日", None),
        ("1个月", "31日", False),
        ("12日", "365个自然日", False),
        ("24小时", "1个工作日", False),
        ("24小时", "24日", False),
        ("12-24小时", "1日", False),
        ("3个月", "3日", False),
        ("3个工作日", "1-3个工作日", False),
        ("1-3个工作日", "1-3日", True),
        ("即办", "无", False),
        ("无", "无", True),
    ],
)
def test_agreement_of_two_limits(one: str, other: str, verdict: bool | None) -> None:
    a, b = TimeLimit.parse(one), TimeLimit.parse(other)
    assert is_same_limit(a, b, MatterType.LICENCE) is verdict
    assert is_same_limit(b, a, MatterType.LICENCE) is verdict


LIMITS = st.builds(TimeLimit, amount=st.none() | st.integers(0, 99), unit=st.sampled_from(TimeUnit))


@given(LIMITS, LIMITS, st.sampled_from(MatterType))
def test_agreement_is_symmetric_and_holds_of_itself(one: TimeLimit, other: TimeLimit, kind: MatterType) -> None:
    assert is_same_limit(one, one, kind) is True
    assert is_same_limit(one, other, kind) is is_same_limit(other, one, kind)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.integers(1, 60))
def test_in_working_days_exactly_the_unequal_fields_are_problems(
    legal: int, promised: int, legal_shown: int, promised_shown: int
) -> None:
    differences = time_limit_differences(
        page(f"{legal_shown}个工作日", f"{promised_shown}个工作日"),
        approved(f"{legal}个工作日", f"{promised}个工作日"),
    )
    assert len(differences) == (legal != legal_shown) + (promised != promised_shown)
    assert all(problem.severity is E for problem in differences)


def test_a_bare_number_takes_its_unit_from_the_label_only() -> None:
    assert shown_limits(shown(PROMISED, "5", "承诺时限（工作日）")) == (TimeLimit(amount=5),)
    assert shown_limits(shown(PROMISED, "5日", "承诺时限（工作日）")) == (TimeLimit(amount=5),)
    assert shown_limits(shown(PROMISED, "5", "承诺时限")) == ()
