"""Whole runs of a few matters, undisturbed and in trouble, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import yaml

from tests.fault_bench.trouble import Host, Kind, Misbehaving, Trouble
from tests.support.suites import CLEAN, LOOKED_AT, PERSONAL, Inspection, inspect, make_suite
from zicha.inventory import load
from zicha.model.finding import Verdict
from zicha_demo.server import DemoPortal

MATTERS = (LOOKED_AT, PERSONAL, CLEAN)
"""One on the portal itself; one of 个人 and one of 法人 with a real case, both on a department's system."""
SHORT, OUTAGE, FOR_EVER = 0.7, 10.0, 3600.0
LIMITS = {"page": 4, "spinner": 2, "click": 1, "attempts": 2}
PATIENCE = 60
"""Seconds that a run waits for a host: longer than the outage that must cost nothing."""
IMPATIENCE = 2
"""The same where the trouble does not end, so that the bench does."""
Verdicts = Mapping[tuple[str, str, str], str]


def troubles() -> Iterator[Trouble]:
    """Yield every kind at every host for every length, each from a page drawn for it."""
    for kind, host, seconds in product(Kind, Host, (SHORT, OUTAGE, FOR_EVER)):
        most = 12 if host is Host.DEPARTMENT else 30  # of the pages that such a run opens there
        yield Trouble(kind, host, Random(f"{kind}{host}{seconds}").randrange(most), seconds)


def in_trouble(
    folder: Path,
    trouble: Trouble | None,
    *arguments: str,
    matters: Sequence[str] = MATTERS,
    patience: float = PATIENCE,
) -> tuple[Inspection, int]:
    """Inspect the matters at a portal in trouble; return what came of it, and how many requests were befallen."""
    suite = make_suite(folder)
    published = load(suite / "matters").select(matters=matters).matters
    before = list[Misbehaving]()

    def stand_before(site: object) -> Misbehaving:
        nothing = Trouble(Kind.DELAY, Host.WHOLE, 1 << 30, 0)
        before.append(Misbehaving(site, trouble or nothing))  # type: ignore[arg-type]
        return before[-1]

    with DemoPortal(published, before=stand_before) as portal:
        before[0].department_port = urlsplit(portal.department_url).port or 0
        profile = {"extends": "demo", "address": portal.url, "limits": {**LIMITS, "outage": patience}}
        file = suite / "portal.yaml"
        file.write_text(yaml.safe_dump(profile, allow_unicode=True), encoding="utf-8")
        chosen = [word for name in matters for word in ("--matter", name)]
        run = inspect(suite, f"--portal={file}", *chosen, *arguments)
    return run, before[0].befallen


def differences(run: Verdicts, undisturbed: Verdicts) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return what is concluded otherwise, but for 未能核查: check → verdict undisturbed, verdict in trouble."""
    return {
        key: (undisturbed.get(key, ""), verdict)
        for key, verdict in run.items()
        if verdict not in (undisturbed.get(key), Verdict.UNCHECKED)
    }


def unchecked(run: Verdicts) -> float:
    """Return the share of checks that were not made in the end."""
    return sum(verdict == Verdict.UNCHECKED for verdict in run.values()) / len(run)
