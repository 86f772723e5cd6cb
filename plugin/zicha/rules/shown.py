"""What a guide shows of an element: in the cells of one material, step or fee, or on the page as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from zicha.model.facts.guide import Element, GuidePage, ShownGroup, ShownValue

Value = TypeVar("Value")


def cell(group: ShownGroup, element: Element) -> ShownValue | None:
    """Return the first cell of the group that shows the element, None where it shows none."""
    return next((value for value in group.values if value.element is element), None)


def cell_text(group: ShownGroup, element: Element) -> str | None:
    """Return the text of an element, None where the group does not show it; `ShownGroup.text` is empty then."""
    shown = cell(group, element)
    return None if shown is None else shown.text


def only_value(page: GuidePage, element: Element, read: Callable[[str], Value | None]) -> Value | None:
    """Return the value of an element; None when the page shows none, one that `read` does not know, or two values."""
    values = {read(shown.text) for shown in page.shown(element)}
    return values.pop() if len(values) == 1 else None
