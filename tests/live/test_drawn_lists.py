"""Lists that a page draws itself, chosen from by pressing, in the makes of the libraries that portals use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.drawn_lists import choose_from_list, lists_to_open

STYLE = """<style>.o { position: absolute; z-index: 2001; min-width: 160px; background: #fff; border: 1px solid #ccc }
.o > *, .o p { cursor: pointer } .x { color: #c0c4cc; cursor: not-allowed !important }</style>"""
OPENS = "onclick=\"setTimeout(() => { document.querySelector('.o').hidden = false }, 50)\""
FIELD = f"<p><i>*</i>所在县区 <input readonly placeholder=请选择 {OPENS}></p>"
PICKS = """<script>document.querySelector(".o").addEventListener("click", (event) => {
  document.querySelector("input").value = event.target.textContent.trim();
  event.currentTarget.hidden = true; });</script>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(
    "options",
    [
        "<ul class=o hidden><li>请选择</li><li class=x>全市</li><li>龙亭区</li><li>鼓楼区</li></ul>",
        "<dl class=o hidden><dd>龙亭区</dd><dd>鼓楼区</dd></dl>",
        "<div class=o hidden><div role=listbox><div role=option><span>龙亭区</span></div></div></div>",
        "<div class=o hidden><div><p>龙亭区</p><p>鼓楼区</p></div></div>",
    ],
    ids=["items", "definitions", "roles", "parts"],
)
@pytest.mark.parametrize("beside", [True, False], ids=["in place", "at the end"])
def test_the_first_option_is_chosen(options: str, beside: bool, page: Page) -> None:
    field = f"<div style=position:relative>{FIELD}{options}</div>" if beside else f"{FIELD}<p>其他</p>{options}"
    page.set_content(f"<!DOCTYPE html>{STYLE}{field}<button>下一步</button>{PICKS}")
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    (opening,) = lists_to_open(tab.look())
    assert opening.label == "所在县区"
    assert choose_from_list(tab, opening, LIMITS) == "龙亭区"
    assert lists_to_open(tab.look()) == ()


def test_a_field_that_opens_nothing_stays_empty(page: Page) -> None:
    page.set_content("<p><i>*</i>所在县区 <input readonly placeholder=请选择></p><ul><li>龙亭区</li></ul>")
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    (opening,) = lists_to_open(tab.look())
    assert choose_from_list(tab, opening, LIMITS) == ""
