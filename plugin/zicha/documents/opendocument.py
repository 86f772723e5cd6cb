"""odt and ods (OpenDocument 1.3): the text that an office program shows: no hidden sheet, row, column or text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from zicha.documents.bounds import member, open_zip
from zicha.documents.content import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    Content,
    Rows,
    Size,
    as_long,
    characters,
    count_with_words,
    cut_sheet,
    damaged,
    has_large,
    lined,
    protected,
)

_NAMESPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
_OFFICE, _STYLE, _TABLE, _TEXT, _DRAW, _FORM = (
    _NAMESPACE.format(name) for name in ("office", "style", "table", "text", "drawing", "form")
)
_SVG, _FO = (_NAMESPACE.format(f"{name}-compatible") for name in ("svg", "xsl-fo"))
_NOT_SHOWN = {
    f"{_OFFICE}annotation",
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note-citation",
    f"{_OFFICE}forms",
    f"{_SVG}title",
    f"{_SVG}desc",
}
_BLOCKS = {f"{_TEXT}p", f"{_TEXT}h"}
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_WHITE = "#ffffff"
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}


def read_opendocument(content: bytes) -> Content:
    """Return the text of an odt or ods file. Raise Unreadable if it does not open."""
    with open_zip(content) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in member(archive, "META-INF/manifest.xml"):
            raise protected()
        if "content.xml" not in names:
            raise damaged("文档缺少正文部分")
        roots = [_root(archive, name) for name in ("styles.xml", "content.xml") if name in names]
    reader = _Reader(_Styles.of(roots), _controls(roots[-1]))
    body = roots[-1].find(f"{_OFFICE}body")
    if body is None or not len(body):
        raise damaged("文档缺少正文部分")
    around = [part for root in roots[:-1] for part in _around(root, roots[-1])]
    sheets = body.find(f"{_OFFICE}spreadsheet")
    if sheets is not None:
        return reader.read_sheets(sheets)
    return reader.read_text([*around, body])


def _around(styles: etree._Element, content: etree._Element) -> Iterator[etree._Element]:
    """Yield the headers and footers of the kinds of page that a document has."""
    named = f"{_STYLE}master-page-name"
    used = {"Standard", *(style.get(named) for root in (styles, content) for style in root.iter(f"{_STYLE}style"))}
    for page in styles.iter(f"{_STYLE}master-page"):
        if page.get(f"{_STYLE}name") in used:
            parts = page.iterchildren(f"{_STYLE}header", f"{_STYLE}footer")
            yield from (part for part in parts if part.get(f"{_STYLE}display") != "false")


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(member(archive, name), parser)
    except etree.XMLSyntaxError as error:
        raise damaged("文档内容损坏") from error


@dataclass(frozen=True, slots=True)
class _Styles:
    """The names of styles of hidden text, white text, underlined text, what has a colour behind it, hidden sheets."""

    hidden: frozenset[str]
    white: frozenset[str]
    underlined: frozenset[str]
    coloured: frozenset[str]
    hidden_sheets: frozenset[str]

    @classmethod
    def of(cls, roots: Iterable[etree._Element]) -> _Styles:
        """Return the styles of a document."""
        hidden, white, underlined, coloured, sheets = set(), set(), set(), set(), set()
        for style in (style for root in roots for style in root.iter(f"{_STYLE}style")):
            name = style.get(f"{_STYLE}name") or ""
            for properties in style:
                if properties.get(f"{_TEXT}display") == "none":
                    hidden.add(name)
                if (properties.get(f"{_FO}color") or "").lower() == "#ffffff":
                    white.add(name)
                if properties.get(f"{_STYLE}text-underline-style") not in (None, "none"):
                    underlined.add(name)
                if (properties.get(f"{_FO}background-color") or "transparent").lower() not in (
                    "transparent",
                    "#ffffff",
                ):
                    coloured.add(name)
                if properties.get(f"{_TABLE}display") == "false":
                    sheets.add(name)
        return cls(*map(frozenset, (hidden, white, underlined, coloured, sheets)))


def _controls(root: etree._Element) -> dict[str, str]:
    """Return what every field and box to tick shows, by its number."""
    shown = {}
    for control in root.iter(f"{_FORM}*"):
        identity = control.get(f"{_FORM}id") or control.get("{http://www.w3.org/XML/1998/namespace}id") or ""
        label = control.get(f"{_FORM}label") or ""
        if etree.QName(control).localname in ("checkbox", "radio"):
            state = control.get(f"{_FORM}current-state") or control.get(f"{_FORM}state") or ""
            is_ticked = state == "checked" or control.get(f"{_FORM}current-selected") == "true"
            shown[identity] = f"{'☑' if is_ticked else '□'}{label}"
        else:
            shown[identity] = control.get(f"{_FORM}current-value") or control.get(f"{_FORM}value") or label
    return shown


class _Reader:
    """Reads the text of one document."""

    def __init__(self, styles: _Styles, controls: dict[str, str]) -> None:
        self._styles = styles
        self._controls = controls

    def read_text(self, parts: Iterable[etree._Element]) -> Content:
        """Return the rows of a text document, its headers and footers."""
        rows: Rows = []
        sizes: list[Size] = []
        for part in parts:
            rows += self._rows(part)
            sizes += _pictures(part)
        unseen = ["含有大幅图片，图中文字读不出"] if has_large(sizes) else []
        unseen += ["文字过多，只读了前面的部分"] if characters(rows) > MAX_CHARACTERS else []
        return Content(rows, pictures=count_with_words(sizes), unseen="，".join(unseen))

    def read_sheets(self, body: etree._Element) -> Content:
        """Return the cells of the sheets that are shown, and the text boxes on them."""
        tables = [
            table
            for table in body.iterchildren(f"{_TABLE}table")
            if table.get(f"{_TABLE}style-name") not in self._styles.hidden_sheets
        ]
        rows: Rows = []
        sizes: list[Size] = []
        unseen = [f"只读了前{MAX_SHEETS}个工作表"] if len(tables) > MAX_SHEETS else []
        for table in tables[:MAX_SHEETS]:
            own, is_cut = self._table(table)
            for cells in own:
                rows.append(as_long(cells, rows))
            rows += [[text] for box in table.iter(f"{_DRAW}frame", f"{_DRAW}custom-shape") for text in self._texts(box)]
            sizes += _pictures(table)
            if is_cut:
                unseen.append(cut_sheet(table.get(f"{_TABLE}name") or ""))
        unseen += ["含有大幅图片，图中文字读不出"] if has_large(sizes) else []
        return Content(rows, len(tables), pictures=count_with_words(sizes), unseen="，".join(unseen))

    def _table(self, table: etree._Element) -> tuple[Rows, bool]:
        """Return the rows of a table that hold anything, and whether some were left out."""
        hidden = _hidden_columns(table)
        covered: set[tuple[int, int]] = set()
        rows: Rows = []
        number, is_cut = 0, False
        for row in table.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is not table:
                continue
            times = _repeated(row, "rows")
            is_hidden = row.get(f"{_TABLE}visibility") in ("collapse", "filter")
            cells, is_wide = self._cells(row, number, hidden, covered)
            if not is_hidden:
                is_cut = is_cut or is_wide or (any(cells) and number + times > MAX_ROWS)
            if any(cells) and not is_hidden:
                rows += [cells] * max(0, min(times, MAX_ROWS - number))
            number += times
        return rows, is_cut

    def _cells(
        self, row: etree._Element, number: int, hidden: frozenset[int], covered: set[tuple[int, int]]
    ) -> tuple[list[str], bool]:
        """Return the cells of a row that are shown, and whether one beyond the last column holds anything."""
        cells: list[str] = []
        column, is_wide = 0, False
        for cell in row.iterchildren(*_CELLS):
            text = " ".join(self._texts(cell))
            for at in range(column, min(column + _repeated(cell, "columns"), MAX_COLUMNS)):
                if (number, at) not in covered and at not in hidden:
                    cells.append(text)
            is_wide = is_wide or bool(text and column >= MAX_COLUMNS)
            down, across = (int(cell.get(f"{_TABLE}number-{side}-spanned") or 1) for side in ("rows", "columns"))
            covered.update(
                (number + below, column + right)
                for below in range(min(down, MAX_ROWS))
                for right in range(1, min(across, MAX_COLUMNS))
            )
            column += _repeated(cell, "columns")
        return cells, is_wide

    def _rows(self, parent: etree._Element) -> Rows:
        """Return a row of one cell for a paragraph, and the rows of each table."""
        rows: Rows = []
        for block in parent:
            if block.tag in _BLOCKS:
                rows += [[text] for text in self._paragraph(block) if text.strip()]
            elif block.tag == f"{_TABLE}table":
                rows += self._table(block)[0]
            elif self._is_shown(block):
                rows += self._rows(block)
        return rows

    def _texts(self, parent: etree._Element) -> Iterator[str]:
        """Yield the text of every paragraph below an element, but not of what has a place of its own in a sheet."""
        for block in parent:
            if block.tag in _BLOCKS:
                yield from filter(str.strip, self._paragraph(block))
            elif self._is_shown(block) and block.tag not in (f"{_DRAW}frame", f"{_DRAW}custom-shape"):
                yield from self._texts(block)

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        """Return the text of a paragraph, and after it that of its text boxes."""
        own: list[str] = []
        boxes: list[str] = []
        self._gather(paragraph, own, boxes)
        return ["".join(own), *boxes]

    def _gather(self, node: etree._Element, own: list[str], boxes: list[str]) -> None:
        if not self._is_shown(node):
            return
        if self._is_underlined(node):
            within: list[str] = []
            self._gather_within(node, within, boxes)
            own.append(lined("".join(within)))
        else:
            self._gather_within(node, own, boxes)

    def _gather_within(self, node: etree._Element, own: list[str], boxes: list[str]) -> None:
        if node.tag == f"{_TEXT}s":
            own.append(" " * min(int(node.get(f"{_TEXT}c") or 1), 200))
        elif node.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            is_lined = node.tag == f"{_TEXT}tab" and self._is_underlined(node.getparent())
            own.append("\t" if is_lined else " ")
        elif node.tag == f"{_DRAW}control":
            own.append(self._controls.get(node.get(f"{_DRAW}control") or "", ""))
        elif node.tag in (f"{_DRAW}text-box", f"{_DRAW}custom-shape"):
            boxes += ["\t".join(row) for row in self._rows(node)]
            return
        own.append(node.text or "")
        for child in node:
            self._gather(child, own, boxes)
            own.append(child.tail or "")

    def _is_underlined(self, node: etree._Element) -> bool:
        return node.get(f"{_TEXT}style-name") in self._styles.underlined

    def _is_shown(self, node: etree._Element) -> bool:
        if node.tag in _NOT_SHOWN or not isinstance(node.tag, str):
            return False
        if node.get(f"{_TEXT}display") == "none" or node.get(f"{_TEXT}is-hidden") == "true":
            return False
        style = node.get(f"{_TEXT}style-name")
        return style not in self._styles.hidden and (style not in self._styles.white or self._is_on_colour(node))

    def _is_on_colour(self, node: etree._Element) -> bool:
        names = (
            each.get(f"{prefix}style-name")
            for each in (node, *node.iterancestors())
            for prefix in (_TEXT, _TABLE, _DRAW)
        )
        return any(name in self._styles.coloured for name in names)


def _hidden_columns(table: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    number = 0
    for column in table.iter(f"{_TABLE}table-column"):
        times = _repeated(column, "columns")
        if column.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            hidden.update(range(number, min(number + times, MAX_COLUMNS)))
        number += times
    return frozenset(hidden)


def _repeated(element: etree._Element, what: str) -> int:
    times = element.get(f"{_TABLE}number-{what}-repeated") or "1"
    return int(times) if times.isdecimal() else 1


def _pictures(part: etree._Element) -> Iterator[Size]:
    """Yield the size of every picture, and of what is drawn by another program."""
    for frame in part.iter(f"{_DRAW}frame"):
        if frame.find(f"{_DRAW}image") is not None or frame.find(f"{_DRAW}object") is not None:
            width, height = (_millimetres(frame.get(f"{_SVG}{side}")) for side in ("width", "height"))
            yield (width, height) if width is not None and height is not None else None


def _millimetres(length: str | None) -> float | None:
    match = re.fullmatch(r"([\d.]+)(mm|cm|in|pt|pc|px)", length or "")
    return float(match[1]) * _MILLIMETRES[match[2]] if match else None
