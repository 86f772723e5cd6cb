"""个人中心: what it shows of a case, read as a person would look for it. Nothing here changes anything.

Each list is opened anew when it shows something that is no list, and believed only while the portal as a whole answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from zicha.model.facts import Licence, Licences, Progress
from zicha.portal.interface import Uncheckable
from zicha.portal.live.listing import Listing, Reader, Row
from zicha.portal.live.visitor import Visitor
from zicha.portal.profile import Profile

_LONGEST_QUOTE = 200
_CASES, _LICENCES = "“我的办件”", "“我的证照”"
_KINDS_OF_LICENCES = ("licence", "licence_number", "issued", "issuer")


class PersonalCentre:
    """Looks into the lists of one visitor's personal centre at a time."""

    def __init__(self, profile: Profile, clock: Callable[[], datetime]) -> None:
        self._profile = profile
        self._clock = clock

    def progress(self, visitor: Visitor, number: str) -> Progress:
        """我的办件 under a number."""
        listing, message = self._read(visitor, _CASES, ("number",), lambda row: row.names(number), number)
        row = listing.hit
        state = row.value(self._profile.columns["state"], self._labels()) or self._state_word(row) if row else ""
        return Progress(
            url=visitor.tab.page.url,
            at=self._clock(),
            number=number,
            listed=row is not None or (not listing.recognised and number in listing.text),
            state=state,
            stage=self._profile.stage(state),
            rows=len(listing.rows),
            message=message,
        )

    def licences(self, visitor: Visitor) -> Licences:
        """我的证照, all of it: the one that is looked for may share its name with an older one."""
        listing, message = self._read(visitor, _LICENCES, _KINDS_OF_LICENCES, lambda row: False)
        columns, labels = self._profile.columns, self._labels()
        found = (
            Licence(
                name=row.value(columns["licence"], labels) or row.heading,
                case=row.value(columns["number"], labels),
                issued=row.value(columns["issued"], labels),
            )
            for row in listing.rows
        )
        return Licences(
            url=visitor.tab.page.url,
            at=self._clock(),
            licences=tuple(licence for licence in found if licence.name),
            message=message,
        )

    def _read(
        self,
        visitor: Visitor,
        what: str,
        anchors: Sequence[str],
        wanted: Callable[[Row], bool],
        query: str = "",
    ) -> tuple[Listing, str]:
        """The list, and what stood there instead of one. Raises Uncheckable when that says nothing about the case."""
        listing, message = self._read_once(visitor, what, anchors, wanted, query)
        if message or not (listing.recognised and listing.whole):
            listing, message = self._read_once(visitor, what, anchors, wanted, query)
        if listing.hit is None:
            if not visitor.portal_is_up():
                raise Uncheckable("门户整体无法访问")
            if not listing.recognised and not message and query not in listing.text:
                raise Uncheckable(f"没有认出{what}中的列表：{visitor.tab.page.url}")
            if not listing.whole and not message:
                raise Uncheckable(f"{what}没有读完（读到{len(listing.rows)}行），不能断定其中没有")
        return listing, message

    def _read_once(
        self, visitor: Visitor, what: str, anchors: Sequence[str], wanted: Callable[[Row], bool], query: str
    ) -> tuple[Listing, str]:
        self.open(visitor, what)
        listing = Reader(visitor.tab, self._profile, anchors).find(wanted, query)
        if reason := visitor.nobodys_defect(visitor.tab, visitor.tab.look()):
            raise Uncheckable(f"{reason}：{visitor.tab.page.url}")
        if listing.hit is not None or listing.rows:
            return listing, ""
        if phrase := self._profile.meaning(listing.main, "refused"):
            return listing, visitor.tab.quote(phrase)[:_LONGEST_QUOTE] or phrase
        waiting = "" if listing.recognised else self._profile.meaning(listing.main, "loading")
        return listing, f"页面一直显示“{waiting}”" if waiting else ""

    def open(self, visitor: Visitor, what: str) -> None:
        """Open a list by its address, or by its menu where the profile knows none; log in anew when asked to."""
        for last in (False, True):
            self._open(visitor, what)
            if not visitor.at_login_page(visitor.tab.look()):
                return
            if last:
                raise Uncheckable(f"登录后打开{what}，门户仍要求登录")
            visitor.session_lost(visitor.tab)
            if not visitor.login().logged_in:
                raise Uncheckable(f"{visitor.identity}账号未能登录")

    def _open(self, visitor: Visitor, what: str) -> None:
        pages = self._profile.pages
        path, menu = {_CASES: (pages.cases, ""), _LICENCES: (pages.licences, "licences")}[what]
        look = visitor.open(self._profile.address + (path or pages.cases), f"打开{what}")
        if path or visitor.at_login_page(look):
            return
        words = self._profile.entries[menu]
        entry = next((button for button in look.buttons if button.text.replace(" ", "") in words), None)
        if entry is None or visitor.tab.click(entry, f"打开{what}") is None:
            raise Uncheckable(f"没有找到{what}的入口：{look.url}")

    def _labels(self) -> tuple[str, ...]:
        """Every label of a list, so that none is taken for a value."""
        return tuple(label for labels in self._profile.columns.values() for label in labels)

    def _state_word(self, row: Row) -> str:
        """A state that stands on a card without a label."""
        lines = (line.strip() for line in row.text.splitlines())
        return next((line for line in lines if self._profile.stage(line) is not None), "")
