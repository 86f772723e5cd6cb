"""What a clerk got wrong in single lines of a file that no parser can read as meant, and what to write instead.

A parser tells of the line where it gives up, often the next one, and in its own terms; here the line itself is looked
at: does it begin as one with a key does, and where does it leave that form?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from zicha.inventory.shape import all_keys
from zicha.inventory.yaml_tree import Mistake
from zicha.model.base import Model

FULL_WIDTH_COLON = "冒号“：”是全角的"
WRITE_HALF_WIDTH = "请改成半角冒号加一个空格“: ”"
_WIDE_BLANKS = "\u3000\xa0"
_NEAR = 1
"""So many lines above the parser's the slip may stand."""


def line_slips(text: str, file: type[Model]) -> Iterator[Mistake]:
    """Yield each line that begins with a known key and is not written as `key: value`. Only of unreadable text."""
    for number, line in enumerate(text.splitlines(), 1):
        match = _line_with_key(file).match(line)
        if match is None:
            continue
        blanks, dash, gap, key, colon, rest = match.groups()
        if colon == "：":
            yield Mistake(number, key, FULL_WIDTH_COLON, WRITE_HALF_WIDTH)
        elif set(_WIDE_BLANKS) & set(blanks + gap):
            yield Mistake(number, key, "行首用了全角空格或网页里的空格", "请改用半角空格，每级两个空格")
        elif dash and (dash != "-" or not gap):
            yield Mistake(
                number, key, "列表的“-”不是半角，或后面没有空格", f"请写成“- {key}: 值”，“-”为半角，后面空一格"
            )
        elif colon and rest and not rest[0].isspace():
            yield Mistake(number, key, "冒号后面没有空格", f"请写成“{key}: {rest.strip()}”")


def line_without_colon(text: str, near: int) -> Mistake | None:
    """Return what is wrong with a line at or above the one where a parser gave up, if that is no `key: value`."""
    lines = text.splitlines()
    for number in range(near - _NEAR, near + 1):
        line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        if line and not re.search(r"[:：]", line) and not line.startswith(("-", "#", "'", '"', "[", "{", "]", "}")):
            return Mistake(
                number,
                "",
                f"“{line[:20]}”不是“键: 值”",
                "缺少冒号的请补上半角冒号和一个空格；说明文字请以 # 开头；接着上一行的正文请比上一行多缩进两个空格",
            )
    return None


def with_slips(mistakes: Sequence[Mistake], text: str, file: type[Model]) -> list[Mistake]:
    """Return the slips of an unreadable text, with those mistakes of the parser that none of them explains."""
    slips = list(line_slips(text, file))
    others = [one for one in mistakes if all(abs(one.line - slip.line) > 1 for slip in slips)]
    return slips + [line_without_colon(text, one.line) or one for one in others]


@cache
def _line_with_key(file: type[Model]) -> re.Pattern[str]:
    return re.compile(
        rf"([\s{_WIDE_BLANKS}]*)([-－—–]?)([\s{_WIDE_BLANKS}]*)({'|'.join(all_keys(file))})\s*([:：])(.*)"
    )
