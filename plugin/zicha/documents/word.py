"""docx: the text that Word shows of document, headers and footers, text boxes included. 0.1 ms a paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from zicha.documents.bounds import member, open_zip
from zicha.documents.content import (
    MAX_CHARACTERS,
    Content,
    Rows,
    Size,
    characters,
    count_with_words,
    damaged,
    has_large,
    lined,
)
from zicha.documents.packages import main_part, named_part, related_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PART = re.compile(r"word/(header|document|footer)\d*\.xml")
_PARTS = ("header", "document", "footnotes", "endnotes", "footer")
_SYMBOLS = {"F052": "☑", "F0FE": "☑", "F054": "☑", "F0FC": "√", "F0A3": "□", "F06F": "□", "F0A8": "□", "F071": "□"}
"""Code points of Wingdings with which forms draw their boxes to tick."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_EMU, _POINT = 1 / 36_000, 25.4 / 72  # in millimetres
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
Related = Sequence[tuple[str, str]]
"""Kinds and names of the parts to which the document refers."""
_MAY_HIDE = re.compile(rb"vanish|FFFFFF", re.IGNORECASE)
_GENERATIONS = 5
"""Styles based on styles based on …"""
_VANISH, _TAB = f"{_W}vanish", f"{_W}tab"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _COPY}
_UNREAD = re.compile(r"/(?:chart|diagramData|aFChunk)$")
"""Parts that show words which nobody reads: charts, drawn diagrams, other documents within this one."""


def read_docx(content: bytes) -> Content:
    """Return the text of a docx file. Raise Unreadable if it does not open."""
    with open_zip(content) as archive:
        main = main_part(archive)
        related = list(related_parts(archive, main)) if main else []
        hidden = _hidden_styles(archive, related)
        rows: Rows = []
        sizes: list[Size] = []
        on_page: list[Size] = []
        for kind, name in _parts(archive, main, related):
            root = _root(archive, name)
            if hidden or _MAY_HIDE.search(member(archive, name)):
                _drop_hidden(root, hidden)
            rows += _rows(root)
            of_part = list(_picture_sizes(root))
            sizes += of_part
            on_page += of_part if kind == "document" else []  # a watermark in a header is no page
        sizes += [None for kind, _ in related if _UNREAD.search(kind)]
        unseen = ["含有大幅图片，图中文字读不出"] if has_large(on_page) else []
        unseen += ["文字过多，只读了前面的部分"] if characters(rows) > MAX_CHARACTERS else []
        return Content(rows, _pages(archive), pictures=count_with_words(sizes), unseen="，".join(unseen))


def _parts(archive: zipfile.ZipFile, main: str, related: Related) -> list[tuple[str, str]]:
    """Return the kind and the name of every part with text, as the package lists them, else by their usual names."""
    names = set(archive.namelist())
    if main:
        around = ((kind.rpartition("/")[2], name) for kind, name in related)
        kinds = {name: kind for kind, name in around if kind in _PARTS and name in names} | {main: "document"}
    else:
        kinds = {name: part[1] for name in names if (part := _PART.fullmatch(name))}
    if "document" not in kinds.values() or (main and main not in names):
        raise damaged("文档缺少正文部分")
    kinds = {name: kind for name, kind in kinds.items() if name not in _pages_apart(archive, main, related)}
    return sorted(((kind, name) for name, kind in kinds.items()), key=lambda part: (_PARTS.index(part[0]), part[1]))


def _pages_apart(archive: zipfile.ZipFile, main: str, related: Related) -> frozenset[str]:
    """Return the headers and footers of first and even pages, where the document makes no such difference."""
    references = (f"{_W}headerReference", f"{_W}footerReference")
    if not main or not any(kind.endswith(("/header", "/footer")) for kind, _ in related):
        return frozenset()
    settings = next((name for kind, name in related if kind.endswith("/settings")), "")
    is_in = settings in archive.namelist()
    has_even = is_in and _is_on(_root(archive, settings).find(f"{_W}evenAndOddHeaders"))
    shown: set[str] = set()
    apart: set[str] = set()
    for section in _root(archive, main).iter(f"{_W}sectPr"):
        kinds = {"default"} | ({"even"} if has_even else set())
        kinds |= {"first"} if _is_on(section.find(f"{_W}titlePg")) else set()
        for reference in section.iterchildren(*references):
            identity = next((value for key, value in reference.items() if key.endswith("}id")), "")
            part = named_part(archive, main, identity)
            (shown if reference.get(f"{_W}type", "default") in kinds else apart).add(part)
    return frozenset(apart - shown)


def _hidden_styles(archive: zipfile.ZipFile, related: Related) -> frozenset[str]:
    """Return the styles whose text is hidden, with those based on them."""
    name = next((name for kind, name in related if kind.endswith("/styles")), "word/styles.xml")
    if name not in archive.namelist() or b"vanish" not in member(archive, name):
        return frozenset()
    styles = list(_root(archive, name).iter(f"{_W}style"))
    bases = {style.get(f"{_W}styleId", ""): _value(style.find(f"{_W}basedOn")) for style in styles}
    hidden = {style.get(f"{_W}styleId", "") for style in styles if _is_on(style.find(f"{_W}rPr/{_VANISH}"))}
    for _ in range(_GENERATIONS):
        hidden |= {style for style, base in bases.items() if base in hidden}
    return frozenset(hidden)


def _drop_hidden(root: etree._Element, styles: frozenset[str]) -> None:
    """Empty the runs that Word does not show: hidden ones, and white ones on the white page."""
    for run in root.iter(f"{_W}r"):
        properties = run.find(f"{_W}rPr")
        own = properties.find(_VANISH) if properties is not None else None
        is_hidden = _is_on(own) if own is not None else not styles.isdisjoint(_style_names(run))
        if is_hidden or (properties is not None and _is_white(run, properties)):
            for child in list(run):
                if child.tag != f"{_W}rPr":
                    run.remove(child)


def _style_names(run: etree._Element) -> Iterator[str]:
    """Yield the styles of a run and of its paragraph."""
    paragraph = next(run.iterancestors(f"{_W}p"), run)
    for style in (run.find(f"{_W}rPr/{_W}rStyle"), paragraph.find(f"{_W}pPr/{_W}pStyle")):
        if style is not None:
            yield style.get(f"{_W}val", "")


def _is_white(run: etree._Element, properties: etree._Element) -> bool:
    """Whether a run is white and nothing behind it has a colour."""
    if (_value(properties.find(f"{_W}color")) or "").upper() != "FFFFFF":
        return False
    behind = [properties, *run.iterancestors(f"{_W}p", f"{_W}tc", f"{_W}txbxContent")]
    return not any(
        each.tag == f"{_W}txbxContent" or each.find(f"{_W}highlight") is not None or _has_fill(each) for each in behind
    )


def _has_fill(element: etree._Element) -> bool:
    shades = (element.find(place) for place in (f"{_W}shd", f"{_W}pPr/{_W}shd", f"{_W}tcPr/{_W}shd"))
    return any(shade is not None and shade.get(f"{_W}fill") not in (None, "auto", "FFFFFF") for shade in shades)


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and _value(switch) not in ("0", "false", "off")


def _value(element: etree._Element | None) -> str | None:
    return element.get(f"{_W}val") if element is not None else None


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        source = member(archive, name).replace(_STRICT, _W[1:-1].encode())
        root = etree.parse(io.BytesIO(source), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise damaged("文档内容损坏") from error
    for control in root.iter(f"{_W}sdt"):
        if control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:  # 单击此处输入文字
            for text in control.iter(f"{_W}t"):
                text.text = ""
    return root


def _picture_sizes(root: etree._Element) -> Iterator[Size]:
    """Yield the size of every picture, and of what another program draws."""
    for drawing in root.iter(f"{_W}drawing"):
        if drawing.find(f".//{_A}blip") is not None:
            extent = drawing.find(".//{*}extent")
            sizes = (extent.get("cx"), extent.get("cy")) if extent is not None else ()
            numbers = [int(size) * _EMU for size in sizes if size and size.isdecimal()]
            yield (numbers[0], numbers[1]) if len(numbers) == 2 else None
    for shape in root.iter(f"{_V}shape"):
        if shape.find(f"{_V}imagedata") is not None:
            points = re.findall(r"(?:^|;)\s*(?:width|height):([\d.]+)pt", shape.get("style") or "")
            yield (float(points[0]) * _POINT, float(points[1]) * _POINT) if len(points) == 2 else None


def _pages(archive: zipfile.ZipFile) -> int | None:
    if "docProps/app.xml" not in archive.namelist():
        return None
    match = re.search(rb"<Pages>(\d{1,5})</Pages>", member(archive, "docProps/app.xml"))
    return int(match[1]) if match else None


def _rows(parent: Iterable[etree._Element]) -> Rows:
    rows: Rows = []
    for block in parent:
        if block.tag == f"{_W}tbl":
            for row in block.iterchildren(f"{_W}tr", f"{_W}sdt"):
                if not _is_on(row.find(f"{_W}trPr/{_W}hidden")):
                    rows += _table_row(list(_cells(row)))
        elif block.tag == f"{_W}p":
            rows += [[text] for text in _paragraphs_of(block) if text.strip()]
        elif block.tag not in _SKIPPED and isinstance(block.tag, str):
            rows += _rows(block)
    return rows


def _table_row(cells: list[etree._Element]) -> Rows:
    """Return the row, then those of tables in its cells; a table of a single row is a value in little boxes."""
    within = [table for cell in cells for table in _tables(cell) if len(table.findall(f"{_W}tr")) > 1]
    own = [" ".join(filter(None, _paragraphs(cell, within))) for cell in cells]
    return [own, *(row for table in within for row in _rows([table]))]


def _tables(cell: etree._Element) -> Iterator[etree._Element]:
    return (table for table in cell.iter(f"{_W}tbl") if next(table.iterancestors(f"{_W}tc")) is cell)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, those in content controls too, but not those of a table within a cell."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif isinstance(child.tag, str):
            yield from _cells(child)


def _paragraphs(cell: etree._Element, without: Sequence[etree._Element]) -> list[str]:
    """Return the text of a cell without that of tables that are rows of their own."""
    return [
        text
        for paragraph in cell.iter(f"{_W}p")
        if not any(parent.tag == f"{_W}txbxContent" or parent in without for parent in paragraph.iterancestors())
        for text in _paragraphs_of(paragraph)
    ]


def _paragraphs_of(paragraph: etree._Element) -> list[str]:
    """Return the text of a paragraph, and after it that of its text boxes."""
    own: list[str] = []
    boxes: list[str] = []
    _gather(paragraph, own, boxes)
    return ["".join(own), *boxes]


def _gather(node: etree._Element, own: list[str], boxes: list[str]) -> None:
    for child in node:
        if child.tag == f"{_W}t":
            own.append(child.text or "")
        elif child.tag == _TAB and _is_underlined(node):
            own.append("\t")
        elif child.tag in (_TAB, f"{_W}br", f"{_W}cr"):
            own.append(" ")
        elif child.tag == f"{_W}r" and _is_underlined(child):
            within: list[str] = []
            _gather(child, within, boxes)
            own.append(lined("".join(within)))
        elif child.tag == f"{_W}noBreakHyphen":
            own.append("-")
        elif child.tag == f"{_W}sym":
            own.append(_SYMBOLS.get((child.get(f"{_W}char") or "").upper(), ""))
        elif child.tag == f"{_W}ffData":
            own.append(_in_field(child))
        elif child.tag == f"{_V}textpath":
            boxes.append(child.get("string") or "")
        elif child.tag == f"{_W}txbxContent":
            boxes += ["\t".join(row) for row in _rows(child)]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            _gather(child, own, boxes)


def _is_underlined(run: etree._Element) -> bool:
    return _value(run.find(f"{_W}rPr/{_W}u")) not in (None, "none")


def _in_field(field: etree._Element) -> str:
    """Return what a field of the old kind shows by itself: a box, ticked or not, or the entry that was chosen."""
    if (box := field.find(f"{_W}checkBox")) is not None:
        state = box.find(f"{_W}checked")
        return "☑" if _is_on(state if state is not None else box.find(f"{_W}default")) else "□"
    entries = [_value(entry) or "" for entry in field.iter(f"{_W}listEntry")]
    chosen = _value(field.find(f"{_W}ddList/{_W}result")) or _value(field.find(f"{_W}ddList/{_W}default")) or "0"
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
