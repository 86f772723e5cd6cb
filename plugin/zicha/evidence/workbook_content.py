"""What a workbook says, whichever program saved it: the digests of its lines without the columns that people fill in.

So a workbook that was filled in or only saved again is told from one in which something was changed. Lines may stand in
another order. Numbers do not count, which come of formulas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from zicha.evidence.remarks import digest_of
from zicha.model.base import Model
from zicha.model.workbook import TO_FILL_IN

_SHORT = 16
"""Digits of the digest of a line."""
_MOST = 5
"""Lines that are named."""


class WorkbookContent(Model):
    """The form, which is the first sheet, line by line; each other sheet as one digest."""

    form: tuple[str, ...]
    others: Mapping[str, str]


class UnreadableWorkbook(Exception):
    """The bytes are no workbook that can be read."""


def content_of(workbook: bytes) -> WorkbookContent:
    """Return what a workbook says. Raise UnreadableWorkbook."""
    (_, form), *others = _sheets(workbook)
    return WorkbookContent(
        form=tuple(_digest(line) for _, line in _machine_lines(form)),
        others={
            name: digest_of("\n".join(sorted(_digest(line) for _, line in _machine_lines(rows))).encode())
            for name, rows in others
        },
    )


def changes(workbook: bytes, sealed: WorkbookContent) -> Iterator[str]:
    """Yield in words what a workbook says otherwise than it did when it was sealed. Raise UnreadableWorkbook."""
    (name, form), *_ = _sheets(workbook)
    left = Counter(sealed.form)
    new = []
    for number, line in _machine_lines(form):
        digest = _digest(line)
        if left[digest]:
            left[digest] -= 1
        else:
            new.append(f"第 {number} 行（{'　'.join(line)[:40]}）")
    gone = left.total()
    if new:
        more = f"等 {len(new)} 行" if len(new) > _MOST else ""
        yield f"“{name}”表{'、'.join(new[:_MOST])}{more}与封存时不同"
    if gone > len(new):
        yield f"“{name}”表比封存时少了 {gone - len(new)} 行"
    others = content_of(workbook).others
    for other in [*sealed.others, *(each for each in others if each not in sealed.others)]:
        if others.get(other) != sealed.others.get(other):
            yield f"“{other}”表" + (
                "是后加的" if other not in sealed.others else "没有了" if other not in others else "与封存时不同"
            )


def _sheets(workbook: bytes) -> list[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_object(BytesIO(workbook))
        return [
            (
                name,
                [
                    [_text(cell) for cell in row]
                    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ],
            )
            for name in book.sheet_names
        ]
    except BaseException as error:  # the reader's panic is no Exception
        if isinstance(error, (Exception, KeyboardInterrupt)) and not isinstance(error, (CalamineError, OSError)):
            raise
        raise UnreadableWorkbook from error


def _text(cell: object) -> str:
    return cell.replace("\r\n", "\n").strip() if isinstance(cell, str) else ""


def _machine_lines(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that are not people's, each with its number: below a head that is to be filled in stands theirs.

    The line with the heads counts as a whole, so that nobody makes a column people's who was not asked to fill it in.
    """
    to_fill_in: frozenset[int] = frozenset()
    for number, row in enumerate(rows, start=1):
        line = [text for place, text in enumerate(row) if text and place not in to_fill_in]
        if line:
            yield number, line
        if not to_fill_in:
            to_fill_in = frozenset(place for place, text in enumerate(row) if text.endswith(TO_FILL_IN))


def _digest(line: Sequence[str]) -> str:
    return digest_of("\x1f".join(line).encode())[:_SHORT]
