"""ofd (GB/T 33190): the text objects of each page, placed by their boundaries."""

from __future__ import annotations

import re

from lxml import etree

from zicha.documents.bounds import member, open_zip
from zicha.documents.content import MAX_PAGES, Content, Rows, damaged, protected
from zicha.documents.layout import Piece, rows_by_position

_PAGE = re.compile(r"(?:.*/)?Pages/Page_(\d+)/Content\.xml", re.IGNORECASE)


def read_ofd(content: bytes) -> Content:
    with open_zip(content) as archive:
        names = archive.namelist()
        if any(name.lower().endswith("encryptions.xml") for name in names):
            raise protected()
        pages = sorted((int(match[1]), name) for name in names if (match := _PAGE.fullmatch(name)))
        if not pages:
            raise damaged("OFD 文件没有页面")
        rows: Rows = []
        pictures = False
        for _, name in pages[:MAX_PAGES]:
            root = _root(member(archive, name))
            pictures = pictures or root.find(".//{*}ImageObject") is not None
            rows += rows_by_position([piece for text in root.iter("{*}TextObject") for piece in _pieces(text)])
        return Content(rows, len(pages), scan=pictures and not rows)


def _root(source: bytes) -> etree._Element:
    try:
        return etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise damaged("OFD 页面内容损坏") from error


def _pieces(text: etree._Element) -> list[Piece]:
    try:
        left, top, _, height = (float(number) for number in (text.get("Boundary") or "").split())
    except ValueError:
        left, top, height = 0.0, 0.0, 0.0
    words = "".join(code.text or "" for code in text.iter("{*}TextCode"))
    return [Piece(left, top, top + height, words)]
