"""What a person looks at in place of a form: its text with the places marked, and of a pdf small pictures of its pages.

The text is a page of its own: it needs no font of ours, and is masked like every page. On a picture the places are
marked in the same colours; names, numbers and addresses of people are covered, and pictures that may be a photo or a
card: only seals and letterheads stay.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from html import escape

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageDraw

from zicha.documents import people
from zicha.documents.filling import MarkedForm, marked_form
from zicha.documents.pdf_page import Box, bounds_of
from zicha.documents.value_kinds import Kind
from zicha.model.facts.forms import Condition, Document, FileType, FormView, Reading

_PAGES, _PARTS, _ROWS = 2, 3, 200
_WIDTH, _TALLEST, _QUALITY = 700, 2000, 60
"""Pixels, and the quality of a picture: a page of some 50 KB on which words can be read."""
_COVER = (196, 200, 206)
_SEAL, _LETTERHEAD = 1.2, 3.0
"""Width to height: a seal is as wide as high, a letterhead much wider."""
_PLACE = (47, 111, 179)
_OUTLINES = {Kind.VALUE: (224, 160, 0), Kind.PLACEHOLDER: (230, 104, 20)}
"""As on the page of the text."""
_CLASSES = {Kind.VALUE: "value", Kind.PLACEHOLDER: "sample", Kind.WORDS: "words"}
_STYLE = (
    "body{font:14px/1.7 sans-serif;margin:16px;max-width:920px;color:#1c2430}h1{font-size:16px;margin:24px 0 4px}"
    "p{margin:2px 0;white-space:pre-wrap}table{border-collapse:collapse;margin:4px 0;width:100%}"
    "td{border:1px solid #8a93a0;padding:2px 8px;white-space:pre-wrap;height:1.7em}.note{color:#5a6472}"
    ".place{border-bottom:2px solid #2f6fb3}.value{background:#ffe08a}.sample{background:#ffc9a3}"
    ".words{background:#e3e6ea}"
)
_LEGEND = (
    '<p class="note">以下是从文件中读出的文字，不是原件的样子。<span class="place">蓝线</span>：认出的填写项；'
    '<span class="value">黄色</span>：已填写的内容；<span class="sample">橙色</span>：“某某”一类示例内容；'
    '<span class="words">灰色</span>：可能是印好的文字。个人信息已遮盖。</p>'
)


def views_of(content: bytes, reading: Reading) -> tuple[FormView, ...]:
    """Return what shows a form that opens: its text as a page, and the first pages of a pdf as pictures."""
    document = reading.document
    if document.condition is not Condition.READABLE:
        return ()
    parts = [part for part in (document, *document.parts[:_PARTS]) if part.text.strip()]
    text = [FormView("text/html", _page(parts).encode())] if parts else []
    pictures = _pictures(content, document, reading.personal) if document.type is FileType.PDF else ()
    return (*text, *(FormView("image/jpeg", picture) for picture in pictures))


def _page(documents: Iterable[Document]) -> str:
    forms = "".join(_form(document) for document in documents)
    return (
        f"<html><head><title>读出的表格内容</title><style>{_STYLE}</style></head><body>{_LEGEND}{forms}</body></html>"
    )


def _form(document: Document) -> str:
    rows = _rows(document)
    form = marked_form(rows)
    lines = []
    is_open = False
    for row in rows:
        is_row = len(row) > 1
        if is_row is not is_open:
            lines.append("<table>" if is_row else "</table>")
            is_open = is_row
        cells = [_marked(cell, form) for cell in row]
        lines.append("<tr><td>" + "</td><td>".join(cells) + "</td></tr>" if is_row else f"<p>{cells[0]}</p>")
    state = document.filling
    count = f"认出填写项{state.places}处，其中已填写{state.filled}处、示例内容{state.placeholders}处"
    unread = f"；{escape(document.unseen)}" if document.unseen else ""
    head = f'<h1>{escape(document.name or document.title)}</h1><p class="note">{count}{unread}</p>'
    return head + "".join(lines) + ("</table>" if is_open else "")


def _rows(document: Document) -> list[list[str]]:
    return [line.split("\t") for line in document.text.split("\n")][:_ROWS]


def _marked(cell: str, form: MarkedForm) -> str:
    """Return a cell with its labels underlined and its values coloured."""
    text = escape(cell)
    if cell.strip() in form.labels:
        return f'<span class="place">{text}</span>'
    for value, kind in form.values.items():
        if value in cell and kind in _CLASSES:
            text = text.replace(escape(value), f'<span class="{_CLASSES[kind]}">{escape(value)}</span>', 1)
    return text


def _pictures(content: bytes, document: Document, personal: frozenset[str]) -> Iterator[bytes]:
    """Yield the first pages of a pdf that have text; of one that is a picture nobody knows where the names stand."""
    form = marked_form(_rows(document))
    try:
        with pypdfium2.PdfDocument(content) as pages:
            if pages.get_formtype() != pdfium_c.FORMTYPE_NONE:
                pages.init_forms()
            for page in (pages[number] for number in range(min(_PAGES, len(pages)))):
                pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            for page in (pages[number] for number in range(min(_PAGES, len(pages)))):
                if page.get_textpage().count_chars() > 0:
                    yield _picture(page, form, personal | form.personal)
    except Exception:  # the text has been read and is judged; a page without a picture is looked at in the file
        return


def _picture(page: pypdfium2.PdfPage, form: MarkedForm, personal: frozenset[str]) -> bytes:
    width, height = page.get_size()
    picture: Image.Image = page.render(scale=min(_WIDTH / width, _TALLEST / height)).to_pil().convert("RGB")
    pencil = ImageDraw.Draw(picture)
    across, down = picture.width / width, picture.height / height

    def corners(box: Box, around: int) -> Box:
        left, bottom, right, top = box
        upper, lower = (height - top) * down - around, (height - bottom) * down + around
        return left * across - around, upper, right * across + around, lower

    for box in (*_personal_boxes(page, personal), *_picture_boxes(page)):
        pencil.rectangle(corners(box, 2), fill=_COVER)
    for box in _first_boxes(page, form.labels):
        left, _, right, bottom = corners(box, 2)
        pencil.line((left, bottom, right, bottom), fill=_PLACE, width=2)
    for kind, colour in _OUTLINES.items():
        for box in _first_boxes(page, [value for value, of_kind in form.values.items() if of_kind is kind]):
            pencil.rectangle(corners(box, 4), outline=colour, width=2)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY, subsampling=0)
    return stream.getvalue()


def _personal_boxes(page: pypdfium2.PdfPage, personal: frozenset[str]) -> Iterator[Box]:
    """Yield where names, addresses and numbers of people stand on a page."""
    text = page.get_textpage()
    whole = text.get_text_bounded()
    for value in {*personal, *people.numbers(whole)}:
        search = text.search(value, match_case=True)
        while (occurrence := search.get_next()) is not None:
            start, count = occurrence
            for index in range(text.count_rects(start, count)):
                yield text.get_rect(index)


def _first_boxes(page: pypdfium2.PdfPage, words: Iterable[str]) -> Iterator[Box]:
    """Yield where each of some words stands first on a page, a box for each of its lines."""
    text = page.get_textpage()
    for word in words:
        occurrence = text.search(word, match_case=True).get_next()
        if occurrence is not None:
            yield from _lines(text.get_rect(index) for index in range(text.count_rects(*occurrence)))


def _lines(boxes: Iterable[Box]) -> Iterator[Box]:
    """Yield a box around those that follow each other on one line."""
    line: Box | None = None
    for box in boxes:
        if line is not None and box[1] < line[3] and box[3] > line[1]:
            line = min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3])
        else:
            if line is not None:
                yield line
            line = box
    if line is not None:
        yield line


def _picture_boxes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Yield where pictures stand that may show a person or a card."""
    for each in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = bounds_of(each)
        width, height = right - left, top - bottom
        is_seal = height / _SEAL <= width <= height * _SEAL
        if not (is_seal or width >= height * _LETTERHEAD):
            yield left, bottom, right, top
