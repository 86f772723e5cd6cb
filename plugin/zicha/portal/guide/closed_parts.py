"""The parts of a guide that stand on no page until something is pressed: tabs without a mark, titles of folded parts,
texts that are cut off, lists of which only the first rows are shown.

Whoever bears the name of a part, or looks as such a one does, is one of them. What stands on the page already needs no
click, and neither does an entry of a menu, whose heading stands further down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from zicha.model.page import Flow, Page
from zicha.portal.drawn import Node, is_pressed, tree_of
from zicha.portal.guide.groups import PROSE_ELEMENTS
from zicha.portal.guide.nodes import look_of
from zicha.portal.markup import as_word, clean, next_element, whole_text
from zicha.portal.profile import Profile, normalise_label

_LONGEST = 12
_LONGEST_TITLE = 60
_HIGHEST = 3
_ENTRIES = ("apply", "evaluate", "evaluate_case", "login", "logout", "next", "start", "submit", "file")
"""What is pressed for another reason."""


@dataclass(frozen=True, slots=True)
class ClosedPart:
    """What opens a part: its words, where it can be found again, and whether the part comes beneath it."""

    name: str
    place: str
    is_title: bool


def closed_parts(page: Page, profile: Profile) -> tuple[ClosedPart, ...]:
    """Return what is to be pressed until a page has shown all parts of a guide, in the order of the page."""
    names = {normalise_label(word) for words in profile.sections.values() for word in words}
    names |= {normalise_label(label) for each in PROSE_ELEMENTS for label in profile.labels[each]}
    body = tree_of(page)
    written = Counter(normalise_label(piece.text) for piece in body.pieces())
    entries = [word for key in _ENTRIES for word in profile.entries[key]]
    pressed = [
        node
        for node in _short_and_pressed(body)
        if normalise_label(node.text) in names or not any(word in node.text for word in entries)
    ]
    known = [node for node in pressed if normalise_label(node.text) in names]
    looks = {look_of(node) for node in known} if len(known) > 1 else set()
    inks = Counter(look_of(node) for node in pressed)
    parts: dict[str, ClosedPart] = {}
    for node in pressed:
        key, beneath = normalise_label(node.text), _beneath(node)
        is_one = look_of(node) in looks and inks[look_of(node)] > 1
        is_kept = beneath is not None and clean(beneath.text) != "" and not _hides_details(beneath, profile)
        if not is_one or written[key] > 1 or is_kept:
            continue
        parts.setdefault(key, ClosedPart(clean(node.text), node.click, beneath is not None))
    for node in body.descendants():
        if _brings_what_is_beneath(node):
            parts[normalise_label(node.text)] = ClosedPart(clean(node.text), node.click, is_title=True)
    return tuple(parts.values())


def has_closed_titles(page: Page) -> bool:
    """Return whether a title on a page says that something is folded beneath it which is not there yet."""
    is_closed = any(container.meaning.get("aria-expanded") == "false" for container in page.containers)
    return is_closed and any(map(_brings_what_is_beneath, tree_of(page).descendants()))


def _brings_what_is_beneath(title: Node) -> bool:
    """Return whether a title says that something is folded beneath it which is not on the page before it is pressed."""
    if title.attributes.get("aria-expanded") != "false" or title.box is None or not is_pressed(title):
        return False
    beneath = next_element(title)
    is_there = beneath is not None and clean(beneath.text) != ""
    return 1 < len(clean(title.text)) <= _LONGEST_TITLE and "aria-haspopup" not in title.attributes and not is_there


def _hides_details(part: Node, profile: Profile) -> bool:
    """Return whether something is folded away that can only be pressed once it is shown: 详情 of an entry."""
    words = profile.entries["entry_details"]
    return part.folded and any(is_pressed(node) and as_word(clean(node.text)) in words for node in part.descendants())


def cut_parts(page: Page, profile: Profile) -> tuple[ClosedPart, ...]:
    """Return what is to be pressed until every text stands whole that is cut off, and every list with all its rows."""
    body = tree_of(page)
    openers = dict.fromkeys(filter(None, (_unfolder(cut, body) or _opener_behind(cut) for cut in _cut_letters(body))))
    openers |= dict.fromkeys(node for node in _short_and_pressed(body) if _shows_more(node, profile))
    return tuple(ClosedPart(clean(node.text), node.click, is_title=True) for node in openers)


def _cut_letters(body: Node) -> Iterator[Node]:
    """Yield letters that are cut off and stand whole nowhere on the page."""
    for piece in body.pieces():
        if piece.text.rstrip().endswith(("…", "...")) and whole_text(piece) == piece.text:
            yield piece


def _unfolder(letters: Node, body: Node) -> Node | None:
    """Return what is pressed to unfold the outermost part in which letters are folded away, if it is one."""
    folded = next((node for node in reversed([*letters.upwards()]) if node.folded), None)
    if folded is None or folded.attributes.get("role") == "tabpanel":
        return None
    name, title = folded.attributes.get("id", ""), folded.prev
    named = (node for node in body.descendants() if name and name in _opens(node))
    beside = (title, *title.descendants()) if title is not None and len(clean(title.text)) <= _LONGEST else ()
    return next((node for node in (*named, *beside) if node.box is not None and is_pressed(node)), None)


def _opens(node: Node) -> set[str]:
    return {node.attributes.get(key, "").removeprefix("#") for key in ("aria-controls", "href", "opens")}


def _opener_behind(letters: Node) -> Node | None:
    """Return what is pressed to read on: nothing but it stands right behind the letters."""
    node: Node = letters
    for _ in range(_HIGHEST):
        beside = node.next
        while beside is not None and not beside.text.strip():
            beside = beside.next
        if beside is not None:
            pressed = [each for each in (beside, *beside.descendants()) if each.box is not None and is_pressed(each)]
            is_opener = bool(pressed) and clean(pressed[0].text) == clean(beside.text)
            return pressed[0] if is_opener and len(clean(beside.text)) <= _LONGEST else None
        if node.parent is None or node.flow >= Flow.BLOCK:
            return None
        node = node.parent
    return None


def _shows_more(node: Node, profile: Profile) -> bool:
    """Return whether what is pressed stands alone beneath a list and says that there is more of it."""
    if not any(word in clean(node.text) for word in profile.entries["more"]):
        return False
    for _ in range(_HIGHEST):
        beside = node.prev
        while beside is not None and not beside.text.strip():
            beside = beside.prev
        if beside is not None:
            return not beside.is_letters and _is_list(beside)
        if node.parent is None:
            return False
        node = node.parent
    return False


def _is_list(node: Node) -> bool:
    if node.tag == "table" or any(True for _ in node.descendants("table")):
        return True
    rows = [each.tag for each in node.elements if each.text.strip()]
    return len(rows) > 1 and len(set(rows)) == 1


def _short_and_pressed(body: Node) -> Iterator[Node]:
    """Yield what is shown, says a few words, and is there to be pressed."""
    for node in body.descendants():
        is_shown = node.box is not None and 1 < len(clean(node.text)) <= _LONGEST
        if is_shown and is_pressed(node) and not _is_tab(node):
            yield node


def _is_tab(node: Node) -> bool:
    """Return whether a node is a tab that says so, or what is drawn around one."""
    return any(each.attributes.get("role") == "tab" for each in (node, *node.descendants()))


def _beneath(node: Node) -> Node | None:
    """Return what stands beneath a title; nothing where another that is pressed stands beside it, as in a row."""
    for _ in range(_HIGHEST):
        following = next_element(node)
        if following is not None:
            pressed = is_pressed(following) or any(map(is_pressed, following.descendants()))
            return None if pressed and following.tag == node.tag and not following.folded else following
        if node.parent is None or len(node.parent.elements) > 1:
            return None
        node = node.parent
    return None
