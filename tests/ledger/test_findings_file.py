"""findings.jsonl: whatever happens to the run, what was written can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.findings import golden, matter
from zicha.ledger.findings_file import FindingsFile, FindingsUnreadable, read_findings

FINDINGS = golden(matter(), reason="第一行\n第二行\u2028第三行")


def write(path: Path, *findings: object) -> None:
    with FindingsFile(path) as file:
        for finding in findings:
            file.write(finding)  # type: ignore[arg-type]


def test_findings_come_back_as_they_were_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "report" / "findings.jsonl"
    write(path, *FINDINGS)
    assert read_findings(path) == FINDINGS
    assert path.read_bytes().count(b"\n") == len(FINDINGS)
    assert "关闭煤矿" in path.read_text(encoding="utf-8")


def test_each_finding_is_on_disk_before_the_next_comes(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    with FindingsFile(path) as file:
        for count, finding in enumerate(FINDINGS, start=1):
            file.write(finding)
            assert read_findings(path) == FINDINGS[:count]


@pytest.mark.parametrize("cut", [1, 2, 40, 333])
def test_a_torn_last_line_loses_no_other_and_a_second_run_appends_cleanly(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "findings.jsonl"
    write(path, *FINDINGS[:3])
    path.write_bytes(path.read_bytes()[:-cut])
    kept = FINDINGS[:3] if cut == 1 else FINDINGS[:2]  # only the line end was torn off
    assert read_findings(path) == kept
    write(path, FINDINGS[3])
    assert read_findings(path) == (*kept, FINDINGS[3])


def test_a_damaged_line_before_the_last_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    write(path, *FINDINGS[:2])
    path.write_bytes(path.read_bytes().replace(b'"check"', b'"chick"', 1))
    with pytest.raises(FindingsUnreadable, match="第1行读不懂"):
        read_findings(path)


def test_of_a_test_that_is_run_again_the_last_finding_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    again = FINDINGS[1].model_copy(update={"reason": "再次检查"})
    with FindingsFile(path) as file:
        for finding in (*FINDINGS[:3], again, FINDINGS[3]):
            file.write(finding)
        assert file.findings == (FINDINGS[0], FINDINGS[2], again, FINDINGS[3])
    assert read_findings(path) == (FINDINGS[0], FINDINGS[2], again, FINDINGS[3])
    write(path, FINDINGS[0])
    assert read_findings(path) == (FINDINGS[2], again, FINDINGS[3], FINDINGS[0])


def test_a_line_that_is_torn_is_found_anew(tmp_path: Path) -> None:
    """It costs that finding, and whoever must have all of them is told which line it is."""
    path = tmp_path / "findings.jsonl"
    with FindingsFile(path) as file:
        for finding in FINDINGS:
            file.write(finding)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[1][:40] + b"\n", *lines[2:]]))
    with pytest.raises(FindingsUnreadable, match="第2行读不懂"):
        read_findings(path)
    with FindingsFile(path) as file:
        assert file.findings == (FINDINGS[0], *FINDINGS[2:])
    assert read_findings(path) == (FINDINGS[0], *FINDINGS[2:])
