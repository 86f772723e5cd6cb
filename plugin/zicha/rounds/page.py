"""The bureau's page of a round: who handed in and who did not, what changed, rates, and what has stood for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from jinja2 import ChoiceLoader, PackageLoader

from zicha import __version__
from zicha.catalogue.form import ledger_form
from zicha.catalogue.working_days import working_days
from zicha.ledger.html import report_environment
from zicha.ledger.ledger import RunInfo
from zicha.model.base import Model
from zicha.rounds.figures import SMALLEST_RANKED, BodyFigures, TrackedProblem, body_figures, ranking
from zicha.rounds.history import BodyHistory, bodies_of, rounds_of
from zicha.rounds.lifecycle import Change
from zicha.rounds.store import Store, StoreError

AGES = (90, 60, 30)
"""Days: the open problems are listed by the first of these that they have reached."""
_MOST_LISTED = 500
_TOLD = (Change.NEW, Change.RECURRING, Change.RECTIFIED, Change.GONE)


class RoundReport(Model):
    """What the page shows."""

    name: str
    rounds: tuple[str, ...]
    demo: bool
    portals: tuple[str, ...]
    began: datetime
    ended: datetime
    figures: tuple[BodyFigures, ...]
    problems: tuple[TrackedProblem, ...]

    @property
    def day(self) -> date:
        return self.ended.date()

    @property
    def missing(self) -> tuple[BodyFigures, ...]:
        """Return the bodies that have not handed in."""
        return tuple(each for each in self.figures if each.coverage is None)

    @property
    def changed(self) -> tuple[TrackedProblem, ...]:
        """Return what is new, back, mended or gone."""
        return tuple(each for each in self.problems if each.life.change in _TOLD)

    def standing(self) -> tuple[tuple[int, tuple[TrackedProblem, ...]], ...]:
        """Return the open problems by age: days → those that have stood so long and not longer than the days before."""
        opened = sorted((each for each in self.problems if each.life.change.is_open), key=lambda p: -p.age(self.day))
        groups, upper = [], 10**6
        for days in AGES:
            groups.append((days, tuple(each for each in opened if days <= each.age(self.day) < upper)))
            upper = days
        return tuple(groups)


def round_report(store: Store, name: str | None, listed: Mapping[str, str]) -> RoundReport:
    """Return a round, the last one where none is named, among the rounds before. `listed` are all bodies.

    Raise StoreError when there is no such round.
    """
    rounds = rounds_of(store)
    names = [each.name for each in rounds]
    if not names:
        raise StoreError("轮次库里还没有报告，请先用 zicha merge 并入")
    if name is not None and name not in names:
        raise StoreError(f"轮次库里没有“{name}”这一轮，有：{'、'.join(names)}")
    rounds = rounds[: names.index(name) + 1] if name else rounds
    runs = store.runs(rounds[-1].name)
    handed_in = bodies_of(store)
    figures: list[BodyFigures] = []
    problems: list[TrackedProblem] = []
    day = max(run.finished for run in runs).date()
    for body, region in {**listed, **handed_in}.items():
        if body not in handed_in:
            figures.append(body_figures(body, region, (), None, (), day))
            continue
        history = BodyHistory(store, body, rounds)
        figures.append(history.figures(region))
        problems += history.problems()
    return RoundReport(
        name=rounds[-1].name,
        rounds=tuple(each.name for each in rounds),
        demo=any(run.demo for run in runs),
        portals=tuple(dict.fromkeys(run.portal for run in runs)),
        began=runs[0].started,
        ended=max(run.finished for run in runs),
        figures=tuple(figures),
        problems=tuple(problems),
    )


def write_round_page(file: Path, report: RoundReport) -> None:
    """Write the page."""
    environment = report_environment()
    environment.loader = ChoiceLoader(
        [PackageLoader("zicha.rounds", "templates"), PackageLoader("zicha.ledger", "templates")]
    )
    form = ledger_form()
    run = RunInfo(
        portal="、".join(report.portals),
        started=report.began,
        finished=report.ended,
        version=__version__,
        calendar=str(working_days()),
    )
    page = environment.get_template("round.html").render(
        report=report,
        ranked=ranking(report.figures),
        smallest=SMALLEST_RANKED,
        changes=[change for change in Change if change is not Change.NONE],
        told=_TOLD,
        most=_MOST_LISTED,
        form=form,
        run=run,
        demo=report.demo,
        notices=(form.demo_notice,) if report.demo else (),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(page.encode())


def round_lines(report: RoundReport) -> Sequence[str]:
    """Return what the terminal says of a round."""
    counts = {change: sum(each.changes[change] for each in report.figures) for change in Change if change}
    handed_in = len(report.figures) - len(report.missing)
    lines = [f"{report.name}：已报送 {handed_in} / {len(report.figures)} 个单位"]
    lines.append("，".join(f"{change} {number}" for change, number in counts.items()))
    if report.missing:
        names = [each.body for each in report.missing]
        lines.append(f"没有报送：{'、'.join(names[:10])}{f'等 {len(names)} 个' if len(names) > 10 else ''}")
    for days, problems in report.standing():
        if problems:
            lines.append(f"满 {days} 天仍未整改：{len(problems)} 处")
    return lines
