"""What becomes of a problem from round to round: T ticked, C clear, ? not known, G not on the list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.findings import STARTED
from zicha.rounds.lifecycle import Change, Sighting, State, lifecycle

STATES = {"T": State.TICKED, "C": State.CLEAR, "?": State.UNKNOWN, "G": State.GONE}
CASES = {
    "T": Change.NEW,
    "CT": Change.NEW,
    "?T": Change.NEW,
    "TT": Change.PERSISTING,
    "T?T": Change.PERSISTING,
    "TC": Change.RECTIFIED,
    "T?C": Change.RECTIFIED,
    "TCC": Change.NONE,
    "TC?": Change.NONE,
    "TCT": Change.RECURRING,
    "TC?T": Change.RECURRING,
    "TCTT": Change.PERSISTING,
    "TCTC": Change.RECTIFIED,
    "T?": Change.PENDING,
    "TG": Change.GONE,
    "TCG": Change.NONE,
    "TGT": Change.PERSISTING,
    "C": Change.NONE,
    "?": Change.NONE,
    "": Change.NONE,
}


@pytest.mark.parametrize(("rounds", "change"), CASES.items(), ids=list(CASES))
def test_it_is_as_planned(rounds: str, change: Change) -> None:
    life = lifecycle(
        [Sighting(state=STATES[each], at=STARTED + timedelta(days=30 * at)) for at, each in enumerate(rounds)]
    )
    assert life.change is change
    assert life.has_recurred == ("CT" in rounds.replace("?", "").replace("G", "").lstrip("C"))


def test_a_problem_is_as_old_as_its_unbroken_row_of_ticks() -> None:
    moments = [STARTED + timedelta(days=30 * at) for at in range(5)]
    states = [State.TICKED, State.CLEAR, State.TICKED, State.UNKNOWN, State.TICKED]
    life = lifecycle([Sighting(state=state, at=at) for state, at in zip(states, moments, strict=True)])
    assert (life.since, life.cleared, life.last_ticked) == (moments[2], moments[1], moments[4])
