"""与上次比: what became of the problems of the report before, and which are new. A problem is a box of a matter.

One is gone only where a run has seen that it is: not where its checks are open, blocked or were not made, and not where
a person took its tick away.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path

from zicha.catalogue.form import ledger_form
from zicha.ledger.rows import Row
from zicha.model.base import Model
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Matter


class Change(StrEnum):
    """What this report says of a problem against the one before."""

    NEW = "新增"
    PERSISTING = "仍在"
    GONE = "已消失"
    UNSETTLED = "没有查清"


class EarlierReport(Model):
    """The report before: the day of its run, and of each matter that it had inspected the boxes with a problem."""

    on: date
    boxes: dict[str, frozenset[str]]


class Trend(Model):
    """How many problems are new, still stand, are gone or unsettled; `first` are the new ones of matters never seen."""

    on: date
    counts: dict[Change, int]
    first: int = 0

    @property
    def words(self) -> str:
        """Return the counts in words: 新增 3 处（其中 1 处属首次自查的事项），仍在 2 处."""
        parts = [f"{change} {count} 处" for change, count in self.counts.items() if count]
        if self.first and self.counts[Change.NEW]:
            parts[0] += f"（其中 {self.first} 处属首次自查的事项）"
        return "，".join(parts) or "没有变化，两次都没有问题"


def earlier_report(findings: Path, on: date) -> EarlierReport:
    """Return what a file of findings says, as far as it can be read."""
    known = {box.code for box in ledger_form().boxes}
    boxes: dict[str, set[str]] = {}
    for line in findings.read_text(encoding="utf-8-sig").splitlines():
        with suppress(ValueError, KeyError, TypeError):
            data = json.loads(line)
            of_matter = boxes.setdefault(str(data["matter"]), set())
            if Verdict(data["verdict"]).is_ticked and data["box"] in known:
                of_matter.add(data["box"])
    return EarlierReport(on=on, boxes={matter: frozenset(each) for matter, each in boxes.items()})


def changes(row: Row, earlier: EarlierReport) -> dict[str, Change]:
    """Return the boxes of a row that have a problem or had one, with what became of it."""
    had = earlier.boxes.get(row.matter.code, frozenset())
    refuted = {outcome.box for outcome in row.outcomes if outcome.refuted}
    unsettled = {outcome.box for outcome in row.outcomes if outcome.open or _is_blocked(outcome.finding)}
    now = {box: Change.PERSISTING if box in had else Change.NEW for box in row.boxes}
    return now | {
        box: Change.UNSETTLED if box in unsettled else Change.GONE for box in sorted(had - set(row.boxes) - refuted)
    }


def trend(rows: Sequence[Row], uncovered: Iterable[Matter], earlier: EarlierReport) -> Trend:
    """Return how the rows of a ledger, or of all, and its matters without a row stand against the report before."""
    of_rows = [(row, changes(row, earlier)) for row in rows]
    counted = Counter(change for _, each in of_rows for change in each.values())
    counted[Change.UNSETTLED] += sum(len(earlier.boxes.get(matter.code, ())) for matter in uncovered)
    first = sum(len(each) for row, each in of_rows if row.matter.code not in earlier.boxes)
    return Trend(on=earlier.on, counts={change: counted[change] for change in Change}, first=first)


def _is_blocked(finding: Finding | None) -> bool:
    return finding is not None and finding.verdict is Verdict.BLOCKED
