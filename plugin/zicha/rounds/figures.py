"""The figures of a round, a 填报单位 each: what became of its problems, and rates that name what they are shares of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from zicha.model.base import BEIJING, Model
from zicha.model.matter import Method
from zicha.rounds.lifecycle import Change, Lifecycle

SMALLEST_RANKED = 20
"""Bodies are ranked by a rate only where it is a share of so many."""


class Rate(Model):
    """A share, with the number that it is a share of."""

    number: int
    of: int

    @property
    def share(self) -> float | None:
        """Return the share; a share of nothing is none."""
        return self.number / self.of if self.of else None


class Disposition(Model):
    """What a body last declared about a problem."""

    since: date
    due: date
    owner: str
    escalated: bool


class TrackedProblem(Model):
    """A box of a matter that was ticked once."""

    body: str
    code: str
    name: str
    box: str
    texts: tuple[str, ...]
    life: Lifecycle
    disposition: Disposition | None

    def age(self, today: date) -> int:
        """Return for how many days the problem has stood."""
        began = self.life.since or self.life.last_ticked
        return (today - began.astimezone(BEIJING).date()).days if began else 0


class Coverage(Model):
    """What a body's ledger of the round is: the matters on its list, and its rows by what they say."""

    listed: int
    covered: int
    clean: int
    with_problem: int
    unfinished: int
    methods: Mapping[Method, int]


class BodyFigures(Model):
    """All figures of one body in one round; `coverage` is None where it has not handed in."""

    body: str
    region: str
    seal_numbers: tuple[str, ...]
    inspected: datetime | None
    coverage: Coverage | None
    changes: Mapping[Change, int]
    rectified: Rate
    on_time: Rate
    repeated: Rate
    escalated: int
    oldest_escalated: int
    overdue: int


def body_figures(
    body: str,
    region: str,
    runs: Sequence[tuple[str, datetime]],
    coverage: Coverage | None,
    problems: Iterable[TrackedProblem],
    today: date,
) -> BodyFigures:
    """Return the figures of a body from its problems. `runs` are the 封存号 and beginnings of the round's runs."""
    problems = tuple(problems)
    changes = Counter(problem.life.change for problem in problems)
    standing = [problem for problem in problems if problem.life.change.is_open]
    escalated = [each for each in standing if each.disposition is not None and each.disposition.escalated]
    cleared = [problem for problem in problems if problem.life.cleared is not None]
    return BodyFigures(
        body=body,
        region=region,
        seal_numbers=tuple(number for number, _ in runs),
        inspected=max((began for _, began in runs), default=None),
        coverage=coverage,
        changes={change: changes[change] for change in Change if change is not Change.NONE},
        rectified=Rate(number=changes[Change.RECTIFIED], of=changes[Change.RECTIFIED] + changes[Change.PERSISTING]),
        on_time=_on_time(problems, today),
        repeated=Rate(number=sum(each.life.has_recurred for each in cleared), of=len(cleared)),
        escalated=len(escalated),
        oldest_escalated=max((each.age(today) for each in escalated), default=0),
        overdue=sum(each.disposition is not None and each.disposition.due < today for each in standing),
    )


def _on_time(problems: Iterable[TrackedProblem], today: date) -> Rate:
    """Return, of the problems with a 到期日期 that are over or overdue, how many were over by then."""
    in_time = late = 0
    for problem in problems:
        if problem.disposition is None:
            continue
        due = problem.disposition.due
        if problem.life.change is Change.RECTIFIED and problem.life.cleared is not None:
            if problem.life.cleared.astimezone(BEIJING).date() <= due:
                in_time += 1
            else:
                late += 1
        elif problem.life.change.is_open and due < today:
            late += 1
    return Rate(number=in_time, of=in_time + late)


def ranking(figures: Iterable[BodyFigures]) -> tuple[BodyFigures, ...]:
    """Return the bodies by their rate of rectification, best first: only those whose rate is of enough problems."""
    ranked = [each for each in figures if each.rectified.of >= SMALLEST_RANKED]
    return tuple(sorted(ranked, key=lambda each: (-(each.rectified.share or 0), each.body)))
