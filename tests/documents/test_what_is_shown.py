"""A form is what a viewer shows: no hidden sheet, row, column or text, but the background of every page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
import xlsxwriter
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import RGBColor
from docx.text.run import Run
from msoffcrypto.format.ooxml import OOXMLFile
from xlsxwriter.worksheet import Worksheet

from tests.support.form_files import form
from tests.support.printed_pages import LINES, saved
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Condition, Document, FileType, PlaceKind
from zicha_demo.plain_files import ofd, zipped
from zicha_demo.publication import FileKind

OTHERS = "洛阳市行政审批局"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(content: bytes) -> Document:
    return inspect(content, "").document


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────


def workbook(hide: Callable[[Worksheet, Worksheet], object]) -> bytes:
    """A form, its fifth row and column about another city, and a sheet that names that city, too."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet, options = book.add_worksheet("申请表"), book.add_worksheet("选项")
        for number, line in enumerate(["开办申请表", "姓名", "电话"]):
            sheet.write(number, 0, line)
        sheet.write(4, 0, OTHERS)
        sheet.write(0, 4, OTHERS)
        options.write(0, 0, OTHERS)
        hide(sheet, options)
    return stream.getvalue()


def hide_all(sheet: Worksheet, options: Worksheet) -> None:
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column(4, 5, None, None, {"hidden": True})
    options.hide()


@pytest.mark.parametrize(
    ("hide", "shown"),
    [
        (lambda sheet, options: None, 3),
        (lambda sheet, options: options.hide(), 2),
        (lambda sheet, options: options.very_hidden(), 2),
        (lambda sheet, options: sheet.set_row(4, None, None, {"hidden": True}), 2),
        (lambda sheet, options: sheet.set_column(4, 4, None, None, {"hidden": True}), 2),
        (hide_all, 0),
    ],
    ids=["nothing", "sheet", "very hidden sheet", "row", "column", "all"],
)
def test_what_excel_hides_is_not_on_the_form(hide: Callable[[Worksheet, Worksheet], object], shown: int) -> None:
    document = read(workbook(hide))
    assert document.text.count(OTHERS) == shown
    assert [place.name for place in document.places] == (["洛阳市"] if shown else [])
    assert document.filling.places == 2


def test_a_row_after_the_hidden_ones_is_still_shown() -> None:
    def hide(sheet: Worksheet, options: Worksheet) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        options.hide()

    assert read(workbook(hide)).text.split("\n")[1] == "电话"


def test_a_hidden_row_of_an_old_workbook_is_not_on_the_form() -> None:
    whole = form(FileKind.XLS)
    at = whole.index(b"\x08\x02\x10\x00")
    first = bytearray(whole)
    first[at + 16] |= 0x20  # fDyZero
    assert read(bytes(first)).text == "\n".join(read(whole).text.split("\n")[1:])


@pytest.mark.parametrize("head", [{"A": "姓名", "C": "政治面貌"}, {"A": "姓名", "C": "绰号"}], ids=str)
def test_cells_that_are_one_have_one_place_in_their_row(head: dict[str, str]) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "从业人员登记申请表")
        for column, label in enumerate(head.values()):
            sheet.merge_range(1, 3 * column, 1, 3 * column + 1, label)
            sheet.write(1, 3 * column + 2, "")
    document = read(stream.getvalue())
    assert document.text.split("\n")[1].split("\t")[:3] == [head["A"], "", head["C"]]
    assert document.filling.filled == 0


def test_rows_that_are_too_many_to_read_are_said() -> None:
    def sheet_of(rows: int) -> bytes:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            sheet = book.add_worksheet("名册")
            for number in range(rows):
                sheet.write(number, 0, "姓名")
        return stream.getvalue()

    assert read(sheet_of(500)).unseen == ""
    assert read(sheet_of(501)).unseen == "工作表“名册”只读了前500行、前100列"


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 16_383), (4_999, 0), (0, 702), (99_999, 1)])
def test_a_cell_far_out_costs_nothing_and_is_said(row: int, column: int) -> None:
    def add(sheet: Worksheet, options: Worksheet) -> None:
        sheet.write(row, column, "x")
        options.hide()

    document = read(workbook(add))
    assert (document.condition, document.filling.places) == (Condition.READABLE, 2)
    assert document.unseen == "工作表“申请表”只读了前500行、前100列"


def test_an_empty_cell_far_out_is_nothing() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("申请表")
        sheet.write_row(0, 0, ["姓名", "", "电话"])
        sheet.write_blank(9_000, 400, None, book.add_format({"border": 1}))
    document = read(stream.getvalue())
    assert (document.unseen, document.filling.places) == ("", 2)


def encrypted(content: bytes, password: str) -> bytes:
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, stream)
    return stream.getvalue()


def test_a_workbook_with_the_default_key_opens_without_asking() -> None:
    plain = form(FileKind.XLSX)
    document = read(encrypted(plain, "VelvetSweatshop"))
    assert (document.type, document.condition, document.text) == (
        FileType.XLSX,
        Condition.READABLE,
        read(plain).text,
    )


@pytest.mark.parametrize(
    ("kind", "password"), [(FileKind.XLSX, "zicha"), (FileKind.DOCX, "zicha"), (FileKind.DOCX, "VelvetSweatshop")]
)
def test_any_other_key_is_a_password(kind: FileKind, password: str) -> None:
    document = read(encrypted(form(kind), password))
    assert (document.type, document.condition) == (FileType.ENCRYPTED_OFFICE, Condition.PROTECTED)
    assert document.message == "打开需要密码"


def test_an_old_workbook_with_a_password_is_not_damaged() -> None:
    user = b"\x5c\x00\x70\x00"  # the record of who wrote it, in whose place the one of a password may stand
    document = read(form(FileKind.XLS).replace(user, b"\x2f\x00\x70\x00"))
    assert (document.type, document.condition, document.message) == (
        FileType.XLS,
        Condition.PROTECTED,
        "打开需要密码",
    )


# ── packages ─────────────────────────────────────────────────────────────────────────────────────────────────────

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPES = "application/vnd.openxmlformats-officedocument"


def package(main: str, make: str, parts: dict[str, str], *relations: str) -> bytes:
    """The least of a package: which part is the document, what its type is, and the parts."""
    folder, _, name = main.rpartition("/")
    return zipped(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                f'<Override PartName="/{main}" ContentType="{TYPES}.{make}.main+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="/{main}"/>'
                "</Relationships>"
            ).encode(),
            f"{folder}/_rels/{name}.rels".lstrip("/"): (
                f"<Relationships {RELATIONS}>{''.join(relations)}</Relationships>"
            ).encode(),
            **{name: source.encode() for name, source in parts.items()},
        }
    )


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row></sheetData></worksheet>'
)
BOOK = (
    f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)
TO_SHEET = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="sheet1.xml"/>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_the_least_workbook_is_no_archive() -> None:
    content = package("workbook.xml", "spreadsheetml.sheet", {"workbook.xml": BOOK, "sheet1.xml": SHEET}, TO_SHEET)
    document = read(content)
    assert (document.type, document.text, document.unseen) == (FileType.XLSX, "姓名", "")


def test_a_document_and_its_header_are_where_the_package_says() -> None:
    parts = {
        "content/main.xml": f"<w:document {NAMESPACE}><w:body>{paragraph('取水许可申请表')}</w:body></w:document>",
        "content/top.xml": f"<w:hdr {NAMESPACE}>{paragraph(OTHERS)}</w:hdr>",
    }
    header = f'<Relationship Id="r1" Type="{OFFICE}/header" Target="top.xml"/>'
    document = read(package("content/main.xml", "wordprocessingml.document", parts, header))
    assert (document.type, document.text) == (FileType.DOCX, f"{OTHERS}\n取水许可申请表")


@pytest.mark.parametrize(
    ("make", "kind"), [("wordprocessingml.document", FileType.DOCX), ("spreadsheetml.sheet", FileType.XLSX)]
)
def test_a_package_without_its_document_is_damaged(make: str, kind: FileType) -> None:
    document = read(package("main.xml", make, {}))
    assert (document.type, document.condition) == (kind, Condition.DAMAGED)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (package("p.xml", "presentationml.presentation", {"p.xml": "<p/>"}), FileType.SLIDES),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), FileType.SLIDES),
    ],
    ids=["pptx", "odp"],
)
def test_a_package_that_this_program_cannot_read_is_no_archive(content: bytes, kind: FileType) -> None:
    document = read(content)
    assert (document.type, document.condition, document.parts) == (kind, Condition.UNSUPPORTED, ())


def test_an_archive_of_forms_is_one_still() -> None:
    assert read(zipped({"mimetype": b"text", "申请表.docx": form(FileKind.DOCX)})).type is FileType.ZIP


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def word(change: Callable[[WordDocument, Run], object]) -> bytes:
    document = docx.Document()
    document.add_paragraph("取水许可申请表")
    change(document, document.add_paragraph().add_run(OTHERS))
    return saved(document.save)


def hide(document: WordDocument, run: Run) -> None:
    run.font.hidden = True


def hide_by_style(document: WordDocument, run: Run) -> None:
    styles = document.styles
    hidden = styles.add_style("hidden", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    heir = styles.add_style("heir", WD_STYLE_TYPE.CHARACTER)
    heir.base_style = hidden
    run.style = heir


def show_again(document: WordDocument, run: Run) -> None:
    hide_by_style(document, run)
    run.font.hidden = False


def whiten(document: WordDocument, run: Run) -> None:
    run.font.color.rgb = RGBColor(255, 255, 255)


def whiten_on_blue(document: WordDocument, run: Run) -> None:
    whiten(document, run)
    run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {NAMESPACE} w:val="clear" w:fill="0000FF"/>'))


@pytest.mark.parametrize(
    ("change", "is_shown"),
    [
        (lambda document, run: None, True),
        (hide, False),
        (hide_by_style, False),
        (show_again, True),
        (whiten, False),
        (whiten_on_blue, True),
    ],
    ids=["plain", "hidden", "hidden by style", "shown again", "white", "white on blue"],
)
def test_hidden_text_of_word_is_not_on_the_form(change: Callable[[WordDocument, Run], object], is_shown: bool) -> None:
    document = read(word(change))
    assert (OTHERS in document.text) is is_shown
    assert bool(document.places) is is_shown


# ── ofd ──────────────────────────────────────────────────────────────────────────────────────────────────────────


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def with_template(content: bytes, background: bytes, referred: str = "1") -> bytes:
    """An ofd whose page has the page of another file as its background."""
    template = b'<ofd:CommonData><ofd:TemplatePage ID="1" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            source = old.read(name).replace(b"<ofd:Pages>", template + b"<ofd:Pages>")
            if name.endswith("Content.xml"):
                reference = f'<ofd:Template TemplateID="{referred}"/><ofd:Content>'.encode()
                source = source.replace(b"<ofd:Content>", reference)
            new.writestr(name, source)
        with zipfile.ZipFile(io.BytesIO(background)) as other:
            page = next(name for name in other.namelist() if name.endswith("Content.xml"))
            new.writestr("Doc_0/Tpls/Tpl_0/Content.xml", other.read(page))
    return stream.getvalue()


def test_the_background_of_a_page_is_on_the_page() -> None:
    document = read(with_template(ofd([["", "王建国"]]), ofd([[f"{OTHERS}取水许可申请表"], *LINES])))
    assert "联系电话" in document.text
    assert [(place.name, place.kind) for place in document.places] == [("洛阳市", PlaceKind.ORGAN)]


def test_a_background_that_is_not_there_is_not_read() -> None:
    assert read(with_template(ofd(LINES), ofd(LINES), referred="7")).condition is Condition.UNSUPPORTED


def with_annotation(content: bytes, label: str, value: str, page: str = "1") -> bytes:
    """An ofd with a text that somebody typed on its page beside a label, as an annotation of its own corner."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            source = old.read(name).replace(b"<ofd:Pages>", b"<ofd:Annotations>A/List.xml</ofd:Annotations><ofd:Pages>")
            new.writestr(name, source)
        page_source = old.read("Doc_0/Pages/Page_0/Content.xml").decode()
        before = page_source[: page_source.index(label)]
        left, top = before[before.rindex('Boundary="') + 10 :].split()[:2]
        new.writestr(
            "Doc_0/A/List.xml",
            f'<ofd:Annotations {OFD}><ofd:Page PageID="{page}"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page>'
            "</ofd:Annotations>",
        )
        new.writestr(
            "Doc_0/A/Page_0.xml",
            f'<ofd:PageAnnot {OFD}><ofd:Annot ID="7"><ofd:Appearance Boundary="{float(left) + 80} {top} 80 9">'
            f'<ofd:TextObject ID="8" Boundary="0 0 80 6"><ofd:TextCode>{value}</ofd:TextCode></ofd:TextObject>'
            "</ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
        )
    return stream.getvalue()


def test_what_was_typed_on_a_page_is_on_the_page() -> None:
    document = read(with_annotation(ofd(LINES), "姓名", "王建国"))
    assert "姓名\t王建国" in document.text
    assert document.filling.filled == 1
    assert "王建国" not in read(with_annotation(ofd(LINES), "姓名", "王建国", page="2")).text
