"""Pages as the browser would show them, and a tab that shows one after the other; no browser is needed."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from tests.support.facts import make_matter
from tests.support.tab import button, look
from zicha.model.matter import Identity
from zicha.portal.live.application import JourneyEnd, go_to_form
from zicha.portal.live.look import Button, Look
from zicha.portal.live.tab import Tab
from zicha.portal.profile import load_profile

PORTAL, DEPARTMENT = "http://portal.example", "http://dept.example"
PROFILE = load_profile("demo", PORTAL)
MATTER = make_matter()
APPLY = f"{PORTAL}/apply/{MATTER.code}"
"""The portal's own form, whose address names the matter."""


def page(own: str = "", url: str = APPLY, **more: Any) -> Look:
    return look(own, url, **more)


GUIDE = page("承诺办结时限 5个工作日", f"{PORTAL}/portal/guide/X", buttons=(button("在线办理"),))


class ScriptedTab:
    """Shows one page after the other, a click apart; says what was clicked."""

    def __init__(self, *pages: Look, status: int | None = 200, alerts: tuple[str, ...] = ()) -> None:
        self._pages = list(pages)
        self.clicked: list[str] = []
        self.status, self.failure, self.alerts, self.hops = status, "", list(alerts), []  # type: ignore[var-annotated]
        self.fetching = False
        self.page = SimpleNamespace(is_closed=lambda: False)

    def look(self) -> Look:
        self.page.url = self._pages[0].url
        return self._pages[0]

    def look_until(self, wanted: Callable[[Look], bool], seconds: float) -> Look:
        return self.look()

    def click(self, button: Button, action: str, patience: float = 0) -> ScriptedTab | None:
        self.clicked.append(button.text)
        if len(self._pages) == 1:
            return None
        del self._pages[0]
        self.look()
        return self

    def late_popup(self) -> None:
        """Nothing opens."""

    opens_another = False

    def worded(self, words: tuple[str, ...]) -> None:
        """Nothing else bears a word."""

    def quote(self, phrase: str) -> str:
        return phrase


def walked(
    *pages: Look,
    identity: Identity = Identity.LEGAL_PERSON,
    status: int = 200,
    alerts: tuple[str, ...] = (),
    guide: Look = GUIDE,
) -> tuple[JourneyEnd, list[str]]:
    """The way from the guide over these pages, and what was clicked on it."""
    tab = ScriptedTab(guide, *pages, status=status, alerts=alerts)
    return go_to_form(cast("Tab", tab), tab.look(), MATTER, identity, PROFILE), tab.clicked
