"""How a row reads on paper, whatever the file format: tick boxes as lines, times, and the questions a reader has."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from zicha.catalogue.form import LedgerForm, ledger_form
from zicha.ledger.rows import CHINA, Row


class TickLine(NamedTuple):
    """One box of the form, printed on a line of its own."""

    ticked: bool
    wording: str

    def __str__(self) -> str:
        return f"{'☑' if self.ticked else '□'}{self.wording}"


def box_lines(row: Row, column: str) -> tuple[TickLine, ...]:
    """All boxes of a sub-column of 存在的问题."""
    return tuple(TickLine(box.code in row.boxes, box.wording) for box in ledger_form().boxes_of(column))


def state_lines(row: Row) -> tuple[TickLine, ...]:
    """处理情况: the notice prints H2 and H3 as one box; an escalation is told on a line below it."""
    form = ledger_form()
    wording = {state.code: state.wording for state in form.states}
    lines = (TickLine("H1" in row.states, wording["H1"]), TickLine("H2" in row.states, form.joined_states))
    return (*lines, TickLine(True, f"其中：{wording['H3']}")) if "H3" in row.states else lines


def local_time(moment: datetime | None) -> str:
    """The time in China, to the minute; a time without a zone is taken as it is."""
    if moment is None:
        return ""
    return (moment.astimezone(CHINA) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")


def columns(form: LedgerForm) -> tuple[str, ...]:
    """All fourteen columns, from left to right."""
    return (*form.columns.before, *form.problem_columns, *form.columns.after)
