"""A page of a pdf as a viewer shows it: with what was typed and ticked on it, without invisible text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium_c

from zicha.documents.layout import Piece
from zicha.documents.ruled import Rule, Rules

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
_BOXES = (pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON)
_LINKS = (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP)
_UNPAINTED = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_ALMOST_WHITE = 250
_MOST_RULES = 2000
_STRAIGHT, _SHORTEST = 1.0, 6.0
"""Points: how far a line may lean, and how long it is at least."""
_LINE = 20.0
"""Points: a line of text is lower than the box in which it stands at the top."""


def shown_page(document: pypdfium2.PdfDocument, number: int) -> tuple[pypdfium2.PdfPage, list[Piece]]:
    """Return a page on which fields and notes are text, and the text of those that cannot become any: boxes to tick."""
    page = document[number - 1]
    if pdfium_c.FPDFPage_GetAnnotCount(page) <= 0:
        return page, []
    typed = list(_typed(document, page))
    pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)  # the library's own wants a form on the page
    return document[number - 1], typed


def _typed(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[Piece]:
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            kind, is_hidden = pdfium_c.FPDFAnnot_GetSubtype(note), pdfium_c.FPDFAnnot_GetFlags(note) & 2
            text = "" if is_hidden or kind in _LINKS else _text_of(document, note, kind)
            if text:
                box = pdfium_c.FS_RECTF()
                pdfium_c.FPDFAnnot_GetRect(note, box)
                top, bottom = max(box.top, box.bottom), min(box.top, box.bottom)
                yield Piece(box.left, box.right, -top, -max(bottom, top - _LINE), text)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(note)


def _text_of(document: pypdfium2.PdfDocument, note: pdfium_c.FPDF_ANNOTATION, kind: int) -> str:
    """Return what a viewer shows of a note that has no drawing of its own, or of a box to tick."""
    if kind == pdfium_c.FPDF_ANNOT_WIDGET:
        form = document.formenv
        if form is None or pdfium_c.FPDFAnnot_GetFormFieldType(form, note) not in _BOXES:
            return ""
        return "☑" if pdfium_c.FPDFAnnot_IsChecked(form, note) else "□"
    if kind == pdfium_c.FPDF_ANNOT_FREETEXT and not pdfium_c.FPDFAnnot_HasKey(note, b"AP"):
        return _value(note, b"Contents")
    return ""


def _value(note: pdfium_c.FPDF_ANNOTATION, key: bytes) -> str:
    length = pdfium_c.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium_c.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0").replace("\r", " ").replace("\n", " ")


def remove_invisible(page: pypdfium2.PdfPage, objects: Sequence[pypdfium2.PdfObject]) -> bool:
    """Remove text that is not painted, or white on white; return whether there was any."""
    coloured = [bounds_of(each) for each in objects if each.type != pdfium_c.FPDF_PAGEOBJ_TEXT and not _is_white(each)]
    invisible = [each for each in objects if each.type == pdfium_c.FPDF_PAGEOBJ_TEXT and _is_invisible(each, coloured)]
    for each in invisible:
        page.remove_obj(each)
    return bool(invisible)


def _is_invisible(text: pypdfium2.PdfObject, coloured: Sequence[Box]) -> bool:
    if pdfium_c.FPDFTextObj_GetTextRenderMode(text) in _UNPAINTED:
        return True
    return _is_white(text) and not any(_overlap(bounds_of(text), box) for box in coloured)


def _is_white(thing: pypdfium2.PdfObject) -> bool:
    """Whether a thing is filled with white, or not filled at all."""
    if thing.type == pdfium_c.FPDF_PAGEOBJ_PATH:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if pdfium_c.FPDFPath_GetDrawMode(thing, mode, stroke) and mode.value == pdfium_c.FPDF_FILLMODE_NONE:
            return True
    elif thing.type != pdfium_c.FPDF_PAGEOBJ_TEXT:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _ALMOST_WHITE


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def bounds_of(thing: pypdfium2.PdfObject) -> Box:
    """Return the box of a thing on its page; zeros where it has none."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def drawn_rules(objects: Sequence[pypdfium2.PdfObject]) -> Rules:
    """Return the lines that are drawn down and across a page."""
    down: list[Rule] = []
    across: list[Rule] = []
    for each in objects:
        if each.type == pdfium_c.FPDF_PAGEOBJ_PATH and len(down) + len(across) < _MOST_RULES:
            for (x, y), (to_x, to_y) in _segments(each):
                if abs(x - to_x) <= _STRAIGHT and abs(y - to_y) >= _SHORTEST:
                    down.append(Rule(x, -max(y, to_y), -min(y, to_y)))
                elif abs(y - to_y) <= _STRAIGHT and abs(x - to_x) >= _SHORTEST:
                    across.append(Rule(-y, min(x, to_x), max(x, to_x)))
    return Rules(down, across)


def _segments(path: pypdfium2.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the ends of every straight line of a path, on the page."""
    matrix = path.get_matrix()
    first = last = (0.0, 0.0)
    for index in range(min(pdfium_c.FPDFPath_CountSegments(path), _MOST_RULES)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield point, first
