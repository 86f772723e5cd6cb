"""Materials and steps drawn as cards: at the top of a box the name of one with its badges, beneath it its marks.

1. 居民身份证 [数据共享减免] / 材料类型：原件 / 份数：1. A person knows such a box by its top, words that are no label
and no sentence, and by the labels of such an entry beneath them, each once; a box that holds such boxes is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zicha.model.facts.guide import Element
from zicha.model.page import Flow
from zicha.portal.drawn import Node, line_of
from zicha.portal.guide.apart import heads_notes
from zicha.portal.guide.cells import is_number_alone, without_piece
from zicha.portal.guide.gathering import LABELLED, Gathering, is_limit
from zicha.portal.guide.groups import FIRST, GROUPS
from zicha.portal.guide.lines import LONGEST_LABEL, labelled_pairs
from zicha.portal.guide.nodes import look_of
from zicha.portal.markup import HEADINGS, blocks_inside, clean, is_clickable, lines_of, next_element
from zicha.portal.profile import normalise_label, plain_mark

_LONGEST_NAME = {"申请材料": 80, "办理流程": 12}
"""What is listed in cards, and how long a name may be there."""
_NO_BOXES = frozenset({"table", "thead", "tbody", "tr", "td", "th", "dl", "dt", "dd", "a", "button", *HEADINGS})
_NO_NAME = re.compile("[。；？！;?!]|[：:]$")
"""What stands in a sentence, or behind a label."""


class EntryCards:
    """Knows the cards of the materials and the steps on one pane, and takes their names."""

    def __init__(self, guide: Gathering) -> None:
        self._guide = guide

    def read_name(self, box: Node) -> bool:
        """Take the top of a box as the name of one entry; what stands beneath it is still to be read."""
        if self._guide.kind not in _LONGEST_NAME or not (top := self._top_of(box) or self._top_alike(box)):
            return False
        limits = [piece for piece in line_of(top).pieces() if self._is_limit(piece)]
        self._guide.taken.update(top)
        for piece in limits:
            top = without_piece(piece, top)
        self._guide.add(FIRST[self._guide.kind], "", line_of(top))
        for piece in limits:
            self._guide.append(self._guide.shown(Element.STEP_LIMIT, "", clean(piece.text)))
        return True

    def heads_a_card(self, node: Node, words: str) -> bool:
        """Return whether words without a label are the name of one entry, whose marks stand beneath them."""
        if self._guide.kind not in _LONGEST_NAME:
            return False
        if node.tag in ("td", "th", "dt", "dd", "li", "a", "button") or len(words) > _LONGEST_NAME[self._guide.kind]:
            return False
        if look_of(node) in self._guide.label_looks or self._is_drawn_as_heading(node):
            return False
        if all(map(self._is_mark, node.pieces())):
            return False
        following, first = next_element(node), node.parent.first if node.parent else None
        is_first = node.tag in HEADINGS or (first is not None and first == node)
        if following is None or not is_first or self._is_label(words) or LABELLED.match(words):
            return False
        if blocks_inside(node) or any(True for _ in self._labels_in(node)):
            return False
        return self._are_of_one(list(self._labels_in(following))) and not self._holds_cards([following])

    def read_mark(self, node: Node, words: str) -> bool:
        """Take a badge that stands by itself in the card of the last material as what it says of that one."""
        element = self._guide.marks.get(plain_mark(words))
        if self._guide.kind != "申请材料" or element is None or not self._guide.is_of_last_material(node):
            return False
        beside = next_element(node)
        is_alike = beside is None or (self._is_mark(beside) and look_of(beside) == look_of(node))
        if normalise_label(words) in self._guide.labels and not is_alike:  # 数据共享 is the label of what is beside it
            return False
        self._guide.append(self._guide.shown(element, "", words))
        return True

    def _top_of(self, box: Node) -> Sequence[Node]:
        """Return what stands above the marks of an entry in its box; nothing where the box is no card."""
        if box.tag in _NO_BOXES or box.flow < Flow.BLOCK:
            return ()
        shown = [child for child in box.children if not child.hidden]
        at = next((place for place, child in enumerate(shown) if self._is_labelled(child)), 0)
        top, rest = shown[:at], shown[at:]
        if not top or not (rest[0].flow >= Flow.BLOCK or top[-1].tag == "br" or _is_beneath(rest[0], top)):
            return ()
        labels = [element for node in rest for element in self._elements_of(node)]
        is_card = self._are_of_one(labels) and self._names_an_entry(top) and not self._holds_cards(rest)
        return top if is_card else ()

    def _top_alike(self, box: Node) -> Sequence[Node]:
        """Return all of a box that names an entry as the card before it does, and has no marks beneath it.

        It bears the next number, or a badge.
        """
        before = box.prev_element
        named = next(self._guide.named[-1].node.pieces(), None) if self._guide.named else None
        if before is None or named not in set(before.pieces()) or look_of(before) != look_of(box):
            return ()
        top = [child for child in box.children if not child.hidden]
        place = len(self._guide.text.groups[self._guide.kind]) + 1
        has_place = _begins_with(place, box) or any(map(self._is_mark, box.pieces()))
        is_bare = not any(map(self._is_labelled, top)) and self._names_an_entry(top)
        return top if is_bare and has_place else ()

    def _names_an_entry(self, top: Sequence[Node]) -> bool:
        """Return whether nodes hold a name in one line, and else what is set off from it."""
        lines = [line for line in _lines(top) if any(map(str.isalnum, clean(line.text)))]
        named = [line for line in lines if not all(self._is_mark(p) or is_number_alone(p.text) for p in line.pieces())]
        if not named or look_of(named[0]) in self._guide.label_looks or self._is_drawn_as_heading(named[0]):
            return False
        name, *others = named
        words = clean(" ".join(piece.text for piece in name.pieces() if not self._is_mark(piece)))
        rest = LABELLED.match(words)
        if rest is not None and is_number_alone(rest[1]):  # 材料1：居民身份证
            words = rest[2].strip()
        if (
            len(words) > _LONGEST_NAME[self._guide.kind]
            or _NO_NAME.search(words)
            or LABELLED.match(words)
            or self._is_label(words)
        ):
            return False
        inks = {piece.ink for piece in name.pieces()}
        are_short = self._guide.kind == "办理流程" or all(len(clean(each.text)) <= LONGEST_LABEL for each in others)
        are_set_off = are_short and not any(piece.ink in inks for each in others for piece in each.pieces())
        return are_set_off and words not in self._guide.actions and not heads_notes(words, self._guide)

    def _is_drawn_as_heading(self, node: Node) -> bool:
        """Return whether words look as the heading above the steps does, so that they head the next part."""
        heading = self._guide.heading
        return self._guide.kind == "办理流程" and heading is not None and look_of(node)[1] == look_of(heading)[1]

    def _is_label(self, words: str) -> bool:
        key = normalise_label(words)
        return key in self._guide.labels or key in self._guide.sections

    def _is_mark(self, piece: Node) -> bool:
        return plain_mark(clean(piece.text)) in self._guide.marks or self._is_limit(piece)

    def _is_limit(self, piece: Node) -> bool:
        return self._guide.kind == "办理流程" and is_limit(clean(piece.text))

    def _is_labelled(self, node: Node) -> bool:
        return any(True for _ in self._elements_of(node))

    def _are_of_one(self, labels: Sequence[Element]) -> bool:
        return bool(labels) and len(set(labels)) == len(labels) and FIRST[self._guide.kind] not in labels

    def _holds_cards(self, nodes: Sequence[Node]) -> bool:
        boxes = (each for node in nodes if not node.is_letters for each in (node, *node.descendants()))
        return any(map(self._top_of, boxes))

    def _elements_of(self, node: Node) -> Iterator[Element]:
        """Yield the element of each label of an entry that a node is or holds; what is pressed is no label."""
        if not node.is_letters and is_clickable(node):
            return
        words = clean(node.text)
        element = self._guide.element(normalise_label(words)) if len(words) <= LONGEST_LABEL else None
        if element in GROUPS[self._guide.kind] and words not in self._guide.marks:
            yield element
        elif node.is_letters:
            pairs = labelled_pairs(words, self._guide.is_label)
            elements = (self._guide.element(normalise_label(pair.label)) for pair in pairs)
            yield from (element for element in elements if element in GROUPS[self._guide.kind])
        else:
            yield from self._labels_in(node)

    def _labels_in(self, node: Node) -> Iterator[Element]:
        """Yield the element of each label of an entry within a node."""
        if not blocks_inside(node):
            pairs = [pair for line in lines_of(node) for pair in labelled_pairs(line.text, self._guide.is_label)]
            elements = [self._guide.element(normalise_label(pair.label)) for pair in pairs]
            yield from (element for element in elements if element in GROUPS[self._guide.kind])
            if pairs:
                return
        for child in node.elements:
            yield from self._elements_of(child)


def _begins_with(place: int, box: Node) -> bool:
    return re.match(rf"(?:材料)?\s*[(（]?0?{place}(?!\d)", clean(box.text)) is not None


def _lines(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield what stands in each line of nodes: a block, or what stands between two."""
    line: list[Node] = []
    for node in nodes:
        if line and (node.flow >= Flow.BLOCK or node.tag == "br"):
            yield line_of(line)
            line = []
        if node.flow >= Flow.BLOCK and blocks_inside(node):
            yield from _lines(node.children)
        elif node.flow >= Flow.BLOCK:
            yield line_of([node])
        else:
            line.append(node)
    if line:
        yield line_of(line)


def _is_beneath(node: Node, top: Sequence[Node]) -> bool:
    """Return whether a node is drawn in another line than what stands before it."""
    piece = next(node.pieces(), node)
    above = [each.box.bottom for before in top for each in (before, *before.pieces()) if each.box is not None]
    return bool(above) and piece.box is not None and piece.box.top >= max(above)
