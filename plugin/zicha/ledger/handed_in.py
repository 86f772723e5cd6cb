"""A department's workbook as it was handed in: its form read back, whichever program saved it last.

What stands where is known by the heads of the columns and the wording of the boxes, not by the place on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from zicha.catalogue.form import ledger_form
from zicha.ledger.printing import columns
from zicha.model.base import Model, folded

_TICKS = ("☑", "☒", "■", "√", "✓", "✔")
_BOXES = (*_TICKS, "□", "☐")
_OPEN_SHEET = "未查完"


class HandedInError(ValueError):
    """A workbook that is no ledger, or a line of it that cannot be read; the text says where and what to write."""


class HandedInRow(Model):
    """A line of the form. `line` is that of the sheet; `is_open`: it does not say that all was checked."""

    line: int
    number: str
    name: str
    department: str
    system: str
    case_number: str
    boxes: tuple[str, ...]
    states: tuple[str, ...]
    remark: str
    is_open: bool


class HandedInLedger(Model):
    """The form of one 填报单位."""

    body: str
    contact: str
    is_demo: bool
    rows: tuple[HandedInRow, ...]


def read_workbook(file: Path) -> HandedInLedger:
    """Return what a department's workbook says. Raise HandedInError."""
    try:
        book = CalamineWorkbook.from_path(str(file))
        sheets = {name: _cells(book, name) for name in book.sheet_names}
    except BaseException as error:  # the reader's panic is no Exception
        if isinstance(error, (Exception, KeyboardInterrupt)) and not isinstance(error, (CalamineError, OSError)):
            raise
        raise HandedInError(f"{file}：打不开，不是 Excel 台账（xlsx），或者文件已损坏") from error
    for cells in sheets.values():
        for at, line in enumerate(cells):
            if "序号" in line and "事项名称" in line and ledger_form().problems_header in line:
                return _form(file, cells, at, _numbers_in(sheets.get(_OPEN_SHEET, ())))
    raise HandedInError(f"{file}：没有找到台账的表头（序号、事项名称、{ledger_form().problems_header}）")


def _cells(book: CalamineWorkbook, name: str) -> list[list[str]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _numbers_in(cells: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the 序号 of the rows that are told to be open."""
    return frozenset(line[0] for line in cells if line and line[0].isdigit())


def _form(file: Path, cells: Sequence[Sequence[str]], at: int, open_numbers: frozenset[str]) -> HandedInLedger:
    form = ledger_form()
    heads = {head: place for line in cells[at : at + 2] for place, head in enumerate(line) if head}
    if missing := [head for head in columns(form) if head not in heads]:
        raise HandedInError(f"{file}：表头缺少“{'”“'.join(missing)}”，请用原来的表")
    above = [cell for line in cells[:at] for cell in line]
    rows = tuple(_rows(file, cells, at + 2, heads, open_numbers))
    return HandedInLedger(
        body=_after(above, form.reporting_body),
        contact=_after(above, form.contact),
        is_demo=any(form.demo_notice in cell for cell in above),
        rows=rows,
    )


def _after(cells: Sequence[str], label: str) -> str:
    """Return what stands after a label, up to a wide blank: 填报单位：开封市民政局　　（加盖公章）."""
    texts = (cell.partition(label)[2].lstrip("：: ") for cell in cells if cell.startswith(label))
    return next((text.partition("\u3000\u3000")[0].strip() for text in texts), "")


def _rows(
    file: Path,
    cells: Sequence[Sequence[str]],
    first: int,
    heads: Mapping[str, int],
    open_numbers: frozenset[str],
) -> Iterator[HandedInRow]:
    form = ledger_form()
    for at, line in enumerate(cells[first:], start=first):
        values = {head: line[place] if place < len(line) else "" for head, place in heads.items()}
        if not values["事项名称"]:
            continue  # a line that a long one runs over, or a footnote
        if not values["序号"].isdigit():
            raise HandedInError(f"{file} 第 {at + 1} 行“{values['事项名称']}”：序号不是数字，请按原来的序号填写")
        boxes = [box for column in form.problem_columns for box in _boxes(file, at, column, values[column])]
        remark = values["备注"]
        is_open = values["序号"] in open_numbers or not (boxes or remark)
        yield HandedInRow(
            line=at + 1,
            number=values["序号"],
            name=values["事项名称"],
            department=values["审批部门"],
            system=values["业务系统名称"],
            case_number=values["办件编号"],
            boxes=tuple(boxes),
            states=_states(values["处理情况"]),
            remark=remark,
            is_open=is_open,
        )


def _boxes(file: Path, at: int, column: str, cell: str) -> Iterator[str]:
    wordings = {folded(box.wording): box.code for box in ledger_form().boxes_of(column)}
    for wording in _ticked(cell):
        if folded(wording) not in wordings:
            raise HandedInError(
                f"{file} 第 {at + 1} 行“{column}”：勾选了“{wording}”，本表没有这个选项；请按原来的选项勾选"
            )
        yield wordings[folded(wording)]


def _states(cell: str) -> tuple[str, ...]:
    """Return the codes of 处理情况: ticked boxes, or plain words where somebody wrote these."""
    form = ledger_form()
    ticked = list(_ticked(cell)) or [line for line in cell.splitlines() if not line.startswith(_BOXES)]
    codes = {
        state.code
        for state in form.states
        for wording in ticked
        if wording.removeprefix("其中：") == state.wording or (wording == form.joined_states and state.code == "H2")
    }
    return tuple(state.code for state in form.states if state.code in codes)


def _ticked(cell: str) -> Iterator[str]:
    for line in cell.splitlines():
        if line.strip().startswith(_TICKS):
            yield line.strip()[1:].strip()
