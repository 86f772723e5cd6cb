"""个人中心: what it shows of a case, read as a person would look for it, and what can be done with it there.

Only `rate` and `withdraw` change anything, and only what the suite itself has filed is given to them.
Each list is opened anew when it shows something that is no list, and believed only while the portal as a whole answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from playwright.sync_api import Error as BrowserError

from zicha.model.facts import Evaluations, Licence, Licences, Progress, Prompt, Rating, Stage, Withdrawal
from zicha.portal.interface import Uncheckable
from zicha.portal.live.evaluation import GRADE, answer, grade_in, grades_on
from zicha.portal.live.listing import Action, Listing, Reader, Row
from zicha.portal.live.tab import Tab, cause
from zicha.portal.live.visitor import Visitor
from zicha.portal.profile import Profile

_LONGEST_QUOTE = 200
_CASES, _LICENCES, _EVALUATIONS = "“我的办件”", "“我的证照”", "“我的评价”"
_POPUP = "“我的办件”弹窗"
_KINDS_OF_LICENCES = ("licence", "licence_number", "issued", "issuer")


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a case asks to be evaluated, and how to follow it."""

    place: str
    text: str
    press: Callable[[], Tab | None]


def _action(row: Row, words: Sequence[str]) -> Action | None:
    return next((action for action in row.actions if action.text in words and not action.disabled), None)


class PersonalCentre:
    """The personal centre of one visitor."""

    def __init__(self, visitor: Visitor, profile: Profile, clock: Callable[[], datetime]) -> None:
        self._visitor = visitor
        self._profile = profile
        self._clock = clock
        self._evaluation: tuple[str, Tab, str] | None = None
        """The evaluation page that stands open: of which case, in which tab, under which address."""
        self._rated: Tab | None = None

    def progress(self, number: str) -> Progress:
        """我的办件 under a number."""
        listing, message = self._read(_CASES, ("number",), lambda row: row.names(number), number)
        row = listing.hit
        state = row.value(self._profile.columns["state"], self._labels()) or self._state_word(row) if row else ""
        return Progress(
            url=self._visitor.tab.page.url,
            at=self._clock(),
            number=number,
            listed=row is not None or (not listing.recognised and number in listing.text),
            state=state,
            stage=self._profile.stage(state),
            rows=len(listing.rows),
            message=message,
        )

    def licences(self) -> Licences:
        """我的证照, all of it: the one that is looked for may share its name with an older one."""
        listing, message = self._read(_LICENCES, _KINDS_OF_LICENCES, lambda row: False)
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
            url=self._visitor.tab.page.url,
            at=self._clock(),
            licences=tuple(licence for licence in found if licence.name),
            message=message,
        )

    def prompt(self, number: str, ours: bool) -> Prompt:
        """Where a finished case asks to be evaluated. Only of our own is the page opened; it then stays open."""
        self.close_evaluation()
        entry = self._find_prompt(number)
        fact = Prompt(url=self._visitor.tab.page.url, at=self._clock(), number=number)
        if entry is None:
            return fact
        fact = fact.model_copy(update={"place": entry.place, "entry": entry.text})
        if not ours:
            return fact
        before = self._visitor.tab.look()
        try:
            opened = entry.press()
        except BrowserError as error:
            raise Uncheckable(f"{entry.place}的“{entry.text}”无法点击（{cause(error)}）") from error
        tab = opened or self._visitor.tab
        look = tab.look_until(lambda seen: bool(grades_on(seen, self._profile)), self._profile.limits.click)
        if opened and (reason := self._visitor.nobodys_defect(tab, look)):
            raise Uncheckable(f"{reason}：{tab.page.url}")
        if tab is self._visitor.tab and look.text == before.text and entry.place != _POPUP:
            opened = None  # a link to “#/” changes the address and nothing else
        grades = grades_on(look, self._profile) if opened else ()
        if grades:
            self._evaluation = (number, tab, tab.page.url)
        elif tab is not self._visitor.tab:
            tab.close()
        return fact.model_copy(
            update={
                "opened": opened is not None,
                "status": tab.status if opened and not grades else None,
                "grades": grades,
                "message": "" if grades or not opened else look.main[:_LONGEST_QUOTE],
            }
        )

    @property
    def evaluation_tab(self) -> Tab | None:
        """Where an evaluation page stands open."""
        return self._evaluation[1] if self._evaluation is not None else None

    def rate(self, number: str) -> tuple[Rating, Tab]:
        """Submit an evaluation of our own test application; and the tab in which that ended."""
        if not self._stands_open(number):
            self.prompt(number, ours=True)
        if self._evaluation is None:
            raise Uncheckable("评价页面没有再次打开，未提交评价")
        done = answer(self._evaluation[1], self._profile)
        fact = Rating(
            url=done.tab.page.url,
            at=self._clock(),
            number=number,
            grade=GRADE,
            button=done.button,
            disabled=done.disabled,
            reacted=done.reacted,
            confirmed=done.confirmed,
            incomplete=done.incomplete,
            message=done.message,
        )
        self._rated = done.tab
        return fact, done.tab

    def evaluations(self, number: str, matter_name: str) -> Evaluations:
        """我的评价 under a number."""
        columns, words = self._profile.columns, self._profile.entries["evaluate_case"]

        def is_waiting(row: Row) -> bool:
            return any(action.text in words for action in row.actions) or "待评价" in row.text

        waiting: list[Row] = []

        def is_done(row: Row) -> bool:
            if row.names(number) and is_waiting(row):
                waiting.append(row)
            return row.names(number) and not is_waiting(row)

        listing, message = self._read(_EVALUATIONS, ("number", "grade"), is_done)
        hit, labels = listing.hit, self._labels()
        shown = hit.value(columns["grade"], labels) or hit.text if hit is not None else ""
        named = [row for row in listing.rows if matter_name in row.text]
        return Evaluations(
            url=self._visitor.tab.page.url,
            at=self._clock(),
            number=number,
            listed=hit is not None,
            waiting=bool(waiting),
            grade=grade_in(shown, self._profile),
            unnumbered=sum(not row.value(columns["number"], labels) for row in named),
            rows=len(listing.rows),
            message=message,
        )

    def _stands_open(self, number: str) -> bool:
        if self._evaluation is None:
            return False
        case, tab, address = self._evaluation
        return case == number and not tab.page.is_closed() and tab.page.url == address

    def withdraw(self, number: str) -> Withdrawal:
        """Take back our own test application, where 我的办件 offers that."""
        reader, listing = self._find_case(number)
        row = listing.hit
        action = _action(row, self._profile.entries["withdraw"]) if row is not None else None
        if row is not None and action is not None:
            try:
                reader.press(row, action, f"点击“{action.text}”")
                yes = self._profile.entries["confirm"]
                asked = (button for button in self._visitor.tab.look().buttons if button.dialog and button.text in yes)
                if (button := next(asked, None)) is not None:
                    self._visitor.tab.click(button, f"点击“{button.text}”")
            except BrowserError as error:
                raise Uncheckable(f"“{action.text}”无法点击（{cause(error)}）") from error
        after = self.progress(number)
        gone = action is not None and not after.listed
        return Withdrawal(
            url=after.url,
            at=after.at,
            number=number,
            offered=action is not None,
            ended=gone or after.stage in (Stage.FINISHED, Stage.REFUSED, Stage.ENDED),
            state=after.state,
        )

    def close_evaluation(self) -> None:
        """Close what evaluating has left open, keeping the visitor's own tab."""
        tabs = (self._evaluation[1] if self._evaluation is not None else None, self._rated)
        for page, tab in {tab.page: tab for tab in tabs if tab is not None}.items():
            if page is not self._visitor.tab.page and not page.is_closed():
                tab.close()
        self._evaluation, self._rated = None, None

    def _find_case(self, number: str) -> tuple[Reader, Listing]:
        """我的办件, opened and read until the case stands there."""
        self.open(_CASES)
        reader = Reader(self._visitor.tab, self._profile, ("number",))
        return reader, reader.find(lambda row: row.names(number), number)

    def _find_prompt(self, number: str) -> Entry | None:
        """我的办件 and what stands over it, then 我的评价, then the case's own page."""
        words = self._profile.entries["evaluate_case"]
        reader, listing = self._find_case(number)
        if any(number in text and all(grade in text for grade in self._profile.grades) for text in listing.framed):
            return Entry(_POPUP, "评价页面", lambda: self._visitor.tab)
        rows = [*([listing.hit] if listing.hit else []), *(d for d in listing.dialogs if d.names(number))]
        for row in rows:
            if found := _action(row, words):
                place = _CASES if row is listing.hit else _POPUP
                return Entry(place, found.text, partial(reader.press, row, found, f"点击“{found.text}”"))
        self.open(_EVALUATIONS)
        waiting = Reader(self._visitor.tab, self._profile, ("number", "grade"))
        row_waiting = waiting.find(lambda row: row.names(number) and _action(row, words) is not None, number).hit
        if row_waiting is not None and (found := _action(row_waiting, words)):
            press = partial(waiting.press, row_waiting, found, f"点击“{found.text}”")
            return Entry(f"{_EVALUATIONS}的待评价", found.text, press)
        return self._prompt_on_its_page(number)

    def _prompt_on_its_page(self, number: str) -> Entry | None:
        """An evaluation that is offered only on the page of the case itself."""
        reader, listing = self._find_case(number)
        row = listing.hit
        details = _action(row, self._profile.entries["details"]) if row is not None else None
        if (
            row is None
            or details is None
            or reader.press(row, details, f"点击“{details.text}”") is not self._visitor.tab
        ):
            return None
        look = self._visitor.tab.look()
        words = self._profile.entries["evaluate_case"]  # whole: a menu may say 我的评价
        button = next((button for button in look.buttons if button.text in words and not button.chrome), None)
        if button is None or number not in look.text:
            return None
        return Entry("办件详情", button.text, partial(self._visitor.tab.click, button, f"点击“{button.text}”"))

    def _read(
        self,
        what: str,
        anchors: Sequence[str],
        wanted: Callable[[Row], bool],
        query: str = "",
    ) -> tuple[Listing, str]:
        """The list, and what stood there instead of one. Raises Uncheckable when that says nothing about the case."""
        listing, message = self._read_once(what, anchors, wanted, query)
        if message or not (listing.recognised and listing.whole):
            listing, message = self._read_once(what, anchors, wanted, query)
        if listing.hit is None:
            if not self._visitor.portal_is_up():
                raise Uncheckable("门户整体无法访问")
            if not listing.recognised and not message and query not in listing.text:
                raise Uncheckable(f"没有认出{what}中的列表：{self._visitor.tab.page.url}")
            if not listing.whole and not message:
                raise Uncheckable(f"{what}没有读完（读到{len(listing.rows)}行），不能断定其中没有")
        return listing, message

    def _read_once(
        self, what: str, anchors: Sequence[str], wanted: Callable[[Row], bool], query: str
    ) -> tuple[Listing, str]:
        self.open(what)
        listing = Reader(self._visitor.tab, self._profile, anchors).find(wanted, query)
        if reason := self._visitor.nobodys_defect(self._visitor.tab, self._visitor.tab.look()):
            raise Uncheckable(f"{reason}：{self._visitor.tab.page.url}")
        if listing.hit is not None or listing.rows:
            return listing, ""
        if phrase := self._profile.meaning(listing.main, "refused"):
            return listing, self._visitor.tab.quote(phrase)[:_LONGEST_QUOTE] or phrase
        waiting = "" if listing.recognised else self._profile.meaning(listing.main, "loading")
        return listing, f"页面一直显示“{waiting}”" if waiting else ""

    def open(self, what: str) -> None:
        """Open a list by its address, or by its menu where the profile knows none; log in anew when asked to."""
        for last in (False, True):
            self._open(what)
            if not self._visitor.at_login_page(self._visitor.tab.look()):
                return
            if last:
                raise Uncheckable(f"登录后打开{what}，门户仍要求登录")
            self._visitor.session_lost(self._visitor.tab)
            if not self._visitor.login().logged_in:
                raise Uncheckable(f"{self._visitor.identity}账号未能登录")

    def _open(self, what: str) -> None:
        pages = self._profile.pages
        path, menu = {
            _CASES: (pages.cases, ""),
            _LICENCES: (pages.licences, "licences"),
            _EVALUATIONS: (pages.evaluations, "evaluations"),
        }[what]
        look = self._visitor.open(self._profile.address + (path or pages.cases), f"打开{what}")
        if path or self._visitor.at_login_page(look):
            return
        words = self._profile.entries[menu]
        entry = next((button for button in look.buttons if button.text.replace(" ", "") in words), None)
        if entry is None or self._visitor.tab.click(entry, f"打开{what}") is None:
            raise Uncheckable(f"没有找到{what}的入口：{look.url}")

    def _labels(self) -> tuple[str, ...]:
        """Every label of a list, so that none is taken for a value."""
        return tuple(label for labels in self._profile.columns.values() for label in labels)

    def _state_word(self, row: Row) -> str:
        """A state that stands on a card without a label."""
        lines = (line.strip() for line in row.text.splitlines())
        return next((line for line in lines if self._profile.stage(line) is not None), "")
