"""rtf: the text of its groups. Files of this make are often called .doc, and every word processor opens them.

Chinese word processors write text in the code page of the file, whatever font stands before it, and break lines within
a character. The library striprtf decodes by the font, so much of such a form reads as Latin letters; it leaves out
headers, which name the organ, and cannot tell a cell from a bar in the text. So this room has a reader of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zicha.documents.content import MAX_CHARACTERS, Content, damaged, lined
from zicha.documents.word97 import ROW_END, rows_of

_TOKEN = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<symbol>.)"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<plain>[^\\{}\r\n]+)",
    re.DOTALL,
)
_HIDDEN = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"datastore", b"fldinst",
    b"generator",
}  # fmt: skip
"""Groups that are no text."""
_PICTURES = (b"pict", b"object")
_SAME_PICTURE_AGAIN = b"nonshppict"
"""For programs that do not know the picture before it."""
_COLOUR_OF_LINE = b"ulc"
_UNSHOWN = (b"v", b"deleted")
"""What holds until it is switched off: hidden text, text struck from the document."""
_MARKS = {b"par": "\r", b"line": " ", b"tab": " ", b"cell": "\x07", b"row": ROW_END, b"sect": "\r", b"page": "\r"}
_LITERAL = (b"\\", b"{", b"}")
_CODE_PAGE = "gb18030"


def read_rtf(content: bytes) -> Content:
    """Return the rows of text, and whether there are pictures. Raise Unreadable if a group is not closed."""
    reader = _Reader()
    unseen = ""
    for token in _TOKEN.finditer(content):
        reader.take(token)
        if reader.length > MAX_CHARACTERS:
            unseen = "文字过多，只读了前面的部分"
            break
    else:
        if reader.depth:
            raise damaged("文档内容不完整，可能没有下载完整")
    rows = rows_of(_joined(reader.text()))
    return Content(rows, pictures=reader.pictures, unmeasured=reader.pictures > 0, unseen=unseen)


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a group. `fallback` is how many characters stand for a Unicode one where it is unknown."""

    hidden: bool = False
    fallback: int = 1
    is_copy: bool = False
    is_vanished: bool = False
    is_underlined: bool = False


class _Reader:
    """The text of the tokens taken so far. Bytes are kept until something else follows: a character has up to four."""

    def __init__(self) -> None:
        self.length = 0
        self.pictures = 0
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._groups = [_Group()]
        self._group_begins = False
        self._to_skip = 0
        """Characters that stand for a Unicode one that has been read."""

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._groups) - 1

    def text(self) -> str:
        """Return the text, with half a character at its end replaced."""
        self._end_bytes()
        return "".join(self._parts)

    def take(self, token: re.Match[bytes]) -> None:
        """Read one token."""
        word, number, code, symbol, brace, plain = token.groups()
        group, begins, self._group_begins = self._groups[-1], self._group_begins, brace == b"{"
        if brace:
            self._brace(brace)
        elif symbol == b"*" and begins:
            self._groups[-1] = replace(group, hidden=True)
        elif word:
            self._word(word, number)
        elif self._to_skip and (code or plain):
            rest = plain[self._to_skip :] if plain else b""
            self._to_skip = max(0, self._to_skip - len(plain or b"."))
            self._add_bytes(rest)
        elif code:
            self._add_bytes(bytes([int(code, 16)]))
        else:
            self._add_bytes(symbol if symbol in _LITERAL else plain or b"")

    def _brace(self, brace: bytes) -> None:
        self._end_bytes()
        if brace == b"{":
            self._groups.append(self._groups[-1])
        elif self.depth:
            self._groups.pop()

    def _word(self, word: bytes, number: bytes | None) -> None:
        group = self._groups[-1]
        if word in _HIDDEN:
            self._groups[-1] = replace(group, hidden=True)
            self.pictures += word in _PICTURES and not group.is_copy
        elif word == _SAME_PICTURE_AGAIN:
            self._groups[-1] = replace(group, is_copy=True)
        elif word in _UNSHOWN or word == b"plain":
            self._end_bytes()
            is_vanished, is_underlined = word != b"plain" and number != b"0", word != b"plain" and group.is_underlined
            self._groups[-1] = replace(group, is_vanished=is_vanished, is_underlined=is_underlined)
        elif word.startswith(b"ul") and word != _COLOUR_OF_LINE:
            self._end_bytes()
            self._groups[-1] = replace(group, is_underlined=word != b"ulnone" and number != b"0")
        elif word == b"uc":
            self._groups[-1] = replace(group, fallback=int(number or 1))
        elif group.hidden or (group.is_vanished and word not in _MARKS):
            return
        elif word == b"u" and number:
            self._end_bytes()
            self._add(chr(int(number) & 0xFFFF))  # perhaps half of a pair, which is joined at the end
            self._to_skip = group.fallback
            self.length += 1
        elif word in _MARKS:
            self._end_bytes()
            self._add("\t" if word == b"tab" and group.is_underlined else _MARKS[word])

    def _add_bytes(self, content: bytes) -> None:
        if not (self._groups[-1].hidden or self._groups[-1].is_vanished):
            self._bytes += content

    def _add(self, text: str) -> None:
        self._parts.append(lined(text) if self._groups[-1].is_underlined else text)

    def _end_bytes(self) -> None:
        if self._bytes:
            self._add(self._bytes.decode(_CODE_PAGE, errors="replace"))
            self.length += len(self._bytes)
            self._bytes.clear()


def _joined(text: str) -> str:
    """Return the text with its surrogate pairs as the characters they stand for."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
