"""pdf: its text by pypdfium2, pieces on one height as one row. A page that is a picture, or drawn, gives no text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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
    Size,
    characters,
    count_with_words,
    damaged,
    protected,
    unread_pages,
)
from zicha.documents.layout import Piece, rows_by_position, words_of
from zicha.documents.pdf_page import bounds_of, drawn_rules, remove_invisible, shown_page
from zicha.documents.pictures import read_pages
from zicha.documents.ruled import Rules, ruled_rows

_FEW_CHARACTERS = 20
_LOGO = 0.05
"""Share of the page: a larger picture counts where there is hardly any text."""
_DRAWN = 100
"""So many paths on a page almost without text draw its letters."""
_BLANK = 0.1
"""Points: blanks alone are lower, any letter or line is higher."""
_MOST_OBJECTS, _MOST_PIECES = 5000, 5000
_POINT = 25.4 / 72  # in millimetres


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
    if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
        document.init_forms()
    rows: Rows = []
    on_pictures: dict[int, Rows] = {}
    sizes: list[Size] = []
    crowded: list[int] = []
    number = 0
    while number < min(len(document), MAX_PAGES) and characters(rows) <= MAX_CHARACTERS:
        number += 1
        page, typed = shown_page(document, number)
        objects = list(islice(page.get_objects(max_depth=1), _MOST_OBJECTS))
        pictures = [size for each in objects for size in _picture_sizes(page, each)]
        rules = drawn_rules(objects)
        own, is_whole = _rows(page, typed, rules)
        if _is_picture(page, objects, pictures, own):
            on_pictures[number] = own
            continue
        if remove_invisible(page, objects):
            own, is_whole = _rows(page, typed, rules)
        rows += own
        sizes += pictures
        crowded += [] if is_whole and len(objects) < _MOST_OBJECTS else [number]

    def render(number: int) -> Image.Image:
        page = document[number - 1]
        picture: Image.Image = page.render(scale=min(2.0, 2000 / max(page.get_size()))).to_pil()
        return picture

    read, textless = read_pages(on_pictures, render)
    printed = [row for number in textless for row in on_pictures[number]]
    unread = [*textless, *crowded, *range(number + 1, len(document) + 1)]
    return Content(
        [*rows, *read, *printed],
        len(document),
        ocr=bool(read or printed),
        pictures=count_with_words(sizes),
        unseen=unread_pages(unread, len(document)),
    )


def _rows(page: pypdfium2.PdfPage, typed: list[Piece], rules: Rules) -> tuple[Rows, bool]:
    """Return the rows of text within the page, and whether they are all of it."""
    text = page.get_textpage()
    width, height = page.get_size()
    count = text.count_rects()
    pieces = list(typed)
    for index in range(min(count, _MOST_PIECES)):
        left, bottom, right, top = text.get_rect(index)
        is_blank = top - bottom < _BLANK  # its text would be that of what stands around it
        if not is_blank and left < width and right > 0 and bottom < height and top > 0:
            words = text.get_text_bounded(left, bottom, right, top)
            pieces.append(Piece(left, right, -top, -bottom, words.replace("\r", "").replace("\n", " ")))
    rows = ruled_rows(pieces, rules) if rules.down and rules.across else rows_by_position(words_of(pieces))
    return [row.texts for row in rows], count <= _MOST_PIECES


def _is_picture(
    page: pypdfium2.PdfPage, objects: Sequence[pypdfium2.PdfObject], pictures: Sequence[tuple[float, float]], rows: Rows
) -> bool:
    """Whether the page shows more than its text: it is scanned, with or without a printed footer, or drawn."""
    width, height = (length * _POINT for length in page.get_size())
    of_page = sum(across * down for across, down in pictures) / (width * height)
    if of_page >= LARGE_PICTURE:
        return True
    if not rows:
        return bool(objects)
    drawn = sum(each.type == pdfium_c.FPDF_PAGEOBJ_PATH for each in objects) >= _DRAWN
    return characters(rows) < _FEW_CHARACTERS and (drawn or of_page >= _LOGO)


def _picture_sizes(page: pypdfium2.PdfPage, thing: pypdfium2.PdfObject) -> Iterator[tuple[float, float]]:
    """Yield the size of a picture, or of those within a form object."""
    if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        yield _size(thing)
    elif thing.type == pdfium_c.FPDF_PAGEOBJ_FORM:
        matrix = thing.get_matrix()
        for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3, form=thing):
            width, height = _size(picture)
            yield (
                math.hypot(width * matrix.a, height * matrix.c),
                math.hypot(width * matrix.b, height * matrix.d),
            )


def _size(thing: pypdfium2.PdfObject) -> tuple[float, float]:
    left, bottom, right, top = bounds_of(thing)
    return (right - left) * _POINT, (top - bottom) * _POINT
