"""The browser for all tests at the hostile portal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from tests.hostile_portal.server import FILES, PORTAL, STATIC, SYSTEM
from zicha.inspection.browser import launch_browser


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser that finds what the profile names, as an inspection launches it."""
    browser = launch_browser(playwright, hosts=[PORTAL, SYSTEM, FILES, STATIC])
    yield browser
    browser.close()
