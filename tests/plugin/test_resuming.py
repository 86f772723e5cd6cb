"""--resume: a run that was killed is gone on with, loses what was in flight, and files nothing twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.suites import CLEAN, ROOT, Inspection, inspect, make_suite, user_environment, write_inventory
from zicha.cli import main
from zicha.evidence.chain import chain_remarks
from zicha.evidence.seal import SEAL
from zicha.inventory import load
from zicha.model.finding import Finding, Verdict
from zicha_demo.defects import load_defects
from zicha_demo.server import DemoPortal
from zicha_demo.state import State

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process group cannot be killed there")

DYING = """
import os, signal
from zicha.evidence import archive

add, written = archive.add_to_chain, 0

def dying(folder, path, digest):
    global written
    written += 1
    if written == {number} and {before}:
        os.killpg(os.getpgrp(), signal.SIGKILL)
    add(folder, path, digest)
    if written == {number}:
        os.killpg(os.getpgrp(), signal.SIGKILL)

archive.add_to_chain = dying
"""


@pytest.fixture
def portal(suite: Path) -> Iterator[DemoPortal]:
    """A portal that outlives the run, as a real one does."""
    with DemoPortal(
        load(suite / "matters").matters, defects=load_defects(), state_path=suite / "state.sqlite"
    ) as portal:
        yield portal


def killed(suite: Path, portal: DemoPortal, number: int, before: bool, *more: str) -> None:
    """Run the suite until the run is killed as it writes a file of the evidence."""
    conftest = suite / "conftest.py"
    conftest.write_text(DYING.format(number=number, before=before), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", f"--report={suite / 'report'}", f"--portal={portal.url}", *more]
    died = subprocess.run(
        command, cwd=suite, env=user_environment({}), start_new_session=True, check=False, capture_output=True
    )
    assert died.returncode == -signal.SIGKILL, died.stdout.decode()
    conftest.write_bytes((ROOT / "conftest.py").read_bytes())


def conclusions(findings: tuple[Finding, ...] | list[Finding]) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return what is concluded, without the times and numbers in which two runs differ."""
    return {
        (finding.matter, finding.check, str(finding.identity)): (finding.verdict, finding.blocked_by)
        for finding in findings
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    suite = make_suite(tmp_path_factory.mktemp("undisturbed"))
    return inspect(suite, f"--matter={CLEAN}")


@pytest.mark.parametrize(("number", "before"), [(2, True), (9, False), (23, True)])
def test_it_ends_in_the_same_ledger(
    number: int, before: bool, suite: Path, portal: DemoPortal, undisturbed: Inspection
) -> None:
    chosen = (f"--matter={CLEAN}",)
    killed(suite, portal, number, before, *chosen)
    assert not (suite / "report" / SEAL).exists()
    if (suite / "report" / "findings.jsonl").exists():
        assert main(["report", str(suite / "report"), "--inventory", str(suite / "matters")]) == 0
        assert "本次自查中途中断" in (suite / "report" / "index.html").read_text("utf-8")
        assert main(["verify", str(suite / "report")]) == 3, "incomplete, and not forged"
    resumed = inspect(suite, *chosen, f"--portal={portal.url}", "--resume")
    assert conclusions(resumed.findings) == conclusions(undisturbed.findings)
    assert chain_remarks(resumed.report / "evidence") == ()
    assert main(["verify", str(resumed.report)]) == 0
    declared = {case.number for matter in load(suite / "matters").matters for case in matter.cases}
    cases = [case for case in State(suite / "state.sqlite").cases() if case.number not in declared]
    filed = [(case.page_id, case.identity) for case in cases]
    assert filed
    assert len(filed) == len(set(filed)), "nothing is filed twice"
    assert not (suite / "report-earlier").exists()


def test_what_is_concluded_is_not_looked_at_again(suite: Path, portal: DemoPortal) -> None:
    chosen = (f"--matter={CLEAN}", "-m", "guide_accuracy")
    whole = inspect(suite, *chosen, f"--portal={portal.url}")
    pages = len(portal.documents)
    (whole.report / SEAL).unlink()
    resumed = inspect(suite, *chosen, f"--portal={portal.url}", "--resume", "-n", "2")
    assert "有改动" not in resumed.output
    assert conclusions(resumed.findings) == conclusions(whole.findings)
    assert len(portal.documents) == pages
    assert main(["verify", str(resumed.report)]) == 0


def test_a_list_that_was_changed_meanwhile_is_judged_anew(suite: Path, portal: DemoPortal) -> None:
    chosen = (f"--matter={CLEAN}", "-k", "time_limits", f"--portal={portal.url}")
    first = inspect(suite, *chosen)
    assert {finding.verdict for finding in first.findings} == {Verdict.CLEAN}
    (first.report / SEAL).unlink()
    check, pages = suite / "tests_portal" / "test_guide_accuracy.py", len(portal.documents)
    check.write_text(check.read_text("utf-8") + "# 改过\n", encoding="utf-8")

    def promise_less(matter: dict[str, Any]) -> None:
        matter["办事指南"]["承诺办结时限"] = "9个工作日"

    write_inventory(suite / "matters", {CLEAN: promise_less})
    resumed = inspect(suite, *chosen, "--resume", "-n", "1")
    assert {finding.verdict for finding in resumed.findings} == {Verdict.PROBLEM}
    assert "上次自查开始以后有改动：事项清单、检查；已有的结论依据留存的证据重新判定" in resumed.output
    assert len(portal.documents) == pages, "by the evidence alone"
    assert main(["verify", str(resumed.report)]) == 0


def test_pages_are_written_of_a_run_that_did_not_end(
    suite: Path, portal: DemoPortal, capsys: pytest.CaptureFixture[str]
) -> None:
    run = inspect(suite, f"--matter={CLEAN}", f"--portal={portal.url}", "-k", "time_limits")
    again = ["report", str(run.report), "--inventory", str(suite / "matters")]
    assert main(again) == 1
    assert "已经正常结束并封存" in capsys.readouterr().err
    (run.report / SEAL).unlink()
    (run.report / "index.html").unlink()
    assert main(again) == 0
    assert "合计：已查 1 / " in capsys.readouterr().out
    assert (run.report / "index.html").exists()
    assert main(["report", str(suite / "nothing"), "--inventory", str(suite / "matters")]) == 1
    assert "没有可以写成网页和台账的结论和证据" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "reason"),
    [("--resume", "不能接着做（manifest.json 读不懂"), ("--replay=report", "不能重新判定：manifest.json 读不懂")],
)
def test_damaged_evidence_is_neither_used_nor_changed(option: str, reason: str, suite: Path) -> None:
    manifest = suite / "report" / "evidence" / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{", encoding="utf-8")
    run = inspect(suite, f"--matter={CLEAN}", option, report="report" if option == "--resume" else "other")
    assert run.code == pytest.ExitCode.USAGE_ERROR, run.output
    assert reason in run.output
    assert "Traceback" not in run.output
    assert manifest.read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (("--resume",), "没有可以接着做的自查"),
        (("--resume", "--replay=report"), "只能用一个"),
    ],
)
def test_nothing_to_go_on_with(more: tuple[str, ...], reason: str, suite: Path, portal: DemoPortal) -> None:
    run = inspect(suite, f"--matter={CLEAN}", f"--portal={portal.url}", *more)
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert reason in run.output
    assert "Traceback" not in run.output


def test_another_portal_is_refused(suite: Path, portal: DemoPortal) -> None:
    chosen = (f"--matter={CLEAN}", "-k", "time_limits")
    inspect(suite, *chosen, f"--portal={portal.url}")
    run = inspect(suite, *chosen, "--resume")
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert "请用同一个 --portal" in run.output
