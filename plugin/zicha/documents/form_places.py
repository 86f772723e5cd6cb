"""The places of a form: a label with the cells after it, below it, or with the words behind its colon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zicha.documents.labels import (
    NOT_THE_APPLICANTS,
    has_words_behind_colon,
    inline_pairs,
    is_any_label,
    is_known_label,
    is_label,
    label_of,
    may_ask,
    may_be_label,
)
from zicha.documents.value_kinds import LINES, Kind, kind_of

_PROSE = re.compile(r"[:：。；;]|.{30}")
_COUNTS_ROWS = re.compile(r"序号|编号|项次|行次")


def places_of(rows: Iterator[list[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield every place: its label and its values, which are several in a list."""
    head: list[str] = []
    below: list[list[str]] = []
    waiting = list(rows)
    for number, row in enumerate(waiting):
        if head and _is_below(_as_wide(row, head), head):
            below.append([*row, *[""] * len(head)][: len(head)])
            continue
        yield from _columns(head, below)
        head, below = [], []
        labels = _as_wide(row, [])
        if _is_head(labels, _as_wide(waiting[number + 1], labels) if number + 1 < len(waiting) else []):
            head = labels
        else:
            yield from _in_row(row, [index for index, cell in enumerate(row) if is_label(cell)])
    yield from _columns(head, below)


def _as_wide(row: list[str], head: list[str]) -> list[str]:
    """Return a row without the empty cells at its end that the head of a list has not."""
    width = max((index for index, cell in enumerate(row, start=1) if cell.strip()), default=0)
    return row[: max(width, len(head))]


def _is_below(row: list[str], head: list[str]) -> bool:
    """Whether a row belongs to a list; of one whose empty cells are not known the first answers the first label."""
    if _begins(head, row):
        return True
    begins_with_label = is_any_label(row[0]) and kind_of(head[0], row[0]) is Kind.EMPTY
    return len(row) == len(head) and not any(map(is_known_label, row)) and not begins_with_label


def _begins(head: list[str], row: list[str]) -> bool:
    """Whether a row that ends early answers the first label of a list, perhaps behind its number."""
    is_numbered = len(row) == 2 and row[0].strip().isdecimal() and _COUNTS_ROWS.fullmatch(label_of(head[0])) is not None
    at = 1 if is_numbered else 0
    is_short = len(row) == at + 1 < len(head) and not _PROSE.search(row[at])
    return is_short and kind_of(head[at], row[at]) >= Kind.PLACEHOLDER


def _is_head(row: list[str], following: list[str]) -> bool:
    """Whether a row is the head of a list: labels side by side, or above empty cells, or above what answers them."""
    labels = [index for index, cell in enumerate(row) if is_label(cell)]
    if len(row) < 2 or not labels or not all(map(may_be_label, row)) or any(map(has_words_behind_colon, row)):
        return False
    if any(kind_of(row[index], row[index + 1]) >= Kind.PLACEHOLDER for index in labels if index + 1 < len(row)):
        return False
    if len(row) == 2:
        return not any(map(is_any_label, following)) and _answers(row, following, labels)
    if sum(map(is_any_label, row)) >= len(row) - 1:
        return True
    if len(following) != len(row) or any(map(is_known_label, following)):
        return False
    is_empty = all(cell.strip().isdecimal() or not cell.strip() for cell in following)
    return is_empty or _answers(row, following, labels)


def _answers(head: list[str], row: list[str], columns: Iterable[int]) -> bool:
    """Whether a row holds values, by their kind, below the labels in these columns."""
    if _begins(head, row):
        return True
    return len(row) == len(head) and any(kind_of(head[at], row[at]) >= Kind.PLACEHOLDER for at in columns)


def _columns(head: list[str], below: list[list[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the columns of a list, without one that only counts, and without rows that only count the columns."""
    filled = [row for row in below if not _counts([cell for cell in row if cell.strip()])]
    columns = zip(head, zip(*filled, strict=True) if filled else [()] * len(head), strict=True)
    for label, values in columns:
        if not _COUNTS_ROWS.fullmatch(label_of(label)) and not _counts(values):
            yield label, values


def _counts(cells: Sequence[str]) -> bool:
    """Whether cells count, from whatever number: 1 2 3."""
    numbers = [int(cell) for cell in cells if re.fullmatch(r"\d{1,3}", cell.strip())]
    return 1 < len(numbers) == len(cells) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _in_row(row: list[str], labels: list[int]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the places of one row, whose labels stand in the cells of these numbers."""
    if pairs := _pairs(row):
        yield from pairs
        return
    has_empty = not all(cell.strip() for cell in row)
    for index in labels:
        if any(True for _ in inline_pairs(row[index])) and has_words_behind_colon(row[index]):
            continue
        after = _cells_after(row, index)
        heads_others = not after and has_empty and index + 1 < len(row)  # 申请人 before 姓名
        if not heads_others:
            yield row[index], after or [""]
    for index, cell in enumerate(row):
        pairs_in_cell = list(inline_pairs(cell))
        among_known = len(pairs_in_cell) > 1 and any(is_label(label) for label, _ in pairs_in_cell)
        for label, value in pairs_in_cell:
            if is_label(label):
                if index not in labels or has_words_behind_colon(cell):
                    yield label, (value,)
            elif may_ask(label) and (among_known or LINES.search(value) or not value.strip()):
                yield label, (value,)
    if not labels:
        yield from _empty_places(row)


def _empty_places(row: list[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the places of a row without known labels in which nothing stands: an empty cell behind words like a label.

    What stands behind such words may be printed, and is no place.
    """
    for label, value in pairwise(row):
        if not value.strip() and may_be_label(label) and may_ask(label):
            yield label, ("",)


def _pairs(row: list[str]) -> list[tuple[str, Sequence[str]]]:
    """Return the places of a row of label, value, label, value; none where it is no such row.

    Some of its labels are known, and those in between stand where labels do.
    """
    known = [index for index, cell in enumerate(row) if is_any_label(cell)]
    if len(known) > 1 and known[1] == known[0] + 1 and not all(cell.strip() for cell in row):  # 申请人 before 姓名
        known = known[1:]
    if not known or len(row) - known[0] < 3 or any(has_words_behind_colon(cell) for cell in row):
        return []
    at = range(known[0], len(row), 2)
    if any(index not in at for index in known) or not all(may_be_label(row[index]) for index in at):
        return []
    values = [row[index + 1] if index + 1 < len(row) else "" for index in at]
    first = row[at[0]]
    if any(kind_of(first, row[index]) is Kind.VALUE for index in at[1:]):  # several values of one label
        return []
    if len(known) == 1 and all(value.strip() for value in values):  # perhaps one label and its value in pieces
        return []
    return [
        (row[index], [value])
        for index, value in zip(at, values, strict=True)
        if not NOT_THE_APPLICANTS.search(label_of(row[index]))
    ]


def _cells_after(row: list[str], index: int) -> list[str]:
    """Return the cells after a label that may be its values: up to the next label.

    Behind an empty cell only what shows that it is a value: other words there may be a label that nobody knows.
    """
    after: list[str] = []
    for cell in row[index + 1 :]:
        if is_any_label(cell):
            break
        after.append(cell)
    if after and not after[0].strip():
        sure = (Kind.VALUE, Kind.PLACEHOLDER)
        return [after[0], *(cell for cell in after[1:] if kind_of(row[index], cell) in sure)]
    return [" ".join(cell for cell in after if cell.strip())] if after and all(map(_is_piece, after)) else after


def _is_piece(cell: str) -> bool:
    """Whether a cell holds one character: a number, or a name, in little boxes."""
    return len(cell.strip()) <= 1
