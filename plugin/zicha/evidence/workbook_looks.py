"""What of a workbook does not show, though its cells say what they said: a tick is in the file and not on paper.

A run writes its sheets without pictures, shapes, hidden parts and 条件格式, and formulas into 汇总 alone. A filter
hides rows as well, and says so: it accuses nobody.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import count
from posixpath import normpath
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from zicha.evidence.workbook_styles import ANY, Styles, is_faint, parts

_BOOK, _STYLES, _STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
_COVERS = {
    "picture": "衬了背景图",
    "legacyDrawingHF": "在页眉页脚里贴了图",
    "oleObjects": "嵌了别的文件",
    "controls": "加了控件",
}
_KEPT = frozenset(
    (*_COVERS, "sheetView", "sheetFormatPr", "col", "mergeCell", "cfRule", "dataValidation", "autoFilter", "drawing")
) | {"legacyDrawing"}
"""What is looked at once all rows of a sheet are read."""
_BROKEN = (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, RuntimeError, LookupError, ValueError)
_LOWEST, _NARROWEST = 6.0, 1.0
"""Points of a row, and characters of a column, that show something of a text."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST = 300_000_000
"""Bytes of a part that is looked into."""
_MOST = 5
"""Rows or cells that are named."""
_Formulas = dict[str, list[str]]


class Looks(NamedTuple):
    """In words what is concealed, and how many rows of which sheets a filter hides."""

    concealed: tuple[str, ...]
    filtered: tuple[str, ...]


class _Area(NamedTuple):
    """Cells, by the numbers of the first and last rows and columns, from 1."""

    top: int
    bottom: int
    left: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def looks_of(workbook: bytes, form: str) -> Looks:
    """Return what does not show of a workbook, of which one sheet is the form."""
    concealed, filtered = [], []
    try:
        with zipfile.ZipFile(BytesIO(workbook)) as book:
            names = book.namelist()
            if len(names) != len(set(names)):
                concealed.append("压缩包里有同名的两份内容，不同的程序会打开不同的一份")
            if any(name.endswith("vbaProject.bin") for name in names):
                concealed.append("加了宏")
            if _STRINGS in names and any(map(is_faint, parts(_root(book, _STRINGS), "rPr"))):
                concealed.append("一格之中有看不见或者划掉的字")
            concealed += _of_windows(_root(book, _BOOK))
            styles = Styles(_root(book, _STYLES)) if _STYLES in names else None
            for sheet in _sheets(book, styles):
                concealed += sheet.concealments(is_form=sheet.name == form)
                filtered += [f"“{sheet.name}”表筛选过，{sheet.filtered} 行没有显示"] if sheet.filtered else []
    except _BROKEN:
        concealed.append("有的部分读不懂，看不出会显示成什么样")
    return Looks(tuple(concealed), tuple(filtered))


def formulas_of(workbook: bytes) -> _Formulas:
    """Return the formulas of each sheet that has some, each with its cell, however a program writes them."""
    try:
        with zipfile.ZipFile(BytesIO(workbook)) as book:
            return {sheet.name: sheet.formulas for sheet in _sheets(book) if sheet.formulas}
    except _BROKEN:
        return {}


class _Sheet:
    """One sheet, read row by row: a list of all findings is long."""

    def __init__(
        self, book: zipfile.ZipFile, place: str, entry: Element, print_area: str, styles: Styles | None
    ) -> None:
        self.name = entry.get("name", "")
        self.formulas: list[str] = []
        self._book, self._place = book, place
        self._is_hidden = entry.get("state", "visible") != "visible"
        self._print_area = print_area
        self._styles = styles
        self._written: dict[int, int] = {}
        """Of each row a bit for each column that holds something."""
        self._low: list[int] = []
        self._faint: list[str] = []
        self._has_faint_run = False
        self._others: dict[str, list[Element]] = defaultdict(list)
        self._read()
        self._filter = next((one for one in self._others["autoFilter"] if len(one)), None)
        area = _area(self._filter.get("ref", "")) if self._filter is not None else None
        self._concealed_rows = [row for row in self._low if not (area and area.top < row <= area.bottom)]
        self.filtered = len(self._low) - len(self._concealed_rows)

    def _read(self) -> None:
        with self._book.open(self._place) as file:
            number = 0
            for _, part in ElementTree.iterparse(file):
                name = part.tag.rpartition("}")[2]
                if name == "row":
                    number = int(part.get("r", number + 1))
                    self._take(number, part)
                    part.clear()
                elif name in _KEPT:
                    self._others[name].append(part)

    def _take(self, number: int, row: Element) -> None:
        columns = count(1)
        for cell in row:
            column = next(columns)
            if place := cell.get("r", ""):
                column = _column(place.rstrip("0123456789"))
                columns = count(column + 1)
            if not len(cell):
                continue
            self._written[number] = self._written.get(number, 0) | 1 << column
            if self._styles is not None and cell.get("s", "0") in self._styles.hiding:
                self._faint.append(place)
            self._has_faint_run |= any(map(is_faint, parts(cell, "rPr")))
            if (formula := cell.find(f"{ANY}f")) is not None:
                self.formulas.append(f"{place} {''.join((formula.text or '').split()).replace('$', '')}")
        shape = next(iter(self._others["sheetFormatPr"]), None)
        is_low = row.get("ht") is None and shape is not None and _is_hidden(shape, "zeroHeight", "defaultRowHeight")
        if number in self._written and (is_low or _is_hidden(row, "hidden", "ht")):
            self._low.append(number)

    def concealments(self, *, is_form: bool) -> Iterator[str]:
        """Yield in words what of it does not show."""
        texts = [*self._hidden(), *self._covered(), *self._restyled()]
        if is_form:
            texts += self._only_of_form()
        yield from (f"“{self.name}”表{text}" for text in texts)

    def _hidden(self) -> Iterator[str]:
        if self._is_hidden:
            yield "被隐藏"
        if self._concealed_rows:
            yield f"隐藏了第 {'、'.join(map(str, self._concealed_rows[:_MOST]))} 行"
        used = 0
        for mask in self._written.values():
            used |= mask
        for column in self._others["col"]:
            places = range(int(column.get("min", 1)), int(column.get("max", 1)) + 1)
            if _is_hidden(column, "hidden", "width") and any(used >> place & 1 for place in places[:64]):
                yield "隐藏了列"
        is_frozen = any(view.find(f"{ANY}pane") is not None for view in self._others["sheetView"])
        if is_frozen and any(view.get("topLeftCell", "A1") != "A1" for view in self._others["sheetView"]):
            yield "冻结以前滚动过，上面或者左边的内容翻不到"

    def _covered(self) -> Iterator[str]:
        yield from (words for tag, words in _COVERS.items() if self._others[tag])
        drawings = (_root(self._book, _place(self._book, self._place, each)) for each in self._others["drawing"])
        if any(map(len, drawings)):  # LibreOffice leaves empty ones
            yield "贴了图片或图形"
        drawn = (self._book.read(_place(self._book, self._place, each)) for each in self._others["legacyDrawing"])
        if any(map(_covers, drawn)):
            yield "有控件，或者总是显示的批注，盖住了内容"
        for merged in self._others["mergeCell"]:
            area = _area(merged.get("ref", ""))
            rows = (row for row in range(area.top, min(area.bottom, max(self._written, default=0)) + 1))
            # Of a merged cell only the first one shows.
            first = 1 << area.left
            inside = sum(1 << column for column in range(area.left, min(area.right, 64) + 1))
            if any(self._written.get(row, 0) & inside & ~(first if row == area.top else 0) for row in rows):
                yield f"合并了 {merged.get('ref')}，盖住了其中的内容"

    def _restyled(self) -> Iterator[str]:
        if self._has_faint_run:
            yield "一格之中有看不见或者划掉的字"
        if self._faint:
            places = "、".join(self._faint[:_MOST])
            yield f" {places} 的字看不见、划掉了或者显示成别的字（颜色、字号、删除线、数字格式、缩进）"
        if self._styles is not None and any(map(self._styles.is_hidden_by, self._others["cfRule"])):
            yield "的条件格式使有的字看不见，或者显示成别的字"

    def _only_of_form(self) -> Iterator[str]:
        if self.formulas:
            places = [each.partition(" ")[0] for each in self.formulas[:_MOST]]
            yield f" {'、'.join(places)} 改成了公式，打开以后显示的会变"
        if any(one.get("prompt") for one in self._others["dataValidation"]):
            yield "加了输入提示，点到的格子会显示别的字"
        areas = [_area(each.rpartition("!")[2]) for each in self._print_area.split(",") if each]
        corners = [
            (row, mask.bit_length() - 1 if is_last else (mask & -mask).bit_length() - 1)
            for row, mask in self._written.items()
            for is_last in (False, True)
        ]
        if areas and not any(all(area.holds(*corner) for corner in corners) for area in areas):
            yield f"只打印其中一部分（{self._print_area.replace('$', '')}）"


def _sheets(book: zipfile.ZipFile, styles: Styles | None = None) -> Iterator[_Sheet]:
    if any(each.file_size > _LONGEST for each in book.infolist()):
        raise ValueError("a part that is too long to be looked into")
    index = _root(book, _BOOK)
    areas = {
        one.get("localSheetId", ""): one.text or ""
        for one in parts(index, "definedName")
        if one.get("name") == "_xlnm.Print_Area"
    }
    for at, entry in enumerate(parts(index, "sheet")):
        yield _Sheet(book, _place(book, _BOOK, entry), entry, areas.get(str(at), ""), styles)


def _of_windows(index: Element) -> Iterator[str]:
    for window in parts(index, "workbookView"):
        if window.get("showSheetTabs") in ("0", "false"):
            yield "工作表标签被隐藏，翻不到别的表"
        if window.get("visibility", "visible") != "visible":
            yield "窗口被隐藏"


def _covers(drawn: bytes) -> bool:
    """Return whether a drawing of the old kind covers something: 批注 that shows only when pointed at does not."""
    shapes = LexborHTMLParser(drawn.decode(errors="replace")).css("x\\:clientdata")
    return any(each.attributes.get("objecttype") != "Note" or each.css_first("x\\:visible") for each in shapes)


def _is_hidden(part: Element, mark: str, size: str) -> bool:
    """Return whether a row or a column is marked as hidden, or too low or narrow to show anything."""
    least = _NARROWEST if size == "width" else _LOWEST
    return part.get(mark) in ("1", "true") or float(part.get(size, least)) < least


def _area(reference: str) -> _Area:
    """Return the cells that `B2`, `A1:N9`, `$1:$4` or `A:N` names."""
    first, _, last = reference.replace("$", "").partition(":")
    top, left = _corner(first, 1, 1)
    bottom, right = _corner(last or first, _LAST_ROW, _LAST_COLUMN)
    return _Area(top, bottom, left, right)


def _corner(place: str, row: int, column: int) -> tuple[int, int]:
    """Return the row and the column of a place; those that are given where it names none."""
    letters = place.rstrip("0123456789")
    digits = place[len(letters) :]
    return (int(digits) if digits else row), (_column(letters) or column)


@lru_cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _root(book: zipfile.ZipFile, name: str) -> Element:
    return ElementTree.fromstring(book.read(name))


def _place(book: zipfile.ZipFile, part: str, reference: Element) -> str:
    """Return where that stands which a part refers to: each program names the parts in its own way."""
    folder, _, name = part.rpartition("/")
    wanted = next(value for key, value in reference.attrib.items() if key.endswith("}id"))
    relations = _root(book, f"{folder}/_rels/{name}.rels")
    target = next(each.attrib["Target"] for each in relations if each.get("Id") == wanted)
    return normpath(f"{folder}/{target}" if not target.startswith("/") else target.lstrip("/"))
