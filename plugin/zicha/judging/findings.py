"""From what pytest saw of one test to the Finding that goes into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from zicha.catalogue.checks import REACH, Check, Need
from zicha.catalogue.working_days import OutsideCalendar
from zicha.evidence.archive import Manifest
from zicha.evidence.masking import mask
from zicha.judging.questions import answered_wrong, questions_about, still_asked
from zicha.judging.verdicts import ProblemsFound, Undecided, not_applicable, not_reached
from zicha.model.base import BEIJING
from zicha.model.facts.journey import Submission
from zicha.model.facts.records import Record
from zicha.model.finding import Finding, Problem, Severity, Uncheckable, Verdict
from zicha.model.matter import Identity, KnownProblem, Matter
from zicha.model.question import Question

PROPERTY = "zicha"
"""Under this name a finding travels on a test report, as JSON text: nothing else survives xdist."""


def attach(finding: Finding, report: pytest.TestReport) -> None:
    """Let a finding travel on a report."""
    report.user_properties.append((PROPERTY, finding.model_dump_json()))


def finding_on(report: pytest.TestReport) -> Finding | None:
    """The finding that travelled on a report, None when it carries none."""
    texts = (text for name, text in getattr(report, "user_properties", ()) if name == PROPERTY)
    return next((Finding.model_validate_json(str(text)) for text in texts), None)


def known_problem(check: Check, matter: Matter, identity: Identity | None, on: date) -> KnownProblem | None:
    """The department's own declaration that this box is ticked already, if there is one; one in force goes first."""
    fitting = [k for k in matter.known_problems if k.box == check.box and k.identity in (None, identity)]
    return next((k for k in fitting if on <= k.expires), fitting[-1] if fitting else None)


def out_of_reach(check: Check, matter: Matter) -> Undecided | None:
    """Why the matter's 自查方式 does not let a check run, None when it does."""
    reached = REACH[matter.method] - (frozenset() if matter.cases else {Need.CASE})
    if reached.intersection(check.needs):
        return None
    if set(check.needs) == {Need.CASE} and not matter.cases:
        return not_applicable("本事项未发生办件，没有实际办理情况可以核对")
    wanted = "或".join(need.chinese for need in check.needs)
    return not_reached(f"自查方式为“{matter.method}”，未涉及{wanted}")


def to_finding(
    check: Check,
    matter: Matter,
    identity: Identity | None,
    error: BaseException | None,
    records: Sequence[Record],
    evidence: Sequence[str],
    manifest: Manifest,
    at: datetime,
    notes: Sequence[Problem] = (),
) -> Finding:
    """The finding of a test that passed (no error) or raised `error`. What passes without evidence is not clean.

    `notes` (severity I) stand on the finding beside the problems and change no verdict.
    """
    observed_at = max((record.at for record in records), default=None)
    day = (
        (observed_at or at).astimezone(BEIJING).date()
    )  # not the day of judging: what is judged again years later comes out the same
    verdict, reason, blocked_by = Verdict.CLEAN, "", ""
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    match error:
        case None:
            pass
        case ProblemsFound():
            verdict, problems = Verdict.PROBLEM, error.problems
        case Undecided():
            verdict, reason, blocked_by, problems = error.verdict, error.reason, error.blocked_by, error.problems
        case Uncheckable() | OutsideCalendar():
            verdict, reason = Verdict.UNCHECKED, str(error)
        case KeyboardInterrupt():
            verdict, reason = Verdict.UNCHECKED, "自查被中断"
        case _:
            verdict, reason = Verdict.UNCHECKED, f"本工具出错（{type(error).__name__}：{str(error)[:300]}）"
    if Need.CASE in check.needs:
        problems = tuple(_masked(problem) for problem in problems)
    if verdict in (Verdict.PROBLEM, Verdict.NEEDS_PERSON):
        asked = [p for p in problems if p.severity is Severity.WARNING]
        if verdict is Verdict.NEEDS_PERSON and not asked:
            asked = [Problem(text=reason, severity=Severity.WARNING)]
        questions = questions_about(check, matter, identity, asked, records, manifest.thresholds.raters)
        problems = answered_wrong(problems or asked, questions)
        if verdict is Verdict.NEEDS_PERSON:
            verdict, reason = _with_answers(problems, questions)
    if verdict is Verdict.CLEAN and not records:
        verdict, reason = Verdict.UNCHECKED, "没有留下证据"
    known = known_problem(check, matter, identity, day)
    if known is not None and verdict in (Verdict.PROBLEM, Verdict.CLEAN):
        verdict, reason = _under_declaration(verdict, known, day)
    numbers = (record.fact.number for record in records if isinstance(record.fact, Submission))
    return Finding(
        matter=matter.code,
        check=check.name,
        box=check.box,
        identity=identity,
        verdict=verdict,
        reason=reason,
        blocked_by=blocked_by,
        problems=(*problems, *notes),
        questions=questions,
        escalated=bool(known and known.escalated and verdict is Verdict.KNOWN_PROBLEM),
        case_number=next(filter(None, numbers), ""),
        evidence=tuple(evidence),
        portal=manifest.portal,
        demo=manifest.demo or any(record.demo for record in records),
        observed_at=observed_at,
        judged_at=at,
    )


def _masked(problem: Problem) -> Problem:
    """The problem without personal data that a clerk should not have copied into a case's 不予受理原因 or 中止."""
    return problem.model_copy(update={key: mask(getattr(problem, key)) for key in ("text", "expected", "seen")})


def _with_answers(problems: Sequence[Problem], questions: Sequence[Question]) -> tuple[Verdict, str]:
    """What is a problem in itself or by an answer; what still waits for answers; or what people found in order."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Verdict.PROBLEM, ""
    if open_ := still_asked(questions):
        return Verdict.NEEDS_PERSON, open_
    return Verdict.CLEAN, "经人工核查没有问题"


def _under_declaration(verdict: Verdict, known: KnownProblem, day: date) -> tuple[Verdict, str]:
    """How a declared problem stands: gone, known, or, after its term, counted again."""
    if verdict is Verdict.CLEAN:
        return Verdict.RECTIFIED, known.reason
    if day <= known.expires:
        return Verdict.KNOWN_PROBLEM, known.reason
    term = f"已知问题登记于{known.since}，{known.expires}到期，责任人{known.owner}"
    return Verdict.PROBLEM, f"{term}，至今没有整改（{known.reason}）"


def unfinished(
    check: Check, matter: str, identity: Identity | None, reason: str, manifest: Manifest, at: datetime
) -> Finding:
    """The finding of a test that began and never ended."""
    return Finding(
        matter=matter,
        check=check.name,
        box=check.box,
        identity=identity,
        verdict=Verdict.UNCHECKED,
        reason=reason,
        portal=manifest.portal,
        demo=manifest.demo,
        judged_at=at,
    )
