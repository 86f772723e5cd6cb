"""`--stale`, `--open`, `--since-change`: which matters are inspected anew, and which are judged by earlier evidence.

The report of the last run must be as that run sealed it. Of a matter that is not inspected anew its evidence is taken
over, and its checks judge that: the records say when they were made, so that the ledger can.

evidence/matters.json    what each matter of the list was when its evidence was observed, as a hash
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from zicha.catalogue.checks import Check, Per
from zicha.evidence.archive import EarlierArchive, Manifest
from zicha.evidence.remarks import digest_of
from zicha.evidence.seal import FINDINGS
from zicha.evidence.verification import verify
from zicha.inspection import basis
from zicha.inspection.options import Renewal
from zicha.inspection.report_folder import UNSEALED
from zicha.ledger.findings_file import whole_findings
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Matter

FILE = "matters.json"
_PORTAL = "门户配置"


class LastRunUnusable(Exception):
    """There is no last run, or nothing can be judged by its evidence; the text says why."""


@dataclass(frozen=True)
class LastRun:
    """What the last run has found of each matter, on what it judged, and what each matter of the list was then."""

    manifest: Manifest
    findings: Mapping[str, tuple[Finding, ...]]
    basis: Mapping[str, str]
    digests: Mapping[str, str]


def last_run(report: Path, here: Manifest) -> LastRun:
    """Return the last run of a report folder, of the portal that is inspected now. Raise LastRunUnusable."""
    archive = EarlierArchive(report / "evidence")
    try:
        manifest, verification = archive.manifest(), verify(report, UNSEALED)
    except (FileNotFoundError, ValueError) as error:
        raise LastRunUnusable(f"{report} 中没有上次自查的报告，请先完整自查一次") from error
    if verification.is_altered:
        raise LastRunUnusable(f"{report} 与上次自查结束时不一致（zicha verify 会逐处说明），不能据此判定，请完整自查")
    if not verification.is_whole:
        raise LastRunUnusable(f"{report} 中的上次自查没有正常结束，请先用 --resume 接着查完")
    if (here.portal, here.demo) != (manifest.portal, manifest.demo) or not (
        here.demo or here.address == manifest.address
    ):
        raise LastRunUnusable(f"{report} 查的是 {manifest.portal}（{manifest.address}），不是这次要查的门户")
    findings: dict[str, tuple[Finding, ...]] = {}
    for finding in whole_findings(report / FINDINGS):
        findings[finding.matter] = (*findings.get(finding.matter, ()), finding)
    return LastRun(manifest, findings, archive.kept(basis.FILE), archive.kept(FILE))


def kept_matters(
    renewal: Renewal,
    last: LastRun,
    matters: Iterable[Matter],
    checks: Sequence[Check],
    now: datetime,
    on: Mapping[str, str],
) -> frozenset[str]:
    """Return the codes of the matters that need not be inspected anew. `on` is what is judged on now.

    One on which the last run has not made all the checks was not inspected.
    """
    is_same_portal = last.basis.get(_PORTAL) == on.get(_PORTAL)
    return frozenset(
        matter.code
        for matter in matters
        if _has_all(last.findings.get(matter.code, ()), matter, checks)
        and not _is_to_renew(renewal, last.findings.get(matter.code, ()), now)
        and not (renewal.since_change and not (is_same_portal and last.digests.get(matter.code) == digest(matter)))
    )


def _has_all(findings: Iterable[Finding], matter: Matter, checks: Sequence[Check]) -> bool:
    made = {(finding.check, finding.identity) for finding in findings}
    due = {
        (check.name, identity)
        for check in checks
        for identity in (matter.identities if check.per is Per.IDENTITY else (None,))
    }
    return due <= made


def _is_to_renew(renewal: Renewal, findings: Iterable[Finding], now: datetime) -> bool:
    """Whether a matter was never inspected, could not be, or is what is wanted by its age or its verdicts."""
    findings = tuple(findings)
    verdicts = {finding.verdict for finding in findings}
    moments = list(_moments(findings))
    if not moments or Verdict.UNCHECKED in verdicts:
        return True
    if renewal.stale_days is not None and min(moments) < now - timedelta(days=renewal.stale_days):
        return True
    is_open = any(verdict.is_ticked or verdict.is_open or verdict is Verdict.BLOCKED for verdict in verdicts)
    return renewal.open and is_open


def _moments(findings: Iterable[Finding]) -> Iterator[datetime]:
    """Yield when what the findings rest on was observed."""
    yield from (finding.observed_at for finding in findings if finding.observed_at is not None)


def digest(matter: Matter) -> str:
    """Return what a matter of the list is, as a hash, without what people have said of its problems."""
    return digest_of(matter.model_dump_json(exclude={"known_problems"}).encode())
