"""The way from a guide through 在线办理 to the application form, and on to a submitted test application.

`walk_to_form` clicks as a person would: the entry, a choice dialog, 办理须知, 情形选择, until a form stands there or
the way ends. `hand_in` fills the form with test data and goes on to the number. Both only report what they saw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Error as BrowserError

from zicha.model.facts import ApplicationForm, Demand, Element, Ending, FormField
from zicha.model.matter import Matter
from zicha.portal.guide_reader import read_guide
from zicha.portal.live.invented_data import UPLOAD, value_for
from zicha.portal.live.tab import Look, SeenField, Tab, cause
from zicha.portal.profile import Profile

_CHOICES = frozenset({"radio", "checkbox", "file"})
_LONGEST_WAY = 12
_LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a way ended, in which tab, and the message that stood there."""

    ending: Ending
    tab: Tab
    message: str = ""
    look: Look | None = None


def typed_fields(look: Look) -> tuple[SeenField, ...]:
    """The fields of a page that an applicant types into or selects from."""
    return tuple(field for field in look.fields if field.type not in _CHOICES and field.type != "password")


def walk_to_form(tab: Tab, look: Look, matter: Matter, profile: Profile) -> Arrival:
    """Click 在线办理 on the guide that stands in the tab and go on until a form or an end is reached."""
    entry = look.button(profile.entries["apply"])
    if entry is None:
        return Arrival(Ending.NO_ENTRY, tab, look=look)
    if entry.disabled:
        return Arrival(Ending.ENTRY_DISABLED, tab, f"“{entry.text}”", look)
    guide = tab
    try:
        landed = tab.click(entry, f"点击“{entry.text}”")
    except BrowserError as error:
        return Arrival(Ending.ENTRY_DEAD, tab, cause(error), look)
    if landed is None:
        return Arrival(Ending.ENTRY_DEAD, tab, f"“{entry.text}”", look)
    tab = landed
    on_landing = True
    for _ in range(_LONGEST_WAY):
        look = tab.look_until(lambda seen: not _is_waiting(seen, profile), profile.limits.spinner)
        end = _end(tab, look, matter, profile, on_landing, guide)
        if end is not None:
            return end
        step = look.button(profile.entries["next"])
        if step is None:  # only choices without a button: nothing a person could go on with
            return Arrival(Ending.STUCK, tab, _shorten(look.main), look)
        _choose(tab, look, profile)
        try:
            moved = tab.click(step, f"点击“{step.text}”")
        except BrowserError as error:
            return Arrival(Ending.STUCK, tab, f"“{step.text}”无法点击（{cause(error)}）", look)
        if moved is None:
            return Arrival(Ending.STUCK, tab, f"点击“{step.text}”后页面没有反应", look)
        tab, on_landing = moved, False
    return Arrival(Ending.STUCK, tab, f"连续点击{_LONGEST_WAY}次“下一步”仍未到达申报表单", look)


def read_form(tab: Tab, look: Look, profile: Profile) -> ApplicationForm:
    """The form as it stands, before anything is typed."""
    fields = tuple(
        FormField(
            label=field.label,
            type=field.type,
            required=field.required,
            required_shown=field.required_shown,
            labelled=field.labelled,
            hint=field.hint,
            prefilled=bool(field.value.strip()) and field.type != "select",
            options=len(field.options),
            section=field.section,
        )
        for field in typed_fields(look)
    )
    return ApplicationForm(url=tab.page.url, fields=fields, has_draft=look.button(profile.entries["draft"]) is not None)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """How handing in ended: the number when there is one, else what the page said; and what was asked for."""

    tab: Tab
    number: str
    demands: tuple[Demand, ...]
    message: str = ""
    dead: bool = False
    refused: bool = False


def hand_in(tab: Tab, profile: Profile) -> HandedIn:
    """Fill in the form that stands in the tab with test data, attach test files, and submit once."""
    demands: tuple[Demand, ...] = ()
    look = tab.look()
    for _ in range(_LONGEST_WAY):
        look = _fill(tab, look, profile)
        demands = demands or _demands(tab, look, profile)
        button = look.button(profile.entries["next"]) or look.button(profile.entries["submit"])
        if button is None:
            refused = profile.meaning(look.text, "refused") != ""
            return HandedIn(tab, "", demands, _said(tab, look, profile) or _shorten(look.main), refused=refused)
        moved = tab.click(button, f"点击“{button.text}”")
        if moved is None:
            return HandedIn(tab, "", demands, f"点击“{button.text}”后页面没有反应", dead=True)
        tab, look = moved, moved.look()
        if number := _number(look, profile):
            return HandedIn(tab, number, demands)
        if look.dialogs:
            refused = any(profile.meaning(message, "refused") for message in look.dialogs)
            return HandedIn(tab, "", demands, _shorten(look.dialogs[0]), refused=refused)
    return HandedIn(tab, "", demands, "未能到达提交成功页面")


def _end(tab: Tab, look: Look, matter: Matter, profile: Profile, on_landing: bool, guide: Tab) -> Arrival | None:
    """The end of the way if this page is one, else None."""
    said = _said(tab, look, profile)
    if look.passwords or profile.pages.login in look.url:
        return Arrival(Ending.LOGIN, tab, said or _shorten(look.title), look)
    if tab.status is not None and tab.status >= 400 and not typed_fields(look):
        return Arrival(Ending.NOT_LOADED, tab, f"HTTP {tab.status}", look)
    told = (("missing", Ending.NOT_LOADED), ("unavailable", Ending.UNAVAILABLE), ("refused", Ending.REFUSED))
    for kind, ending in told:
        if any(profile.meaning(message, kind) for message in (*tab.alerts, *look.dialogs)):
            return Arrival(ending, tab, said, look)
    if typed_fields(look):
        return Arrival(Ending.FORM, tab, look=look)
    if look.button(profile.entries["next"]) is not None:
        return None
    if _is_waiting(look, profile):
        return Arrival(Ending.STUCK, tab, f"页面一直显示“{profile.meaning(look.text, 'loading')}”", look)
    if len(look.text.strip()) < 2:
        return Arrival(Ending.NOT_LOADED, tab, "页面空白", look)
    if profile.meaning(look.text, "logged_out"):
        return Arrival(Ending.LOGIN, tab, said, look)
    if missing := profile.meaning(look.text, "missing"):
        return Arrival(Ending.NOT_LOADED, tab, _shorten(tab.quote(missing)), look)
    if profile.meaning(look.text, "unavailable"):
        return Arrival(Ending.UNAVAILABLE, tab, said, look)
    if profile.meaning(look.text, "refused"):
        return Arrival(Ending.REFUSED, tab, said, look)
    if on_landing and tab.page is guide.page and look.url == guide.hops[0].url:
        return Arrival(Ending.ENTRY_DEAD, tab, _shorten(said), look)
    if on_landing and not _names(matter, look):
        return Arrival(Ending.ELSEWHERE, tab, _shorten(look.title or look.main), look)
    return Arrival(Ending.REFUSED, tab, _shorten(look.main), look)


def _names(matter: Matter, look: Look) -> bool:
    return any(mark in look.text or mark in look.url for mark in (matter.name, matter.code, matter.page_id))


def _is_waiting(look: Look, profile: Profile) -> bool:
    """Whether the page still loads: it says so, and offers nothing else yet."""
    return not look.fields and len(look.main) < 200 and profile.meaning(look.main, "loading") != ""


def _said(tab: Tab, look: Look, profile: Profile) -> str:
    """The message of the page, whole: an alert, a dialog, or the sentence around a known phrase."""
    if tab.alerts:
        return _shorten(tab.alerts[0])
    phrase = profile.meaning(look.text, "unavailable", "refused", "logged_out")
    return _shorten(tab.quote(phrase) if phrase else next(iter(look.dialogs), ""))


def _choose(tab: Tab, look: Look, profile: Profile) -> None:
    """Tick what must be agreed to and take the first of each set of choices."""
    chosen = {field.name for field in look.fields if field.type == "radio" and field.checked}
    for field in look.fields:
        agrees = field.type == "checkbox" and any(word in field.label for word in profile.entries["agree"])
        picks = field.type == "radio" and field.name not in chosen
        if (agrees and not field.checked) or picks:
            tab.field(field).check(force=True)
            chosen.add(field.name)


def _fill(tab: Tab, look: Look, profile: Profile) -> Look:
    """Put test data into what is empty and required, attach files, fetch licences. Returns the page as it is then."""
    _choose(tab, look, profile)
    for field in look.fields:
        if field.type == "file":
            tab.field(field).set_input_files([UPLOAD])
        elif field in typed_fields(look) and field.required and not field.value and not field.read_only:
            if field.type == "select":
                tab.field(field).select_option(next((value for value in field.options if value), ""))
            else:
                tab.field(field).fill(value_for(field))
    for _ in look.buttons:  # each licence is fetched by a click of its own
        button = look.button(profile.entries["fetch_licence"])
        if button is None or button.disabled or tab.click(button, f"点击“{button.text}”") is None:
            break
        look = tab.look()
    return look


def _demands(tab: Tab, look: Look, profile: Profile) -> tuple[Demand, ...]:
    """What the page asks to hand in, empty when it is not the page of the materials."""
    if not any(label in look.text for label in profile.labels[Element.MATERIAL_NAME][:2]):
        return ()
    rows = read_guide([("", tab.source())], profile).group("申请材料")
    details = (Element.MATERIAL_KIND, Element.COPIES)
    return tuple(
        Demand(
            name=row.text(Element.MATERIAL_NAME).strip("*＊ "),
            requirement="，".join(text for text in map(row.text, details) if text),
            way=row.text(Element.MEDIUM),
        )
        for row in rows
    )


def _number(look: Look, profile: Profile) -> str:
    """The 办件编号 that a page announces."""
    labels = "|".join(map(re.escape, profile.columns["number"]))
    match = re.search(rf"(?:{labels})\s*[：:]\s*([0-9A-Z]{{8,50}})", look.text)
    return match[1] if match else ""


def other_site(first: str, last: str) -> bool:
    """Whether two addresses belong to different origins."""
    a, b = urlsplit(first), urlsplit(last)
    return (a.scheme, a.netloc) != (b.scheme, b.netloc)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
