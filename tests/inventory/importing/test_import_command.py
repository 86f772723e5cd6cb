"""`zicha import`: what a clerk sees, and what is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.exported_lists import write_workbook
from zicha.cli import NOTES_SHOWN, main

CODE = "11410200673019742530001110010"
HEAD: list[Any] = ["事项名称", "实施编码", "事项类型"]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "matters" / "市直" / "民政局.yaml"


def test_a_list_becomes_a_file(tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_workbook(tmp_path / "清单.xlsx", {"事项": [HEAD, ["登记", CODE + "00", "许可证"]]})
    assert main(["import", str(source), "--to", str(target)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "认出 1 个事项；改动 1 处，没有导入 1 处\n没有导入  事项!C2：事项类型：“许可证”不在可选的"
    )
    assert "\n新增事项“登记”\n" in printed
    assert "门户编号: # 待填" in target.read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_workbook(tmp_path / "清单.xlsx", {"事项": [HEAD, ["登记", CODE + "00", "行政许可"]]})
    assert main(["import", str(source), "--to", str(target), "--dry-run"]) == 0
    assert "没有写入" in capsys.readouterr().out
    assert not target.exists()


def test_what_was_left_is_told_before_what_fits_no_more(
    tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[f"登记{number}", f"{CODE}{number:02}", "行政许可"] for number in range(NOTES_SHOWN)]
    source = write_workbook(tmp_path / "清单.xlsx", {"事项": [HEAD, *rows, ["合计"]]})
    assert main(["import", str(source), "--to", str(target), "--dry-run"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[1].startswith(f"没有导入  事项!A{NOTES_SHOWN + 2}")
    assert printed[-1].startswith("……另有 1 处没有列出。没有写入")


def test_more_than_fits_on_a_screen_is_written_beside_the_list(
    tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[f"登记{number}", f"{CODE}{number:02}", "许可证"] for number in range(NOTES_SHOWN)]
    source = write_workbook(tmp_path / "清单.xlsx", {"事项": [HEAD, *rows]})
    assert main(["import", str(source), "--to", str(target)]) == 0
    notes = tmp_path / "清单-导入说明.txt"
    assert f"另有 {NOTES_SHOWN} 处，全部写在 {notes}" in capsys.readouterr().out
    assert len(notes.read_text(encoding="utf-8-sig").splitlines()) == 2 * NOTES_SHOWN


@pytest.mark.parametrize("written", ["填报单位: [", "- 一", "事项: 无"])
def test_a_file_that_is_no_department_s_is_not_touched(
    tmp_path: Path, target: Path, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target.parent.mkdir(parents=True)
    target.write_text(written, encoding="utf-8")
    source = write_workbook(tmp_path / "清单.xlsx", {"事项": [HEAD, ["登记", CODE + "00", "行政许可"]]})
    assert main(["import", str(source), "--to", str(target)]) == 1
    assert "请先改正" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == written


def test_a_list_that_is_not_there_is_told(tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "没有.xlsx"), "--to", str(target)]) == 1
    assert "打不开" in capsys.readouterr().err
