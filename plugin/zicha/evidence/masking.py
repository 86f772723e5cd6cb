"""脱敏: personal data is replaced before anything is written, as the ledger and its evidence travel by e-mail.

Masked are 居民身份证号 (with a right check digit), mobile numbers, bank cards, keys and persons in addresses (ticket,
查询密码, userName), values known to be personal, the name in a greeting, and every value typed into a form field.
Numbers may be written in groups, in full width, or inside an encoded address. Case numbers (办件编号) that are known as
such stay, even where their digits would pass for an identity number, and so do codes of matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any
from urllib.parse import quote

_FOLDED = str.maketrans("０１２３４５６７８９Ｘｘ－‐‑–—．·\u00a0\u3000", "0123456789Xx-----.. " + " ")
"""How a number may be written, one character for one."""
_BEGINS = r"(?:(?<![0-9A-Za-z])|(?<=%[0-9A-Fa-f]{2})|(?<=%25[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))"
_ENDS = r"(?![0-9A-Za-z])"
_GAP = r"(?:[ .-]|&nbsp;|%20)"
_SHORTEST = 11
_MANY_DIGITS = re.compile(rf"\d(?:{_GAP}?\d){{{_SHORTEST - 1}}}")
"""The shortest of the numbers. Few texts have so many digits, and what to look for with care takes its time."""
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID = re.compile(rf"{_BEGINS}(?:\d{_GAP}?){{17}}[\dXx]{_ENDS}")
_ID_DIGITS = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_MOBILE = re.compile(
    rf"{_BEGINS}(?:(?:\+|%2B|00)?86{_GAP}?)?1[3-9]\d(?:{_GAP}?\d{{4}}{_GAP}?\d{{4}}|{_GAP}\d{{3}}{_GAP}\d{{5}}){_ENDS}"
)
_CARD = re.compile(rf"{_BEGINS}(?:62|4\d|5[1-5])\d{{2}}(?:{_GAP}?\d{{4}}){{3}}(?:{_GAP}?\d{{1,3}})?{_ENDS}")
# A message (您好，该事项暂不支持在线办理) is no name; it must stay to be quoted.
_NO_NAME = (
    r"(?!请|欢迎|您|本|该|系统|尊敬|当前|暂|未|无|已|申|登录|办理|页面|事项|操作|提交|访问|网"
    r"|用户|市民|群众|企业|客户|各位|大家|亲爱|温馨|提示|首页)"
)
_NAME = (
    r"[\u4e00-\u9fff（）()·]{2,30}?(?:公司|中心|合作社|[厂店社部局院])"
    r"|[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10})+|[\u4e00-\u9fff]{2,4}?"
)
_GREETING = re.compile(
    rf"((?:您好|欢迎您?|你好)[，,：:\s]{{1,3}}){_NO_NAME}({_NAME})"
    r"(?=先生|女士|同志|安全退出|退出|注销|欢迎|[^\u4e00-\u9fff·*]|$)"
)
_NAME_FIRST = re.compile(
    rf"((?:^|[^\u4e00-\u9fff·*）)])(?:尊敬的)?){_NO_NAME}({_NAME})(?=(?:先生|女士|同志)?[，,！!：:]\s{{0,2}}[您你]好)",
    re.MULTILINE,
)
# A quoted value may hold a ">".
_INPUT = re.compile(r"""<(?:input|textarea)\b(?:"[^"]*"|'[^']*'|[^>])*+>""", re.IGNORECASE)
_VALUE = re.compile(r"""(\svalue\s*=\s*)("[^"]+"|'[^']+'|[^\s>"']+)""", re.IGNORECASE)
_KEEPS_VALUE = re.compile(r"""\stype\s*=\s*["']?(?:submit|button|radio|checkbox|reset)\b""", re.IGNORECASE)
_TEXTAREA = re.compile(r"(<textarea\b[^>]*>)([^<]+)(</textarea>)", re.IGNORECASE)

_KEY = re.compile(
    r"((?:[?&]|%3F|%26)(?:ticket|token|access_token|session|sid|pwd|password|projpwd|user_?name|real_?name|xm|zjhm|sfzh"
    r"|id_?card|id_?no|card_?no|phone|mobile|tel)(?:=|%3D))(?:(?!%26)[^&#\s\"'<>（])+",
    re.IGNORECASE,
)

HIDDEN = "（已遮盖）"


def is_identity_number(number: str) -> bool:
    """Return whether 18 characters are a 居民身份证号 with a right check digit (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_card(number: str) -> bool:
    """Return whether the digits are as many as a bank card has, and pass its Luhn check."""
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) not in (16, 19) and digits[:2] != [6, 2]:  # 18 digits from 41… on are case numbers of this province
        return False
    doubled = [d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def mask(text: str, personal: Iterable[str] = (), numbers: Collection[str] = ()) -> str:
    """Return the text with personal data replaced.

    `personal` are values known to be personal, such as the account's name; `numbers` are known 办件编号, which stay.
    """
    for value in sorted({v for v in personal if len(v) >= 2}, key=lambda v: (-len(v), v)):
        text = text.replace(value, _shorten(value))
        if (encoded := quote(value)) != value:
            text = re.sub(re.escape(encoded), HIDDEN, text, flags=re.IGNORECASE)
    while (masked := _mask_once(text, numbers)) != text:  # what has been replaced may leave something new beside it
        text = masked
    return text


def _mask_once(text: str, numbers: Collection[str]) -> str:
    if len(text) >= _SHORTEST and _MANY_DIGITS.search(text.translate(_FOLDED)):
        text = _mask_numbers(text, numbers)
    if "=" in text or "%3" in text:
        text = _KEY.sub(rf"\1{HIDDEN}", text)
    for greeting in (_GREETING, _NAME_FIRST) if "好" in text or "欢迎" in text else ():
        text = greeting.sub(lambda m: m[1] + m[2][0] + "*" * (len(m[2]) - 1), text)
    return text


def _mask_numbers(text: str, numbers: Collection[str]) -> str:
    text = _hide(_ID, text, lambda digits: bool(_ID_DIGITS.fullmatch(digits)) and is_identity_number(digits), numbers)
    text = _hide(_CARD, text, _is_card, numbers)
    return _hide(_MOBILE, text, lambda digits: True, numbers)


def _hide(pattern: re.Pattern[str], text: str, is_one: Callable[[str], bool], numbers: Collection[str]) -> str:
    """Return the text without the numbers that the pattern finds and that are what they look like.

    Whatever stands before a number may look like its beginning, so that every place is tried.
    """
    folded, parts, done, at = text.translate(_FOLDED), [], 0, 0
    while match := pattern.search(folded, at):
        at = match.start() + 1
        digits = re.sub(r"&nbsp;|%20|[^0-9Xx]", "", match[0])
        if is_one(digits) and not any(len(number) > 10 and number in match[0] for number in numbers):
            at = match.end()
            parts += [text[done : match.start()], _shorten(text[match.start() : at])]
            done = at
    return "".join([*parts, text[done:]])


def mask_data(data: Any, personal: Iterable[str] = (), numbers: Collection[str] = ()) -> Any:
    """Return JSON data with personal data replaced in every text of it; keys stay."""
    known: dict[str, str] = {}  # a page says the same of its parts a hundred times

    def masked(value: Any) -> Any:
        if isinstance(value, str):
            if value not in known:
                known[value] = mask(value, personal, numbers)
            return known[value]
        if isinstance(value, dict):
            return {key: masked(each) for key, each in value.items()}
        return [masked(each) for each in value] if isinstance(value, list) else value

    return masked(data)


def mask_page(html: str, personal: Iterable[str] = (), numbers: Collection[str] = ()) -> str:
    """Return a page's source with personal data and every value of its form fields replaced."""

    def hide(match: re.Match[str]) -> str:
        tag = match[0]
        return tag if _KEEPS_VALUE.search(tag) else _VALUE.sub(rf'\1"{HIDDEN}"', tag)

    html = _TEXTAREA.sub(rf"\1{HIDDEN}\3", _INPUT.sub(hide, html))
    return mask(html, personal, numbers)


def _shorten(value: str) -> str:
    """Return enough to tell two values apart, and too little to tell whose they are."""
    if len(value) < 8:
        return value[0] + "*" * (len(value) - 1)
    return value[:3] + "*" * (len(value) - 5) + value[-2:]
