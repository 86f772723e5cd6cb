"""Documents of Word and Excel in one XML file: what the program shows of them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.form_layouts import Rows
from tests.support.form_writers import flat_package, old_sheet_xml, old_word_xml, word, workbook
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Condition, Document, FileType

OTHERS = "洛阳市行政审批局"
_WORD = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
_AML = 'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"


def read(content: bytes) -> Document:
    return inspect(content, "申请表.doc").document


def text(word: str) -> str:
    return f"<w:p><w:r><w:t>{word}</w:t></w:r></w:p>"


def of_word_2003(body: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><w:wordDocument {_WORD} {_AML}>{before}<w:body>{body}</w:body></w:wordDocument>'.encode()
    )


def section(kind: str, *more: str) -> str:
    around = f'<w:hdr w:type="{kind}">{text(OTHERS)}</w:hdr>'
    return f"{text('申请表')}<w:sectPr>{around}{''.join(more)}</w:sectPr>"


def annotated(kind: str) -> str:
    content = f"<aml:content>{text(OTHERS)}</aml:content>"
    return f'{text("申请表")}<aml:annotation w:type="Word.{kind}">{content}</aml:annotation>'


VANISHED = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{OTHERS}</w:t></w:r></w:p>"
STYLED = f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>{OTHERS}</w:t></w:r></w:p>'
STYLES = '<w:styles><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'


@pytest.mark.parametrize(
    ("content", "is_shown"),
    [
        (of_word_2003(text(OTHERS)), True),
        (of_word_2003(section("odd")), True),
        (of_word_2003(section("first")), False),
        (of_word_2003(section("first", "<w:titlePg/>")), True),
        (of_word_2003(section("even")), False),
        (of_word_2003(section("even"), "<w:docPr><w:evenAndOddHeaders/></w:docPr>"), True),
        (of_word_2003(f"<w:p><w:pPr>{section('odd').removeprefix(text('申请表'))}</w:pPr></w:p>"), True),
        (of_word_2003(annotated("Insertion")), True),
        (of_word_2003(annotated("Comment")), False),
        (of_word_2003(annotated("Deletion").replace("w:t>", "w:delText>")), False),
        (of_word_2003(VANISHED), False),
        (of_word_2003(STYLED, STYLES), False),
        (of_word_2003(STYLED), True),
    ],
)
def test_word_2003_shows_what_word_shows(content: bytes, is_shown: bool) -> None:
    document = read(content)
    assert (document.type, document.condition) == (FileType.WORD_XML, Condition.READABLE)
    assert (OTHERS in document.text) is is_shown
    assert bool(document.places) is is_shown


def test_the_text_of_a_header_stands_in_a_row_of_its_own() -> None:
    assert read(of_word_2003(section("odd"))).text.split("\n") == [OTHERS, "申请表"]


def test_boxes_and_pictures_of_word_2003_are_seen() -> None:
    box = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>新办</w:t></w:r></w:p>'
    seal = '<w:p><w:r><w:pict><v:shape style="width:90pt;height:90pt"><v:imagedata/></v:shape></w:pict></w:r></w:p>'
    document = read(of_word_2003(text("申请表") + box + seal))
    assert "☑新办" in document.text
    assert document.pictures == 1


def of_excel_2003(rows: str, options: str = "", styles: str = "") -> bytes:
    sheet = f'<Worksheet ss:Name="表"><Table>{rows}</Table>'
    options = f'<WorksheetOptions xmlns="{_EXCEL}">{options}</WorksheetOptions>'
    spaces = f'xmlns="{_SHEET}" xmlns:ss="{_SHEET}" xmlns:x="{_EXCEL}"'
    return f"<Workbook {spaces}><Styles>{styles}</Styles>{sheet}{options}</Worksheet></Workbook>".encode()


def row(*cells: str, given: str = "") -> str:
    return f"<Row {given}>{''.join(cells)}</Row>"


def cell(word: str, given: str = "", kind: str = "String") -> str:
    return f'<Cell {given}><Data ss:Type="{kind}">{word}</Data></Cell>'


WHITE = '<Style ss:ID="W"><Font ss:Color="#FFFFFF"/></Style>'
ON_BLUE = '<Style ss:ID="W"><Font ss:Color="#FFFFFF"/><Interior ss:Color="#0000FF" ss:Pattern="Solid"/></Style>'
NOTHING = '<Style ss:ID="W"><NumberFormat ss:Format=";;;"/></Style>'


@pytest.mark.parametrize(
    ("content", "is_shown"),
    [
        (of_excel_2003(row(cell(OTHERS))), True),
        (of_excel_2003(row(cell(OTHERS), given='ss:Hidden="1"')), False),
        (of_excel_2003('<Column ss:Index="2" ss:Hidden="1"/>' + row(cell("表"), cell(OTHERS))), False),
        (of_excel_2003('<Column ss:Span="2" ss:Hidden="1"/>' + row(cell("表"), cell(""), cell(OTHERS))), False),
        (of_excel_2003('<Column ss:Hidden="1"/>' + row(cell("表"), cell(OTHERS))), True),
        (of_excel_2003(row(cell(OTHERS, 'ss:StyleID="W"')), styles=WHITE), False),
        (of_excel_2003(row(cell(OTHERS, 'ss:StyleID="W"')), styles=ON_BLUE), True),
        (of_excel_2003(row(cell(OTHERS, 'ss:StyleID="W"')), styles=NOTHING), False),
        (of_excel_2003(row(cell(OTHERS), given='ss:StyleID="W"'), styles=WHITE), False),
        (of_excel_2003(row(cell("表")), f'<PageSetup><Header x:Data="&amp;C{OTHERS}"/></PageSetup>'), True),
        (of_excel_2003(row(cell(OTHERS)), "<Visible>SheetVeryHidden</Visible>"), False),
    ],
)
def test_excel_2003_shows_what_excel_shows(content: bytes, is_shown: bool) -> None:
    document = read(content)
    assert (document.type, document.condition) == (FileType.SHEET_XML, Condition.READABLE)
    assert (OTHERS in document.text) is is_shown


def test_cells_of_excel_2003_stand_where_they_say() -> None:
    rows = (
        row(cell("申请表", 'ss:Index="2" ss:MergeAcross="3"')),
        row(cell("姓名", 'ss:Index="2"'), cell("", 'ss:MergeAcross="1"'), cell("日期")),
        row(cell("2026-03-01T00:00:00.000", 'ss:Index="5"', "DateTime"), given='ss:Index="9"'),
    )
    assert read(of_excel_2003("".join(rows))).text.split("\n") == ["申请表", "姓名\t\t日期", "\t\t\t2026-03-01"]


@pytest.mark.parametrize(
    "far", ['<Row ss:Index="900000">{}</Row>', '<Row><Cell ss:Index="16000"><Data>甲</Data></Cell></Row>']
)
def test_a_cell_far_out_costs_nothing_and_is_named(far: str) -> None:
    document = read(of_excel_2003(row(cell("申请表")) + far.format(cell("甲"))))
    assert "只读了前500行" in document.unseen


@pytest.mark.parametrize(("write", "kind"), [(word, FileType.WORD_XML), (workbook, FileType.SHEET_XML)])
def test_a_flat_package_is_read_as_the_package(write: Callable[[Rows, Rows], bytes], kind: FileType) -> None:
    rows = [["取水许可申请表"], ["姓名", "周海涛"], ["电话", ""]]
    package = write(rows, [[OTHERS]])
    flat = flat_package(package)
    document = read(flat)
    assert (document.type, document.condition) == (kind, Condition.READABLE)
    assert document.model_copy(update={"type": FileType.DOCX}) == read(package).model_copy(
        update={"type": FileType.DOCX}
    )


@pytest.mark.parametrize("write", [old_word_xml, old_sheet_xml])
def test_such_a_file_cut_off_is_damaged(write: Callable[[Rows, Rows], bytes]) -> None:
    content = write([["申请表"], ["姓名", ""], ["电话", ""]], [])
    assert read(content[: len(content) * 2 // 3]).condition is Condition.DAMAGED


def test_another_file_of_xml_is_no_document() -> None:
    assert read("<?xml version='1.0'?><data><item>申请表的数据</item></data>".encode()).type is FileType.TEXT
