"""Pages as a tab sees them, and a tab that goes from one to the next, in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import MagicMock

from playwright.sync_api import ElementHandle, FilePayload, Locator, Page

from tests.support.easel import blank, drawn
from zicha.model.facts.journey import Hop
from zicha.model.facts.records import RawSnapshot
from zicha.model.page import Page as PageRecord
from zicha.portal.live.gatekeeper import Gatekeeper
from zicha.portal.live.look import Button, Card, ClosedPart, Field, Look
from zicha.portal.permission import Permission, gate_of
from zicha.portal.profile import Profile, load_profile

PROFILE = load_profile("demo", "http://127.0.0.1:1")
PORTAL = "http://127.0.0.1:1"


def keeper_of(profile: Profile) -> Gatekeeper:
    """The gate of a portal, without a browser and without a network."""
    return Gatekeeper(MagicMock(), replace(gate_of(profile, Permission()), resolve=lambda host: ()))


def look(text: str = "", url: str = f"{PORTAL}/page", **more: Any) -> Look:
    """A page; its text is its main part, too."""
    blank: dict[str, Any] = dict.fromkeys(("fields", "buttons", "dialogs", "headings", "rows"), ())
    shown = {"url": url, "title": "", "text": text, "main": text[:2000], "own": text}
    return Look.model_validate({**blank, **shown, "busy": False, "pictures": 0, "passwords": 0, **more})


def button(text: str, **more: Any) -> Button:
    blank = {"index": 0, "row": "", "chrome": False, "dialog": False, "tab": False, "selected": False}
    return Button.model_validate({**blank, "link": "", "disabled": False, "text": text, **more})


def field(label: str, type: str = "text", *, required: bool = False, **more: Any) -> Field:
    """A field with a label; what is required is marked so."""
    blank = {"index": 0, "name": "g", "labelled": True, "required": required, "required_shown": required, "hint": ""}
    limits = {"checked": False, "value": "", "read_only": False, "options": (), "section": "", "row": ""}
    return Field.model_validate(
        {**blank, **limits, "min": "", "max": "", "longest": 0, **more, "label": label, "type": type}
    )


@dataclass(frozen=True)
class Late:
    """A page that a click brings only later: the looks before it comes still show the page that was there."""

    page: Look
    looks: int = 1


class FakeControl:
    """A field of the page, which keeps what is typed into it."""

    def __init__(self, tab: FakeTab) -> None:
        self._tab = tab

    def fill(self, text: str) -> None:
        self._tab.typed.append(text)

    def is_checked(self) -> bool:
        return True

    def select_option(self, value: str) -> None:
        self._tab.selected.append(value)

    def set_input_files(self, *_: object) -> None: ...


class _Page:
    """The browser's page behind a tab, as far as anybody asks for it."""

    def __init__(self, tab: FakeTab) -> None:
        self._tab = tab

    @property
    def url(self) -> str:
        return self._tab.shown.url

    def is_closed(self) -> bool:
        return self._tab.closed

    def get_by_text(self, text: str, *, exact: bool) -> Any:
        """A word that can be clicked, though it is no button."""
        return SimpleNamespace(first=SimpleNamespace(click=lambda timeout: self._tab.click(button(text), "")))


class FakeTab:
    """A tab that shows the next page after each click, and keeps what was done in it. It needs no browser."""

    def __init__(
        self,
        *pages: Look | Late,
        alerts: Sequence[str] = (),
        status: int | None = 200,
        source: str = "",
        holds_back: bool = True,
    ) -> None:
        """`alerts` is what the browser says at the first click; a browser that `holds_back` sends no empty form off."""
        self._pages = pages
        self._place = 0
        self._looks: int | None = None
        """Looks at this page since a click asked for another one; none did while it is None."""
        self._alerts_at_click = list(alerts)
        self._source = source
        self._holds_back = holds_back
        self._page = _Page(self)
        self.status = status
        self.hops: list[Hop] = []
        self.alerts: list[str] = []
        self.chosen: list[str] = []
        self.failure = ""
        self.unanswered = ""
        self.retry_after = ""
        self.paused = 0.0
        self.withdraws = False
        self.fetching = False
        self.idle = 60.0
        self.opens_another = False
        self.closed = False
        self.opened: list[str] = []
        """The addresses that were opened."""
        self.clicked: list[str] = []
        self.typed: list[str] = []
        self.selected: list[str] = []

    @property
    def page(self) -> Page:
        return cast(Page, self._page)

    @property
    def address(self) -> str:
        return self.page.url

    @property
    def shown(self) -> Look:
        """The page that stands in the tab."""
        page = self._pages[self._place]
        return page.page if isinstance(page, Late) else page

    @property
    def _next(self) -> Look | Late | None:
        return self._pages[self._place + 1] if self._place + 1 < len(self._pages) else None

    def begin(self) -> None: ...

    def go(self, address: str, action: str) -> None:
        """Open an address: whatever it is, the first page comes."""
        self.opened.append(address)
        self._place, self._looks = 0, None

    def click(self, button: Button, action: str, patience: float = 0) -> FakeTab | None:
        self.clicked.append(button.text)
        return self._answer()

    def press(
        self,
        target: Locator | ElementHandle,
        action: str,
        patience: float = 0,
        hesitation: float = 0,
        answered: Callable[[], bool] = lambda: False,
    ) -> FakeTab | None:
        return self._answer()

    def _answer(self) -> FakeTab | None:
        alerts, self._alerts_at_click = self._alerts_at_click, []
        self.alerts += alerts
        if self._next is None:
            return self if alerts else None
        if not isinstance(self._next, Late):
            self._place += 1
        self._looks = 0
        return self

    def select(self, button: Button, action: str) -> Look:
        self.click(button, action)
        return self.look()

    def pause(self, waited: float) -> None: ...

    def keep_pace(self, address: str) -> None: ...

    def late_popup(self) -> FakeTab | None:
        return None

    def settle(self) -> None: ...

    def look(self) -> Look:
        if self._looks is not None:
            if isinstance(self._next, Late) and self._looks >= self._next.looks:
                self._place, self._looks = self._place + 1, 0
            self._looks += 1
        return self.shown

    def look_until(self, wanted: Callable[[Look], bool], seconds: float) -> Look:
        look = self.look()
        while not wanted(look) and self._looks is not None and isinstance(self._next, Late):
            look = self.look()
        return look

    def wait_until(self, is_over: Callable[[], bool], seconds: float) -> bool:
        return is_over()

    def quote(self, phrase: str) -> str:
        return phrase

    def attach(self, button: Button, file: FilePayload) -> bool:
        return True

    def worded(self, words: tuple[str, ...]) -> ElementHandle | None:
        return None

    def frame_text(self, frame: int) -> str:
        return f"{self.shown.url}\n{self.shown.text}"

    def field(self, field: Field) -> FakeControl:
        return FakeControl(self)

    def part(self, part: Card | ClosedPart) -> ElementHandle | None:
        self.clicked.append(part.text)
        return cast(ElementHandle, part)

    def stop(self) -> None: ...

    def holds_back(self) -> bool:
        return self._holds_back

    def source(self) -> str:
        return self._source

    def page_record(self) -> PageRecord:
        return drawn(self._source) if self._source else blank(self.shown.url)

    def clickable(self, place: str) -> Locator:
        raise NotImplementedError(place)

    def sources(self) -> tuple[str, ...]:
        return (self._source,) if self._source else ()

    def pane(self) -> str:
        return self._source

    def snapshot(self, name: str, picture: bool = False) -> tuple[RawSnapshot, ...]:
        return ()

    def close(self) -> None:
        self.closed = True
