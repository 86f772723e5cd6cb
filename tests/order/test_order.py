"""Any check alone, any two in any order, and all together come to the same conclusions, on the whole shipped inventory.

Each time every matter is inspected anew: all checks in the opposite order; one check alone; two, one before the other.
Which ones goes round from matter to matter, until every check has stood alone and every two kinds of checks have stood
in both orders. Checks that look at the same facts are of one kind: what sets them apart is judgement, and that they
judge nothing but what was recorded is shown on the recorded facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import TypeVar

from inspections import CHECKS, Key, Once, Plan, conclusion, findings, inspect, judge_again, shipped

from zicha.demo.defects import load_defects
from zicha.model.finding import Finding

_T = TypeVar("_T", bound=Hashable)
Reference = Mapping[Key, Finding]


def _differences(found: Reference, reference: Reference) -> dict[Key, tuple[object, object]]:
    assert found
    both = {key: (conclusion(finding), conclusion(reference[key])) for key, finding in found.items()}
    return {key: pair for key, pair in both.items() if pair[0] != pair[1]}


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


def _spread(options: Mapping[str, Sequence[_T]], used: Counter[_T]) -> dict[str, _T]:
    """One of its options for each matter: the one that was used least."""
    chosen = {}
    for code, possible in options.items():
        if possible:
            chosen[code] = min(possible, key=lambda option: used[option])
            used[chosen[code]] += 1
    return chosen


def _pairs(reference: Reference) -> list[Plan]:
    """Plans of two checks for each matter, until all that can be met have been."""
    kinds = _kinds(reference)
    plans: list[Plan] = []
    turns: Counter[str] = Counter()
    options = {
        code: list(permutations(sorted({kinds[check] for check in checks}, key=sorted), 2))
        for code, checks in _looked_at(reference).items()
    }
    unmet = {pair for possible in options.values() for pair in possible}
    used: Counter[tuple[frozenset[str], frozenset[str]]] = Counter()
    while unmet:
        chosen = _spread(options, used)
        plan: dict[str, list[str]] = {}
        for code, pair in chosen.items():
            of_kind = {kind: [c for c in _looked_at(reference)[code] if kinds[c] == kind] for kind in pair}
            plan[code] = list(_spread({str(n): of_kind[kind] for n, kind in enumerate(pair)}, turns).values())
        plans.append(plan)
        unmet -= set(chosen.values())
    return plans


# ── what is found ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_inventory_shows_what_was_planted_and_nothing_else(reference: Reference) -> None:
    names = {matter.code: matter.name for matter in shipped()}
    ticked = {(names[finding.matter], finding.box) for finding in reference.values() if finding.verdict.ticks}
    assert ticked == {(planting.matter, planting.box) for planting in load_defects().plantings}


def test_the_opposite_order(once: Once, reference: Reference) -> None:
    plan = {matter.code: CHECKS[::-1] for matter in reversed(shipped())}
    found = findings(once("reverse", partial(inspect, plan)))
    assert found.keys() == reference.keys()
    assert _differences(found, reference) == {}


def test_any_check_alone(once: Once, reference: Reference) -> None:
    used: Counter[str] = Counter()
    plan = {code: [check] for code, check in _spread(_looked_at(reference), used).items()}
    assert used.keys() == set(CHECKS)
    assert _differences(findings(once("alone", partial(inspect, plan))), reference) == {}


def test_any_two_in_any_order(once: Once, reference: Reference) -> None:
    for number, plan in enumerate(_pairs(reference)):
        assert _differences(findings(once(f"pairs-{number}", partial(inspect, plan))), reference) == {}


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
