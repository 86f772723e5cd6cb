"""What cannot be seen on a page is not there: no complaint, no lost login, no button, no field, no case."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.listings import A, B, read, state
from tests.support.live_portals import LIMITS, See
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab

HIDDEN = {
    "not drawn": "display:none",
    "hidden": "visibility:hidden",
    "transparent": "opacity:0",
    "of no height": "height:0;overflow:hidden",
    "folded": "max-height:0;overflow:hidden",
    "left of the page": "position:absolute;left:-9999px",
    "above the page": "position:absolute;top:-500px",
    "moved away": "transform:translateX(-3000px)",
    "a spot": "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)",
    "cut to nothing": "clip-path:inset(50%)",
    "shrunk": "transform:scale(0)",
}
UNREADABLE = {
    **HIDDEN,
    "of no size": "font-size:0",
    "of no colour": "color:transparent",
    "indented": "text-indent:-9999px;overflow:hidden",
    "struck out": "text-decoration:line-through",
}
READABLE = {
    "in a box that scrolls": "height:20px;overflow:auto",
    "of several colours": "background:linear-gradient(red,blue);background-clip:text;color:transparent",
    "down the page": "margin-top:3000px",
    "moved a little": "transform:translateY(-10px);overflow:hidden",
    "in a corner": "position:absolute;right:0;overflow:hidden",
    "under floats": "overflow:hidden",
}
FORM = "<h2>填写申报信息</h2><div>姓名 <input></div><div>电话 <input></div>"


@pytest.mark.parametrize("style", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("words", ["{}", "<p>{}</p>", "<div><span>请注意</span><div>{}</div></div>"])
def test_words_that_cannot_be_seen_are_not_said(style: str, words: str, see: See) -> None:
    look = see(f"{FORM}<div style='{style}'>{words.format('登录超时，请重新登录')}</div><p>登录人：张三</p>")
    assert "登录超时" not in look.text + look.own + look.main + "".join((*look.rows, *look.headings, *look.messages))
    assert look.text.splitlines()[-1] == "登录人：张三"
    assert [field.label for field in look.fields] == ["姓名", "电话"]


@pytest.mark.parametrize("style", READABLE.values(), ids=READABLE)
def test_words_that_can_be_seen_are_said(style: str, see: See) -> None:
    look = see(f"{FORM}<div style='{style}'><div>登录超时</div></div><p style='opacity:0'>旧</p>")
    assert "登录超时" in look.text
    assert "登录超时" in look.own


def test_a_part_of_a_page_that_has_scrolled_is_still_there(see: See, page: Page) -> None:
    see(f"<div id=s style='height:300px;overflow:auto'><p>登录超时</p>{FORM}<p style='height:2000px'>-</p></div>")
    page.evaluate("() => { s.scrollTop = 1500 }")
    look = BrowserTab(page, LIMITS, now, lambda _: None).look()
    assert "登录超时" in look.text
    assert [field.label for field in look.fields] == ["姓名", "电话"]


TOAST = "position:fixed;top:20px;left:50%;width:200px;margin-left:-100px;z-index:2000;padding:8px;background:#fff"


@pytest.mark.parametrize(
    "hidden",
    [
        *(
            f"<div style='{TOAST};padding:0;{style}'>提交失败</div>"
            for style in HIDDEN.values()
            if "position" not in style
        ),
        f"<div style='{TOAST};font-size:0'>提交失败</div>",
        f"<div style='{TOAST};opacity:0;pointer-events:none'>提交失败</div>",
        f"<div style='{TOAST};top:-200px'>提交失败</div>",
        f"<div style='{TOAST};top:5000px' aria-hidden=true>提交失败</div>",
        f"<div style='{TOAST}'><span style='display:none'>提交失败</span></div>",
        f"<div style='{TOAST}'>提交失败</div>"
        "<div style='position:fixed;inset:0;z-index:3000;background:#fff'>请稍候</div>",
    ],
)
def test_a_message_that_cannot_be_seen_is_no_complaint(hidden: str, see: See) -> None:
    assert not any("提交失败" in message for message in see(FORM + hidden).messages)


@pytest.mark.parametrize("style", ["", "pointer-events:none", "transform:translateY(4px)", "opacity:0.9"])
def test_a_message_that_can_be_seen_is_one(style: str, see: See) -> None:
    assert see(f"{FORM}<div style='{TOAST};{style}'>提交失败</div>").messages == ("提交失败",)


@pytest.mark.parametrize("style", HIDDEN.values(), ids=HIDDEN)
def test_a_button_and_a_field_that_cannot_be_seen_are_none(style: str, see: See) -> None:
    hidden = f"<div style='{style}'><label>邮编 <input></label><button>提交</button></div>"
    look = see(f"{FORM}{hidden}<button>下一步</button>")
    assert [button.text for button in look.buttons] == ["下一步"]
    assert [field.label for field in look.fields] == ["姓名", "电话"]


def test_a_button_that_shows_a_picture_is_called_by_its_words(see: See) -> None:
    spot = HIDDEN["a spot"]
    look = see(
        f"{FORM}<button style='width:40px'><svg width=12 height=12></svg><span style='{spot}'>下一步</span></button>"
    )
    assert [button.text for button in look.buttons] == ["下一步"]


@pytest.mark.parametrize(
    "choice",
    [
        "<input type=radio name=g style='{}' id=a><label for=a>固定</label>",
        "<label><input type=radio name=g style='{}'><i></i>固定</label>",
    ],
)
@pytest.mark.parametrize("style", [HIDDEN["a spot"], HIDDEN["left of the page"], HIDDEN["transparent"]])
def test_a_choice_behind_its_words_is_a_field(choice: str, style: str, see: See) -> None:
    look = see(f"{FORM}<div>经营形式 {choice.format(style)}</div>")
    assert [field.label for field in look.fields if field.type == "radio"] == ["固定"]


def test_a_list_behind_the_one_that_is_drawn_is_a_field(see: See) -> None:
    listed = f"<select style='{HIDDEN['a spot']}'><option>请选择<option>个人<option>企业</select><span>请选择</span>"
    assert [field.type for field in see(f"{FORM}<div>类型 {listed}</div>").fields] == ["text", "text", "select"]


TABLE = "<table><tr><th>办件编号</th><th>状态</th></tr>{}</table><p>共1条</p>"
ROW = "<tr style='{}'><td>{}</td><td>{}</td></tr>"


@pytest.mark.parametrize("name", ["not drawn", "hidden", "transparent", "moved away", "left of the page"])
def test_a_row_that_cannot_be_seen_is_no_case(name: str, page: Page) -> None:
    rows = ROW.format(HIDDEN[name], A, "已办结") + ROW.format("", B, "已受理")
    listing = read(page, TABLE.format(rows), A)
    assert (listing.hit, len(listing.rows)) == (None, 1)


def test_a_state_that_cannot_be_seen_is_none(page: Page) -> None:
    cell = "<span style='position:absolute;left:-9999px'>已办结</span><span>已受理</span>"
    assert state(read(page, TABLE.format(ROW.format("", A, cell)), A).hit) == "已受理"


def test_a_row_that_is_struck_out_is_a_case(page: Page) -> None:
    assert state(read(page, TABLE.format(ROW.format("text-decoration:line-through", A, "已撤销")), A).hit) == "已撤销"
