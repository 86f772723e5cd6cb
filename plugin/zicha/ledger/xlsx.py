"""A department's workbook (台账/<部门全称>.xlsx): the form, its summary, what is open, sheets to fill in, the findings.

The same ledger gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import xlsxwriter

from zicha.catalogue.form import LedgerForm, ledger_form
from zicha.ledger.form_rules import broken_rules, form_row
from zicha.ledger.ledger import DEMO_PREFIX, Ledger
from zicha.ledger.people_sheets import write_people_sheets
from zicha.ledger.printing import box_lines, columns, local_time, state_lines
from zicha.ledger.quoting import quoted
from zicha.ledger.rows import REFUTED, Row
from zicha.ledger.sheets import SEAL_HEIGHT, Cell, Column, Sheets, cell_text
from zicha.ledger.summary_sheet import FORM_SHEET, OPEN_SHEET, write_summary
from zicha.model.finding import Finding

FIRST_COLUMNS = 5
"""Columns of the form before 存在的问题."""


def write_workbook(path: Path, ledger: Ledger) -> None:
    """Write the workbook. A ledger of the embedded portal is only ever written under a name that says so.

    Raise ValueError for a form that breaks a rule of the notice: it must not be handed in.
    """
    if ledger.is_demo and not path.name.startswith(DEMO_PREFIX):
        raise ValueError(f"演示台账的文件名必须以“{DEMO_PREFIX}”开头：{path.name}")
    department = ledger.department
    if broken := list(broken_rules(department.full_name, department.contact, list(map(form_row, ledger.rows)))):
        raise ValueError(f"台账不合填写要求：{'；'.join(broken)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(
        str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        started = ledger.run.started.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": ledger_form().title, "created": started})
        sheets = Sheets(book, ledger)
        first, last = _form_sheet(sheets)
        open_lines = list(_open_lines(ledger))
        write_summary(sheets, first, last, len(open_lines))
        _open_sheet(sheets, open_lines)
        write_people_sheets(sheets)
        _uncovered_sheet(sheets)
        _findings_sheet(sheets)


def _form_sheet(sheets: Sheets) -> tuple[int, int]:
    """台账: the form itself. Return the first and the last line of its rows, counted from 1."""
    form, ledger = sheets.form, sheets.ledger
    widths = _form_widths(form)
    sheet = sheets.sheet(FORM_SHEET, widths)
    last = len(widths) - 1
    at = sheets.notices(sheet, widths)
    sheet.merge_range(at, 0, at, last, form.title, sheets.title)
    sheet.set_row(at, 34)
    at += 1
    seal = f"【{form.demo_notice}】" if ledger.is_demo else form.seal
    middle = last - 3
    unit = f"{form.reporting_body}：{ledger.department.full_name}　　{seal}"
    sheet.merge_range(at, 0, at, middle, cell_text(unit), sheets.line)
    contact = f"{form.contact}：{ledger.department.contact}"
    sheet.merge_range(at, middle + 1, at, last, cell_text(contact), sheets.line)
    sheet.set_row(at, SEAL_HEIGHT)
    at += 1
    for place, column in enumerate(columns(form)):
        if FIRST_COLUMNS <= place < FIRST_COLUMNS + len(form.problem_columns):
            sheet.write_string(at + 1, place, column, sheets.head)
        else:
            sheet.merge_range(at, place, at + 1, place, column, sheets.head)
    sheet.merge_range(
        at, FIRST_COLUMNS, at, FIRST_COLUMNS + len(form.problem_columns) - 1, form.problems_header, sheets.head
    )
    sheet.set_row(at, 22)
    sheet.set_row(at + 1, 34)
    sheet.repeat_rows(at, at + 1)
    sheet.freeze_panes(at + 2, 2)
    at += 2
    first = at
    for number, row in enumerate(ledger.rows, start=1):
        at = sheets.spread(sheet, at, _form_cells(form, number, row), widths)
    sheet.autofilter(first - 1, 0, max(at, first + 1) - 1, last)
    end = at
    for number, footnote in enumerate(form.footnotes, start=1):
        sheet.merge_range(at, 0, at, last, cell_text(f"{number}. {footnote}"), sheets.note)
        at += 1
    sheet.print_area(0, 0, at - 1, last)
    return first + 1, max(end, first + 1)


def _form_cells(form: LedgerForm, number: int, row: Row) -> tuple[Cell, ...]:
    matter = row.matter
    return (
        *(str(number), matter.name, matter.department.name, matter.system, row.number),
        *(box_lines(row, column) for column in form.problem_columns),
        *(state_lines(row), row.remark),
    )


def _open_lines(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """Yield what is still open in each row, and why."""
    for number, row in enumerate(ledger.rows, start=1):
        for why, subjects in row.open_by_reason.items():
            yield str(number), row.matter.name, row.matter.code, why, "\n".join(subjects)


def _open_sheet(sheets: Sheets, lines: list[tuple[str, ...]]) -> None:
    """未查完."""
    sheets.table(
        OPEN_SHEET,
        (
            *(Column("序号", 6), Column("事项名称", 34), Column("实施编码", 36)),
            *(Column("原因", 60), Column("尚未查完的检查", 50)),
        ),
        lines,
        "全部事项均已查完。" if sheets.ledger.rows else "本部门没有已自查的事项。",
    )


def _uncovered_sheet(sheets: Sheets) -> None:
    """未覆盖: matters of the inventory that this run gave no row."""
    ledger = sheets.ledger
    sheets.table(
        "未覆盖",
        (
            *(Column("序号", 6), Column("事项名称", 50), Column("实施编码", 36)),
            *(Column("业务系统名称", 26), Column("自查方式", 20)),
        ),
        (
            (str(number), matter.name, matter.code, matter.system, matter.method.value)
            for number, matter in enumerate(ledger.uncovered, start=1)
        ),
        f"清单 {len(ledger.rows) + len(ledger.uncovered)} 项，已全部覆盖。",
    )


def _findings_sheet(sheets: Sheets) -> None:
    """明细: one line for each finding; one that holds several problems has its problems below each other."""
    sheets.table(
        "明细",
        (
            *(Column("序号", 6), Column("事项名称", 26), Column("检查内容", 26), Column("身份", 7), Column("选项", 6)),
            *(Column("结论", 12), Column("比对", 11), Column("说明", 34), Column("问题", 40), Column("应为", 26)),
            *(Column("实为", 34), Column("位置", 34), Column("人工更正", 30), Column("核查时间", 17)),
        ),
        _finding_lines(sheets.ledger),
        "本部门没有已自查的事项。",
    )


def _finding_lines(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(ledger.rows, start=1):
        for outcome in row.outcomes:
            if outcome.finding is not None:
                yield (
                    *(str(number), row.matter.name, outcome.title, outcome.identity or "", outcome.box),
                    *_finding_cells(outcome.finding, outcome.compared),
                    f"{REFUTED}：{outcome.refuted}" if outcome.refuted else "",
                    _times(outcome.finding),
                )


def _form_widths(form: LedgerForm) -> tuple[float, ...]:
    before, after = (5.5, 15.0, 13.0, 12.0, 14.0), (16.0, 40.0)
    return (*before, *(18.0 for _ in form.problem_columns), *after)


def _finding_cells(finding: Finding, compared: str) -> tuple[str, ...]:
    def each(field: str) -> str:
        values = [quoted(getattr(problem, field)) for problem in finding.problems]
        if len(values) < 2:
            return "".join(values)
        return "\n".join(f"{number}. {value}" for number, value in enumerate(values, start=1) if value)

    return (
        finding.verdict.value,
        compared,
        quoted(finding.reason),
        *(each(field) for field in ("text", "expected", "seen", "where")),
    )


def _times(finding: Finding) -> str:
    first = f"{local_time(finding.second_look.first)}\n" if finding.second_look is not None else ""
    return first + local_time(finding.observed_at or finding.judged_at)
