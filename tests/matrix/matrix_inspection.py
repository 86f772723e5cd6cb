"""Inspects the matters of chosen cases with the real plugin, as a department would: inventory, portal, findings.

Cases that leave the platform alone share a portal; the others have one of their own. Every run is a process of its own,
as many at a time as there are processors. Limits and delays are shortened alike, so that what is slow stays slow.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from matrix_cases import DEPARTMENT, Case

from zicha.demo.defects import Defects, Planting
from zicha.demo.server import DemoPortal
from zicha.inventory import load
from zicha.ledger.findings_file import read_findings
from zicha.ledger.rows import Row, rows
from zicha.model.finding import Finding
from zicha.model.matter import Matter
from zicha.run import now

ROOT = Path(__file__).parent.parent.parent
MOST_AT_ONCE = 30
"""Cases of one run: few enough that all processors stay busy to the end."""
PACE = 0.1
PROFILE: dict[str, Any] = {
    "extends": "demo",
    "limits": {"page": 10, "spinner": 20 * PACE, "click": 1.5, "attempts": 2},
    "thresholds": {"login": 30 * PACE},
}
"""What a user waits for at a portal with delays of a tenth. A page may take its time: processors are busy here."""


@dataclass(frozen=True)
class Share:
    """The cases of one run."""

    name: str
    cases: tuple[Case, ...]


def inspect_cases(cases: Sequence[Case], folder: Path) -> None:
    """Inspect them all; `seen` reads what came of it from the folder."""
    at = now()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for done in [pool.submit(_inspect, share, folder / share.name, at) for share in _shares(cases)]:
            done.result()


def seen(folder: Path) -> dict[str, Row]:
    """实施编码 → the ledger's row, of all runs in the folder."""
    found: dict[str, Row] = {}
    for run in folder.iterdir():
        matters = load(run / "matters").matters
        found |= {row.matter.code: row for row in rows(matters, _findings(run))}
    return found


def _findings(run: Path) -> tuple[Finding, ...]:
    file = run / "report" / "findings.jsonl"
    if not file.is_file():
        raise AssertionError(f"the inspection did not run:\n{(run / 'output.txt').read_text(encoding='utf-8')}")
    return tuple(read_findings(file))


def _shares(cases: Sequence[Case]) -> list[Share]:
    """Runs of their own first, since they wait more than they work; then the rest in equal parts."""
    own = [case for case in cases if case.deviation.platform_changes]
    together = [case for case in cases if not case.deviation.platform_changes]
    parts = max(min(os.cpu_count() or 1, len(together)), -(-len(together) // MOST_AT_ONCE))
    return [
        *(Share(case.id, (case,)) for case in own),
        *(Share(f"part-{part + 1}", tuple(together[part::parts])) for part in range(parts)),
    ]


def _inspect(share: Share, folder: Path, at: datetime) -> None:
    listed = tuple(case.listed(at) for case in share.cases)
    _write_inventory(listed, folder / "matters")
    # What no publication carries is planted on the platform.
    plantings = [
        plant
        for case in share.cases
        for plant in (case.planting, *([_of_platform(case)] if case.deviation.platform_changes else []))
    ]
    defects = Defects(variants=tuple(case.variant for case in share.cases), plantings=tuple(plantings))
    published = {case.code: (case.ordinal, case.published()) for case in share.cases}
    with DemoPortal(listed, defects, published=published, pace=PACE) as portal:
        if portal.unmatched:
            raise AssertionError(f"not planted: {portal.unmatched}")
        profile = folder / "portal.yaml"
        profile.write_text(yaml.safe_dump({**PROFILE, "address": portal.url}, allow_unicode=True), encoding="utf-8")
        _run(folder, [f"--portal={profile}"])


def _of_platform(case: Case) -> Planting:
    return case.planting.model_copy(update={"matter": None})


def _run(folder: Path, arguments: Iterable[str]) -> None:
    command = [
        *(sys.executable, "-m", "pytest", "-o", "addopts=", "--tb=no", "-q", "-p", "no:cacheprovider", "tests_portal"),
        *(f"--inventory={folder / 'matters'}", f"--report={folder / 'report'}", *arguments),
    ]
    with (folder / "output.txt").open("wb") as output:
        subprocess.run(command, cwd=ROOT, env=_environment(), stdout=output, stderr=subprocess.STDOUT, check=False)


def _environment() -> Mapping[str, str]:
    """This environment without what a test run puts there."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    return {**own, "PYTHONIOENCODING": "utf-8"}


def _write_inventory(matters: Sequence[Matter], folder: Path) -> None:
    trees = [
        _without_nothing(matter.model_dump(mode="json", by_alias=True, exclude={"department"})) for matter in matters
    ]
    file = folder / "市直" / "行政审批局.yaml"
    file.parent.mkdir(parents=True)
    text = yaml.safe_dump({**DEPARTMENT, "事项": trees}, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")


def _without_nothing(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _without_nothing(value) for key, value in tree.items() if value is not None}
    return [_without_nothing(value) for value in tree] if isinstance(tree, list) else tree
