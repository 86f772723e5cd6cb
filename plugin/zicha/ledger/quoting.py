"""Text that a portal showed, made fit to print: on one line, without invisible characters, bounded.

A page under inspection may hold anything. Its words are quoted in an official table, so they must not
break a line, turn the direction of writing, or fill a workbook.
"""

from __future__ import annotations

import unicodedata

LIMIT = 500
"""Characters of one quotation. The whole text stands in the evidence."""

_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_INVISIBLE = frozenset({"Cf", "Cs"})


def quoted(text: str, limit: int = LIMIT) -> str:
    """Return the text on one line and without invisible characters; a longer one than the limit ends in …"""
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
