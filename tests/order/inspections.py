"""Whole inspections of the shipped inventory, each with its plan of checks, on a fresh portal and fresh evidence."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.warm_runs import INSPECTION, ROOT, PytestRun, run_pytest
from zicha.catalogue.checks import catalogue
from zicha.inventory import load
from zicha.ledger.findings_file import read_findings
from zicha.model.finding import Finding
from zicha.model.matter import Matter

CHECKS = tuple(check.name for check in catalogue())
AT_ONCE = (os.cpu_count() or 1) + 1
"""Processes at a time: one more than processors, since each waits now and then."""
Plan = Mapping[str, Sequence[str]]
"""实施编码 → the checks of the matter, in the order to run them."""
Once = Callable[[str, Callable[[Path], None]], Path]
"""Makes a run that nobody has made yet, and gives its folder."""
Key = tuple[str, str, str]
"""实施编码, check, identity."""


@dataclass(frozen=True)
class Inspection:
    """One run: where it reports, its further arguments, and its plan where it has one."""

    folder: Path
    arguments: Sequence[str]
    plan: Plan | None = None


@cache
def shipped() -> tuple[Matter, ...]:
    """The shipped inventory."""
    return load(ROOT / "matters").matters


def backwards_plan() -> Plan:
    """All checks of all matters, the last of the last one first."""
    return {matter.code: CHECKS[::-1] for matter in reversed(shipped())}


def inspect(folder: Path, plan: Plan | None = None) -> None:
    """Run every check of every matter live, as a user does with several workers, in the order of the plan if given."""
    _run(Inspection(folder / "live", [f"-n{AT_ONCE}"], plan))


def judge_again(plans: Mapping[str, Plan], evidence: Path, folder: Path) -> None:
    """Run each plan on the evidence of a live inspection, without a portal."""
    replay = f"--replay={evidence / 'live' / 'report'}"
    replays = [Inspection(folder / name, [replay], plan) for name, plan in plans.items()]
    _together([replays[part::AT_ONCE] for part in range(AT_ONCE)])


def findings(folder: Path, part: str = "*") -> dict[Key, Finding]:
    """What all processes of an inspection found, or one of them."""
    every = [finding for run in sorted(folder.glob(part)) for finding in _read(run)]
    by_key = {(f.matter, f.check, f.identity or ""): f for f in every}
    assert len(by_key) == len(every), "a check has two findings"
    return by_key


def _read(run: Path) -> Sequence[Finding]:
    file = run / "report" / "findings.jsonl"
    if not file.is_file():
        raise AssertionError(f"the inspection did not run:\n{(run / 'output.txt').read_text(encoding='utf-8')}")
    return tuple(read_findings(file))


def _together(rounds: Sequence[Sequence[Inspection]]) -> None:
    """Each round in a process, one inspection after the other."""
    with ThreadPoolExecutor(len(rounds)) as pool:
        for done in [pool.submit(_run, *inspections) for inspections in rounds]:
            done.result()


def _run(*inspections: Inspection) -> None:
    codes = run_pytest(*(_prepared(each) for each in inspections))
    for inspection, code in zip(inspections, codes, strict=True):
        if code not in (0, 1):  # with or without findings; else it ended before its time
            output = (inspection.folder / "output.txt").read_text(encoding="utf-8")
            raise AssertionError(f"the inspection did not end well:\n{output}")


def _prepared(inspection: Inspection) -> PytestRun:
    folder, plan = inspection.folder, inspection.plan
    folder.mkdir(parents=True)
    tests: tuple[str, ...] = ("tests_portal",)
    environment: dict[str, str] = {}
    if plan is not None:
        order = folder / "order.json"
        order.write_text(json.dumps(plan), encoding="utf-8")
        tests, environment = ("-p", "tests.order.running_order", *_tests(plan)), {"RUNNING_ORDER": str(order)}
    arguments = (*INSPECTION, f"--report={folder / 'report'}", *inspection.arguments, *tests)
    return PytestRun(arguments, folder / "output.txt", environment=environment)


def _tests(plan: Plan) -> tuple[str, ...]:
    """The test functions of the plan, so that no others are collected."""
    named = {check for checks in plan.values() for check in checks}
    return tuple(
        f"tests_portal/test_{check.point}.py::test_{check.name}" for check in catalogue() if check.name in named
    )
