"""What becomes of a check: the hooks that turn its outcome into a finding, and the findings into the ledgers."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from zicha.collection import check_of, is_worker, parse, subject_of
from zicha.fixtures import RECORDS, RUN
from zicha.inspection.html_columns import HtmlColumns
from zicha.inspection.interruption import Interruption
from zicha.inspection.progress import ProgressDisplay
from zicha.inspection.run import Run
from zicha.judging.conclusion import INTERRUPTED, Examination, finding_of, unfinished
from zicha.judging.on_report import attach, finding_on, pack, unpack
from zicha.judging.severities import Judgement, judged_by
from zicha.ledger.ledger import Ledger
from zicha.ledger.terminal import summary
from zicha.model.finding import PYTEST_OUTCOME, Finding, Verdict
from zicha.model.matter import Matter
from zicha.second_look import OUTCOME, SecondLook

SECOND_LOOK = pytest.StashKey[SecondLook]()
JUDGEMENT = pytest.StashKey[Judgement]()
"""What a test's rules have only noted (severity I), and whether it concluded."""


def pytest_configure(config: pytest.Config) -> None:
    """Collection has made the run."""
    run = config.stash[RUN]
    if not is_worker(config):
        config.pluginmanager.register(FindingsKeeper(run), "zicha-findings")
        config.pluginmanager.register(ProgressDisplay(config, run, lambda test: _code_of(run, test)), "zicha-progress")
        if config.pluginmanager.has_plugin("html") and run.options.inventory.is_dir():
            config.pluginmanager.register(HtmlColumns(run), "zicha-html")
    config.pluginmanager.register(OrderlyEnd(config, run.interruption), "zicha-end")
    config.stash[SECOND_LOOK] = SecondLook(config, run, _judging)
    config.pluginmanager.register(config.stash[SECOND_LOOK], "zicha-second-look")


def _code_of(run: Run, nodeid: str) -> str | None:
    parsed = parse(run, nodeid)
    return parsed[1] if parsed is not None else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let a check judge by the settings of its portal."""
    if check_of(item) is None:
        return (yield)
    with _judging(item):
        return (yield)


@contextmanager
def _judging(item: pytest.Item) -> Iterator[None]:
    with judged_by(item.config.stash[RUN].access.manifest.rules) as item.stash[JUDGEMENT]:
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    is_result = report.when == "call" or (report.when == "setup" and not report.passed)
    if is_result and (check := check_of(item)) is not None:
        run, (matter, identity) = item.config.stash[RUN], subject_of(item)
        records = item.config.stash[RECORDS]
        evidence = [path for record in records for path in run.evidence_of(record)]
        judgement = item.stash[JUDGEMENT]
        examination = Examination(
            *(check, matter, identity, records, evidence, run.access.manifest, run.clock()),
            notes=judgement.notes,
            is_concluded=judgement.is_concluded,
            compared=judgement.compared,
            nothing=judgement.nothing,
        )
        finding = finding_of(examination, call.excinfo.value if call.excinfo is not None else None)
        attach(finding, report)
        if item.config.stash[SECOND_LOOK].is_awaited(item, finding, records):
            report.outcome, report.longrepr = OUTCOME, None  # type: ignore[assignment]  # of plugins that run tests again
        else:
            _count(report, item, finding, matter)
    return report


def _count(report: pytest.TestReport, item: pytest.Item, finding: Finding, matter: Matter) -> None:
    """Let pytest count the finding as the model says, in the finding's words: a traceback is nothing to its readers."""
    outcome = PYTEST_OUTCOME[finding.verdict]
    texts = (finding.reason, *(problem.text for problem in finding.problems))
    words = f"{matter.name}：{'；'.join(filter(None, texts))}"
    if report.when == "setup" and outcome in ("passed", "xpassed"):
        return  # pytest would take a setup that passed for leave to run the test
    match outcome:
        case "passed":
            report.outcome, report.longrepr = "passed", None
        case "xpassed":
            report.outcome, report.longrepr, report.wasxfail = "passed", None, finding.reason
        case "xfailed":
            report.outcome, report.longrepr, report.wasxfail = "skipped", words, finding.reason
        case "skipped":
            path, line, _ = item.location
            report.outcome, report.longrepr = "skipped", (path, line or 0, f"{finding.verdict}：{finding.reason}")
        case _:
            report.outcome, report.longrepr = "failed", words


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """未能核查 is an error in every phase, never a failure; what is looked at again is neither yet."""
    finding = finding_on(report)
    if str(report.outcome) == OUTCOME:
        return ("待复核", "R", "待复核") if finding is not None else None
    if finding is None or finding.verdict is not Verdict.UNCHECKED:
        return None
    return PYTEST_OUTCOME[Verdict.UNCHECKED], "E", "ERROR"


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, dict[str, Any] | None, dict[str, Any] | None]:
    data = yield
    return None if data is None else pack(data)


@pytest.hookimpl(wrapper=True)
def pytest_report_from_serializable() -> Generator[None, object, object]:
    report = yield
    unpack(report)
    return report


class OrderlyEnd:
    """In every process: an interrupted session ends without a traceback, whatever its teardown meets.

    The driver of the browser was sent the same signal, and may be gone already.
    """

    def __init__(self, config: pytest.Config, interruption: Interruption) -> None:
        self._config = config
        self._interruption = interruption
        config.add_cleanup(interruption.release)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        self._interruption.watch(self._tell_to_wait)
        try:
            return (yield)
        finally:
            self._interruption.disarm()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self) -> None:
        self._interruption.insist()

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, exitstatus: int) -> Generator[None]:
        try:
            with self._interruption.breakable():
                yield
        except (Exception, KeyboardInterrupt):
            if exitstatus != pytest.ExitCode.INTERRUPTED:
                raise

    def _tell_to_wait(self) -> None:
        reporter: pytest.TerminalReporter | None = self._config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None and not is_worker(self._config):
            reporter.ensure_newline()
            reporter.write_line("正在写入已查到的结果，请稍候……")


class FindingsKeeper:
    """In the main process: writes each finding down as it comes, and the ledgers at the end."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._ledgers: tuple[Ledger, ...] = ()
        self._running: dict[str, None] = {}
        """Tests that have begun and not been concluded, in their order."""

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._running[nodeid] = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if (finding := finding_on(report)) is not None:
            with self._run.interruption.postponed():
                self._run.keep(finding)
                self._running.pop(report.nodeid, None)
        elif str(report.when) == "???":  # how xdist reports a test whose worker died
            self._give_up(report.nodeid, "检查进程意外退出")

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, exitstatus: int) -> Generator[None]:
        try:
            yield
        finally:
            for nodeid in tuple(self._running):
                self._give_up(nodeid, INTERRUPTED)
            self._ledgers = self._run.finish(interrupted=exitstatus == pytest.ExitCode.INTERRUPTED)

    def _give_up(self, nodeid: str, reason: str) -> None:
        self._running.pop(nodeid, None)
        if self._run.is_prepared and (parsed := parse(self._run, nodeid)) is not None:
            self._run.keep(unfinished(*parsed, reason, self._run.access.manifest, self._run.clock()))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._ledgers:
            _head(terminalreporter, "自查结果")
            for line in summary(self._ledgers, self._run.options.report):
                terminalreporter.write_line(line)
        if self._run.unprinted:
            terminalreporter.write_line(self._run.unprinted)
        if (agreement := self._run.agreement) is not None:
            from zicha.spot_check.agreement import agreement_lines

            _head(terminalreporter, "抽检结果")
            for line in agreement_lines(agreement):
                terminalreporter.write_line(line)


def _head(reporter: pytest.TerminalReporter, title: str) -> None:
    """Begin a section. pytest takes each character for one column wide, and a Chinese one is two."""
    reporter.write_sep("=", title, fullwidth=reporter.config.get_terminal_writer().fullwidth - len(title))
