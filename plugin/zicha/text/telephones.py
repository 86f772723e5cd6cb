"""Telephone numbers: with their area codes, hotlines apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from zicha.text.folding import half_width

_TELEPHONE = re.compile(
    r"(?<!\d)(?:\(?(?P<code>0\d{2,3})\)?[\s-]*)?(?P<local>1\d{10}|[1-9]\d{2,3}[\s-]\d{4}|[1-9]\d{4,7})(?!\d)"
)
_LINE = re.compile(
    r"(?<!\d)(?:0\d{2,3}[)\s\-—–]*)?([2-9]\d{2,3}[\s\-]?\d{4})(?!\d)"
    r"|(?<!\d)(1[3-9]\d{9}|400[\s\-]?\d{3}[\s\-]?\d{4})(?!\d)"
)
_HOTLINE = re.compile(r"(?<!\d)(?:12345|123\d\d|12\d{3})(?!\d)")
_AREA_CODE = re.compile(r"(?<!\d)(0\d{2,3})[)）\s\-—–－]*[2-9]\d{6,7}(?!\d)")


class Telephone(NamedTuple):
    """A number; `code` is empty where no area code stands before it."""

    code: str
    local: str


def telephones(text: str) -> tuple[Telephone, ...]:
    """Return every telephone number of a text, hotlines too."""
    folded = re.sub(r"[—–]", "-", half_width(text))
    folded = re.sub(r"(?<!\d)(?:\+|00)?86[\s-]*0?(?!1[3-9])(?=[1-9]\d{1,2}[\s-]*\d{7,8}(?!\d))", "0", folded)
    return tuple(
        Telephone(match["code"] or "", re.sub(r"\D", "", match["local"])) for match in _TELEPHONE.finditer(folded)
    )


def lines_of_desks(text: str) -> frozenset[str]:
    """Return the numbers of a text that ring at one desk, without area codes, blanks and dashes; no hotlines."""
    lines = _LINE.findall(half_width(text))
    return frozenset(re.sub(r"\D", "", fixed or other) for fixed, other in lines)


def has_hotline(text: str) -> bool:
    """Return whether a text gives the number of a hotline: 12345."""
    return _HOTLINE.search(text) is not None


def area_codes(text: str) -> list[str]:
    """Return the area code of each number of a fixed line that has one."""
    return _AREA_CODE.findall(text)
