"""How long cases took: 办件类型 (K2) and 承诺办结时限 (K3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.facts import NUMBER, RULES, SEEN, guide_page, shown
from tests.support.matters import make_case
from tests.support.problems import E, W, problem, question
from tests.support.reading import handling_time_differences
from zicha.catalogue.working_days import working_days
from zicha.model.facts.guide import Element
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case, MatterType
from zicha.model.rule_settings import RuleSetting

INSTANT = RULES["K2"]
NATIONAL_DAY = [{"开始日期": "2026-09-29", "结束日期": "2026-09-30", "原因": "专家评审"}]


def handled(accepted: str | None, finished: str | None, **more: object) -> Case:
    times = {"受理时间": accepted, "办结时间": finished}
    return Case.model_validate(make_case("410202", True) | times | more)


def timed(
    cases: Sequence[Case],
    kind: str = "承诺件",
    promise: str = "5个工作日",
    licence: bool = True,
    instant: RuleSetting | None = INSTANT,
) -> list[tuple[str, Severity]]:
    page = guide_page([shown(Element.HANDLING_TYPE, kind), shown(Element.PROMISED_LIMIT, promise)])
    matter_type = MatterType.LICENCE if licence else MatterType.PUBLIC_SERVICE
    problems = handling_time_differences(page, cases, matter_type, working_days(), instant)
    return [(problem.rule, problem.severity) for problem in problems]


@pytest.mark.parametrize(
    ("accepted", "finished", "expected"),
    [
        ("2026-09-21 11:00", "2026-09-22 09:00", [("K2", E)]),  # hit
        ("2026-09-25 17:50", "2026-09-28 08:40", [("K2", E)]),  # over a weekend is a later day, too
        ("2026-09-21 08:30", "2026-09-21 23:59:59", []),  # near miss
        ("2026-09-21T17:00:00+00:00", "2026-09-22 20:00", []),  # both on the 22nd in Beijing
        ("2026-09-21 23:50", "2026-09-22 00:05", [("K2", W)]),  # over midnight only
        ("2026-09-21 23:50", "2026-09-22 03:50", [("K2", E)]),
    ],
)
def test_an_instant_matter_is_finished_on_the_day(
    accepted: str, finished: str, expected: list[tuple[str, Severity]]
) -> None:
    assert timed([handled(accepted, finished)], "即办件", "即办") == expected
    assert timed([handled(accepted, finished)], "马上办", "当场办结") == expected


@pytest.mark.parametrize(
    ("finished", "days", "expected"),
    [
        ("2026-09-22 09:00", 1, []),
        ("2026-09-23 09:00", 1, [("K2", E), ("K3", E)]),
        ("2026-09-22 09:00", 0, [("K2", E)]),
        ("2026-09-22 02:00", 0, [("K2", E)]),
    ],
)
def test_an_instant_matter_with_a_promise_may_take_as_long(
    finished: str, days: int, expected: list[tuple[str, Severity]]
) -> None:
    """What L08 lets a guide promise, a case may take."""
    instant = INSTANT.model_copy(update={"parameters": {**INSTANT.parameters, "days": days}})
    case = handled("2026-09-21 16:50", finished)
    assert timed([case], "即办件", "1个工作日", instant=instant) == expected


def test_a_guide_may_promise_what_a_case_may_take() -> None:
    assert INSTANT.number("days") == RULES["L08"].number("days")


def test_an_instant_matter_that_goes_on_within_its_promise() -> None:
    assert timed([handled("2026-11-20 16:50", None)], "即办件", "1个工作日") == []
    assert timed([handled("2026-11-19 16:50", None)], "即办件", "1个工作日") == [("K2", W), ("K3", W)]


def test_an_instant_matter_outside_the_calendar_is_asked() -> None:
    case = handled("2099-01-01 09:00", "2099-01-06 09:00")
    assert timed([case], "即办件", "1个工作日") == [("K2", W), ("K3", W)]


def test_evidence_older_than_the_settings_is_judged_strictly() -> None:
    case = handled("2026-09-21 16:50", "2026-09-22 09:00")
    assert timed([case], "即办件", "1个工作日", instant=None) == [("K2", E)]


def test_what_was_suspended_may_take_another_day() -> None:
    case = handled("2026-09-28 09:00", "2026-10-08 10:00", 中止=NATIONAL_DAY)
    assert timed([case], "即办件", "即办") == [("K2", W)]


def test_an_instant_matter_may_break_its_promise_as_well() -> None:
    case = handled("2026-09-21 09:00", "2026-09-24 09:00")
    assert timed([case], "即办件", "1个工作日") == [("K2", E), ("K3", E)]
    assert timed([case], "承诺件", "即办") == [("K3", E)]


@pytest.mark.parametrize(
    ("accepted", "finished", "promise", "expected"),
    [
        ("2026-09-01 10:00", "2026-09-08 23:00", "5个工作日", []),  # near miss: the last day
        ("2026-09-01 10:00", "2026-09-09 08:30", "5个工作日", [("K3", E)]),  # hit: a day later
        ("2026-09-29 10:00", "2026-10-12 16:00", "5个工作日", []),  # 国庆, with 10-10 worked: 30, 8, 9, 10, 12
        ("2026-09-29 10:00", "2026-10-13 09:00", "5个工作日", [("K3", E)]),
        ("2026-10-09 10:00", "2026-10-12 09:00", "1个工作日", [("K3", E)]),  # the make-up Saturday counts
        ("2026-09-11 10:00", "2026-09-14 09:00", "1个工作日", []),  # an ordinary weekend does not
        ("2026-09-01 10:00", "2026-09-09 08:30", "1-5个工作日", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-06 08:30", "5个自然日", []),
        ("2026-09-01 10:00", "2026-09-07 08:30", "5个自然日", [("K3", W)]),  # the fifth is a Sunday
        ("2026-09-01 10:00", "2026-09-08 08:30", "5个自然日", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-02 10:00", "24小时", []),
        ("2026-09-01 10:00", "2026-09-02 10:01", "24小时", [("K3", E)]),
        ("2026-09-04 16:00", "2026-09-07 09:00", "24小时", [("K3", W)]),  # over a weekend
        ("2026-09-04 16:00", "2026-09-08 17:00", "24小时", [("K3", E)]),
        ("2026-09-05 10:00", "2026-09-07 16:00", "24小时", [("K3", W)]),  # accepted on a Saturday
        ("2026-09-05 10:00", "2026-09-08 01:00", "24小时", [("K3", E)]),  # 25 hours without the weekend
        ("2026-09-04 22:00", "2026-09-07 16:00", "24小时", [("K3", W)]),
        ("2026-09-05 08:00", "2026-09-05 18:00", "8小时", [("K3", E)]),  # it was worked on that Saturday
        ("2026-09-04 10:00", "2026-09-06 10:00", "1个自然日", [("K3", W)]),  # Friday to Sunday
        ("2026-08-31 10:00", "2026-09-30 17:00", "1个月", []),
        ("2026-08-31 10:00", "2026-10-08 09:00", "1个月", [("K3", E)]),  # 30 September, a Wednesday, was the last day
        ("2026-09-01 10:00", "2026-10-08 09:00", "1个月", [("K3", W)]),  # 1 October is no working day
    ],
)
def test_a_promise(accepted: str, finished: str, promise: str, expected: list[tuple[str, Severity]]) -> None:
    assert timed([handled(accepted, finished)], promise=promise) == expected


def test_a_bare_day_is_a_working_day_of_a_licence_only() -> None:
    """行政许可法第八十二条; elsewhere a person says which was meant, unless neither would do."""
    inside, outside = handled("2026-09-01 10:00", "2026-09-08 10:00"), handled("2026-09-01 10:00", "2026-09-09 10:00")
    assert timed([inside], promise="5日") == []
    assert timed([inside], promise="5日", licence=False) == [("K3", W)]
    assert timed([outside], promise="5日", licence=False) == [("K3", E)]


@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        ("2026-10-10 16:00", []),
        ("2026-10-12 16:00", [("K3", W)]),
        ("2026-10-13 16:00", [("K3", W)]),
        ("2026-10-14 09:00", [("K3", E)]),
    ],
)
def test_a_suspension_counts_towards_no_limit(finished: str, expected: list[tuple[str, Severity]]) -> None:
    """Whether the days on which it began and ended count, no text says: a person does."""
    assert timed([handled("2026-09-28 09:00", finished, 中止=NATIONAL_DAY)]) == expected


def stopped(begun: str, ended: str | None) -> list[dict[str, object]]:
    return [{"开始日期": begun, "结束日期": ended, "原因": "专家评审"}]


@pytest.mark.parametrize(
    ("accepted", "finished", "pause", "promise", "expected"),
    [
        ("2026-09-01 10:00", "2026-09-08 08:30", ("2026-09-03", "2026-09-03"), "4个工作日", [("K3", W)]),  # one day
        ("2026-09-01 10:00", "2026-09-04 10:00", ("2026-09-02", "2026-09-03"), "24小时", [("K3", W)]),
        ("2026-09-01 10:00", "2026-09-04 10:01", ("2026-09-02", "2026-09-03"), "72小时", [("K3", W)]),
        ("2026-09-01 10:00", "2026-09-04 10:00", ("2026-09-01", "2026-09-03"), "48小时", []),
        ("2026-09-01 10:00", "2026-09-04 10:00", ("2026-09-02", "2026-09-02"), "47小时", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-03 09:00", ("2026-09-01", "2026-09-02"), "8小时", [("K3", E)]),
        ("2026-09-01 10:30", "2026-09-03 10:30", ("2026-09-01", "2026-09-02"), "10小时", [("K3", E)]),  # 10.5 hours
        ("2026-09-01 10:00:30", "2026-09-03 10:00:30", ("2026-09-01", "2026-09-02"), "10小时", [("K3", E)]),
        (*(f"2026-09-0{n} 10:00:00.000001" for n in (1, 3)), ("2026-09-01", "2026-09-02"), "10小时", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-03 10:00", ("2026-09-01", "2026-09-02"), "10小时", [("K3", W)]),
        ("2026-09-01 10:00", "2026-09-03 10:00:00.000001", ("2026-09-01", "2026-09-02"), "10小时", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-11 10:00", ("2026-09-03", "2026-09-06"), "8个自然日", []),
        ("2026-09-01 10:00", "2026-09-11 10:00", ("2026-09-03", "2026-09-06"), "7个自然日", [("K3", W)]),
        ("2026-09-01 10:00", "2026-09-11 10:00", ("2026-09-03", "2026-09-06"), "5个自然日", [("K3", E)]),
    ],
)
def test_a_suspension_in_every_unit(
    accepted: str, finished: str, pause: tuple[str, str], promise: str, expected: list[tuple[str, Severity]]
) -> None:
    assert timed([handled(accepted, finished, 中止=stopped(*pause))], promise=promise) == expected


@pytest.mark.parametrize(("begun", "expected"), [("2026-11-17", []), ("2026-11-20", []), (None, [("K3", W)])])
def test_a_suspension_that_goes_on(begun: str | None, expected: list[tuple[str, Severity]]) -> None:
    """SEEN is a Monday, 23 November: six working days after the 13th."""
    pauses = stopped(begun, None) if begun else []
    assert timed([handled("2026-11-13 09:00", None, 中止=pauses)]) == expected


def handled_in_words(
    case: Case, kind: str, *promises: str, licence: bool = True, at: datetime = SEEN
) -> tuple[Problem, ...]:
    values = [shown(Element.HANDLING_TYPE, kind), *(shown(Element.PROMISED_LIMIT, text) for text in promises)]
    page = guide_page(values).model_copy(update={"at": at})
    matter_type = MatterType.LICENCE if licence else MatterType.PUBLIC_SERVICE
    return handling_time_differences(page, [case], matter_type, working_days(), INSTANT)


LATE = f"承诺办结时限：办事指南公布“{{}}”，办件{NUMBER}于2026-09-01 10:00受理，{{}}办结，用时{{}}"


@pytest.mark.parametrize(
    ("promise", "licence", "finished", "took"),
    [
        ("5个工作日", True, "2026-09-09 08:30", "6个工作日"),
        ("5个自然日", True, "2026-09-08 08:30", "7天"),
        ("5个自然日", True, "2026-09-12 08:30", "11天"),
        ("5个自然日", True, "2026-09-14 08:30", "11至13天"),
        ("5日", False, "2026-09-12 08:30", "8至11日"),
        ("24小时", True, "2026-09-02 13:00", "27.0小时"),
    ],
)
def test_how_long_it_took_in_words(promise: str, licence: bool, finished: str, took: str) -> None:
    (overdue,) = handled_in_words(handled("2026-09-01 10:00", finished), "承诺件", promise, licence=licence)
    assert overdue == problem(LATE.format(promise, finished, took), promise, took, rule="K3")


def test_the_overrun_is_told_with_its_course() -> None:
    pauses = [*NATIONAL_DAY, *stopped("2026-10-12", "2026-10-12")]
    case = handled("2026-09-28 09:00", "2026-10-16 09:00", 中止=pauses)
    text = (
        f"承诺办结时限：办事指南公布“5个工作日”，办件{NUMBER}于2026-09-28 09:00受理，"
        "2026-09-29至2026-09-30中止（专家评审），2026-10-12至2026-10-12中止（专家评审），2026-10-16 09:00办结，"
        "用时7至10个工作日"
    )
    assert handled_in_words(case, "承诺件", "5个工作日") == (problem(text, "5个工作日", "7至10个工作日", rule="K3"),)


def test_what_a_person_is_asked_about_the_time() -> None:
    course = f"办件{NUMBER}于2026-09-01 10:00受理，2026-09-07 08:30办结，用时4至6天"
    text = f"承诺办结时限：办事指南公布“5个自然日”，{course}，是否超时请人工核对"
    case = handled("2026-09-01 10:00", "2026-09-07 08:30")
    assert handled_in_words(case, "承诺件", "5个自然日") == (problem(text, rule="K3", severity=W),)
    running = handled("2026-11-13 09:00", None, 中止=stopped("2026-11-23", None))
    course = f"办件{NUMBER}于2026-11-13 09:00受理，2026-11-23至今中止（专家评审），尚未记录办结时间"
    text = f"承诺办结时限：办事指南公布“4个工作日、5个工作日”，{course}，用时5至6个工作日，请核实"
    assert handled_in_words(running, "承诺件", "4个工作日", "5个工作日") == (problem(text, rule="K3", severity=W),)
    assert handled_in_words(handled(None, "2026-09-21 10:00"), "承诺件", "5个工作日") == (
        problem(f"办件{NUMBER}没有记录受理时间，无法核对办理时间", rule="K2", severity=W),
    )
    case = handled("2026-09-01 10:00", "2026-09-01 11:00")
    assert handled_in_words(case, "", "") == (
        question("办事指南页面上没有认出“办件类型”", rule="K2"),
        question("办事指南页面上没有可以核对的“承诺办结时限”", rule="K3"),
    )


def test_an_instant_matter_in_words() -> None:
    late = handled("2026-09-21 11:00", "2026-09-22 09:00")
    text = f"办件类型：办事指南公布“即办件”，办件{NUMBER}于2026-09-21 11:00受理，2026-09-22 09:00办结"
    assert handled_in_words(late, "即办件", "即办") == (problem(text, "即办件", "2026-09-22办结", rule="K2"),)
    midnight = handled("2026-09-21 23:50", "2026-09-22 00:05")
    text = f"办件类型：办事指南公布“即办件”，办件{NUMBER}于2026-09-21 23:50受理，2026-09-22 00:05办结，只是跨过零点"
    assert handled_in_words(midnight, "即办件", "即办") == (question(text, rule="K2"),)
    running = handled("2026-11-22 09:00", None)
    text = f"办件类型：办事指南公布“即办件”，办件{NUMBER}于2026-11-22 09:00受理，尚未记录办结时间，请核实"
    assert handled_in_words(running, "即办件", "即办") == (problem(text, rule="K2", severity=W),)
    suspended = handled("2026-09-28 09:00", "2026-10-08 10:00", 中止=NATIONAL_DAY)
    course = "于2026-09-28 09:00受理，2026-09-29至2026-09-30中止（专家评审），2026-10-08 10:00办结"
    text = f"办件类型：办事指南公布“即办件”，办件{NUMBER}{course}，其间有中止"
    assert handled_in_words(suspended, "即办件", "即办") == (question(text, rule="K2"),)


def test_an_open_case_goes_on_until_the_page_was_seen_in_beijing() -> None:
    """At 01:00 in Beijing it is still the day before by the clock of Greenwich."""
    at = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    (unfinished,) = handled_in_words(handled("2026-11-23 16:00", None), "即办件", "即办", at=at)
    assert unfinished.rule == "K2"


def test_two_promises_on_one_page_are_asked_unless_both_are_broken() -> None:
    page = guide_page(
        [shown(Element.HANDLING_TYPE, "承诺件"), *(shown(Element.PROMISED_LIMIT, f"{n}个工作日") for n in (5, 10))]
    )

    def severities(finished: str) -> list[Severity]:
        problems = handling_time_differences(
            page, [handled("2026-09-01 10:00", finished)], MatterType.LICENCE, working_days(), INSTANT
        )
        return [problem.severity for problem in problems]

    assert severities("2026-09-08 10:00") == []
    assert severities("2026-09-09 10:00") == [W]
    assert severities("2026-09-16 10:00") == [E]


def test_a_promise_beside_one_that_nobody_can_read_breaks_no_case() -> None:
    promises = [shown(Element.PROMISED_LIMIT, text) for text in ("5个工作日", "不少于30个工作日")]
    page = guide_page([shown(Element.HANDLING_TYPE, "承诺件"), *promises])
    case = handled("2026-09-01 10:00", "2026-09-16 10:00")
    problems = handling_time_differences(page, [case], MatterType.LICENCE, working_days(), INSTANT)
    assert [(each.rule, each.severity) for each in problems] == [("K3", W)]


def test_a_case_that_goes_on_is_no_problem_yet() -> None:
    """SEEN is a Monday, 23 November."""
    running = handled("2026-11-16 09:00", None)
    assert timed([running]) == []
    assert timed([handled("2026-11-13 09:00", None)]) == [("K3", W)]
    assert timed([running], "即办件", "即办") == [("K2", W)]
    today = (SEEN - timedelta(hours=1)).isoformat()
    assert timed([handled(today, None)], "即办件", "即办") == []


@pytest.mark.parametrize(
    ("kind", "promise", "expected"),
    [
        ("", "5个工作日", [("K2", W)]),
        ("视情况", "5个工作日", [("K2", W)]),
        ("承诺件", "", [("K3", W)]),
        ("承诺件", "无", [("K3", W)]),
        ("即办件", "", []),
    ],
)
def test_what_the_page_does_not_show_is_asked(kind: str, promise: str, expected: list[tuple[str, Severity]]) -> None:
    assert timed([handled("2026-09-21 09:00", "2026-09-21 10:00")], kind, promise) == expected


def test_a_case_without_its_acceptance_is_asked() -> None:
    assert timed([handled(None, "2026-09-21 10:00")]) == [("K2", W)]


def test_a_date_outside_the_calendar_is_not_judged() -> None:
    page = guide_page([shown(Element.HANDLING_TYPE, "承诺件"), shown(Element.PROMISED_LIMIT, "5个工作日")])
    cases = [handled("2099-01-01 09:00", "2099-01-06 09:00"), handled("2099-01-01 09:00", "2099-01-07 09:00")]
    (unsettled,) = handling_time_differences(page, cases, MatterType.LICENCE, working_days(), INSTANT)
    assert unsettled.severity is W
    assert "无法判定：2099-01-02不在工作日历的范围内" in unsettled.text


def test_each_case_is_judged() -> None:
    late = handled("2026-09-01 10:00", "2026-09-09 08:30")
    assert timed([late, handled("2026-09-01 10:00", "2026-09-02 08:30"), late]) == [("K3", E), ("K3", E)]


# ── parts of a day, minutes, years, and a promise that nobody could read ─────────────────────────────────────────


@pytest.mark.parametrize(
    ("promise", "accepted", "finished", "expected"),
    [
        # part of a day: the day itself keeps it, the next one may, the one after does not
        ("0.5个工作日", "2026-09-14 09:00", "2026-09-14 17:00", []),
        ("0.5个工作日", "2026-09-14 09:00", "2026-09-15 09:00", [("K3", W)]),
        ("0.5个工作日", "2026-09-14 09:00", "2026-09-16 09:00", [("K3", E)]),
        ("半天", "2026-09-14 09:00", "2026-09-16 09:00", [("K3", E)]),
        ("1.5个工作日", "2026-09-14 09:00", "2026-09-15 17:00", []),
        ("1.5个工作日", "2026-09-14 09:00", "2026-09-16 09:00", [("K3", W)]),
        ("1.5个工作日", "2026-09-14 09:00", "2026-09-17 09:00", [("K3", E)]),
        ("30分钟", "2026-09-14 09:00", "2026-09-14 09:30", []),
        ("30分钟", "2026-09-14 09:00", "2026-09-14 09:31", [("K3", E)]),
        ("90分钟", "2026-09-14 09:00", "2026-09-14 10:30", []),
        ("90分钟", "2026-09-14 09:00", "2026-09-14 10:31", [("K3", E)]),
        ("1.5小时", "2026-09-14 09:00", "2026-09-14 10:31", [("K3", E)]),
        # half a month is 15 days, a year 12 months
        ("半个月", "2026-03-02 09:00", "2026-03-17 09:00", []),
        ("半个月", "2026-03-02 09:00", "2026-03-18 09:00", [("K3", E)]),
        ("一个半月", "2026-03-02 09:00", "2026-04-17 09:00", []),
        ("一个半月", "2026-03-02 09:00", "2026-04-18 09:00", [("K3", E)]),
        ("半年", "2026-01-05 09:00", "2026-07-05 09:00", []),
        ("半年", "2026-01-05 09:00", "2026-07-07 09:00", [("K3", E)]),
        ("1年", "2025-09-01 09:00", "2026-09-01 09:00", []),
        ("1年", "2025-09-01 09:00", "2026-09-02 09:00", [("K3", E)]),
        # not read: neither kept nor broken
        ("不少于5个工作日", "2026-09-14 09:00", "2026-11-16 09:00", [("K3", W)]),
        ("5个工作日内回复", "2026-09-14 09:00", "2026-09-15 09:00", [("K3", W)]),
    ],
)
def test_a_promise_of_another_kind(
    promise: str, accepted: str, finished: str, expected: list[tuple[str, Severity]]
) -> None:
    assert timed([handled(accepted, finished)], promise=promise) == expected


@pytest.mark.parametrize(
    ("promise", "finished", "expected"),
    [
        ("约1个工作日", "2026-09-21 17:00", [("K3", W)]),
        ("约1个工作日", "2026-09-22 09:00", [("K3", W)]),
        ("约1个工作日", "2026-09-23 09:00", [("K3", W), ("K2", E)]),
        ("--", "2026-09-22 09:00", [("K2", E)]),
        ("", "2026-09-22 09:00", [("K2", E)]),
    ],
)
def test_an_instant_matter_with_a_promise_that_nobody_could_read(
    promise: str, finished: str, expected: list[tuple[str, Severity]]
) -> None:
    assert timed([handled("2026-09-21 11:00", finished)], "即办件", promise) == expected
