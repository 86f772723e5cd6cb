"""Read materials, steps and fees as lists: tables and grids under a row of heads, rows of steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

from zicha.model.facts.guide import Element
from zicha.portal.drawn import Node, line_of
from zicha.portal.guide.apart import OF_WINDOWS
from zicha.portal.guide.cells import clickables, is_number_alone
from zicha.portal.guide.gathering import COUNTS, FILES, LABELLED, NAMES, Gathering, is_limit
from zicha.portal.guide.grids import is_head_alone, rows_under
from zicha.portal.guide.groups import FIRST, GROUPS, MATERIAL_ELEMENTS, PROSE_ELEMENTS
from zicha.portal.guide.lines import LONGEST_LABEL, labelled_pairs
from zicha.portal.guide.nodes import text_before
from zicha.portal.markup import (
    HEADINGS,
    blocks_inside,
    clean,
    header_rows,
    heads_of,
    lines_of,
    shown_text,
    table_grid,
)
from zicha.portal.profile import normalise_label, plain_mark

_LONGEST_STEP = 12
_LONGEST_NAME = 80
_FEWEST_COLUMNS = 3
_FREE_TEXTS = frozenset(
    {
        *NAMES, Element.HINT, Element.ACCEPTANCE, Element.MATERIAL_NOTE, Element.STEP_CONTENT, Element.STEP_BASIS,
        Element.SPECIAL_BASIS, Element.FEE_STANDARD, Element.FEE_BASIS, Element.FEE_RELIEF, Element.ANSWER,
    }
)  # fmt: skip
"""Columns in which a word before a colon is a part of the text."""


class ListReader:
    """Reads lists. What stands in a row of one cell is read by `read`, as what belongs to the row above it.

    A cell that says itself what it is is read by `read_cell`.
    """

    def __init__(self, guide: Gathering, read: Callable[[Node], None], read_cell: Callable[[Node], None]) -> None:
        self._guide = guide
        self._read = read
        self._read_cell = read_cell

    def read_steps(self, node: Node) -> bool:
        """Take a row of steps, each of which shows its name, its limit, and more under labels."""
        if self._guide.kind != "办理流程" or node.tag == "table":
            return False
        boxes = ((child, self._texts_of_step(child)) for child in node.elements)
        steps = {box: texts for box, texts in boxes if any(map(_has_words, texts))}  # arrows between them
        if len(steps) < 2 or not all(map(self._is_step, steps.values())):
            return False
        for box, (name, limit, *more) in steps.items():
            self._guide.append(self._guide.shown(Element.STEP_NAME, "", name))
            self._guide.keep_place(Element.STEP_NAME, box)
            self._guide.append(self._guide.shown(Element.STEP_LIMIT, "", self._bare_limit(limit)))
            for pair in (pair for text in more for pair in labelled_pairs(text, self._guide.is_label)):
                if element := self._guide.element(normalise_label(pair.label)):
                    self._guide.append(self._guide.shown(element, pair.label, pair.value))
        return True

    def _texts_of_step(self, box: Node) -> list[str]:
        return [text for text in self._texts_in(box) if not text.isdecimal() and text not in self._guide.actions]

    def _texts_in(self, node: Node) -> Iterator[str]:
        """Yield what stands in a box text by text: a name apart from its limit and from what is labelled beside it."""
        texts = {child: clean(child.text) for child in node.elements}
        labelled = [child for child, text in texts.items() if LABELLED.match(text) or is_limit(text)]
        letters = clean(" ".join(child.text for child in node.children if child.is_letters and not child.hidden))
        if not node.elements or (letters and labelled == node.elements and any(map(str.isalpha, letters))):
            yield from filter(None, (letters, *(clean(child.text) for child in labelled)))
        else:
            for child in node.elements:
                yield from self._texts_in(child)

    def _is_step(self, texts: Sequence[str]) -> bool:
        """Return whether texts are the name of a step, its limit, and what else it says under labels."""
        if len(texts) < 2 or len(texts[0]) > _LONGEST_STEP or not is_limit(self._bare_limit(texts[1])):
            return False
        is_labelled = all(labelled_pairs(text, self._guide.is_label) for text in texts[2:])
        return is_labelled and self._guide.element(normalise_label(texts[0])) is None

    def _bare_limit(self, text: str) -> str:
        """Return the limit of a step without the label before it: 办理时限：1个工作日."""
        pair = LABELLED.match(text)
        is_of_step = pair is not None and self._guide.element(normalise_label(pair[1])) is Element.STEP_LIMIT
        return pair[2].strip() if pair is not None and is_of_step else text

    def read_labelled_row(self, row: Node) -> bool:
        """Take a row without a head above it as a material: its name, and then cells that each say what they are."""
        cells = row.elements
        while cells and clean(cells[0].text).isdecimal():
            cells = cells[1:]
        if self._guide.kind != "申请材料" or len(cells) < 2:
            return False
        name, rest = cells[0], [cell for cell in cells[1:] if clean(cell.text)]
        files = [cell for cell in rest if clickables(cell) and not self._labels_of(cell)]
        words = clean(name.text)
        is_name = len(words) <= _LONGEST_NAME and not self._labels_of(name) and not self._guide.is_label(words)
        is_name = is_name and not any(map(self._guide.is_label_alone, name.descendants()))
        if not is_name or blocks_inside(name) or text_before(name) or plain_mark(words) in self._guide.marks:
            return False
        labelled = [cell for cell in rest if self._labels_of(cell)]
        if not labelled or not all(
            cell in files or cell in labelled or LABELLED.match(clean(cell.text)) for cell in rest
        ):
            return False
        self._guide.add(Element.MATERIAL_NAME, "", name)
        for cell in rest:
            if cell in files:
                self._guide.offer(clickables(cell))
            elif not clean(cell.text).endswith(("：", ":")):  # it says nothing
                self._read_cell(cell)
        return True

    def _labels_of(self, cell: Node) -> list[Element]:
        """Return what the labels stand for with which a cell begins, where it is one of a material."""
        if blocks_inside(cell):
            return []
        pairs = [pair for line in lines_of(cell) for pair in labelled_pairs(line.text, self._guide.is_label)]
        elements = (self._guide.element(normalise_label(pair.label)) for pair in pairs)
        return [element for element in elements if element in MATERIAL_ELEMENTS]

    def read_grid(self, head: Node) -> bool:
        """Take a row of heads and the rows of as many cells under it, of whatever elements, as one group a row."""
        if head.tag in ("table", "thead", "tbody", "tr", "dl", "p", "select") or head.tag in HEADINGS:
            return False
        cells = head.elements
        header = [clean(cell.text) for cell in cells]
        if len(cells) < 2 or len({cell.tag for cell in cells}) > 1 or any(len(text) > LONGEST_LABEL for text in header):
            return False
        kind, elements = self._heads(header)
        if not kind:
            beneath = rows_under(head)
            return bool(beneath) and self._read_columns(cells, beneath)
        known = sum(element is not None for element in elements)
        if known < 2:
            return False
        rows = rows_under(head)
        if self._are_labels(rows, elements, kind):
            return False
        if not rows:
            heads = sum(
                element is not None and text not in self._guide.marks
                for element, text in zip(elements, header, strict=True)
            )
            return is_head_alone(heads, cells)
        for row in rows:
            self._guide.taken.update(node for node in (*row, *(cell.parent for cell in row)) if node is not None)
        self._read_rows(kind, elements, header, rows)
        return True

    def read_table(self, table: Node) -> bool:
        """Take a table with a header row of known labels as one group a row. False when it is not such a table."""
        grid = table_grid(table)
        while grid and len(set(grid[0])) == 1:  # a title above the header
            del grid[0]
        lies = self._is_lying(grid)
        if lies:
            grid = [list(column) for column in zip(*grid, strict=True)]
        depth = header_rows(grid)
        # A row of th and td holds labels beside their values.
        if len(grid) <= depth or (not lies and len({cell.tag for row in grid[:depth] for cell in row}) > 1):
            return False
        header = heads_of(grid[:depth])
        kind, elements = self._heads(header)
        if not kind:
            return self._read_columns(grid[depth - 1], grid[depth:])
        is_all_head = len(header) > 1 and {cell.tag for cell in grid[depth - 1]} == {"th"}
        if sum(element is not None for element in elements) < (1 if is_all_head else 2):
            return False
        if self._are_labels(grid[depth:], elements, kind):
            return False
        self._read_rows(kind, elements, header, grid[depth:])
        return True

    def _is_lying(self, grid: Sequence[Sequence[Node]]) -> bool:
        """Return whether a table has its heads in its first column, and a group in each column after it."""
        if len(grid) < 2 or len(grid[0]) <= 2 or len({len(row) for row in grid}) > 1:
            return False
        heads = [clean(row[0].text) for row in grid]
        if any(len(head) > LONGEST_LABEL for head in heads):
            return False
        _, elements = self._heads(heads)
        known = sum(element is not None for element in elements)
        return known > 1 and not any(self._guide.is_label_alone(cell) for row in grid for cell in row[1:])

    def _heads(self, header: list[str]) -> tuple[str, list[Element | None]]:
        """Return what a row of heads lists, and the element of each column; nothing where it lists none of ours."""
        kind = next((k for k, first in FIRST.items() if self._has(header, first)), "")
        kind = self._guide.kind if (kind, self._guide.kind) == ("办理流程", "特殊环节") else kind
        return kind, self._columns(header, kind) if kind else []

    def _read_rows(self, kind: str, elements: list[Element | None], header: list[str], rows: list[list[Node]]) -> None:
        """Take each row as a group: the cells under the heads, and what is offered under any other."""
        outer = self._guide.section, self._guide.kind
        self._guide.kind = kind
        above: set[Node] = set()
        for row in rows:
            if len(set(row)) == 1 < len(header):  # what is said below a row belongs to it
                self._read_cell(row[0])
                continue
            if self._spans_columns(row, elements, kind):
                continue
            # The name opens a group, in whatever column it stands; one that spans rows opens one for all of them.
            columns = sorted(zip(elements, header, row, strict=False), key=lambda entry: entry[0] is not FIRST[kind])
            names = {cell for element, _, cell in columns if element is FIRST[kind]}
            spanning = above if names <= above else set()
            for element, label, cell in columns:
                if cell in spanning:
                    continue
                if element is not None and not self._read_labelled_lines(cell, element):
                    self._guide.add(element, label, cell)
                if kind == "申请材料" and element not in (*FILES, Element.MATERIAL_NAME):
                    if element is None and self._guide.file_named(label, FILES):
                        self._guide.file_cells.add(cell)
                    self._guide.offer(clickables(cell), label, is_known=element is not None)
            above = {cell for _, _, cell in columns}
        self._guide.section, self._guide.kind = outer

    def _read_columns(self, heads: Sequence[Node], rows: Sequence[Sequence[Node]]) -> bool:
        """Take what stands beneath heads that list no groups: 办理窗口 办理地点 办理时间, a row for each window.

        What lists other matters or their cases (办件编号 事项名称 受理部门) says nothing of this one.
        """
        header = [clean(cell.text) for cell in heads]
        named = [self._guide.element(normalise_label(label)) for label in header]
        elements = [None if element in PROSE_ELEMENTS else element for element in named]
        is_marked = len(heads) >= _FEWEST_COLUMNS and {cell.tag for cell in heads} == {"th"} != {c.tag for c in rows[0]}
        is_head = is_marked or any(one and other for one, other in pairwise(elements))
        if not is_head or any(map(self._guide.is_label_alone, chain.from_iterable(rows))):
            if is_marked and not any(named):
                self._pass_by_versions(rows)
            return False
        cells = [[row[place] for row in rows if place < len(row)] for place in range(len(header))]
        is_of_result = self._guide.element(normalise_label(self._guide.section)) is Element.RESULT_NAME in named
        for label, element, column in zip(header, elements, cells, strict=True):
            value = line_of(list({clean(cell.text): cell for cell in column}.values())) if column else None
            if element is None or value is None:
                continue
            if len(rows) == 1 and (
                is_of_result or all(element or _is_number(each) for element, each in zip(named, cells, strict=True))
            ):
                self._guide.add(element, label, value)
            elif {each for each in elements if each} <= OF_WINDOWS:
                self._guide.text.of_windows.append(self._guide.shown(element, label, shown_text(value)))
        self._guide.taken.update(cell for row in rows for cell in row)
        return True

    def _pass_by_versions(self, rows: Sequence[Sequence[Node]]) -> None:
        """Leave out the rows that show several values of one label under heads of their own: 变更前 变更后."""
        for row in rows:
            others = [cell for cell in dict.fromkeys(row) if clean(cell.text) and not self._guide.is_label_alone(cell)]
            if len(others) > 1 and self._guide.is_label_alone(row[0]):
                self._guide.taken.update(row)

    def _spans_columns(self, row: Sequence[Node], elements: Sequence[Element | None], kind: str) -> bool:
        """Return whether one cell stands under a name and under another head: a note on the list, and no row of it."""
        names = {cell for cell, element in zip(row, elements, strict=False) if element is FIRST[kind]}
        others = {cell for cell, element in zip(row, elements, strict=False) if element not in (None, FIRST[kind])}
        return bool(names & others)

    def _read_labelled_lines(self, cell: Node, column: Element) -> bool:
        """Take a cell of labelled lines by its labels, not by the head above them: 原件：1 / 材料形式：纸质."""
        lines = [] if column in _FREE_TEXTS or blocks_inside(cell) else lines_of(cell)
        pairs = [labelled_pairs(line.text, self._guide.is_label) for line in lines]
        named = {self._guide.element(normalise_label(pair.label)) for of_line in pairs for pair in of_line}
        own = {None, column, *(COUNTS if column is Element.COPIES else ())}
        if named <= own or not pairs[0]:
            return False
        self._read_cell(cell)
        return True

    def _are_labels(self, rows: Sequence[Sequence[Node]], elements: Sequence[Element | None], kind: str) -> bool:
        """Return whether labels stand beside their values, row by row: a name under the first is a label itself.

        Elsewhere one word that reads like a label is a value: 纸质/电子.
        """
        names = [place for place, element in enumerate(elements) if element is FIRST[kind]]
        cells = (row[place] for row in rows for place in names if place < len(row) and len(set(row)) > 1)
        return any(self._guide.is_label_alone(cell) and not clickables(cell) for cell in cells)

    def _columns(self, header: list[str], kind: str) -> list[Element | None]:
        """Return the element of each column of a table of groups.

        Other columns (办理结果 of a step) are none of the matter's.

        Only the first column of names names a group: 办理环节 stands before 办理步骤.
        """
        columns: list[Element | None] = []
        for label in header:
            element = self._guide.element(normalise_label(label), kind)
            own = element in GROUPS[kind] and not (element is FIRST[kind] and element in columns)
            columns.append(element if own else None)
        return columns

    def _has(self, header: list[str], element: Element) -> bool:
        return any(element in self._guide.labels.get(normalise_label(cell), ()) for cell in header)


def _is_number(column: Sequence[Node]) -> bool:
    return all(is_number_alone(clean(cell.text)) for cell in column)


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, text))
