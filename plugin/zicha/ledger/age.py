"""How old the evidence of a row is: what was not inspected in this run is judged by what an earlier one observed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from zicha.model.base import BEIJING, Model
from zicha.model.finding import Finding

_AGES = (7, 30, 90)
"""Days that a reader may ask for."""


class KeptEvidence(Model):
    """How many matters a run has inspected, how many it judged by earlier evidence, and of which days that is."""

    renewed: int
    kept: int
    oldest: date
    newest: date

    @property
    def notice(self) -> str:
        days = f"{self.oldest} 至 {self.newest} " if self.oldest != self.newest else f"{self.oldest} "
        rest = f"其余 {self.kept} 个没有重新查，依据 {days}留存的证据判定，各行写明证据的日期"
        return f"本次重新查了 {self.renewed} 个事项；{rest}；此后门户上的页面有没有变，没有去看。"


def observed_at(findings: Iterable[Finding]) -> datetime | None:
    """Return when a matter was last observed; None where it never was. A login is of no matter."""
    moments = (
        finding.observed_at
        for finding in findings
        if finding.observed_at is not None and any(path.startswith(f"{finding.matter}/") for path in finding.evidence)
    )
    return max(moments, default=None)


def kept_evidence(findings: Iterable[Finding], started: datetime) -> KeptEvidence | None:
    """Return what of a run's findings rests on earlier evidence; None where nothing does."""
    of_matter: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        of_matter[finding.matter].append(finding)
    moments = [moment for each in of_matter.values() if (moment := observed_at(each)) is not None]
    days = sorted(moment.astimezone(BEIJING).date() for moment in moments if moment < started)
    if not days:
        return None
    return KeptEvidence(renewed=len(of_matter) - len(days), kept=len(days), oldest=days[0], newest=days[-1])


def age_choices(days: Iterable[date], today: date) -> tuple[tuple[date, str], ...]:
    """Return the ages by which rows can be chosen: up to which day, and in words. None where all are of one age."""
    days = tuple(days)
    choices = ((today - timedelta(days=number), f"{number} 天以前") for number in _AGES)
    return tuple((until, words) for until, words in choices if any(day <= until for day in days))
