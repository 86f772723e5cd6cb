"""Whether two time limits are the same, and whether one is longer.

True, False, or None where their units leave it open. A bare 日 in the limit of a 行政许可 counts working days
(行政许可法第八十二条); elsewhere nothing says what it counts.
"""

from __future__ import annotations

from zicha.model.matter import MatterType
from zicha.model.time_limit import TimeLimit, TimeUnit

_DAYS = frozenset({TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.DAY})
_HOURS = {TimeUnit.HOUR: 1, TimeUnit.DAY: 24, TimeUnit.CALENDAR_DAY: 24, TimeUnit.MONTH: 24 * 30}


def counts_working_days(unit: TimeUnit, matter_type: MatterType) -> bool:
    """Whether a limit of this unit surely counts working days."""
    return unit is TimeUnit.WORKING_DAY or (unit is TimeUnit.DAY and matter_type is MatterType.LICENCE)


def is_same_limit(one: TimeLimit, other: TimeLimit, matter_type: MatterType) -> bool | None:
    """Whether two limits are the same; None where a person must say what their units meant."""
    if (one.amount, one.least) != (other.amount, other.least):
        return None if _may_convert(one, other) else False
    if one.unit is other.unit or not one.amount:
        return True
    if TimeUnit.DAY in (one.unit, other.unit) and _DAYS.issuperset((one.unit, other.unit)):
        return True if all(counts_working_days(unit, matter_type) for unit in (one.unit, other.unit)) else None
    return False


def is_longer_limit(one: TimeLimit, other: TimeLimit, matter_type: MatterType) -> bool | None:
    """Whether one limit is longer than another; None where one of them is not set, or their units leave it open."""
    if one.amount is None or other.amount is None:
        return None
    if has_same_unit(one, other, matter_type):
        return one.amount > other.amount
    least, most = calendar_days(one)
    other_least, other_most = calendar_days(other)
    if least > other_most:
        return True
    return False if most <= other_least else None


def has_same_unit(one: TimeLimit, other: TimeLimit, matter_type: MatterType) -> bool:
    """Whether two limits count the same unit, or one of them needs none (即办)."""
    if not one.amount or not other.amount or one.unit is other.unit:
        return True
    return all(counts_working_days(limit.unit, matter_type) for limit in (one, other))


def calendar_days(limit: TimeLimit) -> tuple[float, float]:
    """Return the fewest and the most calendar days that a limit may take where no holiday comes between.

    A bare 日 may count working days or not, and a working day is a calendar day at least.
    """
    amount = limit.amount or 0
    match limit.unit:
        case TimeUnit.WORKING_DAY | TimeUnit.DAY:
            return amount, amount + 2.0 * -(-amount // 5)
        case TimeUnit.CALENDAR_DAY:
            return amount, amount
        case TimeUnit.HOUR:
            return amount / 24, amount / 8 * 7 / 5
        case TimeUnit.MONTH:
            return amount * 28, amount * 31


def _may_convert(one: TimeLimit, other: TimeLimit) -> bool:
    """Whether different numbers may still be one period: 24小时 and 1日, 1个月 and 30日."""
    if one.unit is other.unit or one.least or other.least or not (one.amount and other.amount):
        return False
    if one.unit not in _HOURS or other.unit not in _HOURS:
        return False
    return one.amount * _HOURS[one.unit] == other.amount * _HOURS[other.unit]
