"""How hypothesis searches in every test, and a browser for the tests that read pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:  # most tests need no browser
    from playwright.sync_api import Browser, Playwright

settings.register_profile("zicha", deadline=None)  # a busy machine is no failure
settings.register_profile(
    "mutants",  # each test runs once for every change that it could notice
    deadline=None, database=None, derandomize=True, max_examples=15, suppress_health_check=list(HealthCheck),
)  # fmt: skip
settings.load_profile("zicha")


@pytest.fixture(scope="session")
def drawing_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser for pages that the tests make."""
    from zicha.inspection.browser import launch_browser

    browser = launch_browser(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def drawing(drawing_browser: Browser) -> Iterator[None]:
    """Pages can be drawn: tests.support.easel.drawn."""
    from tests.support import easel

    with easel.set_up(drawing_browser):
        yield
