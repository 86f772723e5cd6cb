"""A file of the 事项库 as tables of texts, each of which knows where it stands: xlsx, xls, et, ods, csv or JSON."""

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

from python_calamine import CalamineSheet, CalamineWorkbook

MAX_BYTES = 100_000_000
MAX_DEPTH = 6
"""Of JSON: a list of matters with their materials is three deep, and wrappers are around it."""
_MOST_DIGITS = 1e15
"""Beyond this a spreadsheet no longer keeps every digit of a number."""
_SPOILT = re.compile(r"#(?:N/A|[A-Z/0]+[!?])|\d(?:\.\d+)?E\+\d{2,3}")
"""What a spreadsheet shows for what it could not compute, and for a number too long for it."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")


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
    if ending in _WORKBOOKS:
        sheets = tuple(_workbook(raw, file))
    elif ending == ".csv":
        sheets = (_csv(raw, file),)
    elif ending == ".json":
        sheets = tuple(_json(raw, file))
    else:
        raise SourceUnreadable(f"{file}：不认识的文件类型“{ending}”。请另存为 xlsx、xls、csv 或 json")
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise SourceUnreadable(f"{file}：没有任何内容")
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
    return Cell(text, place, is_spoilt=_SPOILT.fullmatch(text) is not None)


def _csv(raw: bytes, file: Path) -> Sheet:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SourceUnreadable(f"{file}：看不懂的文字编码。请用 Excel 或 WPS 打开后另存为 xlsx")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
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


def _json(raw: bytes, file: Path) -> Iterator[Sheet]:
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SourceUnreadable(f"{file}：不是 UTF-8 编码的 JSON（{error}）") from error
    tables: dict[str, list[dict[str, Cell]]] = {}
    for path, records in _lists_of_records(data, ""):
        _gather(tables, path, path, records, {}, 0)
    for path, rows in tables.items():
        heads = list(dict.fromkeys(key for row in rows for key in row))
        head = tuple(Cell(key, path or file.stem) for key in heads)
        yield Sheet(path, (head, *(tuple(row.get(key, Cell("", path)) for key in heads) for row in rows)))


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
