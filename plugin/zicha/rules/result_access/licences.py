"""Whether 我的证照 holds a licence in time (the notice, 自查的重点 5; ledger box E2, rule T1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from zicha.model.base import BEIJING
from zicha.model.facts.case import Licence, Licences
from zicha.model.finding import Problem
from zicha.model.matter import Case
from zicha.model.thresholds import Thresholds
from zicha.rules.problems import problem, question
from zicha.rules.result_access.wording import message_in_words, moment_in_words
from zicha.text.dates import read_date
from zicha.text.licences import bare_licence


def licence_deadline(case: Case, thresholds: Thresholds) -> datetime:
    """Return the moment from which on the licence of a case is late (T1).

    Calendar hours; exactly 48:00:00 still passes (“48小时内”). Raise ValueError if the case has no 纸质证照制发时间.
    """
    if case.paper_at is None:
        raise ValueError(f"no 纸质证照制发时间 is known of {case.number}")
    return case.paper_at + timedelta(seconds=thresholds.licence_after + 1)


def missing_licence(case: Case, name: str, licences: Licences, others: Iterable[Case] = ()) -> tuple[Problem, ...]:
    """Return the problem that 我的证照 does not hold the licence of a case (E2).

    R42: 纸质证照制发后48小时内能否在“我的证照”栏目查询到. A licence is the case's when it bears the case's number;
    or no number, the licence's name and a date not before the application. Of these there must be enough for the
    `others` of the same licence, too. What might be the licence is a question: one with a similar name, without a
    date, or with a number of another kind. One with an earlier date is an older licence.
    """
    if name == "无":
        text = f"事项清单没有写审批结果的结果名称，不能判断“我的证照”中有没有办件{case.number}的证照，请人工核对"
        return (question(licences, "T1", text, expected=name, seen=licences.message),)
    if any(licence.case == case.number and _likeness(name, licence.name) for licence in licences.licences):
        return ()
    if case.number in _served_cases(name, licences, [case, *others]):
        return ()
    possible = [licence for licence in licences.licences if _may_be(licence, case, name)]
    if possible:
        text = f"“我的证照”中有{_in_words(possible)}，看不出是否为办件{case.number}的《{name}》，请人工核对"
        return (question(licences, "T1", text, expected=name, seen=licences.message),)
    alike = [licence for licence in licences.licences if _likeness(name, licence.name)]
    if licences.message:
        shown = message_in_words(licences.message)
    else:
        shown = f"只有{_in_words(alike)}" if alike else f"列出{len(licences.licences)}件证照"
    issued = moment_in_words(case.paper_at)
    text = f"办件{case.number}的纸质证照于{issued}制发，“我的证照”中查询不到《{name}》（{shown}）"
    return (problem(licences, "T1", text, expected=name, seen=licences.message),)


def _served_cases(name: str, licences: Licences, cases: Iterable[Case]) -> set[str]:
    """Return the cases for which there is a licence with its name, a date that fits, and no number: to each its own.

    The case that began last has the fewest licences to choose from, so it chooses first.
    """
    numbered = {licence.case for licence in licences.licences if _likeness(name, licence.name)}
    dates = sorted(
        issued
        for licence in licences.licences
        if not licence.case and _likeness(name, licence.name) == 2 and (issued := read_date(licence.issued)) is not None
    )
    served = set()
    for case in sorted({case.number: case for case in cases}.values(), key=_begun, reverse=True):
        if case.number not in numbered and dates and dates[-1] >= _begun(case):
            dates.pop()
            served.add(case.number)
    return served


def _begun(case: Case) -> date:
    """Return the first day on which the licence of a case can be dated."""
    begun = case.applied_at or case.accepted_at or case.paper_at
    return begun.astimezone(BEIJING).date() if begun is not None else date.max


def _may_be(licence: Licence, case: Case, name: str) -> bool:
    """Return whether a licence might be that of a case. One whose number is made like the case's is another case's."""
    if licence.case and len(licence.case) == len(case.number):
        return licence.case == case.number
    issued = read_date(licence.issued)
    fits = issued >= _begun(case) if issued is not None else not licence.case
    return fits and _likeness(name, licence.name) > 0


def _likeness(name: str, shown: str) -> int:
    """Return 2 for two names of one licence (残疾人证, 残疾人证（正本）), 1 where one holds the other, else 0."""
    one, other = map(bare_licence, (name, shown))
    if not one or not other:
        return 0
    return 2 if one == other else int(one in other or other in one)


def _in_words(licences: Iterable[Licence]) -> str:
    """Return the names of the licences, each with its date or its number."""
    marks = ((licence.issued or licence.case, licence.name) for licence in licences)
    return "、".join(f"{mark}的《{name}》" if mark else f"《{name}》" for mark, name in marks)
