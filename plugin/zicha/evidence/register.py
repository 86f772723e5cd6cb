"""登记册: the seals that a bureau has received, a line each. A report that was made anew afterwards is not on it.

Each line names the one before it by its hash: a register in which one was changed or is missing accuses nobody, but is
refused itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from zicha.evidence.remarks import digest_of
from zicha.evidence.seal import SEAL, Seal
from zicha.model.base import Model, Moment


class RegisterError(Exception):
    """A report cannot be registered, or the register cannot be read; the text says why."""


class Entry(Model):
    """One line of the register: a seal, when it came, and the hash of the line before; earlier versions wrote none."""

    received: Moment
    seal: Seal
    after: str = ""


def read_register(file: Path) -> Mapping[str, Seal]:
    """Return the seals by their numbers. Raise RegisterError with the first line that is not as it was written."""
    seals: dict[str, Seal] = {}
    before, is_chained = "", False
    for number, line in enumerate(_lines(file), start=1):
        try:
            entry = Entry.model_validate_json(line)
        except ValidationError as error:
            raise RegisterError(f"{file} 第 {number} 行不是登记记录，登记册被改动过，请用备份") from error
        if not entry.seal.is_whole:
            raise RegisterError(f"{file} 第 {number} 行的封存记录被改动，请用备份")
        if entry.after != before and (entry.after or is_chained):
            raise RegisterError(f"{file} 第 {number - 1 or 1} 行被改动，或者它前后的登记记录被删去、调换过，请用备份")
        is_chained = bool(entry.after)
        before = digest_of(line.encode())
        seals[entry.seal.number] = entry.seal
    return seals


def _lines(file: Path) -> list[str]:
    """Return the lines, whatever an editor has put at their ends and before the first one."""
    return file.read_text(encoding="utf-8-sig").splitlines()


def register(report: Path, file: Path, received: Moment) -> str:
    """Add the seal of a report to the register, and return its number. One that is there stands there once.

    Raise RegisterError when the report has no whole seal, or another one of its number is there.
    """
    try:
        seal = Seal.model_validate_json((report / SEAL).read_bytes())
    except (OSError, ValidationError) as error:
        raise RegisterError(f"{report}：没有可以登记的封存记录（{SEAL}）") from error
    if not seal.is_whole:
        raise RegisterError(f"{report}：封存记录被改动，不能登记")
    known_seals = read_register(file) if file.exists() else {}
    known = known_seals.get(seal.number)
    if known is not None and known != seal:
        raise RegisterError(f"{report}：登记册中已有封存号 {seal.number}，内容不同")
    if known is None:
        file.parent.mkdir(parents=True, exist_ok=True)
        after = digest_of(_lines(file)[-1].encode()) if known_seals else ""
        is_torn = known_seals and not file.read_bytes().endswith(b"\n")  # an editor took the last line end away
        with file.open("a", encoding="utf-8", newline="\n") as book:
            book.write("\n" if is_torn else "")
            book.write(Entry(received=received, seal=seal, after=after).model_dump_json() + "\n")
    return seal.number
