"""Lists of the personal centre, read to their end: tables and cards, 下一页 and 加载更多, tabs, a search box, frames.

What is not on the first page is not missing. So a list is read until what is wanted stands there, or until nothing is
left to turn; and when it could not be read whole, or no list was recognised, it is said so and nothing is concluded.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Frame
from playwright.sync_api import Error as BrowserError

from zicha.model.base import Model
from zicha.model.finding import Uncheckable
from zicha.portal.live.list_controls import (
    Box,
    Control,
    SearchBox,
    jump_box,
    jump_control,
    more_control,
    next_control,
    page_numbers,
    query_control,
    views,
)
from zicha.portal.live.scripts import listing_script
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Profile, normalise_label

_LISTING = listing_script()
_ELEMENT = "index => document.querySelectorAll('*')[index]"
_STANDS_THERE = """(e) => [e.innerText || e.value || e.getAttribute("aria-label"), e.closest("tr")?.innerText]
  .map((s) => s || "").map((s) => s.replace(/\\s+/g, " ").trim())"""
_MOST_PAGES = 60
AT_REST = 1.0
"""Seconds after which a list that was scrolled to its end and asks for nothing brings nothing more."""
_SCROLL = """(index) => {
  let scrolls = false;
  for (let n = document.querySelectorAll('*')[index]; n; n = n.parentElement) {
    const whole = n === document.scrollingElement, inside = /auto|scroll/.test(getComputedStyle(n).overflowY);
    if (!(whole || inside) || n.scrollHeight <= n.clientHeight + 1) continue;
    n.scrollTop = n.scrollHeight;
    scrolls = true;
  }
  return scrolls;
}"""
_TOTAL = re.compile(r"(?:共计?|总计|合计|总数)\s*有?[：:]?\s*(\d+)\s*[条件个项]")
_PAGES = re.compile(
    r"共\s*(\d{1,4})\s*页|(?<![\d/])\d{1,4}\s*/\s*(\d{1,4})\s*页|^(?:第\s*)?\d{1,4}\s*/\s*(\d{1,4})$", re.MULTILINE
)
_LONGEST_LINE = 30
"""A longer line is a notice, which says nothing of the list."""
_CODE = re.compile(r"[0-9A-Z]{8,50}")


def code_in(text: str) -> str:
    """Return the first code in a text; empty where it holds none, as “--” and “无” do."""
    return next(iter(_CODE.findall(text)), "")


def bears(text: str, number: str) -> bool:
    """Return whether a text bears a 办件编号, whole."""
    return number in _CODE.findall(text)


def bears_another(text: str, number: str) -> bool:
    """Return whether a text bears a code that is made like a 办件编号 and is another one."""
    like = (code for code in _CODE.findall(text) if len(code) == len(number) and code[:2] == number[:2])
    return any(code != number for code in like)


class Action(Model):
    """Something to click in a row; `beside` is the part of the row that is about nothing else of the same name."""

    index: int
    text: str
    disabled: bool
    beside: str = ""


class Row(Model):
    """One line of a list. `frame` and the indexes of its actions are good as long as the page stays as it is."""

    frame: int = 0
    cells: tuple[tuple[str, str], ...]
    text: str
    heading: str
    actions: tuple[Action, ...]

    def value(self, labels: Sequence[str], others: Sequence[str] = ()) -> str:
        """Return the text under the first of the labels that the row has.

        A card ends a value where one of `others` begins.
        """
        wanted = [normalise_label(label) for label in labels]
        if self.cells:
            cells = dict(self.cells)
            return next((cells[label] for label in wanted if label in cells), "")
        return self._of_card(wanted, {normalise_label(label) for label in others})

    def _of_card(self, wanted: Sequence[str], others: set[str]) -> str:
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            label, _, rest = line.replace("：", ":").partition(":")
            if normalise_label(label) not in wanted:
                continue
            if rest.strip():
                return rest.strip()
            following = lines[number + 1] if number + 1 < len(lines) else ""
            return "" if normalise_label(following.replace("：", ":").partition(":")[0]) in others else following
        return ""

    def names(self, number: str) -> bool:
        """Return whether the row bears a 办件编号, whole."""
        return bears(self.text, number)

    def action(self, number: str, words: Sequence[str]) -> Action | None:
        """Return what can be clicked for a case under one of the words.

        Raise Uncheckable when it may be another case's.
        """
        offered = [action for action in self.actions if action.text in words and not action.disabled]
        if self.cells or not bears_another(self.text, number):
            return next(iter(offered), None)
        about = [(bears(each.beside, number), bears_another(each.beside, number)) for each in offered]
        if (True, False) in about:
            return offered[about.index((True, False))]
        if any(each != (False, True) for each in about):
            raise Uncheckable(f"页面上有几件办件的“{offered[0].text}”，分不清哪一个是办件{number}的")
        return None


@dataclass(frozen=True, slots=True)
class Listing:
    """What was read: `hit` is the row wanted; `whole` when there is no more; `recognised` when it is a list.

    `dialogs` are those that stand over it, `framed` the texts of frames.
    """

    rows: tuple[Row, ...]
    dialogs: tuple[Row, ...]
    framed: tuple[str, ...]
    hit: Row | None
    whole: bool
    recognised: bool
    text: str
    main: str


class _FrameView(Model):
    """One look at one frame."""

    rows: tuple[Row, ...]
    dialogs: tuple[Row, ...] = ()
    heads: int
    controls: tuple[Control, ...]
    search: tuple[SearchBox, ...]
    place: Box | None = None
    """Where the list stands, with its head and all its rows."""
    last: int = -1
    """The last of its rows."""
    rest: str = ""
    """The text, line by line, without the site's own parts."""
    text: str
    main: str


class Reader:
    """The reader of the list that stands in a tab."""

    def __init__(self, tab: Tab, profile: Profile, anchors: Sequence[str]) -> None:
        """Take the kinds of columns (`anchors`, keys of the profile's `columns`) that tell such a list from others."""
        self._tab = tab
        self._profile = profile
        self._anchors = [[normalise_label(label) for label in profile.columns[kind]] for kind in anchors]
        self._rows: dict[str, Row] = {}
        self._whole = True
        self._stuck = False
        """Whether 下一页 could be clicked and brought nothing."""
        self._page = 1
        """Which page of the view stands there, by its number."""
        self._recognised = False

    def find(self, wanted: Callable[[Row], bool], query: str = "") -> Listing:
        """Read until a row is wanted, or to the end. With `query` a search box for numbers is asked, too."""
        hit = self._pages(wanted)
        for view in self._views() if hit is None else ():
            if self._open_view(view):
                hit = self._pages(wanted)
            else:
                self._whole = False
            if hit is not None:
                break
        if hit is None and query:
            hit = self._search(wanted, query)
        looks = self._looks()  # something may have come to lie over the list
        text, main = "\n".join(look.text for look in looks), looks[0].main if looks else ""
        recognised = self._recognised or self._states(looks, "empty_list")
        if hit is None and query and self._stands_unread(looks, query):
            self._whole = False
        if hit is None and not self._rows and self._states(looks, "failed", "loading"):
            self._whole = False
        dialogs = tuple(dialog for look in looks for dialog in look.dialogs)
        framed = tuple(look.text for look in looks[1:])
        return Listing(tuple(self._rows.values()), dialogs, framed, hit, self._whole, recognised, text, main)

    def _stands_unread(self, looks: Sequence[_FrameView], number: str) -> bool:
        """Return whether a number stands on the page, over which nothing lies, and in no row that was read."""
        texts = (line for look in looks for line in look.rest.splitlines())
        over = "\n".join(dialog.text for look in looks for dialog in look.dialogs)
        in_rows = any(row.names(number) for row in self._rows.values())
        return not (in_rows or bears(over, number)) and any(bears(text, number) for text in texts)

    def _states(self, looks: Sequence[_FrameView], *kinds: str) -> bool:
        """Return whether the list's page says so in a line of its own, and not just in a notice or the site's frame."""
        lines = (line.strip() for look in looks for line in look.rest.splitlines())
        return any(len(line) <= _LONGEST_LINE and self._profile.meaning(line, *kinds) for line in lines)

    def press(self, row: Row, action: Action, words: str) -> Tab | None:
        """Click on something in a row that was just read.

        Raise playwright's Error when it cannot be clicked, Uncheckable when something else has come to stand there.
        """
        target = self._element(row.frame, action.index)
        if target is None or not _is_still_there(target, row, action):
            raise Uncheckable(f"页面随即变化，没有点击“{action.text}”")
        return self._tab.press(target, words)

    def address(self, row: Row) -> str:
        """Return the address of the frame in which a row stands."""
        return self._tab.page.frames[row.frame].url

    def _looks(self) -> list[_FrameView]:
        """Return every frame as it is now, once it no longer loads."""
        self._tab.look_until(
            lambda look: not (len(look.main) < 400 and self._profile.meaning(look.main, "loading")),
            self._profile.limits.spinner,
        )
        return [self._look(number, frame) for number, frame in enumerate(self._tab.page.frames)]

    def _look(self, number: int, frame: Frame) -> _FrameView:
        try:
            view = _FrameView.model_validate(json.loads(frame.evaluate(_LISTING, self._anchors)))
        except BrowserError:  # a frame that went away while it was looked at
            return _FrameView(rows=(), heads=0, controls=(), search=(), text="", main="")
        return view.model_copy(
            update={"rows": _in_frame(number, view.rows), "dialogs": _in_frame(number, view.dialogs)}
        )

    def _pages(self, wanted: Callable[[Row], bool]) -> Row | None:
        """Turn the pages of the view that stands there."""
        self._page = 1
        before: set[str] = set()
        of_this_view: set[str] = set()
        looks: list[_FrameView] = []
        for _ in range(_MOST_PAGES):
            looks = self._looks()
            rows = [row for look in looks for row in look.rows]
            self._recognised |= any(look.heads for look in looks)
            if hit := next(filter(wanted, rows), None):
                return hit
            fresh = {row.text for row in rows} - before
            self._rows |= {row.text: row for row in rows}
            of_this_view |= {row.text for row in rows}
            turned = self._turn(looks, of_this_view) if fresh else False
            if not turned and not self._scroll(len(rows)):
                break
            before = of_this_view.copy()
        else:
            self._whole = False
        totals = [int(total[1]) for look in looks for total in _TOTAL.finditer(look.text)]
        pages = _pages_told(looks)
        if totals or pages:
            self._stuck = False
        if self._stuck or max(totals, default=0) > len(of_this_view) or pages > self._page:
            self._whole = False
        return None

    def _turn(self, looks: Sequence[_FrameView], texts: set[str]) -> bool:
        """Click 下一页, the next number or what brings more, and wait for other rows.

        False where there is none, or where it does nothing.
        """
        for number, look in enumerate(looks):
            if look.place is None:
                continue
            if (control := self._turning(look, look.place)) is not None:
                self._stuck = not (self._press(number, control.index, "翻页") and self._await_other_rows(texts))
            elif (box := jump_box(look.search, look.place)) is not None and _pages_told(looks) > self._page:
                self._stuck = not (self._jump(number, look, box) and self._await_other_rows(texts))
            else:
                continue
            self._page += not self._stuck
            return not self._stuck
        return False

    def _jump(self, frame: int, look: _FrameView, box: SearchBox) -> bool:
        """Write the number of the next page where one is asked for; return whether that could be done."""
        field, button = self._element(frame, box.index), jump_control(look.controls, box)
        if field is None:
            return False
        with suppress(BrowserError):
            field.fill(str(self._page + 1))
            if button is None:
                field.press("Enter")
                return True
            return self._press(frame, button.index, "翻页") is not None
        return False

    def _turning(self, look: _FrameView, place: Box) -> Control | None:
        """Return what turns a list; remember where its pages go on and nothing leads there."""
        if (control := next_control(look.controls, place, self._profile)) is not None:
            return None if control.disabled else control
        if (numbers := page_numbers(look.controls, place)) and max(numbers) > self._page:
            self._stuck = self._page + 1 not in numbers
            return numbers.get(self._page + 1)
        return more_control(look.controls, place, self._profile)

    def _await_other_rows(self, texts: set[str]) -> bool:
        """Return whether rows that were not there before come in time."""
        return self._tab.wait_until(lambda: self._has_other_rows(texts), self._profile.limits.click)

    def _has_other_rows(self, texts: set[str]) -> bool:
        return not {row.text for look in self._looks() for row in look.rows} <= texts

    def _scroll(self, count: int) -> bool:
        """Bring the end of a list into view, where it may go on; return whether other rows come."""
        if not count:
            return False
        looks = self._looks()
        texts = {row.text for look in looks for row in look.rows}
        frames = self._tab.page.frames
        scrolled = [frames[n].evaluate(_SCROLL, look.last) for n, look in enumerate(looks) if look.last >= 0]
        if not any(scrolled):
            return False
        begun = time.monotonic()

        def is_at_rest() -> bool:
            return min(self._tab.idle, time.monotonic() - begun) > AT_REST

        limit = self._profile.limits.click
        self._tab.wait_until(lambda: self._has_other_rows(texts) or is_at_rest(), limit)
        return self._has_other_rows(texts)

    def _views(self) -> list[str]:
        """Return the names of the views that show other parts of the list."""
        return list(dict.fromkeys(c.text for look in self._looks() for c in views(look.controls, self._profile)))

    def _open_view(self, name: str) -> bool:
        """Open a view; one that shows the same rows marks itself, at least."""
        for number, look in enumerate(self._looks()):
            for control in views(look.controls, self._profile):
                if control.text == name:
                    opened = self._press(number, control.index, f"打开“{name}”") is not None
                    return opened or name not in self._views()
        return name not in self._views()

    def _search(self, wanted: Callable[[Row], bool], query: str) -> Row | None:
        """Ask the search box of the list, as a person would who has a number; what hides it is opened first."""
        if not any(self._query(look) for look in self._looks()):
            self._open_conditions()
        for number, look in enumerate(self._looks()):
            if (pressed := self._query(look)) is None:
                continue
            box, button = pressed
            field = self._element(number, box.index)
            if field is None:
                return None
            field.fill(query)
            if self._press(number, button.index, "按编号查询") is None:
                return None
            looks = self._looks()
            answer = [row for look in looks for row in look.rows]
            stands = any(look.heads for look in looks) or self._states(looks, "empty_list")
            failed = self._states(looks, "failed", "loading")
            self._whole |= stands and not (answer or failed)  # it was asked for this number, and shows nothing
            return next(filter(wanted, answer), None)
        return None

    def _query(self, look: _FrameView) -> tuple[SearchBox, Control] | None:
        return query_control(look.controls, look.search, look.place, self._profile)

    def _open_conditions(self) -> None:
        """Press what shows more boxes to search by: 高级查询, 更多条件."""
        words = self._profile.entries["conditions"]
        for number, look in enumerate(self._looks()):
            hiding = (c for c in look.controls if c.presses and not (c.disabled or c.leaves))
            if (control := next((c for c in hiding if any(word in c.text for word in words)), None)) is not None:
                self._press(number, control.index, f"打开“{control.text}”")
                return

    def _press(self, frame: int, index: int, words: str) -> Tab | None:
        target = self._element(frame, index)
        try:
            return self._tab.press(target, words) if target is not None else None
        except BrowserError:
            return None

    def _element(self, frame: int, index: int) -> ElementHandle | None:
        return self._tab.page.frames[frame].evaluate_handle(_ELEMENT, index).as_element()


def _pages_told(looks: Sequence[_FrameView]) -> int:
    """Return how many pages a list says that it has; none where it does not say."""
    counts = (match for look in looks for match in _PAGES.finditer(look.rest))
    return max((int(number) for match in counts for number in match.groups() if number), default=0)


def _is_still_there(target: ElementHandle, row: Row, action: Action) -> bool:
    text, line = target.evaluate(_STANDS_THERE)
    return text == action.text and (not row.cells or set(_CODE.findall(line)) <= set(_CODE.findall(row.text)))


def _in_frame(frame: int, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row.model_copy(update={"frame": frame}) for row in rows)
