"""The history of one 填报单位 in the store: its problems, each with what became of it up to a round."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from zicha.ledger.rows import NOT_RUN
from zicha.model.finding import Verdict
from zicha.model.matter import Method
from zicha.rounds.figures import BodyFigures, Coverage, Disposition, TrackedProblem, body_figures
from zicha.rounds.lifecycle import Sighting, State, lifecycle
from zicha.rounds.store import Store
from zicha.rounds.tables import DISPOSITIONS, FINDINGS, MATTERS, RUNS


class Round(NamedTuple):
    """A round: its name, and when its first run began."""

    name: str
    began: datetime


def rounds_of(store: Store) -> tuple[Round, ...]:
    """Return the rounds, oldest first."""
    began: dict[str, datetime] = {}
    for run in store.runs():
        began.setdefault(run.round, run.started)
    return tuple(Round(name, at) for name, at in began.items())


def bodies_of(store: Store) -> dict[str, str]:
    """Return every body that ever handed in, with its region."""
    query = (
        select(MATTERS.c.region_code, MATTERS.c.body, MATTERS.c.region)
        .distinct()
        .order_by(*MATTERS.c["region_code", "body"])
    )
    return {row.body: row.region for row in store.stream(query)}


class BodyHistory:
    """What the store has of one body, up to the round that is looked at."""

    def __init__(self, store: Store, body: str, rounds: Sequence[Round]) -> None:
        self.body = body
        self._rounds = rounds
        names = [each.name for each in rounds]
        query = (
            select(RUNS.c.round, RUNS.c.seal_number, RUNS.c.started, MATTERS)
            .join(RUNS, RUNS.c.id == MATTERS.c.run)
            .where(MATTERS.c.body == body, RUNS.c.round.in_(names))
            .order_by(RUNS.c.started, RUNS.c.id)
        )
        self._listed: dict[str, dict[str, Any]] = defaultdict(dict)
        self._runs: dict[str, dict[str, datetime]] = defaultdict(dict)
        for row in store.stream(query):
            known = self._listed[row.round].get(row.code)
            if known is None or row.is_covered:
                self._listed[row.round][row.code] = row
            self._runs[row.round][row.seal_number] = row.started
        self._texts: dict[tuple[str, str], tuple[str, ...]] = {}
        self._states = self._read_states(store, names)
        self._dispositions = self._read_dispositions(store, names)

    def figures(self, region: str) -> BodyFigures:
        """Return the figures of the last round."""
        last = self._rounds[-1]
        runs = list(self._runs[last.name].items())
        coverage = _coverage(self._listed[last.name].values()) if runs else None
        today = max((at for _, at in runs), default=last.began).date()
        return body_figures(self.body, region, runs, coverage, self.problems(), today)

    def problems(self) -> Iterator[TrackedProblem]:
        """Yield every box that was ever ticked."""
        for code, box in self._texts:
            name = next(rows[code].name for each in self._rounds if code in (rows := self._listed[each.name]))
            yield TrackedProblem(
                body=self.body,
                code=code,
                name=name,
                box=box,
                texts=self._texts[code, box],
                life=lifecycle(list(self._sightings(code, box))),
                disposition=self._dispositions.get((code, box)),
            )

    def _sightings(self, code: str, box: str) -> Iterator[Sighting]:
        for each in self._rounds:
            runs = self._runs[each.name]
            at = max(runs.values(), default=each.began)
            state = self._states.get((each.name, code, box))
            if state is None:
                is_gone = bool(runs) and code not in self._listed[each.name]
                state = (State.GONE if is_gone else State.UNKNOWN, at)
            yield Sighting(state=state[0], at=state[1])

    def _read_states(self, store: Store, names: Sequence[str]) -> Mapping[tuple[str, str, str], tuple[State, datetime]]:
        """Return what each round says of each box: the last of its runs that could tell."""
        query = (
            select(RUNS.c.round, RUNS.c.id, RUNS.c.started, *FINDINGS.c["code", "box", "verdict", "open", "texts"])
            .join(RUNS, RUNS.c.id == FINDINGS.c.run)
            .join(MATTERS, (MATTERS.c.run == FINDINGS.c.run) & (MATTERS.c.code == FINDINGS.c.code))
            .where(MATTERS.c.body == self.body, RUNS.c.round.in_(names))
            .order_by(RUNS.c.started, RUNS.c.id)
        )
        of_run: dict[tuple[str, int, datetime, str, str], State] = {}
        for row in store.stream(query):
            key = (row.round, row.id, row.started, row.code, row.box)
            state = _state(row.verdict, row.open)
            if state is State.TICKED:
                earlier = self._texts.get((row.code, row.box), ()) if of_run.get(key) is State.TICKED else ()
                self._texts[row.code, row.box] = tuple(dict.fromkeys((*earlier, *row.texts)))
            of_run[key] = min(of_run.get(key, State.CLEAR), state, key=_GRAVITY.index)
        states: dict[tuple[str, str, str], tuple[State, datetime]] = {}
        for (name, _, started, code, box), state in of_run.items():
            known = states.get((name, code, box))
            if known is None or state is not State.UNKNOWN or known[0] is State.UNKNOWN:
                states[name, code, box] = (state, started)
        return states

    def _read_dispositions(self, store: Store, names: Sequence[str]) -> Mapping[tuple[str, str], Disposition]:
        query = (
            select(DISPOSITIONS)
            .join(RUNS, RUNS.c.id == DISPOSITIONS.c.run)
            .join(MATTERS, (MATTERS.c.run == DISPOSITIONS.c.run) & (MATTERS.c.code == DISPOSITIONS.c.code))
            .where(MATTERS.c.body == self.body, RUNS.c.round.in_(names))
            .order_by(RUNS.c.started, DISPOSITIONS.c.id)
        )
        return {
            (row.code, row.box): Disposition(since=row.since, due=row.due, owner=row.owner, escalated=row.escalated)
            for row in store.stream(query)
        }


_GRAVITY = (State.TICKED, State.UNKNOWN, State.CLEAR)
_UNKNOWN_BY_VERDICT = (NOT_RUN, Verdict.BLOCKED.value)


def _state(verdict: str, open_reason: str) -> State:
    if verdict in (Verdict.PROBLEM.value, Verdict.KNOWN_PROBLEM.value):
        return State.TICKED
    return State.UNKNOWN if open_reason or verdict in _UNKNOWN_BY_VERDICT else State.CLEAR


def _coverage(rows: Any) -> Coverage:
    rows = list(rows)
    covered = [row for row in rows if row.is_covered]
    methods = Counter(Method(row.method) for row in covered)
    return Coverage(
        listed=len(rows),
        covered=len(covered),
        clean=sum(not row.boxes and not row.open_reasons for row in covered),
        with_problem=sum(bool(row.boxes) for row in covered),
        unfinished=sum(bool(row.open_reasons) for row in covered),
        methods={method: methods[method] for method in Method},
    )
