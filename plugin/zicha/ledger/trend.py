"""与上次比: what became of the problems of the reports before, which are new, and since when they stand.

A problem is a box of a matter. One is gone only where a run has seen that it is: not where its checks are open, blocked
or were not made, and not where a person took its tick away.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path

from zicha.catalogue.form import ledger_form
from zicha.ledger.rows import Row
from zicha.model.base import Model
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Matter
from zicha.model.statement import Tick

_Subject = tuple[str, str | None]
"""A check and an identity."""


class Change(StrEnum):
    """What this report says of a problem against the one before."""

    NEW = "新增"
    PERSISTING = "仍在"
    GONE = "已消失"
    UNSETTLED = "没有查清"


class EarlierReport(Model):
    """The reports before: the day of the last one, and of each matter that they had inspected the boxes with a problem.

    Beside each box stands the day of the report since which it had that problem.
    """

    on: date
    boxes: dict[str, dict[str, date]]


class Trend(Model):
    """How many problems are new, still stand, are gone or unsettled; `first` are the new ones of matters never seen.

    `oldest` is since when the oldest of those stands that still do.
    """

    on: date
    counts: dict[Change, int]
    first: int = 0
    oldest: date | None = None

    @property
    def words(self) -> str:
        """Return the counts in words: 新增 3 处（其中 1 处属首次自查的事项），仍在 2 处."""
        parts = [f"{change} {count} 处" for change, count in self.counts.items() if count]
        if self.first and self.counts[Change.NEW]:
            parts[0] += f"（其中 {self.first} 处属首次自查的事项）"
        if self.oldest is not None:
            parts[-1] += f"；仍在的问题中最早的 {self.oldest} 首次查到"
        return "，".join(parts) or "没有变化，两次都没有问题"


def earlier_report(reports: Sequence[tuple[date, Path]]) -> EarlierReport:
    """Return what the files of findings say, oldest first, as far as they can be read. Raise OSError.

    A problem stands until each check that ticked it has made a conclusion without it.
    """
    known = {box.code for box in ledger_form().boxes}
    ticks: dict[str, dict[_Subject, str]] = {}
    boxes: dict[str, dict[str, date]] = {}
    for on, findings in reports:
        for matter, subject, verdict, box in _conclusions(findings):
            of_matter = ticks.setdefault(matter, {})
            if verdict.is_ticked and box in known:
                of_matter[subject] = box
            elif not (verdict.is_open or verdict is Verdict.BLOCKED):
                of_matter.pop(subject, None)
        boxes = {
            matter: {box: boxes.get(matter, {}).get(box, on) for box in sorted(set(each.values()))}
            for matter, each in ticks.items()
        }
    return EarlierReport(on=reports[-1][0], boxes=boxes)


def _conclusions(findings: Path) -> Iterator[tuple[str, _Subject, Verdict, str]]:
    """Yield of each line of findings that can be read its matter, check and identity, verdict and box."""
    with findings.open(encoding="utf-8-sig") as lines:
        for line in lines:
            with suppress(ValueError, KeyError, TypeError):
                data = json.loads(line)
                subject = str(data["check"]), data["identity"]
                yield str(data["matter"]), subject, Verdict(data["verdict"]), str(data["box"])


def changes(row: Row, earlier: EarlierReport) -> dict[str, Change]:
    """Return the boxes of a row that have a problem or had one, with what became of it."""
    had = known_since(row, earlier)
    refuted = {outcome.box for outcome in row.outcomes if outcome.refuted}
    unsettled = {outcome.box for outcome in row.outcomes if outcome.open or _is_blocked(outcome.finding)}
    now = {box: Change.PERSISTING if box in had else Change.NEW for box in row.boxes}
    return now | {
        box: Change.UNSETTLED if box in unsettled else Change.GONE
        for box in sorted(had.keys() - set(row.boxes) - refuted)
    }


def known_since(row: Row, earlier: EarlierReport) -> dict[str, date]:
    """Return the boxes that had a problem when the last report was written, each with the day since when."""
    by_people = {one.box: one.on for one in row.people.corrections if one.to is Tick.SET and one.on <= earlier.on}
    return by_people | earlier.boxes.get(row.matter.code, {})


def trend(rows: Sequence[Row], uncovered: Iterable[Matter], earlier: EarlierReport) -> Trend:
    """Return how the rows of a ledger, or of all, and its matters without a row stand against the report before."""
    of_rows = [(row, changes(row, earlier)) for row in rows]
    counted = Counter(change for _, each in of_rows for change in each.values())
    counted[Change.UNSETTLED] += sum(len(earlier.boxes.get(matter.code, ())) for matter in uncovered)
    first = sum(len(each) for row, each in of_rows if row.matter.code not in earlier.boxes)
    standing = (
        known_since(row, earlier)[box]
        for row, each in of_rows
        for box, change in each.items()
        if change is Change.PERSISTING
    )
    return Trend(
        on=earlier.on,
        counts={change: counted[change] for change in Change},
        first=first,
        oldest=min(standing, default=None),
    )


def _is_blocked(finding: Finding | None) -> bool:
    return finding is not None and finding.verdict is Verdict.BLOCKED
