"""测试件 that the suite itself filed, by the evidence of its runs: they must be taken back, and nothing else may be.

What was announced and never concluded (a run that broke off), or submitted without an answer that names a number, may
have been filed. That is told, and never guessed from what a list shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from zicha.evidence.archive import FOLDERS, Archive
from zicha.inspection.portal_access import PortalAccess
from zicha.inspection.report_folder import ReportFolder
from zicha.model.choices import Identity
from zicha.model.facts.case import OpenTestApplication, Progress, Stage, Withdrawal
from zicha.model.facts.journey import Submission
from zicha.model.facts.records import FactKey, Record

_ENDS = (Stage.FINISHED, Stage.REFUSED, Stage.ENDED)


class TestApplications:
    """Those that a run has to see to, by the evidence of this run and of earlier ones."""

    __test__ = False  # pytest takes the name for that of tests

    def __init__(
        self, access: PortalAccess, evidence: Path, folder: ReportFolder, clock: Callable[[], datetime]
    ) -> None:
        self._access = access
        self._evidence = evidence
        self._folder = folder
        self._clock = clock

    @cached_property
    def left_over(self) -> tuple[OpenTestApplication, ...]:
        """Those that earlier runs have left open on this portal."""
        return left_over(self._folder.earlier_evidence, self._access.manifest.address)

    def followed(self, cases: Iterable[OpenTestApplication]) -> tuple[tuple[OpenTestApplication, Submission], ...]:
        """Return those handed in so lately that they stay open for the next run, by the profile's `follow_days`."""
        term = timedelta(days=self._access.profile.limits.follow_days)
        evidences = [self._evidence, *self._folder.earlier_evidence] if term else []
        handed_in = ((case, submission_of(case, evidences)) for case in cases)
        return tuple(
            (case, submission) for case, submission in handed_in if submission and self._clock() < submission.at + term
        )

    def to_end(self) -> list[OpenTestApplication]:
        """Return what this run and earlier ones have left open and nobody goes on with."""
        cases = open_cases(self._evidence, self.left_over)
        followed = {case for case, _ in self.followed(cases)}
        return [case for case in dict.fromkeys(cases) if case not in followed]

    def in_words(self, names: Mapping[str, str]) -> tuple[str, ...]:
        """Return in words those that a person must see to, each once. `names` are those of the matters by code."""
        words = (
            f"{names.get(case.matter, case.matter)}（{case.identity}）{case.number or '已经提交，办件编号未知'}"
            for case in self.to_end()
        )
        return tuple(dict.fromkeys(words))


def left_over(evidences: Iterable[Path], address: str) -> tuple[OpenTestApplication, ...]:
    """Return what earlier runs at a portal have left open there.

    What broke off may have been filed until a later run has looked for it and filed one with a number.
    """
    runs = [folder for folder in sorted(evidences) if _address(folder) == address]
    cases: tuple[OpenTestApplication, ...] = ()
    for run in runs:
        numbered = {_whose(case) for case in _filed(run) if case.number}
        doubtful = {_whose(case) for case in cases if not case.number} - numbered
        earlier = [case for case in cases if case.number or _whose(case) in doubtful]
        open_here = open_cases(run, earlier)
        cases = tuple(case for case in open_here if case in earlier or case.number or _whose(case) not in doubtful)
    return cases


def _whose(case: OpenTestApplication) -> tuple[str, Identity]:
    return case.matter, case.identity


def submission_of(case: OpenTestApplication, evidences: Iterable[Path]) -> Submission | None:
    """Return how a test application was handed in, by the evidence of whichever run did that."""
    for evidence in evidences:
        archive = Archive(evidence)
        for look in (1, 2):
            key = FactKey(kind="submission", matter=case.matter, identity=case.identity, look=look)
            record = _read(evidence / archive.path(key))
            if record is not None and isinstance(record.fact, Submission) and record.fact.number == case.number != "":
                return record.fact
    return None


def open_cases(evidence: Path, earlier: Sequence[OpenTestApplication] = ()) -> tuple[OpenTestApplication, ...]:
    """Return what was open before a run, or filed by it, without what it has seen ended or taken back."""
    ended = _ended(evidence)
    known = dict.fromkeys((*earlier, *_filed(evidence)))  # a run that goes on with an earlier one's has filed it, too
    return tuple(case for case in known if not case.number or case.number not in ended)


def _filed(evidence: Path) -> list[OpenTestApplication]:
    identities = {name: identity for identity, name in FOLDERS.items() if identity is not None}
    since = _begun(evidence)
    cases = []
    for begun in sorted(evidence.glob("*/*/submission*.begun")):
        identity = identities.get(begun.parent.name)
        # A second one is begun only where the first was seen not to have been filed.
        if identity is None or begun.with_stem(f"{begun.stem}-second").exists():
            continue
        matter, record = begun.parent.parent.name, _read(begun.with_suffix(".json"))
        if record is None or record.fact is None:
            cases.append(OpenTestApplication(matter=matter, identity=identity, since=since))
        elif isinstance(record.fact, Submission) and (record.fact.number or record.fact.pressed_submit):
            number = record.fact.number
            begun_at = None if number else since
            cases.append(OpenTestApplication(matter=matter, identity=identity, number=number, since=begun_at))
    return cases


def _ended(evidence: Path) -> set[str]:
    """Return the numbers that were seen finished, refused or withdrawn."""
    ended = set()
    for file in (*evidence.glob("*/*/progress-*.json"), *evidence.glob("*/*/withdrawal-*.json")):
        record = _read(file)
        match record.fact if record is not None else None:
            case Progress(stage=stage, number=number) if stage in _ENDS:
                ended.add(number)
            case Withdrawal(ended=True, number=number):
                ended.add(number)
    return ended


def _read(file: Path) -> Record | None:
    with suppress(OSError, ValueError):
        return Record.model_validate_json(file.read_text(encoding="utf-8"))
    return None


def _begun(evidence: Path) -> datetime | None:
    """Return when a run began: before that it has filed nothing."""
    with suppress(OSError, ValueError):
        return Archive(evidence).manifest().started
    return None


def _address(evidence: Path) -> str:
    with suppress(OSError, ValueError):
        return Archive(evidence).manifest().address
    return ""
