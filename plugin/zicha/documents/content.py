"""What every reader of a file type gives, and how it says that a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from zicha.model.facts import Condition

Rows = list[list[str]]
"""Text in reading order: a row of a table is its cells, a paragraph a row of one cell."""

MAX_CHARACTERS = 200_000
"""Text that is looked at; a form has a few thousand characters."""
MAX_PAGES = 60


@dataclass
class Content:
    """The text of a file. Without text but with pictures it is a scan."""

    rows: Rows = field(default_factory=list)
    pages: int | None = None
    scan: bool = False
    ocr: bool = False


class Unreadable(Exception):
    """The file does not open, and as what: damaged, with a password, a bomb …"""

    def __init__(self, condition: Condition, message: str) -> None:
        super().__init__(message)
        self.condition = condition
        self.message = message


def damaged(message: str) -> Unreadable:
    return Unreadable(Condition.DAMAGED, message)


def protected(message: str = "打开需要密码") -> Unreadable:
    return Unreadable(Condition.PROTECTED, message)
