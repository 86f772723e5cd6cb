"""Where the head of a sheet stands and what each of its columns holds: below a title, in one row or in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zicha.inventory.importing.columns import GROUPS, Column, Heads, Role
from zicha.inventory.importing.source import Cell, Row, Sheet
from zicha.model.base import folded

_ROWS_ABOVE = 15
"""How far down a head may stand, below a title and remarks."""
_FEWEST = 2
"""Of known heads in a head."""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a sheet by their place, the heads that nobody knows, and the rows below."""

    name: str
    columns: tuple[tuple[int, Column], ...]
    unknown: tuple[Cell, ...]
    rows: tuple[Row, ...]


def table_of(sheet: Sheet, heads: Heads) -> Table | None:
    """Return the sheet as a table, None when no row of it is a head."""
    best: tuple[int, int, list[tuple[Cell, str]]] = (0, 0, [])
    for top in range(min(_ROWS_ABOVE, len(sheet.rows))):
        for height in (1, 2):
            head = _head(sheet.rows[top : top + height])
            number = sum(bool(heads.meanings(cell.text)) for cell, _ in head)
            if number > best[0]:
                best = (number, top + height, head)
    number, below, head = best
    if number < _FEWEST:
        return None
    texts = [cell.text for cell, _ in head]
    rows = [row for row in sheet.rows[below:] if any(cell.text for cell in row)]
    return Table(
        sheet.name,
        tuple(_columns(head, heads)),
        tuple(
            cell
            for cell, _ in head
            if cell.text and not heads.meanings(cell.text) and not heads.is_without_place(cell.text)
        ),
        tuple(row for row in rows if [cell.text for cell in row][: len(texts)] != texts),  # a head printed again
    )


def _head(rows: Sequence[Row]) -> list[tuple[Cell, str]]:
    """Return each column's head, and the head that stands over it where there are two rows."""
    if len(rows) < 2:
        return [(cell, "") for row in rows for cell in row]
    upper, lower = rows
    cells = []
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) else Cell("", "")
        own = lower[at] if at < len(lower) and lower[at].text else above
        cells.append((own, above.text if own is not above else ""))
    return cells


def _columns(head: Sequence[tuple[Cell, str]], heads: Heads) -> list[tuple[int, Column]]:
    """Return the columns that are known. Of several meanings the one of the group above it, or of the column before."""
    columns: list[tuple[int, Column]] = []
    group = ""
    for at, (cell, above) in enumerate(head):
        meanings = heads.meanings(cell.text)
        if not meanings:
            continue
        groups_above = [name for name in GROUPS if above and folded(name) in folded(above)]
        fitting = [each for each in meanings if each.group in groups_above]
        fitting = fitting or [each for each in meanings if each.group == group]
        column = (fitting or list(meanings))[0]
        columns.append((at, column))
        if column.role is Role.VALUE:
            group = column.group
    return columns
