"""The sheets of a workbook: their page, styles and tables, and the columns in which people write.

All text is written as text (quotePrefix as well), so that nothing a portal shows can become a formula, a link or a
number, not even when a cell is edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import xlsxwriter

from zicha.catalogue.form import ledger_form
from zicha.ledger.ledger import Ledger
from zicha.ledger.printing import TickLine
from zicha.ledger.quoting import quoted
from zicha.model.workbook import TO_FILL_IN

CELL_LIMIT = 32_767
"""Characters that a cell can hold, counted in UTF-16."""
SEAL_HEIGHT = 64.0
"""Points of the line with 填报单位, on whose name the seal is set."""

_FONT = "宋体"
_SIZE = 10
_LINE = 14.0  # points of a line at that size
_TALLEST = 400.0  # Excel ends at 409 points; what needs more is spread over several rows
_LONGEST_LIST = 255  # characters of the choices of a cell, by Excel
Cell = str | tuple[TickLine, ...]


class Column(NamedTuple):
    """A column of a plain sheet. `choices` are a drop-down's; more than fit there are named by where they stand."""

    head: str
    width: float
    is_to_fill_in: bool = False
    choices: tuple[str, ...] | str = ()

    @property
    def title(self) -> str:
        return self.head + TO_FILL_IN if self.is_to_fill_in else self.head


class Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, ledger: Ledger) -> None:
        self.book = book
        self.ledger = ledger
        self.form = ledger_form()
        grid = {"border": 1, "valign": "vcenter", "text_wrap": True, "quote_prefix": True}
        self.text = self._style(**grid)
        self.centre = self._style(**grid, align="center")
        self.ticked = self._style(**grid, bold=True)
        self.head = self._style(**grid | {"align": "center", "bold": True, "bg_color": "#E8EEF6"})
        self.to_fill_in = self._style(border=1, valign="vcenter", text_wrap=True, bg_color="#FFF9DB")
        self.head_to_fill_in = self._style(**grid | {"align": "center", "bold": True, "bg_color": "#FFE699"})
        self.number = self._style(border=1, valign="vcenter", align="center")
        self.plain = self._style()
        self.bold = self._style(bold=True)
        self.title = self._style(bold=True, font_size=20, align="center", valign="vcenter")
        self.line = self._style(font_size=11, valign="vcenter", quote_prefix=True)
        self.note = self._style(text_wrap=True, valign="top", quote_prefix=True)
        self.warning = self._style(bold=True, font_color="#955400", text_wrap=True, valign="vcenter")
        self.alarm = self._style(
            bold=True, font_size=18, font_color="#FFFFFF", bg_color="#B3261E", align="center", valign="vcenter"
        )

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        lines: Iterable[Sequence[str]],
        none: str,
        explanation: str = "",
        blank_lines: int = 0,
    ) -> None:
        """A plain sheet: the notices, one header, the lines, or a sentence when there are none.

        A line may end before the columns in which people write.
        """
        widths = tuple(column.width for column in columns)
        sheet = self.sheet(name, widths)
        at = self.notices(sheet, widths)
        if explanation:
            sheet.merge_range(at, 0, at, len(widths) - 1, explanation, self.note)
            sheet.set_row(at, lines_of(explanation, sum(widths)) * _LINE + 8)
            at += 1
        for place, column in enumerate(columns):
            sheet.write_string(at, place, column.title, self.head_to_fill_in if column.is_to_fill_in else self.head)
        sheet.set_row(at, 22)
        sheet.repeat_rows(at)
        sheet.freeze_panes(at + 1, 2)
        first = at = at + 1
        for line in lines:
            at = self.spread(sheet, at, line, widths)
        for _ in range(blank_lines):
            at = self.spread(sheet, at, ("",) * len(columns), widths)
        if at == first:
            sheet.merge_range(at, 0, at, len(widths) - 1, none, self.text)
            return
        sheet.autofilter(first - 1, 0, at - 1, len(widths) - 1)
        for place, column in enumerate(columns):
            if column.is_to_fill_in:
                self._offer(sheet, first, at - 1, place, column)

    def _offer(self, sheet: xlsxwriter.worksheet.Worksheet, first: int, last: int, place: int, column: Column) -> None:
        """Make the cells of a column fit to be filled in, from a list where it has one."""
        for at in range(first, last + 1):
            sheet.write_blank(at, place, None, self.to_fill_in)
        if not column.choices:
            return
        fits = isinstance(column.choices, str) or len(",".join(column.choices)) <= _LONGEST_LIST
        if not fits:
            raise ValueError(f"the choices of {column.head} are too long for a cell: name where they stand")
        source = column.choices if isinstance(column.choices, str) else list(column.choices)
        sheet.data_validation(
            *(first, place, last, place),
            {
                "validate": "list",
                "source": source,
                "error_title": "请从列表中选",
                "error_message": "请点单元格右边的箭头，从列表中选一个。",
            },
        )

    def sheet(self, name: str, widths: Sequence[float]) -> xlsxwriter.worksheet.Worksheet:
        """Return a new sheet: A3 landscape, with its department above and the seal's number and the page below."""
        sheet = self.book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
        sheet.center_horizontally()
        department = self.ledger.department.full_name[:60].replace("&", "&&")
        alarm = f'&"{_FONT},Bold"&16&KB3261E{self.form.demo_notice}' if self.ledger.is_demo else ""
        sheet.set_header(f"&L{department}&C{alarm}&R{name}")
        number = f"&L封存号：{self.ledger.run.seal_number}" if self.ledger.run.seal_number else ""
        sheet.set_footer(f"{number}&C第 &P 页 共 &N 页&R{alarm}")
        return sheet

    def notices(self, sheet: xlsxwriter.worksheet.Worksheet, widths: Sequence[float]) -> int:
        """What a reader must know first, above everything else, as high as it needs; returns the first free row."""
        for at, notice in enumerate(self.ledger.notices):
            alarm = self.ledger.is_demo and at == 0
            text = cell_text(notice)
            sheet.merge_range(at, 0, at, len(widths) - 1, text, self.alarm if alarm else self.warning)
            sheet.set_row(at, 36 if alarm else min(lines_of(text, sum(widths)) * _LINE + 8, _TALLEST))
        return len(self.ledger.notices)

    def spread(
        self, sheet: xlsxwriter.worksheet.Worksheet, at: int, cells: Sequence[Cell], widths: Sequence[float]
    ) -> int:
        """Write one line of a table as high as its fullest cell needs, over several rows if one cannot hold it."""
        shown = [cell_text(cell if isinstance(cell, str) else "\n".join(map(str, cell))) for cell in cells]
        height = max(lines_of(text, width) for text, width in zip(shown, widths, strict=False)) * _LINE + 4
        pieces = int(-(-height // _TALLEST))
        for piece in range(pieces):
            sheet.set_row(at + piece, height / pieces)
        for place, (cell, text) in enumerate(zip(cells, shown, strict=True)):
            style = self.centre if place == 0 else self.text
            if pieces > 1:
                sheet.merge_range(at, place, at + pieces - 1, place, "", style)
            if isinstance(cell, str):
                sheet.write_string(at, place, text, style)
            else:
                self._write_ticks(sheet, at, place, cell)
        return at + pieces

    def _write_ticks(
        self, sheet: xlsxwriter.worksheet.Worksheet, at: int, place: int, lines: tuple[TickLine, ...]
    ) -> None:
        """All boxes of a cell, the ticked ones in bold."""
        plain = "\n".join(map(str, lines))
        ticked = sum(bool(line.is_ticked) for line in lines)
        if ticked in (0, len(lines)):
            sheet.write_string(at, place, plain, self.ticked if ticked else self.text)
            return
        fragments: list[Any] = []
        for number, line in enumerate(lines):
            text = str(line) + ("\n" if number < len(lines) - 1 else "")
            fragments += [self.bold if line.is_ticked else self.plain, text]
        sheet.write_rich_string(at, place, *fragments, self.text)

    def _style(self, **properties: Any) -> xlsxwriter.format.Format:
        return self.book.add_format({"font_name": _FONT, "font_size": _SIZE, **properties})


@lru_cache(maxsize=4096)  # a workbook says the same in many cells
def cell_text(text: str) -> str:
    """Return the text as a cell can hold it: no control characters, lines ended by \\n, not longer than a cell."""
    lines = (quoted(line, CELL_LIMIT) for line in text.replace("\r\n", "\n").split("\n"))
    text = "\n".join(lines)
    if len(text.encode("utf-16-le")) <= 2 * CELL_LIMIT:
        return text
    return text.encode("utf-16-le")[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"


@lru_cache(maxsize=4096)  # a workbook says the same in many cells
def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, with a margin for the padding of the cell."""
    room = max(int(width) - 1, 2)
    return sum(max(1, -(-_breadth(line) // room)) for line in text.split("\n"))


def _breadth(line: str) -> int:
    """Return the breadth of a line: a Chinese character is two wide."""
    return sum(1 if character < "\u1100" else 2 for character in line)
