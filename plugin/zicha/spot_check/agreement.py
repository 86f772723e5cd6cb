"""A sample's rows beside what was seen when they were inspected anew: box by box, then row by row, then 填报单位.

What may have changed since the department's own inspection is not held against it: with its evidence at hand the pages
of both times are compared; without, a tick that is no longer right cannot be decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from zicha.ledger.rows import Outcome, Row
from zicha.model.base import Model
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Identity
from zicha.spot_check.sample import DrawnRow, Sample
from zicha.spot_check.wilson import Interval, wilson_interval

_MOST_LINES = 20


class Kind(StrEnum):
    """What the comparison of a box, or of a row, comes to."""

    AGREES = "一致"
    CALLED_CLEAN = "台账写没有问题，抽检有问题"
    NOT_THERE = "台账写有问题，抽检没有这个问题"
    RECTIFIED = "此后已整改"
    AROSE = "此后才出现的问题"
    UNDECIDED = "不能判定"

    @property
    def is_disagreement(self) -> bool:
        """Return whether the ledger did not say what was so."""
        return self in (Kind.CALLED_CLEAN, Kind.NOT_THERE)


class Earlier(Model):
    """What the department's own evidence says of a check that is compared; `same_pages`: None where nobody can tell."""

    finding: Finding
    same_pages: bool | None


Earliers = Callable[[str, str, str, Identity | None, Finding | None], Earlier | None]
"""填报单位, 实施编码, check, identity and the finding of now: what was concluded then, None without evidence."""


class BoxComparison(Model):
    """A box of a row about which ledger and spot check do not say the same, with what both go by."""

    code: str
    box: str
    kind: Kind
    reason: str
    ledger: tuple[Finding, ...] = ()
    seen: tuple[Finding, ...] = ()

    @property
    def seen_at(self) -> datetime | None:
        return _last(self.seen)

    @property
    def ledger_at(self) -> datetime | None:
        return _last(self.ledger)


class RowComparison(Model):
    """A drawn row, and what it comes to."""

    row: DrawnRow
    kind: Kind
    boxes: tuple[BoxComparison, ...]


class BodyAgreement(Model):
    """The figures of one 填报单位. What cannot be decided is in no denominator.

    `weighted` is the share of agreement of all its rows, each stratum counted by its size; None where a stratum has no
    decided row.
    """

    body: str
    drawn: int
    agree: int
    counts: Mapping[Kind, int]
    interval: Interval
    weighted: float | None

    @property
    def decided(self) -> int:
        return self.drawn - self.counts[Kind.UNDECIDED]


class Agreement(Model):
    """What a spot check came to."""

    sample: Sample
    rows: tuple[RowComparison, ...]
    bodies: tuple[BodyAgreement, ...]


def agreement(sample: Sample, rows: Iterable[Row], earlier: Earliers) -> Agreement:
    """Compare every drawn row with the row of now."""
    now = {row.matter.code: row for row in rows}
    compared = tuple(_compared(drawn, now.get(drawn.code), earlier) for drawn in sample.rows)
    bodies = tuple(
        _body(origin.body, [each for each in compared if each.row.body == origin.body], sample)
        for origin in sample.ledgers
    )
    return Agreement(sample=sample, rows=compared, bodies=bodies)


def _compared(drawn: DrawnRow, now: Row | None, earlier: Earliers) -> RowComparison:
    if now is None:
        reason = "抽检没有查到这个事项"
        undecided = BoxComparison(code=drawn.code, box="", kind=Kind.UNDECIDED, reason=reason)
        return RowComparison(row=drawn, kind=Kind.UNDECIDED, boxes=(undecided,))
    outcomes: dict[str, list[Outcome]] = {}
    for outcome in now.outcomes:
        outcomes.setdefault(outcome.box, []).append(outcome)
    codes = dict.fromkeys([*outcomes, *drawn.boxes])
    boxes = tuple(
        each for box in codes if (each := _box(drawn, box, outcomes.get(box, []), earlier)).kind is not Kind.AGREES
    )
    kinds = [each.kind for each in boxes]
    of_row = next((kind for kind in list(Kind)[1:] if kind in kinds), Kind.AGREES)
    return RowComparison(row=drawn, kind=of_row, boxes=boxes)


def _box(drawn: DrawnRow, box: str, outcomes: Sequence[Outcome], earlier: Earliers) -> BoxComparison:
    """Compare one box. What an unfinished row leaves open it does not claim."""
    now = [each.finding for each in outcomes if each.finding is not None]
    then = {
        (each.check, each.identity): finding
        for each in outcomes
        if (finding := earlier(drawn.body, drawn.code, each.check, each.identity, each.finding)) is not None
    }
    ticked_now = any(each.is_ticked for each in outcomes)
    kind, reason = Kind.AGREES, ""
    if ticked_now and box not in drawn.boxes and drawn.is_complete:
        kind, reason = _problem_of_now([each for each in outcomes if each.is_ticked], then)
    elif not ticked_now and (box in drawn.boxes or drawn.is_complete):
        if held := "；".join(dict.fromkeys(filter(None, (_undecided(each, drawn) for each in outcomes)))):
            kind, reason = Kind.UNDECIDED, held
        elif box in drawn.boxes:
            kind, reason = _problem_of_then(drawn, then)
    ledger = tuple(each.finding for each in then.values())
    return BoxComparison(code=drawn.code, box=box, kind=kind, reason=reason, ledger=ledger, seen=tuple(now))


def _undecided(outcome: Outcome, drawn: DrawnRow) -> str:
    """Return why a check of now says neither that there is a problem nor that there is none.

    What is hidden behind a problem that the ledger has as well, the ledger did not see either.
    """
    finding = outcome.finding
    if finding is not None and finding.verdict is Verdict.BLOCKED:
        is_same = finding.blocked_by in drawn.boxes and outcome.box not in drawn.boxes
        return "" if is_same else f"{outcome.title}：受阻，看不到"
    return f"{outcome.title}：{outcome.open}" if outcome.open else ""


_Then = Mapping[tuple[str, Identity | None], Earlier]


def _problem_of_now(ticked: Sequence[Outcome], then: _Then) -> tuple[Kind, str]:
    """Tell whether a problem that the ledger does not have was there when the department looked."""
    earlier = [then.get((each.check, each.identity)) for each in ticked]
    if not then:
        return Kind.CALLED_CLEAN, "没有送来证据，不能排除问题是此后才出现的"
    if any(each is None for each in earlier):
        return Kind.CALLED_CLEAN, "送来的结论中没有这项检查"
    if any(each is not None and each.finding.verdict is not Verdict.CLEAN for each in earlier):
        verdicts = "、".join(dict.fromkeys(each.finding.verdict for each in earlier if each is not None))
        return Kind.CALLED_CLEAN, f"送来的结论是“{verdicts}”，台账却没有照写"
    if any(each is not None and each.same_pages is True for each in earlier):
        return Kind.CALLED_CLEAN, "页面与自查时留存的相同"
    if all(each is not None and each.same_pages is False for each in earlier):
        return Kind.AROSE, "自查时留存的页面没有这个问题，页面此后有变化"
    return Kind.UNDECIDED, "送来的证据缺失或被改动，分不清问题是当时就有还是此后才出现"


def _problem_of_then(drawn: DrawnRow, then: _Then) -> tuple[Kind, str]:
    """Tell whether a problem that the ledger has, and nobody sees now, was ever there."""
    ticks = [each for each in then.values() if each.finding.verdict.is_ticked]
    if then and not ticks:
        return Kind.NOT_THERE, "送来的结论中没有这个问题"
    if any(each.same_pages is False for each in ticks):
        return Kind.RECTIFIED, "页面与自查时留存的不同，问题已经没有"
    if ticks and all(each.same_pages is True for each in ticks):
        return Kind.NOT_THERE, "页面与自查时留存的相同"
    if drawn.states:
        return Kind.RECTIFIED, "台账的处理情况写明在处理，现在已经没有这个问题"
    return Kind.UNDECIDED, "没有可用的证据，分不清是当时没有这个问题还是此后已整改"


def _body(body: str, rows: Sequence[RowComparison], sample: Sample) -> BodyAgreement:
    counts = {kind: sum(each.kind is kind for each in rows) for kind in Kind}
    decided = len(rows) - counts[Kind.UNDECIDED]
    agree = decided - counts[Kind.CALLED_CLEAN] - counts[Kind.NOT_THERE]
    return BodyAgreement(
        body=body,
        drawn=len(rows),
        agree=agree,
        counts=counts,
        interval=wilson_interval(agree, decided),
        weighted=_weighted(body, rows, sample),
    )


def _weighted(body: str, rows: Sequence[RowComparison], sample: Sample) -> float | None:
    total, agreeing = 0, 0.0
    for stratum in sample.strata:
        if stratum.body != body:
            continue
        decided = [
            each
            for each in rows
            if (each.row.method, each.row.conclusion) == (stratum.method, stratum.conclusion)
            and each.kind is not Kind.UNDECIDED
        ]
        if not decided:
            return None
        total += stratum.size
        agreeing += stratum.size * sum(not each.kind.is_disagreement for each in decided) / len(decided)
    return agreeing / total if total else None


def agreement_lines(made: Agreement) -> Iterator[str]:
    """Yield what the terminal says: a line for each 填报单位, and each disagreement."""
    for each in made.bodies:
        if each.decided:
            share = f"一致 {each.agree} / {each.decided}（{each.agree / each.decided:.0%}，{_in_words(each.interval)}）"
        else:
            share = "没有可以判定的行"
        others = [f"{kind} {each.counts[kind]}" for kind in list(Kind)[1:] if each.counts[kind]]
        yield f"{each.body}：抽查 {each.drawn} 行，{'，'.join([share, *others])}"
    differences = [(row.row, box) for row in made.rows for box in row.boxes if box.kind.is_disagreement]
    for row, box in differences[:_MOST_LINES]:
        yield f"    {row.body} {row.name}（{box.box}）：{box.kind}。{box.reason}"
    if len(differences) > _MOST_LINES:
        yield f"    …… 另有 {len(differences) - _MOST_LINES} 处不一致，见报告目录的“抽检.html”"


def _in_words(interval: Interval) -> str:
    return f"95% 置信区间 {interval.low:.0%}～{interval.high:.0%}"


def _last(findings: Iterable[Finding]) -> datetime | None:
    return max((each.observed_at or each.judged_at for each in findings), default=None)
