"""The pytest plugin: options, markers, one parametrised test per check, findings out. The facts are fixtures.py's.

A test function is a check when its name stands in the catalogue: catalogue/checks.yaml, or checks.yaml in the project's
own folder. Everything here is inert for tests that are none.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from zicha.catalogue.checks import CatalogueError, Check, Need, Per
from zicha.catalogue.form import ledger_form
from zicha.fixtures import NOTES, RECORDS, RUN
from zicha.inspection.html_columns import HtmlColumns
from zicha.inspection.run import Options, Run
from zicha.inventory import InventoryError, SelectionError
from zicha.judging.findings import attach, finding_on, out_of_reach, to_finding, unfinished
from zicha.ledger.ledger import Ledger
from zicha.ledger.terminal import summary
from zicha.model.finding import PYTEST_OUTCOME, Finding, Verdict
from zicha.model.matter import Identity, Matter, Method
from zicha.portal.profile import ProfileError

pytest_plugins = ("zicha.fixtures",)
REFUSED = pytest.StashKey[pytest.UsageError]()
"""Why no matter can be chosen; said once collection is over, as an error of usage and not of each file."""

_IDS = {Identity.PERSON: "person", Identity.LEGAL_PERSON: "legal"}
_NODE = re.compile(r"::(?P<test>test_\w+)\[(?:.*-)?(?P<code>[0-9A-Z]{12,36})(?:-(?P<who>person|legal))?(?:-.*)?\]$")
"""A suite may add parameters of its own, before or behind."""


# ── what the user asks for ───────────────────────────────────────────────────────────────────────────────────────


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("zicha", "自查（zicha）")
    for name, kind, text in (
        ("--region", "区域", "只查该区域（市直或县区名），可重复"),
        ("--department", "部门", "只查该部门（简称或全称），可重复"),
        ("--matter", "事项", "只查该事项（名称或实施编码），可重复"),
        ("--method", "方式", f"只查采用该自查方式的事项：{'、'.join(Method)}，可重复"),
        ("--identity", "身份", f"只用该身份查：{'、'.join(Identity)}，可重复"),
    ):
        group.addoption(name, action="append", default=[], metavar=kind, help=text)
    group.addoption("--portal", default="demo", metavar="门户", help="门户配置的名称或 .yaml 文件；默认为内置演示门户")
    group.addoption("--inventory", type=Path, metavar="目录", help="事项清单目录，默认为 matters")
    group.addoption("--report", type=Path, metavar="目录", help="报告目录，默认为 report")
    group.addoption("--replay", type=Path, metavar="目录", help="不访问门户，依据该报告目录中的证据重新判定")
    group.addoption(
        "--allow-submit",
        action="append",
        default=[],
        metavar="主机名",
        help="允许在该主机提交、评价和撤回测试件，可重复（本机无需）",
    )


def pytest_configure(config: pytest.Config) -> None:
    for point in ledger_form().points:
        config.addinivalue_line("markers", f"{point.key}: {point.title}")
    config.stash[RUN] = run = Run(_options(config))
    try:
        run.checks  # noqa: B018  # a mistake in them is told before anything else
    except CatalogueError as error:
        raise pytest.UsageError(str(error)) from error
    if not _is_worker(config):
        config.pluginmanager.register(FindingsKeeper(run), "zicha-findings")
        if config.pluginmanager.has_plugin("html") and run.options.inventory.is_dir():
            config.pluginmanager.register(HtmlColumns(run), "zicha-html")


def pytest_sessionstart(session: pytest.Session) -> None:
    """With workers the main process collects nothing, so it reads the inventory here and speaks for all of them."""
    if session.config.getoption("numprocesses", None) and session.config.stash[RUN].options.inventory.is_dir():
        _selected(session.config)


def _options(config: pytest.Config) -> Options:
    _refuse_loose_folders(config)
    option = config.getoption
    replay: Path | None = option("--replay")
    report = "report-replay" if replay else "report"
    try:
        identities = tuple(Identity(value) for value in option("--identity"))
    except ValueError as error:
        raise pytest.UsageError(f"--identity 只能是 {'、'.join(Identity)}") from error
    if replay is not None and not (replay / "evidence" / "manifest.json").is_file():
        raise pytest.UsageError(f"{replay} 中没有可供重新判定的证据（缺少 evidence/manifest.json）")
    expressions = [f"{name} {option(name)}" for name in ("-m", "-k") if option(name)]
    return Options(
        checks=config.rootpath / "checks.yaml",
        inventory=option("--inventory") or config.rootpath / "matters",
        report=option("--report") or config.rootpath / report,
        regions=tuple(option("--region")),
        departments=tuple(option("--department")),
        matters=tuple(option("--matter")),
        methods=tuple(option("--method")),
        identities=identities,
        portal=option("--portal"),
        replay=replay,
        may_submit_to=tuple(option("--allow-submit")),
        other_selection=" ".join(expressions),
        trace=Path(option("--output")) if option("--tracing") != "off" else None,
    )


def _refuse_loose_folders(config: pytest.Config) -> None:
    """pytest takes a folder after a blank for a folder of tests; one elsewhere makes it leave this project."""
    here = config.invocation_params.dir
    for name, value in pairwise(map(str, config.invocation_params.args)):
        folder = (here / value).resolve()
        loose = name in ("--report", "--replay", "--inventory") and folder.is_dir()
        if loose and not folder.is_relative_to(here.resolve()):
            raise pytest.UsageError(f"请用等号连写目录：{name}={value}")


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


# ── which checks on which matters ────────────────────────────────────────────────────────────────────────────────


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    check = metafunc.config.stash[RUN].check_of_test.get(metafunc.function.__name__)
    if check is None or "matter" not in metafunc.fixturenames:
        return
    run = metafunc.config.stash[RUN]
    matters: tuple[Matter, ...] = ()
    try:
        matters = _selected(metafunc.config)
    except pytest.UsageError as error:
        metafunc.config.stash[REFUSED] = error
    if check.per is Per.MATTER:
        metafunc.parametrize("matter", matters, ids=[matter.code for matter in matters])
    else:
        pairs = [(matter, identity) for matter in matters for identity in run.identities(matter)]
        ids = [f"{matter.code}-{_IDS[identity]}" for matter, identity in pairs]
        metafunc.parametrize(("matter", "identity"), pairs, ids=ids)


def pytest_itemcollected(item: pytest.Item) -> None:
    if (check := _check(item)) is not None:
        item.add_marker(check.point)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """All checks of a matter together, in the order a person would make them: look, log in, apply."""
    if REFUSED in config.stash:
        raise config.stash[REFUSED]
    if not any(map(_check, items)):
        return
    order = {matter.code: number for number, matter in enumerate(_selected(config))}
    stages, identities = list(Need), [None, *Identity]

    def place(item: pytest.Item) -> tuple[int, int, int]:
        check = _check(item)
        if check is None:
            return (-1, 0, 0)
        matter, identity = _subject(item)
        return (order[matter.code], identities.index(identity), min(stages.index(need) for need in check.needs))

    items.sort(key=place)
    if not _is_worker(config):  # what a worker raises is no error of usage; the main process looks at its ids
        try:
            _refuse_two_for_one(
                (check, matter.code, identity, item.nodeid)
                for item in items
                if (check := _check(item)) is not None
                for matter, identity in [_subject(item)]
            )
        except pytest.UsageError:
            items.clear()  # collection ends as usual, and must find nothing to prepare for
            raise
    _leave_out_unrecorded(config, items)


def _refuse_two_for_one(tests: Iterable[tuple[Check, str, Identity | None, str]]) -> None:
    """Of one check, one test for each matter and identity: of two findings the later would hide the earlier."""
    firsts: dict[tuple[str, str, Identity | None], str] = {}
    for check, code, identity, nodeid in tests:
        first = firsts.setdefault((check.name, code, identity), nodeid)
        if first is not nodeid:
            raise pytest.UsageError(
                f"检查“{check.name}”对同一事项有两个测试，后一个的结论会盖住前一个：{first} 和 {nodeid}。"
                "请合成一个测试函数，或者给另一个检查另取名称，在 checks.yaml 中另写一行"
            )


def _leave_out_unrecorded(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A replay runs what the recorded run had run, so that it ends in the same ledger."""
    recorded = config.stash[RUN].recorded
    if recorded is None:
        return

    def was_run(item: pytest.Item) -> bool:
        check = _check(item)
        if check is None:
            return True
        matter, identity = _subject(item)
        return (check.name, matter.code, identity) in recorded

    left_out = [item for item in items if not was_run(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if was_run(item)]


def pytest_collection_finish(session: pytest.Session) -> None:
    config = session.config
    if not _is_worker(config) and not config.option.collectonly and any(map(_check, session.items)):
        _prepare(config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """The main process learns what its workers will run, before they begin."""
    config: pytest.Config = node.config
    run = config.stash[RUN]
    if config.option.collectonly or run.prepared:
        return
    parsed = [(*found, nodeid) for nodeid in ids if (found := _parse(run, nodeid)) is not None]
    _refuse_two_for_one(parsed)
    if parsed:
        _prepare(config)


def _selected(config: pytest.Config) -> tuple[Matter, ...]:
    try:
        matters = config.stash[RUN].selected
    except (InventoryError, SelectionError) as error:
        raise pytest.UsageError(str(error)) from error
    if not matters:
        raise pytest.UsageError("所选范围内没有事项：请检查 --identity、--region、--department、--matter、--method")
    return matters


def _prepare(config: pytest.Config) -> None:
    run = config.stash[RUN]
    try:
        run.prepare()
    except ProfileError as error:
        raise pytest.UsageError(str(error)) from error
    except OSError as error:
        raise pytest.UsageError(
            f"无法准备报告目录 {run.options.report}：{error}。请关闭已打开的台账文件，并检查磁盘空间和写入权限"
        ) from error


def _check(item: pytest.Item) -> Check | None:
    """The check an item runs, None for tests that are none."""
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return None
    if not isinstance(item.callspec.params.get("matter"), Matter):
        return None
    return item.config.stash[RUN].check_of_test.get(item.originalname)


def _subject(item: pytest.Item) -> tuple[Matter, Identity | None]:
    params: dict[str, Any] = item.callspec.params  # type: ignore[attr-defined]  # only parametrised items are checks
    return params["matter"], params.get("identity")


def _parse(run: Run, nodeid: str) -> tuple[Check, str, Identity | None] | None:
    """Check, 实施编码 and identity of a node id: all that is known of a test whose process died."""
    found = _NODE.search(nodeid)
    check = run.check_of_test.get(found["test"]) if found else None
    if found is None or check is None:
        return None
    return check, found["code"], next((identity for identity, word in _IDS.items() if word == found["who"]), None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if (check := _check(item)) is not None and (reason := out_of_reach(check, _subject(item)[0])) is not None:
        raise reason


# ── what becomes of it ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    check = _check(item)
    if check is not None and (report.when == "call" or (report.when == "setup" and not report.passed)):
        run, (matter, identity) = item.config.stash[RUN], _subject(item)
        records = item.stash.get(RECORDS, [])
        evidence = [path for record in records for path in run.evidence_of(record)]
        error = call.excinfo.value if call.excinfo is not None else None
        notes = item.stash.get(NOTES, [])
        finding = to_finding(check, matter, identity, error, records, evidence, run.manifest, run.clock(), notes)
        attach(finding, report)
        _count(report, item, finding, matter)
    return report


def _count(report: pytest.TestReport, item: pytest.Item, finding: Finding, matter: Matter) -> None:
    """Let pytest count the finding as the model says, in the finding's words: a traceback is nothing to its readers."""
    outcome = PYTEST_OUTCOME[finding.verdict]
    said = f"{matter.name}：{'；'.join(filter(None, (finding.reason, *(p.text for p in finding.problems))))}"
    if report.when == "setup" and outcome in ("passed", "xpassed"):
        return  # pytest would take a setup that passed for leave to run the test
    match outcome:
        case "passed":
            report.outcome, report.longrepr = "passed", None
        case "xpassed":
            report.outcome, report.longrepr, report.wasxfail = "passed", None, finding.reason
        case "xfailed":
            report.outcome, report.longrepr, report.wasxfail = "skipped", said, finding.reason
        case "skipped":
            path, line, _ = item.location
            report.outcome, report.longrepr = "skipped", (path, line or 0, f"{finding.verdict}：{finding.reason}")
        case _:
            report.outcome, report.longrepr = "failed", said


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """未能核查 is an error in every phase, never a failure."""
    finding = finding_on(report)
    if finding is None or finding.verdict is not Verdict.UNCHECKED:
        return None
    return PYTEST_OUTCOME[Verdict.UNCHECKED], "E", "ERROR"


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
            self._running.pop(report.nodeid, None)
            self._run.keep(finding)
        elif str(report.when) == "???":  # how xdist reports a test whose worker died
            self._give_up(report.nodeid, "检查进程意外退出")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, exitstatus: int) -> None:
        for nodeid in tuple(self._running):
            self._give_up(nodeid, "自查被中断")
        self._ledgers = self._run.finish(interrupted=exitstatus == pytest.ExitCode.INTERRUPTED)

    def _give_up(self, nodeid: str, reason: str) -> None:
        self._running.pop(nodeid, None)
        if self._run.prepared and (parsed := _parse(self._run, nodeid)) is not None:
            self._run.keep(unfinished(*parsed, reason, self._run.manifest, self._run.clock()))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._ledgers:
            terminalreporter.section("自查结果")
            for line in summary(self._ledgers, self._run.options.report):
                terminalreporter.write_line(line)
