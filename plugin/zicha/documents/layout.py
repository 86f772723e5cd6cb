"""Rows out of pieces of text that stand somewhere on a page."""

from __future__ import annotations

from typing import NamedTuple

from zicha.documents.content import Rows


class Piece(NamedTuple):
    """Text and its place; top and bottom grow downwards."""

    left: float
    top: float
    bottom: float
    text: str


def rows_by_position(pieces: list[Piece]) -> Rows:
    """Return rows of cells: the pieces whose middle lies within the height of a row's first, from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted((p for p in pieces if p.text.strip()), key=lambda p: (p.top + p.bottom, p.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and rows[-1][0].top <= middle <= rows[-1][0].bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [[piece.text for piece in sorted(row, key=lambda p: p.left)] for row in rows]
