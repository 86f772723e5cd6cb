"""Rows of tables → matters: a row is a matter, or one of its materials or steps; sheets belong together by the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zicha.inventory.importing.columns import COUNTS, GUIDE, LISTS, MATTER, RESULT, Column, Heads, Role
from zicha.inventory.importing.heads import Table, table_of
from zicha.inventory.importing.source import Cell, Sheet
from zicha.inventory.importing.values import Unplaced, counts_of, value_of
from zicha.model.base import folded
from zicha.text.folding import is_nothing

CODE, NAME = "实施编码", "事项名称"
NAMES = {"申请材料": "材料名称", "办理流程": "环节名称", "收费项目": "收费项目名称", "常见问题": "问"}
"""By what the items of a list are told apart."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something of the source that has no place in the inventory: where it stands, and why."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}：{self.reason}"


@dataclass(slots=True)
class ListedMatter:
    """A matter as far as the source tells of it, under the keys of the inventory; lists by their items' names."""

    own: dict[str, Any] = field(default_factory=dict)
    guide: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def as_written(self) -> dict[str, Any]:
        """Return it as a matter of a department file is written."""
        guide = {**self.guide, **{name: list(items.values()) for name, items in self.lists.items() if items}}
        if self.result:
            guide[RESULT] = self.result
        return {**self.own, GUIDE: guide} if guide else dict(self.own)


@dataclass(slots=True)
class Assembly:
    """The matters of a source in their order, and what could not be placed."""

    matters: list[ListedMatter] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


def assemble(sheets: Iterable[Sheet], heads: Heads, values: Mapping[str, Mapping[str, str]]) -> Assembly:
    """Return the matters of the sheets. `values` are a mapping file's: element → what a cell says → what it means."""
    assembly = Assembly()
    tables = []
    for sheet in sheets:
        table = table_of(sheet, heads)
        if table is None:
            assembly.leftovers.append(Leftover(sheet.name or "文件", "没有认出表头，整个没有导入"))
        else:
            tables.append(table)
    of_matters = sorted(tables, key=_has_no_matter_of_its_own)  # materials know their matter by its code alone
    reader = _Reader(assembly, values)
    for table in of_matters:
        reader.read(table)
    return assembly


def _has_no_matter_of_its_own(table: Table) -> bool:
    return not any(column.group in (GUIDE, RESULT) for _, column in table.columns)


class _Reader:
    """Adds the rows of one table after the other to the matters."""

    def __init__(self, assembly: Assembly, values: Mapping[str, Mapping[str, str]]) -> None:
        self._assembly = assembly
        self._meant = {key: {folded(text): meant for text, meant in of_key.items()} for key, of_key in values.items()}
        self._by_code: dict[str, ListedMatter] = {}
        self._by_name: dict[str, list[ListedMatter]] = {}

    def read(self, table: Table) -> None:
        for cell in table.unknown:
            self._leave(cell.place, f"表头“{cell.text}”不认识，这一列没有导入")
        matter: ListedMatter | None = None
        units = {(each.group, each.key): at for at, each in table.columns if each.role is Role.UNIT}
        for row in table.rows:
            cells = {at: row[at] for at, _ in table.columns if at < len(row) and row[at].text}
            if not cells:
                continue
            matter = self._matter_of(table, cells, matter)
            if matter is None:
                place = next(iter(cells.values())).place
                self._leave(place, "这一行看不出是哪个事项（没有实施编码，也没有事项名称），没有导入")
                continue
            items: dict[str, dict[str, Any]] = {name: {} for name in LISTS}
            places: dict[str, str] = {}
            for at, column in table.columns:
                if at not in cells or column.role is Role.UNIT:
                    continue
                unit = column.unit
                if (beside := units.get((column.group, column.key))) is not None:
                    unit = self._translated(column.key, cells[beside].text) if beside in cells else ""
                places.setdefault(column.group, cells[at].place)
                self._put(matter, items, column, cells[at], unit)
            for name, item in items.items():
                self._append(matter, name, item, places.get(name, ""))

    def _matter_of(self, table: Table, cells: Mapping[int, Cell], last: ListedMatter | None) -> ListedMatter | None:
        """Return the matter of a row: by its code, else its name, else the one of the row before."""
        keys = {column.key: cells[at] for at, column in table.columns if column.group == MATTER and at in cells}
        code, name = keys.get(CODE), keys.get(NAME)
        if code is not None and not code.is_spoilt and not is_nothing(code.text):
            known = self._by_code.get(folded(code.text))
            if known is None:
                known = self._by_code[folded(code.text)] = self._new(name)
            return known
        if name is not None and not is_nothing(name.text):
            named = self._by_name.get(folded(name.text), [])
            if len(named) > 1:
                return None
            return named[0] if named else self._new(name)
        is_part = any(column.group in LISTS for at, column in table.columns if at in cells)
        return last if is_part and len(cells) > 1 else None

    def _new(self, name: Cell | None) -> ListedMatter:
        matter = ListedMatter()
        self._assembly.matters.append(matter)
        if name is not None:
            self._by_name.setdefault(folded(name.text), []).append(matter)
        return matter

    def _put(
        self, matter: ListedMatter, items: dict[str, dict[str, Any]], column: Column, cell: Cell, unit: str
    ) -> None:
        targets = {MATTER: matter.own, GUIDE: matter.guide, RESULT: matter.result, **items}
        target = targets[column.group]
        try:
            for key, value in self._read(column, cell, unit):
                if target.get(key, value) != value:
                    raise Unplaced(f"{key}“{cell.text}”与前面的“{target[key]}”不一致，保留前面的")
                target[key] = value
        except Unplaced as leftover:
            self._leave(cell.place, f"{column.key}：{leftover}")

    def _read(self, column: Column, cell: Cell, unit: str) -> Iterator[tuple[str, Any]]:
        if column.shape is None:
            assert column.key == COUNTS
            yield from counts_of(cell).items()
            return
        meant = Cell(self._translated(column.key, cell.text), cell.place, cell.is_spoilt)
        value = value_of(meant, column.key, column.shape, unit)
        if value is not None:
            yield column.key, value

    def _translated(self, key: str, text: str) -> str:
        """Return what a mapping file says that a cell means."""
        return self._meant.get(key, {}).get(folded(text), text)

    def _append(self, matter: ListedMatter, name: str, item: dict[str, Any], place: str) -> None:
        """Add an item to a list of the matter. One of the same name and content stands there once."""
        if not item:
            return
        if NAMES[name] not in item:
            self._leave(place, f"没有{NAMES[name]}，这一行的{name}没有导入")
            return
        known = matter.lists.setdefault(name, {})
        same = known.setdefault(folded(item[NAMES[name]]), item)
        if same != item:
            self._leave(place, f"{name}“{item[NAMES[name]]}”已经有一条，内容不同，没有再次导入")

    def _leave(self, place: str, reason: str) -> None:
        self._assembly.leftovers.append(Leftover(place, reason))
