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
from zicha.model.finding import Finding


def make_report(
    folder: Path, findings: Iterable[Finding], started: datetime, *, demo: bool = False, selection: str = ""
) -> Path:
    """Write the report of a run that found this, and took an hour."""
    moment = started + timedelta(minutes=5)
    changes = {"judged_at": moment, "observed_at": moment, "demo": demo}
    text = "".join(finding.model_copy(update=changes).model_dump_json() + "\n" for finding in findings)
    return seal_report(folder, text, started, demo=demo, selection=selection)


def seal_report(folder: Path, findings: str, started: datetime, *, demo: bool = False, selection: str = "") -> Path:
    """Write the report of a run that left these lines of findings.jsonl."""
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
    content = findings.encode()
    (folder / FINDINGS).write_bytes(content)
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
