"""Tables out of pieces of text and the lines that are drawn around them: what stands between four lines is one cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from zicha.documents.layout import Piece, Row, rows_by_position, words_of

_SAME_LINE = 3.0
"""Points: a border has two sides."""
_FRAME = 2
"""Lines down a page, side by side."""


class Rule(NamedTuple):
    """A straight line: where it runs, and from where to where."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The lines down and across a page."""

    down: Sequence[Rule]
    across: Sequence[Rule]


class _Cell(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float


def ruled_rows(pieces: Sequence[Piece], rules: Rules) -> list[Row]:
    """Return the rows of a page: those of its tables with their empty cells, and the lines of text outside of them."""
    cells = [(_cell_around(piece, rules), piece) for piece in pieces]
    inside: dict[_Cell, list[Piece]] = {}
    for cell, piece in cells:
        if cell is not None:
            inside.setdefault(cell, []).append(piece)
    outside = rows_by_position(words_of(piece for cell, piece in cells if cell is None))
    return sorted([*outside, *_table_rows(inside, rules)], key=lambda row: row.top)


def _cell_around(piece: Piece, rules: Rules) -> _Cell | None:
    across, down = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    left, right = _neighbours(across, _crossing(rules.down, down))
    top, bottom = _neighbours(down, _crossing(rules.across, across))
    if left is None or right is None or top is None or bottom is None:
        return None
    return _Cell(left, right, top, bottom)


def _crossing(rules: Iterable[Rule], at: float) -> list[float]:
    """Return where lines run that cross a place, each once."""
    edges: list[float] = []
    for rule in sorted(rules):
        if rule.start - _SAME_LINE <= at <= rule.end + _SAME_LINE and (not edges or rule.at - edges[-1] > _SAME_LINE):
            edges.append(rule.at)
    return edges


def _neighbours(at: float, lines: Sequence[float]) -> tuple[float | None, float | None]:
    before = [line for line in lines if line <= at]
    after = [line for line in lines if line > at]
    return (before[-1] if before else None), (after[0] if after else None)


def _table_rows(inside: dict[_Cell, list[Piece]], rules: Rules) -> list[Row]:
    """Return a row for each band of cells; a cell that reaches over several stands in its first.

    A frame without a line within is no cell: it may go around a whole page.
    """
    bands = sorted({(cell.top, cell.bottom) for cell in inside})
    rows: list[Row] = []
    left = dict(inside)
    for top, bottom in [band for band in bands if not any(_is_within(other, band) for other in bands)]:
        middle = (top + bottom) / 2
        texts = []
        lines = _crossing(rules.down, middle)
        if len(lines) == _FRAME:
            framed = [cell for cell in left if (cell.top, cell.bottom) == (top, bottom)]
            rows += rows_by_position(words_of(piece for cell in framed for piece in left.pop(cell)))
            continue
        for start, end in pairwise(lines):
            own = [cell for cell in left if cell.top <= middle <= cell.bottom and start <= _middle(cell) <= end]
            texts.append(" ".join(_text(left.pop(cell)) for cell in own))
        rows.append(Row(top, texts))
    return [*rows, *(Row(cell.top, [_text(rest)]) for cell, rest in left.items())]


def _is_within(band: tuple[float, float], other: tuple[float, float]) -> bool:
    return band != other and other[0] - _SAME_LINE <= band[0] and band[1] <= other[1] + _SAME_LINE


def _middle(cell: _Cell) -> float:
    return (cell.left + cell.right) / 2


def _text(pieces: Sequence[Piece]) -> str:
    """Return the lines within a cell as one text."""
    return "".join(" ".join(row.texts) for row in rows_by_position(words_of(pieces)))
