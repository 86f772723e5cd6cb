"""Whether an organ, a telephone, a law, a list or a day of a page is the approved one.

True, False, or None where only a person can decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from zicha.model.time_limit import read_number
from zicha.rules.values import fold, plain, without_list_numbers

Agrees = bool | None
"""True, False, or None where only a person can decide."""

# 河南省开封市, 杞县, 城乡一体化示范区: what an organ's name may begin with, or leave out.
_PLACES = re.compile(r"(?:[^省市县区州旗]{2,8}(?:省|市|区|自治州|自治县|旗)|[^省市县区州旗]{1,6}县)*")
_TELEPHONE = re.compile(
    r"(?<!\d)(?:\(?(?P<code>0\d{2,3})\)?[\s-]*)?(?P<local>1\d{10}|[1-9]\d{2,3}[\s-]\d{4}|[1-9]\d{4,7})(?!\d)"
)
_NUMERAL = r"(?:\d{1,3}|[零〇一二两三四五六七八九十百]{1,7})"


def has_all(approved: Sequence[str]) -> Callable[[str], Agrees]:
    """Return a comparison: whether a prose is the approved items in any order and numbering, and nothing else."""

    def agrees(text: str) -> Agrees:
        rest = plain(without_list_numbers(text))
        for item in sorted((plain(without_list_numbers(each)) for each in approved), key=len, reverse=True):
            match = re.search(rf"(?<!\d){re.escape(item)}" if item[:1].isdecimal() else re.escape(item), rest)
            if match is None:
                return False
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        return None if re.sub(r"[\s,.:-]", "", rest) else True

    return agrees


def is_same_organ(text: str, approved: str) -> Agrees:
    """Whether a text names the approved organ. 水利局 is 开封市水利局, 兰考县水利局 is not; 管理局 may be any."""
    one, other = plain(text), plain(approved)
    if one == other:
        return True
    organs = [plain(part) for part in re.split(r"[、，,;；/\s]+", text) if part]
    if len(organs) > 1:
        return None if any(is_same_organ(organ, approved) for organ in organs) else False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 3 or not longer.endswith(shorter):
        return False
    return True if _PLACES.fullmatch(longer.removesuffix(shorter)) else None


def is_same_phone(text: str, approved: str) -> Agrees:
    """Whether the approved numbers stand among those shown; an area code may be left out, not be another."""
    wanted = _telephones(approved)
    if not wanted:
        return plain(approved) == plain(text)
    if "*" in text:
        return None
    shown = _telephones(text)
    return all(
        any(local == other and (code == own or "" in (code, own)) for code, other in shown) for own, local in wanted
    )


def has_telephone(text: str) -> bool:
    """Whether a text gives a telephone number at all."""
    return bool(_telephones(text))


def _telephones(text: str) -> list[tuple[str, str]]:
    """Return area code (empty where there is none) and number of every telephone in a text."""
    folded = re.sub(r"[—–]", "-", unicodedata.normalize("NFKC", text))
    folded = re.sub(r"(?<!\d)(?:\+|00)?86[\s-]*0?(?!1[3-9])(?=[1-9]\d{1,2}[\s-]*\d{7,8}(?!\d))", "0", folded)
    return [(match["code"] or "", re.sub(r"\D", "", match["local"])) for match in _TELEPHONE.finditer(folded)]


def is_same_basis(text: str, approved: Sequence[str]) -> Agrees:
    """Whether a text gives the approved laws (设定依据). Other articles and further laws differ, unless quoted."""
    text, approved = _with_plain_articles(text), [_with_plain_articles(law) for law in approved]
    if has_all(approved)(text):
        return True
    listed = "\n".join(approved)
    wanted, shown = _laws(listed), _laws(text)
    if not wanted or not shown:
        return None
    if not wanted.keys() <= shown.keys():
        return False
    quoted = len(plain(text)) > 2 * len(plain(listed)) + 40
    same = all(wanted[law] <= shown[law] for law in wanted) and wanted.keys() == shown.keys()
    return None if same or quoted else False


def _with_plain_articles(text: str) -> str:
    """Return the text without 中华人民共和国, each article by itself and in digits: 第二、三条 as 第2条、第3条."""
    folded = re.sub(r"(?<=[第零〇一二三四五六七八九十百\d])\s+(?=[零〇一二三四五六七八九十百\d条])", "", fold(text))

    def each(match: re.Match[str]) -> str:
        numbers: list[int] = []
        for joint, numeral in re.findall(rf"([至到~-]?)第?({_NUMERAL})", match[1]):
            number = read_number(numeral)
            first = numbers[-1] + 1 if joint and number - numbers[-1] < 100 else number
            numbers += range(first, number + 1)
        return "、".join(f"第{number}条" for number in numbers)

    articles = rf"第({_NUMERAL}(?:条?[、,和及至到~-]第?{_NUMERAL})*)条"
    return re.sub(articles, each, folded.replace("中华人民共和国", ""))


def _laws(text: str) -> dict[str, frozenset[str]]:
    """Return each law in 《》 with the articles named after it."""
    laws: dict[str, frozenset[str]] = {}
    for law, rest in re.findall(r"《([^》]+)》([^《]*)", text):
        articles = frozenset(re.findall(r"第\d+条(?:之[一二三四五六七八九十])?", rest))
        laws[plain(law)] = laws.get(plain(law), frozenset()) | articles
    return laws


def is_same_list(text: str, approved: Sequence[str]) -> Agrees:
    """Whether a text lists the approved words in any order; where it lists more, a person decides."""
    shown = {plain(part) for part in re.split(r"[、，,;；/|\s]+", text)} - {""}
    wanted = {plain(part) for part in approved}
    return shown == wanted or (False if wanted - shown else None)


def is_same_day(text: str, approved: date) -> Agrees:
    """Whether a text names the approved day: 2026-01-05, 2026年1月5日, 20260105."""
    match = re.search(
        r"(\d{4})(?:\D{1,2}(\d{1,2})\D(\d{1,2})|(\d{2})(\d{2}))(?!\d)", unicodedata.normalize("NFKC", text)
    )
    if match is None:
        return None
    shown = tuple(int(part) for part in match.groups() if part)
    return shown == (approved.year, approved.month, approved.day)
