"""The markup of a page: its text without debris, its links, its tables with every span filled in."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from zicha.model.facts.guide import Link
from zicha.model.page import Flow
from zicha.portal.drawn import Node

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "caption"})
_ICONS = {"i", "em", "b", "img", "svg", "sup", "small"}
MARKS = {":", "：", "?", "？", "*", "ⓘ", "!"}
_DEBRIS = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]{0,80}>|<[a-zA-Z][\w:-]*\s[^<>]*=[^<>]*>", re.DOTALL)


@lru_cache(maxsize=1024)  # the same words are met in an element and in each that holds it alone
def clean(text: str) -> str:
    """Return text without debris of markup.

    Debris is entities escaped twice, literal tags, invisible characters and runs of blanks.
    """
    text = _DEBRIS.sub(" ", html.unescape(html.unescape(text)))
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()


def as_word(text: str) -> str:
    """Return what is pressed without the blanks that set its letters apart one by one: 详 情."""
    return text.replace(" ", "") if re.fullmatch(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff])+", text) else text


def next_element(node: Node) -> Node | None:
    """Return the element that follows a node within its parent."""
    following = node.next
    while following is not None and following.is_letters:
        following = following.next
    return following


def value_after(node: Node) -> Node | None:
    """Return the next sibling that is no icon or mark, unless nothing else follows."""
    following = next_element(node)
    while following is not None and _is_between(following) and (after := next_element(following)) is not None:
        following = after
    return following


def _is_between(node: Node) -> bool:
    """Return whether a node is an icon, or a mark that is no word: 承诺时限 ⓘ ： 10个工作日."""
    words = clean(node.text)
    return words in MARKS if words else node.tag in _ICONS


def blocks_inside(node: Node) -> bool:
    """Return whether a node holds more than one run of text; an icon without words is none, though drawn as a block."""
    blocks = (child for child in node.elements if child.tag not in _ICONS or clean(child.text))
    return any(child.flow >= Flow.BLOCK or blocks_inside(child) for child in blocks)


def shown_text(node: Node) -> str:
    """Return the text of a value: without the buttons and script links beside it.

    One that the page cuts off (…) is read where it stands whole: hidden beside it, or where a pointer rests on it.
    """
    texts = list(_shown_texts(node))
    own = [text for text, is_action in texts if not is_action]
    return clean(" ".join(own)) or clean(" ".join(text for text, _ in texts))


def _shown_texts(node: Node, is_within_action: bool = False) -> Iterator[tuple[str, bool]]:
    for child in node.children:
        if child.hidden:
            continue
        if child.is_letters:
            yield whole_text(child), is_within_action
        else:
            yield from _shown_texts(child, is_within_action or is_action(child))


def is_action(node: Node) -> bool:
    """Return whether a node is there to be pressed and leads nowhere: 展开, 复制."""
    return is_clickable(node) and not address_of(node)


def whole_text(letters: Node) -> str:
    """Return letters as they stand; what is cut off (…) as it stands whole, hidden beside or where a pointer rests."""
    text = letters.text.strip()
    if not text.endswith(("…", "...")):
        return letters.text
    node, wholes = letters.parent, list[str]()
    for _ in range(_HIGHEST):
        if node is not None:
            wholes += [node.attributes.get("title", "")]
            wholes += [child.hidden_text for child in node.children if child.hidden or child.folded]
            node = node.parent
    label = _LABEL.match(text)
    for before in ("", label[0] if label is not None else ""):
        begins = text.removeprefix(before).rstrip("….")
        for whole in map(str.strip, wholes):
            if begins and whole.startswith(begins) and len(whole) > len(begins):
                return before + whole
    return letters.text


def is_clickable(node: Node) -> bool:
    """Return whether a node is there to be clicked, by its tag, role or script."""
    return node.tag in ("a", "button") or node.attributes.get("role") == "button" or _has_script(node)


def _has_script(node: Node) -> bool:
    return "onclick" in node.attributes or ("pointer" in node.attributes and node.flow < Flow.BLOCK)


def address_of(node: Node) -> str:
    """Return where an element leads; empty where that is nowhere, or only its script knows."""
    href = node.attributes.get("href", "").strip() if node.tag == "a" else ""
    return "" if href.lower().startswith(("#", "javascript:")) else href


def links_in(node: Node) -> tuple[Link, ...]:
    """Return where the words of a node lead; an address that leads nowhere is none."""
    links: dict[str, list[str]] = {}
    for anchor in (node, *node.descendants("a")):
        if href := address_of(anchor):
            text, others = clean(anchor.text), links.setdefault(href, [])
            others += [text] if text and text not in others else []
    return tuple(Link(text=text, address=address) for address, texts in links.items() for text in texts or [""])


_HIGHEST = 3
"""How far above cut letters the whole text may stand."""
_LABEL = re.compile("[^：:]{1,24}[：:]\\s*")
INLINE_END = "\ue000"
"""Stands in a line where an element within it begins or ends."""


@dataclass(frozen=True)
class Line:
    """One line of a block, with the ends of the elements in it."""

    text: str
    links: tuple[Link, ...]
    nodes: tuple[Node, ...] = ()
    """The pieces that stand in the line."""
    bold: str = ""
    """What stands in bold at the beginning of the line."""

    @property
    def words(self) -> str:
        return clean(self.text.replace(INLINE_END, ""))


def lines_of(node: Node) -> list[Line]:
    """Return the lines of a block in which no other block stands."""
    lines: list[list[Node | str]] = [[]]
    _gather(node, lines)
    return [line for line in map(_line, lines) if line.words]


def _gather(node: Node, lines: list[list[Node | str]]) -> None:
    for child in node.children:
        if child.hidden:
            continue
        if child.is_letters:
            lines[-1].append(child)
        elif child.tag == "br":
            lines.append([])
        elif not (child.folded or (is_action(child) and _has_value(lines[-1], child))):
            lines[-1].append(INLINE_END)
            if (child.tag in ("b", "strong") or is_clickable(child)) and not any(child.descendants("br")):
                lines[-1].append(child)
            else:
                _gather(child, lines)
            lines[-1].append(INLINE_END)


def _has_value(parts: Sequence[Node | str], action: Node) -> bool:
    """Return whether a value stands in a line already, so that what is pressed behind it is none of it.

    What is pressed there and looks alike is none: both are offered, 空表 样表.
    """
    inks = {piece.ink for piece in action.pieces()}
    nodes = (part for part in parts if not isinstance(part, str) and is_action(part))
    offered = {node for node in nodes if inks & {piece.ink for piece in node.pieces()}}
    line = "".join(_written(part) for part in parts if part not in offered)
    return any(map(str.isalnum, re.split("[：:]", line)[-1])) and re.search("[：:]", line) is not None


def _line(parts: list[Node | str]) -> Line:
    texts = list(map(_written, parts))
    nodes = tuple(part for part in parts if not isinstance(part, str))
    links = {link.address: link for node in nodes for link in links_in(node)}
    first = next((part for part, text in zip(parts, texts, strict=True) if clean(text.replace(INLINE_END, ""))), "")
    bold = clean(first.text) if not isinstance(first, str) and first.tag in ("b", "strong") else ""
    return Line(clean("".join(texts)), tuple(links.values()), nodes, bold)


def _written(part: Node | str) -> str:
    """Return what a piece of a line says."""
    if isinstance(part, str):
        return part
    return whole_text(part) if part.is_letters else part.text


def table_grid(table: Node) -> list[list[Node]]:
    """Return the cells of a table row by row; a cell that spans rows or columns stands in each of its places."""
    grid: list[list[Node]] = []
    held: dict[tuple[int, int], Node] = {}
    for y, row in enumerate(_rows(table)):
        cells = [cell for cell in row.elements if cell.tag in ("th", "td")]
        line: list[Node] = []
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


def _rows(table: Node) -> Iterator[Node]:
    """Return the rows of a table, not those of tables within it, nor one of no height that only sets widths."""
    for child in table.elements:
        if child.tag == "tr":
            if child.box is not None or clean(child.text):
                yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() and value.isascii() else 1


def header_rows(grid: Sequence[Sequence[Node]]) -> int:
    """Return how many of the first rows of a table are its header: two where a cell of the first spans both."""
    if len(grid) < 2 or len(set(grid[0])) < 2:
        return 1
    return 2 if any(cell is below for cell, below in zip(grid[0], grid[1], strict=False)) else 1


def heads_of(rows: Sequence[Sequence[Node]]) -> list[str]:
    """Return the head of each column: 名称 beneath 材料名称 is a part of it, 原件 beneath 份数 a head of its own."""
    heads = []
    for column in zip(*rows, strict=False):
        upper, lower = clean(column[0].text), clean(column[-1].text)
        heads.append(upper if lower and lower in upper else lower)
    return heads
