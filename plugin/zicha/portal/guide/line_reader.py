"""Read the lines of one block: labels with their values, questions with their answers, steps by their bold names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from zicha.model.facts.guide import Element, Link, ShownValue
from zicha.model.page import Ink
from zicha.portal.drawn import Node, break_after, line_of
from zicha.portal.guide.cells import link_of
from zicha.portal.guide.gathering import COUNTS, FILES, LABELLED, NAMES, Gathering, first_address, is_limit
from zicha.portal.guide.groups import PROSE_ELEMENTS, QUESTION_ELEMENTS
from zicha.portal.guide.lines import Before, Pair, labelled_pairs
from zicha.portal.guide.text import NO_VALUE
from zicha.portal.markup import Line, blocks_inside, clean, is_clickable, lines_of, next_element
from zicha.portal.profile import normalise_label, numbering, plain_mark, without_number

_IN_LINES = frozenset(
    {
        Element.CONDITIONS, Element.BASIS, Element.CONSULTATION, Element.SUPERVISION,
        Element.VISIT_REASON, Element.LEGAL_LIMIT_NOTE, Element.PROMISED_LIMIT_NOTE, Element.NOTE, Element.DELIVERY,
        Element.ANSWER, Element.STEP_CONTENT, Element.HINT, Element.ACCEPTANCE, Element.MATERIAL_NOTE,
        Element.FEE_STANDARD, Element.FEE_BASIS, Element.FEE_RELIEF,
    }
)  # fmt: skip
"""Elements whose value may go on in further lines, even such as look like labels of their own (上午：9:00)."""
_IN_ALIKE_LINES = frozenset({Element.PLACE, Element.HOURS})
"""Elements that go on in such a line only where the value began with one: 上午：9:00, but not 位置指引：二楼."""
_BEGINS_LABELLED = re.compile(r"[^\d：:，。；]{1,12}[：:]")
_LONGEST_STEP = 12
_ARROW = re.compile(r"\s*(?:[→⇒➔➜➡▶►]|[-—=]+[>＞])\s*")
_TIMED_STEP = re.compile(r"([^，。；：、？！,;:?!（()）]{1,12})(?:[（(]([^（()）]*)[）)])?(?:[：:](.*))?", re.DOTALL)
_STEP = re.compile(r"([^，。；：、？！,;:?!（()）]{1,12})(?:[（(]([^（()）]*)[）)])?")


class LineReader:
    """Reads blocks in which no other block stands."""

    def __init__(self, guide: Gathering) -> None:
        self._guide = guide
        self._answer_ink: Ink | None = None
        """What the answer to the last question looks like that bears no label."""

    def read_inline(self, node: Node) -> bool:
        """Read a block of lines: labels with their values, questions with their answers, steps by their bold names."""
        lines = lines_of(node)
        is_of_questions = self._guide.kind == "常见问题"
        is_label = self._is_of_question if is_of_questions else self._guide.is_label
        pairs: list[tuple[Pair, ...]] = []
        whole: list[Line] = []
        for line in lines:
            further = Before.WORDS if is_of_questions else Before.ANOTHER_ELEMENT if any(pairs) else Before.NOTHING
            of_line = labelled_pairs(line.text, is_label, further)
            if not of_line and pairs and self._names_material(pairs[-1]) and self._is_mark_beneath(whole[-1], line):
                whole[-1] = _together(whole[-1], line)
            else:
                pairs.append(of_line)
                whole.append(line)
        lines = whole
        if not any(pairs):
            if is_of_questions and self._read_loose_answer(node, lines):
                return True
            is_steps = self._guide.kind == "办理流程"
            return is_steps and (
                self._read_sentence_of_steps(lines)
                or self._read_bold_steps(node, lines)
                or self._read_timed_steps(node, lines)
            )
        last: ShownValue | None = None
        for line, of_line, after in zip(lines, pairs, [*pairs[1:], ()], strict=True):
            if of_line and not is_of_questions and not of_line[0].label and last is not None:
                self._go_on(last, replace(line, text=of_line[0].value))
                of_line = of_line[1:]
            if of_line:
                last = self._read_pairs(of_line, line)
            elif self._guide.kind == "办理流程" and line.bold == line.words:
                last = self._guide.append(self._guide.shown(Element.STEP_NAME, "", line.words))
            elif self._guide.kind == "申请材料" and (offered := self._files_in(line)):
                self._guide.offer(offered)
            elif (
                last is not None and not (is_of_questions and self._begins_answer(after)) and self._goes_on(last, line)
            ):
                last = self._go_on(last, line)
            else:
                last = None
                if is_of_questions:
                    self._take_loose(line, self._begins_answer(after))
        return True

    def _names_material(self, pairs: Sequence[Pair]) -> bool:
        named = [self._guide.element(normalise_label(pair.label)) for pair in pairs]
        return named == [Element.MATERIAL_NAME] and bool(pairs[0].value)

    def _is_mark_beneath(self, name: Line, line: Line) -> bool:
        """Return whether a line beneath a name is set off from it, by its words or by its look, as in a cell."""
        if plain_mark(line.words) in self._guide.marks:
            return True
        own, other = ({piece.ink for piece in line_of(each.nodes).pieces()} for each in (name, line))
        return not own & other and not self._files_in(line) and LABELLED.match(line.words) is None

    def _files_in(self, line: Line) -> tuple[Link, ...]:
        """Return what can be clicked in a line that says nothing else: 操作：空表 样表."""
        links = tuple(link_of(node) for node in line.nodes if is_clickable(node))
        words = "".join(node.text for node in line.nodes if not is_clickable(node))
        return links if words.strip().endswith(("：", ":")) or not words.strip() else ()

    def _begins_answer(self, pairs: Sequence[Pair]) -> bool:
        return bool(pairs) and self._guide.element(normalise_label(pairs[0].label)) is Element.ANSWER

    def _is_of_question(self, words: str) -> bool:
        return self._guide.element(normalise_label(words)) in QUESTION_ELEMENTS

    def _read_pairs(self, pairs: Sequence[Pair], line: Line) -> ShownValue | None:
        """Take the pairs of a line; return the last of them, which the next line may go on with."""
        elements = [self._guide.element(normalise_label(pair.label)) for pair in pairs]
        if len(pairs) > 1 and set(elements) <= {*COUNTS, None}:  # 原件：1 复印件：0
            return self._guide.append(self._guide.shown(Element.COPIES, "", line.words))
        if len(pairs) > 2 and elements[0] is Element.COPIES and not pairs[0].value and set(elements[1:]) <= set(COUNTS):
            label = pairs[0].label  # 份数：原件：1 复印件：0, the label in an element of its own
            value = " ".join(f"{pair.label}：{pair.value}" for pair in pairs[1:])
            return self._guide.append(self._guide.shown(Element.COPIES, label, value))
        last: ShownValue | None = None
        for pair, element in zip(pairs, elements, strict=True):
            if not pair.label:  # 多久办结？答：30个工作日
                if self._guide.kind == "常见问题":
                    self.ask(pair.value)
                continue
            last = self._guide.shown(element, pair.label, pair.value) if element is not None else None
            if last is None or not pair.value:
                continue
            if last.element in FILES and len(pairs) == 1:
                self._guide.file_cells.update(line.nodes)
                if len(offered := self._guide.files_offered(line_of(line.nodes), last.element)) > 1:
                    for each in offered:
                        last = self._guide.append(each.model_copy(update={"label": pair.label}))
                    continue
            if len(pairs) == 1 and last.element in NAMES:
                self._guide.append_name(last, line_of(_behind(line.nodes, pair.label)))
            else:
                links = tuple(link for link in line.links if len(pairs) == 1 or (link.text and link.text in pair.value))
                self._guide.append(last := last.model_copy(update={"link": first_address(links), "links": links}))
        return last

    def _goes_on(self, last: ShownValue, line: Line) -> bool:
        """Return whether a line without a label belongs to the value above: not if its own label is only unknown."""
        labelled = LABELLED.match(line.words)
        if labelled is None or not last.text:
            return True
        if last.element is Element.ANSWER and self._begins_with_label(line.words):
            return False
        if last.element in _IN_ALIKE_LINES:
            return _BEGINS_LABELLED.match(last.text) is not None
        return last.element in _IN_LINES and labelled[2].strip() != ""

    def _go_on(self, last: ShownValue, line: Line) -> ShownValue:
        """Add a line to the value above, or a paragraph to prose."""
        if not last.text or last.element in PROSE_ELEMENTS:
            return self._guide.append(last.model_copy(update={"text": line.words, "links": line.links}))
        longer = last.model_copy(update={"text": f"{last.text} {line.words}"})
        for values in (self._guide.text.values, *(groups[-1] for groups in self._guide.text.groups.values() if groups)):
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
                self._guide.append(self._guide.shown(Element.STEP_NAME, "", name))
                rest = line.words[len(line.bold) :].lstrip("：: ")
            else:
                rest = line.words
            if is_limit(rest) and self._guide.text.groups["办理流程"]:
                self._guide.append(self._guide.shown(Element.STEP_LIMIT, "", rest))
        return any(name is not None for name in names)

    def _read_timed_steps(self, node: Node, lines: Sequence[Line]) -> bool:
        """Take numbered lines as steps where each names a step and its limit: 1、受理（1个工作日）：核对材料.

        Numbered lines without limits may tell what to press: 1.登录：登录政务服务网.
        """
        beside = [each for each in node.parent.elements if each.tag == node.tag] if node.parent is not None else [node]
        around = [line.words for each in beside if not blocks_inside(each) for line in lines_of(each)]
        numbered = [words for words in around if numbering(words)]
        steps = [_timed_step(line.words) for line in lines]
        if len(numbered) < 2 or not all(steps) or not all(map(_timed_step, numbered)):
            return False
        for name, limit, content in filter(None, steps):
            self._guide.append(self._guide.shown(Element.STEP_NAME, "", name))
            self._guide.append(self._guide.shown(Element.STEP_LIMIT, "", limit))
            if content:
                self._guide.append(self._guide.shown(Element.STEP_CONTENT, "", content))
        return True

    def _read_sentence_of_steps(self, lines: Sequence[Line]) -> bool:
        """Take a sentence of steps with arrows between them: 受理（1个工作日）→审查→决定."""
        steps = [_STEP.fullmatch(part.strip()) for part in _ARROW.split(" ".join(line.words for line in lines))]
        if len(steps) < 2 or not all(steps):
            return False
        for step in steps:
            if step is not None:
                self._guide.append(self._guide.shown(Element.STEP_NAME, "", step[1].strip()))
                if is_limit(step[2] or ""):
                    self._guide.append(self._guide.shown(Element.STEP_LIMIT, "", step[2]))
        return True

    def _read_loose_answer(self, node: Node, lines: Sequence[Line]) -> bool:
        """Keep a text of 常见问题 that bears no label, lest what it says be passed over."""
        words = clean(node.text)
        inside = (normalise_label(clean(child.text)) for child in node.elements)
        if normalise_label(words) in self._guide.labels or any(label in self._guide.labels for label in inside):
            return False  # a label without a value, or one that is read by itself
        if node.tag not in ("a", "button"):
            for line, after in zip(lines, [*lines[1:], None], strict=True):
                self._take_loose(line, node.tag in ("th", "dt") or (after is None and self._is_answered(node)))
        return True

    def _take_loose(self, line: Line, asks: bool) -> None:
        words, ink = line.words, next((piece.ink for piece in line_of(line.nodes).pieces()), None)
        if words in NO_VALUE or not any(map(str.isalnum, words)):
            return
        if asks or words.endswith(("？", "?")):
            self.ask(words)
            return
        answer = self._guide.shown(Element.ANSWER, "", words)
        groups = self._guide.text.groups[self._guide.kind]
        questions = [value for value in groups[-1] if value.element is Element.QUESTION] if groups else []
        if questions and len(groups[-1]) == 1:
            groups[-1].append(answer)
            self._answer_ink = ink
        elif ink == self._answer_ink and not self._begins_with_label(words):
            groups.append([*(value for value in questions if not value.label), answer])
        else:
            groups.append([answer])  # nobody knows to which question, or whether to any

    def _begins_with_label(self, words: str) -> bool:
        labelled = LABELLED.match(words)
        return labelled is not None and self._guide.is_label(labelled[1])

    def is_bare(self, words: str) -> bool:
        """Return whether words of 常见问题 bear no label, nor are one."""
        return not self._guide.is_label(words) and not self._begins_with_label(words)

    def ask(self, words: str) -> None:
        """Begin a question that bears no label, without its number in the list."""
        self._guide.append(self._guide.shown(Element.QUESTION, "", without_number(words)))

    def _is_answered(self, node: Node) -> bool:
        """Return whether what follows begins with 答：, so that this is what was asked."""
        following = next_element(node)
        line = LABELLED.match(clean(following.text)) if following is not None else None
        return line is not None and self._guide.element(normalise_label(line[1])) is Element.ANSWER


def _together(name: Line, line: Line) -> Line:
    """Return the line of a name with the line beneath it, the break between them kept."""
    nodes = (*name.nodes, break_after(name.nodes[-1]), *line.nodes)
    return replace(name, links=(*name.links, *line.links), nodes=nodes)


def _behind(nodes: Sequence[Node], label: str) -> Sequence[Node]:
    """Return the pieces of a line behind its label, which stands in pieces of its own; all where it does not."""
    written = ""
    for place, node in enumerate(nodes):
        written += node.text
        if normalise_label(written) == normalise_label(label):
            after = [*dropwhile(lambda each: clean(each.text) in ("", "：", ":"), nodes[place + 1 :])]
            return after or nodes
    return nodes


def _step_of(line: Line) -> str | None:
    """Return the name of a step with which a line begins: all of it in bold, or its bold beginning before a colon."""
    name = line.bold.rstrip("：: ")
    alone = line.words == line.bold or line.bold.endswith(("：", ":"))
    names = alone or line.words[len(line.bold) :].startswith(("：", ":"))
    is_name = 1 < len(name) <= _LONGEST_STEP and not re.search("[，。；！？,;!?]", name)
    return name if names and is_name and line.words.startswith(line.bold) else None


def _timed_step(words: str) -> tuple[str, str, str] | None:
    """Return the name, the limit and the content of a numbered step."""
    step = _TIMED_STEP.fullmatch(without_number(words)) if numbering(words) else None
    if step is None:
        return None
    name, limit, text = step[1].strip(), step[2] or "", step[3] or ""
    if not limit:
        limit, _, text = re.sub("[，,；;。]", "\n", text, count=1).partition("\n")
    return (name, limit.strip(), text.strip()) if is_limit(limit) else None


def _begins_bold(node: Node) -> bool:
    lines = [] if blocks_inside(node) else lines_of(node)
    return bool(lines) and _step_of(lines[0]) is not None
