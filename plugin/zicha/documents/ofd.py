"""ofd (GB/T 33190): the text of each page, its templates and annotations, placed by the boundaries of its objects."""

from __future__ import annotations

import math
import posixpath
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from zicha.documents.bounds import member, open_zip
from zicha.documents.content import (
    A4,
    LARGE_PICTURE,
    MAX_PAGES,
    Content,
    Rows,
    Size,
    count_with_words,
    damaged,
    protected,
    unread_pages,
    unsupported,
)
from zicha.documents.layout import Piece, rows_by_position

_PAGES = "{*}Pages/{*}Page"


def read_ofd(content: bytes) -> Content:
    """Return the text of an ofd file. Raise Unreadable if it does not open."""
    with open_zip(content) as archive:
        names = archive.namelist()
        if any(name.lower().endswith("encryptions.xml") for name in names):
            raise protected()
        pages, size = _pages(archive, names)
        rows: Rows = []
        textless: list[int] = []
        sizes = _seals(archive, names)
        for number, page in enumerate(pages[:MAX_PAGES], start=1):
            layers = list(_layers(archive, page))
            texts = [text for layer in layers for text in layer.iter("{*}TextObject") if _is_shown(text)]
            own = [row.texts for row in rows_by_position([piece for text in texts for piece in _pieces(text)])]
            on_page = [
                _size(picture) for layer in layers for picture in layer.iter("{*}ImageObject", "{*}CompositeObject")
            ]
            pictures = sum(width * height for width, height in (each or A4 for each in on_page))
            sizes += on_page
            is_drawn = any(layer.find(".//{*}PathObject") is not None for layer in layers)
            if pictures >= LARGE_PICTURE * size or (not own and is_drawn):
                textless.append(number)
            rows += own
        textless += range(MAX_PAGES + 1, len(pages) + 1)
        unseen = unread_pages(textless, len(pages))
        return Content(rows, len(pages), pictures=count_with_words(sizes), unseen=unseen)


class _Page(NamedTuple):
    """The members that hold a page, its annotations, and the templates of its document, by their numbers."""

    name: str
    templates: dict[str, str]
    annotations: list[str]


def _layers(archive: zipfile.ZipFile, page: _Page) -> Iterator[etree._Element]:
    """Yield what is drawn on a page: its own content, that of its templates, and its annotations."""
    root = _root(member(archive, page.name))
    yield root
    for template in root.iterfind("{*}Template"):
        name = page.templates.get(template.get("TemplateID") or "")
        if name is None:
            raise unsupported("OFD 文件的页面缺少模板，本工具读不全")
        yield _root(member(archive, name))
    for name in page.annotations:
        yield from _root(member(archive, name)).iter("{*}Appearance")


def _annotations(archive: zipfile.ZipFile, names: list[str], folder: str, root: etree._Element) -> dict[str, list[str]]:
    """Return the members that hold the annotations of a document, by the number of their page."""
    by_page: dict[str, list[str]] = {}
    for each in root.iterfind("{*}Annotations"):
        name = _member_named(names, folder, each.text)
        for page in _root(member(archive, name)).iter("{*}Page"):
            files = [_member_named(names, posixpath.dirname(name), file.text) for file in page.iterfind("{*}FileLoc")]
            by_page.setdefault(page.get("PageID") or "", []).extend(files)
    return by_page


def _pages(archive: zipfile.ZipFile, names: list[str]) -> tuple[list[_Page], float]:
    """Return the pages of every document in the file, by its lists, and the area of the smallest page."""
    pages: list[_Page] = []
    sizes: list[float] = []
    for entry in _root(member(archive, "OFD.xml")).iter("{*}DocRoot"):
        document = _member_named(names, "", entry.text)
        root = _root(member(archive, document))
        folder = posixpath.dirname(document)
        templates = {
            template.get("ID") or "": _member_named(names, folder, template.get("BaseLoc"))
            for template in root.iter("{*}TemplatePage")
        }
        annotations = _annotations(archive, names, folder, root)
        for page in root.iterfind(_PAGES):
            name = _member_named(names, folder, page.get("BaseLoc"))
            pages.append(_Page(name, templates, annotations.get(page.get("ID") or "", [])))
        sizes += [math.prod(_box(box.text)[2:]) for box in root.iter("{*}PhysicalBox")]
    if not pages:
        raise damaged("OFD 文件没有页面")
    return pages, min(filter(None, sizes), default=A4[0] * A4[1])


def _member_named(names: list[str], folder: str, place: str | None) -> str:
    """Return the member at an address: from the root, or from the folder of the file that gives it."""
    wanted = posixpath.normpath(posixpath.join(folder, (place or "").strip())).lstrip("/")
    name = next((name for name in names if name.lstrip("/") == wanted), None)
    if name is None:
        raise unsupported("OFD 文件的页面不在所列的位置，本工具读不出")
    return name


def _size(picture: etree._Element) -> Size:
    _, _, width, height = _box(picture.get("Boundary"))
    return (width, height) if width and height else None


def _seals(archive: zipfile.ZipFile, names: list[str]) -> list[Size]:
    """Return the size of each electronic seal, which is a picture in a format of its own."""
    lists = (member(archive, name) for name in names if name.lower().endswith("signature.xml"))
    return [_size(stamp) for source in lists for stamp in _root(source).iter("{*}StampAnnot")]


def _is_shown(thing: etree._Element) -> bool:
    """Whether a thing is drawn: it, and the layer and the annotation in which it stands."""
    return not any(
        each.get("Visible") == "false" or each.get("Alpha") == "0" for each in (thing, *thing.iterancestors())
    )


def _box(text: str | None) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a box; zeros where none is given."""
    try:
        left, top, width, height = (float(number) for number in (text or "").split())
    except ValueError:
        return 0.0, 0.0, 0.0, 0.0
    return left, top, width, height


def _root(source: bytes) -> etree._Element:
    try:
        return etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise damaged("OFD 页面内容损坏") from error


def _pieces(text: etree._Element) -> list[Piece]:
    left, top, width, height = _box(text.get("Boundary"))
    for appearance in text.iterancestors("{*}Appearance"):  # an annotation counts from its own corner
        across, down, _, _ = _box(appearance.get("Boundary"))
        left, top = left + across, top + down
    words = "".join(code.text or "" for code in text.iter("{*}TextCode"))
    return [Piece(left, left + width, top, top + height, words)]
