"""Where the head of a sheet stands and what each of its columns holds: below a title, in one row, two or three.

A sheet of one matter has its heads one below the other, beside the values: it is turned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zicha.inventory.importing.columns import GROUPS, GUIDE, MATTER, Column, Heads, Role
from zicha.inventory.importing.source import Cell, Row, Sheet
from zicha.inventory.shape import Kind
from zicha.model.base import folded

_ROWS_ABOVE = 15
"""How far down a head may stand, below a title and remarks."""
_FEWEST = 2
"""Of known heads in a head."""
_ROWS_OF_A_FORM, _ROWS_LOOKED_AT = 3, 60
_MOST_TURNED = 500
"""Rows and columns of a sheet that may be turned: one of a few matters."""
_UNIT = "单位"


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a sheet with their places, by rank, the heads that nobody knows, and the rows below."""

    name: str
    columns: tuple[tuple[int, Column], ...]
    unknown: tuple[Cell, ...]
    rows: tuple[Row, ...]


def table_of(sheet: Sheet, heads: Heads) -> Table | None:
    """Return the sheet as a table, None when no row of it is a head, and no column."""
    upright, turned = _head_of(sheet.rows, heads), _head_of(_turned(sheet.rows), heads)
    rows = _turned(sheet.rows) if turned.known > upright.known else sheet.rows
    head = max(upright, turned, key=lambda each: each.known)
    if head.known < _FEWEST:
        return None
    columns = tuple(_columns(head.cells, heads))
    places = {at for at, _ in columns}
    return Table(
        sheet.name,
        tuple(sorted(columns, key=lambda each: each[1].rank)),
        tuple(
            cell
            for at, (cell, _) in enumerate(head.cells)
            if cell.text and at not in places and not heads.is_without_place(cell.text)
        ),
        tuple(
            row
            for row in rows[head.below :]
            if any(cell.text for cell in row) and not _is_head_again(row, head.cells, columns, heads)
        ),
    )


def is_form(sheet: Sheet, heads: Heads) -> bool:
    """Return whether heads and values stand side by side in row after row, as on a paper form of one matter."""
    rows: list[frozenset[str]] = []
    for row in sheet.rows[:_ROWS_LOOKED_AT]:
        own = {each.key for cell in row for each in heads.meanings(cell.text)[:1] if each.group in (MATTER, GUIDE)}
        if len(own) >= _FEWEST and all(own.isdisjoint(other) for other in rows):
            rows.append(frozenset(own))
    return len(rows) >= _ROWS_OF_A_FORM


_HeadCell = tuple[Cell, str]
"""The head of a column, and the one that stands over it where there are several rows."""


@dataclass(frozen=True, slots=True)
class _Head:
    known: int
    below: int
    cells: Sequence[_HeadCell]


def _head_of(rows: Sequence[Row], heads: Heads) -> _Head:
    """Return the head that names most elements; of several the first and lowest."""
    best = _Head(0, 0, ())
    for top in range(min(_ROWS_ABOVE, len(rows))):
        for height in (1, 2, 3):
            cells = _head(rows[top : top + height])
            meanings = (_meanings(cell, above, heads) for cell, above in cells)
            known = {(each[0].group, each[0].key, each[0].role) for each in meanings if each}
            if len(known) > best.known:
                best = _Head(len(known), top + height, cells)
    return best


def _turned(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the columns of a sheet as rows, as far as a head may stand to their left."""
    width = max(map(len, rows), default=0)
    if len(rows) > _MOST_TURNED or width > _MOST_TURNED:
        return ()
    blank = Cell("", "")
    return tuple(tuple(row[at] if at < len(row) else blank for row in rows) for at in range(width))


def _is_head_again(row: Row, head: Sequence[_HeadCell], columns: Sequence[tuple[int, Column]], heads: Heads) -> bool:
    """Return whether a row names its columns again: on the next page, in another language, as a row of codes."""
    texts = [cell.text for cell, _ in head]
    if [cell.text for cell in row][: len(texts)] == texts:
        return True
    filled = [(row[at].text, column) for at, column in columns if at < len(row) and row[at].text]

    def is_named(text: str, column: Column) -> bool:
        return any((each.group, each.key) == (column.group, column.key) for each in heads.meanings(text))

    if not any(is_named(*each) for each in filled[:2]):
        return False
    again = sum(is_named(*each) for each in filled)
    return again >= _FEWEST and 2 * again >= len(filled)


def _head(rows: Sequence[Row]) -> list[_HeadCell]:
    """Return each column's head: the lowest text of these rows, and what stands over it."""
    cells = []
    for at in range(max(map(len, rows), default=0)):
        stack = [row[at] for row in rows if at < len(row) and row[at].text]
        own = stack[-1] if stack else Cell("", "")
        above = [cell.text for cell in stack if cell.text != own.text]
        cells.append((own, above[-1] if above else ""))
    return cells


def _meanings(cell: Cell, above: str, heads: Heads) -> tuple[Column, ...]:
    """Return what a head may mean: 说明 below 承诺办结时限 is its 说明, 法定 below 办结时限 is 法定办结时限."""
    whole = heads.meanings(above + cell.text) if above else ()
    return whole or heads.meanings(cell.text) or (heads.meanings(cell.text + above) if above else ())


def _columns(head: Sequence[_HeadCell], heads: Heads) -> Iterator[tuple[int, Column]]:
    """Yield the columns that are known. Of several meanings the one of the group above it, or of the column before."""
    last: tuple[int, Column] | None = None
    group = ""
    for at, (cell, above) in enumerate(head):
        meanings = _meanings(cell, above, heads)
        if not meanings:
            if last is not None and last[0] == at - 1 and _is_unit_of(cell.text, last[1]):
                yield at, Column(last[1].group, last[1].key, Role.UNIT)
            continue
        groups_above = [name for name in GROUPS if above and folded(name) in folded(above)]
        fitting = [each for each in meanings if each.group in groups_above]
        fitting = fitting or [each for each in meanings if each.group == group]
        column = (fitting or list(meanings))[0]
        last = at, column
        yield last
        if column.role is Role.VALUE:
            group = column.group


def _is_unit_of(head: str, column: Column) -> bool:
    """Return whether a head names the unit of the limit before it: 单位, 时限单位."""
    is_limit = column.role is Role.VALUE and column.shape is not None and column.shape.kind is Kind.LIMIT
    return is_limit and folded(head).endswith(_UNIT)
