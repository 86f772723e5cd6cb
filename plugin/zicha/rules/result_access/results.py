"""Access to results (the notice, 自查的重点 5; ledger boxes E1, E2, and G1 for a wrong state) and the T rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from zicha.catalogue.working_days import WorkingDays
from zicha.model.base import BEIJING
from zicha.model.facts.case import Licence, Licences, Progress, Stage
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case
from zicha.model.thresholds import Thresholds

_RANK = {Stage.DRAFT: 0, Stage.SUBMITTED: 1, Stage.ACCEPTED: 2, Stage.FINISHED: 3}
_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_BESIDE_THE_NAME = re.compile(r"[\s《》“”\"]|[（(](?:正本|副本|电子证照|电子版)[）)]|^中华人民共和国|电子证照$")


def listing_deadline(handed_in: datetime, thresholds: Thresholds) -> datetime:
    """From when on a case must stand in 我的办件."""
    return handed_in + timedelta(seconds=thresholds.listed_after)


def unlisted_case(progress: Progress) -> tuple[Problem, ...]:
    """E1: the case is not in 我的办件 under its number (checks.md, progress_can_be_found)."""
    if progress.listed:
        return ()
    said = f"，{progress.message}" if progress.message.startswith("页面") else f"，页面提示“{progress.message}”"
    told = said if progress.message else f"（列出{progress.rows}件）"
    text = f"“我的办件”中查询不到办件{progress.number}{told}"
    return (
        Problem(
            text=text, expected=progress.number, seen=progress.message, where=progress.url, at=progress.at, rule="E1"
        ),
    )


# ── G1, rule T2 ──────────────────────────────────────────────────────────────────────────────────────────────────


def known_stage(case: Case, at: datetime) -> tuple[Stage, datetime | None]:
    """How far a case had come at a moment, by the department's own record, and since when, if that is recorded."""
    if case.accepted is False:
        return Stage.REFUSED, case.finished_at
    if case.finished_at is not None and case.finished_at <= at:
        return Stage.FINISHED, case.finished_at
    if case.accepted_at <= at if case.accepted_at is not None else case.accepted:
        return Stage.ACCEPTED, case.accepted_at
    return Stage.SUBMITTED, case.applied_at


def state_update_deadline(case: Case | None, progress: Progress, days: int, calendar: WorkingDays) -> datetime | None:
    """T2: until when a state that is behind is not yet late. None where the state shown is not behind at all.

    Raises OutsideCalendar.
    """
    since = _behind_since(case, progress)
    if since is None or case is None:
        return None
    last = calendar.add(since.astimezone(BEIJING).date(), days)
    return datetime.combine(last + timedelta(days=1), time(), BEIJING)


def wrong_state(case: Case | None, progress: Progress, days: int, calendar: WorkingDays) -> tuple[Problem, ...]:
    """G1: the state shown is not the state known, or lags by more than so many working days (rule T2).

    What is known is the department's record of a case; of a test application (no case) only that it was submitted.
    Where the record may be what is behind, a person is asked. Raises OutsideCalendar.
    """
    if not progress.listed:
        return ()
    shown = f"“我的办件”中办件{progress.number}显示“{progress.state}”"
    if progress.stage is None:
        told = f"{shown}，没有认出是什么状态" if progress.state else f"“我的办件”中办件{progress.number}的状态为空白"
        return (_state_problem(progress, f"{told}，请人工核对", "", Severity.WARNING),)
    known, since = known_stage(case, progress.at) if case is not None else (Stage.SUBMITTED, None)
    clash = f"{shown}，实际为“{known}”" + (f"（{_told(since)}）" if since is not None else "")
    match _compare(known, progress.stage, case is None):
        case "same":
            return ()
        case "ask":
            return (_state_problem(progress, f"{clash}，请人工核对", known, Severity.WARNING),)
        case "wrong":
            return (_state_problem(progress, clash, known),)
    until = state_update_deadline(case, progress, days, calendar)
    if until is not None and progress.at < until:
        return ()
    if until is None and progress.stage is not Stage.DRAFT:
        asked = f"{clash}，但没有记录自何时起，请人工核对"
        return (_state_problem(progress, asked, known, Severity.WARNING),)
    late = f"，超过{days}个工作日没有更新" if until is not None else ""
    return (_state_problem(progress, clash + late, known),)


def _compare(known: Stage, shown: Stage, is_test_application: bool) -> str:
    """same, behind, wrong, or ask where the record may be what is behind."""
    if known is shown:
        return "same"
    if known in _RANK and shown in _RANK:
        if _RANK[shown] < _RANK[known]:
            return "behind"
        return "same" if is_test_application else "ask"
    if shown is Stage.CORRECTION:
        return "behind" if known is Stage.FINISHED else "ask" if known is Stage.REFUSED else "same"
    if known is Stage.REFUSED:  # when it was refused is not on record; some portals call that 办结, too
        return "wrong" if shown is Stage.ACCEPTED else "ask"
    # what is shown is that the case ended, what is known that it did not
    if known is Stage.SUBMITTED:
        return "same" if is_test_application else "ask"
    return "wrong" if shown is Stage.REFUSED or known is Stage.FINISHED else "ask"


def _behind_since(case: Case | None, progress: Progress) -> datetime | None:
    """Since when the state shown is no longer the case's: the first step that it does not cover."""
    if case is None or progress.stage is None:
        return None
    if _compare(known_stage(case, progress.at)[0], progress.stage, is_test_application=False) != "behind":
        return None
    steps = ((2, case.accepted_at), (3, case.finished_at))
    rank = 2 if progress.stage is Stage.CORRECTION else _RANK[progress.stage]
    if rank == 0:
        return None  # handed in, and still called a draft: nobody needs days for that
    return next((at for step, at in steps if step > rank and at is not None), None)


def _state_problem(progress: Progress, text: str, known: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(
        text=text,
        expected=known,
        seen=progress.state,
        where=progress.url,
        at=progress.at,
        rule="T2",
        severity=severity,
    )


# ── E2, rule T1 ──────────────────────────────────────────────────────────────────────────────────────────────────


def licence_deadline(case: Case, thresholds: Thresholds) -> datetime:
    """T1: from when on its licence is late. Calendar hours; exactly 48:00:00 still passes (“48小时内”)."""
    if case.paper_at is None:
        raise ValueError(f"no 纸质证照制发时间 is known of {case.number}")
    return case.paper_at + timedelta(seconds=thresholds.licence_after + 1)


def missing_licence(case: Case, name: str, shown: Licences, others: Iterable[Case] = ()) -> tuple[Problem, ...]:
    """E2: 我的证照 does not hold the licence of the case (R42: 纸质证照制发后48小时内能否在“我的证照”栏目查询到).

    It is the case's when it bears the case's number, or no number, the licence's name and a date not before the
    application; of these there must be enough for the `others` of the same licence, too. What might be it is shown to
    a person: a like name, no date, a number of another kind; one of an earlier date is an older one.
    """
    if name == "无":
        text = f"事项清单没有写审批结果的结果名称，不能判断“我的证照”中有没有办件{case.number}的证照，请人工核对"
        return (_licence_problem(name, shown, text, Severity.WARNING),)
    if any(licence.case == case.number and _likeness(name, licence.name) for licence in shown.licences):
        return ()
    if case.number in _served(name, shown, [case, *others]):
        return ()
    possible = [licence for licence in shown.licences if _may_be(licence, case, name)]
    if possible:
        text = f"“我的证照”中有{_listed(possible)}，看不出是否为办件{case.number}的《{name}》，请人工核对"
        return (_licence_problem(name, shown, text, Severity.WARNING),)
    named = [licence for licence in shown.licences if _likeness(name, licence.name)]
    if shown.message:
        said = shown.message if shown.message.startswith("页面") else f"页面提示“{shown.message}”"
    else:
        said = f"只有{_listed(named)}" if named else f"列出{len(shown.licences)}件证照"
    text = f"办件{case.number}的纸质证照于{_told(case.paper_at)}制发，“我的证照”中查询不到《{name}》（{said}）"
    return (_licence_problem(name, shown, text),)


def _served(name: str, shown: Licences, cases: Iterable[Case]) -> set[str]:
    """The cases for which there is a licence that bears its name, a date that fits, and no number: to each its own.

    Who applied last has the least choice and chooses first.
    """
    numbered = {licence.case for licence in shown.licences if _likeness(name, licence.name)}
    dates = sorted(
        issued
        for licence in shown.licences
        if not licence.case and _likeness(name, licence.name) == 2 and (issued := _date(licence.issued)) is not None
    )
    served = set()
    for case in sorted({case.number: case for case in cases}.values(), key=_begun, reverse=True):
        if case.number not in numbered and dates and dates[-1] >= _begun(case):
            dates.pop()
            served.add(case.number)
    return served


def _begun(case: Case) -> date:
    """The day from which on its licence can be dated."""
    begun = case.applied_at or case.accepted_at or case.paper_at
    return begun.astimezone(BEIJING).date() if begun is not None else date.max


def _may_be(licence: Licence, case: Case, name: str) -> bool:
    """Whether a licence might be that of a case. One that bears a number made like the case's is another case's."""
    if licence.case and len(licence.case) == len(case.number):
        return licence.case == case.number
    issued = _date(licence.issued)
    fits = issued >= _begun(case) if issued is not None else not licence.case
    return fits and _likeness(name, licence.name) > 0


def _likeness(name: str, shown: str) -> int:
    """2 for two names of one licence (残疾人证, 中华人民共和国残疾人证（正本）), 1 where one holds the other."""
    one, other = (_BESIDE_THE_NAME.sub("", text) for text in (name, shown))
    if not one or not other:
        return 0
    return 2 if one == other else int(one in other or other in one)


def _listed(licences: Iterable[Licence]) -> str:
    """What stands there, told apart by what it shows."""
    named = ((f"{licence.issued or licence.case}的", licence.name) for licence in licences)
    return "、".join(f"{'' if when == '的' else when}《{name}》" for when, name in named)


def _date(text: str) -> date | None:
    found = _DATE.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _told(at: datetime | None) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at is not None else ""


def _licence_problem(name: str, shown: Licences, text: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(
        text=text, expected=name, seen=shown.message, where=shown.url, at=shown.at, rule="T1", severity=severity
    )
