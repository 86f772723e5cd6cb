"""What a workbook shows beside its cells: the head and foot of its pages, text boxes, pictures."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from zicha.documents.bounds import member
from zicha.documents.content import Rows, Size, damaged
from zicha.documents.packages import related_parts

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMU = 1 / 36_000  # in millimetres
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-JL-Z+-])', re.IGNORECASE)
"""What sets font, place and page number in the head of a page."""
_WITHOUT_RESULT = re.compile(
    rb'<c\b(?![^<>]*\bt="str")[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
"""An empty text is a result, and marked as a text."""
_HEADS = {
    "oddHeader": None, "oddFooter": None,
    "firstHeader": "differentFirst", "firstFooter": "differentFirst",
    "evenHeader": "differentOddEven", "evenFooter": "differentOddEven",
}  # fmt: skip
"""Each with the switch without which it is not shown."""


class AroundCells(NamedTuple):
    """Rows of text above, beside and below the cells of a sheet, and the sizes of its pictures.

    `lacks_results`: Excel works out a formula when it opens the sheet, and nothing in the file says what it shows.
    """

    rows: Rows
    pictures: list[Size]
    lacks_results: bool = False


def around_cells(archive: zipfile.ZipFile, sheet: str) -> AroundCells:
    """Return what a sheet, by the name of its part, shows beside its cells. Raise Unreadable if it is damaged."""
    names = set(archive.namelist())
    source = member(archive, sheet)
    rows = [[text] for text in _heads(source)] if b"eader" in source or b"ooter" in source else []
    pictures: list[Size] = []
    for kind, name in related_parts(archive, sheet):
        if kind.endswith("/drawing") and name in names:
            root = _root(archive, name)
            rows += [[text] for text in _texts(root)]
            pictures += _pictures(root)
        elif kind.endswith("/image"):  # behind the cells
            pictures.append(None)
    return AroundCells(rows, pictures, _WITHOUT_RESULT.search(source) is not None)


def _heads(source: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    at = source.find(b"eaderFooter")
    start, end = source.rfind(b"<", 0, at), source.find(b">", source.rfind(b"eaderFooter"))
    if at < 0 or start < 0 or end < 0:
        return
    root = etree.fromstring(source[start : end + 1], parser)
    for head in root if root is not None else ():
        switch = _HEADS.get(etree.QName(head).localname, "")
        if switch is None or (switch and root.get(switch) in ("1", "true")):
            text = plain_head(head.text or "")
            if text:
                yield text


def plain_head(text: str) -> str:
    """Return the head of a page without what sets its font, place and numbers."""
    return " ".join(_CODES.sub(" ", text.replace("&&", "＆")).split())


def _texts(root: etree._Element) -> Iterator[str]:
    """Yield the text of each paragraph of each box."""
    for box in root.iter("{*}txBody"):
        for paragraph in box.iter(f"{_A}p"):
            text = "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
            if text.strip():
                yield text


def _pictures(root: etree._Element) -> Iterator[Size]:
    """Yield the size of every picture, and of what another program draws, such as a diagram."""
    for picture in root.iter("{*}pic", "{*}graphicFrame"):
        extent = picture.find(f".//{_A}xfrm/{_A}ext")
        if extent is None:
            extent = picture.getparent().find("{*}ext")
        numbers = [int(extent.get(side) or 0) * _EMU for side in ("cx", "cy")] if extent is not None else []
        yield (numbers[0], numbers[1]) if all(numbers) and numbers else None


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(member(archive, name), parser)
    except etree.XMLSyntaxError as error:
        raise damaged("表格内容损坏") from error
