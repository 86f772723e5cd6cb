"""空表 and 样表: real files, made when first asked for. A blank form is empty, a sample is filled in for its city."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from zicha.demo.publication import FileKind, PublishedFile

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

MEDIA_TYPES = {
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.DOC: "application/msword",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
    FileKind.JPG: "image/jpeg",
}
LABELS = (
    "申请人（单位）",
    "统一社会信用代码/身份证号",
    "住所（地址）",
    "联系人",
    "联系电话",
    "申请事项",
    "申请理由",
    "申请日期",
)
PLEDGE = "本人（单位）承诺所填内容真实、准确，如有虚假，愿意承担相应法律责任。"
SIGNATURE = "申请人签字（盖章）："
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "C:/Windows/Fonts/simsun.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Medium.ttc",
)
DOC_TITLE_LENGTH, DOC_VALUE_LENGTH = 60, 40


def make_form(file: PublishedFile) -> bytes:
    """The bytes of a form file."""
    return _make(file.kind, file.title, file.matter, values(file))


def values(file: PublishedFile) -> tuple[str, ...]:
    """What stands beside each of LABELS."""
    if not file.filled:
        return ("",) * len(LABELS)
    city = file.city
    return (
        f"{city.removesuffix('市')}样例科技有限公司",
        "91410200MA9XXXXXXX",
        f"河南省{city}样例路1号",
        "张某某",
        "0371-2388XXXX",
        file.matter,
        f"因经营需要，特向{city}有关部门申请办理。",
        "2026年3月1日",
    )


@lru_cache(maxsize=512)
def _make(kind: FileKind, title: str, matter: str, filled: tuple[str, ...]) -> bytes:
    makers = {FileKind.DOCX: _docx, FileKind.DOC: _doc, FileKind.XLSX: _xlsx, FileKind.PDF: _pdf, FileKind.JPG: _jpg}
    return makers[kind](title, matter, filled)


def _docx(title: str, matter: str, filled: tuple[str, ...]) -> bytes:
    document = Document()
    document.add_heading(title, 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(f"事项名称：{matter}")
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in zip(LABELS, filled, strict=True):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_paragraph(PLEDGE)
    document.add_paragraph(SIGNATURE)
    return _saved(document.save)


def _doc(title: str, matter: str, filled: tuple[str, ...]) -> bytes:
    """form.doc is a Word 97 file with markers of fixed length: 题目, 事项, 值1 … 值8, each padded with ＿.

    Its text is UTF-16 in one piece, so that a marker can be overwritten in place by a text of its own length.
    """
    content = (files("zicha.demo") / "form.doc").read_bytes()
    texts = {"题目": title, "事项": matter, **{f"值{index}": text for index, text in enumerate(filled, 1)}}
    for name, text in texts.items():
        length = DOC_VALUE_LENGTH if name.startswith("值") else DOC_TITLE_LENGTH
        marker = f"{name}{'＿' * length}"[:length].encode("utf-16-le")
        content = content.replace(marker, f"{text:<{length}}"[:length].encode("utf-16-le"), 1)
    return content


def _xlsx(title: str, matter: str, filled: tuple[str, ...]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("申请表")
        border = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 50)
        sheet.merge_range(0, 0, 0, 1, title, book.add_format({"bold": True, "align": "center", "font_size": 16}))
        for row, (label, value) in enumerate((("事项名称", matter), *zip(LABELS, filled, strict=True)), 1):
            sheet.write_string(row, 0, label, border)
            sheet.write_string(row, 1, value, border)
        sheet.write_string(len(LABELS) + 2, 0, PLEDGE)
        sheet.write_string(len(LABELS) + 3, 0, SIGNATURE)
    return stream.getvalue()


def _pdf(title: str, matter: str, filled: tuple[str, ...]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setTitle(title)
    width, top = A4
    canvas.setFont("STSong-Light", 20 if len(title) <= 22 else 440 / len(title))
    canvas.drawCentredString(width / 2, top - 80, title)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(60, top - 120, f"事项名称：{matter}")
    for row, (label, value) in enumerate(zip(LABELS, filled, strict=True)):
        y = top - 170 - 36 * row
        canvas.rect(60, y, 160, 36)
        canvas.rect(220, y, width - 280, 36)
        canvas.drawString(66, y + 13, label)
        canvas.drawString(226, y + 13, value)
    canvas.drawString(60, top - 480, PLEDGE)
    canvas.drawString(60, top - 520, SIGNATURE)
    canvas.save()
    return stream.getvalue()


def _jpg(title: str, matter: str, filled: tuple[str, ...]) -> bytes:
    """A scan: grey paper, slightly askew."""
    page = Image.new("L", (1240, 1754), 247)
    draw = ImageDraw.Draw(page)
    draw.text((620, 160), title, font=_font(min(44, 1000 // max(len(title), 1))), fill=30, anchor="mm")
    draw.text((110, 240), f"事项名称：{matter}", font=_font(26), fill=40)
    for row, (label, value) in enumerate(zip(LABELS, filled, strict=True)):
        y = 310 + 90 * row
        draw.rectangle((110, y, 450, y + 90), outline=60, width=2)
        draw.rectangle((450, y, 1130, y + 90), outline=60, width=2)
        draw.text((124, y + 28), label, font=_font(24), fill=40)
        draw.text((464, y + 28), value, font=_font(26), fill=20)
    draw.text((110, 1090), PLEDGE, font=_font(26), fill=40)
    draw.text((110, 1160), SIGNATURE, font=_font(26), fill=40)
    scan = page.rotate(0.6, fillcolor=240, resample=Image.Resampling.BILINEAR)
    return _saved(lambda stream: scan.save(stream, "JPEG", quality=70))


@lru_cache(maxsize=8)
def _font(size: int) -> FreeTypeFont | ImageFont.ImageFont:
    installed = (path for path in _FONTS if Path(path).is_file())
    path = next(installed, None)
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()
