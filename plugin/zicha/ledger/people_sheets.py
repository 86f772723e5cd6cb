"""The sheets of a workbook in which people write: answers, grades, what became of problems, and corrections.

`zicha take-in` reads them back by the heads of their columns; a cell that nobody filled in says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zicha.ledger.open_questions import OpenQuestion, open_questions
from zicha.ledger.quoting import quoted
from zicha.ledger.rows import REFUTED, Row
from zicha.ledger.sheets import Column, Sheets
from zicha.ledger.summary_sheet import BOX_CHOICES
from zicha.ledger.trend import known_since
from zicha.model.answer import GRADES, JUDGEMENTS
from zicha.model.statement import Progress


class PeopleSheets(NamedTuple):
    """The names of these sheets."""

    questions: str = "人工核查"
    grading: str = "表单评定"
    problems: str = "问题处理"
    additions: str = "补充勾选"


SHEETS = PeopleSheets()
_BLANK_LINES = 20
_WHO = Column("谁", 14, is_to_fill_in=True)
_WHEN = Column("何时", 12, is_to_fill_in=True)
_SIGNED = "“谁”写岗位或工号，不写办事人的姓名、证件号、电话；“何时”写成 2026-11-24。"
_HOW = "在黄色的栏里填写，填好后运行：zicha take-in 本文件。" + _SIGNED


def write_people_sheets(sheets: Sheets) -> None:
    """Write all of them."""
    _questions(sheets)
    _grading(sheets)
    _problems(sheets)
    _additions(sheets)


def _questions(sheets: Sheets) -> None:
    """人工核查: the questions for people, and their answers."""
    lines = (
        (
            *(str(number), entry.matter, _subject(entry), quoted(entry.question.asked)),
            *(quoted(text) for text in (entry.question.expected, entry.question.seen)),
            *(entry.question.look, entry.question.place, quoted(entry.question.where), entry.question.how),
            *("\n".join(_answers(entry)), entry.question.id, entry.question.page),
        )
        for number, entry in enumerate(_of(sheets, graded=False), start=1)
    )
    sheets.table(
        SHEETS.questions,
        (
            *(Column("序号", 6), Column("事项名称", 24), Column("检查内容", 20), Column("问", 34), Column("应为", 20)),
            *(
                Column("实为", 20),
                Column("看什么", 20),
                Column("在哪看", 26),
                Column("位置", 28),
                Column("怎么判断", 36),
            ),
            *(Column("答复情况", 26), Column("问题编号", 17), Column("页面版本", 14)),
            Column("答", 16, is_to_fill_in=True, choices=tuple(JUDGEMENTS)),
            *(Column("说明", 30, is_to_fill_in=True), _WHO, _WHEN),
        ),
        lines,
        "没有需要人工核查的问题。",
        f"{_HOW}答“有问题”时必须写说明：页面上是什么，应当是什么。",
    )


def _grading(sheets: Sheets) -> None:
    """表单评定: the forms to grade. Who grades after others does not see their grades."""
    lines = (
        (
            *(str(number), entry.matter, _subject(entry), entry.question.look, entry.question.place),
            *(quoted(entry.question.where), entry.question.how),
            *(entry.question.open or "\n".join(_answers(entry)), entry.question.id, entry.question.page),
        )
        for number, entry in enumerate(_of(sheets, graded=True), start=1)
    )
    sheets.table(
        SHEETS.grading,
        (
            *(Column("序号", 6), Column("事项名称", 28), Column("检查内容", 24), Column("看什么", 24)),
            *(Column("在哪看", 30), Column("位置", 30), Column("怎么判断", 44), Column("评定情况", 24)),
            *(Column("问题编号", 17), Column("页面版本", 14)),
            Column("答", 10, is_to_fill_in=True, choices=tuple(GRADES)),
            *(Column("填写项", 18, is_to_fill_in=True), Column("原文", 28, is_to_fill_in=True)),
            *(Column("说明", 24, is_to_fill_in=True), Column("评定人部门", 22, is_to_fill_in=True), _WHO, _WHEN),
        ),
        lines,
        "没有需要评定的表单。",
        f"{_HOW}每人用一份没有填过的台账各评各的，评定之前不要看别人的评定和其他统计；评“复杂”“难懂”时写明填写项和原文。",
    )


def _problems(sheets: Sheets) -> None:
    """问题处理: each ticked box, and what its department says of it."""
    run, earlier = sheets.ledger.run, sheets.ledger.run.earlier
    today = run.started.date()
    lines = (
        (
            *(str(number), row.matter.name, code, sheets.form.box(code).wording, "\n".join(details_of(row, code))),
            *((str(known_since(row, earlier).get(code, today)),) if earlier is not None else ()),
        )
        for number, row in enumerate(sheets.ledger.rows, start=1)
        for code in row.boxes
    )
    sheets.table(
        SHEETS.problems,
        (
            *(Column("序号", 6), Column("事项名称", 32), Column("选项", 6), Column("勾选的问题", 36)),
            Column("问题详情", 60),
            *((Column("首次查到", 12),) if earlier is not None else ()),
            Column("处理情况", 20, is_to_fill_in=True, choices=tuple(Progress)),
            Column("更正", 12, is_to_fill_in=True, choices=(REFUTED,)),
            *(Column("说明", 40, is_to_fill_in=True), _WHO, _WHEN),
        ),
        lines,
        "台账中没有勾选的问题。",
        f"{_HOW}所列问题不属实的，在“更正”栏选“{REFUTED}”，并在“说明”里写凭什么；证据和原来的结论照样保留。",
    )


def _additions(sheets: Sheets) -> None:
    """补充勾选: what people saw and the machine did not."""
    sheets.table(
        SHEETS.additions,
        (
            Column("事项名称", 40, is_to_fill_in=True),
            Column("选项", 50, is_to_fill_in=True, choices=BOX_CHOICES),
            *(Column("说明", 70, is_to_fill_in=True), _WHO, _WHEN),
        ),
        (),
        "",
        f"{_HOW}自查没有勾选、人工查看发现的问题写在这里：事项名称照抄台账，“说明”写问题详情，照抄页面的提示。",
        blank_lines=_BLANK_LINES,
    )


def details_of(row: Row, code: str) -> tuple[str, ...]:
    """Return every text in 备注 that stands for a box: what the machine found, then what people said."""
    machine = (
        text for outcome in row.outcomes if outcome.is_ticked and outcome.box == code for text in outcome.details
    )
    return tuple(dict.fromkeys((*machine, *row.people.words_of(code))))


def _of(sheets: Sheets, graded: bool) -> list[OpenQuestion]:
    return [entry for entry in open_questions(sheets.ledger) if entry.question.graded is graded]


def _subject(entry: OpenQuestion) -> str:
    identity = entry.outcome.identity
    return f"{entry.outcome.title}（{identity}）" if identity else entry.outcome.title


def _answers(entry: OpenQuestion) -> Iterator[str]:
    """Yield the answers to a question, and what is still missing."""
    for answer in entry.question.answers:
        department = f"{answer.department}，" if answer.department else ""
        note = f"：{quoted(answer.note)}" if answer.note else ""
        yield f"{answer.reply}{note}（{department}{quoted(answer.who)}，{answer.on}）"
    if entry.question.open:
        yield entry.question.open if entry.is_pending else f"{entry.question.open}；该选项已勾选，可以不答"
