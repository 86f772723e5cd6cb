"""rtf: the text of its groups. Files of this make are often called .doc, and every word processor opens them.

Chinese word processors write text in the code page of the file, whatever font stands before it, and break lines within
a character. The library striprtf decodes by the font, so much of such a form reads as Latin letters; it leaves out
headers, which name the organ, and cannot tell a cell from a bar in the text. So this room has a reader of its own.
"""

from __future__ import annotations

import re

from zicha.documents.content import MAX_CHARACTERS, Content, damaged
from zicha.documents.word97 import rows_of

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_UNSEEN = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"datastore", b"fldinst",
    b"generator",
}  # fmt: skip
_PICTURES = (b"pict", b"object")
_MARKS = {b"par": "\r", b"line": " ", b"tab": " ", b"cell": "\x07", b"row": "\x07", b"sect": "\r", b"page": "\r"}


def read_rtf(content: bytes) -> Content:
    """Return the rows of text, and whether there are pictures. Raise Unreadable if a group is not closed."""
    parts: list[str] = []
    raw = bytearray()
    hidden: list[bool] = [False]
    fallback: list[int] = [1]
    skip, length, first = 0, 0, False
    pictures = False

    def flush() -> None:
        nonlocal length
        if raw:
            parts.append(raw.decode("gb18030", errors="replace"))
            length += len(raw)
            raw.clear()

    for match in _TOKEN.finditer(content):
        word, number, hexa, symbol, brace, plain = match.groups()
        if brace == b"{":
            flush()
            hidden.append(hidden[-1])
            fallback.append(fallback[-1])
            first = True
            continue
        if brace == b"}":
            flush()
            if len(hidden) > 1:
                hidden.pop()
                fallback.pop()
        elif symbol == b"*" and first:
            hidden[-1] = True
        elif word is not None:
            if word in _UNSEEN:
                hidden[-1] = True
                pictures = pictures or word in _PICTURES
            elif word == b"uc":
                fallback[-1] = int(number or 1)
            elif not hidden[-1] and word == b"u" and number:
                flush()
                parts.append(chr(int(number) & 0xFFFF))  # half of a pair beyond the first plane: joined below
                skip = fallback[-1]
                length += 1
            elif not hidden[-1] and word in _MARKS:
                flush()
                parts.append(_MARKS[word])
        elif skip and (hexa or plain):
            taken = plain[skip:] if plain else b""
            skip = max(0, skip - (len(plain) if plain else 1))
            raw += b"" if hidden[-1] else taken
        elif not hidden[-1]:
            raw += bytes([int(hexa, 16)]) if hexa else symbol if symbol in (b"\\", b"{", b"}") else plain or b""
        first = False
        if length > MAX_CHARACTERS:
            break
    flush()
    if len(hidden) > 1 and length <= MAX_CHARACTERS:
        raise damaged("文档内容不完整，可能没有下载完整")
    return Content(rows_of(_joined("".join(parts))), pictures=pictures)


def _joined(text: str) -> str:
    """Return the text with its surrogate pairs as the characters they stand for."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
