"""The login page filled in as a person would, whatever it calls its fields; and how long that took the portal."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pytest
from playwright.sync_api import Error as BrowserError

from tests.support.journeys import PORTAL, PROFILE, page
from tests.support.tab import FakeTab, Late, button, field, keeper_of
from tests.support.terms import terms_of
from zicha.inspection.run import now
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.look import Look
from zicha.portal.live.pace import Pace
from zicha.portal.live.visitor import Visitor
from zicha.portal.profile import Profile

LOGIN = PROFILE.login_address
HOME = page("您好，测试公司 退出", f"{PORTAL}/uc")


def login_page(user: str = "用户名", text: str = "登录", *, secret: bool = True) -> Look:
    fields = field(user), *([field("密码", type="password")] if secret else [])
    return page("登录", LOGIN, fields=fields, passwords=int(secret), buttons=(button(text),) if text else ())


def visitor(tab: FakeTab, profile: Profile = PROFILE) -> Visitor:
    made = Visitor(MagicMock(), {}, terms_of(profile), Identity.LEGAL_PERSON, Pace(0), keeper_of(PROFILE))
    made.tab = tab
    return made


@pytest.mark.parametrize("user", ["用户名", "账号", "登录名/手机号"])
@pytest.mark.parametrize("text", ["登录", "登 录", "登录系统", "立即登录"])
def test_a_login_page_in_other_words(user: str, text: str) -> None:
    tab = FakeTab(login_page(user, text), HOME)
    assert visitor(tab).login().logged_in
    account = PROFILE.accounts[Identity.LEGAL_PERSON]
    assert tab.typed == [account.user, account.password]


def test_a_login_by_script_is_waited_for() -> None:
    login = visitor(FakeTab(login_page(), Late(HOME))).login()
    assert (login.logged_in, login.attempts) == (True, 1)


@pytest.mark.parametrize(
    "shown", [login_page("扫码"), login_page(secret=False), login_page(text="进入")], ids=["user", "password", "button"]
)
def test_a_login_page_of_another_make_is_our_lack(shown: Look) -> None:
    with pytest.raises(Uncheckable, match="没有认出登录页面上"):
        visitor(FakeTab(shown, HOME)).login()


def test_a_login_page_without_any_button_is_the_portals() -> None:
    assert visitor(FakeTab(login_page(text=""), HOME)).login().message == "登录页面没有“登录”按钮"


@pytest.mark.parametrize("line", ["用户服务连接失败", "登录名或密码有误", "账号已停用，请联系管理员"])
def test_what_the_login_page_complains_of_is_quoted(line: str) -> None:
    shown = login_page()
    refused = shown.model_copy(update={"text": f"{shown.text}\n现在是 10:20:31\n{line}"})
    looks = (shown, refused) * PROFILE.limits.attempts
    assert visitor(FakeTab(*looks)).login().message == line


def test_as_many_attempts_are_made_as_are_told() -> None:
    tab = FakeTab(login_page(), HOME, status=502)
    login = visitor(tab).login()
    assert (login.logged_in, login.attempts, login.message[:8]) == (False, PROFILE.limits.attempts, "门户暂时无法服务")
    assert len(tab.opened) == 2 * PROFILE.limits.attempts, "each page is asked for twice"


def test_our_own_politeness_is_not_the_portals_time(monkeypatch: pytest.MonkeyPatch) -> None:
    time = [0.0]
    monkeypatch.setattr("zicha.portal.live.visitor.time.monotonic", lambda: time[0])

    class Polite(FakeTab):
        def go(self, address: str, action: str) -> None:
            super().go(address, action)
            time[0] += 40
            self.paused += 32

    assert visitor(Polite(login_page(), HOME)).login().seconds == 8


def test_a_tab_counts_what_it_waited_out_of_politeness(monkeypatch: pytest.MonkeyPatch) -> None:
    time = [0.0]
    monkeypatch.setattr("zicha.portal.live.browser_tab.time.monotonic", lambda: time[0])

    def pace(address: str) -> None:
        time[0] += 16

    tab = BrowserTab(MagicMock(), PROFILE.limits, now, pace)
    tab.go(LOGIN, "打开登录页面")
    assert tab.paused == 16


def test_a_login_lasts_as_long_as_the_personal_centre_opens() -> None:
    assert visitor(FakeTab(page("我的办件", f"{PORTAL}/uc/cases"))).is_known()
    assert not visitor(FakeTab(login_page())).is_known()


def test_a_saved_login_that_has_ended_is_asked_for_once(tmp_path: Path) -> None:
    """Nobody but the person who saved it can renew it, and each page more would cost the other checks their time."""
    session = tmp_path / "session.json"
    session.write_text('{"cookies": [], "origins": []}', encoding="utf-8")
    tab = FakeTab(login_page())
    made = visitor(tab, PROFILE.model_copy(update={"accounts": {}, "sessions": {Identity.LEGAL_PERSON: session}}))
    for _ in range(3):
        with pytest.raises(Uncheckable, match="登录状态已失效"):
            made.login()
    assert len(tab.opened) == 1


def test_a_saved_login_that_the_browser_does_not_take_has_ended(tmp_path: Path) -> None:
    session = tmp_path / "session.json"
    session.write_text('{"cookies": [{"name": "a"}], "origins": []}', encoding="utf-8")
    browser = MagicMock()
    browser.new_context.side_effect = [BrowserError("Cookie should have a url or a domain/path pair"), MagicMock()]
    profile = PROFILE.model_copy(update={"accounts": {}, "sessions": {Identity.LEGAL_PERSON: session}})
    made = Visitor(browser, {}, terms_of(profile), Identity.LEGAL_PERSON, Pace(0), keeper_of(profile))
    with pytest.raises(Uncheckable, match="登录状态已失效"):
        made.login()


@pytest.mark.parametrize(
    ("greeting", "names"),
    [
        ("您好，测试公司 退出", {"测试公司"}),
        ("欢迎您，张三丰 退出", {"张三丰"}),
        ("欢迎您，访问河南政务服务网", set()),
        ("欢迎使用本系统", set()),
    ],
)
def test_how_a_visitor_is_called(greeting: str, names: set[str]) -> None:
    made = visitor(FakeTab(login_page(), page(greeting, f"{PORTAL}/uc")))
    assert made.login().logged_in
    assert made.personal == names
