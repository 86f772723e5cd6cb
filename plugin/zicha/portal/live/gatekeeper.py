"""The gate at one browser: every request of every page, frame, worker and tab is judged before it leaves, hop by hop.

Chromium asks for leave by its protocol: that shows each redirect as a request of its own, which Playwright's `route`
does not, and a tab's first request. What Chromium does not ask for (web sockets, its own errands) reaches no host that
the gate does not name, as it finds no other: see `launch_browser`.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urldefrag

from playwright.sync_api import Browser, BrowserContext, Download, Page, Request
from playwright.sync_api import Error as BrowserError

from zicha.model.finding import Uncheckable
from zicha.portal.gate import Gate, GateRequest, Stop

_LONGEST = 120
_WITHOUT_PEERS = "delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;"
"""JavaScript. Connections of WebRTC ask nobody, and make up names that the browser tells to all of its network."""


class StoppedError(Uncheckable):
    """What the gate has stopped, with the way there: nothing can be concluded from the page."""

    def __init__(self, stop: Stop, way: str = "") -> None:
        request = stop.request
        method = "" if request.method == "GET" else f"{request.method} "
        super().__init__(
            f"未访问 {method}{request.address[:_LONGEST]}：{stop.reason}"
            + (f"（途经 {way[:_LONGEST]}）" if way else "")
        )


class Stops:
    """What was stopped on the pages of a browser and not told yet."""

    def __init__(self) -> None:
        self._fresh: list[Stop] = []
        """Not known to be of a page that stands: a page that did not come, or what a worker asked for."""
        self._of_page: dict[Page, Stop] = {}
        """What a page lacks, until another one is asked for in its place."""
        self._is_told = True
        self.file_is_wanted = False
        """Whether what is downloaded is what was clicked on. What a page hands over unasked may have no end."""

    def disregard(self) -> None:
        """Raise nothing from now on: the pages are looked at as they are."""
        self._is_told = False

    def note(self, stop: Stop) -> None:
        """Remember a request that was just stopped."""
        self._fresh.append(stop)

    def watch(self, context: BrowserContext) -> None:
        """Find out to which page of a context each of them belongs, and break off what nobody has asked to download."""
        context.on("page", lambda page: page.on("download", self._break_off))
        context.on("request", self._forget_page)
        context.on("requestfailed", self._assign)

    def forget(self) -> None:
        """Forget what belongs to no page that stands: another one is asked for."""
        self._fresh.clear()

    def require_none(self, page: Page, way: str = "") -> None:
        """Raise StoppedError when the page lacks something, or did not come. `way` is where the way there began."""
        stop = next(iter(self._fresh), None) or self._of_page.get(page)
        self._fresh.clear()
        if stop is not None and self._is_told:
            raise StoppedError(stop, way or page.url)

    def _break_off(self, download: Download) -> None:
        if not self.file_is_wanted:
            with suppress(BrowserError):  # of a page that is gone
                download.cancel()

    def _assign(self, request: Request) -> None:
        address = urldefrag(request.url)[0]
        with suppress(BrowserError):  # of a tab that is about to open
            page = request.frame.page
            if request.is_navigation_request() and request.frame == page.main_frame:
                return
            for stop in [each for each in self._fresh if each.request[:2] == (request.method, address)]:
                self._fresh.remove(stop)
                self._of_page.setdefault(page, stop)

    def _forget_page(self, request: Request) -> None:
        with suppress(BrowserError):
            if request.is_navigation_request() and request.frame == request.frame.page.main_frame:
                self._of_page.pop(request.frame.page, None)


class Gatekeeper:
    """Asked by the browser before each request. One for a browser and all of its visitors."""

    def __init__(self, browser: Browser, gate: Gate) -> None:
        self._gate = gate
        self.stops = Stops()
        self.stopped: dict[Stop, None] = {}
        """All that was ever stopped, each once."""
        self._session = browser.new_browser_cdp_session()
        self._session.on("Fetch.requestPaused", self._answer)
        self._session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})

    def stop(self, request: GateRequest) -> Stop | None:
        """Return how a request is stopped, which is remembered; None where it may go."""
        stop = self._gate.stop(request)
        if stop is not None:
            self.stopped[stop] = None
        return stop

    def guard(self, context: BrowserContext) -> None:
        """Watch the pages of a context from now on, and take from them what would send without being asked about."""
        self.stops.watch(context)
        context.add_init_script(_WITHOUT_PEERS)

    def is_heard(self) -> bool:
        """Return whether the browser still answers."""
        try:
            return bool(self._session.send("Browser.getVersion"))
        except BrowserError:
            return False

    def close(self) -> None:
        """Let the browser go without being asked: nobody drives it any more."""
        with suppress(BrowserError):
            self._session.detach()

    def _answer(self, paused: dict[str, Any]) -> None:
        request, kind = paused["request"], str(paused["resourceType"])
        stop = self.stop(GateRequest(str(request["method"]), str(request["url"]), kind))
        with suppress(BrowserError):  # of a page that is gone
            if stop is None:
                self._session.send("Fetch.continueRequest", {"requestId": paused["requestId"]})
                return
            if stop.is_needed:
                self.stops.note(stop)
            # A page that is asked for and does not come leaves the one that stands there.
            how = "Aborted" if kind == "Document" else "BlockedByClient"
            self._session.send("Fetch.failRequest", {"requestId": paused["requestId"], "errorReason": how})
