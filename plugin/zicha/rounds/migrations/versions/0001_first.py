"""The first tables, to which rows are only added."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_TABLES = ("runs", "matters", "findings", "answers", "dispositions")


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("seal_number", sa.String(19), nullable=False, unique=True),
        sa.Column("round", sa.String(100), nullable=False, index=True),
        sa.Column("portal", sa.Text, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.Column("version", sa.String(50), nullable=False),
        sa.Column("selection", sa.Text, nullable=False),
        sa.Column("started", _MOMENT, nullable=False),
        sa.Column("finished", _MOMENT, nullable=False),
        sa.Column("received", _MOMENT, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
    )
    op.create_table(
        "matters",
        sa.Column("run", _NUMBER, sa.ForeignKey("runs.id"), primary_key=True),
        sa.Column("code", sa.String(36), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("region", sa.String(50), nullable=False),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("body", sa.String(200), nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("is_covered", sa.Boolean, nullable=False),
        sa.Column("case_number", sa.Text, nullable=False),
        sa.Column("boxes", sa.JSON, nullable=False),
        sa.Column("handling", sa.Text, nullable=False),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("open_reasons", sa.JSON, nullable=False),
        sa.Index("matters_by_code", "code"),
    )
    op.create_table(
        "findings",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("run", _NUMBER, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("code", sa.String(36), nullable=False),
        sa.Column("check", sa.String(100), nullable=False),
        sa.Column("identity", sa.String(2), nullable=False),
        sa.Column("box", sa.String(2), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("open", sa.Text, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("observed", _MOMENT),
        sa.UniqueConstraint("run", "code", "check", "identity"),
    )
    op.create_table(
        "answers",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("run", _NUMBER, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("code", sa.String(36), nullable=False),
        sa.Column("question", sa.String(100), nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "dispositions",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("run", _NUMBER, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("code", sa.String(36), nullable=False),
        sa.Column("box", sa.String(2), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("escalated", sa.Boolean, nullable=False),
    )
    refuse = _refuse_on_postgresql if op.get_bind().dialect.name == "postgresql" else _refuse_on_sqlite
    refuse()


def _refuse_on_sqlite() -> None:
    for table in _TABLES:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'rows are only added'); END"
            )


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION rows_are_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows are only added'; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION rows_are_only_added()"
        )
