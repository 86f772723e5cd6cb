"""The second look, at the end of the run: what hangs on something that did not come is checked once more.

Each process runs its own checks again after its loop, with a browser, a login and a way of their own. What a worker
finds travels to the main process with its farewell. A problem that both looks met is told only when all have looked, as
several matters may have met the same failure of one host.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import pytest
from _pytest.runner import runtestprotocol  # as every plugin that runs a test again does: there is no other way

from zicha.collection import is_worker
from zicha.inspection.run import Run
from zicha.judging.on_report import finding_on, replace_finding
from zicha.judging.suspicions import is_shaken
from zicha.model.facts.records import Record
from zicha.model.finding import Finding

OUTCOME = "rerun"
"""What pytest's plugins call the outcome of a test that is run again."""
_FAREWELL = "zicha_second_look"


class SecondLook:
    """Of one process: which checks are made again, and what came of it."""

    def __init__(
        self, config: pytest.Config, run: Run, judging: Callable[[pytest.Item], AbstractContextManager[None]]
    ) -> None:
        self._config = config
        self._run = run
        self._judging = judging
        """In which a check judges by the settings of its portal."""
        self._shaken: dict[pytest.Item, None] = {}
        self._held: list[pytest.TestReport] = []

    def is_awaited(self, item: pytest.Item, finding: Finding, records: Sequence[Record]) -> bool:
        """Return whether a finding is not yet the last word, and note to check again."""
        if self._run.looks_again or self._run.options.replay is not None or not is_shaken(finding, records):
            return False
        self._shaken[item] = None
        return True

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        result = yield
        try:
            self._look_again()
        finally:
            self._tell_the_rest()
        return result

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker has found; one that died takes it along, and its suspicions stay open."""
        for data in getattr(node, "workeroutput", {}).get(_FAREWELL, ()):
            report = self._config.hook.pytest_report_from_serializable(config=self._config, data=data)
            self._hold_or_tell(report)

    def _look_again(self) -> None:
        items = tuple(self._shaken)
        if not items:
            return
        self._run.looks_again = True
        self._announce(f"复核：{len(items)} 项检查首次没有查成或者结果异常，现在重新登录、再查一次")
        for item, following in zip(items, (*items[1:], None), strict=True):
            with self._judging(item):
                for report in runtestprotocol(item, log=False, nextitem=following):
                    self._hold_or_tell(report)

    def _hold_or_tell(self, report: pytest.TestReport) -> None:
        finding = finding_on(report)
        if is_worker(self._config) or (finding is not None and finding.second_look is not None):
            self._held.append(report)
        else:
            self._tell(report)

    def _tell_the_rest(self) -> None:
        if is_worker(self._config):
            data = [
                self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
                for report in self._held
            ]
            self._config.workeroutput[_FAREWELL] = data  # type: ignore[attr-defined]  # of xdist
            return
        findings = [finding for report in self._held if (finding := finding_on(report)) is not None]
        revised = {finding.subject: finding for finding in self._run.of_hosts(findings)}
        for report in self._held:
            finding = finding_on(report)
            if finding is not None and finding.subject in revised:
                replace_finding(report, revised.pop(finding.subject))
            self._tell(report)
        for finding in revised.values():  # of tests that were told already
            self._run.keep(finding)

    def _tell(self, report: pytest.TestReport) -> None:
        self._config.hook.pytest_runtest_logreport(report=report)

    def _announce(self, words: str) -> None:
        reporter: pytest.TerminalReporter | None = self._config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None and not is_worker(self._config):
            reporter.ensure_newline()
            reporter.write_line(words)
