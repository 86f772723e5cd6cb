"""工作日: which days count in a limit of 工作日, by the yearly notices of 国务院办公厅 (make-up Saturdays are worked).

The days come from chinesecalendar and from working_days.yaml, for notices it does not know yet. A date that no notice
has settled is an error, never a guess: `OutsideCalendar`, whose text says 无法判定.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import Annotated, Any, Self

from chinese_calendar import holidays, workdays
from pydantic import BeforeValidator, Field

from zicha.catalogue.data import read_data
from zicha.model.base import Model

_DAY = timedelta(days=1)


class OutsideCalendar(LookupError):
    """无法判定: a date that the calendar does not cover."""


def _spans(value: Any) -> Any:
    """Return the days that a list names by themselves or as spans such as 2027-01-01至2027-01-03."""
    return tuple(day for entry in value for day in _span(str(entry))) if isinstance(value, list) else value


def _span(text: str) -> Iterator[date]:
    first, _, last = text.partition("至")
    yield from _until(date.fromisoformat(first.strip()) - _DAY, date.fromisoformat((last or first).strip()))


def _until(after: date, until: date) -> Iterator[date]:
    """Return every day after `after`, up to `until`."""
    return (after + _DAY * number for number in range(1, (until - after).days + 1))


Days = Annotated[tuple[date, ...], BeforeValidator(_spans)]


class Notice(Model):
    """放假安排: of a whole year, or without `year` a correction of the days it names."""

    source: str = Field(alias="依据", min_length=1)
    year: int | None = Field(None, alias="年份")
    off: Days = Field((), alias="放假")
    worked: Days = Field((), alias="补班")


@dataclass(frozen=True)
class WorkingDays:
    """The calendar. It covers `first` to `last`; `off` and `worked` are what differs from Monday to Friday."""

    first: date
    last: date
    off: frozenset[date]
    worked: frozenset[date]
    version: str

    def with_notices(self, notices: Sequence[Notice]) -> Self:
        """Return the calendar with further notices; a later one wins. Raise ValueError where a year is left out."""
        off, worked, last_year = set(self.off), set(self.worked), self.last.year
        for notice in notices:
            off = off.difference(notice.worked).union(notice.off)
            worked = worked.difference(notice.off).union(notice.worked)
            if notice.year is not None and notice.year > last_year + 1:
                raise ValueError(f"工作日历缺少{last_year + 1}年的放假安排")
            last_year = max(last_year, notice.year or last_year)
        return type(self)(
            self.first,
            _settled(last_year),
            frozenset(off),
            frozenset(worked),
            "、".join([self.version, *(notice.source for notice in notices)]),
        )

    def is_working(self, day: date) -> bool:
        """Return whether a day is worked. Raise OutsideCalendar."""
        if not self.first <= day <= self.last:
            raise OutsideCalendar(f"无法判定：{day}不在工作日历的范围内（{self.first}至{self.last}）")
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def between(self, after: date, until: date) -> tuple[date, ...]:
        """Return the working days after a day, up to and with another: the day something begins on does not count."""
        return tuple(day for day in _until(after, until) if self.is_working(day))

    def more_than(self, amount: int, after: date, until: date) -> bool:
        """Return whether more than so many working days have passed; without a calendar where no more days have."""
        return (until - after).days > amount and len(self.between(after, until)) > amount

    def add(self, start: date, amount: int) -> date:
        """Return the last day of a limit of so many working days that begins after `start`."""
        day = start
        while amount > 0:
            day += _DAY
            amount -= self.is_working(day)
        return day

    def __str__(self) -> str:
        return f"{self.version}，覆盖{self.first}至{self.last}"


@cache
def working_days() -> WorkingDays:
    """Return the calendar as shipped."""
    known = {*holidays, *workdays}
    library = WorkingDays(
        date(min(known).year, 1, 1),
        _settled(max(known).year),
        frozenset(holidays),
        frozenset(workdays),
        f"chinesecalendar {version('chinesecalendar')}",
    )
    data = read_data("working_days")
    return library.with_notices([Notice.model_validate(notice) for notice in data["安排"]])


def _settled(year: int) -> date:
    """Return the last day that a year's notice settles. The next may move later ones: 2018-12-29 was worked."""
    return date(year, 12, 28)
