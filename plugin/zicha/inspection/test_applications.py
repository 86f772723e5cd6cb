"""测试件 that the suite itself filed, by the evidence of its runs: they must be taken back, and nothing else may be.

What was announced and never concluded (a run that broke off), or submitted without an answer that names a number, may
have been filed. That is told, and never guessed from what a list shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from zicha.evidence.archive import FOLDERS, Archive
from zicha.model.facts.case import OpenTestApplication, Progress, Stage, Withdrawal
from zicha.model.facts.journey import Submission
from zicha.model.facts.records import FactKey, Record

_ENDS = (Stage.FINISHED, Stage.REFUSED, Stage.ENDED)


def left_over(evidences: Iterable[Path], address: str) -> tuple[OpenTestApplication, ...]:
    """What earlier runs at a portal have left open there. Where filing broke off, the last run alone counts."""
    runs = [folder for folder in sorted(evidences) if _address(folder) == address]
    found: tuple[OpenTestApplication, ...] = ()
    for run in runs:
        found = open_cases(run, [case for case in found if case.number])
    return found


def submission_of(case: OpenTestApplication, evidences: Iterable[Path]) -> Submission | None:
    """How a test application was handed in, by the evidence of whichever run did that."""
    for evidence in evidences:
        archive = Archive(evidence)
        record = _read(evidence / archive.path(FactKey(kind="submission", matter=case.matter, identity=case.identity)))
        if record is not None and isinstance(record.fact, Submission) and record.fact.number == case.number != "":
            return record.fact
    return None


def open_cases(evidence: Path, earlier: Sequence[OpenTestApplication] = ()) -> tuple[OpenTestApplication, ...]:
    """What was open before a run, and what it has filed, without what it has seen ended or taken back."""
    ended = _ended(evidence)
    known = dict.fromkeys((*earlier, *_filed(evidence)))  # a run that goes on with an earlier one's has filed it, too
    return tuple(case for case in known if not case.number or case.number not in ended)


def _filed(evidence: Path) -> list[OpenTestApplication]:
    identities = {name: identity for identity, name in FOLDERS.items() if identity is not None}
    found = []
    for begun in sorted(evidence.glob("*/*/submission.begun")):
        identity = identities.get(begun.parent.name)
        if identity is None:
            continue
        matter, record = begun.parent.parent.name, _read(begun.with_suffix(".json"))
        if record is None or record.fact is None:
            found.append(OpenTestApplication(matter=matter, identity=identity))
        elif isinstance(record.fact, Submission) and (record.fact.number or record.fact.pressed_submit):
            found.append(OpenTestApplication(matter=matter, identity=identity, number=record.fact.number))
    return found


def _ended(evidence: Path) -> set[str]:
    """The numbers that were seen finished, refused or withdrawn."""
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


def _address(evidence: Path) -> str:
    with suppress(OSError, ValueError):
        return Archive(evidence).manifest().address
    return ""
