"""Which matters of the last run are inspected anew: by their age, their verdicts, and what was changed of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest

from tests.support.facts import PORTAL
from tests.support.findings import STARTED, all_clean, finding, matter
from zicha.catalogue.checks import Check, catalogue
from zicha.inspection.options import Renewal
from zicha.inspection.renewal import LastRun, digest, kept_matters
from zicha.ledger.age import KeptEvidence, age_choices, kept_evidence, observed_at
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import KnownProblem, Matter

MINE = matter()
DAY = timedelta(days=1)
ON = {"门户配置": "A"}
STALE, OPEN, CHANGED = Renewal(stale_days=30), Renewal(open=True), Renewal(since_change=True)


def findings_with(*verdicts: Verdict, days: float = 0, of: Matter = MINE) -> tuple[Finding, ...]:
    """Findings of a matter that was looked at so many days ago."""
    checks = ("time_limits_are_accurate", "materials_are_accurate", "process_is_accurate")
    pairs = zip(checks, verdicts, strict=False)
    at, evidence = STARTED - days * DAY, (f"{of.code}/guide.json",)
    return tuple(finding(of, check, verdict, observed_at=at, evidence=evidence) for check, verdict in pairs)


def is_kept(
    renewal: Renewal,
    findings: tuple[Finding, ...],
    of: Matter = MINE,
    digests: Mapping[str, str] | None = None,
    on: Mapping[str, str] = ON,
    checks: Sequence[Check] = (),
) -> bool:
    known = {MINE.code: digest(MINE)} if digests is None else digests
    last = LastRun(PORTAL, {MINE.code: findings}, ON, known)
    return kept_matters(renewal, last, (of,), checks, STARTED, on) == {of.code}


CLEAN, PROBLEM = Verdict.CLEAN, Verdict.PROBLEM


@pytest.mark.parametrize(
    ("renewal", "findings", "kept"),
    [
        (STALE, findings_with(CLEAN, days=29), True),
        (STALE, findings_with(CLEAN, days=30), True),
        (STALE, findings_with(CLEAN, days=30.01), False),
        (STALE, findings_with(CLEAN) + findings_with(CLEAN, days=31), False),
        (STALE, findings_with(PROBLEM, days=3), True),
        (Renewal(stale_days=30, open=True), findings_with(PROBLEM, days=3), False),
        (OPEN, findings_with(CLEAN, Verdict.NOT_APPLICABLE, days=300), True),
        (OPEN, findings_with(CLEAN, Verdict.KNOWN_PROBLEM), False),
        (OPEN, findings_with(CLEAN, Verdict.NEEDS_PERSON), False),
        (OPEN, findings_with(CLEAN, Verdict.NOT_DUE), False),
        (OPEN, findings_with(CLEAN, Verdict.BLOCKED), False),
        (STALE, (), False),
        (STALE, findings_with(CLEAN, Verdict.UNCHECKED), False),
        (CHANGED, findings_with(PROBLEM, days=300), True),
    ],
)
def test_by_age_and_verdict(renewal: Renewal, findings: tuple[Finding, ...], kept: bool) -> None:
    assert is_kept(renewal, findings) is kept


def test_one_that_was_only_looked_at_in_part_is_inspected_anew() -> None:
    assert not is_kept(STALE, findings_with(CLEAN), checks=catalogue())
    assert is_kept(STALE, (*all_clean(MINE), *findings_with(CLEAN)), checks=catalogue())


def test_by_what_was_changed() -> None:
    """What people say of a problem changes nothing of what is to be looked at."""
    findings = findings_with(CLEAN)
    assert not is_kept(CHANGED, findings, of=matter("关闭煤矿许可"))
    assert not is_kept(CHANGED, findings, digests={})
    assert not is_kept(CHANGED, findings, on={"门户配置": "B"})
    assert is_kept(STALE, findings, of=matter("关闭煤矿许可"), on={"门户配置": "B"})
    known = KnownProblem(box="B1", reason="已报", since=date(2026, 10, 1), expires=date(2026, 12, 31), owner="审批科")
    assert is_kept(CHANGED, findings, of=MINE.model_copy(update={"known_problems": (known,)}))


def test_how_old_the_evidence_is() -> None:
    other = matter("取水许可", 2)
    early, late = findings_with(CLEAN, days=9), findings_with(CLEAN, days=2, of=other)
    own = finding(MINE, "login_succeeds", evidence=("portal/legal/login.json",))
    assert observed_at((*early, own)) == STARTED - 9 * DAY, "the login of today is of no matter"
    assert observed_at((own,)) is None
    kept = kept_evidence((*early, own, *late), STARTED - 5 * DAY)
    assert kept == KeptEvidence(renewed=1, kept=1, oldest=(STARTED - 9 * DAY).date(), newest=(STARTED - 9 * DAY).date())
    assert kept.notice == (
        "本次重新查了 1 个事项；其余 1 个没有重新查，依据 2026-11-14 留存的证据判定，各行写明证据的日期；"
        "此后门户上的页面有没有变，没有去看。"
    )
    assert kept_evidence(findings_with(CLEAN), STARTED) is None


def test_the_ages_by_which_rows_are_chosen() -> None:
    today = STARTED.date()
    assert age_choices([today, today - 6 * DAY], today) == ()
    assert age_choices([today - 31 * DAY], today) == ((today - 7 * DAY, "7 天以前"), (today - 30 * DAY, "30 天以前"))
