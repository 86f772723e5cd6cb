"""A workbook read back says what the ledger said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.findings import GOLDEN_REMARK, RUN, all_clean, finding, golden, matter
from zicha.ledger.handed_in import HandedInError, read_workbook
from zicha.ledger.ledger import Ledger, ledgers
from zicha.ledger.xlsx import write_workbook
from zicha.model.finding import Verdict

MINE, CLEAN, OPEN, KNOWN = matter(), matter("取水许可", 2), matter("排污许可", 3), matter("河道采砂许可", 4)


def ledger() -> Ledger:
    long = "页面提示“系统繁忙”，" * 400
    known = finding(KNOWN, "time_limits_are_accurate", Verdict.KNOWN_PROBLEM, [long], escalated=True)
    rest = [each for each in all_clean(KNOWN) if each.check != known.check]
    findings = (*golden(MINE), *all_clean(CLEAN), *all_clean(OPEN)[1:], known, *rest)
    (made,) = ledgers((MINE, CLEAN, OPEN, KNOWN), findings, RUN)
    return made


def test_every_row_reads_back(tmp_path: Path) -> None:
    write_workbook(tmp_path / "台账.xlsx", ledger())
    back = read_workbook(tmp_path / "台账.xlsx")
    assert (back.body, back.contact, back.is_demo) == ("开封市工业和信息化局", "张三 0371-00000000", False)
    mine, clean, half, known = back.rows
    assert (mine.name, mine.boxes, mine.remark, mine.is_open) == (MINE.name, ("A4",), GOLDEN_REMARK, False)
    assert (clean.boxes, clean.remark, clean.is_open) == ((), "无问题", False)
    assert (half.boxes, half.remark, half.is_open) == ((), "", True)
    assert (known.boxes, known.states) == (("B1",), ("H2", "H3"))
    assert known.case_number == "无"


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "别的.xlsx"
    file.write_bytes(b"PK nothing")
    with pytest.raises(HandedInError, match="打不开"):
        read_workbook(file)
