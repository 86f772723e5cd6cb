"""What the city's page counts: departments × six points, coverage with its denominator, and why rows are open.

A point of a row counts once, by the gravest thing in it: a problem, else open, else clean, else blocked, else not
applicable. So the five numbers of a point add up to the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from zicha.catalogue.form import ledger_form
from zicha.ledger.ledger import Ledger
from zicha.ledger.rows import Outcome, Row
from zicha.model.base import Model
from zicha.model.finding import Verdict
from zicha.model.matter import Department


class PointCount(Model):
    """The rows of one point, by what was concluded."""

    problem: int = 0
    open: int = 0
    clean: int = 0
    blocked: int = 0
    not_applicable: int = 0

    @property
    def applicable(self) -> int:
        """Return the rows to which the point applies: the denominator of its rate."""
        return self.problem + self.open + self.clean + self.blocked

    @property
    def heat(self) -> int:
        """Return how much of it has a problem, from 0 (nothing) to 5."""
        return -(-5 * self.problem // self.applicable) if self.problem else 0


class Totals(Model):
    """Matters in the inventory by their state. A row may have a problem and be open at once.

    `ticks` are the ticks that the machine set, `refuted` those of them that a person showed to be wrong (误报).
    """

    matters: int = 0
    covered: int = 0
    clean: int = 0
    problem: int = 0
    open: int = 0
    ticks: int = 0
    refuted: int = 0
    points: tuple[PointCount, ...]

    @property
    def uncovered(self) -> int:
        return self.matters - self.covered


class DepartmentStatistics(Totals):
    """The totals of one department; `slug` is its ledger's."""

    department: Department
    slug: str


class RegionStatistics(Totals):
    """市直 or a county, with its departments."""

    region: str
    departments: tuple[DepartmentStatistics, ...]


class OpenReason(Model):
    """A reason why checks are open, and how much it holds up."""

    why: str
    checks: int
    matters: int


class CityStatistics(Totals):
    """All figures of the city's page."""

    regions: tuple[RegionStatistics, ...]
    open_reasons: tuple[OpenReason, ...]

    @property
    def departments(self) -> int:
        return sum(len(region.departments) for region in self.regions)


def city_statistics(ledgers: Sequence[Ledger]) -> CityStatistics:
    """Return the figures of all ledgers together."""
    of_region: dict[str, list[DepartmentStatistics]] = defaultdict(list)
    for ledger in ledgers:
        of_region[ledger.department.region].append(_department(ledger))
    regions = tuple(
        RegionStatistics(region=region, departments=tuple(departments), **_sum(departments))
        for region, departments in of_region.items()
    )
    return CityStatistics(
        regions=regions,
        open_reasons=_open_reasons(row for ledger in ledgers for row in ledger.rows),
        **_sum(regions),
    )


def _department(ledger: Ledger) -> DepartmentStatistics:
    return DepartmentStatistics(
        department=ledger.department,
        slug=ledger.slug,
        matters=len(ledger.rows) + len(ledger.uncovered),
        covered=len(ledger.rows),
        clean=sum(row.is_clean for row in ledger.rows),
        problem=sum(bool(row.boxes) for row in ledger.rows),
        open=sum(not row.is_complete for row in ledger.rows),
        ticks=sum(outcome.was_ticked for row in ledger.rows for outcome in row.outcomes),
        refuted=sum(bool(outcome.refuted) for row in ledger.rows for outcome in row.outcomes),
        points=tuple(_point_count(ledger.rows, point.key) for point in ledger_form().points),
    )


def _point_count(rows: Iterable[Row], point: str) -> PointCount:
    form = ledger_form()
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        kinds = {_kind(outcome) for outcome in row.outcomes if outcome.point == point}
        if any(form.box(code).column == form.point(point).column for code in row.people.ticks):
            kinds.add("problem")
        counts[next((kind for kind in PointCount.model_fields if kind in kinds), "not_applicable")] += 1
    return PointCount(**counts)


def _kind(outcome: Outcome) -> str:
    if outcome.is_ticked:
        return "problem"
    if outcome.open or outcome.finding is None:
        return "open"
    if outcome.refuted:
        return "clean"
    return {Verdict.BLOCKED: "blocked", Verdict.NOT_APPLICABLE: "not_applicable"}.get(outcome.finding.verdict, "clean")


def _sum(parts: Sequence[Totals]) -> dict[str, object]:
    points = (
        PointCount(
            **{kind: sum(getattr(part.points[place], kind) for part in parts) for kind in PointCount.model_fields}
        )
        for place in range(len(ledger_form().points))
    )
    numbers = {name: sum(getattr(part, name) for part in parts) for name in Totals.model_fields if name != "points"}
    return {**numbers, "points": tuple(points)}


def _open_reasons(rows: Iterable[Row]) -> tuple[OpenReason, ...]:
    checks: dict[str, int] = defaultdict(int)
    matters: dict[str, int] = defaultdict(int)
    for row in rows:
        for why, held_up in row.open_by_reason.items():
            checks[why] += len(held_up)
            matters[why] += 1
    reasons = (OpenReason(why=why, checks=checks[why], matters=matters[why]) for why in checks)
    return tuple(sorted(reasons, key=lambda reason: (-reason.matters, -reason.checks, reason.why)))
