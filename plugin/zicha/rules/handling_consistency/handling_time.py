"""How long cases took against 办件类型 and 承诺办结时限, the rules K2 and K3 (the notice, 自查的重点 3; ledger box C1).

What is published is read from the page, what happened from the case records of the inventory. What neither of them
shows is a question to a person, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from zicha.catalogue.working_days import OutsideCalendar, WorkingDays
from zicha.model.base import BEIJING
from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Comparison, Problem
from zicha.model.matter import Case, HandlingType, MatterType
from zicha.model.rule_settings import RuleSetting
from zicha.model.time_limit import TimeLimit
from zicha.published.guide import PublishedGuide
from zicha.rules.handling_consistency.overruns import overrun
from zicha.rules.problems import problem, question


def handling_time_differences(
    guide: PublishedGuide,
    cases: Sequence[Case],
    matter_type: MatterType,
    calendar: WorkingDays,
    instant: RuleSetting | None,
) -> Comparison:
    """Return a problem for each 即办件 finished on a later day (K2) and each case finished later than promised (K3).

    The time of 中止 does not count. `instant` sets K2: a 即办件 that promises a time of its own may take as many
    working `days`, the bound of L08; one that took less than so many `hours` only went over midnight, and is a
    question. `instant` is None in evidence older than these settings.
    """
    page, handling_type = guide.page, guide.value(Element.HANDLING_TYPE)
    kind = None if handling_type is None else handling_type.value
    is_unread = guide.has_unread_limit(Element.PROMISED_LIMIT)
    limits = [] if is_unread else list(guide.limits(Element.PROMISED_LIMIT))
    # 即办 promised of a 即办件 is the same word twice, and one rule's business.
    limits = [limit for limit in limits if limit.amount or (limit.is_set and kind is not HandlingType.INSTANT)]
    unread = []
    if kind is None:
        unread.append(question(page, "K2", "办事指南页面上没有认出“办件类型”，请人工核对"))
    if is_unread or (not limits and kind is not HandlingType.INSTANT):
        unread.append(question(page, "K3", "办事指南页面上没有可以核对的“承诺办结时限”，请人工核对"))
    differences = (
        difference
        for case in cases
        for difference in (
            *_against_type(page, case, kind, bool(limits) or is_unread, calendar, instant),
            *_against_promise(page, case, limits, matter_type, calendar),
        )
    )
    return Comparison((*unread, *differences), len(cases), "没有可以核对的办件")


def _against_type(
    page: GuidePage,
    case: Case,
    kind: HandlingType | None,
    has_promise: bool,
    calendar: WorkingDays,
    instant: RuleSetting | None,
) -> Iterator[Problem]:
    if case.accepted_at is None:
        yield question(page, "K2", f"办件{case.number}没有记录受理时间，无法核对办理时间")
        return
    end = _end_of_record(page, case)
    if kind is not HandlingType.INSTANT or end.date() <= case.accepted_at.date():
        return
    allowed = instant.number("days") if instant and has_promise else 0
    try:
        if allowed and not calendar.more_than(allowed, case.accepted_at.date(), end.date()):
            return
    except OutsideCalendar as unsettled:
        yield question(page, "K2", f"办件{case.number}是否当场办结{unsettled}，请人工核对")
        return
    text = f"办件类型：办事指南公布“{kind}”，办件{case.number}{_course(case)}"
    if case.finished_at is None:
        yield question(page, "K2", f"{text}，请核实")
    elif case.suspensions:
        yield question(page, "K2", f"{text}，其间有中止，请人工核对")
    elif instant and end - case.accepted_at < timedelta(hours=instant.number("hours")):
        yield question(page, "K2", f"{text}，只是跨过零点，请人工核对")
    else:
        yield problem(page, "K2", text, expected=kind, seen=f"{end:%Y-%m-%d}办结")


def _against_promise(
    page: GuidePage, case: Case, limits: Sequence[TimeLimit], matter_type: MatterType, calendar: WorkingDays
) -> Iterator[Problem]:
    """Yield a problem where the page's promise is broken; of two promises both must be, else it is a question."""
    end = _end_of_record(page, case)
    try:
        overruns = [overrun(limit, case, end, matter_type, calendar) for limit in limits]
    except OutsideCalendar as unsettled:
        yield question(page, "K3", f"办件{case.number}是否超过承诺办结时限{unsettled}，请人工核对")
        return
    broken = [each for each in overruns if each is not None]
    if not broken:
        return
    promised = "、".join(dict.fromkeys(map(str, limits)))
    text = f"承诺办结时限：办事指南公布“{promised}”，办件{case.number}{_course(case)}，用时{broken[0].took}"
    if case.finished_at is None:
        yield question(page, "K3", f"{text}，请核实")
    elif len(broken) == len(overruns) and all(each.is_certain for each in broken):
        yield problem(page, "K3", text, expected=promised, seen=broken[0].took)
    else:
        yield question(page, "K3", f"{text}，是否超时请人工核对")


def _end_of_record(page: GuidePage, case: Case) -> datetime:
    """Return when a case was finished; of one that is still open, when the page was seen."""
    return case.finished_at or page.at.astimezone(BEIJING)


def _course(case: Case) -> str:
    """Return 受理、中止、办结 of a case in words."""
    pauses = "".join(f"，{pause.begun}至{pause.ended or '今'}中止（{pause.reason}）" for pause in case.suspensions)
    finished = f"{case.finished_at:%Y-%m-%d %H:%M}办结" if case.finished_at else "尚未记录办结时间"
    return f"于{case.accepted_at:%Y-%m-%d %H:%M}受理{pauses}，{finished}"
