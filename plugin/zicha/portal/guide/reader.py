"""Read a guide as it is drawn into what it shows, whatever its shape: table, dl, label and value divs, label：value.

A label is known by its words alone (the profile's synonyms), never by its class; the value is what stands beside it.
Materials, steps, fees and questions are tables with a header row, or runs of labelled values that begin with their
name. 受理条件 and 设定依据 are prose: every paragraph until something else begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from zicha.model.facts.guide import Element, ShownValue
from zicha.model.page import OpenedPage, Page
from zicha.portal.drawn import LETTERS, Node, is_pressed, line_of, pane_of, tree_of
from zicha.portal.guide.apart import Cards, begins_notes, heads_notes
from zicha.portal.guide.cells import link_of
from zicha.portal.guide.details import Completion, EntryOpener, closers, completion, entry_openers, kept_boxes
from zicha.portal.guide.drawn_tables import joined, parts_of_form
from zicha.portal.guide.entry_cards import EntryCards
from zicha.portal.guide.gathering import COUNTS, LABELLED, Gathering
from zicha.portal.guide.groups import FIRST, GROUPED, PROSE_ELEMENTS
from zicha.portal.guide.line_reader import LineReader
from zicha.portal.guide.lines import LONGEST_LABEL, labelled_pairs
from zicha.portal.guide.list_reader import ListReader
from zicha.portal.guide.nodes import (
    LONGEST_CHOICE,
    folds_what_follows,
    has_button_for_value,
    heading_text,
    holds_empty_value,
    innermost_blocks,
    is_choice,
    is_hidden_pane,
    is_icon,
    is_part,
    is_under,
    labels_one_value,
    look_of,
    names_what_follows,
    paragraphs_of,
    prose_of,
    stands_beneath,
    text_before,
    value_above,
    value_beneath,
    value_beside,
)
from zicha.portal.guide.text import GuideText, NamedBox, names_itself
from zicha.portal.markup import (
    HEADINGS,
    as_word,
    blocks_inside,
    clean,
    is_action,
    is_clickable,
    lines_of,
    next_element,
    value_after,
)
from zicha.portal.profile import Profile, normalise_label, numbering


def read_guide(panes: Sequence[tuple[str, Page]], profile: Profile) -> GuideText:
    """Return what the panes of a guide show: the name of a tab (empty for the page), and the page with it open."""
    return read_opened([OpenedPage(tab=tab, page=page) for tab, page in panes], profile)


def read_opened(pages: Sequence[OpenedPage], profile: Profile) -> GuideText:
    """Return what a guide shows on its pages, and when 详情 of its materials and steps was pressed."""
    text, first = GuideText(), None
    opened, closed = list[Completion](), list[Completion]()
    for page in pages:
        body = joined(tree_of(page.page))
        part = pane_of(page.tab, body, first) if page.tab and first is not None else body
        first = first or body
        guide = _read_part(part, page, profile, is_one_of_several=len(pages) > 1)
        text.add(guide.text)
        came = {entry.at: entry.page for entry in page.entries}
        for opener in entry_openers(guide, part, profile):
            entry = guide.text.groups[opener.kind][opener.place]
            if opener.at in came:
                opened.append(completion(entry, opener, *read_details(came[opener.at], opener, profile)))
            else:
                closed.append(completion(entry, opener, (), ""))
        headings = (clean(heading.text) for heading in body.descendants("h1"))
        text.titles += filter(None, (page.page.title, *headings))
    for each in (*opened, *closed):  # what is closed on one pane may be open on another
        text.replace(each.kind, each.entry, each.completed)
    text.settle()
    return text


def openers_on(tab: str, page: Page, first: Page, profile: Profile) -> tuple[EntryOpener, ...]:
    """Return what opens the details of the entries on a pane of a guide; `first` is the guide as it came."""
    words = profile.entries["entry_details"]
    if not any(as_word(text.strip()) in words for text in page.words()):
        return ()
    body = joined(tree_of(page))
    part = pane_of(tab, body, joined(tree_of(first))) if tab else body
    guide = _read_part(part, OpenedPage(tab=tab, page=page), profile, is_one_of_several=bool(tab))
    return tuple(entry_openers(guide, part, profile))


def _read_part(part: Node, opened: OpenedPage, profile: Profile, *, is_one_of_several: bool) -> Gathering:
    guide = Gathering(profile, opened.tab)
    guide.taken.update(kept_boxes(part, profile))
    _PaneReader(guide, opened.page.url, opened=is_one_of_several).read_pane(part)
    return guide


def read_details(came: Page, opener: EntryOpener, profile: Profile) -> tuple[tuple[ShownValue, ...], str]:
    """Return what came when 详情 of an entry was pressed shows of it: under labels, else in prose.

    Nothing is returned of what names another entry, or says that something is not to be had.
    """
    guide, body = Gathering(profile, ""), joined(tree_of(came))
    guide.kind = opener.kind
    first = FIRST[opener.kind]
    guide.append(ShownValue(element=first, label="", text=opener.name))
    guide.taken.update(closers(body, profile))
    _PaneReader(guide, came.url, opened=False, is_of_entry=True).read(body)
    groups = guide.text.groups[opener.kind]
    if any(normalise_label(group[0].text) != normalise_label(opener.name) for group in groups):
        return (), ""
    details = tuple(value for group in groups for value in group if value.element is not first)
    titles = {normalise_label(each) for each in (opener.name, opener.words)}
    lines = [text for text in prose_of(body) if normalise_label(text) not in titles]
    prose = " ".join(lines)
    is_refusal = profile.meaning(prose, "missing", "refused", "sign_on", "logged_out", "throttled", "maintenance")
    return details, "" if details or is_refusal else prose


class _PaneReader:
    """Walks one pane in document order, keeping the section it is in."""

    def __init__(self, guide: Gathering, address: str, opened: bool, is_of_entry: bool = False) -> None:
        self._guide = guide
        self._opened = opened
        """The panes of the tabs are read by themselves, each under its name."""
        self._is_of_entry = is_of_entry
        """All is of one entry of a list, so that no heading begins another section."""
        self._lists = ListReader(guide, self.read, self.read_within)
        self._lines = LineReader(guide)
        self._cards = Cards(guide, address)
        self._entries = EntryCards(guide)
        self._is_in_card = False
        self._open_in: list[tuple[Node, tuple[str, str, Node | None]]] = []
        """The boxes that hold the sections which are open, and where the reader was before."""
        self._prose: set[Node] = set()
        """Paragraphs that were read under their heading."""

    def read_pane(self, body: Node) -> None:
        """Read it all; a tab that is named for its prose needs no heading of its own."""
        tab, before = self._guide.section, len(self._guide.text.values)
        self.read(body)
        self._keep_notes_apart(lambda value: heads_notes(value.section, self._guide), before)
        element = self._guide.element(normalise_label(tab))
        first = body.first or body
        if element in PROSE_ELEMENTS and len(self._guide.text.values) == before and clean(body.text):
            self._read_prose(element, tab, first, body)

    def read(self, node: Node) -> None:
        for child in node.elements:
            if child in self._prose or child in self._guide.taken or (self._opened and is_hidden_pane(child)):
                continue
            if child.tag == "table" and self._lists.read_table(child):
                continue
            if child.tag == "table" and (parts := parts_of_form(child, self._guide.is_heading)) is not None:
                self.read(parts)
                continue
            if self._lists.read_grid(child) or self._lists.read_steps(child) or self._lists.read_labelled_row(child):
                continue
            is_entry = not self._is_of_entry and self._entries.read_name(child)
            if not is_entry and not self._is_in_card and self._cards.is_card(child):
                self._read_card(child)
            elif not self._read_label(child):
                self.read(child)
        while self._open_in and self._open_in[-1][0] is node:
            _, (self._guide.section, self._guide.kind, self._guide.heading) = self._open_in.pop()

    def _read_card(self, card: Node) -> None:
        """Keep apart what a card shows of something that it names; what another matter is, is nothing of this one."""
        outer = self._guide.section, self._guide.kind, self._guide.heading
        begins, is_of_another = len(self._guide.text.values), self._cards.is_of_another_matter(card)
        is_set_off, name = self._cards.names_another(card), self._cards.name_of(card)
        self._is_in_card, self._guide.kind = True, ""
        if not self._read_label(card):
            self.read(card)
        self._is_in_card = False
        self._guide.section, self._guide.kind, self._guide.heading = outer
        shown = self._guide.text.values[begins:]
        if not is_set_off:
            self._guide.text.boxes.append(NamedBox(name, shown))
            return
        del self._guide.text.values[begins:]
        if not is_of_another and not names_itself(shown):
            self._guide.text.of_cards += shown

    def _keep_notes_apart(self, is_in_notes: Callable[[ShownValue], bool], since: int) -> None:
        """Keep apart what stands in notes of the values since a place among all, though a label stands before it."""
        values = self._guide.text.values[since:]
        of_notes = [v for v in values if v.element not in (Element.NOTE, *PROSE_ELEMENTS) and is_in_notes(v)]
        self._guide.text.values[since:] = [value for value in values if value not in of_notes]
        self._guide.text.of_notes += of_notes

    def _open(self, heading: Node) -> None:
        """Let a section end with the box that holds its heading and what stands beneath it."""
        box = heading
        while box.parent is not None and not stands_beneath(box):
            box = box.parent
            if is_part(box, heading):
                self._open_in.append((box, (self._guide.section, self._guide.kind, self._guide.heading)))
                return
        self._guide.label_looks.clear()
        if box.parent is not None and (not self._open_in or self._open_in[-1][0] is not box.parent):
            self._open_in.append((box.parent, (self._guide.section, self._guide.kind, self._guide.heading)))

    def _read_label(self, node: Node) -> bool:
        """Take the node as a heading, a label, or label：value in one. True when nothing inside is left to read."""
        words = heading_text(node)
        if not words:
            self._read_pictures(node)
            return True
        if not self._is_of_entry and self._entries.heads_a_card(node, words):
            self._guide.add(FIRST[self._guide.kind], "", node)
            return True
        if self._guide.kind == "申请材料" and (link := _all_pressed(node)) and self._guide.is_of_last_material(link):
            self._guide.offer([link_of(link)])
            return True
        if not self._is_of_entry and self._entries.read_mark(node, words):
            return True
        if self._guide.kind == "常见问题" and self._lines.is_bare(words) and folds_what_follows(node):
            self._lines.ask(words)
            return True
        pair = LABELLED.match(words)
        if len(words) <= LONGEST_LABEL and not (pair and pair[2].strip()) and not has_button_for_value(node, words):
            key = normalise_label(words)
            element = self._guide.element(key)
            marks_a_step = (
                self._guide.kind == "办理流程" and element is Element.STEP_SPECIAL and node.tag not in HEADINGS
            )
            one_value = element and (marks_a_step or labels_one_value(node))
            if key in self._guide.sections and not (one_value or (element and self._is_drawn_as_label(node))):
                return self._read_section(words, key, node)
            if element and holds_empty_value(node, key):
                return False
            value = value_beside(node, is_action if element in PROSE_ELEMENTS else lambda _: False) if element else None
            if value is None and element not in (None, *PROSE_ELEMENTS):
                value = value_above(node)
            if (
                value is None
                and element not in (None, *GROUPED)
                and node.tag in ("td", "th")
                and node.parent is not None
            ):
                value = value_beneath(node.parent)
            if element in PROSE_ELEMENTS and value is not None:
                value = self._text_of_prose(node, value)
                if not is_choice(node):
                    if node.tag in HEADINGS or not labels_one_value(node):
                        self._guide.section, self._guide.kind, self._guide.heading = words, "", node
                    self._read_prose(element, words, value, node)
                return True
            is_head = value is not None and self._guide.is_label_alone(value) and look_of(value) == look_of(node)
            if element and value is not None and not is_head and not self._holds_labels(value, element):
                self._guide.add(element, words, self._with_the_like(value))
                self._guide.label_looks.add(look_of(node))
                if element is Element.NOTE and begins_notes(words) and node.tag not in ("td", "th", "dt"):
                    self._open(node)  # further notes may follow
                    self._guide.section, self._guide.kind = words, ""
                return True
            if element is Element.NOTE and value is not None and value.tag in ("td", "dd"):
                since = len(self._guide.text.values)
                self.read_within(value)
                self._keep_notes_apart(lambda _: True, since)
                return True
            if element and value is None and self._read_text_after(element, words, node):
                return True
            if node.tag in HEADINGS:
                return self._is_drawn_as_label(node) or self._read_heading(words, node)
            if self._is_next_heading(node, words) or (element is Element.NOTE and begins_notes(words)):
                self._open(node)
                self._guide.section, self._guide.kind = words, ""
                return True
            if self._guide.kind == "办理流程" and not self._is_of_entry and names_what_follows(node):
                self._guide.add(Element.STEP_NAME, "", node)
                return True
        if not blocks_inside(node):
            return self._read_lines(node)
        return False

    def _read_lines(self, node: Node) -> bool:
        since = len(self._guide.text.values)
        is_read = self._lines.read_inline(node)
        first = next(iter(self._guide.text.values[since:]), None)
        if first is not None and first.element is Element.NOTE and begins_notes(first.label):
            self._keep_notes_apart(lambda _: True, since)
        return is_read

    def _is_drawn_as_label(self, node: Node) -> bool:
        """Return whether words that look like a heading look like the labels of this section, too, and are one."""
        return look_of(node) in self._guide.label_looks

    def _is_next_heading(self, node: Node, words: str) -> bool:
        """Return whether words head the next section: numbered and drawn as the heading of this one.

        Among questions, which are drawn otherwise, they need no number.
        """
        heading = self._guide.heading
        if heading is None or blocks_inside(node) or look_of(node) != look_of(heading):
            return False
        manner = numbering(heading_text(heading))
        is_of_questions = self._guide.kind == "常见问题" and not words.endswith(("？", "?"))
        return numbering(words) == manner and (manner != "" or (is_of_questions and node.parent is heading.parent))

    def _with_the_like(self, value: Node) -> Node:
        """Return a value with the paragraphs behind it that are numbered as it is: （一）窗口咨询 （二）电话咨询."""
        parts, manner = [value], numbering(clean(value.text))
        following = next_element(value)
        while manner and following is not None and following.tag == value.tag == "p":
            words = clean(following.text)
            if (
                numbering(words) != manner
                or look_of(following) != look_of(value)
                or self._begins_something_else(following)
            ):
                break
            parts.append(following)
            following = next_element(following)
        self._prose.update(parts[1:])
        return line_of(parts) if len(parts) > 1 else value

    def _read_text_after(self, element: Element, label: str, node: Node) -> bool:
        """Take the bare text that follows a label which is an element of its own: <h4>法定时限</h4>20个工作日."""
        following, text = node.next, ""
        if text_before(node):
            return False
        while following is not None and following.tag in (LETTERS, "br", "span", "b", "strong", "font", "em"):
            words = following.text
            if not following.is_letters and self._guide.element(normalise_label(words)) is not None:
                break
            text += " " if following.tag == "br" else words
            following = following.next
        glued = re.match(r"[^\s\d:：]", text.replace("\xa0", " ")) is not None  # 承诺时限内办结 is a sentence
        value = clean(text).lstrip(":： ")
        if not value or element in PROSE_ELEMENTS or (glued and node.tag not in HEADINGS):
            return False
        self._guide.append(ShownValue(element=element, label=label, text=value, section=self._guide.section))
        return True

    def _read_section(self, words: str, key: str, node: Node) -> bool:
        """Open the section that a node heads: one of several to choose from opens none, a cell only what is beside."""
        if self._is_entry(node):
            return True
        outer = self._guide.section, self._guide.kind, self._guide.heading
        self._open(node)
        self._guide.section, self._guide.kind, self._guide.heading = words, self._guide.sections[key], node
        if node.tag in ("th", "td", "dt") and (value := value_after(node)) is not None and (value.tag in ("td", "dd")):
            self.read_within(value)
            self._guide.section, self._guide.kind, self._guide.heading = outer
        if node.tag not in HEADINGS and blocks_inside(node):
            self._read_pictures(node)
        if is_part(node, node):  # nothing stands in it but its heading
            self._guide.section, self._guide.kind, self._guide.heading = outer
        return True

    def _is_entry(self, node: Node) -> bool:
        """Return whether the name of a section is an entry of a menu, under which nothing stands."""
        if node.tag in HEADINGS or folds_what_follows(node):
            return False
        if node.tag in ("th", "td", "dt"):
            return node.attributes.get("role") == "tab"
        inside = [each for each in node.descendants() if is_clickable(each) or each.attributes.get("role") == "tab"]
        if node.tag == "a" or any(clean(each.text) == clean(node.text) for each in inside):
            return True
        beside = node.parent.elements if node.parent is not None else []
        texts = [clean(each.text) for each in beside]
        alike = len(beside) > 1 and all(len(text) <= LONGEST_CHOICE for text in texts)
        sections = sum(normalise_label(text) in self._guide.sections for text in texts)
        return is_choice(node) or (alike and {each.tag for each in beside} == {node.tag} and sections > 1)

    def read_within(self, value: Node) -> None:
        """Read what stands beside the name of a section as that section."""
        self._guide.taken.add(value)
        if not self._read_label(value):
            self.read(value)

    def _read_heading(self, words: str, node: Node) -> bool:
        if self._is_of_entry:
            return True
        inside = self._guide.heading is None or is_under(node, self._guide.heading)
        if self._guide.kind == "办理流程" and inside and normalise_label(words) not in self._guide.labels:
            self._guide.add(Element.STEP_NAME, "", node)
        elif self._guide.kind == "常见问题" and inside:
            self._lines.ask(words)
        else:
            self._open(node)
            self._guide.section, self._guide.kind = words, ""
        return True

    def _text_of_prose(self, heading: Node, beside: Node) -> Node:
        """Return what is drawn beneath a heading where what stands beside it shows nothing, as the end of a bar."""
        if next(beside.shown_pieces(), None) is not None or beside.folded:
            return beside
        beneath = value_beside(heading, lambda each: next(each.shown_pieces(), None) is None)
        return beside if beneath is None or self._begins_something_else(beneath) else beneath

    def _read_prose(self, element: Element, label: str, first: Node, heading: Node) -> None:
        """Take what stands beside the label: a block, or a run of paragraphs until something else begins."""
        if self._begins_something_else(first) or (first.folded and not clean(first.text)):
            return
        if any(self._labels_of_line(node) == element for node in self._run_from(first)):
            return  # one of the paragraphs says that it alone is meant
        node: Node | None = first
        texts: list[str] = []
        while node is not None and not self._begins_something_else(node):
            if is_pressed(node) and is_pressed(heading):
                break  # the next of the titles that open what is beneath them
            goes_on = node.tag in ("p", "li", "dd") or look_of(node) == look_of(first)
            if texts and (node.tag != first.tag or not goes_on):
                break
            self._prose.add(node)
            if paragraphs := [text for text in paragraphs_of(node) if normalise_label(text) != normalise_label(label)]:
                texts, first = texts + paragraphs, node
            node = next_element(node)
        for text in texts or [""]:
            self._guide.append(ShownValue(element=element, label=label, text=text, section=self._guide.section))

    def _run_from(self, first: Node) -> Iterator[Node]:
        """Yield a paragraph and those that follow it."""
        node: Node | None = first
        while node is not None and node.tag == first.tag == "p":
            yield node
            node = next_element(node)

    def _labels_of_line(self, node: Node) -> Element | None:
        line = LABELLED.match(clean(node.text))
        return self._guide.element(normalise_label(line[1])) if line is not None else None

    def _begins_something_else(self, node: Node) -> bool:
        words = clean(node.text)
        child = node.first
        parts = [words, clean(child.text) if child is not None and child.tag != "a" else ""]
        if line := LABELLED.match(words):
            parts.append(line[1])
        keys = {normalise_label(part) for part in parts}
        is_label = any(
            key in self._guide.sections or self._guide.element(key) not in (None, *PROSE_ELEMENTS) for key in keys
        )
        return is_label or node.tag in HEADINGS or node.tag in ("th", "dt")

    def _read_pictures(self, node: Node) -> None:
        """Note that 办理流程 is a picture, which nobody can read but a person."""
        if self._guide.kind == "办理流程":
            for picture in (node, *node.descendants("img")):
                if picture.tag == "img" and not is_icon(picture):
                    alt, source = picture.attributes.get("alt", ""), picture.attributes.get("src", "")
                    shown = ShownValue(element=Element.FLOW_PICTURE, label="", text=clean(alt), link=source)
                    self._guide.text.values.append(shown.model_copy(update={"section": self._guide.section}))

    def _holds_labels(self, value: Node, element: Element) -> bool:
        """Return whether what stands beside a label is not its value but the next label: the value is blank."""
        if value.tag not in ("td", "dd"):
            words = clean(value.text)
            line, first = LABELLED.match(words), value.first
            own = (None, element, *(COUNTS if element is Element.COPIES else ()))
            labelled = self._guide.element(normalise_label(line[1])) if line else None
            if labelled not in own or (labelled is not None and numbering(words)):
                return True
            inner = clean(first.text) if first is not None and first.tag != "a" else ""
            if inner != words and self._guide.element(normalise_label(inner)) is not None:
                return True
        lines = (line for block in innermost_blocks(value) for line in lines_of(block))
        pairs = (pair for line in lines for pair in labelled_pairs(line.text, self._guide.is_label))
        inside = {self._guide.element(normalise_label(pair.label)) for pair in pairs}
        if len(inside) > 1 and not inside <= {None, element, *COUNTS}:
            return True
        own_labels = () if blocks_inside(value) else ("label", "strong")
        holds_pairs = any(True for _ in value.descendants("table", "dl", "dt", "th"))
        return holds_pairs or any(map(self._guide.is_label_alone, value.descendants(*own_labels)))


def _all_pressed(node: Node) -> Node | None:
    """Return what is pressed and says all that a node says; None where there is no such thing."""
    words = clean(node.text)
    return next(
        (each for each in (node, *node.descendants()) if is_clickable(each) and clean(each.text) == words), None
    )
