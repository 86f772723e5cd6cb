"""脱敏: personal data is replaced before anything is written, as the ledger and its evidence travel by e-mail.

Masked are 居民身份证号 (with a right check digit, or of fifteen digits), mobile numbers, bank cards, passports, mail,
keys and persons in addresses (ticket, 查询密码, userName), values known to be personal, the name in a greeting, what
stands beside a label that says whose it is (`labelled`), and every value typed into a form field. Numbers may stand
in groups, in full width, between tags, as entities, with letters that nobody sees, or inside an encoded address. Case
numbers (办件编号) that are known as such stay, even where their digits would pass for an identity number, and so do
codes of matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any
from urllib.parse import quote, unquote

from zicha.evidence.columns import hide_columns
from zicha.evidence.labelled import hide_labelled, is_label

_FOLDED = dict(zip("０１２３４５６７８９Ｘｘ－‐‑–—．·\u00a0\u3000", "0123456789Xx-----.. " + " ", strict=True))
"""How a number may be written, one character for one."""
_BEGINS = r"(?:(?<![0-9A-Za-z])|(?<=%[0-9A-Fa-f]{2})|(?<=%25[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))"
_ENDS = r"(?![0-9A-Za-z])"
_TAG = r"</?(?:a|b|bdi|br|code|em|font|i|label|mark|small|span|strong|sub|sup|u|wbr)\b[^<>]{0,200}>"
"""Of an element within a line, which does not end a number."""
_UNSEEN = "\u200b-\u200f\u2060\ufeff\u00ad"
_GAP = rf"(?:[ .\-{_UNSEEN}]|&nbsp;|%20|{_TAG}){{0,4}}"
_WIDE_GAP = rf"(?:[\s./年月日\-{_UNSEEN}]|&nbsp;|%20|{_TAG}){{0,6}}"
"""A number with a check digit is known over the ends of lines, too."""
_SHORTEST = 11
_MANY_DIGITS = re.compile(rf"\d(?:(?:[,，()（）]|{_WIDE_GAP})\d){{{_SHORTEST - 1}}}")
"""The shortest of the numbers. Few texts have so many digits, and what to look for with care takes its time."""
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID = re.compile(rf"{_BEGINS}(?:\d{_WIDE_GAP}){{17}}[\dXx]{_ENDS}")
_OLD_ID = re.compile(rf"{_BEGINS}\d(?:{_GAP}\d){{14}}{_ENDS}")
_OLD_ID_DIGITS = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{6}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
)
"""居民身份证号 of fifteen digits: a region, a birthday, an order."""
_ID_DIGITS = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_JOINT = rf"(?:[{_UNSEEN}]|{_TAG}){{0,4}}"
_SEPARATOR = rf"{_JOINT}(?:[ ./,，()（）-]|&nbsp;|%20)?{_JOINT}"
_THREE, _FOUR, _FIVE = (rf"\d(?:{_JOINT}\d){{{more}}}" for more in (2, 3, 4))
_MOBILE = re.compile(
    rf"{_BEGINS}(?:(?:\+|%2B|00)?86{_SEPARATOR})?1{_JOINT}[3-9]{_JOINT}\d(?:{_SEPARATOR}{_FOUR}{_SEPARATOR}{_FOUR}"
    rf"|{_SEPARATOR}{_THREE}{_SEPARATOR}{_FIVE}|{_JOINT}\d{_SEPARATOR}{_THREE}{_SEPARATOR}{_FOUR}){_ENDS}"
)
_MOBILE_IN_THREES = re.compile(rf"{_BEGINS}1{_JOINT}[3-9](?:{_JOINT}(?:[ .-]|%20){_JOINT}{_THREE}){{3}}{_ENDS}")
_HONG_KONG = re.compile(
    rf"(?<![0-9A-Za-z])[A-Z]{{1,2}}(?:{_JOINT}\d){{6}}{_JOINT}[（(]{_JOINT}[0-9A]{_JOINT}[)）]{_ENDS}"
)
_PLATE = re.compile(
    rf"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]{_JOINT}[A-HJ-NP-Z]{_JOINT}[·•． -]?"
    rf"(?:{_JOINT}[A-HJ-NP-Z0-9]){{4,5}}{_JOINT}[A-HJ-NP-Z0-9挂学警港澳](?![0-9A-Za-z-])"
)
_UNIT = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff0-9A-Za-z\-－#]{3,40}?\d{1,2}单元\d{1,4}(?:室|号|户)?")
"""A flat: units are only in houses in which people live."""
_CARD = re.compile(rf"{_BEGINS}(?:6{_WIDE_GAP}2|4{_WIDE_GAP}\d|5{_WIDE_GAP}[1-5])(?:{_WIDE_GAP}\d){{14,17}}{_ENDS}")
_PASSPORT = re.compile(rf"{_BEGINS}(?:[EG](?:{_JOINT}\d){{8}}|E[A-Z](?:{_JOINT}\d){{7}}){_ENDS}")
_MAIL = re.compile(
    r"(?:(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4})(?:[@＠]|%40)"
    rf"(?:{_JOINT}[A-Za-z0-9-]){{1,63}}(?:{_JOINT}[.．](?:{_JOINT}[A-Za-z0-9-]){{1,63}})+"
)
_ENCODED = re.compile(r"(?<=[=/])[^&#=/\s\"'<>]*%[0-9A-Fa-f]{2}[^&#=\s\"'<>]*")
"""A value or a part of the path of an address, in which letters are written by their numbers."""
_ESCAPED = re.compile(r"(?<!\\)\\u([0-9A-Fa-f]{4})")
_ENTITY = re.compile(r"&#(?:x([0-9A-Fa-f]{1,5})|(\d{1,6}));")
_PAIRS = frozenset({"label", "name"})
"""Under these keys stands what the other values of a record are."""
_DESCRIBING = frozenset({"hint", "section"})
"""Under these keys a page says how a field is filled in, and not what somebody filled in."""
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

_SECRET = r"[\w.-]{0,20}(?:ticket|token|sess(?:ion|_?id)|passw(?:or)?d|pwd|secret|credential|auth_?code)[\w.-]*+|sid"
"""What addresses call that with which anybody could go on in somebody's name."""
_KEY = re.compile(
    rf"((?:[?&;#]|%3F|%26|%3B|%23)(?:{_SECRET}|user_?name|real_?name|xm|zjhm|sfzh"
    r"|id_?card|id_?no|card_?no|phone|mobile|tel)(?:=|%3D)|[?&;]code=(?=[^&#\s]+&(?:amp;)?state=))"
    r"(?:(?!%26)[^?&#\s\"'<>（])+",
    re.IGNORECASE,
)
"""A code with a state beside it is that of OAuth; alone it is a matter's."""
_WEB_TOKEN = re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*")
"""A JSON Web Token, wherever it stands."""

HIDDEN = "（已遮盖）"
_NO_LETTERS = re.compile(r"&nbsp;|%20|<[^<>]*>")
_LONG = 8
_SHORTEST_PASSPORT = 9


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
    text = _ESCAPED.sub(_unescaped, text) if "\\u" in text else text
    for value in sorted({v for v in personal if len(v) >= 2}, key=lambda v: (-len(v), v)):
        text = text.replace(value, _shorten(value))
        if (encoded := quote(value)) != value:
            text = re.sub(re.escape(encoded), HIDDEN, text, flags=re.IGNORECASE)
    while (masked := _mask_once(text, numbers)) != text:  # what has been replaced may leave something new beside it
        text = masked
    return text


def _mask_once(text: str, numbers: Collection[str]) -> str:
    if len(text) >= _SHORTEST and _MANY_DIGITS.search(_fold(text)):
        text = _mask_numbers(text, numbers)
    if len(text) >= _SHORTEST_PASSPORT:
        text = _PASSPORT.sub(lambda match: _cover(match[0]), text)
    has_mail = "@" in text or "＠" in text or "%40" in text
    text = _MAIL.sub(lambda match: _cover(match[0]), text) if has_mail else text
    text = _UNIT.sub(lambda match: _cover(match[0]), text) if "单元" in text else text
    text = _PLATE.sub(lambda match: _cover(match[0]), text)
    text = _HONG_KONG.sub(lambda match: _cover(match[0]), text)
    text = hide_labelled(text, _cover)
    text = _ENCODED.sub(lambda match: _mask_encoded(match[0], numbers), text) if "%" in text else text
    if "=" in text or "%3" in text:
        text = _KEY.sub(rf"\1{HIDDEN}", text)
    text = _WEB_TOKEN.sub(HIDDEN, text) if "eyJ" in text else text
    for greeting in (_GREETING, _NAME_FIRST) if "好" in text or "欢迎" in text else ():
        text = greeting.sub(lambda m: m[1] + m[2][0] + "*" * (len(m[2]) - 1), text)
    return text


def _fold(text: str) -> str:
    """Return the text with its numbers written alike. `str.translate` takes a hundred times as long."""
    for letter, plain in _FOLDED.items():
        text = text.replace(letter, plain)
    return text


def _mask_encoded(value: str, numbers: Collection[str]) -> str:
    plain = unquote(value)
    masked = plain if HIDDEN in plain else _mask_once(plain, numbers)
    return value if masked == plain else quote(masked)


def _mask_numbers(text: str, numbers: Collection[str]) -> str:
    text = _hide(_ID, text, lambda digits: bool(_ID_DIGITS.fullmatch(digits)) and is_identity_number(digits), numbers)
    text = _hide(_OLD_ID, text, lambda digits: bool(_OLD_ID_DIGITS.fullmatch(digits)), numbers)
    text = _hide(_CARD, text, _is_card, numbers)
    text = _hide(_MOBILE_IN_THREES, text, lambda digits: True, numbers)
    return _hide(_MOBILE, text, lambda digits: True, numbers)


def _hide(pattern: re.Pattern[str], text: str, is_one: Callable[[str], bool], numbers: Collection[str]) -> str:
    """Return the text without the numbers that the pattern finds and that are what they look like.

    Whatever stands before a number may look like its beginning, so that every place is tried.
    """
    folded, parts, done, at = _fold(text), [], 0, 0
    while match := pattern.search(folded, at):
        at = match.start() + 1
        digits = re.sub(r"&nbsp;|%20|<[^<>]*>|[^0-9Xx]", "", match[0])
        if is_one(digits) and not any(len(number) > 10 and number in match[0] for number in numbers):
            at = match.end()
            parts += [text[done : match.start()], _cover(text[match.start() : at])]
            done = at
    return "".join([*parts, text[done:]])


def mask_data(data: Any, personal: Iterable[str] = (), numbers: Collection[str] = ()) -> Any:
    """Return JSON data with personal data replaced in every text of it, also by its key or label; keys stay."""
    known: dict[str, str] = {}  # a page says the same of its parts a hundred times

    def masked(value: Any, labels: Sequence[str] = ()) -> Any:
        if isinstance(value, str):
            for label in filter(is_label, labels):
                value = (
                    hide_labelled(f"{label}：{value}", _cover).removeprefix(f"{label}：") if label != value else value
                )
            if value not in known:
                known[value] = mask(value, personal, numbers)
            return known[value]
        if isinstance(value, dict):
            labels_beside = [text for key in _PAIRS if isinstance(text := value.get(key), str)]
            return {
                key: masked(each, (str(key), *(() if key in _DESCRIBING else labels_beside)))
                for key, each in value.items()
            }
        if isinstance(value, list):
            labels_before = ((each,) if isinstance(each, str) else () for each in (None, *value))
            return [masked(each, labels_beside) for each, labels_beside in zip(value, labels_before, strict=False)]
        return value

    return masked(data)


def mask_page(html: str, personal: Iterable[str] = (), numbers: Collection[str] = ()) -> str:
    """Return a page's source with personal data and every value of its form fields replaced."""

    def hide(match: re.Match[str]) -> str:
        tag = match[0]
        return tag if _KEEPS_VALUE.search(tag) else _VALUE.sub(rf'\1"{HIDDEN}"', tag)

    html = _ENTITY.sub(_plain_letter, html)
    html = hide_columns(_TEXTAREA.sub(rf"\1{HIDDEN}\3", _INPUT.sub(hide, html)), _cover)
    return mask(html, personal, numbers)


def _plain_letter(entity: re.Match[str]) -> str:
    """Return the letter or digit that an entity stands for; another entity stays."""
    number = int(entity[1], 16) if entity[1] else int(entity[2])
    letter = chr(number) if number < 0x110000 else ""
    is_plain = letter.isalnum() or letter.isspace() or re.fullmatch(rf"[@.．·•/,，()（）\-{_UNSEEN}]", letter)
    return letter if is_plain else entity[0]


def _unescaped(escape: re.Match[str]) -> str:
    """Return the letter that an escape of JSON or JavaScript stands for; that of a mark with a meaning there stays."""
    letter = chr(int(escape[1], 16))
    is_text = letter.isprintable() or letter.isspace() or re.fullmatch(f"[{_UNSEEN}]", letter)
    return letter if is_text and letter not in "\"'`\\<>&\n\r\u2028\u2029" else escape[0]


def _cover(value: str) -> str:
    """Return a text of which only as much is left as of a shortened one; tags and gaps in it stay."""
    plain = _NO_LETTERS.sub(lambda match: "\0" * len(match[0]), value)
    places = [at for at, char in enumerate(plain) if char.isalnum()]
    kept = {*places[:3], *places[-2:]} if len(places) >= _LONG else {*places[:1]}
    return "".join("*" if at in places and at not in kept else char for at, char in enumerate(value))


def _shorten(value: str) -> str:
    """Return enough to tell two values apart, and too little to tell whose they are."""
    if len(value) < _LONG:
        return value[0] + "*" * (len(value) - 1)
    return value[:3] + "*" * (len(value) - 5) + value[-2:]
