"""Ctrl+C as a terminal sends it, to the whole process group, and SIGTERM: what was found is in the ledger all the same.

The embedded portal sends the signal when a page is asked for, so that the browser is loading it; what writes the ledger
sends one more where a test says so.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.suites import CLEAN, ROOT, Inspection, codes, user_environment
from zicha.evidence.chain import chain_remarks
from zicha.model.finding import Finding, Verdict

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl+C is another thing there")

CONFTEST = """
import os, signal, sys
from zicha_demo.site import Site

serve = Site.__call__

async def interrupting(self, scope, receive, send):
    if "/apply/" in scope["path"]:
        for _ in range({times}):
            os.killpg(os.getpgrp(), signal.{signal})
    await serve(self, scope, receive, send)

Site.__call__ = interrupting

def writing(event, arguments):
    if event == "open" and str(arguments[0]).endswith("index.html") and arguments[1] == "w":
        os.killpg(os.getpgrp(), signal.{signal})

if {while_writing}:
    sys.addaudithook(writing)
"""
MARK = "ZICHA_TEST_MARK"
SECONDS = 60


PYTEST = (sys.executable, "-m", "pytest")


def _interrupted(
    suite: Path,
    name: str,
    *more: str,
    times: int = 1,
    while_writing: bool = False,
    command: Sequence[str | Path] = PYTEST,
) -> Inspection:
    """A run of one matter that is sent the signal, as the leader of a process group of its own; nothing outlives it."""
    conftest = CONFTEST.format(times=times, signal=name, while_writing=while_writing)
    (suite / "conftest.py").write_text(conftest, encoding="utf-8")
    mark = uuid.uuid4().hex
    result = subprocess.run(
        [
            *command,
            f"--report={suite / 'report'}",
            f"--matter={CLEAN}",
            "-m",
            "application_ease",
            *more,
        ],
        cwd=suite,
        env=user_environment({MARK: mark}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        check=False,
    )
    _wait_until_gone(mark)
    return Inspection(result.returncode, result.stdout.decode("utf-8", "replace"), suite / "report")


def _wait_until_gone(mark: str) -> None:
    """Fails if a process that has the mark in its environment does not end: the browser, its driver, a worker."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes():
                process = os.pidfd_open(int(folder.name))
                assert select.select([process], [], [], SECONDS)[0], (folder / "cmdline").read_text()
                os.close(process)


def _check(run: Inspection, suite: Path) -> list[Finding]:
    """What every interrupted run leaves. Returns the findings of the checks that were at work."""
    assert run.code == pytest.ExitCode.INTERRUPTED, run.output
    assert "Traceback" not in run.output
    assert "INTERNALERROR" not in run.output
    assert "Error" not in run.output
    assert "自查结果" in run.output
    assert "本次自查中途中断" in run.index
    assert chain_remarks(run.report / "evidence") == ()
    assert (run.report / "台账").is_dir()
    findings = run.findings
    assert any(finding.verdict is Verdict.CLEAN for finding in findings)
    assert {finding.matter for finding in findings} == {codes(suite / "matters")[CLEAN]}
    return [finding for finding in findings if finding.verdict is Verdict.UNCHECKED]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("times", [1, 2])
def test_once_and_twice(name: str, times: int, suite: Path) -> None:
    run = _interrupted(suite, name, times=times)
    (at_work,) = _check(run, suite)
    assert at_work.check == "session_survives"
    assert at_work.reason == "自查被中断"


def test_while_the_ledger_is_written(suite: Path) -> None:
    """What is being written is written to its end, and one line says so."""
    run = _interrupted(suite, "SIGINT", while_writing=True)
    assert _check(run, suite)
    assert run.output.count("正在写入已查到的结果，请稍候") == 1


@pytest.mark.parametrize("times", [1, 2])
def test_with_workers(times: int, suite: Path) -> None:
    run = _interrupted(suite, "SIGINT", "-n", "2", times=times)
    at_work = _check(run, suite)
    assert "session_survives" in {finding.check for finding in at_work}
    assert {finding.reason for finding in at_work} <= {"自查被中断", "检查进程意外退出"}


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_with_the_script(name: str, suite: Path) -> None:
    """The shell, which gets the signal as well, waits for the ledger and says what has become of the run."""
    shutil.copytree(ROOT / "scripts", suite / "scripts")
    (suite / ".venv" / "bin").mkdir(parents=True)
    (suite / ".venv" / "bin" / "pytest").symlink_to(Path(sys.executable).parent / "pytest")
    run = _interrupted(suite, name, command=("sh", suite / "scripts" / "inspect.sh"))
    assert _check(run, suite)
    assert run.output.rstrip().endswith("自查中途停止：已查的部分已写入报告，其余为未查。")
