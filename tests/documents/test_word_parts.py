"""A document of Word shows its fields, notes, watermarks and heads of pages, but no head of a page that it has not."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.shared import Mm

from tests.support.printed_pages import LINES, png, saved
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Document

OTHERS = "洛阳市行政审批局"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(change: Callable[[WordDocument], object]) -> Document:
    """A form with a header of its own, changed."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph("：".join(line))
    change(document)
    return inspect(saved(document.save), "").document


def in_a_paragraph(xml: str) -> Callable[[WordDocument], object]:
    spaced = xml.replace(">", f" {_W}>", 1)
    return lambda document: document.add_paragraph("性别：")._p.append(parse_xml(spaced))


def first_header(document: WordDocument, is_shown: bool) -> None:
    section = document.sections[0]
    section.first_page_header.paragraphs[0].text = OTHERS
    section.different_first_page_header_footer = is_shown


def even_header(document: WordDocument, is_shown: bool) -> None:
    document.sections[0].even_page_header.paragraphs[0].text = OTHERS
    document.settings.odd_and_even_pages_header_footer = is_shown


def usual_header(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].text = OTHERS


def hidden_row(document: WordDocument) -> None:
    row = document.add_table(1, 1).rows[0]
    row.cells[0].text = OTHERS
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {_W}/>"))


@pytest.mark.parametrize(
    ("change", "is_shown"),
    [
        (usual_header, True),
        (lambda document: first_header(document, True), True),
        (lambda document: first_header(document, False), False),
        (lambda document: even_header(document, True), True),
        (lambda document: even_header(document, False), False),
        (hidden_row, False),
    ],
    ids=["header", "first", "no first", "even", "no even", "hidden row"],
)
def test_what_word_shows_around_the_text_is_on_the_form(
    change: Callable[[WordDocument], object], is_shown: bool
) -> None:
    document = read(change)
    assert (OTHERS in document.text) is is_shown
    assert [place.name for place in document.places] == (["洛阳市"] if is_shown else [])


def _field(inner: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'


def _choice(chosen: str) -> str:
    entries = '<w:listEntry w:val="男"/><w:listEntry w:val="女"/>'
    return _field(f'<w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList>')


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        (_field("<w:checkBox><w:checked/></w:checkBox>"), "☑"),
        (_field('<w:checkBox><w:default w:val="1"/></w:checkBox>'), "☑"),
        (_field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'), "□"),
        (_field('<w:checkBox><w:default w:val="0"/></w:checkBox>'), "□"),
        (_choice("1"), "女"),
        (_choice("7"), ""),
    ],
    ids=["ticked", "by default", "no more", "not ticked", "chosen", "nothing chosen"],
)
def test_fields_of_the_old_kind_show_what_was_put_in(xml: str, shown: str) -> None:
    assert read(in_a_paragraph(xml)).text.split("\n")[-1] == f"性别：{shown}".strip()


def test_a_watermark_is_on_the_form() -> None:
    def watermark(document: WordDocument) -> None:
        path = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="样表"/></v:shape>'
        picture = parse_xml(f"<w:r {_W}><w:pict>{path}</w:pict></w:r>")
        document.sections[0].header.paragraphs[0]._p.append(picture)

    assert read(watermark).text.split("\n")[0] == "样表"


@pytest.mark.parametrize(
    ("size", "pictures", "unseen"),
    [(20, 1, ""), (3, 0, ""), (150, 1, "含有大幅图片，图中文字读不出")],
    ids=["seal", "bullet", "page"],
)
def test_pictures_are_named(size: float, pictures: int, unseen: str) -> None:
    document = read(lambda document: document.add_picture(io.BytesIO(png()), width=Mm(size), height=Mm(size)))
    assert (document.pictures, document.unseen) == (pictures, unseen)


def test_a_letterhead_is_named_and_a_watermark_is_no_page() -> None:
    def letterhead(document: WordDocument) -> None:
        run = document.sections[0].header.paragraphs[0].add_run()
        run.add_picture(io.BytesIO(png()), width=Mm(150))

    document = read(letterhead)
    assert (document.pictures, document.unseen) == (1, "")


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        ([("　　　　", True), ("王建国", True), ("   ", True)], "性别：____王建国___"),
        ([("   ", False), (" ", True), ("\t", True)], "性别：   _____"),
        ([("不得 涂改", True), ("   ", False), ("。", False)], "性别：不得 涂改   。"),
    ],
    ids=["around a value", "of a tab", "of words"],
)
def test_underlined_blanks_are_a_line_to_write_on(runs: list[tuple[str, bool]], shown: str) -> None:
    def write(document: WordDocument) -> None:
        paragraph = document.add_paragraph("性别：")
        for text, is_underlined in runs:
            paragraph.add_run(text).underline = is_underlined or None

    assert read(write).text.split("\n")[-1] == shown
