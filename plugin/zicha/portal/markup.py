"""The markup of a page: its text without debris, its links, its tables with every span filled in."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from selectolax.lexbor import LexborNode

from zicha.model.facts.guide import Link

NO_CONTENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "nav", "footer"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "caption"})
BLOCKS = HEADINGS | {
    "div", "p", "table", "ul", "ol", "dl", "li", "section", "tr", "td", "th", "dt", "dd", "fieldset", "form",
}  # fmt: skip
_ICONS = {"i", "em", "b", "img", "svg", "sup", "small"}
_MARKS = {":", "：", "?", "？", "*", "ⓘ", "!"}
_DEBRIS = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]{0,80}>|<[a-zA-Z][\w:-]*\s[^<>]*=[^<>]*>", re.DOTALL)


@lru_cache(maxsize=1024)  # the same words are met in an element and in each that holds it alone
def clean(text: str) -> str:
    """Return text without debris of markup.

    Debris is entities escaped twice, literal tags, invisible characters and runs of blanks.
    """
    text = _DEBRIS.sub(" ", html.unescape(html.unescape(text)))
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()


def element_children(node: LexborNode) -> Iterator[LexborNode]:
    """Return the elements within a node that a reader sees."""
    child = node.child
    while child is not None:
        if child.tag and not child.tag.startswith(("-", "_")) and child.tag not in NO_CONTENT:
            yield child
        child = child.next


def next_element(node: LexborNode) -> LexborNode | None:
    """Return the element that follows a node within its parent."""
    following = node.next
    while following is not None and (not following.tag or following.tag.startswith(("-", "_"))):
        following = following.next
    return following


def value_after(node: LexborNode) -> LexborNode | None:
    """Return the next sibling that is no icon or mark, unless nothing else follows."""
    following = next_element(node)
    while following is not None and _is_between(following) and (after := next_element(following)) is not None:
        following = after
    return following


def _is_between(node: LexborNode) -> bool:
    """Return whether a node is an icon, or a mark that is no word: 承诺时限 ⓘ ： 10个工作日."""
    words = "" if node.tag in NO_CONTENT else clean(node.text(deep=True))
    return words in _MARKS if words else node.tag in _ICONS


def blocks_inside(node: LexborNode) -> bool:
    """Return whether a node holds more than one run of text."""
    return any(child.tag in BLOCKS or blocks_inside(child) for child in element_children(node))


def is_hidden(node: LexborNode) -> bool:
    """Return whether a node is not shown, by its own attributes."""
    style = re.sub(r"\s", "", node.attributes.get("style") or "")
    return "hidden" in node.attributes or "display:none" in style or "visibility:hidden" in style


def shown_text(node: LexborNode) -> str:
    """Return the text of a value: without what is hidden, and without the buttons and script links beside it.

    One that the page cuts off (…) is read where it stands whole: hidden beside it, or where a pointer rests on it.
    """
    texts = list(_shown_texts(node))
    own = [text for text, is_action in texts if not is_action]
    text = clean(" ".join(own)) or clean(" ".join(text for text, _ in texts))
    begins = text.rstrip("….")
    if begins == text or not text.endswith(("…", "...")):
        return text
    whole = [each.attributes.get("title") or "" for each in [node, *node.css("[title]")]]
    whole += [each.text(deep=True, separator=" ") for each in node.css("*") if is_hidden(each)]
    return next((each for each in map(clean, whole) if each.startswith(begins) and len(each) > len(begins)), text)


def _shown_texts(node: LexborNode, is_action: bool = False) -> Iterator[tuple[str, bool]]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text(), is_action
        elif child.tag and child.tag[0] not in "-_" and child.tag not in NO_CONTENT and not is_hidden(child):
            yield from _shown_texts(child, is_action or (is_clickable(child) and not address_of(child)))


def is_clickable(node: LexborNode) -> bool:
    """Return whether a node is there to be clicked, by its tag, role or script."""
    return node.tag in ("a", "button") or "onclick" in node.attributes or node.attributes.get("role") == "button"


def address_of(node: LexborNode) -> str:
    """Return where an element leads; empty where that is nowhere, or only its script knows."""
    href = (node.attributes.get("href") or "").strip() if node.tag == "a" else ""
    return "" if href.lower().startswith(("#", "javascript:")) else href


def links_in(node: LexborNode) -> tuple[Link, ...]:
    """Return where the words of a node lead; an address that leads nowhere is none."""
    links: dict[str, list[str]] = {}
    for anchor in [node, *node.css("a[href]")]:
        if href := address_of(anchor):
            text, others = clean(anchor.text(deep=True)), links.setdefault(href, [])
            others += [text] if text and text not in others else []
    return tuple(Link(text=text, address=address) for address, texts in links.items() for text in texts or [""])


INLINE_END = "\ue000"
"""Stands in a line where an element within it begins or ends."""


@dataclass(frozen=True)
class Line:
    """One line of a block, with the ends of the elements in it."""

    text: str
    links: tuple[Link, ...]
    bold: str = ""
    """What stands in bold at the beginning of the line."""

    @property
    def words(self) -> str:
        return clean(self.text.replace(INLINE_END, ""))


def lines_of(node: LexborNode) -> list[Line]:
    """Return the lines of a block in which no other block stands."""
    lines: list[list[LexborNode | str]] = [[]]
    _gather(node, lines)
    return [line for line in map(_line, lines) if line.words]


def _gather(node: LexborNode, lines: list[list[LexborNode | str]]) -> None:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            lines[-1].append(child.text())
        elif child.tag == "br":
            lines.append([])
        elif child.tag and child.tag[0] not in "-_" and child.tag not in NO_CONTENT:
            lines[-1].append(INLINE_END)
            if child.tag in ("a", "b", "strong") and child.css_first("br") is None:
                lines[-1].append(child)
            else:
                _gather(child, lines)
            lines[-1].append(INLINE_END)


def _line(parts: list[LexborNode | str]) -> Line:
    texts = [part if isinstance(part, str) else part.text(deep=True) for part in parts]
    links = {link.address: link for part in parts if not isinstance(part, str) for link in links_in(part)}
    first = next((part for part, text in zip(parts, texts, strict=True) if clean(text.replace(INLINE_END, ""))), "")
    bold = "" if isinstance(first, str) or first.tag == "a" else clean(first.text(deep=True))
    return Line(clean("".join(texts)), tuple(links.values()), bold)


def table_grid(table: LexborNode) -> list[list[LexborNode]]:
    """Return the cells of a table row by row; a cell that spans rows or columns stands in each of its places."""
    grid: list[list[LexborNode]] = []
    held: dict[tuple[int, int], LexborNode] = {}
    for y, row in enumerate(_rows(table)):
        cells = [cell for cell in element_children(row) if cell.tag in ("th", "td")]
        line: list[LexborNode] = []
        for x in count():
            if (cell := held.pop((y, x), None)) is None:
                if not cells:
                    break
                cell = cells.pop(0)
                for dx in range(_span(cell, "colspan")):
                    for dy in range(_span(cell, "rowspan")):
                        held[y + dy, x + dx] = cell
                del held[y, x]
            line.append(cell)
        grid.append(line)
    return [line for line in grid if line]


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    """Return the rows of a table, not those of tables within it."""
    for child in element_children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() and value.isascii() else 1


def header_rows(grid: Sequence[Sequence[LexborNode]]) -> int:
    """Return how many of the first rows of a table are its header: two where a cell of the first spans both."""
    if len(grid) < 2 or len({cell.mem_id for cell in grid[0]}) < 2:
        return 1
    return 2 if any(cell.mem_id == below.mem_id for cell, below in zip(grid[0], grid[1], strict=False)) else 1
