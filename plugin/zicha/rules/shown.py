"""What a guide shows of an element: in the cells of one material, step or fee, or on the page as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from zicha.model.facts.guide import Element, GuidePage, ShownGroup, ShownValue
from zicha.rules.values import Choice, is_nothing, read_choice

Value = TypeVar("Value")


def cell(group: ShownGroup, element: Element) -> ShownValue | None:
    """Return the first cell of the group that shows the element, None where it shows none."""
    return next((value for value in group.values if value.element is element), None)


def cell_text(group: ShownGroup, element: Element) -> str | None:
    """Return the text of an element, None where the group does not show it; `ShownGroup.text` is empty then."""
    shown = cell(group, element)
    return None if shown is None else shown.text


def cell_texts(group: ShownGroup, element: Element) -> tuple[str, ...]:
    """Return every text that the group shows for an element; those that say nothing only where no other does."""
    texts = tuple(dict.fromkeys(value.text for value in group.values if value.element is element))
    return tuple(text for text in texts if not is_nothing(text)) or texts[:1]


def read_cells(group: ShownGroup, element: Element, kind: type[Choice]) -> tuple[str | None, Choice | None]:
    """Return what the group shows for an element, and the one value that all of it names.

    Two cells may show one element: a column, and a badge beside the name. What names no value of the kind at all
    (材料要求: A4纸) does not speak of it; where they name two values, a person must look.
    """
    texts = cell_texts(group, element)
    if not texts:
        return None, None
    read = {text: read_choice(text, kind) for text in texts}
    values = {value for value in read.values() if value is not None}
    value = values.pop() if len(values) == 1 else None
    unknown = [text for text, known in read.items() if known is None]
    if any(other in text for text in unknown for other in kind if other is not value):
        value = None
    return "、".join(texts), value


def only_value(page: GuidePage, element: Element, read: Callable[[str], Value | None]) -> Value | None:
    """Return the value of an element; None when the page shows none, one that `read` does not know, or two values."""
    values = {read(shown.text) for shown in page.shown(element)}
    return values.pop() if len(values) == 1 else None
