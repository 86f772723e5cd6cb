"""抽检 at the end of a run: the drawn rows beside what was seen now, with the evidence of both times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from zicha.catalogue.checks import Check
from zicha.evidence.archive import Archive, EarlierArchive
from zicha.evidence.seal import EVIDENCE, FINDINGS, SEAL
from zicha.evidence.verification import verify
from zicha.inspection.report_folder import UNSEALED, ReportFolder
from zicha.judging.page_version import page_version
from zicha.ledger.findings_file import read_findings
from zicha.ledger.ledger import Ledger, RunInfo
from zicha.model.facts.records import Record
from zicha.model.finding import Finding, Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.spot_check.agreement import Agreement, Earlier, agreement
from zicha.spot_check.page import write_agreement
from zicha.spot_check.sample import Sample

_Subject = tuple[str, str, Identity | None]


class EvidenceOfBoth:
    """What the departments' own reports say of the drawn rows, compared with the evidence of now."""

    def __init__(self, sample: Sample, matters: Iterable[Matter], checks: Sequence[Check], now: Archive) -> None:
        self._codes = sample.codes
        self._reports = {origin.body: origin.report for origin in sample.ledgers}
        self._matters = {matter.code: matter for matter in matters}
        self._checks = {check.name: check for check in checks}
        self._now = now
        self._findings = cache(self._read_findings)
        self._archives = cache(lambda report: EarlierArchive(report / EVIDENCE))

    def earlier(
        self, body: str, code: str, check: str, identity: Identity | None, now: Finding | None
    ) -> Earlier | None:
        """Return what was concluded then, None where no report of it is at hand."""
        report = self._reports.get(body)
        if report is None or (finding := self._findings(report).get((code, check, identity))) is None:
            return None
        return Earlier(finding=finding, same_pages=self._has_same_pages(report, finding, now))

    def _read_findings(self, report: Path) -> Mapping[_Subject, Finding]:
        """Return the findings about drawn rows; none where these, seal or evidence are not as the run left them."""
        try:
            remarks = verify(report, UNSEALED).remarks
            if any(each.kind.is_serious and each.place.startswith((FINDINGS, SEAL, EVIDENCE)) for each in remarks):
                return {}
            findings = read_findings(report / FINDINGS)
        except (OSError, ValueError):
            return {}
        return {(each.matter, each.check, each.identity): each for each in findings if each.matter in self._codes}

    def _has_same_pages(self, report: Path, then: Finding, now: Finding | None) -> bool | None:
        check, matter = self._checks.get(then.check), self._matters.get(then.matter)
        if now is None or check is None or matter is None:
            return None
        try:
            before, after = _records(self._archives(report), then), _records(self._now, now)
        except (OSError, ValueError, Uncheckable):
            return None
        if not before or not after:
            return None
        return page_version(check, matter, before) == page_version(check, matter, after)


def _records(archive: Archive, finding: Finding) -> tuple[Record, ...]:
    """Return the records that a finding was made from. Raise Uncheckable where they were altered."""
    files = (archive.folder / path for path in finding.evidence if path.endswith(".json"))
    keys = [Record.model_validate_json(file.read_bytes()).key for file in files]
    return tuple(record for key in keys if (record := archive.read(key)) is not None)


def write_spot_check(
    folder: ReportFolder,
    sample: Sample,
    ledgers: Sequence[Ledger],
    checks: Sequence[Check],
    info: RunInfo,
    archive: Archive,
) -> Agreement:
    """Compare, write the page and the data of it into the report, and return what it came to."""
    rows = [row for ledger in ledgers for row in ledger.rows]
    both = EvidenceOfBoth(sample, (row.matter for row in rows), checks, archive)
    made = agreement(sample, rows, both.earlier)
    write_agreement(folder.path, made, info, folder.way_to(archive.folder))
    return made
