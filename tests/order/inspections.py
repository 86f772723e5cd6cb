"""Whole inspections of the shipped inventory, each with its plan of checks, on a fresh portal and fresh evidence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from zicha.catalogue.checks import catalogue
from zicha.inventory import load
from zicha.ledger.findings_file import read_findings
from zicha.model.finding import Finding
from zicha.model.matter import Matter

ROOT = Path(__file__).parent.parent.parent
CHECKS = tuple(check.name for check in catalogue())
AT_ONCE = (os.cpu_count() or 1) + 1
"""Processes at a time: one more than processors, since each waits now and then."""
Plan = Mapping[str, Sequence[str]]
"""实施编码 → the checks of the matter, in the order to run them."""
Once = Callable[[str, Callable[[Path], None]], Path]
"""Makes a run that nobody has made yet, and gives its folder."""
Key = tuple[str, str, str]
"""实施编码, check, identity."""


def shipped() -> tuple[Matter, ...]:
    """The shipped inventory."""
    return load(ROOT / "matters").matters


def inspect_all(folder: Path) -> None:
    """Every check of every matter, as a user runs them with several workers."""
    _run(folder / "0", [f"-n{AT_ONCE}"])


def inspect(plan: Plan, folder: Path) -> None:
    """Run the plan in several processes, each with a portal and its share of the matters."""
    count = min(AT_ONCE, len(plan))
    codes = list(plan)
    _together(
        [
            partial(_run, folder / str(part), [], {code: plan[code] for code in codes[part::count]})
            for part in range(count)
        ]
    )


def judge_again(plans: Mapping[str, Plan], seen: Path, folder: Path) -> None:
    """Run each plan on the evidence of inspect_all, without a portal."""
    replay = f"--replay={seen / '0' / 'report'}"
    _together([partial(_run, folder / name, [replay], plan) for name, plan in plans.items()])


def findings(folder: Path, part: str = "*") -> dict[Key, Finding]:
    """What all processes of an inspection found, or one of them."""
    found = [finding for run in sorted(folder.glob(part)) for finding in _read(run)]
    by_key = {(f.matter, f.check, f.identity or ""): f for f in found}
    assert len(by_key) == len(found), "a check has two findings"
    return by_key


def conclusion(finding: Finding) -> tuple[Any, ...]:
    """What must not depend on the order; texts may hold the number of a test application."""
    rules = tuple((problem.rule, problem.severity) for problem in finding.problems)
    return (finding.verdict, finding.box, finding.blocked_by, rules)


def _read(run: Path) -> Sequence[Finding]:
    file = run / "report" / "findings.jsonl"
    if not file.is_file():
        raise AssertionError(f"the inspection did not run:\n{(run / 'output.txt').read_text(encoding='utf-8')}")
    return tuple(read_findings(file))


def _together(runs: Sequence[Callable[[], None]]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(run) for run in runs]:
            done.result()


def _run(folder: Path, arguments: Sequence[str], plan: Plan | None = None) -> None:
    folder.mkdir(parents=True)
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    environment = {**own, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "pytest", "-o", "addopts=", "--tb=no", "-p", "no:cacheprovider", "tests_portal"]
    command += ["-p", "no:hypothesispytest"]  # it takes a second at the end of every run
    if plan is not None:
        order = folder / "order.json"
        order.write_text(json.dumps(plan), encoding="utf-8")
        path = os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))
        environment |= {"PYTHONPATH": path, "RUNNING_ORDER": str(order)}
        command += ["-p", "running_order"]
    with (folder / "output.txt").open("wb") as output:
        ended = subprocess.run(
            [*command, f"--report={folder / 'report'}", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ended.returncode not in (0, 1):  # with or without findings; else it ended before its time
        raise AssertionError(f"the inspection did not end well:\n{(folder / 'output.txt').read_text(encoding='utf-8')}")
