"""xlsx, xls and et: the cells of every sheet that Excel shows, by calamine (Rust, less than a millisecond)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from zicha.documents.around_cells import AroundCells, around_cells, plain_head
from zicha.documents.bounds import open_zip
from zicha.documents.content import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    PICTURE_BYTES,
    Content,
    Rows,
    Size,
    Unreadable,
    as_long,
    count_with_words,
    cut_sheet,
    damaged,
    has_large,
    protected,
)
from zicha.documents.encryption import decrypted_workbook, is_encrypted_xls
from zicha.documents.far_cells import without_far_cells
from zicha.documents.hidden_cells import Hidden, hidden_in_xlsx, worksheets
from zicha.documents.old_workbooks import old_sheets


def read_sheets(content: bytes) -> Content:
    """Return the cells of a workbook, and what it shows beside them. Raise Unreadable if it does not open."""
    if not content.startswith(b"PK"):
        plain = decrypted_workbook(content) if is_encrypted_xls(content) else content
        old = old_sheets(plain)
        around = {name: AroundCells(_rows_of(sheet.texts), []) for name, sheet in old.items()}
        read = _read(plain, {name: sheet.hidden for name, sheet in old.items()}, around)
        has_pictures = any(magic in plain for magic in PICTURE_BYTES)
        return replace(read, pictures=int(has_pictures), unmeasured=has_pictures)
    with open_zip(content) as archive:  # calamine unpacks without bounds
        near, cut = without_far_cells(archive, content)
        around = {name: around_cells(archive, part) for name, part in worksheets(archive)}
        return _read(near, hidden_in_xlsx(archive), around, cut)


def _rows_of(texts: Iterable[str]) -> Rows:
    """Return a row for each line of the texts beside the cells of an old workbook."""
    lines = (plain_head(line) for text in texts for line in text.splitlines())
    return [[line] for line in lines if line]


def _read(
    content: bytes,
    hidden: dict[str, Hidden],
    around: Mapping[str, AroundCells],
    cut: frozenset[str] = frozenset(),
) -> Content:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if "WorkSheet" in str(sheet.typ) and str(sheet.visible).endswith(".Visible")
        ]
        rows: Rows = []
        pictures: list[Size] = []
        unread = [f"只读了前{MAX_SHEETS}个工作表"] if len(shown) > MAX_SHEETS else []
        for name in shown[:MAX_SHEETS]:
            sheet = book.get_sheet_by_name(name)
            beside = around.get(name, AroundCells([], []))
            rows += [*_rows(sheet, hidden.get(name, Hidden())), *beside.rows]
            pictures += beside.pictures
            if beside.lacks_results:
                unread.append(f"工作表“{name}”有公式没有存下结果")
            if name in cut or sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS:
                unread.append(cut_sheet(name))
        unread += ["含有大幅图片，图中文字读不出"] if has_large(pictures) else []
        with_words = count_with_words(pictures)
        return Content(
            rows, len(book.sheet_names), pictures=with_words, unmeasured=with_words > 0, unseen="，".join(unread)
        )
    except (KeyboardInterrupt, SystemExit, MemoryError, Unreadable):
        raise
    except BaseException as error:  # calamine's panics are no Exceptions
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise protected() from error
        raise damaged("表格内容损坏，可能没有下载完整") from error


def _rows(sheet: CalamineSheet, hidden: Hidden) -> Rows:
    """Return the rows that are shown and hold anything; of cells that are one, the first alone has a place in a row."""
    top, left = sheet.start or (0, 0)
    covered = set(_covered(sheet))
    rows: Rows = []
    for number, cells in enumerate(sheet.to_python(nrows=MAX_ROWS), start=top):
        row = [
            "" if (number, column) in hidden.cells else _text(cell)
            for column, cell in enumerate(cells[:MAX_COLUMNS], start=left)
            if number not in hidden.rows and column not in hidden.columns and (number, column) not in covered
        ]
        if any(row):
            rows.append(as_long(row, rows))
    return rows


def _covered(sheet: CalamineSheet) -> Iterator[tuple[int, int]]:
    """Yield the cells that a wider one covers."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, top + MAX_ROWS) + 1):
            yield from ((row, column) for column in range(left + 1, min(right, left + MAX_COLUMNS) + 1))


def _text(cell: Any) -> str:
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
