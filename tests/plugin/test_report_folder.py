"""The folder of a report is one run's alone, and its findings.jsonl holds each finding once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.suites import CLEAN, inspect
from zicha.cli import main
from zicha.inspection.report_folder import FolderInUseError, ReportFolder
from zicha.inspection.run import now

DIE = """
import os, sys
from pathlib import Path
from zicha.inspection.report_folder import ReportFolder
from zicha.inspection.run import now

ReportFolder(Path(sys.argv[1])).claim(now())
os._exit(1)
"""
TWICE = """
from _pytest.runner import runtestprotocol

def pytest_runtest_protocol(item, nextitem):
    runtestprotocol(item, nextitem=nextitem)
    runtestprotocol(item, nextitem=nextitem)
    return True
"""


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_second_run_is_refused_in_words(workers: str, suite: Path) -> None:
    folder = ReportFolder(suite / "report")
    folder.claim(now())
    (suite / "report").mkdir()
    (suite / "report" / "findings.jsonl").write_text("the first run's", encoding="utf-8")
    second = inspect(suite, f"--matter={CLEAN}", "-k", "guide_evaluation_opens", "-n", workers)
    assert second.code == pytest.ExitCode.USAGE_ERROR, second.output
    assert f"正由另一次自查使用：进程 {os.getpid()}（主机" in second.output
    assert "另指定一个报告目录" in second.output
    assert "Traceback" not in second.output
    assert (suite / "report" / "findings.jsonl").read_text(encoding="utf-8") == "the first run's"
    assert not (suite / "report-earlier").exists()


def test_who_releases_the_folder_leaves_it_to_the_next(tmp_path: Path) -> None:
    first, second = ReportFolder(tmp_path / "report"), ReportFolder(tmp_path / "report")
    first.claim(now())
    with pytest.raises(FolderInUseError):
        second.claim(now())
    first.release()
    second.claim(now())
    second.release()


def test_a_test_that_is_run_again_after_a_run_that_died(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lock of a dead process holds nobody up; of two findings the last stands; and `zicha verify` sees it all."""
    subprocess.run([sys.executable, "-c", DIE, suite / "report"], check=False)
    (suite / "conftest.py").write_text(TWICE, encoding="utf-8")
    run = inspect(suite, f"--matter={CLEAN}", "-k", "guide_evaluation_opens or time_limits")
    assert run.code == 0, run.output
    assert "4 passed" in run.output, "each test ran twice"
    assert len(run.verdicts()) == 2
    assert all(len(set(finding.evidence)) == len(finding.evidence) for finding in run.findings)

    assert main(["verify", str(run.report)]) == 0
    assert "核对了 2 条结论" in capsys.readouterr().out
    chain = run.report / "evidence" / "chain.jsonl"
    *lines, last = chain.read_text(encoding="utf-8").splitlines(keepends=True)
    cut_off = next(path for path in run.findings[-1].evidence if path in last)
    chain.write_text("".join(lines), encoding="utf-8")
    (run.report / "evidence" / cut_off).unlink()
    assert main(["verify", str(run.report)]) == 1
    assert f"evidence/{cut_off}：结论引用了它，证据链中却没有" in capsys.readouterr().out
    (run.report / "findings.jsonl").write_text("{}\n", encoding="utf-8")
    assert main(["verify", str(run.report)]) == 1
    assert "有 1 行读不懂" in capsys.readouterr().out
