"""Flat packages: the parts of a document of Word or Excel in one XML file, brought back into a package."""

from __future__ import annotations

import binascii
import io
import re
import zipfile
from base64 import b64decode
from xml.sax.saxutils import quoteattr

from lxml import etree

from zicha.documents.content import damaged
from zicha.model.facts.forms import FileType

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_BEGINNING = re.compile(rb"<(?:\w+:)?package\b[^>]*http://schemas\.microsoft\.com/office/2006/xmlPackage")
_MAIN_TYPE = re.compile(rb"((?:wordprocessing|spreadsheet|presentation)ml|ms-(?:word|excel|powerpoint))[\w.-]*\.main\b")
_TYPE_OF_MAKE = {
    b"wordprocessingml": FileType.WORD_XML,
    b"ms-word": FileType.WORD_XML,
    b"spreadsheetml": FileType.SHEET_XML,
    b"ms-excel": FileType.SHEET_XML,
    b"presentationml": FileType.SLIDES,
    b"ms-powerpoint": FileType.SLIDES,
}
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def is_flat_package(content: bytes) -> bool:
    """Whether an XML file holds the parts of a package."""
    return _BEGINNING.search(content[:4096]) is not None


def flat_package_type(content: bytes) -> FileType | None:
    """Return the type of such a file by what it says of its main part."""
    make = _MAIN_TYPE.search(content)
    return _TYPE_OF_MAKE[make[1]] if make else None


def packed(content: bytes) -> bytes:
    """Return the package whose parts stand in an XML file. Raise Unreadable if the file is damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    stream = io.BytesIO()
    types: list[str] = []
    try:
        with zipfile.ZipFile(stream, "w") as archive:
            for part in etree.fromstring(content, parser).iterchildren(f"{_PACKAGE}part"):
                name = part.get(f"{_PACKAGE}name") or ""
                archive.writestr(name.lstrip("/"), _content(part))
                kind = quoteattr(part.get(f"{_PACKAGE}contentType") or "")
                types.append(f"<Override PartName={quoteattr(name)} ContentType={kind}/>")
            archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{"".join(types)}</Types>')
    except (etree.XMLSyntaxError, binascii.Error, ValueError) as error:
        raise damaged("文档内容损坏") from error
    return stream.getvalue()


def _content(part: etree._Element) -> bytes:
    binary = part.find(f"{_PACKAGE}binaryData")
    if binary is not None:
        return b64decode(binary.text or "")
    return b"".join(etree.tostring(root) for root in part.iterfind(f"{_PACKAGE}xmlData/*"))
