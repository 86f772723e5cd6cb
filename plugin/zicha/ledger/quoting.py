"""Text that a portal showed, made fit to print: on one line, without invisible characters, bounded.

A page under inspection may hold anything. What it says is quoted in an official table, so it must not be able to
break a line, turn the direction of writing, or fill a workbook.
"""

from __future__ import annotations

import unicodedata

LIMIT = 500
"""Characters of one quotation. The whole text stands in the evidence."""

_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_INVISIBLE = frozenset({"Cf", "Cs"})


def quoted(text: str, limit: int = LIMIT) -> str:
    """The text on one line and without invisible characters; what is longer than the limit ends in …"""
    if not text.isprintable():
        text = "".join(_printable(character) for character in text)
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category in _BREAKS:
        return " "
    if category in _INVISIBLE or ord(character) & 0xFFFE == 0xFFFE:
        return ""
    return character
