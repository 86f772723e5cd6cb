"""Lists and calendars that a page draws itself, as the component libraries of portals do.

A field that nothing can be typed into opens one; what is pressed there stands in the field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error as BrowserError

from zicha.portal.live.form import typed_fields
from zicha.portal.live.look import Field, Look
from zicha.portal.live.scripts import chosen_value_script, options_script
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Limits

_OPTIONS = options_script()
_CHOSEN = chosen_value_script()
_TEXTS = f"(field) => ({_OPTIONS})(field).filter((e) => !e.matches('button')).map((e) => e.textContent.trim())"
_MOST_LEVELS = 6
"""So many lists may follow each other: province, city, county, street, village."""
_FEWEST_DAYS = 3
_CLOSES = 0.6
"""Seconds after which a list that stays open once something is chosen brings no further one."""
_AGREES = ("确定", "确认")
"""What a calendar asks to press once a day is chosen."""
_CHOOSES = re.compile("请?(?:选择|点选)")
_OPTION = f"(field, text) => ({_OPTIONS})(field).find((e) => e.textContent.trim() === text)"


def lists_to_open(look: Look) -> tuple[Field, ...]:
    """Return the required fields that stand empty and take no typing: a list opens when they are pressed."""
    return tuple(f for f in typed_fields(look) if f.required and f.read_only and not f.value and f.type != "select")


def is_list(field: Field) -> bool:
    """Return whether an option is chosen in a field, whoever draws the list."""
    return field.type == "select" or (field.read_only and opens_a_list(field))


def opens_a_list(field: Field) -> bool:
    """Return whether a field invites one to choose: a list or a calendar opens in it, even where it takes typing."""
    return _CHOOSES.match(field.placeholder) is not None


def choose_from_list(tab: Tab, field: Field, limits: Limits) -> str:
    """Open the list of a field and press its first option; return what stands in the field then, empty if nothing.

    Of a list that another one follows (province, city, county) the first option is pressed each time. Of a calendar the
    middle of the month is, which belongs to no other one.
    """
    control = tab.field(field)
    at_rest: set[str] = set()
    known: set[str] = set()

    def chosen() -> str:
        return str(control.evaluate(_CHOSEN))

    def fresh() -> list[str]:
        return [text for text in control.evaluate(_TEXTS) if text not in known]

    def is_open() -> bool:
        return bool({*control.evaluate(_TEXTS)} - at_rest)

    with suppress(BrowserError):  # it cannot be pressed, or the page goes on meanwhile
        at_rest.update(control.evaluate(_TEXTS))
        known |= at_rest
        control.click(timeout=limits.click * 1000)
        for _ in range(_MOST_LEVELS):
            if not tab.wait_until(lambda: bool(fresh()), limits.click):
                break
            offered = fresh()
            known.update(offered)
            _press_option(control, _wanted(offered), limits)
            tab.wait_until(lambda: chosen() != "" or bool(fresh()) or _agreement(control) is not None, limits.click)
            tab.settle()
            if not chosen() and not fresh() and (agreement := _agreement(control)) is not None:
                agreement.click(timeout=limits.click * 1000)
                tab.wait_until(lambda: chosen() != "", limits.click)
            elif chosen():
                tab.wait_until(lambda: bool(fresh()) or not is_open(), _CLOSES)
            if chosen() and not fresh():
                break
        return chosen()
    return ""


def _press_option(control: Any, text: str, limits: Limits) -> None:
    option = control.evaluate_handle(_OPTION, text).as_element()
    if option is not None:
        option.click(timeout=limits.click * 1000)


def _agreement(control: Any) -> Any:
    """Return the button that takes over what was chosen; None where there is none."""
    buttons = (control.evaluate_handle(_OPTION, word).as_element() for word in _AGREES)
    return next((button for button in buttons if button is not None), None)


def _wanted(offered: Sequence[str]) -> str:
    """Return the option to press: the first one, or of the days of a month one in its middle."""
    days = [text for text in offered if text.isdecimal() and 1 <= int(text) <= 31]
    if len(days) < _FEWEST_DAYS or len(days) * 2 < len(offered):
        return offered[0]
    return min(days, key=lambda day: abs(int(day) - 15))
