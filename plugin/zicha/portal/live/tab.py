"""One browser tab: go, click, look, and remember every hop. Knows pages, not matters."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from typing import Any

from playwright.sync_api import ElementHandle, Frame, Locator, Page, Request, Response
from playwright.sync_api import Error as BrowserError

from zicha.model.base import Model
from zicha.model.facts import Hop, RawSnapshot
from zicha.portal.profile import Limits

_LOOK = (files("zicha.portal.live") / "look.js").read_text(encoding="utf-8")
_QUOTE = (files("zicha.portal.live") / "quote.js").read_text(encoding="utf-8")
CLICKABLE = "a,button,input[type=button],input[type=submit],summary,[role=button],[role=tab],[onclick]"
_FIELDS = "input,select,textarea"
_CHANGED = "() => document.title + location.href + document.body?.innerText + document.querySelectorAll('*').length"
_POLL = 15  # milliseconds

_CAUSES = {
    "CONNECTION_REFUSED": "连接被拒绝",
    "CONNECTION_RESET": "连接被重置",
    "CONNECTION_CLOSED": "连接被关闭",
    "CONNECTION_TIMED_OUT": "连接超时",
    "TIMED_OUT": "连接超时",
    "NAME_NOT_RESOLVED": "网址无法解析",
    "INTERNET_DISCONNECTED": "网络未连接",
    "ADDRESS_UNREACHABLE": "地址不可达",
    "EMPTY_RESPONSE": "门户没有返回内容",
}


def cause(error: BrowserError) -> str:
    """Why the browser failed, for a reader who knows no browser's error codes."""
    message = str(error.message)
    if found := re.search(r"net::ERR_(\w+)", message):
        return _CAUSES.get(found[1], f"网络错误 {found[1]}")
    return "等待超时" if "Timeout" in message else message.splitlines()[0][:120]


class SeenField(Model):
    """A form field as the page shows it now. `value` stays in memory; it is never recorded."""

    index: int
    type: str
    name: str
    label: str
    labelled: bool
    required: bool
    required_shown: bool
    hint: str
    checked: bool
    value: str
    read_only: bool
    options: tuple[str, ...]
    section: str


class SeenButton(Model):
    """Something to click. `chrome` is true in the site's header, navigation and footer."""

    index: int
    text: str
    chrome: bool
    tab: bool
    selected: bool
    link: str
    disabled: bool


class Look(Model):
    """What a person sees on the page. `main` is the text of the main part on one line."""

    url: str
    title: str
    text: str
    main: str
    fields: tuple[SeenField, ...]
    buttons: tuple[SeenButton, ...]
    dialogs: tuple[str, ...]
    passwords: int

    def button(self, words: tuple[str, ...]) -> SeenButton | None:
        """The button or link of the page's own part that bears one of the words; the earlier word wins."""
        own = [b for b in self.buttons if not b.chrome and not b.tab]
        exact = [b for word in words for b in own if b.text.replace(" ", "") == word]
        loose = [b for word in words for b in own if word in b.text and len(b.text) <= len(word) + 6]
        return next(iter(exact + loose), None)


class Tab:
    """A tab and the way it went. Every method returns when the page has answered, or when its time is over."""

    def __init__(self, page: Page, limits: Limits, clock: Callable[[], datetime], pace: Callable[[str], None]) -> None:
        self.page = page
        self.hops: list[Hop] = []
        self._limits = limits
        self._clock = clock
        self._pace = pace
        self._requests = 0
        self._arrivals = 0
        self._popups: list[Page] = []
        self._elsewhere: list[tuple[Response, Hop]] = []
        self._action = ""
        page.context.on("request", self._on_request)  # a new tab's first request comes before the tab itself
        page.on("framenavigated", self._on_arrival)
        page.context.on("response", self._on_response)
        page.on("requestfailed", self._on_failure)
        page.on("popup", lambda popup: self._popups.append(popup))
        page.on("dialog", self._on_dialog)
        self.alerts: list[str] = []

    @property
    def status(self) -> int | None:
        """The HTTP status of the last document, if any came."""
        return self.hops[-1].status if self.hops else None

    def begin(self) -> None:
        """Forget the way so far; what follows is another journey."""
        self.hops.clear()
        self.alerts.clear()

    def go(self, address: str, action: str) -> None:
        """Open an address. Raises playwright's Error when it does not load in time."""
        self._action = action
        self._pace(address)
        self.page.goto(address, wait_until="load", timeout=self._limits.page * 1000)

    def click(self, button: SeenButton, action: str) -> Tab | None:
        """Click, and wait for an answer: this tab, the new one that opened, or None when nothing changed in time."""
        return self.press(self.page.locator(CLICKABLE).nth(button.index), action)

    def press(self, target: Locator | ElementHandle, action: str) -> Tab | None:
        """Click on anything, in a frame of the page, too, and wait for an answer as `click` does."""
        self._action = action
        self._pace(self.page.url)
        before, arrivals, requests, alerts = self._state(), self._arrivals, self._requests, len(self.alerts)
        self._popups.clear()
        self._elsewhere.clear()
        self.page.bring_to_front()  # a page in the background draws nothing, so that a click would wait for ever
        # Playwright would wait for the page that comes within the limit of the click; pages have their own.
        target.click(timeout=self._limits.click * 1000, no_wait_after=True)
        begun = time.monotonic()
        while True:
            waited = time.monotonic() - begun
            if self._popups:
                return self._popup(self._popups[0], action)
            if self._arrivals > arrivals:
                self._await_load()
                return self
            asked = self._requests > requests
            if not asked and (len(self.alerts) > alerts or self._state() not in ("", before)):
                return self
            if waited > (self._limits.page if asked else self._limits.click):
                return None
            self.page.wait_for_timeout(_POLL)

    def look(self) -> Look:
        """What the page shows now."""
        return Look.model_validate(self.page.evaluate(_LOOK))

    def look_until(self, wanted: Callable[[Look], bool], seconds: float) -> Look:
        """The first look that is as wanted, or the last one when the time is over."""
        begun = time.monotonic()
        while True:
            look = self.look()
            if wanted(look) or time.monotonic() - begun > seconds:
                return look
            self.page.wait_for_timeout(_POLL * 2)

    def quote(self, phrase: str) -> str:
        """The whole sentence block on the page in which a phrase stands."""
        return str(self.page.evaluate(_QUOTE, phrase))

    def field(self, field: SeenField) -> Any:
        """The locator of a field."""
        return self.page.locator(_FIELDS).nth(field.index)

    def source(self) -> str:
        return self.page.content()

    def pane(self) -> str:
        """The source of the pane that an opened tab shows, or of the page when none is marked as such."""
        panes = self.page.locator("[role=tabpanel]:visible")
        return panes.first.inner_html() if panes.count() else self.source()

    def snapshot(self, name: str, picture: bool = False) -> tuple[RawSnapshot, ...]:
        """The page as it stands, and a picture of what is in view with fields and numbers blotted out."""
        url = self.page.url
        page = RawSnapshot(name=name, content=self.source().encode(), media="text/html", url=url)
        if not picture:
            return (page,)
        private = [self.page.locator("input[value],textarea"), self.page.get_by_text("您好")]
        shot = self.page.screenshot(type="jpeg", quality=60, mask=private, animations="disabled", caret="hide")
        return (page, RawSnapshot(name=name, content=shot, media="image/jpeg", url=url))

    def close(self) -> None:
        self.page.context.remove_listener("request", self._on_request)
        self.page.context.remove_listener("response", self._on_response)
        self.page.close()

    def _popup(self, page: Page, action: str) -> Tab:
        tab = Tab(page, self._limits, self._clock, self._pace)
        tab._action = action
        early = [hop for response, hop in self._elsewhere if response.frame == page.main_frame]
        tab.hops[:0] = [*self.hops, *early]
        tab._await_load()
        known = any(hop.url == page.url for hop in tab.hops)
        if not known:
            status = page.evaluate("() => performance.getEntriesByType('navigation')[0]?.responseStatus || null")
            tab.hops.append(Hop(action=action, url=page.url, at=self._clock(), status=status))
        return tab

    def _await_load(self) -> None:
        try:
            self.page.wait_for_load_state("load", timeout=self._limits.page * 1000)
        except BrowserError:
            return  # what did load is looked at as it stands

    def _state(self) -> str:
        try:
            return "".join(str(frame.evaluate(_CHANGED)) for frame in self.page.frames)
        except BrowserError:
            return ""  # between two pages

    def _on_request(self, request: Request) -> None:
        if not request.is_navigation_request():
            return
        try:
            inner = request.frame.parent_frame is not None
        except BrowserError:
            inner = False  # of a tab that is about to open
        if not inner:
            self._requests += 1

    def _on_arrival(self, frame: Frame) -> None:
        if frame == self.page.main_frame:
            self._arrivals += 1

    def _on_response(self, response: Response) -> None:
        if not response.request.is_navigation_request():
            return
        hop = Hop(action=self._action, url=response.url, at=self._clock(), status=response.status)
        try:
            own = response.frame == self.page.main_frame
        except BrowserError:
            own = False  # of a tab that is about to open
        if own:
            self.hops.append(hop)
        else:
            self._elsewhere.append((response, hop))

    def _on_failure(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self._arrivals += 1

    def _on_dialog(self, dialog: Any) -> None:
        self.alerts.append(dialog.message)
        dialog.accept()
