"""空白 or 填写: the places of a form that its applicant must fill in, and which of them hold a value, of what kind.

A place is a label (姓名, 联系电话 …) with the cells after it, below it, or the words behind its colon; or a run of
underscores. A value shows by its kind: a date, a number, a tick, a name beside 姓名 …; other words may be a value or
printed, and are counted apart. What is printed to guide the applicant (年 月 日, □是 □否, 签字, 请填写…) is no value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from zicha.documents import people
from zicha.documents.content import Rows
from zicha.documents.form_places import places_of
from zicha.documents.labels import (
    BRACKETS,
    LONGEST_CELL,
    TICKED,
    TO_TICK,
    inline_pairs,
    is_any_label,
    is_label,
    is_ticked,
    label_of,
    may_ask,
    may_be_label,
    without_notes,
)
from zicha.documents.value_kinds import (
    BULLETS,
    HINT,
    LINES,
    NAME_LABEL,
    ON_LINE,
    PLACEHOLDER,
    Kind,
    kind_between_gaps,
    kind_of,
)
from zicha.model.facts.forms import Filling

_EXAMPLE = re.compile(r"[（(](?:填写)?(?:[示样]?例|如)[^）)]{0,200}[）)]")
_MARKS_EXAMPLE = re.compile(r"(?:例|如|示例|样例|格式)[:：]?")
_ENTERPRISE_LABEL = re.compile(r".*申[请报办领]|(?:单位|企业)名称")
_ENTERPRISE = re.compile(r".{4,}(?:公司|厂|店|合作社|事务所|经营部)")
_VARIABLE = re.compile(
    r"\{\{[^{}]{0,200}\}\}|[$#&%@]?\{[^{}]{0,200}\}|<%[^<>]{0,200}%>|</?[#@][^<>]{0,200}>|«[^«»]{0,200}»"
)
"""What a program puts values in place of."""
_GAP = re.compile(r"[ \xa0\u3000]{3,}")
_IN_GAP = re.compile(
    r"(?<=[_＿ \xa0\u3000]{2}|[\u4e00-\u9fff] )[^\s_＿，。；：:,;](?:[^\s_＿，。；：:,;]| (?! )){0,40}"
    r"(?=[_＿]{2}|[ \xa0\u3000]{2}| [，。；])"
)
"""A text between two lines to write on, or where blanks are left for it; nobody types a blank before a comma."""
_BEFORE_GAP = re.compile(r"([\u4e00-\u9fff（）()]{1,16})[_＿ \xa0\u3000]+$")
_WORDS, _ENDS_CLAUSE = re.compile(r"[\u4e00-\u9fff]{4}"), re.compile(r"[，。；]")
_BEGINS_DATE = re.compile(r"[年月日时分]|$")
_AROUND_VALUE = " \u3000_＿，,。；;"
_HOME_LABEL = re.compile(r"家庭住址|居住地|户籍地|住址")
_PERSONAL_LABEL = re.compile(
    rf"[姓户]名|曾用名|出生|生日|电话|手机|[住地]址|籍贯|户籍|户口|证件|身份|账号|邮箱|签[字名]|{NAME_LABEL.pattern}"
)
"""Beside these stands what concerns a person, whatever it is."""
_SOMEBODY = re.compile(rf"[姓户]名|曾用名|配偶|[父母]亲|子女|户主|[人者员]$|{NAME_LABEL.pattern}")
_BETWEEN_PEOPLE = re.compile(r"[、，,;；/]")
_BEFORE_COLON = re.compile(r"(?<![ \xa0\u3000])[ \xa0\u3000]+(?=[:：])")
_MAY_NAME = re.compile(r"本人|我叫|委托|人|住|兹|\d{8}")
"""Without any of these a row names nobody in prose."""
_COUNTS = re.compile(r"(?:\d{1,4} ?份?(?:\s+|$))*")
"""Numbers that count, such as those of rows and copies."""
_OFFICES_NUMBER = re.compile(r"咨询|监督|投诉|窗口|受理|热线|客服|技术支持")
_SHORT_ANSWER = 20
_SAME_WORDS = 6
"""As short as what is printed alike beside several labels: a unit."""
_VALUE_IS_A_LABEL = re.compile(r".{0,10}(?:编号|号码|日期|期限|有效期|机关|类型|类别|名称|意见|备注|情况|状态)")


class _Place(NamedTuple):
    """A place: its label, and its values with the kind of each, which are several in a list."""

    label: str
    values: Sequence[str]
    kinds: Sequence[Kind]

    @property
    def kind(self) -> Kind:
        """The highest kind of its values."""
        return max(self.kinds, default=Kind.EMPTY)

    @property
    def words(self) -> frozenset[str]:
        """Its values that are words, without blanks."""
        pairs = zip(self.values, self.kinds, strict=True)
        return frozenset("".join(value.split()) for value, kind in pairs if kind is Kind.WORDS)

    @property
    def filled(self) -> list[str]:
        """Its values that stand for nobody else."""
        pairs = zip(self.values, self.kinds, strict=True)
        return [value for value, kind in pairs if kind in (Kind.WORDS, Kind.VALUE)]


def fill_state(content: Rows) -> tuple[Filling, frozenset[str]]:
    """Return how far a form is filled in, and the names and home addresses of people in it."""
    rows = [[_VARIABLE.sub("", cell) for cell in row] for row in content]
    personal: set[str] = set()
    own: set[str] = set()
    places = _without_printed(_judged_places(rows))
    in_gaps = list(_in_gaps(rows, places))
    places += in_gaps
    for place in places:
        if NAME_LABEL.search(place.label):
            texts = (BRACKETS.sub(" ", value) for value in place.filled)
            words = [word for text in texts for word in people.names_beside_label(text) if not is_any_label(word)]
            personal.update(words)
            own.update(filter(people.is_full_name, words))
        if _ENTERPRISE_LABEL.match(label_of(place.label)):
            words = [value.strip(_AROUND_VALUE) for value in place.filled]
            own.update(filter(_ENTERPRISE.fullmatch, words))
        if _HOME_LABEL.search(place.label):
            personal.update(value.strip() for value in place.filled if len(value.strip()) >= 6)
    names, addresses, numbers = _in_prose(rows)
    gaps = sum(len(LINES.findall(cell)) + _gaps_in_prose(cell) for row in rows for cell in row)
    gaps -= sum(map(_is_on_one_line, places)) + len(in_gaps)
    kinds = [place.kind for place in places]
    filling = Filling(
        places=max(len(kinds), gaps),
        filled=kinds.count(Kind.VALUE) + kinds.count(Kind.WORDS),
        placeholders=kinds.count(Kind.PLACEHOLDER),
        own=len(own | names | numbers),
        words=kinds.count(Kind.WORDS),
        loose=_loose(rows, places),
        aside=_aside(rows),
        ticked=sum(_is_ticked(" ".join(row)) for row in rows),
    )
    return filling, frozenset(personal | names | addresses | set(_names_beside(rows)))


class MarkedForm(NamedTuple):
    """The labels of a form's places as they stand in it, the values in them with the kind of each, those of people."""

    labels: frozenset[str]
    values: Mapping[str, Kind]
    personal: frozenset[str]


def marked_form(rows: Rows) -> MarkedForm:
    """Return what is to be marked where a person looks at a form."""
    labels = frozenset(label.strip() for label, _ in places_of(without_notes(rows)))
    answers = [
        (place.label, value.strip(), kind)
        for place in _without_printed(_judged_places(rows))
        for value, kind in zip(place.values, place.kinds, strict=True)
        if value.strip() and kind is not Kind.EMPTY
    ]
    personal = frozenset(value for label, value, _ in answers if _PERSONAL_LABEL.search(label))
    return MarkedForm(labels, {value: kind for _, value, kind in answers}, personal)


def _judged_places(rows: Rows) -> Iterator[_Place]:
    for text, values in places_of(without_notes(rows)):
        label = label_of(text) or text
        yield _Place(label, values, [kind_of(label, value) for value in values])


def _without_printed(places: Iterable[_Place]) -> list[_Place]:
    """Return the places; short words that stand alike in several of them, or on every row of a list, are printed."""
    judged = list(places)
    counts = Counter(word for place in judged for word in place.words)
    printed = {word for word, count in counts.items() if count > 1 and len(word) <= _SAME_WORDS}
    return [
        place._replace(kinds=[Kind.EMPTY] * len(place.kinds)) if _is_printed(place, printed) else place
        for place in judged
    ]


def _is_printed(place: _Place, printed: set[str]) -> bool:
    if place.kind is not Kind.WORDS:
        return False
    alike = len(place.words) == 1 and len(place.values) > 1 and set(place.kinds) == {Kind.WORDS}
    return place.words <= printed or (alike and all(len(word) <= _SAME_WORDS for word in place.words))


def _loose(rows: Rows, places: Sequence[_Place]) -> int:
    """Return how many cells of tables hold what nobody prints though they are no known place, nor the office's."""
    known = Counter(value for place in places for value in place.values)
    tables = [row for row in rows if len(row) > 1 and not _OFFICES_NUMBER.search(" ".join(row))]
    cells = Counter(cell for row in tables for cell in row if not _COUNTS.fullmatch(cell.strip()))
    return sum(count for cell, count in (cells - known).items() if kind_of("", cell) is Kind.VALUE)


def _is_sentence(cell: str) -> bool:
    words = _WORDS.search(cell)
    return words is not None and _ENDS_CLAUSE.search(cell, words.end()) is not None


def _gaps_in_prose(cell: str) -> int:
    """Return how many gaps a sentence leaves to be filled in; 年 月 日 are no gaps, nor are letters set apart."""
    if not _GAP.search(cell) or not _is_sentence(cell):
        return 0
    pieces = _GAP.split(cell)
    return sum(len(before) > 1 and _BEGINS_DATE.match(after) is None for before, after in pairwise(pieces))


def _in_gaps(rows: Rows, places: Iterable[_Place]) -> Iterator[_Place]:
    """Yield what holds a value in a gap of a sentence, and is none of the places; its label are the words before."""
    known = {value.strip(_AROUND_VALUE) for place in places for value in place.values}
    for cell in (cell for row in rows for cell in row if _is_sentence(cell)):
        sentence = _EXAMPLE.sub("", cell)
        for match in _IN_GAP.finditer(sentence):
            text = match[0].strip()
            before = _BEFORE_GAP.search(sentence, max(0, match.start() - LONGEST_CELL), match.start())
            label = before[1] if before else ""
            is_sure = sentence[match.start() - 1] in "_＿" and kind_of("", text) is Kind.VALUE
            kind = Kind.VALUE if is_sure else kind_between_gaps(label, text)
            if kind is not Kind.EMPTY and text not in known:
                yield _Place(label, [text], [kind])


def _aside(rows: Rows) -> int:
    """Return how many words stand where values do, behind words that are no known label."""
    behind = Counter(
        (len(row), index + 1)
        for row in rows
        for index, cell in enumerate(row[:-1])
        if is_label(cell) and not row[index + 1]
    )
    return sum(
        behind[len(row), index + 1] > 0 and _answers_words(row[index], row[index + 1])
        for row in rows
        for index in range(len(row) - 1)
    )


def _answers_words(label: str, value: str) -> bool:
    is_asked = may_be_label(label) and may_ask(label) and not is_label(label)
    return is_asked and len(value) <= _SHORT_ANSWER and not is_any_label(value) and kind_of(label, value) is Kind.WORDS


def _is_on_one_line(place: _Place) -> bool:
    """Whether a value stands on a line to write on, which shows before and behind it."""
    return place.kind is not Kind.EMPTY and any(ON_LINE.fullmatch(value.strip()) for value in place.values)


def _is_ticked(text: str) -> bool:
    """Whether a box is ticked among others."""
    return bool(TO_TICK.search(text) and is_ticked(text) and not BULLETS.fullmatch(text))


def values_of(rows: Rows, label: re.Pattern[str]) -> Iterator[str]:
    """Yield the value of every label that matches as a whole: the next cell, the only other one, or behind its colon.

    Boxes to tick, a hint how to fill in and the next column of a list's head are no values.
    """
    for row in rows:
        for index, cell in enumerate(row):
            if label.fullmatch(label_of(cell)):
                others = [other for other in row[index + 1 :] if other.strip()]
                behind = others if len(others) == 1 else row[index + 1 : index + 2]
                yield from (other.strip() for other in behind if _is_value(other))
            for name, value in inline_pairs(cell) if label.search(cell) else ():
                if label.fullmatch(label_of(name)) and _is_value(value):
                    yield value.strip()


def _is_value(cell: str) -> bool:
    text = BRACKETS.sub("", re.sub(r"\s+", "", cell))
    no_value = TO_TICK.search(cell) or TICKED.search(cell) or HINT.match(text) or _VALUE_IS_A_LABEL.fullmatch(text)
    return bool(text) and no_value is None


def _names_beside(rows: Rows) -> Iterator[str]:
    """Yield the names that stand beside a label of somebody, also one that asks the applicant for nothing: 户主."""
    for row in rows:
        inline = (pair for cell in row for pair in inline_pairs(_BEFORE_COLON.sub("", cell)))
        for label, value in (*pairwise(row), *inline):
            names = [each.strip() for each in _BETWEEN_PEOPLE.split(value) if each.strip()]
            plain = ["".join(name.split()) for name in names]
            if _SOMEBODY.search(label_of(label)) and all(map(people.is_full_name, plain)):
                yield from (name for name in names if not PLACEHOLDER.search(name))


def _in_prose(rows: Rows) -> tuple[set[str], set[str], set[str]]:
    """Return names, home addresses and numbers of applicants in any text, without examples and the office's own."""
    names: set[str] = set()
    addresses: set[str] = set()
    numbers: set[str] = set()
    for row in rows:
        for cell in row if _MAY_NAME.search("\t".join(row)) else ():
            text = re.sub(r"[_＿]+", "", cell)
            names.update(name for name in people.names_in_prose(text) if not PLACEHOLDER.search(name))
            addresses.update(people.addresses_in_prose(text))
            if not _MARKS_EXAMPLE.search(text) and not _OFFICES_NUMBER.search(" ".join(row)):
                numbers.update(each for each in people.numbers(text) if not PLACEHOLDER.search(each))
    return names, addresses, numbers
