"""Forms written in every type of file that needs no office program: rows of cells, and what only some viewers hide."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from itertools import groupby
from xml.sax.saxutils import escape

import xlsxwriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from zicha_demo.plain_files import ofd, rtf, zipped

Rows = list[list[str]]
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_SHEET, _EXCEL = (f"urn:schemas-microsoft-com:office:{name}" for name in ("spreadsheet", "excel"))
_FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"
_TYPES, _PROLOGUE = "[Content_Types].xml", re.compile(r"^<\?xml[^>]*\?>")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "table", "text")
)


def word(rows: Rows, hidden: Rows) -> bytes:
    """A docx; rows of several cells are a table, the hidden ones text that Word does not show."""
    body = "".join(_word_row(row) if len(row) > 1 else _paragraph(row[0]) for row in rows)
    vanished = "".join(_paragraph(cell, "<w:rPr><w:vanish/></w:rPr>") for row in hidden for cell in row)
    return zipped(
        {
            _TYPES: (
                f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/word/document.xml" ContentType='
                '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" Type="{_PARTS}/officeDocument" '
                'Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": f"<w:document {_W}><w:body>{body}{vanished}</w:body></w:document>".encode(),
        }
    )


def _paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _word_row(row: list[str]) -> str:
    cells = "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row)
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


def workbook(rows: Rows, hidden: Rows) -> bytes:
    """An xlsx; the hidden rows are a sheet of options."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("申请表")
        border = book.add_format({"border": 1})
        width = max(2, *map(len, rows))
        for number, row in enumerate(rows):
            if len(row) == 1:
                sheet.merge_range(number, 0, number, width - 1, row[0])
            for column, text in enumerate(row if len(row) > 1 else []):
                sheet.write(number, column, text, border)
        if hidden:
            options = book.add_worksheet("选项")
            for number, row in enumerate(hidden):
                options.write_row(number, 0, row)
            options.hide()
    return stream.getvalue()


def rich_text(rows: Rows, hidden: Rows) -> bytes:
    """An rtf."""
    vanished = "".join(f"{{\\v \\u{ord(c)}?}}" for row in hidden for cell in row for c in cell)
    return rtf(rows)[:-1] + vanished.encode() + b"}"


def fixed_page(rows: Rows, hidden: Rows) -> bytes:
    """An ofd."""
    return ofd(rows)


def open_text(rows: Rows, hidden: Rows) -> bytes:
    """An odt."""
    tables = groupby(rows, len)
    body = "".join(
        "".join(f"<text:p>{_odf_text(row[0])}</text:p>" for row in alike) if width == 1 else _odf_table(list(alike))
        for width, alike in tables
    )
    vanished = "".join(f'<text:p text:style-name="H">{_odf_text(cell)}</text:p>' for row in hidden for cell in row)
    return _open_document("text", body + vanished)


def open_sheet(rows: Rows, hidden: Rows) -> bytes:
    """An ods; the hidden rows are a sheet of options."""
    return _open_document("spreadsheet", _odf_table(rows) + (_odf_table(hidden, "S") if hidden else ""))


def _open_document(kind: str, body: str) -> bytes:
    styles = (
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="S"><style:table-properties table:display="false"/></style:style>'
    )
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": mimetype.encode(), "content.xml": content.encode()})


def _odf_table(rows: Rows, style: str = "") -> str:
    cells = (
        "".join(f"<table:table-cell><text:p>{_odf_text(cell)}</text:p></table:table-cell>" for cell in row)
        for row in rows
    )
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f'<table:table table:style-name="{style}">{lines}</table:table>'


def _odf_text(text: str) -> str:
    return escape(text).replace("  ", ' <text:s text:c="1"/>')


def printed_page(rows: Rows, hidden: Rows) -> bytes:
    """A pdf; the cells of a row stand on one height within lines or without, the hidden rows in white."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    top = 800.0
    is_ruled = len(rows) % 3 > 0
    for row in rows:
        width = 500 / len(row)
        for column, text in enumerate(row):
            canvas.setFont("STSong-Light", min(11, 0.9 * width / max(1, len(text))))
            canvas.drawString(50 + column * width, top, text)
            if len(row) > 1 and is_ruled:
                canvas.rect(48 + column * width, top - 6, width, 22)
        top -= 22
        if top < 40:
            canvas.showPage()
            top = 800.0
    canvas.setFont("STSong-Light", 9)
    canvas.setFillColorRGB(1, 1, 1)
    for row in hidden:
        for cell in row:
            canvas.drawString(50, 20, cell)
    canvas.save()
    return stream.getvalue()


def old_word_xml(rows: Rows, hidden: Rows) -> bytes:
    """A document of Word 2003 in one XML file."""
    body = "".join(_word_row(row) if len(row) > 1 else _paragraph(row[0]) for row in rows)
    vanished = "".join(_paragraph(cell, "<w:rPr><w:vanish/></w:rPr>") for row in hidden for cell in row)
    return (
        f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{_WORD_2003}" '
        f'xmlns:wx="{_WORD_2003}/auxHint"><w:body><wx:sect>{body}{vanished}<w:sectPr/></wx:sect></w:body>'
        "</w:wordDocument>"
    ).encode()


def old_sheet_xml(rows: Rows, hidden: Rows) -> bytes:
    """A workbook of Excel 2003 in one XML file; the hidden rows are a sheet of options."""
    width = max(2, *map(len, rows))
    shown = "".join(
        "<Row>" + "".join(_xml_cell(cell, width - 1 if len(row) == 1 else 0) for cell in row) + "</Row>" for row in rows
    )
    options = "".join(f"<Row>{''.join(_xml_cell(cell) for cell in row)}</Row>" for row in hidden)
    hiding = f'<WorksheetOptions xmlns="{_EXCEL}"><Visible>SheetHidden</Visible></WorksheetOptions>'
    sheets = f'<Worksheet ss:Name="申请表"><Table>{shown}</Table></Worksheet>'
    sheets += f'<Worksheet ss:Name="选项"><Table>{options}</Table>{hiding}</Worksheet>' if hidden else ""
    return f'<?xml version="1.0"?><Workbook xmlns="{_SHEET}" xmlns:ss="{_SHEET}">{sheets}</Workbook>'.encode()


def _xml_cell(text: str, across: int = 0) -> str:
    data = f'<Data ss:Type="String">{escape(text)}</Data>' if text else ""
    return f'<Cell ss:MergeAcross="{across}">{data}</Cell>'


def flat_document(rows: Rows, hidden: Rows) -> bytes:
    """A docx whose parts stand in one XML file."""
    return flat_package(word(rows, hidden))


def flat_package(package: bytes) -> bytes:
    """The parts of a docx or xlsx in one XML file."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        declared = re.findall(r'PartName="([^"]+)" ContentType="([^"]+)"', archive.read(_TYPES).decode())
        types = {name.lstrip("/"): kind for name, kind in declared}
        parts = "".join(
            f'<pkg:part pkg:name="/{name}" pkg:contentType="{types.get(name, "application/xml")}"><pkg:xmlData>'
            f"{_PROLOGUE.sub('', archive.read(name).decode())}</pkg:xmlData></pkg:part>"
            for name in archive.namelist()
            if name != _TYPES
        )
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{_FLAT}">{parts}</pkg:package>'.encode()


def saved_page(rows: Rows, hidden: Rows) -> bytes:
    """A web page in one file, as Word saves it."""
    message = MIMEMultipart("related", type="text/html")
    page = _page(rows, hidden).encode("gb2312", "xmlcharrefreplace").decode("gb2312")
    message.attach(MIMEText(page, "html", "gb2312"))
    return message.as_bytes()


def renamed_page(rows: Rows, hidden: Rows) -> bytes:
    """A web page that is offered as a document."""
    return _page(rows, hidden).encode("gb18030")


def _page(rows: Rows, hidden: Rows) -> str:
    body = "".join(
        f"<p class=MsoNormal>{_page_text(row[0])}</p>"
        if len(row) == 1
        else f"<table border=1><tr>{''.join(f'<td><p>{_page_text(cell)}</p></td>' for cell in row)}</tr></table>"
        for row in rows
    )
    vanished = "".join(f"<p><span style='mso-hide:all'>{escape(cell)}</span></p>" for row in hidden for cell in row)
    return f"<html><head><title>表</title></head><body>{body}{vanished}</body></html>"


def _page_text(text: str) -> str:
    return escape(text).replace("  ", "&nbsp;&nbsp;").replace("\u3000", "&#12288;")


WRITERS: dict[str, Callable[[Rows, Rows], bytes]] = {
    "docx": word,
    "xlsx": workbook,
    "rtf": rich_text,
    "ofd": fixed_page,
    "odt": open_text,
    "ods": open_sheet,
    "pdf": printed_page,
    "Word 2003": old_word_xml,
    "Excel 2003": old_sheet_xml,
    "flat": flat_document,
    "mht": saved_page,
    "html": renamed_page,
}
