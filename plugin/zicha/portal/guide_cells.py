"""What stands in the cell of a name: the name itself, the marks beside it, and what can be clicked there.

A person takes for the name what is written as plain text. A mark shows by being set off: an element of its own in the
cell with a class or a look, before or after the name's own text. A link or a button is something to click, not to read,
unless it is all that the cell holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from selectolax.lexbor import LexborNode

from zicha.model.facts.guide import Link
from zicha.portal.markup import BLOCKS, NO_CONTENT, address_of, clean, is_clickable, is_hidden
from zicha.portal.profile import plain_mark

_LOOK = re.compile(
    r"(?:background|border)[\w-]*:(?!\s*(?:none|transparent|0|inherit|initial|white|#fff(?:fff)?)\b)", re.I
)
_IN_FRONT = re.compile(r"\s*[【\[〔]([^】\]〕]{1,12})[】\]〕]\s*(?=\S)")
_CLOSING = frozenset("）)》】]”")
_SYMBOLS = {"So", "Sm", "Sk", "Po", "Pd"}


class _Kind(Enum):
    PLAIN = auto()
    SET_OFF = auto()
    CLICKABLE = auto()


@dataclass(frozen=True)
class _Run:
    """A piece of a cell. `look` is what sets it off; `shows` whether that can be told for certain."""

    text: str
    kind: _Kind
    look: str = ""
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


def read_name(cell: LexborNode, marks: Container[str], actions: Container[str]) -> NameCell:
    """Return the name that a cell holds, and what stands beside it.

    `marks` and `actions` are words known to be a mark, or something to click; they decide where the look does not.
    """
    runs = [run for run in _runs(_unwrapped(cell)) if run.text]
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


def clickables(cell: LexborNode) -> tuple[Link, ...]:
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


def link_of(node: LexborNode) -> Link:
    """Return what a link or button says, and where it leads."""
    return Link(text=_words_of(node), address=address_of(node))


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
            or not (_is_known(run, marks) or ((run.shows or _is_on_its_own_line(runs, i)) and not first < i < last))
        ]
    # Nothing is plain text: the first that is set off and no known mark is the name, with all of the same look.
    named = next((run for run in runs if run.has_words and not _is_known(run, marks)), None)
    if named is None:
        return [run for run in runs if run.kind is _Kind.PLAIN] or list(runs[:1])
    return [run for run in runs if run.look == named.look or (not run.shows and not _is_known(run, marks))]


def _is_on_its_own_line(runs: Sequence[_Run], index: int) -> bool:
    return index > 0 and "\n" in runs[index - 1].text and not runs[index - 1].has_words


def _is_known(run: _Run, marks: Container[str]) -> bool:
    return run.kind is _Kind.SET_OFF and plain_mark(run.words) in marks


def _unwrapped(cell: LexborNode) -> LexborNode:
    """Return the innermost element that holds all of a cell: what wraps it whole sets nothing off."""
    while True:
        inside = [child for child in cell.iter(include_text=True) if child.tag != "-text" or child.text().strip()]
        inside = [child for child in inside if child.tag not in ("-comment", "_comment")]
        if len(inside) != 1 or inside[0].tag in ("-text", "a", "button", *NO_CONTENT):
            return cell
        cell = inside[0]


def _runs(node: LexborNode) -> Iterator[_Run]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield _Run(re.sub(r"\s", " ", child.text()), _Kind.PLAIN)
        elif child.tag == "br":
            yield _Run("\n", _Kind.PLAIN)
        elif not child.tag or child.tag[0] in "-_" or child.tag in NO_CONTENT or is_hidden(child):
            continue
        elif is_clickable(child):
            yield _Run(_words_of(child), _Kind.CLICKABLE, address=address_of(child))
        elif child.css_first("a,button,[onclick],[role=button]") is not None:
            yield from _runs(child)
        else:
            yield from _run_of(child)


def _words_of(clickable: LexborNode) -> str:
    """Return what a link or button says; one that is only a picture says it where a pointer rests on it."""
    if words := clean(clickable.text(deep=True)):
        return words
    pictures = [clickable, *clickable.css("img,i,svg")]
    names = (each.attributes.get(name) for each in pictures for name in ("title", "alt", "aria-label"))
    has_picture = len(pictures) > 1 or bool(address_of(clickable))
    return next((clean(name) for name in names if name), "图标" if has_picture else "")


def _run_of(node: LexborNode) -> Iterator[_Run]:
    attributes = node.attributes
    look = f"{node.tag} {attributes.get('class') or ''} {attributes.get('style') or ''}".strip()
    styled = (
        node.tag == "sup"
        or bool((attributes.get("class") or "").strip())
        or _LOOK.search(attributes.get("style") or "") is not None
    )
    if styled or attributes.get("style") or attributes.get("color"):
        yield _Run(node.text(deep=True, separator=" "), _Kind.SET_OFF, look, styled)
    else:
        edge = "\n" if node.tag in BLOCKS else ""
        yield _Run(edge, _Kind.PLAIN)
        yield from _runs(node)
        yield _Run(edge, _Kind.PLAIN)
