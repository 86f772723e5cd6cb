"""A workbook that LibreOffice opened, filled in and saved: what was written is taken in, and nothing is accused."""

from __future__ import annotations

from pathlib import Path

from tests.intake.test_take_in import LIMIT, NAME, NOW, SIGNED, Desk
from tests.support.libre_office import cells_of, needs_libre_office, saved_by_libre_office
from zicha.evidence.remarks import Remark
from zicha.evidence.verification import workbook_remark
from zicha.evidence.workbook_content import content_of
from zicha.intake.taking_in import take_in
from zicha.model.answer import Reply


@needs_libre_office
def test_what_was_filled_in_with_libre_office(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    sealed = content_of(desk.workbook.read_bytes())
    answer = {"答（填写）": "有问题", "说明（填写）": "应为30日，=1+1 是原话", **SIGNED}
    handling = {"处理情况（填写）": "正在处理", "说明（填写）": "已报市政务数据局", **SIGNED}
    cells = cells_of(desk.workbook, "人工核查", NAME, answer) | cells_of(desk.workbook, "问题处理", NAME, handling)
    saved = saved_by_libre_office(desk.workbook, cells, tmp_path)
    remark = workbook_remark(saved.name, saved.read_bytes(), sealed)
    assert remark.kind is Remark.HARMLESS, remark
    intake = take_in(saved, desk.report, desk.inventory, {}, NOW)
    assert len(intake.changes) == 2, intake
    (taken,) = desk.matter.answers
    assert (taken.question, taken.reply) == (LIMIT, Reply.WRONG)
    assert taken.note == "应为30日，=1+1 是原话"
