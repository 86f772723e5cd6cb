"""Handing in a test application (测试件): fill in the form with test data, attach test files, submit once.

It starts at the form that `application` reached, goes on page by page, and only reports what it saw: on
the way it leaves each page empty once to read what is said then, and tries 暂存 on a long form. Only ever called where
test applications are authorised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zicha.model.facts.journey import ApplicationForm, DemandedMaterial, DraftTrial, PageOfForm, Submission
from zicha.model.matter import Identity
from zicha.portal.live.application import message_of, shorten
from zicha.portal.live.case_number import is_of_earlier_days, lone_code, number_in
from zicha.portal.live.choices import choose
from zicha.portal.live.complaints import complaints_of
from zicha.portal.live.drawn_lists import choose_from_list, lists_to_open, opens_a_list
from zicha.portal.live.form import read_form, typed_fields
from zicha.portal.live.form_parts import each_part, whole_form
from zicha.portal.live.invented_data import option_for, value_for
from zicha.portal.live.login_page import asks_to_log_in
from zicha.portal.live.look import Button, Field, Look
from zicha.portal.live.materials_page import see_demands
from zicha.portal.live.notices import nobodys_defect, told_now
from zicha.portal.live.proof_page import require_no_code, require_no_proof
from zicha.portal.live.tab import Tab, require_answered
from zicha.portal.live.terms import Terms
from zicha.portal.live.uploads import attach_files
from zicha.portal.profile import Profile
from zicha.text.undoing import asks_to_undo

_MOST_PAGES = 20
_ROUNDS = 3
"""A list that depends on another one fills only once that is chosen: so many times a page is looked over."""
_MESSAGES = 8


@dataclass(frozen=True, slots=True)
class ReopenedForm:
    """The form opened anew after 暂存, and whether for that the account logged in anew."""

    tab: Tab
    logged_in_anew: bool


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who hands in; how the form is opened anew, and its draft from 我的办件. None where that does not work."""

    identity: Identity
    reopen: Callable[[], ReopenedForm | None]
    resume: Callable[[], Tab | None]


@dataclass(frozen=True, slots=True)
class FilingResult:
    """How handing in ended and in which tab, and whether the page asked to log in once more."""

    tab: Tab
    fact: Submission
    logged_out: bool = False


def hand_in(tab: Tab, terms: Terms, applicant: Applicant) -> FilingResult:
    """Fill in the form that stands in the tab with test data, attach test files, and submit once.

    Raise Uncheckable before anything is typed or pressed on a host that the permission does not cover, or on a page
    that may ask to bind an account or to prove an identity.
    """
    return _Filing(tab, terms, applicant).hand_in()


class _Filing:
    """A test application on its way: where it stands, and what was seen so far."""

    def __init__(self, tab: Tab, terms: Terms, applicant: Applicant) -> None:
        self._tab, self._look = tab, tab.look()
        self._terms, self._profile = terms, terms.profile
        self._applicant = applicant
        self._chosen = tuple(tab.chosen)
        self._typed: dict[str, str] = {}
        """Label → value of what was typed; never leaves this module."""
        self._filled: dict[str, str] = {}
        """The same, with what the portal had filled in."""
        self._named = ""
        """What was told of pages left empty: a field that is named there must be filled in, marked or not."""
        self._pages: list[PageOfForm] = []
        self._demands: tuple[DemandedMaterial, ...] = ()
        self._draft: DraftTrial | None = None
        self._draft_tried = False
        self._pressed_submit = False
        self._amended: list[list[str]] = []
        """The labels of the pages that were filled in anew after a complaint."""

    def hand_in(self) -> FilingResult:
        """Go on page by page to the end."""
        for _ in range(_MOST_PAGES):
            if (end := self._fill_in_page() or self._go_on()) is not None:
                return end
        return self._end(message="未能到达提交成功页面")

    def _end(self, logged_out: bool = False, **outcome: Any) -> FilingResult:
        """Return what was seen up to here with how it ends: the number, or a message and what it means."""
        fact = Submission(
            url=self._tab.address,
            at=self._terms.clock(),
            hops=tuple(self._tab.hops),
            demands=self._demands,
            pages=tuple(self._pages),
            draft=self._draft,
            pressed_submit=self._pressed_submit,
            chosen=tuple(dict.fromkeys((*self._chosen, *self._tab.chosen))),
            **outcome,
        )
        return FilingResult(self._tab, fact, logged_out)

    def _end_without_number(self) -> FilingResult:
        message = message_of(self._tab, self._look, self._profile) or shorten(self._look.main)
        if reason := _failure_of_host(self._tab, self._look, self._profile):
            return self._end(message=message, unanswered=reason)
        return self._end(message=message, refused=self._profile.meaning(self._look.text, "refused") != "")

    def _fill_in_page(self) -> FilingResult | None:
        """Fill in the page that stands there; return the end where nothing more can be filled in."""
        require_no_proof(self._look, self._profile)
        if asks_to_log_in(self._look, self._profile):
            message = message_of(self._tab, self._look, self._profile) or shorten(self._look.main)
            return self._end(message=message, logged_out=True)
        self._terms.permission.require(self._look.addresses(*self._look.fields))
        require_no_code(self._look)
        self._read_page()
        before, alerts = whole_form(self._tab, self._look, self._profile), len(self._tab.alerts)
        self._fill_parts()
        is_long = len(self._typed) > self._terms.thresholds.forms.short_without_draft
        if is_long and not self._draft_tried and not self._try_draft():
            return self._end(message="暂存后未能再次打开申报表单")
        self._hand_in_materials()
        return self._end_if_filed(before, self._tab.alerts[alerts:])

    def _end_if_filed(self, before: Look, new_alerts: Sequence[str]) -> FilingResult | None:
        """Return the end where a page has handed itself in while it was filled in: on a change, by a timer."""
        look = self._look
        news = "\n".join((*new_alerts, *look.messages_since(before), *look.lines_since(before)))
        number = number_in(news, self._profile)
        if not self._profile.meaning(news, "handed_in") or (look.fields and not number):
            return None
        self._pressed_submit = True
        return self._end(number=number) if number else self._end_without_number()

    def _hand_in_materials(self) -> None:
        """Note what is to be handed in, wherever on the page it stands, and attach files."""
        for part in each_part(self._tab, self._look, self._profile):
            self._look = part
            if not self._demands:
                self._demands, self._look = see_demands(self._tab, part, self._terms)
                if self._demands and _missing_fields(self._look):  # a licence that is fetched may bring the page anew
                    self._fill()
            self._look = attach_files(self._tab, self._look, self._profile)

    def _go_on(self) -> FilingResult | None:
        """Press what leads on, and say yes where that is asked for; return the end, None where there is more to do."""
        tab, before, profile = self._tab, self._look, self._profile
        button = _next_button(before, profile)
        if button is None:
            return self._end_without_number()
        self._require_leave(button)
        self._pressed_submit = _submits(button, profile)
        alerts = len(tab.alerts)
        answer = tab.click(button, f"点击“{button.text}”")
        if answer is None:
            require_answered(tab, f"点击“{button.text}”")
            return self._end(message=f"点击“{button.text}”后页面没有反应", dead=True)
        self._come_to(answer)
        if (sure := _confirm_button(self._look, profile)) is not None:
            if any(map(self._repeats_values, self._look.dialogs)):
                self._pages[-1] = self._pages[-1].model_copy(update={"reviews": True})
            self._require_leave(sure)
            self._come_to(self._tab.click(sure, f"点击“{sure.text}”") or self._tab)
        return self._judge(before, self._tab.alerts[alerts if self._tab is tab else 0 :])

    def _require_leave(self, button: Button) -> None:
        """Raise Uncheckable where a button may not be pressed, perhaps since a licence was fetched."""
        self._terms.permission.require(self._look.addresses(button))
        require_no_proof(self._look, self._profile)

    def _come_to(self, tab: Tab) -> None:
        """Go on from what a click brought: the bubble that asks whether to submit may come a moment later."""
        before, self._tab, self._look = self._look, tab, _look_after(tab, self._profile)
        if self._pressed_submit and not (tab.alerts or _brings_news(before, self._look)):
            self._look = tab.look_until(lambda look: _brings_news(before, look), self._profile.limits.click)

    def _judge(self, before: Look, new_alerts: Sequence[str]) -> FilingResult | None:
        """Return the end that the page which came tells of; None where there is more to do."""
        look, profile = self._look, self._profile
        number = _find_number(before, look, new_alerts, self._pressed_submit, profile)
        if number and not is_of_earlier_days(number, look, before, self._terms.clock()):
            return self._end(number=number)
        stays = _is_same_page(before, look)
        of_same_page = (*new_alerts, *look.lines_since(before)) if stays else ()
        messages = (*look.messages_since(before), *look.messages, *of_same_page)
        message = shorten(next(iter(messages), look.main))
        require_no_proof(look, profile, messages)
        if asks_to_log_in(look, profile) or any(profile.meaning(text, "logged_out") for text in messages):
            return self._end(message=message, logged_out=True)
        if stays and self._amend_once(complaints_of(look, messages)):
            return None
        if reason := _failure_of_host(self._tab, look, profile, messages):
            return self._end(message=message, unanswered=reason)
        # A toast on another page tells of what was done before: 上传成功.
        is_told = any(text not in (*before.messages, *look.toasts) for text in look.notices)
        if stays or is_told:  # pressed once more it might be handed in twice
            refused = any(profile.meaning(text, "refused") for text in messages)
            return self._end(message=shorten(next(iter(messages), "页面没有变化")), refused=refused)
        return self._end_without_number() if self._pressed_submit else None  # so might whatever the next page offers

    # ── what a page is like, before anything is typed ────────────────────────────────────────────────────────────

    def _read_page(self) -> None:
        """Note the page; where required fields stand empty, go on without them once to read what is told then."""
        profile = self._profile
        look = whole_form(self._tab, self._look, profile)
        require_no_proof(look, profile)
        self._look = self._tab.look()
        form, title = read_form(self._tab, look, profile), shorten(look.title)
        previews = look.button(profile.entries["preview"]) is not None
        reviews = previews or (not typed_fields(look) and not form.uploads and self._repeats_values(look.text))
        pages_before = ((page.title, _labels(page.form), page.reviews) for page in self._pages)
        if (title, _labels(form), reviews) in pages_before:  # passed once more after 暂存
            return
        when_empty: tuple[str, ...] | None = None
        button = look.button(profile.entries["next"], lambda b: not profile.hands_in(b.text))
        if button is not None and not button.disabled and _missing_fields(look):
            when_empty = self._leave_empty(button)
            self._named += "\n".join(when_empty or ())
        self._pages.append(PageOfForm(title=title, form=form, when_empty=when_empty, reviews=reviews))

    def _repeats_values(self, text: str) -> bool:
        """Return whether a text repeats what was filled in: a good part of it, as coded values read otherwise."""
        values = [value for value in self._filled.values() if len(value) > 1]
        return sum(value in text for value in values) * 3 >= len(values) > 0

    def _leave_empty(self, button: Button) -> tuple[str, ...] | None:
        """Press 下一步 with required fields empty; return what is told then, None where nobody minds."""
        tab, before = self._tab, self._look
        alerts, labels = len(tab.alerts), [f.caption for f in typed_fields(before)]
        if tab.holds_back():
            return None  # the browser points at the field itself, in its own words
        answer = tab.click(button, "漏填必填项点击“下一步”")
        if answer is None:
            self._look = tab.look()
            return ()
        missing = [f.caption for f in _missing_fields(before) if f.caption]

        def has_told(look: Look) -> bool:
            """Return whether a field is named, or the page went on: beneath the fields it is told a moment later."""
            texts = (*tab.alerts[alerts:], *look.messages, *look.lines_since(before))
            is_named = any(caption in text for caption in missing for text in texts)
            return is_named or [f.caption for f in typed_fields(look)] != labels

        after = answer.look_until(has_told, self._profile.limits.click)
        require_no_proof(after, self._profile, (*tab.alerts[alerts:], *after.messages))
        if [f.caption for f in typed_fields(after)] != labels:  # it went on; the next page is none to leave empty from
            back = after.button(self._profile.entries["back"])
            returned = answer.click(back, f"点击“{back.text}”") if back is not None else None
            self._tab = returned or answer
            self._look = self._tab.look()
            return None
        messages = dict.fromkeys((*tab.alerts[alerts:], *after.messages, *after.lines_since(before)))
        self._tab = _close_message(answer, after)
        self._look = self._tab.look()
        return tuple(map(shorten, messages))[:_MESSAGES]

    # ── filling in ───────────────────────────────────────────────────────────────────────────────────────────────

    def _fill_parts(self) -> None:
        """Fill in one part of the form after the other."""
        for part in each_part(self._tab, self._tab.look(), self._profile):
            self._look = part
            self._fill()

    def _fill(self) -> None:
        """Put test data into what is empty and required."""
        for _ in range(_ROUNDS):
            ticked = choose(self._tab, self._look, self._profile)
            empty, lists = self._fields_to_fill(), lists_to_open(self._look)
            if not (ticked or empty or lists):
                break
            for each in empty:
                self._typed[each.caption or each.name] = self._put_into(each)
            for each in lists:
                if value := choose_from_list(self._tab, each, self._profile.limits):
                    self._typed[each.caption or each.name] = value
            self._look = self._tab.look_until(_lists_are_filled, self._profile.limits.click)
        self._filled |= {f.caption or f.name: f.value for f in typed_fields(self._look) if f.value}

    def _put_into(self, field: Field, complaint: str = "") -> str:
        """Put test data into a field, and return it; into a list that has no option yet nothing."""
        if field.type == "select":
            if option := option_for(field):
                self._tab.field(field).select_option(option)
            return option
        value = value_for(field, self._applicant.identity, self._profile.invented, complaint)
        if value != field.value:
            self._tab.field(field).fill(value)
            if opens_a_list(field):
                self._tab.field(field).press("Tab")  # it takes over what was typed, and lies over nothing
        return value

    def _fields_to_fill(self) -> tuple[Field, ...]:
        """Return what must be filled in, as the page marks it or as it told when it was left empty."""
        named = [f for f in typed_fields(self._look) if len(f.caption) > 1 and f"“{f.caption}”" in self._named]
        unmarked = (f for f in named if not f.required and not f.value and not f.read_only)
        return (*_missing_fields(self._look), *unmarked)

    def _amend_once(self, complaints: Mapping[str, str]) -> bool:
        """Fill in anew what a page complains of, once; return whether anything else stands there now."""
        labels, is_amended = _labels_of(self._look), False
        if not complaints or labels in self._amended:
            return False
        self._amended.append(labels)
        for each in typed_fields(self._tab.look()):
            if each.caption in complaints and not (each.type == "select" and each.value):
                value = self._put_into(each, complaints[each.caption])
                is_amended = is_amended or value != each.value
                if each.type != "select" and value != each.value:
                    self._typed[each.caption] = value
        if is_amended:
            self._tab = _close_message(self._tab, self._look)
            self._look = self._tab.look()
        return is_amended

    def _try_draft(self) -> bool:
        """Press 暂存, open the form anew, and count what is still there; return whether a form stands open."""
        button = self._look.button(self._profile.entries["draft"])
        if button is None:
            return True
        self._draft_tried = True
        after = (self._tab.click(button, f"点击“{button.text}”") or self._tab).look()
        lines = (line.strip() for line in after.text.splitlines() if button.text in line)
        message = next(iter((*after.dialogs, *(line for line in lines if line != button.text))), "")
        reopened = self._applicant.reopen()
        if reopened is None:
            return False
        self._tab = reopened.tab
        put_aside, kept = self._count_kept()
        if kept < put_aside:
            if (resumed := self._applicant.resume()) is not None:
                self._tab = resumed
                put_aside, kept = self._count_kept()
            elif (again := self._applicant.reopen()) is not None:  # 我的办件 was looked at in vain
                self._tab = again.tab
            else:
                return False
        if put_aside:
            self._draft = DraftTrial(
                message=shorten(message), typed=put_aside, kept=kept, logged_in_anew=reopened.logged_in_anew
            )
        self._fill_parts()
        return True

    def _count_kept(self) -> tuple[int, int]:
        """Count the fields on the page that had been typed into, and those of them that hold it again."""
        there = {f.caption: f.value for f in typed_fields(whole_form(self._tab, self._tab.look(), self._profile))}
        put_aside = {label: value for label, value in self._typed.items() if label in there}
        return len(put_aside), sum(there[label] == value for label, value in put_aside.items())


def _failure_of_host(tab: Tab, look: Look, profile: Profile, messages: Sequence[str] = ()) -> str:
    """Return why a page, or its messages, say nothing of the matter: an error of the server, a busy portal."""
    if tab.status is not None and tab.status >= 500:
        return f"HTTP {tab.status}"
    if not (look.main or look.messages or messages):
        return "页面空白"
    phrases = (
        phrase for text in messages if (phrase := told_now(text, profile, "throttled", "maintenance", "captcha"))
    )
    return nobodys_defect(tab.status, look, profile) or next(phrases, "")


def _is_same_page(before: Look, after: Look) -> bool:
    labels = _labels_of(before)
    if before.url != after.url or labels != _labels_of(after):
        return False
    return bool(labels) or _told_apart(before) == _told_apart(after)


def _brings_news(before: Look, after: Look) -> bool:
    return not _is_same_page(before, after) or bool(after.lines_since(before) or after.messages_since(before))


def _told_apart(look: Look) -> str:
    """Return what a page says but for what is told over it."""
    text = look.main
    for message in look.messages:
        text = text.replace(message, "")
    return " ".join(text.split())


def _labels_of(look: Look) -> list[str]:
    return [field.caption for field in look.fields]


def _look_after(tab: Tab, profile: Profile) -> Look:
    """Return the page once something stands there that a person can go on from, or that tells the end.

    What turns or says that it is being done is waited for as long as a page that loads.
    """

    def stands(look: Look) -> bool:
        has_message = look.notices or any(not profile.meaning(toast, "loading") for toast in look.toasts)
        return bool(has_message or _next_button(look, profile) or number_in(look.text, profile))

    look = tab.look_until(stands, profile.limits.click)
    is_on_its_way = not stands(look) and (look.busy or profile.meaning(look.main, "loading") != "")
    return tab.look_until(stands, profile.limits.spinner) if is_on_its_way else look


def _next_button(look: Look, profile: Profile) -> Button | None:
    return look.button(profile.entries["next"]) or look.button(profile.entries["submit"])


def _submits(button: Button, profile: Profile) -> bool:
    return any(word in button.text for word in profile.entries["submit"])


def _confirm_button(look: Look, profile: Profile) -> Button | None:
    """Return the button that says yes in a dialog that also lets one say no: 确认提交吗？

    One that gives the number asks what else is wanted: 提交成功，办件编号…，是否打印回执？
    What would undo something, perhaps what a citizen has filed, gets no yes.
    """
    if any(map(asks_to_undo, look.dialogs)):
        return None
    if any(profile.meaning(dialog, "handed_in") and number_in(dialog, profile) for dialog in look.dialogs):
        return None
    inside = [button for button in look.buttons if button.dialog and not button.in_form]
    if not any(button.text in ("取消", "返回", "再想想") for button in inside):
        return None
    return next((button for button in inside if button.text in profile.entries["confirm"]), None)


def _labels(form: ApplicationForm) -> list[str]:
    return [*(each.label for each in form.fields), *(each.label for each in form.uploads)]


def _missing_fields(look: Look) -> tuple[Field, ...]:
    """Return what must be filled in and is not."""
    return tuple(f for f in typed_fields(look) if f.required and not f.value and not f.read_only)


def _close_message(tab: Tab, look: Look) -> Tab:
    """Close what a page says in a dialog; return the tab that stands there then."""
    over = (b for b in look.buttons if b.dialog and not b.in_form)
    if any(map(asks_to_undo, look.dialogs)):
        return tab
    close = next((b for b in over if b.text in ("确定", "关闭", "知道了", "我知道了")), None)
    return tab if close is None else tab.click(close, f"点击“{close.text}”") or tab


def _lists_are_filled(look: Look) -> bool:
    return not any(f.type == "select" and not option_for(f) for f in _missing_fields(look))


def _find_number(before: Look, after: Look, alerts: Sequence[str], submitted: bool, profile: Profile) -> str:
    """Return the 办件编号 of what was handed in; empty while that is not done, as a draft may have a number of its own.

    It is done once 提交 was pressed, or a page says so, or the way ends there.
    """
    messages = "\n".join((*alerts, *after.dialogs))
    ends = not after.fields and _next_button(after, profile) is None
    if not (submitted or ends or profile.meaning(f"{messages}\n{after.text}", "handed_in")):
        return ""
    if number := number_in(messages, profile, before.text):
        return number
    number = number_in(after.text, profile, before.text)
    if not number and profile.meaning(f"{messages}\n{after.text}", "handed_in"):
        number = lone_code(before, f"{messages}\n{after.text}")
    return "" if _is_same_page(before, after) and number in before.text else number
