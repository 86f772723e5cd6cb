"""Rows out of pieces of text that stand somewhere on a page, with an empty cell where a column has nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_COLUMNS = 3
"""Fewer pieces side by side are no columns for what stands below them."""
_ALIKE = 1.0
"""How far pieces of one column may begin apart, or their middles be."""
_REACHES_INTO_ANOTHER = 0.3
"""The share of a piece beneath a second column from which it stands in neither."""


class Piece(NamedTuple):
    """Text and its place; top and bottom grow downwards."""

    left: float
    right: float
    top: float
    bottom: float
    text: str


class Row(NamedTuple):
    """The texts of a row, and how far down it stands."""

    top: float
    texts: list[str]


def rows_by_position(pieces: Sequence[Piece]) -> list[Row]:
    """Return rows of cells: the pieces whose middle lies within the height of a row's first, from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted((p for p in pieces if p.text.strip()), key=lambda p: (p.top + p.bottom, p.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and rows[-1][0].top <= middle <= rows[-1][0].bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return _with_empty_cells([sorted(row, key=lambda piece: piece.left) for row in rows])


def _with_empty_cells(rows: Sequence[Sequence[Piece]]) -> list[Row]:
    """Return the rows; where the pieces of one all stand beneath columns above it, it has cells for the others, too."""
    columns: Sequence[Piece] = ()
    with_cells: list[Row] = []
    for row in rows:
        texts = [piece.text for piece in row]
        places = _columns_of(row, columns) if _COLUMNS <= len(columns) > len(row) else None
        if places is None:
            columns = row
        elif places != [0] and _stand_alike(row, columns, places):  # alone at the left it may be a line of text
            texts = [row[places.index(at)].text if at in places else "" for at in range(len(columns))]
        with_cells.append(Row(row[0].top, texts))
    return with_cells


def _stand_alike(row: Sequence[Piece], columns: Sequence[Piece], places: Sequence[int]) -> bool:
    """Whether all pieces begin, or are centred, where those of their columns are."""
    pairs = [(piece, columns[at]) for piece, at in zip(row, places, strict=True)]
    begin_alike = all(abs(piece.left - above.left) <= _ALIKE for piece, above in pairs)
    return begin_alike or all(
        abs(piece.left + piece.right - above.left - above.right) <= 2 * _ALIKE for piece, above in pairs
    )


def _columns_of(row: Sequence[Piece], columns: Sequence[Piece]) -> list[int] | None:
    """Return the number of the column beneath which each piece stands; None if one stands beneath none, or several."""
    places = [_column_of(piece, columns) for piece in row]
    known = [place for place in places if place is not None]
    return known if len(known) == len(row) == len(set(known)) else None


def _column_of(piece: Piece, columns: Sequence[Piece]) -> int | None:
    shared = [min(piece.right, column.right) - max(piece.left, column.left) for column in columns]
    if max(shared) <= 0:  # a short one beside the middle of its column
        middle = (piece.left + piece.right) / 2
        gaps = [(one.right + other.left) / 2 for one, other in pairwise(columns)]
        return sum(gap <= middle for gap in gaps) if columns[0].left <= middle <= columns[-1].right else None
    first, second = sorted(shared, reverse=True)[:2]
    return None if second > _REACHES_INTO_ANOTHER * (piece.right - piece.left) else shared.index(first)
