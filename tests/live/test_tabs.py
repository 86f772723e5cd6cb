"""One tab in a real browser: what a click sets going is waited for, and leaving is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest
from playwright.sync_api import Browser, Page, Route
from playwright.sync_api import Error as BrowserError

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.model.finding import Uncheckable
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.look import Look
from zicha.portal.live.tab import require_answered
from zicha.portal.live.waiting import watch_from_the_start

ADDRESS = "http://portal.example"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def opened(
    page: Page, script: str, click: float = LIMITS.click, longest: float = LIMITS.page, head: str = ""
) -> BrowserTab:
    """A page with one button that runs a script."""
    source = f'<meta charset=utf-8><title>甲</title>{head}<button onclick="{script}">撤回申请</button>'
    page.route(f"{ADDRESS}/", lambda route: route.fulfill(body=source, content_type="text/html"))
    page.route(f"{ADDRESS}/done", lambda route: route.fulfill(body="<title>乙</title>", content_type="text/html"))
    tab = BrowserTab(page, LIMITS.model_copy(update={"click": click, "page": longest}), now, lambda _: None)
    tab.go(f"{ADDRESS}/", "打开")
    return tab


def press(tab: BrowserTab) -> BrowserTab | None:
    (button,) = tab.look().buttons
    return tab.click(button, "点击“撤回申请”")


@pytest.mark.parametrize("question", ["confirm('确定撤回吗？')", "alert('正在撤回')"])
def test_the_page_that_follows_a_dialog_of_the_browser_is_waited_for(page: Page, question: str) -> None:
    tab = opened(page, f"{question}; setTimeout(() => location.href = '/done', 100)")
    assert press(tab) is tab
    assert len(tab.alerts) == 1
    assert page.url == f"{ADDRESS}/done"
    assert [hop.url for hop in tab.hops][-1] == page.url


@pytest.mark.parametrize(
    ("question", "withdraws", "answer"),
    [
        ("您有未办结的申请，确定删除后重新申报吗？", False, "false"),
        ("确定撤回该办件吗？", False, "false"),
        ("确定撤回该办件吗？", True, "true"),
        ("确认提交吗？提交后不能撤回", False, "true"),
    ],
)
def test_the_browsers_own_question_gets_a_yes_that_undoes_nothing_of_others(
    page: Page, question: str, withdraws: bool, answer: str
) -> None:
    tab = opened(page, f"document.title = confirm('{question}')")
    tab.withdraws = withdraws
    assert press(tab) is tab
    assert (page.title(), tab.alerts) == (answer, [question])


def test_a_dialog_that_nothing_follows_is_an_answer(page: Page) -> None:
    tab = opened(page, "alert('当前状态不允许撤回')")
    assert press(tab) is tab
    assert tab.alerts == ["当前状态不允许撤回"]
    assert page.url == f"{ADDRESS}/"


def test_a_tab_is_left_though_its_page_would_rather_be_kept(page: Page) -> None:
    tab = opened(page, "window.onbeforeunload = (event) => event.preventDefault(); document.title = '丙'")
    assert press(tab) is tab
    with page.expect_event("close"):
        tab.close()


def test_a_tab_that_is_closed_twice_is_closed(page: Page) -> None:
    tab = opened(page, "")
    with page.expect_event("close"):
        tab.close()
        BrowserTab(page, LIMITS, now, lambda _: None).close()
    BrowserTab(page, LIMITS, now, lambda _: None).close()


SLOW = "const stop = new AbortController(); setTimeout(() => stop.abort(), 1300); fetch('/slow', {signal: stop.signal})"


@pytest.mark.parametrize("at_once", ["", "this.textContent = '请稍候'; "], ids=["nothing", "a word"])
def test_the_page_that_follows_an_answer_of_the_portal_is_waited_for(page: Page, at_once: str) -> None:
    """Longer than for a click that sets nothing going."""
    page.route(f"{ADDRESS}/slow", lambda route: None)
    page.context.route(f"{ADDRESS}/done", lambda route: route.fulfill(body="<title>乙</title>"))
    tab = opened(page, f"{at_once}{SLOW}.catch(() => window.open('/done'))", click=1 if not at_once else 2)
    other = press(tab)
    page.unroute_all(behavior="ignoreErrors")  # what was never answered
    assert other is not None
    assert other.page.url == f"{ADDRESS}/done"


def test_a_tab_that_opens_after_the_answer_is_taken_over(page: Page) -> None:
    page.context.route(f"{ADDRESS}/done", lambda route: route.fulfill(body="<title>乙</title>"))
    tab = opened(page, "this.textContent = '正在跳转'; setTimeout(() => window.open('/done'), 300)")
    assert press(tab) is tab
    assert tab.late_popup() is None
    tab.look_until(lambda _: tab.opens_another, LIMITS.page)
    late = tab.late_popup()
    assert late is not None
    assert late.page.url == f"{ADDRESS}/done"
    assert [hop.url for hop in late.hops] == [f"{ADDRESS}/", f"{ADDRESS}/done"]


def test_a_tab_that_changes_nothing_but_its_mark_is_selected(page: Page) -> None:
    tab = opened(page, "this.setAttribute('aria-selected', 'true')")
    (button,) = tab.look().buttons
    (marked,) = tab.select(button, "选择").buttons
    assert (button.selected, marked.selected) == (False, True)


def test_a_tab_that_leads_to_another_page_is_selected_once_that_has_come(page: Page) -> None:
    tab = opened(page, "location.href = '/done'")
    (button,) = tab.look().buttons
    assert tab.select(button, "选择").url == f"{ADDRESS}/done"


def test_words_under_the_pointer_can_be_clicked_whatever_they_are_made_of(page: Page) -> None:
    tab = opened(page, "")
    page.evaluate(
        """() => document.body.insertAdjacentHTML("beforeend",
        "<p>在线办理</p><div id=entry style='cursor: pointer'>在线 办理</div><div>网上办理</div>")"""
    )
    page.evaluate("() => document.getElementById('entry').addEventListener('click', () => { document.title = '乙' })")
    assert tab.worded(("网上办理",)) is None
    entry = tab.worded(("在线办理",))
    assert entry is not None
    assert tab.press(entry, "点击“在线办理”") is tab
    assert page.title() == "乙"


@pytest.mark.parametrize(
    "way",
    [
        "<p style='height: 3000px'></p>{button}",
        "{button}<div id=over style='position: fixed; inset: 0'></div>"
        "<script>setTimeout(() => document.getElementById('over').remove(), 200)</script>",
        "<style>@keyframes in {{ from {{ margin-left: 400px }} }} button {{ animation: in .3s }}</style>{button}",
        "<p style='width: 4em'>请先阅读 {link}</p>",
        "{button}<script>const late = document.querySelector('button'); late.disabled = true;"
        "setTimeout(() => {{ late.disabled = false }}, 200)</script>",
        "<iframe width=600 height=200 style='margin: 80px' srcdoc=\"{framed}\"></iframe>",
    ],
    ids=["further down", "under a veil that goes", "moving", "over two lines", "not yet enabled", "in a frame"],
)
def test_what_a_person_could_click_is_clicked(page: Page, way: str) -> None:
    done = "onclick=\"top.document.title = '乙'\""
    framed = f"<button {done}>申请</button>".replace('"', "&quot;")
    link = f"<a href=# {done}>网上申请办理</a>"
    source = "<meta charset=utf-8>" + way.format(button=f"<button {done}>申请</button>", link=link, framed=framed)
    page.route(f"{ADDRESS}/", lambda route: route.fulfill(body=source, content_type="text/html"))
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    tab.go(f"{ADDRESS}/", "打开")
    look = tab.look()
    assert tab.click(look.buttons[0], "点击") is tab
    assert page.title() == "乙"


def test_what_lies_under_something_else_cannot_be_clicked(page: Page) -> None:
    tab = opened(page, "document.title = '乙'", click=0.3)
    page.evaluate(
        """() => document.body.insertAdjacentHTML("beforeend", "<div style='position: fixed; inset: 0'></div>")"""
    )
    with pytest.raises(BrowserError):
        press(tab)
    assert page.title() == "甲"


def test_an_address_behind_a_hash_that_is_opened_again_is_loaded_anew(page: Page) -> None:
    """No request goes out for it, so that the page would stay as somebody left it."""
    tab = opened(page, "document.title = '第二页'")
    tab.go(f"{ADDRESS}/#/uc/cases", "打开我的办件")
    assert press(tab) is tab
    tab.go(f"{ADDRESS}/#/uc/cases", "打开我的办件")
    assert page.title() == "甲"


WATCHED = "<!doctype html><meta charset=utf-8><title>甲</title><p>请稍候</p><script>{}</script>"
COMES = "document.querySelector('p').textContent = '来了'"


class _CountingTab(BrowserTab):
    looks = 0

    def look(self) -> Look:
        self.looks += 1
        return super().look()


def watched(page: Page, script: str, headers: dict[str, str] | None = None) -> _CountingTab:
    """A page on which something comes late, observed from the start."""
    watch_from_the_start(page.context)
    answer = {"content-type": "text/html", **(headers or {})}
    page.route(f"{ADDRESS}/", lambda route: route.fulfill(body=WATCHED.format(script), headers=answer))
    tab = _CountingTab(page, LIMITS, now, lambda _: None)
    tab.go(f"{ADDRESS}/", "打开")
    return tab


@pytest.mark.parametrize(
    ("script", "headers"),
    [
        (f"setTimeout(() => {{ {COMES} }}, 400)", {}),
        (f"setTimeout(() => {{ {COMES} }}, 400)", {"content-security-policy": "script-src 'unsafe-inline'"}),
        ("setTimeout(() => { document.open(); document.write('<p>来了</p>'); document.close() }, 400)", {}),
        (f"setTimeout = null; requestAnimationFrame(() => {{ {COMES} }})", {}),
    ],
    ids=["text", "under a policy", "a document written anew", "timers bent"],
)
def test_a_page_tells_of_a_change(page: Page, script: str, headers: dict[str, str]) -> None:
    tab = watched(page, script, headers)
    assert "来了" in tab.look_until(lambda look: "来了" in look.text, LIMITS.page).text


def test_a_page_that_stands_still_is_not_read_over_and_over(page: Page) -> None:
    tab = watched(page, "")
    tab.look_until(lambda look: False, 1.2)
    assert tab.looks <= 4


def test_a_value_that_comes_without_a_change_is_noticed(page: Page) -> None:
    script = "document.body.append(document.createElement('textarea')); "
    tab = watched(page, f"{script}setTimeout(() => {{ document.querySelector('textarea').value = '来了' }}, 200)")
    look = tab.look_until(lambda look: any(field.value for field in look.fields), LIMITS.page)
    assert [field.value for field in look.fields] == ["来了"]


def test_a_page_that_never_rests_is_looked_at_ever_less_often(page: Page) -> None:
    tab = watched(page, "const go = () => { document.body.className = Math.random(); requestAnimationFrame(go) }; go()")
    tab.look_until(lambda look: False, 1)
    assert 1 < tab.looks < 30


def test_what_goes_on_moving_is_an_answer_once_it_rests(page: Page) -> None:
    grow = "let n = 0; const grow = () => { this.textContent += '甲'; if (++n < 8) setTimeout(grow) }; grow()"
    tab = opened(page, grow)
    assert press(tab) is tab
    assert tab.look().buttons[0].text == "撤回申请" + 8 * "甲"


def test_a_page_that_never_rests_has_answered_all_the_same(page: Page) -> None:
    tab = opened(page, "const go = () => { this.textContent = Math.random(); setTimeout(go, 5) }; go()")
    assert press(tab) is tab


def test_what_changed_and_changed_back_is_no_answer(page: Page) -> None:
    tab = opened(page, "const old = this.textContent; this.textContent = ''; this.textContent = old", click=0.3)
    assert press(tab) is None


MOVED = [
    "document.body.append('来了')",
    "document.querySelector('input').value = '来了'; document.querySelector('p').click()",
    "fetch('/data').finally(() => { document.querySelector('input').value = '来了'; done = 1 })",
    "document.querySelector('p').animate([{opacity: 0}, {opacity: 1}], 60000); "
    "document.querySelector('input').value = '来了'",
]


@pytest.mark.parametrize("script", MOVED, ids=["its document", "a click", "data", "a movement"])
def test_a_look_is_not_taken_for_a_page_that_has_moved_on(page: Page, script: str) -> None:
    page.route(f"{ADDRESS}/data", lambda route: route.fulfill(body="{}"))
    tab = watched(page, "document.body.append(document.createElement('input')); done = 0")
    assert not any("来了" in text for look in [tab.look()] for text in (look.text, *(f.value for f in look.fields)))
    page.evaluate(script)
    if "done" in script:
        page.wait_for_function("() => done")
    look = tab.look()
    assert any("来了" in text for text in (look.text, *(field.value for field in look.fields)))


def test_the_same_page_is_read_once_for_two_who_look_at_once(page: Page) -> None:
    tab = watched(page, "")
    assert any(tab.look() is tab.look() for _ in range(5)), "however busy the machine is"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda route: route.abort("connectionrefused"), "连接被拒绝"),
        (lambda route: route.abort("connectionreset"), "连接被重置"),
        (lambda route: route.fulfill(status=503), "HTTP 503"),
        (lambda route: route.fulfill(status=404), ""),
        (lambda route: None, "等待超时"),
    ],
    ids=["refused", "reset", "busy", "not there", "never"],
)
def test_a_click_whose_request_gets_no_answer_is_not_the_buttons_fault(
    page: Page, answer: Callable[[Route], None], words: str
) -> None:
    page.route(f"{ADDRESS}/data", answer)
    tab = opened(page, "fetch('/data').catch(() => 0)", click=0.3, longest=1)
    assert press(tab) is None
    page.unroute_all(behavior="ignoreErrors")
    assert tab.unanswered == words
    with pytest.raises(Uncheckable) if words else nullcontext():
        require_answered(tab, "点击“撤回申请”")


def test_a_button_whose_script_did_not_come_is_not_dead(page: Page) -> None:
    page.route(f"{ADDRESS}/own.js", lambda route: route.abort("timedout"))
    tab = opened(page, "undefined", click=0.3, head="<script src=/own.js></script>")
    assert press(tab) is None
    assert tab.unanswered == "连接超时"


def test_a_dead_button_is_dead(page: Page) -> None:
    tab = opened(page, "undefined", click=0.3)
    assert press(tab) is None
    assert tab.unanswered == ""


LATE = "<header><button>消息</button></header>"
ROWS = "<ul><li>甲许可 <button onclick=\"document.title = '甲'\">撤回</button></li><li>乙许可 {}</li></ul>"


@pytest.mark.parametrize(
    ("shown", "comes"),
    [
        ("<button onclick=\"document.title = '乙'\">好差评</button>", LATE),
        (ROWS.format("<button onclick=\"document.title = '乙'\">撤回</button>"), "<p><a href='#'>公告</a></p>"),
    ],
    ids=["a header", "a line above a list"],
)
def test_what_comes_before_a_button_has_no_other_one_pressed(shown: str, comes: str, page: Page) -> None:
    page.set_content(f"<button onclick=\"document.title = '在线办理'\">在线办理</button>{shown}")
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    *_, button = tab.look().buttons
    page.locator("body").evaluate("(body, html) => body.insertAdjacentHTML('afterbegin', html)", comes)
    tab.click(button, "点击")
    assert page.title() == "乙"


def test_a_button_that_is_gone_has_no_other_one_pressed(page: Page) -> None:
    page.set_content(ROWS.format("<button onclick=\"document.title = '乙'\">撤回</button>"))
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    *_, button = tab.look().buttons
    page.locator("li").nth(1).evaluate("(row) => row.remove()")
    page.locator("ul").evaluate("(list) => list.insertAdjacentHTML('afterbegin', list.innerHTML.replace('甲', '丙'))")
    with pytest.raises(BrowserError):
        tab.click(button, "点击")
    assert page.title() == ""
