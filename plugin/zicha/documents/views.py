"""What a person looks at in place of a form: its text with the places marked, and of a pdf small pictures of its pages.

The text is a page of its own: it needs no font of ours, and is masked like every page. On a picture, names, numbers and
addresses of people are covered, and pictures that may be a photo or a card: only seals and letterheads stay.
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
    personal = reading.personal | marked_form(_rows(document)).personal
    pictures = _pictures(content, personal) if document.type is FileType.PDF else ()
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


def _pictures(content: bytes, personal: frozenset[str]) -> Iterator[bytes]:
    """Yield the first pages of a pdf that have text; of one that is a picture nobody knows where the names stand."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
                document.init_forms()
            for page in (document[number] for number in range(min(_PAGES, len(document)))):
                pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            for page in (document[number] for number in range(min(_PAGES, len(document)))):
                if page.get_textpage().count_chars() > 0:
                    yield _picture(page, personal)
    except Exception:  # the text has been read and is judged; a page without a picture is looked at in the file
        return


def _picture(page: pypdfium2.PdfPage, personal: frozenset[str]) -> bytes:
    width, height = page.get_size()
    picture: Image.Image = page.render(scale=min(_WIDTH / width, _TALLEST / height)).to_pil().convert("RGB")
    pencil = ImageDraw.Draw(picture)
    across, down = picture.width / width, picture.height / height
    for left, bottom, right, top in (*_personal_boxes(page, personal), *_picture_boxes(page)):
        corners = (left * across - 2, (height - top) * down - 2, right * across + 2, (height - bottom) * down + 2)
        pencil.rectangle(corners, fill=_COVER)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY)
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


def _picture_boxes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Yield where pictures stand that may show a person or a card."""
    for each in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = bounds_of(each)
        width, height = right - left, top - bottom
        is_seal = height / _SEAL <= width <= height * _SEAL
        if not (is_seal or width >= height * _LETTERHEAD):
            yield left, bottom, right, top
