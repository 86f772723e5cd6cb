"""Laws that a text names, with their articles."""

from __future__ import annotations

import re

from zicha.text.folding import fold, plain
from zicha.text.numerals import read_number

_NUMERAL = r"(?:\d{1,3}|[零〇一二两三四五六七八九十百]{1,7})"
_NAME = re.compile(r"(?:^|(?<=\s))\S{0,6}名称(?:\s*[：:]\s*|\s+)([^\s《》：:，,。；;]{2,60})")
_ARTICLES = re.compile(rf"第({_NUMERAL}(?:条?[、,和及至到~-]第?{_NUMERAL})*)条")


def with_plain_articles(text: str) -> str:
    """Return the text without 中华人民共和国, each article by itself and in digits: 第二、三条 as 第2条、第3条."""
    text = _NAME.sub(r"《\1》", text)  # 法律法规名称 水法, as a table of laws has it
    folded = re.sub(r"(?<=[第零〇一二三四五六七八九十百\d])\s+(?=[零〇一二三四五六七八九十百\d条])", "", fold(text))
    return _ARTICLES.sub(_each_article, folded.replace("中华人民共和国", ""))


def laws(text: str) -> dict[str, frozenset[str]]:
    """Return each law in 《》 with the articles named after it, of a text with plain articles."""
    named: dict[str, frozenset[str]] = {}
    for law, rest in re.findall(r"《([^》]+)》([^《]*)", text):
        articles = frozenset(re.findall(r"第\d+条(?:之[一二三四五六七八九十])?", rest))
        named[plain(law)] = named.get(plain(law), frozenset()) | articles
    return named


def _each_article(match: re.Match[str]) -> str:
    numbers: list[int] = []
    for joint, numeral in re.findall(rf"([至到~-]?)第?({_NUMERAL})", match[1]):
        number = read_number(numeral)
        first = numbers[-1] + 1 if joint and number - numbers[-1] < 100 else number
        numbers += range(first, number + 1)
    return "、".join(f"第{number}条" for number in numbers)
