"""Labels of a page that no element is known for: words that stand where, or look as, the known labels of the page do.

A head of a table or a list, and what ends in a colon, is a label wherever it stands. Of anything else the page itself
tells how it draws a label: as it draws those that are known, and those beside which stands what the approved list says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zicha.model.page import Ink, Page
from zicha.portal.drawn import Node, tree_of
from zicha.portal.guide.drawn_tables import joined
from zicha.portal.guide.nodes import heading_text, look_of
from zicha.portal.markup import HEADINGS, INLINE_END, blocks_inside, clean, lines_of, next_element, value_after
from zicha.portal.profile import normalise_label

_LONGEST = 16
_FEWEST_ALIKE = 2
"""So many known labels of one look tell that what looks so is a label."""
_LABELLED = re.compile(r"^\s*([^：:，。；！？?\s]{2,16})\s*[：:]\s*(.*)$", re.DOTALL)
NO_LABELS = frozenset({"序号", "操作", "选择", "当前位置", "您的位置", "您所在的位置"})
"""What heads no data of a table, or says where on the site one is."""
_NO_PART = frozenset({"header", "footer", "nav", "aside"})
_NO_ROLE = frozenset({"tab", "tablist", "menu", "menubar", "navigation", "banner", "contentinfo"})
_LONGEST_VALUE = 80

Meaning = Callable[[str], str | None]
"""Which element has a value: empty where several have it, None where the matter has no such value."""


@dataclass(frozen=True)
class UnknownLabel:
    """A label and what stands beside it; `heads` where it heads a column.

    `element` is what it means by its value, `section` by what stands beneath it.
    """

    words: str
    value: str = ""
    heads: bool = False
    element: str = ""
    section: str = ""


def unknown_labels(
    page: Page, is_known: Callable[[str], bool], meaning: Meaning = lambda value: None
) -> tuple[UnknownLabel, ...]:
    """Return the labels of a page that are not known, each once. `is_known` is asked with a normalised label.

    `meaning` tells which element of the matter has a value.
    """
    nodes = list(_shown(joined(tree_of(page))))
    texts = {node: clean(node.text) for node in nodes}
    wordings = dict(_told_by_values(nodes, texts, meaning))

    def is_label(key: str) -> bool:
        return is_known(key) or key in wordings

    looks = Counter(
        look_of(node) for node in nodes if len(texts[node]) <= _LONGEST and is_label(normalise_label(texts[node]))
    )
    labels: dict[str, UnknownLabel] = {}
    for node in nodes:
        for label in _labels_of(node, texts[node], looks, is_label):
            key = normalise_label(label.words)
            if (
                _is_wording(key)
                and not is_known(key)
                and (key not in labels or (label.value and not labels[key].value))
            ):
                labels[key] = replace(label, element=meaning(label.value) or "")
    wordings = {key: label for key, label in wordings.items() if _is_wording(key) and not is_known(key)}
    return tuple({**labels, **wordings}.values())


def headings(page: Page) -> tuple[str, ...]:
    """Return the headings of a page, each once."""
    texts = (
        heading_text(node) for node in _shown(joined(tree_of(page))) if node.tag in HEADINGS and node.tag != "caption"
    )
    return tuple(dict.fromkeys(text for text in texts if 1 < len(text) <= _LONGEST))


def _shown(node: Node) -> Iterator[Node]:
    for child in node.elements:
        if child.tag in _NO_PART or child.attributes.get("role") in _NO_ROLE or (child.folded and not _is_pane(child)):
            continue
        yield child
        yield from _shown(child)


def _is_pane(node: Node) -> bool:
    return node.attributes.get("role") == "tabpanel"


def _labels_of(
    node: Node, text: str, looks: Counter[tuple[str, Ink]], is_known: Callable[[str], bool]
) -> Iterator[UnknownLabel]:
    """Yield what of a node is a label: all of it, or what stands before its colon."""
    if not text or any(node.descendants("input", "select", "textarea", "table")):
        return
    if len(text) <= _LONGEST and not blocks_inside(node):
        value = value_after(node)
        beside = clean(value.spaced_text)[:_LONGEST_VALUE] if value is not None else ""
        if node.tag in ("th", "dt"):
            heads = node.tag == "th" and value is not None and value.tag == "th"
            yield UnknownLabel(text, "" if heads else beside, heads or (node.tag == "th" and not beside))
            return
        drawn = looks[look_of(node)] >= _FEWEST_ALIKE and node.tag not in HEADINGS | {"a", "button", "li", "p", "td"}
        if value is not None and _holds_labels(value, is_known):
            return  # it heads them
        if beside and (drawn or (node.tag == "td" and _stands_beside_values(node, is_known))):
            yield UnknownLabel(text, beside)
            return
    line = _LABELLED.match(text)
    if line and not blocks_inside(node) and len(text) <= 400:
        yield UnknownLabel(line[1], line[2].strip()[:_LONGEST_VALUE])


def _holds_labels(value: Node, is_known: Callable[[str], bool]) -> bool:
    texts = (clean(each.text) for each in _shown(value))
    return any(is_known(normalise_label(text)) for text in texts if len(text) <= _LONGEST)


def _stands_beside_values(cell: Node, is_known: Callable[[str], bool]) -> bool:
    """Return whether a cell stands in a column of labels: another row of the table begins with a known one."""
    row = cell.parent
    rows = row.parent.elements if row is not None and row.parent is not None else []
    own = row.elements if row is not None else []
    if cell not in own:
        return False
    at, known, written = own.index(cell), 0, 0
    for other in rows:
        cells = other.elements
        if len(cells) == len(own) and cells[at].tag == "td":
            written += 1
            known += is_known(normalise_label(clean(cells[at].text)))
    return known > 0 and 2 * known >= written and len(own) in (2, 4)


# ── told by the approved list ────────────────────────────────────────────────────────────────────────────────────


_SECTIONS = {"材料名称": "申请材料", "环节名称": "办理流程", "问": "常见问题", "收费项目名称": "收费项目"}
"""Which section a list belongs to, by what names its entries."""
_PROSE = frozenset({"受理条件", "设定依据"})
_FEWEST_COLUMNS = 3
_PRESSED = ("a", "button")
_ROWS = frozenset({"table", "tbody", "thead", "tr"})


def _told_by_values(
    nodes: Sequence[Node], texts: Mapping[Node, str], meaning: Meaning
) -> Iterator[tuple[str, UnknownLabel]]:
    """Yield the labels that are told by a value beside, below or beneath them, by how they are compared."""
    for node in nodes:
        text = texts[node]
        if not text or len(text) > _LONGEST or meaning(text) is not None or not _is_alone(node, text):
            continue
        if node.tag in _PRESSED or any(True for _ in node.descendants(*_PRESSED)):
            continue
        key, beside = normalise_label(text), None if _is_in_list(node) else value_after(node)
        value = clean(beside.spaced_text) if beside is not None else ""
        if value and (element := meaning(value)):
            yield key, UnknownLabel(text, value[:_LONGEST_VALUE], element=element)
            continue
        columns = _columns_beneath(node, meaning)
        if columns:
            if node in columns:
                yield key, UnknownLabel(text, heads=True, element=columns[node])
        elif (heading := _heading(node, text, meaning)) is not None:
            yield key, heading


def _is_alone(node: Node, text: str) -> bool:
    """Return whether a node is the outermost that holds these words and no others."""
    if node.tag in _ROWS or any(re.search(r"\w", words) and words != text for words in _texts_inside(node)):
        return False
    return node.parent is None or node.parent.tag in _ROWS or clean(node.parent.text) != text


def _is_in_list(cell: Node) -> bool:
    """Return whether a cell stands in a list, whose first row heads its columns."""
    table = next((node for node in cell.upwards() if node.tag == "table"), None) if cell.tag == "td" else None
    first = next(table.descendants("tr"), None) if table is not None else None
    return first is not None and sum(each.tag == "th" for each in first.elements) >= _FEWEST_COLUMNS


def _texts_inside(node: Node) -> Iterator[str]:
    for child in node.elements:
        words = clean(child.text)
        yield words if normalise_label(words) else ""


def _columns_beneath(cell: Node, meaning: Meaning) -> dict[Node, str]:
    """Return the cells of a row with the elements that the columns beneath them have: none where it heads no list."""
    row = cell.parent
    table = row.parent if row is not None and row.tag == "tr" else None
    if row is None or table is None or len(row.elements) < _FEWEST_COLUMNS:
        return {}
    if any(meaning(line) is not None for each in row.elements for line in _lines(each)):
        return {}
    rows = (line.elements for line in table.elements[table.elements.index(row) + 1 :])
    columns = list(zip(*(cells for cells in rows if len(cells) == len(row.elements)), strict=True))
    meanings = [{m for each in column for line in _lines(each) if (m := meaning(line))} for column in columns]
    if not any(meanings) or any(len(elements) > 1 for elements in meanings):
        return {}
    cells = zip(row.elements, columns, meanings, strict=True)
    return {cell: next(iter(elements), "") for cell, column, elements in cells if not _is_numbering(column)}


def _is_numbering(column: Sequence[Node]) -> bool:
    return [clean(cell.text).strip("、.") for cell in column] == [str(n) for n in range(1, len(column) + 1)]


def _heading(node: Node, text: str, meaning: Meaning) -> UnknownLabel | None:
    """Return words that stand alone above the lines of one element, or above a list."""
    row = node.parent if node.parent is not None and node.parent.tag == "tr" else None
    if row is not None and row.parent is not None and len(row.elements) == 1:
        following = row.parent.elements[row.parent.elements.index(row) + 1 :]
    else:
        beneath = next_element(node)
        following = [beneath] if beneath is not None and row is None else []
    elements = {element for each in following for line in _lines(each) if (element := meaning(line))}
    lists = {_SECTIONS[element] for element in elements if element in _SECTIONS}
    if len(lists) == 1:
        return UnknownLabel(text, section=next(iter(lists)))
    return UnknownLabel(text, element=next(iter(elements))) if len(elements) == 1 and elements <= _PROSE else None


def _lines(node: Node) -> Iterator[str]:
    if not blocks_inside(node):
        for line in lines_of(node):
            yield line.words
            yield from filter(None, map(clean, line.text.split(INLINE_END)))
            if labelled := _LABELLED.match(line.words):
                yield labelled[2]
        return
    for child in node.elements:
        yield from _lines(child)


def _is_wording(key: str) -> bool:
    return len(key) > 1 and re.search(r"[\u4e00-\u9fff]{2}", key) is not None and key not in NO_LABELS
