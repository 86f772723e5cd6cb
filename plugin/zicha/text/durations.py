"""How long something may take, as Chinese guides write it: 20个工作日, 半天, 1-3个月, 即办, 无.

`mentions` reads every duration of a text; `read_duration` demands that the text is one and nothing else. 即办, 0 and
当场办结 are a duration of 0; 及时办理 and office hours are none at all.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zicha.text.folding import solid_but_between_numbers
from zicha.text.numerals import NUMBER, read_amount


class TimeUnit(StrEnum):
    """The unit of a time limit. DAY is a bare 日 or 天: the law decides whether it counts working days."""

    WORKING_DAY = "个工作日"
    CALENDAR_DAY = "个自然日"
    DAY = "日"
    MINUTE = "分钟"
    HOUR = "小时"
    MONTH = "个月"
    YEAR = "年"


class Duration(NamedTuple):
    """How long. `amount` is the upper bound, `least` the lower one of a range such as 1-3个工作日.

    即办 is amount 0; what has no limit (无, 无期限) has no amount. `same_day`: its words are 当日办结, 当场办结 and the
    like.
    """

    amount: int | Decimal | None
    unit: TimeUnit = TimeUnit.WORKING_DAY
    least: int | Decimal | None = None
    same_day: bool = False


class Mention(NamedTuple):
    """A duration of a text, and the words around it, up to the durations before and after it."""

    duration: Duration
    before: str
    after: str


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
    rf"(?:(?P<low>{NUMBER})(?:\((?P<low_again>个|{NUMBER})\))?(?P<own>{_UNIT})?[-—–~～至到])?"
    rf"(?P<high>{NUMBER})(?:\((?P<again>个|{NUMBER})\))?(?:\((?P<enclosed>{_UNIT})\)|(?P<unit>{_UNIT})(?P<half>半(?!价))?)(?![\d:])"
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
MARK = "◇"
"""What `with_marks` puts in the place of a duration."""


def read_duration(text: str) -> Duration:
    """Return the one duration that a text is. Raise ValueError if it is none, or more than a duration."""
    bare = _bare(text)
    if bare in _NONE:
        return Duration(None)
    if _INSTANT.fullmatch(bare) or bare == "即办件":
        return _instant(bare.removesuffix("件"))
    if bare in _BARE_ZERO:
        return Duration(0)
    durations = _read(match, bare) if (match := _SPAN.fullmatch(bare)) else ()
    if len(durations) != 1:
        raise ValueError(f"看不懂的时限“{text}”：请写成 20个工作日、0.5个工作日、45个自然日、24小时、3个月、即办 或 无")
    return durations[0]


def mentions(text: str) -> tuple[Mention, ...]:
    """Return every duration of a text, in its order, with the words around it; both where one has two units."""
    folded, spans = _spans(text)
    starts, ends = [span[0] for span, _ in spans], [span[1] for span, _ in spans]
    return tuple(
        Mention(
            duration,
            folded[max((end for end in ends if end <= start), default=0) : start],
            folded[end : min((later for later in starts if later >= end), default=None)],
        )
        for (start, end), duration in spans
    )


def with_marks(text: str) -> str:
    """Return a text, folded, with `MARK` in the place of each of its durations."""
    folded, spans = _spans(text.replace(MARK, "?"))
    for start, end in sorted({span for span, _ in spans}, reverse=True):
        folded = folded[:start] + MARK + folded[end:]
    return folded


def counted_in(note: str, unit: TimeUnit) -> tuple[TimeUnit, ...]:
    """Return the unit of a duration with a note beside it: 20日（自然日）. Both where they contradict each other."""
    working = re.search(r"工作[日天]|(?:不含|不包括|不包含|除|扣除).*(?:节假日|休息日|双休日|周末)", note)
    calendar = re.search(r"自然日|日历|节假日|休息日|双休日|周末", note)
    noted = TimeUnit.WORKING_DAY if working else TimeUnit.CALENDAR_DAY if calendar else unit
    if unit is noted or unit not in (TimeUnit.DAY, TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY):
        return (unit,)
    return (noted,) if unit is TimeUnit.DAY else (unit, noted)


def _spans(text: str) -> tuple[str, list[tuple[tuple[int, int], Duration]]]:
    """Return a text, folded, and its durations, each with where it stands."""
    folded, bare = solid_but_between_numbers(text), _bare(text)
    spans = [(match.span(), _instant(match[0])) for match in _INSTANT.finditer(folded)]
    spans += [(match.span(), duration) for match in _SPAN.finditer(folded) for duration in _read(match, bare)]
    return folded, sorted(spans, key=lambda each: each[0])


def _instant(words: str) -> Duration:
    return Duration(0, same_day=words != "即办")


def _read(match: re.Match[str], whole: str) -> tuple[Duration, ...]:
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
        return (Duration(amount=least, unit=_UNITS[match["own"]]), Duration(amount=high, unit=unit))
    if least is not None and least >= high:
        return ()
    units = counted_in(match["counted"] or match["added"] or "", unit)
    return tuple(Duration(amount=high, unit=each, least=least) for each in units)


def _is_of_calendar(match: re.Match[str], amount: int | Decimal, whole: str) -> bool:
    """Return whether 年 is that of a date, or of something that is valid so long: 2022年, 有效期五年."""
    if "年" not in (match["unit"], match["enclosed"], match["own"]):
        return False
    within = re.match(r"以内|之内|内", match.string[match.end() :])
    most = re.search(r"(?:不得?超过|最[长多迟晚]|[时期]限[为是:]?)$", match.string[: match.start()])
    return amount >= 100 or not (match[0] == whole or within or most)


def _is_again(again: str | None, number: str | None) -> bool:
    """Return whether what stands in brackets behind a number is the same number: 二十（20）个工作日."""
    return again in (None, "个") or (number is not None and read_amount(again or "") == read_amount(number))


def _bare(text: str) -> str:
    """Return the text folded, without 受理之日起 before it and a 内 or 以内 at its end."""
    return re.sub(r"^(?:自)?受理之日起|(?:以内|之内|内)(?:办结)?$", "", solid_but_between_numbers(text))
