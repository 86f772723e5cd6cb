"""详情 of one material or step: which buttons of a page open it, what came when one was pressed, and whose it is.

A person presses 详情 in the row, card or line that shows the name and takes what comes for more of that entry. What
opens a file, sends something off or leads to another page is no such button.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zicha.model.facts.guide import Element, Link, ShownValue
from zicha.model.page import Box, Page
from zicha.portal.drawn import Node, is_pressed, new_pieces, tree_of
from zicha.portal.guide.cells import link_of
from zicha.portal.guide.gathering import FILES, EntryName, Gathering
from zicha.portal.markup import clean
from zicha.portal.profile import Profile

_SENDS = ("submit", "reset", "image")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class EntryOpener:
    """What opens the details of an entry: whose, its words, and its `click` or `pointer`. It may not be shown now."""

    kind: str
    place: int
    name: str
    words: str
    at: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Came:
    """What came on a page, as a page of its own, and whether it lies over the rest."""

    page: Page
    is_over: bool


@dataclass(frozen=True, slots=True)
class Completion:
    """An entry of a list as its row shows it, and with what its details add."""

    kind: str
    entry: Sequence[ShownValue]
    completed: list[ShownValue]


def entry_openers(guide: Gathering, part: Node, profile: Profile) -> Iterator[EntryOpener]:
    """Yield what opens the details of the entries that were read in a part of a page."""
    around = {id(named): set(named.node.upwards()) for named in guide.named}
    files = {each for cell in guide.file_cells for each in (cell, *cell.descendants())}
    opened: set[Node] = set()
    for node, words in _pressed_for_details(part, profile):
        if node in files or node.attributes.get("type") in _SENDS or opened & set(node.upwards()):
            continue
        named = _entry_of(node, guide.named, around)
        entry = guide.text.groups[named.kind][named.place] if named is not None else []
        if named is not None and not _names_only_files(words, entry):
            opened.add(node)
            yield EntryOpener(named.kind, named.place, entry[0].text, words, node.click, node.box is not None)


def kept_boxes(part: Node, profile: Profile) -> Iterator[Node]:
    """Yield what stands folded up in a page and is opened by 详情, so that it is none of the page's own text."""
    names = {
        node.attributes.get(key, "").removeprefix("#")
        for node, _ in _pressed_for_details(part, profile)
        if node.attributes.get("role") != "tab"
        for key in ("href", "aria-controls")
    } - {""}
    if names:
        yield from (node for node in part.descendants() if node.folded and node.attributes.get("id") in names)


def _pressed_for_details(part: Node, profile: Profile) -> Iterator[tuple[Node, str]]:
    for node in part.descendants():
        if is_pressed(node) and len(node.text) <= _LONGEST:
            words = link_of(node).text
            if words in profile.entries["entry_details"]:
                yield node, words


def stands_at(page: Page, opener: EntryOpener) -> bool:
    """Return whether on a page, too, something of these words stands where an opener stood, and is shown."""
    nodes = (node for node in tree_of(page).descendants() if opener.at == node.click)
    return any(node.box is not None and link_of(node).text == opener.words for node in nodes)


def _names_only_files(words: str, entry: Sequence[ShownValue]) -> bool:
    """Return whether words that may open something stand in an entry only where it offers a file."""
    bearing = [value.element in FILES for value in entry if words in (value.text, *(link.text for link in value.links))]
    return bool(bearing) and all(bearing)


def _entry_of(node: Node, names: Sequence[EntryName], around: dict[int, set[Node]]) -> EntryName | None:
    """Return the one entry whose name stands in the smallest box around a node that holds any."""
    for box in node.upwards():
        inside = [named for named in names if box in around[id(named)]]
        if len(inside) == 1:
            heading = inside[0].heading
            return inside[0] if heading is None or box not in set(heading.upwards()) else None
        if inside:
            return None
    return None


def what_came(before: Page, after: Page) -> Came | None:
    """Return the largest part of a page that was not on it before, if there is any."""
    was, body = tree_of(before), tree_of(after)
    new = new_pieces(body, was)
    written = clean(" ".join(piece.text for piece in was.shown_pieces()))
    parts = [part for part in _wholly_new(body, new) if clean(part.spaced_text) not in written]
    if not parts:
        return None
    part = max(parts, key=lambda each: len(each.text))
    own = set(part.shown_pieces())
    others = [piece.box for piece in body.shown_pieces() if piece not in own and piece.box is not None]
    is_over = part.box is not None and any(_meet(part.box, box) for box in others)
    return Came(after.part(part.number), is_over)


def _wholly_new(node: Node, new: set[Node]) -> Iterator[Node]:
    for child in node.elements:
        pieces = set(child.shown_pieces())
        if pieces and pieces <= new:
            yield child
        elif pieces & new:
            yield from _wholly_new(child, new)


def _meet(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def closers(body: Node, profile: Profile) -> Iterator[Node]:
    """Yield what closes a part that came: 关闭, ×."""
    for node in body.descendants():
        if is_pressed(node) and link_of(node).text.replace(" ", "") in (*profile.entries["close"], "Close"):
            yield node


def closer_of(came: Page, profile: Profile) -> str:
    """Return the `click` or `pointer` of what closes a part that came; empty where nothing says so."""
    return next((node.click for node in closers(tree_of(came), profile) if node.click), "")


def completion(
    entry: Sequence[ShownValue], opener: EntryOpener, details: Sequence[ShownValue], prose: str
) -> Completion:
    """Return an entry with what its details show, in the place of the words that were pressed.

    `prose` is what they say without any label: the value of the column in which the words stand, else a note. Where
    nothing was read, the words of a material stay as a note, to be asked about; they are nothing that a step shows.
    """
    pressed = [value for value in entry if _is_pressed(value, opener)]
    column = next((value for value in pressed if value.element is not Element.MATERIAL_NOTE), None)
    added = list(details)
    if not added and prose and column is not None:
        added = [column.model_copy(update={"text": prose, "link": "", "links": ()})]
    elif not added and opener.kind == "申请材料":
        links = () if prose else (Link(text=opener.words, address=""),)
        text = prose or opener.words
        added = [ShownValue(element=Element.MATERIAL_NOTE, label=opener.words, text=text, links=links)]
    kept = [value for value in entry if value not in pressed]
    completed = [*kept, *(value for value in added if not any(_is_same(value, own) for own in kept))]
    return Completion(opener.kind, entry, completed)


def _is_same(one: ShownValue, own: ShownValue) -> bool:
    """Return whether details repeat what an entry shows itself: a text, or a file."""
    if one.element is not own.element:
        return False
    is_file = one.element in FILES and bool(own.links)
    return one.text == own.text or (is_file and (not one.link or one.link == own.link))


def _is_pressed(value: ShownValue, opener: EntryOpener) -> bool:
    """Return whether a value is nothing but the words that were pressed."""
    is_note = value.element is Element.MATERIAL_NOTE and any(link.text == opener.words for link in value.links)
    return value.element not in FILES and (value.text == opener.words or is_note)
