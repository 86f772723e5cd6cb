"""Lists as a 事项库 exports them: workbooks, csv and JSON, made from rows or from an inventory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from zicha.catalogue.choice_words import values_by_word
from zicha.inventory.importing.assembling import CODE, NAMES
from zicha.inventory.importing.columns import GUIDE, RESULT
from zicha.inventory.importing.list_import import ListImport, import_list
from zicha.inventory.importing.mapping import SourceMapping
from zicha.model.matter import Matter
from zicha.portal.profile import names_of_elements

Grid = Sequence[Sequence[Any]]


def write_workbook(file: Path, sheets: Mapping[str, Grid], merged: Iterable[tuple[int, int, int, int]] = ()) -> Path:
    """Write the grids as sheets; of the first, ranges are merged that hold what their first cell does."""
    with xlsxwriter.Workbook(str(file)) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for number, (name, grid) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            for y, row in enumerate(grid):
                for x, value in enumerate(row):
                    sheet.write(y, x, value, *([day] if hasattr(value, "year") else []))
            for top, left, bottom, right in merged if not number else ():
                sheet.merge_range(top, left, bottom, right, grid[top][left])
    return file


def take_in(file: Path, current: str = "", mapping: SourceMapping | None = None, owner: str = "") -> ListImport:
    """Import a list by the labels that every portal's profile has, and the words that all have for values."""
    labels, chosen = names_of_elements(), mapping or SourceMapping()
    return import_list(file, current, labels, values_by_word(), chosen, owner)


def exported(matters: Iterable[Matter]) -> dict[str, Grid]:
    """Return all that a list can hold of the matters, with a sheet for each list of theirs."""
    rows: dict[str, list[dict[str, Any]]] = {"事项": [], **{name: [] for name in NAMES}}
    for matter in matters:
        whole = matter.model_dump(mode="json", by_alias=True, exclude_none=True)
        guide = whole[GUIDE]
        result = guide.pop(RESULT)
        for name in NAMES:
            rows[name] += [{CODE: matter.code, **item} for item in guide.pop(name, [])]
        own = {key: value for key, value in whole.items() if isinstance(value, str)}
        rows["事项"].append({**own, **guide, **result})
    return {name: _grid(each) for name, each in rows.items() if each}


def _grid(rows: Sequence[dict[str, Any]]) -> Grid:
    heads = list(dict.fromkeys(key for row in rows for key in row))
    return [heads, *([_text(row.get(head, "")) for head in heads] for row in rows)]


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "\n".join(value) if isinstance(value, list) else value


def write_json(file: Path, data: Any) -> Path:
    """Write data as a service answers it."""
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file
