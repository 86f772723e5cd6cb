"""All checks in the opposite order come to the same conclusions, and each check alone does, on the shipped inventory.

Proved live: all 29 checks of all 93 matters in the opposite order, on a fresh portal and fresh evidence (3,177
conclusions). Proved on the facts that were recorded, to the letter: every check of every matter alone, and all of them
in the opposite order. So a check judges nothing but recorded facts; that these do not depend on what was looked at
before is proved on the observer, for every ordered pair of facts: test_facts_in_any_order.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.order.inspections import CHECKS, Key, Once, Plan, conclusion, findings, inspect, judge_again, shipped
from zicha.inspection.run import now
from zicha.model.finding import Finding, Verdict
from zicha_demo.defects import load_defects

Reference = Mapping[Key, Finding]


def _differences(found: Reference, reference: Reference, plan: Plan) -> dict[Key, tuple[object, object]]:
    """What came to another conclusion, and what the plan names and did not run at all."""
    planned = {key for key in reference if key[1] in plan.get(key[0], ())}
    assert planned
    return {
        key: pair
        for key in planned | found.keys()
        if (pair := (_concluded(found.get(key)), _concluded(reference.get(key))))[0] != pair[1]
    }


def _concluded(finding: Finding | None) -> object:
    return conclusion(finding) if finding is not None else "did not run"


def test_the_whole_inventory_shows_what_was_planted_and_nothing_else(reference: Reference) -> None:
    names = {matter.code: matter.name for matter in shipped()}
    ticked = {(names[finding.matter], finding.box) for finding in reference.values() if finding.verdict.is_ticked}
    assert ticked == {(planting.matter, planting.box) for planting in load_defects().plantings}


def test_the_opposite_order(once: Once, reference: Reference) -> None:
    plan = {matter.code: CHECKS[::-1] for matter in reversed(shipped())}
    assert _differences(findings(once("reverse", partial(inspect, plan))), reference, plan) == {}


def test_what_did_not_run_is_a_difference() -> None:
    reference = {
        (code, check, ""): Finding(
            matter=code,
            check=check,
            box="B1",
            identity=None,
            verdict=Verdict.CLEAN,
            portal="p",
            demo=True,
            judged_at=now(),
        )
        for code in ("M1", "M2", "M3")
        for check in ("a", "b")
    }
    plan = {code: ["a"] for code in ("M1", "M2", "M3")}
    found = {key: finding for key, finding in reference.items() if key[1] == "a"}
    assert _differences(found, reference, plan) == {}
    del found["M2", "a", ""]
    assert _differences(found, reference, plan).keys() == {("M2", "a", "")}
    unplanned = {**found, ("M1", "b", ""): reference["M1", "b", ""].model_copy(update={"verdict": Verdict.NOT_DUE})}
    assert _differences(unplanned, reference, plan).keys() == {("M2", "a", ""), ("M1", "b", "")}


def test_a_check_judges_only_what_was_recorded(once: Once, whole: Path, reference: Reference) -> None:
    """Each alone, and all in the opposite order, on the recorded facts: the same to the letter."""
    codes = [matter.code for matter in shipped()]
    plans: dict[str, Plan] = {check: {code: [check] for code in codes} for check in CHECKS}
    plans["reverse"] = dict.fromkeys(reversed(codes), CHECKS[::-1])
    folder = once("again", partial(judge_again, plans, whole))
    for name in plans:
        found = findings(folder, name)
        expected = {key: finding for key, finding in reference.items() if name in ("reverse", key[1])}
        assert {key: _timeless(finding) for key, finding in found.items()} == {
            key: _timeless(finding) for key, finding in expected.items()
        }


def _timeless(finding: Finding) -> str:
    return finding.model_dump_json(exclude={"judged_at"})
