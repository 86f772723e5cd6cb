"""Waiting for a page: it tells when it has changed and come to rest, instead of being read over and over.

`Traffic` is what the browser says is under way, `Changes` what an observer says that was set before the page's own
scripts. Every wait is bounded: a page that never rests is looked at as it stands.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files

from playwright.sync_api import BrowserContext, Frame, Page, Request
from playwright.sync_api import Error as BrowserError

_OBSERVER = (files("zicha.portal.live") / "changes.js").read_text(encoding="utf-8").strip().rstrip(";")
STATE = f"({_OBSERVER})().state()"
"""JavaScript for what changes whenever a frame does."""
_MARK = f"() => ({_OBSERVER})().mark()"
_DIFFERS = f"(milliseconds) => ({_OBSERVER})().differs(milliseconds)"
_MOVES = f"([before, least, most]) => ({_OBSERVER})().moves(before, least, most)"
_REST = f"([quiet, milliseconds]) => ({_OBSERVER})().rest(quiet, milliseconds)"

_PAUSE = (15, 150)
"""Milliseconds between two looks at what a page does not tell, at the least and at the most."""
_QUIET = (30, 300)
"""Milliseconds without a change after which a page has come to rest, and for how long that is waited for."""
_DATA = frozenset({"xhr", "fetch"})
_OWN_DOING = ("ABORTED", "BLOCKED_BY")
"""What the browser says of a request that the page itself gave up, or the gate."""
_LEAST_FRAME = (200, 80)
"""Width and height: what is smaller is no page of its own but a counter, a chat, or a session kept alive."""


def watch_from_the_start(context: BrowserContext) -> None:
    """Have every page of a context observed before its own scripts run."""
    context.add_init_script(f"({_OBSERVER})()")


def pause_after(waited: float) -> float:
    """Return for how many milliseconds to wait again: a tenth of what was waited, so that no answer is noticed late."""
    shortest, longest = _PAUSE
    return min(max(waited * 100, shortest), longest)


def shown_frames(page: Page) -> list[Frame]:
    """Return the page itself and the frames in which a person sees a page.

    One without an address is none: nothing has come into it, and the browser would wait for ever for what it shows.
    """
    shown = [page.main_frame]
    for frame in page.frames[1:]:
        with suppress(BrowserError):  # of one that is just going
            if frame.url and frame.parent_frame in shown and _is_large(frame):
                shown.append(frame)
    return shown


def _is_large(frame: Frame) -> bool:
    """Return whether a person sees a page in the frame, and not just something that a site keeps running."""
    element = frame.frame_element()
    box = element.bounding_box()
    if box is None or not element.is_visible():
        return False
    return box["width"] >= _LEAST_FRAME[0] and box["height"] >= _LEAST_FRAME[1]


@dataclass(frozen=True, slots=True)
class TrafficMark:
    """What had been asked for, and what had come, at one moment."""

    requests: Counter[Frame | None]
    arrivals: Counter[Frame | None]
    data: frozenset[Request]
    lost: frozenset[Request]


class Traffic:
    """The documents and data on their way to a page and its frames. None stands for the page itself."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._requests: Counter[Frame | None] = Counter()
        self._arrivals: Counter[Frame | None] = Counter()
        self._data: set[Request] = set()
        self._under_way: set[Request] = set()
        self._lost: dict[Request, str] = {}
        """Data and scripts of this page that got no answer, and what the browser or the server had to say of it."""
        self.last_address = ""
        """The address of the document that was asked for last."""
        self._last = time.monotonic()
        self.events = 0
        """How often something was asked for, or came to its end."""
        page.context.on("request", self._on_request)  # a new tab's first request comes before the tab itself
        page.context.on("requestfinished", self._on_end)
        page.context.on("requestfailed", self._on_end)
        page.on("framenavigated", self._on_arrival)

    def close(self) -> None:
        """Listen no longer."""
        self._page.context.remove_listener("request", self._on_request)
        self._page.context.remove_listener("requestfinished", self._on_end)
        self._page.context.remove_listener("requestfailed", self._on_end)

    def take_over(self, other: Traffic) -> None:
        """Know of what another page's traffic noticed before this page was there."""
        self._data |= other._data
        self.last_address = self.last_address or other.last_address

    def mark(self) -> TrafficMark:
        """Return what has been asked for and has come until now."""
        return TrafficMark(+self._requests, +self._arrivals, frozenset(self._data), frozenset(self._lost))

    def lacks(self, request: Request, words: str) -> None:
        """Note that data or a script did not come, where they were for this page."""
        if request.resource_type not in {*_DATA, "script"}:
            return
        with suppress(BrowserError):  # of a page that is gone
            if request.frame.page == self._page:
                self._lost[request] = words

    def lost(self, since: TrafficMark) -> str:
        """Return what there is to say of a script that did not come, or of data that were asked for since the mark."""
        lost = (request for request in self._lost if request.resource_type == "script" or request not in since.lost)
        return next((self._lost[request] for request in lost), "")

    def asks_for_page(self, since: TrafficMark, watched: Collection[Frame | None]) -> bool:
        """Return whether a document was asked for, by the page or one of the frames that are watched."""
        return any(self._requests[each] > since.requests[each] for each in watched)

    def has_arrival(self, since: TrafficMark, watched: Collection[Frame | None]) -> bool:
        """Return whether a document has come or failed, in the page or one of the frames that are watched."""
        return any(self._arrivals[each] > since.arrivals[each] for each in watched)

    def is_fetching(self, since: TrafficMark | None = None) -> bool:
        """Return whether data are on their way that were not yet asked for at the mark."""
        before = since.data if since is not None else frozenset()
        try:
            return any(request.frame.page == self._page for request in self._data - before)
        except BrowserError:
            return False  # of a page that is gone

    @property
    def idle(self) -> float:
        """Return for how many seconds nothing has been on its way."""
        return 0.0 if self._under_way else time.monotonic() - self._last

    def is_of_page(self, request: Request) -> bool:
        """Return whether a document was asked for by the page itself, or by a tab that is about to open."""
        try:
            return request.frame == self._page.main_frame
        except BrowserError:
            return True

    def _on_request(self, request: Request) -> None:
        self.events += 1
        self._under_way.add(request)
        if request.resource_type in _DATA:
            self._data.add(request)
        if not request.is_navigation_request():
            return
        try:
            frame = request.frame
            self._requests[frame if frame.parent_frame is not None else None] += 1
            if frame == self._page.main_frame:
                self.last_address = request.url
                self._lost.clear()
        except BrowserError:
            self._requests[None] += 1  # of a tab that is about to open
            self.last_address = request.url

    def _on_end(self, request: Request) -> None:
        self.events += 1
        self._data.discard(request)
        self._under_way.discard(request)
        self._last = time.monotonic()
        if (failure := request.failure) and not any(words in failure for words in _OWN_DOING):
            self.lacks(request, failure)
        if request.failure is not None and request.is_navigation_request() and self.is_of_page(request):
            self._arrivals[None] += 1

    def _on_arrival(self, frame: Frame) -> None:
        self._arrivals[frame if frame != self._page.main_frame else None] += 1


class Changes:
    """What a page and the frames that are seen in it tell of themselves."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._marked: list[Frame] = []
        self.lag = 0.0
        """Seconds that answers took beyond what was waited for: a busy machine's, in which nothing could come."""

    def mark(self) -> None:
        """Remember what is shown now, for `differs`."""
        self._marked = shown_frames(self._page)
        for frame in self._marked:
            frame.evaluate(_MARK)

    def differs(self, waited: float) -> bool:
        """Return whether something else is shown than was marked: as soon as it is, or after a pause.

        Between two pages nothing is shown.
        """
        try:
            with self._lagging(waited) as pause:
                if self._page.main_frame.evaluate(_DIFFERS, pause):
                    return True
                shown = shown_frames(self._page)
                return shown != self._marked or any(frame.evaluate(_DIFFERS, 0) for frame in shown[1:])
        except BrowserError:
            self._page.wait_for_timeout(_PAUSE[0])
            return False

    def pause(self, waited: float) -> None:
        """Wait, ever longer, for what no change would tell of."""
        with self._lagging(waited) as pause:
            self._page.wait_for_timeout(pause)

    @contextmanager
    def _lagging(self, waited: float) -> Iterator[float]:
        """Give the milliseconds of a pause; what goes beyond them is lag."""
        pause, begun = pause_after(waited), time.monotonic()
        try:
            yield pause
        finally:
            self.lag += max(0.0, time.monotonic() - begun - pause / 1000)

    def rest(self) -> None:
        """Wait until the page has not changed for a moment."""
        with suppress(BrowserError):  # of one that goes on elsewhere
            self._page.evaluate(_REST, _QUIET)

    def have_not_come(self, state: str) -> bool:
        """Return whether the page still tells of the same state."""
        try:
            return bool(self._page.evaluate(f"() => {STATE}") == state)
        except BrowserError:
            return False

    def have_come(self, states: Sequence[str], frames: Sequence[Frame], waited: float) -> bool:
        """Return whether any came since the frames told of their states: as soon as one has, after a pause at most.

        A page that never rests is asked ever less often.
        """
        try:
            now = [frames[0].evaluate(_MOVES, [states[0], pause_after(waited), _PAUSE[1]])]
            now += [frame.evaluate(f"() => {STATE}") for frame in frames[1:]]
        except BrowserError:
            self._page.wait_for_timeout(_PAUSE[0])
            return True
        return now != list(states)
