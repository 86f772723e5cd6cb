"""What a person looks at in place of a form: its places are marked, and what concerns people is covered."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import reduce

import pytest
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.support.form_layouts import Rows
from tests.support.form_writers import fixed_page, word
from tests.support.printed_pages import pdf, png, printed, scanned
from zicha.documents.inspection import inspect
from zicha.documents.reader import DocumentReader
from zicha.documents.views import views_of
from zicha.model.facts.forms import FormView
from zicha_demo.plain_files import zipped

COVER = (196, 200, 206)


def views(content: bytes) -> tuple[FormView, ...]:
    return views_of(content, inspect(content, "表.docx"))


def covered(picture: bytes) -> int:
    """How many of the pixels of a picture are covered."""
    return near(picture, COVER, 6)


def has(picture: bytes, colour: tuple[int, int, int]) -> bool:
    """Whether some lines of a picture have a colour, about which a jpeg is not exact."""
    return near(picture, colour, 45) > 10


def near(picture: bytes, colour: tuple[int, int, int], distance: int) -> int:
    """How many of the pixels of a picture are near a colour."""
    with Image.open(io.BytesIO(picture)) as image:
        away = ImageChops.difference(image.convert("RGB"), Image.new("RGB", image.size, colour))
    farthest = reduce(ImageChops.lighter, away.split())
    return sum(farthest.histogram()[:distance])


@pytest.mark.parametrize("write", [word, fixed_page])
def test_the_places_of_a_form_are_marked_by_what_they_hold(write: Callable[[Rows, Rows], bytes]) -> None:
    pairs = [["姓名", "周海涛"], ["联系人", "张三"], ["用途", "养殖"], ["住址", ""]]
    (view,) = views(write([["取水许可<申请>表"], *pairs, ["电话：0378-2388112"]], []))
    page = view.content.decode()
    assert view.media == "text/html"
    assert "取水许可&lt;申请&gt;表" in page
    for label in ("姓名", "联系人", "用途", "住址"):
        assert f'<span class="place">{label}</span>' in page
    for kind, value in (("value", "周海涛"), ("sample", "张三"), ("words", "养殖"), ("value", "0378-2388112")):
        assert f'<span class="{kind}">{value}</span>' in page
    assert "认出填写项5处，其中已填写3处、示例内容1处" in page


def filled(canvas: Canvas) -> None:
    printed(canvas)
    canvas.drawString(200, 670, "周海涛")
    canvas.drawString(200, 640, "13803781234")


def with_a_photo(canvas: Canvas) -> None:
    printed(canvas)
    canvas.drawImage(ImageReader(io.BytesIO(png())), 400, 300, 70, 100)


def with_a_letterhead(canvas: Canvas) -> None:
    printed(canvas)
    canvas.drawImage(ImageReader(io.BytesIO(png())), 100, 780, 300, 40)


@pytest.mark.parametrize(
    ("page", "is_covered"),
    [(printed, False), (filled, True), (with_a_photo, True), (with_a_letterhead, False)],
    ids=["blank", "names and numbers", "photo", "letterhead"],
)
def test_a_page_of_a_pdf_is_shown_with_people_covered(page: Callable[[Canvas], None], is_covered: bool) -> None:
    text, picture = views(pdf(page))
    assert (text.media, picture.media) == ("text/html", "image/jpeg")
    assert len(picture.content) < 100_000
    assert (covered(picture.content) > 500) is is_covered


BLUE, YELLOW, ORANGE = (47, 111, 179), (224, 160, 0), (230, 104, 20)


def with_placeholders(canvas: Canvas) -> None:
    printed(canvas)
    canvas.drawString(200, 670, "某某")


@pytest.mark.parametrize(
    ("page", "colours"), [(printed, {BLUE}), (filled, {BLUE, YELLOW}), (with_placeholders, {BLUE, ORANGE})]
)
def test_the_places_are_marked_on_the_page_of_a_pdf(
    page: Callable[[Canvas], None], colours: set[tuple[int, int, int]]
) -> None:
    _, picture = views(pdf(page))
    assert {colour for colour in (BLUE, YELLOW, ORANGE) if has(picture.content, colour)} == colours


@pytest.mark.usefixtures("without_ocr")
def test_what_nobody_read_is_not_shown() -> None:
    assert views(pdf(scanned)) == ()
    assert views(b"") == views(b"%PDF-1.4 damaged") == ()


def test_pages_behind_the_second_are_not_shown() -> None:
    assert [view.media for view in views(pdf(printed, printed, printed))] == ["text/html", "image/jpeg", "image/jpeg"]


def test_the_forms_of_an_archive_are_shown_on_one_page() -> None:
    parts = {f"{name}.docx": word([[f"{name}申请表"], ["姓名", ""]], []) for name in ("甲", "乙")}
    with DocumentReader() as reader:
        (view,) = reader.read(zipped(parts)).views
    assert view.content.decode().count("<h1>") == 2
