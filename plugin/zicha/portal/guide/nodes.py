"""What a node of a guide is to the words around it: a label, a heading, one of several choices, a value, an icon."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zicha.model.page import Flow, Ink
from zicha.portal.drawn import Node, is_pressed
from zicha.portal.markup import (
    HEADINGS,
    MARKS,
    blocks_inside,
    clean,
    is_action,
    is_clickable,
    next_element,
    shown_text,
    value_after,
)
from zicha.portal.profile import normalise_label

VALUES = {"div", "span", "p", "dd", "td", "section"}
LONGEST_CHOICE = 8
_LEAST_PICTURE = 48
"""Pixels: what is smaller shows nothing that could be read."""


def is_under(node: Node, heading: Node) -> bool:
    """Return whether a heading is of a lower rank than another: by what it says of itself, or by smaller letters."""
    return _rank(node) > _rank(heading) or _size(node) < _size(heading) or (node.tag == "summary" != heading.tag)


def is_part(node: Node, heading: Node) -> bool:
    """Return whether a box is one of several parts, each under a heading of its own that looks alike."""
    ink, before = look_of(heading)[1], node.prev
    while before is not None and node.flow is Flow.BLOCK:
        inks = [piece.ink for piece in before.pieces()]
        if before.tag == node.tag and blocks_inside(before) and inks[:1] == [ink] != inks[-1:]:
            return True
        before = before.prev
    return False


def look_of(node: Node) -> tuple[str, Ink]:
    """Return how words are drawn: their element, and what their letters look like."""
    return node.tag, next((piece.ink for piece in node.pieces()), node.ink)


def _rank(node: Node) -> int:
    return int(node.tag[1]) if node.tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else 7


def _size(node: Node) -> int:
    return next((piece.ink.size for piece in node.pieces()), 0)


def labels_one_value(node: Node) -> bool:
    """Return whether words that may also head a section are a label here.

    A label is followed by one text, and by nothing after it.
    """
    if node.tag in HEADINGS:
        return False
    if node.tag in ("th", "dt", "label"):
        return True
    following = next_element(node)
    return (
        following is not None
        and following.tag in VALUES
        and next_element(following) is None
        and not blocks_inside(following)
        and not _is_drawn_above(node, following)
    )


def _is_drawn_above(node: Node, following: Node) -> bool:
    """Return whether words look like the heading of what follows: larger, or bold on a line of their own."""
    own, other = (next(each.pieces(), None) for each in (node, following))
    if other is None and next(following.descendants("img"), None) is not None:
        return True
    if own is None or other is None or own.box is None or other.box is None:
        return False
    is_bolder = own.ink.weight > other.ink.weight and own.box.bottom <= other.box.top
    return own.ink.size > other.ink.size or is_bolder


def leaf_texts(node: Node) -> Iterator[str]:
    """Yield each text within a node that an element holds alone."""
    children = node.elements
    if not children and (text := clean(node.text)):
        yield text
    for child in children:
        yield from leaf_texts(child)


def is_hidden_pane(node: Node) -> bool:
    """Return whether a node is the pane of a tab that is not open; what folds away beneath its own title is none."""
    hidden = node.folded or node.attributes.get("aria-hidden") == "true"
    return hidden and node.attributes.get("role") == "tabpanel" and not _is_beneath_title(node)


def _is_beneath_title(pane: Node) -> bool:
    """Return whether a title stands right before a pane, and so folds it away."""
    before = pane.prev
    while before is not None and before.is_letters:
        before = before.prev
    return before is not None and folds_what_follows(before)


def folds_what_follows(title: Node) -> bool:
    """Return whether words are the title of an accordion: pressed to open what stands right beneath, and that alone."""
    pane = next_element(title)
    if pane is None or title.parent is None:
        return False
    if title.attributes.get("role") == "tab":
        tabs = [each for each in title.parent.elements if each.attributes.get("role") == "tab"]
        return tabs == [title] and pane.attributes.get("role") == "tabpanel"
    opened = {
        each.attributes.get("aria-controls", "")
        for each in (title, *title.descendants())
        if "aria-expanded" in each.attributes
    }
    is_named = bool(opened) and pane.attributes.get("id", "") in opened - {""}
    return is_named and pane.attributes.get("role", "region") in ("region", "tabpanel")


def is_choice(node: Node) -> bool:
    """Return whether words are one of several to choose from, a tab or an entry of a menu, and head nothing."""
    if folds_what_follows(node):
        return False
    if node.tag in ("button", "a", "li") or node.attributes.get("role") == "tab":
        return True
    beside = node.parent.elements if node.parent is not None else []
    short = all(len(clean(each.text)) <= LONGEST_CHOICE for each in beside)
    return len(beside) > 2 and short and {each.tag for each in beside} == {node.tag} and node.tag != "td"


def innermost_blocks(node: Node) -> Iterator[Node]:
    """Yield each block within a node in which no other block stands; the node itself where it is one."""
    if blocks_inside(node):
        for child in node.elements:
            yield from innermost_blocks(child)
    else:
        yield node


def paragraphs_of(node: Node) -> list[str]:
    """Return the texts of the innermost blocks; a row of a table is one."""
    if node.tag != "tr" and blocks_inside(node):
        return [text for child in node.elements for text in paragraphs_of(child)]
    text = shown_text(node)
    return [text] if text else []


def prose_of(node: Node) -> list[str]:
    """Return the texts of the innermost blocks without those that are only there to be pressed."""
    if blocks_inside(node):
        return [text for child in node.elements if not is_pressed(child) for text in prose_of(child)]
    return [] if is_pressed(node) else paragraphs_of(node)


def names_what_follows(node: Node) -> bool:
    """Return whether words in bold stand above a block as its name, not within a sentence."""
    following = node.next
    while following is not None and following.is_letters and not following.text.strip():
        following = following.next
    return node.tag in ("strong", "b") and following is not None and following.flow >= Flow.BLOCK


def holds_empty_value(node: Node, key: str) -> bool:
    """Return whether a node that reads as a label alone is a pair: a label, and a value that is blank."""
    for child in node.elements:
        if normalise_label(child.text) == key:
            following = value_after(child)
            is_value = following is not None and following.tag in VALUES and clean(following.text) not in MARKS
            blank = is_value and following is not None and not normalise_label(following.text)
            return blank or holds_empty_value(child, key)
    return False


def has_button_for_value(node: Node, words: str) -> bool:
    """Return whether words are a label behind whose colon a button stands, which is its value: 空白表格：[下载]."""
    if node.tag in HEADINGS or not words.endswith(("：", ":")):
        return False
    pressed = ((each, clean(each.text)) for each in node.descendants() if is_clickable(each))
    # The words of a link stand among them, those of a button do not: 表格下载：[下载].
    return any(text and text != words and (is_action(each) or text not in words) for each, text in pressed)


def heading_text(node: Node) -> str:
    """Return words without the buttons that stand behind them: 受理条件 展开."""
    if node.first is None or is_clickable(node):
        return clean(node.text)
    in_heading = node.tag in HEADINGS
    pressed = {child for child in node.elements if is_action(child) or (in_heading and child.tag in ("a", "button"))}
    parts = (child.text for child in node.children if not child.hidden and child not in pressed)
    return clean(" ".join(parts)) or clean(node.text)


def value_beside(label: Node, is_passed: Callable[[Node], bool] = lambda node: False) -> Node | None:
    """Return what stands beside a label: its next sibling, or its parent's when the label is all the parent holds.

    A heading begins something else: a label right before one has no value. What `is_passed` is none either.
    """
    node: Node | None = label
    for _ in range(3):
        apart = ("tr", "dl", "table", "body", "tbody")
        if node is None or node.tag in apart or node.attributes.get("role") == "tabpanel":
            return None
        following = value_after(node)
        if node.tag == "th" and (beneath := _beneath_heads(node)) is not None:
            return beneath
        if following is not None and not is_passed(following):
            return None if following.tag in HEADINGS else following
        parent = node.parent
        if parent is None or sum(not is_passed(each) for each in parent.elements) > 1 or has_text_beside(node):
            return None
        node = parent
    return None


def _beneath_heads(head: Node) -> Node | None:
    """Return the cell under a head where rows of heads and rows of as many values take turns."""
    row, place = head.parent, head.parent.elements.index(head) if head.parent is not None else 0
    below = next_element(row) if row is not None else None
    after = next_element(below) if below is not None else None
    if row is None or below is None or {cell.tag for cell in row.elements} != {"th"}:
        return None
    is_turn = {cell.tag for cell in below.elements} == {"td"} and len(below.elements) == len(row.elements)
    is_last = after is None or {cell.tag for cell in after.elements} == {"th"}
    return below.elements[place] if is_turn and is_last else None


def value_beneath(row: Node) -> Node | None:
    """Return the one cell of the row under a row of one cell, which is its head."""
    cells, below = row.elements, next_element(row)
    under = below.elements if below is not None and below.tag == "tr" else []
    return under[0] if len(cells) == len(under) == 1 and under[0].tag == "td" else None


def value_above(label: Node) -> Node | None:
    """Return what stands in larger letters above a label, as in the boxes on the same line: 10个工作日 承诺时限."""
    box = label.parent
    if box is None or box.parent is None or has_text_beside(label) or box.elements[1:] != [label]:
        return None
    tops = [each.box.top for each in box.parent.elements if _is_pair(each) and each.box is not None]
    is_in_band = box.box is not None and tops.count(box.box.top) > 1
    return box.elements[0] if is_in_band and _is_pair(box) else None


def _is_pair(box: Node) -> bool:
    """Return whether a box holds two texts, the upper one in larger letters."""
    return len(box.elements) == 2 and _size(box.elements[0]) > _size(box.elements[1])


def has_text_beside(node: Node) -> bool:
    """Return whether bare words stand beside a node, so that it is not all that its parent says."""
    return text_before(node) or any(char.isalnum() for char in _bare_text(node, before=False))


def text_before(node: Node) -> bool:
    """Return whether bare words stand before a node, so that it is a word in a sentence."""
    return any(char.isalnum() for char in _bare_text(node, before=True))


def _bare_text(node: Node, before: bool) -> str:
    text, beside = "", node.prev if before else node.next
    while beside is not None:
        text += beside.text if beside.is_letters else ""
        beside = beside.prev if before else beside.next
    return text


def is_icon(picture: Node) -> bool:
    """Return whether a picture only stands beside words: an icon. What is to be read stands in a block of its own."""
    if picture.box is not None and min(picture.box.width, picture.box.height) < _LEAST_PICTURE:
        return True
    node = picture
    while node.parent is not None and node.flow < Flow.BLOCK:
        node = node.parent
    if node.tag == "body" or node.parent is None:
        return False
    beside = [child for child in node.elements if child.tag not in HEADINGS]
    words = _bare_text(picture, before=True) + _bare_text(picture, before=False)
    words += "".join(child.text for child in beside if child.tag not in HEADINGS)
    return any(map(str.isalnum, words)) and "流程" not in words + (picture.attributes.get("alt", ""))


def stands_beneath(node: Node) -> bool:
    """Return whether something stands under a node in the box that holds it; on its own line is not under it."""
    if node.box is None:
        return next_element(node) is not None
    beside, bottom = node.next, node.box.top + node.box.height // 2
    while beside is not None:
        if beside.folded:
            return True
        if (
            beside.tag != "br"
            and (beside.box is None or beside.box.top > bottom)
            and (beside.text.strip() or beside.first)
        ):
            return True
        beside = beside.next
    return False
