"""Lists of the personal centre in a real browser: whatever their looks, what stands there is found, and only that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.model.facts.case import Stage
from zicha.model.finding import Uncheckable
from zicha.portal.live.listing import AT_REST, Listing, Reader, Row
from zicha.portal.live.tab import BrowserTab
from zicha.portal.profile import load_profile

A, B = "410821020210525A000001", "410821020210525A000002"
PROFILE = load_profile("demo", "http://127.0.0.1:1").model_copy(update={"limits": LIMITS})
LABELS = tuple(label for labels in PROFILE.columns.values() for label in labels)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def read(page: Page, source: str, number: str = A, query: str = "") -> Listing:
    """What is read of a page when a number is looked for."""
    page.set_content(f"<html><main>{source}</main></html>")
    return Reader(BrowserTab(page, LIMITS, now, lambda _: None), PROFILE, ("number",)).find(
        lambda row: row.names(number), query
    )


def state(row: Row | None) -> str:
    assert row is not None
    return row.value(PROFILE.columns["state"], LABELS)


def table(header: list[str], *rows: list[str]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def test_a_table(page: Page) -> None:
    source = table(
        ["序号", "办件编号", "办件名称", "申报日期", "当前状态", "操作"],
        ["1", B, "取水许可", "2026-11-23", "<span>已受理</span>", "<a href=#>查看</a>"],
        ["2", f"<a href='/x'> {A} </a>", "取水许可", "2026-11-23", "材料\n补正", "<a href=#>查看</a>"],
    )
    listing = read(page, source)
    assert state(listing.hit) == "材料 补正"
    assert [action.text for action in listing.hit.actions] == [A, "查看"] if listing.hit else False


@pytest.mark.parametrize("number", PROFILE.columns["number"])
@pytest.mark.parametrize("shown", ["当前状态：", " 办理状态 "])
def test_the_columns_under_any_of_their_names(page: Page, number: str, shown: str) -> None:
    assert state(read(page, table([shown, number], ["已办结", A])).hit) == "已办结"


@pytest.mark.parametrize(
    "source",
    [
        f"<ul><li>办件编号：{B}<br>状态：已受理</li><li><b>取水许可</b><p>办件编号：{A}</p><p>状态：已办结</p></li></ul>",
        f"<div><div><div><span>申报号</span><span>{B}</span></div></div>"
        f"<div><div><span>申报号</span><div>{A}</div></div><div><span>办理状态</span><div>已办结</div></div></div></div>",
        f"<section><h2>我的办件</h2><div><p>受理编号：{A}</p><p>当前状态：已办结</p></div></section>",
        f"<dl><dt>办件编号</dt><dd>{A}</dd><dt>状态</dt><dd>已办结</dd></dl>",
    ],
    ids=["list", "divs", "single", "pairs"],
)
def test_cards(page: Page, source: str) -> None:
    assert state(read(page, source).hit) == "已办结"


def test_a_head_in_a_table_of_its_own(page: Page) -> None:
    head = "<table><thead><tr><th>办件编号<th>当前状态<th>操作</table>"
    body = f"<table><tbody><tr><td>{B}<td>已受理<td><tr><td>{A}<td>已办结<td></table>"
    assert state(read(page, f"<div class=el-table>{head}{body}</div>").hit) == "已办结"


def test_a_number_that_is_shortened_on_the_page_stands_in_its_title(page: Page) -> None:
    source = table(["办件编号", "状态"], [f"<span title={A}>410821…</span>", "已办结"])
    assert state(read(page, source).hit) == "已办结"


def test_a_part_of_a_number_is_another_number(page: Page) -> None:
    listing = read(page, table(["办件编号", "状态"], [A + "1", "已办结"]))
    assert listing.hit is None
    assert listing.recognised


@pytest.mark.parametrize(
    ("source", "recognised"),
    [
        ("", False),
        ("<p>欢迎您</p>", False),
        ("<p>暂无办件</p>", True),
        (table(["证照名称", "有效期"], ["营业执照", "长期"]), False),
        (table(["办件编号", "当前状态"]), True),
        (table(["办件编号", "当前状态"], ["暂无数据"]), True),
        ("<form><label>办件编号 <input></label><button>查询</button></form>", False),
    ],
)
def test_what_is_no_list_is_not_taken_for_an_empty_one(page: Page, source: str, recognised: bool) -> None:
    listing = read(page, source)
    assert listing.hit is None
    assert listing.recognised is recognised


PAGED = """<div id=list></div>
<div class="el-pagination"><span>%s</span><button class="btn-next"><i>&nbsp;</i></button></div>
<script>
const rows = %s; let at = 0;
const next = document.querySelector("button");
const show = () => {
  list.innerHTML = "<table><thead><tr><th>办件编号<th>状态</thead><tbody><tr><td>" + rows[at] + "<td>已办结</table>";
  next.disabled = at === rows.length - 1;
};
next.onclick = () => { at += 1; %s; };
show();
</script>"""


@pytest.mark.parametrize("turn", ["show()", "setTimeout(show, 400)"], ids=["at-once", "later"])
def test_a_page_that_is_turned_by_an_icon(page: Page, turn: str) -> None:
    listing = read(page, PAGED % ("共 3 条", f'["{B}", "{B}9", "{A}"]', turn))
    assert state(listing.hit) == "已办结"


def test_all_pages_without_it(page: Page) -> None:
    listing = read(page, PAGED % ("共 3 条", f'["{B}", "{B}8", "{B}9"]', "show()"))
    assert (listing.hit, listing.whole, len(listing.rows)) == (None, True, 3)


@pytest.mark.parametrize(("text", "whole"), [("", False), ("共 9 条", False), ("共 1 条", True)])
def test_a_page_that_cannot_be_turned_leaves_the_list_unread(page: Page, text: str, whole: bool) -> None:
    listing = read(page, PAGED % (text, f'["{B}", "{A}"]', "0"))
    assert (listing.hit, listing.whole) == (None, whole)


def test_fewer_rows_than_are_told_are_not_all(page: Page) -> None:
    listing = read(page, table(["办件编号", "状态"], [B, "已办结"]) + "<p>共有 5 条记录</p>")
    assert (listing.hit, listing.whole) == (None, False)


def test_a_search_box_that_is_asked_for_the_number_settles_it(page: Page) -> None:
    source = PAGED % ("", f'["{B}", "{A}"]', "0")
    box = f"""<input placeholder="请输入办件编号"><a href="javascript:ask()">查询</a><script>
    function ask() {{
      const known = document.querySelector("input").value === "{A}";
      list.innerHTML = known ? list.innerHTML.replace("{B}", "{A}") : "<p>暂无数据</p>";
    }}
    </script>"""
    listing = read(page, box + source, query=A)
    assert state(listing.hit) == "已办结"
    other = read(page, box + source, number=A + "1", query=A + "1")
    assert (other.hit, other.whole) == (None, True)


def test_a_list_behind_a_tab(page: Page) -> None:
    source = f"""<a role=tab aria-selected=true>办理中</a>
    <a role=tab aria-selected=false href="#" onclick="finished(this)">已办结</a>
    <div id=list>{table(["办件编号", "状态"], [B, "已受理"])}</div><script>
    function finished(tab) {{
      tab.setAttribute("aria-selected", "true");
      list.innerHTML = list.innerHTML.replace("{B}", "{A}");
    }}
    </script>"""
    assert read(page, source).hit is not None


def test_a_list_in_a_frame(page: Page) -> None:
    inner = table(["办件编号", "状态"], [A, "已办结"]).replace('"', "'")
    assert state(read(page, f'<iframe srcdoc="{inner}"></iframe>').hit) == "已办结"


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("已办结", Stage.FINISHED),
        ("办结（准予许可）", Stage.FINISHED),
        ("已受理，等待审核", Stage.ACCEPTED),
        (" 材料 补正 ", Stage.CORRECTION),
        ("待受理", Stage.SUBMITTED),
        ("未办结", None),
        ("流转中", None),
        ("", None),
    ],
)
def test_the_words_for_a_state(words: str, stage: Stage | None) -> None:
    assert PROFILE.stage(words) is stage


def test_no_word_stands_for_two_states() -> None:
    words = [word for each in PROFILE.states.values() for word in each]
    assert len(set(words)) == len(words)
    assert set(PROFILE.states) == set(Stage)


ASK = "<button>去评价</button>"


@pytest.mark.parametrize(
    ("source", "index"),
    [
        (f"<ul><li>{B} {ASK}</li><li>{A} {ASK}</li></ul><button>关闭</button>", 1),
        (f"<p>{A}</p><div>{ASK}</div><div>您另有办件 {B}</div>", None),
        (f"<div><p>{A}</p><div>{ASK}</div></div><div><p>{B}</p><div>{ASK}</div></div>", 0),
        (f"<p>{A} 已办结</p><div>{ASK}<button>以后再说</button></div>", 0),
        (f"<p>{B}</p>{ASK}<p>{A}</p>{ASK}", None),
    ],
)
def test_in_a_dialog_about_two_cases_each_has_its_own_button(page: Page, source: str, index: int | None) -> None:
    listing = read(page, f"{table(['办件编号', '状态'], [A, '已办结'])}<dialog open>{source}</dialog>")
    (dialog,) = listing.dialogs
    asks = [action for action in dialog.actions if action.text == "去评价"]
    if index is None:
        with pytest.raises(Uncheckable, match="分不清"):
            dialog.action(A, ("去评价",))
    else:
        assert dialog.action(A, ("去评价",)) is asks[index]


@pytest.mark.parametrize(
    "change",
    [
        "document.querySelector('a').textContent = '撤回'",
        f"document.querySelector('td').textContent = '{B}'",
        "document.querySelector('table').remove()",
    ],
)
def test_what_has_come_to_stand_elsewhere_is_not_pressed(page: Page, change: str) -> None:
    page.set_content(
        f"<main>{table(['办件编号', '状态', '操作'], [A, '已办结', '<a onclick=clicked=1>评价</a>'])}</main>"
    )
    reader = Reader(BrowserTab(page, LIMITS, now, lambda _: None), PROFILE, ("number",))
    row = reader.find(lambda row: row.names(A)).hit
    assert row is not None
    action = row.action(A, ("评价",))
    assert action is not None
    page.evaluate(change)
    with pytest.raises(Uncheckable, match="没有点击"):
        reader.press(row, action, "点击“评价”")
    assert page.evaluate("() => window.clicked") is None


class _SlowTab(BrowserTab):
    """A tab whose data come only after it has waited longer than a list at rest is waited for."""

    asked: Route | None = None

    def hold(self, route: Route) -> None:
        self.asked = route

    def pause(self, waited: float) -> None:
        super().pause(waited)
        if waited > 1.5 * AT_REST and self.asked is not None:
            self.asked.fulfill(body="", headers={"access-control-allow-origin": "*"})
            self.asked = None


def test_what_a_long_list_asks_for_at_its_end_is_waited_for(page: Page) -> None:
    limits = LIMITS.model_copy(update={"click": 6 * AT_REST})
    tab = _SlowTab(page, limits, now, lambda _: None)
    page.route("**/more", tab.hold)
    more = f"document.querySelector('tbody').insertRow().innerHTML = '<td>{A}</td><td>已办结</td>'"
    script = f"""<script>onscroll = () => {{ onscroll = null; fetch("http://127.0.0.1:1/more").then(() => {more}) }}
        </script>"""
    rows = [[f"{B[:-6]}{number:06}", "已受理"] for number in range(10, 80)]
    page.set_content(f"<html><main>{table(['办件编号', '状态'], *rows)}</main>{script}</html>")
    profile = PROFILE.model_copy(update={"limits": limits})
    listing = Reader(tab, profile, ("number",)).find(lambda row: row.names(A))
    assert state(listing.hit) == "已办结"
