"""What every reader of a file type returns, and what it raises where a file cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from zicha.model.facts.forms import Condition

Rows = list[list[str]]
"""Text in reading order: a row of a table is its cells, a paragraph a row of one cell."""

MAX_CHARACTERS = 200_000
"""Characters that are read; a form has a few thousand."""
MAX_PAGES = 60


MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 20, 500, 100
"""Of a workbook, and of each of its sheets."""

BLANKS = re.compile(r"[ \xa0\u3000\t]{2,}|\t|^[ \xa0\u3000]$")
"""Between words one blank is none to write on."""

WINGDINGS = {
    code | 0xF000: shown
    for codes, shown in ((b"\x52\xfe\x54", "☑"), (b"\xfc", "√"), (b"\xa3\x6f\xa8\x71", "□"))
    for code in codes
}
"""What the characters show with which forms draw their boxes to tick, by their code points in a font of symbols."""

LARGE_PICTURE = 0.2
"""Share of the page: a seal, a photo or a letter head is smaller; a scanned form is not."""
A4 = (210.0, 297.0)
"""Width and height in millimetres."""
_ROOM_FOR_WORDS = (8.0, 4.0)
"""The longer and the shorter side of the smallest picture, in millimetres, on which somebody reads words."""
Size = tuple[float, float] | None
"""Width and height of a picture in millimetres; None where nothing says how large it is shown."""

PICTURE_BYTES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b" EMF")
"""One of these stands in a file that holds a picture, if the file is not packed."""


@dataclass
class Content:
    """The text of a file, and what of the file has no text.

    `ocr`: a machine read text from a picture. `pictures`: so many stand beside the text and may hold words, such as a
    letterhead or a seal; `unmeasured`: nothing says how large one is, which matters where there is little else.
    `unseen` names, for a person, what nobody has read, such as pages that are pictures.
    """

    rows: Rows = field(default_factory=list)
    pages: int | None = None
    ocr: bool = False
    pictures: int = 0
    unmeasured: bool = False
    unseen: str = ""


class Unreadable(Exception):
    """The file does not open, and why: damaged, with a password, a bomb …"""

    def __init__(self, condition: Condition, message: str) -> None:
        super().__init__(message)
        self.condition = condition
        self.message = message


def lined(text: str) -> str:
    """Return underlined text with its blanks as what they show: a line to write on."""
    return BLANKS.sub(lambda blanks: "_" * len(blanks[0].expandtabs(4)), text)


def count_with_words(sizes: Iterable[Size]) -> int:
    """Return how many pictures are large enough to hold words: no rule, bullet or box to tick."""
    longer, shorter = _ROOM_FOR_WORDS
    return sum(size is None or (max(size) >= longer and min(size) >= shorter) for size in sizes)


def has_large(sizes: Iterable[Size]) -> bool:
    """Whether a picture is as large as what a scanned page leaves of an A4 one; one without a size counts as large."""
    return any(size is None or size[0] * size[1] >= LARGE_PICTURE * A4[0] * A4[1] for size in sizes)


def as_long(cells: list[str], before: Rows) -> list[str]:
    """Return a row of a sheet without the empty cells at its end, but as far as the row before it goes.

    So the columns of a list stay below its head.
    """
    width = max((index for index, cell in enumerate(cells, start=1) if cell), default=0)
    if width > 1 and before:
        width = max(width, min(len(before[-1]), len(cells)))
    return cells[:width]


def cut_sheet(name: str) -> str:
    """Return in words that a sheet goes on beyond what is read of it."""
    return f"工作表“{name}”只读了前{MAX_ROWS}行、前{MAX_COLUMNS}列"


def characters(rows: Rows) -> int:
    """Return how many characters of text there are."""
    return sum(len(cell.strip()) for row in rows for cell in row)


def unread_pages(numbers: Sequence[int], of: int) -> str:
    """Return in words which pages have no text: 第2、3页是图片…; empty where all have."""
    if not numbers:
        return ""
    some = f"第{'、'.join(map(str, numbers[:5]))}{'等' if len(numbers) > 5 else ''}页"
    return "是图片，读不出文字" if len(numbers) == of else f"{some}是图片，或者没有读到"


def damaged(message: str) -> Unreadable:
    """Return the error that a file is damaged."""
    return Unreadable(Condition.DAMAGED, message)


def unsupported(message: str) -> Unreadable:
    """Return the error that this program cannot read a file."""
    return Unreadable(Condition.UNSUPPORTED, message)


def protected(message: str = "打开需要密码") -> Unreadable:
    """Return the error that a file needs a password."""
    return Unreadable(Condition.PROTECTED, message)
