"""脱敏: personal data is replaced before anything is written, as the ledger and its evidence travel by e-mail.

Masked are 居民身份证号 (with a right check digit), mobile numbers, bank cards, keys in addresses (ticket, 查询密码),
values known to be personal, the name in a greeting, and every value typed into a form field. Case numbers (办件编号)
and codes of matters stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z])(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])")
_GREETING = re.compile(
    r"((?:您好|欢迎您?|你好)[，,：:\s]{1,3})"
    # A message (您好，该事项暂不支持在线办理) is no name; it must stay to be quoted.
    r"(?!请|欢迎|您|本|该|系统|尊敬|当前|暂|未|无|已|申|登录|办理|页面|事项|操作|提交|访问|网)"
    r"([\u4e00-\u9fff（）()·]{2,30}?(?:公司|中心|合作社|[厂店社部局院])|[\u4e00-\u9fff]{1,10}(?:·[\u4e00-\u9fff]{1,10})+|[\u4e00-\u9fff]{2,4}?)"
    r"(?=先生|女士|同志|安全退出|退出|注销|欢迎|[^\u4e00-\u9fff·*]|$)"
)
# A quoted value may hold a ">".
_INPUT = re.compile(r"""<(?:input|textarea)\b(?:"[^"]*"|'[^']*'|[^>])*+>""", re.IGNORECASE)
_VALUE = re.compile(r"""(\svalue\s*=\s*)("[^"]+"|'[^']+'|[^\s>"']+)""", re.IGNORECASE)
_KEEPS_VALUE = re.compile(r"""\stype\s*=\s*["']?(?:submit|button|radio|checkbox|reset)\b""", re.IGNORECASE)
_TEXTAREA = re.compile(r"(<textarea\b[^>]*>)([^<]+)(</textarea>)", re.IGNORECASE)

_KEY = re.compile(
    r"([?&](?:ticket|token|access_token|session|sid|pwd|password|projpwd)=)[^&#\s\"'<>（]+", re.IGNORECASE
)

HIDDEN = "（已遮盖）"


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are a 居民身份证号 with a right check digit (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_card(number: str) -> bool:
    """Whether the digits are as many as a bank card has, and pass its Luhn check."""
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) not in (16, 19) and digits[:2] != [6, 2]:  # 18 digits from 41… on are case numbers of this province
        return False
    doubled = [d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def mask(text: str, personal: Iterable[str] = ()) -> str:
    """The text with personal data replaced. `personal` are values known to be personal, such as the account's name."""
    for value in sorted({v for v in personal if len(v) >= 2}, key=lambda v: (-len(v), v)):
        text = text.replace(value, _shorten(value))
    text = _ID.sub(lambda m: _shorten(m[0]) if is_identity_number(m[0]) else m[0], text)
    text = _CARD.sub(lambda m: _shorten(m[0]) if _is_card(m[0]) else m[0], text)
    text = _MOBILE.sub(lambda m: _shorten(m[0]), text)
    text = _KEY.sub(rf"\1{HIDDEN}", text)
    return _GREETING.sub(lambda m: m[1] + m[2][0] + "*" * (len(m[2]) - 1), text)


def mask_data(data: Any, personal: Iterable[str] = ()) -> Any:
    """JSON data with personal data replaced in every text of it; keys stay."""
    if isinstance(data, str):
        return mask(data, personal)
    if isinstance(data, dict):
        return {key: mask_data(value, personal) for key, value in data.items()}
    if isinstance(data, list):
        return [mask_data(value, personal) for value in data]
    return data


def mask_page(html: str, personal: Iterable[str] = ()) -> str:
    """A page's source with personal data and every value of its form fields replaced."""

    def hide(match: re.Match[str]) -> str:
        tag = match[0]
        return tag if _KEEPS_VALUE.search(tag) else _VALUE.sub(rf'\1"{HIDDEN}"', tag)

    html = _TEXTAREA.sub(rf"\1{HIDDEN}\3", _INPUT.sub(hide, html))
    return mask(html, personal)


def _shorten(value: str) -> str:
    """Enough to tell two values apart, too little to tell whose they are."""
    if len(value) < 8:
        return value[0] + "*" * (len(value) - 1)
    return value[:3] + "*" * (len(value) - 5) + value[-2:]
