"""What look.js sees on a page: fields and their labels, what is the site's and what the page's own, dialogs, masks."""

from __future__ import annotations

import html

import pytest
from playwright.sync_api import Page

from tests.support.live_portals import LIMITS, See
from tests.support.tab import PROFILE
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.login_page import asks_to_log_in
from zicha.portal.live.proof_page import may_ask_for_proof


def element_item(label: str, required: str = "is-required") -> str:
    return (
        "<style>.is-required > label::before { content: '*' }</style>"
        f'<div class="el-form-item {required}"><label class="el-form-item__label">{label}</label>'
        '<div class="el-form-item__content"><div class="el-input"><input class="el-input__inner"></div></div></div>'
    )


@pytest.mark.parametrize(
    "item",
    [
        element_item("联系电话"),
        "<style>.ant-form-item-required::before { content: '*' }</style>"
        '<div class="ant-row ant-form-item"><div><label for=a class="ant-form-item-required">联系电话</label></div>'
        "<div><input id=a></div></div>",
        '<div class="layui-form-item"><label class="layui-form-label">联系电话</label>'
        '<div class="layui-input-block"><input lay-verify="required|phone"></div></div>',
        "<style>.xing::before {content: '*'}</style><label class=xing for=b>联系电话</label><div><input id=b></div>",
    ],
    ids=["element", "ant", "layui", "css"],
)
def test_a_star_that_only_css_draws_is_a_star(item: str, see: See) -> None:
    (shown,) = see(f"<h2>填写申报信息</h2><form>{item}</form>").fields
    assert (shown.label, shown.required) == ("联系电话", True)


def test_what_may_stay_empty_bears_no_star(see: See) -> None:
    (shown,) = see(element_item("备注", required="")).fields
    assert (shown.label, shown.required, shown.required_shown) == ("备注", False, False)


def test_a_field_filled_in_and_locked_is_seen(see: See) -> None:
    (shown,) = see("<label for=a>姓名</label><input id=a value=张三 disabled><input disabled>").fields
    assert (shown.label, shown.value, shown.read_only) == ("姓名", "张三", True)


@pytest.mark.parametrize(
    "around",
    ["el-tabs el-tabs--top", "ant-tabs-top", "el-form--label-top", "is-top", "guide-top", "el-card__header", "header"],
)
def test_what_holds_the_form_is_no_header(around: str, see: See) -> None:
    fields = "<label for=a>姓名</label><input id=a><label for=b>电话</label><input id=b>"
    look = see(f'<div class="{around}">{fields}<button>下一步</button></div>')
    assert [field.label for field in look.fields] == ["姓名", "电话"]
    assert not look.buttons[0].chrome


@pytest.mark.parametrize("around", ["el-card__header", "guide-top", "el-page-header", "is-top"])
def test_an_entry_in_the_head_of_a_part_is_the_pages_own(around: str, see: See) -> None:
    assert not see(f'<div class="{around}"><h1>许可</h1><a href="/a">在线办理</a></div>').buttons[0].chrome


@pytest.mark.parametrize(
    "around", ['class="topbar"', 'class="site-header"', 'id="footer"', 'class="page-footer"', 'class="wrap nav"']
)
def test_the_sites_own_parts_are_not_the_pages(around: str, see: See) -> None:
    look = see(f"<div {around}><a href=/>首页</a><input placeholder=请输入事项名称></div><main>正文</main>")
    assert look.buttons[0].chrome
    assert look.own == "正文"


@pytest.mark.parametrize(
    "box",
    [
        '<div class="layui-layer-shade" style="position:fixed;inset:0;z-index:19891013"></div>'
        '<div class="layui-layer-dialog" style="position:fixed;z-index:19891014;top:280px;left:510px">{}</div>',
        '<div class="panel window" style="position:absolute;top:280px;left:500px;z-index:9002">{}</div>'
        '<div class="window-mask" style="position:absolute;inset:0;z-index:9000"></div>',
        '<div><div style="position:fixed;z-index:2000;top:260px;left:440px;width:400px;height:200px">{}</div></div>',
    ],
    ids=["layer", "easyui", "own"],
)
def test_a_box_over_the_page_is_a_dialog(box: str, see: See) -> None:
    message = "该事项不支持个人办理<button>确定</button>"
    look = see(f"<label for=a>姓名</label><input id=a><button>下一步</button>{box.format(message)}")
    assert [text.split()[0].removesuffix("确定") for text in look.dialogs] == ["该事项不支持个人办理"]
    assert {button.text: button.dialog for button in look.buttons} == {"下一步": False, "确定": True}


def test_what_floats_at_the_edge_is_no_dialog(see: See) -> None:
    look = see(
        '<div style="position:fixed;z-index:999;right:0;top:300px;width:60px">在线客服<button>咨询</button></div>'
        '<div style="position:fixed;z-index:999;top:0;width:100%;height:60px">门户<button>首页</button></div>正文'
    )
    assert look.dialogs == ()
    assert not any(button.dialog for button in look.buttons)


def test_a_mask_over_the_fields_is_seen(see: See) -> None:
    form = "<div style=position:relative><label for=a>姓名</label><input id=a>{}</div>"
    mask = '<div class="el-loading-mask" style="position:absolute;inset:0">…</div>'
    assert see(form.format(mask)).covered
    assert not see(form.format(mask.replace("inset:0", "top:200px;height:9px;left:0;width:9px"))).covered
    assert not see(form.format('<i class="el-icon-loading"></i>')).covered
    assert not see(f'<div class="ant-spin-nested-loading">{form.format("")}</div>').covered


def test_a_page_that_has_just_come_in_is_not_taken_for_a_blank_one(page: Page) -> None:
    comes_in = (
        "() => { document.open(); setTimeout(() => { document.write('<p>填写申报信息'); document.close(); }, 100); }"
    )
    page.evaluate(comes_in)
    assert "填写申报信息" in BrowserTab(page, LIMITS, now, lambda _: None).look().text


def test_a_page_whose_text_is_never_finished_is_looked_at_as_it_stands(page: Page) -> None:
    page.evaluate("() => { document.open(); document.write('<p>办理须知</p>'); }")
    tab = BrowserTab(page, LIMITS.model_copy(update={"page": 0.1}), now, lambda _: None)
    assert "办理须知" in tab.look().text
    page.evaluate("() => document.close()")


def test_where_a_password_is_asked_for(see: See) -> None:
    assert see("<label for=a>密码</label><input id=a type=password>").password_address == "about:blank"
    assert see("<label for=a>姓名</label><input id=a>").password_address == ""


PERSON = "<label for=n>真实姓名</label><input id=n><label for=c>证件号码</label><input id=c>"
LONG = "".join(f"<label for=f{n}>项目{n}</label><input id=f{n}>" for n in range(9))
OVER = """<style>.m { position: fixed; inset: 0; z-index: 900 }
.b { position: absolute; left: 400px; top: 250px; width: 480px; height: 220px }</style>"""
WISH = "您的账号尚未实名认证，请先完成认证"


@pytest.mark.parametrize(
    "body",
    [
        f"<div style=font-size:24px>绑定账号</div>{PERSON}<button>确定</button>",
        f"<div>业务系统</div><table><tr><td>账号绑定</td><td>请填写</td></tr></table>{PERSON}<button>下一步</button>",
        f"<div><span>实</span> <span>名</span> <span>认</span> <span>证</span></div>{PERSON}<button>下一步</button>",
        f"<p>请填写</p>{PERSON}<input placeholder=请输入短信验证码><button>下一步</button>",
        f"{LONG}<button>下一步</button><div class=btn onclick=0>提交认证</div>",
        f"{LONG}<button>下一步</button><span style=cursor:pointer>立即认证</span>",
        f"{LONG}<button>下一步</button><button><img alt=开始人脸识别 width=90 height=30></button>",
        f"{LONG}<button>下一步</button>{OVER}<div><div><div><div class=m><div class=b>{WISH}<button>确定</button>",
        f"{LONG}<button>下一步</button>{OVER}<div><div><div class=m></div><div class=b style=z-index:901>{WISH}</div>",
        f"<dialog open><p>{WISH}</p><button>确定</button></dialog>{LONG}<button>下一步</button>",
    ],
    ids=["large", "cell", "spans", "hint", "div", "span", "picture", "deep box", "box beside its mask", "dialog"],
)
@pytest.mark.parametrize("framed", [False, True], ids=["page", "frame"])
def test_a_wish_for_proof_shows_in_any_markup(body: str, framed: bool, see: See) -> None:
    inner = html.escape(f"<!DOCTYPE html><body>{body}</body>")
    frame = f"<h1>在线申报</h1><iframe width=1200 height=700 srcdoc='{inner}'></iframe>"
    assert may_ask_for_proof(see(frame if framed else body), PROFILE)


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=topbar><a href=/>实名认证</a></div><h1>申请人信息</h1>{PERSON}<button>下一步</button>",
        f"<ul><li><a href=/uc/bind>账号绑定</a></ul><h1>申请人信息</h1>{PERSON}<button>下一步</button>",
        f"<p>您好，张三（已实名认证）</p>{LONG}<button>下一步</button>",
        f"{LONG}<p>申请前请先完成实名认证、绑定账号，并按照要求如实填写下列全部信息。</p><button>下一步</button>",
        f"<div style=position:absolute;top:0;left:0;width:1200px>{LONG}<p>申请前请先完成实名认证。</p><button>下一步",
    ],
    ids=["header", "link", "in order", "small print", "layout"],
)
def test_a_page_that_only_speaks_of_it_asks_for_none(body: str, see: See) -> None:
    look = see(body)
    assert may_ask_for_proof(look, PROFILE) == ""
    assert look.dialogs == ()


TOAST = "<div style='position:fixed;z-index:3000;{}'>登录超时，请重新登录</div>"


@pytest.mark.parametrize(
    "at", ["top:20px;left:500px;width:280px", "top:45%;left:540px;width:200px", "bottom:60px;left:520px"]
)
@pytest.mark.parametrize("around", ["{}", "<div id=app>{}</div>", "<div><div><div><form>{}</form></div></div></div>"])
def test_a_toast_is_seen(at: str, around: str, see: See) -> None:
    look = see(f"{LONG}<button>下一步</button>{around.format(TOAST.format(at))}")
    assert look.toasts == ("登录超时，请重新登录",)
    assert asks_to_log_in(look, PROFILE)


@pytest.mark.parametrize("at", ["top:0;left:0;right:0", "right:0;top:300px", "position:static"])
def test_what_stands_at_the_edge_or_in_the_page_is_no_toast(at: str, see: See) -> None:
    assert see(f"{LONG}<button>下一步</button>{TOAST.format(at)}").toasts == ()


@pytest.mark.parametrize(
    "box",
    [
        "<div class=a><input placeholder=请输入事项名称><button>搜索</button></div>",
        "<table><tr><td><input><td><input type=submit value='搜 索'></table>",
        "<div><span>站内</span><p><input></p><a href=/s>搜一搜</a></div>",
    ],
)
@pytest.mark.parametrize("around", ["{box}{form}", "<form>{box}{form}</form>", "<div>{form}</div><div>{box}</div>"])
def test_the_sites_search_box_is_no_field_of_the_form(box: str, around: str, see: See) -> None:
    form = f"<div>{LONG}<button>下一步</button></div>"
    assert [each.label for each in see(around.format(box=box, form=form)).fields] == [f"项目{n}" for n in range(9)]


@pytest.mark.parametrize("word", ["查询", "获取", "核验", "选择"])
def test_a_field_with_a_button_of_its_own_is_one(word: str, see: See) -> None:
    look = see(
        f"<div><label for=x>信用代码</label><input id=x><button>{word}</button></div>{LONG}<button>下一步</button>"
    )
    assert look.fields[0].label == "信用代码"


def test_a_hint_in_the_page_lies_over_nothing(see: See) -> None:
    """Libraries mark the hint above a list as they mark a message: only what floats lies over the page."""
    hint = "<div role=alert>支持 pdf、jpg 格式，单个文件不超过10MB</div>"
    toast = "<div role=alert style='position:fixed;top:20px;left:40%;width:200px'>请上传材料</div>"
    look = see(f"{hint}<p>材料名称 <input type=file></p>{toast}")
    assert look.notices == ("请上传材料",)
    assert set(look.messages) == {"请上传材料", "支持 pdf、jpg 格式，单个文件不超过10MB"}
