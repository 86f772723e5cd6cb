"""Whether 我的办件 shows a case and its state (the notice, 自查的重点 5; ledger boxes E1 and G1, rule T2)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import Enum, auto

from zicha.catalogue.working_days import WorkingDays
from zicha.model.base import BEIJING
from zicha.model.facts.case import Progress, Stage
from zicha.model.finding import Problem
from zicha.model.matter import Case
from zicha.model.thresholds import Thresholds
from zicha.rules.problems import problem, question
from zicha.rules.result_access.wording import message_in_words, moment_in_words

_RANK = {Stage.DRAFT: 0, Stage.SUBMITTED: 1, Stage.ACCEPTED: 2, Stage.FINISHED: 3}


def listing_deadline(begun: datetime | None, thresholds: Thresholds) -> datetime | None:
    """Return the moment from which on a page must list what was begun, None where that is not on record."""
    return begun + timedelta(seconds=thresholds.listed_after) if begun is not None else None


def unlisted_case(progress: Progress) -> tuple[Problem, ...]:
    """Return the problem that 我的办件 does not list the case under its number (E1)."""
    if progress.listed:
        return ()
    shown = f"，{message_in_words(progress.message)}" if progress.message else f"（列出{progress.rows}件）"
    text = f"“我的办件”中查询不到办件{progress.number}{shown}"
    return (problem(progress, "E1", text, expected=progress.number, seen=progress.message),)


def known_stage(case: Case, at: datetime) -> tuple[Stage, datetime | None]:
    """Return how far a case had come at a moment by the department's record, and since when, if that is recorded."""
    if case.accepted is False:
        return Stage.REFUSED, case.finished_at
    if case.finished_at is not None and case.finished_at <= at:
        return Stage.FINISHED, case.finished_at
    if case.accepted_at <= at if case.accepted_at is not None else case.accepted:
        return Stage.ACCEPTED, case.accepted_at
    return Stage.SUBMITTED, case.applied_at


def state_update_deadline(case: Case | None, progress: Progress, days: int, calendar: WorkingDays) -> datetime | None:
    """Return the moment until which a state that is behind is not yet late (T2), None where it is not behind.

    Raise OutsideCalendar if the calendar does not reach that far.
    """
    since = _behind_since(case, progress)
    if since is None or case is None:
        return None
    last = calendar.add(since.astimezone(BEIJING).date(), days)
    return datetime.combine(last + timedelta(days=1), time(), BEIJING)


def wrong_state(case: Case | None, progress: Progress, days: int, calendar: WorkingDays) -> tuple[Problem, ...]:
    """Return the problem that the state is not the known one, or behind it by more than so many working days (G1, T2).

    Known is the department's record of a case; of a test application (no case) only that it was submitted. Where the
    record itself may be behind, the problem is a question. Raise OutsideCalendar if the calendar does not reach.
    """
    if not progress.listed:
        return ()
    shown = f"“我的办件”中办件{progress.number}显示“{progress.state}”"
    if progress.stage is None:
        unread = f"{shown}，没有认出是什么状态" if progress.state else f"“我的办件”中办件{progress.number}的状态为空白"
        return (question(progress, "T2", f"{unread}，请人工核对", seen=progress.state),)
    known, since = known_stage(case, progress.at) if case is not None else (Stage.SUBMITTED, None)
    text = f"{shown}，实际为“{known}”" + (f"（{moment_in_words(since)}）" if since is not None else "")
    match _compare(known, progress.stage, case):
        case _Comparison.SAME:
            return ()
        case _Comparison.UNCLEAR:
            return (question(progress, "T2", f"{text}，请人工核对", expected=known, seen=progress.state),)
        case _Comparison.WRONG:
            return (problem(progress, "T2", text, expected=known, seen=progress.state),)
    deadline = state_update_deadline(case, progress, days, calendar)
    if deadline is not None and progress.at < deadline:
        return ()
    if deadline is None and progress.stage is not Stage.DRAFT:
        text = f"{text}，但没有记录自何时起，请人工核对"
        return (question(progress, "T2", text, expected=known, seen=progress.state),)
    late = f"，超过{days}个工作日没有更新" if deadline is not None else ""
    return (problem(progress, "T2", text + late, expected=known, seen=progress.state),)


class _Comparison(Enum):
    """How a shown state stands to the known one. UNCLEAR where the record may be what is behind."""

    SAME = auto()
    BEHIND = auto()
    WRONG = auto()
    UNCLEAR = auto()


def _compare(known: Stage, shown: Stage, case: Case | None) -> _Comparison:
    """Compare the shown state of a case, or of a test application (no case), with the known one."""
    if known is shown:
        return _Comparison.SAME
    # Nobody but the portal records a test application, so its state may well be further than the known one.
    further = _Comparison.SAME if case is None else _Comparison.UNCLEAR
    if known in _RANK and shown in _RANK:
        return _Comparison.BEHIND if _RANK[shown] < _RANK[known] else further
    if shown is Stage.CORRECTION:
        of_known = {Stage.FINISHED: _Comparison.BEHIND, Stage.REFUSED: _Comparison.UNCLEAR}
        return of_known.get(known, _Comparison.SAME)
    if known is Stage.REFUSED:  # when it was refused is not on record; some portals call that 办结, too
        return _Comparison.WRONG if shown is Stage.ACCEPTED else _Comparison.UNCLEAR
    # The page shows that the case ended, the record says that it did not.
    if known is Stage.SUBMITTED:
        return further
    is_wrong = shown is Stage.REFUSED or known is Stage.FINISHED
    return _Comparison.WRONG if is_wrong else _Comparison.UNCLEAR


def _behind_since(case: Case | None, progress: Progress) -> datetime | None:
    """Return since when the shown state is behind the case: the moment of the first step that it does not cover."""
    if case is None or progress.stage is None:
        return None
    if _compare(known_stage(case, progress.at)[0], progress.stage, case) is not _Comparison.BEHIND:
        return None
    if progress.stage is Stage.DRAFT:
        return None  # handed in, and still called a draft: nobody needs days for that
    rank = _RANK[Stage.ACCEPTED if progress.stage is Stage.CORRECTION else progress.stage]
    steps = ((Stage.ACCEPTED, case.accepted_at), (Stage.FINISHED, case.finished_at))
    return next((at for step, at in steps if _RANK[step] > rank and at is not None), None)
