"""How a doc file of Word 97–2003 formats its text ([MS-DOC] 2.8.25, 2.8.26): ends of rows, hidden text, symbols."""

from __future__ import annotations

import struct
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

_CHARACTERS, _PARAGRAPHS = 0x00FA, 0x0102
"""Where the FIB says which pages format characters and paragraphs."""
_PAGE = 512
_ROW_END, _HIDDEN, _DELETED, _SYMBOL, _TABLE_DEFINITION, _TABS = 0x2417, 0x083C, 0x0800, 0x6A09, 0xD608, 0xC615
_UNDERLINED = 0x2A3E
_ELSEWHERE = 0x6646
"""The instructions of a paragraph stand in a stream of their own: those of a row of many cells take a page."""
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of what follows an instruction, by its kind; the sixth kind says its length."""


@dataclass
class Properties:
    """By places in the stream: ends of rows, what is not shown, what is underlined, what stands for a symbol."""

    row_ends: set[int] = field(default_factory=set)
    unseen: list[tuple[int, int]] = field(default_factory=list)
    underlined: list[tuple[int, int]] = field(default_factory=list)
    symbols: dict[int, str] = field(default_factory=dict)


def between(places: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield those of the sorted places, or what of them, lies within a piece of the stream."""
    first = max(0, bisect(places, (start, 0)) - 1)
    for begin, stop in islice(places, first, None):
        if begin >= end:
            return
        if stop > start:
            yield max(begin, start), min(stop, end)


def read_properties(stream: bytes, table: bytes, data: bytes) -> Properties:
    """Return what the formatting says, as far as it can be read."""
    properties = Properties()
    try:
        for _, end, instructions in _runs(stream, table, _PARAGRAPHS):
            if any(kind == _ROW_END and operand[:1] != b"\0" for kind, operand in _all(instructions, data)):
                properties.row_ends.add(end)
        for start, end, instructions in _runs(stream, table, _CHARACTERS):
            for kind, operand in _instructions(instructions):
                if kind in (_HIDDEN, _DELETED) and operand[:1] == b"\1":
                    properties.unseen.append((start, end))
                elif kind == _UNDERLINED and operand[:1] != b"\0":
                    properties.underlined.append((start, end))
                elif kind == _SYMBOL:
                    properties.symbols[start] = chr(struct.unpack("<2xH", operand)[0])
    except (struct.error, IndexError):
        pass  # the text stands without it
    properties.unseen.sort()
    properties.underlined.sort()
    return properties


def _runs(stream: bytes, table: bytes, where: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield where each run of text begins and ends in the stream, and the instructions that format it."""
    at, size = struct.unpack_from("<II", stream, where)
    count = (size - 4) // 8
    for number in range(count):
        (page,) = struct.unpack_from("<I", table, at + 4 * (count + 1) + 4 * number)
        content = stream[(page & 0x3FFFFF) * _PAGE :][:_PAGE]
        runs = content[_PAGE - 1]
        places = struct.unpack_from(f"<{runs + 1}I", content)
        for run in range(runs):
            instructions = (_of_paragraph if where == _PARAGRAPHS else _of_characters)(content, runs, run)
            yield places[run], places[run + 1], instructions


def _of_paragraph(page: bytes, runs: int, run: int) -> bytes:
    offset = 2 * page[4 * (runs + 1) + 13 * run]
    if not offset:
        return b""
    if page[offset]:
        return page[offset + 3 : offset + 2 * page[offset]]
    return page[offset + 4 : offset + 2 + 2 * page[offset + 1]]


def _of_characters(page: bytes, runs: int, run: int) -> bytes:
    offset = 2 * page[4 * (runs + 1) + run]
    return page[offset + 1 : offset + 1 + page[offset]] if offset else b""


def _all(instructions: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the instructions of a paragraph, also those that stand elsewhere."""
    for kind, operand in _instructions(instructions):
        yield kind, operand
        if kind == _ELSEWHERE and len(operand) == 4:
            (at,) = struct.unpack("<I", operand)
            size = int.from_bytes(data[at : at + 2], "little")
            yield from _instructions(data[at + 2 : at + 2 + size])


def _instructions(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(content):
        (kind,) = struct.unpack_from("<H", content, at)
        at += 2
        size = _SIZES.get(kind >> 13)
        if kind == _TABLE_DEFINITION:
            size = struct.unpack_from("<H", content, at)[0] + 1
        elif size is None:
            if kind == _TABS and content[at] == 255:
                return
            size = content[at] + 1
        yield kind, content[at : at + size]
        at += size
