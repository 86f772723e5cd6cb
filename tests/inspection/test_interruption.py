"""What a process of a run does on a signal: the first ends the tests, none tears what is being written."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from zicha.inspection.interruption import Interruption

SIGNALS = [signal.SIGINT, signal.SIGTERM]


@pytest.fixture
def messages() -> list[str]:
    return []


@pytest.fixture
def interruption(messages: list[str]) -> Iterator[Interruption]:
    before = [signal.getsignal(each) for each in SIGNALS]
    interruption = Interruption()
    interruption.watch(lambda: messages.append("请稍候"))
    yield interruption
    interruption.release()
    assert [signal.getsignal(each) for each in SIGNALS] == before


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_ends_the_tests_and_the_next_are_ignored(
    number: signal.Signals, interruption: Interruption, messages: list[str]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)
    assert messages == []
    signal.raise_signal(number)
    signal.raise_signal(number)
    assert messages == ["请稍候"], "in one line"


def test_when_the_run_is_ending_the_first_is_ignored_as_well(interruption: Interruption, messages: list[str]) -> None:
    interruption.disarm()
    signal.raise_signal(signal.SIGINT)
    assert messages


def test_what_may_hang_can_be_broken_off(interruption: Interruption, messages: list[str]) -> None:
    interruption.disarm()
    with pytest.raises(KeyboardInterrupt), interruption.breakable():
        signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)
    assert messages


def test_what_is_being_written_is_written_whole(interruption: Interruption) -> None:
    written = []

    def write() -> None:
        with interruption.postponed():
            with interruption.postponed():
                signal.raise_signal(signal.SIGINT)
                written.append("a file")
            written.append("its link in the chain")

    with pytest.raises(KeyboardInterrupt):
        write()
    assert written == ["a file", "its link in the chain"]


def test_one_that_was_lost_is_raised_again(interruption: Interruption) -> None:
    interruption.insist()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        interruption.insist()


def test_a_terminal_that_is_at_work_on_a_line_does_no_harm() -> None:
    def tell() -> None:
        raise RuntimeError("reentrant call inside a buffered writer")

    interruption = Interruption()
    interruption.watch(tell)
    interruption.disarm()
    signal.raise_signal(signal.SIGINT)
    interruption.release()
