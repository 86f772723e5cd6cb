"""Labels with their values in the lines of one block: 法定时限：20个工作日 承诺时限：3个工作日."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from zicha.portal.markup import INLINE_END, clean

LONGEST_LABEL = 24
_BREAKS = rf"\s：:；;，,。|｜、？?！!{INLINE_END}"
_TWO_PIECES = re.compile(rf"^\s*\d+\s|[^\s{INLINE_END}]\s*{INLINE_END}[\s{INLINE_END}]*[^\s{INLINE_END}]")
_COLON = re.compile("[：:]")
_BETWEEN = " ；;，,、|｜"
_ANOTHER = re.compile(rf"[\s{INLINE_END}]*[|｜][\s{INLINE_END}]*[\u4e00-\u9fff]{{1,12}}[：:]")
"""What ends a value: a bar, and a label behind it, though it is none of ours: 开封市水利局 | 浏览量：108."""


@dataclass(frozen=True)
class Pair:
    """A label and the value after it."""

    label: str
    value: str


class Before(Enum):
    """What may stand before the first label of a line."""

    NOTHING = auto()
    ANOTHER_ELEMENT = auto()
    WORDS = auto()


def labelled_pairs(line: str, is_label: Callable[[str], bool], allowed: Before = Before.NOTHING) -> tuple[Pair, ...]:
    """Return the pairs of a line; none where it does not begin with a label, for then it is a sentence.

    What stands before the first label, where that is allowed, comes as a pair without a label.
    """
    places = list(_places(line, is_label, glued=allowed is Before.WORDS))
    before = _plain(line[: places[0][0]]) if places else ""
    apart = before and line[: places[0][0]].rstrip().endswith(INLINE_END)
    if not places or (before and (allowed is Before.NOTHING or (allowed is Before.ANOTHER_ELEMENT and not apart))):
        return ()
    pairs: list[Pair] = [Pair("", before)] if before else []
    for (start, colon, end), following in zip(places, [*places[1:], None], strict=True):
        value = line[end : following[0]].rstrip() if following else line[end:]
        if following and not value.endswith(INLINE_END):
            value = value.rstrip(_BETWEEN)  # 法定时限：20个工作日；承诺时限
        pairs.append(Pair(_plain(line[start:colon]), _plain(_ANOTHER.split(value)[0])))
    return tuple(pairs)


def _places(line: str, is_label: Callable[[str], bool], glued: bool) -> Iterator[tuple[int, int, int]]:
    """Yield where each label begins and ends, and where its value begins.

    `glued`: the value may follow at once where its own element alone sets the first label off: <i>Q</i>多久办结？
    """
    after, value_begins = 0, False
    following = rf"{INLINE_END}(?=\s*[^\s{INLINE_END}])" if glued else rf"{INLINE_END}(?=\d|\s+[^\s{INLINE_END}])"
    first = re.match(rf"[\s{INLINE_END}]*([^\s{INLINE_END}：:]{{1,{LONGEST_LABEL}}}){following}", line)
    if first and (glued or len(first[1]) > 1) and is_label(first[1]):  # its own element is all that sets the label off
        yield first.start(1), first.end(1), first.end()
        after, value_begins = first.end(), True
    for match in _COLON.finditer(line):
        colon = match.start()
        if colon < after:
            continue
        starts = [after + gap.end() for gap in re.finditer(f"^(?![{_BREAKS}])|[{_BREAKS}]+", line[after:colon])]
        words = {start: line[start:colon] for start in starts if colon - start <= 2 * LONGEST_LABEL}
        if value_begins:  # the end of a value is no number of the label after it: 0 承诺时限
            words = {start: each for start, each in words.items() if not _TWO_PIECES.search(each)}
        label = next((start for start, each in words.items() if is_label(_plain(each))), None)
        if label is None:
            continue
        if value_begins and label == after:
            return  # 份数：原件：1 复印件：0 is one value
        yield label, colon, colon + 1
        after, value_begins = colon + 1, True


def _plain(text: str) -> str:
    return clean(text.replace(INLINE_END, ""))
