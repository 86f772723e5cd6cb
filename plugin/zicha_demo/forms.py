"""空表 and 样表: real files, made when first asked for. A blank form is empty, a sample is filled in for its city."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from zicha_demo.plain_files import ofd, rar, rtf, zipped
from zicha_demo.publication import FileKind, PublishedFile

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

MEDIA_TYPES = {
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.DOC: "application/msword",
    FileKind.WPS: "application/vnd.ms-works",
    FileKind.RTF: "application/rtf",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.ET: "application/vnd.ms-excel",
    FileKind.PDF: "application/pdf",
    FileKind.OFD: "application/ofd",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.ZIP: "application/zip",
    FileKind.RAR: "application/vnd.rar",
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


class Form(NamedTuple):
    """What is printed: the title, the matter, what stands beside each of LABELS, and notes below."""

    title: str
    matter: str
    values: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """Return all of it, line by line."""
        table = (("事项名称", self.matter), *zip(LABELS, self.values, strict=True))
        return ((self.title,), *table, (PLEDGE,), (SIGNATURE,), *((note,) for note in self.notes))


def make_form(file: PublishedFile) -> bytes:
    """Return the bytes of a form file."""
    forms = [Form(file.title, file.matter, values(file), file.notes)]
    if file.both:
        called = {f"{file.title}（空表）": False, f"{file.title}（样表）": True}
        forms = [
            Form(title, file.matter, values(file.model_copy(update={"filled": filled})), file.notes)
            for title, filled in called.items()
        ]
    return _make(file.kind, tuple(forms))


def values(file: PublishedFile) -> tuple[str, ...]:
    """Return what stands beside each of LABELS."""
    if file.values:
        return tuple(file.values.get(label, "") for label in LABELS)
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
def _make(kind: FileKind, forms: tuple[Form, ...]) -> bytes:
    first = forms[0]
    match kind:
        case FileKind.DOCX:
            return _docx(forms)
        case FileKind.DOC | FileKind.WPS:
            return _template("form.doc", first)
        case FileKind.XLS | FileKind.ET:
            return _template("form.xls", first)
        case FileKind.RTF:
            return rtf([line for form in forms for line in form.lines])
        case FileKind.XLSX:
            return _xlsx(first)
        case FileKind.PDF:
            return _pdf(forms)
        case FileKind.OFD:
            return ofd([line for form in forms for line in form.lines])
        case FileKind.JPG | FileKind.PNG:
            return _picture(first, "JPEG" if kind is FileKind.JPG else "PNG")
    pack = zipped if kind is FileKind.ZIP else rar
    return pack({f"{form.title}.docx": _docx((form,)) for form in forms})


def _docx(forms: Sequence[Form]) -> bytes:
    document = Document()
    for form in forms:
        document.add_heading(form.title, 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph(f"事项名称：{form.matter}")
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in zip(LABELS, form.values, strict=True):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
        for text in (PLEDGE, SIGNATURE, *form.notes):
            document.add_paragraph(text)
    return _saved(document.save)


def _template(name: str, form: Form) -> bytes:
    """Return form.doc or form.xls with the markers replaced: 题目, 事项, 值1 … 值8, each padded with ＿ to its length.

    Their text is UTF-16 in one piece, so that a marker can be overwritten in place by a text of its own length.
    """
    content = (files("zicha_demo") / name).read_bytes()
    texts = {"题目": form.title, "事项": form.matter, **{f"值{i}": text for i, text in enumerate(form.values, 1)}}
    for marker, text in texts.items():
        length = DOC_VALUE_LENGTH if marker.startswith("值") else DOC_TITLE_LENGTH
        padded = f"{marker}{'＿' * length}"[:length].encode("utf-16-le")
        content = content.replace(padded, f"{text:<{length}}"[:length].encode("utf-16-le"), 1)
    return content


def _xlsx(form: Form) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("申请表")
        border = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 50)
        head = book.add_format({"bold": True, "align": "center", "font_size": 16})
        sheet.merge_range(0, 0, 0, 1, form.title, head)
        for row, line in enumerate(form.lines[1:], 1):
            for column, cell in enumerate(line):
                sheet.write_string(row, column, cell, border if len(line) > 1 else None)
    return stream.getvalue()


def _pdf(forms: Sequence[Form], password: str = "") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, encrypt=StandardEncryption(password) if password else None)
    width, top = A4
    for form in forms:
        canvas.setTitle(form.title)
        canvas.setFont("STSong-Light", 20 if len(form.title) <= 22 else 440 / len(form.title))
        canvas.drawCentredString(width / 2, top - 80, form.title)
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(60, top - 120, f"事项名称：{form.matter}")
        for row, (label, value) in enumerate(zip(LABELS, form.values, strict=True)):
            y = top - 170 - 36 * row
            canvas.rect(60, y, 160, 36)
            canvas.rect(220, y, width - 280, 36)
            canvas.drawString(66, y + 13, label)
            canvas.drawString(226, y + 13, value)
        for row, text in enumerate((PLEDGE, SIGNATURE, *form.notes)):
            canvas.drawString(60, top - 480 - 40 * row, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _picture(form: Form, kind: str) -> bytes:
    """Return a scan: grey paper, slightly askew."""
    page = Image.new("L", (1240, 1754), 247)
    draw = ImageDraw.Draw(page)
    title = form.title
    draw.text((620, 160), title, font=_font(min(44, 1000 // max(len(title), 1))), fill=30, anchor="mm")
    draw.text((110, 240), f"事项名称：{form.matter}", font=_font(26), fill=40)
    for row, (label, value) in enumerate(zip(LABELS, form.values, strict=True)):
        y = 310 + 90 * row
        draw.rectangle((110, y, 450, y + 90), outline=60, width=2)
        draw.rectangle((450, y, 1130, y + 90), outline=60, width=2)
        draw.text((124, y + 28), label, font=_font(24), fill=40)
        draw.text((464, y + 28), value, font=_font(26), fill=20)
    for row, text in enumerate((PLEDGE, SIGNATURE, *form.notes)):
        draw.text((110, 1090 + 70 * row), text, font=_font(26), fill=40)
    scan = page.rotate(0.6, fillcolor=240, resample=Image.Resampling.BILINEAR)
    return _saved(lambda stream: scan.save(stream, kind, quality=70))


@lru_cache(maxsize=8)
def _font(size: int) -> FreeTypeFont | ImageFont.ImageFont:
    installed = (path for path in _FONTS if Path(path).is_file())
    path = next(installed, None)
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


# ── what is wrong with a file ────────────────────────────────────────────────────────────────────────────────────


def protected_form(file: PublishedFile) -> bytes:
    """Return the form behind a password, as far as opening it goes: marked as such, or really so."""
    form = Form(file.title, file.matter, values(file))
    match file.kind:
        case FileKind.PDF:
            return _pdf([form], password="zicha")
        case FileKind.DOC | FileKind.WPS:
            content = bytearray(_template("form.doc", form))
            content[content.index(b"\xec\xa5") + 0x0B] |= 0x01  # fEncrypted
            return bytes(content)
        case FileKind.ZIP:
            content = bytearray(make_form(file))
            for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
                content[content.index(head) + at] |= 0x01
            return bytes(content)
    # Office packs an encrypted docx or xlsx into the stream EncryptedPackage of a compound file.
    name = "WordDocument".encode("utf-16-le")
    content = bytearray((files("zicha_demo") / "form.doc").read_bytes())
    at = content.index(name)
    other = "EncryptedPackage".encode("utf-16-le")
    content[at : at + 64] = other.ljust(64, b"\0")
    content[at + 64] = len(other) + 2
    return bytes(content)


@lru_cache(maxsize=1)
def bomb() -> bytes:
    """Return 40 MB of nothing in 40 KB."""
    return zipped({"申请表.docx": bytes(40 << 20)})
