"""办结时限: how long a matter may take, as Chinese guides write it.

`TimeLimit.find` reads every limit of a text; `TimeLimit.parse` demands that the text is one limit and nothing else.
即办, 0 and 当场办结 are a limit of 0, 半天 is one of half a day; 及时办理 and office hours are no limit at all.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple, Self

from pydantic import GetJsonSchemaHandler, field_validator, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from zicha.model.base import Model


class TimeUnit(StrEnum):
    """The unit of a time limit. DAY is a bare 日 or 天: the law decides whether it counts working days."""

    WORKING_DAY = "个工作日"
    CALENDAR_DAY = "个自然日"
    DAY = "日"
    MINUTE = "分钟"
    HOUR = "小时"
    MONTH = "个月"
    YEAR = "年"


_UNITS = {
    "个工作日": TimeUnit.WORKING_DAY,
    "工作日": TimeUnit.WORKING_DAY,
    "个工作天": TimeUnit.WORKING_DAY,
    "工作天": TimeUnit.WORKING_DAY,
    "个自然日": TimeUnit.CALENDAR_DAY,
    "自然日": TimeUnit.CALENDAR_DAY,
    "个日历日": TimeUnit.CALENDAR_DAY,
    "日历日": TimeUnit.CALENDAR_DAY,
    "个日历天": TimeUnit.CALENDAR_DAY,
    "日历天": TimeUnit.CALENDAR_DAY,
    "日": TimeUnit.DAY,
    "天": TimeUnit.DAY,
    "个小时": TimeUnit.HOUR,
    "小时": TimeUnit.HOUR,
    "分钟": TimeUnit.MINUTE,
    "个自然月": TimeUnit.MONTH,
    "自然月": TimeUnit.MONTH,
    "个月": TimeUnit.MONTH,
    "月": TimeUnit.MONTH,
    "年": TimeUnit.YEAR,
}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ONE_DIGIT = "[零〇一二两三四五六七八九]"
_WHOLE = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百]{1,7})"
# 5.2日 is the second of May, 2.10个工作日 the tenth item of a list: neither is a fraction.
_NUMBER = (
    rf"(?:0\.\d{{1,2}}|\d{{1,4}}\.\d(?!日)|{_ONE_DIGIT}点[一二三四五六七八九]|(?<![上下前后大小多每])半"
    rf"|{_WHOLE}(?:个半)?)"
)
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_INSTANT = re.compile(
    r"(?<![不非])(?<!不[能可予是])(?<!无法)"
    r"(?:即时办[结理]|即来即办|即到即办|当场办[结理毕]|当[日天]办[结毕]|立等可[取办]|即办(?!件))"
)
_REST = "(?:节假日|休息日|公休日|双休日|周末)"
_DAYS_OF_REST = rf"(?:不含|不包括|不包含|除|扣除|含|包括|包含)(?:法定)?{_REST}(?:[、和及]{_REST})*"
_SPAN = re.compile(
    # A day of a date (5月20日, 2022-5-20), a clock (9:00), a product (7×24) and a count of something else are none.
    rf"(?<!\d-)(?<!\d,)(?<!\d:)(?<![\d年月第.×xX*+零〇一二两三四五六七八九十百])"
    rf"(?:(?P<low>{_NUMBER})(?:\((?P<low_again>个|{_NUMBER})\))?(?P<own>{_UNIT})?[-—–~～至到])?"
    rf"(?P<high>{_NUMBER})(?:\((?P<again>个|{_NUMBER})\))?(?:\((?P<enclosed>{_UNIT})\)|(?P<unit>{_UNIT})(?P<half>半(?!价))?)(?![\d:])"
    rf"(?:(?:以内|之内|内)?(?:\((?:按|以|为|均为)?(?P<counted>个?工作[日天]|个?自然日|个?日历[日天]|{_DAYS_OF_REST})(?:计算?)?\)"
    rf"|,(?P<added>{_DAYS_OF_REST})(?=[,;。]|$)))?"
)
_BARE_ZERO = ("0", "零", "〇")
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


def read_amount(text: str) -> int | Decimal:
    """Return the value of a number that may have a fraction: `20`, `0.5`, `零点五`, `半`, `一个半`. Else ValueError."""
    if text == "半":
        return Decimal("0.5")
    whole, point, tenths = text.replace("个半", ".5").replace("点", ".").partition(".")
    if not whole:
        raise ValueError(f"not a number: {text!r}")
    if not point:
        return read_number(text)
    return _whole_if_possible(Decimal(f"{read_number(whole)}.{''.join(str(read_number(digit)) for digit in tenths)}"))


def _whole_if_possible(amount: Decimal) -> int | Decimal:
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


class TimeLimit(Model):
    """One limit. `amount` is the upper bound, `least` the lower one of a range such as 1-3个工作日.

    即办 is amount 0; a limit that the law does not set (无, 无期限) has no amount. `same_day`: its words are 当日办结,
    当场办结 and the like, which say how the matter is handled, and not that nothing is promised beyond it.
    """

    amount: int | Decimal | None
    unit: TimeUnit = TimeUnit.WORKING_DAY
    least: int | Decimal | None = None
    same_day: bool = False

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
        if _INSTANT.fullmatch(plain) or plain == "即办件":
            return cls.model_validate(_instant(plain.removesuffix("件")))
        if plain in _BARE_ZERO:
            return cls.instant()
        limits = _read(match, plain) if (match := _SPAN.fullmatch(plain)) else ()
        if len(limits) != 1:
            raise ValueError(
                f"看不懂的时限“{text}”：请写成 20个工作日、0.5个工作日、45个自然日、24小时、3个月、即办 或 无"
            )
        return cls.model_validate(limits[0])

    @property
    def is_set(self) -> bool:
        """Whether there is a limit at all."""
        return self.amount is not None

    @property
    def is_within_a_day(self) -> bool:
        """Whether what is done within this time may be done on the day itself: 半天, 24小时, 1个工作日."""
        parts_of_day = {TimeUnit.MINUTE: 24 * 60, TimeUnit.HOUR: 24, TimeUnit.MONTH: 0, TimeUnit.YEAR: 0}
        return self.amount is not None and self.amount <= parts_of_day.get(self.unit, 1)

    def __str__(self) -> str:
        if self.amount is None:
            return "无"
        if self.amount == 0:
            return "即办"
        span = f"{self.least}-{self.amount}" if self.least is not None else str(self.amount)
        looks_like_date = self.unit is TimeUnit.DAY and isinstance(self.amount, Decimal)
        return f"{span}天" if looks_like_date else f"{span}{self.unit}"

    @model_serializer
    def _to_text(self) -> str:
        return "当日办结" if self.same_day else str(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": "string",
            "description": "20个工作日、0.5个工作日、45个自然日、24小时、3个月、1-3个工作日、即办 或 无",
        }

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            limit = cls.parse(value)
            return {"amount": limit.amount, "unit": limit.unit, "least": limit.least, "same_day": limit.same_day}
        return value

    @field_validator("amount", "least")
    @classmethod
    def _is_whole_if_possible(cls, amount: int | Decimal | None) -> int | Decimal | None:
        return _whole_if_possible(amount) if isinstance(amount, Decimal) else amount

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
    folded, spans = _spans(text)
    starts, ends = [span[0] for span, _ in spans], [span[1] for span, _ in spans]
    return tuple(
        Mention(
            limit,
            folded[max((end for end in ends if end <= start), default=0) : start],
            folded[end : min((later for later in starts if later >= end), default=None)],
        )
        for (start, end), limit in spans
    )


LIMIT_MARK = "◇"


def is_number(text: str) -> bool:
    """Whether a text is a number, or a range of numbers, without a unit: 20, 0.5, 十, 1-3."""
    return re.fullmatch(rf"{_NUMBER}(?:[-—–~～至到]{_NUMBER})?", _folded(text)) is not None


def with_marks(text: str) -> str:
    """Return a text, folded, with `LIMIT_MARK` in the place of each of its limits."""
    folded, spans = _spans(text.replace(LIMIT_MARK, "?"))
    for start, end in sorted({span for span, _ in spans}, reverse=True):
        folded = folded[:start] + LIMIT_MARK + folded[end:]
    return folded


def _spans(text: str) -> tuple[str, list[tuple[tuple[int, int], TimeLimit]]]:
    """Return a text, folded, and its limits, each with where it stands."""
    folded, bare = _folded(text), _plain(text)
    spans = [(match.span(), _instant(match[0])) for match in _INSTANT.finditer(folded)]
    spans += [(match.span(), limit) for match in _SPAN.finditer(folded) for limit in _read(match, bare)]
    return folded, sorted(spans, key=lambda each: each[0])


def _instant(words: str) -> TimeLimit:
    return TimeLimit(amount=0, same_day=words != "即办")


def _read(match: re.Match[str], whole: str) -> tuple[TimeLimit, ...]:
    """Return the limit of a match in a text; two where it names two units, none where it is no limit."""
    unit, low = _UNITS[match["unit"] or match["enclosed"]], match["low"]
    if match["own"] == "月" or (
        match["unit"] == "月" and match["high"] != "半" and match[0] != whole
    ):  # 5月底前, 1月至6月
        return ()
    high, least = read_amount(match["high"]), read_amount(low) if low else None
    if match["half"]:
        high += Decimal("0.5")
    if _is_of_calendar(match, high, whole) or not (
        _is_again(match["again"], match["high"]) and _is_again(match["low_again"], low)
    ):
        return ()
    if match["own"] and least is not None and (_UNITS[match["own"]] is not unit or least >= high):
        return (TimeLimit(amount=least, unit=_UNITS[match["own"]]), TimeLimit(amount=high, unit=unit))
    if least is not None and least >= high:
        return ()
    units = counted_in(match["counted"] or match["added"] or "", unit)
    return tuple(TimeLimit(amount=high, unit=each, least=least) for each in units)


def _is_of_calendar(match: re.Match[str], amount: int | Decimal, whole: str) -> bool:
    """Whether 年 is that of a date, or of something that is valid so long: 2022年, 有效期五年."""
    if "年" not in (match["unit"], match["enclosed"], match["own"]):
        return False
    within = re.match(r"以内|之内|内", match.string[match.end() :])
    most = re.search(r"(?:不得?超过|最[长多迟晚]|[时期]限[为是:]?)$", match.string[: match.start()])
    return amount >= 100 or not (match[0] == whole or within or most)


def _is_again(again: str | None, number: str | None) -> bool:
    """Whether what stands in brackets behind a number is the same number: 二十（20）个工作日."""
    return again in (None, "个") or (number is not None and read_amount(again or "") == read_amount(number))


def counted_in(note: str, unit: TimeUnit) -> tuple[TimeUnit, ...]:
    """Return the unit of a limit with a note beside it: 20日（自然日）. Both where they contradict each other."""
    working = re.search(r"工作[日天]|(?:不含|不包括|不包含|除|扣除).*(?:节假日|休息日|双休日|周末)", note)
    calendar = re.search(r"自然日|日历|节假日|休息日|双休日|周末", note)
    noted = TimeUnit.WORKING_DAY if working else TimeUnit.CALENDAR_DAY if calendar else unit
    if unit is noted or unit not in (TimeUnit.DAY, TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY):
        return (unit,)
    return (noted,) if unit is TimeUnit.DAY else (unit, noted)


def _folded(text: str) -> str:
    """Return a text without what a page leaves in it unseen, and without blanks but between two numbers."""
    clean = re.sub(r"[\u200b-\u200f\u2060\ufeff\u00ad]|&(?:amp;)*nbsp;|</?[a-zA-Z][^<>]*>", "", text)
    spaced = re.sub(r"(?<=\d)\s+(?=\d)", "\x00", unicodedata.normalize("NFKC", clean))
    return re.sub(r"\s+", "", spaced).replace("\x00", " ").strip("。；;，,")


def _plain(text: str) -> str:
    """Return the text folded, without blanks and a 内 or 以内 at its end."""
    return re.sub(r"^(?:自)?受理之日起|(?:以内|之内|内)(?:办结)?$", "", _folded(text))
