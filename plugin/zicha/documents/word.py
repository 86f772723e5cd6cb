"""docx: the text that Word shows of document, headers and footers, text boxes included. 0.1 ms a paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from zicha.documents.bounds import member, open_zip
from zicha.documents.content import (
    MAX_CHARACTERS,
    WINGDINGS,
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

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PART = re.compile(r"word/(header|document|footer)\d*\.xml")
_PARTS = ("header", "document", "footnotes", "endnotes", "footer")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_EMU, _POINT = 1 / 36_000, 25.4 / 72  # in millimetres
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
Related = Sequence[tuple[str, str]]
"""Kinds and names of the parts to which the document refers."""
_MAY_HIDE = re.compile(rb"vanish|FFFFFF", re.IGNORECASE)
_GENERATIONS = 5
"""Styles based on styles based on …"""
_VANISH, _TAB = f"{W}vanish", f"{W}tab"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", _COPY}
_UNREAD = re.compile(r"/(?:chart|diagramData|aFChunk)$")
"""Parts that show words which nobody reads: charts, drawn diagrams, other documents within this one."""


def read_docx(content: bytes) -> Content:
    """Return the text of a docx file. Raise Unreadable if it does not open."""
    with open_zip(content) as archive:
        main = main_part(archive)
        related = list(related_parts(archive, main)) if main else []
        hidden = _styles_in_package(archive, related)
        parts = ((kind, shown_part(member(archive, name), hidden)) for kind, name in _parts(archive, main, related))
        unread: list[Size] = [None for kind, _ in related if _UNREAD.search(kind)]
        return replace(content_of(parts, unread), pages=_pages(archive))


def content_of(parts: Iterable[tuple[str, etree._Element]], unread: Sequence[Size] = ()) -> Content:
    """Return the text of the parts of a document, each of a kind; unread are the sizes of what else has words."""
    rows: Rows = []
    sizes = list(unread)
    on_page: list[Size] = []
    for kind, part in parts:
        rows += _rows(part)
        of_part = list(_picture_sizes(part))
        sizes += of_part
        on_page += of_part if kind == "document" else []  # a watermark in a header is no page
    unseen = ["含有大幅图片，图中文字读不出"] if has_large(on_page) else []
    unseen += ["文字过多，只读了前面的部分"] if characters(rows) > MAX_CHARACTERS else []
    return Content(rows, pictures=count_with_words(sizes), unseen="，".join(unseen))


def shown_part(source: bytes, hidden: frozenset[str]) -> etree._Element:
    """Return a part without what Word does not show: text of these styles or hidden itself. Raise Unreadable."""
    root = _root(source)
    if hidden or _MAY_HIDE.search(source):
        drop_hidden(root, hidden)
    return root


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
    references = (f"{W}headerReference", f"{W}footerReference")
    if not main or not any(kind.endswith(("/header", "/footer")) for kind, _ in related):
        return frozenset()
    settings = next((name for kind, name in related if kind.endswith("/settings")), "")
    is_in = settings in archive.namelist()
    has_even = is_in and is_on(_root(member(archive, settings)).find(f"{W}evenAndOddHeaders"))
    shown: set[str] = set()
    apart: set[str] = set()
    for section in _root(member(archive, main)).iter(f"{W}sectPr"):
        kinds = {"default"} | ({"even"} if has_even else set())
        kinds |= {"first"} if is_on(section.find(f"{W}titlePg")) else set()
        for reference in section.iterchildren(*references):
            identity = next((value for key, value in reference.items() if key.endswith("}id")), "")
            part = named_part(archive, main, identity)
            (shown if reference.get(f"{W}type", "default") in kinds else apart).add(part)
    return frozenset(apart - shown)


def _styles_in_package(archive: zipfile.ZipFile, related: Related) -> frozenset[str]:
    name = next((name for kind, name in related if kind.endswith("/styles")), "word/styles.xml")
    if name not in archive.namelist() or b"vanish" not in member(archive, name):
        return frozenset()
    return hidden_styles(_root(member(archive, name)))


def hidden_styles(root: etree._Element) -> frozenset[str]:
    """Return the styles whose text is hidden, with those based on them."""
    styles = list(root.iter(f"{W}style"))
    bases = {style.get(f"{W}styleId", ""): _value(style.find(f"{W}basedOn")) for style in styles}
    hidden = {style.get(f"{W}styleId", "") for style in styles if is_on(style.find(f"{W}rPr/{_VANISH}"))}
    for _ in range(_GENERATIONS):
        hidden |= {style for style, base in bases.items() if base in hidden}
    return frozenset(hidden)


def drop_hidden(root: etree._Element, styles: frozenset[str]) -> None:
    """Empty the runs that Word does not show: hidden ones, and white ones on the white page."""
    for run in root.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        own = properties.find(_VANISH) if properties is not None else None
        is_hidden = is_on(own) if own is not None else not styles.isdisjoint(_style_names(run))
        if is_hidden or (properties is not None and _is_white(run, properties)):
            for child in list(run):
                if child.tag != f"{W}rPr":
                    run.remove(child)


def _style_names(run: etree._Element) -> Iterator[str]:
    """Yield the styles of a run and of its paragraph."""
    paragraph = next(run.iterancestors(f"{W}p"), run)
    for style in (run.find(f"{W}rPr/{W}rStyle"), paragraph.find(f"{W}pPr/{W}pStyle")):
        if style is not None:
            yield style.get(f"{W}val", "")


def _is_white(run: etree._Element, properties: etree._Element) -> bool:
    """Whether a run is white and nothing behind it has a colour."""
    if (_value(properties.find(f"{W}color")) or "").upper() != "FFFFFF":
        return False
    behind = [properties, *run.iterancestors(f"{W}p", f"{W}tc", f"{W}txbxContent")]
    return not any(
        each.tag == f"{W}txbxContent" or each.find(f"{W}highlight") is not None or _has_fill(each) for each in behind
    )


def _has_fill(element: etree._Element) -> bool:
    shades = (element.find(place) for place in (f"{W}shd", f"{W}pPr/{W}shd", f"{W}tcPr/{W}shd"))
    return any(shade is not None and shade.get(f"{W}fill") not in (None, "auto", "FFFFFF") for shade in shades)


def is_on(switch: etree._Element | None) -> bool:
    """Whether a switch is set: it is there, and not turned off."""
    return switch is not None and _value(switch) not in ("0", "false", "off")


def _value(element: etree._Element | None) -> str | None:
    return element.get(f"{W}val") if element is not None else None


def _root(source: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.parse(io.BytesIO(source.replace(_STRICT, W[1:-1].encode())), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise damaged("文档内容损坏") from error
    for control in root.iter(f"{W}sdt"):
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:  # 单击此处输入文字
            for text in control.iter(f"{W}t"):
                text.text = ""
    return root


def _picture_sizes(root: etree._Element) -> Iterator[Size]:
    """Yield the size of every picture, and of what another program draws."""
    for drawing in root.iter(f"{W}drawing"):
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
        if block.tag == f"{W}tbl":
            for row in block.iterchildren(f"{W}tr", f"{W}sdt"):
                if not is_on(row.find(f"{W}trPr/{W}hidden")):
                    rows += _table_row(list(_cells(row)))
        elif block.tag == f"{W}p":
            rows += [[text] for text in _paragraphs_of(block) if text.strip()]
        elif block.tag not in _SKIPPED and isinstance(block.tag, str):
            rows += _rows(block)
    return rows


def _table_row(cells: list[etree._Element]) -> Rows:
    """Return the row, then those of tables in its cells; a table of a single row is a value in little boxes."""
    within = [table for cell in cells for table in _tables(cell) if len(table.findall(f"{W}tr")) > 1]
    own = [" ".join(filter(None, _paragraphs(cell, within))) for cell in cells]
    return [own, *(row for table in within for row in _rows([table]))]


def _tables(cell: etree._Element) -> Iterator[etree._Element]:
    return (table for table in cell.iter(f"{W}tbl") if next(table.iterancestors(f"{W}tc")) is cell)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, those in content controls too, but not those of a table within a cell."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif isinstance(child.tag, str):
            yield from _cells(child)


def _paragraphs(cell: etree._Element, without: Sequence[etree._Element]) -> list[str]:
    """Return the text of a cell without that of tables that are rows of their own."""
    return [
        text
        for paragraph in cell.iter(f"{W}p")
        if not any(parent.tag == f"{W}txbxContent" or parent in without for parent in paragraph.iterancestors())
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
        if child.tag == f"{W}t":
            own.append(child.text or "")
        elif child.tag == _TAB and _is_underlined(node):
            own.append("\t")
        elif child.tag in (_TAB, f"{W}br", f"{W}cr"):
            own.append(" ")
        elif child.tag == f"{W}r" and _is_underlined(child):
            within: list[str] = []
            _gather(child, within, boxes)
            own.append(lined("".join(within)))
        elif child.tag == f"{W}noBreakHyphen":
            own.append("-")
        elif child.tag == f"{W}sym":
            own.append(_symbol(child.get(f"{W}char") or ""))
        elif child.tag == f"{W}ffData":
            own.append(_in_field(child))
        elif child.tag == f"{_V}textpath":
            boxes.append(child.get("string") or "")
        elif child.tag == f"{W}txbxContent":
            boxes += ["\t".join(row) for row in _rows(child)]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            _gather(child, own, boxes)


def _symbol(code: str) -> str:
    return WINGDINGS.get(int(code, 16) | 0xF000, "") if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else ""


def _is_underlined(run: etree._Element) -> bool:
    return _value(run.find(f"{W}rPr/{W}u")) not in (None, "none")


def _in_field(field: etree._Element) -> str:
    """Return what a field of the old kind shows by itself: a box, ticked or not, or the entry that was chosen."""
    if (box := field.find(f"{W}checkBox")) is not None:
        state = box.find(f"{W}checked")
        return "☑" if is_on(state if state is not None else box.find(f"{W}default")) else "□"
    entries = [_value(entry) or "" for entry in field.iter(f"{W}listEntry")]
    chosen = _value(field.find(f"{W}ddList/{W}result")) or _value(field.find(f"{W}ddList/{W}default")) or "0"
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
