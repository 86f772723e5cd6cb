"""--stale, --open, --since-change: only what needs it is inspected anew, the rest is judged by earlier evidence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.forgeries import alter_evidence
from tests.support.suites import CLEAN, Inspection, codes, inspect, write_inventory
from zicha.cli import main
from zicha.evidence.archive import Archive, Manifest
from zicha.evidence.seal import SEAL
from zicha.inspection.renewal import LastRunUnusable, last_run

GUIDES = ("-k", "time_limits")


def observed(run: Inspection) -> dict[str, datetime | None]:
    return {each.matter: each.observed_at for each in run.findings if each.check == "time_limits_are_accurate"}


def promise_more(matter: dict[str, Any]) -> None:
    matter["办事指南"]["承诺办结时限"] = "59个工作日"


@pytest.fixture
def suite(suite: Path, base: Inspection) -> Path:
    """A suite whose last run was of all."""
    shutil.copytree(base.report, suite / "report")
    return suite


def test_what_was_changed_in_the_list_is_inspected_anew_and_the_rest_is_not(suite: Path, base: Inspection) -> None:
    write_inventory(suite / "matters", {CLEAN: promise_more})
    changed, before = codes(suite / "matters")[CLEAN], observed(base)
    again = inspect(suite, "--since-change", *GUIDES)
    after = observed(again)
    assert {matter for matter in after if after[matter] != before[matter]} == {changed}
    assert f"重新查 1 个事项，其余 {len(after) - 1} 个依据上次自查留存的证据判定" in again.output
    assert f"本次重新查了 1 个事项；其余 {len(after) - 1} 个没有重新查" in again.index
    assert main(["verify", str(again.report)]) == 0
    assert not list((again.report / "evidence" / changed).glob("evaluation*")), "its earlier evidence was left behind"


def test_without_anything_stale_nothing_is_visited(suite: Path, base: Inspection) -> None:
    again = inspect(suite, "--stale=30", environment={"ZICHA_BROWSER": str(suite / "no-browser")})
    assert again.but_for_times() == base.but_for_times()
    assert "仍在的问题中最早的" in again.index
    assert "重新查 0 个事项，其余 5 个依据上次自查留存的证据判定" in again.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--stale=一个月",), "--stale 后面写天数，例如 --stale=30"),
        (("--open", "--resume"), "--stale、--open、--since-change 不能与 --resume、--replay、--spot-check 同用"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], words: str, suite: Path) -> None:
    run = inspect(suite, *arguments, *GUIDES)
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert words in run.output


def manifest(report: Path, **changes: object) -> Manifest:
    return Archive(report / "evidence").manifest().model_copy(update=changes)


@pytest.mark.parametrize(
    ("spoil", "here", "words"),
    [
        (alter_evidence, {}, "与上次自查结束时不一致"),
        (lambda report: (report / SEAL).unlink(), {}, "没有正常结束，请先用 --resume 接着查完"),
        (lambda report: None, {"portal": "别的门户"}, "不是这次要查的门户"),
        (lambda report: None, {"demo": False}, "不是这次要查的门户"),
    ],
)
def test_nothing_is_judged_by_what_cannot_be_trusted(
    spoil: Callable[[Path], object], here: dict[str, object], words: str, evidence: Path
) -> None:
    now = manifest(evidence, **here)
    spoil(evidence)
    with pytest.raises(LastRunUnusable, match=words):
        last_run(evidence, now)


def test_without_a_last_run_there_is_nothing_to_build_on(evidence: Path, tmp_path: Path) -> None:
    with pytest.raises(LastRunUnusable, match="请先完整自查一次"):
        last_run(tmp_path / "nothing", manifest(evidence))
