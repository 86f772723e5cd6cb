"""Read a guide's HTML into what it shows, whatever its shape: th/td, dl, label and value divs, label：value in one.

A label is known by its words alone (the profile's synonyms), never by its class; the value is what stands beside it.
Materials, steps, fees and questions are tables with a header row, or runs of labelled values that begin with their
name. 受理条件 and 设定依据 are prose: every paragraph until something else begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from zicha.model.facts.guide import Element, Link, ShownGroup, ShownValue
from zicha.portal.markup import clean, element_children, header_rows, links_in, next_element, table_grid, value_after
from zicha.portal.profile import Profile, normalise_label

MATERIAL_ELEMENTS = frozenset(
    {
        Element.MATERIAL_NAME, Element.MATERIAL_KIND, Element.MEDIUM, Element.COPIES, Element.NECESSITY,
        Element.SOURCE, Element.SHARED, Element.BLANK_FORM, Element.SAMPLE, Element.ORIGINAL_COUNT,
        Element.COPY_COUNT, Element.HINT, Element.ACCEPTANCE,
    }
)  # fmt: skip
STEP_ELEMENTS = frozenset(
    {
        Element.STEP_NAME, Element.STEP_LIMIT, Element.STEP_HANDLER, Element.STEP_CONTENT, Element.STEP_SPECIAL,
        Element.STEP_COUNTED, Element.STEP_BASIS,
    }
)  # fmt: skip
SPECIAL_ELEMENTS = frozenset(
    {Element.SPECIAL_STEP, Element.SPECIAL_BASIS, Element.STEP_LIMIT, Element.STEP_CONTENT, Element.STEP_COUNTED}
)
FEE_ELEMENTS = frozenset({Element.FEE_NAME, Element.FEE_STANDARD, Element.FEE_BASIS, Element.FEE_RELIEF})
QUESTION_ELEMENTS = frozenset({Element.QUESTION, Element.ANSWER})
_COUNTS = (Element.ORIGINAL_COUNT, Element.COPY_COUNT)
PROSE_ELEMENTS = frozenset({Element.CONDITIONS, Element.BASIS})
_GROUPS = {
    "申请材料": MATERIAL_ELEMENTS,
    "办理流程": STEP_ELEMENTS,
    "特殊环节": SPECIAL_ELEMENTS,
    "收费项目": FEE_ELEMENTS,
    "常见问题": QUESTION_ELEMENTS,
}
_FIRST = {
    "申请材料": Element.MATERIAL_NAME,
    "办理流程": Element.STEP_NAME,
    "特殊环节": Element.SPECIAL_STEP,
    "收费项目": Element.FEE_NAME,
    "常见问题": Element.QUESTION,
}
_GROUPED = frozenset().union(*_GROUPS.values())
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "caption"}
_BLOCKS = _HEADINGS | {
    "div", "p", "table", "ul", "ol", "dl", "li", "section", "tr", "td", "th", "dt", "dd", "fieldset", "form",
}  # fmt: skip
_VALUES = {"div", "span", "p", "dd", "td", "section"}
_NO_VALUE = {"无", "暂无", "暂无数据", "-", "--"}
_LONGEST_LABEL = 24
_LONGEST_CHOICE = 8
_LABELLED = re.compile(rf"([^：:]{{1,{_LONGEST_LABEL}}})[：:](.*)", re.DOTALL)


@dataclass
class GuideText:
    """What a guide shows, as it is gathered."""

    values: list[ShownValue] = field(default_factory=list)
    groups: dict[str, list[list[ShownValue]]] = field(default_factory=lambda: {name: [] for name in _GROUPS})

    def group(self, name: str) -> tuple[ShownGroup, ...]:
        """Return the groups of a kind, without a row that says there are none: 暂无数据."""
        return tuple(
            ShownGroup(values=tuple(values)) for values in self.groups[name] if values[0].text not in _NO_VALUE
        )

    def add(self, other: GuideText) -> None:
        """Take over what another pane shows, but for what is shown here already: panes may stand hidden in the page."""
        shown_here = {_without_place(value) for value in self.values}
        self.values += [value for value in other.values if _without_place(value) not in shown_here]
        for name, groups in other.groups.items():
            groups_here = {tuple(map(_without_place, group)) for group in self.groups[name]}
            self.groups[name] += [group for group in groups if tuple(map(_without_place, group)) not in groups_here]


def _without_place(shown: ShownValue) -> ShownValue:
    """Return a value without the place where it stands."""
    return shown.model_copy(update={"section": ""})


def read_guide(panes: list[tuple[str, str]], profile: Profile) -> GuideText:
    """Return what the panes of a guide show. A pane is the name of its tab (empty for the page) and its HTML."""
    text = GuideText()
    for tab, source in panes:
        body = LexborHTMLParser(source).body
        if body is not None:
            pane = GuideText()
            _PaneReader(profile, pane, tab, opened=len(panes) > 1).read_pane(body)
            text.add(pane)
    return text


class _PaneReader:
    """Walks one pane in document order, keeping the section it is in."""

    def __init__(self, profile: Profile, text: GuideText, tab: str, opened: bool) -> None:
        self._opened = opened
        """The panes of the tabs are read by themselves, each under its name."""
        self._labels = profile.element_of_label
        self._sections = {normalise_label(s): kind for kind, words in profile.sections.items() for s in words}
        self._text = text
        self._section = tab
        self._kind = self._sections.get(normalise_label(tab), "")
        self._level = 0
        self._taken: set[int] = set()
        """Values that stand beside a label which was read with them."""
        self._prose: set[int] = set()
        """Paragraphs that were read under their heading."""

    def read_pane(self, body: LexborNode) -> None:
        """Read it all; a tab that is named for its prose needs no heading of its own."""
        tab, before = self._section, len(self._text.values)
        self.read(body)
        element = self._element(normalise_label(tab))
        first = next(element_children(body), None)
        if element in PROSE_ELEMENTS and first is not None and len(self._text.values) == before:
            self._read_prose(element, tab, first)

    def read(self, node: LexborNode) -> None:
        for child in element_children(node):
            if child.mem_id in self._prose or child.mem_id in self._taken or (self._opened and _is_hidden_pane(child)):
                continue
            if child.tag == "table" and self._read_table(child):
                continue
            if self._read_label(child):
                continue
            self.read(child)

    def _read_label(self, node: LexborNode) -> bool:
        """Take the node as a heading, a label, or label：value in one. True when nothing inside is left to read."""
        words = _heading_text(node) if node.tag in _HEADINGS else clean(node.text(deep=True))
        if not words:
            self._read_pictures(node)
            return True
        if len(words) <= _LONGEST_LABEL:
            key = normalise_label(words)
            element = self._element(key)
            marks_a_step = self._kind == "办理流程" and element is Element.STEP_SPECIAL and node.tag not in _HEADINGS
            one_value = element and (marks_a_step or _labels_one_value(node))
            if key in self._sections and node.tag != "a" and not one_value:
                self._section, self._kind, self._level = words, self._sections[key], _level(node)
                return True
            if element and _holds_empty_value(node, key):
                return False
            value = _beside(node) if element else None
            if element in PROSE_ELEMENTS and value is not None:
                if not _is_choice(node):
                    if node.tag in _HEADINGS or not _labels_one_value(node):
                        self._section, self._kind, self._level = words, "", _level(node)
                    self._read_prose(element, words, value)
                return True
            if element and value is not None and not self._holds_labels(value, element):
                self._add(element, words, value)
                return True
            if node.tag in _HEADINGS:
                return self._read_heading(words, node)
            if self._kind == "办理流程" and _names_what_follows(node):
                self._append(ShownValue(element=Element.STEP_NAME, label="", text=words, section=self._section))
                return True
        if not _blocks_inside(node):
            return self._read_inline(words, node)
        return False

    def _read_heading(self, words: str, node: LexborNode) -> bool:
        inside = _level(node) > self._level
        if self._kind == "办理流程" and inside and normalise_label(words) not in self._labels:
            self._append(ShownValue(element=Element.STEP_NAME, label="", text=words, section=self._section))
        elif self._kind == "常见问题" and inside:
            self._append(ShownValue(element=Element.QUESTION, label="", text=words, section=self._section))
        else:
            self._section, self._kind = words, ""
        return True

    def _read_prose(self, element: Element, label: str, first: LexborNode) -> None:
        """Take what stands beside the label: a block, or a run of paragraphs until something else begins."""
        if self._begins_something_else(first):
            return
        node: LexborNode | None = first
        texts: list[str] = []
        while node is not None and not self._begins_something_else(node):
            if texts and (node.tag != first.tag or node.tag not in ("p", "li", "dd")):
                break
            self._prose.add(node.mem_id)
            if paragraphs := _paragraphs(node):
                texts, first = texts + paragraphs, node
            node = next_element(node)
        for text in texts or [""]:
            self._append(ShownValue(element=element, label=label, text=text, section=self._section))

    def _begins_something_else(self, node: LexborNode) -> bool:
        words = clean(node.text(deep=True))
        child = next(element_children(node), None)
        parts = [words, clean(child.text(deep=True)) if child is not None and child.tag != "a" else ""]
        if line := _LABELLED.match(words):
            parts.append(line[1])
        keys = {normalise_label(part) for part in parts}
        is_label = any(key in self._sections or self._element(key) not in (None, *PROSE_ELEMENTS) for key in keys)
        return is_label or node.tag in _HEADINGS or node.tag in ("th", "dt")

    def _read_pictures(self, node: LexborNode) -> None:
        """Note that 办理流程 is a picture, which nobody can read but a person."""
        if self._kind == "办理流程":
            for picture in [node, *node.css("img")] if node.tag != "img" else [node]:
                if picture.tag == "img":
                    alt, source = picture.attributes.get("alt") or "", picture.attributes.get("src") or ""
                    shown = ShownValue(element=Element.FLOW_PICTURE, label="", text=clean(alt), link=source)
                    self._text.values.append(shown.model_copy(update={"section": self._section}))

    def _read_inline(self, words: str, node: LexborNode) -> bool:
        match = _LABELLED.match(words)
        element = self._element(normalise_label(match[1])) if match else None
        if match is None or element is None or not match[2].strip():
            return self._kind == "常见问题" and self._read_loose_answer(words, node)
        links, text = links_in(node), match[2].strip()
        if element in _COUNTS and re.search(r"原件|复印件", text):  # 原件：1 复印件：0
            self._append(ShownValue(element=Element.COPIES, label="", text=words, section=self._section))
            return True
        self._append(
            ShownValue(
                element=element, label=match[1], text=text, section=self._section, link=_first(links), links=links
            )
        )
        return True

    def _read_loose_answer(self, words: str, node: LexborNode) -> bool:
        """Keep a text of 常见问题 that bears no label, lest what it says be passed over."""
        inside = (normalise_label(clean(child.text(deep=True))) for child in element_children(node))
        if normalise_label(words) in self._labels or any(label in self._labels for label in inside):
            return False  # a label without a value, or one that is read by itself
        if node.tag not in ("a", "button") and words not in _NO_VALUE and any(map(str.isalnum, words)):
            answer = ShownValue(element=Element.ANSWER, label="", text=words, section=self._section)
            groups = self._text.groups[self._kind]
            questions = [value for value in groups[-1] if value.element is Element.QUESTION] if groups else []
            if questions and len(groups[-1]) == 1:
                groups[-1].append(answer)
            else:
                groups.append([*(value for value in questions if not value.label), answer])
        return True

    def _read_table(self, table: LexborNode) -> bool:
        """Take a table with a header row of known labels as one group a row. False when it is not such a table."""
        grid = table_grid(table)
        while grid and len({cell.mem_id for cell in grid[0]}) == 1:  # a title above the header
            del grid[0]
        depth = header_rows(grid)
        # A row of th and td holds labels beside their values.
        if len(grid) <= depth or len({cell.tag for row in grid[:depth] for cell in row}) > 1:
            return False
        header = [clean(cell.text(deep=True)) for cell in grid[depth - 1]]
        kind = next((k for k, first in _FIRST.items() if self._has(header, first)), "")
        kind = self._kind if (kind, self._kind) == ("办理流程", "特殊环节") else kind
        if not kind:
            return False
        elements = self._columns(header, kind)
        if sum(element is not None for element in elements) < 2:
            return False
        outer = self._section, self._kind
        self._kind = kind
        above: set[int] = set()
        for row in grid[depth:]:
            if len(row) > 1 and len({cell.mem_id for cell in row}) == 1:  # what is said below a row belongs to it
                self.read(row[0])
                continue
            cells = [
                (element, label, cell)
                for element, label, cell in zip(elements, header, row, strict=False)
                if element is not None
            ]
            # The name opens a group, in whatever column it stands; one that spans rows opens one for all of them.
            names = {cell.mem_id for element, _, cell in cells if element is _FIRST[kind]}
            spanning = above if names <= above else set()
            for element, label, cell in sorted(cells, key=lambda entry: entry[0] is not _FIRST[kind]):
                if cell.mem_id not in spanning:
                    self._add(element, label, cell)
            above = {cell.mem_id for _, _, cell in cells}
        self._section, self._kind = outer
        return True

    def _columns(self, header: list[str], kind: str) -> list[Element | None]:
        """Return the element of each column of a table of groups.

        Other columns (办理结果 of a step) are none of the matter's.

        Only the first column of names names a group: 办理环节 stands before 办理步骤.
        """
        columns: list[Element | None] = []
        for label in header:
            element = self._element(normalise_label(label), kind)
            own = element in _GROUPS[kind] and not (element is _FIRST[kind] and element in columns)
            columns.append(element if own else None)
        return columns

    def _has(self, header: list[str], element: Element) -> bool:
        return any(element in self._labels.get(normalise_label(cell), ()) for cell in header)

    def _element(self, label: str, kind: str = "") -> Element | None:
        """Return the element of a label; where a label may stand for several, the section decides."""
        candidates = self._labels.get(label, ())
        own = _GROUPS.get(kind or self._kind, frozenset())
        inside = [c for c in candidates if c in own]
        outside = [c for c in candidates if c not in _GROUPED or c in FEE_ELEMENTS]
        if self._is_of_special_step(label):
            outside += [c for c in candidates if c in SPECIAL_ELEMENTS]
        return next(iter(inside + outside), None)

    def _is_of_special_step(self, label: str) -> bool:
        """Return whether a label says itself that it belongs to the record of a 特殊环节, under whatever heading."""
        return any(kind == "特殊环节" and word in label for word, kind in self._sections.items())

    def _holds_labels(self, value: LexborNode, element: Element) -> bool:
        """Return whether what stands beside a label is not its value but the next label: the value is blank."""
        if value.tag not in ("td", "dd"):
            words = clean(value.text(deep=True))
            line, first = _LABELLED.match(words), next(element_children(value), None)
            own = (None, element, *(_COUNTS if element is Element.COPIES else ()))
            if line and self._element(normalise_label(line[1])) not in own:
                return True
            inner = clean(first.text(deep=True)) if first is not None and first.tag != "a" else ""
            if inner != words and self._element(normalise_label(inner)) is not None:
                return True
        return value.css_first("table,dl,dt,th") is not None or any(
            normalise_label(child.text(deep=True)) in self._labels for child in value.css("label,.label,strong")
        )

    def _add(self, element: Element, label: str, value: LexborNode) -> None:
        self._taken.add(value.mem_id)
        links = links_in(value)
        shown = ShownValue(
            element=element,
            label=label,
            text=clean(value.text(deep=True, separator=" ")),
            section=self._section,
            link=_first(links),
            links=links,
        )
        self._append(shown)

    def _append(self, shown: ShownValue) -> None:
        kind = self._kind
        if shown.element not in _GROUPS.get(kind, ()) and self._is_of_special_step(normalise_label(shown.label)):
            kind = "特殊环节"
        if kind and shown.element in _GROUPS[kind]:
            groups = self._text.groups[kind]
            if shown.element is _FIRST[kind]:
                groups.append([])
            if groups:
                groups[-1].append(shown)
            elif kind == "收费项目":  # a standard without a name for what is paid
                self._text.values.append(shown)
        else:
            self._text.values.append(shown)


def _level(node: LexborNode) -> int:
    """Return how deep a heading stands; what only looks like one stands deepest."""
    return int(node.tag[1]) if node.tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else 7


def _labels_one_value(node: LexborNode) -> bool:
    """Return whether words that may also head a section are a label here.

    A label is followed by one text, and by nothing after it.
    """
    if node.tag in _HEADINGS:
        return False
    if node.tag in ("th", "dt", "label"):
        return True
    following = next_element(node)
    return (
        following is not None
        and following.tag in _VALUES
        and next_element(following) is None
        and not _blocks_inside(following)
    )


def _is_hidden_pane(node: LexborNode) -> bool:
    """Return whether a node is the pane of a tab that is not open."""
    style = re.sub(r"\s", "", node.attributes.get("style") or "")
    hidden = "display:none" in style or node.attributes.get("aria-hidden") == "true" or "hidden" in node.attributes
    return hidden and node.attributes.get("role") == "tabpanel"


def _is_choice(node: LexborNode) -> bool:
    """Return whether words are one of several to choose from, a tab or an entry of a menu, and head nothing."""
    if node.tag in ("button", "a", "li") or node.attributes.get("role") == "tab":
        return True
    beside = list(element_children(node.parent)) if node.parent is not None else []
    short = all(len(clean(each.text(deep=True))) <= _LONGEST_CHOICE for each in beside)
    return len(beside) > 2 and short and {each.tag for each in beside} == {node.tag} and node.tag != "td"


def _paragraphs(node: LexborNode) -> list[str]:
    """Return the texts of the innermost blocks; a row of a table is one."""
    if node.tag != "tr" and _blocks_inside(node):
        return [text for child in element_children(node) for text in _paragraphs(child)]
    text = clean(node.text(deep=True, separator=" "))
    return [text] if text else []


def _names_what_follows(node: LexborNode) -> bool:
    """Return whether words in bold stand above a block as its name, not within a sentence."""
    following = node.next
    while following is not None and following.tag == "-text" and not following.text().strip():
        following = following.next
    return node.tag in ("strong", "b") and following is not None and following.tag in _BLOCKS


def _holds_empty_value(node: LexborNode, key: str) -> bool:
    """Return whether a node that reads as a label alone is a pair: a label, and a value that is blank."""
    for child in element_children(node):
        if normalise_label(child.text(deep=True)) == key:
            following = value_after(child)
            blank = following is not None and following.tag in _VALUES and not clean(following.text(deep=True))
            return blank or _holds_empty_value(child, key)
    return False


def _blocks_inside(node: LexborNode) -> bool:
    return any(child.tag in _BLOCKS or _blocks_inside(child) for child in element_children(node))


def _heading_text(node: LexborNode) -> str:
    """Return a heading without the buttons that stand in it (受理条件 展开)."""
    parts = (c.text(deep=True) for c in node.iter(include_text=True) if c.tag not in ("button", "a"))
    return clean(" ".join(parts))


def _beside(label: LexborNode) -> LexborNode | None:
    """Return what stands beside a label: its next sibling, or its parent's when the label is all the parent holds.

    A heading begins something else: a label right before one has no value.
    """
    node: LexborNode | None = label
    for _ in range(3):
        if node is None or node.tag in ("tr", "dl", "table", "body", "tbody"):
            return None
        if (following := value_after(node)) is not None:
            return None if following.tag in _HEADINGS else following
        parent = node.parent
        if parent is None or len(list(element_children(parent))) > 1:
            return None
        node = parent
    return None


def _first(links: tuple[Link, ...]) -> str:
    return links[0].address if links else ""
