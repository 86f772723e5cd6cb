"""`--replay DIR --reread`: recorded guides read again, judged, and told of on the terminal and in the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.forgeries import chain_what_stands
from tests.support.suites import CLEAN, Inspection, cells, codes, inspect, replay, workbook
from zicha.model.finding import Verdict

LIMIT = "承诺办结时限"


@pytest.fixture
def code(suite: Path) -> dict[str, str]:
    return codes(suite / "matters")


def _record_otherwise(evidence: Path, code: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Let the record of a guide stand there as if an earlier version had written it."""
    file = evidence / "evidence" / code / "guide.json"
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    change(record)
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    chain_what_stands(evidence)


def _without_limit(record: dict[str, Any]) -> None:
    values = record["fact"]["values"]
    record["fact"]["values"] = [value for value in values if value["element"] != LIMIT]
    assert len(record["fact"]["values"]) < len(values)


def _without_pages(record: dict[str, Any]) -> None:
    record["snapshots"] = [each for each in record["snapshots"] if not each["path"].endswith(".gz")]


def _pages(evidence: Path, code: str) -> Path:
    return evidence / "evidence" / code / "guide-pages.json.gz"


@pytest.mark.parametrize("workers", ["0", "2"])
def test_the_same_reader_judges_the_same(workers: str, base: Inspection, suite: Path, evidence: Path) -> None:
    again = replay(suite, evidence, "--reread", "-n", workers)
    assert again.but_for_times() == base.but_for_times(), again.output
    assert "本次用现在的识别程序重新识别了5个事项留存的办事指南页面，0个的识别结果与当时不同" in again.output
    assert "0个的识别结果与当时不同" in again.index


def test_what_a_better_reader_recognises_is_judged_and_told(
    base: Inspection, suite: Path, evidence: Path, code: dict[str, str]
) -> None:
    _record_otherwise(evidence, code[CLEAN], _without_limit)
    old = replay(suite, evidence, "--matter", CLEAN)
    assert old.code != 0
    new = replay(suite, evidence, "--matter", CLEAN, "--reread")
    assert new.verdicts() == base.verdicts(code[CLEAN])
    line = f"{CLEAN}：新识别出{LIMIT}：10个工作日"
    assert line in new.output
    assert line in "".join("".join(row) for row in cells(workbook(new, "生态环境局")))
    assert line not in old.output


def test_a_record_without_its_page_says_that_it_cannot_be_read_again(
    suite: Path, evidence: Path, code: dict[str, str]
) -> None:
    _pages(evidence, code[CLEAN]).unlink()
    _record_otherwise(evidence, code[CLEAN], _without_pages)
    again = replay(suite, evidence, "--matter", CLEAN, "--reread")
    assert again.code == 0, again.output
    assert "1个没有留存可用的页面，不能重新识别，仍按当时的识别结果判定" in again.output


def test_pages_that_were_altered_are_not_judged(suite: Path, evidence: Path, code: dict[str, str]) -> None:
    _pages(evidence, code[CLEAN]).write_bytes(b"")
    again = replay(suite, evidence, "--matter", CLEAN, "--reread")
    assert again.verdicts()[code[CLEAN], "time_limits_are_accurate", ""] == Verdict.UNCHECKED
    assert "重新识别了0个事项" in again.output


def test_pages_are_a_small_part_of_the_evidence(evidence: Path, code: dict[str, str]) -> None:
    for matter in code.values():
        folder = evidence / "evidence" / matter
        everything = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        pages = _pages(evidence, matter).stat().st_size
        assert pages <= 0.2 * (everything - pages)


def test_nothing_is_read_again_without_evidence(suite: Path) -> None:
    refused = inspect(suite, "--reread")
    assert refused.code == 4
    assert "--reread 要与 --replay=报告目录 同用" in refused.output
