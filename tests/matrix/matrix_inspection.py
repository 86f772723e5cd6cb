"""Inspects the matters of chosen cases with the real plugin, as a department would: inventory, portal, findings.

Cases that leave the platform alone share a portal; the others have one of their own. Every run is a process of its own,
one more at a time than there are processors. Limits and delays are shortened alike, so that what is slow stays slow;
what a busy machine has made late is inspected again, alone and with all of them longer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests
import yaml

from tests.matrix.matrix_cases import DEPARTMENT, Case
from tests.support.authorisations import authorise
from tests.support.warm_runs import INSPECTION, PytestRun, run_pytest
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

ALONE = (Circumstance.STALE_SESSION, Circumstance.NO_SUCH_HOST, Circumstance.BROWSER_CRASH)
"""What befalls a whole run."""
NOWHERE = "zicha-demo.invalid"
"""A host that no name server knows."""
AT_ONCE = (os.cpu_count() or 1) + 1
"""Runs at a time: one more than processors, since each waits now and then."""
MOST_TOGETHER = 80
"""Cases of one run."""
PACE = 0.2
"""How long one second of a delay lasts, where a portal's defect or a twin's innocence is that it takes its time."""
PATIENT = 3
"""How many times as long a second lasts for a case that is inspected again."""


@dataclass(frozen=True)
class Share:
    """The cases of one run. All its limits and delays are `patience` times as long as usual."""

    name: str
    cases: tuple[Case, ...]
    patience: int = 1

    @property
    def pace(self) -> float:
        return PACE * self.patience

    def profile(self, address: str) -> dict[str, Any]:
        """The profile of the portal, with limits to go with the pace.

        A slow login has limits of its own; the other cases are judged as patiently as processors may be busy here.
        """
        limits = {"page": 6, "spinner": 20 * PACE, "click": 1.5}
        thresholds: dict[str, float] = {}
        if any("login_delay_seconds" in case.deviation.platform_changes for case in self.cases):
            limits["page"], thresholds["login"] = 60 * PACE, 30 * PACE * self.patience
        longer = {name: seconds * self.patience for name, seconds in limits.items()}
        profile: dict[str, Any] = {"extends": "demo", "address": address, "limits": {**longer, "attempts": 2}}
        return {**profile, **({"thresholds": thresholds} if thresholds else {})}

    def befalls(self, circumstance: Circumstance) -> str:
        """实施编码 of the matters that it befalls, empty when none."""
        return " ".join(case.code for case in self.cases if case.circumstance is circumstance)


def inspect_cases(cases: Sequence[Case], folder: Path) -> None:
    """Inspect them all; `rows_in` reads what came of it from the folder.

    Those with a portal of their own wait more than they work, so two of them always run beside the others.
    """
    at = now()
    own = [Share(case.id, (case,)) for case in cases if _has_own_portal(case)]
    together = _shares([case for case in cases if not _has_own_portal(case)])
    with ThreadPoolExecutor(2) as beside, ThreadPoolExecutor(AT_ONCE) as pool:
        inspected = [
            runs.submit(_inspect, share, folder / share.name, at)
            for runs, shares in ((beside, own), (pool, together))
            for share in shares
        ]
        for done in inspected:
            done.result()


def inspect_again(cases: Sequence[Case], folder: Path) -> None:
    """Inspect each alone, with all limits and delays longer."""
    for case in cases:
        _inspect(Share(case.id, (case,), PATIENT), folder / case.id, now())


def rows_in(folder: Path) -> dict[str, Row]:
    """实施编码 → the ledger's row, of all runs in the folder, if there are any."""
    rows_by_code: dict[str, Row] = {}
    for run in sorted(folder.glob("*")):
        matters = load(run / "matters").matters
        rows_by_code |= {row.matter.code: row for row in rows(matters, _findings(run))}
    return rows_by_code


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
    with DemoPortal(listed, defects, published=published, pace=share.pace) as portal:
        if portal.unmatched:
            raise AssertionError(f"not planted: {portal.unmatched}")
        unknown = share.befalls(Circumstance.NO_SUCH_HOST)
        profile = share.profile(f"http://{NOWHERE}" if unknown else portal.url)
        authorise(
            folder / "authorisation.yaml", NOWHERE
        )  # only the embedded portal needs none, and nobody answers there
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
    own = (f"--portal={profile}", f"--inventory={folder / 'matters'}", f"--report={folder / 'report'}")
    leave = (f"--authorisation={folder / 'authorisation.yaml'}",) if NOWHERE in profile.read_text("utf-8") else ()
    arguments = (*INSPECTION, "-p", "tests.matrix.matrix_troubles", *own, *leave, "tests_portal")
    run_pytest(PytestRun(arguments, folder / "output.txt", environment=troubles))


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
