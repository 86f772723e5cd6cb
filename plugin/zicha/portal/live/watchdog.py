"""The watchdog: a call into a page that never comes back ends its browser, and so costs one fact and not the run.

Playwright says how long it waits for a page, but not for an answer of the page itself: a script that never rests
(`while (1)`), or a renderer that hangs, would hold the run for ever; so would a driver that stands still, which
notices no end of a browser.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial

from playwright.sync_api import Browser

from zicha.portal.live.processes import driver_of, process_of

Calls = Callable[[], Collection[object]]
_SECOND = 1.0
_GRACE = 5
"""Looks after a bite in which a call may end of it."""


class Watchdog:
    """Looks once a second, from a thread of its own, at the calls under way; makes a bite when one of them hangs.

    Where the call hangs on, the next of the `bites` follows.

    Looks are counted and no time is taken, so that a machine that slept or stood still bites nobody.
    """

    def __init__(self, calls: Calls, patience: int, *bites: Callable[[], object]) -> None:
        self._calls = calls
        self._patience = patience
        self._bites = list(bites)
        self._before = frozenset(calls())  # the driver's own, which last as long as it does
        self._looks: dict[object, int] = {}
        self._over = threading.Event()
        self.has_bitten = False

    def watch(self) -> None:
        """Look from now on, until `rest`."""
        threading.Thread(target=self._watch, name="zicha-watchdog", daemon=True).start()

    def rest(self) -> None:
        """Look no longer."""
        self._over.set()

    def look(self) -> None:
        """Look once."""
        self._looks = {call: self._looks.get(call, 0) + 1 for call in self._calls() if call not in self._before}
        if any(looks >= self._patience for looks in self._looks.values()):
            self.has_bitten = True
            self._looks = dict.fromkeys(self._looks, self._patience - _GRACE)
            bite = self._bites.pop(0) if len(self._bites) > 1 else self._bites[0]
            bite()

    def _watch(self) -> None:
        while not self._over.wait(_SECOND):
            self.look()


def watchdog_of(browser: Browser, patience: int) -> Watchdog:
    """Return a watchdog that ends a browser, and then its driver, when a call of this thread hangs so many seconds."""
    loop = asyncio.get_running_loop()  # Playwright's: it runs while this thread waits for an answer
    process = process_of(browser)
    driver = driver_of(process)
    ends = [partial(_end, each) for each in (process, driver) if each is not None]
    return Watchdog(lambda: asyncio.all_tasks(loop), patience, *ends)


def _end(process: int) -> None:
    with suppress(OSError):  # it has ended meanwhile
        os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))
