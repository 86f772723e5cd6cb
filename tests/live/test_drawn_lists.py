"""Lists that a page draws itself, chosen from by pressing, in the makes of the libraries that portals use."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.drawn_lists import choose_from_list, is_list, lists_to_open

STYLE = """<style>.o { position: absolute; z-index: 2001; min-width: 160px; background: #fff; border: 1px solid #ccc }
.o > *, .o p { cursor: pointer } .x { color: #c0c4cc; cursor: not-allowed !important }</style>"""
OPENS = "onclick=\"setTimeout(() => { document.querySelector('.o').hidden = false }, 50)\""
FIELD = f"<p><i>*</i>所在县区 <input readonly placeholder=请选择 {OPENS}></p>"
PICKS = """<script>document.querySelector(".o").addEventListener("click", (event) => {
  document.querySelector("input").value = event.target.textContent.trim();
  event.currentTarget.hidden = true; });</script>"""


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


REGIONS = """<div class=o hidden><ul id=a><li>河南省</li><li>河北省</li></ul><ul id=b></ul><ul id=c></ul></div><script>
var next = {{ 河南省: ["b", "郑州市", "开封市"], 郑州市: ["c", "中原区", "二七区"] }}, path = [];
var input = document.querySelector("input"), over = document.querySelector(".o");
over.addEventListener("click", (event) => {{
  var text = event.target.textContent, more = next[text];
  path.push(text);
  {}
  if (!more) {{ over.hidden = true; input.value = path.join(" / "); return; }}
  {}
}});</script>"""
FILL = '(document.getElementById(more[0])).innerHTML = more.slice(1).map((t) => "<li>" + t + "</li>").join("")'


@pytest.mark.parametrize(
    "script",
    [
        ("", FILL),
        ('input.value = path.join(" / ");', f"setTimeout(() => {{ {FILL} }}, 60)"),
        ("", f'setTimeout(() => {{ a.innerHTML = ""; {FILL.replace("more[0]", "`a`")} }}, 60)'),
    ],
    ids=["columns", "each level stands in the field", "one list gives way to the next"],
)
def test_lists_that_follow_each_other(script: tuple[str, str], page: Page) -> None:
    page.set_content(
        f"<!DOCTYPE html>{STYLE}<style>.o li {{ cursor: pointer }}</style>{FIELD}{REGIONS.format(*script)}"
    )
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    (opening,) = lists_to_open(tab.look())
    assert choose_from_list(tab, opening, LIMITS) == "河南省 / 郑州市 / 中原区"


CALENDAR = """<div class=o hidden><p><b>2026 年</b><b>12 月</b></p><table><tr>{}</tr></table>{}</div><script>
var over = document.querySelector(".o"), day = "", put = () => {{
  document.querySelector("input").value = "2026-12-" + day; over.hidden = true; }};
over.addEventListener("click", (event) => {{
  if (event.target.matches("td")) {{ day = event.target.textContent; {} }}
  if (event.target.matches("button")) put();
}});</script>"""
DAYS = "".join(f"<td style=cursor:pointer>{day}</td>" for day in (29, 30, *range(1, 32), 1, 2))
PAST = "".join(f"<td{' style=cursor:pointer' if day < 9 else ' class=x'}>{day}</td>" for day in range(1, 32))


@pytest.mark.parametrize(
    ("days", "button", "script", "value"),
    [
        (DAYS, "", "put();", "2026-12-15"),
        (PAST, "", "put();", "2026-12-8"),
        (DAYS, "<button style=cursor:pointer>确定</button>", "", "2026-12-15"),
    ],
    ids=["at once", "some days cannot be chosen", "with a button"],
)
def test_a_day_of_a_calendar(days: str, button: str, script: str, value: str, page: Page) -> None:
    page.set_content(f"<!DOCTYPE html>{STYLE}{FIELD}{CALENDAR.format(days, button, script)}")
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    (opening,) = lists_to_open(tab.look())
    assert choose_from_list(tab, opening, LIMITS) == value


@pytest.mark.parametrize("above", ["<h3>请选择办理情形</h3>", ""], ids=["under a title", "alone"])
def test_a_page_of_one_drawn_list_is_a_choice(above: str, page: Page) -> None:
    """Its label stands four parts around the field, which is the only one; the list lies at the end of the page."""
    drawn = f"<div><div><div><input readonly placeholder=请选择 {OPENS}></div></div></div>"
    field = f"<div><label>办理情形</label>{drawn}</div>"
    options = "<ul class=o hidden><li>首次申请</li><li>延续</li></ul>"
    page.set_content(f"<!DOCTYPE html>{STYLE}{above}{field}<button>下一步</button>{options}{PICKS}")
    (choice,) = BrowserTab(page, LIMITS, now, lambda _: None).look().fields
    assert (choice.caption, is_list(choice)) == ("办理情形", True)


def test_what_is_read_only_and_given_is_no_list(page: Page) -> None:
    page.set_content("<p>单位名称 <input readonly value=测试单位></p>")
    (given,) = BrowserTab(page, LIMITS, now, lambda _: None).look().fields
    assert not is_list(given)


SHOWS = "document.querySelector('.o').hidden = false"


@pytest.mark.parametrize(
    "box", ["readonly placeholder=请选择", "placeholder=直接选择或搜索"], ids=["only chosen", "searched"]
)
@pytest.mark.parametrize("state", ["required", "lay-verify=required"])
def test_a_list_drawn_for_a_hidden_one_asks_what_that_asks(box: str, state: str, page: Page) -> None:
    """As layui draws it: the hidden list before it says that it must not stay empty, and nothing else does."""
    hidden = f"<select {state} style=display:none><option value>请选择<option>龙亭区<option>鼓楼区</select>"
    drawn = (
        f'<div><div><input {box} onclick="{SHOWS}"></div><dl class=o hidden><dd>龙亭区</dd><dd>鼓楼区</dd></dl></div>'
    )
    page.set_content(f"<!DOCTYPE html>{STYLE}<div>所在县区 {hidden}{drawn}</div><p>姓名 <input></p>{PICKS}")
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    (opening,) = lists_to_open(tab.look())
    assert choose_from_list(tab, opening, LIMITS) == "龙亭区"
    assert lists_to_open(tab.look()) == ()


def test_a_field_behind_a_list_that_is_shown_is_its_own(page: Page) -> None:
    page.set_content("<p>证件 <select required><option>身份证</select><input><input placeholder=搜索></p>")
    shown = BrowserTab(page, LIMITS, now, lambda _: None).look().fields
    assert [(field.type, field.required, field.read_only) for field in shown] == [
        ("select", True, False),
        ("text", False, False),
    ]
