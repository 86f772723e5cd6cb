"""Days of the calendar: 2026-01-05, 2026年1月5日, 20260105."""

from __future__ import annotations

import re
from datetime import date

from zicha.text.folding import half_width

_DAY = re.compile(r"(?<!\d)(\d{4})(?:\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)|(\d{2})(\d{2})(?!\d))")


def read_date(text: str) -> date | None:
    """Return the first day that a text names; None where it names none, or one that is not in the calendar."""
    match = _DAY.search(half_width(text))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def may_be_date(text: str) -> bool:
    """Return whether a text speaks of a day or a year at all: 长期 does not."""
    return re.search(r"\d|年", text) is not None
