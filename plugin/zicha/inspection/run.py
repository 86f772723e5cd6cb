"""One inspection: what was asked for, where facts come from, and the report it ends in.

Every process of a run has a Run. Only the main one prepares the report folder, starts the embedded portal and writes
the ledgers; workers read from the evidence folder's manifest where to go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zicha import __version__
from zicha.catalogue.checks import Check, catalogue
from zicha.catalogue.working_days import working_days
from zicha.evidence.archive import Archive, Manifest
from zicha.inspection.browser import find_browser
from zicha.inspection.demo_extra import demo_extra
from zicha.inspection.interruption import Interruption
from zicha.inspection.report_folder import ReportFolder
from zicha.inspection.settings import settings_of
from zicha.inspection.test_applications import left_over, open_cases, submission_of
from zicha.inventory import Inventory, load
from zicha.ledger.findings_file import FindingsFile, read_findings
from zicha.ledger.ledger import Ledger, RunInfo, ledgers
from zicha.model.base import BEIJING
from zicha.model.facts.case import OpenTestApplication
from zicha.model.facts.journey import Submission
from zicha.model.facts.records import Record
from zicha.model.finding import Finding
from zicha.model.matter import Identity, Matter
from zicha.model.rule_settings import RuleSettings
from zicha.model.thresholds import Thresholds
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile, ProfileError, is_loopback, load_profile
from zicha.portal.recorded import RecordedPortal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from zicha.documents.reader import DocumentReader
    from zicha.portal.live.observer import LiveObserver
    from zicha_demo.server import DemoPortal

EMBEDDED = "demo"


def now() -> datetime:
    """The time in Beijing."""
    return datetime.now(BEIJING)


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for on the command line. `portal` is a profile's name, its file, or a loopback address."""

    inventory: Path
    report: Path
    checks: Path | None = None
    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    identities: tuple[Identity, ...] = ()
    portal: str = EMBEDDED
    replay: Path | None = None
    may_submit_to: tuple[str, ...] = ()
    other_selection: str = ""
    trace: Path | None = None

    @property
    def selection(self) -> str:
        """What was chosen, in words; empty for everything."""
        chosen = {
            "区域": self.regions,
            "部门": self.departments,
            "事项": self.matters,
            "身份": self.identities,
            "自查方式": self.methods,
        }
        words = [f"{kind}：{'、'.join(values)}" for kind, values in chosen.items() if values]
        return "；".join([*words, *([self.other_selection] if self.other_selection else [])])


class Run:
    """The state of one inspection in one process.

    What looks at a portal and what writes the ledgers is imported where it begins: a collection, a replay and most
    processes of a run need neither, and it takes longer than all else of a start.
    """

    def __init__(self, options: Options, clock: Callable[[], datetime] = now) -> None:
        self.options = options
        self.clock = clock
        self.interruption = Interruption()
        self.folder = ReportFolder(options.report)
        self.archive = Archive((options.replay or options.report) / "evidence", self.interruption.postponed)
        self._demo: DemoPortal | None = None
        self._reader: DocumentReader | None = None
        self._observer: LiveObserver | None = None
        self._file: FindingsFile | None = None
        self._started = clock()

    @cached_property
    def inventory(self) -> Inventory:
        """All matters. Raises InventoryError."""
        return load(self.options.inventory, self._started.date())

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The shipped checks, and those of a project that inspects matters. Raises CatalogueError."""
        return catalogue(self.options.checks if self.options.inventory.is_dir() else None)

    @cached_property
    def check_of_test(self) -> dict[str, Check]:
        """The checks by the names of their test functions."""
        return {f"test_{check.name}": check for check in self.checks}

    @cached_property
    def selected(self) -> tuple[Matter, ...]:
        """The matters asked for. Raises InventoryError or SelectionError."""
        options = self.options
        chosen = self.inventory.select(
            regions=options.regions, departments=options.departments, matters=options.matters, methods=options.methods
        ).matters
        return tuple(matter for matter in chosen if self.identities(matter))

    def identities(self, matter: Matter) -> tuple[Identity, ...]:
        """The identities of a matter that were asked for."""
        return tuple(i for i in matter.identities if not self.options.identities or i in self.options.identities)

    @cached_property
    def manifest(self) -> Manifest:
        """Which portal this run's facts come from."""
        return self.archive.manifest()

    @property
    def thresholds(self) -> Thresholds:
        return self.manifest.thresholds

    @property
    def rules(self) -> RuleSettings:
        return self.manifest.rules

    def siblings(self, matter: Matter) -> tuple[Matter, ...]:
        """The same item (基本编码) as other departments of the inventory list it."""
        return tuple(each for each in self._same_item[matter.basic_code] if each.code != matter.code)

    @cached_property
    def _same_item(self) -> Mapping[str, tuple[Matter, ...]]:
        found: dict[str, tuple[Matter, ...]] = defaultdict(tuple)
        for matter in self.inventory.matters:
            if matter.basic_code:
                found[matter.basic_code] += (matter,)
        return found

    @property
    def prepared(self) -> bool:
        return self._file is not None

    def evidence_of(self, record: Record) -> tuple[str, ...]:
        """The files of a record, relative to the evidence folder."""
        return (self.archive.path(record.key), *(snapshot.path for snapshot in record.snapshots))

    def prepare(self) -> None:
        """Make the report folder ready and the portal reachable. An earlier report is set aside, never deleted.

        Raises FolderInUseError, ProfileError, or OSError when a file of the earlier report is open elsewhere.
        """
        self.folder.claim(self._started)
        profile = None if self.options.replay else self._choose_portal()
        settings = settings_of(profile, self.options.portal) if profile else None
        self.folder.make(self._started)
        if profile is not None and settings is not None:
            self.archive.begin(
                Manifest(
                    portal=profile.title,
                    profile=profile.name if self._asked_for_address else self.options.portal,
                    address=profile.address,
                    demo=profile.on_loopback,
                    thresholds=settings.thresholds,
                    rules=settings.rules,
                    started=self._started,
                )
            )
        self._file = FindingsFile(self.folder.findings)

    def portal(self, launch: Callable[[], tuple[Browser, dict[str, Any]]]) -> RecordedPortal:
        """Where facts come from: the evidence of an earlier run, or a browser that `launch` gives."""
        manifest = self.manifest
        if self.options.replay is None:
            from zicha.documents.reader import DocumentReader
            from zicha.portal.live.observer import LiveObserver

            self._reader = self._reader or DocumentReader()
            browser, context_options = launch()
            profile = load_profile(manifest.profile, manifest.address)
            self._observer = LiveObserver(
                browser,
                context_options,
                profile,
                self.thresholds,
                self.clock,
                self.permission,
                self._reader.read,
                self.options.trace,
            )
        return RecordedPortal(
            self.archive,
            self._observer,
            manifest.portal,
            manifest.demo,
            self.clock,
            self._left_over,
            self._followed(self._left_over),
        )

    @cached_property
    def _left_over(self) -> tuple[OpenTestApplication, ...]:
        """The test applications that earlier runs have left open on this portal."""
        return left_over(self.folder.earlier_evidence, self.manifest.address)

    def _followed(self, cases: Iterable[OpenTestApplication]) -> tuple[tuple[OpenTestApplication, Submission], ...]:
        """Those that were handed in so lately that they stay open for the next run, by the profile's `follow_days`."""
        if self.options.replay is not None:
            return ()
        term = timedelta(days=load_profile(self.manifest.profile, self.manifest.address).limits.follow_days)
        evidences = [self.archive.folder, *self.folder.earlier_evidence] if term else []
        handed_in = ((case, submission_of(case, evidences)) for case in cases)
        return tuple((case, found) for case, found in handed_in if found and self.clock() < found.at + term)

    def _to_end(self) -> list[OpenTestApplication]:
        """What this run and earlier ones have left open and nobody goes on with."""
        cases = open_cases(self.archive.folder, self._left_over)
        followed = {case for case, _ in self._followed(cases)}
        return [case for case in dict.fromkeys(cases) if case not in followed]

    def _take_back(self) -> None:
        """Withdraw what stays open and is not followed, in a browser of this process's own."""
        left = [case for case in self._to_end() if case.number]
        if not left or not self.may_submit(self.manifest.address):
            return
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            installed = find_browser()
            browser = (
                playwright.chromium.launch(executable_path=installed) if installed else playwright.chromium.launch()
            )
            portal = self.portal(lambda: (browser, {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}))
            for case in left:
                portal.withdrawal(case)
            self.close_browser()
            browser.close()

    def _still_open(self) -> tuple[str, ...]:
        """The test applications that a person must see to."""
        if self.options.replay is not None:
            return ()
        names = {matter.code: matter.name for matter in self.inventory.matters}
        told = (
            f"{names.get(case.matter, case.matter)}（{case.identity}）{case.number or '已经提交，办件编号未知'}"
            for case in self._to_end()
        )
        return tuple(dict.fromkeys(told))

    @cached_property
    def permission(self) -> Permission:
        """Where test applications may be handed in: on this machine, and where both profile and user allow it."""
        named = frozenset(host.strip().lower() for host in self.options.may_submit_to)
        return Permission(bool(named) and load_profile(self.manifest.profile, self.manifest.address).submit, named)

    def may_submit(self, *addresses: str) -> bool:
        """Whether a test application may be handed in on pages of these addresses. A replay only reads what was."""
        return self.options.replay is not None or all(map(self.permission.covers, addresses))

    @cached_property
    def recorded(self) -> frozenset[tuple[str, str, Identity | None]] | None:
        """What the run that is replayed had checked: check, matter, identity. None when nothing is replayed."""
        file = self.options.replay / "findings.jsonl" if self.options.replay else None
        if file is None or not file.exists():
            return None
        return frozenset((finding.check, finding.matter, finding.identity) for finding in read_findings(file))

    def keep(self, finding: Finding) -> None:
        """Write a finding down as it comes."""
        if self._file is not None:
            self._file.write(finding)

    def finish(self, interrupted: bool) -> tuple[Ledger, ...]:
        """Write the ledgers of what was found; says nothing of what did not run but that it is open."""
        if self._file is None:
            self._close_portal()
            self.folder.release()
            return ()
        if self.options.replay is None and not interrupted:
            with suppress(Exception):  # what could not be taken back is told; the ledger must not be lost over it
                self._take_back()
        self._close_portal()
        self._file.close()
        info = RunInfo(
            portal=self.manifest.portal,
            started=self._started,
            finished=self.clock(),
            version=__version__,
            calendar=str(working_days()),
            replayed=self.options.replay is not None,
            interrupted=interrupted,
            selection=self.options.selection,
            left_open=self._still_open(),
        )
        made = ledgers(self.inventory.matters, self._file.findings, info, self.checks)
        self.folder.write(made, info, self.archive.folder)
        self.folder.release()
        return made

    def close_browser(self) -> None:
        """End what the live portal holds open in this process."""
        if self._observer is not None:
            self._observer.close()
            self._observer = None
        if self._reader is not None:
            self._reader.close()

    @property
    def _asked_for_address(self) -> bool:
        return self.options.portal.startswith(("http://", "https://"))

    def _choose_portal(self) -> Profile:
        if self._asked_for_address:
            if not is_loopback(self.options.portal):
                raise ProfileError("--portal 只接受本机的网址；其他门户请给出配置名称或 .yaml 文件")
            return load_profile(EMBEDDED, self.options.portal.rstrip("/"))
        if self.options.portal == EMBEDDED:
            # Of every start of a run a quarter would go into importing these, which only this process may need.
            with demo_extra():
                from zicha_demo.defects import load_defects
                from zicha_demo.server import DemoPortal

            self._demo = DemoPortal(self.inventory.matters, defects=load_defects()).start()
            return load_profile(EMBEDDED, self._demo.url)
        return load_profile(self.options.portal)

    def _close_portal(self) -> None:
        if self._demo is not None:
            self._demo.stop()
            self._demo = None
