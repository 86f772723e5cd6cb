"""Whether a case took longer than a limit allows, and how sure that is.

The day after acceptance is the first that counts, days of 中止 do not (行政许可法第四十五条), and a bare 日 in a
行政许可 means working days (第八十二条). What neither the law nor the record settles is counted both ways, and where
the two ways differ a person decides: the days on which a 中止 began and ended, a bare 日 elsewhere, an end on a day of
rest (by 民法典第二百零三条 a period then ends with the next working day), hours on days of rest.
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zicha.catalogue.working_days import WorkingDays
from zicha.model.matter import Case
from zicha.model.time_limit import TimeLimit, TimeUnit

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Overrun:
    """How long a case took, and whether that is too long however one counts."""

    took: str
    surely: bool


def overrun(limit: TimeLimit, case: Case, until: datetime, licence: bool, calendar: WorkingDays) -> Overrun | None:
    """None where a case that was accepted has kept the limit. Raises OutsideCalendar where that takes a calendar."""
    if limit.amount is None or case.accepted_at is None:
        return None
    accepted = case.accepted_at
    days = _days(accepted.date(), until.date())
    maybe_stopped = {
        day for pause in case.suspensions for day in (pause.begun, *_days(pause.begun, pause.ended or until.date()))
    }
    stopped = maybe_stopped - {day for pause in case.suspensions for day in (pause.begun, pause.ended)}
    if limit.unit is TimeUnit.HOUR:
        hours = (until - accepted) / timedelta(hours=1)
        if hours - _hours_of(stopped, accepted, until) <= limit.amount:
            return None
        rest = {day for day in (accepted.date(), *days[:-1]) if days and not calendar.is_working(day)}
        return Overrun(f"{hours:.1f}小时", hours - _hours_of(rest | maybe_stopped, accepted, until) > limit.amount)
    amount = limit.amount
    if limit.unit is TimeUnit.MONTH:
        amount = (_months_later(accepted.date(), limit.amount) - accepted.date()).days
    running = [day for day in days if day not in stopped]
    if len(running) <= amount:
        return None
    working = [day for day in running if calendar.is_working(day)]
    if limit.unit is TimeUnit.WORKING_DAY or (limit.unit is TimeUnit.DAY and licence):
        least, most, unit = len(_without(working, maybe_stopped)), len(working), "个工作日"
    elif limit.unit is TimeUnit.DAY:
        least, most, unit = len(_without(working, maybe_stopped)), len(running), "日"
    else:
        last_worked = max((day for day in days[:-1] if calendar.is_working(day)), default=accepted.date())
        rest = set(_days(last_worked, until.date() - _DAY))
        least, most, unit = len(_without(running, maybe_stopped | rest)), len(running), "天"
    if most <= amount:
        return None
    return Overrun(f"{least}{unit}" if least == most else f"{least}至{most}{unit}", least > amount)


def _days(after: date, until: date) -> list[date]:
    return [after + _DAY * number for number in range(1, (until - after).days + 1)]


def _hours_of(days: set[date], begun: datetime, until: datetime) -> float:
    """How much of the time from one moment to another falls on the days."""
    midnight = begun.replace(hour=0, minute=0, second=0, microsecond=0)
    total = timedelta()
    for day in days:
        start = midnight + (day - midnight.date())
        total += max(timedelta(), min(until, start + _DAY) - max(begun, start))
    return total / timedelta(hours=1)


def _without(days: list[date], others: set[date]) -> list[date]:
    return [day for day in days if day not in others]


def _months_later(day: date, number: int) -> date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
