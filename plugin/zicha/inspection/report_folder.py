"""The report folder: one run's alone while it is written; an earlier report is set aside, never deleted."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from zicha.evidence.archive import Archive
from zicha.evidence.seal import SEAL, Closing, write_seal
from zicha.ledger.answers_draft import FOLDER as DRAFTS
from zicha.ledger.ledger import WORKBOOK_FOLDER, Ledger, RunInfo
from zicha.ledger.statistics import city_statistics

_OWN = 0o077
"""What is taken from others: reports hold what people have done at the portal."""
UNSEALED = (DRAFTS,)
"""The folders of a report that people write into."""


def keep_to_oneself() -> None:
    """Let what a worker writes be its user's alone: files 0600, folders 0700."""
    os.umask(_OWN)


class FolderInUseError(Exception):
    """Another run writes into the folder. The message says which."""


class ReportFolder:
    """Where the report of a run is written. The system frees the lock of a process that dies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(path.with_name(f".{path.name}.lock"))
        self._holder = path.with_name(f".{path.name}.holder")
        self._mask_before: int | None = None

    @property
    def findings(self) -> Path:
        return self.path / "findings.jsonl"

    @property
    def earlier_evidence(self) -> tuple[Path, ...]:
        """The evidence of the reports that were set aside, oldest first."""
        return tuple(sorted(self._earlier.glob("*/evidence")))

    def claim(self, now: datetime) -> None:
        """Take the folder for this run until `release`. Raise FolderInUseError when another run has it.

        Until then all that this process writes is its user's alone.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(blocking=False)
        except Timeout as error:
            with suppress(OSError):
                raise FolderInUseError(
                    f"报告目录 {self.path} 正由另一次自查使用：{self._holder.read_text(encoding='utf-8')}。"
                    "请等它结束，或用 --report=目录 另指定一个报告目录"
                ) from error
            raise FolderInUseError(f"报告目录 {self.path} 正由另一次自查使用") from error
        self._mask_before = os.umask(_OWN)
        holder = f"进程 {os.getpid()}（主机 {platform.node()}），{now:%Y-%m-%d %H:%M:%S} 开始"
        self._holder.write_text(holder, encoding="utf-8")

    def release(self) -> None:
        """Leave the folder to the next run."""
        if self._mask_before is not None:
            os.umask(self._mask_before)
            self._mask_before = None
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()

    def make(self, now: datetime) -> Path | None:
        """Make the folder anew. What an earlier run left there is set aside under the time when that began.

        Return where it is now.
        """
        earlier = None
        if self.findings.exists() or (self.path / "evidence").exists():
            began = now
            with suppress(FileNotFoundError, ValueError):  # none, or one that another version wrote
                began = Archive(self.path / "evidence").manifest().started
            self._earlier.mkdir(exist_ok=True)
            name = f"{began:%Y%m%d-%H%M%S}"
            number = sum(1 for folder in self._earlier.iterdir() if folder.name.startswith(name))
            earlier = self.path.rename(self._earlier / (f"{name}-{number}" if number else name))
        self.path.mkdir(parents=True, exist_ok=True)
        return earlier

    def take_up(self) -> None:
        """Go on in the folder: until its run ends anew, nothing of it is complete."""
        self.path.chmod(0o777 & ~_OWN)
        (self.path / SEAL).unlink(missing_ok=True)

    def write(self, ledgers: Sequence[Ledger], info: RunInfo, evidence: Path) -> None:
        """Write the pages, workbooks and drafts of answers. `evidence` is the folder they link to."""
        from zicha.ledger.answers_draft import write_drafts
        from zicha.ledger.html import write_report
        from zicha.ledger.xlsx import write_workbook

        link = self.way_to(evidence)
        write_report(self.path, ledgers, city_statistics(ledgers), info, link)
        for ledger in ledgers:
            if ledger.rows:
                write_workbook(self.path / WORKBOOK_FOLDER / ledger.workbook_name, ledger)
                write_drafts(self.path, ledger, link)
        shutil.rmtree(evidence / ".locks", ignore_errors=True)

    def seal(self, closing: Closing) -> None:
        """Write the record that closes the run, over all that stands there."""
        write_seal(self.path, closing, UNSEALED)

    def way_to(self, evidence: Path) -> str:
        """Return the way to a folder of evidence. That of a replay may lie elsewhere, even on another drive."""
        try:
            return Path(os.path.relpath(evidence, self.path)).as_posix()
        except ValueError:
            return evidence.resolve().as_uri()

    @property
    def _earlier(self) -> Path:
        return self.path.with_name(f"{self.path.name}-earlier")
