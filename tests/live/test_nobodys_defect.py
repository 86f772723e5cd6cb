"""Nobody's defect: a portal that is down, slow, busy, under repair or asks for a captcha never costs a matter its row.

Each is 未能核查 with its reason; only what stays wrong while the portal as a whole answers may be called a problem.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.support.live_matters import HEALTHY
from tests.support.live_portals import LIMITS, Observe, kept
from tests.support.scripted_portal import ScriptedPortal
from zicha.model.base import BEIJING
from zicha.model.facts.journey import Login
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.profile import Profile, load_profile
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal

GUIDE = "<html lang=zh><title>办事指南</title><main><table><tr><th>法定办结时限<td>20个工作日</table>%s</main></html>"


GUIDE_PATH = f"/guide/{HEALTHY[0].page_id}"


@pytest.mark.parametrize(
    ("status", "page", "reason"),
    [
        (429, "Too Many Requests", "门户限制访问频率（HTTP 429）"),
        (200, "<p>短时间内请求太过频繁，请稍后再试", "门户限制访问频率（“短时间内请求太过频繁”）"),
        (200, "<p>系统维护中，预计今日18时恢复", "门户正在维护（“系统维护中”）"),
        (200, "<p>请完成安全验证<p>向右滑动", "门户要求人工验证（“请完成安全验证”）"),
        (502, "<h1>Bad Gateway", "门户暂时无法服务（HTTP 502）"),
        (503, "<p>Service Unavailable", "门户暂时无法服务（HTTP 503）"),
        (200, "<p>欢迎光临", "打开的页面不是办事指南"),
        (404, "<p>Not Found", "打开的页面不是办事指南"),
    ],
    ids=["429", "busy", "maintenance", "captcha", "502", "503", "other", "404"],
)
@pytest.mark.parametrize("home", [200, 503], ids=["up", "down"])
def test_a_guide_that_does_not_come_is_not_judged(
    status: int,
    page: str,
    reason: str,
    home: int,
    scripted: ScriptedPortal,
    own_profile: Profile,
    observe: Observe,
    tmp_path: Path,
) -> None:
    scripted.answers = {"/": (home, "首页"), GUIDE_PATH: (status, page)}
    portal = kept(tmp_path / "evidence", observe(own_profile), own_profile)
    for record in (portal.guide(HEALTHY[0]), portal.evaluation(HEALTHY[0])):
        assert record.fact is None
        assert reason in record.failure or (home == 503 and "门户整体无法访问" in record.failure)


def test_without_an_account_nothing_is_applied_for(
    scripted: ScriptedPortal, own_profile: Profile, observe: Observe, tmp_path: Path
) -> None:
    """The guide can be read all the same."""
    scripted.answers = {"/": (200, "首页"), GUIDE_PATH: (200, GUIDE % "")}
    portal = kept(tmp_path / "evidence", observe(own_profile), own_profile)
    assert portal.login(Identity.PERSON).failure == "没有可用的个人账号：请先运行 zicha login 个人"
    assert "没有可用的法人账号" in portal.application(HEALTHY[0], Identity.LEGAL_PERSON).failure
    assert portal.guide(HEALTHY[0]).fact is not None


@pytest.mark.parametrize(
    ("login", "cases", "reason"),
    [
        (None, "/cases", "没有保存的登录状态"),
        ("<html>", "/cases", "的内容不是登录状态"),
        ('{"cookies": [], "origins": []}', "", "门户配置没有写“我的办件”的网址（pages.cases）"),
    ],
    ids=["none", "spoilt", "unknown centre"],
)
def test_without_a_login_that_was_saved_the_guide_is_read_all_the_same(
    login: str | None,
    cases: str,
    reason: str,
    scripted: ScriptedPortal,
    own_profile: Profile,
    observe: Observe,
    tmp_path: Path,
) -> None:
    scripted.answers = {"/": (200, "首页"), GUIDE_PATH: (200, GUIDE % "")}
    file = tmp_path / "session.json"
    if login is not None:
        file.write_text(login, encoding="utf-8")
    pages = own_profile.pages.model_copy(update={"cases": cases})
    profile = own_profile.model_copy(update={"sessions": {Identity.PERSON: file}, "pages": pages})
    portal = kept(tmp_path / "evidence", observe(profile), profile)
    assert reason in portal.login(Identity.PERSON).failure
    assert portal.guide(HEALTHY[0]).fact is not None


@pytest.mark.parametrize(("home", "judged"), [(200, True), (503, False)], ids=["up", "down"])
def test_a_missing_login_page_is_judged_only_while_the_portal_is_up(
    home: int, judged: bool, scripted: ScriptedPortal, own_profile: Profile, observe: Observe
) -> None:
    """A1 is the login page's fault, not the whole portal's."""
    scripted.answers = {"/": (home, "首页"), "/login": (500, "Internal Server Error")}
    account = load_profile("demo", scripted.url).accounts
    observer = observe(own_profile.model_copy(update={"accounts": account}))
    if judged:
        fact = observer.login(Identity.PERSON).fact
        assert isinstance(fact, Login)
        assert not fact.logged_in
        assert "HTTP 500" in fact.message
    else:
        with pytest.raises(Uncheckable, match="门户整体无法访问"):
            observer.login(Identity.PERSON)


@pytest.mark.parametrize(
    "entry",
    ["", "<button disabled>在线办理</button>", '<a href="javascript:void(0)">在线办理</a>'],
    ids=["missing", "disabled", "dead"],
)
def test_a_failed_way_is_not_believed_while_the_portal_is_down(
    entry: str, scripted: ScriptedPortal, own_profile: Profile, observe: Observe, tmp_path: Path
) -> None:
    """The canary: with the home page gone, what the guide shows says nothing."""
    scripted.answers = {"/": (503, ""), GUIDE_PATH: (200, GUIDE % entry), "/cases": (200, "我的办件")}
    state = tmp_path / "session.json"
    state.write_text('{"cookies": [], "origins": []}', encoding="utf-8")
    profile = own_profile.model_copy(update={"sessions": {Identity.LEGAL_PERSON: state}})
    portal = kept(tmp_path / "evidence", observe(profile), profile)
    assert portal.application(HEALTHY[0], Identity.LEGAL_PERSON).failure == "门户整体无法访问"
    assert portal.evaluation(HEALTHY[0]).failure == "门户整体无法访问"


def test_a_saved_login_is_that_of_the_day_it_was_saved(
    scripted: ScriptedPortal, own_profile: Profile, observe: Observe, tmp_path: Path
) -> None:
    """So the person who saved it is asked about each that was saved, and no answer outlives it."""
    scripted.answers = {"/": (200, "首页"), "/cases": (200, "我的办件")}
    state = tmp_path / "session.json"
    state.write_text('{"cookies": [], "origins": []}', encoding="utf-8")
    saved = datetime(2026, 11, 20, 0, 30, tzinfo=BEIJING).timestamp()
    os.utime(state, (saved, saved))
    profile = own_profile.model_copy(update={"sessions": {Identity.LEGAL_PERSON: state}})
    login = kept(tmp_path / "evidence", observe(profile), profile).login(Identity.LEGAL_PERSON).fact
    assert isinstance(login, Login)
    assert (login.saved, login.saved_on) == (True, date(2026, 11, 20))


def test_a_stopped_portal_costs_nothing_but_time(observe: Observe, tmp_path: Path) -> None:
    """What was seen before stays; what comes after is 未能核查, on every kind of page."""
    stopping = DemoPortal(HEALTHY[:2], published={}).start()
    profile = load_profile("demo", stopping.url).model_copy(update={"limits": LIMITS})
    portal = kept(tmp_path / "evidence", observe(profile), profile)
    first, second = HEALTHY[:2]
    assert portal.guide(first).fact is not None
    assert portal.login(Identity.LEGAL_PERSON).fact is not None
    stopping.stop()
    assert portal.guide(first).fact is not None
    failed = [
        portal.guide(second),
        portal.evaluation(second),
        portal.application(first, Identity.LEGAL_PERSON),
        portal.application(second, Identity.LEGAL_PERSON),
        portal.submission(second, Identity.LEGAL_PERSON),
        portal.progress(second, Identity.LEGAL_PERSON, "4102002026"),
        portal.login(Identity.PERSON),
        portal.evaluation(first),
    ]
    assert [record.fact for record in failed] == [None] * len(failed)
    assert all(record.failure and "本工具出错" not in record.failure for record in failed), [r.failure for r in failed]


@pytest.mark.parametrize("opens", ["same_tab", "new_tab", "window_open"])
def test_a_slow_page_is_waited_for_however_it_opens(opens: str, observe: Observe, tmp_path: Path) -> None:
    change = {"landing.delay_seconds": 1.5, "entry.opens": opens}
    defects = Defects.model_validate(
        {
            "variants": [{"框": "A4", "变体": "缓慢", "说明": "慢", "改动": change}],
            "plantings": [{"事项": HEALTHY[0].name, "框": "A4", "变体": "缓慢"}],
        }
    )
    with DemoPortal(HEALTHY[:1], defects, published={}) as portal:
        profile = load_profile("demo", portal.url).model_copy(update={"limits": LIMITS})
        record = kept(tmp_path / "evidence", observe(profile), profile).application(HEALTHY[0], Identity.LEGAL_PERSON)
    assert record.failure == ""
    assert record.fact is not None
    assert getattr(record.fact, "ending", None) == "到达申报表单"
