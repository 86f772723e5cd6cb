"""What stands in the cell of a name: the name itself, the marks beside it, and what can be clicked there.

A person takes for the name what is written in the look with which the cell begins. A mark shows by being set off:
letters of another background, border, size or colour, before or after the name's own. A link or a button is something
to click, not to read, unless it is all that the cell holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from zicha.model.facts.guide import Link
from zicha.model.page import Flow, Ink
from zicha.portal.drawn import Node, line_of
from zicha.portal.markup import address_of, as_word, clean, is_clickable
from zicha.portal.profile import plain_mark

_IN_FRONT = re.compile(r"\s*[【\[〔]([^】\]〕]{1,12})[】\]〕]\s*(?=\S)")
_CLOSING = frozenset("）)》】]”")
_SYMBOLS = {"So", "Sm", "Sk", "Po", "Pd"}
_MEASURES = tuple("寸年月日天份个张次套")
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_AFTER = r"\s*(?:[.．:：](?!\d)|[、)）])"
_PLACE = re.compile(rf"^\s*(?:材料\s*{_NUMERAL}[\s、.．:：)）]|[(（]?{_NUMERAL}{_AFTER}|[①-⑳])\s*(?=\S)")
_PLACE_ALONE = re.compile(rf"(?:材料)?\s*[(（]?(?:{_NUMERAL}|[①-⑳])(?:{_AFTER})?")


class _Kind(Enum):
    PLAIN = auto()
    SET_OFF = auto()
    CLICKABLE = auto()


@dataclass(frozen=True)
class _Run:
    """A piece of a cell. `shows`: whether its look alone tells that it is a mark."""

    text: str
    kind: _Kind
    ink: Ink | None = None
    is_element: bool = False
    shows: bool = False
    address: str = ""

    @property
    def words(self) -> str:
        return clean(self.text)

    @property
    def has_words(self) -> bool:
        return any(char.isalpha() for char in self.words)


@dataclass(frozen=True)
class NameCell:
    """A cell taken apart. What can be clicked without an address of its own has an empty one."""

    name: str
    marks: tuple[str, ...] = ()
    clickable: tuple[Link, ...] = ()
    """What can be clicked beside the name."""
    link: str = ""
    """Where the name itself leads."""


def read_name(cell: Node, marks: Container[str], actions: Container[str]) -> NameCell:
    """Return the name that a cell holds, and what stands beside it.

    `marks` and `actions` are words known to be a mark, or something to click; they decide where the look does not.
    """
    runs = _set_off([run for run in _runs(_unwrapped(cell)) if run.text], marks)
    read = [run for run in runs if run.kind is not _Kind.CLICKABLE]
    named = _linked_name(runs, marks, actions)
    own = [named] if named is not None else _of_the_name(read, marks)
    return NameCell(
        name=clean("".join(run.text for run in own)),
        marks=tuple(run.words for run in read if run not in own and run.has_words),
        clickable=tuple(_link(run) for run in runs if run.kind is _Kind.CLICKABLE and run is not named and run.words),
        link=named.address if named is not None else "",
    )


def without_symbols(name: str) -> tuple[str, str]:
    """Return a name without the symbols before it, and the words in brackets among them: ★【必要】营业执照."""
    mark = ""
    while name:
        if (bracket := _IN_FRONT.match(name)) is not None:
            mark, rest = bracket[1].strip(), name[bracket.end() :]
        elif unicodedata.category(name[0]) in _SYMBOLS:
            rest = name[1:].lstrip()
        else:
            break
        if not any(map(str.isalnum, rest)):
            break
        name = rest
    return name, mark


def without_place(name: str) -> str:
    """Return the name of an entry without its number in the list: 1. 申请表, 材料一：申请表; 2寸照片 has none."""
    return _PLACE.sub("", name)


def is_number_alone(words: str) -> bool:
    """Return whether words are the number of an entry and nothing else: 1, 01., 材料一."""
    return _PLACE_ALONE.fullmatch(words.strip()) is not None


def without_number_alone(nodes: Sequence[Node], place: int) -> Sequence[Node]:
    """Return the nodes of a name without its place in the list, where that stands by itself: <i>1</i>申请表.

    A number before a measure word counts something: <em>2</em>寸照片.
    """
    first, second, *_ = [*line_of(nodes).pieces(), None, None]
    if first is None or second is None or clean(second.text).startswith(_MEASURES):
        return nodes
    number = re.sub("[^0-9]", "", first.text).lstrip("0")
    if not is_number_alone(first.text) or number not in ("", str(place)):
        return nodes
    return without_piece(first, nodes)


def without_piece(piece: Node, nodes: Sequence[Node]) -> list[Node]:
    """Return nodes without a piece of theirs; what holds it is opened, unless it is there to be clicked."""
    left: list[Node] = []
    for node in nodes:
        if node is not piece:
            holds = piece in node.pieces() and not is_clickable(node)
            left += without_piece(piece, node.children) if holds else [node]
    return left


def clickables(cell: Node) -> tuple[Link, ...]:
    """Return what can be clicked in a cell, with an empty address where only a script knows it."""
    return tuple(_link(run) for run in _runs(cell) if run.kind is _Kind.CLICKABLE and run.words)


def _linked_name(runs: Sequence[_Run], marks: Container[str], actions: Container[str]) -> _Run | None:
    """Return the link that is the name itself, where no plain text is."""
    if any(run.kind is _Kind.PLAIN and run.has_words for run in runs):
        return None
    first = next(
        (run for run in runs if run.has_words and not _is_known(run, marks) and run.words not in actions), None
    )
    clicks = [run for run in runs if run.kind is _Kind.CLICKABLE and run.has_words]
    if first is None and clicks and all(run.kind is _Kind.CLICKABLE or not run.has_words for run in runs):
        return clicks[0]  # a paper called 附件
    return first if first is not None and first.kind is _Kind.CLICKABLE else None


def link_of(node: Node) -> Link:
    """Return what a link or button says, and where it leads."""
    return Link(text=as_word(_words_of(node)), address=address_of(node))


def _link(run: _Run) -> Link:
    return Link(text=run.words, address=run.address)


def _of_the_name(runs: Sequence[_Run], marks: Container[str]) -> list[_Run]:
    """Return the runs that make up the name."""
    plain = [i for i, run in enumerate(runs) if run.kind is _Kind.PLAIN]
    worded = [i for i in plain if runs[i].has_words]
    if worded:
        first, last = worded[0], [i for i in plain if runs[i].has_words or _CLOSING & {*runs[i].words}][-1]
        return [
            run
            for i, run in enumerate(runs)
            if run.kind is _Kind.PLAIN
            or not (
                _is_known(run, marks)
                or (not first < i < last and (run.shows or _is_on_its_own_line(runs, i) or _is_symbol(run.words)))
            )
        ]
    return [run for run in runs if run.kind is _Kind.PLAIN] or list(runs[:1])


def _is_symbol(words: str) -> bool:
    return words != "" and all(unicodedata.category(char) in _SYMBOLS for char in words)


def _is_on_its_own_line(runs: Sequence[_Run], index: int) -> bool:
    return index > 0 and "\n" in runs[index - 1].text and not runs[index - 1].has_words


def _is_known(run: _Run, marks: Container[str]) -> bool:
    return run.kind is _Kind.SET_OFF and plain_mark(run.words) in marks


def _set_off(runs: Sequence[_Run], marks: Container[str]) -> list[_Run]:
    """Return the runs with those set off that have another look than the name, the first words that are no mark."""
    worded = [run for run in runs if run.has_words]
    first = next((run for run in worded if plain_mark(run.words) not in marks), next(iter(worded), None))
    if first is None:
        return list(runs)

    def is_set_off(place: int, run: _Run) -> bool:
        has_other_look = first.ink is not None and run.ink is not None and run.ink != first.ink
        is_apart = run.is_element or _is_on_its_own_line(runs, place)
        return run is not first and (has_other_look or (is_apart and plain_mark(run.words) in marks))

    return [
        replace(run, kind=_Kind.SET_OFF, shows=_shows(run, first)) if is_set_off(place, run) else run
        for place, run in enumerate(runs)
    ]


def _shows(run: _Run, name: _Run) -> bool:
    """Return whether letters look so unlike a name that they are none: a single letter may be emphasised."""
    own, its = run.ink, name.ink
    if own is None or its is None:
        return False
    is_painted = (own.background, own.border) != (its.background, its.border)
    return is_painted or own.size < its.size or (own.colour != its.colour and len(run.words) > 1)


def _unwrapped(cell: Node) -> Node:
    """Return the innermost element that holds all of a cell: what wraps it whole sets nothing off."""
    while True:
        inside = [child for child in cell.children if not child.hidden and (not child.is_letters or child.text.strip())]
        if len(inside) != 1 or inside[0].tag in ("a", "button", "svg") or inside[0].is_letters:
            return cell
        cell = inside[0]


def _runs(node: Node) -> Iterator[_Run]:
    for child in node.children:
        if child.hidden or child.folded or child.tag == "svg":
            continue
        if child.is_letters:
            yield _Run(re.sub(r"\s", " ", child.text), _Kind.PLAIN, child.ink if child.text.strip() else None)
        elif child.tag == "br":
            yield _Run("\n", _Kind.PLAIN)
        elif is_clickable(child):
            yield _Run(_words_of(child), _Kind.CLICKABLE, address=address_of(child))
        elif any(map(is_clickable, child.descendants())) or child.flow >= Flow.BLOCK:
            edge = "\n" if child.flow >= Flow.BLOCK else ""
            yield _Run(edge, _Kind.PLAIN)
            yield from _runs(child)
            yield _Run(edge, _Kind.PLAIN)
        else:
            yield from _run_of(child)


def _words_of(clickable: Node) -> str:
    """Return what a link or button says; one that is only a picture says it where a pointer rests on it."""
    if words := clean(clickable.text):
        return words
    pictures = [clickable, *(each for each in _all_within(clickable) if each.tag in ("img", "i", "svg"))]
    names = (each.attributes.get(name) for each in pictures for name in ("title", "alt", "aria-label"))
    has_picture = len(pictures) > 1 or bool(address_of(clickable))
    return next((clean(name) for name in names if name), "图标" if has_picture else "")


def _all_within(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _all_within(child)


def _run_of(node: Node) -> Iterator[_Run]:
    """Yield an element in a line as one run, or as its pieces where they have several looks."""
    inks = {piece.ink for piece in node.pieces()}
    if len(inks) == 1:
        yield _Run(node.spaced_text, _Kind.PLAIN, inks.pop(), is_element=True)
    else:
        yield from _runs(node)
