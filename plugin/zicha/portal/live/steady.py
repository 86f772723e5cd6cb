"""Observers that outlive their browsers: one that died, hangs or is worn out is replaced by a new one.

What was looked at when it died is looked at once more, unless something may have been handed in. A page at which the
browser hangs costs its fact. Whoever was logged in by a person goes on with the same session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error as BrowserError

from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.portal.authorisation import Deed
from zicha.portal.interface import Observer, Seen
from zicha.portal.live.observer import LiveObserver
from zicha.portal.live.watchdog import Watchdog

Sessions = Mapping[Identity, Any]
"""What each identity's browser has been given to remember."""
_MATTERS = 100
"""After so many a browser is worn out: it holds on to memory."""
_MEMORY = 1_500_000_000
"""Bytes that a browser may hold; a machine of an office has a few times as many, for all that runs on it."""
_ONCE = (Deed.SUBMIT, Deed.EVALUATE, Deed.WITHDRAW)
"""What may have been done when a browser dies of it."""


class SteadyObservers:
    """An observer in one browser after another. `begin` gives the next one, with the sessions of the last."""

    def __init__(
        self, begin: Callable[[Sessions], tuple[LiveObserver, Watchdog]], matters_of_each: int = _MATTERS
    ) -> None:
        self._begin = begin
        self._matters_of_each = matters_of_each
        self._matters = 0
        self._matter = ""
        """The one that was looked at last."""
        self._live: LiveObserver | None = None
        self._watchdog: Watchdog | None = None
        self._sessions: Sessions = {}

    def close(self) -> None:
        """End the browser that is open."""
        with suppress(BrowserError, RuntimeError):  # it has died, or its driver
            if self._live is not None:
                self._live.end()
        if self._watchdog is not None:
            self._watchdog.rest()
        self._live = self._watchdog = None
        self._matters = 0

    def see(self, deed: Deed, matter: Matter | None, look: Callable[[Observer], Seen]) -> Seen:
        """Return what is seen. Raise Uncheckable where the browser did not live to see it.

        What was seen by a browser that has died is not believed: a page that went with it looks like a dead one.
        """
        if matter is not None and matter.code != self._matter:
            if self._matters >= self._matters_of_each or self._is_heavy():
                self.close()
            self._matter, self._matters = matter.code, self._matters + 1
        for _ in range(1 if deed in _ONCE else 2):
            live, watchdog = self._living()
            failure: Exception | None = None
            try:
                record = look(live)
            except Exception as error:  # with its driver dead Playwright fails in many ways
                failure = error
            if live.is_well():
                if failure is not None:
                    raise failure
                self._sessions = live.sessions()
                return record
            self.close()
            if watchdog.has_bitten:
                raise Uncheckable("打开页面时浏览器失去响应，已换用新的浏览器") from failure
        raise Uncheckable("浏览器意外退出，已换用新的浏览器") from failure

    def _is_heavy(self) -> bool:
        with suppress(BrowserError):  # of one that has died, which the next look finds out
            return self._live is not None and self._live.memory() > _MEMORY
        return False

    def _living(self) -> tuple[LiveObserver, Watchdog]:
        if self._live is None or self._watchdog is None:
            try:
                self._live, self._watchdog = self._begin(self._sessions)
            except BrowserError as error:
                raise Uncheckable("浏览器没有启动，请运行 zicha doctor 核对") from error
            except FileNotFoundError as error:  # in words of our own
                raise Uncheckable(f"浏览器没有启动：{error}") from error
            self._watchdog.watch()
        return self._live, self._watchdog
