"""findings.jsonl: one finding a line, written and flushed as it comes, so that a crash loses at most the last line."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from zicha.model.finding import Finding


class FindingsFile:
    """The file, open for appending. What a crash tore off at its end is cut away before anything is added."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        _mend(path)
        self._file = path.open("a", encoding="utf-8", newline="\n")

    def append(self, finding: Finding) -> None:
        self._file.write(finding.model_dump_json() + "\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def read_findings(path: Path) -> tuple[Finding, ...]:
    """Every finding of the file, in its order. Only a last line without its line end may be unreadable."""
    *lines, tail = path.read_bytes().split(b"\n")
    findings = [Finding.model_validate_json(line) for line in lines if line.strip()]
    if _is_finding(tail):
        findings.append(Finding.model_validate_json(tail))
    return tuple(findings)


def _mend(path: Path) -> None:
    if not path.exists():
        return
    content = path.read_bytes()
    tail = content.rpartition(b"\n")[2]
    if not tail:
        return
    with path.open("r+b") as file:
        if _is_finding(tail):
            file.seek(0, 2)
            file.write(b"\n")
        else:
            file.truncate(len(content) - len(tail))


def _is_finding(line: bytes) -> bool:
    try:
        Finding.model_validate_json(line)
    except ValidationError:
        return False
    return True
