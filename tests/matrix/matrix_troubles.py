"""A plugin for the inspected run that makes what no page can: a full disk, a browser that crashes.

Loaded with -p. FULL_DISK and BROWSER_CRASH hold the 实施编码 of the matters that it befalls.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType
from playwright.sync_api import Error as BrowserError

SMALLEST = 1024
"""Bytes that a file may still have on a full disk: less than any page kept as evidence."""
CRASHES_AT = "test_session_survives"
"""The first check that looks at the way to the form."""

_browsers: list[Browser] = []
_launch = BrowserType.launch


def _remembering_launch(self: BrowserType, **options: Any) -> Browser:
    _browsers.append(_launch(self, **options))
    return _browsers[-1]


BrowserType.launch = _remembering_launch  # type: ignore[method-assign]


def _befalls(item: pytest.Item, trouble: str) -> bool:
    matter = item.callspec.params.get("matter") if hasattr(item, "callspec") else None
    return matter is not None and matter.code in os.environ.get(trouble, "")


@pytest.fixture(autouse=True)
def disk(request: pytest.FixtureRequest) -> None:
    """Full from the moment the matter's facts are made (processes started before, such as the browser, go on)."""
    if _befalls(request.node, "FULL_DISK"):
        _limit_files(SMALLEST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    if _befalls(item, "BROWSER_CRASH") and item.name.startswith(CRASHES_AT):
        for browser in _browsers:
            with suppress(BrowserError):
                browser.new_browser_cdp_session().send("Browser.crash")
    try:
        yield
    finally:
        if _befalls(item, "FULL_DISK"):
            _limit_files(None)


def _limit_files(size: int | None) -> None:
    import resource  # not on Windows

    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))
