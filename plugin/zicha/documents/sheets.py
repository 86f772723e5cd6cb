"""xlsx, xls, et and ods: the cells of every sheet that Excel shows, by calamine (Rust, less than a millisecond)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from zicha.documents.bounds import open_zip
from zicha.documents.content import PICTURE_BYTES, Content, Rows, Unreadable, damaged, protected
from zicha.documents.encryption import decrypted_workbook, is_encrypted_xls
from zicha.documents.far_cells import without_far_cells
from zicha.documents.hidden_cells import Hidden, hidden_in_xls, hidden_in_xlsx

_MAX_SHEETS, _MAX_ROWS, _MAX_COLUMNS = 20, 500, 100


def read_sheets(content: bytes) -> Content:
    """Return the cells of a workbook. Raise Unreadable if it does not open."""
    if not content.startswith(b"PK"):
        plain = decrypted_workbook(content) if is_encrypted_xls(content) else content
        return _read(plain, any(magic in plain for magic in PICTURE_BYTES), hidden_in_xls(plain))
    with open_zip(content) as archive:  # calamine unpacks without bounds
        pictures = any("/media/" in name or name.startswith("Pictures/") for name in archive.namelist())
        near, cut = without_far_cells(archive, content)
        return _read(near, pictures, hidden_in_xlsx(archive), cut)


def _read(content: bytes, pictures: bool, hidden: dict[str, Hidden], cut: frozenset[str] = frozenset()) -> Content:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if "WorkSheet" in str(sheet.typ) and str(sheet.visible).endswith(".Visible")
        ]
        rows: Rows = []
        unread = [f"只读了前{_MAX_SHEETS}个工作表"] if len(shown) > _MAX_SHEETS else []
        for name in shown[:_MAX_SHEETS]:
            sheet = book.get_sheet_by_name(name)
            rows += _rows(sheet, hidden.get(name, Hidden()))
            if name in cut or sheet.height > _MAX_ROWS or sheet.width > _MAX_COLUMNS:
                unread.append(f"工作表“{name}”只读了前{_MAX_ROWS}行、前{_MAX_COLUMNS}列")
        return Content(rows, len(book.sheet_names), pictures=pictures, unseen="，".join(unread))
    except (KeyboardInterrupt, SystemExit, MemoryError, Unreadable):
        raise
    except BaseException as error:  # calamine's panics are no Exceptions
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise protected() from error
        raise damaged("表格内容损坏，可能没有下载完整") from error


def _rows(sheet: CalamineSheet, hidden: Hidden) -> Rows:
    """Return the rows that are shown and hold anything; of cells that are one, the first alone has a place in its row.

    A row keeps its empty cells as far as the row before it goes, so that the columns of a list stay below its head.
    """
    top, left = sheet.start or (0, 0)
    covered = set(_covered(sheet))
    rows: Rows = []
    for number, cells in enumerate(sheet.to_python(nrows=_MAX_ROWS), start=top):
        row = [
            _text(cell)
            for column, cell in enumerate(cells[:_MAX_COLUMNS], start=left)
            if number not in hidden.rows and column not in hidden.columns and (number, column) not in covered
        ]
        width = max((index for index, cell in enumerate(row, start=1) if cell), default=0)
        if width > 1 and rows:
            width = max(width, min(len(rows[-1]), len(row)))
        if width:
            rows.append(row[:width])
    return rows


def _covered(sheet: CalamineSheet) -> Iterator[tuple[int, int]]:
    """Yield the cells that a wider one covers."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, top + _MAX_ROWS) + 1):
            yield from ((row, column) for column in range(left + 1, min(right, left + _MAX_COLUMNS) + 1))


def _text(cell: Any) -> str:
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
