"""Which parts of a guide come only when something is pressed, and what does not need to be."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.portal.guide.closed_parts import closed_parts, cut_parts

pytestmark = pytest.mark.usefixtures("drawing")
TITLE = "<div style='cursor: pointer; font-size: 18px'>{}</div>"
TAB = "<li><a href='javascript:void(0)' style='{}'>{}</a></li>"
LIMIT = "<p>承诺时限：5日</p>"


def names(source: str) -> list[tuple[str, bool]]:
    return [(part.name, part.is_title) for part in closed_parts(drawn(source), PROFILE)]


def test_titles_with_nothing_beneath_are_to_be_pressed() -> None:
    parts = TITLE.format("基本信息") + f"<div>{LIMIT}</div>"
    parts += "".join(f"{TITLE.format(name)}<div hidden></div>" for name in ("受理条件", "申请材料", "联系我们"))
    assert names(parts) == [("受理条件", True), ("申请材料", True), ("联系我们", True)]


def test_what_is_folded_and_kept_on_the_page_needs_no_click() -> None:
    kept = (("申请材料", "材料名称：甲"), ("受理条件", "有固定场所"))
    assert names("".join(f"{TITLE.format(name)}<div hidden><p>{text}</p></div>" for name, text in kept)) == []


def test_what_is_folded_is_opened_where_details_are_to_be_pressed_in_it() -> None:
    kept = (("申请材料", "<b>甲</b> <button>详情</button>"), ("受理条件", "有固定场所 <button>收藏</button>"))
    assert names("".join(f"{TITLE.format(name)}<div hidden>{text}</div>" for name, text in kept)) == [
        ("申请材料", True)
    ]


def test_tabs_that_bear_no_mark_are_to_be_pressed_but_for_the_one_that_is_open() -> None:
    tabs = [("color: red", "基本信息"), ("", "申请材料"), ("", "受理条件"), ("", "网上办理流程")]
    row = "".join(TAB.format(*each) for each in tabs)
    assert names(f"<ul>{row}</ul><div>{LIMIT}</div>") == [
        ("申请材料", False),
        ("受理条件", False),
        ("网上办理流程", False),
    ]


@pytest.mark.parametrize(
    "menu",
    [
        "<ul><li><a href='#a'>申请材料</a></li><li><a href='#b'>受理条件</a></li></ul>"
        "<h2>申请材料</h2><p>甲</p><h2>受理条件</h2><p>乙</p>",
        "<ul><li><a href='/a'>申请材料</a></li><li><a href='/b'>受理条件</a></li></ul>",
        "<nav><a href='javascript:f()'>申请材料</a><a href='javascript:f()'>受理条件</a></nav>",
        "<button>在线办理</button><button>我要评价</button><button>收藏</button>",
    ],
)
def test_menus_links_and_entries_are_not_pressed(menu: str) -> None:
    assert names(menu + LIMIT) == []


OPENER = "<a href='javascript:void(0)'>{}</a>"
ROWS = "".join(f"<tr><td>{name}</td><td>原件</td></tr>" for name in ("申请表", "章程"))
TABLE = f"<table><tr><th>材料名称</th><th>材料类型</th></tr>{ROWS}</table>"


@pytest.mark.parametrize(
    "source",
    [
        f"<p>办理地点：市民之家二楼… {OPENER}</p>",
        f"<div><span>市民之家二楼...</span><b>{OPENER}</b></div>",
        "<p><span>市民之家二楼…</span> <button>{}</button></p>",
        f"{TABLE}{OPENER}",
        f"<div><div>{TABLE}</div><p>{OPENER}</p></div>",
        f"<ul><li>一</li><li>二</li></ul><div>{OPENER}</div>",
    ],
)
def test_what_stands_behind_a_cut_text_or_beneath_a_list_opens_it(source: str) -> None:
    assert [part.name for part in cut_parts(drawn(source.format("展开全部")), PROFILE)] == ["展开全部"]


FOLDED = "<div hidden><p><span>市民之家二楼…</span>{}</p></div>"


@pytest.mark.parametrize(
    "source",
    [
        TITLE.format("办理地点") + FOLDED,
        f"<h3>办理地点 {OPENER.format('办理地点')}</h3>{FOLDED}",
        f"<a href='#where' onclick=''>办理地点</a><p>其他</p>{FOLDED.replace('<div', '<div id=where')}",
    ],
)
def test_a_text_cut_off_in_a_folded_part_is_unfolded_first(source: str) -> None:
    opened = source.format(OPENER.format("展开"))
    assert [part.name for part in cut_parts(drawn(opened), PROFILE)] == ["办理地点"]
    assert [part.name for part in cut_parts(drawn(opened.replace(" hidden", "")), PROFILE)] == ["展开"]


@pytest.mark.parametrize(
    "source",
    [
        f"<p>市民之家… <span>六号窗口</span>{OPENER.format('查看地图')}</p>",
        f"<p>市民之家二楼{OPENER.format('展开')}</p>",
        "<p><span>市民之家…</span><span hidden>市民之家二楼</span><a href='#'>展开</a></p>",
        f"{TABLE}<p>共2条</p>{OPENER.format('展开')}",
        f"{TABLE}{OPENER.format('在线办理')}",
        f"{TABLE}<a href='/list'>更多</a>",
        f"<h2>申请材料 {OPENER.format('展开')}</h2>{TABLE}",
        f"<div role='tabpanel' hidden><p><span>市民之家…</span>{OPENER.format('展开')}</p></div>",
    ],
)
def test_anything_else_to_press_opens_no_text(source: str) -> None:
    assert cut_parts(drawn(source), PROFILE) == ()
