"""个人中心: what it shows of a case, read as a person would look for it, and what can be done with it there.

Only `rate` and `withdraw` change anything, and only what the suite itself has filed is given to them.
Each list is opened anew when it shows something that is no list, and believed only while the portal as a whole answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType

from playwright.sync_api import Error as BrowserError

from zicha.model.facts.case import Evaluations, Licence, Licences, Progress, Prompt, Rating, Stage, Withdrawal
from zicha.model.finding import Uncheckable
from zicha.portal.authorisation import Deed
from zicha.portal.live.browser_tab import cause
from zicha.portal.live.evaluation import answer, grade_in, grades_on
from zicha.portal.live.listing import Action, Listing, Reader, Row, bears, bears_another, code_in
from zicha.portal.live.look import Button, Look
from zicha.portal.live.proof_page import demands_proof
from zicha.portal.live.tab import Tab, require_answered
from zicha.portal.live.visitor import ServerFailure, Visitor

_LONGEST_QUOTE = 200
_DAY = re.compile(r"(?<!\d)(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
CASES, LICENCES, EVALUATIONS = "“我的办件”", "“我的证照”", "“我的评价”"
_POPUP = "“我的办件”弹窗"
ANCHORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        CASES: ("number",),
        LICENCES: ("licence", "licence_number", "issued", "issuer"),
        EVALUATIONS: ("number", "grade"),
    }
)
"""By which columns each list is known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a case asks to be evaluated, in which tab, and how to follow it."""

    place: str
    text: str
    tab: Tab
    press: Callable[[], Tab | None]


class PersonalCentre:
    """The personal centre of one visitor."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._profile = visitor.profile
        self._permission = visitor.terms.permission
        self._clock = visitor.terms.clock
        self._reader = Reader(visitor.tab, visitor.profile, ())
        """Of the list that was read last: what stands in it can be pressed."""
        self._evaluation: tuple[str, Tab, str] | None = None
        """The evaluation page that stands open: of which case, in which tab, under which address."""
        self._rated: Tab | None = None

    def progress(self, number: str) -> Progress:
        """Return what 我的办件 shows under a number."""
        listing, message = self._read(CASES, lambda row: row.names(number), number)
        row = listing.hit
        state = row.value(self._profile.columns["state"], self._labels()) or self._state_word(row) if row else ""
        return Progress(
            url=self._visitor.tab.page.url,
            at=self._clock(),
            number=number,
            listed=row is not None,
            state=state,
            stage=self._profile.stage(state),
            rows=len(listing.rows),
            message=message,
        )

    def cases_since(self, matter_name: str, since: datetime) -> tuple[str, ...]:
        """Return the cases of 我的办件 that may be of a matter and were filed on that day or later, by their numbers.

        A row that tells no matter, or no date, may be one of them.
        """
        listing, labels = self._readable(CASES, lambda row: False), self._labels()
        columns, first = self._profile.columns, f"{since:%Y%m%d}"

        def may_be_one(row: Row) -> bool:
            name_shown = row.value(columns["matter"], labels)
            days = [f"{year}{int(month):02}{int(day):02}" for year, month, day in _DAY.findall(row.text)]
            return (not name_shown or matter_name in row.text) and (not days or max(days) >= first)

        return tuple(row.value(columns["number"], labels) or row.text[:40] for row in filter(may_be_one, listing.rows))

    def licences(self) -> Licences:
        """Return 我的证照, all of it: the one that is looked for may share its name with an older one."""
        listing, message = self._read(LICENCES, lambda row: False)
        columns, labels = self._profile.columns, self._labels()
        licences = (
            Licence(
                name=row.value(columns["licence"], labels) or row.heading,
                case=code_in(row.value(columns["number"], labels)),
                issued=row.value(columns["issued"], labels),
            )
            for row in listing.rows
        )
        return Licences(
            url=self._visitor.tab.page.url,
            at=self._clock(),
            licences=tuple(licence for licence in licences if licence.name),
            message=message,
        )

    def prompt(self, number: str, is_test_application: bool) -> Prompt:
        """Return where a finished case asks to be evaluated. Of a test application the page is opened, and stays open.

        What fails is tried again, and believed only while the portal as a whole answers.
        """
        with suppress(ServerFailure):
            fact = self._prompt_once(number, is_test_application)
            if fact.opened is None or len(fact.grades) == len(self._profile.grades):
                return fact
        fact = self._prompt_once(number, is_test_application)
        if fact.opened is not None and not fact.grades:
            self._visitor.require_portal()
        return fact

    def _prompt_once(self, number: str, is_test_application: bool) -> Prompt:
        self.close_evaluation()
        entry = self._find_prompt(number)
        if not is_test_application:
            self._leave_case(entry)
        fact = Prompt(url=self._visitor.tab.page.url, at=self._clock(), number=number)
        if entry is None:
            return fact
        fact = fact.model_copy(update={"place": entry.place, "entry": entry.text})
        return self._follow_prompt(fact, entry) if is_test_application else fact

    def _follow_prompt(self, fact: Prompt, entry: Entry) -> Prompt:
        """Follow the prompt of a test application and return what came of it."""
        before, alerts = entry.tab.look(), len(entry.tab.alerts)
        try:
            opened = entry.press()
        except BrowserError as error:
            raise Uncheckable(f"{entry.place}的“{entry.text}”无法点击（{cause(error)}）") from error
        if opened is None:
            require_answered(entry.tab, f"点击“{entry.text}”")
        tab = opened or entry.tab
        look = tab.look_until(lambda look: bool(grades_on(look, self._profile)), self._profile.limits.click)
        grades = grades_on(look, self._profile) if opened else ()
        if opened and not grades:
            self._require_answer(tab, look, before, alerts if tab is entry.tab else 0)
        if tab is entry.tab and look.text == before.text and entry.place != _POPUP:
            opened, grades = None, ()  # a link to “#/” changes the address and nothing else
        if grades:
            self._evaluation = (fact.number, tab, tab.page.url)
        for each in {tab.page: tab, entry.tab.page: entry.tab}.values():
            if each.page is not self._visitor.tab.page and not (grades and each is tab):
                each.close()
        return fact.model_copy(
            update={
                "opened": opened is not None,
                "status": tab.status if opened and not grades else None,
                "grades": grades,
                "message": "" if grades or not opened else look.main[:_LONGEST_QUOTE],
            }
        )

    def _leave_case(self, entry: Entry | None) -> None:
        """Go back to the list, which is kept as evidence: a citizen's own page does not stay open."""
        if entry is not None and entry.tab is not self._visitor.tab:
            entry.tab.close()
        self.open(CASES)

    def _require_answer(self, tab: Tab, look: Look, before: Look, alerts: int) -> None:
        """Raise Uncheckable when what came after a click is nobody's defect, ServerFailure for a server's error."""
        if tab.status is not None and tab.status >= 500:
            raise ServerFailure(f"门户暂时无法服务（HTTP {tab.status}）：{tab.page.url}")
        if reason := self._trouble(tab, look, before, alerts):
            raise Uncheckable(f"{reason}：{tab.page.url}")

    def _trouble(self, tab: Tab, look: Look, before: Look, alerts: int) -> str:
        """Return why what came after a click says nothing about the matter, also where only a dialog tells so."""
        if tab.status is not None and tab.status >= 500:
            return f"门户暂时无法服务（HTTP {tab.status}）"
        if reason := self._visitor.nobodys_defect(tab, look):
            return reason
        fresh = (line for line in look.lines_since(before) if len(line) < _LONGEST_QUOTE)
        news = "\n".join((*tab.alerts[alerts:], *look.messages_since(before), *fresh))
        phrase = self._profile.meaning(news, "throttled", "maintenance", "captcha", "logged_out")
        phrase = phrase or demands_proof(news, self._profile)
        return f"门户提示“{phrase}”" if phrase else ""

    @property
    def evaluation_tab(self) -> Tab | None:
        """Return where an evaluation page stands open."""
        return self._evaluation[1] if self._evaluation is not None else None

    def rate(self, number: str) -> tuple[Rating, Tab]:
        """Submit the evaluation of a test application; return how that went and the tab in which it ended."""
        if not self._stands_open(number):
            self.prompt(number, is_test_application=True)
        if self._evaluation is None:
            raise Uncheckable("评价页面没有再次打开，未提交评价")
        fact, self._rated = answer(self._evaluation[1], self._visitor.terms, number, self._trouble)
        return fact, self._rated

    def evaluations(self, number: str, matter_name: str) -> Evaluations:
        """Return what 我的评价 shows under a number."""
        columns, words = self._profile.columns, self._profile.entries["evaluate_case"]

        def is_waiting(row: Row) -> bool:
            return any(action.text in words for action in row.actions) or "待评价" in row.text

        waiting: list[Row] = []

        def is_done(row: Row) -> bool:
            if row.names(number) and is_waiting(row):
                waiting.append(row)
            return row.names(number) and not is_waiting(row)

        listing, message = self._read(EVALUATIONS, is_done, number)
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
        """Take back a test application, where 我的办件 offers that."""
        row = self._find_case(number)
        action = row.action(number, self._profile.entries["withdraw"]) if row is not None else None
        if row is not None and action is not None:
            addresses = (self._visitor.tab.page.url, self._reader.address(row))
            self._permission.require(addresses, Deed.WITHDRAW)
            self._visitor.tab.withdraws = True
            try:
                self._reader.press(row, action, f"点击“{action.text}”")
                self._confirm(number)
            except BrowserError as error:
                raise Uncheckable(f"“{action.text}”无法点击（{cause(error)}）") from error
            finally:
                self._visitor.tab.withdraws = False
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

    def _confirm(self, number: str) -> None:
        """Say yes in the dialog that asks whether one is sure, unless it asks about another case."""
        tab, yes = self._visitor.tab, self._profile.entries["confirm"]
        look = tab.look()
        button = next((each for each in look.buttons if each.dialog and each.text in yes), None)
        if button is None:
            return
        if any(bears_another(text, number) for text in look.dialogs):
            raise Uncheckable(f"弹窗中写着别的办件编号，没有点击“{button.text}”")
        if any(demands_proof(text, self._profile) for text in look.dialogs):
            raise Uncheckable(f"弹窗中要求证明身份，没有点击“{button.text}”")
        self._permission.require(look.addresses(button), Deed.WITHDRAW)
        tab.click(button, f"点击“{button.text}”")

    def close_evaluation(self) -> None:
        """Close what evaluating has left open, keeping the visitor's own tab."""
        tabs = (self._evaluation[1] if self._evaluation is not None else None, self._rated)
        for page, tab in {tab.page: tab for tab in tabs if tab is not None}.items():
            if page is not self._visitor.tab.page and not page.is_closed():
                tab.close()
        self._evaluation, self._rated = None, None

    def _find_case(self, number: str) -> Row | None:
        """Open 我的办件 and read it until the case stands there."""
        return self._readable(CASES, lambda row: row.names(number), number).hit

    def _find_prompt(self, number: str) -> Entry | None:
        """Search 我的办件 and what stands over it, then 我的评价, then the case's own page."""
        words = self._profile.entries["evaluate_case"]
        listing = self._readable(CASES, lambda row: row.names(number), number)
        tab = self._visitor.tab
        for text in listing.framed:
            is_about_case = bears(text, number) and not bears_another(text, number)
            if is_about_case and all(grade in text for grade in self._profile.grades):
                return Entry(_POPUP, "评价页面", tab, lambda: tab)
        rows = [*([listing.hit] if listing.hit else []), *(d for d in listing.dialogs if d.names(number))]
        for row in rows:
            if action := row.action(number, words):
                return self._entry_in(row, action, CASES if row is listing.hit else _POPUP)

        def waits(row: Row) -> bool:
            return row.names(number) and row.action(number, words) is not None

        waiting = self._readable(EVALUATIONS, waits, number).hit
        if waiting is not None and (action := waiting.action(number, words)):
            return self._entry_in(waiting, action, f"{EVALUATIONS}的待评价")
        return self._prompt_on_its_page(number)

    def _entry_in(self, row: Row, action: Action, place: str) -> Entry:
        press = partial(self._reader.press, row, action, f"点击“{action.text}”")
        return Entry(place, action.text, self._visitor.tab, press)

    def _prompt_on_its_page(self, number: str) -> Entry | None:
        """Return an evaluation that is offered only on the page of the case itself, or in what opens over the list."""
        row = self._find_case(number)
        details = row.action(number, self._profile.entries["details"]) if row is not None else None
        if row is None or details is None:
            return None
        before, alerts = self._visitor.tab.look(), len(self._visitor.tab.alerts)
        tab = self._reader.press(row, details, f"点击“{details.text}”")
        if tab is None:
            raise Uncheckable(f"点击办件{number}的“{details.text}”后页面没有反应，看不到办件详情中有没有评价")
        tab.settle()
        look = tab.look()
        self._require_answer(tab, look, before, alerts if tab is self._visitor.tab else 0)
        if not bears(look.text, number):
            raise Uncheckable(f"点击“{details.text}”后打开的不是办件{number}的详情：{tab.page.url}")
        button = _new_button(before, look, number, self._profile.entries["evaluate_case"])
        if button is None:
            if tab is not self._visitor.tab:
                tab.close()
            return None
        return Entry("办件详情", button.text, tab, partial(tab.click, button, f"点击“{button.text}”"))

    def _readable(self, what: str, wanted: Callable[[Row], bool], query: str = "") -> Listing:
        """Return the list. Raise Uncheckable where something else stands there, from which nothing can be concluded."""
        listing, message = self._read(what, wanted, query)
        if message:
            raise Uncheckable(f"{what}没有打开（{message}）")
        return listing

    def _read(
        self,
        what: str,
        wanted: Callable[[Row], bool],
        query: str = "",
    ) -> tuple[Listing, str]:
        """Return the list, or what stood there instead. Raise Uncheckable when that says nothing about the case."""
        listing, message = self._read_once(what, wanted, query)
        if message or not (listing.recognised and listing.whole):
            listing, message = self._read_once(what, wanted, query)
        if listing.hit is None:
            self._visitor.require_portal()
            if not listing.recognised and not message:
                raise Uncheckable(f"没有认出{what}中的列表：{self._visitor.tab.page.url}")
            if not listing.whole and not message:
                raise Uncheckable(f"{what}没有读完（读到{len(listing.rows)}行），不能断定其中没有")
        return listing, message

    def _read_once(self, what: str, wanted: Callable[[Row], bool], query: str) -> tuple[Listing, str]:
        self.open(what)
        self._reader = Reader(self._visitor.tab, self._profile, ANCHORS[what])
        listing = self._reader.find(wanted, query)
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
            if not self._visitor.at_login_page(self._open(what)):
                return
            if last:
                raise Uncheckable(f"登录后打开{what}，门户仍要求登录")
            self._visitor.session_lost(self._visitor.tab)
            if not self._visitor.login().logged_in:
                raise Uncheckable(f"{self._visitor.identity}账号未能登录")

    def _open(self, what: str) -> Look:
        pages = self._profile.pages
        path, menu = {
            CASES: (pages.cases, ""),
            LICENCES: (pages.licences, "licences"),
            EVALUATIONS: (pages.evaluations, "evaluations"),
        }[what]
        look = self._visitor.open_centre(f"打开{what}", path)
        if path or self._visitor.at_login_page(look):
            return look
        words = self._profile.entries[menu]
        entry = next((button for button in look.buttons if button.text.replace(" ", "") in words), None)
        if entry is None or self._visitor.tab.click(entry, f"打开{what}") is None:
            raise Uncheckable(f"没有找到{what}的入口：{look.url}")
        return self._visitor.tab.look()

    def read_open_list(self, what: str, wanted: Callable[[Row], bool]) -> Listing:
        """Return the list that stands open, read until a row is wanted. No search box is asked, nothing is believed."""
        return Reader(self._visitor.tab, self._profile, ANCHORS[what]).find(wanted)

    def _labels(self) -> tuple[str, ...]:
        """Return every label of a list, so that none is taken for a value."""
        return tuple(label for labels in self._profile.columns.values() for label in labels)

    def _state_word(self, row: Row) -> str:
        """Return a state that stands on a card without a label."""
        lines = (line.strip() for line in row.text.splitlines())
        return next((line for line in lines if self._profile.stage(line) is not None), "")


def _new_button(before: Look, after: Look, number: str, words: Sequence[str]) -> Button | None:
    """Return what a case's own page offers under one of the words.

    What stood in the list does not count, nor what is another case's.

    The words are whole, as a menu may say 我的评价.
    """
    buttons_before = {(button.text, button.row, button.dialog) for button in before.buttons}
    listed = bears_another(after.text, number)  # the list still stands there, under what has opened
    for button in after.buttons:
        old = listed and (button.text, button.row, button.dialog) in buttons_before
        if button.text in words and not button.chrome and not old and not bears_another(button.row, number):
            return button
    return None
