"""7z: whether it opens with a password only. What is in one is not unpacked: that would need another program.

Its list of files stands at the end, mostly packed, and names the coders of the files; one of them encrypts.
"""

from __future__ import annotations

import io
import lzma
import re
import struct

_AES = b"\x06\xf1\x07\x01"
_START, _HEAD = 12, 32
_PACKED = 0x17
_ONE_CODER = re.compile(rb"\x07\x0b\x01\x00\x01(?:\x23\x03\x01\x01\x05(.{5})|\x21\x21\x01(.))", re.DOTALL)
"""Of a packed list: one folder, with one coder, LZMA or LZMA2, and what that coder needs to know."""
_LARGEST = 1 << 24
"""Bytes of a dictionary, and of a list of files."""


def needs_password(content: bytes) -> bool:
    """Whether the files in an archive, or its list of them, are encrypted; not where the list cannot be read."""
    try:
        start, size = struct.unpack_from("<QQ", content, _START)
        listed = content[_HEAD + start :][:size]
        return _AES in listed or (listed[:1] == bytes([_PACKED]) and _AES in _unpacked(content, listed))
    except (struct.error, IndexError, lzma.LZMAError, OverflowError):
        return False


def _unpacked(content: bytes, listed: bytes) -> bytes:
    """Return the list of files; empty where it is packed in another way."""
    fields = io.BytesIO(listed[2:])
    start, _, _, size = _number(fields), _number(fields), fields.read(1), _number(fields)
    coder = _ONE_CODER.search(listed)
    if coder is None:
        return b""
    decoder = _lzma(coder[1]) if coder[1] else _lzma2(coder[2][0])
    if decoder["dict_size"] > _LARGEST:
        return b""
    raw = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[decoder])
    return raw.decompress(content[_HEAD + start :][:size], _LARGEST)


def _lzma(known: bytes) -> dict[str, int]:
    literal, size = struct.unpack("<BI", known)
    return {
        "id": lzma.FILTER_LZMA1,
        "dict_size": size,
        "lc": literal % 9,
        "lp": literal // 9 % 5,
        "pb": literal // 45,
    }


def _lzma2(known: int) -> dict[str, int]:
    return {"id": lzma.FILTER_LZMA2, "dict_size": (2 | known & 1) << known // 2 + 11}


def _number(fields: io.BytesIO) -> int:
    """Return a number: its first byte says, by the ones at its beginning, how many more bytes it has."""
    first, value = fields.read(1)[0], 0
    for count in range(8):
        bit = 0x80 >> count
        if not first & bit:
            return value | (first & bit - 1) << 8 * count
        value |= fields.read(1)[0] << 8 * count
    return value
