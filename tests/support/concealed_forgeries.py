"""Forgeries that hide: what shows of a workbook and what its cells say differ, or a page lies where nobody looks.

And honest accidents that look like them: a copy from an e-mail, names garbled by an archive, a filter that was saved.
"""

from __future__ import annotations

import shutil
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.support.forgeries import (
    Deed,
    Forgery,
    hand_back_workbook,
    only,
    other_line_ends,
    page_of,
    replace,
    seal_anew,
    with_mark,
    workbook_of,
)
from tests.support.workbook_forgeries import BOOK, FORM, STRINGS, STYLES, rewrite_parts
from zicha.evidence.chain import add_to_chain
from zicha.evidence.remarks import Remark, digest_of
from zicha.evidence.seal import FINDINGS

Change = tuple[str, str]
"""An expression, and what stands in its place."""


def in_part(part: str, *changes: Change) -> Deed:
    """Change how a workbook is shown."""
    return only(lambda report: rewrite_parts(workbook_of(report), {part: changes}))


def twice_in_archive(report: Path) -> None:
    """Put a second form of the same name into a workbook."""
    with zipfile.ZipFile(workbook_of(report)) as book:
        form = book.read(FORM)
    with warnings.catch_warnings(), zipfile.ZipFile(workbook_of(report), "a") as book:
        warnings.simplefilter("ignore")
        book.writestr(FORM, form)


def cover(report: Path) -> None:
    """Put a shape over the form."""
    drawn = '<drawing xmlns:r="r" r:id="rId9"/></worksheet>'
    rewrite_parts(workbook_of(report), {FORM: (("</worksheet>", drawn),)})
    relation = '<Relationships><Relationship Id="rId9" Target="../drawings/drawing1.xml"/></Relationships>'
    with zipfile.ZipFile(workbook_of(report), "a") as book:
        book.writestr("xl/worksheets/_rels/sheet1.xml.rels", relation)
        book.writestr("xl/drawings/drawing1.xml", "<wsDr><twoCellAnchor/></wsDr>")


def untick_and_save_again(report: Path) -> None:
    """Take a tick away in a workbook while it is saved by another program."""

    def untick(sheets: dict[str, list[list[Any]]]) -> None:
        row, place = next((row, at) for row in sheets["台账"] for at, cell in enumerate(row) if "☑" in str(cell))
        row[place] = str(row[place]).replace("☑", "□", 1)

    hand_back_workbook(report, untick)


def untick_behind_mark(report: Path) -> None:
    """Take a tick off a page that an editor has also put its mark before."""
    page = page_of(report)
    with_mark(page)
    replace(page, "☑", "□")


def clear_behind_line_ends(report: Path) -> None:
    """Call clean what was a problem, in findings whose line ends were changed as well."""
    other_line_ends(report, ".jsonl")
    replace(report / FINDINGS, '"verdict":"有问题"', '"verdict":"未发现问题"')


def link_page(report: Path) -> None:
    """Put a link in the place of a page; what it leads to can be changed at any time."""
    page = page_of(report)
    page.symlink_to(page.replace(report.with_name("别处.html")))


def chain_addition(report: Path) -> None:
    """Add a file to the evidence, and to the end of its chain."""
    file = report / "evidence" / "补充.html"
    file.write_text("无问题", encoding="utf-8")
    add_to_chain(report / "evidence", file.name, digest_of(file.read_bytes()))
    shutil.rmtree(report / "evidence" / ".locks", ignore_errors=True)


def drop_page_and_list_anew(report: Path) -> None:
    """Remove a page, and make the list of the seal anew: its number stays."""
    page_of(report).unlink()
    seal_anew(report)


def hide_page(name: str) -> Deed:
    """Put a page with a tick less where nobody looks for one."""

    def deed(report: Path, other: Path) -> None:
        file = report / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page_of(report).read_bytes().replace("☑".encode(), "□".encode()))

    return deed


NO_FORMAT = ("<fonts ", '<numFmts count="1"><numFmt numFmtId="199" formatCode=";;;"/></numFmts><fonts ')
A, ADDED = Remark.ALTERED, Remark.ADDED
CONCEALED = (
    Forgery("台账里隐藏一行", in_part(FORM, (r'<row r="8"', '<row r="8" hidden="1"')), A),
    Forgery("台账里隐藏一列", in_part(FORM, ('<col min="3"', '<col hidden="1" min="3"')), A),
    Forgery("台账里把一列的宽度改成 0", in_part(FORM, (r'(<col min="3" [^>]*?)width="[^"]*"', r'\1width="0"')), A),
    Forgery("台账表整个隐藏", in_part(BOOK, ('<sheet name="台账"', '<sheet state="hidden" name="台账"')), A),
    Forgery("打印区域截短，后几行印不出来", in_part(BOOK, (r"(台账'?!\$A\$1:\$N\$)\d+", r"\g<1>5")), A),
    Forgery("台账里的字改成白色", in_part(STYLES, ('<color theme="1"/>', '<color rgb="FFFFFFFF"/>')), A),
    Forgery("台账里的字加删除线", in_part(STYLES, ("<font>", "<font><strike/>")), A),
    Forgery(
        "台账里用不显示的格式藏起内容",
        in_part(STYLES, ('numFmtId="0"', 'numFmtId="199"'), NO_FORMAT),
        A,
    ),
    Forgery("台账的勾单独改成白色", in_part(STRINGS, ("<rPr>", '<rPr><color rgb="FFFFFFFF"/>')), A),
    Forgery("台账里贴一张图盖住", only(cover), A),
    Forgery("台账里改成公式，存着的值照旧", in_part(FORM, (r'(<c r="B8"[^>]*>)', r"\1<f>1+1</f>")), A),
    Forgery("台账的压缩包里放两份同名的表", only(twice_in_archive), A),
    Forgery("台账另存，同时改掉一个勾", only(untick_and_save_again), A),
    Forgery("网页加了 BOM，同时改掉一个勾", only(untick_behind_mark), A),
    Forgery("结论的换行符变了，同时改了一条", only(clear_behind_line_ends), A),
    Forgery("网页换成指向别处的链接", only(link_page), A),
    Forgery("改过的网页藏在锁文件的文件夹里", hide_page("evidence/.locks/页.html"), ADDED),
    Forgery("改过的网页取名 Thumbs.db", hide_page("departments/Thumbs.db"), ADDED),
    Forgery("改过的网页放进“待人工核查”", hide_page("待人工核查/市直/台账.html"), ADDED),
    Forgery("另放一个名称只差大小写的网页", hide_page("INDEX.html"), ADDED),
    Forgery("证据里加一个文件，接在证据链末尾", only(chain_addition), ADDED),
    Forgery("删掉一个网页，封存记录的清单重做", only(drop_page_and_list_anew), Remark.REWRITTEN, book=True),
)


def copy_beside(report: Path) -> None:
    for file in (page_of(report), workbook_of(report)):
        shutil.copy(file, file.with_stem(f"{file.stem}(1)"))


def unzip_garbled(report: Path, written: str, read: str) -> None:
    """Unzip the report by a program that takes the characters of its names for others."""
    for file in sorted(report.rglob("*"), key=lambda each: -len(each.parts)):
        with suppress(UnicodeError):
            file.rename(file.with_name(file.name.encode(written).decode(read)))


def save_filtered(report: Path) -> None:
    """Choose rows of a workbook by its filter, and save it so."""
    rule = '<filterColumn colId="1"><filters><filter val="取水许可"/></filters></filterColumn>'
    filtered = (r"(<autoFilter [^>]*?)/>", rf"\1>{rule}</autoFilter>")
    rewrite_parts(
        workbook_of(report),
        {
            FORM: (
                (r'<row r="8"', '<row r="8" hidden="1"'),
                filtered,
            )
        },
    )


def save_restyled(report: Path) -> None:
    """Make a column wider, and take another font."""
    rewrite_parts(workbook_of(report), {FORM: ((r'(<col [^>]*?)width="[^"]*"', r'\1width="33"'),)})
    rewrite_parts(workbook_of(report), {STYLES: ((r'<name val="[^"]*"/>', '<name val="仿宋"/>'),)})


def save_by_wps(report: Path) -> None:
    """Leave in a workbook what WPS does: its name as that of the program, and a part of its own."""
    own = {"docProps/custom.xml": '<Properties><property name="KSOProductBuildVer"/></Properties>'}
    rewrite_parts(workbook_of(report), {"docProps/app.xml": (("Microsoft Excel", "WPS 表格"),)}, own)


def make_folders_read_only(report: Path) -> None:
    for folder in (report, *report.rglob("*")):
        if folder.is_dir():
            folder.chmod(0o555)


MISTAKEN: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("邮件附件又存了一份（文件名带“(1)”）", copy_beside),
    ("压缩包里的中文名被解压成乱码", lambda report: unzip_garbled(report, "gbk", "cp437")),
    ("中文名被当成 GBK 解压", lambda report: unzip_garbled(report, "utf-8", "gbk")),
    ("台账筛选以后保存", save_filtered),
    ("台账调宽了列、换了字体再保存", save_restyled),
    ("台账用 WPS 保存过", save_by_wps),
    ("只读的文件夹", make_folders_read_only),
)
