"""The watchdog counts looks, and bites for a call that hangs."""

from __future__ import annotations

from zicha.portal.live.watchdog import Watchdog


def test_a_call_that_hangs() -> None:
    under_way, bites = {"driver"}, list[str]()
    watchdog = Watchdog(lambda: set(under_way), 3, lambda: bites.append("bite"))
    for _ in range(5):
        watchdog.look()
    under_way.add("evaluate")
    watchdog.look()
    watchdog.look()
    assert (bites, watchdog.has_bitten) == ([], False), "what the driver always does is no call"
    watchdog.look()
    assert (bites, watchdog.has_bitten) == (["bite"], True)


def test_one_call_after_another() -> None:
    calls, bites = iter([[], [1], [1], [2], [2], [3], [1]]), list[str]()
    watchdog = Watchdog(lambda: next(calls), 3, lambda: bites.append("bite"))
    for _ in range(6):
        watchdog.look()
    assert bites == []
