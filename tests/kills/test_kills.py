"""`make kills`: a process of a run is killed at a random moment, the run is gone on with, and ends in the same ledger.

The moment is the request at which the portal is asked; the process is the run as a whole, a worker, a browser or the
driver. KILLS says how many are drawn, SEED from where.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.suites import CLEAN, Inspection, inspect, make_suite, user_environment
from zicha.cli import main
from zicha.inventory import load
from zicha.model.finding import Verdict
from zicha_demo.defects import load_defects
from zicha_demo.server import DemoPortal
from zicha_demo.site import Site
from zicha_demo.state import State

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
SEED = int(os.environ.get("SEED", "1"))
NUMBER = int(os.environ.get("KILLS", "50"))
MARKS = {"run": "", "worker": "from execnet", "browser": "--remote-debugging-pipe", "driver": "run-driver"}
"""What is killed, and by what its command is known."""
_REQUESTS = 60
"""Of a run of one matter, about; the kill of a later one than there is never comes, and the run ends by itself."""


@dataclass
class Moment:
    """When which process dies."""

    name: str
    victim: str
    request: int
    asked: int = 0
    run: subprocess.Popen[bytes] | None = None
    killed: list[int] = field(default_factory=list)

    def pass_by(self) -> None:
        """Count a request, and kill when it is the one."""
        self.asked += 1
        if self.asked == self.request and self.run is not None:
            mark = MARKS[self.victim]
            self.killed = [each for each in _below(self.run.pid) if mark in _command(each)] if mark else []
            if not mark:
                os.killpg(self.run.pid, signal.SIGKILL)
            for process in self.killed[:1] if self.victim == "worker" else self.killed:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)


def _moments() -> Iterator[Moment]:
    chance = random.Random(SEED)
    for number in range(NUMBER):
        victim, request = chance.choice(list(MARKS)), chance.randrange(1, _REQUESTS)
        yield Moment(f"{number}-{victim}-{request}", victim, request)


def _below(process: int) -> list[int]:
    children = [
        int(child)
        for threads in Path(f"/proc/{process}/task").glob("*/children")
        for child in threads.read_text().split()
    ]
    return [*children, *(each for child in children for each in _below(child))]


def _command(process: int) -> str:
    with suppress(OSError):
        return (Path("/proc") / str(process) / "cmdline").read_text()
    return ""


def _conclusions(run: Inspection) -> dict[tuple[str, str, str], tuple[str, str]]:
    return {(f.matter, f.check, str(f.identity)): (str(f.verdict), f.blocked_by) for f in run.findings}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], tuple[str, str]]:
    suite = make_suite(tmp_path_factory.mktemp("undisturbed"))
    return _conclusions(inspect(suite, f"--matter={CLEAN}"))


@pytest.mark.parametrize("moment", [pytest.param(each, id=each.name) for each in _moments()])
def test_it_ends_in_the_same_ledger(
    moment: Moment,
    tmp_path: Path,
    undisturbed: dict[tuple[str, str, str], tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    suite, serve = make_suite(tmp_path / "suite"), Site.__call__

    async def passing_by(site: Site, scope: Any, receive: Any, send: Any) -> None:
        moment.pass_by()
        await serve(site, scope, receive, send)

    monkeypatch.setattr(Site, "__call__", passing_by)
    matters, state = load(suite / "matters").matters, suite / "state.sqlite"
    with DemoPortal(matters, defects=load_defects(), state_path=state) as portal:
        options = [f"--portal={portal.url}", f"--matter={CLEAN}"]
        workers = ["-n", "2"] if moment.victim == "worker" else []
        command = [sys.executable, "-m", "pytest", f"--report={suite / 'report'}", *options, *workers]
        with subprocess.Popen(
            command,
            cwd=suite,
            env=user_environment({}),
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as moment.run:
            output = moment.run.communicate()[0].decode()
        assert "INTERNALERROR" not in output
        assert "Traceback" not in output
        if moment.victim != "run":
            assert "自查结果" in output, "only the death of the whole run costs its pages"
        begun = (suite / "report" / "evidence" / "manifest.json").exists()
        ended = inspect(suite, *options, *(["--resume"] if begun else []))
    differing = {key: conclusion for key, conclusion in _conclusions(ended).items() if conclusion != undisturbed[key]}
    assert _conclusions(ended).keys() == undisturbed.keys()
    assert {verdict for verdict, _ in differing.values()} <= {Verdict.UNCHECKED, Verdict.BLOCKED}, differing
    assert not differing or _filing_broke_off(ended), differing
    assert main(["verify", str(ended.report)]) == 0
    declared = {case.number for matter in matters for case in matter.cases}
    filed = [(case.page_id, case.identity) for case in State(state).cases() if case.number not in declared]
    assert len(filed) == len(set(filed)), "nothing is filed twice"


def _filing_broke_off(run: Inspection) -> bool:
    """Return whether the run died while it filed or evaluated: what may have been done is not done again."""
    reasons = ("中断", "未重复提交", "浏览器意外退出")
    return any(reason in finding.reason for finding in run.findings for reason in reasons)
