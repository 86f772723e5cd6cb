"""Packages: zip files that are one document. What kind they are says their own list of parts, not the parts' names."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from zicha.documents.content import damaged
from zicha.model.facts.forms import FileType

_MAIN = re.compile(r"/officeDocument$")
_MAKES = {
    "wordprocessingml": FileType.DOCX,
    "ms-word": FileType.DOCX,
    "spreadsheetml": FileType.XLSX,
    "ms-excel": FileType.XLSX,
    "presentationml": FileType.SLIDES,
    "ms-powerpoint": FileType.SLIDES,
}
_MAIN_TYPE = re.compile(rf"({'|'.join(_MAKES)}).*\.main\b")
_OPEN_DOCUMENT = re.compile(r"application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)(?:-template)?")
_OPEN_DOCUMENTS = {"text": FileType.ODT, "spreadsheet": FileType.ODS, "presentation": FileType.SLIDES}
_TYPES = "[Content_Types].xml"
_MOST_BYTES = 1 << 20


def package_type(archive: zipfile.ZipFile) -> FileType | None:
    """Return the type of a package, None where the file is none: an archive, or of another make.

    A package without its main part has the type that it declares, and does not open.
    """
    if "mimetype" in archive.namelist():
        declared = _beginning(archive, "mimetype").decode("ascii", errors="replace").strip()
        kind = _OPEN_DOCUMENT.fullmatch(declared)
        return _OPEN_DOCUMENTS[kind[1]] if kind else None
    main = main_part(archive)
    types = sorted(_content_types(archive), key=lambda each: each[0] != main)
    makes = (_MAIN_TYPE.search(declared) for _, declared in types)
    return next((_MAKES[make[1]] for make in makes if make), None)


def main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that a package calls its document; empty where it names none."""
    return next((name for kind, name in related_parts(archive, "") if _MAIN.search(kind)), "")


def related_parts(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the name of every part that a part refers to, or the package itself (empty)."""
    for relation in relations(archive, part):
        yield relation.get("Type") or "", _target(part, relation)


def named_part(archive: zipfile.ZipFile, part: str, identity: str) -> str:
    """Return the name of the part to which a part refers by an identity; empty where there is none."""
    return next((_target(part, each) for each in relations(archive, part) if each.get("Id") == identity), "")


def relations(archive: zipfile.ZipFile, part: str) -> Iterator[etree._Element]:
    """Yield what a part says about each part within the package to which it refers."""
    folder, name = posixpath.split(part)
    for relation in _elements(archive, posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship"):
        if relation.get("TargetMode") != "External":
            yield relation


def _target(part: str, relation: etree._Element) -> str:
    place = posixpath.join("/", posixpath.dirname(part), relation.get("Target") or "")
    return posixpath.normpath(place).lstrip("/")


def _content_types(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for tag in ("Override", "Default"):
        for each in _elements(archive, _TYPES, tag):
            yield (each.get("PartName") or "").lstrip("/"), each.get("ContentType") or ""


def _elements(archive: zipfile.ZipFile, name: str, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of a list, none where there is no such list or it is none."""
    if name not in archive.namelist():
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        yield from etree.fromstring(_beginning(archive, name), parser).iter(f"{{*}}{tag}")
    except etree.XMLSyntaxError:
        return


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as stream:
            return stream.read(_MOST_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise damaged(f"压缩包内的“{name[:60]}”损坏") from error
