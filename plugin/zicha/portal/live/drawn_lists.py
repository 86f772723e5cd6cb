"""Lists that a page draws itself, as the component libraries of portals do.

A field that nothing can be typed into opens one; what is pressed there stands in the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from playwright.sync_api import Error as BrowserError

from zicha.portal.live.form import typed_fields
from zicha.portal.live.look import Field, Look
from zicha.portal.live.scripts import options_script
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Limits

_OPTIONS = options_script()
_TEXTS = f"(field) => ({_OPTIONS})(field).map((e) => e.textContent.trim())"
_OPTION = f"(field, text) => ({_OPTIONS})(field).find((e) => e.textContent.trim() === text)"


def lists_to_open(look: Look) -> tuple[Field, ...]:
    """Return the required fields that stand empty and take no typing: a list opens when they are pressed."""
    return tuple(f for f in typed_fields(look) if f.required and f.read_only and not f.value and f.type != "select")


def choose_from_list(tab: Tab, field: Field, limits: Limits) -> str:
    """Open the list of a field and press its first option; return what stands in the field then, empty if nothing."""
    control = tab.field(field)

    def chosen() -> str:
        return str(control.input_value())

    with suppress(BrowserError):  # it cannot be pressed, or the page goes on meanwhile
        before: Sequence[str] = control.evaluate(_TEXTS)
        control.click(timeout=limits.click * 1000)
        offered: list[str] = []

        def has_opened() -> bool:
            offered[:] = [text for text in control.evaluate(_TEXTS) if text not in before]
            return bool(offered)

        if tab.wait_until(has_opened, limits.click):
            option = control.evaluate_handle(_OPTION, offered[0]).as_element()
            if option is not None:
                option.click(timeout=limits.click * 1000)
                tab.wait_until(lambda: chosen() != "", limits.click)
        return chosen()
    return ""
