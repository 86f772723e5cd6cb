"""Forgeries of a workbook whose cells say what they said, and honest edits that look like them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

FORM, SUMMARY, OPEN = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))
BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WorkbookEdit = Callable[[Path], None]
Changes = Mapping[str, tuple[tuple[str, str], ...]]
"""Of each part of a workbook: expressions, and what stands in their place."""
TICKED = "F5"
"""A cell of the form with a tick, in a workbook that is not of the demo."""


def rewrite_parts(file: Path, changes: Changes, added: Mapping[str, str] | None = None) -> None:
    """Replace words in parts of a workbook, each wherever it stands, and put in new parts."""
    with zipfile.ZipFile(file) as book:
        parts = {each.filename: book.read(each) for each in book.infolist()}
    for part, replacements in changes.items():
        text = parts[part].decode()
        for old, new in replacements:
            text, count = re.subn(old, new, text)
            assert count, f"{part} holds no {old}"
        parts[part] = text.encode()
    parts |= {name: text.encode() for name, text in (added or {}).items()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)


def edit(changes: Changes, added: Mapping[str, str] | None = None) -> WorkbookEdit:
    return lambda file: rewrite_parts(file, changes, added)


def in_form(*changes: tuple[str, str]) -> WorkbookEdit:
    return edit({FORM: changes})


def restyled(font: str = "", fill: str = "", shown: str = "", alignment: str = "") -> WorkbookEdit:
    """Give the ticks of the form a style of their own."""
    new = (
        rf'\1<xf numFmtId="{199 if shown else 0}" fontId="{9 if font else 4}" fillId="{9 if fill else 0}" '
        f'borderId="1">{alignment}</xf></cellXfs>'
    )
    fonts = "<font><sz val='10'/></font>" * 4 + f"<font>{font}</font></fonts>"
    fills = "<fill><patternFill/></fill>" * 4 + f"<fill>{fill}</fill></fills>"
    styles = [("(<xf [^>]*/?>(?:<alignment[^>]*/></xf>)?)</cellXfs>", new), ("</fonts>", fonts), ("</fills>", fills)]
    if shown:
        styles.append(("<fonts ", f'<numFmts><numFmt numFmtId="199" formatCode="{shown}"/></numFmts><fonts '))
    return edit({STYLES: tuple(styles), FORM: ((f'<c r="{TICKED}" s="5"', f'<c r="{TICKED}" s="10"'),)})


def conditional(style: str, place: str = FORM) -> WorkbookEdit:
    rule = '<conditionalFormatting sqref="A1:N99"><cfRule type="expression" dxfId="0"/></conditionalFormatting>'
    return edit(
        {
            STYLES: (('<dxfs count="0"/>', f"<dxfs><dxf>{style}</dxf></dxfs>"),),
            place: (("(</sheetData>)", rf"\1{rule}"),),
        }
    )


def noted(shape: str) -> WorkbookEdit:
    """Put a drawing of the old kind on the form, as 批注 are."""
    drawing = f'<xml xmlns:v="v" xmlns:x="x"><v:shape><v:textbox><div>请核实</div></v:textbox>{shape}</v:shape></xml>'
    return edit(
        {FORM: (("</worksheet>", f'<legacyDrawing {R} r:id="rId9"/></worksheet>'),)},
        {
            RELATIONS: '<Relationships><Relationship Id="rId9" Target="../drawings/vmlDrawing1.vml"/></Relationships>',
            "xl/drawings/vmlDrawing1.vml": drawing,
        },
    )


def print_area(old: str, new: str) -> WorkbookEdit:
    return edit({BOOK: ((rf"台账!\$A\$1:{old}(?=</def)", f"台账!{new}"),)})


def filled(colour: str) -> str:
    return f'<patternFill patternType="solid"><fgColor {colour}/></patternFill>'


def pushed_out(file: Path) -> None:
    """Put so many empty lines before the ticks of a cell that they do not show."""
    rewrite_parts(file, {STRINGS: (("(<t[^>]*>)(□登录困难)", r'<t xml:space="preserve">' + "\n" * 60 + r"\2"),)})


RED = 'rgb="FFB3261E"'
FORGED: tuple[tuple[str, WorkbookEdit], ...] = (
    ("台账里用条件格式把字变成白色", conditional('<font><color rgb="FFFFFFFF"/></font>')),
    ("台账里用条件格式涂黑", conditional('<fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill>')),
    ("台账里用条件格式显示成“无问题”", conditional('<numFmt numFmtId="200" formatCode=\';;;"无问题"\'/>')),
    ("台账里用数字格式把勾显示成“无问题”", restyled(shown=";;;&quot;无问题&quot;")),
    ("台账里用数字格式在字前加“已整改”", restyled(shown="&quot;已整改&quot;@")),
    ("台账里用数字格式把字显示成白色", restyled(shown="[White]@")),
    ("台账里把字号改成 1", restyled('<sz val="1"/>')),
    ("台账里的字改成接近白色", restyled('<sz val="10"/><color rgb="FFFEFDFC"/>')),
    ("台账里的字改成主题的浅色", restyled('<sz val="10"/><color theme="1" tint="0.99"/>')),
    ("台账里的字改成颜色表里的白色", restyled('<sz val="10"/><color indexed="9"/>')),
    (
        "台账里的字和底色一样",
        restyled(f'<sz val="10"/><color {RED}/>', filled(RED)),
    ),
    ("台账里的格子涂黑", restyled(fill=filled('theme="1"'))),
    ("台账里的字缩进到格子外面", restyled(alignment='<alignment indent="200"/>')),
    ("台账里合并单元格盖住勾", in_form(("<mergeCells[^>]*>", r'\g<0><mergeCell ref="E5:F5"/>'))),
    ("台账里把行高改成 1", in_form(('<row r="5"([^>]*?) ht="[^"]*"', r'<row r="5"\1 ht="1"'))),
    ("台账里把列宽改成 0.2", in_form((r'(<col min="3" [^>]*?)width="[^"]*"', r'\1width="0.2"'))),
    ("台账里没有写高度的行一律隐藏", in_form(("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" '))),
    ("打印区域少了备注一栏", print_area(r"\$N(\$\d+)", r"$A$1:$M\1")),
    ("打印区域跳过前几行", print_area(r"(\$N\$\d+)", r"$A$6:\1")),
    (
        "打印区域分成两块，中间的印不出来",
        print_area(r"(\$N\$\d+)", r"$A$1:$N$4,台账!$A$6:\1"),
    ),
    ("冻结以前滚动，上面的行翻不到", in_form(("<sheetView ", '<sheetView topLeftCell="A5" '))),
    ("“未查完”表隐藏", edit({BOOK: (('<sheet name="未查完"', '<sheet state="veryHidden" name="未查完"'),)})),
    ("“未查完”表里隐藏一行", edit({OPEN: (('<row r="2"', '<row r="2" hidden="1"'),)})),
    ("“未查完”表里用条件格式把字变成白色", conditional('<font><color theme="0"/></font>', OPEN)),
    ("工作表标签隐藏，翻不到别的表", edit({BOOK: (("<workbookView ", '<workbookView showSheetTabs="0" '),)})),
    ("“汇总”表的公式换成数", edit({SUMMARY: (("<f>COUNTIF[^<]*</f>", ""),)})),
    ("“汇总”表的公式减去 1", edit({SUMMARY: (("<f>(COUNTIF[^<]*)</f>", r"<f>\1-1</f>"),)})),
    ("页眉里贴图盖住", in_form(("</worksheet>", f'<legacyDrawingHF {R} r:id="rId9"/></worksheet>'))),
    ("批注总是显示，盖住勾", noted('<x:ClientData ObjectType="Note"><x:Visible/></x:ClientData>')),
    ("按钮控件盖住勾", noted('<x:ClientData ObjectType="Button"></x:ClientData>')),
    ("点到格子就显示“无问题”", in_form(("(</sheetData>)", r'\1<dataValidation prompt="无问题" sqref="F5"/>'))),
    ("勾前面加几十个空行", pushed_out),
    ("一格之中的字改成 1 号", edit({STRINGS: (("<rPr>", '<rPr><sz val="1"/>'),)})),
    ("放进读不懂的部分，使核对停下", in_form(("</worksheet>", f'<legacyDrawing {R} r:id="rId9"/></worksheet>'))),
)


def to_numbers(file: Path) -> None:
    """Take the numbers of the rows for numbers, as the green triangle of Excel offers."""
    with zipfile.ZipFile(file) as book:
        strings = re.findall(r"<si>(.*?)</si>", book.read(STRINGS).decode(), re.DOTALL)
    place = next(at for at, each in enumerate(strings) if re.sub("<[^>]*>", "", each) == "1")
    rewrite_parts(file, {FORM: ((rf'(<c r="A5" s="\d+") t="s"><v>{place}</v>', r"\1><v>1</v>"),)})


YELLOW = '<fill><patternFill><bgColor rgb="FFFFFF00"/></patternFill></fill>'
HONEST: tuple[tuple[str, WorkbookEdit], ...] = (
    ("领导在台账里加了批注", noted('<x:ClientData ObjectType="Note"><x:Row>4</x:Row></x:ClientData>')),
    ("用条件格式把有问题的行标黄", conditional(YELLOW)),
    ("序号由文本转成了数字", to_numbers),
    ("右边没有用的列隐藏了", in_form(("</cols>", '<col min="15" max="16384" hidden="1" width="9"/></cols>'))),
    ("“明细”表拖到了最前面", edit({BOOK: ((r'(<sheets>)(.*)(<sheet name="明细"[^>]*/>)', r"\1\3\2"),)})),
    ("单元格设成会计专用格式", restyled(shown="_ * #,##0_ ;_ * \\-#,##0_ ;_ * &quot;-&quot;_ ;_ @_ ")),
    (
        "字改成蓝色，格子涂成浅灰",
        restyled(
            '<sz val="10"/><color rgb="FF0000FF"/>',
            '<patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/></patternFill>',
        ),
    ),
    ("工作表加了保护", in_form(("(</sheetData>)", r'\1<sheetProtection sheet="1" password="CC1A"/>'))),
    (
        "行高、列宽、页边距都调过",
        in_form(('ht="[^"]*"', 'ht="60"'), ('width="[^"]*"', 'width="30"'), ('left="0.4"', 'left="0.9"')),
    ),
    ("打印区域改成整列", print_area(r"\$N\$\d+", "$A:$N")),
    ("取消了冻结窗格，滚到后面保存", in_form(("<pane [^>]*/>", ""), ("<sheetView ", '<sheetView topLeftCell="C5" '))),
)
