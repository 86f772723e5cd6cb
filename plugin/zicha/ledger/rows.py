"""Findings → rows (台账的行): which boxes are ticked, what 备注 holds, and whether the row may be closed.

The rules are those of the ledger form, and all of them are here:
- all that should have been checked counts (catalogue × identities); a check without a finding is open, never clean;
- a tick puts its detail into 备注, and nothing else stands there;
- 无问题 stands only in a row in which nothing is open and nothing ticked; until then 备注 of an unticked row is empty;
- a matter without any finding has no row.

What people put into a row (people_in_rows.py) is kept apart from the findings, which stay as the machine wrote them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from zicha.catalogue.checks import Check, Per, catalogue
from zicha.catalogue.form import ledger_form
from zicha.ledger.age import observed_at
from zicha.ledger.people_in_rows import People, people_in
from zicha.ledger.quoting import quoted
from zicha.model.base import BEIJING, Model
from zicha.model.finding import Finding, Severity, Verdict
from zicha.model.matter import Identity, Matter

NOT_RUN = "未运行"
"""The word for a check that should have been made and has no finding."""
REFUTED = "误报"
"""The word for a tick that a person took away: the finding is kept, off the ledger, and counted as our error."""


class Outcome(Model):
    """One check that a row should hold, for one identity; `finding` is None where it did not run.

    `open` is why the row cannot be closed, empty where nothing is open here. `refuted` is what a person says who took
    its tick away.
    """

    check: str
    title: str
    point: str
    box: str
    identity: Identity | None
    finding: Finding | None
    open: str = ""
    refuted: str = ""

    @property
    def word(self) -> str:
        if self.refuted:
            return REFUTED
        return self.finding.verdict.value if self.finding else NOT_RUN

    @property
    def compared(self) -> str:
        """Return in words how many things the check has compared, empty for one that compares none."""
        return f"比对 {self.finding.compared} 项" if self.finding and self.finding.compared else ""

    @property
    def was_ticked(self) -> bool:
        """Whether the machine ticked the box."""
        return self.finding is not None and self.finding.verdict.is_ticked

    @property
    def is_ticked(self) -> bool:
        return self.was_ticked and not self.refuted

    @property
    def details(self) -> tuple[str, ...]:
        """Return the texts of its tick, of which each is a detail in 备注; none where the machine ticked nothing."""
        return _texts(self.finding) if self.finding is not None and self.was_ticked else ()


class Row(Model):
    """The line of the ledger for one matter. `boxes` and `states` are codes, in the order of the form.

    `people` is what of it people have put there.
    """

    matter: Matter
    number: str
    boxes: tuple[str, ...]
    states: tuple[str, ...]
    remark: str
    outcomes: tuple[Outcome, ...]
    people: People = People()

    def subject(self, outcome: Outcome) -> str:
        """Return the title of a check, with the identity only where the matter serves both."""
        both = len(self.matter.identities) > 1
        return f"{outcome.title}（{outcome.identity}）" if outcome.identity and both else outcome.title

    @property
    def open_by_reason(self) -> dict[str, tuple[str, ...]]:
        """Return what is still open: reason → the checks that it holds up."""
        held_up: dict[str, tuple[str, ...]] = {}
        for outcome in self.outcomes:
            if outcome.open:
                held_up[outcome.open] = (*held_up.get(outcome.open, ()), self.subject(outcome))
        return held_up

    @property
    def open(self) -> tuple[str, ...]:
        """Return what is still open, and why, in sentences."""
        return tuple(f"{self.subject(outcome)}：{outcome.open}" for outcome in self.outcomes if outcome.open)

    @property
    def is_complete(self) -> bool:
        return not any(outcome.open for outcome in self.outcomes)

    @property
    def is_clean(self) -> bool:
        return self.is_complete and not self.boxes

    @property
    def observed_on(self) -> date | None:
        """Return the day on which the matter was last looked at, None where it never was."""
        moment = observed_at(outcome.finding for outcome in self.outcomes if outcome.finding is not None)
        return _aware(moment).astimezone(BEIJING).date() if moment is not None else None

    @property
    def is_corrected(self) -> bool:
        """Whether a person set a tick, or took one away."""
        return bool(self.people.ticks) or any(outcome.refuted for outcome in self.outcomes)

    @property
    def is_demo(self) -> bool:
        return any(outcome.finding is not None and outcome.finding.demo for outcome in self.outcomes)


def rows(
    matters: Iterable[Matter], findings: Iterable[Finding], checks: Sequence[Check] | None = None
) -> tuple[Row, ...]:
    """Return one row for each matter that has a finding, in the order of the matters.

    Raise ValueError if a finding is of a matter or a box that does not exist.
    """
    checks = catalogue() if checks is None else checks
    matters = tuple(matters)
    of_matter = _by_matter(matters, findings)
    return tuple(_row(matter, of_matter[matter.code], checks) for matter in matters if matter.code in of_matter)


def uncovered(matters: Iterable[Matter], findings: Iterable[Finding]) -> tuple[Matter, ...]:
    """Return the matters without any finding: they have no row, and coverage counts them."""
    covered = {finding.matter for finding in findings}
    return tuple(matter for matter in matters if matter.code not in covered)


def _by_matter(matters: Sequence[Matter], findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    of_matter: dict[str, list[Finding]] = defaultdict(list)
    boxes = {box.code for box in ledger_form().boxes}
    for finding in findings:
        if finding.box not in boxes:
            raise ValueError(f"台账中没有选项 {finding.box}（检查 {finding.check}，事项 {finding.matter}）")
        of_matter[finding.matter].append(finding)
    unknown = of_matter.keys() - {matter.code for matter in matters}
    if unknown:
        raise ValueError(f"事项清单中没有这些实施编码，其自查结果无处可填：{'、'.join(sorted(unknown))}")
    return of_matter


def _row(matter: Matter, findings: Sequence[Finding], checks: Sequence[Check]) -> Row:
    outcomes = _outcomes(matter, findings, checks)
    outcomes = _rectified_only_if_all_agree(outcomes)
    people = people_in(matter.statements, [(each.box, each.details, _day(each)) for each in outcomes])
    outcomes = tuple(_refuted(each, people) for each in outcomes)
    outcomes = _with_open_reasons(matter, outcomes)
    return Row(
        matter=matter,
        number=_number(matter, outcomes),
        boxes=_boxes(outcomes, people),
        states=_states(outcomes, people),
        remark=_remark(matter, outcomes, people),
        outcomes=outcomes,
        people=people,
    )


def _day(outcome: Outcome) -> date | None:
    """Return the day on which the tick of an outcome was observed."""
    finding = outcome.finding
    return _aware(finding.observed_at or finding.judged_at).astimezone(BEIJING).date() if finding else None


def _refuted(outcome: Outcome, people: People) -> Outcome:
    words = people.refutation(outcome.box, outcome.details)
    return outcome.model_copy(update={"refuted": words}) if words else outcome


def _outcomes(matter: Matter, findings: Sequence[Finding], checks: Sequence[Check]) -> tuple[Outcome, ...]:
    """Return all that should have been checked, in the order of the catalogue, then the findings beyond it."""
    latest: dict[tuple[str, Identity | None], Finding] = {}
    for each in findings:
        subject = each.check, each.identity
        latest[subject] = max(latest[subject], each, key=_seniority) if subject in latest else each
    due = [
        (check, identity)
        for check in checks
        for identity in (matter.identities if check.per is Per.IDENTITY else (None,))
    ]
    outcomes = []
    for check, identity in due:
        finding = latest.pop((check.name, identity), None)
        box = finding.box if finding else check.box
        outcomes.append(_outcome(check.name, check, box, identity, finding))
    known = {check.name: check for check in checks}
    for (name, identity), finding in sorted(latest.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        outcomes.append(_outcome(name, known.get(name), finding.box, identity, finding))
    return tuple(outcomes)


def _outcome(name: str, check: Check | None, box: str, identity: Identity | None, finding: Finding | None) -> Outcome:
    return Outcome(
        check=name,
        title=check.title if check else name,
        point=check.point if check else _point_of_box(box),
        box=box,
        identity=identity,
        finding=finding,
    )


def _point_of_box(code: str) -> str:
    form = ledger_form()
    column = form.box(code).column
    return next((point.key for point in form.points if point.column == column), "")


def _seniority(finding: Finding) -> tuple[datetime, bool, bool, str]:
    """Order the findings of one check: the later judged stands; of two at one moment a tick, else what is open."""
    verdict = finding.verdict
    unsettled = verdict.is_open or verdict is Verdict.BLOCKED
    return (_aware(finding.judged_at), verdict.is_ticked, unsettled, finding.model_dump_json())


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def _rectified_only_if_all_agree(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Return the outcomes, 已整改 only where no other check of the box finds the problem or is still open."""
    unsettled = {
        (each.box, each.identity)
        for each in outcomes
        if each.finding is None
        or each.is_ticked
        or each.finding.verdict.is_open
        or each.finding.verdict is Verdict.BLOCKED
    }
    settled = []
    for each in outcomes:
        around = {(each.box, None), (each.box, each.identity)}
        if each.identity is None:
            around |= {(each.box, identity) for identity in Identity}
        if each.finding is not None and each.finding.verdict is Verdict.RECTIFIED and around & unsettled:
            clean = each.finding.model_copy(update={"verdict": Verdict.CLEAN, "reason": ""})
            each = each.model_copy(update={"finding": clean})
        settled.append(each)
    return tuple(settled)


def _with_open_reasons(matter: Matter, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    ticks = {(outcome.box, outcome.identity) for outcome in outcomes if outcome.is_ticked}
    reasons = ((outcome, _open_reason(outcome.finding, matter, ticks)) for outcome in outcomes)
    return tuple(outcome.model_copy(update={"open": reason}) if reason else outcome for outcome, reason in reasons)


def _open_reason(finding: Finding | None, matter: Matter, ticks: set[tuple[str, Identity | None]]) -> str:
    """Return why a check keeps its row open, empty where it does not. 受阻 is closed by a tick of the box it names."""
    if finding is None:
        return NOT_RUN
    reason = quoted(finding.reason)
    if finding.verdict.is_open:
        return finding.verdict.value + (f"，{reason}" if reason else "")
    if finding.verdict is Verdict.BLOCKED and not _is_ticked(finding.blocked_by, finding.identity, matter, ticks):
        boxes = ledger_form().boxes
        wording = next((box.wording for box in boxes if box.code == finding.blocked_by), "未注明的问题")
        return f"受阻于“{wording}”，但该问题未被查实" + (f"，{reason}" if reason else "")
    return ""


def _is_ticked(code: str, identity: Identity | None, matter: Matter, ticks: set[tuple[str, Identity | None]]) -> bool:
    """Whether the box is ticked for this identity; for a check without identity, whether it is for every identity."""
    affected = {who for box, who in ticks if box == code}
    if None in affected or identity in affected:
        return True
    return identity is None and bool(affected) and affected.issuperset(matter.identities)


def _boxes(outcomes: Sequence[Outcome], people: People) -> tuple[str, ...]:
    ticked = {outcome.box for outcome in outcomes if outcome.is_ticked} | people.ticks
    return tuple(box.code for box in ledger_form().boxes if box.code in ticked)


def _remark(matter: Matter, outcomes: Sequence[Outcome], people: People) -> str:
    """Return the details of the ticks, each once; one that not every identity of the matter meets names whose it is.

    What people say of them follows. Without a tick, 无问题 where nothing is open, else nothing.
    """
    if not _boxes(outcomes, people):
        return "" if any(outcome.open for outcome in outcomes) else ledger_form().no_problem
    met_by: dict[str, set[Identity | None]] = defaultdict(set)
    for outcome in outcomes:
        for text in outcome.details if outcome.is_ticked else ():
            met_by[text].add(outcome.identity)
    everyone = set(matter.identities)
    details = []
    for text, met in met_by.items():
        if None in met or met >= everyone:
            details.append(text)
        else:
            details += [f"{identity}：{text}" for identity in matter.identities if identity in met]
    return "；".join([*details, *people.details])


def _texts(finding: Finding) -> tuple[str, ...]:
    """Return the texts of a tick; the wording of its box where the finding has none, so that no tick lacks words."""
    form = ledger_form()
    errors = (quoted(problem.text) for problem in finding.problems if problem.severity is Severity.ERROR)
    texts = tuple(text for text in errors if text not in ("", form.no_problem)) or (form.box(finding.box).wording,)
    expired = quoted(finding.reason) if finding.verdict is Verdict.PROBLEM else ""
    return (*texts, expired) if expired else texts


def _number(matter: Matter, outcomes: Sequence[Outcome]) -> str:
    """Return the 办件编号 of the matter, each once: those of the inventory, then those the portal showed."""
    no_number = ledger_form().no_number
    shown = (quoted(outcome.finding.case_number, 50) for outcome in outcomes if outcome.finding is not None)
    numbers = dict.fromkeys((*(case.number for case in matter.cases), *shown))
    return "、".join(number for number in numbers if number not in ("", no_number)) or no_number


def _states(outcomes: Sequence[Outcome], people: People) -> tuple[str, ...]:
    held = set(people.states(_boxes(outcomes, people)))
    for outcome in outcomes:
        match outcome.finding:
            case Finding(verdict=Verdict.RECTIFIED):
                held.add("H1")
            case Finding(verdict=Verdict.KNOWN_PROBLEM, escalated=escalated):
                held |= {"H2", "H3"} if escalated else {"H2"}
    return tuple(state.code for state in ledger_form().states if state.code in held)
