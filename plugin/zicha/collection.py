"""Which checks run on which matters: the hooks of a session that inspects, up to the moment when its first test begins.

A test function is a check when its name stands in the catalogue: catalogue/checks.yaml, or checks.yaml in the project's
own folder. Everything here is inert for tests that are none.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from zicha.catalogue.checks import CatalogueError, Check, Need, Per
from zicha.catalogue.form import ledger_form
from zicha.evidence.archive import Archive
from zicha.evidence.chain import EvidenceUnreadable
from zicha.fixtures import RECORDS, RUN
from zicha.inspection.options import AUTHORISATION, EMBEDDED, Options, Renewal
from zicha.inspection.renewal import LastRunUnusable
from zicha.inspection.report_folder import FolderInUseError
from zicha.inspection.run import NothingToResumeError, Run
from zicha.inventory import InventoryError, SelectionError
from zicha.inventory.loading import no_garbage_collection
from zicha.judging.reach import out_of_reach
from zicha.ledger.findings_file import FindingsUnreadable
from zicha.model.choices import Identity
from zicha.model.matter import Matter
from zicha.portal.authorisation import AuthorisationError
from zicha.portal.profile import ProfileError
from zicha.spot_check.sample import SampleError

PARAMETERS = pytest.StashKey[dict[tuple[Per, str], Sequence["pytest.ParameterSet"]]]()
"""What the checks are parametrised with, made once for all checks of a point."""
REFUSED = pytest.StashKey[pytest.UsageError]()
"""Why no matter can be chosen; said once collection is over, as an error of usage and not of each file."""
MISTAKES_SHOWN = 20
LIST_OF_MISTAKES = "事项清单错误.txt"
"""Beside the report folder: the mistakes of an inventory that has more than fit on a screen."""

_IDS = {Identity.PERSON: "person", Identity.LEGAL_PERSON: "legal"}
_OF_FOLDERS, _OF_FILES = ("--report", "--replay", "--inventory"), ("--portal", "--authorisation", "--spot-check")
_NODE = re.compile(r"::(?P<test>test_\w+)\[(?:.*-)?(?P<code>[0-9A-Z]{12,36})(?:-(?P<who>person|legal))?(?:-.*)?\]$")
"""A suite may add parameters of its own, before or behind."""


# ── the run ──────────────────────────────────────────────────────────────────────────────────────────────────────


def pytest_configure(config: pytest.Config) -> None:
    for point in ledger_form().points:
        config.addinivalue_line("markers", f"{point.key}: {point.title}")
    config.stash[RUN] = run = Run(_options(config))
    config.stash[RECORDS] = []
    try:
        run.selection.checks  # noqa: B018  # a mistake in them is told before anything else
        run.selection.recorded  # noqa: B018  # and so is a report that cannot be judged again
    except (CatalogueError, FindingsUnreadable) as error:
        raise pytest.UsageError(str(error)) from error
    if not config.option.collectonly:
        config.pluginmanager.import_plugin("zicha.reporting")


def pytest_sessionstart(session: pytest.Session) -> None:
    """With workers the main process collects nothing, so it reads the inventory here and speaks for all of them."""
    if session.config.getoption("numprocesses", None) and session.config.stash[RUN].options.inventory.is_dir():
        _selected(session.config)


def _options(config: pytest.Config) -> Options:
    _refuse_loose_folders(config)
    option = config.getoption
    replay: Path | None = option("--replay")
    spot_check: Path | None = option("--spot-check")
    report = "report-spot-check" if spot_check else "report-replay" if replay else "report"
    try:
        identities = tuple(Identity(value) for value in option("--identity"))
    except ValueError as error:
        raise pytest.UsageError(f"--identity 只能是 {'、'.join(Identity)}") from error
    resume: bool = option("--resume")
    if resume and replay is not None:
        raise pytest.UsageError("--resume 和 --replay 只能用一个")
    if replay is not None and not (replay / "evidence" / "manifest.json").is_file():
        raise pytest.UsageError(f"{replay} 中没有可供重新判定的证据（缺少 evidence/manifest.json）")
    if replay is not None:
        try:
            Archive(replay / "evidence").manifest()
        except EvidenceUnreadable as error:
            raise pytest.UsageError(f"{replay} 中的证据不能重新判定：{error}") from error
    if option("--reread") and replay is None:
        raise pytest.UsageError("--reread 要与 --replay=报告目录 同用：它重新识别的是留存的页面")
    renewal = _renewal(config)
    if renewal and (resume or replay is not None or spot_check is not None):
        raise pytest.UsageError("--stale、--open、--since-change 不能与 --resume、--replay、--spot-check 同用")
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
        portal=option("--portal") or EMBEDDED,
        replay=replay,
        reread=option("--reread"),
        authorisation=option("--authorisation") or _usual_authorisation(config),
        resume=resume,
        renewal=renewal,
        spot_check=spot_check,
        pdf=option("--pdf"),
        other_selection=" ".join(expressions),
        trace=Path(option("--output")) if option("--tracing", "off") != "off" else None,
        recordings=tuple(_recordings(config)),
    )


def _recordings(config: pytest.Config) -> Iterator[str]:
    """Yield what would record pages, and what is typed into them, uncovered: pytest-playwright's, and its driver's."""
    for name in ("--tracing", "--video", "--screenshot"):
        if config.getoption(name, "off") != "off":
            yield name
    if any(part.startswith("pw:") or part == "*" for part in re.split(r"[\s,]+", os.environ.get("DEBUG", ""))):
        yield "环境变量 DEBUG"


def _renewal(config: pytest.Config) -> Renewal:
    days: str | None = config.getoption("--stale")
    if days is not None and not (days.isascii() and days.isdigit()):
        raise pytest.UsageError(f"--stale 后面写天数，例如 --stale=30，不能写“{days}”")
    return Renewal(
        stale_days=None if days is None else int(days),
        open=config.getoption("--open"),
        since_change=config.getoption("--since-change"),
    )


def _usual_authorisation(config: pytest.Config) -> Path | None:
    file = config.rootpath / AUTHORISATION
    return file if file.is_file() else None


def _refuse_loose_folders(config: pytest.Config) -> None:
    """pytest takes what stands after a blank for a place of tests; one elsewhere makes it leave this project."""
    here = config.invocation_params.dir
    for name, value in pairwise(map(str, config.invocation_params.args)):
        place = (here / value).resolve()
        loose = (name in _OF_FOLDERS and place.is_dir()) or (name in _OF_FILES and place.is_file())
        if loose and not place.is_relative_to(here.resolve()):
            raise pytest.UsageError(f"请用等号连写：{name}={value}")


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


# ── its items ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Spare Python the search for garbage: all that a collection makes lives until the end of the run."""
    with no_garbage_collection():
        result = yield
        gc.freeze()
    return result


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    check = metafunc.config.stash[RUN].selection.check_of_test.get(metafunc.function.__name__)
    if check is None or "matter" not in metafunc.fixturenames:
        return
    names = ("matter",) if check.per is Per.MATTER else ("matter", "identity")
    metafunc.parametrize(names, _parameters(metafunc.config, check))


def _parameters(config: pytest.Config, check: Check) -> Sequence[pytest.ParameterSet]:
    """The matters, or each with its identities, for all checks of one point: their ids and the marker are the same."""
    known = config.stash.setdefault(PARAMETERS, {})
    if (check.per, check.point) not in known:
        known[check.per, check.point] = _make_parameters(config, check.per, getattr(pytest.mark, check.point))
    return known[check.per, check.point]


def _make_parameters(config: pytest.Config, per: Per, mark: pytest.MarkDecorator) -> list[pytest.ParameterSet]:
    if REFUSED in config.stash:  # an inventory that was refused is not read again
        return []
    try:
        matters = _selected(config)
    except pytest.UsageError as error:
        config.stash[REFUSED] = error
        return []
    if per is Per.MATTER:
        return [pytest.param(matter, id=matter.code, marks=mark) for matter in matters]
    return [
        pytest.param(matter, identity, id=f"{matter.code}-{_IDS[identity]}", marks=mark)
        for matter in matters
        for identity in config.stash[RUN].selection.identities(matter)
    ]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """All checks of a matter together, in the order a person would make them: look, log in, apply.

    A replay runs what the recorded run had run, so that it ends in the same ledger; a run that goes on with an earlier
    one runs what that has not concluded.
    """
    if REFUSED in config.stash:
        raise config.stash[REFUSED]
    if not any(map(check_of, items)):
        return
    run = config.stash[RUN]
    matters = {matter.code: number for number, matter in enumerate(_selected(config))}
    identities = {identity: number for number, identity in enumerate((None, *Identity))}
    _note_sources(config, {item.path for item in items if check_of(item) is not None})
    if run.options.resume:
        run.note_changes()
    stages = {check.name: min(map(list(Need).index, check.needs)) for check in run.selection.checks}
    placed: list[tuple[tuple[int, int, int], pytest.Item]] = []
    left_out: list[pytest.Item] = []
    tests = _TestOfEach()
    for item in items:
        check = check_of(item)
        if check is None:
            placed.append(((-1, 0, 0), item))
            continue
        matter, identity = subject_of(item)
        if not is_worker(config):  # what a worker raises is no error of usage; the main process looks at its ids
            try:
                tests.add(check, matter.code, identity, item.nodeid)
            except pytest.UsageError:
                items.clear()  # collection ends as usual, and must find nothing to prepare for
                raise
        place = (matters[matter.code], identities[identity], stages[check.name])
        if run.selection.is_left_out(check.name, matter.code, identity):
            left_out.append(item)
        else:
            placed.append((place, item))
    if not placed and run.options.resume:  # died while it wrote its pages: they come of a run
        placed.append(((0, 0, 0), left_out.pop()))
    placed.sort(key=itemgetter(0))
    items[:] = [item for _, item in placed]
    if left_out:
        config.hook.pytest_deselected(items=left_out)


class _TestOfEach:
    """Of one check, one test for each matter and identity: of two findings the later would hide the earlier."""

    def __init__(self) -> None:
        self._firsts: dict[tuple[str, str, Identity | None], str] = {}

    def add(self, check: Check, code: str, identity: Identity | None, nodeid: str) -> None:
        """Raise UsageError if there is one already."""
        first = self._firsts.setdefault((check.name, code, identity), nodeid)
        if first is not nodeid:
            raise pytest.UsageError(
                f"检查“{check.name}”对同一事项有两个测试，后一个的结论会盖住前一个：{first} 和 {nodeid}。"
                "请合成一个测试函数，或者给另一个检查另取名称，在 checks.yaml 中另写一行"
            )


def pytest_collection_finish(session: pytest.Session) -> None:
    config = session.config
    if not is_worker(config) and not config.option.collectonly and any(map(check_of, session.items)):
        _prepare(config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """The main process learns what its workers will run, before they begin."""
    config: pytest.Config = node.config
    run = config.stash[RUN]
    if config.option.collectonly or run.is_prepared:
        return
    tests, has_checks = _TestOfEach(), False
    for nodeid in ids:
        if (parsed := parse(run, nodeid)) is not None:
            tests.add(*parsed, nodeid)
            run.check_sources.add(config.rootpath / nodeid.partition("::")[0])
            has_checks = True
    if has_checks:
        _prepare(config)


def _selected(config: pytest.Config) -> tuple[Matter, ...]:
    run = config.stash[RUN]
    list_of_mistakes = run.options.report.with_name(LIST_OF_MISTAKES)
    try:
        matters = run.selection.matters
    except InventoryError as error:
        raise pytest.UsageError(_tell(error, list_of_mistakes)) from error
    except (SelectionError, SampleError) as error:
        raise pytest.UsageError(str(error)) from error
    with suppress(OSError):  # so that nobody goes on mending what is mended
        list_of_mistakes.unlink(missing_ok=True)
    if not matters:
        if run.options.spot_check:
            raise pytest.UsageError(f"{run.options.spot_check}：抽中的事项都不在清单 {run.options.inventory} 中")
        raise pytest.UsageError("所选范围内没有事项：请检查 --identity、--region、--department、--matter、--method")
    return matters


def _tell(error: InventoryError, file: Path) -> str:
    """Return the mistakes as far as they fit on a screen; if there are more, all of them are written into the file."""
    more = len(error.errors) - MISTAKES_SHOWN
    if more > 0:
        with suppress(OSError):  # a folder that nobody may write into must not hide them
            file.write_text(f"{error}\n", encoding="utf-8-sig")
            return f"{error.listed(MISTAKES_SHOWN)}\n……另有 {more} 处，全部写在 {file}"
    return str(error)


def _prepare(config: pytest.Config) -> None:
    run = config.stash[RUN]
    _note_sources(config, run.check_sources)
    try:
        run.prepare()
    except (FolderInUseError, ProfileError, AuthorisationError, NothingToResumeError, LastRunUnusable) as error:
        raise pytest.UsageError(str(error)) from error
    except OSError as error:
        raise pytest.UsageError(
            f"无法准备报告目录 {run.options.report}：{error}。请关闭已打开的台账文件，并检查磁盘空间和写入权限"
        ) from error
    reporter: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    words = (run.access.estimate(run.selection.journeys), _changes_in_words(run), _kept_in_words(run))
    for line in filter(None, words):
        if reporter is not None:
            reporter.write_line(line)


def _changes_in_words(run: Run) -> str:
    changed = "、".join(run.changes)
    return (
        f"上次自查开始以后有改动：{changed}；已有的结论依据留存的证据重新判定，已取证的页面不再访问" if changed else ""
    )


def _kept_in_words(run: Run) -> str:
    if not run.options.renewal:
        return ""
    chosen = len(run.selection.matters)
    kept = len(run.selection.kept)
    return f"重新查 {chosen - kept} 个事项，其余 {kept} 个依据上次自查留存的证据判定"


def _note_sources(config: pytest.Config, sources: Iterable[Path]) -> None:
    """Note the files that checks are collected from, and what stands beside them."""
    beside = {folder / "conftest.py" for source in sources for folder in source.parents}
    own = {file for file in beside if file.is_relative_to(config.rootpath)}
    config.stash[RUN].check_sources |= {*sources, config.rootpath / "checks.yaml", *own}


def check_of(item: pytest.Item) -> Check | None:
    """The check an item runs, None for tests that are none."""
    callspec = getattr(item, "callspec", None)
    if callspec is None or not isinstance(item, pytest.Function):
        return None
    if not isinstance(callspec.params.get("matter"), Matter):
        return None
    return item.config.stash[RUN].selection.check_of_test.get(item.originalname)


def subject_of(item: pytest.Item) -> tuple[Matter, Identity | None]:
    params: dict[str, Any] = item.callspec.params  # type: ignore[attr-defined]  # only parametrised items are checks
    return params["matter"], params.get("identity")


def parse(run: Run, nodeid: str) -> tuple[Check, str, Identity | None] | None:
    """Check, 实施编码 and identity of a node id: all that is known of a test whose process died."""
    parts = _NODE.search(nodeid)
    check = run.selection.check_of_test.get(parts["test"]) if parts else None
    if parts is None or check is None:
        return None
    return check, parts["code"], next((identity for identity, word in _IDS.items() if word == parts["who"]), None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.config.stash[RECORDS].clear()  # a test that is run again looks anew as well
    if (check := check_of(item)) is not None and (reason := out_of_reach(check, subject_of(item)[0])) is not None:
        raise reason
