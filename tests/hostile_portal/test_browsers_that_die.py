"""A page that blocks, a renderer, a browser or a driver that dies costs one fact at most, and the next one is seen."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hostile_portal.server import HostilePortal, Visit, hostile_portal
from tests.support.live_portals import LIMITS, recorded
from tests.support.matters import make_matter
from zicha.documents.reader import DocumentReader
from zicha.inspection.driver import Driver
from zicha.inspection.run import now
from zicha.inspection.settings import settings_of
from zicha.model.facts.records import Record
from zicha.model.matter import Identity
from zicha.portal.live.observer import LiveObserver
from zicha.portal.live.steady import Sessions, SteadyObservers
from zicha.portal.live.terms import Terms
from zicha.portal.live.watchdog import Watchdog, watchdog_of
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile, load_profile
from zicha.portal.recorded import RecordedPortal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
ACCOUNT = {"tab": "个人登录", "user": "ceshi", "password": "Geheim-1"}
SEEN, BLOCKING, LATER = (
    make_matter(["自然人"], code=f"1141020000519736{number}E3000119001000", method="测试件").model_copy(
        update={"page_id": page}
    )
    for number, page in enumerate(("form-system", "blocking", "form-own"))
)
"""A page for each; the second one blocks."""


@pytest.fixture(scope="module")
def site() -> Iterator[HostilePortal]:
    with hostile_portal() as portal:
        yield portal


@pytest.fixture(scope="module")
def profile(site: HostilePortal) -> Profile:
    pages = {"home": "/", "guide": "/guide/{page_id}", "login": "/login/form", "cases": "/cases"}
    return Profile.model_validate(
        load_profile("demo", site.address).model_dump()
        | {"pages": pages, "accounts": {Identity.PERSON: ACCOUNT}, "limits": LIMITS.model_copy(update={"page": 3})}
    )


class Inspector:
    """Looks at the portal as a run does, in one browser after another."""

    def __init__(self, profile: Profile, folder: Path) -> None:
        self._profile = profile
        self._driver = Driver(given=None)
        self._documents = DocumentReader()
        self.browsers = 0
        self._observers = SteadyObservers(self._begin)
        self.portal: RecordedPortal = recorded(folder, self._observers, profile)

    def _begin(self, sessions: Sessions) -> tuple[LiveObserver, Watchdog]:
        self.browsers += 1
        browser = self._driver.launch({}, ["127.0.0.1"])
        thresholds = settings_of(self._profile, "hostile").thresholds
        watchdog = watchdog_of(browser, 5)
        self._live = live = LiveObserver(
            browser, {}, Terms(self._profile, thresholds, Permission(), now), self._documents.read, None, sessions
        )
        return live, watchdog

    @property
    def memory(self) -> int:
        """Bytes that the last browser holds."""
        return self._live.memory()

    def close(self) -> None:
        self._observers.close()
        self._driver.stop()
        self._documents.close()


Look = Callable[[Inspector], list[Record]]


@pytest.fixture
def inspect(profile: Profile, tmp_path: Path) -> Iterator[Callable[[Look], tuple[list[Record], int]]]:
    """Take looks with drivers of this test's own, which needs a thread of its own; return how many browsers it took."""

    def run(look: Look) -> tuple[list[Record], int]:
        inspector = Inspector(profile, tmp_path)
        try:
            return look(inspector), inspector.browsers
        finally:
            inspector.close()

    with ThreadPoolExecutor(1) as thread:
        yield lambda look: thread.submit(run, look).result()


def _processes(mark: str) -> set[int]:
    """Return the ids of the processes below this one in whose command a mark stands."""
    parents: dict[int, int] = {}
    marked = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            number = int(folder.name)
            parents[number] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if mark in (folder / "cmdline").read_text():
                marked.add(number)

    def is_ours(number: int) -> bool:
        return number == os.getpid() or (number in parents and is_ours(parents[number]))

    return set(filter(is_ours, marked))


def _killer(mark: str, path: str, how: int = signal.SIGKILL) -> Callable[[Visit], None]:
    """Kill the processes with a mark that were not there before, once, when a page is asked for."""
    before, done = _processes(mark), list[str]()

    def kill(visit: Visit) -> None:
        if visit.path == path and not done:
            done.append(path)
            for process in _processes(mark) - before:
                with suppress(ProcessLookupError):
                    os.kill(process, how)

    return kill


def test_a_page_that_blocks_costs_its_fact(inspect: Callable[[Look], tuple[list[Record], int]]) -> None:
    def look(inspector: Inspector) -> list[Record]:
        portal = inspector.portal
        return [portal.guide(SEEN), portal.guide(BLOCKING), portal.application(LATER, Identity.PERSON)]

    (before, blocking, later), browsers = inspect(look)
    assert (before.failure, later.failure) == ("", "")
    assert blocking.fact is None
    assert blocking.failure == "打开页面时浏览器失去响应，已换用新的浏览器"
    assert browsers == 2, "logged in again in the second"


@pytest.mark.parametrize(
    ("mark", "path"),
    [("--type=renderer", "/form/own"), ("--remote-debugging-pipe", "/guide/form-own"), ("run-driver", "/session")],
)
def test_what_was_looked_at_is_looked_at_again(
    mark: str, path: str, site: HostilePortal, inspect: Callable[[Look], tuple[list[Record], int]]
) -> None:
    site.on_visit = _killer(mark, path)

    def look(inspector: Inspector) -> list[Record]:
        portal = inspector.portal
        return [portal.guide(LATER), portal.login(Identity.PERSON), portal.application(LATER, Identity.PERSON)]

    records, browsers = inspect(look)
    assert [record.failure for record in records] == ["", "", ""]
    assert browsers == 2


def test_a_driver_that_stands_still_costs_its_fact(
    site: HostilePortal, inspect: Callable[[Look], tuple[list[Record], int]]
) -> None:
    site.on_visit = _killer("run-driver", "/guide/form-own", signal.SIGSTOP)

    def look(inspector: Inspector) -> list[Record]:
        still = inspector.portal.guide(LATER)
        later = inspector.portal.guide(SEEN)
        assert 20_000_000 < inspector.memory < 1_500_000_000
        return [still, later]

    (still, later), browsers = inspect(look)
    assert still.failure == "打开页面时浏览器失去响应，已换用新的浏览器"
    assert (later.failure, browsers) == ("", 2)


def test_nothing_is_handed_in_twice(site: HostilePortal, inspect: Callable[[Look], tuple[list[Record], int]]) -> None:
    site.visits.clear()
    site.on_visit = _killer("--remote-debugging-pipe", "/submit")
    (record,), _ = inspect(lambda inspector: [inspector.portal.submission(LATER, Identity.PERSON)])
    assert record.failure == "浏览器意外退出，已换用新的浏览器"
    assert [visit.path for visit in site.visits].count("/submit") == 1
