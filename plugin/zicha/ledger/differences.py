"""应为 and 实为 beside each other, with what differs marked."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from markupsafe import Markup, escape

_LONGEST = 400
"""Characters; of longer texts a mark would tell a reader little, and cost time."""


@lru_cache(maxsize=4096)  # many matters have the same difference
def marked(text: str, other: str) -> Markup:
    """Return a text as markup in which is marked what the other one does not have at that place."""
    if not text or not other or max(len(text), len(other)) > _LONGEST:
        return escape(text)
    parts = []
    for kind, begin, end, *_ in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        if begin < end:
            piece = escape(text[begin:end])
            parts.append(piece if kind == "equal" else Markup("<mark>{}</mark>").format(piece))
    return Markup("").join(parts)
