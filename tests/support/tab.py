"""Pages as a tab sees them, and a tab that goes from one to the next, told in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from zicha.portal.live.look import Button, Field, Look
from zicha.portal.profile import load_profile

PROFILE = load_profile("demo", "http://127.0.0.1:1")
PORTAL = "http://127.0.0.1:1"


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


class _Page:
    """The browser's page behind a tab."""

    def __init__(self, tab: PagesTab) -> None:
        self._tab = tab

    @property
    def url(self) -> str:
        return self._tab.look().url

    def is_closed(self) -> bool:
        return self._tab.closed

    def get_by_text(self, text: str, exact: bool) -> Any:
        """A word that can be clicked, though it is no button."""
        return SimpleNamespace(first=SimpleNamespace(click=lambda timeout: self._tab.click(button(text), "")))


class PagesTab:
    """A tab that shows the next page after each click. It does what the live modules ask of a Tab."""

    def __init__(self, *pages: Look, alerts: Sequence[str] = (), status: int = 200) -> None:
        """`alerts` is what the browser says at the first click."""
        self._pages = list(pages)
        self._told = list(alerts)
        self.alerts: list[str] = []
        self.hops: list[object] = []
        self.chosen: list[str] = []
        self.paused = 0.0
        self.status = status
        self.clicked: list[str] = []
        self.rows: list[str] = []
        self.closed = False
        self.failure = ""
        self.page = _Page(self)

    def look(self) -> Look:
        return self._pages[0]

    def look_until(self, wanted: Callable[[Look], bool], seconds: float) -> Look:
        return self.look()

    def click(self, button: Button, action: str, patience: float = 0) -> PagesTab:
        self.clicked.append(button.text)
        self.rows.append(button.row)
        self.alerts += self._told
        self._told = []
        if len(self._pages) > 1:
            self._pages.pop(0)
        return self

    def told(self, frame: int) -> str:
        return f"{self.look().url}\n{self.look().text}"

    def field(self, field: Field) -> Any:
        def nothing(*_: object, **__: object) -> None: ...

        return SimpleNamespace(check=nothing, fill=nothing, select_option=nothing, set_input_files=nothing)

    def quote(self, phrase: str) -> str:
        return phrase

    def sources(self) -> tuple[str, ...]:
        return ()

    def holds_back(self) -> bool:
        return True

    def settle(self) -> None: ...

    def close(self) -> None:
        self.closed = True
