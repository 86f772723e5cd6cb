"""`zicha report`: the pages and workbooks of a run that died, from the findings and the evidence that it left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from zicha import __version__
from zicha.catalogue.working_days import working_days
from zicha.evidence.archive import Archive, Manifest
from zicha.evidence.seal import SEAL
from zicha.inspection.report_folder import ReportFolder
from zicha.inventory import load
from zicha.judging.people_words import with_masked_statements
from zicha.ledger.findings_file import read_findings
from zicha.ledger.ledger import Ledger, RunInfo, ledgers
from zicha.model.finding import Finding


class RebuildingError(Exception):
    """There is nothing to make pages of, or they stand there already; the text says so."""


def rebuild(report: Path, inventory: Path, clock: Callable[[], datetime]) -> tuple[Ledger, ...]:
    """Write the pages and workbooks of a run that did not end, and return its ledgers.

    They bear no 封存号, and say that the run was broken off. Raise RebuildingError, FolderInUseError, InventoryError.
    """
    if (report / SEAL).exists():
        raise RebuildingError(f"{report}：自查已经正常结束并封存，网页和台账不用重写")
    folder, archive = ReportFolder(report), Archive(report / "evidence")
    matters = load(inventory).matters
    try:
        findings = read_findings(folder.findings)
        info = _run_that_died(archive.manifest(), findings)
        made = ledgers(map(with_masked_statements, matters), findings, info)
    except OSError as error:
        raise RebuildingError(f"{report}：没有可以写成网页和台账的结论和证据（读不了 {error.filename}）") from error
    except ValueError as error:  # in words of our own
        raise RebuildingError(f"{report}：结论和证据不能写成网页和台账（{error}）") from error
    folder.claim(clock())
    try:
        folder.write(made, info, archive.folder)
    finally:
        folder.release()
    return made


def _run_that_died(manifest: Manifest, findings: Sequence[Finding]) -> RunInfo:
    """Return what is known of a run that did not end."""
    return RunInfo(
        portal=manifest.portal,
        started=manifest.started,
        finished=max((finding.judged_at for finding in findings), default=manifest.started),
        version=__version__,
        calendar=str(working_days()),
        interrupted=True,
    )
