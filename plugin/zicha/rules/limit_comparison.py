"""Whether two time limits are the same, and whether one is longer.

True, False, or None where their units leave it open. A bare 日 in the limit of a 行政许可 counts working days
(行政许可法第八十二条); elsewhere nothing says what it counts. 当日办结 may be what a promise of one day means. An hour
is 60 minutes and a year 12 months; everything else is converted by a person.
"""

from __future__ import annotations

from decimal import Decimal

from zicha.model.matter import MatterType
from zicha.model.time_limit import TimeLimit, TimeUnit

_DAYS = frozenset({TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.DAY})
_DAY = 24 * 60
_MINUTES = {TimeUnit.MINUTE: 1, TimeUnit.DAY: _DAY, TimeUnit.CALENDAR_DAY: _DAY, TimeUnit.MONTH: _DAY * 30}
_OFFICE_DAYS = (TimeUnit.WORKING_DAY, TimeUnit.DAY)
_OFFICE_MINUTES = (7 * 60, 8 * 60)
"""How long a working day is: no law says 7 or 8 hours for every office."""


def counts_working_days(unit: TimeUnit, matter_type: MatterType) -> bool:
    """Return whether a limit of this unit surely counts working days."""
    return unit is TimeUnit.WORKING_DAY or (unit is TimeUnit.DAY and matter_type is MatterType.LICENCE)


def is_same_limit(one: TimeLimit, other: TimeLimit, matter_type: MatterType) -> bool | None:
    """Return whether two limits are the same; None where a person must say what their units or words meant."""
    if any(a.same_day and b.amount and b.is_within_a_day for a, b in ((one, other), (other, one))):
        return None
    one, other = _exact(one), _exact(other)
    if (one.amount, one.least) != (other.amount, other.least):
        return None if _may_convert(one, other) else False
    if one.unit is other.unit or not one.amount:
        return True
    if TimeUnit.DAY in (one.unit, other.unit) and _DAYS.issuperset((one.unit, other.unit)):
        return True if all(counts_working_days(unit, matter_type) for unit in (one.unit, other.unit)) else None
    return False


def is_longer_limit(one: TimeLimit, other: TimeLimit, matter_type: MatterType) -> bool | None:
    """Return whether one limit is longer than another; None where one is not set, or their units leave it open."""
    if one.amount is None or other.amount is None:
        return None
    exact, exact_other = _exact(one), _exact(other)
    if has_same_unit(exact, exact_other, matter_type):
        return (exact.amount or 0) > (exact_other.amount or 0)
    least, most = calendar_days(one)
    other_least, other_most = calendar_days(other)
    if least > other_most:
        return True
    return False if most <= other_least else None


def has_same_unit(one: TimeLimit, other: TimeLimit, matter_type: MatterType) -> bool:
    """Return whether two limits count the same unit, or one of them needs none (即办)."""
    if not one.amount or not other.amount or one.unit is other.unit:
        return True
    return all(counts_working_days(limit.unit, matter_type) for limit in (one, other))


def calendar_days(limit: TimeLimit) -> tuple[float, float]:
    """Return the fewest and the most calendar days that a limit may take where no holiday comes between.

    A bare 日 may count working days or not, and a working day is a calendar day at least.
    """
    amount = float(limit.amount or 0)
    match limit.unit:
        case TimeUnit.WORKING_DAY | TimeUnit.DAY:
            return amount, amount + 2.0 * -(-amount // 5)
        case TimeUnit.CALENDAR_DAY:
            return amount, amount
        case TimeUnit.MINUTE:
            return amount / 60 / 24, amount / 60 / 8 * 7 / 5
        case TimeUnit.HOUR:
            return amount / 24, amount / 8 * 7 / 5
        case TimeUnit.MONTH:
            return amount * 28, amount * 31
        case TimeUnit.YEAR:
            return amount * 365, amount * 366


def _exact(limit: TimeLimit) -> TimeLimit:
    """Return a limit in minutes or months where its hours or years are so many whatever the calendar."""
    unit, factor = {TimeUnit.HOUR: (TimeUnit.MINUTE, 60), TimeUnit.YEAR: (TimeUnit.MONTH, 12)}.get(
        limit.unit, (limit.unit, 1)
    )
    if factor == 1 or limit.amount is None:
        return limit
    least = None if limit.least is None else limit.least * factor
    return TimeLimit(amount=limit.amount * factor, unit=unit, least=least)


def _may_convert(one: TimeLimit, other: TimeLimit) -> bool:
    """Return whether two numbers may be one period: 24小时 and 1日, 1个月 and 30日, 1年 and 365日, 半天 and 4小时.

    Their years are months and their hours are minutes already.
    """
    if one.unit is other.unit or one.least or other.least or not (one.amount and other.amount):
        return False
    return _is_office_time(one, other) or _is_office_time(other, one) or _is_calendar_time(one, other)


def _is_office_time(days: TimeLimit, minutes: TimeLimit) -> bool:
    """Return whether so many minutes may be the office hours of so many days."""
    if days.unit not in _OFFICE_DAYS or minutes.unit is not TimeUnit.MINUTE or not (days.amount and minutes.amount):
        return False
    fewest, most = (days.amount * each for each in _OFFICE_MINUTES)
    return fewest <= minutes.amount <= most


def _is_calendar_time(one: TimeLimit, other: TimeLimit) -> bool:
    """Return whether two limits are as many minutes, a month of 30 days and a year of 365."""
    if one.unit not in _MINUTES or other.unit not in _MINUTES:
        return False
    return not {*_in_minutes(one)}.isdisjoint(_in_minutes(other))


def _in_minutes(limit: TimeLimit) -> tuple[Decimal, ...]:
    amount = Decimal(limit.amount or 0)
    of_years = (amount / 12 * 365 * _DAY,) if limit.unit is TimeUnit.MONTH and amount % 12 == 0 else ()
    return (amount * _MINUTES[limit.unit], *of_years)
