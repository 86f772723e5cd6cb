"""The city's ledger as one workbook, written row by row: memory does not grow with its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from sqlalchemy import select

from zicha.catalogue.form import ledger_form
from zicha.ledger.ledger import DEMO_PREFIX
from zicha.ledger.printing import TickLine, columns, local_time
from zicha.ledger.sheets import SEAL_HEIGHT, cell_text
from zicha.rounds.store import Store, latest_rows
from zicha.rounds.tables import MATTERS

_FONT = {"font_name": "宋体", "font_size": 10}
_GRID = {"border": 1, "valign": "vcenter", "text_wrap": True, "quote_prefix": True}
_LINE = 13.5
_TALLEST = 409.0


class Written(NamedTuple):
    """The workbook, and how many rows it holds."""

    path: Path
    rows: int


def write_city_workbook(folder: Path, name: str, store: Store, round_name: str, notes: Sequence[str]) -> Written:
    """Write the ledger of a round. That of the embedded portal bears a name that says so."""
    is_demo = any(run.demo for run in store.runs(round_name))
    path = folder / f"{DEMO_PREFIX if is_demo else ''}{name}.xlsx"
    folder.mkdir(parents=True, exist_ok=True)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": ledger_form().title})
        writer = _Writer(book, store, round_name, is_demo)
        rows = writer.form_sheet()
        writer.summary_sheet()
        writer.open_sheet()
        writer.runs_sheet(notes)
    return Written(path, rows)


class _Writer:
    """Writes the sheets one after the other, each from its first row to its last."""

    def __init__(self, book: xlsxwriter.Workbook, store: Store, round_name: str, is_demo: bool) -> None:
        self._book = book
        self._store = store
        self._round = round_name
        self._is_demo = is_demo
        self._counts: dict[str, Counter[str]] = {}
        self._text = book.add_format(_FONT | _GRID)
        self._centre = book.add_format(_FONT | _GRID | {"align": "center"})
        self._ticked = book.add_format(_FONT | _GRID | {"bold": True})
        self._head = book.add_format(
            _FONT | _GRID | {"bold": True, "align": "center", "bg_color": "#E8EEF6", "quote_prefix": False}
        )
        head = _FONT | {"bold": True, "align": "center", "bg_color": "#E8EEF6", "left": 1, "right": 1}
        self._upper_head = book.add_format(head | {"top": 1, "valign": "bottom"})
        self._lower_head = book.add_format(head | {"bottom": 1})
        self._title = book.add_format({"font_name": "宋体", "font_size": 20, "bold": True, "align": "center"})
        self._line = book.add_format(
            {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, "quote_prefix": True}
        )
        self._alarm = book.add_format(
            {"font_name": "宋体", "font_size": 18, "bold": True, "font_color": "#FFFFFF", "bg_color": "#B3261E"}
        )

    def form_sheet(self) -> int:
        """台账: the form, every row of every body. Returns the number of rows."""
        form = ledger_form()
        widths = (6.0, 18.0, 18.0, 14.0, 16.0, *(18.0 for _ in form.problem_columns), 16.0, 44.0)
        sheet = self._sheet("台账", widths)
        last, at = len(widths) - 1, 0
        if self._is_demo:
            sheet.merge_range(at, 0, at, last, form.demo_notice, self._alarm)
            at += 1
        sheet.set_row(at, 34)
        sheet.merge_range(at, 0, at, last, form.title, self._title)
        at += 1
        unit = f"{form.reporting_body}：全市汇总（{self._round}）　　{form.seal}"
        sheet.merge_range(at, 0, at, last - 3, cell_text(unit), self._line)
        sheet.merge_range(at, last - 2, at, last, f"{form.contact}：", self._line)
        sheet.set_row(at, SEAL_HEIGHT)
        at += 1
        self._form_header(sheet, at)
        first = at = at + 2
        for number, row in enumerate(self._store.stream(latest_rows(self._round)), start=1):
            self._count(row)
            cells = (
                *((str(number), False), (row.name, False), (row.body, False), (row.system, False)),
                (row.case_number, False),
                *(_ticks(row.boxes, column) for column in form.problem_columns),
                *((row.handling, "☑" in row.handling), (row.remark, False)),
            )
            at = self._write(sheet, at, cells, widths)
        sheet.autofilter(first - 1, 0, max(at - 1, first - 1), last)
        for number, footnote in enumerate(form.footnotes, start=1):
            sheet.merge_range(at, 0, at, last, cell_text(f"{number}. {footnote}"), self._line)
            at += 1
        return at - first - len(form.footnotes)

    def _form_header(self, sheet: Any, at: int) -> None:
        """Write both rows of the head. Rows are written in order, so a head of both rows is no joined cell: it lacks
        the line between them.
        """
        form = ledger_form()
        before, problems = len(form.columns.before), len(form.problem_columns)
        heads = columns(form)
        within = range(before, before + problems)
        sheet.set_row(at, 22)
        for place, head in enumerate(heads):
            if place not in within:
                sheet.write_string(at, place, head, self._upper_head)
        sheet.merge_range(at, before, at, before + problems - 1, form.problems_header, self._head)
        sheet.set_row(at + 1, 34)
        for place, head in enumerate(heads):
            if place in within:
                sheet.write_string(at + 1, place, head, self._head)
            else:
                sheet.write_blank(at + 1, place, None, self._lower_head)
        sheet.repeat_rows(at, at + 1)
        sheet.freeze_panes(at + 2, 2)

    def summary_sheet(self) -> None:
        """汇总: a line for each body, and the sum of all; the figures are formulas over the form."""
        form = ledger_form()
        widths = (36.0, 12.0, 12.0, 12.0, 12.0)
        sheet = self._sheet("汇总", widths)
        for place, head in enumerate(("填报单位", "已查事项", "无问题", "有问题", "未查完")):
            sheet.write_string(0, place, head, self._head)
        for at, (body, counts) in enumerate(self._counts.items(), start=1):
            sheet.write_string(at, 0, cell_text(body), self._text)
            of_body = f"台账!$C:$C,$A{at + 1}"
            clean = f'COUNTIFS({of_body},台账!$N:$N,"{form.no_problem}")'
            formulas = (
                (f"=COUNTIF({of_body})", "rows"),
                (f"={clean}", "clean"),
                (f'=COUNTIFS({of_body},台账!$N:$N,"?*")-{clean}', "problem"),
            )
            for place, (formula, key) in enumerate(formulas, start=1):
                sheet.write_formula(at, place, formula, self._centre, counts[key])
            sheet.write_number(at, 4, counts["open"], self._centre)
        last = len(self._counts)
        sheet.write_string(last + 1, 0, "合计", self._head)
        for place, key in enumerate(("rows", "clean", "problem", "open"), start=1):
            total = sum(counts[key] for counts in self._counts.values())
            letter = "ABCDE"[place]
            sheet.write_formula(last + 1, place, f"=SUM({letter}2:{letter}{last + 1})", self._head, total)

    def open_sheet(self) -> None:
        """未查完: what is still open in each row, and why."""
        lines = (
            (row.body, row.name, row.code, why, "\n".join(held))
            for row in self._store.stream(latest_rows(self._round))
            for why, held in row.open_reasons.items()
        )
        heads = (("填报单位", 26.0), ("事项名称", 34.0), ("实施编码", 36.0), ("原因", 60.0), ("尚未查完的检查", 50.0))
        sheet, first = self._table("未查完", heads, lines)
        if first == 1:
            sheet.merge_range(first, 0, first, len(heads) - 1, "全部事项均已查完。", self._line)

    def runs_sheet(self, notes: Sequence[str]) -> None:
        """来源: the reports that the ledger was made of, and what does not go together."""
        bodies: dict[int, list[str]] = defaultdict(list)
        of_runs = select(MATTERS.c.run, MATTERS.c.body).distinct().order_by(MATTERS.c.run, MATTERS.c.body)
        for of in self._store.stream(of_runs):
            bodies[of.run].append(of.body)
        lines: Iterable[tuple[str, ...]] = (
            (
                *("、".join(bodies[run.id]), run.seal_number, run.portal),
                *(local_time(run.started), local_time(run.finished), run.version, run.selection or "全部"),
            )
            for run in self._store.runs(self._round)
        )
        heads = (
            ("填报单位", 34.0),
            ("封存号", 22.0),
            ("自查平台", 24.0),
            ("开始", 18.0),
            ("结束", 18.0),
            ("程序版本", 12.0),
            ("范围", 40.0),
        )
        sheet, first = self._table("来源", heads, lines)
        for at, note in enumerate(notes, start=first + 1):
            sheet.merge_range(at, 0, at, len(heads) - 1, cell_text(note), self._line)
            sheet.set_row(at, _lines(note, sum(width for _, width in heads)) * _LINE + 4)

    def _table(
        self, name: str, heads: Sequence[tuple[str, float]], lines: Iterable[tuple[str, ...]]
    ) -> tuple[Any, int]:
        """Write a plain sheet; return it, and the first free line."""
        widths = [width for _, width in heads]
        sheet = self._sheet(name, widths)
        for place, (head, _) in enumerate(heads):
            sheet.write_string(0, place, head, self._head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        at = 1
        for line in lines:
            at = self._write(sheet, at, [(text, False) for text in line], widths)
        return sheet, at

    def _write(self, sheet: Any, at: int, cells: Sequence[tuple[str, bool]], widths: Sequence[float]) -> int:
        texts = [cell_text(text) for text, _ in cells]
        lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
        sheet.set_row(at, min(lines * _LINE + 4, _TALLEST))
        for place, (text, (_, is_bold)) in enumerate(zip(texts, cells, strict=True)):
            style = self._centre if place == 0 and text.isdigit() else self._ticked if is_bold else self._text
            sheet.write_string(at, place, text, style)
        return at + 1

    def _count(self, row: Any) -> None:
        counts = self._counts.setdefault(row.body, Counter())
        counts["rows"] += 1
        counts["clean"] += row.remark == ledger_form().no_problem
        counts["problem"] += row.remark not in ("", ledger_form().no_problem)
        counts["open"] += bool(row.open_reasons)

    def _sheet(self, name: str, widths: Sequence[float]) -> Any:
        sheet = self._book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        alarm = f'&"宋体,Bold"&16&KB3261E{ledger_form().demo_notice}' if self._is_demo else ""
        sheet.set_header(f"&L全市汇总&C{alarm}&R{name}")
        sheet.set_footer(f"&C第 &P 页 共 &N 页&R{alarm}")
        return sheet


def _ticks(ticked: Sequence[str], column: str) -> tuple[str, bool]:
    """Return all boxes of a column, and whether one of them is ticked."""
    lines = [TickLine(box.code in ticked, box.wording) for box in ledger_form().boxes_of(column)]
    return "\n".join(map(str, lines)), any(line.is_ticked for line in lines)


def _lines(text: str, width: float) -> int:
    room = max(int(width) - 1, 2)
    return sum(max(1, -(-sum(_breadths(line)) // room)) for line in text.split("\n"))


def _breadths(line: str) -> Iterator[int]:
    return (1 if character < "\u1100" else 2 for character in line)
