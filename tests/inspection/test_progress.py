"""How far a run has come, in words, and the line at the bottom of a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any, TextIO

import pytest

from tests.support.findings import STARTED
from tests.support.terminals import open_terminal
from zicha.inspection.bottom_line import bottom_line, can_show, cut
from zicha.inspection.progress import Progress, ProgressDisplay
from zicha.model.finding import Verdict

NAMES = {"A": "取水许可审批", "B": "社会团体成立登记"}
TESTS = {"a1": "A", "a2": "A", "b1": "B", "b2": "B"}


class Clock:
    """Shows the time that a test sets."""

    def __init__(self) -> None:
        self.at = STARTED

    def __call__(self) -> Any:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(clock: Clock) -> Progress:
    return Progress(TESTS, NAMES, clock)


class TestWords:
    def test_at_the_beginning(self, progress: Progress) -> None:
        progress.begin("a1")
        assert progress.line() == "已查完 0/2 个事项，发现问题 0 处，正在查：取水许可审批"

    def test_after_a_matter_it_knows_how_long_the_others_take(self, progress: Progress, clock: Clock) -> None:
        for test in ("a1", "a2"):
            progress.begin(test)
            progress.end(test)
        progress.count(Verdict.PROBLEM, 2)
        progress.count(Verdict.UNCHECKED, 0)
        progress.count(Verdict.KNOWN_PROBLEM, 1)
        progress.begin("b1")
        clock.at += timedelta(minutes=7)
        assert progress.line() == (
            "已查完 1/2 个事项，发现问题 2 处，未能核查 1 项，约剩 7 分钟，正在查：社会团体成立登记"
        )

    def test_while_the_portal_wants_to_be_left_alone(self, progress: Progress) -> None:
        assert "门户要求暂停，09:01:30 继续" in progress.line(pause=90)

    def test_at_the_end(self, progress: Progress) -> None:
        for test in ("a1", "a2", "b1", "b2", "b2", "of another suite"):
            progress.begin(test)
            progress.end(test)
        assert progress.line() == "已查完 2/2 个事项，发现问题 0 处，正在复核首次没有查成或结果异常的检查"

    def test_before_anything_is_collected(self, clock: Clock) -> None:
        assert Progress({}, {}, clock).line() == ""


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [("已查完 1/2", 10, "已查完 1/2"), ("已查完 1/2", 9, "已查完 …"), ("已查完", 5, "已…"), ("", 5, "")],
)
def test_a_line_is_cut_by_the_columns_it_takes(text: str, columns: int, shown: str) -> None:
    assert cut(text, columns) == shown


@contextmanager
def terminal(rows: int) -> Iterator[tuple[TextIO, int]]:
    """Yield a terminal to write to, and where to read what was written."""
    reading, writing = open_terminal(rows)
    with open(writing, "w", encoding="utf-8") as stream:  # noqa: PTH123  # of a descriptor
        yield stream, reading
    os.close(reading)


class TestTerminal:
    def test_all_else_scrolls_above_the_line_and_nothing_is_left_of_it(self) -> None:
        with terminal(rows=24) as (stream, reading):
            with bottom_line(stream, lambda: "已查完 1/2"):
                shown = os.read(reading, 1000).decode()
                while "已查完" not in shown:
                    shown += os.read(reading, 1000).decode()
                print("dots", file=stream, flush=True)
            while not shown.endswith("\x1b[J"):
                shown += os.read(reading, 1000).decode()
        assert shown.startswith("\x1bD\x1b[A\x1b7\x1b[1;23r\x1b8")
        assert "\x1b7\x1b[24;1H\x1b[0;7m已查完 1/2\x1b[0m\x1b[K\x1b8" in shown
        assert "dots\r\n" in shown
        assert shown.endswith("\x1b7\x1b[r\x1b8\x1b[J")

    def test_a_closed_terminal_ends_nothing(self) -> None:
        with terminal(rows=24) as (stream, reading), bottom_line(stream, lambda: "已查完 1/2"):
            os.dup2(os.open(os.devnull, os.O_RDWR), reading)

    def test_nothing_is_drawn_without_a_text(self) -> None:
        with terminal(rows=24) as (stream, reading):
            with bottom_line(stream, str):
                pass
            os.set_blocking(reading, False)
            with pytest.raises(BlockingIOError):
                os.read(reading, 1000)

    def test_where_it_can_be_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")
        with terminal(rows=24) as (high, _), terminal(rows=3) as (low, _):
            assert can_show(high)
            assert not can_show(low)
            assert not can_show(StringIO())
            monkeypatch.setenv("TERM", "dumb")
            assert not can_show(high)


@pytest.mark.parametrize(("verbose", "lines"), [(-1, 2), (0, 2), (1, 2), (-2, 0)])
def test_elsewhere_a_line_is_written_every_few_minutes(
    verbose: int, lines: int, clock: Clock, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    reporter = pytest.TerminalReporter(pytestconfig, written)
    config: Any = SimpleNamespace(
        option=SimpleNamespace(collectonly=False, usepdb=False, verbose=verbose),
        pluginmanager=SimpleNamespace(get_plugin=lambda name: reporter),
    )
    matters = [SimpleNamespace(code=code, name=name) for code, name in NAMES.items()]
    run: Any = SimpleNamespace(clock=clock, selection=SimpleNamespace(matters=matters), is_prepared=False)
    display = ProgressDisplay(config, run, TESTS.get)
    display.pytest_xdist_node_collection_finished(["no check", *TESTS])
    loop = display.pytest_runtestloop()
    next(loop)
    for test in TESTS:
        display.pytest_runtest_logstart(test)
        clock.at += timedelta(minutes=3)
        report: Any = SimpleNamespace(nodeid=test, when="teardown", outcome="passed")
        display.pytest_runtest_logreport(report)
    assert written.getvalue().count("个事项") == lines
