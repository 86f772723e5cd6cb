"""What the records of a workbook of Excel 97–2003 ([MS-XLS]) say that calamine does not tell, as far as they say so."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import NamedTuple

import olefile

from zicha.documents.hidden_cells import MOST_COLUMNS, Hidden

_BOUND_SHEET, _ROW, _COLUMNS, _END = 0x0085, 0x0208, 0x007D, 0x000A
_HEADS = (0x0014, 0x0015)
_TEXT_BOX, _CONTINUED = 0x01B6, 0x003C
_RECORD = struct.Struct("<HH")


class OldSheet(NamedTuple):
    """What is hidden in a sheet, and the texts that it shows beside its cells: head, foot and boxes."""

    hidden: Hidden
    texts: list[str]


def old_sheets(content: bytes) -> dict[str, OldSheet]:
    """Return what the records say of each sheet, by the sheet's name."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return sheets_in(ole.openstream("Workbook").read())
    except (OSError, struct.error, IndexError):
        return {}  # calamine says what is wrong with it


def sheets_in(stream: bytes) -> dict[str, OldSheet]:
    """Return what a stream of records says of each sheet."""
    sheets = [body for kind, body in _records(stream, 0) if kind == _BOUND_SHEET]
    return {_name(body): _in_records(stream, struct.unpack_from("<I", body)[0]) for body in sheets}


def _name(body: bytes) -> str:
    return _text(body[8:], body[6], body[7])


def _text(body: bytes, length: int, flags: int) -> str:
    is_wide = flags & 1
    return body[: length * (2 if is_wide else 1)].decode("utf-16-le" if is_wide else "latin-1", errors="replace")


def _in_records(stream: bytes, start: int) -> OldSheet:
    rows: set[int] = set()
    columns: set[int] = set()
    texts: list[str] = []
    length_of_box = 0
    for kind, body in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<5H", body)
            if flags & 1:
                columns.update(range(first, min(last + 1, MOST_COLUMNS)))
        elif kind in _HEADS and len(body) > 3:
            texts.append(_text(body[3:], struct.unpack_from("<H", body)[0], body[2]))
        elif kind == _TEXT_BOX:
            length_of_box = struct.unpack_from("<H", body, 10)[0]
        elif kind == _CONTINUED and length_of_box and body:
            texts.append(_text(body[1:], length_of_box, body[0]))
            length_of_box = 0
    return OldSheet(Hidden(frozenset(rows), frozenset(columns)), texts)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the content of each record up to the end of its substream."""
    while at + _RECORD.size <= len(stream):
        kind, length = _RECORD.unpack_from(stream, at)
        if kind == _END:
            return
        at += _RECORD.size
        yield kind, stream[at : at + length]
        at += length
