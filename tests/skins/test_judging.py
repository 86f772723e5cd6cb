"""A guide as a person reads it is judged as the whole inspection judges it; so is the measure of skins."""

from __future__ import annotations

import pytest

from tests.matrix.matrix_cases import Case, Kind
from tests.skins.judging import guide_cases, judged, listed, publication_of, submission_of
from tests.skins.measure import Tally
from tests.skins.telling import publication_text
from zicha.model.finding import Verdict

GUIDE_BOXES = frozenset({"B1", "B2", "B3", "C2", "D2"})
"""What is judged here; some cases also tick what lies behind the guide."""
CASES = [pytest.param(case, id=case.id) for case in guide_cases()]


@pytest.mark.parametrize("case", CASES)
def test_a_case_ticks_its_boxes(case: Case) -> None:
    publication = publication_of(case)
    conclusion = judged(publication_text(publication), listed(case), submission_of(publication))
    assert conclusion.boxes == case.ticks & GUIDE_BOXES
    if case.kind is Kind.QUESTION:
        assert Verdict.NEEDS_PERSON in conclusion.verdicts.values()
    elif case.kind is Kind.TWIN:
        assert set(conclusion.verdicts.values()) == {Verdict.CLEAN}


@pytest.mark.parametrize(
    ("true", "read", "recall", "precision"),
    [
        (Verdict.PROBLEM, Verdict.PROBLEM, 1.0, 1.0),
        (Verdict.PROBLEM, Verdict.CLEAN, 0.0, 1.0),
        (Verdict.CLEAN, Verdict.PROBLEM, 1.0, 0.0),
        (Verdict.CLEAN, Verdict.CLEAN, 1.0, 1.0),
    ],
)
def test_what_is_counted(true: Verdict, read: Verdict, recall: float, precision: float) -> None:
    tally = Tally()
    tally.add(true, read)
    assert (tally.recall, tally.precision) == (recall, precision)
    assert tally.false_clean == (true is Verdict.PROBLEM and read is Verdict.CLEAN)
    assert tally.needless_open == 0
