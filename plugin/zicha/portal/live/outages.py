"""Outages: while a host is down a run waits, ever longer, and asks again, instead of giving up check after check.

For each host no more than a limit is waited in all, so that one which stays down costs a run a known time and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

_FIRST, _LONGEST = 2.0, 60.0
"""Seconds of the first pause, and of any."""


class Outages:
    """What was waited for each host."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._spent: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def has_time(self, address: str) -> bool:
        """Return whether the host of an address may still be waited for."""
        return self._spent.get(urlsplit(address).netloc, 0.0) < self._limit

    def wait(self, address: str, sleep: Callable[[float], object]) -> bool:
        """Let the next pause go by; return False, at once, where the limit is spent."""
        host = urlsplit(address).netloc
        spent, pause = self._spent.get(host, 0.0), self._next.get(host, _FIRST)
        pause = min(pause, self._limit - spent)
        if pause <= 0:
            return False
        sleep(pause)
        self._spent[host], self._next[host] = spent + pause, min(2 * pause, _LONGEST)
        return True

    def over(self, address: str) -> None:
        """Begin with a short pause again: the host has answered."""
        self._next.pop(urlsplit(address).netloc, None)
