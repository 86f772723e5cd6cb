"""What of a file gives no text is said, so that nobody takes it for blank; what a form merely has beside it is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.shared import Cm

from tests.support.form_files import form
from tests.support.printed_pages import (
    FOOTER,
    LINES,
    drawn,
    drawn_with_footer,
    head_of_letter,
    in_a_form_object,
    pdf,
    png,
    printed,
    saved,
    scanned,
    scanned_with_footer,
    signature_only,
    with_a_seal,
)
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Condition, Document
from zicha_demo.plain_files import ofd
from zicha_demo.publication import FileKind

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(content: bytes) -> Document:
    return inspect(content, "").document


def word(*lines: list[str], picture: float = 0, within: bool = False) -> bytes:
    """A document of paragraphs and table rows, with a picture so many centimetres wide; the table within a cell."""
    document = docx.Document()
    place = document.add_table(1, 1).cell(0, 0) if within else document
    for line in lines:
        if len(line) == 1:
            document.add_paragraph(line[0])
    rows = [line for line in lines if len(line) > 1]
    if rows:
        table = place.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if picture:
        document.add_picture(io.BytesIO(png()), width=Cm(picture))
    return saved(document.save)


def sheet(*lines: list[str]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
        page.insert_image(9, 1, "a.png", {"image_data": io.BytesIO(png())})
    return stream.getvalue()


def rtf(text: str) -> bytes:
    escaped = "".join(f"\\u{ord(c)}?" for c in text)
    return ("{\\rtf1\\ansi\\uc1 " + escaped + "\\par {\\pict\\pngblip 89504e47}}").encode()


def ofd_with_picture(lines: list[list[str]], boundary: str) -> bytes:
    picture = f'<ofd:ImageObject ID="900" Boundary="{boundary}" ResourceID="9"/></ofd:Layer>'
    return changed(ofd(lines), lambda name, source: (name, source.replace(b"</ofd:Layer>", picture.encode())))


def changed(content: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """A zip file with every member changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (word(picture=15), "图片"),
        (word(*LINES, picture=15), "图片"),
        (word(), "几乎没有文字"),
        (sheet(), "是图片"),
        (sheet(["姓名见附件所附的申请表，请打印后签字并加盖公章"]), "另有图片"),
        (rtf("承诺书"), "是图片"),
        (ofd_with_picture([], "0 0 200 290"), "是图片"),
        (ofd_with_picture([[FOOTER]], "10 10 190 270"), "是图片"),
        (pdf(scanned), "是图片"),
        (pdf(scanned_with_footer), "是图片"),
        (pdf(in_a_form_object), "是图片"),
        (pdf(drawn), "是图片"),
        (pdf(drawn_with_footer), "是图片"),
        (pdf(printed, scanned, printed, scanned_with_footer), "第2、4页是图片"),
        (f"<html><body>{'个人服务 好差评 ' * 50}<p>联系电话：0371-12345678</p></body></html>".encode(), "是网页"),
        (f"<html><body>{'服务指南 ' * 80}<table><tr><td>电话：</td></tr></table></body></html>".encode(), "是网页"),
        (("填表须知。" * 100).encode(), "是纯文本"),
    ],
    ids=[
        "docx picture", "docx text and picture", "docx empty", "xlsx picture", "xlsx note and picture", "rtf picture",
        "ofd picture", "ofd picture and footer", "pdf scan", "pdf scan and footer", "pdf scan in a form", "pdf drawn",
        "pdf drawn and footer", "pdf some pages", "home page", "page with a telephone", "plain text",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("without_ocr")
def test_what_gives_no_text_is_said(content: bytes, reason: str) -> None:
    document = read(content)
    assert document.condition is Condition.READABLE
    assert reason in document.unseen


@pytest.mark.parametrize(
    "content",
    [
        word(*LINES, picture=3),
        word(*LINES),
        sheet(*LINES),
        ofd(LINES),
        ofd_with_picture(LINES, "150 200 30 30"),
        pdf(printed),
        pdf(with_a_seal, signature_only, head_of_letter),
    ],
    ids=["docx seal", "docx", "xlsx seal", "ofd", "ofd seal", "pdf", "pdf seal"],
)
def test_a_form_is_seen_whatever_small_pictures_it_has(content: bytes) -> None:
    assert read(content).unseen == ""


@pytest.mark.parametrize("kind", [kind for kind in FileKind if kind not in (FileKind.JPG, FileKind.PNG)], ids=str)
def test_every_make_of_form_is_seen(kind: FileKind) -> None:
    whole = read(form(kind))
    assert [document.unseen for document in (whole, *whole.parts) if document.unseen] == []


def test_both_namespaces_of_word_are_read() -> None:
    transitional = word(*LINES)
    strict = changed(
        transitional,
        lambda name, source: (
            name,
            source.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
        ),
    )
    assert read(strict).text == read(transitional).text


def test_a_table_within_a_border_is_read_row_by_row() -> None:
    filled = [["姓名", "王建国"], ["联系电话", "13803781234"], ["住址", "开封市龙亭区西大街26号"]]
    assert read(word(*filled, within=True)).filling == read(word(*filled)).filling


def test_little_boxes_in_a_cell_are_its_value() -> None:
    document = docx.Document()
    label, value = document.add_table(1, 2).rows[0].cells
    label.text = "身份证号"
    for box, digit in zip(value.add_table(1, 4).rows[0].cells, "4102", strict=True):
        box.text = digit
    assert read(saved(document.save)).filling.filled == 1


def test_what_word_shows_in_an_empty_field_is_no_text() -> None:
    control = (
        f"<w:sdt {NAMESPACE}><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>在这里键入文字</w:t></w:r></w:sdtContent></w:sdt>"
    )
    document = docx.Document()
    label, value = document.add_table(1, 2).rows[0].cells
    label.text = "姓名"
    value.paragraphs[0]._p.append(parse_xml(control))
    blank = saved(document.save)
    filled = changed(blank, lambda name, source: (name, source.replace(b"<w:showingPlcHdr/>", b"")))
    assert [read(content).filling.filled for content in (blank, filled)] == [0, 1]


def test_pages_of_an_ofd_are_where_its_list_says() -> None:
    moved = changed(
        ofd(LINES),
        lambda name, source: (
            name.replace("Pages/Page_0/Content.xml", "Pages/P1/Page.xml"),
            source.replace(b"Pages/Page_0/Content.xml", b"Pages/P1/Page.xml"),
        ),
    )
    assert read(moved).text == read(ofd(LINES)).text
    lost = changed(ofd(LINES), lambda name, source: (name.replace("Page_0", "Page_7"), source))
    assert read(lost).condition is Condition.UNSUPPORTED
