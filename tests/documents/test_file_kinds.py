"""Every kind of file in every condition: known by its content, read, or said why not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.support.form_files import MATTER, TITLE, form, published
from zicha.documents.pictures import can_read_text
from zicha.documents.reader import DocumentReader
from zicha.model.facts.forms import Condition, Document, FileType, PlaceKind
from zicha_demo.forms import bomb, protected_form
from zicha_demo.plain_files import rtf, zipped
from zicha_demo.publication import FileKind

TYPES = {kind: FileType(kind.value) for kind in FileKind if kind not in (FileKind.WPS, FileKind.ET)} | {
    FileKind.WPS: FileType.DOC,
    FileKind.ET: FileType.XLS,
}
PICTURES = (FileKind.JPG, FileKind.PNG)
every_kind = pytest.mark.parametrize("kind", FileKind, ids=str)
with_text = pytest.mark.parametrize("kind", [kind for kind in FileKind if kind not in PICTURES], ids=str)


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader() as reader:
        yield reader


def document(reader: DocumentReader, content: bytes, name: str = "") -> Document:
    """The document in a file, or the one in an archive."""
    whole = reader.read(content, name).document
    return whole.parts[0] if whole.parts else whole


@every_kind
def test_a_file_is_what_its_content_says_whatever_its_name(kind: FileKind, reader: DocumentReader) -> None:
    for name in ("", "申请表.pdf", "申请表"):
        read = reader.read(form(kind), name).document
        assert (read.type, read.condition) == (TYPES[kind], Condition.READABLE)


@with_text
def test_a_blank_form_is_blank_and_a_sample_is_filled_in(kind: FileKind, reader: DocumentReader) -> None:
    blank, sample = (document(reader, form(kind, filled)) for filled in (False, True))
    assert blank.filling.places >= 5
    assert (blank.filling.filled, blank.filling.placeholders, blank.places) == (0, 0, ())
    assert sample.filling.filled + sample.filling.placeholders >= 5
    for each in (blank, sample):
        assert (each.title, each.declared) == (TITLE, MATTER)


@with_text
def test_the_organ_of_another_city_is_seen(kind: FileKind, reader: DocumentReader) -> None:
    places = document(reader, form(kind, filled=True, city="洛阳市")).places
    assert [(place.name, place.kind) for place in places][:1] == [("洛阳市", PlaceKind.ORGAN)]


@pytest.mark.skipif(can_read_text(), reason="the extra ocr is installed")
@pytest.mark.parametrize("kind", PICTURES, ids=str)
def test_a_picture_opens_but_says_nothing_by_itself(kind: FileKind, reader: DocumentReader) -> None:
    read = document(reader, form(kind, filled=True))
    assert (read.condition, read.unseen, read.ocr) == (Condition.READABLE, "是图片，读不出文字", False)
    assert read.text == ""


@every_kind
def test_a_file_cut_off_is_damaged(kind: FileKind, reader: DocumentReader) -> None:
    content = form(kind)
    assert reader.read(content[: len(content) // 3]).document.condition is Condition.DAMAGED


@pytest.mark.parametrize("kind", [FileKind.PDF, FileKind.DOC, FileKind.DOCX, FileKind.XLSX, FileKind.ZIP], ids=str)
def test_a_password_is_seen(kind: FileKind, reader: DocumentReader) -> None:
    assert reader.read(protected_form(published(kind))).document.condition is Condition.PROTECTED


def slides() -> bytes:
    """A doc whose text lies in the stream of slides."""
    name, other = (f"{word}\0".encode("utf-16-le") for word in ("WordDocument", "PowerPoint Document"))
    content = form(FileKind.DOC)
    at = content.index(name)
    entry = other.ljust(64, b"\0") + len(other).to_bytes(2, "little")
    return content[:at] + entry + content[at + len(entry) :]


@pytest.mark.parametrize(
    ("content", "condition", "kind"),
    [
        (b"", Condition.EMPTY, FileType.UNKNOWN),
        (bytes(range(1, 200)) * 9, Condition.UNSUPPORTED, FileType.UNKNOWN),
        (b"7z\xbc\xaf\x27\x1c" + bytes(60), Condition.UNSUPPORTED, FileType.SEVEN_ZIP),
        (b"AC1027" + bytes(200), Condition.UNSUPPORTED, FileType.DRAWING),
        (zipped({"Index/Document.iwa": b"\0", "preview.jpg": b"\xff\xd8\xff"}), Condition.UNSUPPORTED, FileType.APPLE),
        (zipped({"uof.xml": b"<a/>", "content.xml": b"<a/>"}), Condition.UNSUPPORTED, FileType.UOF),
        (b'<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof"/>', Condition.UNSUPPORTED, FileType.UOF),
        (slides(), Condition.UNSUPPORTED, FileType.SLIDES),
        ("<html><body>文件不存在或已被删除</body></html>".encode(), Condition.ERROR_PAGE, FileType.HTML),
        ("<html><body>页面找不到</body></html>".encode("gbk"), Condition.ERROR_PAGE, FileType.HTML),
        (b"<html><body></body></html>", Condition.ERROR_PAGE, FileType.HTML),
        (b'{"errCode": -1, "errMsg": "fail"}', Condition.ERROR_PAGE, FileType.TEXT),
        (b'[{"code": 500, "trace": "' + b"at a.b(C.java:1) " * 99 + b'"}]', Condition.ERROR_PAGE, FileType.TEXT),
        (zipped({}), Condition.EMPTY_ARCHIVE, FileType.ZIP),
        (bomb(), Condition.BOMB, FileType.ZIP),
    ],
    ids=[
        "empty",
        "garbage",
        "7z",
        "dwg",
        "pages",
        "uof 2.0",
        "uof",
        "ppt",
        "error page",
        "gbk",
        "blank page",
        "json",
        "long json",
        "empty zip",
        "bomb",
    ],
)
def test_what_is_no_file_is_said(content: bytes, condition: Condition, kind: FileType, reader: DocumentReader) -> None:
    read = reader.read(content, "申请表.docx").document
    assert (read.condition, read.type) == (condition, kind)
    assert read.message


def test_a_form_made_of_html_is_read(reader: DocumentReader) -> None:
    rows = "".join(f"<tr><td>{label}</td><td></td></tr>" for label in ("姓名", "身份证号", "联系电话", "住址"))
    page = f"<html><body><h1>失业登记申请表</h1><table>{rows}</table></body></html>"
    read = reader.read(page.encode(), "申请表.doc").document
    assert (read.condition, read.title, read.filling.places) == (Condition.READABLE, "失业登记申请表", 4)


def test_lines_of_a_page_break_where_its_blocks_do(reader: DocumentReader) -> None:
    page = (
        "<p>住所：<span>开封市</span><u>&nbsp;&nbsp;龙亭区&nbsp;</u>\n 县</p><div>甲<br>乙</div>"
        "<table><tr><td>姓<b>名</b></td><td><p>周</p><p>海涛</p></td></tr><tr><td>电话</td><td></td></tr></table>"
    )
    assert reader.read(page.encode()).document.text.split("\n") == [
        "住所：开封市__龙亭区\xa0 县",
        "甲",
        "乙",
        "姓名\t周 海涛",
        "电话",
    ]


def test_a_short_form_made_of_html_is_no_error_page_for_its_pledge(reader: DocumentReader) -> None:
    page = "<html><body><p>如有错误，愿承担责任。</p><table><tr><td>姓名</td><td></td></tr></table></body></html>"
    for encoding in ("utf-8", "gbk", "utf-16"):
        read = reader.read(page.encode(encoding), "承诺书.doc").document
        assert (read.type, read.condition) == (FileType.HTML, Condition.READABLE)
        assert read.unseen


@pytest.mark.parametrize(
    "foot", ["<td>主办：测试局</td><td>技术支持：0371-00000000</td>", "<td>主办单位</td><td>测试局</td>"]
)
def test_an_error_page_with_the_foot_of_its_site_is_no_form(foot: str, reader: DocumentReader) -> None:
    tables = "".join(f"<table><tr>{row}</tr></table>" for row in ("<td>您要的文件不存在或已被删除</td>", foot))
    page = f"<html><body>{tables}</body></html>"
    assert reader.read(page.encode("gbk"), "申请表.doc").document.condition is Condition.ERROR_PAGE


def test_a_short_form_that_is_filled_in_is_no_error_page(reader: DocumentReader) -> None:
    page = "<html><body><p>如有错误，愿承担责任。</p><table><tr><td>姓名</td><td>张三</td></tr></table></body></html>"
    assert reader.read(page.encode(), "承诺书.doc").document.condition is Condition.READABLE


def test_webp_is_a_picture(reader: DocumentReader) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (50, 50)).save(stream, "WEBP")
    assert reader.read(stream.getvalue(), "申请表.jpg").document.type is FileType.PICTURE


@pytest.mark.parametrize(
    ("rows", "declared", "surely"),
    [
        ([["事项名称", "取水许可审批"]], "取水许可审批", True),
        ([["许可事项名称：取水许可审批"]], "取水许可审批", True),
        ([["申请事项名称", "新设企业备案登记"]], "新设企业备案登记", False),
        ([["申请事项名称", "□新办许可 □变更许可"]], "", False),
        ([["申请事项名称", "由审批机关填写此项"]], "", False),
        ([["序号", "许可事项名称", "许可证编号", "有效期"], ["1", "", "", ""]], "", False),
    ],
)
def test_the_matter_is_what_answers_its_label(
    rows: list[list[str]], declared: str, surely: bool, reader: DocumentReader
) -> None:
    read = reader.read(rtf(rows)).document
    assert (read.declared, read.declared_surely) == (declared, surely)


def test_half_of_a_pair_in_rtf_is_joined(reader: DocumentReader) -> None:
    assert reader.read(b"{\\rtf1\\uc1 \\u-10179?\\u-8704?}").document.text == "\U0001f600"


@pytest.mark.parametrize("kind", [FileKind.ZIP, FileKind.RAR], ids=str)
def test_an_archive_names_its_files(kind: FileKind, reader: DocumentReader) -> None:
    assert [part.name for part in reader.read(form(kind)).document.parts] == [f"{TITLE}.docx"]


def test_an_archive_is_looked_into_one_level_deep(reader: DocumentReader) -> None:
    inner = zipped({"申请表.docx": form(FileKind.DOCX)})
    (part,) = reader.read(zipped({"里层.zip": inner})).document.parts
    assert part.condition is Condition.UNSUPPORTED


def test_a_bomb_within_a_docx_is_not_unpacked(reader: DocumentReader) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(40 << 20))
    assert reader.read(stream.getvalue()).document.condition is Condition.BOMB


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.PDF], ids=str)
def test_one_file_may_say_that_it_holds_both(kind: FileKind, reader: DocumentReader) -> None:
    assert reader.read(form(kind, both=True)).document.holds_both
    assert not reader.read(form(kind, filled=True)).document.holds_both


def test_a_form_that_speaks_of_blank_ones_and_samples_holds_no_others(reader: DocumentReader) -> None:
    notes = ("空白表格可在大厅窗口领取", "填写示例见附件二", "空白表格", "填写示例")
    assert not reader.read(form(FileKind.DOCX, filled=True, notes=notes)).document.holds_both


def test_the_name_of_a_person_is_personal(reader: DocumentReader) -> None:
    content = form(FileKind.DOCX, values={"联系人": "王建国", "申请日期": "2025年6月18日"})
    assert reader.read(content).personal == {"王建国"}
    assert reader.read(form(FileKind.DOCX, filled=True)).personal == frozenset()
