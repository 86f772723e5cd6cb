"""The detection matrix: each defect ticks exactly its boxes, each healthy twin none, through plugin and browser.

One box: `pytest tests/matrix -k B3`. One case: `pytest tests/matrix -k B3-variant-1`. A slice with every box, both
ways: `pytest tests/matrix --slice`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from tests.matrix.matrix_cases import Case, Kind, all_cases, boxes_without_check, slice_of
from tests.matrix.matrix_expectations import (
    a_defect_ticks_exactly_its_boxes,
    a_fault_is_nobodys_defect,
    what_only_a_person_can_decide_is_asked_once,
    what_only_looks_like_a_defect_ticks_nothing,
)
from tests.matrix.matrix_page import PAGE, page
from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.ledger.rows import Row
from zicha_demo.defects import Circumstance, Fault, Twin, Variant, load_defects

ON_ANOTHER_BASE = {
    "原件或复印件任选": "only a real case collects one of the two",
    "待评价的另有其件": "the other one is a real case, to which the suite's own comes",
}
"""Twins that start from another kind of matter than the variant they resemble, and why."""


def _of(kind: Kind) -> pytest.MarkDecorator:
    cases = [pytest.param(case, id=case.id) for case in all_cases() if case.kind is kind]
    return pytest.mark.parametrize("case", cases)


@_of(Kind.VARIANT)
def test_a_defect_ticks_exactly_its_boxes(case: Case, row: Row) -> None:
    a_defect_ticks_exactly_its_boxes(case, row)


@_of(Kind.TWIN)
def test_what_only_looks_like_a_defect_ticks_nothing(case: Case, row: Row) -> None:
    what_only_looks_like_a_defect_ticks_nothing(case, row)


@_of(Kind.QUESTION)
def test_what_only_a_person_can_decide_is_asked_once(case: Case, row: Row) -> None:
    what_only_a_person_can_decide_is_asked_once(case, row)


@_of(Kind.FAULT)
def test_a_fault_is_nobodys_defect(case: Case, row: Row) -> None:
    if case.circumstance is Circumstance.FULL_DISK and sys.platform == "win32":
        pytest.skip("a process cannot be kept from writing there")
    a_fault_is_nobodys_defect(case, row)


def test_the_page_in_docs_is_current(inspected: Mapping[str, Row], pytestconfig: pytest.Config) -> None:
    if not all(case.code in inspected for case in all_cases()):
        pytest.skip("only some of the cases were chosen")
    text = page(all_cases(), inspected)
    if pytestconfig.getoption("--write-matrix", False):
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == text, "run make matrix and commit what it writes"


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


@pytest.mark.parametrize("wording", [{}, {"触及": ["B1"], "仍可核查": True}], ids=["nothing", "both"])
def test_a_fault_says_what_it_proves(wording: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="要么写“触及”，要么写“仍可核查: 是”"):
        Fault.model_validate({"故障": "限流", "说明": "返回429", **wording})


def test_every_box_has_a_check() -> None:
    assert boxes_without_check() == frozenset()


def test_no_two_cases_share_a_matter() -> None:
    assert len({case.code for case in all_cases()}) == len(all_cases())


# ── the slice ────────────────────────────────────────────────────────────────────────────────────────────────────


@every_box
def test_the_slice_proves_every_box_both_ways(box: str) -> None:
    kinds = {case.kind for case in slice_of(all_cases()) if case.box == box}
    assert {Kind.VARIANT, Kind.TWIN} <= kinds


def test_the_slice_holds_questions_and_faults() -> None:
    kinds = [case.kind for case in slice_of(all_cases())]
    assert kinds.count(Kind.QUESTION) >= 1
    assert kinds.count(Kind.FAULT) >= 4
