"""测试件数据: what a test application is filled in with. Invented, with right check digits, and marked 测试.

The values are data of the profile, per identity; this module only chooses among them for a field.
"""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload

from zicha.model.matter import Identity
from zicha.portal.live.look import Field
from zicha.portal.profile import InventedData

_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[-－—~～]|至|到)\s*(\d+(?:\.\d+)?)")
_EXAMPLE = re.compile(r"(?:例如|如|示例|样例|例|格式|应为|形如)\s*[：:]?\s*([^\s，。；,;）)“”]+)")
_AS_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}|[yY]{4})([-/.年]?)(?:1[0-2]|0?[1-9]|[mM]{2})([-/.月]?)(?:[0-3]\d|\d|[dD]{2})(日?)(?!\d)"
)
_DATE = re.compile(r"(?:\d{4}|[yY]{4})(\D?)(?:\d{1,2}|[mM]{2})(\D?)(?:\d{1,2}|[dD]{2})(日?)")
_DATE = re.compile(r"日期|年月日")
_NUMBER = re.compile(r"数字|整数|小数|数值|单位[：:为]")
_OF_LETTERS = re.compile(r"([少多超]|以上|以下|以内|不[足低]).{0,4}?(\d+)\s*(?:个?字|个?字符|位)")

UPLOAD: FilePayload = {
    "name": "ceshi.pdf",
    "mimeType": "application/pdf",
    "buffer": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ),
}
"""An empty page as PDF, uploaded where a material must be attached."""


def value_for(field: Field, identity: Identity, invented: InventedData, complaint: str = "") -> str:
    """Return what to type into a field: by its label, else as a `complaint` of the page or its hint shows it.

    What is somebody's, a telephone or an address, is never taken from an example: that may be a real one.
    """
    if field.type == "number":
        return _number(field, invented.otherwise["number"])
    if field.type == "date":
        return max(field.min, min(field.max or "9999", invented.otherwise["date"]))
    values = invented.values[identity]
    fitting = (values[datum] for datum, words in invented.words.items() if any(word in field.caption for word in words))
    usual = next(fitting, "")
    value = usual or _shown(field, complaint, invented) or _shown(field, field.hint, invented)
    value = _of_length(value or invented.otherwise.get(field.type, invented.otherwise["text"]), complaint)
    return value[: field.longest] if field.longest else value


def _shown(field: Field, words: str, invented: InventedData) -> str:
    """Return a value as the words show it: a date or a number in their form, or their own example."""
    example = next((each for each in _EXAMPLE.findall(words) if re.search(r"\d", each)), "")
    if (form := _AS_DATE.search(example or words)) is not None:
        return _dated(form, invented.otherwise["date"])
    if _NUMBER.search(words) or re.fullmatch(r"\d+(?:\.\d+)?", example):
        number = re.match(r"\d+(?:\.\d+)?", example)
        return number[0] if number else _number(field.model_copy(update={"hint": words}), invented.otherwise["number"])
    if example:
        return example
    return invented.otherwise["date"] if _DATE.search(f"{field.caption}{words}") else ""


def _dated(form: re.Match[str], day: str) -> str:
    """Return a day in the form that is shown: 2026/01/05, 2026年1月5日, 20260105."""
    year, month, date = day.split("-")
    if form[1] == "年":
        month, date = month.lstrip("0"), date.lstrip("0")
    return f"{year}{form[1]}{month}{form[2]}{date}{form[3]}"


def _of_length(value: str, complaint: str) -> str:
    """Return a value with as many letters as a complaint asks for."""
    limit = _OF_LETTERS.search(complaint)
    if limit is None:
        return value
    wanted = int(limit[2])
    is_most = limit[1] in ("多", "超", "以内", "以下")
    return value[:wanted] if is_most else (value * (wanted // len(value) + 1))[: max(wanted, len(value))]


def option_for(field: Field) -> str:
    """Return the first real option of a list, empty when it has none (yet)."""
    return next((value for value in field.options if value and not value.startswith("请选择")), "")


def _number(field: Field, usual: str) -> str:
    """Return the usual number, or the nearest that is allowed."""
    limits = _RANGE.search(field.hint)
    least, most = field.min or (limits[1] if limits else ""), field.max or (limits[2] if limits else "")
    if least and float(usual) < float(least):
        return least
    if most and float(usual) > float(most):
        return most
    return usual
