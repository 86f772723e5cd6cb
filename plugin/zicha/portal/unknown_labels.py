"""Labels of a page that no element is known for: words that stand where, or look as, the known labels of the page do.

A head of a table or a list, and what ends in a colon, is a label wherever it stands. Of anything else the page itself
tells how it draws a label: as it draws those that are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zicha.model.page import Ink, Page
from zicha.portal.drawn import Node, tree_of
from zicha.portal.guide_nodes import look_of
from zicha.portal.markup import HEADINGS, blocks_inside, clean, value_after
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


@dataclass(frozen=True)
class UnknownLabel:
    """A label and what stands beside it; `heads` where it heads a column."""

    words: str
    value: str = ""
    heads: bool = False


def unknown_labels(page: Page, is_known: Callable[[str], bool]) -> tuple[UnknownLabel, ...]:
    """Return the labels of a page that are not known, each once. `is_known` is asked with a normalised label."""
    nodes = list(_shown(tree_of(page)))
    texts = {node: clean(node.text) for node in nodes}
    looks = Counter(
        look_of(node) for node in nodes if len(texts[node]) <= _LONGEST and is_known(normalise_label(texts[node]))
    )
    labels: dict[str, UnknownLabel] = {}
    for node in nodes:
        for label in _labels_of(node, texts[node], looks, is_known):
            key = normalise_label(label.words)
            if (
                _is_wording(key)
                and not is_known(key)
                and (key not in labels or (label.value and not labels[key].value))
            ):
                labels[key] = label
    return tuple(labels.values())


def headings(page: Page) -> tuple[str, ...]:
    """Return the headings of a page, each once."""
    texts = (clean(node.text) for node in _shown(tree_of(page)) if node.tag in HEADINGS and node.tag != "caption")
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


def _is_wording(key: str) -> bool:
    return len(key) > 1 and re.search(r"[\u4e00-\u9fff]{2}", key) is not None and key not in NO_LABELS
