"""登记册: the seals that a bureau has received, a line each. A report that was made anew afterwards is not on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from zicha.evidence.seal import SEAL, Seal
from zicha.model.base import Model, Moment


class RegisterError(Exception):
    """A report cannot be registered, or the register cannot be read; the text says why."""


class Entry(Model):
    """One line of the register: a seal, and when it came."""

    received: Moment
    seal: Seal


def read_register(file: Path) -> Mapping[str, Seal]:
    """Return the seals by their numbers. Raise RegisterError with the first line that cannot be read."""
    seals = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = Entry.model_validate_json(line)
        except ValidationError as error:
            raise RegisterError(f"{file} 第 {number} 行不是登记记录，登记册被改动过，请用备份") from error
        seals[entry.seal.number] = entry.seal
    return seals


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
    known = read_register(file).get(seal.number) if file.exists() else None
    if known is not None and known != seal:
        raise RegisterError(f"{report}：登记册中已有封存号 {seal.number}，内容不同")
    if known is None:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8", newline="\n") as book:
            book.write(Entry(received=received, seal=seal).model_dump_json() + "\n")
    return seal.number
