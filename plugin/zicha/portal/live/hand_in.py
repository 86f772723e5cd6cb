"""Handing in a test application (测试件): fill in the form with test data, attach test files, submit once.

It starts at the form that `application.go_to_form` reached, goes on page by page, and only reports what it saw: on
the way it leaves each page empty once to read what is said then, and tries 暂存 on a long form. Only ever called where
test applications are authorised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from zicha.model.facts.journey import ApplicationForm, DemandedMaterial, DraftTrial, PageOfForm
from zicha.model.matter import Identity
from zicha.model.thresholds import Thresholds
from zicha.portal.live.application import message_of, shorten
from zicha.portal.live.case_number import lone_code, number_in
from zicha.portal.live.choices import choose
from zicha.portal.live.drawn_lists import choose_from_list, lists_to_open
from zicha.portal.live.form import read_form, typed_fields
from zicha.portal.live.invented_data import option_for, value_for
from zicha.portal.live.login_page import asks_to_log_in
from zicha.portal.live.look import Button, Field, Look
from zicha.portal.live.materials_page import see_demands
from zicha.portal.live.notices import nobodys_defect, told_now
from zicha.portal.live.proof_page import require_no_code, require_no_proof
from zicha.portal.live.tab import Tab, require_answered
from zicha.portal.live.uploads import attach_files
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile
from zicha.text.undoing import asks_to_undo

_MOST_PAGES = 20
_ROUNDS = 3
"""A list that depends on another one fills only once that is chosen: so many times a page is looked over."""
_MESSAGES = 8
_COMPLAINS = re.compile(
    r"不能为空|必填|请填|请输入|请选择|未填|格式|应[为填是]|[必须]须?[为填是]|不正确|不符合|不规范|有误|错误|无效|只能|仅限"
    r"|不[得能可]?(?:少于|超过|多于|大于|小于)|长度|范围|位数"
)
"""What a page says that is not content with a field."""


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
    """How handing in ended: the number when there is one, else what the page said; and what was seen on the way."""

    tab: Tab
    number: str = ""
    demands: tuple[DemandedMaterial, ...] = ()
    message: str = ""
    dead: bool = False
    refused: bool = False
    pages: tuple[PageOfForm, ...] = ()
    draft: DraftTrial | None = None
    pressed_submit: bool = False
    logged_out: bool = False
    """Whether the page asked to log in once more."""
    unanswered: str = ""
    """Why the host did not answer as it should, which says nothing of the matter."""
    chosen: tuple[str, ...] = ()


@dataclass(slots=True)
class FilingNotes:
    """What was seen so far."""

    typed: dict[str, str] = field(default_factory=dict)
    """Label → value of what was typed; never leaves this module."""
    filled: dict[str, str] = field(default_factory=dict)
    """The same, with what the portal had filled in."""
    named: str = ""
    """What was said of pages left empty: a field that is named there must be filled in, marked or not."""
    pages: list[PageOfForm] = field(default_factory=list)
    demands: tuple[DemandedMaterial, ...] = ()
    draft: DraftTrial | None = None
    draft_tried: bool = False
    pressed_submit: bool = False
    amended: list[list[str]] = field(default_factory=list)
    """The labels of the pages that were filled in anew after a complaint."""


def hand_in(
    tab: Tab, profile: Profile, thresholds: Thresholds, permission: Permission, applicant: Applicant
) -> FilingResult:
    """Fill in the form that stands in the tab with test data, attach test files, and submit once.

    Raise Uncheckable before anything is typed or pressed on a host that the permission does not cover, or on a page
    that may ask to bind an account or to prove an identity.
    """
    notes, chosen = FilingNotes(), tuple(tab.chosen)
    result = _fill_in_pages(tab, profile, thresholds, permission, applicant, notes)
    return replace(
        result,
        demands=notes.demands,
        pages=tuple(notes.pages),
        draft=notes.draft,
        pressed_submit=notes.pressed_submit,
        chosen=tuple(dict.fromkeys((*chosen, *result.tab.chosen))),
    )


def _fill_in_pages(
    tab: Tab,
    profile: Profile,
    thresholds: Thresholds,
    permission: Permission,
    applicant: Applicant,
    notes: FilingNotes,
) -> FilingResult:
    look = tab.look()
    for _ in range(_MOST_PAGES):
        require_no_proof(look, profile)
        if asks_to_log_in(look, profile):
            return FilingResult(tab, message=message_of(tab, look, profile) or shorten(look.main), logged_out=True)
        permission.require(look.addresses(*look.fields))
        require_no_code(look)
        tab, look = _read_page(tab, look, profile, notes)
        look = _fill(tab, look, profile, applicant.identity, notes)
        if not notes.draft_tried and len(notes.typed) > thresholds.forms.short_without_draft:
            reopened = _try_draft(tab, look, profile, applicant, notes)
            if reopened is None:
                return FilingResult(tab, message="暂存后未能再次打开申报表单")
            tab, look = reopened
        if not notes.demands:
            notes.demands, look = see_demands(tab, look, profile, thresholds)
            if notes.demands and _missing_fields(look):  # a licence that is fetched may bring the page anew
                look = _fill(tab, look, profile, applicant.identity, notes)
        look = attach_files(tab, look, profile)
        button = _next_button(look, profile)
        if button is None:
            return _result_without_number(tab, look, profile)
        permission.require(look.addresses(button))
        require_no_proof(look, profile)  # a licence that was fetched may have asked for it
        notes.pressed_submit = _submits(button, profile)
        alerts, before, pressed = len(tab.alerts), look, tab
        answer = tab.click(button, f"点击“{button.text}”")
        if answer is None:
            require_answered(tab, f"点击“{button.text}”")
            return FilingResult(tab, message=f"点击“{button.text}”后页面没有反应", dead=True)
        tab, look = answer, _look_after(answer, profile)
        if (sure := _confirm_button(look, profile)) is not None:
            if any(_repeats_values(notes, dialog) for dialog in look.dialogs):
                notes.pages[-1] = notes.pages[-1].model_copy(update={"reviews": True})
            permission.require(look.addresses(sure))
            require_no_proof(look, profile)
            tab = tab.click(sure, f"点击“{sure.text}”") or tab
            look = _look_after(tab, profile)
        new_alerts = tab.alerts[alerts if tab is pressed else 0 :]
        if number := _find_number(before, look, new_alerts, notes.pressed_submit, profile):
            return FilingResult(tab, number)
        stays = _is_same_page(before, look)
        messages = (
            *look.messages_since(before),
            *look.messages,
            *(new_alerts if stays else ()),
            *(look.lines_since(before) if stays else ()),
        )
        require_no_proof(look, profile, messages)
        if asks_to_log_in(look, profile) or any(profile.meaning(message, "logged_out") for message in messages):
            return FilingResult(tab, message=shorten(next(iter(messages), look.main)), logged_out=True)
        if stays and (complaints := _complaints(look, messages)) and _labels_of(look) not in notes.amended:
            notes.amended.append(_labels_of(look))
            if _amend(tab, complaints, profile, applicant.identity, notes):
                tab = _close_message(tab, look)
                look = tab.look()
                continue
        if reason := _failure_of_host(tab, look, profile, messages):
            return FilingResult(tab, message=shorten(next(iter(messages), look.main)), unanswered=reason)
        # A toast on another page tells of what was done before: 上传成功.
        is_told = any(text not in (*before.messages, *look.toasts) for text in look.notices)
        if stays or is_told:  # pressed once more it might be handed in twice
            refused = any(profile.meaning(message, "refused") for message in messages)
            return FilingResult(tab, message=shorten(next(iter(messages), "页面没有变化")), refused=refused)
        if notes.pressed_submit:  # so might whatever the next page offers
            return _result_without_number(tab, look, profile)
    return FilingResult(tab, message="未能到达提交成功页面")


def _result_without_number(tab: Tab, look: Look, profile: Profile) -> FilingResult:
    """Return the result of a way that ends on a page without a number."""
    message = message_of(tab, look, profile) or shorten(look.main)
    if reason := _failure_of_host(tab, look, profile):
        return FilingResult(tab, message=message, unanswered=reason)
    return FilingResult(tab, message=message, refused=profile.meaning(look.text, "refused") != "")


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


# ── what a page is like, before anything is typed ────────────────────────────────────────────────────────────────


def _read_page(tab: Tab, look: Look, profile: Profile, notes: FilingNotes) -> tuple[Tab, Look]:
    """Note the page; where required fields stand empty, go on without them once to read what is said then."""
    form, title = read_form(tab, look, profile), shorten(look.title)
    previews = look.button(profile.entries["preview"]) is not None
    reviews = previews or (not typed_fields(look) and not form.uploads and _repeats_values(notes, look.text))
    labels = _labels(form)
    pages_before = ((page.title, _labels(page.form), page.reviews) for page in notes.pages)
    if (title, labels, reviews) in pages_before:  # passed once more after 暂存
        return tab, look
    when_empty: tuple[str, ...] | None = None
    button = look.button(profile.entries["next"], lambda b: not profile.hands_in(b.text))
    if button is not None and not button.disabled and _missing_fields(look):
        when_empty, tab, look = _leave_empty(tab, look, button, profile)
        notes.named += "\n".join(when_empty or ())
    notes.pages.append(PageOfForm(title=title, form=form, when_empty=when_empty, reviews=reviews))
    return tab, look


def _labels(form: ApplicationForm) -> list[str]:
    return [*(each.label for each in form.fields), *(each.label for each in form.uploads)]


def _repeats_values(notes: FilingNotes, text: str) -> bool:
    """Return whether a text repeats what was filled in: a good part of it, as coded values read otherwise."""
    values = [value for value in notes.filled.values() if len(value) > 1]
    return sum(value in text for value in values) * 3 >= len(values) > 0


def _missing_fields(look: Look) -> tuple[Field, ...]:
    """Return what must be filled in and is not."""
    return tuple(f for f in typed_fields(look) if f.required and not f.value and not f.read_only)


def _leave_empty(tab: Tab, look: Look, button: Button, profile: Profile) -> tuple[tuple[str, ...] | None, Tab, Look]:
    """Press 下一步 with required fields empty: what is said then. None when the browser or the portal does not mind."""
    alerts, labels = len(tab.alerts), [f.caption for f in typed_fields(look)]
    if tab.holds_back():
        return None, tab, look  # the browser points at the field itself, in its own words
    answer = tab.click(button, "漏填必填项点击“下一步”")
    if answer is None:
        return (), tab, tab.look()
    after = answer.look()
    require_no_proof(after, profile, (*tab.alerts[alerts:], *after.messages))
    if [f.caption for f in typed_fields(after)] != labels:  # it went on; the next page is none to leave empty from
        back = after.button(profile.entries["back"])
        returned = answer.click(back, f"点击“{back.text}”") if back is not None else None
        return None, returned or answer, (returned or answer).look()
    messages = dict.fromkeys((*tab.alerts[alerts:], *after.messages, *after.lines_since(look)))
    answer = _close_message(answer, after)
    return tuple(shorten(text) for text in messages)[:_MESSAGES], answer, answer.look()


def _close_message(tab: Tab, look: Look) -> Tab:
    """Close what a page says in a dialog; return the tab that stands there then."""
    over = (b for b in look.buttons if b.dialog and not b.in_form)
    if any(map(asks_to_undo, look.dialogs)):
        return tab
    close = next((b for b in over if b.text in ("确定", "关闭", "知道了", "我知道了")), None)
    return tab if close is None else tab.click(close, f"点击“{close.text}”") or tab


# ── filling in ───────────────────────────────────────────────────────────────────────────────────────────────────


def _fill(tab: Tab, look: Look, profile: Profile, identity: Identity, notes: FilingNotes) -> Look:
    """Put test data into what is empty and required. Return the page as it is then."""
    for _ in range(_ROUNDS):
        ticked = choose(tab, look, profile)
        empty, lists = _fields_to_fill(look, notes), lists_to_open(look)
        if not (ticked or empty or lists):
            break
        for each in empty:
            value = option_for(each) if each.type == "select" else value_for(each, identity, profile.invented)
            if each.type == "select" and value:
                tab.field(each).select_option(value)
            elif each.type != "select":
                tab.field(each).fill(value)
            notes.typed[each.caption or each.name] = value
        for each in lists:
            if value := choose_from_list(tab, each, profile.limits):
                notes.typed[each.caption or each.name] = value
        look = tab.look_until(_lists_are_filled, profile.limits.click)
    notes.filled |= {f.caption or f.name: f.value for f in typed_fields(look) if f.value}
    return look


def _complaints(look: Look, messages: Sequence[str]) -> dict[str, str]:
    """Return what the page complains of, by the labels of the fields: a field that is named, else the nearest above.

    Of several labels in a message the longest is meant: 企业名称, not 名称.
    """
    labels = sorted(
        {f.caption for f in typed_fields(look) if len(f.caption) > 1 and not f.read_only}, key=len, reverse=True
    )
    complaints: dict[str, str] = {}
    for message in (text for text in messages if _COMPLAINS.search(text)):
        rest = message
        for label in labels:
            if label in rest:
                rest = rest.replace(label, " ")
                complaints.setdefault(label, message)
        if rest == message and (label := _label_above(look, message, labels)):
            complaints.setdefault(label, message)
    return complaints


def _label_above(look: Look, line: str, labels: Sequence[str]) -> str:
    """Return the label of the field that stands nearest above a line; empty where the line stands elsewhere."""
    lines = [" ".join(each.split()) for each in look.text.splitlines()]
    above = reversed(lines[: lines.index(line)]) if line in lines else ()
    return next((label for each in above for label in labels if label in each), "")


def _amend(tab: Tab, complaints: dict[str, str], profile: Profile, identity: Identity, notes: FilingNotes) -> bool:
    """Fill in anew what was complained about; return whether anything else stands there now."""
    is_amended = False
    for each in typed_fields(tab.look()):
        if each.caption not in complaints or (each.type == "select" and each.value):
            continue
        if each.type == "select":
            if option := option_for(each):
                tab.field(each).select_option(option)
                is_amended = True
            continue
        value = value_for(each, identity, profile.invented, complaints[each.caption])
        if value != each.value:
            tab.field(each).fill(value)
            notes.typed[each.caption] = value
            is_amended = True
    return is_amended


def _fields_to_fill(look: Look, notes: FilingNotes) -> tuple[Field, ...]:
    """Return what must be filled in, as the page marks it or as it said when it was left empty."""
    named = [f for f in typed_fields(look) if len(f.caption) > 1 and f"“{f.caption}”" in notes.named]
    return (*_missing_fields(look), *(f for f in named if not f.required and not f.value and not f.read_only))


def _lists_are_filled(look: Look) -> bool:
    return not any(f.type == "select" and not option_for(f) for f in _missing_fields(look))


def _try_draft(
    tab: Tab, look: Look, profile: Profile, applicant: Applicant, notes: FilingNotes
) -> tuple[Tab, Look] | None:
    """Press 暂存, open the form anew, and count what is still there. The way goes on from the form opened anew."""
    button = look.button(profile.entries["draft"])
    if button is None:
        return tab, look
    notes.draft_tried = True
    saved = tab.click(button, f"点击“{button.text}”") or tab
    after = saved.look()
    lines = (line.strip() for line in after.text.splitlines() if button.text in line and line.strip() != button.text)
    message = next(iter((*after.dialogs, *lines)), "")
    reopened = applicant.reopen()
    if reopened is None:
        return None
    put_aside, kept = _count_kept(reopened.tab, notes)
    if kept < put_aside and (resumed := applicant.resume()) is not None:
        put_aside, kept = _count_kept(resumed, notes)
        reopened = replace(reopened, tab=resumed)
    elif kept < put_aside:  # 我的办件 was looked at in vain: the form must be opened once more
        again = applicant.reopen()
        if again is None:
            return None
        reopened = replace(reopened, tab=again.tab)
    if put_aside:
        notes.draft = DraftTrial(
            message=shorten(message), typed=put_aside, kept=kept, logged_in_anew=reopened.logged_in_anew
        )
    return reopened.tab, _fill(reopened.tab, reopened.tab.look(), profile, applicant.identity, notes)


def _count_kept(tab: Tab, notes: FilingNotes) -> tuple[int, int]:
    """Count the fields on the page that had been typed into, and those of them that hold it again."""
    there = {f.caption: f.value for f in typed_fields(tab.look())}
    put_aside = {label: value for label, value in notes.typed.items() if label in there}
    return len(put_aside), sum(there[label] == value for label, value in put_aside.items())


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
