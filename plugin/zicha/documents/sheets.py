"""xlsx, xls and et: every sheet's cells, by calamine (Rust, all formats of Excel in less than a millisecond)."""

from __future__ import annotations

import io
from typing import Any

from python_calamine import CalamineWorkbook

from zicha.documents.bounds import open_zip
from zicha.documents.content import PICTURE_BYTES, Content, Rows, damaged, protected

_MAX_SHEETS, _MAX_ROWS, _MAX_COLUMNS = 20, 500, 100


def read_sheets(content: bytes) -> Content:
    """Return the cells of a workbook. Raise Unreadable if it does not open."""
    pictures = any(magic in content for magic in PICTURE_BYTES)
    if content.startswith(b"PK"):
        with open_zip(content) as archive:  # calamine unpacks without bounds
            pictures = any(name.startswith("xl/media/") for name in archive.namelist())
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows: Rows = []
        for name in book.sheet_names[:_MAX_SHEETS]:
            if any(sheet.name == name and "WorkSheet" not in str(sheet.typ) for sheet in book.sheets_metadata):
                continue
            rows += [_cells(row) for row in book.get_sheet_by_name(name).to_python(nrows=_MAX_ROWS)]
        more = len(book.sheet_names) > _MAX_SHEETS
        unseen = f"只读了前{_MAX_SHEETS}个工作表" if more else ""
        return Content([row for row in rows if any(row)], len(book.sheet_names), pictures=pictures, unseen=unseen)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # calamine's panics are no Exceptions
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise protected() from error
        raise damaged("表格内容损坏，可能没有下载完整") from error


def _cells(row: list[Any]) -> list[str]:
    cells = [_text(cell) for cell in row[:_MAX_COLUMNS]]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell: Any) -> str:
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
