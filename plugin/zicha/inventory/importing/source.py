"""A file of the 事项库 as tables of texts, each of which knows where it stands: a workbook, a web page, csv or JSON.

What a file is, its content tells: systems export web pages and texts under the name of xls.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree
from python_calamine import CalamineSheet, CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_BYTES = 100_000_000
MAX_DEPTH = 6
"""Of JSON: a list of matters with their materials is three deep, and wrappers are around it."""
_MOST_DIGITS = 1e15
"""Beyond this a spreadsheet no longer keeps every digit of a number."""
_SPOILT = re.compile(r"#(?:N/A|[A-Z/0]+[!?])|\d(?:\.\d+)?E\+\d{2,3}")
"""What a spreadsheet shows for what it could not compute, and for a number too long for it."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods")
_TEXTS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".htm", ".html", ".xml")
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")
_EXCEL_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_QUOTED = re.compile(r'="(.*)"|\'(\d[\dA-Z]*)', re.DOTALL)
"""How a system keeps Excel from taking a code for a number."""
_LINES_SNIFFED = 20


class SourceUnreadable(Exception):
    """The file cannot be read as a list; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and where it stands: 事项!C5, 第3行第2列, [0].materialList[1].MATERIAL_NAME."""

    text: str
    place: str
    is_spoilt: bool = False
    """Whether the spreadsheet has lost digits of it, or could not compute it."""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as they stand, the head among them."""

    name: str
    rows: tuple[Row, ...]


def read_source(file: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file that hold anything. Raise SourceUnreadable."""
    try:
        raw = file.read_bytes() if file.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        raise SourceUnreadable(
            f"{file}：打不开（{error.strerror}）。请检查文件名；正在用 Excel 打开的请先关闭"
        ) from error
    if raw is None:
        raise SourceUnreadable(f"{file}：超过 {MAX_BYTES // 1_000_000} MB。请按部门分开导出")
    ending = file.suffix.lower()
    if ending not in (*_WORKBOOKS, *_TEXTS):
        raise SourceUnreadable(f"{file}：不认识的文件类型“{ending}”。请另存为 xlsx、xls、csv 或 json")
    sheets = tuple(_workbook(raw, file) if raw.startswith(_PACKED) else _written(raw, file))
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise SourceUnreadable(f"{file}：没有任何内容，或者没有一行一个事项的表格、记录")
    return filled


def _workbook(raw: bytes, file: Path) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        shown = [each.name for each in book.sheets_metadata if str(each.visible).endswith(".Visible")]
        for name in shown:
            yield Sheet(name, tuple(_rows(book.get_sheet_by_name(name), name)))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # calamine's panics are no Exceptions
        reason = "有打开密码" if "password" in str(error).lower() else "不是完整的表格文件"
        raise SourceUnreadable(f"{file}：{reason}。请用 Excel 或 WPS 打开后另存为没有密码的 xlsx") from error


def _rows(sheet: CalamineSheet, name: str) -> Iterator[Row]:
    """Yield the rows; cells that were merged each hold what the merged one shows."""
    top, left = sheet.start or (0, 0)
    values = sheet.to_python()
    for (first, start), (last, end) in sheet.merged_cell_ranges or ():
        if not (0 <= first - top < len(values) and 0 <= start - left < len(values[first - top])):
            continue
        shown = values[first - top][start - left]
        for number in range(first - top, min(last - top + 1, len(values))):
            for column in range(start - left, min(end - left + 1, len(values[number]))):
                values[number][column] = shown
    for number, cells in enumerate(values, start=top + 1):
        yield tuple(_cell(value, f"{name}!{_letters(left + at)}{number}") for at, value in enumerate(cells))


def _letters(column: int) -> str:
    """Return the name that a spreadsheet gives a column, counted from 0."""
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(ord("A") + letter) + letters
        column -= 1
    return letters


def _cell(value: Any, place: str) -> Cell:
    match value:
        case None:
            return Cell("", place)
        case bool():
            return Cell("是" if value else "否", place)
        case int() | float():
            text = str(int(value)) if float(value).is_integer() else str(value)
            return Cell(text, place, is_spoilt=abs(value) >= _MOST_DIGITS)
        case datetime():
            return Cell(f"{value:%Y-%m-%d}", place)
        case date():
            return Cell(value.isoformat(), place)
    text = str(value).strip()
    if (quoted := _QUOTED.fullmatch(text)) is not None:
        text = (quoted[1] or quoted[2] or "").strip()
    return Cell(text, place, is_spoilt=_SPOILT.fullmatch(text) is not None)


def _written(raw: bytes, file: Path) -> Iterator[Sheet]:
    """Yield the tables of a file that is text, whatever its name says."""
    text = _decoded(raw)
    if text is None:
        what = "不是完整的表格文件" if file.suffix.lower() in _WORKBOOKS else "看不懂的文字编码"
        raise SourceUnreadable(f"{file}：{what}。请用 Excel 或 WPS 打开后另存为没有密码的 xlsx")
    begin = text.lstrip()[:2000]
    if file.suffix.lower() in (".json", ".jsonl") or begin.startswith(("{", "[{", "[\n", "[\r")):
        yield from _json(text, file)
    elif begin.startswith("<") and _EXCEL_XML in begin:
        yield from _excel_xml(raw, file)
    elif begin.startswith("<"):
        yield from _page(text)
    elif begin.startswith("MIME-Version:"):
        raise SourceUnreadable(f"{file}：是单个文件网页。请用 Excel 或 WPS 打开后另存为 xlsx")
    else:
        yield _csv(text, file)


def _decoded(raw: bytes) -> str | None:
    """Return a text in whatever encoding Chinese systems write; None for what is no text."""
    is_wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if re.search(r"[\x00-\x08\x0e-\x1f]", text) else text
    return None


def _page(text: str) -> Iterator[Sheet]:
    """Yield the tables of a web page that hold no other table."""
    page = LexborHTMLParser(text)
    for line_break in page.css("br"):
        line_break.replace_with("\n")
    tables = [table for table in page.css("table") if len(table.css("table")) == 1]
    for number, table in enumerate(tables, start=1):
        name = f"第{number}个表" if len(tables) > 1 else ""
        yield Sheet(name, tuple(_rows_of_page(table, f"{name}!" if name else "")))


def _rows_of_page(table: LexborNode, place: str) -> Iterator[Row]:
    """Yield the rows of a table of a page; what spans several rows or columns stands in each."""
    reaching: dict[int, tuple[int, str]] = {}
    """Column → for how many more rows, and which text."""
    for number, row in enumerate(table.css("tr"), start=1):
        cells = [each for each in row.iter() if each.tag in ("td", "th")]
        texts: list[str] = []

        def reach_down(texts: list[str] = texts) -> None:
            while (above := reaching.pop(len(texts), None)) is not None:
                if above[0] > 1:
                    reaching[len(texts)] = above[0] - 1, above[1]
                texts.append(above[1])

        for cell in cells:
            reach_down()
            text = cell.text().strip()
            for _ in range(_span(cell, "colspan")):
                if (rows := _span(cell, "rowspan")) > 1:
                    reaching[len(texts)] = rows - 1, text
                texts.append(text)
        reach_down()
        yield tuple(_cell(text, f"{place}{_letters(at)}{number}") for at, text in enumerate(texts))


def _span(cell: LexborNode, name: str) -> int:
    written = cell.attributes.get(name) or ""
    return min(max(int(written), 1), 1000) if written.isdecimal() else 1


def _excel_xml(raw: bytes, file: Path) -> Iterator[Sheet]:
    """Yield the sheets of an XML spreadsheet 2003."""
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise SourceUnreadable(f"{file}：不是完整的表格文件。请用 Excel 或 WPS 打开后另存为 xlsx") from error
    within = f"{{{_EXCEL_XML}}}"
    for sheet in root.iter(f"{within}Worksheet"):
        name, rows = sheet.get(f"{within}Name", ""), list[Row]()
        for row in sheet.iter(f"{within}Row"):
            rows += [()] * (int(row.get(f"{within}Index", 0)) - len(rows) - 1)
            texts: list[str] = []
            for cell in row.iter(f"{within}Cell"):
                texts += [""] * (int(cell.get(f"{within}Index", 0)) - len(texts) - 1)
                data = cell.find(f"{within}Data")
                texts += ["" if data is None else "".join(data.itertext())] * (
                    1 + int(cell.get(f"{within}MergeAcross", 0))
                )
            number = len(rows) + 1
            rows.append(tuple(_cell(text, f"{name}!{_letters(at)}{number}") for at, text in enumerate(texts)))
        yield Sheet(name, tuple(rows))


def _csv(text: str, file: Path) -> Sheet:
    begin = text.splitlines()[:_LINES_SNIFFED]
    delimiter = max(",;\t|", key=lambda mark: sum(line.count(mark) for line in begin))
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SourceUnreadable(f"{file}：不是完整的 csv（{error}）。请用 Excel 或 WPS 打开后另存为 xlsx") from error
    return Sheet(
        file.stem,
        tuple(
            tuple(_cell(text, f"第{number}行第{at}列") for at, text in enumerate(line, start=1))
            for number, line in enumerate(lines, start=1)
        ),
    )


def _json(text: str, file: Path) -> Iterator[Sheet]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        data = _lines_of_json(text)
        if data is None:
            raise SourceUnreadable(f"{file}：不是完整的 JSON（{error}）") from error
    tables: dict[str, list[dict[str, Cell]]] = {}
    for path, records in _lists_of_records(data, ""):
        _gather(tables, path, path, records, {}, 0)
    first: dict[str, str] = {}
    """Key → the outermost list that has it: those within repeat it."""
    for path, rows in tables.items():
        heads = list(dict.fromkeys(key for row in rows for key in row))
        head = tuple(Cell(key, first.setdefault(key, path or file.stem)) for key in heads)
        yield Sheet(path, (head, *(tuple(row.get(key, Cell("", path)) for key in heads) for row in rows)))


def _lines_of_json(text: str) -> list[Any] | None:
    """Return the records of a file that has one in each line; None where it is no such file."""
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()] or None
    except (ValueError, RecursionError):
        return None


def _lists_of_records(data: Any, path: str, depth: int = 0) -> Iterator[tuple[str, list[Any]]]:
    """Yield the outermost lists of objects, in whatever wrappers (result.data); an object alone is a list of one."""
    if isinstance(data, list) and any(isinstance(each, dict) for each in data):
        yield path, data
    elif isinstance(data, dict) and depth < MAX_DEPTH:
        inner = [(key, value) for key, value in data.items() if isinstance(value, dict | list)]
        if len(inner) < len(data) - len(inner):
            yield path, [data]
            return
        for key, value in inner:
            yield from _lists_of_records(value, f"{path}.{key}".lstrip("."), depth + 1)


def _gather(
    tables: dict[str, list[dict[str, Cell]]],
    path: str,
    place: str,
    records: Iterable[Any],
    outer: dict[str, Cell],
    depth: int,
) -> None:
    """Add the records to the table of their path, and those of each list within them to a table of its own.

    The rows of an inner list say to which record they belong: they hold its texts, too. Objects within a record are
    read with it.
    """
    rows = tables.setdefault(path, [])
    for number, record in enumerate(records):
        cells = dict(outer)
        lists: list[tuple[str, str, list[Any]]] = []
        for key, value, where in _entries(record, f"{place}[{number}]"):
            if isinstance(value, list) and any(isinstance(each, dict) for each in value):
                lists.append((key, where, value))
            else:
                texts = value if isinstance(value, list) else [value]
                cells[key] = _cell("\n".join(_cell(text, where).text for text in texts), where)
        rows.append(cells)
        for key, where, inner in lists if depth < MAX_DEPTH else ():
            filled = {head: cell for head, cell in cells.items() if cell.text}
            _gather(tables, f"{path}.{key}".lstrip("."), where, inner, filled, depth + 1)


def _entries(record: Any, place: str) -> Iterator[tuple[str, Any, str]]:
    """Yield the keys and values of a record, and of the objects within it."""
    for key, value in record.items() if isinstance(record, dict) else ():
        where = f"{place}.{key}"
        if isinstance(value, dict):
            yield from _entries(value, where)
        else:
            yield key, value, where
