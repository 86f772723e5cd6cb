"""What is known typed into a form that a person looks through and hands in: nothing here presses a button.

Questions are found as a person finds them, by the words beside a field; an option by its own words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.look import Field, Look
from zicha.portal.live.ticking import tick
from zicha.portal.profile import normalise_label


class Known(NamedTuple):
    """Something that is known, and what the form may call it. `value` is typed in; without one an option is ticked."""

    name: str
    words: Collection[str]
    value: str | None = None


class PlacedValue(NamedTuple):
    """A field and what goes into it."""

    field: Field
    known: Known


def places(look: Look, known: Sequence[Known]) -> Iterator[PlacedValue | Known]:
    """Yield where each thing goes; the thing itself where the form asks for no such thing, or for two."""
    for each in known:
        words = {normalise_label(word) for word in each.words}
        fitting = [field for field in look.fields if normalise_label(field.caption) in words and _takes(field, each)]
        yield PlacedValue(fitting[0], each) if len(fitting) == 1 else each


def _takes(field: Field, known: Known) -> bool:
    if field.read_only:
        return False
    if known.value is None:
        return field.type in ("checkbox", "radio")
    return known.value in field.options if field.type == "select" else field.type in ("text", "textarea", "tel")


def type_in(tab: BrowserTab, known: Sequence[Known]) -> tuple[Known, ...]:
    """Put what is known where the form asks for it; return what found no place."""
    left = []
    for place in places(tab.look(), known):
        if isinstance(place, Known):
            left.append(place)
            continue
        field = tab.field(place.field)
        if place.known.value is None:
            tick(field)
        elif place.field.type == "select":
            field.select_option(label=place.known.value)
        else:
            field.fill(place.known.value)
    return tuple(left)
