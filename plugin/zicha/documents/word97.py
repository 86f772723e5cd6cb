"""doc and wps: a small reader of the piece table of Word 97–2003 ([MS-DOC] 2.4.1), on olefile; Word 95 by code page.

FIB → Clx → pieces; a piece is UTF-16 or one byte a character. Which mark ends a row, and which text is hidden, stands
in its formatting; without that, as in Word 95, rows are cut at empty cells.
"""

from __future__ import annotations

import io
import re
import struct

import olefile

from zicha.documents.content import (
    BLANKS,
    MAX_CHARACTERS,
    PICTURE_BYTES,
    WINGDINGS,
    Content,
    Rows,
    damaged,
    lined,
    protected,
)
from zicha.documents.word97_properties import Properties, between, read_properties

_ENCRYPTED, _TABLE_1, _COMPLEX = 0x0100, 0x0200, 0x0004
_WORD_97 = 0x00C1
_CLX = 0x01A2
_ONE_BYTE = 0x40000000
ROW_END = "\x1e"
"""Stands in the text for the mark that ends a row; an empty cell has the same mark in the file."""
_PICTURE_MARKS = ("\x01", "\x08")
"""Marks of a picture or drawing; text boxes and form fields have them, too."""
_CELL_END, _SYMBOL = "\x07", "("
"""A symbol stands as a bracket; which one it is says the formatting."""
_STRUCTURE = frozenset(f"\r\x07\x13\x14\x15{ROW_END}")
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")


def read_doc(content: bytes) -> Content:
    """Return the text of a doc or wps file. Raise Unreadable if it does not open."""
    try:
        # WPS writes files whose last sector is short.
        with olefile.OleFileIO(io.BytesIO(content + b"\0" * (-len(content) % 512))) as ole:
            stream = ole.openstream("WordDocument").read()
            if len(stream) < 0x200:
                raise damaged("文档内容不完整")
            kind, flags = struct.unpack_from("<H", stream, 2)[0], struct.unpack_from("<H", stream, 0x0A)[0]
            if flags & _ENCRYPTED:
                raise protected()
            if kind < _WORD_97:
                text = _word_95(stream)
            else:
                table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
                data = ole.openstream("Data").read() if ole.exists("Data") else b""
                text = _pieces(stream, table, data)
            pages = ole.get_metadata().num_pages
    except (OSError, struct.error, IndexError, TypeError, AttributeError) as error:
        raise damaged("文档内容损坏，可能没有下载完整") from error
    has_pictures = any(magic in content for magic in PICTURE_BYTES)
    pictures = sum(text.count(mark) for mark in _PICTURE_MARKS) if has_pictures else 0
    return Content(
        rows_of(text),
        pages if isinstance(pages, int) and 0 < pages < 10_000 else None,
        pictures=pictures,
        unmeasured=pictures > 0,
        unseen="文字过多，只读了前面的部分" if len(text) > MAX_CHARACTERS else "",
    )


def _word_95(stream: bytes) -> str:
    start, end = struct.unpack_from("<II", stream, 0x18)
    if not start < end <= len(stream):
        raise damaged("文档内容不完整")
    return stream[start:end].decode("gb18030", errors="replace")


def _pieces(stream: bytes, table: bytes, data: bytes) -> str:
    at, size = struct.unpack_from("<II", stream, _CLX)
    clx = table[at : at + size]
    if len(clx) < size or not size:
        raise damaged("文档内容不完整")
    at = 0
    while clx[at] == 1:  # formatting of pieces
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise damaged("文档内容损坏")
    plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    properties = read_properties(stream, table, data)
    parts: list[str] = []
    length_so_far = 0
    for number in range(count):
        length = ends[number + 1] - ends[number]
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        one_byte = bool(place & _ONE_BYTE)
        start = (place & 0x3FFFFFFF) // 2 if one_byte else place
        size = 1 if one_byte else 2
        piece = stream[start : start + length * size]
        if length < 0 or len(piece) < length * size:
            raise damaged("文档内容不完整")
        text = piece.decode("cp1252" if one_byte else "utf-16-le", errors="replace")
        parts.append(_formatted(text, start, size, properties) if len(text) == length else text)
        length_so_far += length
        if length_so_far > MAX_CHARACTERS:
            break
    return "".join(parts)


def _formatted(text: str, start: int, size: int, properties: Properties) -> str:
    """Return the text of a piece with its symbols and ends of rows, without what Word does not show."""
    characters = list(text)
    end = start + size * len(characters)
    for at, character in enumerate(text):
        if character == _CELL_END and start + size * (at + 1) in properties.row_ends:
            characters[at] = ROW_END
        elif character == _SYMBOL:
            characters[at] = properties.symbols.get(start + size * at, character)
    for first, last in between(properties.underlined, start, end):
        for blanks in BLANKS.finditer(text, (first - start) // size, (last - start) // size):
            for at in range(*blanks.span()):
                characters[at] = lined(text[at])
    for first, last in between(properties.unseen, start, end):
        for at in range((first - start) // size, (last - start) // size):
            characters[at] = characters[at] if characters[at] in _STRUCTURE else ""
    return "".join(characters)


def rows_of(text: str) -> Rows:
    """Return rows of cells from Word's text: \\x07 ends a cell, \\r a paragraph, ROW_END a row."""
    for _ in range(3):  # fields within fields
        text = _FIELD.sub(lambda match: match[1] or "", text)
    text = re.sub(r"[\x01-\x06\x08\x0e-\x1d\x1f\ufffc]", "", re.sub(r"[\x0b\x0c\xa0\t]", " ", text))
    text = text.translate(WINGDINGS)
    return _rows(text) if ROW_END in text else _rows_cut_at_empty_cells(text)


def _rows(text: str) -> Rows:
    rows: Rows = []
    row: list[str] = []
    for segment, mark in re.findall(rf"([^\x07{ROW_END}]*)(\x07|{ROW_END}|$)", text):
        *before, cell = segment.split("\r") if not row else [segment.replace("\r", " ")]
        rows += [[line] for line in before if line.strip()]
        if mark == "\x07":
            row.append(cell)
        elif mark == ROW_END:
            rows += [row] if any(map(str.strip, row)) else []
            row = []
        elif cell.strip():
            rows.append([*row, cell])
    return rows


def _rows_cut_at_empty_cells(text: str) -> Rows:
    rows: Rows = []
    row: list[str] = []
    for segment in re.findall(r"[^\x07]*\x07|[^\x07]+$", text):
        if not segment.endswith("\x07"):  # after the last table
            rows += [[line] for line in segment.split("\r") if line.strip()]
            continue
        *before, cell = segment[:-1].split("\r") if not row else [segment[:-1].replace("\r", " ")]
        rows += [[line] for line in before if line.strip()]
        if cell.strip():
            row.append(cell)
            continue
        if row:
            rows.append(row)
        row = []
    return rows + ([row] if row else [])
