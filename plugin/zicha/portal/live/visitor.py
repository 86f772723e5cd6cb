"""One identity at the portal: a browser context with its session, its tab, and the manners it keeps."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as BrowserError

from zicha.model.base import BEIJING
from zicha.model.facts.journey import Login, LostLogin
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.gate import MOST_HOPS, REDIRECTS, GateRequest
from zicha.portal.live.browser_tab import BrowserTab, cause
from zicha.portal.live.gatekeeper import Gatekeeper
from zicha.portal.live.login_form import SentLogin, require_no_person, send_login
from zicha.portal.live.login_page import asks_to_log_in, greeted_names
from zicha.portal.live.look import Look
from zicha.portal.live.lying_over import LyingOver
from zicha.portal.live.notices import nobodys_defect
from zicha.portal.live.notices_over import beneath_notices
from zicha.portal.live.outages import Outages
from zicha.portal.live.pace import Pace, seconds_of
from zicha.portal.live.position import AtForm, Elsewhere, Position
from zicha.portal.live.proof_page import asks_for_proof
from zicha.portal.live.tab import Tab
from zicha.portal.live.terms import Terms
from zicha.portal.live.waiting import watch_from_the_start
from zicha.portal.saved_session import read_session

_DOWN = "门户整体无法访问"
_UNKNOWN_NAME = ("ENOTFOUND", "EAI_AGAIN", "NAME_NOT_RESOLVED")
"""What is said where no name server knows a host, or none answers."""
_SLICE = 1.0
"""Seconds of a pause after which the browser is heard."""
_LONGEST_COMPLAINT = 60
_COMPLAINS = re.compile(
    r"失败|错误|有误|不[对正存匹]|异常|锁定|停用|冻结|禁用|过期|失效|频繁|无法|不能|请重|请稍|请联系"
)
"""What a line says that tells why nobody got in."""


class ServerFailure(Uncheckable):
    """A page that did not come, or came as a server's error, even when asked for again."""


class Busy(Uncheckable):
    """A page that says that this is not the moment: throttled, under maintenance, a captcha."""


class Visitor:
    """A person (or legal person) with one tab open. Logs in once, when first needed."""

    def __init__(
        self,
        browser: Browser,
        context_options: Mapping[str, Any],
        terms: Terms,
        identity: Identity,
        pace: Pace,
        gatekeeper: Gatekeeper,
        outages: Outages | None = None,
    ) -> None:
        self.terms = terms
        self.profile = profile = terms.profile
        self.identity = identity
        self._clock = terms.clock
        self._pace = pace
        self._outages = outages or Outages(profile.limits.outage)
        saved: dict[str, Any] = {}
        if (session := profile.sessions.get(identity)) is not None:
            with suppress(Uncheckable):  # told when this visitor is to be logged in; a guide is read without
                saved = {"storage_state": read_session(session).state}
        self._has_expired = False
        """Whether the session that a person has saved is known to have ended: nobody but the person can renew it."""
        try:
            self._context: BrowserContext = browser.new_context(**{**context_options, **saved})
        except BrowserError:  # which takes no such session
            self._context, self._has_expired = browser.new_context(**context_options), bool(saved)
        self.gatekeeper = gatekeeper
        gatekeeper.guard(self._context)
        watch_from_the_start(self._context)
        self.has_crashed = False
        """Whether the browser has lost a page, which then looks like one that does not answer."""
        self._context.on("page", lambda page: page.on("crash", self._note_crash))
        self.tab = self._new_tab()
        self.position: Position = Elsewhere()
        self.personal: frozenset[str] = frozenset()
        """What the portal shows about this visitor; masked wherever it shows."""
        self._login: Login | None = None
        self._unanswered = False
        """Whether the last page did not come: then the canary is asked before another one is waited for."""

    def login(self) -> Login:
        """Log in if that was not done yet, and say how it went."""
        if self._login is None:
            self._login = self._with_saved_session() if self.identity in self.profile.sessions else self._with_account()
        return self._login

    def is_known(self) -> bool:
        """Return whether the personal centre still opens, so that a login was lost on one page and not everywhere."""
        return not self.at_login_page(self.open_centre("打开个人中心，查看是否仍为登录状态"))

    def session_lost(self, tab: Tab, message: str = "") -> LostLogin:
        """Note that the portal has forgotten this visitor; return how the login was lost."""
        loss = self.lost_login(tab, message)
        self.forget_login()
        return loss

    def lost_login(self, tab: Tab, message: str = "") -> LostLogin:
        """Return how the login was lost on the page that stands in a tab."""
        at, since = self._clock(), self._since()
        action = tab.hops[-1].action if tab.hops else ""
        age = max(0.0, (at - since).total_seconds())
        return LostLogin(action=action, url=tab.page.url, at=at, age=age, message=message, hops=tuple(tab.hops))

    def forget_login(self) -> None:
        """Log in anew when next needed."""
        self._login = None
        self.position = Elsewhere()

    def log_in_anew(self) -> bool:
        """Forget the session and log in again. False where a person logged in: that session is not given up."""
        if self.identity in self.profile.sessions:
            return False
        self._context.clear_cookies()
        self._login = None
        self.position = Elsewhere()
        return self.login().logged_in

    def leave(self, *tabs: Tab) -> None:
        """Be nowhere in particular: close the form that stood open in a tab of its own, and the tabs given."""
        form = (self.position.tab,) if isinstance(self.position, AtForm) else ()
        self.position = Elsewhere()
        for page, tab in {tab.page: tab for tab in (*form, *tabs)}.items():
            if page is not self.tab.page:
                tab.close()

    def require_login(self) -> None:
        """Raise Uncheckable when the visitor cannot be logged in."""
        if not self.login().logged_in:
            raise Uncheckable(f"{self.identity}账号未能登录")

    def require_portal(self) -> None:
        """Raise Uncheckable when the portal as a whole does not answer, not even after it was waited for."""
        while reason := self.portal_failure():
            if not self.wait_out(self.profile.address):
                raise Uncheckable(reason)

    def open_centre(self, what: str, path: str = "") -> Look:
        """Open a list of the personal centre; that of the cases where the path of another is not known.

        Raise Uncheckable where the profile knows neither, or where it does not come.
        """
        path = path or self.profile.pages.cases
        if not path:
            raise Uncheckable("门户配置没有写“我的办件”的网址（pages.cases），没有打开个人中心")
        return self.open(self.profile.address + path, what)

    def open(self, address: str, action: str) -> Look:
        """Open an address in the visitor's tab, twice if need be. Raise Uncheckable when it does not come.

        While the portal is down or says that this is not the moment, it is waited for.
        """
        while True:
            try:
                look = self._open(address, action)
            except (ServerFailure, Busy) as failure:
                is_page_alone = isinstance(failure, ServerFailure) and self._outages.has_time(address)
                if (is_page_alone and self.portal_is_up()) or not self.wait_out(address):
                    raise
            else:
                self._outages.over(address)
                return beneath_notices(self.tab, look, self.profile)

    def glance(self, address: str) -> Look | None:
        """Return what stands at an address, opened only where it does not stand there; None where it does not come.

        Whoever calls can do without it: it is neither asked for again nor waited for.
        """
        try:
            if self.tab.page.url != address:
                self.tab.go(address, "打开首页")
            look = self.tab.look()
        except BrowserError:
            self._replace_tab()
            return None
        is_page = (self.tab.status or 200) < 400 and not self.nobodys_defect(self.tab, look)
        return look if is_page else None

    def wait_out(self, address: str) -> bool:
        """Wait for a host that is down; return False, at once, where it was waited for long enough."""

        def pause(seconds: float) -> None:
            end = time.monotonic() + seconds
            while (left := end - time.monotonic()) > 0:
                self.tab.page.wait_for_timeout(min(left, _SLICE) * 1000)  # in which the browser is heard

        begun = time.monotonic()
        waited = self._outages.wait(address, pause)
        self.tab.paused += time.monotonic() - begun
        return waited

    def _open(self, address: str, action: str) -> Look:
        self.leave()
        if self._unanswered:
            self.require_portal()
        failure = ""
        for _ in range(2):
            try:
                self.tab.go(address, action)
                look = self.tab.look()
            except BrowserError as error:
                failure, self._unanswered = f"页面没有响应（{cause(error)}）", True
                self._replace_tab()
                continue
            self._unanswered = False
            if address == self.profile.login_address:
                require_no_person(look, self.profile)
            if reason := self.nobodys_defect(self.tab, look):
                raise Busy(f"{reason}：{address}")
            failure = _server_error(self.tab)
            if not failure:
                self._pace.go_on(address)
                return look
            self._slow_down(self.tab)
        raise ServerFailure(f"{failure}：{address}")

    def nobodys_defect(self, tab: Tab, look: Look) -> str:
        """Return why the page says nothing about the matter: throttled, under maintenance, a captcha.

        The answer is empty when it does say something. The host of a page that says nothing is left alone for a while.
        """
        if reason := nobodys_defect(tab.status, look, self.profile):
            self._slow_down(tab)
        return reason

    def _slow_down(self, tab: Tab) -> None:
        self._pace.slow_down(tab.address, seconds_of(tab.retry_after, self._clock()))

    def cookies(self, address: str) -> dict[str, str]:
        """Return what the browser would send of this visitor's session to an address, by name."""
        return {str(each.get("name", "")): str(each.get("value", "")) for each in self._context.cookies(address)}

    @cached_property
    def user_agent(self) -> str:
        """Return how this visitor's browser introduces itself."""
        return str(self.tab.page.evaluate("() => navigator.userAgent"))

    def portal_is_up(self) -> bool:
        """Return whether the portal's home page opens now: the canary."""
        return self.portal_failure() == ""

    def portal_failure(self) -> str:
        """Return why the portal's home page does not open now; empty where it does."""
        try:
            status = self._status(self.profile.address + self.profile.pages.home)
        except BrowserError as error:
            unknown = any(words in str(error.message) for words in _UNKNOWN_NAME)
            return "门户的网址无法解析，请检查本机网络和门户配置中的网址" if unknown else _DOWN
        return "" if status is not None and status < 400 else _DOWN

    def answers(self, address: str) -> bool:
        """Return whether the host of an address answers anything now; one that may not be asked counts as if it did."""
        try:
            status = self._status(urljoin(address, "/"))
        except BrowserError:
            return False
        return status is None or (status < 500 and status != 429)

    def data(self, address: str) -> str:
        """Return what a data service answers with; empty where it does not, or the gate stops the way there."""
        self.tab.keep_pace(address)
        if self.gatekeeper.stop(GateRequest("GET", address, "Download")) is not None:
            return ""
        try:
            limit = self.profile.limits.page * 1000
            answer = self._context.request.get(address, timeout=limit, max_redirects=0)
            return answer.text() if answer.status == 200 else ""
        except (BrowserError, UnicodeDecodeError):
            return ""

    def _status(self, address: str) -> int | None:
        """Return with what status an address answers; None where the gate stops the way there. Raise BrowserError."""
        limit = self.profile.limits.page * 1000
        self.tab.keep_pace(address)
        for _ in range(MOST_HOPS):
            if self.gatekeeper.stop(GateRequest("GET", address, "Download")) is not None:
                return None
            answer = self._context.request.get(address, timeout=limit, max_redirects=0)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return int(answer.status)
            address = urljoin(address, answer.headers["location"])
        return None

    def session(self) -> Sequence[Any]:
        """Return what the browser remembers of a session that a person has opened; nothing of one that is typed in."""
        return self._context.cookies() if self.identity in self.profile.sessions else ()

    def go_on_with(self, session: Sequence[Any]) -> None:
        """Remember what an earlier browser did."""
        self._context.add_cookies(session)

    def record(self) -> None:
        """Keep a playwright trace of everything from now on."""
        self._context.tracing.start(screenshots=True, snapshots=True)

    def close(self, trace: Path | None = None) -> None:
        """Leave the portal. A trace that was recorded is written into the folder given."""
        if trace is not None:
            folder = {Identity.PERSON: "person", Identity.LEGAL_PERSON: "legal"}[self.identity]
            self._context.tracing.stop(path=trace / f"trace-{folder}-{os.getpid()}.zip")
        self._context.close()

    def _note_crash(self, page: Page) -> None:
        self.has_crashed = True

    def _new_tab(self) -> Tab:
        page, stops, over = self._context.new_page(), self.gatekeeper.stops, LyingOver(self.profile)
        return BrowserTab(page, self.profile.limits, self._clock, self._pace, stops, over, self.terms.mask)

    def _replace_tab(self) -> None:
        """Start with a fresh tab, as one that failed may still be loading."""
        self.tab.close()
        paused, self.tab = self.tab.paused, self._new_tab()
        self.tab.paused = paused

    def _with_saved_session(self) -> Login:
        """Open the personal centre with the session that a person has saved."""
        begun = self._spent()
        read_session(self.profile.sessions[self.identity])
        if not self._has_expired:
            look = self.open_centre("用已保存的登录状态打开个人中心")
            self._has_expired = self.at_login_page(look)
        if self._has_expired:
            raise Uncheckable(f"{self.identity}账号保存的登录状态已失效，请重新登录：zicha login {self.identity}")
        self._learn_name(look)
        return self._outcome(True, 1, begun, saved=True)

    def _with_account(self) -> Login:
        """Log in, several times where the first was too slow, and return the quickest.

        A slow one may have been this machine's doing, or one bad moment.
        """
        login = self._by_form()
        for _ in range(self.profile.limits.attempts - 1):
            if not login.logged_in or login.seconds <= self.terms.thresholds.login:
                break
            self._context.clear_cookies()
            again = self._by_form()
            login = login if again.logged_in and again.seconds >= login.seconds else again
        return login

    def _by_form(self) -> Login:
        """Fill in the login page as a person would, several times if need be."""
        account = self.profile.accounts.get(self.identity)
        if account is None:
            raise Uncheckable(f"没有可用的{self.identity}账号：请先运行 zicha login {self.identity}")
        message, begun = "", self._spent()
        for attempt in range(1, self.profile.limits.attempts + 1):
            begun = self._spent()
            try:
                self.open(self.profile.login_address, "打开登录页面")
                sent = send_login(self.tab, account, self.profile)
                if isinstance(sent, str):
                    message = sent
                    continue
                look = self._after_login(sent)
            except ServerFailure as failure:
                message = str(failure)
                continue
            except BrowserError as error:
                message = f"登录页面无法操作（{cause(error)}）"
                continue
            if proof := asks_for_proof(look, self.profile):
                raise Uncheckable(f"登录后门户要求账号先绑定或者证明身份（“{proof[:80]}”），请换用已完成认证的账号")
            if not self.at_login_page(look):
                self._learn_name(look)
                return self._outcome(True, attempt, begun)
            if reason := self.nobodys_defect(self.tab, look):
                raise Uncheckable(f"{reason}：{self.profile.login_address}")
            message = next(iter(look.dialogs), "") or _complaint(look, sent) or "登录后仍停留在登录页面"
        if reason := self.portal_failure():
            raise Uncheckable(reason)
        return self._outcome(False, self.profile.limits.attempts, begun, message)

    def _after_login(self, sent: SentLogin) -> Look:
        """Return the page that comes of it: where the login page stays, what it says may come later."""

        def is_answer(look: Look) -> bool:
            has_come = len(self.tab.hops) > sent.hops and not (look.busy or self.tab.fetching)
            return has_come or bool(look.dialogs) or not self.at_login_page(look)

        return self.tab.look_until(is_answer, self.terms.thresholds.login)

    def at_login_page(self, look: Look) -> bool:
        """Return whether the portal asks who this is."""
        return asks_to_log_in(look, self.profile)

    def _learn_name(self, look: Look) -> None:
        """Note how the portal greets the visitor: that is personal wherever it shows again."""
        self.personal |= greeted_names(look.text)

    def _spent(self) -> float:
        """Return the time of a clock that stands still during waits out of politeness."""
        return time.monotonic() - self.tab.paused

    def _since(self) -> datetime:
        """Return when this login began, or when a person saved it."""
        session = self.profile.sessions.get(self.identity)
        if session is not None and session.is_file():
            return datetime.fromtimestamp(session.stat().st_mtime, tz=self._clock().tzinfo)
        return self._login.at if self._login is not None else self._clock()

    def _outcome(self, logged_in: bool, attempts: int, begun: float, message: str = "", saved: bool = False) -> Login:
        return Login(
            url=self.tab.page.url,
            at=self._clock(),
            identity=self.identity,
            logged_in=logged_in,
            saved=saved,
            saved_on=self._since().astimezone(BEIJING).date() if saved else None,
            attempts=attempts,
            seconds=round(self._spent() - begun, 1),
            message=message,
        )


def _complaint(look: Look, sent: SentLogin) -> str:
    """Return the line by which the login page says why nobody got in: one that was not there before."""
    fresh = look.lines_since(sent.form)
    return next((line for line in fresh if len(line) <= _LONGEST_COMPLAINT and _COMPLAINS.search(line)), "")


def _server_error(tab: Tab) -> str:
    return f"门户暂时无法服务（HTTP {tab.status}）" if tab.status is not None and tab.status >= 500 else ""
