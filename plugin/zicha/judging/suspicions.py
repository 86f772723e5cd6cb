"""Suspicions: a problem that rests on something not coming, opening or answering, until a second look has met it.

The first look cannot tell a matter's defect from a bad minute of its host. Evidence of versions that looked only once
is judged as it was then.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from zicha.model.base import BEIJING
from zicha.model.facts.case import Prompt
from zicha.model.facts.guide import EvaluationPage
from zicha.model.facts.journey import Application, Ending, Submission
from zicha.model.facts.records import Record
from zicha.model.finding import Finding, Problem, SecondLook, Severity, Verdict

_BLANK, _LOADING = "页面空白", "页面一直"
"""What the message is of a page that came without anything, and how it begins of one that never came whole."""
NOT_LOOKED_AGAIN = "首次核查异常，未及复核"
_OF_WHAT_IS_SHOWN = frozenset({"A7", "B1", "B2", "C1", "C2", "D1", "D2", "G1"})
"""The boxes that are ticked for what a page shows, whatever else of the way to it or from it does not come."""


def is_shaken(finding: Finding, records: Sequence[Record]) -> bool:
    """Return whether a second look may end otherwise: 未能核查, or hanging on something that did not come."""
    if finding.verdict is Verdict.UNCHECKED:
        return True
    hangs = finding.verdict in (Verdict.PROBLEM, Verdict.KNOWN_PROBLEM, Verdict.BLOCKED, Verdict.NEEDS_PERSON)
    # A test application that failed is handed in anew, so that all that rests on it is judged by the new one.
    return any(record.silence and (hangs or isinstance(record.fact, Submission)) for record in records)


def suspects(box: str, records: Sequence[Record]) -> tuple[Record, ...]:
    """Return the records because of which a problem of a box may be none of the matter's."""
    if box in _OF_WHAT_IS_SHOWN:
        return ()
    return tuple(record for record in records if record.fact is not None and record.silence)


def unconfirmed(problems: Sequence[Problem], silent: Sequence[Record]) -> str:
    """Return why problems that rest on these records may not be told yet, or any more; empty where they may."""
    texts = "；".join(problem.text for problem in problems if problem.severity is Severity.ERROR)
    if any(record.first is None for record in silent):
        return f"{NOT_LOOKED_AGAIN}（{texts or silent[0].silence}）"
    others = [record for record in silent if record.first is not None and record.first.silence != record.silence]
    if others:
        before, after = (others[0].first.silence if others[0].first else ""), others[0].silence
        return f"两次核查的结果不同：先是“{before}”，复核时是“{after}”"
    return ""


def confirmed(problems: Sequence[Problem], silent: Sequence[Record]) -> tuple[tuple[Problem, ...], SecondLook | None]:
    """Return problems with the words that both looks met them, and when those were; as they are if one was enough."""
    looks = [
        SecondLook(
            fact=record.key.kind,
            silence=record.silence,
            host=_host_of(record),
            is_down=isinstance(record.fact, Application) and record.fact.host_answers is False,
            first=record.first.at,
            second=record.at,
        )
        for record in silent
        if record.first is not None
    ]
    if not looks:
        return tuple(problems), None
    look = looks[-1]
    days = {moment.astimezone(BEIJING).date() for moment in (look.first, look.second)}
    words = "（当日两次核查均如此）" if len(days) == 1 else "（两次核查均如此）"
    worded = (
        problem.model_copy(update={"text": problem.text + words}) if problem.severity is Severity.ERROR else problem
        for problem in problems
    )
    return tuple(worded), look


def _host_of(record: Record) -> str:
    """Return the host whose doing it may be that something did not come.

    Empty where it answered: a page that says that it is gone, a button on a page that stands there.
    """
    match record.fact:
        case Application(ending=Ending.NOT_LOADED, message=message, url=url, hops=hops):
            host = urlsplit(url).netloc
            answers = [hop.status for hop in hops if hop.status is not None and urlsplit(hop.url).netloc == host]
            is_silent = not answers or answers[-1] >= 500 or message == _BLANK
            return host if is_silent else ""
        case Application(ending=Ending.STUCK, message=message, url=url):
            return urlsplit(url).netloc if message.startswith(_LOADING) else ""
        case EvaluationPage(opened=True, status=status, url=url) | Prompt(opened=True, status=status, url=url):
            return urlsplit(url).netloc if status is None or status >= 500 else ""
    return ""
