"""The tables of the store. Rows are only ever added: triggers refuse to change or remove one.

The migrations (migrations/versions) make them; tests compare both.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

from zicha.model.base import BEIJING

METADATA = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment with its zone, which SQLite would forget."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else (value if value.tzinfo else value.replace(tzinfo=BEIJING)).astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(BEIJING)


_NUMBER = BigInteger().with_variant(Integer, "sqlite")

RUNS = Table(
    "runs",
    METADATA,
    Column("id", _NUMBER, primary_key=True),
    Column("seal_number", String(19), nullable=False, unique=True),
    Column("round", String(100), nullable=False, index=True),
    Column("portal", Text, nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("version", String(50), nullable=False),
    Column("selection", Text, nullable=False),
    Column("started", Moment, nullable=False),
    Column("finished", Moment, nullable=False),
    Column("received", Moment, nullable=False),
    Column("place", Text, nullable=False),
)
"""One report each, by its 封存号."""

MATTERS = Table(
    "matters",
    METADATA,
    Column("run", _NUMBER, ForeignKey("runs.id"), primary_key=True),
    Column("code", String(36), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("region", String(50), nullable=False),
    Column("region_code", String(6), nullable=False),
    Column("body", String(200), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("system", Text, nullable=False),
    Column("method", String(20), nullable=False),
    Column("is_covered", Boolean, nullable=False),
    Column("case_number", Text, nullable=False),
    Column("boxes", JSON, nullable=False),
    Column("handling", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("open_reasons", JSON, nullable=False),
    Index("matters_by_code", "code"),
)
"""The matters of the bodies that a report is of, as its ledger has them; one without a row is not covered."""

FINDINGS = Table(
    "findings",
    METADATA,
    Column("id", _NUMBER, primary_key=True),
    Column("run", _NUMBER, ForeignKey("runs.id"), nullable=False),
    Column("code", String(36), nullable=False),
    Column("check", String(100), nullable=False),
    Column("identity", String(2), nullable=False),
    Column("box", String(2), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("open", Text, nullable=False),
    Column("texts", JSON, nullable=False),
    Column("observed", Moment),
    UniqueConstraint("run", "code", "check", "identity"),
)
"""What each check concluded; `open` is why its row is not finished, if it is not."""

ANSWERS = Table(
    "answers",
    METADATA,
    Column("id", _NUMBER, primary_key=True),
    Column("run", _NUMBER, ForeignKey("runs.id"), nullable=False),
    Column("code", String(36), nullable=False),
    Column("question", String(100), nullable=False),
    Column("reply", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("note", Text, nullable=False),
)
"""What people answered to the questions of a run."""

DISPOSITIONS = Table(
    "dispositions",
    METADATA,
    Column("id", _NUMBER, primary_key=True),
    Column("run", _NUMBER, ForeignKey("runs.id"), nullable=False),
    Column("code", String(36), nullable=False),
    Column("box", String(2), nullable=False),
    Column("since", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("owner", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("escalated", Boolean, nullable=False),
)
"""What a body declares about a problem: who mends it, by when, and whether the province must help."""
