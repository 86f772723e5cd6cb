"""工作日: the shipped calendar against the notices themselves, its arithmetic, its coverage and its additions."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zicha.catalogue.working_days import Notice, OutsideCalendar, working_days

CALENDAR = working_days()
DAYS = st.dates(CALENDAR.first, CALENDAR.last)
NEXT = CALENDAR.last.year + 1
NEXT_YEAR = {"依据": "国办发明电〔示例〕1号", "年份": NEXT, "放假": [f"{NEXT}-01-01至{NEXT}-01-03"]}


@pytest.mark.parametrize(
    ("month", "off", "worked"),
    [
        # 国办发明电〔2025〕7号
        (1, {1, 2, 3}, {4}),
        (2, {15, 16, 17, 18, 19, 20, 21, 22, 23}, {14, 28}),
        (4, {4, 5, 6}, set()),
        (5, {1, 2, 3, 4, 5}, {9}),
        (6, {19, 20, 21}, set()),
        (9, {25, 26, 27}, {20}),
        (10, {1, 2, 3, 4, 5, 6, 7}, {10}),
    ],
)
def test_the_notice_of_2026(month: int, off: set[int], worked: set[int]) -> None:
    start = date(2026, month, 1)
    days = [day for number in range(31) if (day := start + timedelta(number)).month == month]
    expected = {day.day for day in days if day.weekday() < 5} - off | worked
    assert {day.day for day in days if CALENDAR.is_working(day)} == expected


@pytest.mark.parametrize(
    ("after", "until", "working"),
    [
        (date(2026, 10, 9), date(2026, 10, 10), 1),  # a make-up Saturday
        (date(2026, 9, 30), date(2026, 10, 8), 1),  # 国庆
        (date(2026, 9, 30), date(2026, 10, 7), 0),
        (date(2026, 9, 1), date(2026, 9, 1), 0),  # the day of acceptance is not counted
        (date(2026, 9, 4), date(2026, 9, 7), 1),  # over a weekend
        (date(2018, 12, 28), date(2018, 12, 29), 1),  # moved by the notice for 2019
        (date(2020, 1, 23), date(2020, 2, 3), 1),  # 春节 of 2020, extended
        (date(2026, 9, 8), date(2026, 9, 1), 0),
    ],
)
def test_working_days_between(after: date, until: date, working: int) -> None:
    assert len(CALENDAR.between(after, until)) == working


@given(DAYS, st.integers(0, 40))
def test_adding_is_the_inverse_of_counting(start: date, amount: int) -> None:
    try:
        end = CALENDAR.add(start, amount)
    except OutsideCalendar:
        return
    assert len(CALENDAR.between(start, end)) == amount
    assert not CALENDAR.more_than(amount, start, end)
    assert amount == 0 or CALENDAR.more_than(amount - 1, start, end)


@given(DAYS, DAYS, DAYS)
def test_counting_is_monotone_and_adds_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    whole, parts = CALENDAR.between(first, last), (CALENDAR.between(first, middle), CALENDAR.between(middle, last))
    assert whole == parts[0] + parts[1]
    assert len(whole) <= (last - first).days


@given(DAYS)
def test_never_ten_days_of_rest_on_end(start: date) -> None:
    """The longest on record was 春节 of 2020 with ten days, a month of guessing would show."""
    end = min(start + timedelta(days=11), CALENDAR.last)
    assert (end - start).days < 11 or CALENDAR.between(start, end)


@pytest.mark.parametrize("day", [CALENDAR.first - timedelta(1), CALENDAR.last + timedelta(1), date(2099, 1, 1)])
def test_what_no_notice_has_settled_is_not_guessed(day: date) -> None:
    with pytest.raises(OutsideCalendar, match=r"无法判定.*不在工作日历的范围内"):
        CALENDAR.is_working(day)
    with pytest.raises(OutsideCalendar):
        CALENDAR.between(day - timedelta(2), day + timedelta(1))


def test_a_limit_that_runs_out_of_the_calendar_is_not_guessed() -> None:
    with pytest.raises(OutsideCalendar):
        CALENDAR.add(CALENDAR.last, 1)


def test_few_enough_days_need_no_calendar() -> None:
    assert not CALENDAR.more_than(3, date(2099, 1, 1), date(2099, 1, 4))
    with pytest.raises(OutsideCalendar):
        CALENDAR.more_than(3, date(2099, 1, 1), date(2099, 1, 5))


def test_coverage_and_version_are_stated() -> None:
    assert (CALENDAR.first, CALENDAR.last.month, CALENDAR.last.day) == (date(2004, 1, 1), 12, 28)
    assert str(CALENDAR).startswith("chinesecalendar 1.")
    assert f"覆盖2004-01-01至{CALENDAR.last}" in str(CALENDAR)


def test_the_next_notice_extends_the_calendar() -> None:
    extended = CALENDAR.with_notices([Notice.model_validate(NEXT_YEAR)])
    assert extended.last == date(NEXT, 12, 28)
    assert [extended.is_working(date(NEXT, 1, day)) for day in (1, 2, 3)] == [False, False, False]
    assert extended.is_working(date(NEXT - 1, 12, 31)) == (date(NEXT - 1, 12, 31).weekday() < 5)
    assert "国办发明电〔示例〕1号" in str(extended)


def test_a_correction_changes_its_days_and_no_other() -> None:
    correction = {"依据": "关于延长春节假期的通知", "放假": ["2026-02-24"], "补班": ["2026-03-07"]}
    corrected = CALENDAR.with_notices([Notice.model_validate(correction)])
    changed = {date(2026, 2, 24), date(2026, 3, 7)}
    assert {day for day in changed if corrected.is_working(day) == CALENDAR.is_working(day)} == set()
    assert corrected.last == CALENDAR.last
    back = {"依据": "更正", "放假": ["2026-03-07"], "补班": ["2026-02-24"]}
    again = corrected.with_notices([Notice.model_validate(back)])
    assert all(again.is_working(day) == CALENDAR.is_working(day) for day in changed)


def test_a_year_cannot_be_left_out() -> None:
    later = Notice.model_validate({**NEXT_YEAR, "年份": NEXT + 1})
    with pytest.raises(ValueError, match=f"缺少{NEXT}年"):
        CALENDAR.with_notices([later])


@pytest.mark.parametrize("change", [{"放假": ["2026-13-01"]}, {"放假": "2026-01-01"}, {"依据": ""}, {"调休": []}])
def test_a_notice_that_cannot_be_read_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Notice.model_validate({**NEXT_YEAR, **change})


def test_spans_of_days() -> None:
    days = Notice.model_validate({**NEXT_YEAR, "放假": ["2027-02-05至2027-02-11"]}).off
    assert len(days) == 7
    assert all((later - earlier).days == 1 for earlier, later in pairwise(days))
