"""The detection matrix: each defect ticks exactly its boxes, each healthy twin none, through plugin and browser.

One box: `pytest tests/matrix -k B3`. One case: `pytest tests/matrix -k B3-variant-1`.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping

import pytest
from matrix_cases import Case, Kind, all_cases, boxes_without_check
from matrix_page import PAGE, page

from zicha.demo.defects import Circumstance, Fault, Twin, Variant, load_defects
from zicha.ledger.rows import Outcome, Row
from zicha.model.finding import Verdict
from zicha.model.ledger_form import ledger_form

HARMLESS = frozenset({Verdict.CLEAN, Verdict.NOT_DUE, Verdict.NOT_APPLICABLE, Verdict.NOT_REACHED})
"""What a healthy matter's checks may conclude."""


def _of(kind: Kind) -> pytest.MarkDecorator:
    cases = [pytest.param(case, id=case.id) for case in all_cases() if case.kind is kind]
    return pytest.mark.parametrize("case", cases)


def _folded(text: str) -> str:
    """Some pages write digits in full width, and a remark quotes them so."""
    return unicodedata.normalize("NFKC", text)


def _troubled(row: Row) -> list[Outcome]:
    """What is not as on a healthy matter."""
    return [outcome for outcome in row.outcomes if outcome.word not in HARMLESS]


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


@_of(Kind.TWIN)
def test_what_only_looks_like_a_defect_ticks_nothing(case: Case, row: Row) -> None:
    assert isinstance(case.deviation, Twin)
    asked = case.deviation.may_ask
    assert not row.boxes, f"{case.name}\n{_told(row)}"
    assert {outcome.box for outcome in _troubled(row)} == set(asked), f"{case.name}\n{_told(row)}"
    words = {outcome.word for outcome in _troubled(row)}
    assert words <= {Verdict.NEEDS_PERSON}, f"{case.name}\n{_told(row)}"


@_of(Kind.FAULT)
def test_a_fault_is_nobodys_defect(case: Case, row: Row) -> None:
    """It ticks nothing, and what it touches is 未能核查, never clean."""
    if case.circumstance is Circumstance.FULL_DISK and sys.platform == "win32":
        pytest.skip("a process cannot be kept from writing there")
    assert isinstance(case.deviation, Fault)
    troubled = _troubled(row)
    assert not row.boxes, f"{case.name}\n{_told(row)}"
    assert {outcome.word for outcome in troubled} <= {Verdict.UNCHECKED}, f"{case.name}\n{_told(row)}"
    if case.deviation.outlasted:
        assert not troubled, f"{case.name}\n{_told(row)}"
    else:
        assert {outcome.box for outcome in troubled} >= set(case.deviation.touches), f"{case.name}\n{_told(row)}"


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


def test_every_box_has_a_check() -> None:
    assert boxes_without_check() == frozenset()


def test_no_two_cases_share_a_matter() -> None:
    assert len({case.code for case in all_cases()}) == len(all_cases())
