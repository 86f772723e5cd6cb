"""The store: SQLite in a file, or PostgreSQL by its address, with the same code. Rows are only added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Self

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, Row, Select, create_engine, event, func, insert, select, true
from sqlalchemy.exc import SQLAlchemyError

from zicha.evidence.seal import Closing
from zicha.ledger.ledger import Ledger
from zicha.ledger.printing import state_lines
from zicha.ledger.rows import Row as LedgerRow
from zicha.model.finding import Severity
from zicha.model.matter import Matter
from zicha.rounds.tables import ANSWERS, DISPOSITIONS, FINDINGS, MATTERS, RUNS

_AT_ONCE = 500
"""Rows that are fetched at once, so that memory does not grow with the city."""


class StoreError(Exception):
    """The store cannot be opened or written; the text says why."""


class Store:
    """An open store. A context: its connections are closed at the end."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, address: str) -> Self:
        """Open a store, a file or postgresql://…, and bring its tables to this version. Raise StoreError."""
        is_address = "://" in address
        url = address.replace("postgresql://", "postgresql+psycopg://", 1) if is_address else f"sqlite:///{address}"
        try:
            engine = create_engine(url)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _prepare_sqlite)
            with engine.begin() as connection:
                migrate(connection)
        except (SQLAlchemyError, ImportError) as error:
            reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            raise StoreError(f"打不开轮次库 {_without_password(address)}：{reason}") from error
        return cls(engine)

    def close(self) -> None:
        self.engine.dispose()

    def holds(self, seal_number: str) -> bool:
        """Return whether a report is there already."""
        with self.engine.connect() as connection:
            return connection.scalar(select(RUNS.c.id).where(RUNS.c.seal_number == seal_number)) is not None

    def add(
        self,
        ledgers: Sequence[Ledger],
        closing_record: Closing,
        round_name: str,
        received: datetime,
        place: str,
    ) -> None:
        """Add a report whole, or nothing of it. Raise StoreError."""
        try:
            with self.engine.begin() as connection:
                run = connection.execute(
                    insert(RUNS).returning(RUNS.c.id),
                    {
                        "seal_number": closing_record.number,
                        "round": round_name,
                        "portal": closing_record.portal,
                        "demo": closing_record.demo,
                        "version": closing_record.version,
                        "selection": closing_record.selection,
                        "started": closing_record.started,
                        "finished": closing_record.finished,
                        "received": received,
                        "place": place,
                    },
                ).scalar_one()
                for ledger in ledgers:
                    for table, lines in _lines(ledger, run):
                        if lines:
                            connection.execute(insert(table), lines)
        except SQLAlchemyError as error:
            raise StoreError(f"{place}：写不进轮次库：{str(error).splitlines()[0]}") from error

    def runs(self, round_name: str | None = None) -> list[Row[Any]]:
        """Return the runs, of one round or of all, oldest first."""
        query = select(RUNS).order_by(RUNS.c.started, RUNS.c.id)
        with self.engine.connect() as connection:
            return list(connection.execute(query if round_name is None else query.where(RUNS.c.round == round_name)))

    def stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        """Yield what a query gives, a part at a time."""
        with self.engine.connect() as connection:
            yield from connection.execution_options(yield_per=_AT_ONCE).execute(query)


def migrate(connection: Connection) -> None:
    """Bring the tables to this version."""
    config = Config()
    config.set_main_option("script_location", "zicha.rounds:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def latest_rows(round_name: str, bodies: Collection[str] | None = None) -> Select[Any]:
    """Return the query for a round's ledger: of each matter the row of the last run in which it has one.

    With `bodies` it is that of these alone.
    """
    is_meant = MATTERS.c.body.in_(bodies) if bodies is not None else true()
    number = func.row_number().over(partition_by=MATTERS.c.code, order_by=(RUNS.c.started.desc(), RUNS.c.id.desc()))
    ranked = (
        select(MATTERS, RUNS.c.seal_number, RUNS.c.started, RUNS.c.demo, number.label("number"))
        .join(RUNS, RUNS.c.id == MATTERS.c.run)
        .where(RUNS.c.round == round_name, MATTERS.c.is_covered, is_meant)
        .subquery()
    )
    order = (ranked.c.region_code, ranked.c.body, ranked.c.position, ranked.c.code)
    return select(ranked).where(ranked.c.number == 1).order_by(*order)


def _lines(ledger: Ledger, run: int) -> Iterator[tuple[Any, list[dict[str, object]]]]:
    """Yield the rows for each table."""
    covered = [_matter_line(run, at, row.matter, row) for at, row in enumerate(ledger.rows)]
    others = [_matter_line(run, len(covered) + at, matter, None) for at, matter in enumerate(ledger.uncovered)]
    yield MATTERS, covered + others
    yield FINDINGS, [line for row in ledger.rows for line in _finding_lines(run, row)]
    yield ANSWERS, [line for row in ledger.rows for line in _answer_lines(run, row)]
    yield DISPOSITIONS, [line for row in ledger.rows for line in _disposition_lines(run, row.matter)]


def _matter_line(run: int, position: int, matter: Matter, row: LedgerRow | None) -> dict[str, object]:
    return {
        "run": run,
        "code": matter.code,
        "position": position,
        "region": matter.department.region,
        "region_code": matter.department.region_code,
        "body": matter.department.full_name,
        "name": matter.name,
        "system": matter.system,
        "method": matter.method.value,
        "is_covered": row is not None,
        "case_number": row.number if row else "",
        "boxes": list(row.boxes) if row else [],
        "handling": "\n".join(map(str, state_lines(row))) if row else "",
        "remark": row.remark if row else "",
        "open_reasons": {why: list(held) for why, held in row.open_by_reason.items()} if row else {},
    }


def _finding_lines(run: int, row: LedgerRow) -> Iterator[dict[str, object]]:
    for outcome in row.outcomes:
        finding = outcome.finding
        problems = finding.problems if finding else ()
        yield {
            "run": run,
            "code": row.matter.code,
            "check": outcome.check,
            "identity": outcome.identity or "",
            "box": outcome.box,
            "verdict": outcome.word,
            "open": outcome.open,
            "texts": [problem.text for problem in problems if problem.severity is Severity.ERROR],
            "observed": finding.observed_at if finding else None,
        }


def _answer_lines(run: int, row: LedgerRow) -> Iterator[dict[str, object]]:
    answers = {
        (question.id, answer): None
        for outcome in row.outcomes
        if outcome.finding is not None
        for question in outcome.finding.questions
        for answer in question.answers
    }
    for number, answer in answers:
        yield {
            "run": run,
            "code": row.matter.code,
            "question": number,
            "reply": answer.reply.value,
            "who": answer.who,
            "day": answer.on,
            "note": answer.note or "",
        }


def _disposition_lines(run: int, matter: Matter) -> Iterable[dict[str, object]]:
    return (
        {
            "run": run,
            "code": matter.code,
            "box": known.box,
            "since": known.since,
            "due": known.expires,
            "owner": known.owner,
            "reason": known.reason,
            "escalated": known.escalated,
        }
        for known in matter.known_problems
    )


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _without_password(address: str) -> str:
    head, at, host = address.rpartition("@")
    return f"{head.split('://')[0]}://…@{host}" if at else address
