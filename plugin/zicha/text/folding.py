"""Two ways to write one text made alike: full and half width, blanks, brackets, what a page leaves in it unseen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOTHING = frozenset({"", "无", "暂无", "暂无数据", "无数据", "暂无信息", "空", "没有", "不涉及", "无特殊要求", "null"})
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_MARKUP = re.compile(r"&(?:amp;)*nbsp;?|</?[a-zA-Z][^<>]*>")
_CIRCLED = re.compile(r"[①-⑳]")
_BRACKETS = str.maketrans("〔〕〈〉［］﹝﹞", "()《》[]()")
_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_NUMBERING = rf"(?:第{_NUMERAL}步|步骤{_NUMERAL}|[(]{_NUMERAL}[)]|{_NUMERAL}[.、):](?!\d))\s*[:、.]?\s*"
_FIRST_NUMBER = re.compile(rf"{_NUMBERING}|\d{{1,2}}\s+(?![寸年月日天份个张次套])")
_LIST_NUMBER = re.compile(rf"(?:^|(?<=[\s;。,:])){_NUMBERING}")


def half_width(text: str) -> str:
    """Return a text in half width, without what nobody sees in it (U+200B, &nbsp;); 〔〕 as (), 〈〉 as 《》."""
    visible = _MARKUP.sub(" ", _UNSEEN.sub("", text)) if not text.isalnum() else text
    return unicodedata.normalize("NFKC", visible).translate(_BRACKETS)


def fold(text: str) -> str:
    """Return a text in half width, circled numbers as numbers in brackets: ① as (1)."""
    return half_width(_CIRCLED.sub(lambda match: f"({unicodedata.normalize('NFKC', match[0])})", text)).strip()


def solid(text: str) -> str:
    """Return a text in half width and without blanks."""
    return "".join(half_width(text).split())


def solid_but_between_numbers(text: str) -> str:
    """Return a text in half width, blanks between two numbers only, and without what ends a sentence around it."""
    spaced = re.sub(r"(?<=\d)\s+(?=\d)", "\x00", half_width(text))
    return "".join(spaced.split()).replace("\x00", " ").strip("。；;，,")


@lru_cache(maxsize=4096)  # most are the words of the closed lists, again and again
def word_key(text: str) -> str:
    """Return a word of a closed list for comparison: without blanks, and without stops around it."""
    return re.sub(r"[。.]+", "", solid(text)).strip(",;、")


def plain(text: str) -> str:
    """Return a text for comparison: half width, without blanks and quotes, punctuation in numbers only."""
    folded = re.sub(r"(?<=\d)[—–~～](?=\d)", "-", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", solid(text)))
    folded = re.sub(r"(?<!\d)[,、:.—–~～-]|[,、:.—–~～-](?!\d)", "", folded.replace("、", ","))
    return re.sub(r"[;。·“”\"'《》<>()\[\]【】_|*]+", "", folded)


def letters(text: str) -> str:
    """Return a text without blanks and punctuation, which differ from one type of file to another."""
    return re.sub(r"[\W_]+", "", text)


def without_number(text: str) -> str:
    """Return a name, folded, without its number in a list: 1.受理, （一）受理, ①受理, 01 受理, 步骤一：受理."""
    folded = fold(text)
    return _FIRST_NUMBER.sub("", folded, count=1) if _FIRST_NUMBER.match(folded) else folded


def without_list_numbers(text: str) -> str:
    """Return a text, folded, without the numbers before the items of its lists."""
    return _LIST_NUMBER.sub("", fold(text))


def is_nothing(text: str) -> bool:
    """Return whether a value means that there is none: 无, 暂无, 暂无数据, --, blank."""
    return re.sub(r"[\-—–/.。]+", "", solid(text)) in _NOTHING


def list_items(text: str) -> list[str]:
    """Return what stands between the commas, stops, slashes and blanks of a list."""
    return [part for part in re.split(r"[、，,;；/|\s]+", text) if part]


def place_of_item(item: str, text: str) -> int:
    """Return where an item of a list stands in a text, both plain; -1 where it does not. 5个 does not stand in 15个."""
    before = r"(?<!\d)" if item[:1].isdecimal() else ""
    match = re.search(before + re.escape(item), text)
    return match.start() if match else -1
