"""The watchdog counts looks, and bites for a call that hangs."""

from __future__ import annotations

import itertools

from zicha.portal.live.watchdog import Calls, Watchdog


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


def test_a_call_that_hangs_on() -> None:
    """A driver that stands still does not notice that its browser was ended."""
    bites = list[str]()
    watchdog = Watchdog(_once_none(), 10, lambda: bites.append("browser"), lambda: bites.append("driver"))
    for looks in (10, 4, 1, 5):
        for _ in range(looks):
            watchdog.look()
        bites.append(f"after {looks}")
    assert bites == ["browser", "after 10", "after 4", "driver", "after 1", "driver", "after 5"]


def _once_none() -> Calls:
    looks = itertools.count()
    return lambda: [] if next(looks) == 0 else ["evaluate"]
