"""Lists in markup whose names mean nothing: grids of parts, arrows without words, views told by their looks alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.live.test_lists import PROFILE, A, B, read, state
from zicha.portal.live.listing import Listing

STYLE = """<style>.g { display: grid; grid-template-columns: 3fr 2fr 1fr; } .f { display: flex } .f > * { width: 200px }
.t { display: table } .t > * { display: table-row } .t > * > * { display: table-cell; padding: 4px }
.o { border-bottom: 2px solid #1a5fb4; color: #1a5fb4 } a { color: #333; text-decoration: none }</style>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def shown(page: Page, body: str, number: str = A) -> Listing:
    return read(page, STYLE + body, number)


GRIDS = {
    "divs": (
        "<div>{}</div>",
        "<div class=g><div>办件编号</div><div>当前状态</div><div>操作</div></div>",
        "<div class=g><div>{}</div><div>{}</div><div><a href=#>查看</a></div></div>",
    ),
    "spans": (
        "<ul>{}</ul>",
        "<li class=f><span>申报号</span><span>办理状态</span><span>操作</span></li>",
        "<li class=f><span>{}</span><span>{}</span><span><a href=#>查看</a></span></li>",
    ),
    "apart": (
        "<section>{}</section>",
        "<div><p class=f><b>办件编号</b><b>当前状态</b><b>操作</b></p></div>",
        "<div><p class=f><i>{}</i><i>{}</i><i><a href=#>查看</a></i></p></div>",
    ),
    "rows": (
        "<div class=t>{}</div>",
        "<div><span>办件编号</span><span>状态</span><span>操作</span></div>",
        "<div><span>{}</span><span>{}</span><span><a href=#>查看</a></span></div>",
    ),
}


@pytest.mark.parametrize("kind", GRIDS)
def test_a_grid_of_parts_is_a_table(kind: str, page: Page) -> None:
    around, head, line = GRIDS[kind]
    listing = shown(page, around.format(head + line.format(B, "已受理") + line.format(A, "已办结")))
    assert state(listing.hit) == "已办结"
    assert len(listing.rows) <= 2
    assert listing.hit is not None
    assert [action.text for action in listing.hit.actions] == ["查看"]


@pytest.mark.parametrize("kind", GRIDS)
def test_a_grid_without_the_number_is_a_list_all_the_same(kind: str, page: Page) -> None:
    around, head, line = GRIDS[kind]
    listing = shown(page, around.format(head + line.format(B, "已受理")))
    assert (listing.hit, listing.recognised, listing.whole, len(listing.rows)) == (None, True, True, 1)


TURNED = """<div id=list></div><div>{}</div><script>
var rows = ["{}", "{}", "{}"], at = 0;
var next = document.querySelector("[data-on]");
var show = () => {{
  list.innerHTML = "<table><tr><th>办件编号<th>状态<tr><td>" + rows[at] + "<td>已办结</table>";
  if (next.tagName === "BUTTON") next.disabled = at === 2;
  else next.style.cursor = at === 2 ? "not-allowed" : "pointer";
}};
next.onclick = () => {{ at = Math.min(at + 1, 2); show(); }};
show();
</script>"""
ICON = "<svg width=12 height=12></svg>"


@pytest.mark.parametrize(
    "pager",
    [
        f"<button disabled>{ICON}</button> 1 / 3 <button data-on=1>{ICON}</button>",
        f"<a>{ICON}</a><a>{ICON}</a> 第 <input size=1 value=1> 页，共3页 <button data-on=1>{ICON}</button>"
        f"<button onclick='at = 2; show()'>{ICON}</button><button onclick='at = 0; show()'>{ICON}</button> 共 3 条",
        f"<button>{ICON}</button><button data-on=1>{ICON}</button>",
        f"<span>共 3 条</span><i style=cursor:pointer>{ICON}</i><b>1</b><i data-on=1 style=cursor:pointer>{ICON}</i>",
    ],
    ids=["count", "first and last", "pair", "total"],
)
def test_an_arrow_without_words_turns_the_pages(pager: str, page: Page) -> None:
    listing = shown(page, TURNED.format(pager, B, B + "1", A))
    assert state(listing.hit) == "已办结"
    missing = shown(page, TURNED.format(pager, B, B + "1", B + "2"))
    assert (missing.hit, missing.whole, len(missing.rows)) == (None, True, 3)


VIEWS = """<p><a data-v=0>办理中</a> <a data-v=1>已办结</a></p><div id=list></div><script>
var links = [...document.querySelectorAll("a")], rows = ["{}", "{}"];
var show = (at) => {{
  links.forEach((each, i) => each.classList.toggle("o", i === at));
  list.innerHTML = "<table><tr><th>办件编号<th>状态<tr><td>" + rows[at] + "<td>" + links[at].textContent + "</table>";
}};
links.forEach((each, i) => {{ each.style.cursor = "pointer"; each.onclick = () => show(i); }});
show(0);
</script>"""


def test_of_two_views_the_one_that_stands_out_is_shown(page: Page) -> None:
    assert state(shown(page, VIEWS.format(B, A)).hit) == "已办结"
    missing = shown(page, VIEWS.format(B, B + "1"))
    assert (missing.hit, missing.whole, len(missing.rows)) == (None, True, 2)


def test_a_card_is_named_by_what_stands_out(page: Page) -> None:
    body = (
        "<div><div><p style=font-size:18px>取水许可证</p><p>办件编号：{}</p><p>状态：已办结</p></div>"
        "<div><p style=font-size:18px>排污许可证</p><p>办件编号：{}</p><p>状态：已办结</p></div></div>"
    )
    listing = shown(page, body.format(B, A))
    assert listing.hit is not None
    assert listing.hit.heading == "排污许可证"


def test_a_box_over_the_list_is_seen_whatever_it_is_called(page: Page) -> None:
    box = (
        "<div style='position:fixed;z-index:2000;top:30%;left:440px;width:400px;height:160px'>"
        f"您的办件 {A} 已办结，请评价 <a href=#>去评价</a></div>"
    )
    listing = shown(page, "<table><tr><th>办件编号<th>状态<tr><td>" + B + "<td>已办结</table>" + box)
    assert [dialog.names(A) for dialog in listing.dialogs] == [True]
    assert listing.dialogs[0].action(A, PROFILE.entries["evaluate_case"]) is not None
