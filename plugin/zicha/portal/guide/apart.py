"""Tell what of a page is not the guide's own: cards that name another matter, and parts that are notes.

A card begins with a name and shows labelled values of what it names: 排污许可 / 办理地点：环保局. Its name leads to a
page of its own, it is pressed as a whole, or several cards stand beside each other, each with a name and the same
labels. A few values under a name may be another matter's, too, where nothing of that shows: a person would look at the
guide's own place, and ask where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from urllib.parse import urldefrag, urljoin

from zicha.model.facts.guide import Element
from zicha.model.page import Flow
from zicha.portal.drawn import Node, is_pressed
from zicha.portal.guide.gathering import LABELLED, Gathering
from zicha.portal.guide.groups import GROUPED, GROUPS
from zicha.portal.guide.lines import LONGEST_LABEL, labelled_pairs
from zicha.portal.guide.nodes import look_of
from zicha.portal.markup import HEADINGS, address_of, blocks_inside, clean, is_clickable, lines_of
from zicha.portal.profile import normalise_label

OF_WINDOWS = frozenset({Element.PLACE, Element.HOURS, Element.CONSULTATION, Element.SUPERVISION})
"""What each of several windows may have."""
_HINTS = ("提示", "提醒", "注意事项")
_MOST_LABELS, _LONGEST_CARD = 6, 200


def heads_notes(words: str, guide: Gathering) -> bool:
    """Return whether a part under such a heading holds notes: 温馨提示, 备注."""
    return Element.NOTE in guide.labels.get(normalise_label(words), ()) or begins_notes(words)


def begins_notes(label: str) -> bool:
    """Return whether all in the lines behind a label are notes, whatever labels they have: 温馨提示, not 备注."""
    return normalise_label(label).endswith(_HINTS)


class Cards:
    """Knows the cards of one pane."""

    def __init__(self, guide: Gathering, address: str) -> None:
        self._guide = guide
        self._address = address
        self._labels: dict[tuple[Node, str], tuple[Element, ...]] = {}

    def is_card(self, box: Node) -> bool:
        """Return whether a box shows values of something that it names itself."""
        return self._has_name(box) and (self._is_set_off(box) or self._is_small(box))

    def name_of(self, box: Node) -> str:
        """Return the words with which a box begins, or what it shows as its own 事项名称; none at another label."""
        first, second = [*filter(None, (clean(piece.text) for piece in box.pieces())), "", ""][:2]
        line = LABELLED.match(first)
        label, rest = (line[1], line[2].strip()) if line is not None else (first, "")
        if line is None and not self._guide.is_label(first):
            return first
        if self._guide.element(normalise_label(label)) is not Element.NAME or len(self._labels_in(box)) == 1:
            return ""
        return rest or second.lstrip("：: ")

    def names_another(self, box: Node) -> bool:
        """Return whether a card is more than a few values under a name, so that it is surely no place of the guide."""
        return self._is_set_off(box)

    def _is_set_off(self, box: Node) -> bool:
        return is_pressed(box) or self._leads_to_its_own_page(box) or bool(self._beside(box))

    def _is_small(self, box: Node) -> bool:
        """Return whether a box holds little but a name and a few values; among questions also what to press for it.

        A name with nothing but places, hours and telephones is that of a window.
        """
        labels, words = self._labels_in(box), clean(box.text)
        last = [*box.pieces()][-1]
        if set(labels) <= OF_WINDOWS or self._guide.is_label(clean(last.text)):
            return False
        if len(labels) > _MOST_LABELS or len(words) > _LONGEST_CARD or any(map(self._is_heading, _after_first(box))):
            return False
        if any(self._has_name(each) and self._labels_in(each) == labels for each in _after_first(box)):
            return False  # a heading over it: 相关推荐
        if _is_one_of_parts(box):
            return False
        if self._guide.kind != "常见问题" or len(labels) > 1:
            return True
        inside, beside = list(box.descendants()), box.next
        near = [*inside, *([beside, *beside.descendants()] if beside is not None else [])]
        return any(map(is_clickable, near)) or any(map(self._guide.is_label_alone, inside))

    def is_of_another_matter(self, box: Node) -> bool:
        """Return whether a card is one of several that lead to pages of their own, and show more than a window has."""
        leads = self._leads_to_its_own_page(box) and any(map(self._leads_to_its_own_page, self._beside(box)))
        return leads and not set(self._labels_in(box)) <= OF_WINDOWS

    def _has_name(self, box: Node) -> bool:
        """Return whether a box begins with a name, and has values of one matter beneath it."""
        if not (box.flow is Flow.BLOCK or box.tag == "a") or box.tag in HEADINGS:
            return False
        name = self.name_of(box)
        if not any(map(str.isalpha, name)) or name.endswith(("？", "?")):
            return False
        labels = self._labels_in(box)
        is_one = bool(labels) and len(set(labels)) == len(labels)
        return is_one and bool(set(labels) - GROUPED) and not set(labels) & GROUPS.get(self._guide.kind, frozenset())

    def _leads_to_its_own_page(self, box: Node) -> bool:
        """Return whether the name of a box is a link to another page, and no part of a guide has its heading there."""
        within = takewhile(lambda node: node is not box.parent, next(box.pieces(), box).upwards())
        address = next(filter(None, map(address_of, within)), "")
        if not address or urldefrag(urljoin(self._address, address)).url == urldefrag(self._address).url:
            return False
        return not any(map(self._is_heading, _after_first(box)))

    def _is_heading(self, node: Node) -> bool:
        return node.tag in HEADINGS or normalise_label(clean(node.text)) in self._guide.sections

    def _beside(self, box: Node) -> Sequence[Node]:
        """Return the boxes beside one that look alike and have the same labels beneath another name.

        Where materials, steps or questions are listed, these are what is named.
        """
        if self._guide.kind or box.parent is None:
            return ()
        alike = [each for each in box.parent.elements if each is not box and each.tag == box.tag]
        return [
            each
            for each in alike
            if self._has_name(each)
            and self.name_of(each) != self.name_of(box)
            and look_of(each)[1] == look_of(box)[1]
            and self._labels_in(each) == self._labels_in(box)
        ]

    def _labels_in(self, node: Node) -> tuple[Element, ...]:
        """Return what the labels within a node stand for."""
        place = node, self._guide.kind
        if place not in self._labels:
            self._labels[place] = tuple(self._read_labels(node))
        return self._labels[place]

    def _read_labels(self, node: Node) -> list[Element]:
        words = clean(node.text)
        if len(words) <= LONGEST_LABEL and (element := self._guide.element(normalise_label(words))) is not None:
            return [element]
        lines = [] if blocks_inside(node) else lines_of(node)
        pairs = [pair for line in lines for pair in labelled_pairs(line.text, self._guide.is_label)]
        if not pairs:
            return [element for child in node.elements for element in self._labels_in(child)]
        elements = (self._guide.element(normalise_label(pair.label)) for pair in pairs)
        return [element for element in elements if element is not None]


def _is_one_of_parts(box: Node) -> bool:
    """Return whether a box and another beside it begin with headings that look alike, as parts of one text do."""
    heading = _heading_of(box)
    beside = [each for each in box.parent.elements if each is not box] if box.parent is not None else []
    headings = (_heading_of(each) for each in beside if each.tag == box.tag)
    return heading is not None and any(each is not None and look_of(each) == look_of(heading) for each in headings)


def _heading_of(box: Node) -> Node | None:
    """Return the heading with which a box begins."""
    within = takewhile(lambda node: node is not box, next(box.pieces(), box).upwards())
    return next((node for node in within if node.tag in HEADINGS), None)


def _after_first(box: Node) -> Iterator[Node]:
    """Yield the elements within a box but for those that begin as it begins."""
    first = next(box.pieces(), None)
    return (each for each in box.descendants() if next(each.pieces(), None) is not first)
