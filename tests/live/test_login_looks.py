"""Login pages in the looks that portals give them: the account is sent off, or a person is asked for, and told why."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.model.finding import Uncheckable
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.login_form import SentLogin, send_login
from zicha.portal.profile import Account, load_profile

PROFILE = load_profile("demo", "http://127.0.0.1:1").model_copy(update={"limits": LIMITS})
ACCOUNT = Account(tab="法人登录", user="faren", password="M-1")
FORM = (
    "<div id=form {}><p><input id=user placeholder=请输入用户名/手机号></p><p><input id=secret type=password></p>"
    "<p><label><input type=checkbox id=agreed>我已阅读并同意《用户服务协议》</label></p>{}</div>"
)
SENDS = (
    'onclick=\'document.title = [user.value, secret.value, agreed.checked, window.kind || ""].join(); '
    'document.body.append("已提交")\''
)
LOGIN = f"<button {SENDS}>登 录</button>"
STYLE = (
    "<style>.h { cursor: pointer; padding: 8px } .o { color: #1a5fb4; border-bottom: 2px solid #1a5fb4 }</style>"
    "<script>kind = ''</script>"
)
KINDS = "<{0} class='h o'>个人登录</{0}><{0} class=h data-kind=1>法人登录</{0}>"
CHOOSES = "<script>{{ const e = document.querySelector('[data-kind]'); e.onclick = () => {{ {} }} }}</script>"
MARKS = CHOOSES.format('window.kind = "法人"; e.classList.add("o")')
OPENS = CHOOSES.format('document.getElementById("form").hidden = false')
QR = "<canvas width=160 height=160></canvas><p>请使用APP扫码登录</p>"
PAGES = {
    "spans": (KINDS.format("span") + FORM.format("", LOGIN) + MARKS, "faren,M-1,true,法人"),
    "items": (f"<ul>{KINDS.format('li')}</ul>" + FORM.format("", LOGIN) + MARKS, "faren,M-1,true,法人"),
    "links": (KINDS.format("a") + FORM.format("", LOGIN) + MARKS, "faren,M-1,true,法人"),
    "code first": (
        "<div class='h o'>扫码登录</div><div class=h data-kind=1>账号密码登录</div>"
        f"{QR}{FORM.format('hidden', LOGIN)}{OPENS}",
        "faren,M-1,true,",
    ),
    "code first, a tab": (
        "<div role=tablist><a role=tab aria-selected=true>扫码登录</a><a role=tab data-kind=1>密码登录</a></div>"
        f"{QR}{FORM.format('hidden', LOGIN)}{OPENS}",
        "faren,M-1,true,",
    ),
    "a part to press": (
        FORM.format("", f"<div class=h {SENDS}>登录</div>".replace("onclick", "onmousedown")),
        "faren,M-1,true,",
    ),
    "pictures for words": (
        FORM.format("", LOGIN).replace("placeholder=请输入用户名/手机号", ""),
        "faren,M-1,true,",
    ),
}


def logging_in(page: Page, body: str) -> BrowserTab:
    page.set_content(f"<!DOCTYPE html><meta charset=utf-8><body>{STYLE}<h2>用户登录</h2>{body}</body>")
    return BrowserTab(page, LIMITS, now, lambda _: None)


@pytest.mark.parametrize("kind", PAGES)
def test_the_account_is_sent_off(kind: str, page: Page) -> None:
    body, sent = PAGES[kind]
    assert isinstance(send_login(logging_in(page, body), ACCOUNT, PROFILE), SentLogin)
    assert page.title() == sent


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("<div><span>请按住滑块，拖动到最右边</span><i>»</i></div>", "滑块"),
        ("<p><input placeholder=请输入验证码><img width=80 height=30></p>", "验证码"),
        ("<p>短信动态密码 <input> <a href=#>获取动态码</a></p>", "动态密码"),
    ],
)
def test_what_only_a_person_can_do_is_left_to_one(more: str, words: str, page: Page) -> None:
    with pytest.raises(Uncheckable, match=f"人工验证（“[^”]*{words}.*zicha login"):
        send_login(logging_in(page, FORM.format("", more + LOGIN)), ACCOUNT, PROFILE)
    assert page.evaluate("[user.value, secret.value]") == ["", ""]


def test_a_page_without_a_password_is_not_known(page: Page) -> None:
    with pytest.raises(Uncheckable, match="没有认出登录页面上填写账号和密码的位置"):
        send_login(logging_in(page, QR), ACCOUNT, PROFILE)
