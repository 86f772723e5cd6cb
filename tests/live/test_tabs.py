"""One tab in a real browser: what a click sets going is waited for, and leaving is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from live_portals import LIMITS
from playwright.sync_api import Browser, Page

from zicha.portal.live.tab import Tab
from zicha.run import now

ADDRESS = "http://portal.example"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def opened(page: Page, script: str) -> Tab:
    """A page with one button that runs a script."""
    source = f'<meta charset=utf-8><title>甲</title><button onclick="{script}">撤回申请</button>'
    page.route(f"{ADDRESS}/", lambda route: route.fulfill(body=source, content_type="text/html"))
    page.route(f"{ADDRESS}/done", lambda route: route.fulfill(body="<title>乙</title>", content_type="text/html"))
    tab = Tab(page, LIMITS, now, lambda _: None)
    tab.go(f"{ADDRESS}/", "打开")
    return tab


def press(tab: Tab) -> Tab | None:
    (button,) = tab.look().buttons
    return tab.click(button, "点击“撤回申请”")


@pytest.mark.parametrize("question", ["confirm('确定撤回吗？')", "alert('正在撤回')"])
def test_the_page_that_follows_a_dialog_of_the_browser_is_waited_for(page: Page, question: str) -> None:
    tab = opened(page, f"{question}; setTimeout(() => location.href = '/done', 100)")
    assert press(tab) is tab
    assert len(tab.alerts) == 1
    assert page.url == f"{ADDRESS}/done"
    assert [hop.url for hop in tab.hops][-1] == page.url


def test_a_dialog_that_nothing_follows_is_an_answer(page: Page) -> None:
    tab = opened(page, "alert('当前状态不允许撤回')")
    assert press(tab) is tab
    assert tab.alerts == ["当前状态不允许撤回"]
    assert page.url == f"{ADDRESS}/"


def test_a_tab_is_left_though_its_page_would_rather_be_kept(page: Page) -> None:
    tab = opened(page, "window.onbeforeunload = (event) => event.preventDefault(); document.title = '丙'")
    assert press(tab) is tab
    with page.expect_event("close"):
        tab.close()


def test_a_tab_that_is_closed_twice_is_closed(page: Page) -> None:
    tab = opened(page, "")
    with page.expect_event("close"):
        tab.close()
        Tab(page, LIMITS, now, lambda _: None).close()
    Tab(page, LIMITS, now, lambda _: None).close()
