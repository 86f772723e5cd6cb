"""A workbook that people filled in → entries: its yellow columns, and what was changed in the form itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zicha.catalogue.form import ledger_form
from zicha.intake.entries import HandedBack, wording
from zicha.intake.tables import Line, Workbook, day
from zicha.ledger.form_rules import FormRow, broken_rules
from zicha.ledger.ledger import Ledger
from zicha.ledger.people_sheets import SHEETS, details_of
from zicha.ledger.printing import box_lines, columns, state_lines
from zicha.ledger.rows import Row
from zicha.ledger.sheets import cell_text
from zicha.ledger.summary_sheet import FORM_SHEET
from zicha.model.answer import Answer
from zicha.model.statement import Addition, Correction, Handling, Progress, Tick

Signature = dict[str, str]
"""谁 and 何时, for what has none of its own."""


def reporting_body_of(book: Workbook) -> str:
    """Return 填报单位 by the form, empty where it has none."""
    return _beside(book, ledger_form().reporting_body).split("　　")[0].strip()


def matters_of(book: Workbook) -> frozenset[str]:
    """Return the names of the matters on the form."""
    return frozenset(line.cells["事项名称"] for line in _form_lines(book))


def read_entries(book: Workbook, ledger: Ledger, bare: Ledger, signature: Signature) -> HandedBack:
    """Return what people wrote into the workbook of a ledger. `bare` is the ledger without what they said before.

    The workbook may be of before that or of after it; it says something new where it is like neither.
    """
    back = HandedBack()
    _answers(book, back, signature)
    _of_problems(book, ledger, back, signature)
    _ticks_set(book, back, signature)
    _of_form(book, ledger, bare, back, signature)
    return back


def _signed(line: Line, signature: Signature) -> Signature:
    own = line.filled_in("谁", "何时")
    if "何时" in own:
        own["何时"] = day(own["何时"])
    return {**signature, **own}


def _answers(book: Workbook, back: HandedBack, signature: Signature) -> None:
    keys = ("答", "填写项", "原文", "说明", "评定人部门")
    for name in (SHEETS.questions, SHEETS.grading):
        for line in book.lines(name, "问题编号"):
            if written := line.filled_in(*keys):
                known = {
                    "问题编号": line.cells["问题编号"],
                    "事项": line.cells["事项名称"],
                    "页面版本": line.cells["页面版本"],
                }
                back.add(Answer, line.place, **known, **written, **_signed(line, signature))


def _of_problems(book: Workbook, ledger: Ledger, back: HandedBack, signature: Signature) -> None:
    rows = {row.matter.name: row for row in ledger.rows}
    for line in book.lines(SHEETS.problems, "选项"):
        written = line.filled_in("处理情况", "更正", "说明")
        if not written:
            continue
        name, box = line.cells["事项名称"], line.cells["选项"]
        signed = _signed(line, signature)
        note = {"说明": written["说明"]} if "说明" in written else {}
        if "更正" in written:
            refuted = list(details_of(rows[name], box)) if name in rows else []
            reason = {"理由": written["说明"]} if note else {}
            back.add(
                Correction, line.place, 事项=name, 选项=box, 改为=Tick.TAKEN_AWAY, 所指=refuted, **reason, **signed
            )
        elif "处理情况" in written:
            back.add(Handling, line.place, 事项=name, 选项=box, 处理情况=written["处理情况"], **note, **signed)
        else:
            back.add(Addition, line.place, 事项=name, 补充说明=written["说明"], **signed)


def _ticks_set(book: Workbook, back: HandedBack, signature: Signature) -> None:
    for line in book.lines(SHEETS.additions, "选项（填写）"):
        written = line.filled_in("事项名称", "选项", "说明")
        if written:
            fields = {
                "事项": written.get("事项名称"),
                "选项": written.get("选项", "").split(" ")[0],
                "理由": written.get("说明"),
            }
            given = {key: value for key, value in fields.items() if value}
            back.add(Correction, line.place, 改为=Tick.SET, **given, **_signed(line, signature))


# ── what was changed in the form itself ──────────────────────────────────────────────────────────────────────────


def _of_form(book: Workbook, ledger: Ledger, bare: Ledger, back: HandedBack, signature: Signature) -> None:
    lines = {line.cells["事项名称"]: line for line in _form_lines(book)}
    read = [
        _as_form_row(line, row)
        for row in ledger.rows
        if (line := lines.get(cell_text(row.matter.name))) and not _is_corrected(row.matter.name, back)
    ]
    for words in broken_rules(reporting_body_of(book), _beside(book, ledger_form().contact), read):
        back.refuse(f"“{FORM_SHEET}”表", words)
    for row, without in zip(ledger.rows, bare.rows, strict=True):
        line = lines.pop(cell_text(row.matter.name), None)
        if line is None:
            back.refuse(f"“{FORM_SHEET}”表", f"少了“{row.matter.name}”这一行；自查过的事项不能删去")
        elif not _says_the_same(line, without):
            _of_form_row(line, row, back, signature)
    for name, line in lines.items():
        back.refuse(line.place, f"多出“{name}”这一行；没有自查过的事项不能加行")


def _form_lines(book: Workbook) -> Iterator[Line]:
    """Yield the rows of the form. The heads of 存在的问题 stand a line below the others."""
    form = ledger_form()
    rows = book.sheets.get(FORM_SHEET, ())
    start = next((at for at, row in enumerate(rows) if form.columns.before[0] in row), len(rows))
    notes = {f"{number}. {note}" for number, note in enumerate(form.footnotes, start=1)}
    for number, row in enumerate(rows[start + 2 :], start + 3):
        if row and row[0] not in notes and any(cell.strip() for cell in row):
            yield Line(f"“{FORM_SHEET}”表第{number}行", dict(zip(columns(form), row, strict=False)))


def _says_the_same(line: Line, row: Row) -> bool:
    form = ledger_form()
    cells = {column: "\n".join(map(str, box_lines(row, column))) for column in form.problem_columns}
    cells |= dict(zip(form.columns.after, ("\n".join(map(str, state_lines(row))), row.remark), strict=True))
    cells[form.columns.before[4]] = row.number
    return all(line.cells.get(column, "") == cell_text(text) for column, text in cells.items())


def _of_form_row(line: Line, row: Row, back: HandedBack, signature: Signature) -> None:
    """Take what was changed in 处理情况 and added to 备注; refuse what would overwrite what was found."""
    form = ledger_form()
    before, (state, remark) = form.columns.before, form.columns.after
    for column, was in zip(before[2:], (row.matter.department.name, row.matter.system, row.number), strict=True):
        if line.cells.get(column, "") != cell_text(was):
            back.refuse(line.place, f"“{column}”原来是“{was}”，不能在台账里改；确有错误，请改事项清单后重新自查")
    for column in form.problem_columns:
        was_ticked = {one.wording for one in box_lines(row, column) if one.is_ticked}
        ticked = _ticked(line.cells.get(column, ""))
        for box in form.boxes_of(column):
            _of_box(box.code, box.wording in was_ticked, box.wording in ticked, line, row, back)
    known = {str(one) for one in state_lines(row)}
    new = {one for one in line.cells.get(state, "").split("\n") if one.startswith("☑")} - known
    for progress in (one for one in Progress if any(words.startswith(f"☑{one}") for words in new)):
        for code in row.boxes:
            back.add(Handling, line.place, 事项=row.matter.name, 选项=code, 处理情况=progress, **signature)
    was, now = cell_text(row.remark), line.cells.get(remark, "")
    if now != was:
        added = now.removeprefix(was).strip("；;，, \n")
        if row.boxes and now.startswith(was) and added:
            back.add(Addition, line.place, 事项=row.matter.name, 补充说明=added, **signature)
        elif not _is_corrected(row.matter.name, back):
            advice = f"自查写的话要留着，补充的写在后面；不属实的，请在“{SHEETS.problems}”表里选“误报”并写说明"
            back.refuse(line.place, f"“{remark}”里自查写的内容被改动或删去：{advice}")


def _of_box(code: str, was: bool, now: bool, line: Line, row: Row, back: HandedBack) -> None:
    """Refuse a tick that was changed without a reason: that stands in the sheets made for it."""
    if was is now or _is_corrected(row.matter.name, back, code):
        return
    if was:
        words = f"去掉了{wording(code)}的勾：请在“{SHEETS.problems}”表这一项选“误报”并写说明"
    else:
        words = f"加勾了{wording(code)}：请在“{SHEETS.additions}”表写明事项、选项和问题详情"
    back.refuse(line.place, words)


def _is_corrected(name: str, back: HandedBack, code: str = "") -> bool:
    corrections = (one for one in back.entries if isinstance(one, Correction) and one.matter == name)
    return any(code in ("", one.box) for one in corrections)


def _as_form_row(line: Line, row: Row) -> FormRow:
    form = ledger_form()
    ticked = {(column, wording) for column in form.problem_columns for wording in _ticked(line.cells.get(column, ""))}
    return FormRow(
        name=line.cells[form.columns.before[1]],
        number=line.cells.get(form.columns.before[4], ""),
        boxes=tuple(box.code for box in form.boxes if (box.column, box.wording) in ticked),
        remark=line.cells.get(form.columns.after[1], ""),
        is_open=not row.is_complete,
    )


def _ticked(cell: str) -> set[str]:
    return {line[1:].strip() for line in cell.split("\n") if line.startswith("☑")}


def _beside(book: Workbook, label: str) -> str:
    """Return what stands behind 填报单位： or 联系人： above the form."""
    rows: Sequence[Sequence[str]] = book.sheets.get(FORM_SHEET, ())
    cells = (cell for row in rows[:12] for cell in row)
    return next((cell.partition("：")[2].strip() for cell in cells if cell.startswith(f"{label}：")), "")
