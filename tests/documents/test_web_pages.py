"""Forms that are web pages, alone or saved with their pictures in one file: what a browser or Word shows of them."""

from __future__ import annotations

from base64 import encodebytes

import pytest

from tests.support.form_writers import saved_page
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Condition, Document, FileType

OTHERS = "洛阳市行政审批局"
ROWS = "".join(f"<tr><td>{label}</td><td></td></tr>" for label in ("姓名", "身份证号", "联系电话", "住址"))


def read(content: bytes) -> Document:
    return inspect(content, "申请表.doc").document


def page(body: str) -> Document:
    return read(f"<html><body><p>申请表</p><table>{ROWS}</table>{body}</body></html>".encode())


def saved(*pages: str, code: str = "gb18030") -> bytes:
    """A file of several pages, as Excel saves a workbook."""
    content = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"; type="text/html"\n\n'
    for each in pages:
        content += f"--B\nContent-Type: text/html; charset={code}\nContent-Transfer-Encoding: base64\n\n".encode()
        content += encodebytes(each.encode(code))
    return content + b"--B--\n"


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ('<input type="checkbox" checked>', "☑"),
        ('<input type="radio">', "□"),
        ('<input value="周海涛">', "周海涛"),
        ('<input type="hidden" value="周海涛">', ""),
        ("<textarea>周海涛</textarea>", "周海涛"),
        ("<select><option>男</option><option selected>女</option></select>", "女"),
        ("<select><option>请选择</option><option>女</option></select>", "请选择"),
        ("<select></select>", ""),
        ('<span style="font-family:Wingdings">\u00fe</span>', "☑"),
        ("<font face='Wingdings'>o</font>", "□"),
        ('<span style="font-family:宋体">o</span>', "o"),
    ],
)
def test_a_field_shows_what_stands_in_it(field: str, shown: str) -> None:
    assert page(f"<p>[{field}]</p>").text.split("\n")[-1] == f"[{shown}]"


@pytest.mark.parametrize("style", ["display: none", "mso-hide:all", "visibility:hidden"])
def test_hidden_text_of_a_page_is_not_on_the_form(style: str) -> None:
    assert OTHERS not in page(f'<p><span style="{style}">{OTHERS}</span></p>').text


def test_text_beside_a_table_within_a_cell_is_read_in_its_place() -> None:
    whole = f"<table><tr><td>{OTHERS}<table>{ROWS}</table>此致</td><td>附页</td></tr></table>"
    read_page = read(f"<html><body>{whole}</body></html>".encode())
    assert read_page.text.split("\n") == [OTHERS, "姓名\t", "身份证号\t", "联系电话\t", "住址\t", "此致", "附页"]
    assert read_page.filling.places == 4


@pytest.mark.parametrize(
    ("picture", "pictures", "unseen"),
    [
        ("<img src=a.png width=120 height=120>", 1, ""),
        ("<img src=a.png style='width:90pt;height:90pt'>", 1, ""),
        ("<img src=line.gif width=600 height=2>", 0, ""),
        ("<img src=a.png>", 1, ""),
        ("<img src=a.png width=700 height=900>", 1, "含有大幅图片，图中文字读不出"),
    ],
)
def test_a_picture_on_a_page_is_named(picture: str, pictures: int, unseen: str) -> None:
    document = page(picture)
    assert (document.pictures, document.unseen) == (pictures, unseen)


def test_a_page_of_few_known_labels_is_a_form_by_what_stands_beside_the_others() -> None:
    cells = (
        ("姓名", "周海涛"),
        ("单位名称", "开封宏达商贸有限公司"),
        ("绰号", "老周"),
        ("规模", "1200吨"),
        ("车牌", "0378-2388112"),
    )
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in cells)
    document = read(f"<html><body><p>申请表</p><table>{rows}</table></body></html>".encode())
    assert (document.filling.places, document.unseen) == (2, "")


def test_a_page_that_is_a_scan_is_no_error_page() -> None:
    document = read(b"<html><body><img src=scan.jpg></body></html>")
    assert (document.condition, bool(document.unseen)) == (Condition.READABLE, True)


def test_a_saved_page_is_read_whatever_it_is_called() -> None:
    document = read(saved_page([["取水许可申请表"], ["姓名", "周海涛"], ["电话", ""]], [[OTHERS]]))
    assert (document.type, document.condition, document.unseen) == (FileType.MHT, Condition.READABLE, "")
    assert (document.title, document.places) == ("取水许可申请表", ())
    assert (document.filling.places, document.filling.filled) == (2, 1)


@pytest.mark.parametrize("code", ["gb2312", "utf-8", "utf-16", "big5"])
def test_the_code_of_a_saved_page_is_the_one_it_says(code: str) -> None:
    assert "市" in read(saved("<p>市</p>", code=code)).text


def test_hidden_sheets_of_a_saved_workbook_are_not_on_the_form() -> None:
    hidden = f"<xml><x:Visible>SheetHidden</x:Visible></xml><table><tr><td>{OTHERS}</td></tr></table>"
    document = read(saved(f"<table>{ROWS}</table>", hidden))
    assert document.filling.places == 4
    assert OTHERS not in document.text


def test_a_saved_page_without_a_page_or_cut_off_is_asked_about() -> None:
    assert read(saved()).condition is Condition.UNSUPPORTED
    document = read(saved(f"<table>{ROWS}</table>").removesuffix(b"--B--\n"))
    assert (document.condition, document.unseen) == (Condition.READABLE, "末尾不完整，可能没有下载完整")
