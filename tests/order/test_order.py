"""Any check alone, any two in any order, and all together come to the same conclusions, on the whole shipped inventory.

Proved live, each time on a fresh portal and fresh evidence: all 29 checks of all 93 matters in the opposite order
(3,177 conclusions); of the 2,137 checks of a matter that have something to look at, 93 alone, one of each matter, so
that every check has stood alone on two matters or more; and 111 of the 812 ordered pairs of checks, so that every two
of the 11 kinds of checks have met in both orders (110). Checks that look at the same facts are of one kind: what sets
them apart is judgement, and that they judge nothing but what was recorded is proved on the recorded facts, for every
check of every matter, alone and in the opposite order, to the letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import TypeVar

from tests.order.inspections import CHECKS, Key, Once, Plan, conclusion, findings, inspect, judge_again, shipped
from zicha.inspection.run import now
from zicha.model.finding import Finding, Verdict
from zicha_demo.defects import load_defects

_T = TypeVar("_T", bound=Hashable)
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


# ── what goes round ──────────────────────────────────────────────────────────────────────────────────────────────


def _looked_at(reference: Reference) -> dict[str, list[str]]:
    """实施编码 → the checks that had something to look at there."""
    checks: dict[str, list[str]] = {matter.code: [] for matter in shipped()}
    for (code, check, _), finding in reference.items():
        if finding.evidence and check not in checks[code]:
            checks[code].append(check)
    return {code: sorted(found, key=CHECKS.index) for code, found in checks.items() if found}


def _kinds(reference: Reference) -> dict[str, frozenset[str]]:
    """Check → the kinds of records it looked at, on any matter."""
    kinds: dict[str, frozenset[str]] = {}
    for (_, check, _), finding in reference.items():
        records = {Path(path).stem.split("-")[0] for path in finding.evidence if path.endswith(".json")}
        kinds[check] = kinds.get(check, frozenset()) | records
    return kinds


def _rounds(options: Mapping[str, Sequence[_T]]) -> list[dict[str, _T]]:
    """Each matter with one of its options, the rarest that are left; then those matters that still have one left."""
    matters = Counter(option for possible in options.values() for option in possible)
    used: Counter[_T] = Counter()
    rounds: list[dict[str, _T]] = []
    while len(used) < len(matters):
        chosen = {}
        for code, possible in options.items():
            option = min(possible, key=lambda each: (used[each], matters[each]))
            if not (rounds and used[option]):
                chosen[code] = option
                used[option] += 1
        rounds.append(chosen)
    return rounds


def _pairs(reference: Reference) -> list[Plan]:
    """Two checks for each matter, until every two kinds that meet on any matter have met in both orders."""
    kinds, looked_at = _kinds(reference), _looked_at(reference)
    options = {
        code: list(permutations(sorted({kinds[check] for check in checks}, key=sorted), 2))
        for code, checks in looked_at.items()
    }
    taken: Counter[str] = Counter()

    def of_kind(kind: frozenset[str], code: str) -> str:
        check = min((check for check in looked_at[code] if kinds[check] == kind), key=lambda each: taken[each])
        taken[check] += 1
        return check

    return [{code: [of_kind(kind, code) for kind in pair] for code, pair in plan.items()} for plan in _rounds(options)]


# ── what is found ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_inventory_shows_what_was_planted_and_nothing_else(reference: Reference) -> None:
    names = {matter.code: matter.name for matter in shipped()}
    ticked = {(names[finding.matter], finding.box) for finding in reference.values() if finding.verdict.is_ticked}
    assert ticked == {(planting.matter, planting.box) for planting in load_defects().plantings}


def test_the_opposite_order(once: Once, reference: Reference) -> None:
    plan = {matter.code: CHECKS[::-1] for matter in reversed(shipped())}
    assert _differences(findings(once("reverse", partial(inspect, plan))), reference, plan) == {}


def test_any_check_alone(once: Once, reference: Reference) -> None:
    rounds = _rounds(_looked_at(reference))
    assert {check for plan in rounds for check in plan.values()} == set(CHECKS)
    for number, chosen in enumerate(rounds):
        plan = {code: [check] for code, check in chosen.items()}
        assert _differences(findings(once(f"alone-{number}", partial(inspect, plan))), reference, plan) == {}


def test_any_two_in_any_order(once: Once, reference: Reference) -> None:
    for number, plan in enumerate(_pairs(reference)):
        assert _differences(findings(once(f"pairs-{number}", partial(inspect, plan))), reference, plan) == {}


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
