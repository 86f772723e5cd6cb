"""One file that came back: read, held against its report, and kept beside the inventory, or refused as a whole."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zicha import __version__
from zicha.evidence.seal import FINDINGS, SEAL, Seal
from zicha.evidence.verification import number_on
from zicha.intake.entries import Entry, HandedBack, contradictions, in_words
from zicha.intake.tables import read_tables
from zicha.intake.workbook import Signature, read_entries
from zicha.inventory import InventoryError, load
from zicha.inventory.answers_file import SUFFIX, answers_text, read_answers
from zicha.judging.people_words import with_masked_statements
from zicha.ledger import handed_in
from zicha.ledger.findings_file import read_findings
from zicha.ledger.ledger import Ledger, RunInfo, ledgers, safe_name
from zicha.model.answer import ANY_MATTER
from zicha.model.matter import Department, Matter
from zicha.model.statement import Statements

_YAML = (".yaml", ".yml")


class IntakeError(Exception):
    """A file cannot be taken in; the text names each thing that is wrong."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What was taken in: where it is kept now, each change in words, and how much of it was there already."""

    kept: Path | None
    changes: tuple[str, ...]
    repeated: int


def take_in(file: Path, report: Path, inventory: Path, signature: Signature, now: datetime) -> Intake:
    """Keep what people wrote into a file beside the inventory. `signature` is for what has no 谁 and 何时 of its own.

    Raise IntakeError, and keep nothing, where anything in it cannot be taken; InventoryError for the inventory itself.
    """
    matters = load(inventory, now.date()).matters
    if file.suffix.lower() in _YAML:
        department, back = _of_answers_file(file, matters, now)
        ledger = _ledger(report, matters, department, now)
    else:
        department, ledger, back = _of_workbook(file, report, matters, signature, now)
    wrong = [*back.refusals, *contradictions(back.entries, ledger)]
    if wrong:
        raise IntakeError("\n  ".join([f"{file}：没有收入，请改正以下各处：", *wrong]))
    entries = [entry for entry in back.entries if not _is_known(entry, matters)]
    if not entries:
        return Intake(None, (), len(back.entries))
    kept = _keep(inventory, department, entries, now)
    return Intake(kept, tuple(map(in_words, entries)), len(back.entries) - len(entries))


def report_of(file: Path, usual: Path) -> Path:
    """Return the report that a workbook lies in, else the usual one."""
    folder = file.resolve().parent.parent
    return folder if (folder / FINDINGS).is_file() else usual


def _of_workbook(
    file: Path, report: Path, matters: Sequence[Matter], signature: Signature, now: datetime
) -> tuple[Department, Ledger, HandedBack]:
    try:
        form, book = handed_in.read_workbook(file), read_tables(file)
    except handed_in.HandedInError as error:
        raise IntakeError(str(error)) from error
    department = _department(form.body, frozenset(row.name for row in form.rows), matters)
    if department is None:
        raise IntakeError(f"{file}：事项清单里没有填报单位“{form.body}”；请用自查写出的台账来填")
    number, sealed = number_on(file.read_bytes()), _number_of(report)
    if number and sealed and number != sealed:
        raise IntakeError(
            f"{file}：封存号是 {number}，{report} 的是 {sealed}，不是同一次自查；请用 --report 指明是哪一份报告"
        )
    ledger = _ledger(report, matters, department, now)
    bare = [matter.model_copy(update={"statements": Statements()}) for matter in matters]
    return (
        department,
        ledger,
        read_entries(book, form, ledger, _ledger(report, bare, department, now), signature, now.date()),
    )


def _of_answers_file(file: Path, matters: Sequence[Matter], now: datetime) -> tuple[Department, HandedBack]:
    """Return what an answers file holds: a draft that was filled in, or what a page has saved."""
    raw = file.read_bytes()
    departments = {one.department.region: one.department for one in matters}
    read = {region: read_answers(raw, file.name, region, matters, now.date()) for region in departments}
    fit = [region for region, (_, wrong) in read.items() if not any(one.key == "填报单位" for one in wrong)]
    region = (fit or list(departments))[0]
    given, wrong = read[region]
    if wrong:
        raise IntakeError("\n".join([f"{file}：没有收入，请改正以下各处：", str(InventoryError(wrong))]))
    entries = [one.answer for one in given]
    codes = {code for one in given for code in one.codes}
    owner = next((one.department for one in matters if one.code in codes), departments[region])
    return owner, HandedBack([entry for entry in entries if isinstance(entry, Entry)])


def _department(full_name: str, names: Container[str], matters: Sequence[Matter]) -> Department | None:
    """Return the department of this name, of several in different regions the one that has these matters."""
    own = [one for one in matters if one.department.full_name == full_name]
    return next((one.department for one in [*(one for one in own if one.name in names), *own]), None)


def _ledger(report: Path, matters: Sequence[Matter], department: Department, now: datetime) -> Ledger:
    """Return the ledger of a department as its report has it."""
    run = RunInfo(portal="", started=now, finished=now, version=__version__, calendar="")
    try:
        made = ledgers(map(with_masked_statements, matters), read_findings(report / FINDINGS), run)
    except (OSError, ValueError) as error:
        raise IntakeError(f"{report}：不是能对照的自查报告（{error}）；请用 --report 指明报告目录") from error
    return next(one for one in made if one.department == department)


def _number_of(report: Path) -> str:
    try:
        return Seal.model_validate_json((report / SEAL).read_bytes()).number
    except (OSError, ValueError):
        return ""


def _is_known(entry: Entry, matters: Sequence[Matter]) -> bool:
    """Whether the same was taken in before."""
    own = (one for one in matters if entry.matter in (ANY_MATTER, one.name, one.code))
    return any(
        entry in (*one.answers, *one.statements.corrections, *one.statements.handlings, *one.statements.additions)
        for one in own
    )


def _keep(inventory: Path, department: Department, entries: Sequence[Entry], now: datetime) -> Path:
    """Write the entries beside the department's own file; not at all where the inventory would then be refused."""
    name = f"{safe_name(department.name)}-收回-{now:%Y%m%d-%H%M%S}"
    folder = inventory / department.region
    number = sum(1 for each in folder.glob(f"{name}*{SUFFIX[0]}"))
    file = folder / f"{name}{f'-{number + 1}' if number else ''}{SUFFIX[0]}"
    file.write_text(answers_text(department.full_name, entries), encoding="utf-8")
    try:
        load(inventory, now.date())
    except InventoryError as error:
        file.unlink()
        raise IntakeError(f"没有收入：\n{error}") from error
    return file
