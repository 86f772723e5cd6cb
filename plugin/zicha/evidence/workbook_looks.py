"""What of a workbook's form does not show, though its cells say what they said: a tick is in the file and not on paper.

The form, which is the first sheet, is written without formulas, pictures and hidden parts. A filter hides rows as well,
and says so: it accuses nobody.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from posixpath import normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_ANY = "{*}"
_BOOK, _STYLES, _STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
_WHITE = ("FFFFFFFF", "00FFFFFF", "FFFFFF")
_COVERS = {"picture": "衬了背景图", "legacyDrawing": "加了批注或控件"}
_BROKEN = (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, RuntimeError, LookupError, ValueError)
"""What a workbook that nobody can read makes of the reading: that is told elsewhere."""
_LONGEST = 50_000_000
"""Bytes of a part that is looked into."""
_MOST = 5
"""Rows or cells that are named."""


def concealments(workbook: bytes) -> Iterator[str]:
    """Yield in words what of the form does not show, as far as the bytes can be read."""
    with suppress(*_BROKEN), zipfile.ZipFile(BytesIO(workbook)) as book:
        names = [each.filename for each in book.infolist() if each.file_size <= _LONGEST]
        if len(names) != len(set(names)):
            yield "压缩包里有同名的两份内容，不同的程序会打开不同的一份"
        if any(name.endswith("vbaProject.bin") for name in names):
            yield "加了宏"
        if _STRINGS in names and any(map(_is_faint, _all(_root(book, _STRINGS), "rPr"))):
            yield "一格之中有白色或者划掉的字"
        if {_BOOK, _STYLES} <= set(names):
            yield from _of_book(book)


def _of_book(book: zipfile.ZipFile) -> Iterator[str]:
    index = _root(book, _BOOK)
    form = next(_all(index, "sheet"))
    if form.get("state", "visible") != "visible":
        yield "“台账”表被隐藏"
    place = _place(book, _BOOK, form)
    sheet = _root(book, place)
    yield from _of_form(sheet)
    written = max((int(row.get("r", 0)) for row in _all(sheet, "row") if len(row)), default=0)
    if 0 < (last := _last_printed(index)) < written:
        yield f"“台账”表只打印到第 {last} 行"
    invisible = _invisible_styles(_root(book, _STYLES))
    cells = (cell for row in _all(sheet, "row") for cell in row if len(cell))
    if faint := [cell.get("r", "") for cell in cells if cell.get("s", "0") in invisible]:
        yield f"“台账”表 {'、'.join(faint[:_MOST])} 的字看不见或者划掉了（白字、删除线、不显示的格式）"
    drawings = (_root(book, _place(book, place, each)) for each in _all(sheet, "drawing"))
    if any(map(len, drawings)):  # LibreOffice leaves empty ones
        yield "“台账”表贴了图片或图形"


def _all(root: Element, name: str) -> Iterator[Element]:
    """Yield all parts of a name, whatever prefix a program gives it."""
    return root.iterfind(f".//{_ANY}{name}")


def _root(book: zipfile.ZipFile, name: str) -> Element:
    return ElementTree.fromstring(book.read(name))


def _place(book: zipfile.ZipFile, part: str, reference: Element) -> str:
    """Return where that stands which a part refers to: each program names the parts in its own way."""
    folder, _, name = part.rpartition("/")
    wanted = next(value for key, value in reference.attrib.items() if key.endswith("}id"))
    relations = _root(book, f"{folder}/_rels/{name}.rels")
    target = next(each.attrib["Target"] for each in relations if each.get("Id") == wanted)
    return normpath(f"{folder}/{target}" if not target.startswith("/") else target.lstrip("/"))


def _of_form(form: Element) -> Iterator[str]:
    rows = list(_all(form, "row"))
    hidden = [row.get("r", "") for row in rows if _is_hidden(row)]
    if hidden and next(_all(form, "filterColumn"), None) is None:
        yield f"“台账”表隐藏了第 {'、'.join(hidden[:_MOST])} 行"
    if any(map(_is_hidden, _all(form, "col"))):
        yield "“台账”表隐藏了列"
    yield from (f"“台账”表{words}" for tag, words in _COVERS.items() if form.find(f"{_ANY}{tag}") is not None)
    if formulas := [cell.get("r", "") for row in rows for cell in row if cell.find(f"{_ANY}f") is not None]:
        yield f"“台账”表 {'、'.join(formulas[:_MOST])} 改成了公式，打开以后显示的会变"


def _is_hidden(part: Element) -> bool:
    return part.get("hidden") in ("1", "true") or "0" in (part.get("ht"), part.get("width"))


def _invisible_styles(styles: Element) -> frozenset[str]:
    """Return the numbers of the styles in which a text does not show: white on nothing, struck through, no format."""
    fonts, fills = (styles.findall(f"{_ANY}{name}/*") for name in ("fonts", "fills"))
    formats = {each.get("numFmtId", ""): each.get("formatCode", "") for each in _all(styles, "numFmt")}
    every = styles.findall(f"{_ANY}cellXfs/*")
    return frozenset(str(number) for number, style in enumerate(every) if _is_invisible(style, fonts, fills, formats))


def _is_invisible(style: Element, fonts: list[Element], fills: list[Element], formats: Mapping[str, str]) -> bool:
    font, fill = fonts[int(style.get("fontId", 0))], fills[int(style.get("fillId", 0))]
    pattern = fill.find(f"{_ANY}patternFill")
    is_bare = pattern is None or pattern.get("patternType", "none") == "none"
    code = formats.get(style.get("numFmtId", ""), "")
    return (is_bare and _is_faint(font)) or (bool(code) and not code.strip(";"))


def _is_faint(font: Element) -> bool:
    """Whether a font is white, or struck through."""
    colour, strike = font.find(f"{_ANY}color"), font.find(f"{_ANY}strike")
    is_white = colour is not None and (colour.get("rgb", "").upper() in _WHITE or colour.get("theme") == "0")
    return is_white or (strike is not None and strike.get("val", "1") not in ("0", "false"))


def _last_printed(index: Element) -> int:
    """Return the last row of the form that is printed; 0 where nothing limits it."""
    for name in _all(index, "definedName"):
        if name.get("name") == "_xlnm.Print_Area" and name.get("localSheetId") == "0":
            digits = (name.text or "").rpartition("$")[2]
            return int(digits) if digits.isdigit() else 0
    return 0
