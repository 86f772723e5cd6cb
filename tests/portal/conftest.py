"""A browser for the tests that read pages; those that do not ask for it start none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.support import easel
from zicha.inspection.browser import launch_browser


@pytest.fixture(scope="session")
def drawing(playwright: Playwright) -> Iterator[None]:
    """Pages can be drawn: tests.support.easel.drawn."""
    browser = launch_browser(playwright)
    with easel.set_up(browser):
        yield
    browser.close()
