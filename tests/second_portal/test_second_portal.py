"""What an inspection makes of a portal that nobody of this project's code knows, by a profile of its own.

`pytest tests/second_portal` inspects a healthy matter of each layout and a defect of each box, with `--all-strangers`
all of them.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.second_portal.inspection import inspect_items, rows_in
from tests.second_portal.items import Item, load_defects, load_items
from zicha.catalogue.form import ledger_form
from zicha.ledger.rows import Row
from zicha.model.finding import Verdict

FOLDER = Path(__file__).parent
SITE = ("web", "items", "markup", "guides", "papers", "filing", "centre", "site")
"""The modules that the portal is made of."""
OF_THE_WHOLE_PORTAL = {"A1"}
"""Boxes that no single matter can be given: the test of a login that fails has a portal of its own."""


def _in_words(item: Item, row: Row) -> str:
    """The row for the reader of a failure."""
    texts = (
        f"{each.box} {row.subject(each)}：{each.word}，{each.finding.reason if each.finding else ''}"
        for each in row.outcomes
        if each.word not in (Verdict.CLEAN, Verdict.NOT_APPLICABLE)
    )
    return "\n".join([f"{item.layout} {item.name}：{row.boxes}，备注 {row.remark}", *texts])


def test_a_healthy_matter_is_without_a_problem(healthy: Item, rows: Mapping[str, Row]) -> None:
    row = rows[healthy.code]
    assert row.is_clean, _in_words(healthy, row)
    assert row.remark == ledger_form().no_problem


def test_a_defect_ticks_its_box_and_no_other(planted: Item, rows: Mapping[str, Row]) -> None:
    row, defect = rows[planted.code], planted.defect
    assert defect is not None
    assert set(row.boxes) == {defect.box, *defect.also}, f"{defect.name}\n{_in_words(planted, row)}"
    missing = [words for words in defect.remark if words not in row.remark]
    assert missing == [], f"{defect.name}\n{_in_words(planted, row)}"


def test_who_cannot_log_in_is_told_so(tmp_path: Path) -> None:
    item = load_items()[0]
    inspect_items((item,), tmp_path / "run", login_fails="用户服务连接失败")
    row = rows_in(tmp_path / "run")[item.code]
    assert row.boxes == ("A1",), _in_words(item, row)
    assert "用户服务连接失败" in row.remark


def test_every_box_has_a_defect() -> None:
    planted = {box for defect in load_defects() for box in (defect.box, *defect.also)}
    assert {box.code for box in ledger_form().boxes} == planted | OF_THE_WHOLE_PORTAL


def test_many_defects_on_few_matters() -> None:
    items = load_items()
    assert len([item for item in items if item.defect is None]) >= 8
    assert len(load_defects()) >= 60
    assert {item.layout for item in items} == {"表格", "卡片"}


@pytest.mark.parametrize("module", SITE)
def test_the_portal_knows_nothing_of_those_who_read_it(module: str) -> None:
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in getattr(node, "names", ()) if isinstance(node, ast.Import)]
        )
    }
    assert [name for name in imported if name.startswith("zicha")] == []
