"""One inspection in one process: the objects it is made of, and the steps from its beginning to its ledgers.

Every process of a run has a Run. Only the main one prepares the report folder, opens the portal and writes the ledgers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from zicha import __version__
from zicha.catalogue.working_days import working_days
from zicha.evidence.archive import PAGES, Archive, EarlierArchive, Manifest
from zicha.evidence.chain import EvidenceUnreadable
from zicha.evidence.seal import FINDINGS
from zicha.inspection import basis, renewal
from zicha.inspection.browser import CONTEXT
from zicha.inspection.deviations import deviations as deviations_of
from zicha.inspection.driver import Driver
from zicha.inspection.host_failures import host_failures
from zicha.inspection.interruption import Interruption
from zicha.inspection.open_applications import TestApplications
from zicha.inspection.options import Options
from zicha.inspection.portal_access import Launch, PortalAccess
from zicha.inspection.portal_gaps import portal_gaps
from zicha.inspection.report_folder import ReportFolder, keep_to_oneself
from zicha.inspection.sealing import closing_of, hashes_of_checks
from zicha.inspection.selection import Selection
from zicha.inventory.loading import no_garbage_collection
from zicha.judging.people_words import with_masked_statements
from zicha.ledger.age import kept_evidence
from zicha.ledger.findings_file import FindingsFile
from zicha.ledger.ledger import Ledger, RereadGuide, RunInfo, ledgers
from zicha.ledger.trend import EarlierReport, earlier_report
from zicha.model.base import BEIJING
from zicha.model.facts.records import FactKey, Record
from zicha.model.finding import Finding, Uncheckable
from zicha.portal.profile import Profile, ProfileError, load_profile
from zicha.portal.recorded import RecordedPortal

if TYPE_CHECKING:
    from zicha.portal.rereading import Rereading
    from zicha.spot_check.agreement import Agreement


def now() -> datetime:
    """Return the time in Beijing."""
    return datetime.now(BEIJING)


class NothingToResumeError(Exception):
    """There is no run to go on with, or one of another portal; the text says so."""


class Run:
    """One inspection in one process."""

    def __init__(self, options: Options, clock: Callable[[], datetime] = now) -> None:
        self.options = options
        self.clock = clock
        self._started = clock()
        self.interruption = Interruption()
        self.selection = Selection(options, self._started.date())
        self.archive = (
            EarlierArchive(options.replay / "evidence")
            if options.replay
            else Archive(
                options.report / "evidence",
                self.interruption.postponed,
                renew_failures_before=self._started if options.resume else None,
            )
        )
        self.access = PortalAccess(options, self.archive, clock)
        self._folder = ReportFolder(options.report)
        self.test_applications = TestApplications(self.access, self.archive.folder, self._folder, clock)
        self.looks_again = False
        """Whether what did not come is looked at a second time now."""
        self.changes: tuple[str, ...] = ()
        """What is another than when the run began that is gone on with."""
        self.check_sources: set[Path] = set()
        """The files that the checks of this run were collected from, and what stands beside them."""
        self.agreement: Agreement | None = None
        self.unprinted = ""
        """Why the ledgers were not printed, where they should have been."""
        """What a spot check came to, once it is over."""
        self._file: FindingsFile | None = None

    @property
    def is_prepared(self) -> bool:
        return self._file is not None

    def prepare(self) -> None:
        """Make the report folder ready and the portal reachable. An earlier report is set aside, never deleted.

        Raise FolderInUseError, ProfileError, NothingToResumeError, LastRunUnusable, or OSError when a file of the
        earlier report is open elsewhere.
        """
        self._folder.claim(self._started)
        self.rereading  # noqa: B018  # a profile that cannot be used is told before anything else
        if self.options.resume:
            self._take_up()
            return
        manifest = None if self.options.replay else self.access.open(self.selection.inventory.matters, self._started)
        last = self._last_run(manifest) if manifest is not None and self.options.renewal else None
        earlier = self._folder.make(self._started)
        if manifest is not None:
            self.archive.begin(manifest)
            self.archive.keep(basis.FILE, self._basis(manifest))
            digests = {matter.code: renewal.digest(matter) for matter in self.selection.matters}
            kept = {} if last is None else {code: last.digests.get(code, "") for code in self.selection.kept}
            self.archive.keep(renewal.FILE, digests | kept)
        if last is not None and earlier is not None:
            self._take_over(EarlierArchive(earlier / "evidence"))
        self._file = FindingsFile(self._folder.findings)

    def _last_run(self, here: Manifest) -> renewal.LastRun:
        """Return the last run, once it is decided which matters are judged by its evidence. Raise LastRunUnusable."""
        last = renewal.last_run(self.options.report, here)
        matters = self.selection.matters
        on = self._basis(here.model_copy(update={"address": last.manifest.address}))  # the demo's is another each time
        self.selection.kept = renewal.kept_matters(
            self.options.renewal, last, matters, self.selection.checks, self._started, on
        )
        return last

    def _take_over(self, earlier: EarlierArchive) -> None:
        """Keep what was observed of the matters that are not inspected now; the logins where none is."""
        for matter in self.selection.matters:
            if matter.code in self.selection.kept:
                self.archive.take_over(earlier, matter.code)
        if len(self.selection.kept) == len(self.selection.matters):
            self.archive.take_over(earlier, "")

    @cached_property
    def rereading(self) -> Rereading | None:
        """What reads recorded pages again, where that is wanted."""
        if not self.options.reread:
            return None
        from zicha.portal.rereading import Rereading

        return Rereading(self.archive, self.access.reading_profile)

    def note_changes(self) -> None:
        """Find out what has changed since the run began that is gone on with, once its checks are collected."""
        with suppress(FileNotFoundError, ValueError, ProfileError):  # of no such run: told when this one begins
            self.changes = basis.changes(self.archive.kept(basis.FILE), self._basis(self.archive.manifest()))
            self.selection.is_judged_anew = bool(self.changes)

    def _basis(self, manifest: Manifest) -> dict[str, str]:
        return basis.basis_of(self.options, load_profile(manifest.profile, manifest.address), self.check_sources)

    def _take_up(self) -> None:
        """Go on in the folder of a run that died or was broken off, at the same portal."""
        try:
            manifest = self.archive.take_up()
        except FileNotFoundError as error:
            raise NothingToResumeError(f"{self.options.report} 中没有可以接着做的自查，请去掉 --resume") from error
        except EvidenceUnreadable as error:
            raise NothingToResumeError(
                f"{self.options.report} 不能接着做（{error}），没有改动；请去掉 --resume 重新自查，它会另外留存"
            ) from error
        here = self.access.open(self.selection.inventory.matters, manifest.started)
        if (here.portal, here.address) != (manifest.portal, manifest.address):
            raise NothingToResumeError(
                f"{self.options.report} 查的是 {manifest.portal}（{manifest.address}），"
                f"不是 {here.portal}（{here.address}）。请用同一个 --portal；"
                "内置演示门户随自查一起结束，不能接着做，请去掉 --resume 重新自查"
            )
        self._started = manifest.started
        self._folder.take_up()
        self.note_changes()
        if self.changes:
            self.archive.begin(here)  # what is judged anew is judged by the settings of now
        self._file = FindingsFile(self._folder.findings)

    def portal(self, launch: Launch) -> RecordedPortal:
        """Return where facts come from: the evidence of an earlier run, or browsers that `launch` gives."""
        if not self.is_prepared:
            keep_to_oneself()
        manifest, left_over = self.access.manifest, self.test_applications.left_over
        observers = None if self.options.replay else self.access.observe(launch, ways=1 if self.looks_again else 2)
        followed = () if self.options.replay else self.test_applications.followed(left_over)
        reread = self.rereading.record if self.rereading is not None else None
        return RecordedPortal(
            self.archive,
            observers,
            manifest.portal,
            manifest.demo,
            self.clock,
            left_over,
            followed,
            reread,
            self.looks_again,
        )

    def evidence_of(self, record: Record) -> tuple[str, ...]:
        """Return the files of a record, relative to the evidence folder."""
        paths = (snapshot.path for snapshot in record.snapshots if snapshot.media != PAGES)
        own = (self.archive.path(record.key), *paths)
        first = self.archive.read(record.key.model_copy(update={"look": 1})) if record.first is not None else None
        return (*self.evidence_of(first), *own) if first is not None else own

    def keep(self, finding: Finding) -> None:
        """Write a finding down as it comes."""
        if self._file is not None:
            self._file.write(finding)

    def of_hosts(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return, as 未能核查, those of the findings that are no matter's but a host's."""
        kept = self._file.findings if self._file is not None else ()
        return tuple(host_failures((*kept, *findings), self.archive.folder))

    def _of_portal(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return those of the findings that change as the guides of all matters tell what the portal does not show."""
        matters = {matter.code: matter for matter in self.selection.inventory.matters}
        checks = {check.name: check for check in self.selection.checks}
        return tuple(portal_gaps(findings, matters, checks, self.access.manifest, self._guide))

    def _guide(self, matter: str) -> Record | None:
        """Return the guide of a matter as it was judged, the second look at it where the first met nothing."""
        record = None
        for look in (1, 2):
            with suppress(Uncheckable):  # of evidence that was altered, which its checks tell
                record = self.archive.read(FactKey(kind="guide", matter=matter, look=look)) or record
        return self.rereading.record(record) if record is not None and self.rereading is not None else record

    def finish(self, interrupted: bool) -> tuple[Ledger, ...]:
        """Write the ledgers of what was found. Of what did not run they say no more than that it is open."""
        try:
            if self._file is None:
                return ()
            if self.options.replay is None and not interrupted:
                # What is not taken back is told, and a second Ctrl+C may end it; the ledger must not be lost over it.
                with suppress(Exception, KeyboardInterrupt), self.interruption.breakable():
                    self._take_back()
            self._file.replace(self.of_hosts(()))  # of a replay; a run has told them before
            self._file.replace(self._of_portal(self._file.findings))
            self._file.close()
            findings = self._file.findings
            kept = kept_evidence(findings, self._started) if self.options.replay is None else None
            deviations = tuple(self._deviations(interrupted))
            info = self._info(interrupted).model_copy(
                update={"deviations": deviations, "kept": kept, "earlier": self._earlier_report()}
            )
            closing = closing_of(
                *(info, self.options, self.archive, self._folder.findings, len(findings), self.check_sources),
                profile=self._visited_by(),
            )
            info = info.model_copy(update={"seal_number": closing.number})
            with no_garbage_collection():
                matters = map(with_masked_statements, self.selection.inventory.matters)
                made = ledgers(matters, findings, info, self.selection.checks)
                self._folder.write(made, info, self.archive.folder)
                self._compare(made, info)
                if self.options.pdf:
                    self._print(made)
                self._folder.seal(closing)
            return made
        finally:
            self.access.close()
            self._folder.release()

    def _earlier_report(self) -> EarlierReport | None:
        """Return what the reports before this run's had found at the same portal; None of a replay or a spot check."""
        if self.options.replay is not None or self.options.spot_check is not None:
            return None
        here, reports = self.access.manifest, []
        for evidence in self._folder.earlier_evidence:
            with suppress(OSError, ValueError):  # what another version wrote, or nobody can read
                then, findings = Archive(evidence).manifest(), evidence.with_name(FINDINGS)
                if (then.portal, then.demo) == (here.portal, here.demo) and findings.is_file():
                    reports.append((then.started.astimezone(BEIJING).date(), findings))
        return earlier_report(reports) if reports else None

    def _print(self, made: Sequence[Ledger]) -> None:
        """Print the ledgers. Where no browser can, the report is whole without them, and says so."""
        from zicha.inspection.pdf import write_pdfs

        try:
            write_pdfs(self._folder.path, made)
        except Exception as error:
            self.unprinted = f"PDF 没有印成（{str(error).splitlines()[0]}）。其余都已写好；解决以后重新判定时再加 --pdf"

    def _compare(self, made: Sequence[Ledger], info: RunInfo) -> None:
        """Compare what was seen with the ledgers that are spot-checked."""
        if (sample := self.selection.sample) is not None:
            from zicha.inspection.spot_checking import write_spot_check

            self.agreement = write_spot_check(self._folder, sample, made, self.selection.checks, info, self.archive)

    def _take_back(self) -> None:
        """Withdraw what stays open and is not followed, in a browser of this process's own."""
        cases = [case for case in self.test_applications.to_end() if case.number]
        if not cases or not self.access.may_withdraw:
            return
        driver = Driver(given=None)
        try:
            portal = self.portal(lambda: (driver.launch({}, self.access.hosts), dict(CONTEXT)))
            for case in cases:
                portal.withdrawal(case)
        finally:
            self.access.close_browser()
            driver.stop()

    def _visited_by(self) -> Profile | None:
        """Return by which profile the portal was visited. One that somebody took away meanwhile costs no ledger."""
        if self.options.replay is None:
            with suppress(ProfileError, OSError):
                return self.access.profile
        return None

    def _deviations(self, interrupted: bool) -> Iterator[str]:
        """Yield what of this run is not as it was released."""
        made = {finding.check for finding in self._file.findings} if self._file is not None else set()
        not_run = [] if interrupted else [check for check in self.selection.checks if check.name not in made]
        manifest = self.access.manifest
        hashes = hashes_of_checks(self.check_sources, self.options)
        return deviations_of(hashes, manifest.rules, manifest.thresholds, not_run)

    def _info(self, interrupted: bool) -> RunInfo:
        is_replay = self.options.replay is not None
        names = {matter.code: matter.name for matter in self.selection.inventory.matters}
        return RunInfo(
            portal=self.access.manifest.portal,
            started=self._started,
            finished=self.clock(),
            version=__version__,
            calendar=str(working_days()),
            replayed=is_replay,
            reread=self._reread(self.rereading) if self.rereading is not None else None,
            interrupted=interrupted,
            selection=self.options.selection,
            left_open=() if is_replay else self.test_applications.in_words(names),
        )

    def _reread(self, rereading: Rereading) -> tuple[RereadGuide, ...]:
        """Return what came of reading each recorded guide again."""
        from zicha.portal.rereading import differences

        guides = []
        for matter in self.selection.matters:
            with suppress(Uncheckable):  # of evidence that was altered, which its checks tell
                if (record := self.archive.read(FactKey(kind="guide", matter=matter.code))) is not None:
                    has_page = rereading.has_pages(record)
                    changes = differences(record, rereading.record(record))
                    guides.append(RereadGuide(matter=matter.code, has_page=has_page, changes=changes))
        return tuple(guides)
