"""Whether a case took longer than a limit allows, and how certain that is.

The day after acceptance is the first that counts, days of 中止 do not count (行政许可法第四十五条), and a bare 日 in a
行政许可 means working days (第八十二条). What neither the law nor the record settles is counted both ways, and where
the two ways differ a person decides: the days on which a 中止 began and ended, a bare 日 elsewhere, an end on a day of
rest (by 民法典第二百零三条 a period then ends with the next working day), hours on days of rest, part of a day.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil

from zicha.catalogue.working_days import WorkingDays
from zicha.model.matter import Case, MatterType
from zicha.model.time_limit import TimeLimit, TimeUnit
from zicha.rules.limit_comparison import counts_working_days

_DAY = timedelta(days=1)
_HOURS = {TimeUnit.HOUR: 1, TimeUnit.MINUTE: 1 / 60}
_MONTHS = {TimeUnit.MONTH: 1, TimeUnit.YEAR: 12}


@dataclass(frozen=True)
class Overrun:
    """How long a case took. `is_certain`: that is too long, whichever way one counts."""

    took: str
    is_certain: bool


@dataclass(frozen=True)
class _Pauses:
    """The days of 中止: those that surely do not count, and all that may not."""

    certain: frozenset[date]
    possible: frozenset[date]


def overrun(
    limit: TimeLimit, case: Case, end: datetime, matter_type: MatterType, calendar: WorkingDays
) -> Overrun | None:
    """Return by how much a case exceeds a limit, None where it was not accepted or keeps the limit.

    Raise OutsideCalendar if that takes a calendar that does not reach so far.
    """
    if limit.amount is None or case.accepted_at is None:
        return None
    pauses = _pauses(case, end.date())
    if limit.unit in _HOURS:
        return _hours_over(float(limit.amount) * _HOURS[limit.unit], case.accepted_at, end, pauses, calendar)
    accepted = case.accepted_at.date()
    amount = limit.amount
    if limit.unit in _MONTHS:
        amount = _days_of_months(accepted, limit.amount * _MONTHS[limit.unit])
    days = _days(accepted, end.date())
    running = _without(days, pauses.certain)
    if len(running) <= amount:
        return None
    working = [day for day in running if calendar.is_working(day)]
    if counts_working_days(limit.unit, matter_type):
        least, most, unit = len(_without(working, pauses.possible)), len(working), "个工作日"
    elif limit.unit is TimeUnit.DAY:
        least, most, unit = len(_without(working, pauses.possible)), len(running), "日"
    else:
        last_worked = max((day for day in days[:-1] if calendar.is_working(day)), default=accepted)
        rest = set(_days(last_worked, end.date() - _DAY))
        least, most, unit = len(_without(running, pauses.possible | rest)), len(running), "天"
    if most <= amount:
        return None
    return Overrun(f"{least}{unit}" if least == most else f"{least}至{most}{unit}", least > ceil(amount))


def _hours_over(
    amount: float, accepted: datetime, end: datetime, pauses: _Pauses, calendar: WorkingDays
) -> Overrun | None:
    hours = (end - accepted) / timedelta(hours=1)
    if hours - _hours_on(pauses.certain, accepted, end) <= amount:
        return None
    days = _days(accepted.date(), end.date())
    rest = {day for day in (accepted.date(), *days[:-1]) if days and not calendar.is_working(day)}
    least = hours - _hours_on(rest | pauses.possible, accepted, end)
    return Overrun(f"{hours:.1f}小时", least > amount)


def _pauses(case: Case, end: date) -> _Pauses:
    """Return the days of 中止; the days on which one began and ended may count or not."""
    possible = {day for pause in case.suspensions for day in (pause.begun, *_days(pause.begun, pause.ended or end))}
    edges = {day for pause in case.suspensions for day in (pause.begun, pause.ended)}
    return _Pauses(frozenset(possible - edges), frozenset(possible))


def _days(after: date, until: date) -> list[date]:
    return [after + _DAY * number for number in range(1, (until - after).days + 1)]


def _hours_on(days: Collection[date], begun: datetime, end: datetime) -> float:
    """Return how many hours between two moments fall on the days."""
    midnight = begun.replace(hour=0, minute=0, second=0, microsecond=0)
    total = timedelta()
    for day in days:
        start = midnight + (day - midnight.date())
        total += max(timedelta(), min(end, start + _DAY) - max(begun, start))
    return total / timedelta(hours=1)


def _without(days: list[date], others: Collection[date]) -> list[date]:
    return [day for day in days if day not in others]


def _days_of_months(day: date, number: int | Decimal) -> int | Decimal:
    """Return how many days so many months from a day have; half a month is 15 days."""
    whole = int(number)
    return (_months_later(day, whole) - day).days + (number - whole) * 30


def _months_later(day: date, number: int) -> date:
    """Return the same day of a later month, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
