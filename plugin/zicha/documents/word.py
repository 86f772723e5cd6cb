"""docx: the text of document, headers and footers, text boxes included. A tenth of a millisecond a paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from zicha.documents.bounds import member, open_zip
from zicha.documents.content import Content, Rows, damaged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = re.compile(r"word/(header\d*|document|footer\d*)\.xml")
_SYMBOLS = {"F052": "☑", "F0FE": "☑", "F054": "☑", "F0FC": "√", "F0A3": "□", "F06F": "□", "F0A8": "□", "F071": "□"}
"""Code points of Wingdings with which forms draw their boxes to tick."""
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _COPY}


def read_docx(content: bytes) -> Content:
    with open_zip(content) as archive:
        parts = sorted((name for name in archive.namelist() if _PART.fullmatch(name)), key=_order)
        rows: Rows = []
        for name in parts:
            rows += _rows(_root(archive, name))
        return Content(rows, _pages(archive))


def _order(name: str) -> tuple[int, str]:
    return ("header", "document", "footer").index(re.sub(r"word/|\d*\.xml", "", name)), name


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        return etree.parse(io.BytesIO(member(archive, name)), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise damaged("文档内容损坏") from error


def _pages(archive: zipfile.ZipFile) -> int | None:
    if "docProps/app.xml" not in archive.namelist():
        return None
    found = re.search(rb"<Pages>(\d{1,5})</Pages>", member(archive, "docProps/app.xml"))
    return int(found[1]) if found else None


def _rows(parent: etree._Element) -> Rows:
    rows: Rows = []
    for block in parent:
        if block.tag == f"{_W}tbl":
            rows += [
                [" ".join(filter(None, _paragraphs(cell))) for cell in _cells(row)]
                for row in block.iterchildren(f"{_W}tr", f"{_W}sdt")
            ]
        elif block.tag == f"{_W}p":
            rows += [[text] for text in _paragraphs_of(block) if text.strip()]
        elif block.tag not in _SKIPPED and isinstance(block.tag, str):
            rows += _rows(block)
    return rows


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, those inside content controls too, but not those of a table within a cell."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif isinstance(child.tag, str):
            yield from _cells(child)


def _paragraphs(cell: etree._Element) -> list[str]:
    return [
        text for paragraph in cell.iter(f"{_W}p") if not _in_text_box(paragraph) for text in _paragraphs_of(paragraph)
    ]


def _in_text_box(paragraph: etree._Element) -> bool:
    return any(parent.tag == f"{_W}txbxContent" for parent in paragraph.iterancestors())


def _paragraphs_of(paragraph: etree._Element) -> list[str]:
    """The text of a paragraph, and after it that of the text boxes that hang on it."""
    own: list[str] = []
    boxes: list[str] = []
    _gather(paragraph, own, boxes)
    return ["".join(own), *boxes]


def _gather(node: etree._Element, own: list[str], boxes: list[str]) -> None:
    for child in node:
        if child.tag == f"{_W}t":
            own.append(child.text or "")
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            own.append(" ")
        elif child.tag == f"{_W}sym":
            own.append(_SYMBOLS.get((child.get(f"{_W}char") or "").upper(), ""))
        elif child.tag == f"{_W}txbxContent":
            boxes += ["\t".join(row) for row in _rows(child)]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            _gather(child, own, boxes)
