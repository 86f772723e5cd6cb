"""How far a run has come: on a terminal a line that stays at its bottom, elsewhere a line every few minutes.

The dots, and the words of `-v`, stay as pytest has them. With workers the main process counts what they report.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from datetime import datetime, timedelta

import pytest

from zicha.inspection.bottom_line import bottom_line, can_show
from zicha.inspection.estimate import in_words
from zicha.inspection.run import Run
from zicha.judging.on_report import finding_on
from zicha.model.finding import Verdict

_BETWEEN_LINES = timedelta(minutes=5)
"""Where there is no terminal."""
_OUTCOMES = ("passed", "failed", "skipped")
"""Another outcome is told of a check that is made again at the end."""


class Progress:
    """What is done and what is left of the checks of each matter."""

    def __init__(self, tests: Mapping[str, str], names: Mapping[str, str], now: Callable[[], datetime]) -> None:
        """`tests` are the ids of those that will run, each with the code of its matter; `names` are the matters'."""
        self._now = now
        self._began = now()
        self._names = names
        self._codes = dict(tests)
        """Of the tests that are left."""
        self._left = Counter(self._codes.values())
        self._matters, self._tests = len(self._left), len(self._codes)
        self._problems = self._unchecked = 0
        self._current = ""

    def begin(self, test: str) -> None:
        self._current = self._codes.get(test, self._current)

    def end(self, test: str) -> None:
        """Count a test as done; one that ends a second time counts no more."""
        if (code := self._codes.pop(test, None)) is not None:
            self._left[code] -= 1
            if not self._left[code]:
                del self._left[code]

    def count(self, verdict: Verdict, problems: int) -> None:
        """Count what a check came to."""
        self._problems += problems if verdict is Verdict.PROBLEM else 0
        self._unchecked += verdict is Verdict.UNCHECKED

    def line(self, pause: float = 0) -> str:
        """Return how far the run has come; nothing before its tests are known.

        `pause` is for how many seconds the portal wants to be left alone.
        """
        if not self._matters:
            return ""
        done = self._matters - len(self._left)
        parts = [f"已查完 {done}/{self._matters} 个事项，发现问题 {self._problems} 处"]
        if self._unchecked:
            parts.append(f"未能核查 {self._unchecked} 项")
        if done and self._left:
            checked = self._tests - len(self._codes)
            parts.append(f"约剩{in_words((self._now() - self._began) * (len(self._codes) / checked))}")
        if pause > 0:
            parts.append(f"门户要求暂停，{self._now() + timedelta(seconds=pause):%H:%M:%S} 继续")
        if not self._left:
            parts.append("正在复核首次没有查成或结果异常的检查")
        elif self._current:
            parts.append(f"正在查：{self._names.get(self._current, self._current)}")
        return "，".join(parts)


class ProgressDisplay:
    """In the main process: counts the reports of tests, and shows what they amount to."""

    def __init__(self, config: pytest.Config, run: Run, code_of: Callable[[str], str | None]) -> None:
        """`code_of` returns the code of the matter of a test's id, None for a test that is no check."""
        self._config = config
        self._run = run
        self._code_of = code_of
        self._progress = Progress({}, {}, run.clock)
        self._next_line: datetime | None = None
        """When the next line is due; None where a terminal shows one all the time, or none is wanted."""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._expect(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        if not self._progress.line():  # each worker collects the same
            self._expect(ids)

    def _expect(self, tests: Iterable[str]) -> None:
        codes = {test: code for test in tests if (code := self._code_of(test)) is not None}
        if codes:
            names = {matter.code: matter.name for matter in self._run.selection.matters}
            self._progress = Progress(codes, names, self._run.clock)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        option, reporter = self._config.option, self._reporter
        if option.collectonly or option.usepdb or option.verbose < -1 or reporter is None:
            return (yield)
        if not can_show(sys.stdout):
            self._next_line = self._run.clock() + _BETWEEN_LINES
            return (yield)
        reporter.ensure_newline()
        with bottom_line(sys.stdout, self._line):
            return (yield)

    def _line(self) -> str:
        return self._progress.line(self._run.access.pause_left() if self._run.is_prepared else 0)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._progress.begin(nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if (finding := finding_on(report)) is not None and report.outcome in _OUTCOMES:
            self._progress.count(finding.verdict, len(finding.problems))
        if str(report.when) in ("teardown", "???"):  # the latter of a test whose worker died
            self._progress.end(report.nodeid)
            self._write_line_if_due()

    def _write_line_if_due(self) -> None:
        if self._next_line is None or self._run.clock() < self._next_line:
            return
        self._next_line = self._run.clock() + _BETWEEN_LINES
        if (reporter := self._reporter) is not None and (line := self._line()):
            reporter.ensure_newline()
            reporter.write_line(line)

    @property
    def _reporter(self) -> pytest.TerminalReporter | None:
        reporter: pytest.TerminalReporter | None = self._config.pluginmanager.get_plugin("terminalreporter")
        return reporter
