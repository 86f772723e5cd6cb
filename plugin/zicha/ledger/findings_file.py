"""findings.jsonl: one finding a line, written and flushed as it comes, so that a crash loses at most the last line."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from pydantic import ValidationError

from zicha.model.finding import Finding


class FindingsUnreadable(ValueError):
    """A line of the file is no finding; the message says which."""


class FindingsFile:
    """The file, open for writing. What a crash tore is cut away before anything is added, and is to be found anew.

    It holds one finding of a check on a matter for an identity: that of a test which is run again is the last one.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        _mend(path)
        self._path = path
        self._findings = {finding.subject: finding for finding in whole_findings(path)} if path.exists() else {}
        self._lines = {subject: _line(finding) for subject, finding in self._findings.items()}
        self._file = self._open()
        if path.read_bytes().count(b"\n") > len(self._findings):
            self._rewrite()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the file holds."""
        return tuple(self._findings.values())

    def write(self, finding: Finding) -> None:
        """Write a finding, in the place of an earlier one of the same test."""
        again = self._findings.pop(finding.subject, None) is not None
        self._lines.pop(finding.subject, None)
        self._findings[finding.subject], self._lines[finding.subject] = finding, _line(finding)
        if again:
            self._rewrite()
        else:
            self._file.write(self._lines[finding.subject])
            self._file.flush()

    def replace(self, findings: Iterable[Finding]) -> None:
        """Write findings, each in the place of an earlier one of the same test."""
        again = {finding.subject: finding for finding in findings}
        if again:
            self._findings |= again
            self._lines |= {subject: _line(finding) for subject, finding in again.items()}
            self._rewrite()

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> TextIO:
        return self._path.open("a", encoding="utf-8", newline="\n")

    def _rewrite(self) -> None:
        """At no moment is a finding missing from the file."""
        whole = self._path.with_suffix(".new")
        whole.write_text("".join(self._lines.values()), encoding="utf-8", newline="\n")
        self._file.close()
        whole.replace(self._path)
        self._file = self._open()


def read_findings(path: Path) -> tuple[Finding, ...]:
    """Return every finding of the file, in its order. Raise FindingsUnreadable.

    Only a last line without its line end may be unreadable.
    """
    lines = _lines(path)
    findings = [_finding(line) for line in lines]
    for number, (line, finding) in enumerate(zip(lines[:-1], findings, strict=False), start=1):
        if finding is None and line.strip():
            raise FindingsUnreadable(f"{path} 第{number}行读不懂：文件被截断或者改动过，可用 zicha verify 核对这份报告")
    return tuple(finding for finding in findings if finding is not None)


def whole_findings(path: Path) -> tuple[Finding, ...]:
    """Return the findings of the file that can be read."""
    findings = map(_finding, _lines(path))
    return tuple(finding for finding in findings if finding is not None)


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().removeprefix(codecs.BOM_UTF8).split(b"\n")


def _line(finding: Finding) -> str:
    return finding.model_dump_json() + "\n"


def _mend(path: Path) -> None:
    """Complete a last line without its line end if it is a finding, else cut it away."""
    if not path.exists():
        return
    content = path.read_bytes()
    tail = content.rpartition(b"\n")[2]
    if not tail:
        return
    with path.open("r+b") as file:
        if _finding(tail) is not None:
            file.seek(0, 2)
            file.write(b"\n")
        else:
            file.truncate(len(content) - len(tail))


def _finding(line: bytes) -> Finding | None:
    try:
        return Finding.model_validate_json(line)
    except ValidationError:
        return None
