"""pdf: its text by pypdfium2, pieces on one height as one row. A page that is a picture, or drawn, gives no text."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from zicha.documents.content import (
    LARGE_PICTURE,
    MAX_CHARACTERS,
    MAX_PAGES,
    Content,
    Rows,
    characters,
    damaged,
    protected,
    unread_pages,
)
from zicha.documents.layout import Piece, rows_by_position
from zicha.documents.pictures import read_pages

_FEW_CHARACTERS = 20
_LOGO = 0.05
"""Share of the page: a larger picture counts where there is hardly any text."""
_DRAWN = 100
"""So many paths on a page almost without text draw its letters."""
_MOST_OBJECTS = 2000


def read_pdf(content: bytes) -> Content:
    """Return the text of a pdf file. Raise Unreadable if it does not open."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise protected() from error
        raise damaged("PDF 文件损坏，可能没有下载完整") from error
    try:
        if len(document) == 0:
            raise damaged("PDF 文件没有页面")
        return _content(document)
    except pypdfium2.PdfiumError as error:
        raise damaged("PDF 页面损坏") from error
    finally:
        document.close()


def _content(document: pypdfium2.PdfDocument) -> Content:
    if _has_fields(document):
        document.init_forms()
    rows: Rows = []
    on_pictures: dict[int, Rows] = {}
    number = 0
    while number < min(len(document), MAX_PAGES) and characters(rows) <= MAX_CHARACTERS:
        number += 1
        page = _page(document, number)
        own = _rows(page)
        if _is_picture(page, own):
            on_pictures[number] = own
        else:
            rows += own

    def render(number: int) -> Image.Image:
        page = document[number - 1]
        picture: Image.Image = page.render(scale=min(2.0, 2000 / max(page.get_size()))).to_pil()
        return picture

    read, textless = read_pages(on_pictures, render)
    printed = [row for number in textless for row in on_pictures[number]]
    unseen = unread_pages([*textless, *range(number + 1, len(document) + 1)], len(document))
    return Content([*rows, *read, *printed], len(document), ocr=bool(read or printed), unseen=unseen)


def _has_fields(document: pypdfium2.PdfDocument) -> bool:
    return bool(document.get_formtype() != pdfium_c.FORMTYPE_NONE)


def _page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    page = document[number - 1]
    if _has_fields(document):  # what was typed into fields becomes text of the page
        page.flatten()
        page = document[number - 1]
    return page


def _rows(page: pypdfium2.PdfPage) -> Rows:
    text = page.get_textpage()
    pieces = []
    for index in range(min(text.count_rects(), 5000)):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top)
        pieces.append(Piece(left, -top, -bottom, words.replace("\r", "").replace("\n", " ")))
    return rows_by_position(pieces)


def _is_picture(page: pypdfium2.PdfPage, rows: Rows) -> bool:
    """Whether the page shows more than its text: it is scanned, with or without a printed footer, or drawn."""
    width, height = page.get_size()
    objects = list(islice(page.get_objects(max_depth=1), _MOST_OBJECTS))
    pictures = [area for each in objects for area in _picture_areas(page, each)]
    if sum(pictures) >= LARGE_PICTURE * width * height:
        return True
    if not rows:
        return bool(objects)
    drawn = sum(each.type == pdfium_c.FPDF_PAGEOBJ_PATH for each in objects) >= _DRAWN
    return characters(rows) < _FEW_CHARACTERS and (drawn or sum(pictures) >= _LOGO * width * height)


def _picture_areas(page: pypdfium2.PdfPage, thing: pypdfium2.PdfObject) -> Iterator[float]:
    """Yield the area of a picture, or of those within a form object."""
    if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        yield _area(thing)
    elif thing.type == pdfium_c.FPDF_PAGEOBJ_FORM:
        matrix = thing.get_matrix()
        scale = abs(matrix.a * matrix.d - matrix.b * matrix.c)
        for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3, form=thing):
            yield _area(picture) * scale


def _area(thing: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium_c.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return 0.0
    return abs((right.value - left.value) * (top.value - bottom.value))
