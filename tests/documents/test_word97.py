"""The formatting of a doc file: ends of rows, so that an empty cell is one; hidden text; symbols."""

from __future__ import annotations

import struct

import pytest

from tests.support.form_files import form
from zicha.documents.word97 import ROW_END, read_doc, rows_of
from zicha.documents.word97_properties import Properties, between, read_properties
from zicha_demo.publication import FileKind

_PAGE = 512
UNDERLINED = b"\x3e\x2a\x01"
ROW_ENDS, HIDDEN, DELETED = b"\x17\x24\x01", b"\x3c\x08\x01", b"\x00\x08\x01"
TABLE = b"\x08\xd6\x05\x00" + b"\0" * 4
SYMBOL = b"\x09\x6a\x00\x00\x52\xf0"


def formatted(
    paragraphs: list[tuple[int, bytes]], characters: list[tuple[int, bytes]], data: bytes = b""
) -> Properties:
    """What is read where runs end at these places and are formatted so; data holds what no page has room for."""
    stream = bytearray(_PAGE * 3)
    table = bytearray()
    for number, (where, runs, width) in enumerate([(0x0102, paragraphs, 13), (0x00FA, characters, 1)], start=1):
        page = bytearray(_PAGE)
        page[_PAGE - 1] = len(runs)
        struct.pack_into(f"<{len(runs) + 1}I", page, 0, 0, *(end for end, _ in runs))
        at = 400
        for run, (_, instructions) in enumerate(runs):
            page[4 * (len(runs) + 1) + width * run] = at // 2
            style = b"\0\0" if width == 13 else b""
            length = (len(style + instructions) + 2) // 2 if width == 13 else len(instructions)
            page[at : at + 1 + len(style + instructions)] = bytes([length]) + style + instructions
            at += 30
        stream[number * _PAGE : (number + 1) * _PAGE] = page
        struct.pack_into("<II", stream, where, len(table), 12)
        table += struct.pack("<III", 0, runs[-1][0] if runs else 0, number)
    return read_properties(bytes(stream), bytes(table), data)


def test_the_formatting_is_read() -> None:
    properties = formatted([(10, b""), (12, TABLE + ROW_ENDS), (20, b"\x17\x24\x00")], [(4, HIDDEN), (6, SYMBOL)])
    assert properties.row_ends == {12}
    assert properties.unseen == [(0, 4)]
    assert properties.symbols == {4: "\uf052"}
    assert formatted([(4, b"")], [(2, UNDERLINED), (3, b"\x3e\x2a\x00"), (6, UNDERLINED)]).underlined == [
        (0, 2),
        (3, 6),
    ]
    assert formatted([(4, b"")], [(2, b"\x3c\x08\x00"), (8, DELETED)]).unseen == [(2, 8)]


def test_the_end_of_a_wide_row_is_read_elsewhere() -> None:
    instructions = TABLE + ROW_ENDS
    data = b"\0" * 7 + struct.pack("<H", len(instructions)) + instructions
    elsewhere = b"\x46\x66" + struct.pack("<I", 7)
    assert formatted([(10, b""), (12, elsewhere)], [(4, b"")], data).row_ends == {12}
    assert formatted([(10, b""), (12, elsewhere)], [(4, HIDDEN)]).unseen == [(0, 4)], "a file without them is read"


@pytest.mark.parametrize(
    ("start", "end", "within"), [(0, 3, [(1, 3)]), (3, 9, [(3, 4), (6, 8)]), (4, 6, []), (20, 30, [])]
)
def test_what_is_hidden_of_a_piece(start: int, end: int, within: list[tuple[int, int]]) -> None:
    places = [(1, 4), (6, 8), (11, 12)]
    assert list(between(places, start, end)) == within


def test_a_file_without_formatting_is_read_all_the_same() -> None:
    assert read_properties(b"\xff" * _PAGE, b"", b"") == Properties()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"申请表\r姓名\x07\x07电话\x07\x07{ROW_END}特此证明\r", [["申请表"], ["姓名", "", "电话", ""], ["特此证明"]]),
        (f"\x07\x07{ROW_END}姓名\x07周\r海涛\x07{ROW_END}", [["姓名", "周 海涛"]]),
        ("姓名\x07周海涛\x07\x07电话\x07\x07", [["姓名", "周海涛"], ["电话"]]),
    ],
    ids=["empty cells", "empty row", "no formatting"],
)
def test_rows_of_cells(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


def test_the_rows_of_a_real_file_end_where_they_do() -> None:
    rows = read_doc(form(FileKind.DOC)).rows
    assert [len(row) for row in rows if row[0].startswith(("联系", "申请日期"))] == [2, 2, 2]
