"""What a person presses by its place: boxes and choices that libraries draw, notices over a page as it opens."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.journeys import PROFILE
from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.choices import agree_to_terms, choose
from zicha.portal.live.notices_over import beneath_notices

STYLE = """<style>.s { position: relative; display: inline-block; width: 14px; height: 14px; border: 1px solid #999 }
.s input { position: absolute; opacity: 0; width: 0; height: 0; margin: 0; z-index: -1 }
.full input { width: 14px; height: 14px; z-index: 1 } .c { padding-left: 20px; position: relative }
.c input { position: absolute; left: 0; z-index: -1; width: 14px; height: 14px; opacity: 0 }
.o { position: fixed; inset: 0; z-index: 2000; background: rgba(0, 0, 0, .5) }
.o > div { width: 400px; margin: 200px auto; padding: 20px; background: #fff }</style>"""
WORDS = "我已阅读并同意<a href='#away'>《用户服务协议》</a><a href='#away'>《隐私政策》</a>"
BOXES = {
    "native": f"<label><input type=checkbox>{WORDS}</label>",
    "shrunk to nothing": f"<label><span class=s><i></i><input type=checkbox></span><span>{WORDS}</span></label>",
    "laid over what is drawn": f"<label><span class='s full'><input type=checkbox></span><span>{WORDS}</span></label>",
    "under its label": f"<div class=c><input type=checkbox id=b><label for=b>{WORDS}</label></div>",
}


def show(page: Page, body: str) -> BrowserTab:
    page.set_content(f"<!DOCTYPE html><meta charset=utf-8>{STYLE}<body>{body}</body>")
    return BrowserTab(page, LIMITS, now, lambda _: None)


@pytest.mark.parametrize("box", BOXES)
def test_terms_are_agreed_to(box: str, page: Page) -> None:
    tab = show(page, f"<p>用户名 <input></p><p>密码 <input type=password></p>{BOXES[box]}<button>登录</button>")
    assert agree_to_terms(tab, tab.look(), PROFILE)
    assert page.locator("input[type=checkbox]").is_checked()
    assert "#away" not in page.url


@pytest.mark.parametrize("words", ["7天内自动登录", "记住密码", "同意将本账号绑定至业务系统"])
def test_nothing_else_is_ticked(words: str, page: Page) -> None:
    tab = show(page, f"<p>用户名 <input></p><label><input type=checkbox>{words}</label><button>登录</button>")
    assert not agree_to_terms(tab, tab.look(), PROFILE)
    assert not page.locator("input[type=checkbox]").is_checked()


def test_a_choice_shrunk_to_nothing_is_taken(page: Page) -> None:
    radio = "<label><span class=s><i></i><input type=radio name=g></span><span>{}</span></label>"
    tab = show(page, f"<p>请选择办理情形</p>{radio.format('首次申请')}{radio.format('延续')}<button>下一步</button>")
    choose(tab, tab.look(), PROFILE, ("延续",))
    assert page.locator("input").nth(1).is_checked()


NOTICE = "<div class=o role=dialog><div><h3>公告</h3><p>{}</p>{}</div></div>"
CLOSES = '<button onclick=\'this.closest(".o").remove(); document.title = "closed"\'>{}</button>'
PLAIN = "本网用户中心已改版，请在“我的证照”中查看。"
LEADS = "<button onclick='document.title = \"pressed\"'>{}</button>"


@pytest.mark.parametrize("button", ["我知道了", "关 闭", "×", "Close"])
def test_a_notice_is_closed(button: str, page: Page) -> None:
    tab = show(page, f"<p>承诺办结时限：5个工作日</p>{NOTICE.format(PLAIN, CLOSES.format(button))}")
    assert not beneath_notices(tab, tab.look(), PROFILE).dialogs


def test_one_notice_after_the_other_is_closed(page: Page) -> None:
    notices = (NOTICE.format(text, CLOSES.format("我知道了")) for text in (PLAIN, "新手引导：这里查进度。"))
    tab = show(page, f"<p>承诺办结时限：5个工作日</p>{''.join(notices)}")
    assert not beneath_notices(tab, tab.look(), PROFILE).dialogs


@pytest.mark.parametrize(
    ("text", "buttons"),
    [
        ("您尚未绑定账号，请先绑定。", (LEADS.format("立即绑定"), CLOSES.format("关闭"))),
        ("您的账号未完成实名认证，请先完成实名认证", (LEADS.format("去认证"), CLOSES.format("×"))),
        ("登录已失效，请重新登录", (CLOSES.format("我知道了"),)),
        (PLAIN, (LEADS.format("立即体验"),)),
        (PLAIN, (LEADS.format("同意授权并支付"),)),
    ],
    ids=["binding", "proof", "logged out", "leads on", "pays"],
)
def test_what_asks_for_more_stays(text: str, buttons: tuple[str, ...], page: Page) -> None:
    tab = show(page, f"<p>承诺办结时限：5个工作日</p>{NOTICE.format(text, ''.join(buttons))}")
    assert beneath_notices(tab, tab.look(), PROFILE).dialogs
    assert page.title() == ""
