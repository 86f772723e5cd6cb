"""Which checks run on which matters: the hooks of a session that inspects, up to the moment when its first test begins.

A test function is a check when its name stands in the catalogue: catalogue/checks.yaml, or checks.yaml in the project's
own folder. Everything here is inert for tests that are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from zicha.catalogue.checks import CatalogueError, Check, Need, Per
from zicha.catalogue.form import ledger_form
from zicha.fixtures import RUN
from zicha.inspection.run import EMBEDDED, Options, Run
from zicha.inventory import InventoryError, SelectionError
from zicha.judging.findings import out_of_reach
from zicha.model.choices import Identity
from zicha.model.matter import Matter
from zicha.portal.profile import ProfileError

pytest_plugins = ("zicha.fixtures", "zicha.reporting")
REFUSED = pytest.StashKey[pytest.UsageError]()
"""Why no matter can be chosen; said once collection is over, as an error of usage and not of each file."""

_IDS = {Identity.PERSON: "person", Identity.LEGAL_PERSON: "legal"}
_NODE = re.compile(r"::(?P<test>test_\w+)\[(?:.*-)?(?P<code>[0-9A-Z]{12,36})(?:-(?P<who>person|legal))?(?:-.*)?\]$")
"""A suite may add parameters of its own, before or behind."""


# ── the run ──────────────────────────────────────────────────────────────────────────────────────────────────────


def pytest_configure(config: pytest.Config) -> None:
    for point in ledger_form().points:
        config.addinivalue_line("markers", f"{point.key}: {point.title}")
    config.stash[RUN] = run = Run(_options(config))
    try:
        run.checks  # noqa: B018  # a mistake in them is told before anything else
    except CatalogueError as error:
        raise pytest.UsageError(str(error)) from error


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
        portal=option("--portal") or EMBEDDED,
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


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


# ── its items ────


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
    if (check := check_of(item)) is not None:
        item.add_marker(check.point)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """All checks of a matter together, in the order a person would make them: look, log in, apply."""
    if REFUSED in config.stash:
        raise config.stash[REFUSED]
    if not any(map(check_of, items)):
        return
    order = {matter.code: number for number, matter in enumerate(_selected(config))}
    stages, identities = list(Need), [None, *Identity]

    def place(item: pytest.Item) -> tuple[int, int, int]:
        check = check_of(item)
        if check is None:
            return (-1, 0, 0)
        matter, identity = subject_of(item)
        return (order[matter.code], identities.index(identity), min(stages.index(need) for need in check.needs))

    items.sort(key=place)
    if not is_worker(config):  # what a worker raises is no error of usage; the main process looks at its ids
        try:
            _refuse_two_for_one(
                (check, matter.code, identity, item.nodeid)
                for item in items
                if (check := check_of(item)) is not None
                for matter, identity in [subject_of(item)]
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
        check = check_of(item)
        if check is None:
            return True
        matter, identity = subject_of(item)
        return (check.name, matter.code, identity) in recorded

    left_out = [item for item in items if not was_run(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if was_run(item)]


def pytest_collection_finish(session: pytest.Session) -> None:
    config = session.config
    if not is_worker(config) and not config.option.collectonly and any(map(check_of, session.items)):
        _prepare(config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """The main process learns what its workers will run, before they begin."""
    config: pytest.Config = node.config
    run = config.stash[RUN]
    if config.option.collectonly or run.prepared:
        return
    parsed = [(*found, nodeid) for nodeid in ids if (found := parse(run, nodeid)) is not None]
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


def check_of(item: pytest.Item) -> Check | None:
    """The check an item runs, None for tests that are none."""
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return None
    if not isinstance(item.callspec.params.get("matter"), Matter):
        return None
    return item.config.stash[RUN].check_of_test.get(item.originalname)


def subject_of(item: pytest.Item) -> tuple[Matter, Identity | None]:
    params: dict[str, Any] = item.callspec.params  # type: ignore[attr-defined]  # only parametrised items are checks
    return params["matter"], params.get("identity")


def parse(run: Run, nodeid: str) -> tuple[Check, str, Identity | None] | None:
    """Check, 实施编码 and identity of a node id: all that is known of a test whose process died."""
    found = _NODE.search(nodeid)
    check = run.check_of_test.get(found["test"]) if found else None
    if found is None or check is None:
        return None
    return check, found["code"], next((identity for identity, word in _IDS.items() if word == found["who"]), None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if (check := check_of(item)) is not None and (reason := out_of_reach(check, subject_of(item)[0])) is not None:
        raise reason
