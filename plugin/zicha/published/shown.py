"""What one material, step or fee of a guide shows of an element in its cells."""

from __future__ import annotations

from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.text.folding import is_nothing


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


def shown_or(shown: str | None, approved: str | None) -> str | None:
    """Return the text shown, empty where that means nothing; the approved text where the page does not show it."""
    if shown is None:
        return approved
    return "" if is_nothing(shown) else shown
