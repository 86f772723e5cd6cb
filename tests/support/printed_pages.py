"""Pages that are printed, scanned, drawn: what a PDF may hold."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

LINES = [["取水许可申请表"], ["姓名", ""], ["联系电话", ""], ["住址", ""], ["申请日期", ""], ["申请人签字（盖章）："]]
FOOTER = "开封市政务服务和大数据管理局 扫描全能王创建 第1页 共1页"


def png() -> bytes:
    noise = random.Random(1).randbytes(60 * 80)
    return saved(lambda stream: Image.frombytes("L", (60, 80), noise).save(stream, "PNG"))


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def with_addition(content: bytes, *, kind: str, at_end: bytes = b"") -> bytes:
    """Return a PDF with something over its first page, as programs add it: behind what stood there."""
    number, page = next(
        (int(match[1]), match[2])
        for match in re.finditer(rb"(\d+) 0 obj\n(<<.*?)>>\s*endobj", content, re.DOTALL)
        if b"/Type /Page\n" in match[2]
    )
    size = int(re.findall(rb"/Size (\d+)", content)[-1])
    drawn = f"{size} 0 obj\n<< /Type /Annot /Subtype /{kind} /Rect [0 0 300 300] /C [1 1 1] /IC [1 1 1] >>\nendobj\n"
    objects = (
        (number, b"%d 0 obj\n%s /Annots [%d 0 R] >>\nendobj\n" % (number, page, size)),
        (size, drawn.encode() + at_end),
    )
    body, places = content, []
    for own, written in objects:
        places.append((own, len(body)))
        body += written
    entries = b"".join(b"%d 1\n%010d 00000 n \n" % each for each in places)
    root, before = re.findall(rb"/Root (\d+ 0 R)", content)[-1], re.findall(rb"startxref\s+(\d+)", content)[-1]
    trailer = b"trailer\n<< /Size %d /Root %s /Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
    return body + b"xref\n" + entries + trailer % (size + 1, root, before, len(body))


def pdf(*pages: Callable[[Canvas], None]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def printed(canvas: Canvas) -> None:
    for number, line in enumerate(LINES):
        canvas.drawString(60, 700 - 30 * number, line[0])
        canvas.rect(55, 690 - 30 * number, 300, 30)


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(png())), 50, 100, 400, 600)


def scanned_with_footer(canvas: Canvas) -> None:
    scanned(canvas)
    canvas.drawString(50, 50, FOOTER)


def with_a_seal(canvas: Canvas) -> None:
    printed(canvas)
    canvas.drawImage(ImageReader(io.BytesIO(png())), 400, 300, 80, 80)


def signature_only(canvas: Canvas) -> None:
    canvas.drawString(60, 700, "申请人签字：")
    canvas.line(60, 690, 300, 690)


def drawn(canvas: Canvas) -> None:
    for number in range(120):
        canvas.line(50, 700 - 5 * number, 500, 703 - 5 * number)


def drawn_with_footer(canvas: Canvas) -> None:
    drawn(canvas)
    canvas.drawString(50, 50, "第1页 共1页")


def in_a_form_object(canvas: Canvas) -> None:
    canvas.beginForm("page")
    scanned(canvas)
    canvas.endForm()
    canvas.doForm("page")


def head_of_letter(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(png())), 60, 750, 120, 60)
    signature_only(canvas)
