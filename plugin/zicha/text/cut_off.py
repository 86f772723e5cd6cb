"""Text of which a page shows only the beginning: 建设项目水资源论… What comes after it was not read."""

from __future__ import annotations

import re

from zicha.text.folding import plain

_CUT = re.compile(r"(?:(?<=\w)|^)(?:…+|\.{3,})(?![\w….])")


def is_cut_off(text: str) -> bool:
    """Return whether some or all of a text is cut off; ……公民 in a quoted law is an omission of its own."""
    return _CUT.search(text) is not None


def begins_as(whole: str, cut: str) -> bool:
    """Return whether a text may be the whole of one that is cut off."""
    beginning = plain(_CUT.split(cut, maxsplit=1)[0])
    return is_cut_off(cut) and beginning != "" and plain(whole).startswith(beginning)
