"""Cells that somebody left far out in a workbook: without them, since calamine keeps room for all before them."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from zicha.documents.bounds import member
from zicha.documents.hidden_cells import worksheets

_FAR = r"[A-Z]{3}\d+|[A-Z]+(?:[5-9]\d{3}|\d{5,})"
"""The address of a cell in column AAA or row 5000, or beyond: no form is as wide, nor as long."""
_FAR_CELL = re.compile(rf"<(?:\w+:)?c\b[^>]*?\br=[\"'](?:{_FAR})[\"']".encode())


def without_far_cells(archive: zipfile.ZipFile, content: bytes) -> tuple[bytes, frozenset[str]]:
    """Return a workbook without cells far out, and the sheets where such a cell held anything.

    Raise Unreadable if a sheet is damaged.
    """
    lean: dict[str, bytes] = {}
    lost: set[str] = set()
    for name, part in worksheets(archive):
        source = member(archive, part)
        if _FAR_CELL.search(source):
            lean[part], has_lost = _without(source)
            lost |= {name} if has_lost else set()
    return (_repacked(archive, lean) if lean else content), frozenset(lost)


def _without(source: bytes) -> tuple[bytes, bool]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root = etree.fromstring(source, parser)
    has_lost = False
    for cell in list(root.iter("{*}c")):
        if re.fullmatch(_FAR, cell.get("r") or ""):
            has_lost = has_lost or len(cell) > 0
            cell.getparent().remove(cell)
    for dimension in list(root.iter("{*}dimension")):
        dimension.getparent().remove(dimension)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), has_lost


def _repacked(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as lean:
        for name in archive.namelist():
            lean.writestr(name, changed[name] if name in changed else member(archive, name))
    return stream.getvalue()
