"""zicha menu: each number runs what the manual says, and nothing that is typed ends it but 0."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from zicha.cli import main
from zicha.office.menu import Desk, entries, in_this_python, menu


class Clerk:
    """Types the lines one after the other; what is run or opened is noted."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self.deeds: list[str] = []

    def desk(self) -> Desk:
        return Desk(self._read, lambda command: self.deeds.append(" ".join(command)), self._open)

    def _read(self, prompt: str) -> str:
        if not self._lines:
            raise EOFError
        return self._lines.pop(0)

    def _open(self, path: Path) -> None:
        self.deeds.append(f"open {path.name}")


def number_of(words: str, folder: Path) -> str:
    return str(next(number for number, each in enumerate(entries(folder), 1) if words in each.title))


@pytest.mark.parametrize(
    ("words", "deeds"),
    [
        ("演示门户", ["pytest --inventory=演示清单 --report=report-演示"]),
        ("是否可以开始", ["zicha doctor --portal henan"]),
        ("登录门户（法人账号）", ["zicha login 法人 --portal henan"]),
        ("自查本部门", ["pytest --portal henan", "open index.html"]),
        ("中断", ["pytest --portal henan --resume", "open index.html"]),
        ("打开报告", ["open index.html"]),
        ("重新判定", ["pytest --replay=report"]),
        ("核对报告", ["zicha verify report"]),
    ],
)
def test_a_number_does_what_it_says(words: str, deeds: Sequence[str], tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "index.html").touch()
    clerk = Clerk(number_of(words, tmp_path), "0", "1")
    menu(tmp_path, clerk.desk())
    assert clerk.deeds == deeds


@pytest.mark.parametrize(("newest", "other"), [("report", "report-replay"), ("report-replay", "report")])
def test_the_report_that_counts_is_the_newest(newest: str, other: str, tmp_path: Path) -> None:
    for age, name in enumerate([newest, other]):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").touch()
        os.utime(tmp_path / name / "index.html", (1_000_000 - age, 1_000_000 - age))
    clerk = Clerk(number_of("打开报告", tmp_path), number_of("核对报告", tmp_path))
    opened: list[Path] = []
    menu(tmp_path, replace(clerk.desk(), open=opened.append))
    assert [path.parent.name for path in opened] == [newest]
    assert clerk.deeds == [f"zicha verify {newest}"]


def test_a_file_is_asked_for(tmp_path: Path) -> None:
    number = number_of("收回填好的答复", tmp_path)
    clerk = Clerk(number, '"D:/下载/开封市民政局 答复.yaml"', number, "", "0")
    menu(tmp_path, clerk.desk())
    assert clerk.deeds == ["zicha take-in D:/下载/开封市民政局 答复.yaml"]


def test_a_profile_of_its_own_is_used(tmp_path: Path) -> None:
    (tmp_path / "门户.yaml").touch()
    clerk = Clerk(number_of("是否可以开始", tmp_path))
    menu(tmp_path, clerk.desk())
    assert clerk.deeds == ["zicha doctor --portal 门户.yaml"]


def test_what_is_typed_wrong_is_asked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clerk = Clerk("", "九", "²", "99", "-1", number_of("打开报告", tmp_path))
    menu(tmp_path, clerk.desk())
    printed = capsys.readouterr().out
    assert printed.count("的数字\n") == 5
    assert "还没有 report/index.html，请先自查" in printed
    assert clerk.deeds == []


def test_every_command_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (command for entry in entries(tmp_path) for command in entry.commands):
        assert in_this_python(command)[1] == "-m"
        if command[0] == "zicha":
            with pytest.raises(SystemExit, match="0"):
                main([*command[1:], "--help"])
