"""A host that says that it is busy is left alone, longer each time; and nobody asks for more pages than a day has."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from filelock import FileLock

from tests.portal.test_pace import PAGE, PROFILE, Clock
from tests.support.tab import FakeTab, keeper_of, look
from tests.support.terms import terms_of
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.live.look import Look
from zicha.portal.live.outages import Outages
from zicha.portal.live.pace import Pace, seconds_of
from zicha.portal.live.visitor import Visitor

BUSY, FINE = look("系统繁忙，请稍后再试", PAGE), look("办事指南\n事项名称 取水许可审批", PAGE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(tmp_path: Path, clock: Clock) -> Pace:
    return Pace(2, tmp_path / "pace", clock, clock.sleep)


def test_the_pause_grows_until_a_page_is_served(pace: Pace, clock: Clock) -> None:
    for _ in range(4):
        pace.slow_down(PAGE)
        pace.slow_down(PAGE)  # another worker, who has asked at the same time
        pace(PAGE)
        clock.now += 5
    assert [pause for pause in clock.slept if pause] == [30, 60, 120, 240]
    pace.slow_down(PAGE)
    with pytest.raises(Uncheckable, match="约 8 分钟以后"):
        pace(PAGE)
    clock.now += 480
    pace(PAGE)
    pace.go_on(PAGE)
    pace.slow_down(PAGE)
    pace(PAGE)
    assert clock.slept[-2:] == [30, 0]


def test_a_host_says_for_how_long(pace: Pace, clock: Clock) -> None:
    pace.slow_down(PAGE, 75)
    pace("https://department.example/")
    assert sum(clock.slept) == 0, "of that host alone"
    pace(PAGE)
    assert sum(clock.slept) == 75


def test_anybody_may_ask_how_long_a_pause_still_is(tmp_path: Path, pace: Pace, clock: Clock) -> None:
    other = Pace(2, tmp_path / "pace", clock, clock.sleep)
    assert other.pause_left(PAGE) == 0
    pace.slow_down(PAGE, 75)
    clock.now += 5
    assert other.pause_left(PAGE) == 70
    assert other.pause_left("https://department.example/") == 0
    clock.now += 75
    assert other.pause_left(PAGE) == 0


def test_nobody_waits_for_an_hour(pace: Pace, clock: Clock) -> None:
    pace.slow_down(PAGE, 3600)
    with pytest.raises(Uncheckable, match="约 60 分钟以后"):
        pace(PAGE)
    clock.now += 3600
    pace(PAGE)
    assert sum(clock.slept) == 0


def test_another_process_keeps_the_pause(tmp_path: Path, pace: Pace, clock: Clock) -> None:
    program = (
        "import sys; from pathlib import Path; from zicha.portal.live.pace import Pace\n"
        f"Pace(2, Path(sys.argv[1]), lambda: {clock.now}, lambda seconds: None).slow_down(sys.argv[2])"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "pace"), PAGE], check=True)
    pace(PAGE)
    assert clock.slept == [30, 0]


def test_a_day_has_so_many_pages(tmp_path: Path, clock: Clock) -> None:
    days: Iterator[date] = iter([date(2026, 11, 30)] * 3 + [date(2026, 12, 1)])
    pace = Pace(2, tmp_path / "pace", clock, clock.sleep, pages_a_day=2, today=lambda: next(days))
    pace(PAGE)
    pace(PAGE)
    with pytest.raises(Uncheckable, match=r"今天已经访问 portal\.example 2 页，达到每日上限"):
        pace(PAGE)
    pace(PAGE)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Mon, 30 Nov 2026 08:01:30 GMT", 90.0),
        ("Mon, 30 Nov 2026 07:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-3", None),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    moment = datetime.fromisoformat("2026-11-30T16:00:00+08:00")
    assert seconds_of(text, moment) == seconds


class TestVisitor:
    """What comes of a page that says that its host is busy."""

    def visit(self, pace: Pace, page: Look, status: int = 200, retry_after: str = "") -> Visitor:
        tab = FakeTab(page, status=status)
        tab.retry_after = retry_after
        visitor = Visitor(MagicMock(), {}, terms_of(PROFILE), Identity.PERSON, pace, keeper_of(PROFILE), Outages(0))
        visitor.tab = tab
        return visitor

    def test_it_is_left_alone_for_as_long_as_it_says(self, pace: Pace, clock: Clock) -> None:
        with pytest.raises(Uncheckable, match="门户限制访问频率"):
            self.visit(pace, BUSY, status=429, retry_after="45").open(PAGE, "打开办事指南")
        pace(PAGE)
        assert sum(clock.slept) == 45

    def test_it_is_left_alone_in_vain(self, pace: Pace, clock: Clock) -> None:
        with pytest.raises(Uncheckable, match="HTTP 502"):
            self.visit(pace, FINE, status=502).open(PAGE, "打开办事指南")
        pace(PAGE)
        assert sum(clock.slept) == 30

    def test_it_serves_pages_again(self, pace: Pace, clock: Clock) -> None:
        pace.slow_down(PAGE)
        self.visit(pace, FINE).open(PAGE, "打开办事指南")
        pace.slow_down(PAGE)
        pace(PAGE)
        assert sum(clock.slept) == 30

    def test_on_this_machine_nobody_waits(self, pace: Pace, clock: Clock) -> None:
        here = look("系统繁忙，请稍后再试", "http://127.0.0.1:8000/")
        with pytest.raises(Uncheckable, match="门户限制访问频率"):
            self.visit(pace, here).open("http://127.0.0.1:8000/", "打开办事指南")
        pace("http://127.0.0.1:8000/")
        assert clock.slept == []


class SharedClock:
    """Stands in a file, so that all processes have the same one."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._file.write_text("1000.0")

    def __call__(self) -> float:
        return self.turn(0)

    def turn(self, seconds: float) -> float:
        with FileLock(self._file.with_suffix(".lock")):
            at = float(self._file.read_text()) + seconds
            self._file.write_text(repr(at))
            return at

    def sleep(self, seconds: float) -> None:
        self.turn(seconds)


def _visit_ten_pages(folder: Path, clock: SharedClock) -> None:
    pace = Pace(2, folder / "pace", clock, clock.sleep)
    for _ in range(10):
        pace(PAGE)
        with (folder / "served").open("a") as served:
            served.write(f"{clock()}\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be copied there")
def test_four_processes_together_keep_the_rate(tmp_path: Path) -> None:
    """40 pages take 39 intervals by a clock that all of them share."""
    clock, copies = SharedClock(tmp_path), multiprocessing.get_context("fork")
    processes = [copies.Process(target=_visit_ten_pages, args=(tmp_path, clock)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    served = sorted(map(float, (tmp_path / "served").read_text().split()))
    assert len(served) == 40
    assert served[-1] - 1000.0 == pytest.approx(39 * 2, rel=0.05)


def test_a_day_is_no_longer(pace: Pace) -> None:
    """Whatever a host says."""
    pace.slow_down(PAGE, timedelta(days=400).total_seconds())
    with pytest.raises(Uncheckable, match="约 1440 分钟以后"):
        pace(PAGE)
