"""Read a guide's HTML into what it shows, whatever its shape: th/td, dl, label and value divs, label：value in one.

A label is known by its words alone (the profile's synonyms), never by its class; the value is what stands beside it.
Materials, steps, fees and questions are tables with a header row, or runs of labelled values that begin with their
name. 受理条件 and 设定依据 are prose: every paragraph until something else begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from zicha.model.facts.guide import Element, Link, ShownGroup, ShownValue
from zicha.model.page import Page
from zicha.portal.drawn import LETTERS, Node, pane_of, tree_of
from zicha.portal.guide_cells import NameCell, clickables, link_of, read_name, without_symbols
from zicha.portal.guide_grids import is_head_alone, rows_under
from zicha.portal.guide_groups import (
    FEE_ELEMENTS,
    FIRST,
    GROUPED,
    GROUPS,
    MATERIAL_ELEMENTS,
    PROSE_ELEMENTS,
    QUESTION_ELEMENTS,
    SPECIAL_ELEMENTS,
)
from zicha.portal.guide_lines import LONGEST_LABEL, Before, Pair, labelled_pairs
from zicha.portal.guide_nodes import (
    LONGEST_CHOICE,
    heading_level,
    heading_text,
    holds_empty_value,
    is_choice,
    is_hidden_pane,
    is_icon,
    labels_one_value,
    leaf_texts,
    names_what_follows,
    paragraphs_of,
    text_before,
    value_beneath,
    value_beside,
)
from zicha.portal.markup import (
    HEADINGS,
    Line,
    blocks_inside,
    clean,
    header_rows,
    is_clickable,
    lines_of,
    links_in,
    next_element,
    shown_text,
    table_grid,
    value_after,
)
from zicha.portal.profile import Profile, normalise_label, plain_mark, without_number

_COUNTS = (Element.ORIGINAL_COUNT, Element.COPY_COUNT)
_NAMES = frozenset({Element.NAME, Element.RESULT_NAME, Element.MATERIAL_NAME, Element.STEP_NAME, Element.FEE_NAME})
_LISTED_NAMES = frozenset({Element.MATERIAL_NAME, Element.STEP_NAME})
"""Names of a list, before which symbols and marks may stand."""
_FILES = (Element.BLANK_FORM, Element.SAMPLE)
_TO_LOOK_AT = (*_FILES, Element.RESULT_SAMPLE)
_LIMITS = {"法定": Element.LEGAL_LIMIT, "承诺": Element.PROMISED_LIMIT}
_IN_LINES = frozenset(
    {
        Element.CONDITIONS, Element.BASIS, Element.PLACE, Element.HOURS, Element.CONSULTATION, Element.SUPERVISION,
        Element.VISIT_REASON, Element.LEGAL_LIMIT_NOTE, Element.PROMISED_LIMIT_NOTE, Element.NOTE, Element.DELIVERY,
        Element.ANSWER, Element.STEP_CONTENT, Element.HINT, Element.ACCEPTANCE, Element.MATERIAL_NOTE,
        Element.FEE_STANDARD, Element.FEE_BASIS, Element.FEE_RELIEF,
    }
)  # fmt: skip
"""Elements whose value may go on in further lines, even such as look like labels of their own (上午：9:00)."""
_NO_VALUE = {"无", "暂无", "暂无数据", "-", "--"}
_LONGEST_STEP = 12
_LONGEST_NAME = 80
_CLOSE = 2
"""How far above a loose link the name of its material may stand beside it."""
_LIMIT = re.compile(r"(?:约|承诺)?[\d.]+\s*个?(?:工作日|自然日|日|天|小时|分钟)以?内?|即办|即时办[理结]|当场办[理结]")
_LABELLED = re.compile(rf"([^：:]{{1,{LONGEST_LABEL}}})[：:](.*)", re.DOTALL)


@dataclass
class GuideText:
    """What a guide shows, as it is gathered."""

    values: list[ShownValue] = field(default_factory=list)
    groups: dict[str, list[list[ShownValue]]] = field(default_factory=lambda: {name: [] for name in GROUPS})

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


def read_guide(panes: Sequence[tuple[str, Page]], profile: Profile) -> GuideText:
    """Return what the panes of a guide show: the name of a tab (empty for the page), and the page with it open."""
    text, first = GuideText(), None
    for tab, page in panes:
        pane, body = GuideText(), tree_of(page)
        first = first or body
        part = pane_of(body, first) if tab and first is not body else body
        _PaneReader(profile, pane, tab, opened=len(panes) > 1).read_pane(part)
        text.add(pane)
    return text


class _PaneReader:
    """Walks one pane in document order, keeping the section it is in."""

    def __init__(self, profile: Profile, text: GuideText, tab: str, opened: bool) -> None:
        self._opened = opened
        """The panes of the tabs are read by themselves, each under its name."""
        self._labels = profile.element_of_label
        self._sections = {normalise_label(s): kind for kind, words in profile.sections.items() for s in words}
        of_files = (
            (label, each) for label, elements in self._labels.items() for each in elements if each in _TO_LOOK_AT
        )
        self._file_labels = sorted(of_files, key=lambda entry: -len(entry[0]))
        self._words = profile.element_of_mark
        self._actions = frozenset({*profile.entries["file"], *profile.entries["details"]})
        self._of_special_steps = [word for word, kind in self._sections.items() if kind == "特殊环节"]
        self._text = text
        self._section = tab
        self._kind = self._sections.get(normalise_label(tab), "")
        self._level = 0
        self._named: list[Node] = []
        """Where the names of materials stand."""
        self._taken: set[Node] = set()
        """Values that stand beside a label which was read with them."""
        self._prose: set[Node] = set()
        """Paragraphs that were read under their heading."""

    def read_pane(self, body: Node) -> None:
        """Read it all; a tab that is named for its prose needs no heading of its own."""
        tab, before = self._section, len(self._text.values)
        self.read(body)
        element = self._element(normalise_label(tab))
        first = body.first or body
        if element in PROSE_ELEMENTS and len(self._text.values) == before:
            self._read_prose(element, tab, first)

    def read(self, node: Node) -> None:
        for child in node.elements:
            if child in self._prose or child in self._taken or (self._opened and is_hidden_pane(child)):
                continue
            if child.tag == "table" and self._read_table(child):
                continue
            if self._read_grid(child) or self._read_steps(child) or self._read_label(child):
                continue
            self.read(child)

    def _read_label(self, node: Node) -> bool:
        """Take the node as a heading, a label, or label：value in one. True when nothing inside is left to read."""
        words = heading_text(node) if node.tag in HEADINGS else clean(node.text)
        if not words:
            self._read_pictures(node)
            return True
        if self._kind == "申请材料" and self._heads_a_card(node, words):
            self._add(Element.MATERIAL_NAME, "", node)
            return True
        if self._kind == "申请材料" and is_clickable(node) and self._is_of_last_material(node):
            self._offer([link_of(node)])
            return True
        if len(words) <= LONGEST_LABEL:
            key = normalise_label(words)
            element = self._element(key)
            marks_a_step = self._kind == "办理流程" and element is Element.STEP_SPECIAL and node.tag not in HEADINGS
            one_value = element and (marks_a_step or labels_one_value(node))
            if key in self._sections and not one_value:
                return self._read_section(words, key, node)
            if element and holds_empty_value(node, key):
                return False
            value = value_beside(node) if element else None
            if value is None and element in PROSE_ELEMENTS and node.tag in ("td", "th") and node.parent is not None:
                value = value_beneath(node.parent)
            if element in PROSE_ELEMENTS and value is not None:
                if not is_choice(node):
                    if node.tag in HEADINGS or not labels_one_value(node):
                        self._section, self._kind, self._level = words, "", heading_level(node)
                    self._read_prose(element, words, value)
                return True
            if element and value is not None and not self._holds_labels(value, element):
                self._add(element, words, value)
                return True
            if element and value is None and self._read_text_after(element, words, node):
                return True
            if node.tag in HEADINGS:
                return self._read_heading(words, node)
            if self._kind == "办理流程" and names_what_follows(node):
                self._add(Element.STEP_NAME, "", node)
                return True
        if not blocks_inside(node):
            return self._read_inline(node)
        return False

    def _heads_a_card(self, node: Node, words: str) -> bool:
        """Return whether words without a label are the name of one material, whose marks stand beneath them."""
        if node.tag in ("td", "th", "dt", "dd", "li", "a", "button") or len(words) > _LONGEST_NAME:
            return False
        following, first = next_element(node), node.parent.first if node.parent else None
        is_first = node.tag in HEADINGS or (first is not None and first == node)
        key = normalise_label(words)
        if following is None or not is_first or key in self._labels or key in self._sections or _LABELLED.match(words):
            return False
        if blocks_inside(node) or any(True for _ in self._material_labels(node)):
            return False
        labels = list(self._material_labels(following))
        return bool(labels) and len(set(labels)) == len(labels) and Element.MATERIAL_NAME not in labels

    def _is_of_last_material(self, node: Node) -> bool:
        """Return whether a loose link stands in the card of the last material, or close behind its name."""
        height, ancestor = 0, node.parent
        while ancestor is not None and self._named:
            inside = {ancestor, *ancestor.descendants()}
            if self._named[-1] in inside:
                return height < _CLOSE or len(inside & set(self._named)) == 1
            height, ancestor = height + 1, ancestor.parent
        return False

    def _read_steps(self, node: Node) -> bool:
        """Take a row of steps, each of which shows its name and its limit, and perhaps its number."""
        if self._kind != "办理流程" or node.tag == "table":
            return False
        steps = [[text for text in leaf_texts(child) if not text.isdecimal()] for child in node.elements]
        steps = [texts for texts in steps if any(map(_has_words, texts))]  # arrows between them
        named = (len(texts) == 2 and len(texts[0]) <= _LONGEST_STEP and _LIMIT.fullmatch(texts[1]) for texts in steps)
        if len(steps) < 2 or not all(named) or any(self._element(normalise_label(texts[0])) for texts in steps):
            return False
        for name, limit in steps:
            self._append(self._shown(Element.STEP_NAME, "", name))
            self._append(self._shown(Element.STEP_LIMIT, "", limit))
        return True

    def _material_labels(self, node: Node) -> Iterator[Element]:
        """Yield the element of each label of a material within a node."""
        if not blocks_inside(node):
            pairs = [pair for line in lines_of(node) for pair in labelled_pairs(line.text, self._is_label)]
            elements = [self._element(normalise_label(pair.label)) for pair in pairs]
            yield from (element for element in elements if element in MATERIAL_ELEMENTS)
            if pairs:
                return
        for child in node.elements:
            words = clean(child.text)
            element = self._element(normalise_label(words)) if len(words) <= LONGEST_LABEL else None
            if element in MATERIAL_ELEMENTS and words not in self._words:
                yield element
            else:
                yield from self._material_labels(child)

    def _read_text_after(self, element: Element, label: str, node: Node) -> bool:
        """Take the bare text that follows a label which is an element of its own: <h4>法定时限</h4>20个工作日."""
        following, text = node.next, ""
        if text_before(node):
            return False
        while following is not None and following.tag in (LETTERS, "br", "span", "b", "strong", "font", "em"):
            words = following.text
            if not following.is_letters and self._element(normalise_label(words)) is not None:
                break
            text += " " if following.tag == "br" else words
            following = following.next
        glued = re.match(r"[^\s\d:：]", text.replace("\xa0", " ")) is not None  # 承诺时限内办结 is a sentence
        value = clean(text).lstrip(":： ")
        if not value or element in PROSE_ELEMENTS or (glued and node.tag not in HEADINGS):
            return False
        self._append(ShownValue(element=element, label=label, text=value, section=self._section))
        return True

    def _read_section(self, words: str, key: str, node: Node) -> bool:
        """Open the section that a node heads: one of several to choose from opens none, a cell only what is beside."""
        if self._is_entry(node):
            return True
        outer = self._section, self._kind, self._level
        self._section, self._kind, self._level = words, self._sections[key], heading_level(node)
        if node.tag in ("th", "td", "dt") and (value := value_after(node)) is not None and (value.tag in ("td", "dd")):
            self.read_within(value)
            self._section, self._kind, self._level = outer
        return True

    def _is_entry(self, node: Node) -> bool:
        """Return whether the name of a section is an entry of a menu, under which nothing stands."""
        if node.tag in HEADINGS:
            return False
        if node.tag in ("th", "td", "dt"):
            return node.attributes.get("role") == "tab"
        inside = [each for each in node.descendants() if is_clickable(each) or each.attributes.get("role") == "tab"]
        if node.tag == "a" or any(clean(each.text) == clean(node.text) for each in inside):
            return True
        beside = node.parent.elements if node.parent is not None else []
        texts = [clean(each.text) for each in beside]
        alike = len(beside) > 1 and all(len(text) <= LONGEST_CHOICE for text in texts)
        sections = sum(normalise_label(text) in self._sections for text in texts)
        return is_choice(node) or (alike and {each.tag for each in beside} == {node.tag} and sections > 1)

    def read_within(self, value: Node) -> None:
        """Read what stands beside the name of a section as that section."""
        self._taken.add(value)
        if not self._read_label(value):
            self.read(value)

    def _read_heading(self, words: str, node: Node) -> bool:
        inside = heading_level(node) > self._level
        if self._kind == "办理流程" and inside and normalise_label(words) not in self._labels:
            self._add(Element.STEP_NAME, "", node)
        elif self._kind == "常见问题" and inside:
            self._ask(words)
        else:
            self._section, self._kind = words, ""
        return True

    def _read_prose(self, element: Element, label: str, first: Node) -> None:
        """Take what stands beside the label: a block, or a run of paragraphs until something else begins."""
        if self._begins_something_else(first):
            return
        node: Node | None = first
        texts: list[str] = []
        while node is not None and not self._begins_something_else(node):
            if texts and (node.tag != first.tag or node.tag not in ("p", "li", "dd")):
                break
            self._prose.add(node)
            if paragraphs := paragraphs_of(node):
                texts, first = texts + paragraphs, node
            node = next_element(node)
        for text in texts or [""]:
            self._append(ShownValue(element=element, label=label, text=text, section=self._section))

    def _begins_something_else(self, node: Node) -> bool:
        words = clean(node.text)
        child = node.first
        parts = [words, clean(child.text) if child is not None and child.tag != "a" else ""]
        if line := _LABELLED.match(words):
            parts.append(line[1])
        keys = {normalise_label(part) for part in parts}
        is_label = any(key in self._sections or self._element(key) not in (None, *PROSE_ELEMENTS) for key in keys)
        return is_label or node.tag in HEADINGS or node.tag in ("th", "dt")

    def _read_pictures(self, node: Node) -> None:
        """Note that 办理流程 is a picture, which nobody can read but a person."""
        if self._kind == "办理流程":
            for picture in (node, *node.descendants("img")):
                if picture.tag == "img" and not is_icon(picture):
                    alt, source = picture.attributes.get("alt", ""), picture.attributes.get("src", "")
                    shown = ShownValue(element=Element.FLOW_PICTURE, label="", text=clean(alt), link=source)
                    self._text.values.append(shown.model_copy(update={"section": self._section}))

    def _read_inline(self, node: Node) -> bool:
        """Read a block of lines: labels with their values, questions with their answers, steps by their bold names."""
        lines = lines_of(node)
        asked = self._kind == "常见问题"
        is_label = self._is_of_question if asked else self._is_label
        pairs: list[tuple[Pair, ...]] = []
        for line in lines:
            further = Before.WORDS if asked else Before.ANOTHER_ELEMENT if any(pairs) else Before.NOTHING
            pairs.append(labelled_pairs(line.text, is_label, further))
        if not any(pairs):
            if asked and self._read_loose_answer(node, lines):
                return True
            return self._kind == "办理流程" and self._read_bold_steps(node, lines)
        last: ShownValue | None = None
        for line, of_line, after in zip(lines, pairs, [*pairs[1:], ()], strict=True):
            if of_line and not asked and not of_line[0].label and last is not None:
                self._go_on(last, replace(line, text=of_line[0].value))
                of_line = of_line[1:]
            if of_line:
                last = self._read_pairs(of_line, line, node if len(lines) == 1 else None)
            elif self._kind == "办理流程" and line.bold == line.words:
                last = self._append(self._shown(Element.STEP_NAME, "", line.words))
            elif last is not None and self._goes_on(last, line):
                last = self._go_on(last, line)
            else:
                last = None
                if asked:
                    self._take_loose(line.words, self._begins_answer(after))
        return True

    def _begins_answer(self, pairs: Sequence[Pair]) -> bool:
        return bool(pairs) and self._element(normalise_label(pairs[0].label)) is Element.ANSWER

    def _is_of_question(self, words: str) -> bool:
        return self._element(normalise_label(words)) in QUESTION_ELEMENTS

    def _is_label(self, words: str) -> bool:
        key = normalise_label(words)
        return self._element(key) is not None or key in self._sections

    def _read_pairs(self, pairs: Sequence[Pair], line: Line, node: Node | None) -> ShownValue | None:
        """Take the pairs of a line; return the last of them, which the next line may go on with."""
        elements = [self._element(normalise_label(pair.label)) for pair in pairs]
        if len(pairs) > 1 and set(elements) <= {*_COUNTS, None}:  # 原件：1 复印件：0
            return self._append(self._shown(Element.COPIES, "", line.words))
        last: ShownValue | None = None
        for pair, element in zip(pairs, elements, strict=True):
            if not pair.label:  # 多久办结？答：30个工作日
                if self._kind == "常见问题":
                    self._ask(pair.value)
                continue
            last = self._shown(element, pair.label, pair.value) if element is not None else None
            if last is None or not pair.value:
                continue
            if len(pairs) == 1 and last.element in _NAMES and node is not None:
                self._append_name(last, node)
            else:
                links = tuple(link for link in line.links if len(pairs) == 1 or (link.text and link.text in pair.value))
                self._append(last := last.model_copy(update={"link": _first(links), "links": links}))
        return last

    def _goes_on(self, last: ShownValue, line: Line) -> bool:
        """Return whether a line without a label belongs to the value above: not if its own label is only unknown."""
        labelled = _LABELLED.match(line.words)
        return labelled is None or last.element in _IN_LINES or not last.text

    def _go_on(self, last: ShownValue, line: Line) -> ShownValue:
        """Add a line to the value above, or a paragraph to prose."""
        if not last.text or last.element in PROSE_ELEMENTS:
            return self._append(last.model_copy(update={"text": line.words, "links": line.links}))
        longer = last.model_copy(update={"text": f"{last.text} {line.words}"})
        for values in (self._text.values, *(groups[-1] for groups in self._text.groups.values() if groups)):
            if values and values[-1] is last:
                values[-1] = longer
        return longer

    def _read_bold_steps(self, node: Node, lines: Sequence[Line]) -> bool:
        """Take a paragraph as a step when it begins with a bold name, as others beside it do, or with a number."""
        names = [_step_of(line) for line in lines]
        beside = node.parent.elements if node.parent is not None else []
        alike = sum(1 for each in beside if each.tag == node.tag and _begins_bold(each))
        for line, name in zip(lines, names, strict=True):
            numbered = name is not None and normalise_label(line.bold) != re.sub(r"\s", "", line.bold)
            if name is not None and (numbered or alike > 1 or sum(each is not None for each in names) > 1):
                self._append(self._shown(Element.STEP_NAME, "", name))
                rest = line.words[len(line.bold) :].lstrip("：: ")
            else:
                rest = line.words
            if _LIMIT.fullmatch(rest) and self._text.groups["办理流程"]:
                self._append(self._shown(Element.STEP_LIMIT, "", rest))
        return any(name is not None for name in names)

    def _read_loose_answer(self, node: Node, lines: Sequence[Line]) -> bool:
        """Keep a text of 常见问题 that bears no label, lest what it says be passed over."""
        words = clean(node.text)
        inside = (normalise_label(clean(child.text)) for child in node.elements)
        if normalise_label(words) in self._labels or any(label in self._labels for label in inside):
            return False  # a label without a value, or one that is read by itself
        if node.tag not in ("a", "button"):
            texts = [line.words for line in lines]
            for text, after in zip(texts, [*texts[1:], ""], strict=True):
                self._take_loose(text, node.tag in ("th", "dt") or (not after and self._is_answered(node)))
        return True

    def _take_loose(self, words: str, asks: bool) -> None:
        if words in _NO_VALUE or not any(map(str.isalnum, words)):
            return
        if asks or words.endswith(("？", "?")):
            self._ask(words)
            return
        answer = self._shown(Element.ANSWER, "", words)
        groups = self._text.groups[self._kind]
        questions = [value for value in groups[-1] if value.element is Element.QUESTION] if groups else []
        if questions and len(groups[-1]) == 1:
            groups[-1].append(answer)
        else:
            groups.append([*(value for value in questions if not value.label), answer])

    def _ask(self, words: str) -> None:
        """Begin a question that bears no label, without its number in the list."""
        self._append(self._shown(Element.QUESTION, "", without_number(words)))

    def _is_answered(self, node: Node) -> bool:
        """Return whether what follows begins with 答：, so that this is what was asked."""
        following = next_element(node)
        line = _LABELLED.match(clean(following.text)) if following is not None else None
        return line is not None and self._element(normalise_label(line[1])) is Element.ANSWER

    def _shown(self, element: Element, label: str, text: str) -> ShownValue:
        return ShownValue(element=element, label=label, text=text, section=self._section)

    def _read_grid(self, head: Node) -> bool:
        """Take a row of heads and the rows of as many cells under it, of whatever elements, as one group a row."""
        if head.tag in ("table", "thead", "tbody", "tr", "dl", "p", "select") or head.tag in HEADINGS:
            return False
        cells = head.elements
        header = [clean(cell.text) for cell in cells]
        if len(cells) < 2 or len({cell.tag for cell in cells}) > 1 or any(len(text) > LONGEST_LABEL for text in header):
            return False
        kind, elements = self._heads(header)
        known = sum(element is not None for element in elements)
        if known < 2:
            return False
        rows = rows_under(head)
        if any(
            self._is_head(cell, element, kind) for row in rows for cell, element in zip(row, elements, strict=False)
        ):
            return False  # its words come again: they are labels beside their values
        if not rows:
            heads = sum(
                element is not None and text not in self._words for element, text in zip(elements, header, strict=True)
            )
            return is_head_alone(heads, cells)
        for row in rows:
            self._taken.update(node for node in (*row, *(cell.parent for cell in row)) if node is not None)
        self._read_rows(kind, elements, header, rows)
        return True

    def _read_table(self, table: Node) -> bool:
        """Take a table with a header row of known labels as one group a row. False when it is not such a table."""
        grid = table_grid(table)
        while grid and len(set(grid[0])) == 1:  # a title above the header
            del grid[0]
        if self._is_lying(grid):
            grid = [list(column) for column in zip(*grid, strict=True)]
        depth = header_rows(grid)
        # A row of th and td holds labels beside their values.
        if len(grid) <= depth or len({cell.tag for row in grid[:depth] for cell in row}) > 1:
            return False
        header = [clean(cell.text) for cell in grid[depth - 1]]
        kind, elements = self._heads(header)
        is_all_head = len(header) > 1 and {cell.tag for cell in grid[depth - 1]} == {"th"}
        if sum(element is not None for element in elements) < (1 if is_all_head else 2):
            return False
        self._read_rows(kind, elements, header, grid[depth:])
        return True

    def _is_lying(self, grid: Sequence[Sequence[Node]]) -> bool:
        """Return whether a table has its heads in its first column, and a group in each column after it."""
        if len(grid) < 2 or len(grid[0]) <= 2 or len({len(row) for row in grid}) > 1:
            return False
        heads = [clean(row[0].text) for row in grid]
        if any(len(head) > LONGEST_LABEL for head in heads):
            return False
        _, elements = self._heads(heads)
        known = sum(element is not None for element in elements)
        return known > 1 and not any(self._is_label_alone(cell) for row in grid for cell in row[1:])

    def _heads(self, header: list[str]) -> tuple[str, list[Element | None]]:
        """Return what a row of heads lists, and the element of each column; nothing where it lists none of ours."""
        kind = next((k for k, first in FIRST.items() if self._has(header, first)), "")
        kind = self._kind if (kind, self._kind) == ("办理流程", "特殊环节") else kind
        return kind, self._columns(header, kind) if kind else []

    def _read_rows(self, kind: str, elements: list[Element | None], header: list[str], rows: list[list[Node]]) -> None:
        """Take each row as a group: the cells under the heads, and what is offered under any other."""
        outer = self._section, self._kind
        self._kind = kind
        above: set[Node] = set()
        for row in rows:
            if len(set(row)) == 1 < len(header):  # what is said below a row belongs to it
                self.read(row[0])
                continue
            # The name opens a group, in whatever column it stands; one that spans rows opens one for all of them.
            columns = sorted(zip(elements, header, row, strict=False), key=lambda entry: entry[0] is not FIRST[kind])
            names = {cell for element, _, cell in columns if element is FIRST[kind]}
            spanning = above if names <= above else set()
            for element, label, cell in columns:
                if cell in spanning:
                    continue
                if element is not None:
                    self._add(element, label, cell)
                if kind == "申请材料" and element not in (*_FILES, Element.MATERIAL_NAME):
                    self._offer(clickables(cell), label, is_known=element is not None)
            above = {cell for _, _, cell in columns}
        self._section, self._kind = outer

    def _is_head(self, cell: Node, element: Element | None, kind: str) -> bool:
        """Return whether a cell under a head bears the name of its column, too."""
        words = clean(cell.text)
        named = element is not None and self._element(normalise_label(words), kind) is element
        return named and plain_mark(words) not in self._words

    def _columns(self, header: list[str], kind: str) -> list[Element | None]:
        """Return the element of each column of a table of groups.

        Other columns (办理结果 of a step) are none of the matter's.

        Only the first column of names names a group: 办理环节 stands before 办理步骤.
        """
        columns: list[Element | None] = []
        for label in header:
            element = self._element(normalise_label(label), kind)
            own = element in GROUPS[kind] and not (element is FIRST[kind] and element in columns)
            columns.append(element if own else None)
        return columns

    def _has(self, header: list[str], element: Element) -> bool:
        return any(element in self._labels.get(normalise_label(cell), ()) for cell in header)

    def _element(self, label: str, kind: str = "") -> Element | None:
        """Return the element of a label; where a label may stand for several, the section decides."""
        candidates = self._labels.get(label, ())
        own = GROUPS.get(kind or self._kind, frozenset())
        inside = [c for c in candidates if c in own]
        outside = [c for c in candidates if c not in GROUPED or c in FEE_ELEMENTS]
        if self._is_of_special_step(label):
            outside += [c for c in candidates if c in SPECIAL_ELEMENTS]
        return next(iter(inside + outside), None)

    def _is_of_special_step(self, label: str) -> bool:
        """Return whether a label says itself that it belongs to the record of a 特殊环节, under whatever heading."""
        return any(word in label for word in self._of_special_steps)

    def _holds_labels(self, value: Node, element: Element) -> bool:
        """Return whether what stands beside a label is not its value but the next label: the value is blank."""
        if value.tag not in ("td", "dd"):
            words = clean(value.text)
            line, first = _LABELLED.match(words), value.first
            own = (None, element, *(_COUNTS if element is Element.COPIES else ()))
            if line and self._element(normalise_label(line[1])) not in own:
                return True
            inner = clean(first.text) if first is not None and first.tag != "a" else ""
            if inner != words and self._element(normalise_label(inner)) is not None:
                return True
        if not blocks_inside(value):
            pairs = [pair for line in lines_of(value) for pair in labelled_pairs(line.text, self._is_label)]
            inside = {self._element(normalise_label(pair.label)) for pair in pairs}
            if len(inside) > 1 and not inside <= {None, element, *_COUNTS}:
                return True
        own_labels = ("label", "strong", *(("div", "p", "li", "span") if blocks_inside(value) else ()))
        holds_pairs = any(True for _ in value.descendants("table", "dl", "dt", "th"))
        return holds_pairs or any(map(self._is_label_alone, value.descendants(*own_labels)))

    def _is_label_alone(self, node: Node) -> bool:
        words = clean(node.text)
        return len(words) <= LONGEST_LABEL and normalise_label(words) in self._labels and words not in self._words

    def _add(self, element: Element, label: str, value: Node) -> None:
        self._taken.add(value)
        links = links_in(value)
        text = clean(value.spaced_text) if element in _TO_LOOK_AT else shown_text(value)
        shown = self._shown(element, label, text).model_copy(update={"link": _first(links), "links": links})
        if element in _NAMES:
            self._append_name(shown, value)
        elif element in _FILES and len(offered := self._files_offered(value, element)) > 1:
            for each in offered:
                self._append(each.model_copy(update={"label": label}))
        elif limits := _both_limits(element, text):
            for limit, part in limits:
                self._append(self._shown(limit, label, part))
        else:
            self._append(shown)

    def _append_name(self, shown: ShownValue, node: Node) -> None:
        """Append a name without the marks and links that stand beside it, and then these."""
        cell = read_name(node, self._words, self._actions)
        name, mark = cell.name, ""
        if (line := _LABELLED.match(name)) and normalise_label(line[1]) == normalise_label(shown.label):
            name = line[2].strip()  # the label stands in the same block
        if shown.element in _LISTED_NAMES:
            name, mark = without_symbols(name)
        links = tuple(link for link in shown.links if link.address == cell.link)
        self._append(shown.model_copy(update={"text": name, "link": cell.link, "links": links}))
        self._append_marks(shown.element, cell, mark, node)

    def _append_marks(self, name: Element, cell: NameCell, mark: str, node: Node) -> None:
        """Append what stands beside a name: as the value that it is, else as a note."""
        if name is Element.MATERIAL_NAME:
            self._named.append(node)
            for words in filter(None, (mark, *cell.marks)):
                element = self._words.get(plain_mark(words), Element.MATERIAL_NOTE)
                self._append(self._shown(element, "", words))
            self._offer(cell.clickable)
        elif name is Element.STEP_NAME:
            for words in cell.marks:
                if _LIMIT.fullmatch(words):
                    self._append(self._shown(Element.STEP_LIMIT, "", words))
        elif name is Element.RESULT_NAME:
            for link in cell.clickable:
                if self._file_named(link.text, _TO_LOOK_AT) is not None:
                    sample = self._shown(Element.RESULT_SAMPLE, "", link.text)
                    self._append(sample.model_copy(update=_leading(link)))

    def _offer(self, links: Iterable[Link], head: str = "", is_known: bool = False) -> None:
        """Append what can be clicked beside a material: as the file that it names, else as a note to be asked about.

        `head` is that of its column. In a column that is known for another element only a file's name counts.
        """
        for link in links:
            element = self._file_named(link.text, _FILES)
            if element is None and not is_known:
                element = self._file_named(head, _FILES) or Element.MATERIAL_NOTE
            if element is not None:
                self._append(self._shown(element, head, link.text).model_copy(update=_leading(link)))

    def _files_offered(self, cell: Node, column: Element) -> tuple[ShownValue, ...]:
        """Return each file that a cell offers, where only a script knows its address; links tell theirs themselves."""
        links = clickables(cell)
        if all(link.address for link in links) or len({link.text for link in links}) < len(links):
            return ()
        elements = [self._file_named(link.text, _FILES) for link in links]
        if not any(elements):
            return ()
        return tuple(
            self._shown(element or column, "", link.text).model_copy(update=_leading(link))
            for element, link in zip(elements, links, strict=True)
        )

    def _file_named(self, words: str, among: Sequence[Element]) -> Element | None:
        """Return which file words name by the labels in them: 查看样表. None where they name two, or none."""
        text, named = re.sub(r"\s", "", words), set[Element]()
        for label, element in self._file_labels:
            if element in among and label in text:
                text = text.replace(label, " ")
                named.add(element)
        return named.pop() if len(named) == 1 else None

    def _append(self, shown: ShownValue) -> ShownValue:
        kind = self._kind
        if shown.element not in GROUPS.get(kind, ()) and self._is_of_special_step(normalise_label(shown.label)):
            kind = "特殊环节"
        if kind and shown.element in GROUPS[kind]:
            groups = self._text.groups[kind]
            if shown.element is FIRST[kind]:
                groups.append([])
            if groups:
                groups[-1].append(shown)
            elif kind == "收费项目":  # a standard without a name for what is paid
                self._text.values.append(shown)
        else:
            self._text.values.append(shown)
        return shown


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, text))


def _leading(link: Link) -> dict[str, object]:
    """Return what a value that is to be clicked adds: its link stays without an address where a script has it."""
    return {"link": link.address, "links": (link,)}


def _both_limits(element: Element, text: str) -> tuple[tuple[Element, str], ...]:
    """Return each limit of a value that names both, and nothing else: 法定20个工作日，承诺10个工作日."""
    if element not in _LIMITS.values():
        return ()
    parts = [part.strip("，,；;、/ ") for part in re.split(r"(?=法定|承诺)", text) if part.strip("，,；;、/ ")]
    limits = tuple((_LIMITS.get(part[:2]), part) for part in parts)
    named = [each for each, _ in limits]
    if len(limits) != 2 or set(named) != set(_LIMITS.values()):
        return ()
    return tuple((each, part) for each, part in limits if each is not None)


def _step_of(line: Line) -> str | None:
    """Return the name of a step with which a line begins: all of it in bold, or its bold beginning before a colon."""
    name = line.bold.rstrip("：: ")
    alone = line.words == line.bold or line.bold.endswith(("：", ":"))
    names = alone or line.words[len(line.bold) :].startswith(("：", ":"))
    is_name = 1 < len(name) <= _LONGEST_STEP and not re.search("[，。；！？,;!?]", name)
    return name if names and is_name and line.words.startswith(line.bold) else None


def _begins_bold(node: Node) -> bool:
    lines = [] if blocks_inside(node) else lines_of(node)
    return bool(lines) and _step_of(lines[0]) is not None


def _first(links: tuple[Link, ...]) -> str:
    return links[0].address if links else ""
