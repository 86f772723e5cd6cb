"""How a row reads on paper, whatever the file format: tick boxes as lines, times, columns."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from zicha.catalogue.form import LedgerForm, ledger_form
from zicha.ledger.quoting import quoted
from zicha.ledger.rows import REFUTED, Row
from zicha.model.base import BEIJING


class TickLine(NamedTuple):
    """One box of the form, printed on a line of its own; without `is_ticked` a line that has no box."""

    is_ticked: bool | None
    wording: str

    def __str__(self) -> str:
        if self.is_ticked is None:
            return self.wording
        return f"{'☑' if self.is_ticked else '□'}{self.wording}"


def box_lines(row: Row, column: str) -> tuple[TickLine, ...]:
    """Return all boxes of a sub-column of 存在的问题."""
    return tuple(TickLine(box.code in row.boxes, box.wording) for box in ledger_form().boxes_of(column))


def state_lines(row: Row) -> tuple[TickLine, ...]:
    """Return 处理情况: the notice prints H2 and H3 as one box.

    Below stand an escalation, who says so, and for ever who took a tick away: 备注 has no place for that.
    """
    form = ledger_form()
    wording = {state.code: state.wording for state in form.states}
    lines = (TickLine("H1" in row.states, wording["H1"]), TickLine("H2" in row.states, form.joined_states))
    escalated = (TickLine(True, f"其中：{wording['H3']}"),) if "H3" in row.states else ()
    signatures = dict.fromkeys(quoted(one.signature) for one in row.people.handlings if one.box in row.boxes)
    signed = (TickLine(None, f"（{'；'.join(signatures)}填报）"),) if signatures else ()
    refuted = {outcome.box: outcome.refuted for outcome in row.outcomes if outcome.refuted}
    away = (
        TickLine(None, f"（{REFUTED}，已去掉“{form.box(code).wording}”：{words}）") for code, words in refuted.items()
    )
    return (*lines, *escalated, *signed, *away)


def local_time(moment: datetime | None) -> str:
    """Return the time in Beijing, to the minute; a time without a zone is taken as it is."""
    if moment is None:
        return ""
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")


def columns(form: LedgerForm) -> tuple[str, ...]:
    """Return all fourteen columns, from left to right."""
    return (*form.columns.before, *form.problem_columns, *form.columns.after)
