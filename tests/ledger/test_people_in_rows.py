"""What people put into a row: beside what the machine found, never in its place."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from tests.support.findings import GOLDEN_REMARK, RUN, all_clean, finding, golden, matter
from zicha.catalogue.form import ledger_form
from zicha.judging.people_words import with_masked_statements
from zicha.ledger.ledger import ledgers
from zicha.ledger.printing import state_lines
from zicha.ledger.reminders import reminders
from zicha.ledger.rows import Row, rows
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Matter
from zicha.model.statement import Addition, Correction, Handling, Progress, Statements, Tick

MINE = matter()
DAY = date(2026, 11, 23)
"""The day on which the findings were observed."""
SIGNED = {"matter": MINE.name, "who": "审批科 007", "on": DAY}
LIMIT = "承诺办结时限不符：页面写“30个工作日”"


def of_people(*given: Correction | Handling | Addition) -> Matter:
    statements = Statements(
        corrections=tuple(one for one in given if isinstance(one, Correction)),
        handlings=tuple(one for one in given if isinstance(one, Handling)),
        additions=tuple(one for one in given if isinstance(one, Addition)),
    )
    return with_masked_statements(MINE.model_copy(update={"statements": statements}))


def away(*refuted: str, box: str = "B1", **more: Any) -> Correction:
    fields = {"box": box, "to": Tick.TAKEN_AWAY, "refuted": refuted, "reason": "页面上写的是15个工作日", **SIGNED}
    return Correction.model_validate(fields | more)


def tick(box: str = "D1", **more: Any) -> Correction:
    fields = {"box": box, "to": Tick.SET, "reason": "看不懂“工艺路线代码”", **SIGNED}
    return Correction.model_validate(fields | more)


def handled(progress: Progress, box: str = "B1", on: date = DAY) -> Handling:
    return Handling.model_validate({**SIGNED, "box": box, "progress": progress, "on": on})


def row(of: Matter, *findings: Finding) -> Row:
    (only,) = rows((of,), findings)
    return only


def limits_wrong(*texts: str) -> tuple[Finding, ...]:
    wrong = finding(MINE, "time_limits_are_accurate", Verdict.PROBLEM, texts)
    return (*(each for each in all_clean(MINE) if each.check != wrong.check), wrong)


def test_a_refuted_tick_is_off_the_ledger_and_kept_as_our_error() -> None:
    made = row(of_people(away(LIMIT)), *limits_wrong(LIMIT))
    assert made.boxes == ()
    assert made.remark == "无问题"
    (refuted,) = (each for each in made.outcomes if each.refuted)
    assert refuted.word == "误报"
    assert refuted.finding is not None
    assert refuted.finding.verdict is Verdict.PROBLEM, "what the machine wrote stays"
    assert refuted.refuted == "页面上写的是15个工作日（人工更正：审批科 007，2026-11-23）"

    taken_away = "（误报，已去掉“办事指南要素不准确”：页面上写的是15个工作日（人工更正：审批科 007，2026-11-23））"
    assert str(state_lines(made)[-1]) == taken_away, "on the form itself, for ever"


@pytest.mark.parametrize("refuted", ["别的话", LIMIT[:-1]])
def test_what_is_found_in_other_words_is_ticked_again(refuted: str) -> None:
    of = of_people(away(refuted))
    (ledger,) = ledgers((of,), limits_wrong(LIMIT), RUN)
    assert ledger.rows[0].boxes == ("B1",)
    (reminder,) = reminders(ledger)
    assert "B1 的更正（审批科 007，2026-11-23）所指的说明与这次查到的不同，没有采用" in reminder


def test_one_of_two_details_refuted_leaves_the_tick() -> None:
    made = row(of_people(away(LIMIT)), *limits_wrong(LIMIT, "法定办结时限不符"))
    assert made.boxes == ("B1",)


def test_what_a_refuted_problem_blocked_is_open_again() -> None:
    made = row(of_people(away(GOLDEN_REMARK, box="A4")), *golden(MINE))
    assert made.boxes == ()
    assert not made.is_complete
    assert made.remark == ""


def test_a_person_ticks_what_the_machine_did_not_see() -> None:
    made = row(of_people(tick()), *all_clean(MINE))
    assert made.boxes == ("D1",)
    assert made.remark == "看不懂“工艺路线代码”（人工更正：审批科 007，2026-11-23）"
    assert not made.is_clean
    assert not any(each.was_ticked for each in made.outcomes)


def test_and_a_person_takes_it_back_by_its_words() -> None:
    back = away("看不懂“工艺路线代码”", box="D1", on=date(2026, 12, 1))
    assert row(of_people(tick(), back), *all_clean(MINE)).remark == "无问题"
    earlier = away("看不懂“工艺路线代码”", box="D1", on=date(2026, 11, 1))
    assert row(of_people(tick(), earlier), *all_clean(MINE)).boxes == ("D1",)


def test_an_addition_follows_the_machines_words_and_stands_beside_no_clean_row() -> None:
    addition = Addition.model_validate({**SIGNED, "text": "已联系省厅"})
    assert (
        row(of_people(addition), *golden(MINE)).remark
        == f"{GOLDEN_REMARK}；已联系省厅（人工补充：审批科 007，2026-11-23）"
    )
    assert row(of_people(addition), *all_clean(MINE)).remark == "无问题"


@pytest.mark.parametrize(
    ("progress", "states"),
    [(Progress.DONE, ("H1",)), (Progress.UNDER_WAY, ("H2",)), (Progress.WITH_PROVINCE, ("H2", "H3"))],
)
def test_what_became_of_a_problem(progress: Progress, states: tuple[str, ...]) -> None:
    made = row(of_people(handled(progress)), *limits_wrong(LIMIT))
    assert made.states == states
    assert str(state_lines(made)[-1]) == "（审批科 007，2026-11-23填报）"
    assert row(of_people(handled(progress, box="C1")), *limits_wrong(LIMIT)).states == ()


def test_done_with_is_not_what_was_found_again_afterwards() -> None:
    made = row(of_people(handled(Progress.DONE, on=date(2026, 11, 20))), *limits_wrong(LIMIT))
    assert made.states == ()
    assert [one.box for one in made.people.outdated] == ["B1"]


def test_every_box_of_the_form_may_be_named_and_no_other() -> None:
    codes = {f"{letter}{digit}" for letter in "ABCDEFGH" for digit in range(10)}
    taken = set()
    for code in codes:
        with suppress(ValidationError):
            taken.add(tick(box=code).box)
    assert taken == {box.code for box in ledger_form().boxes}


def test_personal_data_in_them_are_masked() -> None:
    made = row(of_people(tick(reason="办事人电话13800138000")), *all_clean(MINE))
    assert "13800138000" not in made.remark
