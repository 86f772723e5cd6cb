"""Reports as departments hand them in: findings and evidence, sealed, without a run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from tests.support.findings import RUN
from zicha.catalogue.settings import thresholds
from zicha.evidence.archive import Archive, Manifest
from zicha.evidence.chain import CHAIN, chained_digests, last_link
from zicha.evidence.remarks import digest_of
from zicha.evidence.seal import EVIDENCE, FINDINGS, Closing, write_seal
from zicha.inspection.report_folder import UNSEALED
from zicha.ledger.findings_file import FindingsFile
from zicha.model.finding import Finding


def make_report(
    folder: Path, findings: Iterable[Finding], started: datetime, *, demo: bool = False, selection: str = ""
) -> Path:
    """Write the report of a run that found this, and took an hour."""
    archive = Archive(folder / EVIDENCE)
    manifest = Manifest(
        portal=RUN.portal,
        profile="示例",
        address="https://portal.example",
        demo=demo,
        thresholds=thresholds({}),
        rules={},
        started=started,
    )
    archive.begin(manifest)
    with FindingsFile(folder / FINDINGS) as file:
        for finding in findings:
            moment = started + timedelta(minutes=5)
            file.write(finding.model_copy(update={"judged_at": moment, "observed_at": moment, "demo": demo}))
    content = (folder / FINDINGS).read_bytes()
    write_seal(
        folder,
        Closing(
            portal=RUN.portal,
            demo=demo,
            version=RUN.version,
            started=started,
            finished=started + timedelta(hours=1),
            selection=selection,
            replayed=False,
            inputs={},
            checks={},
            findings=digest_of(content),
            finding_count=len(content.splitlines()),
            chain=last_link(archive.folder / CHAIN),
            evidence_count=len(chained_digests(archive.folder)),
        ),
        UNSEALED,
    )
    return folder
