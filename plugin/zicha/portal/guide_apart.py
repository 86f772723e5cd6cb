"""Tell what of a page is not the guide's own: cards that name another matter, and parts that are notes.

A card begins with a name and shows labelled values of what it names: 排污许可 / 办理地点：环保局. Its name leads to a
page of its own, it is pressed as a whole, or several cards stand beside each other, each with a name and the same
labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urldefrag, urljoin

from zicha.model.facts.guide import Element
from zicha.model.page import Flow
from zicha.portal.drawn import Node, is_pressed
from zicha.portal.guide_gathering import LABELLED, Gathering
from zicha.portal.guide_groups import GROUPED, GROUPS
from zicha.portal.guide_lines import LONGEST_LABEL, labelled_pairs
from zicha.portal.guide_nodes import look_of
from zicha.portal.markup import HEADINGS, address_of, blocks_inside, clean, lines_of
from zicha.portal.profile import normalise_label

OF_WINDOWS = frozenset({Element.PLACE, Element.HOURS, Element.CONSULTATION, Element.SUPERVISION})
"""What each of several windows may have."""
_HINTS = ("提示", "提醒", "注意事项")


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
        return self._has_name(box) and (is_pressed(box) or self._leads_to_its_own_page(box) or bool(self._beside(box)))

    def is_of_another_matter(self, box: Node) -> bool:
        """Return whether a card is one of several that lead to pages of their own, and show more than a window has."""
        leads = self._leads_to_its_own_page(box) and any(map(self._leads_to_its_own_page, self._beside(box)))
        return leads and not set(self._labels_in(box)) <= OF_WINDOWS

    def _has_name(self, box: Node) -> bool:
        """Return whether a box begins with words that are no label, and has values of one matter beneath them."""
        first = next(box.pieces(), None)
        if first is None or not (box.flow is Flow.BLOCK or box.tag == "a") or box.tag in HEADINGS:
            return False
        name = clean(first.text)
        if not any(map(str.isalpha, name)) or self._guide.is_label(name) or LABELLED.match(name):
            return False
        labels = self._labels_in(box)
        is_one = bool(labels) and len(set(labels)) == len(labels)
        return is_one and bool(set(labels) - GROUPED) and not set(labels) & GROUPS.get(self._guide.kind, frozenset())

    def _leads_to_its_own_page(self, box: Node) -> bool:
        """Return whether the name of a box is a link to another page, and no part of a guide has its heading there."""
        first = next(box.pieces(), None)
        node, links = first, list[str]()
        while node is not None and node is not box.parent:
            links.append(address_of(node))
            node = node.parent
        address = next(filter(None, links), "")
        if not address or urldefrag(urljoin(self._address, address)).url == urldefrag(self._address).url:
            return False
        return not any(self._is_heading(each) for each in box.descendants() if first not in list(each.pieces())[:1])

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
            and next(each.pieces()).text != next(box.pieces()).text
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
        if blocks_inside(node):
            return [element for child in node.elements for element in self._labels_in(child)]
        pairs = [pair for line in lines_of(node) for pair in labelled_pairs(line.text, self._guide.is_label)]
        elements = (self._guide.element(normalise_label(pair.label)) for pair in pairs)
        return [element for element in elements if element is not None]
