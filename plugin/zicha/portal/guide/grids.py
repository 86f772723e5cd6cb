"""Lists without a table: a row of heads, and rows of as many cells under it, of whatever elements they are made."""

from __future__ import annotations

from collections.abc import Sequence

from zicha.portal.drawn import Node
from zicha.portal.markup import HEADINGS, next_element

_HIGHEST = 3
"""How many wrappers a head may stand in alone, away from its rows."""


def rows_under(head: Node) -> list[list[Node]]:
    """Return the cells of each row under a head; none where what follows has other cells than the head."""
    heads = _cells(head)
    node = head
    for _ in range(_HIGHEST):
        rows = _rows_after(node, len(heads))
        if rows:
            return rows
        parent = node.parent
        if parent is None or len(_cells(parent)) > 1 or next_element(node) is not None:
            return []
        node = parent
    return []


def is_head_alone(known: int, cells: Sequence[Node]) -> bool:
    """Return whether cells are heads even without rows under them: most of them are known to be labels."""
    return 2 * known > len(cells) and not any(map(_cells, cells))


def _rows_after(node: Node, width: int) -> list[list[Node]]:
    """Return the rows that follow a head; none when one of them cannot be laid under it."""
    rows: list[list[Node]] = []
    last: Node | None = None
    following = next_element(node)
    while following is not None and following.tag not in HEADINGS:
        inner = _inner(following)
        if len(inner) == 1 and inner[0] and all(len(cells) == width for cells in map(_cells, inner[0])):
            inner = _inner(inner[0][0].parent)  # wrapped once more
        children = _cells(following)
        if inner and all(len(cells) in (width, 1) for cells in inner) and any(len(c) == width for c in inner):
            rows += inner
        elif len(children) == width:
            rows.append(children)
            last = following
        elif last is not None and _is_like(following, last, children):
            return []
        else:
            break
        following = next_element(following)
    return rows


def _cells(node: Node) -> list[Node]:
    return node.elements


def _inner(node: Node | None) -> list[list[Node]]:
    return [] if node is None else [_cells(child) for child in node.elements]


def _is_like(node: Node, row: Node, cells: Sequence[Node]) -> bool:
    """Return whether a node looks like a row, but for the number of its cells."""
    kinds = {cell.tag for cell in cells}
    return node.tag == row.tag and bool(kinds) and kinds == {cell.tag for cell in row.elements}
