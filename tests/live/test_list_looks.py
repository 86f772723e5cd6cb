"""Lists in markup whose names mean nothing: grids of parts, arrows without words, views told by their looks alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.listings import PROFILE, A, B, read, state
from zicha.portal.live.listing import Listing

STYLE = """<style>.g { display: grid; grid-template-columns: 3fr 2fr 1fr; } .f { display: flex } .f > * { width: 200px }
.t { display: table } .t > * { display: table-row } .t > * > * { display: table-cell; padding: 4px }
.o { border-bottom: 2px solid #1a5fb4; color: #1a5fb4 } a { color: #333; text-decoration: none }</style>"""


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


CASES = ((B, "甲许可", "已受理"), (A, "乙许可", "已办结"))
FIXED = """<style>.w { position: relative; width: 900px } .w table { width: 900px; table-layout: fixed }
.u { visibility: hidden } .r { position: absolute; right: 0; top: 0; width: 300px; height: 300px; overflow: hidden }
.r > div { position: absolute; right: 0; top: 0 } .h { cursor: pointer }</style>"""


def lined(line: str) -> str:
    """A line of a list for each of the cases."""
    return "".join(line.format(number=number, name=name, state=shown) for number, name, shown in CASES)


def _with_fixed_column() -> str:
    """A table as Element-UI draws it: head and rows apart, and once more for the columns that stay."""

    def tables(main: str, last: str) -> str:
        head = f"<tr><th class={main}>办件编号<th class={main}>办件状态<th class={last}>操作</tr>"
        cells = f"<td class={main}>{{number}}<td class={main}>{{state}}<td class={last}><span class=h>去评价</span>"
        body = lined(f"<tr>{cells}</tr>")
        return f"<table><thead>{head}</thead></table><table><tbody>{body}</tbody></table>"

    return f"{FIXED}<div class=w>{tables('v', 'u')}<div class=r><div>{tables('u', 'v')}</div></div></div>"


TABLES = {
    "head in two lines": "<table><tr><th rowspan=2>序号<th colspan=2>办件<th rowspan=2>办件状态<th rowspan=2>操作</tr>"
    "<tr><th>办件编号<th>办件名称</tr>"
    + lined("<tr><td>1<td>{number}<td>{name}<td>{state}<td><a href=#>去评价</a></tr>")
    + "</table>",
    "a line over several columns": "<table><tr><td>办件编号<td colspan=2>办件名称<td>办件状态<td>操作</tr>"
    + lined("<tr><td>{number}<td>1<td>{name}<td>{state}<td><a href=#>去评价</a></tr>")
    + "</table>",
    "head apart in plain cells": "<div style=display:flex><div><table><tr><td></table><table>"
    + lined("<tr><td>1</tr>")
    + "</table></div><div><table><tr><td>办件编号<td>办件状态<td>操作</table><table>"
    + lined("<tr><td>{number}<td>{state}<td><a href=#>去评价</a></tr>")
    + "</table></div></div>",
    "a column that stays": _with_fixed_column(),
}


@pytest.mark.parametrize("kind", TABLES)
def test_the_column_of_a_cell_is_known_whatever_its_head(kind: str, page: Page) -> None:
    listing = shown(page, TABLES[kind])
    assert state(listing.hit) == "已办结"
    assert listing.hit is not None
    assert listing.hit.action(A, PROFILE.entries["evaluate_case"]) is not None
    missing = shown(page, TABLES[kind].replace(A, B + "1"))
    assert (missing.hit, missing.recognised, missing.whole, len(missing.rows)) == (None, True, True, 2)


HEADLESS = {
    "rows": "<table>{}</table>".format(
        lined("<tr><td>{name}<td>{number}<td>2026-01-02<td>{state}<td><a href=#>查看</a>")
    ),
    "parts": lined(
        "<div><b>{name}</b><p><span>{number}</span><span>2026-01-02</span></p><p>{state}</p><a href=#>查看</a></div>"
    ),
    "sentences": "<ul>{}</ul>".format(
        lined("<li>您于2026年1月2日申报的“{name}”（{number}）<p>{state}</p><i style=cursor:pointer>查看</i>")
    ),
}


@pytest.mark.parametrize("kind", HEADLESS)
def test_a_list_without_labels_is_known_by_its_numbers(kind: str, page: Page) -> None:
    listing = shown(page, f"<div>{HEADLESS[kind]}</div>")
    assert listing.hit is not None
    assert "乙许可" in listing.hit.text
    assert "甲许可" not in listing.hit.text
    assert [line for line in listing.hit.text.splitlines() if line in ("已受理", "已办结")] == ["已办结"]
    assert [action.text for action in listing.hit.actions] == ["查看"]
    missing = shown(page, f"<div>{HEADLESS[kind].replace(A, B + '1')}</div>")
    assert (missing.hit, missing.recognised, len(missing.rows)) == (None, True, 2)


def test_one_that_tells_neither_date_nor_anything_to_do_is_no_list(page: Page) -> None:
    assert not shown(page, f"<p>实施主体统一编码 {B}</p><p>页面编号 {B}9</p>").recognised


def test_a_number_that_stands_beside_the_rows_is_unread_and_not_absent(page: Page) -> None:
    rows = f"<table><tr><th>办件编号<th>状态<tr><td>{B}<td>已办结</table>"
    assert not read(page, f"{rows}<div><img> {A}</div>", A, A).whole
    assert read(page, rows, A, A).whole


JUMP = """<div id=list></div><div>共 3 页，当前第 <b id=at>1</b> 页 {}</div><script>
var rows = ["{}", "{}", "{}"], show = (n) => {{ at.textContent = n;
  list.innerHTML = "<table><tr><th>办件编号<th>状态<tr><td>" + rows[n - 1] + "<td>已办结</table>"; }};
show(1);</script>"""
JUMPS = [
    "前往 <input type=number size=2 id=to onkeydown='if (event.key === \"Enter\") show(Number(this.value))'> 页",
    "到第 <input size=2 id=to> 页 <button onclick='show(Number(to.value))'>确定</button>",
    "<span>跳至</span><input size=2 id=to><span>页</span> <a href=javascript:; onclick='show(Number(to.value))'>GO</a>",
]


@pytest.mark.parametrize("jump", JUMPS)
def test_a_pager_that_only_takes_the_number_of_a_page(jump: str, page: Page) -> None:
    assert state(shown(page, JUMP.format(jump, B, B + "1", A)).hit) == "已办结"
    missing = shown(page, JUMP.format(jump, B, B + "1", B + "2"))
    assert (missing.hit, missing.whole, len(missing.rows)) == (None, True, 3)


def test_a_search_that_is_folded_is_opened(page: Page) -> None:
    rows = "<table><tr><th>办件编号<th>状态<tr><td>" + B + "<td>已办结</table><p>共 30 条</p>"
    search = (
        "<a href=javascript:; onclick='more.hidden = false'>高级查询</a><div id=more hidden>办件编号 <input id=wanted>"
        "<button onclick=\"document.querySelector('td').textContent = wanted.value\">查询</button></div>"
    )
    assert state(read(page, search + rows, A, A).hit) == "已办结"
