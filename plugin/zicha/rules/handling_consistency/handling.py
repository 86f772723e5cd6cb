"""How cases were handled against what the guide publishes: K1, K2, K3, K8 (the notice, 自查的重点 3; ledger box C1).

What is published is read from the page, what happened from the case records of the inventory. A datum that neither
shows is a question to a person, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from zicha.catalogue.working_days import OutsideCalendar, WorkingDays
from zicha.model.base import BEIJING
from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case, HandlingType, Matter, MatterType, Scope
from zicha.model.rule_settings import RuleSetting
from zicha.model.time_limit import TimeLimit
from zicha.rules.guide_accuracy.time_limits import shown_limits
from zicha.rules.handling_consistency.overruns import overrun
from zicha.rules.values import read_choice, read_visits

Value = TypeVar("Value")

# A clause that refuses for where the applicant is from, and words that make it one about papers instead.
_FOR_ITS_PLACE = re.compile(
    r"(?:不是|不属于?|不在|不归|非)[^，。；]{0,8}(?:本[省市县区地]|辖区|管辖|区域|户籍|户口|参保|通办|属地)"
    r"|(?:请|应|须|需|只能)[^，。；]{0,6}(?:到|回|去|向|在)[^，。；]{0,12}"
    r"(?:户籍|户口|所在地|居住地|参保地|注册地|登记地|原籍|当地|属地|辖区|管辖)"
    r"|(?:不|未|无法|不予)[^，。；]{0,6}(?:异地|跨[省市县区域]|通办|外[省市县地])"
    r"|(?:仅|只|限)[^，。；]{0,8}(?:本[省市县区地]|辖区|户籍)"
    r"|外[省市县地][^，。；]{0,10}(?:不|无法)|(?:异地|跨[省市县区域])[^，。；]{0,10}(?:不|未|无法)"
    r"|超出[^，。；]{0,6}(?:辖区|管辖|区域)|无管辖权"
)
_ABOUT_PAPERS = re.compile(r"材料|证明|资料|补正|开具|出具|缺|不齐|不全")
# A refusal for what was handed in, and any word that might hide one for the place behind it.
_FOR_ITS_PAPERS = re.compile(
    r"(?:材料|资料)[^，。；]{0,6}(?:不齐|不全|不完整|缺)|缺[少失]?[^，。；]{0,10}(?:材料|资料)|未补正"
)
_OF_A_PLACE = re.compile(
    r"户籍|户口|辖|区域|异地|外[省市县地]|本[省市县区地]|所在地|居住|参保|注册地|属地|通办|跨[省市县区]|当地"
)


def published(page: GuidePage, element: Element, read: Callable[[str], Value | None]) -> Value | None:
    """What the guide shows of an element, None when it shows none, one that is not understood, or two."""
    values = {read(shown.text) for shown in page.shown(element)}
    return values.pop() if len(values) == 1 else None


def scope_differences(page: GuidePage, matter: Matter) -> tuple[Problem, ...]:
    """K8: an application from elsewhere was refused though 通办范围 covers it, or taken though it does not."""
    scope = published(page, Element.SCOPE, lambda text: read_choice(text, Scope))
    if scope is None:
        return (_ask(page, "K8", "办事指南页面上没有认出“通办范围”，请人工核对"),)
    return tuple(problem for case in matter.cases for problem in _case_against_scope(page, matter, case, scope))


def untested_scope(page: GuidePage, matter: Matter) -> str:
    """Why no case says whether 通办范围 is kept; empty where one does, or where the page shows no scope to keep."""
    if published(page, Element.SCOPE, lambda text: read_choice(text, Scope)) is Scope.OTHER:
        return f"公布的通办范围为“{Scope.OTHER}”，没有可以核对的区域"
    if all(case.applicant_region == matter.department.region_code for case in matter.cases):
        return "没有区域外申请人的办件，通办范围无从核对"
    return ""


def handling_time_differences(
    page: GuidePage, cases: Sequence[Case], matter_type: MatterType, calendar: WorkingDays, instant: RuleSetting | None
) -> tuple[Problem, ...]:
    """K2: 即办件 finished on a later day. K3: finished later than promised, less the time of 中止.

    `instant` sets K2: a 即办件 that promises a time of its own may take as many working `days`, the bound of L08; what
    took less than so many `hours` went over midnight only, and is asked. None in evidence older than these settings.
    """
    kind = published(page, Element.HANDLING_TYPE, lambda text: read_choice(text, HandlingType))
    limits = [limit for shown in page.shown(Element.PROMISED_LIMIT) for limit in shown_limits(shown)]
    # 即办 promised of a 即办件 is the same word twice, and one rule's business.
    limits = [limit for limit in limits if limit.amount or (limit.is_set and kind is not HandlingType.INSTANT)]
    unread = []
    if kind is None:
        unread.append(_ask(page, "K2", "办事指南页面上没有认出“办件类型”，请人工核对"))
    if not limits and kind is not HandlingType.INSTANT:
        unread.append(_ask(page, "K3", "办事指南页面上没有可以核对的“承诺办结时限”，请人工核对"))
    told = (
        problem
        for case in cases
        for problem in (
            *_case_against_type(page, case, kind, limits, calendar, instant),
            *_case_against_promise(page, case, limits, matter_type, calendar),
        )
    )
    return (*unread, *told)


def visit_differences(page: GuidePage, cases: Sequence[Case]) -> tuple[Problem, ...]:
    """K1: more visits than published; fewer ask a person, since that, too, is not as published."""
    number = published(page, Element.VISITS, read_visits)
    if number is None:
        return (_ask(page, "K1", "办事指南页面上没有认出“到办事现场次数”，请人工核对"),)
    return tuple(problem for case in cases for problem in _case_against_visits(page, case, number))


def _case_against_scope(page: GuidePage, matter: Matter, case: Case, scope: Scope) -> Iterator[Problem]:
    home, region = matter.department.region_code, case.applicant_region
    if region is None or case.accepted is None:
        yield _ask(page, "K8", f"办件{case.number}没有记录申请人区划或是否受理，无法核对通办范围")
        return
    if region == home:
        return
    covered = {
        Scope.NATION: True,
        Scope.PROVINCE: region[:2] == home[:2],
        Scope.CITY: region[:4] == home[:4],
        Scope.COUNTY: False,
        Scope.OTHER: None,
    }[scope]
    refusal = case.refusal or ""
    if covered and not case.accepted and not _refused_for_its_papers(refusal):
        text = f"办事指南公布“{scope}”，办件{case.number}（申请人区划{region}）却不予受理：{refusal or '未说明原因'}"
        severity = Severity.ERROR if _refused_for_its_place(refusal) else Severity.WARNING
        yield _clash(page, "K8", text, scope, refusal, severity)
    elif covered is False and case.accepted and not _within(region, home):
        yield _ask(page, "K8", f"办事指南公布“{scope}”，办件{case.number}（申请人区划{region}）却已受理，请人工核对")


def _refused_for_its_place(refusal: str) -> bool:
    if _FOR_ITS_PAPERS.search(refusal):
        return False
    clauses = re.split(r"[，,。；;]", refusal)
    return any(_FOR_ITS_PLACE.search(clause) and not _ABOUT_PAPERS.search(clause) for clause in clauses)


def _refused_for_its_papers(refusal: str) -> bool:
    return _FOR_ITS_PAPERS.search(refusal) is not None and _OF_A_PLACE.search(refusal) is None


def _within(region: str, home: str) -> bool:
    """Whether a region lies in another: the districts of a city in the city."""
    return home.endswith("00") and region.startswith(home.rstrip("0"))


def _case_against_visits(page: GuidePage, case: Case, most: int) -> Iterator[Problem]:
    if case.visits is None:
        yield _ask(page, "K1", f"办件{case.number}没有记录实际到现场次数，无法核对")
        return
    text = f"到办事现场次数：办事指南公布{most}次，办件{case.number}实际到现场{case.visits}次"
    if case.visits > most:
        yield _clash(page, "K1", text, f"{most}次", f"{case.visits}次")
    elif case.visits < most:
        yield _clash(page, "K1", f"{text}，比公布的少，请人工核对", f"{most}次", f"{case.visits}次", Severity.WARNING)


def _case_against_type(
    page: GuidePage,
    case: Case,
    kind: HandlingType | None,
    limits: Sequence[TimeLimit],
    calendar: WorkingDays,
    instant: RuleSetting | None,
) -> Iterator[Problem]:
    if case.accepted_at is None:
        yield _ask(page, "K2", f"办件{case.number}没有记录受理时间，无法核对办理时间")
        return
    until = _seen_until(page, case)
    if kind is not HandlingType.INSTANT or until.date() <= case.accepted_at.date():
        return
    allowed = instant.number("days") if instant and limits else 0
    try:
        if allowed and not calendar.more_than(allowed, case.accepted_at.date(), until.date()):
            return
    except OutsideCalendar as unsettled:
        yield _ask(page, "K2", f"办件{case.number}是否当场办结{unsettled}，请人工核对")
        return
    text = f"办件类型：办事指南公布“{kind}”，办件{case.number}{_course(case)}"
    if case.finished_at is None:
        yield _ask(page, "K2", f"{text}，请核实")
    elif case.suspensions:
        yield _ask(page, "K2", f"{text}，其间有中止，请人工核对")
    elif instant and until - case.accepted_at < timedelta(hours=instant.number("hours")):
        yield _ask(page, "K2", f"{text}，只是跨过零点，请人工核对")
    else:
        yield _clash(page, "K2", text, kind, f"{until:%Y-%m-%d}办结")


def _case_against_promise(
    page: GuidePage, case: Case, limits: Sequence[TimeLimit], matter_type: MatterType, calendar: WorkingDays
) -> Iterator[Problem]:
    """Where the page shows two promises, a person must say which was meant, unless both are broken."""
    licence, until = matter_type is MatterType.LICENCE, _seen_until(page, case)
    try:
        found = [overrun(limit, case, until, licence, calendar) for limit in limits]
    except OutsideCalendar as unsettled:
        yield _ask(page, "K3", f"办件{case.number}是否超过承诺办结时限{unsettled}，请人工核对")
        return
    over = [each for each in found if each is not None]
    if not over:
        return
    promised = "、".join(dict.fromkeys(map(str, limits)))
    text = f"承诺办结时限：办事指南公布“{promised}”，办件{case.number}{_course(case)}，用时{over[0].took}"
    if case.finished_at is None:
        yield _ask(page, "K3", f"{text}，请核实")
    elif len(over) == len(found) and all(each.surely for each in over):
        yield _clash(page, "K3", text, promised, over[0].took)
    else:
        yield _ask(page, "K3", f"{text}，是否超时请人工核对")


def _seen_until(page: GuidePage, case: Case) -> datetime:
    return case.finished_at or page.at.astimezone(BEIJING)


def _course(case: Case) -> str:
    """受理、中止、办结 in words."""
    pauses = "".join(f"，{pause.begun}至{pause.ended or '今'}中止（{pause.reason}）" for pause in case.suspensions)
    finished = f"{case.finished_at:%Y-%m-%d %H:%M}办结" if case.finished_at else "尚未记录办结时间"
    return f"于{case.accepted_at:%Y-%m-%d %H:%M}受理{pauses}，{finished}"


def _clash(
    page: GuidePage, rule: str, text: str, expected: str, seen: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(text=text, expected=expected, seen=seen, where=page.url, at=page.at, rule=rule, severity=severity)


def _ask(page: GuidePage, rule: str, text: str) -> Problem:
    return Problem(text=text, where=page.url, at=page.at, rule=rule, severity=Severity.WARNING)
