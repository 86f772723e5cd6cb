"""A page of a pdf shows what was typed and ticked on it, and no text that is not painted."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.support.printed_pages import pdf, printed, with_a_seal
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Document

OTHERS = "洛阳市水利局"


def read(content: bytes) -> Document:
    return inspect(content, "").document


def with_fields(canvas: Canvas) -> None:
    canvas.drawString(60, 700, "联系电话")
    canvas.acroForm.textfield(name="a", x=150, y=690, width=200, height=20, value="13803781234")
    canvas.drawString(60, 650, "性别")
    for at, (label, is_ticked) in enumerate([("男", True), ("女", False)]):
        canvas.acroForm.checkbox(name=label, x=150 + 100 * at, y=645, checked=is_ticked)
        canvas.drawString(180 + 100 * at, 650, label)


@pytest.mark.parametrize("has_appearances", [True, False], ids=["drawn", "not drawn"])
def test_what_was_typed_and_ticked_is_on_the_page(has_appearances: bool) -> None:
    content = pdf(with_fields)
    document = read(content if has_appearances else re.sub(rb"/AP\s*<<", b"/XX <<", content))
    assert document.text.split("\n") == ["联系电话\t13803781234", "性别\t☑\t男\t□\t女"]
    assert document.filling.ticked == 1


def test_blanks_between_letters_of_two_fonts_repeat_none_of_them() -> None:
    """Blanks have a place, and no height; an office program sets those around a number in the number's font."""

    def of_two_fonts(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "建筑面积")
        text = canvas.beginText(107, 700)
        text.setFont("Times-Roman", 12)
        text.textOut("  ")
        text.setFont("Helvetica", 12)
        text.setTextOrigin(110, 700)
        text.textOut("26")
        canvas.drawText(text)

    assert read(pdf(of_two_fonts)).text == "建筑面积 26"


def test_a_note_on_the_page_is_on_it() -> None:
    def typed_over(canvas: Canvas) -> None:
        printed(canvas)
        canvas.freeTextAnnotation("13803781234", Rect=[160, 600, 300, 652], DA="(/Helv 12 Tf 0 g)")

    assert "联系电话\t13803781234" in read(pdf(typed_over)).text


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(60, 600)
    text.setTextRenderMode(3)
    text.textLine(OTHERS)
    canvas.drawText(text)


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 600, OTHERS)


def white_in_a_frame(canvas: Canvas) -> None:
    canvas.rect(50, 590, 300, 30)
    white(canvas)


def white_on_blue(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 1)
    canvas.rect(50, 590, 300, 30, fill=1)
    white(canvas)


@pytest.mark.parametrize(
    ("write", "is_shown"),
    [
        (lambda canvas: canvas.drawString(60, 600, OTHERS), True),
        (lambda canvas: canvas.drawString(60, -50, OTHERS), False),
        (invisible, False),
        (white, False),
        (white_in_a_frame, False),
        (white_on_blue, True),
    ],
    ids=["black", "beside the page", "invisible", "white", "white in a frame", "white on blue"],
)
def test_text_that_nobody_sees_is_not_on_the_form(write: Callable[[Canvas], None], is_shown: bool) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 750, "取水许可申请表")
        canvas.drawString(60, 700, "姓名")
        write(canvas)

    document = read(pdf(page))
    assert (OTHERS in document.text) is is_shown
    assert [place.name for place in document.places] == (["洛阳市"] if is_shown else [])


def test_a_seal_on_the_page_is_named() -> None:
    document = read(pdf(printed, with_a_seal))
    assert (document.pictures, document.unseen) == (1, "")
