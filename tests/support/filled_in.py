"""A workbook as somebody hands it back: filled in, and saved by another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from zicha.evidence.workbook_looks import formulas_of

Edit = Callable[[dict[str, list[list[Any]]]], object]
"""Changes the cells of the sheets in place."""


def saved_again(path: Path, edit: Edit, footer: str = "") -> Path:
    """Return the workbook under another name, its cells edited; nothing but cells, formulas and a footer is left."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    formulas = formulas_of(path.read_bytes())
    edit(sheets)
    target = path.with_name(f"填好的-{path.name}")
    with xlsxwriter.Workbook(str(target), {"strings_to_formulas": False}) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            sheet.set_footer(f"&L{footer}")
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            for place, _, formula in (each.partition(" ") for each in formulas.get(name, ())):
                sheet.write_formula(place, f"={formula}")
    return target


def fill_in(name: str, which: str, values: Mapping[str, object], head: str = "事项名称") -> Edit:
    """Fill in the columns of the first line of a sheet whose cell below `head` is `which`."""

    def edit(sheets: dict[str, list[list[Any]]]) -> None:
        rows = sheets[name]
        start = next(at for at, row in enumerate(rows) if head in row)
        heads = rows[start]
        rows.append([""] * len(heads))
        line = next(row for row in rows[start + 1 :] if row[heads.index(head)] == which)
        for key, value in values.items():
            line[heads.index(key)] = value

    return edit


def form_cell(matter: str, place: int, old: str, new: str) -> Edit:
    """Change words in a cell of the form's row of a matter."""

    def edit(sheets: dict[str, list[list[Any]]]) -> None:
        line = next(row for row in sheets["台账"] if len(row) > 1 and row[1] == matter)
        assert old in line[place], line[place]
        line[place] = str(line[place]).replace(old, new, 1)

    return edit


def all_of(*edits: Edit) -> Edit:
    def edit(sheets: dict[str, list[list[Any]]]) -> None:
        for each in edits:
            each(sheets)

    return edit
