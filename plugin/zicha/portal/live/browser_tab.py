"""A tab of the installed browser: what is asked of a Tab, done by Playwright, with every hop remembered."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import ElementHandle, FilePayload, Frame, Locator, Page, Request, Response
from playwright.sync_api import Error as BrowserError

from zicha.model.facts.journey import Hop
from zicha.model.facts.records import RawSnapshot
from zicha.model.page import Page as PageRecord
from zicha.portal.live.covering import covered
from zicha.portal.live.gatekeeper import Stops
from zicha.portal.live.look import Button, Card, ClosedPart, Field, Look
from zicha.portal.live.lying_over import LyingOver
from zicha.portal.live.scripts import looking_script, read_script
from zicha.portal.live.tab import CLICKABLE
from zicha.portal.live.waiting import STATE, Changes, Traffic, pause_after, shown_frames
from zicha.portal.profile import Limits
from zicha.text.undoing import asks_to_undo

_LOOK = looking_script()
_LOOK_AND_STATE = f"() => [document.readyState, {STATE}, ({_LOOK})()]"
_PAGE = read_script("page.js")
_QUOTE = read_script("quote.js")
_FIELDS = "input,select,textarea"
_ELEMENT = "index => document.querySelectorAll('*')[index]"
_HOLDS_BACK = "() => [...document.forms].some((form) => !form.noValidate && form.querySelector(':invalid') !== null)"
_WORDED = """(words) => [...document.querySelectorAll("div,span,p,li,dt,dd,td,b,strong,em,label")].find((e) =>
  words.includes(e.innerText.replace(/\\s/g, "")) && e.getBoundingClientRect().height > 0 &&
  e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
  getComputedStyle(e).cursor === "pointer" && !e.closest("header,nav,footer,a,button")) || null"""
# Playwright's content() loads a script of its own into each page first, which costs half of what the page does.
_SOURCE = """() => (document.doctype ? new XMLSerializer().serializeToString(document.doctype) : "") +
  document.documentElement.outerHTML"""
_PANE = """() => [...document.querySelectorAll("[role=tabpanel]")].find((e) =>
  e.getBoundingClientRect().height > 0 && getComputedStyle(e).visibility !== "hidden")?.innerHTML ?? null"""
_FRAME_TEXT = """() => [location.href, document.body ? document.body.innerText : "",
  ...[...document.querySelectorAll("input[type=hidden]")].map((e) => e.value)].join("\\n")"""
_FRESH = 0.3
"""Seconds for which a look holds where the page tells of no change, the browser of no data, and nothing moves."""
_UNTOLD = 0.5
"""Seconds after which a page is looked at again though it tells of no change: a value may be set without one."""
_AFTER_DIALOG = 0.3
"""Seconds in which a page may follow once a dialog, the page's own or the browser's, has gone away."""

_COVERED = "intercepts pointer events"
"""What Playwright says where another element would get the click."""
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
    """Return why the browser failed, for a reader who knows no browser's error codes."""
    message = str(error.message)
    if "closed" in message:
        return "页面打开后随即关闭"
    return _network_cause(message) or ("等待超时" if "Timeout" in message else message.splitlines()[0][:120])


def _network_cause(message: str) -> str:
    match = re.search(r"net::ERR_(\w+)", message)
    return _CAUSES.get(match[1], f"网络错误 {match[1]}") if match else ""


class BrowserTab:
    """A tab of the installed browser."""

    def __init__(
        self,
        page: Page,
        limits: Limits,
        clock: Callable[[], datetime],
        pace: Callable[[str], None],
        stops: Stops | None = None,
        over: LyingOver | None = None,
        mask: Callable[[str], str] = str,
    ) -> None:
        self.page = page
        self.hops: list[Hop] = []
        self.alerts: list[str] = []
        self.chosen: list[str] = []
        self.failure = ""
        self.unanswered = ""
        self.retry_after = ""
        self.paused = 0.0
        self.withdraws = False
        self._limits = limits
        self._clock = clock
        self._pace = pace
        self._stops = stops or Stops()
        self._over = over
        self._mask = mask
        self._frames: list[Frame] = [page.main_frame]
        self._recorded: list[Frame] = [page.main_frame]
        self._states: list[str] = []
        """What the frames told of themselves when they were looked at last."""
        self._shown: Look | None = None
        self._events = 0
        self._looked_at = 0.0
        self._unfinished = ""
        self._traffic = Traffic(page)
        self._changes = Changes(page)
        self._popups: list[Page] = []
        self._elsewhere: list[tuple[Response, Hop]] = []
        self._action = ""
        page.on("framenavigated", self._on_arrival)
        page.context.on("response", self._on_response)
        page.context.on("requestfailed", self._on_failure)
        page.on("popup", lambda popup: self._popups.append(popup))
        page.on("dialog", self._on_dialog)

    @property
    def status(self) -> int | None:
        shown = {frame.url for frame in self._frames[1:]}
        pages = [hop for hop in self.hops if hop.status is not None and not hop.inner]
        frames = [hop for hop in self.hops if hop.inner and hop.url in shown and (hop.status or 0) >= 400]
        return (frames or pages)[-1].status if frames or pages else None

    @property
    def address(self) -> str:
        return self.page.url if self.page.url.startswith("http") else self._traffic.last_address or self.page.url

    def begin(self) -> None:
        self.hops.clear()
        self.alerts.clear()
        self.chosen.clear()

    def go(self, address: str, action: str) -> None:
        self._action, self.failure = action, ""
        self.keep_pace(address)
        self._stops.forget()
        try:
            if "#" in address and self.page.url == address:  # no request would go out, and the page would stay as it is
                self.page.reload(wait_until="load", timeout=self._limits.page * 1000)
            else:
                self.page.goto(address, wait_until="load", timeout=self._limits.page * 1000)
        except BrowserError:
            self._stops.require_none(self.page, address)
            raise
        self._count_page(self.page.url, address)

    def click(self, button: Button, action: str, patience: float = 0) -> BrowserTab | None:
        return self.press(button, action, patience, _AFTER_DIALOG if button.dialog else 0)

    def press(
        self,
        target: Locator | ElementHandle | Button,
        action: str,
        patience: float = 0,
        hesitation: float = 0,
        answered: Callable[[], bool] = lambda: False,
    ) -> BrowserTab | None:
        self._action, self.failure, self.unanswered = action, "", ""
        left = self.page.url
        self.keep_pace(left)
        aim = self._aim(target) if isinstance(target, Button) else target
        watched = {None, *shown_frames(self.page)[1:]}
        self._changes.mark()
        since, alerts = self._traffic.mark(), len(self.alerts)
        self._popups.clear()
        self._elsewhere.clear()
        self.page.bring_to_front()  # a page in the background draws nothing, so that a click would wait for ever
        self._click(aim, action)
        begun, fetched_until = time.monotonic() - self._changes.lag, 0.0
        while True:
            waited = time.monotonic() - self._changes.lag - begun
            if (popup := self.late_popup()) is not None:
                return popup
            if self._traffic.has_arrival(since, watched):
                self._await_load()
                self._count_page(self.page.url, left)
                return self
            has_alert = len(self.alerts) > alerts
            patient = waited < (max(hesitation, _AFTER_DIALOG) if has_alert else hesitation)
            asking, fetching = self._traffic.asks_for_page(since, watched), self._traffic.is_fetching(since)
            fetched_until = waited + _AFTER_DIALOG if fetching else fetched_until
            may_be_over = not (asking or patient) and waited > min(fetched_until, self._limits.click)
            if may_be_over and (has_alert or self._changes.differs(waited) or answered()):
                self._changes.rest()
                known = (asking, fetching)
                if known == (self._traffic.asks_for_page(since, watched), self._traffic.is_fetching(since)):
                    return self
                continue  # that the click asked for something became known only now
            longest = self._limits.page if asking or fetching else self._limits.click
            if waited > max(patience, longest) and (waited > fetched_until or fetching):
                lost = self._traffic.lost(since)
                self.unanswered = "等待超时" if asking or fetching else _network_cause(lost) or lost
                return None
            if not may_be_over:
                self._changes.pause(waited)

    def _aim(self, button: Button) -> Locator:
        """Return where a button stands now: what has come before it since it was looked at has moved it."""
        if (now := self.look().again(button)) is None:
            raise BrowserError(f"“{button.text}”已不在原处")
        return self._frames[now.frame].locator(CLICKABLE).nth(now.index)

    def _click(self, target: Locator | ElementHandle, action: str) -> None:
        # Playwright would wait for the page that comes within the limit of the click; pages have their own.
        limit = self._limits.click * 1000
        try:
            target.click(timeout=limit, no_wait_after=True)
        except BrowserError as error:
            if self._over is None or _COVERED not in str(error.message):
                raise
            free = self._over.make_way(target, action, self._limits.click)
            if free is None:
                raise
            self._changes.mark()  # that something was closed is no answer
            target.click(timeout=limit, no_wait_after=True, position=free)

    def select(self, button: Button, action: str) -> Look:

        def is_marked() -> bool:
            return any(each.selected and each.text == button.text for each in self.look().buttons)

        self.press(button, action, answered=is_marked)
        self.settle()
        return self.look()

    def pause(self, waited: float) -> None:
        self.page.wait_for_timeout(pause_after(waited))

    def keep_pace(self, address: str) -> None:
        begun = time.monotonic()
        self._pace(address)
        self.paused += time.monotonic() - begun

    def _count_page(self, address: str, before: str) -> None:
        """Keep the pace of the host that has served a page where another one was asked."""
        if (host := urlsplit(str(address)).hostname) is not None and host != urlsplit(str(before)).hostname:
            self.keep_pace(address)

    def late_popup(self) -> BrowserTab | None:
        if not self._popups:
            return None
        popup = self._popup(self._popups.pop(0), self._action)
        self._count_page(popup.page.url, self.page.url)
        return popup

    @property
    def opens_another(self) -> bool:
        return bool(self._popups)

    def settle(self) -> None:
        self.wait_until(lambda: not self.fetching, self._limits.click)

    def look(self) -> Look:
        self._stops.require_none(self.page)
        if self._shown is not None and self._is_unchanged():
            return self._shown
        readiness, state, shown = self._evaluate(_LOOK_AND_STATE)
        if readiness == "loading" and self._unfinished != self.page.url:
            self._await_text()
            _, state, shown = self._evaluate(_LOOK_AND_STATE)
        look = Look.model_validate(json.loads(shown))
        if look.passwords:
            look = look.model_copy(update={"password_address": look.url})
        self._frames, self._states = [self.page.main_frame], [state]
        for frame in shown_frames(self.page)[1:]:
            try:
                _, state, shown = frame.evaluate(_LOOK_AND_STATE)
                look = look.with_frame(Look.model_validate(json.loads(shown)), len(self._frames))
                self._frames.append(frame)
                self._states.append(state)
            except BrowserError:  # between two pages
                look = look.model_copy(update={"busy": True})
        self._shown, self._looked_at, self._events = look, time.monotonic(), self._traffic.events
        return look

    def _is_unchanged(self) -> bool:
        """Return whether the last look is so fresh that only a change would matter, and none has been told."""
        is_fresh = time.monotonic() - self._looked_at < _FRESH and self._events == self._traffic.events
        return is_fresh and len(self.page.frames) == 1 and self._changes.have_not_come(self._states[0])

    def look_until(self, wanted: Callable[[Look], bool], seconds: float) -> Look:
        begun, look = time.monotonic(), self.look()
        while not wanted(look) and (waited := time.monotonic() - begun) <= seconds:
            has_moved = self._changes.have_come(self._states, self._frames, waited)
            if has_moved or time.monotonic() - self._looked_at > _UNTOLD:
                look = self.look()
        return look

    def wait_until(self, is_over: Callable[[], bool], seconds: float) -> bool:
        begun = time.monotonic()
        while not is_over():
            if (waited := time.monotonic() - begun) > seconds:
                return False
            self.pause(waited)
        return True

    def quote(self, phrase: str) -> str:
        return next((quoted for frame in self._frames if (quoted := str(frame.evaluate(_QUOTE, phrase)))), "")

    def worded(self, words: tuple[str, ...]) -> ElementHandle | None:
        handles = (frame.evaluate_handle(_WORDED, list(words)).as_element() for frame in self._frames)
        return next((element for element in handles if element is not None), None)

    def frame_text(self, frame: int) -> str:
        return unquote(str(self._frames[frame].evaluate(_FRAME_TEXT)))

    def field(self, field: Field) -> Any:
        return self._frames[field.frame].locator(_FIELDS).nth(field.index)

    def attach(self, button: Button, file: FilePayload) -> bool:
        target = self._frames[button.frame].locator(CLICKABLE).nth(button.index)
        limit = self._limits.click * 1000
        try:
            with self.page.expect_file_chooser(timeout=limit) as choosing:
                target.click(timeout=limit, no_wait_after=True)
            choosing.value.set_files([file])
        except BrowserError:
            return False
        return True

    def part(self, part: Card | ClosedPart) -> ElementHandle | None:
        return self._frames[part.frame].evaluate_handle(_ELEMENT, part.index).as_element()

    def stop(self) -> None:
        self._evaluate("window.stop()")

    def holds_back(self) -> bool:
        return any(frame.evaluate(_HOLDS_BACK) for frame in self._frames)

    def source(self) -> str:
        self._stops.require_none(self.page)
        return str(self._evaluate(_SOURCE))

    def sources(self) -> tuple[str, ...]:
        self._stops.require_none(self.page)
        return tuple(str(frame.evaluate(_SOURCE)) for frame in self._frames)

    def pane(self) -> str:
        pane = self._evaluate(_PANE)
        return self.source() if pane is None else str(pane)

    def page_record(self) -> PageRecord:
        self._recorded = shown_frames(self.page)
        return self._record_of(self.page.main_frame)

    def _record_of(self, frame: Frame) -> PageRecord:
        place = self._recorded.index(frame)
        record = PageRecord.model_validate_json(frame.evaluate(_PAGE, [CLICKABLE, place]))
        if any(each.parent_frame == frame for each in self._recorded):
            for number, element in enumerate(frame.query_selector_all("iframe,frame")):
                inner = element.content_frame()
                if inner is not None and inner in self._recorded:
                    record = record.with_frame(self._record_of(inner), number)
        return record

    def clickable(self, place: str) -> Locator:
        frame, _, index = place.partition(":")
        among = "*" if index.startswith("*") else CLICKABLE
        return self._recorded[int(frame)].locator(among).nth(int(index.removeprefix("*")))

    def snapshot(self, name: str, picture: bool = False) -> tuple[RawSnapshot, ...]:
        url = self.page.url
        pages = tuple(
            RawSnapshot(
                name=f"{name}-frame{number}" if number else name,
                content=source.encode(),
                media="text/html",
                url=self._frames[number].url,
            )
            for number, source in enumerate(self.sources())
        )
        if not picture:
            return pages
        with covered(self._frames, self._mask) as private:
            shot = self.page.screenshot(type="jpeg", quality=60, mask=private, animations="disabled", caret="hide")
        return (*pages, RawSnapshot(name=name, content=shot, media="image/jpeg", url=url))

    def close(self) -> None:
        self._traffic.close()
        self.page.context.remove_listener("response", self._on_response)
        self.page.context.remove_listener("requestfailed", self._on_failure)
        with suppress(BrowserError):  # of one that closes itself
            self.page.close(run_before_unload=True)

    def _popup(self, page: Page, action: str) -> BrowserTab:
        tab = BrowserTab(page, self._limits, self._clock, self._pace, self._stops, self._over, self._mask)
        tab._action, tab.failure = action, self.failure
        tab._traffic.take_over(self._traffic)
        early = [hop for response, hop in self._elsewhere if response.frame.page == page]
        tab.hops[:0] = [*self.hops, *early]
        tab.chosen += self.chosen
        tab._await_load()
        has_hop = any(hop.url == page.url for hop in tab.hops)
        if not has_hop:
            status = page.evaluate("() => performance.getEntriesByType('navigation')[0]?.responseStatus || null")
            tab.hops.append(Hop(action=action, url=page.url, at=self._clock(), status=status))
        return tab

    def _await_load(self) -> None:
        try:
            self.page.wait_for_load_state("load", timeout=self._limits.page * 1000)
        except BrowserError:
            return  # what did load is looked at as it stands

    def _await_text(self) -> None:
        """Wait for the text of a page that has just come in: it is blank, and nobody judges it so.

        A text that is never finished is waited for once.
        """
        try:
            self.page.wait_for_function("document.readyState !== 'loading'", timeout=self._limits.page * 1000)
        except BrowserError:
            self._unfinished = self.page.url

    def _evaluate(self, script: str) -> Any:
        """Run a script in the page; where the page goes on elsewhere just then, in the one that comes."""
        for _ in range(3):
            try:
                return self.page.evaluate(script)
            except BrowserError as error:
                if "context was destroyed" not in str(error.message) and "navigat" not in str(error.message):
                    raise
                self._await_load()
        return self.page.evaluate(script)

    @property
    def fetching(self) -> bool:
        return self._traffic.is_fetching()

    @property
    def idle(self) -> float:
        return self._traffic.idle

    def _on_arrival(self, frame: Frame) -> None:
        if frame != self.page.main_frame:
            return
        last = next((hop for hop in reversed(self.hops) if not hop.inner), None)
        if last is None or last.url == frame.url or not frame.url.startswith("http"):
            return
        # The answer's address lacks the route behind the #, and a route of its own gets no answer.
        self.hops.append(Hop(action=self._action, url=frame.url, at=self._clock(), status=None))
        if last.url == frame.url.partition("#")[0] and last.action == self._action:
            self.hops[-1] = self.hops[-1].model_copy(update={"status": last.status})
            self.hops.remove(last)

    def _on_response(self, response: Response) -> None:
        if not response.request.is_navigation_request():
            if response.status >= 500 or response.status == 429:
                self._traffic.lacks(response.request, f"HTTP {response.status}")
            return
        hop = Hop(action=self._action, url=response.url, at=self._clock(), status=response.status)
        try:
            hop = hop.model_copy(update={"inner": response.frame.parent_frame is not None})
            own = response.frame.page == self.page
        except BrowserError:
            own = False  # of a tab that is about to open
        if own:
            self.hops.append(hop)
            self.retry_after = str(response.headers.get("retry-after", ""))
        else:
            self._elsewhere.append((response, hop))

    def _on_failure(self, request: Request) -> None:
        is_own = request.is_navigation_request() and self._traffic.is_of_page(request)
        if is_own and "ABORTED" not in (request.failure or ""):
            self.failure = _network_cause(request.failure or "")

    def _on_dialog(self, dialog: Any) -> None:
        self.alerts.append(dialog.message)
        undoes = dialog.type in ("confirm", "prompt") and asks_to_undo(dialog.message) and not self.withdraws
        with suppress(BrowserError):  # of a page that is gone
            dialog.dismiss() if undoes else dialog.accept()
