"""What lies over a thing to be pressed: it is pressed where it is free, else what can only be closed is closed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page

from tests.support.journeys import PROFILE
from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.lying_over import CoveredError, LyingOver

PAGE = """<!DOCTYPE html><meta charset=utf-8><style>
body {{ margin: 0; height: 100vh; overflow: hidden }}
.entry {{ position: absolute; bottom: 10px; right: 10px; width: 160px; height: 40px }}
.bar {{ position: fixed; bottom: 0; left: 0; right: 0; height: 80px; background: #ffe; z-index: 999 }}
.ball {{ position: fixed; bottom: 0; right: 0; width: 300px; height: 120px; background: #36c; z-index: 999 }}
.mask {{ position: fixed; inset: 0; background: rgba(0, 0, 0, .5); z-index: 9998 }}
.tip {{ position: absolute; top: 300px; left: 300px; width: 260px; background: #fff; z-index: 9999 }}
.x {{ position: absolute; top: 4px; right: 4px; width: 20px; height: 20px; cursor: pointer; background: #ccc }}
.clear {{ position: fixed; inset: 0; z-index: 999 }}
.p {{ cursor: pointer }}
</style><body><p>取水许可审批</p><button class=entry onclick='document.title += " applied"'>在线办理</button>
<div id=app><div id=over>{}</div></div>"""
GONE = "document.getElementById('over').remove(); document.title = 'closed'"
LEADS = "document.title = 'led'"
COOKIE = "本网站使用 Cookie 改进服务。"


def part(tag: str, text: str = "", does: str = GONE) -> str:
    """Something to press; `tag` with its attributes."""
    return f'<{tag} onclick="{does}">{text}</{tag.split()[0]}>'


def bar(text: str, *parts: str) -> str:
    return f"<div class=bar>{text}{''.join(parts)}</div>"


CLOSED = {
    "a word": bar(COOKIE, part("button", "关闭")),
    "×": bar(COOKIE, part("span class=p", "×")),
    "an icon in the corner": bar(COOKIE, part("i class=x")),
    "an icon of a font": bar(COOKIE, part("i class=x", "&#xe6a1;")),
    "a label for who does not see": bar(COOKIE, part("button aria-label=关闭", "<svg width=12 height=12></svg>")),
    "客服 put away": f"<div class=ball><b>在线客服</b>{part('a href=javascript:;', '收起')}</div>",
    "a newcomer's guide": "<div class=mask></div><div class=tip>在这里查看办件"
    f"<p><button>下一步</button>{part('button', '跳过 (1/3)')}</p></div>",
    "a notice that comes late": "<div class=mask><div class=tip>公告：放假安排"
    f"{part('button', '我知道了(5s)')}</div></div>",
}
LEFT = {
    "only binding": bar("请完善账号", part("button", "立即绑定", LEADS)),
    "binding beside ×": bar("您还没有绑定手机", part("button", "去绑定", LEADS), part("i class=x", "", LEADS)),
    "proof": bar("办理前请实名认证", part("button", "去认证", LEADS), part("button", "关闭", LEADS)),
    "payment": bar("您有一笔待支付的费用", part("button", "立即支付", LEADS)),
    "consent": bar(COOKIE, part("button", "同意", LEADS)),
    "a link away called ×": bar(COOKIE, "<a href='/away'>×</a>"),
    "nothing to press": "<div class=ball>在线客服</div>",
}


def tab_of(page: Page, over: str) -> BrowserTab:
    page.set_content(PAGE.format(over))
    return BrowserTab(page, LIMITS, now, lambda _: None, over=LyingOver(PROFILE))


def press(tab: BrowserTab) -> BrowserTab | None:
    entry = tab.look().button(PROFILE.entries["apply"])
    assert entry is not None
    return tab.click(entry, "点击“在线办理”")


@pytest.mark.parametrize("over", CLOSED)
def test_what_can_only_be_closed_is_closed(over: str, page: Page) -> None:
    tab = tab_of(page, CLOSED[over])
    assert press(tab) is tab
    assert page.title() == "closed applied"


@pytest.mark.parametrize("over", LEFT)
def test_what_asks_for_more_is_left_alone(over: str, page: Page) -> None:
    tab = tab_of(page, LEFT[over])
    with pytest.raises(CoveredError, match="上面盖着“"):
        press(tab)
    assert page.title() == ""


def test_a_thing_is_pressed_where_it_is_free(page: Page) -> None:
    ball = "<div style='position: fixed; bottom: 10px; right: 60px; width: 60px; height: 40px; z-index: 9'>客服</div>"
    tab = tab_of(page, ball)
    press(tab)
    assert page.title() == "applied"


@pytest.mark.parametrize("over", ["<div class=clear></div>", "<div class=mask></div>", "<div class=mask>加载中</div>"])
def test_what_nobody_sees_or_waits_for_is_the_portals(over: str, page: Page) -> None:
    """The thing looks as if it could be pressed, and nothing comes of it: so it is for a person."""
    with pytest.raises(BrowserError, match="intercepts"):
        press(tab_of(page, over))
