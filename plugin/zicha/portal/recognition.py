"""What a profile makes of what stands on a page, and the lines of a profile that would recognise the rest.

Pure: it is given what was looked at. What a word was probably meant for is told by what stands beside it, where the
approved list says the same, else by the likeness of words alone: it is a suggestion, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from zicha.model.calibration import CalibratedPage, Item, Part
from zicha.model.facts.guide import Element, ShownValue
from zicha.model.page import Page
from zicha.portal.approved_values import plain_value
from zicha.portal.guide.text import GuideText
from zicha.portal.guide.unknown_labels import NO_LABELS, UnknownLabel, headings, unknown_labels
from zicha.portal.live.look import Look
from zicha.portal.profile import Profile, common_words, normalise_label, plain_mark

_LIKE = {"labels": 50, "marks": 50, "sections": 60, "columns": 50, "states": 50}
"""Of 100: how like a known word one must be to be suggested."""
_VERY_LIKE = 75
"""Where what it would be is on the page already."""
_BUTTON_LIKE = 50
_MOST = 400
"""Items of a kind on one page, at most."""
_GROUPS = ("申请材料", "办理流程", "特殊环节", "收费项目", "常见问题")
GUIDE, FORMS = "办事指南", "空表和样表"
OF_GUIDE = ("apply", "evaluate", "file", "details")
OF_WAY = ("next", "start", "back", "draft", "preview", "submit", "agree", "fetch_licence")
OF_LIST = (
    "licences",
    "evaluations",
    "details",
    "withdraw",
    "evaluate_case",
    "next_page",
    "all_rows",
    "query",
    "resume",
)


_WITHOUT_DATUM = {"select": "选第一项", "file": "上传空白文件", "radio": "选第一项", "checkbox": "勾选"}
_TYPES = {
    "text": "文字",
    "textarea": "多行文字",
    "number": "数字",
    "tel": "电话",
    "date": "日期",
    "email": "邮箱",
    "password": "密码",
    "select": "下拉选择",
    "radio": "单选",
    "checkbox": "勾选",
    "file": "附件",
}


class Lexicon:
    """The words of a profile, to look up what something is, or is most like."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._columns = {normalise_label(word): key for key, words in profile.columns.items() for word in words}
        self._sections = {normalise_label(word): key for key, words in profile.sections.items() for word in words}

    def element(self, label: str) -> str:
        """Return the element that a label stands for."""
        return next(iter(self.profile.element_of_label.get(normalise_label(label), ())), "")

    def is_label(self, key: str) -> bool:
        return key in self.profile.element_of_label or key in self._sections

    def is_column(self, key: str) -> bool:
        return key in self._columns or self.is_label(key)

    def column(self, label: str) -> str:
        return self._columns.get(normalise_label(label), "")

    def section(self, heading: str) -> str:
        return self._sections.get(normalise_label(heading), "")

    def entry(self, text: str, keys: Sequence[str]) -> str:
        """Return the entry that a button's text stands for: by the whole of it, or by a word in it."""
        plain = text.replace(" ", "")
        words = [(key, word) for key in keys for word in self.profile.entries[key]]
        whole = next((key for key, word in words if word == plain), "")
        return whole or next((key for key, word in words if word in plain and len(plain) <= len(word) + 6), "")

    def lists(self, part: str) -> Mapping[str, tuple[str, ...]]:
        """Return the words of a part of the profile by its keys."""
        own: Mapping[Any, tuple[str, ...]] = getattr(self.profile, part)
        return {str(key): words for key, words in own.items()}

    def likeness(self, text: str, entry: str) -> float:
        """Return how like the words of an entry a button's text is, of 100."""
        words = (*self.profile.entries[entry], *common_words()["entries"].get(entry, ()))
        return max(fuzz.ratio(text.replace(" ", ""), word) for word in words)

    def nearest(self, words: str, part: str, there: Container[str] = ()) -> str:
        """Return the key of a part of the profile that the words are most like; empty where they are like none.

        `there` are those that the page shows already: one of them is meant only by words that are very like it.
        """
        known = [
            (normalise_label(word), key)
            for key, own in self.lists(part).items()
            for word in (key, *own, *common_words()[part].get(key, ()))
        ]
        absent = [(word, key) for word, key in known if key not in there]
        return _most_like(words, absent, _LIKE[part]) or _most_like(words, known, _VERY_LIKE)


def _most_like(words: str, known: Sequence[tuple[str, str]], least: float) -> str:
    texts = [word for word, _ in known]
    best = process.extractOne(normalise_label(words), texts, scorer=fuzz.ratio, score_cutoff=least)
    return known[best[2]][1] if best is not None else ""


def guide_items(
    text: GuideText, pages: Iterable[Page], lexicon: Lexicon, approved: Mapping[str, str] = MappingProxyType({})
) -> tuple[Item, ...]:
    """Return the elements that a guide shows, its marks, and the labels and headings that are not known.

    What one of those was meant for is told by its value, where that is `approved` of an element, else by its words.
    """
    shown: list[tuple[ShownValue, str]] = [(value, value.section) for value in text.values]
    for kind in _GROUPS:
        for number, group in enumerate(text.group(kind), start=1):
            shown += [(value, f"{kind} {number}") for value in group.values]
    items = [_shown_item(value, place, lexicon) for value, place in shown]
    there = {item.meaning for item in items if item.meaning} | {kind for kind in _GROUPS if text.group(kind)}
    unknown: dict[str, Item] = {}
    values = [re.sub(r"\s", "", item.value).replace(":", "：") for item in items]

    def meaning(value: str) -> str | None:
        return approved.get(plain_value(value))

    for page in pages:
        labels = unknown_labels(page, lexicon.is_label, meaning)
        values += [re.sub(r"\s", "", label.value).replace(":", "：") for label in labels]
        known_elements = {label.element for label in labels if label.element}
        for label in labels:
            if any(f"{label.words}：" in value for value in values):
                continue  # 办理时间 whose value is 工作日：上午9:00
            unknown.setdefault(normalise_label(label.words), _label_item(label, there, known_elements, lexicon))
        for words in headings(page):
            if section := lexicon.section(words):
                items.append(Item(part=Part.SECTION, words=words, meaning=section))
            elif not lexicon.element(words):
                guess = lexicon.nearest(words, "sections", there)
                item = Item(part=Part.SECTION, words=words, section="sections", key=guess)
                item = item.model_copy(update={"is_needed": guess != "" and guess not in there})
                unknown.setdefault(normalise_label(words), item)
    return _once((*items, *unknown.values()))


def _label_item(label: UnknownLabel, there: set[str], known_elements: set[str], lexicon: Lexicon) -> Item:
    """Return a label that is not known with what it was probably meant for: by its value, else by its words."""
    if label.section:
        return Item(part=Part.SECTION, words=label.words, section="sections", key=label.section)
    is_told = label.element != "" and (label.heads or label.element not in there)
    guess = label.element if is_told else lexicon.nearest(label.words, "labels", there | known_elements)
    return Item(part=Part.ELEMENT, words=label.words, value=label.value, section="labels", key=guess)


def _shown_item(value: ShownValue, place: str, lexicon: Lexicon) -> Item:
    """Return a value as an item. A note beside a material that bears no label is a mark that is not known."""
    if value.label or value.element is not Element.MATERIAL_NOTE:
        is_mark = not value.label and plain_mark(value.text) in lexicon.profile.element_of_mark
        words = value.text if is_mark else value.label
        part = Part.MARK if is_mark else Part.ELEMENT
        shown = value.text or ("（链接）" if value.link or value.links else "（空）")
        return Item(part=part, words=words, value=shown, place=place, meaning=value.element)
    if value.links:
        return Item(part=Part.BUTTON, words=value.text, place=place, section="entries", is_needed=False)
    guess = lexicon.nearest(value.text, "marks")
    return Item(part=Part.MARK, words=value.text, place=place, section="marks", key=guess)


def button_items(look: Look, keys: Sequence[str], lexicon: Lexicon) -> tuple[Item, ...]:
    """Return what can be clicked: as the entry that it is, as the site's frame, or as not known."""
    items = []
    for button in look.buttons:
        if button.chrome:
            items.append(Item(part=Part.FRAME, words=button.text, meaning=Part.FRAME))
        elif button.tab:
            items.append(Item(part=Part.BUTTON, words=button.text, meaning="标签页"))
        else:
            key = lexicon.entry(button.text, keys)
            items.append(Item(part=Part.BUTTON, words=button.text, meaning=key, section="entries", is_needed=False))
    return _once(items)


def field_items(look: Look, lexicon: Lexicon) -> tuple[Item, ...]:
    """Return the fields of a form, by what a test application would put there. What stands in them is not told."""
    items = []
    for field in look.fields:
        words = field.label or field.hint or field.name or "（没有标签）"
        invented = lexicon.profile.invented.words
        datum = next((datum for datum, own in invented.items() if any(word in field.label for word in own)), "")
        filled = datum or _WITHOUT_DATUM.get(field.type, "按类型填写")
        traits = ("必填" if field.required else "", "只读" if field.read_only else "")
        items.append(
            Item(
                part=Part.FIELD,
                words=words,
                value="，".join(filter(None, (_TYPES.get(field.type, field.type), *traits))),
                place=field.section,
                meaning=filled if field.label else "",
            )
        )
    return _once(items)


def list_items(
    columns: Iterable[str], states: Iterable[str], page: Page, needed: Sequence[str], lexicon: Lexicon
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the columns of a list with the states of its cases, and which of the needed columns are not there.

    What stands in its rows is somebody's own and is not told.
    """
    every = [*columns, *(label.words for label in unknown_labels(page, lexicon.is_column))]
    labels = {normalise_label(words): words for words in reversed(every) if words not in NO_LABELS}
    there = {lexicon.column(words) for words in labels.values()}
    missing = tuple(key for key in needed if key not in there)
    present = [key for key in lexicon.profile.columns if key not in missing]
    items = []
    for words in reversed(labels.values()):
        meaning = lexicon.column(words)
        guess = "" if meaning or not missing else lexicon.nearest(words, "columns", present)
        column = Item(part=Part.COLUMN, words=words, meaning=meaning, section="columns", key=guess)
        items.append(column.model_copy(update={"is_needed": bool(meaning or missing)}))
    for state in states:
        stage = lexicon.profile.stage(state)
        guess = "" if stage else lexicon.nearest(state, "states")
        items.append(Item(part=Part.STATE, words=state, meaning=stage or "", section="states", key=guess))
    return _once(items), missing if labels else ()


def grade_items(grades: Iterable[str]) -> tuple[Item, ...]:
    """Return the grades that an evaluation offers."""
    return tuple(Item(part=Part.GRADE, words=grade, meaning=grade) for grade in grades)


def entry_candidates(page: CalibratedPage, key: str, lexicon: Lexicon) -> CalibratedPage:
    """Return a page on which an entry was not found, with the button that is most like one as its suggestion.

    One that is more like another entry of the page is not meant.
    """
    buttons = [item.words for item in page.items if item.part is Part.BUTTON and not (item.meaning or item.key)]
    others = [other for other in OF_GUIDE if other != key]
    scores = {
        text: score
        for text in buttons
        if (score := lexicon.likeness(text, key)) >= max([_BUTTON_LIKE, *(lexicon.likeness(text, o) for o in others)])
    }
    best = max(scores, key=lambda text: scores[text], default=None)

    def guessed(item: Item) -> Item:
        is_it = item.part is Part.BUTTON and item.words == best
        return item.model_copy(update={"key": key, "is_needed": True}) if is_it else item

    return page.model_copy(update={"missing": (*page.missing, key), "items": tuple(map(guessed, page.items))})


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items without those that say the same again, and of each part no more than fit to be read."""
    kept: list[Item] = []
    for item in dict.fromkeys(items):
        if sum(other.part is item.part for other in kept) < _MOST:
            kept.append(item)
    return tuple(kept)


# ── the lines of a profile ───────────────────────────────────────────────────────────────────────────────────────


def cure(pages: Iterable[CalibratedPage], profile: Profile) -> str:
    """Return the lines of a profile that would recognise what was not; what is like nothing stands as a comment.

    A list of a profile takes the place of the one that it extends, so that each line holds what is known as well.
    """
    unknown = [item for page in pages for item in page.unrecognised if item.section and item.is_needed]
    lines: list[str] = []
    for section in ("labels", "marks", "sections", "entries", "columns", "states"):
        own = [item for item in unknown if item.section == section]
        keys = list(dict.fromkeys(item.key for item in own if item.key))
        loose = dict.fromkeys(_one_line(item.words) for item in own if not item.key)
        if not (keys or loose):
            continue
        lines += [f"{section}:" if keys else f"# {section}:"]
        known = Lexicon(profile).lists(section)
        for key in keys:
            words = [word for word in dict.fromkeys(_plain(item, section) for item in own if item.key == key) if word]
            values = yaml.safe_dump(
                [*known.get(key, ()), *words], default_flow_style=True, allow_unicode=True, width=10_000
            )
            lines.append(f"  {_scalar(key)}: {values.strip()} # 建议，请核对：{'、'.join(words)}")
        lines += [f"  # 未认出，也没有相近的：{words}" for words in loose]
    return "\n".join(lines) + "\n" if lines else ""


def _plain(item: Item, section: str) -> str:
    """Return words as they are compared: without blanks in a button, without what follows in a state."""
    words = _one_line(item.words)
    if section == "entries":
        return words.replace(" ", "")
    if section == "states":
        return re.split(r"[（(：:，,；;、\s]", words)[0]
    return words.rstrip("：:")


def _scalar(key: str) -> str:
    return str(yaml.safe_dump(key, allow_unicode=True)).removesuffix("...\n").strip()


def _one_line(words: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())[:60]


# ── what of the profile was of use ───────────────────────────────────────────────────────────────────────────────


def unused_words(
    own: Iterable[tuple[str, str, str]], pages: Sequence[CalibratedPage], texts: Sequence[str]
) -> Iterator[str]:
    """Yield those of a portal's own words that nothing on its pages matched."""
    shown = "".join(re.sub(r"\s", "", text) for text in texts)
    whole = {normalise_label(item.words) for page in pages for item in page.items}
    for part, key, word in own:
        in_a_text = part in ("entries", "states") and re.sub(r"\s", "", word) in shown
        if not in_a_text and normalise_label(word) not in whole:
            yield f"{part}.{key}：{word}"
