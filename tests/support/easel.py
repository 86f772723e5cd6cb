"""A browser that draws HTML for tests: what is read is a page as it was drawn, never its source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from playwright.sync_api import Browser
from playwright.sync_api import Page as BrowserPage

from zicha.model.page import Page
from zicha.portal.live.tab import CLICKABLE

_PAGE = (files("zicha.portal.live") / "page.js").read_text(encoding="utf-8")
_DRAW = f"""([html, place]) => {{
  document.open(); document.write(html); document.close();
  return ({_PAGE.strip()})(place);
}}"""
_LOOKS = """<style>
  .badge, .tag, .t, .k { background: #fde2e2; font-size: 12px } .tip, .d, .time { color: #888; font-size: 12px }
  .c { color: #c00 } .no { background: #39f; color: #fff } .must { color: red }
</style>"""
"""What a portal's own style sheet would make of the classes in the tests: without it they show nothing."""
_pages: list[BrowserPage] = []


@contextmanager
def set_up(browser: Browser) -> Iterator[None]:
    """Draw with a browser while this lasts."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=True)
    _pages.append(context.new_page())
    try:
        yield
    finally:
        _pages.pop()
        context.close()


def drawn(html: str) -> Page:
    """Return a page of some HTML, as the browser draws it."""
    return Page.model_validate_json(_pages[-1].evaluate(_DRAW, [f"<!DOCTYPE html>{_LOOKS}{html}", [CLICKABLE, 0]]))


def blank(url: str) -> Page:
    """Return a page on which nothing stands."""
    return Page(url=url, title="", inks=(), containers=(), runs=())
