"""Every way in which a ledger and a spot check may differ, and as what it is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.support.findings import STARTED, all_clean, finding, golden, matter
from zicha.ledger.rows import rows
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Identity
from zicha.spot_check.agreement import Agreement, Earlier, Kind, agreement, agreement_lines
from zicha.spot_check.sample import DrawnFrom, DrawnRow, Sample, Stratum, commitment_of

MINE = matter()
CHECK = "time_limits_are_accurate"
WRONG = finding(MINE, CHECK, Verdict.PROBLEM, ["承诺办结时限不一致"])
RIGHT = finding(MINE, CHECK)
BODY = MINE.department.full_name


def with_(one: Finding) -> tuple[Finding, ...]:
    return (one, *(each for each in all_clean(MINE) if each.check != one.check))


def drawn(boxes: Sequence[str] = (), is_complete: bool = True, states: Sequence[str] = ()) -> DrawnRow:
    return DrawnRow(
        code=MINE.code,
        name=MINE.name,
        body=BODY,
        method=MINE.method,
        conclusion="有问题" if boxes else "无问题" if is_complete else "未查完",
        is_complete=is_complete,
        boxes=tuple(boxes),
        states=tuple(states),
    )


def compared(row: DrawnRow, now: Sequence[Finding], then: Mapping[str, Earlier] | None = None) -> Agreement:
    origin = DrawnFrom(body=BODY, file="台账.xlsx", seal_number="", digest="0" * 64, is_demo=False)
    sample = Sample(
        seed="7",
        rate=1,
        commitment=commitment_of("7", [origin]),
        drawn_at=STARTED,
        ledgers=(origin,),
        strata=(Stratum(body=BODY, method=row.method, conclusion=row.conclusion, size=1, drawn=1),),
        rows=(row,),
    )

    def earlier(body: str, code: str, check: str, identity: Identity | None, now: Finding | None) -> Earlier | None:
        return then.get(check, Earlier(finding=RIGHT, same_pages=True)) if then is not None else None

    return agreement(sample, rows([MINE], now), earlier)


def then_(one: Finding, same_pages: bool | None) -> dict[str, Earlier]:
    return {CHECK: Earlier(finding=one, same_pages=same_pages)}


OPEN = finding(MINE, CHECK, Verdict.UNCHECKED, reason="门户没有响应")
CASES = [
    ("clean and clean", drawn(), all_clean(MINE), None, Kind.AGREES),
    ("the same tick", drawn(["B1"]), with_(WRONG), None, Kind.AGREES),
    ("called clean, no evidence", drawn(), with_(WRONG), None, Kind.CALLED_CLEAN),
    ("called clean, same page", drawn(), with_(WRONG), then_(RIGHT, True), Kind.CALLED_CLEAN),
    ("called clean, own finding a problem", drawn(), with_(WRONG), then_(WRONG, False), Kind.CALLED_CLEAN),
    ("called clean, own finding open", drawn(), with_(WRONG), then_(OPEN, False), Kind.CALLED_CLEAN),
    ("arose since", drawn(), with_(WRONG), then_(RIGHT, False), Kind.AROSE),
    ("evidence damaged", drawn(), with_(WRONG), then_(RIGHT, None), Kind.UNDECIDED),
    ("not claimed by an unfinished row", drawn(is_complete=False), with_(WRONG), None, Kind.AGREES),
    ("another box of a row with a tick", drawn(["B2"]), with_(WRONG), None, Kind.CALLED_CLEAN),
    ("not there, same page", drawn(["B1"]), all_clean(MINE), then_(WRONG, True), Kind.NOT_THERE),
    ("not there, own finding clean", drawn(["B1"]), all_clean(MINE), then_(RIGHT, True), Kind.NOT_THERE),
    ("rectified, page changed", drawn(["B1"]), all_clean(MINE), then_(WRONG, False), Kind.RECTIFIED),
    ("rectified by what the ledger says", drawn(["B1"], states=["H1"]), all_clean(MINE), None, Kind.RECTIFIED),
    ("no evidence of a tick", drawn(["B1"]), all_clean(MINE), None, Kind.UNDECIDED),
    ("not seen now", drawn(["B1"]), with_(OPEN), then_(WRONG, True), Kind.UNDECIDED),
    ("not seen now, called clean", drawn(), with_(OPEN), None, Kind.UNDECIDED),
    ("blocked now", drawn(["A4", "D1"]), golden(MINE), None, Kind.UNDECIDED),
    ("blocked now as then", drawn(["A4"]), golden(MINE), None, Kind.AGREES),
    ("not inspected", drawn(), (), None, Kind.UNDECIDED),
]


@pytest.mark.parametrize(("row", "now", "then", "kind"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_is_named_as_what_it_is(
    row: DrawnRow, now: Sequence[Finding], then: Mapping[str, Earlier] | None, kind: Kind
) -> None:
    made = compared(row, now, then)
    assert made.rows[0].kind is kind
    (body,) = made.bodies
    assert (body.drawn, body.counts[kind]) == (1, 1)
    assert body.decided == (kind is not Kind.UNDECIDED)
    assert body.agree == (kind in (Kind.AGREES, Kind.RECTIFIED, Kind.AROSE))
    assert "\n".join(agreement_lines(made))


def test_what_cannot_be_decided_is_in_no_denominator() -> None:
    (body,) = compared(drawn(["B1"]), all_clean(MINE)).bodies
    assert (body.decided, body.weighted, tuple(body.interval)) == (0, None, (0.0, 1.0))
