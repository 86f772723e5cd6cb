"""Playwright's driver, a process of its own that talks to the browser: started anew where it has died."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zicha.inspection.browser import launch_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright


class Driver:
    """Launches one browser after another. The first driver is `given`, where pytest-playwright has started one."""

    def __init__(self, given: Callable[[], Playwright] | None) -> None:
        self._given = given
        self._playwright: Playwright | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def launch(self, options: Mapping[str, Any], hosts: Sequence[str]) -> Browser:
        """Launch a browser that finds no other hosts."""
        browser = launch_browser(self._living(), options, hosts)
        self._loop = asyncio.get_running_loop()
        return browser

    def stop(self) -> None:
        """Stop the driver; one that was given and lives is left to its giver."""
        if self._playwright is not None:
            is_dead = _is_dead(self._playwright)
            if is_dead and self._loop is not None:
                self._loop.set_exception_handler(lambda loop, context: None)  # what it owes is owed to nobody now
                # It may leave this thread marked as one whose event loop runs, in which no other driver would start.
                asyncio._set_running_loop(None)
            if is_dead or self._given is None:
                self._playwright.stop()
        self._playwright = None

    def _living(self) -> Playwright:
        if self._playwright is not None and _is_dead(self._playwright):
            self.stop()
            self._given = None
        if self._playwright is None:
            self._playwright = _start() if self._given is None else self._given()
        return self._playwright


def _start() -> Playwright:
    from playwright.sync_api import sync_playwright

    return sync_playwright().start()


def _is_dead(playwright: Playwright) -> bool:
    from playwright.sync_api import Error

    try:
        playwright.request.new_context().dispose()
    except Error:
        return True
    return False
