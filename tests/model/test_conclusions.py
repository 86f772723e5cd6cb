"""Verdicts: each counts as one outcome of pytest, ticks a box or not, and leaves the row open or not."""

from __future__ import annotations

import pytest

from zicha.model.finding import PYTEST_OUTCOME, Verdict


def test_every_verdict_has_one_outcome() -> None:
    assert set(PYTEST_OUTCOME) == set(Verdict)
    assert set(PYTEST_OUTCOME.values()) == {"passed", "failed", "xfailed", "xpassed", "skipped", "error"}


def test_only_a_clean_check_passes() -> None:
    assert [verdict for verdict, outcome in PYTEST_OUTCOME.items() if outcome == "passed"] == [Verdict.CLEAN]


def test_our_own_failure_is_an_error_not_a_problem() -> None:
    assert PYTEST_OUTCOME[Verdict.UNCHECKED] == "error"
    assert not Verdict.UNCHECKED.is_ticked


@pytest.mark.parametrize(
    ("verdict", "ticks", "is_open"),
    [
        (Verdict.CLEAN, False, False),
        (Verdict.PROBLEM, True, False),
        (Verdict.KNOWN_PROBLEM, True, False),
        (Verdict.RECTIFIED, False, False),
        (Verdict.NEEDS_PERSON, False, True),
        (Verdict.NOT_DUE, False, True),
        (Verdict.NOT_APPLICABLE, False, False),
        (Verdict.BLOCKED, False, False),
        (Verdict.NOT_REACHED, False, True),
        (Verdict.UNCHECKED, False, True),
    ],
)
def test_what_a_verdict_does_to_the_row(verdict: Verdict, ticks: bool, is_open: bool) -> None:
    assert (verdict.is_ticked, verdict.is_open) == (ticks, is_open)
