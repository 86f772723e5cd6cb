"""odt and ods are read as an office program shows them."""

from __future__ import annotations

import pytest

from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Condition, Document, FileType
from zicha_demo.plain_files import zipped

OTHERS = "洛阳市行政审批局"
_NAMES = ("office", "style", "table", "text", "drawing", "form", "svg-compatible", "xsl-fo-compatible")
_PREFIXES = {"drawing": "draw", "svg-compatible": "svg", "xsl-fo-compatible": "fo"}
_SPACES = " ".join(
    f'xmlns:{_PREFIXES.get(name, name)}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES
)
HIDDEN = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
WHITE = '<style:style style:name="W"><style:text-properties fo:color="#FFFFFF"/></style:style>'
BLUE = '<style:style style:name="B"><style:table-cell-properties fo:background-color="#0000ff"/></style:style>'
HIDDEN_SHEET = '<style:style style:name="S"><style:table-properties table:display="false"/></style:style>'
LINES = "<text:p>取水许可申请表</text:p><text:p>姓名：王建国</text:p><text:p>电话：</text:p><text:p>住址：</text:p>"


def made(kind: str, body: str, styles: str = "", **parts: str) -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    members = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, **parts}
    return zipped({name.replace("__", "/"): text.encode() for name, text in members.items()})


def read(content: bytes) -> Document:
    return inspect(content, "").document


def row(*cells: str, **attributes: str) -> str:
    texts = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row {_attributes(attributes)}>{texts}</table:table-row>"


def table(*rows: str, **attributes: str) -> str:
    return f'<table:table table:name="申请表" {_attributes(attributes)}>{"".join(rows)}</table:table>'


def _attributes(given: dict[str, str]) -> str:
    return " ".join(f'table:{name.replace("_", "-")}="{value}"' for name, value in given.items())


def test_a_text_is_read_with_its_tables() -> None:
    document = read(made("text", LINES + table(row("经办人", "", "手机", "13803781234"))))
    assert (document.type, document.condition) == (FileType.ODT, Condition.READABLE)
    assert document.text.split("\n")[1:] == ["姓名：王建国", "电话：", "住址：", "经办人\t\t手机\t13803781234"]
    assert (document.filling.places, document.filling.filled) == (5, 2)


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        (f"<text:p>{OTHERS}</text:p>", True),
        (f'<text:p><text:span text:style-name="H">{OTHERS}</text:span></text:p>', False),
        (f'<text:p text:style-name="H">{OTHERS}</text:p>', False),
        (f'<text:p text:style-name="W">{OTHERS}</text:p>', False),
        (f'<text:section text:display="none"><text:p>{OTHERS}</text:p></text:section>', False),
        (f'<text:p>甲<text:hidden-text text:is-hidden="true">{OTHERS}</text:hidden-text></text:p>', False),
        (f"<text:p>甲<office:annotation><text:p>{OTHERS}</text:p></office:annotation></text:p>", False),
        (f"<text:tracked-changes><text:p>{OTHERS}</text:p></text:tracked-changes>", False),
        (f"<text:p><draw:frame><draw:text-box><text:p>{OTHERS}</text:p></draw:text-box></draw:frame></text:p>", True),
        (
            '<table:table><table:table-row><table:table-cell table:style-name="B">'
            f'<text:p text:style-name="W">{OTHERS}</text:p></table:table-cell></table:table-row></table:table>',
            True,
        ),
    ],
    ids=["plain", "span", "paragraph", "white", "section", "field", "note", "deleted", "box", "white on blue"],
)
def test_hidden_text_is_not_on_the_form(text: str, is_shown: bool) -> None:
    document = read(made("text", LINES + text, HIDDEN + WHITE + BLUE))
    assert (OTHERS in document.text) is is_shown
    assert [place.name for place in document.places] == (["洛阳市"] if is_shown else [])


@pytest.mark.parametrize(
    ("page", "is_shown"),
    [('style:name="Standard"', True), ('style:name="Convert_1"', False)],
    ids=["used", "left over"],
)
def test_the_head_of_a_page_is_on_it(page: str, is_shown: bool) -> None:
    head = f"<style:header><text:p>{OTHERS}</text:p></style:header>"
    styles = (
        f"<office:document-styles {_SPACES}><office:master-styles><style:master-page {page}>{head}"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    assert (OTHERS in read(made("text", LINES, **{"styles.xml": styles})).text) is is_shown


def test_fields_and_boxes_to_tick_show_what_was_put_in() -> None:
    forms = (
        '<office:forms><form:form><form:checkbox form:id="c1" form:label="男" form:current-state="checked"/>'
        '<form:checkbox form:id="c2" form:label="女"/><form:text form:id="c3" form:current-value="13803781234"/>'
        "</form:form></office:forms>"
    )
    controls = '<text:p>性别：<draw:control draw:control="c1"/> <draw:control draw:control="c2"/></text:p>'
    typed = '<text:p>手机：<draw:control draw:control="c3"/></text:p>'
    document = read(made("text", forms + LINES + controls + typed))
    assert document.text.split("\n")[-2:] == ["性别：☑男 □女", "手机：13803781234"]


@pytest.mark.parametrize(
    ("sheets", "shown"),
    [
        (table(row("姓名", ""), row(OTHERS)), 1),
        (table(row("姓名", ""), row(OTHERS, visibility="collapse")), 0),
        (table(row("姓名", ""), row(OTHERS, visibility="filter")), 0),
        (table('<table:table-column table:visibility="collapse"/>', row(OTHERS, "姓名")), 0),
        (table(row("姓名", "")) + table(row(OTHERS), style_name="S"), 0),
        (table(row("姓名", "")) + table(row(OTHERS)), 1),
    ],
    ids=["shown", "row", "filtered", "column", "sheet", "second sheet"],
)
def test_what_is_hidden_in_a_workbook_is_not_on_the_form(sheets: str, shown: int) -> None:
    document = read(made("spreadsheet", sheets, HIDDEN_SHEET))
    assert document.type is FileType.ODS
    assert document.text.count(OTHERS) == shown
    assert document.filling.places == 1


def test_underlined_blanks_are_a_line_to_write_on() -> None:
    style = '<style:style style:name="U"><style:text-properties style:text-underline-style="solid"/></style:style>'
    value = '<text:span text:style-name="U"><text:s text:c="3"/>男<text:tab/></text:span>'
    line = f"<text:p>性别：{value}<text:tab/>岁</text:p>"
    assert read(made("text", LINES + line, style)).text.split("\n")[-1] == "性别：___男____ 岁"


def test_cells_that_are_one_have_one_place_in_their_row() -> None:
    wide = '<table:table-cell table:number-columns-spanned="2"><text:p>姓名</text:p></table:table-cell>'
    rest = "<table:covered-table-cell/><table:table-cell/><table:table-cell><text:p>绰号</text:p></table:table-cell>"
    title = '<table:table-cell table:number-columns-spanned="4"><text:p>取水许可申请表</text:p></table:table-cell>'
    document = read(
        made("spreadsheet", table(*(f"<table:table-row>{r}</table:table-row>" for r in (title, wide + rest))))
    )
    assert document.text.split("\n") == ["取水许可申请表", "姓名\t\t绰号"]


def test_a_cell_far_out_costs_nothing_and_is_said() -> None:
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    far = '<table:table-cell table:number-columns-repeated="16000"/>'
    far += "<table:table-cell><text:p>甲</text:p></table:table-cell>"
    document = read(made("spreadsheet", table(row("姓名", ""), empty, f"<table:table-row>{far}</table:table-row>")))
    assert document.text == "姓名"
    left_out = "工作表“申请表”只读了前500行、前100列"
    assert document.unseen == left_out
    assert read(made("spreadsheet", table(*[row("姓名")] * 501))).unseen == left_out
    assert read(made("spreadsheet", table(*[row("姓名")] * 500, empty))).unseen == ""


@pytest.mark.parametrize(
    ("content", "condition"),
    [
        (made("text", LINES, META_INF__manifest="<a>encryption-data</a>"), Condition.READABLE),
        (made("text", LINES, **{"META-INF__manifest.xml": "<a><encryption-data/></a>"}), Condition.PROTECTED),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), Condition.DAMAGED),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), Condition.DAMAGED),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a"}), Condition.DAMAGED),
    ],
    ids=["another part", "password", "no content", "no body", "cut off"],
)
def test_how_it_opens(content: bytes, condition: Condition) -> None:
    assert read(content).condition is condition


@pytest.mark.parametrize(
    ("size", "pictures", "unseen"),
    [("2cm", 1, ""), ("2mm", 0, ""), ("18cm", 1, "含有大幅图片，图中文字读不出")],
    ids=["seal", "bullet", "page"],
)
@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_pictures_are_named(kind: str, size: str, pictures: int, unseen: str) -> None:
    frame = f'<draw:frame svg:width="{size}" svg:height="{size}"><draw:image/></draw:frame>'
    lines = table(*(row(label, "") for label in ("姓名", "电话", "住址", "申请日期")))
    body = (
        lines + frame
        if kind == "text"
        else lines.replace("</table:table>", f"<table:shapes>{frame}</table:shapes></table:table>")
    )
    document = read(made(kind, body))
    assert (document.pictures, document.unseen) == (pictures, unseen)
