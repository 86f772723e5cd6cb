"""Inspects the matters of chosen cases with the real plugin, as a department would: inventory, portal, findings.

Cases that leave the platform alone share a portal; the others have one of their own. Every run is a process of its own,
as many at a time as there are processors. Limits and delays are shortened alike, so that what is slow stays slow.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests
import yaml
from matrix_cases import DEPARTMENT, Case

from zicha.inspection.run import now
from zicha.inventory import load
from zicha.inventory.shape import shapes
from zicha.ledger.findings_file import read_findings
from zicha.ledger.rows import Row, rows
from zicha.model.finding import Finding
from zicha.model.matter import Identity, Matter
from zicha_demo.accounts import account_of
from zicha_demo.defects import Circumstance, Defects, Planting
from zicha_demo.server import DemoPortal

ROOT = Path(__file__).parent.parent.parent
ALONE = (Circumstance.STALE_SESSION, Circumstance.NO_SUCH_HOST, Circumstance.BROWSER_CRASH)
"""What befalls a whole run."""
AT_ONCE = (os.cpu_count() or 1) + 1
"""Runs at a time: one more than processors, since each waits now and then."""
MOST_TOGETHER = 80
"""Cases of one run."""
PACE = 0.2
"""How long one second of a delay lasts, where a portal's defect or a twin's innocence is that it takes its time."""
PROFILE: dict[str, Any] = {
    "extends": "demo",
    "limits": {"page": 6, "spinner": 20 * PACE, "click": 1.5, "attempts": 2},
}
SLOW_LOGIN: dict[str, Any] = {
    **PROFILE,
    "limits": {**PROFILE["limits"], "page": 60 * PACE},
    "thresholds": {"login": 30 * PACE},
}
"""Where the login is delayed; the others are judged as patiently as processors may be busy here."""


@dataclass(frozen=True)
class Share:
    """The cases of one run."""

    name: str
    cases: tuple[Case, ...]

    def befalls(self, circumstance: Circumstance) -> str:
        """实施编码 of the matters that it befalls, empty when none."""
        return " ".join(case.code for case in self.cases if case.circumstance is circumstance)


def inspect_cases(cases: Sequence[Case], folder: Path) -> None:
    """Inspect them all; `seen` reads what came of it from the folder.

    Those with a portal of their own wait more than they work, so one of them always runs beside the others.
    """
    at = now()
    own = [Share(case.id, (case,)) for case in cases if _has_own_portal(case)]
    together = _shares([case for case in cases if not _has_own_portal(case)])
    with ThreadPoolExecutor(1) as beside, ThreadPoolExecutor(AT_ONCE) as pool:
        inspected = [
            runs.submit(_inspect, share, folder / share.name, at)
            for runs, shares in ((beside, own), (pool, together))
            for share in shares
        ]
        for done in inspected:
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
    """Parts of equal length, as many as keep all processors busy to the end."""
    rounds = -(-len(cases) // (AT_ONCE * MOST_TOGETHER))
    parts = min(AT_ONCE * rounds, len(cases))
    return [Share(f"part-{part + 1}", tuple(cases[part::parts])) for part in range(parts)]


def _has_own_portal(case: Case) -> bool:
    return bool(case.deviation.platform_changes) or case.circumstance in ALONE


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
        slow = any("login_delay_seconds" in case.deviation.platform_changes for case in share.cases)
        profile = {**(SLOW_LOGIN if slow else PROFILE), "address": portal.url}
        if share.befalls(Circumstance.NO_SUCH_HOST):
            profile["address"] = "http://zicha-demo.invalid"
        if share.befalls(Circumstance.STALE_SESSION):
            profile["sessions"] = {Identity.LEGAL_PERSON.value: str(_stale_session(portal, folder))}
        file = folder / "portal.yaml"
        file.write_text(yaml.safe_dump(profile, allow_unicode=True), encoding="utf-8")
        _run(folder, file, {trouble.name: share.befalls(trouble) for trouble in Circumstance})


def _stale_session(portal: DemoPortal, folder: Path) -> Path:
    """Log in, save the session as a user would, and let hours go by."""
    account = account_of(Identity.LEGAL_PERSON)
    answer = requests.post(
        f"{portal.url}/tacs-uc/login/index",
        data={"identity": account.identity.value, "username": account.user, "password": account.password},
        allow_redirects=False,
        timeout=30,
    )
    cookies = [
        {"name": c.name, "value": c.value, "domain": "127.0.0.1", "path": "/", "expires": -1}
        | {"httpOnly": True, "secure": False, "sameSite": "Lax"}
        for c in answer.cookies
    ]
    if not cookies:
        raise AssertionError("the portal gave no session")
    portal.clock.advance(timedelta(hours=12))
    file = folder / "session.json"
    file.write_text(json.dumps({"cookies": cookies, "origins": []}), encoding="utf-8")
    return file


def _of_platform(case: Case) -> Planting:
    return case.planting.model_copy(update={"matter": None})


def _run(folder: Path, profile: Path, troubles: Mapping[str, str]) -> None:
    command = [
        *(sys.executable, "-m", "pytest", "-o", "addopts=", "--tb=no", "-q", "-p", "no:cacheprovider", "tests_portal"),
        *("-p", "no:hypothesispytest"),  # it takes a second at the end of every run
        *("-p", "matrix_troubles", f"--portal={profile}"),
        *(f"--inventory={folder / 'matters'}", f"--report={folder / 'report'}"),
    ]
    with (folder / "output.txt").open("wb") as output:
        subprocess.run(
            command, cwd=ROOT, env=_environment(troubles), stdout=output, stderr=subprocess.STDOUT, check=False
        )


def _environment(troubles: Mapping[str, str]) -> Mapping[str, str]:
    """This environment without what a test run puts there, and with matrix_troubles within reach."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    path = os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))
    return {**own, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": path, **troubles}


def _write_inventory(matters: Sequence[Matter], folder: Path) -> None:
    trees = []
    for matter in matters:
        tree = matter.model_dump(mode="json", by_alias=True)
        trees.append({key: _without_nothing(tree[key]) for key in shapes(Matter) if tree[key] is not None})
    file = folder / "市直" / "行政审批局.yaml"
    file.parent.mkdir(parents=True)
    text = yaml.safe_dump({**DEPARTMENT, "事项": trees}, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")


def _without_nothing(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _without_nothing(value) for key, value in tree.items() if value is not None}
    return [_without_nothing(value) for value in tree] if isinstance(tree, list) else tree
