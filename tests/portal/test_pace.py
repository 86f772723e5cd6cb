"""The polite pace, with a clock that the tests turn: one interval a host, for everybody on the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from filelock import FileLock, Timeout

from tests.support.tab import keeper_of
from tests.support.terms import terms_of
from zicha.inspection.run import now
from zicha.model.matter import Identity
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.pace import Pace
from zicha.portal.live.visitor import Visitor
from zicha.portal.profile import load_profile

PAGE = "https://portal.example/portal/guide/1"
PROFILE = load_profile("demo", "https://portal.example")


class Clock:
    """Stands still until somebody sleeps, or until a test turns it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pace"


def visitor(folder: Path, clock: Clock) -> Pace:
    """The pace of one identity, or of one process: nothing but the folder is shared."""
    return Pace(2, folder, clock, clock.sleep)


def test_two_identities_keep_one_pace_at_a_host(folder: Path, clock: Clock) -> None:
    person, legal_person = visitor(folder, clock), visitor(folder, clock)
    person(PAGE)
    legal_person(PAGE)
    clock.now += 0.5
    person(PAGE)
    assert clock.slept == [0, 2, 1.5]


def test_another_process_keeps_it_too(folder: Path, clock: Clock) -> None:
    program = (
        "import sys; from pathlib import Path; from zicha.portal.live.pace import Pace\n"
        f"Pace(2, Path(sys.argv[1]), lambda: {clock.now}, lambda seconds: None)(sys.argv[2])"
    )
    subprocess.run([sys.executable, "-c", program, str(folder), PAGE], check=True)
    clock.now += 0.5
    visitor(folder, clock)(PAGE)
    assert clock.slept == [1.5]


@pytest.mark.parametrize(
    ("address", "wait"),
    [
        ("https://portal.example:8443/other", 2),
        ("https://PORTAL.example/", 2),
        ("https://department.example/", 0),
        ("https://[2001:db8::1]/", 0),
    ],
)
def test_a_host_is_one_whatever_its_port_and_page(address: str, wait: float, folder: Path, clock: Clock) -> None:
    visitor(folder, clock)(PAGE)
    visitor(folder, clock)(address)
    assert clock.slept == [0, wait]


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/", "http://localhost/", "http://[::1]/", "about:blank"])
def test_this_machine_needs_no_pace(address: str, folder: Path, clock: Clock) -> None:
    visitor(folder, clock)(address)
    visitor(folder, clock)(address)
    assert clock.slept == []


def test_a_profile_without_an_interval_waits_for_nobody(folder: Path, clock: Clock) -> None:
    Pace(0, folder, clock, clock.sleep)(PAGE)
    assert not folder.exists()


def test_who_waits_holds_the_turn(folder: Path, clock: Clock) -> None:
    """So that the third one waits after the second, and not beside them."""

    def sleep(seconds: float) -> None:
        (lock,) = folder.glob("*.lock")
        with pytest.raises(Timeout):
            FileLock(lock, timeout=0).acquire()
        clock.sleep(seconds)

    visitor(folder, clock)(PAGE)
    Pace(2, folder, clock, sleep)(PAGE)
    assert clock.slept == [0, 2]


@pytest.mark.parametrize(("turn", "wait"), [(-500, 2), (1e9, 0)], ids=["restarted", "long ago"])
def test_a_clock_that_began_anew_costs_one_interval_at_most(
    turn: float, wait: float, folder: Path, clock: Clock
) -> None:
    visitor(folder, clock)(PAGE)
    clock.now += turn
    visitor(folder, clock)(PAGE)
    assert clock.slept == [0, wait]


@pytest.mark.parametrize("text", ["", "12x"])
def test_a_file_that_was_cut_off_costs_one_interval(text: str, folder: Path, clock: Clock) -> None:
    visitor(folder, clock)(PAGE)
    (file,) = folder.glob("*.last")
    file.write_text(text, encoding="ascii")
    visitor(folder, clock)(PAGE)
    assert clock.slept == [0, 2]


def test_a_page_that_another_host_served_counts_there(folder: Path, clock: Clock) -> None:
    """The portal hands over to a department's system: the next click there waits."""
    pace, browser = visitor(folder, clock), MagicMock()
    tab = BrowserTab(browser, PROFILE.limits, now, pace)
    browser.url = "https://department.example/form"
    tab.go(PAGE, "跳转")
    visitor(folder, clock)("https://department.example/form?step=2")
    assert clock.slept == [0, 0, 2]


def test_the_portals_home_page_is_a_page(folder: Path, clock: Clock) -> None:
    """Asked for after a failure, it must not come closer to it than any other page."""
    asking = Visitor(MagicMock(), {}, terms_of(PROFILE), Identity.PERSON, visitor(folder, clock), keeper_of(PROFILE))
    visitor(folder, clock)(PAGE)
    assert asking.portal_is_up()
    assert clock.slept == [0, 2]


class TestWithoutTheFolder:
    """Where nothing can be shared, every page is waited for the whole interval."""

    def test_a_file_stands_there(self, folder: Path, clock: Clock) -> None:
        folder.touch()
        visitor(folder, clock)(PAGE)
        assert clock.slept == [2]

    def test_a_link_leads_elsewhere(self, folder: Path, clock: Clock, tmp_path: Path) -> None:
        (tmp_path / "theirs").mkdir()
        folder.symlink_to(tmp_path / "theirs")
        visitor(folder, clock)(PAGE)
        assert clock.slept == [2]
        assert list((tmp_path / "theirs").iterdir()) == []

    def test_the_folder_is_somebody_elses(self, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        monkeypatch.setattr("os.getuid", lambda: folder.stat().st_uid + 1)
        visitor(folder, clock)(PAGE)
        assert clock.slept == [2]
        assert list(folder.iterdir()) == []

    def test_a_lock_never_comes_free(self, folder: Path, clock: Clock) -> None:
        Pace(0.001, folder, clock, clock.sleep)(PAGE)
        (lock,) = folder.glob("*.lock")
        with FileLock(lock):
            Pace(0.001, folder, clock, clock.sleep)(PAGE)
        assert clock.slept == [0, 0.001]
