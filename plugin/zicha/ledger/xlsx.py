"""A department's workbook (台账/<部门全称>.xlsx): the form, what is open, the questions, the findings.

Every cell is text, so nothing a page showed can become a formula; the same ledger gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter

from zicha.catalogue.form import LedgerForm, ledger_form
from zicha.ledger.ledger import DEMO_PREFIX, Ledger
from zicha.ledger.open_questions import OpenQuestion, open_questions
from zicha.ledger.printing import TickLine, box_lines, columns, local_time, state_lines
from zicha.ledger.quoting import quoted
from zicha.ledger.rows import Row
from zicha.model.finding import Finding

CELL_LIMIT = 32_767
"""Characters that a cell can hold, counted in UTF-16."""

_FONT = "宋体"
_SIZE = 10
_LINE = 14.0  # points of a line at that size
_TALLEST = 400.0  # Excel ends at 409 points; what needs more is spread over several rows
_Cell = str | tuple[TickLine, ...]


def write_workbook(path: Path, ledger: Ledger) -> None:
    """Write the workbook. A ledger of the embedded portal is only ever written under a name that says so."""
    if ledger.is_demo and not path.name.startswith(DEMO_PREFIX):
        raise ValueError(f"演示台账的文件名必须以“{DEMO_PREFIX}”开头：{path.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(
        str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        started = ledger.run.started.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": ledger_form().title, "created": started})
        writer = _Writer(book, ledger)
        writer.form_sheet()
        writer.open_sheet()
        writer.questions_sheet()
        writer.uncovered_sheet()
        writer.findings_sheet()


@lru_cache(maxsize=4096)  # a workbook says the same in many cells
def cell_text(text: str) -> str:
    """Return the text as a cell can hold it: no control characters, lines ended by \\n, not longer than a cell."""
    lines = (quoted(line, CELL_LIMIT) for line in text.replace("\r\n", "\n").split("\n"))
    text = "\n".join(lines)
    if len(text.encode("utf-16-le")) <= 2 * CELL_LIMIT:
        return text
    return text.encode("utf-16-le")[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"


class _Writer:
    """Writes the five sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, ledger: Ledger) -> None:
        self.book = book
        self.ledger = ledger
        self.form = ledger_form()
        grid = {"border": 1, "valign": "vcenter", "text_wrap": True, "quote_prefix": True}
        self.text = self._style(**grid)
        self.centre = self._style(**grid, align="center")
        self.ticked = self._style(**grid, bold=True)
        self.head = self._style(**grid | {"align": "center", "bold": True, "bg_color": "#E8EEF6"})
        self.plain = self._style()
        self.bold = self._style(bold=True)
        self.title = self._style(bold=True, font_size=20, align="center", valign="vcenter")
        self.line = self._style(font_size=11, valign="vcenter", quote_prefix=True)
        self.note = self._style(text_wrap=True, valign="top", quote_prefix=True)
        self.warning = self._style(bold=True, font_color="#955400", text_wrap=True, valign="vcenter")
        self.alarm = self._style(
            bold=True, font_size=18, font_color="#FFFFFF", bg_color="#B3261E", align="center", valign="vcenter"
        )

    def form_sheet(self) -> None:
        """台账: the form itself."""
        form, ledger = self.form, self.ledger
        widths = _form_widths(form)
        sheet = self._sheet("台账", widths)
        last = len(widths) - 1
        at = self._notices(sheet, last)
        sheet.merge_range(at, 0, at, last, form.title, self.title)
        sheet.set_row(at, 34)
        at += 1
        seal = f"【{form.demo_notice}】" if ledger.is_demo else form.seal
        middle = last - 3
        unit = f"{form.reporting_body}：{ledger.department.full_name}　　{seal}"
        sheet.merge_range(at, 0, at, middle, cell_text(unit), self.line)
        contact = f"{form.contact}：{ledger.department.contact}"
        sheet.merge_range(at, middle + 1, at, last, cell_text(contact), self.line)
        sheet.set_row(at, 30)
        at += 1
        self._form_header(sheet, at)
        sheet.repeat_rows(at, at + 1)
        sheet.freeze_panes(at + 2, 2)
        at += 2
        for number, row in enumerate(ledger.rows, start=1):
            at = self._spread(sheet, at, self._form_cells(number, row), widths)
        for number, footnote in enumerate(form.footnotes, start=1):
            sheet.merge_range(at, 0, at, last, cell_text(f"{number}. {footnote}"), self.note)
            at += 1
        sheet.print_area(0, 0, at - 1, last)

    def open_sheet(self) -> None:
        """未查完: what is still open in each row, and why."""
        lines = (
            (str(number), row.matter.name, row.matter.code, why, "\n".join(subjects))
            for number, row in enumerate(self.ledger.rows, start=1)
            for why, subjects in row.open_by_reason.items()
        )
        self._table(
            "未查完",
            (("序号", 6), ("事项名称", 34), ("实施编码", 36), ("原因", 60), ("尚未查完的检查", 50)),
            lines,
            "全部事项均已查完。" if self.ledger.rows else "本部门没有已自查的事项。",
        )

    def questions_sheet(self) -> None:
        """人工核查: the questions for people, and their answers."""
        lines = (
            (
                *(str(number), entry.matter, entry.outcome.title, entry.question.id),
                *(quoted(text) for text in (entry.question.asked, entry.question.look, entry.question.place)),
                quoted(entry.question.where),
                *(entry.question.how, "、".join(entry.question.options), "\n".join(_answers(entry))),
            )
            for number, entry in enumerate(open_questions(self.ledger), start=1)
        )
        self._table(
            "人工核查",
            (
                *(("序号", 6), ("事项名称", 24), ("检查内容", 22), ("问题编号", 18), ("问", 36), ("看什么", 20)),
                *(("在哪看", 28), ("位置", 30), ("怎么判断", 40), ("可选答复", 18), ("答复情况", 36)),
            ),
            lines,
            "没有需要人工核查的问题。",
        )

    def uncovered_sheet(self) -> None:
        """未覆盖: matters of the inventory that this run gave no row."""
        lines = (
            (str(number), matter.name, matter.code, matter.system, matter.method.value)
            for number, matter in enumerate(self.ledger.uncovered, start=1)
        )
        total = len(self.ledger.rows) + len(self.ledger.uncovered)
        self._table(
            "未覆盖",
            (("序号", 6), ("事项名称", 50), ("实施编码", 36), ("业务系统名称", 26), ("自查方式", 20)),
            lines,
            f"清单 {total} 项，已全部覆盖。",
        )

    def findings_sheet(self) -> None:
        """明细: one line for each finding; one that holds several problems has its problems below each other."""
        self._table(
            "明细",
            (
                *(
                    ("序号", 6),
                    ("事项名称", 26),
                    ("检查内容", 26),
                    ("身份", 7),
                    ("选项", 6),
                    ("结论", 12),
                    ("说明", 34),
                ),
                *(("问题", 40), ("应为", 26), ("实为", 34), ("位置", 34), ("核查时间", 17)),
            ),
            self._finding_lines(),
            "本部门没有已自查的事项。",
        )

    def _finding_lines(self) -> Iterator[tuple[str, ...]]:
        for number, row in enumerate(self.ledger.rows, start=1):
            for outcome in row.outcomes:
                if outcome.finding is not None:
                    yield (
                        *(str(number), row.matter.name, outcome.title, outcome.identity or "", outcome.box),
                        *_finding_cells(outcome.finding),
                    )

    def _form_header(self, sheet: xlsxwriter.worksheet.Worksheet, at: int) -> None:
        form = self.form
        before, problems = len(form.columns.before), len(form.problem_columns)
        for place, column in enumerate(columns(form)):
            if before <= place < before + problems:
                sheet.write_string(at + 1, place, column, self.head)
            else:
                sheet.merge_range(at, place, at + 1, place, column, self.head)
        sheet.merge_range(at, before, at, before + problems - 1, form.problems_header, self.head)
        sheet.set_row(at, 22)
        sheet.set_row(at + 1, 34)

    def _form_cells(self, number: int, row: Row) -> tuple[_Cell, ...]:
        matter = row.matter
        return (
            *(str(number), matter.name, matter.department.name, matter.system, row.number),
            *(box_lines(row, column) for column in self.form.problem_columns),
            *(state_lines(row), row.remark),
        )

    def _table(
        self, name: str, heads: Sequence[tuple[str, float]], lines: Iterable[tuple[str, ...]], none: str
    ) -> None:
        """A plain sheet: the notices, one header, the lines, or a sentence when there are none."""
        widths = tuple(width for _, width in heads)
        sheet = self._sheet(name, widths)
        at = self._notices(sheet, len(widths) - 1)
        for place, (head, _) in enumerate(heads):
            sheet.write_string(at, place, head, self.head)
        sheet.set_row(at, 22)
        sheet.repeat_rows(at)
        sheet.freeze_panes(at + 1, 2)
        first = at = at + 1
        for line in lines:
            at = self._spread(sheet, at, line, widths)
        if at == first:
            sheet.merge_range(at, 0, at, len(widths) - 1, none, self.text)

    def _sheet(self, name: str, widths: Sequence[float]) -> xlsxwriter.worksheet.Worksheet:
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

    def _notices(self, sheet: xlsxwriter.worksheet.Worksheet, last: int) -> int:
        """What a reader must know first, above everything else; returns the first free row."""
        for at, notice in enumerate(self.ledger.notices):
            alarm = self.ledger.is_demo and at == 0
            sheet.merge_range(at, 0, at, last, cell_text(notice), self.alarm if alarm else self.warning)
            sheet.set_row(at, 36 if alarm else 22)
        return len(self.ledger.notices)

    def _spread(
        self, sheet: xlsxwriter.worksheet.Worksheet, at: int, cells: Sequence[_Cell], widths: Sequence[float]
    ) -> int:
        """Write one line of a table as high as its fullest cell needs, over several rows if one cannot hold it."""
        shown = [cell_text(cell if isinstance(cell, str) else "\n".join(map(str, cell))) for cell in cells]
        height = max(_lines(text, width) for text, width in zip(shown, widths, strict=True)) * _LINE + 4
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
        ticked = sum(line.is_ticked for line in lines)
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


def _form_widths(form: LedgerForm) -> tuple[float, ...]:
    before, after = (5.5, 15.0, 13.0, 12.0, 14.0), (16.0, 40.0)
    return (*before, *(18.0 for _ in form.problem_columns), *after)


def _finding_cells(finding: Finding) -> tuple[str, ...]:
    def each(field: str) -> str:
        values = [quoted(getattr(problem, field)) for problem in finding.problems]
        if len(values) < 2:
            return "".join(values)
        return "\n".join(f"{number}. {value}" for number, value in enumerate(values, start=1) if value)

    first = f"{local_time(finding.second_look.first)}\n" if finding.second_look is not None else ""
    return (
        finding.verdict.value,
        quoted(finding.reason),
        *(each(field) for field in ("text", "expected", "seen", "where")),
        first + local_time(finding.observed_at or finding.judged_at),
    )


def _answers(entry: OpenQuestion) -> Iterator[str]:
    """Yield the answers to a question, and what is still missing."""
    for answer in entry.question.answers:
        department = f"{answer.department}，" if answer.department else ""
        note = f"：{quoted(answer.note)}" if answer.note else ""
        yield f"{answer.reply}{note}（{department}{quoted(answer.who)}，{answer.on}）"
    if entry.question.open:
        yield entry.question.open if entry.is_pending else f"{entry.question.open}；该选项已勾选，可以不答"


@lru_cache(maxsize=4096)  # a workbook says the same in many cells
def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, with a margin for the padding of the cell."""
    room = max(int(width) - 1, 2)
    return sum(max(1, -(-_breadth(line) // room)) for line in text.split("\n"))


def _breadth(line: str) -> int:
    """Return the breadth of a line: a Chinese character is two wide."""
    return sum(1 if character < "\u1100" else 2 for character in line)
