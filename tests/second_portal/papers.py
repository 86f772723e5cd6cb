"""空白样张 and 填写范本 that the portal hands out: real files, made when they are asked for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

import xlsxwriter
from docx import Document

_ASKED = ("申请单位", "统一社会信用代码", "单位地址", "法定代表人", "经办人及电话", "申请内容", "填表日期")
_PLEDGE = "申请单位承诺：以上内容及所附资料真实有效。"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def example(city: str, matter: str) -> tuple[str, ...]:
    """Return what a sample is filled in with."""
    return (
        f"{city.removesuffix('市')}某某市政工程有限公司",
        "91410700MA4XXXXXXX",
        f"{city}某某路88号",
        "王某某",
        "李某某　1390373XXXX",
        f"申请办理{matter}，计划实施三个月。",
        "2026年4月8日",
    )


@lru_cache(maxsize=64)
def paper(kind: str, title: str, city: str, values: Sequence[str]) -> bytes:
    """Return a form of a city as a file of a kind, with what is filled in, or nothing."""
    filled = values or ("",) * len(_ASKED)
    return _workbook(title, city, filled) if kind == "xlsx" else _document(title, city, filled)


def _document(title: str, city: str, values: Sequence[str]) -> bytes:
    document, stream = Document(), io.BytesIO()
    document.add_paragraph(title)
    document.add_paragraph(f"{city}城市管理局：")
    table = document.add_table(rows=0, cols=2)
    for label, value in zip(_ASKED, values, strict=True):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_paragraph(_PLEDGE)
    document.save(stream)
    return stream.getvalue()


def _workbook(title: str, city: str, values: Sequence[str]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet("表")
        sheet.merge_range(0, 0, 0, 1, title)
        sheet.write(1, 0, f"{city}城市管理局：")
        for row, (label, value) in enumerate(zip(_ASKED, values, strict=True), 2):
            sheet.write(row, 0, label)
            sheet.write(row, 1, value)
        sheet.write(len(_ASKED) + 2, 0, _PLEDGE)
    return stream.getvalue()
