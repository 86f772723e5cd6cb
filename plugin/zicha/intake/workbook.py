"""A workbook that people filled in → entries: its yellow columns, and what was changed in the form itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from zicha.catalogue.form import ledger_form
from zicha.intake.entries import HandedBack, wording
from zicha.intake.tables import Line, Workbook, day
from zicha.ledger.form_rules import FormRow, broken_rules
from zicha.ledger.handed_in import HandedInLedger, HandedInRow
from zicha.ledger.ledger import Ledger
from zicha.ledger.people_sheets import SHEETS, details_of
from zicha.ledger.rows import REFUTED, Row
from zicha.ledger.sheets import cell_text
from zicha.ledger.summary_sheet import FORM_SHEET
from zicha.model.answer import GRADES, JUDGEMENTS, Answer
from zicha.model.base import folded
from zicha.model.statement import Addition, Correction, Handling, Progress, Tick

_PROGRESS = MappingProxyType({"H1": Progress.DONE, "H2": Progress.UNDER_WAY, "H3": Progress.WITH_PROVINCE})
_SIGNED = ("谁（填写）", "何时（填写）")
_HEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        SHEETS.questions: ("事项名称", "问题编号", "页面版本", "答（填写）", "说明（填写）", *_SIGNED),
        SHEETS.grading: ("事项名称", "问题编号", "页面版本", "答（填写）", "填写项（填写）", "原文（填写）", *_SIGNED),
        SHEETS.problems: ("事项名称", "选项", "处理情况（填写）", "更正（填写）", "说明（填写）", *_SIGNED),
        SHEETS.additions: ("事项名称（填写）", "选项（填写）", "说明（填写）", *_SIGNED),
    }
)
"""The heads by which the sheets are read: where one is missing, nothing of it may be passed over in silence."""
Signature = dict[str, str]
"""谁 and 何时, for what has none of its own."""


def read_entries(
    book: Workbook, form: HandedInLedger, ledger: Ledger, bare: Ledger, signature: Signature, today: date
) -> HandedBack:
    """Return what people wrote into the workbook of a ledger. `bare` is the ledger without what they said before.

    The workbook may be of before that or of after it; it says something new where it is like neither.
    """
    back = HandedBack(today=today)
    for name, heads in _HEADS.items():
        if missing := book.missing_heads(name, heads):
            back.refuse(f"“{name}”表", f"找不到“{'”“'.join(missing)}”栏；表头不能改，请用自查写出的台账来填")
    _answers(book, back, signature)
    _of_problems(book, ledger, back, signature)
    _ticks_set(book, back, signature)
    _of_form(form, ledger, bare, back, signature)
    return back


def _signed(line: Line, signature: Signature) -> Signature:
    own = line.filled_in("谁", "何时")
    if "何时" in own:
        own["何时"] = day(own["何时"])
    return {**signature, **own}


def _answers(book: Workbook, back: HandedBack, signature: Signature) -> None:
    keys = ("答", "填写项", "原文", "说明", "评定人部门")
    for name, choices in ((SHEETS.questions, JUDGEMENTS), (SHEETS.grading, GRADES)):
        for line in book.lines(name, "问题编号"):
            written = line.filled_in(*keys)
            if written.get("答", "") not in ("", *choices):
                back.refuse(line.place, f"“答”不能是“{written['答']}”，应当是这些之一：{'、'.join(choices)}")
            elif written:
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
        if {"更正", "处理情况"} <= set(written):
            back.refuse(line.place, f"“处理情况”和“更正”只填一个：问题属实的填处理情况，不属实的选“{REFUTED}”")
        elif "更正" in written:
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
                "选项": _code_of(written.get("选项", "")),
                "理由": written.get("说明"),
            }
            given = {key: value for key, value in fields.items() if value}
            back.add(Correction, line.place, 改为=Tick.SET, **given, **_signed(line, signature))


def _code_of(choice: str) -> str:
    """Return the code of a box that is written with its wording or without, or its wording alone."""
    codes = (box.code for box in ledger_form().boxes if folded(choice) in (folded(box.wording), box.code))
    return next(codes, choice.split(" ")[0])


# ── what was changed in the form itself ──────────────────────────────────────────────────────────────────────────


def _of_form(form: HandedInLedger, ledger: Ledger, bare: Ledger, back: HandedBack, signature: Signature) -> None:
    rows = {row.name: row for row in form.rows}
    unexplained = [row for row in form.rows if not _is_corrected(row.name, back)]
    is_open = {row.matter.name: not row.is_complete for row in ledger.rows}
    read = [_as_form_row(row, is_open.get(row.name, row.is_open)) for row in unexplained]
    for words in broken_rules(form.body, form.contact, read):
        back.refuse(f"“{FORM_SHEET}”表", words)
    for row, without in zip(ledger.rows, bare.rows, strict=True):
        handed_in = rows.pop(row.matter.name, None)
        if handed_in is None:
            back.refuse(f"“{FORM_SHEET}”表", f"少了“{row.matter.name}”这一行；自查过的事项不能删去")
        elif not _says_the_same(handed_in, without):
            _of_form_row(handed_in, row, back, signature)
    for name, handed_in in rows.items():
        back.refuse(_place(handed_in), f"多出“{name}”这一行；没有自查过的事项不能加行")


def _place(row: HandedInRow) -> str:
    return f"“{FORM_SHEET}”表第{row.line}行"


def _says_the_same(handed_in: HandedInRow, row: Row) -> bool:
    number, remark = cell_text(row.number), cell_text(row.remark)
    known = (number, frozenset(row.boxes), row.states, remark)
    return known == (handed_in.case_number, frozenset(handed_in.boxes), handed_in.states, handed_in.remark)


def _of_form_row(handed_in: HandedInRow, row: Row, back: HandedBack, signature: Signature) -> None:
    """Take what was changed in 处理情况 and added to 备注; refuse what would overwrite what was found."""
    place, matter = _place(handed_in), row.matter
    columns = ledger_form().columns.before[2:]
    was = (matter.department.name, matter.system, row.number)
    for column, old, new in zip(
        columns, was, (handed_in.department, handed_in.system, handed_in.case_number), strict=True
    ):
        if new != cell_text(old):
            back.refuse(place, f"“{column}”原来是“{old}”，不能在台账里改；确有错误，请改事项清单后重新自查")
    for code in sorted(set(row.boxes) ^ set(handed_in.boxes)):
        if not _is_corrected(matter.name, back, code):
            back.refuse(place, _advice(code, was_ticked=code in row.boxes))
    states = [code for code in handed_in.states if code not in row.states]
    for progress in [_PROGRESS[states[-1]]] if states else ():
        for code in row.boxes:
            back.add(Handling, place, 事项=matter.name, 选项=code, 处理情况=progress, **signature)
    remark = cell_text(row.remark)
    if handed_in.remark != remark:
        added = handed_in.remark.removeprefix(remark).strip("；;，, \n")
        if row.boxes and handed_in.remark.startswith(remark) and added:
            back.add(Addition, place, 事项=matter.name, 补充说明=added, **signature)
        elif not _is_corrected(matter.name, back):
            advice = f"自查写的话要留着，补充的写在后面；不属实的，请在“{SHEETS.problems}”表里选“{REFUTED}”并写说明"
            back.refuse(place, f"“备注”里自查写的内容被改动或删去：{advice}")


def _advice(code: str, was_ticked: bool) -> str:
    """Return what to do instead of changing a tick: the reason stands in the sheets made for it."""
    if was_ticked:
        return f"去掉了{wording(code)}的勾：请在“{SHEETS.problems}”表这一项选“{REFUTED}”并写说明"
    return f"加勾了{wording(code)}：请在“{SHEETS.additions}”表写明事项、选项和问题详情"


def _is_corrected(name: str, back: HandedBack, code: str = "") -> bool:
    corrections = (one for one in back.entries if isinstance(one, Correction) and one.matter == name)
    return any(code in ("", one.box) for one in corrections)


def _as_form_row(row: HandedInRow, is_open: bool) -> FormRow:
    return FormRow(name=row.name, number=row.case_number, boxes=row.boxes, remark=row.remark, is_open=is_open)
