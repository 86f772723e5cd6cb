"""Rows of tables → matters: a row is a matter, or one of its materials or steps; sheets belong together by the code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zicha.inventory.importing.columns import COUNTS, GUIDE, LISTS, MATTER, RESULT, Column, Heads, Role
from zicha.inventory.importing.heads import Table, is_form, table_of
from zicha.inventory.importing.source import Cell, Sheet
from zicha.inventory.importing.values import (
    CODE_FORM,
    Unplaced,
    counts_of,
    is_list_in_words,
    names_in,
    parts_of,
    value_of,
)
from zicha.inventory.shape import Kind
from zicha.model.base import folded
from zicha.text.folding import is_nothing

CODE, NAME = "实施编码", "事项名称"
NAMES = {"申请材料": "材料名称", "办理流程": "环节名称", "收费项目": "收费项目名称", "常见问题": "问"}
"""By what the items of a list are told apart."""
_FORM = "像是一个事项一张的表单（栏目和内容左右相间），整个没有导入；请导出为一行一个事项的清单"
_NO_MATTER = "这一行看不出是哪个事项（没有实施编码，也不像事项的其他内容），没有导入；确是事项的，请补上实施编码"
_NO_NAME = re.compile(r"(?:合计|总计|小计|共计).*|(?:注|备注|说明|示例):.*|[\dA-Z]?")
"""What no matter is called: a total, a remark, the number of a column."""
_NAME_WITH_CODE = re.compile(r"(.+?)\s*[（(]([0-9A-Z]{12,36})[)）]", re.DOTALL)
_TYPED = (Kind.LIMIT, Kind.CHOICE, Kind.YES_NO, Kind.NUMBER, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something of the source that has no place in the inventory: where it stands, and why."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}：{self.reason}"


class Contradiction(Exception):
    """The list has another value for the same element already; the text says so."""


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
        if is_form(sheet, heads):
            assembly.leftovers.append(Leftover(sheet.name, _FORM))
        elif table is None:
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
        self._told: set[Leftover] = set()
        self._by_code: dict[str, ListedMatter] = {}
        self._by_name: dict[str, list[ListedMatter]] = {}

    def read(self, table: Table) -> None:
        for cell in table.unknown:
            self._leave(cell.place, f"表头“{cell.text}”不认识，这一列没有导入")
        matter: ListedMatter | None = None
        for row in table.rows:
            cells = {at: row[at] for at, _ in table.columns if at < len(row) and row[at].text}
            if not cells:
                continue
            matter = self._matter_of(table, cells, matter)
            if matter is None:
                self._leave(next(iter(cells.values())).place, _NO_MATTER)
                continue
            for of_item in self._items_apart(table, cells):
                self._read_row(matter, table, of_item)

    def _matter_of(self, table: Table, cells: Mapping[int, Cell], last: ListedMatter | None) -> ListedMatter | None:
        """Return the matter of a row: by its code, else its name, else the one of the row before."""
        own: dict[str, Cell] = {}
        for at, column in table.columns:
            if column.group == MATTER and at in cells and not is_nothing(cells[at].text):
                own.setdefault(column.key, cells[at])
        code, name = own.get(CODE), own.get(NAME)
        if name is not None and _NO_NAME.fullmatch(folded(name.text)):
            return None
        if code is not None and not code.is_spoilt and CODE_FORM.fullmatch(folded(code.text)):
            known = self._by_code.get(folded(code.text))
            if known is None:
                known = self._by_code[folded(code.text)] = self._new(name)
            return known
        if name is not None:
            named = self._by_name.get(folded(name.text), [])
            if len(named) > 1:
                return None
            return named[0] if named else self._new(name) if self._is_of_matter(table, cells, code) else None
        is_part = any(column.group in LISTS for at, column in table.columns if at in cells)
        return last if is_part and len(cells) > 1 else None

    def _is_of_matter(self, table: Table, cells: Mapping[int, Cell], code: Cell | None) -> bool:
        """Return whether a row with a new name and no whole code is of a matter: most else of it must be readable."""
        if code is not None and code.is_spoilt:
            return True
        typed = [each for each in table.columns if each[0] in cells and _is_typed(each[1])]
        if typed:
            return 2 * sum(self._is_readable(table, cells, *each) for each in typed) > len(typed)
        has_codes = any(column.key == CODE for _, column in table.columns)
        return not has_codes and len({cell.text for cell in cells.values()}) > 1

    def _is_readable(self, table: Table, cells: Mapping[int, Cell], at: int, column: Column) -> bool:
        try:
            return bool(list(self._read(column, cells[at], self._unit(table, cells, column))))
        except Unplaced:
            return False

    def _items_apart(self, table: Table, cells: Mapping[int, Cell]) -> Iterator[Mapping[int, Cell]]:
        """Yield the row once for each of the materials or steps whose names stand together in one cell."""
        for at, column in table.columns:
            if at not in cells or column.key != NAMES.get(column.group):
                continue
            group = [other for other, each in table.columns if each.group == column.group and other != at]
            filled = {other: parts_of(cells[other].text) for other in group if other in cells}
            names, is_numbered = names_in(cells[at].text)
            is_list = is_numbered or all(len(parts) == len(names) for parts in filled.values())
            if is_list and (len(names) > 1 or is_numbered):
                unclear = [other for other, parts in filled.items() if len(parts) != len(names)]
                for other in unclear:
                    self._leave(cells[other].place, f"同一行有 {len(names)} 个{column.key}，看不出这一格属于哪一个")
                rest = {other: cell for other, cell in cells.items() if other not in unclear}
                for number, name in enumerate(names):
                    own = {other: parts[number] for other, parts in filled.items() if other not in unclear}
                    texts = {**own, at: name}
                    yield {
                        other: Cell(texts.get(other, cell.text), cell.place, cell.is_spoilt)
                        for other, cell in rest.items()
                    }
                return
            if len(names) > 1 or (not group and is_list_in_words(cells[at].text)):
                self._leave(
                    cells[at].place,
                    f"“{'／'.join(parts_of(cells[at].text))}”看不出是一个还是几个{column.key}，请一行写一个",
                )
                yield {other: cell for other, cell in cells.items() if other != at}
                return
        yield cells

    def _read_row(self, matter: ListedMatter, table: Table, cells: Mapping[int, Cell]) -> None:
        """Add what a row says. Of several columns of one element those of the lowest rank that can be read count."""
        items: dict[str, dict[str, Any]] = {name: {} for name in LISTS}
        places: dict[str, str] = {}
        ranks: dict[tuple[str, str], int] = {}
        unread: list[tuple[tuple[str, str], Leftover]] = []
        targets = {MATTER: matter.own, GUIDE: matter.guide, RESULT: matter.result, **items}
        for at, column in table.columns:
            element = column.group, column.key
            if at not in cells or column.role is Role.UNIT or ranks.get(element, column.rank) < column.rank:
                continue
            places.setdefault(column.group, cells[at].place)
            try:
                for key, value in self._read(column, cells[at], self._unit(table, cells, column)):
                    _put(targets[column.group], key, value, cells[at], is_of_row=element in ranks)
                    ranks[element] = column.rank
            except Unplaced as reason:
                unread.append((element, Leftover(cells[at].place, f"{column.key}：{reason}")))
            except Contradiction as reason:
                self._leave(cells[at].place, f"{column.key}：{reason}")
        for element, leftover in unread:
            if element not in ranks:
                self._leave(leftover.place, leftover.reason)
        for name, item in items.items():
            self._append(matter, name, item, places.get(name, ""))

    def _unit(self, table: Table, cells: Mapping[int, Cell], column: Column) -> str:
        """Return the unit of a number: what stands in the column of its unit, or in the head."""
        for at, each in table.columns:
            if each.role is Role.UNIT and (each.group, each.key) == (column.group, column.key):
                return self._translated(column, cells[at].text) if at in cells else ""
        return column.unit

    def _new(self, name: Cell | None) -> ListedMatter:
        matter = ListedMatter()
        self._assembly.matters.append(matter)
        if name is not None:
            self._by_name.setdefault(folded(name.text), []).append(matter)
        return matter

    def _read(self, column: Column, cell: Cell, unit: str) -> Iterator[tuple[str, Any]]:
        if column.shape is None:
            assert column.key == COUNTS
            yield from counts_of(cell).items()
            return
        if column.key == NAME and (match := _NAME_WITH_CODE.fullmatch(cell.text)) is not None:
            yield CODE, match[2]
            cell = Cell(match[1], cell.place)
        meant = Cell(self._translated(column, cell.text), cell.place, cell.is_spoilt)
        value = value_of(meant, column.key, column.shape, unit)
        if value is not None:
            yield column.key, value

    def _translated(self, column: Column, text: str) -> str:
        """Return what a cell means by the words of portals or a mapping file: all of it, or each part of a list."""
        meant = self._meant.get(column.key)
        if meant is None:
            return text
        shape = column.shape
        if folded(text) not in meant and shape is not None and shape.many and shape.choices:
            return "、".join(meant.get(folded(part), part) for part in parts_of(text, within_lines=True))
        return meant.get(folded(text), text)

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
        """Tell once what a list within a list repeats of what is around it."""
        leftover = Leftover(place, reason)
        if leftover not in self._told:
            self._told.add(leftover)
            self._assembly.leftovers.append(leftover)


def _is_typed(column: Column) -> bool:
    """Return whether not any text will do in a column."""
    return column.role is Role.VALUE and column.shape is not None and column.shape.kind in _TYPED


def _put(target: dict[str, Any], key: str, value: Any, cell: Cell, *, is_of_row: bool) -> None:
    """Write a value. Of two that contradict each other in one row, nobody knows which is right."""
    known = target.setdefault(key, value)
    if known != value:
        if is_of_row:
            del target[key]
            raise Contradiction(f"“{cell.text}”与同一行的“{known}”不一致，两个都没有导入")
        raise Contradiction(f"“{cell.text}”与前面的“{known}”不一致，保留前面的")
