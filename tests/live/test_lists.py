"""Lists of the personal centre in a real browser: whatever their looks, what stands there is found, and only that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.support.listings import PROFILE, A, B, read, state, table
from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.model.facts.case import Stage
from zicha.model.finding import Uncheckable
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.listing import AT_REST, Reader


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


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
        ("<div>办件编号 <input> <button>查询</button></div>", False),
        ("<table><tr><th>办件编号</th><td><input></td><td>状态</td><td><select></select></td></tr></table>", False),
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


@pytest.mark.parametrize(
    "ask",
    [
        "fetch('http://127.0.0.1:1/more').then(more)",
        "document.body.append(Object.assign(document.createElement('script'),"
        " {src: 'http://127.0.0.1:1/more', onload: more}))",
    ],
    ids=["data", "a script"],
)
def test_what_a_long_list_asks_for_at_its_end_is_waited_for(page: Page, ask: str) -> None:
    limits = LIMITS.model_copy(update={"click": 6 * AT_REST})
    tab = _SlowTab(page, limits, now, lambda _: None)
    page.route("**/more", tab.hold)
    more = f"document.querySelector('tbody').insertRow().innerHTML = '<td>{A}</td><td>已办结</td>'"
    script = f"<script>const more = () => {{ {more} }}; onscroll = () => {{ onscroll = null; {ask} }}</script>"
    rows = [[f"{B[:-6]}{number:06}", "已受理"] for number in range(10, 80)]
    page.set_content(f"<html><main>{table(['办件编号', '状态'], *rows)}</main>{script}</html>")
    profile = PROFILE.model_copy(update={"limits": limits})
    listing = Reader(tab, profile, ("number",)).find(lambda row: row.names(A))
    assert state(listing.hit) == "已办结"


SOME = [f"{B[:-1]}{n}" for n in range(2, 9)]
"""Cases that nobody looks for."""


def swapping(control: str, pages: list[list[str]], script: str, row: str = "table") -> str:
    """A list of several pages, one at a time, and what turns it; `show(n)` draws the page n."""
    shape = {
        "table": ("<table><thead><tr><th>办件编号<th>状态</thead><tbody>{}</table>", "<tr><td>{}<td>已办结"),
        "cards": ("<div class=all>{}</div>", "<div><p>办件编号：{}</p><p>状态：已办结</p></div>"),
    }[row]
    before, _, after = shape[0].partition("{}")
    return f"""<div id=list></div><div id=turn>{control}</div><script>{{
    const pages = {pages}; const list = document.getElementById("list"), turn = document.getElementById("turn");
    const line = n => "{shape[1]}".replace("{{}}", n);
    const show = at => {{ list.innerHTML = "{before}" + pages[at].map(line).join("") + "{after}"; }};
    show(0);
    {script}
    }}</script>"""


NUMBERS = {
    "links": (
        "<a href=#>1</a> <a href=#>2</a> <a href=#>3</a>",
        "turn.querySelectorAll('a').forEach((a, n) => a.onclick = () => show(n))",
    ),
    "items of a list": (
        "<ul><li class=x1>1</li><li>2</li><li>3</li></ul>",
        "turn.querySelectorAll('li').forEach((a, n) => a.onclick = () => show(n))",
    ),
    "spans beside the bare number of this page": (
        "共 3 页 1 <span>2</span> <span>3</span> 转到 <input size=2> 页",
        "turn.querySelectorAll('span').forEach((a, n) => a.onclick = () => show(n + 1))",
    ),
    "a window of numbers that moves": (
        "",
        """const draw = at => { turn.innerHTML = (at ? "<a>" + at + "</a> " : "") + "<b>" + (at + 1) + "</b> " +
          (at < 2 ? "<a>" + (at + 2) + "</a>" : ""); turn.querySelectorAll("a").forEach(a => a.onclick = () => {
          show(Number(a.innerText) - 1); draw(Number(a.innerText) - 1); }); }; draw(0);""",
    ),
    "boxes": (
        "<div><div class=n>1</div><div class=n>2</div><div class=n>3</div></div>",
        "turn.querySelectorAll('.n').forEach((a, n) => a.onclick = () => show(n))",
    ),
}


@pytest.mark.parametrize(("control", "script"), NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize("row", ["table", "cards"])
def test_a_pager_of_bare_numbers(control: str, script: str, row: str, page: Page) -> None:
    pages = [SOME[:2], SOME[2:4], [SOME[4], A]]
    assert state(read(page, swapping(control, pages, script, row)).hit) == "已办结"
    without = read(page, swapping(control, [SOME[:2], SOME[2:4], SOME[4:5]], script, row))
    assert (without.hit, without.whole, len(without.rows)) == (None, True, 5)


def test_a_pager_in_the_last_row_of_its_table(page: Page) -> None:
    source = f"""<table id=grid><tr><th>办件编号</th><th>状态</th></tr><tr><td id=at>{B}</td><td>已办结</td></tr>
    <tr><td colspan=2><table><tr><td><span>1</span></td><td><a href="javascript:turned()">2</a></td></tr></table></td>
    </tr></table><script>function turned() {{ at.innerText = "{A}"; }}</script>"""
    assert state(read(page, source).hit) == "已办结"


@pytest.mark.parametrize(
    "control",
    [
        "<a>1</a> <a>2</a> <a>3</a>",
        "1 … <a>9</a>",
        "第 1/3 页",
        "共3页",
        "总计：9 条",
        "1 <a>2</a>",
        "<a>显示更多</a>",
        "<button disabled>上一页</button><a>后页</a>",
    ],
)
def test_a_list_that_cannot_be_turned_to_its_end_is_not_whole(control: str, page: Page) -> None:
    listing = read(page, swapping(control, [SOME[:2]], ""))
    assert (listing.hit, listing.whole) == (None, False)


@pytest.mark.parametrize(
    "beside",
    [
        "共 1 页",
        "第1/1页，共2条",
        "<span>1</span>",
        "上一页 <b>1</b> 下一页",
        "没有更多了",
        "<a href='/news'>更多服务</a>",
        "<button>导出</button>",
        "<p>客服热线 12345</p><p>1 2 3</p>",
        "<span style='color:#ccc;cursor:not-allowed'>下一页</span> 1/1",
        "<div>今年已办 <b>3</b> 件，平均 <b>2</b> 天</div>",
    ],
)
def test_a_list_of_one_page_is_whole(beside: str, page: Page) -> None:
    listing = read(page, swapping(beside, [SOME[:2]], ""))
    assert (listing.hit, listing.whole, len(listing.rows)) == (None, True, 2)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("div", "查看更多办件 ↓"),
        ("p", "再显示 10 条"),
        ("a", "点击载入其余办件"),
        ("span", "展开剩余记录（2）"),
        ("button", "显示全部"),
    ],
)
def test_more_in_any_words_beneath_the_list(tag: str, words: str, page: Page) -> None:
    more = f"""<aside>公告 <a href=/gg>更多</a></aside><{tag} id=more style=cursor:pointer>{words}</{tag}>"""
    script = f"""more.onclick = () => {{ list.querySelector("tbody").insertAdjacentHTML("beforeend",
      line("{A}")); more.innerText = "没有更多了"; }}"""
    assert state(read(page, swapping(more, [SOME[:2]], script)).hit) == "已办结"


def test_more_at_the_right_end_of_its_line(page: Page) -> None:
    """Beneath narrow cards it stands beside them all; it is still the list's."""
    style = "<style>.all { display: flex; gap: 9px } .all div { width: 300px } #turn { float: right }</style>"
    script = f"""more.onclick = () => {{ pages[0].push("{A}"); show(0); more.remove(); }}"""
    cards = swapping("<button id=more>加载更多</button>", [SOME[:2]], script, "cards")
    assert state(read(page, style + cards).hit) == "已办结"


def test_more_that_leads_elsewhere_is_not_followed(page: Page) -> None:
    news = "<p>通知公告 <a onclick='document.body.innerHTML = 0'>更多</a></p>"
    script = f"""more.onclick = () => {{ pages[0].push("{A}"); show(0); more.remove(); }}"""
    assert state(read(page, news + swapping("<a id=more>加载更多</a>", [SOME[:2]], script)).hit) == "已办结"


VIEWS = {
    "links": "<p><a class=now>办理中</a> <a>已办结</a></p>",
    "items": "<ul><li class=cur-item>办理中(1)</li><li>已办结(1)</li></ul>",
    "spans": "<div><span>全部办件</span><span style=color:red>办理中</span><span>已办结</span></div>",
    "boxes": "<div><div style=border-bottom:solid>待办</div><div>已办</div></div>",
    "items around links": "<ul><li><a href=#>办理中</a></li><li><a href=#>已办结</a></li></ul>",
}


@pytest.mark.parametrize("views", VIEWS.values(), ids=VIEWS)
def test_views_that_are_no_tabs(views: str, page: Page) -> None:
    style = "<style>#views * { cursor: pointer } .now, .cur-item { font-weight: bold; color: blue }</style>"
    script = """[...document.querySelectorAll("#views *")].filter(e => !e.children.length)
    .forEach(e => e.onclick = () => show(/办理中|待办/.test(e.innerText) ? 0 : 1));"""
    source = f"{style}<div id=views>{views}</div>" + swapping("", [[B], [A]], script)
    assert state(read(page, source).hit) == "已办结"


def test_a_view_that_does_not_open_leaves_the_list_unread(page: Page) -> None:
    views = "<div style=cursor:pointer><span style=color:red>办理中</span><span>已办结</span></div>"
    listing = read(page, views + swapping("", [[B]], ""))
    assert (listing.hit, listing.whole) == (None, False)


@pytest.mark.parametrize(
    "beside",
    [
        "<p>图例：<span style=color:red>已受理</span> <span>已办结</span></p>",
        "<div style=cursor:pointer><span style=color:red>全部</span><span>在办</span><span>已办结</span></div>",
        "<div style=cursor:pointer><span>我的办件</span><span>我的证照</span></div>",
    ],
    ids=["legend", "all of them shown", "menu"],
)
def test_words_beside_a_list_that_are_no_views(beside: str, page: Page) -> None:
    listing = read(page, beside + swapping("", [[B]], ""))
    assert (listing.hit, listing.whole) == (None, True)


SITE_SEARCH = """<div><input placeholder="请输入事项名称、办件编号">
<button onclick="document.querySelector('main').innerHTML = '<p>为您找到 0 条结果</p>'">搜索</button></div>"""


@pytest.mark.parametrize("site_first", [True, False])
@pytest.mark.parametrize(
    "box",
    [
        "办件编号 <input class=q> <a class=ask>查询</a>",
        "<label>办件名称 <input></label><div><label>办件编号 <input class=q></label></div><p><span class=ask>搜索",
        "<table><tr><td>办件编号<td><input class=q><td><input type=button class=ask value=查询></table>",
    ],
    ids=["link", "panel", "cells"],
)
def test_the_query_is_pressed_that_belongs_to_the_box(box: str, site_first: bool, page: Page) -> None:
    script = f"""document.querySelector(".ask").onclick = () => {{
      const known = document.querySelector(".q").value === "{A}";
      list.innerHTML = known ? list.innerHTML.replace("{B}", "{A}") : "<p>暂无数据</p>"; }}"""
    style = "<style>.ask { cursor: pointer }</style><div class=panel>" + box + "</div>"
    own = style + swapping("<a>后页</a>", [[B]], script)
    source = SITE_SEARCH + own if site_first else own + SITE_SEARCH
    assert state(read(page, source, query=A).hit) == "已办结"


def test_the_sites_own_search_settles_nothing(page: Page) -> None:
    listing = read(page, SITE_SEARCH + swapping("<a>后页</a>", [[B]], ""), query=A)
    assert (listing.hit, listing.whole) == (None, False)


@pytest.mark.parametrize("scrolls", ["height:200px;overflow:auto", ""])
def test_what_a_list_brings_when_it_is_scrolled(scrolls: str, page: Page) -> None:
    many = [f"{B[:-6]}{number:06}" for number in range(10, 80)]
    script = f"""const area = document.getElementById("list"); area.style = "{scrolls}";
    const bring = () => {{ bring.done = bring.done || pages[0].push("{A}"); setTimeout(() => show(0), 50); }};
    area.onscroll = bring; window.onscroll = bring;"""
    assert state(read(page, swapping("", [many], script)).hit) == "已办结"


@pytest.mark.parametrize(
    "text",
    [
        "<p>如查询不到，系统将提示暂无数据，请联系客服处理，感谢您的理解与支持。</p>",
        "<header>消息：暂无信息</header><main>网络开小差了</main>",
        "<footer>暂无内容</footer><p>请稍后</p>",
    ],
)
def test_a_notice_makes_no_list_empty(text: str, page: Page) -> None:
    page.set_content(text)
    reader = Reader(BrowserTab(page, LIMITS, now, lambda _: None), PROFILE, ("number",))
    assert not reader.find(lambda row: row.names(A)).recognised


@pytest.mark.parametrize("text", ["加载失败，点击重试", "<div class=toast>网络异常，请检查网络</div>", "正在加载..."])
def test_a_head_whose_rows_do_not_come_is_no_empty_list(text: str, page: Page) -> None:
    listing = read(page, table(["办件编号", "当前状态"]) + text)
    assert (listing.hit, listing.whole) == (None, False)
