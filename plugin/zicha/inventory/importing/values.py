"""One cell as the value of an element: a choice by its label, a limit with its unit, a count, a day, prose.

Numbers that vendors put for labels contradict each other, so a bare code means nothing here unless a mapping file
says what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from zicha.inventory.importing.source import Cell
from zicha.inventory.shape import Kind, Shape
from zicha.model.base import folded
from zicha.model.similar_words import most_similar
from zicha.model.time_limit import TimeLimit
from zicha.text.answers import read_visits
from zicha.text.folding import is_nothing
from zicha.text.numerals import read_number

_YES = ("是", "有", "支持", "提供", "对接", "√", "✓", "Y", "YES", "TRUE")
_NO = ("否", "无", "不支持", "不提供", "不对接", "没有", "未对接", "×", "✗", "N", "NO", "FALSE")
_CODE = re.compile(r"^[0-9A-Z]{1,3}\s*[.、:：|_\-—]\s*(?=\D)|\s*[(（][0-9A-Z]{1,3}[)）]$")
"""A vendor's number before or behind a label: 1-原件, 原件(1)."""
_BEHIND = re.compile(r"\s*[(（][^)）]*[)）]$")
_PARTS = re.compile(r"[、,，;；|/\n]+")
_ITEM = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、:：])\s*(?!\d)"
)
"""The number of an item of a list: 1. （一） 二、"""
_IN_A_ROW = re.compile(r"(?:^|(?<=[\s;；。,，、]))[(（]?(\d{1,2})[)）.．、](?!\d)")
"""The numbers of a list that stands in one line."""
_FIRST_DAY, _DAYS = date(1899, 12, 30), range(20_000, 80_000)
"""Days as a spreadsheet counts them: 1954 to 2118."""
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[ T].*)?")
_COUNTED = {"原件份数": r"原件(?:份数)?\D{0,3}?(\d{1,2})", "复印件份数": r"复印件(?:份数)?\D{0,3}?(\d{1,2})"}
_LONGEST = 2000
CODE_FORM = re.compile(r"[0-9A-Z]{12,36}")
_CODES = ("实施编码", "门户编号", "区划代码")
_NAMES = ("事项名称", "材料名称", "环节名称")
_NUMBER_BEFORE = re.compile(r"^\d{1,3}\s*[.．、]\s*(?!\d)")
_VISITS = "到办事现场次数"
_FILES = ("空白表格", "示例样表")
"""Elements that a list often gives as the name or the address of a file."""


class Unplaced(Exception):
    """The cell cannot be taken over; the text says why, and what to do."""


def value_of(cell: Cell, key: str, shape: Shape, unit: str = "") -> Any:
    """Return what the YAML shall hold of a cell: a text, a number or a list; None for nothing. Raise Unplaced."""
    if cell.is_spoilt:
        raise Unplaced(f"“{cell.text}”已被表格软件改坏（位数丢失或公式出错），请把该列设为文本后重新导出")
    value = _value(cell.text, key, shape, unit)
    return list(value) if isinstance(value, list) else value


@lru_cache(maxsize=20_000)  # a column says the same in most of its cells
def _value(written: str, key: str, shape: Shape, unit: str) -> Any:
    text = _tidy(written)
    if shape.kind is Kind.YES_NO:
        return _yes_or_no(text, key)
    if is_nothing(text) and not (shape.kind is Kind.LIMIT and text == "无"):
        return None
    if shape.many:
        return _many(text, shape)
    match shape.kind:
        case Kind.CHOICE:
            return _choice(text, shape.choices)
        case Kind.LIMIT:
            return _limit(text, key, unit)
        case Kind.NUMBER:
            return _count(text, key, shape.most)
        case Kind.DATE:
            return _day(text)
    if key in _NAMES:
        text = _NUMBER_BEFORE.sub("", text.replace("\n", ""))  # a name that goes on in the next line of its cell
    if len(line := " ".join(text.split())) > _LONGEST:
        raise Unplaced(f"有 {len(line)} 个字，超过 {_LONGEST} 个字，请删减后再导入")
    return _code(line, key) if key in _CODES else line


def _code(text: str, key: str) -> str:
    """Return a code as it is written in the inventory: in half width, without blanks."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if key == "实施编码" and not CODE_FORM.fullmatch(plain := plain.upper()):
        raise Unplaced(f"“{text}”不像实施编码，应为 12 至 36 位数字和大写字母")
    return plain


def counts_of(cell: Cell) -> dict[str, int]:
    """Return the numbers of originals and copies that one cell names: 原件1份，复印件2份. Raise Unplaced."""
    text = unicodedata.normalize("NFKC", _tidy(cell.text))
    counts = {key: re.findall(pattern, text) for key, pattern in _COUNTED.items()}
    if is_nothing(text):
        return {}
    if any(len(each) > 1 for each in counts.values()) or not any(counts.values()):
        raise Unplaced(f"“{cell.text}”看不出原件和复印件各几份，请写成“原件1份，复印件0份”")
    return {key: int(each[0]) for key, each in counts.items() if each}


def _tidy(text: str) -> str:
    """Return text without what nobody sees, and lines without blanks at their ends."""
    text = "".join(char for char in text if unicodedata.category(char) != "Cf").replace("\xa0", " ")
    text = re.sub(r"<br\s*/?>|</p>|_x000D_|\r\n?", "\n", text, flags=re.IGNORECASE)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _label(text: str) -> str:
    return _CODE.sub("", text).strip()


def _yes_or_no(text: str, key: str) -> str | None:
    if not text.strip("-—/"):
        return None
    if answer := _as_answer(text) or ("否" if is_nothing(text) else "") or _answer_in_words(text, key):
        return answer
    if key in _FILES and (re.search(r"[./]\w", text) or re.fullmatch(r"[0-9a-fA-F-]{16,}", text)):
        return "是"
    raise Unplaced(f"“{text}”看不出是还是否{_about_codes(text)}")


def _as_answer(text: str) -> str:
    """Return 是 or 否 for words that answer a question, empty for others."""
    plain = folded(_label(text))
    return "是" if plain in _YES else "否" if plain in _NO else ""


def _answer_in_words(text: str, key: str) -> str:
    """Return 是 or 否 for words that repeat what is asked: 不收费 or 免费 beside 是否收费, 可网办 beside 是否网办."""
    topic = re.sub("^是否(?:支持|对接|提供)?", "", key)
    match = re.fullmatch(rf"(不|未|无|免|没有)?(?:可以?|能|需要?|须|予|支持|提供|对接)?{topic}|(免费)", text.strip())
    if match is None or (match[2] and topic != "收费") or not key.startswith("是否"):
        return ""
    return "否" if match[1] or match[2] else "是"


def _choice(text: str, choices: Sequence[str]) -> str:
    plain = {folded(choice): str(choice) for choice in choices}
    for candidate in (text, _label(text), _BEHIND.sub("", text)):
        if folded(candidate) in plain:
            return plain[folded(candidate)]
    if (answer := _as_answer(text)) and (kind := next((each for each in choices if f"非{each}" in choices), "")):
        return str(kind) if answer == "是" else f"非{kind}"  # 是否必要: 是
    near = most_similar(text, choices, 60)
    advice = f"，是不是“{near}”？" if near else _about_codes(text)
    raise Unplaced(f"“{text}”不在可选的 {'、'.join(choices)} 之中{advice}")


def _about_codes(text: str) -> str:
    is_code = re.fullmatch(r"[0-9A-Za-z]{1,3}", text) is not None
    return "。各家系统的代码互相矛盾，请在对照文件的“值”里写明这个代码是什么" if is_code else ""


def _many(text: str, shape: Shape) -> list[str] | None:
    if shape.choices:
        try:
            return [_choice(text, shape.choices)]
        except Unplaced:
            parts = [part for part in _PARTS.split(text) if part.strip()]
            if len(parts) < 2:
                raise
            return list(dict.fromkeys(_choice(part.strip(), shape.choices) for part in parts))
    lines = text.splitlines()
    if len(lines) == 1 and not shape.model:
        lines = _numbered(text)
    items = [_ITEM.sub("", line).strip() for line in lines]
    items = [item for item in items if item]
    if any(len(item) > _LONGEST for item in items):
        raise Unplaced(f"有一条超过 {_LONGEST} 个字，请分成几条后再导入")
    return items or None


def parts_of(text: str, *, within_lines: bool = False) -> list[str]:
    """Return what stands in the lines of a cell, or between the commas of a list."""
    parts = _PARTS.split(text) if within_lines else text.splitlines()
    return [part.strip() for part in parts if part.strip()]


def names_in(text: str) -> tuple[list[str], bool]:
    """Return the names that a cell lists, in lines or apart by semicolons, and whether they are numbered there."""
    whole = _tidy(text)
    starts = [match.start() for match in _IN_A_ROW.finditer(whole)]
    is_numbered = [int(match[1]) for match in _IN_A_ROW.finditer(whole)] == list(range(1, len(starts) + 1))
    if starts[:1] == [0] and is_numbered:
        parts = [whole[start:end] for start, end in zip(starts, [*starts[1:], len(whole)], strict=True)]
    else:
        parts, is_numbered = re.split("[;；\n]", whole), False
    names = [" ".join(_ITEM.sub("", part).split()).rstrip(";；。,，、") for part in parts if part.strip()]
    return names, is_numbered or (len(names) > 1 and all(_ITEM.match(part) for part in parts if part.strip()))


def is_list_in_words(text: str) -> bool:
    """Return whether a cell may hold several names in one line: 申请书、身份证."""
    return re.search("[、，,]", _BEHIND.sub("", re.sub(r"^\d{1,2}、", "", text))) is not None


def _numbered(text: str) -> list[str]:
    """Return the items of a list that stands in one line: 1.…；2.…"""
    starts = [
        match.start()
        for match in re.finditer(
            r"(?:(?<=[;；。])|^)\s*[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、](?!\d)", text
        )
    ]
    if len(starts) < 2 or starts[0] > 0:
        return [text]
    return [text[start:end].strip().rstrip(";；") for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _limit(text: str, key: str, unit: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if key == "法定办结时限" and re.fullmatch(r"0+(?:\.0+)?\D*", plain):
        raise Unplaced(f"“{text}”可能是没有法定时限，也可能是当场办结，请写“无”或“即办”")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        if not unit:
            raise Unplaced(f"“{text}”没有单位，请写成“{plain}个工作日”，或在表头注明单位")
        text = f"{plain}{unit}"
    try:
        return str(TimeLimit.parse(text))
    except ValueError as error:
        raise Unplaced(str(error)) from error


def _count(text: str, key: str, most: int) -> int:
    plain = re.sub(r"[次份个张]$", "", unicodedata.normalize("NFKC", _label(text)))
    try:
        number = read_number(plain.removesuffix(".0"))
    except ValueError:
        visits = read_visits(text) if key == _VISITS else None
        if visits is not None and visits <= most:
            return visits
        raise Unplaced(f"“{text}”不是一个数，请写成 0 至 {most} 的整数") from None
    if number > most:
        raise Unplaced(f"“{text}”超过 {most}，请核对")
    return number


def _day(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if plain.isdecimal() and int(plain) in _DAYS:
        return (_FIRST_DAY + timedelta(days=int(plain))).isoformat()
    try:
        match = _DAY.fullmatch(plain) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", plain)
        if match is None:
            raise ValueError
        return date(*map(int, match.groups()[:3])).isoformat()
    except ValueError:
        raise Unplaced(f"“{text}”不是日期，请写成 2026-03-02") from None
