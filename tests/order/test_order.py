"""All checks in the opposite order come to the same conclusions, and each check alone does, on the shipped inventory.

Proved live: all checks of all matters in the opposite order conclude what they do in the usual one (conclusions.yaml).
Proved on the facts that were recorded, to the letter: every check of every matter alone, and all of them in the usual
order. So a check judges nothing but recorded facts; that these do not depend on what was looked at before is proved on
the observer, for every ordered pair of facts: test_facts_in_any_order.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.order.conclusions import conclusions, kept_conclusions
from tests.order.inspections import CHECKS, Key, Once, Plan, findings, judge_again, shipped
from zicha.inspection.run import now
from zicha.model.finding import Finding, Problem, Verdict
from zicha_demo.defects import load_defects

Found = Mapping[Key, Finding]


def test_the_whole_inventory_shows_what_was_planted_and_nothing_else(found_backwards: Found) -> None:
    names = {matter.code: matter.name for matter in shipped()}
    ticked = {(names[finding.matter], finding.box) for finding in found_backwards.values() if finding.verdict.is_ticked}
    assert ticked == {(planting.matter, planting.box) for planting in load_defects().plantings}


def test_the_opposite_order_concludes_the_same(found_backwards: Found) -> None:
    assert conclusions(found_backwards) == kept_conclusions()


CLEAN = Finding(
    matter="M1",
    check=CHECKS[0],
    box="B1",
    identity=None,
    verdict=Verdict.CLEAN,
    portal="p",
    demo=True,
    judged_at=now(),
)
FIRST, SECOND = ("M1", CHECKS[0], ""), ("M2", CHECKS[0], "")


@pytest.mark.parametrize(
    "differing",
    [
        {},
        {FIRST: CLEAN, SECOND: CLEAN},
        {FIRST: CLEAN.model_copy(update={"verdict": Verdict.NOT_DUE})},
        {FIRST: CLEAN.model_copy(update={"problems": (Problem(text="", rule="K1"),)})},
    ],
    ids=["did not run", "ran once more", "another verdict", "another rule"],
)
def test_what_differs_is_another_conclusion(differing: Found) -> None:
    assert conclusions(differing) != conclusions({FIRST: CLEAN})


def test_a_check_judges_only_what_was_recorded(once: Once, backwards: Path, found_backwards: Found) -> None:
    """Each alone, and all in the usual order, on the recorded facts: the same to the letter."""
    codes = [matter.code for matter in shipped()]
    plans: dict[str, Plan] = {check: {code: [check] for code in codes} for check in CHECKS}
    plans["forwards"] = dict.fromkeys(codes, CHECKS)
    folder = once("again", partial(judge_again, plans, backwards))
    for name in plans:
        recorded = findings(folder, name)
        expected = {key: finding for key, finding in found_backwards.items() if name in ("forwards", key[1])}
        assert {key: _timeless(finding) for key, finding in recorded.items()} == {
            key: _timeless(finding) for key, finding in expected.items()
        }


def _timeless(finding: Finding) -> str:
    return finding.model_dump_json(exclude={"judged_at"})
