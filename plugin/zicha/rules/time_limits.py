"""法定办结时限、承诺办结时限 (the notice, 自查的重点 2; ledger box B1).

Compared with the approved list in value, unit and 即办; and with each other wherever the page speaks of them:
the field itself, its 说明, and the answers of 常见问题.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zicha.model.facts import Element, GuidePage, Shown
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Guide, MatterType
from zicha.model.time_limit import TimeLimit, TimeUnit

_FIELDS = (
    (Element.LEGAL_LIMIT, Element.LEGAL_LIMIT_NOTE),
    (Element.PROMISED_LIMIT, Element.PROMISED_LIMIT_NOTE),
)
# A sentence about how long handling takes, and words that show it speaks of some other period.
_HANDLING = re.compile(r"办结|办理时限|承诺|法定时限|作出.{0,12}决定|出证|受理之日起")
_OTHER_PERIOD = re.compile(r"有效期|届满|延续|提前|公示|送达|补正|告知|年检|缴|不计入|不计算|不包含|有效|内领取|保存")
# What may be added to a limit (20个工作日，经批准可以延长10个工作日) is no limit of its own.
_EXTENSION = re.compile(r"延长[^。；;()（）]*")
_DAYS = frozenset({TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.DAY})
_EMPTY = {"", "-", "--", "—", "——", "/", "暂无", "暂无数据"}


def time_limits(page: GuidePage, approved: Guide) -> tuple[Problem, ...]:
    """Every disagreement about the two limits; E where two values clash, W where a person must read."""
    problems: list[Problem] = []
    for (field, note), limit in zip(_FIELDS, (approved.legal_limit, approved.promised_limit), strict=True):
        problems += _against_approved(page, field, limit, approved.matter_type)
        problems += _against_note(page, field, note, approved.matter_type)
    return (*problems, *_against_answers(page, approved.matter_type))


def shown_limits(shown: Shown) -> tuple[TimeLimit, ...]:
    """The limits in a value; a bare number takes its unit from the label: 承诺时限(工作日)：5."""
    text = _EXTENSION.sub("", _as_read(shown))
    if text in _EMPTY:
        return ()
    try:
        return (TimeLimit.parse(text),)
    except ValueError:
        return TimeLimit.find(text)


def agree(one: TimeLimit, other: TimeLimit, matter_type: MatterType) -> bool | None:
    """Whether two limits are the same; None where only their units differ and a person must say what was meant.

    A bare 日 in the limit of a 行政许可 counts working days (行政许可法第八十二条).
    """
    if (one.amount, one.least) != (other.amount, other.least):
        return None if _may_convert(one, other) else False
    if one.unit is other.unit or not one.amount:
        return True
    if TimeUnit.DAY in (one.unit, other.unit) and _DAYS.issuperset((one.unit, other.unit)):
        working = TimeUnit.WORKING_DAY in (one.unit, other.unit)
        return True if working and matter_type is MatterType.LICENCE else None
    return False


def _may_convert(one: TimeLimit, other: TimeLimit) -> bool:
    """Whether different numbers may still be one period: 24小时 and 1日, 1个月 and 30日."""
    hours = {TimeUnit.HOUR: 1, TimeUnit.DAY: 24, TimeUnit.CALENDAR_DAY: 24, TimeUnit.MONTH: 24 * 30}
    if one.unit is other.unit or one.least or other.least or not (one.amount and other.amount):
        return False
    if one.unit not in hours or other.unit not in hours:
        return False
    return one.amount * hours[one.unit] == other.amount * hours[other.unit]


def _against_approved(
    page: GuidePage, field: Element, approved: TimeLimit, matter_type: MatterType
) -> Iterator[Problem]:
    places = page.shown(field)
    if not places:
        yield _question(page, f"办事指南页面上没有认出“{field}”，请人工核对（核准清单为“{approved}”）")
    for shown in places:
        limits = shown_limits(shown)
        if not limits:
            if approved.is_set:
                said = f"显示“{shown.text}”" if shown.text else "为空"
                yield _question(page, f"{field}：核准清单为“{approved}”，办事指南{said}，请人工核对")
            continue
        verdicts = [agree(limit, approved, matter_type) for limit in limits]
        if all(verdicts):
            continue
        text = f"{field}：核准清单为“{approved}”，办事指南显示“{_as_read(shown)}”"
        if True in verdicts:
            yield _question(page, f"{text}，不止一个时限，请人工核对")
        elif None in verdicts:
            yield _question(page, f"{text}，计算单位不同，请人工核对")
        else:
            yield Problem(
                text=text, expected=str(approved), seen=_as_read(shown), where=page.url, at=page.at, rule="B1"
            )


def _against_note(page: GuidePage, field: Element, note: Element, matter_type: MatterType) -> Iterator[Problem]:
    for shown in page.shown(field):
        for said in page.shown(note):
            clash = _clash(said.text, shown_limits(shown), matter_type)
            if clash:
                yield _contradiction(
                    page, f"{field}栏显示“{_as_read(shown)}”，其说明却写“{clash}”", _as_read(shown), clash
                )


def _against_answers(page: GuidePage, matter_type: MatterType) -> Iterator[Problem]:
    shown = [value for field, _ in _FIELDS for value in page.shown(field)]
    limits = tuple(limit for value in shown for limit in shown_limits(value))
    for group in page.questions:
        for sentence in re.split(r"[。；;！!]", group.text(Element.ANSWER)):
            if _HANDLING.search(sentence) and (clash := _clash(sentence, limits, matter_type)):
                seen = "、".join(f"{value.element}“{_as_read(value)}”" for value in shown)
                yield _contradiction(page, f"办事指南显示{seen}，常见问题却答“{clash}”", seen, clash)


def _clash(text: str, limits: tuple[TimeLimit, ...], matter_type: MatterType) -> str:
    """The sentences of a text that speak of a handling time with which none of the limits agrees."""
    spoken = [
        (sentence.strip(), TimeLimit.find(bare))
        for sentence in re.split(r"[。；;]", text)
        if not _OTHER_PERIOD.search(bare := _EXTENSION.sub("", sentence))
    ]
    known = [limit for limit in limits if limit.is_set]
    if not known or any(agree(a, b, matter_type) is not False for _, found in spoken for a in found for b in known):
        return ""
    return "；".join(sentence for sentence, found in spoken if found)


def _as_read(shown: Shown) -> str:
    """The value with the unit that stands in its label, as a reader of the page understands it."""
    text = shown.text.strip()
    bare = re.fullmatch(r"[\d０-９]+", text)
    unit = re.search(r"[(（]([^)）]+)[)）]", shown.label) if bare else None
    if unit is None:
        return text
    counted = unit[1].strip().removeprefix("单位").lstrip("：:")
    return f"{text}个{counted}" if counted in ("工作日", "自然日", "月", "小时") else text + counted


def _question(page: GuidePage, text: str) -> Problem:
    return Problem(text=text, where=page.url, at=page.at, rule="B1", severity=Severity.WARNING)


def _contradiction(page: GuidePage, text: str, expected: str, seen: str) -> Problem:
    return Problem(text=text, expected=expected, seen=seen, where=page.url, at=page.at, rule="B1")
