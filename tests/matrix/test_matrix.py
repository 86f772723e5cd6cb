"""The detection matrix: each defect ticks exactly its boxes, each healthy twin none, through plugin and browser.

One box: `pytest tests/matrix -k B3`. One case: `pytest tests/matrix -k B3-variant-1`.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping

import pytest
from matrix_cases import Case, Kind, all_cases, boxes_without_check
from matrix_page import PAGE, page
from pydantic import ValidationError

from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.ledger.rows import NOT_RUN, Outcome, Row
from zicha.model.finding import Verdict
from zicha.model.question import Question
from zicha_demo.defects import Circumstance, Doubt, Fault, Twin, Variant, load_defects

HARMLESS = frozenset({Verdict.CLEAN, Verdict.NOT_DUE, Verdict.NOT_APPLICABLE})
"""What the checks of other boxes may conclude where nothing is wrong."""
ON_ANOTHER_BASE = {
    "原件或复印件任选": "only a real case collects one of the two",
    "待评价的另有其件": "the other one is a real case, to which the suite's own comes",
}
"""Twins that start from another kind of matter than the variant they resemble, and why."""


def _of(kind: Kind) -> pytest.MarkDecorator:
    cases = [pytest.param(case, id=case.id) for case in all_cases() if case.kind is kind]
    return pytest.mark.parametrize("case", cases)


def _folded(text: str) -> str:
    """Some pages write digits in full width, and a remark quotes them so."""
    return unicodedata.normalize("NFKC", text)


def _troubled(case: Case, row: Row) -> list[Outcome]:
    """What is not as where nothing is wrong; what the kind of matter does not reach is no trouble."""
    return [
        outcome
        for outcome in row.outcomes
        if outcome.word not in HARMLESS and outcome.word != _out_of_reach(case, outcome)
    ]


def _out_of_reach(case: Case, outcome: Outcome) -> Verdict | None:
    """未核查 where a matter of that kind ends so."""
    return Verdict.NOT_REACHED if case.healthy_verdict(outcome.box) is Verdict.NOT_REACHED else None


def _otherwise(outcomes: Iterable[Outcome], expected: Callable[[Outcome], str]) -> list[str]:
    """The checks that did not end as expected."""
    return [f"{each.check}：{each.word}" for each in outcomes if each.word != expected(each)]


def _questions(row: Row) -> list[tuple[str, Question]]:
    """What a person is asked, each with its box."""
    return [(each.box, question) for each in row.outcomes if each.finding for question in each.finding.questions]


def _told(row: Row) -> str:
    """The row for the reader of a failure."""
    found = (
        f"{outcome.box} {row.subject(outcome)}：{outcome.word}，{outcome.finding.reason if outcome.finding else ''}"
        for outcome in row.outcomes
        if outcome.word != Verdict.CLEAN
    )
    return "\n".join([f"{row.matter.name}：{row.boxes}，备注 {row.remark}", *found])


@_of(Kind.VARIANT)
def test_a_defect_ticks_exactly_its_boxes(case: Case, row: Row) -> None:
    assert frozenset(row.boxes) == case.ticks, f"{case.name}\n{_told(row)}"
    for words in case.remark:
        assert _folded(words) in _folded(row.remark), f"{case.name}\n{_told(row)}"
    unseen = [outcome for outcome in row.outcomes if outcome.word in (Verdict.UNCHECKED, Verdict.NOT_REACHED, NOT_RUN)]
    assert [each for each in unseen if each.word != _out_of_reach(case, each)] == [], f"{case.name}\n{_told(row)}"


@_of(Kind.TWIN)
def test_what_only_looks_like_a_defect_ticks_nothing(case: Case, row: Row) -> None:
    """Its box was looked at and found right, or ends as the twin declares; and nothing is open anywhere."""
    assert isinstance(case.deviation, Twin)
    declared = case.deviation.verdicts
    assert not row.boxes, f"{case.name}\n{_told(row)}"
    assert not _troubled(case, row), f"{case.name}\n{_told(row)}"
    of_box = [outcome for outcome in row.outcomes if outcome.box == case.box]
    assert not _otherwise(of_box, lambda each: declared.get(each.check, Verdict.CLEAN)), f"{case.name}\n{_told(row)}"


@_of(Kind.QUESTION)
def test_what_only_a_person_can_decide_is_asked_once(case: Case, row: Row) -> None:
    """One question, of its box and in its words; all else ends as on a healthy matter."""
    assert isinstance(case.deviation, Doubt)
    assert not row.boxes, f"{case.name}\n{_told(row)}"
    ((box, question),) = _questions(row)
    assert (box, question.open) == (case.box, "尚未答复"), f"{case.name}\n{_told(row)}"
    assert case.deviation.asks in question.asked, f"{case.name}\n{_told(row)}"
    asking = [outcome for outcome in row.outcomes if outcome.word == Verdict.NEEDS_PERSON]
    assert [outcome.box for outcome in asking] == [case.box], f"{case.name}\n{_told(row)}"
    rest = [outcome for outcome in row.outcomes if outcome not in asking]
    assert not _otherwise(rest, lambda each: case.healthy_verdict(each.box)), f"{case.name}\n{_told(row)}"


@_of(Kind.FAULT)
def test_a_fault_is_nobodys_defect(case: Case, row: Row) -> None:
    """It ticks nothing; all that it touches is 未能核查, never clean; all else ends as on a healthy matter."""
    if case.circumstance is Circumstance.FULL_DISK and sys.platform == "win32":
        pytest.skip("a process cannot be kept from writing there")
    assert isinstance(case.deviation, Fault)
    touched = case.deviation.touches
    assert not row.boxes, f"{case.name}\n{_told(row)}"
    wrong = _otherwise(
        row.outcomes, lambda each: Verdict.UNCHECKED if each.box in touched else case.healthy_verdict(each.box)
    )
    assert not wrong, f"{case.name}\n{_told(row)}"


def test_the_page_in_docs_is_current(inspected: Mapping[str, Row], pytestconfig: pytest.Config) -> None:
    if not all(case.code in inspected for case in all_cases()):
        pytest.skip("only some of the cases were chosen")
    told = page(all_cases(), inspected)
    if pytestconfig.getoption("--write-matrix", False):
        PAGE.write_text(told, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == told, "run make matrix and commit what it writes"


# ── nothing is left blank ────────────────────────────────────────────────────────────────────────────────────────

BOXES = [box.code for box in ledger_form().boxes]
every_box = pytest.mark.parametrize("box", BOXES, ids=BOXES)


def _variants(box: str) -> list[Variant]:
    return [variant for variant in load_defects().variants if variant.box == box]


@every_box
def test_every_box_is_proved_in_several_disguises(box: str) -> None:
    assert len(_variants(box)) >= 4
    assert [variant.name for variant in _variants(box) if not variant.remark] == []


def test_a_hundred_variants() -> None:
    assert len(load_defects().variants) >= 100


@every_box
def test_every_variant_has_a_healthy_twin(box: str) -> None:
    resembled = {name for twin in load_defects().twins if twin.box == box for name in twin.like}
    assert {variant.name for variant in _variants(box)} - resembled == set()


@every_box
def test_every_twin_resembles_a_variant(box: str) -> None:
    names = {variant.name for variant in _variants(box)}
    assert {name for twin in load_defects().twins if twin.box == box for name in twin.like} <= names


def test_a_twin_differs_from_its_variant_in_nothing_but_what_makes_it_right() -> None:
    """It starts from the same kind of matter as the first variant that it resembles."""
    start = {(case.box, case.name): case.base for case in all_cases() if case.kind is Kind.VARIANT}
    twins = [(case, case.deviation) for case in all_cases() if isinstance(case.deviation, Twin)]
    elsewhere = {case.name for case, twin in twins if case.base != start[case.box, twin.like[0]]}
    assert elsewhere == ON_ANOTHER_BASE.keys()


def test_a_twin_speaks_of_checks_of_its_own_box() -> None:
    boxes = {check.name: check.box for check in catalogue()}
    for twin in load_defects().twins:
        assert {boxes[name] for name in twin.verdicts} <= {twin.box}, twin.name


@pytest.mark.parametrize("said", [{}, {"触及": ["B1"], "仍可核查": True}], ids=["nothing", "both"])
def test_a_fault_says_what_it_proves(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="要么写“触及”，要么写“仍可核查: 是”"):
        Fault.model_validate({"故障": "限流", "说明": "返回429", **said})


def test_every_box_has_a_check() -> None:
    assert boxes_without_check() == frozenset()


def test_no_two_cases_share_a_matter() -> None:
    assert len({case.code for case in all_cases()}) == len(all_cases())
