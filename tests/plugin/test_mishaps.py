"""What goes wrong on the way: a portal that dies, a worker that crashes, a user who interrupts, a fault of ours.

Nothing that was found is lost, nothing that was not seen is clean, and the report is written all the same.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.suites import CLEAN, KNOWN, MINE, PERSONAL, Inspection, codes, inspect, replay, user_environment
from zicha.catalogue.checks import catalogue
from zicha.model.finding import Verdict


@pytest.fixture
def code(suite: Path) -> dict[str, str]:
    return codes(suite / "matters")


def _conftest(suite: Path, text: str) -> None:
    (suite / "conftest.py").write_text(text, encoding="utf-8")


CRASH = """
import os

def pytest_runtest_call(item):
    if item.name.startswith("test_form_is_simple[{code}"):
        os._exit(3)
"""
INTERRUPT = """
def pytest_runtest_call(item):
    if item.name.startswith("test_guide_evaluation_opens[{code}"):
        raise KeyboardInterrupt
"""
FAULT = """
import pytest

@pytest.fixture
def guide(guide, matter):
    if matter.code == "{code}":
        raise RuntimeError("something of ours broke")
    return guide
"""
KILL = """
import os, signal

def pytest_runtest_logfinish(nodeid):
    if nodeid.startswith("tests_portal/test_result_access.py::test_progress_can_be_found[{code}"):
        os.kill(int(os.environ["PORTAL_PID"]), signal.SIGTERM)
"""


@pytest.fixture
def served(suite: Path) -> Iterator[tuple[str, int]]:
    """`zicha demo` as a process of its own: its address and its id."""
    command = [sys.executable, "-u", "-m", "zicha.cli", "demo", "--port", "0", "--inventory", str(suite / "matters")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=user_environment(), text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip().split("：")[1]
        yield address, process.pid
        process.kill()


def test_a_portal_that_dies_in_mid_run(
    suite: Path, served: tuple[str, int], code: dict[str, str], base: Inspection
) -> None:
    """The first matter keeps its findings; all that comes after is 未能核查."""
    address, process = served
    _conftest(suite, KILL.replace("{code}", code[MINE]))
    run = inspect(suite, "--portal", address, environment={"PORTAL_PID": str(process)})
    assert run.code != 0
    verdicts = run.verdicts()
    assert verdicts.keys() == base.verdicts().keys()
    earlier = {key: verdict for key, verdict in verdicts.items() if key[0] == code[MINE]}
    assert earlier == base.verdicts(code[MINE])
    later = {key: verdict for key, verdict in verdicts.items() if key[0] != code[MINE]}
    visited = {key: v for key, v in later.items() if v not in (Verdict.NOT_REACHED, Verdict.NOT_APPLICABLE)}
    clean = {key[1] for key, verdict in visited.items() if verdict == Verdict.CLEAN}
    assert clean <= {"login_succeeds"}, "only the login, which was observed before"
    assert {verdict for key, verdict in visited.items() if key[1] not in clean} == {Verdict.UNCHECKED}
    assert "项检查未能核查" in run.output
    assert "无问题 1" not in run.output
    assert "Traceback" not in run.output


def test_a_crashed_worker_costs_one_finding(
    suite: Path, evidence: Path, code: dict[str, str], base: Inspection
) -> None:
    _conftest(suite, CRASH.replace("{code}", code[CLEAN]))
    run = replay(suite, evidence, "-n", "2")
    assert run.code not in (0, 5), run.output
    key = (code[CLEAN], "form_is_simple", "法人")
    verdicts = run.verdicts()
    assert verdicts.pop(key) == Verdict.UNCHECKED
    assert verdicts == {each: verdict for each, verdict in base.verdicts().items() if each != key}
    assert next(f for f in run.findings if f.check == "form_is_simple" and f.matter == code[CLEAN]).reason
    assert "未查完 1" in run.output


@pytest.mark.parametrize("workers", ["0", "2"])
def test_an_interrupted_run_keeps_what_it_found(
    workers: str, suite: Path, evidence: Path, code: dict[str, str], base: Inspection
) -> None:
    _conftest(suite, INTERRUPT.replace("{code}", code[KNOWN]))
    run = replay(suite, evidence, "-n", workers)
    assert run.code == pytest.ExitCode.INTERRUPTED, run.output
    verdicts = run.verdicts()
    assert 0 < len(verdicts) < len(base.verdicts())
    assert verdicts.pop((code[KNOWN], "guide_evaluation_opens", "")) == Verdict.UNCHECKED, "the one that was at work"
    assert verdicts.items() <= base.verdicts().items()
    assert "本次自查中途中断" in run.index
    assert next(f for f in run.findings if f.verdict is Verdict.UNCHECKED).reason in ("自查被中断", "检查进程意外退出")
    assert "自查结果" in run.output


def test_a_fault_of_ours_is_no_finding(suite: Path, evidence: Path, code: dict[str, str], base: Inspection) -> None:
    _conftest(suite, FAULT.replace("{code}", code[PERSONAL]))
    run = replay(suite, evidence)
    verdicts = dict(run.verdicts().items() - base.verdicts().items())
    assert verdicts
    assert set(verdicts.values()) == {Verdict.UNCHECKED}
    assert {key[0] for key in verdicts} == {code[PERSONAL]}
    finding = next(f for f in run.findings if f.check == "time_limits_are_accurate" and f.matter == code[PERSONAL])
    assert finding.reason == "本工具出错（RuntimeError：something of ours broke）"
    assert run.code == 1
    assert "Traceback" not in run.output


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""},
        {"PYTHONIOENCODING": "cp936"},
        {"PYTHONIOENCODING": "ascii"},
    ],
    ids=["C", "cp936", "ascii"],
)
def test_any_terminal_will_do(environment: dict[str, str], suite: Path, evidence: Path, base: Inspection) -> None:
    run = replay(suite, evidence, "--matter", MINE, "-v", environment=environment)
    assert run.code == 1, run.output
    assert "INTERNALERROR" not in run.output
    assert "UnicodeEncodeError" not in run.output
    assert len(run.findings) == len(catalogue())
    assert run.index


@pytest.mark.skipif(sys.platform == "win32", reason="file names are Unicode there, whatever the locale")
def test_file_names_that_cannot_be_read_are_a_mistake_of_the_user(suite: Path, evidence: Path) -> None:
    """Only where somebody forbids Python to use UTF-8."""
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    run = replay(suite, evidence, "--matter", MINE, environment=ascii_only)
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert "Traceback" not in run.output
