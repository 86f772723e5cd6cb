"""Tables as a person sees them: pieces put together that are drawn apart, a printed form taken apart into its parts.

Component libraries draw the heads of a long table as a table of its own above the rows, and the columns that stay in
place as further tables over it. What belongs together shows by its place: heads stand right above rows of the same
columns, and pieces beside or over each other have their rows at the same heights. A printed form is one table for a
whole guide, and names its parts in cells at the left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from zicha.model.page import Box
from zicha.portal.drawn import Node
from zicha.portal.markup import clean, table_grid

_NEAR = 3
"""Pixels by which edges that are one may differ."""
_GAP = 6
"""Pixels between heads and their rows at most: a border, a shadow."""
_MOST_HEADS = 3
_FEWEST_COLUMNS = 3


def joined(body: Node) -> Node:
    """Return a page with the pieces of each table joined: the rows of one take in what the others show."""
    tables = [table for table in body.descendants("table") if _rows(table)]
    pieces = _with_heads(tables) if len(tables) > 1 else []
    while pieces:
        main, *others = pieces
        copies = [piece for piece in others if _is_beside(main, piece)]
        for copy in copies:
            _take_in(main, copy)
        main.settle()
        pieces = [piece for piece in others if piece not in copies]
    return body


def parts_of_form(table: Node, is_heading: Callable[[str], bool]) -> Node | None:
    """Return the parts of a printed form, each beneath its heading; None where a table is no such form.

    A cell at the left that spans several rows heads what stands beside it, once one of them names a part of a guide.
    """
    grid = table_grid(table)
    spanning = [line[0] for line, after in pairwise(grid) if line[0] is after[0]]
    if not any(is_heading(clean(cell.text)) for cell in spanning):
        return None
    form = Node("div", table.parent, None, None, table.ink)
    parts = list[Node]()
    for head, lines in groupby(grid, lambda line: line[0] if line[0] in spanning else None):
        rows = list[Node]()
        for line in lines:
            row = Node("tr", form, None, None, table.ink)
            _put(row, [cell for cell in dict.fromkeys(line) if cell is not head])
            rows.append(row)
        beside = Node("table", form, None, None, table.ink)
        _put(beside, rows)
        part = table.like("div")
        _put(part, [beside] if head is None else [head, beside])
        parts.append(part)
    _put(form, parts)
    return form


class _Piece:
    """A table of rows, with the rows of heads that a table above it holds."""

    def __init__(self, table: Node, heads: Node | None) -> None:
        self.table = table
        self._heads = heads
        self.rows = [*(_rows(heads) if heads is not None else ()), *_rows(table)]
        self.cells = list(map(_cells, self.rows))

    @property
    def width(self) -> int:
        return len(self.cells[-1])

    def leave_out(self) -> None:
        """Let it be read no more: what it shows stands elsewhere."""
        self.table.hidden = True
        if self._heads is not None:
            self._heads.hidden = True

    def settle(self) -> None:
        """Let the rows of the table begin with its heads, and each row hold what it shows."""
        for row, cells in zip(self.rows, self.cells, strict=True):
            _put(row, cells)
        if self._heads is not None:
            _put(_parent(self.rows[-1]), self.rows)
            self._heads.hidden = True


def _with_heads(tables: Sequence[Node]) -> list[_Piece]:
    """Return each table of rows with the heads that stand right above it: th, or one row of as many other cells."""
    pieces, heads = list[_Piece](), None
    for table in tables:
        if heads is not None and _stands_above(heads, table):
            pieces.append(_Piece(table, heads))
            heads = None
        elif _are_heads(table):
            heads = table
        elif pieces and _is_one_row_of(pieces[-1], table) and _stands_above(pieces[-1].table, table):
            pieces.append(_Piece(table, pieces.pop().table))
        else:
            pieces.append(_Piece(table, None))
    return pieces


def _is_one_row_of(piece: _Piece, table: Node) -> bool:
    """Return whether a piece is a single row, drawn with as many columns as the table beneath it."""
    is_drawn = piece.table.box is not None and table.box is not None
    return is_drawn and len(piece.rows) == 1 and _FEWEST_COLUMNS <= piece.width == len(_cells(_rows(table)[0]))


def _are_heads(table: Node) -> bool:
    rows = _rows(table)
    return len(rows) <= _MOST_HEADS and all(cell.tag == "th" for row in rows for cell in _cells(row))


def _stands_above(heads: Node, table: Node) -> bool:
    """Return whether a table of heads stands right above rows of as many columns, edge on edge."""
    above, beneath = heads.box, table.box
    if above is beneath is None:  # both are folded away: only the order of the page tells
        return not _are_heads(table) and len(_cells(_rows(table)[0])) in _widths(heads)
    if above is None or beneath is None or not -_GAP <= beneath.top - above.bottom <= _GAP:
        return False
    columns = zip(_cells(_rows(heads)[-1]), _cells(_rows(table)[0]), strict=False)
    edges = [(head.box.left, cell.box.left) for head, cell in columns if head.box is not None and cell.box is not None]
    are_under = bool(edges) and all(abs(head - cell) <= _NEAR for head, cell in edges)
    return abs(above.left - beneath.left) <= _NEAR and are_under and not _are_heads(table)


def _widths(heads: Node) -> tuple[int, int]:
    """Return of how many columns the rows under heads may be: some draw one more head over the bar that scrolls."""
    width = len(_cells(_rows(heads)[-1]))
    return width, width - 1


def _is_beside(main: _Piece, piece: _Piece) -> bool:
    """Return whether a piece has its rows at the heights of another's, over it or right beside it.

    Of what is folded away a piece is a copy that repeats every word.
    """
    if len(main.rows) != len(piece.rows) or len(main.rows) < 2:
        return False
    if main.table.box is piece.table.box is None:
        return [list(map(_words, row)) for row in main.cells] == [list(map(_words, row)) for row in piece.cells]
    boxes = [(one.box, other.box) for one, other in zip(main.rows, piece.rows, strict=True)]
    levels = [abs(one.top - other.top) <= _NEAR for one, other in boxes if one is not None and other is not None]
    return len(levels) == len(boxes) and all(levels) and _touch(main.table.box, piece.table.box)


def _touch(one: Box | None, other: Box | None) -> bool:
    return one is not None and other is not None and one.left <= other.right + _GAP and other.left <= one.right + _GAP


def _take_in(main: _Piece, copy: _Piece) -> None:
    """Let cells that show nothing give way to what a copy of the same columns shows; another column stands beside."""
    if copy.width == main.width:
        for own, others in zip(main.cells, copy.cells, strict=True):
            for place, cell in enumerate(others[: len(own)]):
                if not _shows(own[place]) and _shows(cell):
                    own[place] = cell
    else:
        _take_in_columns(main, copy)
    copy.leave_out()


def _take_in_columns(main: _Piece, copy: _Piece) -> None:
    """Take in the columns of a copy that has fewer: in place of the hidden one of that head, else at its edge."""
    width, heads = copy.width, [_words(cell) for cell in main.cells[0]]
    at_left = (copy.table.box or Box(0, 0, 0, 0)).left <= (main.table.box or Box(0, 0, 0, 0)).left
    if any(len(cells) != width for cells in copy.cells) or len({len(cells) for cells in main.cells}) > 1:
        return
    for place, head in enumerate(map(_words, copy.cells[0])):
        column = [cells[place] for cells in copy.cells]
        if head in heads:
            for own, cell in zip(main.cells, column, strict=True):
                if not _shows(own[heads.index(head)]):
                    own[heads.index(head)] = cell
        elif any(map(_shows, column)):
            for own, cell in zip(main.cells, column, strict=True):
                own.insert(place if at_left else len(own), cell)


def _shows(cell: Node) -> bool:
    return not cell.hidden and any(True for _ in cell.shown_pieces())


def _words(cell: Node) -> str:
    return "".join(cell.hidden_text.split())


def _rows(table: Node) -> list[Node]:
    """Return the rows of a table itself, not of one within it."""
    parts = [part for part in table.elements if part.tag in ("thead", "tbody", "tfoot")]
    rows = [
        row
        for part in (table, *parts)
        for row in part.elements
        if row.tag == "tr" and (row.box is not None or table.box is None)
    ]
    return [row for row in rows if _cells(row)]


def _cells(row: Node) -> list[Node]:
    """Return the cells of a row, with those that are hidden where another piece shows them."""
    return [cell for cell in row.children if cell.tag in ("th", "td")]


def _put(holder: Node, children: Sequence[Node]) -> None:
    holder.children = list(children)
    for place, child in enumerate(holder.children):
        child.parent, child.place = holder, place


def _parent(node: Node) -> Node:
    assert node.parent is not None
    return node.parent
