"""From what a check raised to the finding that goes into the ledger: a line of small steps on one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from zicha.catalogue.checks import Check, Need
from zicha.catalogue.working_days import OutsideCalendar
from zicha.evidence.archive import Manifest
from zicha.evidence.masking import mask
from zicha.judging.gaps import LEAST_GUIDES, Shown, apart, of_portal
from zicha.judging.known_problems import known_problem, under_declaration
from zicha.judging.questions import answered_wrong, questions_about, still_asked
from zicha.judging.suspicions import confirmed, suspects, unconfirmed
from zicha.judging.verdicts import ProblemsFound, Undecided
from zicha.model.answer import ANY_MATTER
from zicha.model.base import BEIJING
from zicha.model.facts.journey import Submission
from zicha.model.facts.records import Record
from zicha.model.finding import Finding, Gap, Problem, SecondLook, Severity, Uncheckable, Verdict
from zicha.model.matter import Identity, Matter
from zicha.model.question import Question

INTERRUPTED = "自查被中断"


@dataclass(frozen=True, slots=True)
class Examination:
    """One check on one matter: for whom, what it looked at, from which portal, and when it is judged.

    `evidence` are the files of the records. `notes` are what rules have only noted (severity I).
    `is_concluded`: the check has concluded from what its rules say; an emptied one has not. `compared` is how many
    things these have compared, None where they compare none; `nothing` is why there was nothing to compare.
    """

    check: Check
    matter: Matter
    identity: Identity | None
    records: Sequence[Record]
    evidence: Sequence[str]
    manifest: Manifest
    judged_at: datetime
    notes: Sequence[Problem] = ()
    is_concluded: bool = True
    compared: int | None = None
    nothing: str = ""

    @property
    def observed_at(self) -> datetime | None:
        """The moment of the last observation: of the matter, else of what is common to all, as a login is."""
        of_matter = [record for record in self.records if record.key.matter] or self.records
        return max((record.at for record in of_matter), default=None)

    @property
    def day(self) -> date:
        """The day that terms are counted to. Judged again years later, the same comes out."""
        return (self.observed_at or self.judged_at).astimezone(BEIJING).date()

    @property
    def case_number(self) -> str:
        """The 办件编号 that the portal gave a test application, if it did."""
        numbers = (record.fact.number for record in self.records if isinstance(record.fact, Submission))
        return next(filter(None, numbers), "")


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is concluded so far."""

    verdict: Verdict
    reason: str = ""
    blocked_by: str = ""
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    escalated: bool = False
    second_look: SecondLook | None = None


def finding_of(examination: Examination, raised: BaseException | None) -> Finding:
    """Return the finding of a check that passed (nothing raised), or raised something."""
    conclusion = _of(raised)
    for step in (_masked, _apart, _with_questions, _backed, _looked_at_twice, _declared):
        conclusion = step(conclusion, examination)
    return Finding(
        matter=examination.matter.code,
        check=examination.check.name,
        box=examination.check.box,
        identity=examination.identity,
        verdict=conclusion.verdict,
        reason=conclusion.reason,
        blocked_by=conclusion.blocked_by,
        problems=(*conclusion.problems, *examination.notes),
        questions=conclusion.questions,
        escalated=conclusion.escalated,
        case_number=examination.case_number,
        evidence=tuple(examination.evidence),
        portal=examination.manifest.portal,
        demo=examination.manifest.demo or any(record.demo for record in examination.records),
        observed_at=examination.observed_at,
        judged_at=examination.judged_at,
        second_look=conclusion.second_look,
        compared=examination.compared or None,
    )


def asked_of_portal(finding: Finding, examination: Examination, shown: Shown) -> Finding:
    """Return the finding with what no guide of the run shows asked of the portal, and what one shows of its matter."""
    problems = apart(finding.problems, lambda problem, gap: _is_of_portal(problem, gap, shown, examination))
    if problems == finding.problems:
        return finding
    is_wrong = any(problem.severity is Severity.ERROR for problem in problems)
    conclusion = Conclusion(Verdict.PROBLEM if is_wrong else Verdict.NEEDS_PERSON, problems=problems)
    for step in (_with_questions, _declared):
        conclusion = step(conclusion, examination)
    changes = {
        "verdict": conclusion.verdict,
        "reason": conclusion.reason,
        "problems": conclusion.problems,
        "questions": (*(question for question in finding.questions if question.wrong), *conclusion.questions),
        "escalated": conclusion.escalated,
    }
    return finding.model_copy(update=changes)


def unfinished(
    check: Check, matter: str, identity: Identity | None, reason: str, manifest: Manifest, at: datetime
) -> Finding:
    """Return the finding of a check that began and never ended."""
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


def _of(raised: BaseException | None) -> Conclusion:
    """Return what a check itself has concluded. Whatever is no verdict is a fault of ours."""
    match raised:
        case None:
            return Conclusion(Verdict.CLEAN)
        case ProblemsFound():
            return Conclusion(Verdict.PROBLEM, problems=raised.problems)
        case Undecided():
            return Conclusion(raised.verdict, raised.reason, raised.blocked_by, raised.problems)
        case Uncheckable() | OutsideCalendar():
            return Conclusion(Verdict.UNCHECKED, str(raised))
        case KeyboardInterrupt():
            return Conclusion(Verdict.UNCHECKED, INTERRUPTED)
    return Conclusion(Verdict.UNCHECKED, f"本工具出错（{type(raised).__name__}：{str(raised)[:300]}）")


def _masked(conclusion: Conclusion, examination: Examination) -> Conclusion:
    """Hide personal data that a clerk should not have copied into a case's 不予受理原因 or 中止."""
    if Need.CASE not in examination.check.needs:
        return conclusion
    texts = ("text", "expected", "seen")
    problems = (
        problem.model_copy(update={name: mask(getattr(problem, name)) for name in texts})
        for problem in conclusion.problems
    )
    return replace(conclusion, problems=tuple(problems))


def _apart(conclusion: Conclusion, examination: Examination) -> Conclusion:
    """Ask of the portal what people have answered for it, unless they have answered about this matter."""
    own_guide = Shown(frozenset(), 1)
    problems = apart(conclusion.problems, lambda problem, gap: _is_of_portal(problem, gap, own_guide, examination))
    return replace(conclusion, problems=problems)


def _is_of_portal(problem: Problem, gap: Gap, shown: Shown, examination: Examination) -> bool:
    """Return whether no guide shows it, of enough guides or by people's word; what is answered of the matter stays."""
    if gap.element is None or gap.element in shown.elements:
        return False
    if shown.guides < LEAST_GUIDES:
        has_answers = any(answer.matter == ANY_MATTER for answer in examination.matter.answers)
        if not (has_answers and _question(of_portal(problem.rule, [gap]), examination).answers):
            return False
    return problem.everywhere or bool(_question(problem, examination).open)


def _question(problem: Problem, examination: Examination) -> Question:
    check, matter, identity = examination.check, examination.matter, examination.identity
    raters = examination.manifest.thresholds.raters
    return questions_about(check, matter, identity, [problem], examination.records, raters)[0]


def _with_questions(conclusion: Conclusion, examination: Examination) -> Conclusion:
    """Ask people what only they can tell, and conclude from what they have answered."""
    if conclusion.verdict not in (Verdict.PROBLEM, Verdict.NEEDS_PERSON):
        return conclusion
    doubts = tuple(problem for problem in conclusion.problems if problem.severity is Severity.WARNING)
    if conclusion.verdict is Verdict.NEEDS_PERSON and not doubts:
        doubts = (Problem(text=conclusion.reason, severity=Severity.WARNING),)
    check, matter, identity = examination.check, examination.matter, examination.identity
    raters = examination.manifest.thresholds.raters
    questions = questions_about(check, matter, identity, doubts, examination.records, raters)
    problems = answered_wrong(conclusion.problems or doubts, questions)
    answered = replace(conclusion, problems=problems, questions=questions)
    if conclusion.verdict is Verdict.PROBLEM:
        return answered
    if any(problem.severity is Severity.ERROR for problem in problems):
        return replace(answered, verdict=Verdict.PROBLEM, reason="")
    if open_questions := still_asked(questions):
        return replace(answered, reason=open_questions)
    return replace(answered, verdict=Verdict.CLEAN, reason="经人工核查没有问题")


def _backed(conclusion: Conclusion, examination: Examination) -> Conclusion:
    """Call nothing clean that has left no evidence, or has compared nothing: where neither side has any, 不适用."""
    if conclusion.verdict is Verdict.CLEAN and not (examination.is_concluded or conclusion.questions):
        return replace(conclusion, verdict=Verdict.UNCHECKED, reason="检查没有比较任何内容，也没有下结论")
    if conclusion.verdict is Verdict.CLEAN and examination.compared == 0 and not conclusion.questions:
        return replace(conclusion, verdict=Verdict.NOT_APPLICABLE, reason=examination.nothing)
    if conclusion.verdict is Verdict.CLEAN and not examination.records:
        return replace(conclusion, verdict=Verdict.UNCHECKED, reason="没有留下证据")
    return conclusion


def _looked_at_twice(conclusion: Conclusion, examination: Examination) -> Conclusion:
    """Believe a problem that rests on something that did not come only once a second look has met the same.

    So what such a problem blocks is not blocked before.
    """
    box = examination.check.box if conclusion.verdict is Verdict.PROBLEM else conclusion.blocked_by
    if not box or not examination.manifest.second_look:
        return conclusion
    silent = suspects(box, examination.records)
    if reason := unconfirmed(conclusion.problems, silent):
        return Conclusion(Verdict.UNCHECKED, reason)
    if conclusion.verdict is not Verdict.PROBLEM:
        return conclusion
    problems, look = confirmed(conclusion.problems, silent)
    return replace(conclusion, problems=problems, second_look=look)


def _declared(conclusion: Conclusion, examination: Examination) -> Conclusion:
    """Take the department's declaration of a known problem into account."""
    if not examination.matter.known_problems or conclusion.verdict not in (Verdict.PROBLEM, Verdict.CLEAN):
        return conclusion
    day = examination.day
    known = known_problem(examination.check.box, examination.matter, examination.identity, day)
    if known is None:
        return conclusion
    verdict, reason = under_declaration(conclusion.verdict, known, day)
    escalated = known.escalated and verdict is Verdict.KNOWN_PROBLEM
    return replace(conclusion, verdict=verdict, reason=reason, escalated=escalated)
