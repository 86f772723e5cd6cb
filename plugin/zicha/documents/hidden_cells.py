"""Which rows and columns of a workbook are hidden, which calamine does not tell."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import olefile
from lxml import etree

from zicha.documents.bounds import member
from zicha.documents.packages import main_part, named_part

_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_REFERENCE = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BOUND_SHEET, _ROW, _COLUMNS, _END = 0x0085, 0x0208, 0x007D, 0x000A
_RECORD = struct.Struct("<HH")
_MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Hidden:
    """The numbers of the hidden rows and columns of a sheet, from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_in_xlsx(archive: zipfile.ZipFile) -> dict[str, Hidden]:
    """Return what is hidden in each sheet of a workbook, by the sheet's name. Raise Unreadable if it is damaged."""
    sources = ((name, member(archive, part)) for name, part in worksheets(archive))
    return {name: _in_sheet(source) for name, source in sources if b"hidden" in source}


def worksheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of every sheet; none of a binary workbook, or of one of another make."""
    main = main_part(archive)
    names = set(archive.namelist())
    if main not in names or not main.endswith(".xml"):
        return
    for sheet in _root(member(archive, main)).iter("{*}sheet"):
        part = named_part(archive, main, sheet.get(_REFERENCE) or sheet.get(_STRICT_REFERENCE) or "")
        if part in names and part.endswith(".xml"):
            yield sheet.get("name") or "", part


def _in_sheet(source: bytes) -> Hidden:
    rows: set[int] = set()
    columns: set[int] = set()
    number = 0
    for _, element in etree.iterparse(
        io.BytesIO(source), tag=("{*}row", "{*}col"), resolve_entities=False, no_network=True, recover=True
    ):
        is_hidden = element.get("hidden") in ("1", "true")
        if etree.QName(element).localname == "row":
            number = _number(element.get("r")) or number + 1
            if is_hidden:
                rows.add(number - 1)
        elif is_hidden:
            first, last = _number(element.get("min")), _number(element.get("max"))
            columns.update(range(first - 1, min(last, _MOST_COLUMNS)))
        element.clear()
    return Hidden(frozenset(rows), frozenset(columns))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _root(source: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    return etree.fromstring(source, parser)


def hidden_in_xls(content: bytes) -> dict[str, Hidden]:
    """Return what is hidden in each sheet of a workbook of Excel 97–2003 ([MS-XLS]), as far as its records say so."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            stream = ole.openstream("Workbook").read()
        sheets = [body for kind, body in _records(stream, 0) if kind == _BOUND_SHEET]
        return {_name(body): _in_records(stream, struct.unpack_from("<I", body)[0]) for body in sheets}
    except (OSError, struct.error, IndexError):
        return {}  # calamine says what is wrong with it


def _name(body: bytes) -> str:
    length, is_wide = body[6], body[7] & 1
    return body[8 : 8 + length * (2 if is_wide else 1)].decode("utf-16-le" if is_wide else "latin-1", errors="replace")


def _in_records(stream: bytes, start: int) -> Hidden:
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, body in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<5H", body)
            if flags & 1:
                columns.update(range(first, min(last + 1, _MOST_COLUMNS)))
    return Hidden(frozenset(rows), frozenset(columns))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the content of each record up to the end of its substream."""
    while at + _RECORD.size <= len(stream):
        kind, length = _RECORD.unpack_from(stream, at)
        if kind == _END:
            return
        at += _RECORD.size
        yield kind, stream[at : at + length]
        at += length
