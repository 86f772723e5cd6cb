"""What is drawn of a page as a tree to be walked: elements and letters, without what nobody can see.

What is folded up behind a tab or a heading is on the page: whoever reads it opens it. What is hidden and cannot be
opened by anything on the page is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile

from zicha.model.page import CLICK, Box, Container, Flow, Ink, Page, Run, Sight

LETTERS = "-text"
"""The tag of a node that is letters alone."""
_WITHOUT_WORDS = frozenset({LETTERS, "svg"})
_BLOCKS = frozenset({"div", "p", "dl", "dt", "dd", "ul", "ol", "li", "section", "table", "fieldset"})
"""What is a block though it stands beside others, unless it is drawn as a part of a line."""
_WITHIN_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
_OF_THE_SITE = frozenset({"nav", "footer"})
"""What is the site's own, until more is known of its frame."""
_LONGEST_TITLE = 24
"""What is folded up stands beneath a title that is no longer."""


class Node:
    """An element of a page, or letters in one."""

    def __init__(self, tag: str, parent: Node | None, container: Container | None, run: Run | None, ink: Ink) -> None:
        self.tag = tag
        self.parent = parent
        self.children: list[Node] = []
        self.place = 0
        """Its place among the children of its parent."""
        self.number = -1
        """Its number among the containers of its page."""
        self.ink = ink
        self.folded = False
        """Whether it is hidden now and can be opened."""
        self.hidden = False
        """Whether it is hidden and nothing opens it."""
        self._container = container
        self._run = run

    @property
    def attributes(self) -> dict[str, str]:
        """Return what it says of itself."""
        return self._container.meaning if self._container is not None else {}

    @property
    def flow(self) -> Flow:
        if self._container is None:
            return Flow.IN_LINE
        stands_alone = self._container.flow is Flow.PIECE and self.tag in _BLOCKS
        return Flow.BLOCK if stands_alone else self._container.flow

    @property
    def box(self) -> Box | None:
        if self._container is not None:
            return self._container.box
        return self._run.boxes[0] if self._run is not None and self._run.boxes else None

    @property
    def is_letters(self) -> bool:
        return self.tag == LETTERS

    def like(self, tag: str) -> Node:
        """Return an element without children that stands where this one does."""
        return Node(tag, self.parent, self._container, None, self.ink)

    @property
    def elements(self) -> list[Node]:
        """Return its children that are elements and may hold words."""
        return [child for child in self.children if child.tag not in _WITHOUT_WORDS and not child.hidden]

    @property
    def first(self) -> Node | None:
        return next(iter(self.elements), None)

    @property
    def next(self) -> Node | None:
        return self._beside(1)

    @property
    def prev(self) -> Node | None:
        return self._beside(-1)

    @property
    def prev_element(self) -> Node | None:
        """Return the element before it within its parent."""
        before = self.prev
        while before is not None and before.is_letters:
            before = before.prev
        return before

    @property
    def click(self) -> str:
        """Return where it is pressed: its `click`, else its `pointer`; empty where it is not there for that."""
        return self.attributes.get("click") or self.attributes.get("pointer", "")

    def _beside(self, step: int) -> Node | None:
        siblings = self.parent.children if self.parent is not None else []
        place = self.place + step
        while 0 <= place < len(siblings):
            if not siblings[place].hidden:
                return siblings[place]
            place += step
        return None

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """Return all that is written in it, piece by piece."""
        if self._run is not None:
            return (self._run.text,)
        return tuple(text for child in self.children if not child.hidden for text in child.letters)

    @cached_property
    def text(self) -> str:
        """Return all that is written in it."""
        return "".join(self.letters)

    @cached_property
    def spaced_text(self) -> str:
        """Return all that is written in it, with a blank between any two pieces."""
        return " ".join(self.letters)

    @cached_property
    def hidden_text(self) -> str:
        """Return what is written in it, though it is hidden."""
        return " ".join(child._run.text if child._run is not None else child.hidden_text for child in self.children)

    def pieces(self) -> Iterator[Node]:
        """Yield the letters within it that can be seen, of which each piece has one look."""
        for child in self.children:
            if child.is_letters and not child.hidden and child.text.strip():
                yield child
            elif not child.hidden:
                yield from child.pieces()

    def shown_pieces(self) -> Iterator[Node]:
        """Yield the letters and pictures within it that can be seen now, without a click."""
        for child in self.children:
            if child.hidden or child.folded:
                continue
            if child.tag == "img" or (child.is_letters and child.text.strip()):
                yield child
            else:
                yield from child.shown_pieces()

    def descendants(self, *tags: str) -> Iterator[Node]:
        """Yield the elements within it that can be seen, of some tags or of all."""
        for child in self.elements:
            if not tags or child.tag in tags:
                yield child
            yield from child.descendants(*tags)

    def upwards(self) -> Iterator[Node]:
        """Yield the node itself and whatever holds it, the innermost first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


def line_of(nodes: Sequence[Node]) -> Node:
    """Return nodes that stand in one line, though other lines stand in their element, as an element of their own."""
    line = Node("span", nodes[0].parent, None, None, nodes[0].ink)
    line.children = list(nodes)
    return line


def break_after(node: Node) -> Node:
    """Return the end of the line in which a node stands, as an element of its own."""
    return Node("br", node.parent, None, None, node.ink)


def tree_of(page: Page) -> Node:
    """Return the body of a page as it is drawn."""
    plain = page.inks[0] if page.inks else Ink(0, 400, "", "", "", 0)
    body = Node("body", None, None, None, plain)
    nodes: list[Node] = []
    runs = iter(enumerate(page.runs))
    waiting = next(runs, None)

    def write(until: int) -> None:
        nonlocal waiting
        while waiting is not None and waiting[0] < until:
            _, run = waiting
            _adopt(nodes[run.container], Node(LETTERS, nodes[run.container], None, run, page.inks[run.ink]))
            waiting = next(runs, None)

    for container in page.containers:
        write(container.run)
        parent = nodes[container.parent] if container.parent >= 0 else None
        node = Node(container.tag, parent, container, None, plain)
        node.number = len(nodes)
        nodes.append(node)
        if parent is not None:
            _adopt(parent, node)
    write(len(page.runs))
    body = nodes[0] if nodes else body
    _hide(body, _targets(body), opened=False)
    return body


def pane_of(tab: str, body: Node, before: Node) -> Node:
    """Return the part of a page that a tab has opened: a panel that says so, or else what is new, and all around it.

    Around it is what holds neither the tab itself, nor what other tabs open and is folded away, nor, where the tab is
    not on the page, anything that was there before. A tab that only changes its colour is not new.
    """
    panels = (node for node in body.descendants() if node.attributes.get("role") == "tabpanel" and not node.folded)
    if (panel := next((node for node in panels if _title_of(node) in ("", tab)), None)) is not None:
        return panel
    new = new_pieces(body, before)
    if not new:
        return Node("body", None, None, None, body.ink)
    tabs = {node for node in body.descendants() if is_pressed(node) and node.text.strip() == tab}
    new = _opened_by(tabs, new, before)
    pane = body
    while (inner := next((child for child in pane.elements if new <= set(child.shown_pieces())), None)) is not None:
        pane = inner
    while pane.parent is not None:
        if tabs and tabs & {pane.parent, *pane.parent.descendants()}:
            break
        if any(beside.folded and beside.tag == pane.tag for beside in pane.parent.children):
            break
        if not tabs and not set(pane.parent.shown_pieces()) <= new:
            break
        pane = pane.parent
    return line_of([_table_of(pane)]) if pane.tag in _WITHIN_TABLES else pane


def new_pieces(body: Node, before: Node) -> set[Node]:
    """Return the letters and pictures that are seen on a page and were not on it before."""
    known = Counter(map(_place_of_letters, before.shown_pieces()))
    new = set[Node]()
    for piece in body.shown_pieces():
        known[_place_of_letters(piece)] -= 1
        if known[_place_of_letters(piece)] < 0:
            new.add(piece)
    return new


def _opened_by(tabs: set[Node], new: set[Node], before: Node) -> set[Node]:
    """Return what of the new letters stands nearest to a tab: what comes late elsewhere on the page it has not opened.

    Letters that only look otherwise than before are those of the tabs themselves.
    """
    known = {piece.text for piece in before.shown_pieces()}
    come = {piece for piece in new if piece.text not in known}
    around: list[set[Node]] = []
    for tab in tabs:
        part: Node | None = tab
        while part is not None and not come & set(part.shown_pieces()):
            part = part.parent
        if part is not None:
            around.append(set(part.shown_pieces()))
    return new & min(around, key=len) if come and around else new


def _title_of(panel: Node) -> str:
    """Return the tab that stands right before its panel, as in an accordion; of several panels it opens that alone."""
    before = panel.prev_element
    return before.text.strip() if before is not None and before.attributes.get("role") == "tab" else ""


def _table_of(part: Node) -> Node:
    """Return the table of which something is a part: one word that stood there before leaves it whole."""
    return next(node for node in part.upwards() if node.tag == "table" or node.parent is None)


def _place_of_letters(piece: Node) -> tuple[str, int, Ink | None]:
    """Return letters by what does not change where something above them grows, or is pressed and takes a colour."""
    is_on_tab = any(is_pressed(each) for each in takewhile(lambda each: each.text == piece.text, piece.upwards()))
    return (
        piece.text or piece.attributes.get("src", ""),
        piece.box.left if piece.box else 0,
        None if is_on_tab else piece.ink,
    )


def _adopt(parent: Node, child: Node) -> None:
    child.place = len(parent.children)
    parent.children.append(child)


def _targets(body: Node) -> frozenset[str]:
    """Return the names of what something on the page says that it opens."""
    names = (
        name
        for node in body.descendants()
        for name in (node.attributes.get(key, "") for key in ("aria-controls", "href", "opens"))
    )
    return frozenset(name.removeprefix("#") for name in names if name.strip("#"))


def _hide(node: Node, targets: frozenset[str], opened: bool) -> None:
    """Tell what is folded up and what is hidden for good. In what is `opened` letters are seen that are not now."""
    for child in node.children:
        if child._run is not None:
            sight = child._run.sight
            child.hidden = sight is Sight.STRUCK or (
                sight is Sight.HIDDEN and not opened and bool(child._run.text.strip())
            )
            continue
        if child._container is not None and child._container.hides:
            child.folded = _can_be_opened(child, targets)
            child.hidden = not child.folded
        child.hidden = child.hidden or child.tag in _OF_THE_SITE
        _hide(child, targets, opened or child.folded)


def _can_be_opened(node: Node, targets: frozenset[str]) -> bool:
    if node.attributes.get("role") == "tabpanel" or node.attributes.get("id", "") in targets:
        return True
    parent = node.parent
    if parent is None:
        return False
    if parent.tag == "details":
        return True
    beside = [child for child in parent.children if not child.is_letters]
    at = beside.index(node)
    if at and node.flow >= Flow.BLOCK and _is_title(beside[at - 1]):
        return True
    panes = [child for child in beside if child.tag == node.tag and child.flow >= Flow.BLOCK]
    shown = [child for child in panes if child._container is not None and not child._container.hides]
    around = [*beside, *(parent.parent.children if parent.parent is not None else ())]
    rows = (each for each in around if each not in panes and each is not parent)
    return len(shown) == 1 < len(panes) and any(len(panes) in _tabs(row) for row in rows)


def _tabs(row: Node) -> Iterator[int]:
    """Yield how many of one tag are pressed that have names of their own: one for each row opens boxes, not panes."""
    names: dict[str, set[str]] = {}
    for pressed in _pressed(row):
        names.setdefault(pressed.tag, set()).add(pressed.text.strip())
    yield from map(len, names.values())


def _is_title(node: Node) -> bool:
    """Return whether a node is pressed to open what is beneath it: a line of few words."""
    if node.hidden or node.folded or _holds_hidden(node):
        return False  # nobody presses what is hidden; and what holds something hidden opens that
    pieces = list(node.pieces())
    boxes = [piece.box for piece in pieces if piece.box is not None]
    is_line = not boxes or max(box.top for box in boxes) < min(box.bottom for box in boxes)
    return is_line and len(node.text.strip()) <= _LONGEST_TITLE and len(pieces) <= 3 and any(_pressed(node))


def _holds_hidden(node: Node) -> bool:
    return any(
        (child._container is not None and child._container.hides) or _holds_hidden(child) for child in node.children
    )


def _pressed(node: Node) -> Iterator[Node]:
    """Yield what in an element is there to be pressed, and leads to no other page."""
    return (each for each in (node, *node.descendants()) if is_pressed(each))


def is_pressed(node: Node) -> bool:
    """Return whether an element is there to be pressed, and leads to no other page."""
    return bool({"pointer", "click", "onclick"} & node.attributes.keys()) and not _leads_away(node)


def _leads_away(node: Node) -> bool:
    href = node.attributes.get("href", "").strip().lower()
    return href != "" and not href.startswith(("#", "javascript:", CLICK))
