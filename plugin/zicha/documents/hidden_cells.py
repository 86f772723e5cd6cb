"""Which rows, columns and cells of a workbook are hidden, or white on white, which calamine does not tell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zicha.documents.bounds import member
from zicha.documents.packages import main_part, named_part, related_parts

_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_REFERENCE = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
MOST_COLUMNS = 1_000
_LAST_ROW = 10_000
"""Far below what is read of a sheet."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The numbers of the hidden rows and columns of a sheet, from 0, and its cells whose content does not show."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    cells: frozenset[tuple[int, int]] = frozenset()


def hidden_in_xlsx(archive: zipfile.ZipFile) -> dict[str, Hidden]:
    """Return what is hidden in each sheet of a workbook, by the sheet's name. Raise Unreadable if it is damaged."""
    unseen = _unseen_styles(archive)
    sources = ((name, member(archive, part)) for name, part in worksheets(archive))
    marks = (b"hidden", *(f' s="{style}"'.encode() for style in unseen))
    return {name: _in_sheet(source, unseen) for name, source in sources if any(mark in source for mark in marks)}


def _unseen_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the numbers of the styles of cells that show nothing: white on white, or a format without any part."""
    main = main_part(archive)
    name = next((name for kind, name in related_parts(archive, main) if kind.endswith("/styles")), "")
    if name not in archive.namelist():
        return frozenset()
    root = _root(member(archive, name))
    white = {str(at) for at, font in enumerate(root.iterfind("{*}fonts/{*}font")) if _is_white(font.find("{*}color"))}
    empty = {each.get("numFmtId") for each in root.iter("{*}numFmt") if each.get("formatCode") == ";;;"}
    fills = [fill.find("{*}patternFill") for fill in root.iterfind("{*}fills/{*}fill")]
    bare = {
        str(at)
        for at, fill in enumerate(fills)
        if fill is not None and (fill.get("patternType", "none") == "none" or _is_white(fill.find("{*}fgColor")))
    }
    return frozenset(
        str(at)
        for at, style in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
        if style.get("numFmtId") in empty or (style.get("fontId") in white and style.get("fillId", "0") in bare)
    )


def _is_white(color: etree._Element | None) -> bool:
    """Whether a colour is white: by its value, or as the background of the workbook's theme."""
    if color is None:
        return False
    return (color.get("rgb") or "").upper() == "FFFFFFFF" or (color.get("theme") == "0" and not color.get("tint"))


def worksheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of every sheet; none of a binary workbook, or of one of another make."""
    main = main_part(archive)
    names = set(archive.namelist())
    if main not in names or not main.endswith(".xml"):
        return
    for sheet in _root(member(archive, main)).iter("{*}sheet"):
        part = named_part(archive, main, sheet.get(_REFERENCE) or sheet.get(_STRICT_REFERENCE) or "")
        if part in names and part.endswith(".xml"):
            yield sheet.get("name") or "", part


def _in_sheet(source: bytes, unseen: frozenset[str]) -> Hidden:
    rows: set[int] = set()
    columns: set[int] = set()
    cells: set[tuple[int, int]] = set()
    number = 0
    for _, element in etree.iterparse(
        io.BytesIO(source), tag=("{*}row", "{*}col"), resolve_entities=False, no_network=True, recover=True
    ):
        is_hidden = element.get("hidden") in ("1", "true")
        if etree.QName(element).localname == "row":
            number = _number(element.get("r")) or number + 1
            if number > _LAST_ROW:
                break
            column = -1
            for cell in element.iterchildren("{*}c"):
                column = _column(cell.get("r")) if cell.get("r") else column + 1
                if cell.get("s") in unseen:
                    cells.add((number - 1, column))
            if is_hidden:
                rows.add(number - 1)
        elif is_hidden:
            first, last = _number(element.get("min")), _number(element.get("max"))
            columns.update(range(first - 1, min(last, MOST_COLUMNS)))
        element.clear()
    return Hidden(frozenset(rows), frozenset(columns), frozenset(cells))


def _column(address: str) -> int:
    """Return the number of the column of a cell, from 0."""
    number = 0
    for letter in address.rstrip("0123456789"):
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _root(source: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    return etree.fromstring(source, parser)
