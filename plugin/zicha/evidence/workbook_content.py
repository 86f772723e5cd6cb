"""What a workbook says, whichever program saved it: the digests of its lines without the columns that people fill in.

So a workbook that was filled in or only saved again is told from one in which something was changed. Lines and sheets
may stand in another order. Numbers do not count where formulas stand; the formulas do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO

from zicha.evidence.remarks import digest_of
from zicha.evidence.workbook_looks import formulas_of
from zicha.model.base import Model
from zicha.model.workbook import TO_FILL_IN

_SHORT = 16
"""Digits of the digest of a line."""
_MOST = 5
"""Lines that are named."""
_FORMULAS = "（公式）"
"""Behind the name of a sheet: what its formulas are."""
_Rows = Sequence[Sequence[object]]


class WorkbookContent(Model):
    """The form, line by line; each other sheet as one digest, and its formulas as another under a name of their own."""

    form: tuple[str, ...]
    others: Mapping[str, str]


class UnreadableWorkbook(Exception):
    """The bytes are no workbook that can be read."""


def content_of(workbook: bytes) -> WorkbookContent:
    """Return what a workbook says. Raise UnreadableWorkbook."""
    (name, form), *others = sheets_of(workbook)
    return _content(workbook, name, form, others)


def _content(workbook: bytes, form_name: str, form: _Rows, others: Iterable[tuple[str, _Rows]]) -> WorkbookContent:
    digests = {name: _digest_of_lines(_digest(line) for _, line in _machine_lines(rows)) for name, rows in others}
    formulas = {name: _digest_of_lines(each) for name, each in formulas_of(workbook).items() if name != form_name}
    return WorkbookContent(
        form=tuple(_digest(line) for _, line in _machine_lines(_with_numbers(form))),
        others=digests | {f"{name}{_FORMULAS}": digest for name, digest in formulas.items()},
    )


def changes(workbook: bytes, sealed: WorkbookContent) -> Iterator[str]:
    """Yield in words what a workbook says otherwise than it did when it was sealed. Raise UnreadableWorkbook."""
    sheets = sheets_of(workbook)
    name, form = form_of(sheets, sealed)
    left = Counter(sealed.form)
    new = []
    for number, line in _machine_lines(_with_numbers(form)):
        digest = _digest(line)
        if left[digest]:
            left[digest] -= 1
        else:
            new.append(f"第 {number} 行（{' '.join('　'.join(line).split())[:40]}）")
    gone = left.total()
    if new:
        more = f"等 {len(new)} 行" if len(new) > _MOST else ""
        yield f"“{name}”表{'、'.join(new[:_MOST])}{more}与封存时不同"
    if gone > len(new):
        yield f"“{name}”表比封存时少了 {gone - len(new)} 行"
    others = _content(workbook, name, form, ((other, rows) for other, rows in sheets if other != name)).others
    added = (each for each in others if each not in sealed.others and not each.endswith(_FORMULAS))
    for other in [*sealed.others, *added]:
        if others.get(other) != sealed.others.get(other):
            yield f"“{other}”表" + (
                "是后加的" if other not in sealed.others else "没有了" if other not in others else "与封存时不同"
            )


def form_of(sheets: Sequence[tuple[str, _Rows]], sealed: WorkbookContent) -> tuple[str, _Rows]:
    """Return the sheet that is the form: the first that is none of the others, wherever its tab was dragged to."""
    return next((each for each in sheets if each[0] not in sealed.others), sheets[0])


def sheets_of(workbook: bytes) -> list[tuple[str, _Rows]]:
    """Return the cells of each sheet as they stand. Raise UnreadableWorkbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_object(BytesIO(workbook))
        return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except BaseException as error:  # the reader's panic is no Exception
        if isinstance(error, (Exception, KeyboardInterrupt)) and not isinstance(error, (CalamineError, OSError)):
            raise
        raise UnreadableWorkbook from error


def _text(cell: object) -> str:
    """Return the text of a cell. Empty lines count: they push out of a cell what stands below them."""
    return cell.replace("\r\n", "\n").strip(" ") if isinstance(cell, str) else ""


def _with_numbers(rows: _Rows) -> Iterator[list[object]]:
    """Yield the lines of the form, in which no formula stands: a text that became a number is still that text."""
    for row in rows:
        yield [f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else cell for cell in row]


def _digest_of_lines(digests: Iterable[str]) -> str:
    return digest_of("\n".join(sorted(digests)).encode())


def _machine_lines(rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that are not people's, each with its number: below a head that is to be filled in stands theirs.

    The line with the heads counts as a whole, so that nobody makes a column people's who was not asked to fill it in.
    """
    to_fill_in: frozenset[int] = frozenset()
    for number, cells in enumerate(rows, start=1):
        row = [_text(cell) for cell in cells]
        line = [text for place, text in enumerate(row) if text and place not in to_fill_in]
        if line:
            yield number, line
        if not to_fill_in:
            to_fill_in = frozenset(place for place, text in enumerate(row) if text.endswith(TO_FILL_IN))


def _digest(line: Sequence[str]) -> str:
    return digest_of("\x1f".join(line).encode())[:_SHORT]
