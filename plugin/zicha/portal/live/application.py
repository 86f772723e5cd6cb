"""The way from a guide through 在线办理 to the application form.

`walk_to_form` clicks as a person would: the entry, a choice dialog, 办理须知, 情形选择, until a form stands there or
the way ends. It only reports what it saw.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Error as BrowserError

from zicha.model.facts import Ending
from zicha.model.matter import Matter
from zicha.portal.live.form import choose, typed_fields
from zicha.portal.live.tab import Look, Tab, cause
from zicha.portal.profile import Profile

_LONGEST_WAY = 12
_LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a way ended, in which tab, and the message that stood there."""

    ending: Ending
    tab: Tab
    message: str = ""
    look: Look | None = None


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
            return Arrival(Ending.STUCK, tab, shorten(look.main), look)
        choose(tab, look, profile)
        try:
            moved = tab.click(step, f"点击“{step.text}”")
        except BrowserError as error:
            return Arrival(Ending.STUCK, tab, f"“{step.text}”无法点击（{cause(error)}）", look)
        if moved is None:
            return Arrival(Ending.STUCK, tab, f"点击“{step.text}”后页面没有反应", look)
        tab, on_landing = moved, False
    return Arrival(Ending.STUCK, tab, f"连续点击{_LONGEST_WAY}次“下一步”仍未到达申报表单", look)


def _end(tab: Tab, look: Look, matter: Matter, profile: Profile, on_landing: bool, guide: Tab) -> Arrival | None:
    """The end of the way if this page is one, else None."""
    said = said_by(tab, look, profile)
    if look.passwords or profile.pages.login in look.url:
        return Arrival(Ending.LOGIN, tab, said or shorten(look.title), look)
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
        return Arrival(Ending.NOT_LOADED, tab, shorten(tab.quote(missing)), look)
    if profile.meaning(look.text, "unavailable"):
        return Arrival(Ending.UNAVAILABLE, tab, said, look)
    if profile.meaning(look.text, "refused"):
        return Arrival(Ending.REFUSED, tab, said, look)
    if on_landing and tab.page is guide.page and look.url == guide.hops[0].url:
        return Arrival(Ending.ENTRY_DEAD, tab, shorten(said), look)
    if on_landing and not _names(matter, look):
        return Arrival(Ending.ELSEWHERE, tab, shorten(look.title or look.main), look)
    return Arrival(Ending.REFUSED, tab, shorten(look.main), look)


def _names(matter: Matter, look: Look) -> bool:
    return any(mark in look.text or mark in look.url for mark in (matter.name, matter.code, matter.page_id))


def _is_waiting(look: Look, profile: Profile) -> bool:
    """Whether the page still loads: it says so, and offers nothing else yet."""
    return not look.fields and len(look.main) < 200 and profile.meaning(look.main, "loading") != ""


def said_by(tab: Tab, look: Look, profile: Profile) -> str:
    """The message of the page, whole: an alert, a dialog, or the sentence around a known phrase."""
    if tab.alerts:
        return shorten(tab.alerts[0])
    phrase = profile.meaning(look.text, "unavailable", "refused", "logged_out")
    return shorten(tab.quote(phrase) if phrase else next(iter(look.dialogs), ""))


def other_site(first: str, last: str) -> bool:
    """Whether two addresses belong to different origins."""
    a, b = urlsplit(first), urlsplit(last)
    return (a.scheme, a.netloc) != (b.scheme, b.netloc)


def shorten(text: str) -> str:
    """A quotation of bounded length."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
