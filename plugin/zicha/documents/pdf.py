"""pdf: its text by pypdfium2, pieces on one height as one row. A page of pictures only is a scan."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium_c

from zicha.documents.content import MAX_CHARACTERS, MAX_PAGES, Content, Rows, damaged, protected
from zicha.documents.layout import Piece, rows_by_position
from zicha.documents.pictures import read_picture, text_can_be_read

_FEW_CHARACTERS = 20
_READ_PAGES = 3
"""Pages of a scan that are read: five seconds each."""


def read_pdf(content: bytes) -> Content:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise protected() from error
        raise damaged("PDF 文件损坏，可能没有下载完整") from error
    try:
        if len(document) == 0:
            raise damaged("PDF 文件没有页面")
        with_fields = document.get_formtype() != pdfium_c.FORMTYPE_NONE
        if with_fields:
            document.init_forms()
        rows: Rows = []
        for number in range(min(len(document), MAX_PAGES)):
            rows += _page(document, number, with_fields)
            if sum(len(cell) for row in rows for cell in row) > MAX_CHARACTERS:
                break
        if sum(len(cell.strip()) for row in rows for cell in row) >= _FEW_CHARACTERS or not _has_pictures(document):
            return Content(rows, len(document))
        return _scan(document)
    except pypdfium2.PdfiumError as error:
        raise damaged("PDF 页面损坏") from error
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int, with_fields: bool) -> Rows:
    page = document[number]
    if with_fields:  # what was typed into fields becomes text of the page
        page.flatten()
        page = document[number]
    text = page.get_textpage()
    pieces = []
    for index in range(min(text.count_rects(), 5000)):
        left, bottom, right, top = text.get_rect(index)
        words = text.get_text_bounded(left, bottom, right, top)
        pieces.append(Piece(left, -top, -bottom, words.replace("\r", "").replace("\n", " ")))
    return rows_by_position(pieces)


def _has_pictures(document: pypdfium2.PdfDocument) -> bool:
    pages = (document[number] for number in range(min(len(document), _READ_PAGES)))
    return any(True for page in pages for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _scan(document: pypdfium2.PdfDocument) -> Content:
    rows: Rows = []
    if text_can_be_read():
        for number in range(min(len(document), _READ_PAGES)):
            page = document[number]
            scale = min(2.0, 2000 / max(page.get_size()))
            rows += read_picture(page.render(scale=scale).to_pil())
    return Content(rows, len(document), scan=True, ocr=bool(rows))
