"""A workbook shows more than cells: the head and foot of its pages, text boxes, pictures; and not every cell."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.support.printed_pages import png
from zicha.documents.inspection import inspect
from zicha.documents.old_workbooks import sheets_in
from zicha.model.facts.forms import Document

OTHERS = "洛阳市行政审批局"


def read(change: Callable[[Workbook, Worksheet], object]) -> Document:
    return inspect(written(change), "").document


def written(change: Callable[[Workbook, Worksheet], object]) -> bytes:
    """A workbook of a few labels, changed."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("申请表")
        for number, label in enumerate(("取水许可申请表", "姓名", "电话", "住址", "申请日期")):
            sheet.write(number, 0, label)
        change(book, sheet)
    return stream.getvalue()


def white(book: Workbook, sheet: Worksheet) -> None:
    sheet.write(5, 0, OTHERS, book.add_format({"font_color": "#FFFFFF"}))


def white_on_blue(book: Workbook, sheet: Worksheet) -> None:
    sheet.write(5, 0, OTHERS, book.add_format({"font_color": "#FFFFFF", "bg_color": "#0000FF"}))


def without_format(book: Workbook, sheet: Worksheet) -> None:
    sheet.write(5, 27, OTHERS, book.add_format({"num_format": ";;;"}))


@pytest.mark.parametrize(
    ("change", "is_shown"),
    [
        (lambda book, sheet: sheet.write(5, 0, OTHERS), True),
        (lambda book, sheet: sheet.insert_textbox(6, 0, f"受理机关：{OTHERS}"), True),
        (lambda book, sheet: sheet.set_header(f'&C&"宋体,加粗"&14{OTHERS}'), True),
        (lambda book, sheet: sheet.set_footer(f"&L{OTHERS}&R第 &P 页"), True),
        (lambda book, sheet: sheet.write_comment(5, 0, OTHERS), False),
        (white, False),
        (white_on_blue, True),
        (without_format, False),
    ],
    ids=["cell", "text box", "head", "foot", "comment", "white", "white on blue", "no format"],
)
def test_what_excel_shows_is_on_the_form(change: Callable[[Workbook, Worksheet], object], is_shown: bool) -> None:
    document = read(change)
    assert (OTHERS in document.text) is is_shown
    assert [place.name for place in document.places] == (["洛阳市"] if is_shown else [])
    assert document.filling.places == 4


@pytest.mark.parametrize(
    ("cell", "shown", "unseen"),
    [
        ('<c r="B2" t="str"><f>A9</f><v>王建国</v></c>', "姓名\t王建国", ""),
        ('<c r="B2" t="str"><f>A9</f><v></v></c>', "姓名", ""),
        ('<c r="B2"><f>A9</f></c>', "姓名", "工作表“申请表”有公式没有存下结果"),
        ('<c r="B2"><f>A9</f><v/></c>', "姓名", "工作表“申请表”有公式没有存下结果"),
    ],
    ids=["filled", "empty", "none", "none yet"],
)
def test_a_formula_shows_its_result(cell: str, shown: str, unseen: str) -> None:
    content, stream = written(lambda book, sheet: sheet.write("B2", 7)), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<c r="B2"><v>7</v></c>', cell.encode()))
    document = inspect(stream.getvalue(), "").document
    assert (document.text.split("\n")[1].strip(), document.unseen) == (shown, unseen)


def test_a_text_box_on_a_hidden_sheet_is_not_shown() -> None:
    def hidden(book: Workbook, sheet: Worksheet) -> None:
        other = book.add_worksheet("选项")
        other.insert_textbox(0, 0, OTHERS)
        other.insert_image(9, 1, "a.png", {"image_data": io.BytesIO(png())})
        other.hide()

    document = read(hidden)
    assert OTHERS not in document.text
    assert document.pictures == 0


@pytest.mark.parametrize(
    ("scale", "pictures", "unseen"),
    [(1, 1, ""), (0.1, 0, ""), (15, 1, "含有大幅图片，图中文字读不出")],
    ids=["seal", "bullet", "page"],
)
def test_pictures_are_named(scale: float, pictures: int, unseen: str) -> None:
    options = {"image_data": io.BytesIO(png()), "x_scale": scale, "y_scale": scale}
    document = read(lambda book, sheet: sheet.insert_image(9, 1, "a.png", options))
    assert (document.pictures, document.unseen) == (pictures, unseen)


def test_an_old_workbook_shows_its_heads_and_boxes() -> None:
    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def text(value: str) -> bytes:
        return b"\x01" + value.encode("utf-16-le")

    box = "受理机关：洛阳"
    sheet = record(0x14, struct.pack("<H", 5) + text("&C开封市")) + record(0x14, b"")
    sheet += (
        record(0x1B6, struct.pack("<5xxxxxHHI", len(box), 16, 0)) + record(0x3C, text(box)) + record(0x3C, b"\0" * 16)
    )
    stream = record(0x85, struct.pack("<IHB", 0, 0, 1) + text("甲")) + record(0x0A, b"")
    whole = (
        record(0x85, struct.pack("<IHB", len(stream), 0, 1) + text("甲"))
        + record(0x0A, b"")
        + sheet
        + record(0x0A, b"")
    )
    assert sheets_in(whole)["甲"].texts == ["&C开封市", box]
