"""办结时限: how long a matter may take, as Chinese guides write it.

`TimeLimit.find` reads every limit of a text; `TimeLimit.parse` demands that the text is one limit and nothing else.
即办 and 当场办结 are a limit of 0; 及时办理 and office hours are no limit at all.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Any, NamedTuple, Self

from pydantic import GetJsonSchemaHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from zicha.model.base import Model


class TimeUnit(StrEnum):
    """The unit of a time limit. DAY is a bare 日 or 天: the law decides whether it counts working days."""

    WORKING_DAY = "个工作日"
    CALENDAR_DAY = "个自然日"
    DAY = "日"
    HOUR = "小时"
    MONTH = "个月"


_UNITS = {
    "个工作日": TimeUnit.WORKING_DAY,
    "工作日": TimeUnit.WORKING_DAY,
    "个工作天": TimeUnit.WORKING_DAY,
    "个自然日": TimeUnit.CALENDAR_DAY,
    "自然日": TimeUnit.CALENDAR_DAY,
    "个日历日": TimeUnit.CALENDAR_DAY,
    "日": TimeUnit.DAY,
    "天": TimeUnit.DAY,
    "个小时": TimeUnit.HOUR,
    "小时": TimeUnit.HOUR,
    "个月": TimeUnit.MONTH,
    "月": TimeUnit.MONTH,
}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百]{1,7})"
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_INSTANT = re.compile(
    r"(?<![不非])(?<!不[能可予是])(?<!无法)(?:即时办结|即时办理|即来即办|当场办结|当场办理|当日办结|即办(?!件))"
)
_SPAN = re.compile(
    # A day of a date (5月20日, 2022-5-20), a clock (9:00) and a count of something else are not limits.
    rf"(?<!\d-)(?<![\d年月第:.零〇一二两三四五六七八九十百])"
    rf"(?:(?P<low>{_NUMBER})(?:\(\w+\))?(?P<own>{_UNIT})?[-—–~～至到])?"
    rf"(?P<high>{_NUMBER})(?:\(\w+\))?(?:\((?P<enclosed>{_UNIT})\)|(?P<unit>{_UNIT}))(?![\d:])"
    r"(?:(?:以内|之内|内)?\((?:按|以|为|均为)?(?P<counted>个?工作[日天]|个?自然日|个?日历[日天]"
    r"|(?:不含|不包括|不包含|除|扣除|含|包括|包含)(?:法定)?(?:节假日|休息日|双休日|周末))(?:计算?)?\))?"
)
_NONE = {
    "",
    "无",
    "暂无",
    "暂无数据",
    "无期限",
    "无规定",
    "未规定",
    "法律未规定",
    "-",
    "--",
    "/",
    "无法定时限",
    "无法定办结时限",
}


def read_number(text: str) -> int:
    """Return the value of a number below 1,000: `20`, `二十`, `二〇`, `一百零五`. Raise ValueError if it is none."""
    if text.isdecimal():
        return int(text)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百":
            total += (1 if digit is None or digit == 0 else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            raise ValueError(f"not a number: {text!r}")
    return total + (digit or 0)


class TimeLimit(Model):
    """One limit. `amount` is the upper bound, `least` the lower one of a range such as 1-3个工作日.

    即办 is amount 0; a limit that the law does not set (无, 无期限) has no amount.
    """

    amount: int | None
    unit: TimeUnit = TimeUnit.WORKING_DAY
    least: int | None = None

    @classmethod
    def instant(cls) -> Self:
        """Return 即办: decided on the spot."""
        return cls(amount=0)

    @classmethod
    def find(cls, text: str) -> tuple[TimeLimit, ...]:
        """Return every limit of a text, in its order; both where one has two units: 20个工作日（自然日）."""
        return tuple(mention.limit for mention in mentions(text))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the one limit that the text is. Raise ValueError if it is none, or more than a limit."""
        plain = _plain(text)
        if plain in _NONE:
            return cls(amount=None)
        if _INSTANT.fullmatch(plain) or plain in ("即办件", "即办"):
            return cls.instant()
        limits = _read(match, plain) if (match := _SPAN.fullmatch(plain)) else ()
        if len(limits) != 1:
            raise ValueError(f"看不懂的时限“{text}”：请写成 20个工作日、45个自然日、24小时、3个月、即办 或 无")
        return cls.model_validate(limits[0])

    @property
    def is_set(self) -> bool:
        """Whether there is a limit at all."""
        return self.amount is not None

    def __str__(self) -> str:
        if self.amount is None:
            return "无"
        if self.amount == 0:
            return "即办"
        span = f"{self.least}-{self.amount}" if self.least is not None else str(self.amount)
        return f"{span}{self.unit}"

    @model_serializer
    def _to_text(self) -> str:
        return str(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "description": "20个工作日、45个自然日、24小时、3个月、1-3个工作日、即办 或 无"}

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            limit = cls.parse(value)
            return {"amount": limit.amount, "unit": limit.unit, "least": limit.least}
        return value

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.least is not None and (self.amount is None or self.least >= self.amount):
            raise ValueError("时限的下限应小于上限")
        return self


class Mention(NamedTuple):
    """A limit of a text, and the words around it, up to the limits before and after it."""

    limit: TimeLimit
    before: str
    after: str


def mentions(text: str) -> tuple[Mention, ...]:
    """Return every limit of a text, in its order, with the words around it; full-width characters are folded."""
    folded, bare = _folded(text), _plain(text)
    spans = [(match.span(), TimeLimit.instant()) for match in _INSTANT.finditer(folded)]
    spans += [(match.span(), limit) for match in _SPAN.finditer(folded) for limit in _read(match, bare)]
    spans.sort(key=lambda each: each[0])
    starts, ends = [span[0] for span, _ in spans], [span[1] for span, _ in spans]
    return tuple(
        Mention(
            limit,
            folded[max((end for end in ends if end <= start), default=0) : start],
            folded[end : min((later for later in starts if later >= end), default=None)],
        )
        for (start, end), limit in spans
    )


def _read(match: re.Match[str], whole: str) -> tuple[TimeLimit, ...]:
    """Return the limit of a match in a text; two where it names two units, none where it is no limit."""
    unit, low = _UNITS[match["unit"] or match["enclosed"]], match["low"]
    if match["own"] == "月" or (match["unit"] == "月" and match[0] != whole):  # 5月底前, 1月至6月
        return ()
    high, least = read_number(match["high"]), read_number(low) if low else None
    if match["own"] and least is not None and (_UNITS[match["own"]] is not unit or least >= high):
        return (TimeLimit(amount=least, unit=_UNITS[match["own"]]), TimeLimit(amount=high, unit=unit))
    if least is not None and least >= high:
        return ()
    units = counted_in(match["counted"] or "", unit)
    return tuple(TimeLimit(amount=high, unit=each, least=least) for each in units)


def counted_in(note: str, unit: TimeUnit) -> tuple[TimeUnit, ...]:
    """Return the unit of a limit with a note beside it: 20日（自然日）. Both where they contradict each other."""
    working = re.search(r"工作[日天]|(?:不含|不包括|不包含|除|扣除).*(?:节假日|休息日|双休日|周末)", note)
    calendar = re.search(r"自然日|日历|节假日|休息日|双休日|周末", note)
    noted = TimeUnit.WORKING_DAY if working else TimeUnit.CALENDAR_DAY if calendar else unit
    if unit is noted or unit not in (TimeUnit.DAY, TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY):
        return (unit,)
    return (noted,) if unit is TimeUnit.DAY else (unit, noted)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("。；;，,")


def _plain(text: str) -> str:
    """Return the text folded, without blanks and a 内 or 以内 at its end."""
    return re.sub(r"^(?:自)?受理之日起|(?:以内|之内|内)(?:办结)?$", "", _folded(text))
