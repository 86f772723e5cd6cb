"""What the notice demands of a filled-in form (R69 to R78), held against every row on writing and on reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zicha.catalogue.form import ledger_form
from zicha.ledger.rows import Row
from zicha.model.base import Model


class FormRow(Model):
    """One row as it stands on the form. `is_open`: something is not looked into yet, so that it may say nothing."""

    name: str
    number: str
    boxes: tuple[str, ...]
    remark: str
    is_open: bool


def form_row(row: Row) -> FormRow:
    """Return what the form shows of a row."""
    return FormRow(
        name=row.matter.name, number=row.number, boxes=row.boxes, remark=row.remark, is_open=not row.is_complete
    )


def broken_rules(reporting_body: str, contact: str, rows: Sequence[FormRow]) -> Iterator[str]:
    """Yield each thing that a form must not be handed in with, in words."""
    form = ledger_form()
    if not reporting_body.strip():
        yield f"没有写“{form.reporting_body}”"
    if not contact.strip():
        yield f"没有写“{form.contact}”"
    for place, row in enumerate(rows, start=1):
        yield from (f"第{place}行（{row.name}）：{words}" for words in _broken_in(row))


def _broken_in(row: FormRow) -> Iterator[str]:
    form = ledger_form()
    remark = row.remark.strip()
    if not row.name.strip():
        yield "没有写事项名称"
    if not row.number.strip():
        yield f"“办件编号”是空的，没有办件编号的请写“{form.no_number}”"
    if row.boxes and remark in ("", form.no_problem):
        yield "有勾选，备注里却没有写问题详情"
    if not row.boxes and row.is_open and remark:
        yield "没有勾选，又还没有查完，备注应当空着"
    if not row.boxes and not row.is_open and remark != form.no_problem:
        yield f"没有勾选，备注应当写“{form.no_problem}”"
