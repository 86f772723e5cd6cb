"""Reports of many departments into the store, each checked first. What is not as its run wrote it is not taken in.

One report is in memory at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from zicha.catalogue.released_checks import unlike_released
from zicha.evidence.remarks import Remark
from zicha.evidence.seal import FINDINGS, Closing, Seal
from zicha.evidence.signature import signature_remarks
from zicha.evidence.verification import verify
from zicha.inspection.report_folder import UNSEALED
from zicha.ledger.findings_file import read_findings
from zicha.ledger.handed_in import HandedInRow, read_workbook
from zicha.ledger.ledger import WORKBOOK_FOLDER, Ledger, RunInfo, ledgers
from zicha.ledger.rows import Row
from zicha.model.finding import Finding
from zicha.model.matter import Matter
from zicha.rounds.store import Store, latest_rows

_MOST_REMARKS = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one report: the bodies whose ledgers it holds, or why it was refused; and what to know of it."""

    report: Path
    seal_number: str = ""
    bodies: tuple[str, ...] = ()
    rows: int = 0
    refused: str = ""
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield what the terminal says."""
        if self.refused:
            yield f"【没有并入】{self.report}：{self.refused}"
        else:
            yield f"【已并入】{self.report}（封存号 {self.seal_number}）：{'、'.join(self.bodies)}，{self.rows} 个事项"
        yield from (f"    {note}" for note in self.notes)


class Merging:
    """One round that reports are taken into. `matters` are those of the bureau's list."""

    def __init__(
        self,
        store: Store,
        matters: Iterable[Matter],
        round_name: str,
        registered: Mapping[str, Seal] | None = None,
        keys: Sequence[bytes] = (),
    ) -> None:
        """With `keys`, the public ones of the bodies, what none of them has signed is not taken in."""
        self._store = store
        self._registered = registered
        self._keys = keys
        self._round = round_name
        self._of_body: dict[str, list[Matter]] = defaultdict(list)
        self._body_of: dict[str, str] = {}
        for matter in matters:
            self._of_body[matter.department.full_name].append(matter)
            self._body_of[matter.code] = matter.department.full_name

    def take(self, report: Path, now: datetime) -> Taken:
        """Take a report into the store, or say why not. Raise StoreError."""
        try:
            verification = verify(report, UNSEALED, self._registered)
        except FileNotFoundError as error:
            return Taken(report, refused=str(error))
        signing = tuple(signature_remarks(report, verification.seal, self._keys))
        remarks = [remark for remark in (*verification.remarks, *signing) if remark.kind.is_serious]
        notes = tuple(map(str, remarks[:_MOST_REMARKS]))
        if len(remarks) > _MOST_REMARKS:
            notes += (f"…… 另有 {len(remarks) - _MOST_REMARKS} 处，见 zicha verify {report}",)
        if remarks:
            return Taken(report, refused="与自查结束时不一致", notes=notes)
        if verification.seal is None:
            return Taken(report, refused="没有封存：自查没有正常结束，请该部门查完再报")
        wanted = signing if self._keys else ()
        incomplete = [each for each in (*verification.remarks, *wanted) if each.kind is Remark.INCOMPLETE]
        if incomplete:
            return Taken(report, refused="不完整", notes=tuple(map(str, incomplete[:_MOST_REMARKS])))
        taken = self._take_whole(report, verification.seal, now)
        return replace(taken, notes=(*map(str, wanted), *taken.notes))

    def _take_whole(self, report: Path, seal: Seal, now: datetime) -> Taken:
        closing, number = seal.closing, seal.number
        if self._store.holds(number):
            return Taken(report, number, refused="已经并入过这一份报告（封存号相同）")
        if (mixed := self._mixed_with_demo(closing)) is not None:
            return Taken(report, number, refused=mixed)
        findings = read_findings(report / FINDINGS)
        unknown = {finding.matter for finding in findings} - self._body_of.keys()
        made = self._ledgers([finding for finding in findings if finding.matter not in unknown], closing)
        if not made:
            return Taken(report, number, refused="其中没有本市清单中的事项")
        made, corrected = _as_handed_in(report, made)
        notes = (*corrected, *self._conflicts(made, closing, unknown))
        self._store.add(made, closing, self._round, now, str(report))
        bodies = tuple(ledger.department.full_name for ledger in made)
        return Taken(report, number, bodies, sum(len(ledger.rows) for ledger in made), notes=notes)

    def _mixed_with_demo(self, closing: Closing) -> str | None:
        runs = self._store.runs(self._round)
        if any(run.demo != closing.demo for run in runs):
            return "是内置演示门户的数据，不得上报" if closing.demo else "这一轮里已经有演示数据，请另用一个轮次库"
        return None

    def _ledgers(self, findings: Sequence[Finding], closing: Closing) -> tuple[Ledger, ...]:
        """Return the ledgers of the bodies that the report is of."""
        bodies = dict.fromkeys(self._body_of[finding.matter] for finding in findings)
        matters = [matter for body in bodies for matter in self._of_body[body]]
        info = RunInfo(
            portal=closing.portal,
            started=closing.started,
            finished=closing.finished,
            version=closing.version,
            calendar="",
            replayed=closing.replayed,
            selection=closing.selection,
            seal_number=closing.number,
        )
        return ledgers(matters, findings, info)

    def _conflicts(self, made: Sequence[Ledger], closing: Closing, unknown: Iterable[str]) -> Iterator[str]:
        """Yield what does not go together with what was taken in before, and which of both counts."""
        earlier: dict[str, datetime] = {}
        same: dict[str, int] = defaultdict(int)
        codes = {row.matter.code: ledger.department.full_name for ledger in made for row in ledger.rows}
        for row in self._store.stream(latest_rows(self._round, set(codes.values()))):
            if row.code in codes:
                same[codes[row.code]] += 1
                earlier[codes[row.code]] = max(row.started, earlier.get(codes[row.code], row.started))
        for body, number in same.items():
            which = "这一份" if closing.started > earlier[body] else "先并入的那一份"
            yield f"同一单位有两次自查：{body}，{number} 个事项两次都有，以较晚的一次（{which}）为准"
        if unknown := sorted(unknown):
            listed = "、".join(unknown[:_MOST_REMARKS]) + ("……" if len(unknown) > _MOST_REMARKS else "")
            yield f"清单中没有这些实施编码，没有并入：{listed}（共 {len(unknown)} 个）"
        if altered := unlike_released(closing.checks).altered:
            yield f"检查有改动：{'、'.join(altered)}与发布的不同，结论须另行核实"
        if closing.selection:
            yield f"只查了一部分：{closing.selection}"


def _as_handed_in(report: Path, made: Sequence[Ledger]) -> tuple[tuple[Ledger, ...], list[str]]:
    """Return the ledgers with what people of the bodies corrected, as their sealed workbooks have it, and notes of it.

    Findings are the machine's alone, and what people said of them stands in files that the bureau may not have.
    """
    corrected: list[Ledger] = []
    notes: list[str] = []
    for ledger in made:
        file = report / WORKBOOK_FOLDER / ledger.workbook_name
        given = read_workbook(file).rows if file.is_file() else ()
        rows = ledger.rows
        if [row.name for row in given] == [row.matter.name for row in rows]:
            rows = tuple(_with(row, its) for row, its in zip(rows, given, strict=True))
        changed = sum(new is not old for new, old in zip(rows, ledger.rows, strict=True))
        if changed:
            notes.append(f"{ledger.department.full_name}：{changed} 行有人工更正或处理情况，按报送的台账")
        corrected.append(ledger.model_copy(update={"rows": rows}))
    return tuple(corrected), notes


def _with(row: Row, given: HandedInRow) -> Row:
    """Return a row as it was handed in: as it is where nothing differs. A tick that a person took away is 误报."""
    if (row.boxes, row.states) == (given.boxes, given.states):
        return row
    outcomes = tuple(
        outcome.model_copy(update={"refuted": "部门的人工更正"})
        if outcome.is_ticked and outcome.box not in given.boxes
        else outcome
        for outcome in row.outcomes
    )
    remark, boxes, states = given.remark, given.boxes, given.states
    return row.model_copy(update={"outcomes": outcomes, "remark": remark, "boxes": boxes, "states": states})
