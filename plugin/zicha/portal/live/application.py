"""The way from a guide through 在线办理 to the application form.

It clicks as a person would: the entry, a choice dialog, 办理须知, 情形选择, until a form stands there or
the way ends. It only reports what it saw.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from playwright.sync_api import Error as BrowserError

from zicha.model.facts.journey import Ending, MatterMention
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.portal.live.browser_tab import cause
from zicha.portal.live.choices import card_for, cards_to_choose, choose, fitting_words
from zicha.portal.live.drawn_lists import choose_from_list, is_list
from zicha.portal.live.form import form_address, typed_fields
from zicha.portal.live.invented_data import option_for
from zicha.portal.live.login_page import asking_address, asks_to_log_in
from zicha.portal.live.look import Button, Card, Field, Look
from zicha.portal.live.lying_over import CoveredError
from zicha.portal.live.mention import named_in, surer
from zicha.portal.live.notices import own_words
from zicha.portal.live.notices_over import beneath_notices
from zicha.portal.live.other_account import refusal_of_account
from zicha.portal.live.proof_page import asks_for_proof, demands_proof, require_no_proof
from zicha.portal.live.tab import Tab, require_answered
from zicha.portal.live.terms import Terms
from zicha.portal.profile import Profile
from zicha.text.undoing import asks_to_undo

_LONGEST_WAY = 12
_LONGEST_QUOTE = 200
_LONGEST_MESSAGE = 300
"""A page of more text than this does not just say something."""
_FEWEST_LINKS = 6
"""A page with fewer things to click is no home page or list."""
_MOST_CHOICES = 3
_ASKS_TO_SUBMIT = re.compile(r"(确认|确定|是否)[^，。；！？]{0,6}提交[^，。；！]{0,12}([吗？?]|$)")
_ROOTS = re.compile(r"/?((index|home|main|default|portal)(\.\w+)?/?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class JourneyEnd:
    """Where a way ended, in which tab, and the message that stood there.

    `went_in` says that a page of the application had been seen before the one it ended on.
    """

    ending: Ending
    tab: Tab
    message: str = ""
    look: Look | None = None
    named: MatterMention = MatterMention.NO
    went_in: bool = False


class ApplicationJourney:
    """The way of one identity from the guide of a matter, which stands in a tab, to the form or another end."""

    def __init__(self, guide: Tab, look: Look, matter: Matter, identity: Identity, terms: Terms) -> None:
        self._guide = guide
        self._guide_look = look
        self._matter = matter
        self._identity = identity
        self._profile = profile = terms.profile
        self._permission = terms.permission
        self._words = profile.entries["person" if identity is Identity.PERSON else "legal_person"]
        self._wanted = fitting_words(self._words, matter)
        self._named = MatterMention.NO
        self._steps = 0
        """How many pages of the application were passed at this site."""
        self._went_in = False
        self._sites: frozenset[str] = frozenset()
        """The sites other than the portal's own that the last page was made of."""
        self._guide_message = ""
        """What a dialog over the guide said."""
        self._chosen_among: set[frozenset[str]] = set()
        """What the cards said among which one was chosen."""

    def go_to_form(self) -> JourneyEnd:
        """Click 在线办理 on the guide and go on until a form or an end is reached.

        Raise Uncheckable before anything is ticked, chosen or pressed on a page where the permission does not allow it.
        """
        tab, profile = self._guide, self._profile
        self._guide_look = beneath_notices(tab, self._guide_look, profile)
        if self._entry(self._guide_look) is None:  # drawn late, perhaps
            self._guide_look = tab.look_until(lambda look: self._entry(look) is not None, profile.limits.click)
        if self._entry(self._guide_look) is None and (worded := tab.worded(profile.entries["apply"])) is not None:
            return self._follow(partial(tab.press, worded, "点击“在线办理”"), "在线办理")
        return self.follow_entry()

    def follow_entry(self) -> JourneyEnd:
        """Do the same from an entry that is among the buttons of the guide's look, and no other."""
        tab, look = self._guide, self._guide_look
        entry = self._entry(look)
        if entry is None:
            return JourneyEnd(Ending.NO_ENTRY, tab, look=look)
        if entry.disabled:
            return JourneyEnd(Ending.ENTRY_DISABLED, tab, entry.text, look)
        return self._follow(partial(tab.click, entry, f"点击“{entry.text}”"), entry.text)

    def _entry(self, look: Look) -> Button | None:
        return look.button(self._profile.entries["apply"], lambda button: not self._profile.hands_in(button.text))

    def _follow(self, click: Callable[[], Tab | None], text: str) -> JourneyEnd:
        tab, look = self._guide, self._guide_look
        try:
            answer = click()
        except (BrowserError, CoveredError) as error:
            if look.dialogs:  # that nobody could close
                return JourneyEnd(Ending.UNCLEAR, tab, shorten(look.dialogs[0]), look)
            if isinstance(error, CoveredError):
                raise
            return JourneyEnd(Ending.ENTRY_DEAD, tab, text, look)
        if answer is None:
            require_answered(tab, f"点击“{text}”")
            return JourneyEnd(Ending.ENTRY_DEAD, tab, text, look)
        return self._go_on(answer)

    def _go_on(self, tab: Tab) -> JourneyEnd:
        """Go page by page to the end."""
        try:
            for _ in range(_LONGEST_WAY):
                look = self._look(tab)
                if (late := tab.late_popup()) is not None:
                    tab, look = late, self._look(late)
                end = self._end(tab, look) or self._step(tab, look)
                if isinstance(end, JourneyEnd):
                    return end
                tab = end
        except BrowserError as error:  # a tab that closes itself
            if tab.page.is_closed() and tab is not self._guide:
                return JourneyEnd(Ending.NOT_LOADED, self._guide, cause(error))
            raise
        message = f"连续点击{_LONGEST_WAY}次“下一步”仍未到达申报表单"
        return JourneyEnd(Ending.STUCK, tab, message, look, self._named, went_in=True)

    def _look(self, tab: Tab) -> Look:
        """Return the page once something stands there to go on from, or all that was on its way has come.

        Where the guide still stands and says nothing, another tab may yet open.
        """

        def is_over(look: Look) -> bool:
            if tab.opens_another:
                return True
            if self._is_waiting(look):
                return False
            if self._is_form(look) or self._next(look) is not None or self._cards(tab, look):
                return True
            silent = self._guide_stands(tab, look) and not (tab.alerts or look.messages_since(self._guide_look))
            return not (silent or tab.fetching)

        return tab.look_until(is_over, self._profile.limits.spinner)

    def _step(self, tab: Tab, look: Look) -> JourneyEnd | Tab:
        """Choose and click as a person would; the tab that answers, or the end when none does."""

        def stuck(message: str) -> JourneyEnd:
            return self._end_with(Ending.STUCK, tab, look, message)

        if cards := self._cards(tab, look):
            return self._choose_card(tab, look, cards)
        step = self._next(look)
        if step is None:
            return self._end_with(Ending.UNCLEAR, tab, look, shorten(look.own))
        self._permission.require(look.addresses(step, *look.fields))  # whoever ticks 须知 or goes on fills in
        choose(tab, look, self._profile, self._wanted)
        for field in typed_fields(look) if self._is_choice(look) else ():
            if not field.value and _choose_in(tab, field, self._profile):
                tab.chosen.append(field.caption)
        if step.disabled:  # until the choice is made, or a notice has been shown long enough
            look = tab.look_until(self._may_go_on, self._profile.limits.spinner)
            step = self._next(look)
            if step is None or step.disabled:
                return stuck(f"“{step.text if step else '下一步'}”按钮一直不可用")
        try:
            answer = tab.click(step, f"点击“{step.text}”")
        except BrowserError as error:
            return stuck(f"“{step.text}”无法点击（{cause(error)}）")
        if answer is None:
            require_answered(tab, f"点击“{step.text}”")
            return stuck(f"点击“{step.text}”后页面没有反应")
        self._pass(tab, look)
        return answer

    def _pass(self, tab: Tab, look: Look) -> None:
        """Count a page that was passed; a dialog over the guide is no page of the application yet."""
        if self._guide_stands(tab, look):
            self._guide_message = shorten(next(iter(look.notices), ""))
        else:
            self._steps, self._went_in = self._steps + 1, True

    def _choose_card(self, tab: Tab, look: Look, cards: tuple[Card, ...]) -> JourneyEnd | Tab:
        """Press a card; the tab that answers: with the next page, or with this one, where 下一步 leads on."""
        self._chosen_among.add(_texts_of(cards))
        card = card_for(cards, self._wanted)
        if card is None:
            return tab
        element = tab.part(card)

        def is_marked() -> bool:
            with suppress(BrowserError):  # between two pages
                return any(each.text == card.text and each.looks != card.looks for each in tab.look().cards)
            return False

        answer = tab.press(element, f"选择“{card.text}”", answered=is_marked) if element is not None else None
        if answer is None and self._next(look) is None:
            return self._end_with(Ending.UNCLEAR, tab, look, f"点击“{card.text}”后页面没有反应")
        tab.chosen.append(card.text)
        self._pass(tab, look)
        return answer or tab

    def _cards(self, tab: Tab, look: Look) -> tuple[Card, ...]:
        """Return the cards among which a page of the application, or a dialog, asks to choose next."""
        if self._guide_stands(tab, look) and not look.dialogs:
            return ()
        groups = cards_to_choose(look, self._profile)
        return next((cards for cards in groups if _texts_of(cards) not in self._chosen_among), ())

    def _next(self, look: Look) -> Button | None:
        """Return what leads on: in a dialog the choice of one's own kind, else 下一步. Never what would hand in."""

        def only_leads_on(button: Button) -> bool:
            question = " ".join(look.dialogs) if button.dialog else look.own[:_LONGEST_MESSAGE]
            if self._profile.hands_in(button.text) or (button.dialog and asks_to_undo(question)):
                return False
            return not _ASKS_TO_SUBMIT.search(question)

        def starts(button: Button) -> bool:
            return only_leads_on(button) and re.sub(r"[\W\d_]+", "", button.text) in self._profile.entries["start"]

        own = look.button(self._words, only_leads_on)
        if own is not None and own.dialog:
            return own
        entries = self._profile.entries
        return look.button(entries["next"], only_leads_on) or own or look.button(entries["start"], starts)

    def _may_go_on(self, look: Look) -> bool:
        step = self._next(look)
        return step is not None and not step.disabled

    def _end(self, tab: Tab, look: Look) -> JourneyEnd | None:
        """Return the end of the way if this page is one, else None."""
        if not self._guide_stands(tab, look):
            self._enter(look)
            self._named = surer(self._named, named_in(look, self._matter))
        ending, message = self._ending(tab, look)
        return None if ending is None else self._end_with(ending, tab, look, message)

    def _enter(self, look: Look) -> None:
        """Forget what other pages vouched for where the way leads on to another site."""
        sites = frozenset(urlsplit(url).netloc for url in (look.url, *look.frames) if not self._profile.is_own(url))
        if sites - self._sites:
            self._named, self._steps = MatterMention.NO, 0
        self._sites = sites

    def _end_with(self, ending: Ending, tab: Tab, look: Look, message: str) -> JourneyEnd:
        return JourneyEnd(ending, tab, message, look, self._named, self._went_in)

    def _ending(self, tab: Tab, look: Look) -> tuple[Ending | None, str]:
        profile, message = self._profile, message_of(tab, look, self._profile)
        messages = (*tab.alerts, *look.messages)
        if proof := self._proof(tab, look):
            return self._asked_for_proof(look), shorten(proof)
        if refusal := refusal_of_account(look, tab.alerts, self._identity, profile):
            return Ending.REFUSED, shorten(_message_in_data(look) or refusal)
        if asks_to_log_in(look, profile) or any(profile.meaning(text, "logged_out") for text in tab.alerts):
            ending = self._whose_login(look)
            heading = next(iter(look.headings), look.title) if ending is Ending.SIGN_ON else ""
            return ending, shorten(_message_in_data(look) or message or heading)
        if tab.failure and not look.url.startswith("http"):
            return Ending.NOT_LOADED, tab.failure
        if tab.status is not None and tab.status >= 400 and not self._is_form(look):
            return Ending.NOT_LOADED, f"HTTP {tab.status}"
        for kind, ending in _ENDING_MESSAGES:
            if any(profile.meaning(text, kind) for text in messages):
                return ending, message
        if look.covered:
            return Ending.STUCK, "页面一直在加载"
        if missing := profile.meaning(" ".join((look.title, *look.headings)), "missing"):
            return Ending.NOT_LOADED, shorten(tab.quote(missing) or missing)
        is_form, cards = self._is_form(look), self._cards(tab, look)
        goes_on = bool(cards) or (self._next(look) is not None and not self._is_index(tab, look))
        if is_form or goes_on:
            require_no_proof(self._asking_part(tab, look), profile, tab.alerts)
        if is_form:
            return self._form(look)
        if goes_on:
            return None, ""
        return self._without_form(tab, look, message)

    def _form(self, look: Look) -> tuple[Ending, str]:
        """Judge a form, as in a department's system another matter's form may stand there as well.

        What stands on a page of the portal that names no matter may be an opinion box, or may not: a person must see.
        """
        if self._named is not MatterMention.NO:
            return Ending.FORM, ""
        ending = Ending.UNCLEAR if self._profile.is_own(form_address(look)) else Ending.ELSEWHERE
        return ending, shorten(next(iter(look.headings), "") or look.title or look.own)

    def _whose_login(self, look: Look) -> Ending:
        """Return whose login is asked for: once more the portal's, or one of another system's own."""
        is_another = not self._profile.is_own(asking_address(look))
        return Ending.SIGN_ON if is_another and not self._profile.meaning(look.text, "logged_out") else Ending.LOGIN

    def _proof(self, tab: Tab, look: Look) -> str:
        """Return the words by which an account is to be bound or an identity to be proved.

        While the guide stands there, only a dialog over it counts.
        """
        if proof := asks_for_proof(self._asking_part(tab, look), self._profile):
            return proof
        if self._is_form(look) or self._next(look) is not None:
            return ""  # what the browser said did not keep anybody from going on
        return next((text for text in tab.alerts if demands_proof(text, self._profile)), "")

    def _asking_part(self, tab: Tab, look: Look) -> Look:
        """Return what of a page may ask for a proof: of the guide, which tells of it, only what stands over it."""
        if not self._guide_stands(tab, look):
            return look
        over = tuple(button for button in look.buttons if button.dialog)
        blank = {"title": "", "text": "", "own": "", "headings": (), "fields": (), "buttons": over}
        return look.model_copy(update=blank)

    def _asked_for_proof(self, look: Look) -> Ending:
        """Return the end where a department's system asks.

        Raise Uncheckable where the portal does: our account lacks it.
        """
        if self._profile.is_own(asking_address(look)):
            raise Uncheckable("门户要求账号先完成实名认证、绑定或本人核验，请换用已完成认证的账号")
        return Ending.SIGN_ON

    def _without_form(self, tab: Tab, look: Look, message: str) -> tuple[Ending, str]:
        """Return what a page is that offers nothing to fill in and no way on."""
        profile = self._profile
        if self._is_waiting(look):
            if not look.own and not look.busy:
                return Ending.NOT_LOADED, "页面空白"
            phrase = profile.meaning(look.main, "loading")
            return Ending.STUCK, f"页面一直显示“{phrase}”" if phrase else "页面一直在加载"
        if (data := _message_in_data(look)) is not None:
            return Ending.LOGIN if profile.meaning(data, "logged_out") else Ending.NOT_LOADED, shorten(data)
        if typed_fields(look) and self._is_index(tab, look):  # a search that finds nothing says so
            return Ending.ELSEWHERE, shorten(next(iter(look.headings), look.title))
        short, words = len(look.own) <= _LONGEST_MESSAGE, " ".join(own_words(look))
        spoken = look.own if short else words if len(words) <= _LONGEST_MESSAGE else " ".join(look.headings)
        if missing := profile.meaning(spoken, "missing"):
            return Ending.NOT_LOADED, shorten(tab.quote(missing))
        for kind, ending in _ENDING_MESSAGES:
            if profile.meaning(spoken, kind):
                return ending, message
        if self._guide_stands(tab, look):
            message = self._guide_message or shorten(next(iter(look.messages_since(self._guide_look)), ""))
            if message:
                return (Ending.UNAVAILABLE if profile.meaning(message, "cannot") else Ending.UNCLEAR), message
            return Ending.ENTRY_DEAD, ""
        if self._is_index(tab, look):
            return Ending.ELSEWHERE, shorten(next(iter(look.headings), look.title) or look.own)
        if short and not look.pictures and profile.meaning(look.own, "cannot") and not self._offers(look):
            return Ending.REFUSED, shorten(look.own)
        return Ending.UNCLEAR, shorten(look.own)

    def _offers(self, look: Look) -> bool:
        """Return whether the page offers more than to turn back.

        It may offer to submit, which takes permission, or something unknown.
        """
        away = self._profile.entries["away"]
        further = (b for b in look.buttons if not b.chrome and not any(word in b.text for word in away))
        return next(further, None) is not None or _ASKS_TO_SUBMIT.search(look.own) is not None

    def _guide_stands(self, tab: Tab, look: Look) -> bool:
        return self._steps == 0 and tab.page is self._guide.page and look.url == self._guide_look.url

    def _is_form(self, look: Look) -> bool:
        """Return whether an application can be filled in here; a list's filters and a home page's box are no form.

        Nor is the guide's own search, while a dialog lies over it.
        """
        if look.dialogs and not self._steps and look.url == self._guide_look.url:
            look = look.model_copy(update={"fields": look.fields_since(self._guide_look)})
        typed = typed_fields(look)
        if self._is_choice(look):
            return False
        if not self._steps and is_root(look.url) and self._profile.is_own(form_address(look)):
            return False
        leads_on = look.button((*self._profile.entries["submit"], *self._profile.entries["draft"])) or self._next(look)
        return bool(typed) and (any(field.required for field in typed) or leads_on is not None)

    def _is_choice(self, look: Look) -> bool:
        """Return whether a page only lets one choose what the form will be about: that is a step on the way to it."""
        typed, words = typed_fields(look), self._profile.entries["situation"]
        if not typed or len(typed) > _MOST_CHOICES or not all(map(is_list, typed)):
            return False
        ends = look.button((*self._profile.entries["submit"], *self._profile.entries["draft"])) is not None
        uploads = any(field.type == "file" for field in look.fields)
        asks = all(any(word in field.caption for word in words) for field in typed)
        return asks and not (ends or uploads) and self._next(look) is not None

    def _is_index(self, tab: Tab, look: Look) -> bool:
        """Return whether this is a home page or a list, where the matter has to be looked for again."""
        if self._steps or self._guide_stands(tab, look) or self._is_form(look):
            return False
        if is_root(look.url) or any(map(is_root, look.frames)):
            return not self._next(look) or self._named is MatterMention.NO
        links = [button for button in look.buttons if not button.chrome and not button.dialog]
        return self._named is MatterMention.NO and (
            len(links) >= _FEWEST_LINKS
            or bool(typed_fields(look))
            or any("首页" in heading for heading in (look.title, *look.headings))
        )

    def _is_waiting(self, look: Look) -> bool:
        """Return whether the page still loads: it is blank, or says so, and offers nothing else yet."""
        if look.covered:
            return not look.dialogs
        if look.fields or look.dialogs or self._next(look) is not None:
            return False
        blank = not look.own and not look.pictures
        return blank or look.busy or (len(look.main) < 200 and self._profile.meaning(look.main, "loading") != "")


def _choose_in(tab: Tab, field: Field, profile: Profile) -> bool:
    """Choose an option in a list; return whether there was one."""
    if field.type != "select":
        return choose_from_list(tab, field, profile.limits) != ""
    if option := option_for(field):
        tab.field(field).select_option(option)
    return bool(option)


_ENDING_MESSAGES = (("missing", Ending.NOT_LOADED), ("unavailable", Ending.UNAVAILABLE), ("refused", Ending.REFUSED))


def _texts_of(cards: tuple[Card, ...]) -> frozenset[str]:
    return frozenset(card.text for card in cards)


def is_root(url: str) -> bool:
    """Return whether an address is a site's home page, also one behind a hash route."""
    parts = urlsplit(url)
    return (
        parts.scheme.startswith("http")
        and not parts.query
        and all(_ROOTS.fullmatch(each) for each in (parts.path, parts.fragment.removeprefix("!")))
    )


def _message_in_data(look: Look) -> str | None:
    """Return the message in a page that is bare data, or the data themselves; None for a page made for people."""
    if look.own[:1] in ("{", "["):
        with suppress(ValueError):
            data = json.loads(look.own)
            keys = ("msg", "message", "errMsg", "error") if isinstance(data, dict) else ()
            return next((text for key in keys if isinstance(text := data.get(key), str) and text), look.own)
    return None


def message_of(tab: Tab, look: Look, profile: Profile) -> str:
    """Return the message of the page, whole: an alert, a dialog, or the sentence around a known phrase."""
    if tab.alerts:
        return shorten(tab.alerts[0])
    phrase = profile.meaning(look.text, "unavailable", "refused", "logged_out")
    return shorten(tab.quote(phrase) if phrase else next(iter(look.messages), ""))


def shorten(text: str) -> str:
    """Return a quotation of bounded length."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
