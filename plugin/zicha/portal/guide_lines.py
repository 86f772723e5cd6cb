"""Labels with their values in the lines of one block: 法定时限：20个工作日 承诺时限：3个工作日."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zicha.portal.markup import INLINE_END, clean

LONGEST_LABEL = 24
_BREAKS = rf"\s；;，,。|｜、？?！!{INLINE_END}"
_COLON = re.compile("[：:]")
_BETWEEN = f" ；;，,、|｜{INLINE_END}"


@dataclass(frozen=True)
class Pair:
    """A label and the value after it."""

    label: str
    value: str


def labelled_pairs(line: str, is_label: Callable[[str], bool], begins: bool = True) -> tuple[Pair, ...]:
    """Return the pairs of a line; none where it does not begin with a label, for then it is a sentence.

    Where it need not begin with one, what stands before the first comes as a pair without a label.
    """
    places = list(_places(line, is_label))
    before = _plain(line[: places[0][0]]) if places else ""
    if not places or (before and begins):
        return ()
    pairs: list[Pair] = [Pair("", before)] if before else []
    for (start, colon, end), following in zip(places, [*places[1:], None], strict=True):
        value = line[end : following[0]].rstrip(_BETWEEN) if following else line[end:]
        pairs.append(Pair(_plain(line[start:colon]), _plain(value)))
    return tuple(pairs)


def _places(line: str, is_label: Callable[[str], bool]) -> Iterator[tuple[int, int, int]]:
    """Yield where each label begins and ends, and where its value begins."""
    after, value_begins = 0, False
    first = re.match(
        rf"[\s{INLINE_END}]*([^\s{INLINE_END}：:]{{2,{LONGEST_LABEL}}}){INLINE_END}(?=\d|\s+[^\s{INLINE_END}])", line
    )
    if first and is_label(first[1]):  # its own element is all that sets the label off
        yield first.start(1), first.end(1), first.end()
        after, value_begins = first.end(), True
    for match in _COLON.finditer(line):
        colon = match.start()
        if colon < after:
            continue
        starts = [after, *(after + gap.end() for gap in re.finditer(f"[{_BREAKS}]+", line[after:colon]))]
        label = next((s for s in starts if colon - s <= 2 * LONGEST_LABEL and is_label(_plain(line[s:colon]))), None)
        if label is None:
            continue
        if value_begins and not _plain(line[after:label]):
            return  # 份数：原件：1 复印件：0 is one value
        yield label, colon, colon + 1
        after, value_begins = colon + 1, True


def _plain(text: str) -> str:
    return clean(text.replace(INLINE_END, ""))
