"""人工填报 → a row: which ticks people set or took away, and what they say of 处理情况 and 备注.

- A tick that was taken away counts for the words that were refuted; what is found in other words is ticked again.
- A tick that was set stays until somebody refutes its words.
- 已处理 counts for a tick that was observed before it: found again afterwards, the problem was not done with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from types import MappingProxyType

from zicha.ledger.quoting import quoted
from zicha.model.base import Model
from zicha.model.statement import Addition, Correction, Handling, Progress, Statements, Tick

_STATES = MappingProxyType({Progress.DONE: ("H1",), Progress.UNDER_WAY: ("H2",), Progress.WITH_PROVINCE: ("H2", "H3")})
Details = tuple[str, Sequence[str], date | None]
"""What the machine has of a box: its code, the texts of its tick, and the day of that."""


class People(Model):
    """What people have put into one row. `outdated` are statements 已处理 older than what was found."""

    corrections: tuple[Correction, ...] = ()
    handlings: tuple[Handling, ...] = ()
    additions: tuple[Addition, ...] = ()
    outdated: tuple[Handling, ...] = ()

    @property
    def ticks(self) -> set[str]:
        """Return the boxes that people have ticked."""
        return {one.box for one in self.corrections if one.to is Tick.SET}

    @property
    def details(self) -> tuple[str, ...]:
        """Return what people add to 备注, in their order."""
        ticked = (quoted(one.words) for one in self.corrections if one.to is Tick.SET)
        return (*ticked, *(quoted(one.words) for one in self.additions))

    def words_of(self, box: str) -> tuple[str, ...]:
        """Return the words of who ticked a box."""
        return tuple(quoted(one.words) for one in self.corrections if one.to is Tick.SET and one.box == box)

    def refutation(self, box: str, details: Sequence[str]) -> str:
        """Return the words of who took away a tick with these details, empty where nobody did."""
        away = [one for one in self.corrections if one.box == box and one.to is Tick.TAKEN_AWAY]
        refuted = {text for one in away for text in _refuted(one)}
        return "；".join(quoted(one.words) for one in away) if details and refuted.issuperset(details) else ""

    def states(self, ticked: Iterable[str]) -> set[str]:
        """Return the codes of 处理情况 by what people say of the boxes that are ticked."""
        boxes = set(ticked)
        return {code for one in self.handlings if one.box in boxes for code in _STATES[one.progress]}


def people_in(statements: Statements, found_by_machine: Sequence[Details]) -> People:
    """Return what of the statements counts in a row of which this was found."""
    away = [one for one in statements.corrections if one.to is Tick.TAKEN_AWAY]
    corrections = [*away, *(one for one in statements.corrections if one.to is Tick.SET and not _taken_back(one, away))]
    days: dict[str, date] = {}
    for box, details, day in found_by_machine:
        if details and day is not None:
            days[box] = max(day, days.get(box, day))
    handled = {one.box: one for one in sorted(statements.handlings, key=_day)}
    outdated = [
        one for one in handled.values() if one.progress is Progress.DONE and one.on < days.get(one.box, date.min)
    ]
    return People(
        corrections=tuple(corrections),
        handlings=tuple(one for one in handled.values() if one not in outdated),
        additions=statements.additions,
        outdated=tuple(outdated),
    )


def _taken_back(tick: Correction, away: Iterable[Correction]) -> bool:
    words = {quoted(tick.reason), quoted(tick.words)}
    return any(one.box == tick.box and one.on >= tick.on and not words.isdisjoint(_refuted(one)) for one in away)


def _refuted(correction: Correction) -> Iterable[str]:
    return (quoted(text) for text in correction.refuted)


def _day(handling: Handling) -> date:
    return handling.on
