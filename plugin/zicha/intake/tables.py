"""A workbook that people filled in, as tables of text: each line under the heads of its columns, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from zicha.model.workbook import TO_FILL_IN

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: its cells by the heads of their columns, and its place for a person."""

    place: str
    cells: Mapping[str, str]

    def filled_in(self, *heads: str) -> dict[str, str]:
        """Return what people wrote below these heads; nothing of what they left empty."""
        return {head: text for head in heads if (text := self.cells.get(f"{head}{TO_FILL_IN}", "").strip())}


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook, each as its rows of text."""

    sheets: Mapping[str, Sequence[Sequence[str]]]

    def missing_heads(self, name: str, heads: Sequence[str]) -> tuple[str, ...]:
        """Return which of these heads a sheet lacks in its row of heads; none of a sheet that is not there."""
        rows = self.sheets.get(name)
        if rows is None:
            return ()
        best = max(rows, key=lambda row: sum(head in row for head in heads), default=())
        return tuple(head for head in heads if head not in best)

    def lines(self, name: str, head: str) -> Iterator[Line]:
        """Yield the lines of a sheet below the row that has a column of this head; none where there is no such row."""
        rows = self.sheets.get(name, ())
        start = next((at for at, row in enumerate(rows) if head in row), None)
        if start is None:
            return
        heads = rows[start]
        for number, row in enumerate(rows[start + 1 :], start + 2):
            if any(cell.strip() for cell in row):
                yield Line(f"“{name}”表第{number}行", dict(zip(heads, row, strict=False)))


def read_tables(path: Path) -> Workbook:
    """Return the sheets of a workbook that can be read."""
    book = CalamineWorkbook.from_path(str(path))
    return Workbook(
        {
            name: [
                [_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }
    )


def _text(cell: Any) -> str:
    match cell:
        case datetime() | date():
            return f"{cell:%Y-%m-%d}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).replace("\r\n", "\n")


def day(text: str) -> str:
    """Return a day as the inventory writes it: 2026/11/24, 2026年11月24日; what is no day stays as it is."""
    if match := _DAY.fullmatch(text.strip()):
        with suppress(ValueError):
            return date(*map(int, match.groups())).isoformat()
    return text
