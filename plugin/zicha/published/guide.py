"""A guide as its page publishes it: the value of each element, read once for every rule.

What nobody can read is unread: it is no value, and never equal to one, nor different.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from zicha.catalogue.elements import ElementGroup, ElementKind, elements, kind_of
from zicha.model.facts.guide import Element, GuidePage, ShownValue
from zicha.model.time_limit import TimeLimit
from zicha.published.choices import Vocabulary, shipped
from zicha.published.limits import is_blank, shown_limits
from zicha.published.materials import PublishedMaterial
from zicha.published.quoting import Quoted, quote
from zicha.published.readings import is_closed, read_value
from zicha.text.folding import is_nothing, solid

_OF_MATTER = (ElementGroup.MATTER, ElementGroup.RESULT)


class PublishedGuide:
    """A page, read with the words of its portal."""

    def __init__(self, page: GuidePage, words: Vocabulary | None = None) -> None:
        self.page = page
        self.words = words or shipped()

    @cached_property
    def materials(self) -> tuple[PublishedMaterial, ...]:
        return tuple(PublishedMaterial(group, self.words) for group in self.page.materials)

    def places(self, element: Element) -> tuple[ShownValue, ...]:
        """Return the places that show an element with a value, without the words of links beside it."""
        is_flag = kind_of(element) is ElementKind.FLAG
        shown = (without_links(value) for value in self.page.shown(element))
        return tuple(value for value in shown if not is_nothing(value.text) or (is_flag and solid(value.text) == "无"))

    def value(self, element: Element) -> Quoted[Any] | None:
        """Return the one value of an element of a closed kind; None where none is shown, or it is unread."""
        places = self.places(element)
        values = [read_value(element, place.text, self.words) for place in places]
        if not values or any(value != values[0] for value in values) or values[0] is None:
            return None
        return Quoted(values[0], quote(places[0].label or element, places[0].text))

    def limits(self, element: Element) -> tuple[TimeLimit, ...]:
        """Return every limit that could be read wherever the page shows the element."""
        return tuple(limit for shown in self.page.shown(element) for limit in shown_limits(shown))

    def has_unread_limit(self, element: Element) -> bool:
        """Return whether some place that shows the element names a limit that nobody can read."""
        return any(not (is_blank(shown.text) or shown_limits(shown)) for shown in self.page.shown(element))

    def limit(self, element: Element) -> Quoted[TimeLimit] | None:
        """Return the one limit of an element; None where none is shown, several are, or it is unread."""
        places = [shown for shown in self.page.shown(element) if not is_blank(shown.text)]
        limits = [shown_limits(place) for place in places]
        if not places or any(len(each) != 1 or not _is_equal(each[0], limits[0][0]) for each in limits):
            return None
        return Quoted(limits[0][0], quote(places[0].label or element, places[0].text))

    @cached_property
    def unread(self) -> tuple[Element, ...]:
        """Return every element of the matter and its result that the page shows, and of which no one value was read.

        The one list for all rules: none of them takes such an element for equal or different.
        """
        of_matter = (record.name for record in elements() if record.group in _OF_MATTER)
        return tuple(element for element in of_matter if self._is_unread(element))

    def _is_unread(self, element: Element) -> bool:
        if kind_of(element) is ElementKind.LIMIT:
            return any(not is_blank(shown.text) for shown in self.page.shown(element)) and self.limit(element) is None
        return is_closed(element) and bool(self.places(element)) and self.value(element) is None

    def all_values(self) -> Iterator[ShownValue]:
        """Yield every value of the page, in its own lines and in those of materials, steps, fees and questions."""
        page = self.page
        yield from page.values
        for group in (*page.materials, *page.steps, *page.fees, *page.questions):
            yield from group.values


def without_links(shown: ShownValue) -> ShownValue:
    """Return a value without the words of the links beside it: 取水许可证 查看样本."""
    text = shown.text
    for link in shown.links:
        text = text.replace(link.text, "") if link.text else text
    return shown if text == shown.text or not text.strip() else shown.model_copy(update={"text": text.strip()})


def _is_equal(one: TimeLimit, other: TimeLimit) -> bool:
    return (one.amount, one.unit, one.least) == (other.amount, other.unit, other.least)
