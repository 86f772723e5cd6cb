"""Forms of which parts are out of sight until a title or a tab is pressed, as the libraries of portals make them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.form_parts import each_part, unfold, whole_form
from zicha.portal.profile import load_profile

PROFILE = load_profile("demo", "http://127.0.0.1")
TITLES = ("基本信息", "申报信息", "申报材料")
PARTS = (
    "<p>申请人姓名 <input></p><p>联系电话 <input></p>",
    "<p>申请事由 <input></p><p>经营面积 <input></p>",
    "<p>申请表 <input type=file></p>",
)
LABELS = ["申请人姓名", "联系电话", "申请事由", "经营面积", "申请表"]
STYLE = "<style>.t { cursor: pointer; display: inline-block } .low { height: 0; overflow: hidden }</style>"
TOGGLE = 'onclick="this.nextElementSibling.hidden = !this.nextElementSibling.hidden"'
NEXT = "this.parentElement.nextElementSibling"
SHOW = "onclick=\"document.querySelectorAll('.pane').forEach((e) => { e.hidden = e.id !== this.dataset.to })\""


def _each(line: str) -> str:
    """One line a part: its title, what it holds, how it hides itself, its number."""
    return "".join(
        line.replace("{t}", title).replace("{p}", part).replace("{h}", "hidden" if at else "").replace("{n}", f"p{at}")
        for at, (title, part) in enumerate(zip(TITLES, PARTS, strict=True))
    )


def _tabs(tab: str, strip: str = "<div>{}</div>") -> str:
    return strip.format(_each(tab)) + "<div>" + _each("<div class=pane id={n} {h}>{p}</div>") + "</div>"


FOLDED = {
    "title and part": _each(f"<div><div class=t {TOGGLE}>{{t}}</div><div {{h}}>{{p}}</div></div>"),
    "heads of an accordion": _each(
        f'<div><div role=tab><div class=t role=button onclick="{NEXT}.hidden = false">{{t}}</div></div>'
        "<div role=tabpanel {h}><div>{p}</div></div></div>"
    ),
    "details": _each("<details {h}><summary>{t}</summary><div>{p}</div></details>").replace(" hidden", ""),
    "one beneath the other": _each(f"<h3 class=t {TOGGLE}>{{t}} ▾</h3><div {{h}}>{{p}}</div>"),
    "named by its button": _each(
        '<div><div><span>{t}</span><button type=button aria-controls={n} onclick="{n}.hidden = false">展开</button>'
        "</div><div></div><section id={n} {h}>{p}</section></div>"
    ),
    "of an identity that is known": _each(
        f"<div><div class=t {TOGGLE}>{{t}}</div><div {{h}}>{{p}}</div></div>"
    ).replace(">申报信息<", ">实名认证信息<"),
    "of no height": _each(
        "<div><div class=t onclick=\"this.nextElementSibling.className = ''\">{t}</div><div class='{h}'>{p}</div></div>"
    ).replace("'hidden'", "low"),
}
TABBED = {
    "roles": _tabs(f"<button type=button role=tab aria-controls={{n}} data-to={{n}} {SHOW}>{{t}}</button>"),
    "a list": _tabs(f"<li class=t data-to={{n}} {SHOW}>{{t}}</li>", "<ul>{}</ul>"),
    "links": _tabs(f"<li><a href=#{{n}} data-to={{n}} {SHOW}>{{t}}</a></li>", "<nav><ul>{}</ul></nav><hr>"),
    "bare parts": _tabs(f"<span class=t data-to={{n}} {SHOW}>{{t}}</span>"),
}


def _drawn(page: Page, body: str) -> BrowserTab:
    page.set_content(f"<!DOCTYPE html>{STYLE}<h1>网上申报</h1><form>{body}<p><button>提交</button></p></form>")
    return BrowserTab(page, LIMITS, now, lambda _: None)


@pytest.mark.parametrize("make", FOLDED)
def test_what_is_folded_up_is_opened(make: str, page: Page) -> None:
    tab = _drawn(page, FOLDED[make])
    assert [field.label for field in tab.look().fields] != LABELS
    assert [field.label for field in unfold(tab, tab.look(), PROFILE).fields] == LABELS


@pytest.mark.parametrize("make", TABBED)
def test_what_stands_behind_tabs_is_opened_one_by_one(make: str, page: Page) -> None:
    tab = _drawn(page, TABBED[make])
    shown = [[field.label for field in look.fields] for look in each_part(tab, tab.look(), PROFILE)]
    assert shown == [LABELS[:2], LABELS[2:4], LABELS[4:]]
    tab = _drawn(page, TABBED[make])
    assert [field.label for field in whole_form(tab, tab.look(), PROFILE).fields] == LABELS


PRESSED = "onclick=\"document.title = '已点击'\""
LEFT_ALONE = {
    "nothing is closed": "".join(PARTS),
    "heads of steps": _tabs(f"<li class=t {PRESSED}>{{t}}</li>", "<ol>{}</ol>").replace("信息</li>", "信息</li>"),
    "a title that leads away": _each("<div><a href=/elsewhere>{t}</a><div {h}>{p}</div></div>"),
    "what hands in": _each(f"<div><button {PRESSED}>{{t}}</button><div {{h}}>{{p}}</div></div>"),
    "what undoes": _each(f"<div><div class=t {PRESSED}>删除{{t}}</div><div {{h}}>{{p}}</div></div>"),
    "a heading that nobody presses": _each("<div><h3>{t}</h3><div {h}>{p}</div></div>"),
    "a box that lies over nothing yet": PARTS[0] + f"<b class=t {PRESSED}>意见反馈</b><dialog>{PARTS[1]}</dialog>",
}
LEFT_ALONE["heads of steps"] = _tabs(f"<li class=t {PRESSED}>{{t}}</li>", "<ol>{}</ol>")
for at, title in enumerate(TITLES, 1):
    LEFT_ALONE["heads of steps"] = LEFT_ALONE["heads of steps"].replace(f">{title}<", f">{at} {title}<")

for asking in ("绑定账号", "去绑定", "实名认证", "人脸识别"):
    tab = f"<button type=button role=tab aria-controls={{n}} {PRESSED}>{{t}}</button>"
    LEFT_ALONE[f"a tab {asking}"] = _tabs(tab.replace("{t}", asking))
    LEFT_ALONE[f"a title {asking}"] = _each(f"<div><div class=t {PRESSED}>{asking}</div><div {{h}}>{{p}}</div></div>")


@pytest.mark.parametrize("make", LEFT_ALONE)
def test_what_opens_no_part_is_not_pressed(make: str, page: Page) -> None:
    tab = _drawn(page, LEFT_ALONE[make])
    address, before = page.url, tab.look().fields
    assert whole_form(tab, tab.look(), PROFILE).fields == before
    assert (page.title(), page.url) == ("", address)
