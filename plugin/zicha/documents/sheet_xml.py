"""Workbooks in one XML file: flat packages, and those of Excel 2003 (SpreadsheetML), which programs export."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from zicha.documents.around_cells import plain_head
from zicha.documents.content import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    Content,
    Rows,
    as_long,
    cut_sheet,
    damaged,
)
from zicha.documents.flat_packages import is_flat_package, packed
from zicha.documents.sheets import read_sheets

_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_WHITE = "#FFFFFF"


def read_sheet_xml(content: bytes) -> Content:
    """Return the cells of a workbook in one XML file. Raise Unreadable if it does not open."""
    if is_flat_package(content):
        return read_sheets(packed(content))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged("表格内容损坏，可能没有下载完整") from error
    unseen_styles = frozenset(_unseen_styles(root))
    sheets = [sheet for sheet in root.iterchildren(f"{_SHEET}Worksheet") if _is_shown(sheet)]
    rows: Rows = []
    unread = [f"只读了前{MAX_SHEETS}个工作表"] if len(sheets) > MAX_SHEETS else []
    for sheet in sheets[:MAX_SHEETS]:
        heads = [
            plain_head(head.get(f"{_EXCEL}Data") or "") for head in sheet.iter(f"{_EXCEL}Header", f"{_EXCEL}Footer")
        ]
        own, is_cut = _rows(sheet, unseen_styles)
        rows += [*own, *([head] for head in heads if head)]
        unread += [cut_sheet(sheet.get(f"{_SHEET}Name") or "")] if is_cut else []
    return Content(rows, len(sheets), unseen="，".join(unread))


def _is_shown(sheet: etree._Element) -> bool:
    visible = sheet.findtext(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible") or ""
    return not visible.strip().endswith("Hidden")


def _unseen_styles(root: etree._Element) -> Iterator[str]:
    """Yield the names of the styles of cells that show nothing: white on white, or a format without any part."""
    for style in root.iterfind(f"{_SHEET}Styles/{_SHEET}Style"):
        font, fill, numbers = (style.find(f"{_SHEET}{part}") for part in ("Font", "Interior", "NumberFormat"))
        is_white = font is not None and (font.get(f"{_SHEET}Color") or "").upper() == _WHITE
        behind = (fill.get(f"{_SHEET}Color") if fill is not None else None) or _WHITE
        is_empty = numbers is not None and numbers.get(f"{_SHEET}Format") == ";;;"
        if is_empty or (is_white and behind.upper() == _WHITE):
            yield style.get(f"{_SHEET}ID") or ""


def _rows(sheet: etree._Element, unseen_styles: frozenset[str]) -> tuple[Rows, bool]:
    """Return the rows that are shown and hold anything, and whether some beyond the limits were left out."""
    rows: Rows = []
    covered: set[tuple[int, int]] = set()
    is_cut = False
    for table in sheet.iterchildren(f"{_SHEET}Table"):
        hidden = frozenset(_hidden_columns(table))
        number = 0
        for row in table.iterchildren(f"{_SHEET}Row"):
            number = _place(row, number)
            cells = _cells(row, number, unseen_styles, covered)
            is_hidden = row.get(f"{_SHEET}Hidden") == "1"
            if any(cells.values()) and not is_hidden:
                is_cut = is_cut or number >= MAX_ROWS or any(cells[at] and at >= MAX_COLUMNS for at in cells)
                if number < MAX_ROWS:
                    columns = range(min(max(cells) + 1, MAX_COLUMNS))
                    shown = [at for at in columns if at not in hidden and (number, at) not in covered]
                    rows.append([cells.get(at, "") for at in shown])
            number += 1 + _count(row, "Span")
    return _trimmed(rows), is_cut


def _trimmed(rows: Rows) -> Rows:
    """Return the rows that hold anything, without columns at the left that hold nothing and cells at their ends."""
    first = min((at for row in rows for at, cell in enumerate(row) if cell), default=0)
    trimmed: Rows = []
    for row in rows:
        if any(row):
            trimmed.append(as_long(row[first:], trimmed))
    return trimmed


def _cells(
    row: etree._Element, number: int, unseen_styles: frozenset[str], covered: set[tuple[int, int]]
) -> dict[int, str]:
    """Return the texts of a row by their columns, and add to the cells that a wider one covers."""
    cells: dict[int, str] = {}
    column = 0
    for cell in row.iterchildren(f"{_SHEET}Cell"):
        column = _place(cell, column)
        data = cell.find(f"{_SHEET}Data")
        is_seen = (cell.get(f"{_SHEET}StyleID") or row.get(f"{_SHEET}StyleID")) not in unseen_styles
        cells[column] = _text(data) if data is not None and is_seen else ""
        across = min(_count(cell, "MergeAcross"), MAX_COLUMNS)
        lowest = min(number + _count(cell, "MergeDown"), MAX_ROWS - 1)
        covered.update((at, column + right) for at in range(number, lowest + 1) for right in range(1, across + 1))
        column += 1 + across
    return cells


def _text(data: etree._Element) -> str:
    text = "".join(data.itertext())
    return text.partition("T")[0] if data.get(f"{_SHEET}Type") == "DateTime" else text


def _hidden_columns(table: etree._Element) -> Iterator[int]:
    number = 0
    for column in table.iterchildren(f"{_SHEET}Column"):
        number = _place(column, number)
        span = min(_count(column, "Span"), MAX_COLUMNS)
        if column.get(f"{_SHEET}Hidden") == "1":
            yield from range(number, number + span + 1)
        number += 1 + span


def _place(element: etree._Element, following: int) -> int:
    """Return where an element stands, from 0: behind the one before it, unless it says where."""
    return max(following, _count(element, "Index") - 1)


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_SHEET}{name}") or ""
    return int(text) if text.isdecimal() and len(text) < 8 else 0
