"""What is gathered while a guide is read: where one is, what each label means there, and which value goes where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zicha.model.facts.guide import Element, Link, ShownValue
from zicha.model.page import Ink
from zicha.portal.drawn import Node, line_of
from zicha.portal.guide.cells import (
    NameCell,
    clickables,
    read_name,
    without_number_alone,
    without_place,
    without_symbols,
)
from zicha.portal.guide.groups import (
    FEE_ELEMENTS,
    FIRST,
    GROUPED,
    GROUPS,
    PROSE_ELEMENTS,
    QUESTION_ELEMENTS,
    SPECIAL_ELEMENTS,
)
from zicha.portal.guide.lines import LONGEST_LABEL
from zicha.portal.guide.text import GuideText
from zicha.portal.markup import clean, links_in, shown_text
from zicha.portal.profile import Profile, normalise_label, plain_mark
from zicha.text.durations import MARK, with_marks

FILES = (Element.BLANK_FORM, Element.SAMPLE)
COUNTS = (Element.ORIGINAL_COUNT, Element.COPY_COUNT)
NAMES = frozenset({Element.NAME, Element.RESULT_NAME, Element.MATERIAL_NAME, Element.STEP_NAME, Element.FEE_NAME})
_TO_LOOK_AT = (*FILES, Element.RESULT_SAMPLE)
_NOTED = re.compile(r"(.*\S)\s*[（(\[【]([^（()）\[\]【】]+)[)）\]】]")
_MARKS_IN_BRACKETS = (Element.SHARED, Element.NECESSITY)
"""Marks that are none of a name's own words, even in brackets behind it; 原件 may be."""
_LISTED_NAMES = frozenset({Element.MATERIAL_NAME, Element.STEP_NAME})
"""Names of a list, before which symbols and marks may stand."""
_LIMITS = {"法定": Element.LEGAL_LIMIT, "承诺": Element.PROMISED_LIMIT}
_NUMERALS = "0123456789一二三四五六七八九十"
_CLOSE = 2
"""How far above a loose link the name of its material may stand beside it."""
_AROUND_A_LIMIT = re.compile("(?:约|承诺|法定)?(.+?)(?:以内|之内|内)?")
LABELLED = re.compile(rf"([^：:]{{1,{LONGEST_LABEL}}})[：:](.*)", re.DOTALL)


def is_limit(words: str) -> bool:
    """Return whether words say how long something takes, and nothing else: 约六个工作日内."""
    bare = _AROUND_A_LIMIT.fullmatch(words.strip())
    return bare is not None and with_marks(bare[1]) == MARK


class EntryName(NamedTuple):
    """Where the name of an entry stands, and the place of the entry in its list; the heading is that of the list."""

    kind: str
    place: int
    node: Node
    heading: Node | None


class Gathering:
    """What one pane of a guide has shown so far, and the section in which the reader is."""

    def __init__(self, profile: Profile, tab: str) -> None:
        self.labels = profile.element_of_label
        self.sections = {normalise_label(s): kind for kind, words in profile.sections.items() for s in words}
        of_files = (
            (label, each) for label, elements in self.labels.items() for each in elements if each in _TO_LOOK_AT
        )
        self._file_labels = sorted(of_files, key=lambda entry: -len(entry[0]))
        self.marks = profile.element_of_mark
        self.actions = frozenset(word for key in ("file", "details", "entry_details") for word in profile.entries[key])
        self._of_special_steps = [word for word, kind in self.sections.items() if kind == "特殊环节"]
        self.text = GuideText()
        self.section = tab
        self.kind = self.sections.get(normalise_label(tab), "")
        self.heading: Node | None = None
        self.label_looks: set[tuple[str, Ink]] = set()
        """What the labels of the section look like."""
        self.named: list[EntryName] = []
        """Where the names of materials and steps stand."""
        self.file_cells: set[Node] = set()
        """What stands under the head of a file."""
        self.taken: set[Node] = set()
        """Values that stand beside a label which was read with them."""

    def element(self, label: str, kind: str = "") -> Element | None:
        """Return the element of a label; where a label may stand for several, the section decides."""
        candidates = self.labels.get(label, ()) or self._of_numbered_question(label)
        own = GROUPS.get(kind or self.kind, frozenset())
        inside = [c for c in candidates if c in own]
        outside = [c for c in candidates if c not in GROUPED or c in FEE_ELEMENTS]
        if self.is_of_special_step(label):
            outside += [c for c in candidates if c in SPECIAL_ELEMENTS]
        return next(iter(inside + outside), None)

    def _of_numbered_question(self, label: str) -> Sequence[Element]:
        """Return what 问题1 or 答一 may stand for: a question, or its answer."""
        named = self.labels.get(label.rstrip(_NUMERALS), ())
        return [each for each in named if each in QUESTION_ELEMENTS]

    def is_of_special_step(self, label: str) -> bool:
        """Return whether a label says itself that it belongs to the record of a 特殊环节, under whatever heading."""
        return any(word in label for word in self._of_special_steps)

    def is_label(self, words: str) -> bool:
        key = normalise_label(words)
        return self.element(key) is not None or key in self.sections

    def is_heading(self, words: str) -> bool:
        """Return whether words are the name of a part, or the label of prose that may stand above it."""
        key = normalise_label(words)
        return key in self.sections or any(each in PROSE_ELEMENTS for each in self.labels.get(key, ()))

    def shown(self, element: Element, label: str, text: str) -> ShownValue:
        return ShownValue(element=element, label=label, text=text, section=self.section)

    def append(self, shown: ShownValue) -> ShownValue:
        kind = self.kind
        if shown.element not in GROUPS.get(kind, ()) and self.is_of_special_step(normalise_label(shown.label)):
            kind = "特殊环节"
        if kind and shown.element in GROUPS[kind]:
            groups = self.text.groups[kind]
            if shown.element is FIRST[kind]:
                groups.append([])
            if groups:
                groups[-1].append(shown)
            elif kind == "收费项目":  # a standard without a name for what is paid
                self.text.values.append(shown)
        else:
            self.text.values.append(shown)
        return shown

    def add(self, element: Element, label: str, value: Node) -> None:
        self.taken.add(value)
        if element in _TO_LOOK_AT:
            self.file_cells.add(value)
        links = links_in(value)
        text = clean(value.spaced_text) if element in _TO_LOOK_AT else shown_text(value)
        shown = self.shown(element, label, text).model_copy(update={"link": first_address(links), "links": links})
        if element in NAMES:
            self.append_name(shown, value)
        elif element in FILES and len(offered := self.files_offered(value, element)) > 1:
            for each in offered:
                self.append(each.model_copy(update={"label": label}))
        elif limits := _both_limits(element, text):
            for limit, part in limits:
                self.append(self.shown(limit, label, part))
        else:
            self.append(shown)

    def append_name(self, shown: ShownValue, node: Node) -> None:
        """Append a name without the marks and links that stand beside it, and then these."""
        is_listed = shown.element in _LISTED_NAMES
        place = len(self.text.groups[self.kind]) + 1 if is_listed and self.kind else 1
        bare = line_of(without_number_alone([node], place)) if is_listed else node
        cell = read_name(bare, self.marks, self.actions)
        name, mark = cell.name, ""
        if (line := LABELLED.match(name)) and normalise_label(line[1]) == normalise_label(shown.label):
            name = line[2].strip()  # the label stands in the same block
        name = name.lstrip("：: ")
        if is_listed:
            name, mark = without_symbols(name)
        if shown.element is Element.MATERIAL_NAME:
            name = without_place(name)
        if (noted := _NOTED.fullmatch(name)) and self.marks.get(plain_mark(noted[2])) in _MARKS_IN_BRACKETS:
            name, mark = noted[1], noted[2]
        links = tuple(link for link in shown.links if link.address == cell.link)
        self.append(shown.model_copy(update={"text": name, "link": cell.link, "links": links}))
        self.keep_place(shown.element, node)
        self.append_marks(shown.element, cell, mark)

    def keep_place(self, name: Element, node: Node) -> None:
        """Keep where the name of the last entry of a list stands."""
        if name is FIRST.get(self.kind):
            self.named.append(EntryName(self.kind, len(self.text.groups[self.kind]) - 1, node, self.heading))

    def append_marks(self, name: Element, cell: NameCell, mark: str) -> None:
        """Append what stands beside a name: as the value that it is, else as a note."""
        if name is Element.MATERIAL_NAME:
            for words in filter(None, (mark, *cell.marks)):
                element = self.marks.get(plain_mark(words), Element.MATERIAL_NOTE)
                self.append(self.shown(element, "", words))
            self.offer(cell.clickable)
        elif name is Element.STEP_NAME:
            for words in cell.marks:
                if is_limit(words):
                    self.append(self.shown(Element.STEP_LIMIT, "", words))
        elif name is Element.RESULT_NAME:
            for link in cell.clickable:
                if self.file_named(link.text, _TO_LOOK_AT) is not None:
                    sample = self.shown(Element.RESULT_SAMPLE, "", link.text)
                    self.append(sample.model_copy(update=_leading(link)))

    def offer(self, links: Iterable[Link], head: str = "", is_known: bool = False) -> None:
        """Append what can be clicked beside a material: as the file that it names, else as a note to be asked about.

        `head` is that of its column. In a column that is known for another element only a file's name counts.
        """
        for link in links:
            element = self.file_named(link.text, FILES)
            if element is None and not is_known:
                element = self.file_named(head, FILES) or Element.MATERIAL_NOTE
            if element is not None:
                self.append(self.shown(element, head, link.text).model_copy(update=_leading(link)))

    def files_offered(self, cell: Node, column: Element) -> tuple[ShownValue, ...]:
        """Return each file that a cell offers, where only a script knows its address; links tell theirs themselves."""
        links = clickables(cell)
        if all(link.address for link in links) or len({link.text for link in links}) < len(links):
            return ()
        elements = [self.file_named(link.text, FILES) for link in links]
        if not any(elements):
            return ()
        return tuple(
            self.shown(element or column, "", link.text).model_copy(update=_leading(link))
            for element, link in zip(elements, links, strict=True)
        )

    def file_named(self, words: str, among: Sequence[Element]) -> Element | None:
        """Return which file words name by the labels in them: 查看样表. None where they name two, or none."""
        text, named = re.sub(r"\s", "", words), set[Element]()
        for label, element in self._file_labels:
            if element in among and label in text:
                text = text.replace(label, " ")
                named.add(element)
        return named.pop() if len(named) == 1 else None

    def is_of_last_material(self, node: Node) -> bool:
        """Return whether a loose link stands in the card of the last material, or close behind its name."""
        height, ancestor = 0, node.parent
        names = [each.node for each in self.named if each.kind == self.kind]
        while ancestor is not None and names:
            inside = {ancestor, *ancestor.descendants()}
            if {names[-1], names[-1].parent} & inside:
                return height < _CLOSE or sum(bool({each, each.parent} & inside) for each in names) == 1
            height, ancestor = height + 1, ancestor.parent
        return False

    def is_label_alone(self, node: Node) -> bool:
        words = clean(node.text)
        return len(words) <= LONGEST_LABEL and normalise_label(words) in self.labels and words not in self.marks


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


def first_address(links: tuple[Link, ...]) -> str:
    return links[0].address if links else ""
