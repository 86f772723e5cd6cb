"""Rows out of pieces of text that stand somewhere on a page, with an empty cell where a column has nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_COLUMNS = 3
"""Fewer pieces side by side are no columns for what stands below them."""
_BETWEEN_LETTERS = 0.5
"""Share of the height of letters: words in two cells stand further apart."""
_WITHIN_SENTENCE = 1.2
"""The same, of columns: between the words of a sentence there is less."""
_GOES_ON, _SENTENCE = re.compile(r"\s*[，；。、)）”]."), re.compile(r".[，；。].")
_ALIKE = 2.5
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


def rows_by_position(pieces: Iterable[Piece]) -> list[Row]:
    """Return rows of cells: the pieces that stand on one line, from left to right."""
    return _with_empty_cells(_lines(pieces))


def words_of(letters: Iterable[Piece]) -> list[Piece]:
    """Return pieces of a line as one that follow each other like the letters of a word."""
    return [word for line in _lines(letters) for word in _joined(line)]


def _lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    top = bottom = 0.0
    for piece in sorted((p for p in pieces if p.text.strip()), key=lambda p: (p.top + p.bottom, p.left)):
        middle, of_line = (piece.top + piece.bottom) / 2, (top + bottom) / 2
        if lines and (top <= middle <= bottom or piece.top <= of_line <= piece.bottom):
            lines[-1].append(piece)
            top, bottom = min(top, piece.top), max(bottom, piece.bottom)
        else:
            lines.append([piece])
            top, bottom = piece.top, piece.bottom
    return [sorted(line, key=lambda piece: piece.left) for line in lines]


def _joined(line: Sequence[Piece]) -> list[Piece]:
    words: list[Piece] = []
    height = max(piece.bottom - piece.top for piece in line)
    for piece in line:
        if words and piece.left - words[-1].right <= _most_between(words[-1].text) * height:
            before = words[-1]
            words[-1] = Piece(
                before.left,
                max(before.right, piece.right),
                min(before.top, piece.top),
                max(before.bottom, piece.bottom),
                before.text + piece.text,
            )
        else:
            words.append(piece)
    return [_as_sentence(words, height)] if _are_sentence(words, height) else words


def _most_between(text: str) -> float:
    """Return how far letters behind a text may stand and go on with it: further within brackets."""
    is_open = max(map(text.rfind, "（(")) > max(map(text.rfind, "）)"))
    return _WITHIN_SENTENCE if is_open else _BETWEEN_LETTERS


def _are_sentence(words: Sequence[Piece], height: float) -> bool:
    """Whether the words of a line go on from one to the next, around gaps; no cell begins with a comma."""
    if any(_GOES_ON.match(word.text) for word in words[1:]):
        return True
    gaps = [after.left - before.right for before, after in pairwise(words)]
    return any(_SENTENCE.search(word.text) for word in words) and max(gaps, default=0) <= _WITHIN_SENTENCE * height


def _as_sentence(words: Sequence[Piece], height: float) -> Piece:
    """Return the words of a line as one, with as many blanks as there is room between them."""
    text = words[0].text
    for before, after in pairwise(words):
        text += " " * max(2, round(2 * (after.left - before.right) / height)) + after.text
    tops, bottoms = [word.top for word in words], [word.bottom for word in words]
    return Piece(words[0].left, words[-1].right, min(tops), max(bottoms), text)


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
        elif len(row) >= _COLUMNS:
            columns = row
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
