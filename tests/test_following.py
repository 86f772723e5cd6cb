"""How long a test application is followed: by the profile's follow_days, from when it was handed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml

from tests.support.facts import SEEN, THRESHOLDS, progress, submission, withdrawal
from zicha.evidence.archive import Archive, Manifest
from zicha.inspection.options import Options
from zicha.inspection.run import Run
from zicha.model.facts.case import OpenTestApplication, Stage
from zicha.model.facts.records import Fact, FactKey, Sighting
from zicha.model.matter import Identity

MATTER = "11410200005197365E3000119001000"
NUMBER = "410821020210525A000001"
LEGAL = Identity.LEGAL_PERSON
CASE = OpenTestApplication(matter=MATTER, identity=LEGAL, number=NUMBER)


def a_run(folder: Path, days: float, now: datetime) -> Run:
    """A run that has begun its evidence, on a portal whose profile follows so many days."""
    profile = folder / "own.yaml"
    pages = {"home": "/", "guide": "/{page_id}", "login": "/login", "cases": "/cases"}
    content = {"extends": "base", "title": "门户", "address": "https://portal.example", "pages": pages}
    content["limits"] = {"follow_days": days}
    profile.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    run = Run(Options(inventory=folder, report=folder / "report"), lambda: now)
    _begin(run.archive, profile)
    return run


def _begin(archive: Archive, profile: Path) -> None:
    address = "https://portal.example"
    known = {"thresholds": THRESHOLDS, "rules": {}, "started": SEEN}
    archive.begin(Manifest(portal="门户", profile=str(profile), address=address, demo=False, **known))


def keep(archive: Archive, fact: Fact, case: str = "") -> None:
    key = FactKey(kind=fact.kind, matter=MATTER, identity=LEGAL, case=case)
    if fact.kind == "submission":
        archive.announce(key)
    archive.write(key, Sighting(fact), "门户", False)


@pytest.mark.parametrize("earlier", [False, True], ids=["this run's", "an earlier run's"])
@pytest.mark.parametrize(
    ("days", "hours", "goes_on"), [(0, 0, False), (5, 1, True), (5, 119, True), (5, 120, False), (0.5, 13, False)]
)
def test_it_stays_open_for_its_term(days: float, hours: int, goes_on: bool, earlier: bool, tmp_path: Path) -> None:
    run = a_run(tmp_path, days, SEEN + timedelta(hours=hours))
    archive = run.archive
    if earlier:
        archive = Archive(tmp_path / "report-earlier" / "20261123-170000" / "evidence")
        _begin(archive, tmp_path / "own.yaml")
    keep(archive, submission(number=NUMBER))
    assert run.test_applications.to_end() == ([] if goes_on else [CASE])
    followed = run.test_applications.followed(run.test_applications.left_over)
    assert followed == (((CASE, submission(number=NUMBER)),) if goes_on and earlier else ())


@pytest.mark.parametrize("end", [progress(number=NUMBER, stage=Stage.FINISHED), withdrawal(NUMBER)])
def test_what_has_ended_is_not_followed(end: Fact, tmp_path: Path) -> None:
    run = a_run(tmp_path, 5, SEEN)
    keep(run.archive, submission(number=NUMBER))
    keep(run.archive, end, NUMBER)
    assert run.test_applications.to_end() == []
    assert run.test_applications.followed(run.test_applications.left_over) == ()
