"""The type of a file by its first bytes and its inner structure, never by its name."""

from __future__ import annotations

import io
import re
import zipfile

import olefile
from lxml import etree

from zicha.documents.flat_packages import flat_package_type, is_flat_package
from zicha.documents.packages import package_type
from zicha.model.facts.forms import FileType

_MAGIC = (
    (b"%PDF", FileType.PDF),
    (b"{\\rtf", FileType.RTF),
    (b"Rar!\x1a\x07", FileType.RAR),
    (b"7z\xbc\xaf\x27\x1c", FileType.SEVEN_ZIP),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPG),
    (b"GIF8", FileType.PICTURE),
    (b"BM", FileType.PICTURE),
    (b"II*\x00", FileType.PICTURE),
    (b"MM\x00*", FileType.PICTURE),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORD_DOCUMENT = re.compile(r"word/document\d*\.xml")
_XML = {
    "{http://schemas.microsoft.com/office/word/2003/wordml}wordDocument": FileType.WORD_XML,
    "{urn:schemas-microsoft-com:office:spreadsheet}Workbook": FileType.SHEET_XML,
}
_DRAWING = re.compile(rb"AC10\d\d|AC1\.\d\d")
_UOF = re.compile(r"\{http://schemas\.uof\.org/.*\}UOF")
_MAIL = re.compile(rb"(?:[A-Za-z-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<meta", b"<table", b"<div", b"<p>", b"<h1")


def sniff(content: bytes) -> FileType:
    """Return the type of a file, UNKNOWN where no known type fits."""
    if xml := _xml(content):
        return xml
    if content.startswith(_UTF_16):
        content = content[:8192].decode("utf-16", errors="replace").encode()
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if content.startswith(b"PK"):
        return _zip(content)
    if content.startswith(_OLE):
        return _ole(content)
    for magic, kind in _MAGIC:
        if content.startswith(magic) and (kind is not FileType.PICTURE or len(content) > 64):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileType.PICTURE
    if b"%PDF-" in content[:1024]:  # some systems put a header of their own before it
        return FileType.PDF
    if _DRAWING.match(content):
        return FileType.DRAWING
    lowered = head[:256].lower()
    if _MAIL.match(head) and b"multipart/" in head.lower() + content[1024:4096].lower():
        return FileType.MHT
    if lowered.startswith(_HTML) or (lowered.startswith((b"<?xml", b"<!--")) and b"<html" in content[:4096].lower()):
        return FileType.HTML
    return FileType.TEXT if _is_text(content[:4096]) else FileType.UNKNOWN


def _xml(content: bytes) -> FileType | None:
    """Return the type of a document that is one XML file, by its outermost element; None for any other file."""
    head = content[:65536]
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return None
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    try:
        parser.feed(head)
        _, root = next(parser.read_events())
    except (etree.XMLSyntaxError, StopIteration):
        return None
    if _UOF.fullmatch(root.tag):
        return FileType.UOF
    return flat_package_type(content) if is_flat_package(head) else _XML.get(root.tag)


def _zip(content: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _type_of_members(archive)
    except Exception:  # cut off or forged: what it was meant to be still shows in its first entries
        head = content[:200_000]
        if b"word/" in head:
            return FileType.DOCX
        if b"xl/" in head:
            return FileType.XLSX
        return FileType.OFD if b"OFD.xml" in head else FileType.ZIP


def _type_of_members(archive: zipfile.ZipFile) -> FileType:
    names = set(archive.namelist())
    if any(map(_WORD_DOCUMENT.fullmatch, names)):
        return FileType.DOCX
    if any(name.startswith("xl/workbook.") for name in names):
        return FileType.XLSX
    if "Index/Document.iwa" in names or "Index.zip" in names:
        return FileType.APPLE
    if "uof.xml" in names:
        return FileType.UOF
    return FileType.OFD if "OFD.xml" in names else package_type(archive) or FileType.ZIP


def _ole(content: bytes) -> FileType:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            streams = {"/".join(path).lower() for path in ole.listdir()}  # the case of a name means nothing
    except Exception:
        return FileType.XLS if "Workbook".encode("utf-16-le") in content else FileType.DOC
    if "encryptedpackage" in streams:
        return FileType.ENCRYPTED_OFFICE
    if "worddocument" in streams:
        return FileType.DOC
    if "powerpoint document" in streams:
        return FileType.SLIDES
    return FileType.XLS if streams & {"workbook", "book"} else FileType.UNKNOWN


def _is_text(head: bytes) -> bool:
    if b"\x00" in head or not head.strip():
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            text = head[:-4].decode(encoding) if len(head) > 64 else head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 8:
                continue
            text = head[: error.start].decode(encoding)
        return sum(not (c.isprintable() or c in "\r\n\t") for c in text) * 20 < len(text)
    return False
