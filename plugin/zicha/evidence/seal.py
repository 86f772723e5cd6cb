"""封存: the record that closes a run. Its number stands on every page and workbook, and is handed in with them.

report/封存.json    what the run judged by, how much it wrote, and the SHA-256 of every file of the report
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from pydantic import AwareDatetime

from zicha.evidence.remarks import digest_of
from zicha.evidence.workbook_content import UnreadableWorkbook, WorkbookContent, content_of
from zicha.model.base import Model

SEAL = "封存.json"
SIGNATURE = "签名.json"
"""Beside the seal, and over it, where somebody has signed it."""
FINDINGS, EVIDENCE = "findings.jsonl", "evidence"
_GROUPS = 4
"""Of the number, each of four digits: 64 bits, short enough to be read out."""


class Closing(Model):
    """What a run was, and what it left, before its pages are written: the number is made of this.

    `inputs` are the hashes of what it judged by: the inventory, the portal's settings, the catalogue; `checks` those of
    the sources of the checks. `findings` is that of findings.jsonl, `chain` that of the chain's last line; a replay's
    evidence is that of another report (`replayed`).
    """

    portal: str
    demo: bool
    version: str
    started: AwareDatetime
    finished: AwareDatetime
    selection: str
    replayed: bool
    inputs: Mapping[str, str]
    checks: Mapping[str, str]
    findings: str
    finding_count: int
    chain: str
    evidence_count: int

    @property
    def number(self) -> str:
        """Return 封存号: 4C1F-09AB-77D2-E310."""
        digits = digest_of(self.model_dump_json().encode()).upper()
        return "-".join(digits[at * 4 : at * 4 + 4] for at in range(_GROUPS))


class Seal(Model):
    """封存.json: the closing, its number, and the hash of every page and workbook that bears it.

    `workbooks` is what each workbook says, so that one which was filled in or saved again is not taken for a forgery.
    `sha256` is that of all the rest; `sm3` (GM/T 0004-2012) stands beside it where this system's OpenSSL has it.
    """

    number: str
    closing: Closing
    files: Mapping[str, str]
    workbooks: Mapping[str, WorkbookContent] = {}
    sha256: str = ""
    sm3: str = ""

    @property
    def _content(self) -> bytes:
        left_out = None if self.workbooks else {"workbooks"}  # seals of earlier versions have none
        return self.model_copy(update={"sha256": "", "sm3": ""}).model_dump_json(exclude=left_out).encode()

    @property
    def is_whole(self) -> bool:
        """Return whether nothing in it was altered."""
        hashes = digest_of(self._content) == self.sha256 and self.closing.number == self.number
        return hashes and (not self.sm3 or self.sm3 == (_sm3(self._content) or self.sm3))


def write_seal(report: Path, closing: Closing, unsealed: Iterable[str]) -> Seal:
    """Write the seal of a report whose pages stand there. Folders that people write into stay `unsealed`."""
    open_to_people = {SEAL, SIGNATURE, FINDINGS, EVIDENCE, *unsealed}
    files = {
        path.as_posix(): digest_of((report / path).read_bytes())
        for path in files_of(report)
        if path.parts[0] not in open_to_people
    }
    workbooks = {}
    for name in (name for name in files if name.endswith(".xlsx")):
        with suppress(UnreadableWorkbook):  # what Excel leaves beside one that is open
            workbooks[name] = content_of((report / name).read_bytes())
    seal = Seal(number=closing.number, closing=closing, files=files, workbooks=workbooks)
    content = seal._content
    whole = seal.model_copy(update={"sha256": digest_of(content), "sm3": _sm3(content)})
    (report / SEAL).write_text(whole.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
    return whole


def files_of(report: Path) -> tuple[PurePosixPath, ...]:
    """Return every file of a report, relative to it."""
    return tuple(
        sorted(PurePosixPath(file.relative_to(report).as_posix()) for file in report.rglob("*") if file.is_file())
    )


def _sm3(content: bytes) -> str:
    try:
        return hashlib.new("sm3", content).hexdigest()
    except ValueError:
        return ""
