"""What a visitor does to read 详情 of the materials and steps of a guide: press one, take what comes, close it again.

Whatever does not open, leads away or cannot be closed ends it; the entries that are left are asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from playwright.sync_api import TimeoutError as BrowserTimeout

from zicha.model.page import Page
from zicha.portal.guide.closed_parts import ClosedPart
from zicha.portal.guide.details import Came, EntryOpener, closer_of, stands_at, what_came
from zicha.portal.guide.reader import openers_on
from zicha.portal.live.lying_over import CoveredError
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Profile

_MOST = 60
"""So many entries are opened on one page."""


class EntryDetails:
    """The details of the entries of a guide.

    `press` presses on the guide and says whether it answers, `reopen` opens it anew.
    """

    def __init__(
        self, tab: Tab, profile: Profile, press: Callable[[ClosedPart], bool], reopen: Callable[[], object]
    ) -> None:
        self._tab = tab
        self._profile = profile
        self._press = press
        self._reopen = reopen

    def opened(self, name: str, page: Page, first: Page) -> Iterator[tuple[EntryOpener, Page]]:
        """Yield what comes for each entry, while it stands open. `page` is the pane of that name as it was read."""
        openers = [each for each in openers_on(name, page, first, self._profile) if each.is_shown]
        for opener in openers[:_MOST]:
            before = self._tab.page_record()
            now = opener if stands_at(before, opener) else self._found_again(opener, name, before, first)
            came = self._came_of(now, before) if now is not None else None
            if came is None:
                return
            yield opener, came.page
            if came.is_over and not self._close(came, before):
                self._reopen()
                return

    def _found_again(self, opener: EntryOpener, name: str, page: Page, first: Page) -> EntryOpener | None:
        """Return what opens the same entry now that other things stand on the page."""
        wanted = opener.kind, opener.place, opener.name, opener.words
        there = openers_on(name, page, first, self._profile)
        return next((each for each in there if (each.kind, each.place, each.name, each.words) == wanted), None)

    def _came_of(self, opener: EntryOpener, before: Page) -> Came | None:
        try:
            if not self._press(ClosedPart(opener.words, opener.at, is_title=False)):
                return None
        except (BrowserTimeout, CoveredError):  # something lies over it
            return None
        self._tab.settle()
        return what_came(before, self._tab.page_record())

    def _close(self, came: Came, before: Page) -> bool:
        """Close what lies over the guide; return whether it is gone."""
        closer = closer_of(came.page, self._profile)
        if closer:
            with suppress(BrowserTimeout, CoveredError):
                self._tab.press(self._tab.clickable(closer), "关闭详情")
        if self._lies_there(before):
            self._tab.page.keyboard.press("Escape")
        return not self._lies_there(before)

    def _lies_there(self, before: Page) -> bool:
        left = what_came(before, self._tab.page_record())
        return left is not None and left.is_over
