"""What whoever walks through a portal asks of a browser tab: go, click, look. Knows pages, not matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from playwright.sync_api import ElementHandle, FilePayload, Locator, Page

from zicha.model.facts.journey import Hop
from zicha.model.facts.records import RawSnapshot
from zicha.model.finding import Uncheckable
from zicha.model.page import Page as PageRecord
from zicha.portal.live.look import Button, Card, ClosedPart, Field, Look

CLICKABLE = "a,button,input[type=button],input[type=submit],summary,[role=button],[role=tab],[onclick]"


class Tab(Protocol):
    """A tab and the way it went. Every method returns when the page has answered, or when its time is over."""

    hops: list[Hop]
    alerts: list[str]
    chosen: list[str]
    """What was chosen on the way where a choice had to be made."""
    failure: str
    """Why the last page did not come, when it was the network that said so."""
    unanswered: str
    """Why the last click had no answer, when what it asked for, or a script that the page needs, did not come."""
    retry_after: str
    """When the host of the last page wants to be asked again, in its own words."""
    paused: float
    """Seconds that this tab has waited out of politeness; they are not the portal's."""
    withdraws: bool
    """Whether our own test application is being taken back, so that the browser's dialogs that ask so get a yes."""

    @property
    def page(self) -> Page:
        """Return the browser's page."""

    @property
    def address(self) -> str:
        """Return where the tab is, or was to go where nothing came."""

    @property
    def status(self) -> int | None:
        """Return the HTTP status of the last document, if any came.

        It is the page's, or that of a frame that failed within it.
        """

    @property
    def fetching(self) -> bool:
        """Return whether data for this page are on their way."""

    @property
    def idle(self) -> float:
        """Return for how many seconds nothing has been on its way: no data, no script that brings them, no frame."""

    @property
    def opens_another(self) -> bool:
        """Return whether a tab that the last click opened waits to be taken over."""

    def begin(self) -> None:
        """Forget the way so far; what follows is another journey."""

    def go(self, address: str, action: str) -> None:
        """Open an address. Raise playwright's Error when it does not load in time."""

    def click(self, button: Button, action: str, patience: float = 0) -> Tab | None:
        """Click, and wait for an answer: this tab, the new one that opened, or None when nothing changed in time.

        `patience` is for what may take longer than a page, in seconds.
        """

    def press(
        self,
        target: Locator | ElementHandle,
        action: str,
        patience: float = 0,
        hesitation: float = 0,
        answered: Callable[[], bool] = lambda: False,
    ) -> Tab | None:
        """Click on anything, in a frame of the page, too, and wait for an answer as `click` does.

        That something changed is no answer before the `hesitation` is over, or while data that the click asked for are
        on their way: a page may follow. `answered` tells of an answer that changes neither text nor address.
        """

    def select(self, button: Button, action: str) -> Look:
        """Click a tab that may change nothing but its own mark; the page as it is then."""

    def pause(self, waited: float) -> None:
        """Let a tenth of the seconds waited so far go by, so that no answer is noticed late."""

    def keep_pace(self, address: str) -> None:
        """Wait until the host of an address may be asked for a page."""

    def late_popup(self) -> Tab | None:
        """Return the tab that the last click opened, where that came only after the click had been answered."""

    def settle(self) -> None:
        """Wait for what the page is still fetching, such as the values of its fields; not for ever."""

    def look(self) -> Look:
        """Return what the page shows now, with the frames that a person can see in it."""

    def look_until(self, wanted: Callable[[Look], bool], seconds: float) -> Look:
        """Return the first look that is as wanted, or the last one when the time is over."""

    def wait_until(self, is_over: Callable[[], bool], seconds: float) -> bool:
        """Wait, looking ever less often; return whether it was over before the time was."""

    def quote(self, phrase: str) -> str:
        """Return the whole sentence block on the page in which a phrase stands."""

    def worded(self, words: tuple[str, ...]) -> ElementHandle | None:
        """Return what bears one of the words and shows the pointer of a thing to click, though it is made otherwise."""

    def frame_text(self, frame: int) -> str:
        """Return what a frame says it is about: its address, its text, and what its forms send without showing it."""

    def field(self, field: Field) -> Any:
        """Return the locator of a field."""

    def attach(self, button: Button, file: FilePayload) -> bool:
        """Press what lets one choose a file, and choose it; False where the browser asks for none."""

    def part(self, part: Card | ClosedPart) -> ElementHandle | None:
        """Return the element of a card, or what opens a part of a form, unless it has gone."""

    def stop(self) -> None:
        """Give up waiting for a page that was asked for."""

    def holds_back(self) -> bool:
        """Return whether the browser itself would not send a form as it stands, and would say so in its own words."""

    def source(self) -> str:
        """Return the source of the page itself."""

    def sources(self) -> tuple[str, ...]:
        """Return the source of the page and of each frame that is seen in it."""

    def pane(self) -> str:
        """Return the source of the pane that an opened tab shows, or of the page when none is marked as such."""

    def page_record(self) -> PageRecord:
        """Return what the page shows, with the frames that a person can see in it, as it is kept and read."""

    def clickable(self, place: str) -> Locator:
        """Return what bears a place in the last record of the page: `click` or `pointer` of its meaning."""

    def snapshot(self, name: str, picture: bool = False) -> tuple[RawSnapshot, ...]:
        """Return the page as it stands, and a picture of what is in view with fields, names and numbers covered."""

    def close(self) -> None:
        """Close, without waiting until that is done: Chromium forgets a page that is just giving way to another."""


def require_answered(tab: Tab, action: str) -> None:
    """Raise Uncheckable where a click had no answer because something did not come that it asked for or needs."""
    if tab.unanswered:
        raise Uncheckable(f"{action}后没有得到答复（{tab.unanswered}）")
