"""What changes while the portal runs: sessions, applications, cases, evaluations. Kept in SQLite."""

from __future__ import annotations

import secrets
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, Field

from zicha.model.base import Model
from zicha.model.matter import Identity
from zicha_demo.application import ApplyStep

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, origin TEXT, identity TEXT, seen_at TEXT);
CREATE TABLE IF NOT EXISTS tickets (ticket TEXT PRIMARY KEY, identity TEXT);
CREATE TABLE IF NOT EXISTS applications (id INTEGER PRIMARY KEY, page_id TEXT, identity TEXT, content TEXT);
CREATE TABLE IF NOT EXISTS cases (number TEXT PRIMARY KEY, page_id TEXT, identity TEXT, content TEXT);
CREATE TABLE IF NOT EXISTS evaluations (id INTEGER PRIMARY KEY, identity TEXT, case_number TEXT, content TEXT);
"""


class Draft(Model):
    """An application on its way: what has been filled in, and how far it has come."""

    id: int = 0
    page_id: str
    identity: Identity
    reached: ApplyStep = ApplyStep.NOTICE
    form_page: int = 1
    saved: bool = False
    number: str = ""
    situation: dict[str, str] = Field(default_factory=dict)
    values: dict[str, str] = Field(default_factory=dict)
    handed_in: dict[str, str] = Field(default_factory=dict)


class CaseRecord(Model):
    """办件: what the department has done with it, and when."""

    number: str
    page_id: str
    identity: Identity
    applied_at: AwareDatetime
    accepted_at: AwareDatetime | None = None
    refused_at: AwareDatetime | None = None
    finished_at: AwareDatetime | None = None
    paper_at: AwareDatetime | None = None
    withdrawn_at: AwareDatetime | None = None

    def state(self, at: datetime) -> str:
        """Return 当前状态 as it was known at a moment."""
        for when, state in (
            (self.withdrawn_at, "主动终止"),
            (self.refused_at, "退回不受理"),
            (self.finished_at, "已办结"),
            (self.accepted_at, "已受理"),
        ):
            if when is not None and when <= at:
                return state
        return "待预审"


class EvaluationRecord(Model):
    """One submitted 好差评."""

    page_id: str
    identity: Identity
    case_number: str
    grade: str
    tags: tuple[str, ...]
    text: str
    at: AwareDatetime


class State:
    """The database. Only the server's thread uses it once the server runs."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=MEMORY")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        self._db.close()

    # Sessions

    def open_session(self, origin: str, identity: Identity, now: datetime) -> str:
        token = secrets.token_hex(16).upper()
        self._db.execute("INSERT INTO sessions VALUES (?,?,?,?)", (token, origin, identity, now.isoformat()))
        return token

    def session_identity(self, token: str, origin: str, now: datetime, minutes: int) -> Identity | None:
        """Return whose session it is, or None if there is none or it has been idle too long."""
        query = "SELECT identity, seen_at FROM sessions WHERE token=? AND origin=?"
        row = self._db.execute(query, (token, origin)).fetchone()
        if row is None:
            return None
        last_visit = datetime.fromisoformat(row[1])
        if now - last_visit > timedelta(minutes=minutes):
            self.close_session(token)
            return None
        if now - last_visit > timedelta(minutes=1):
            self._db.execute("UPDATE sessions SET seen_at=? WHERE token=?", (now.isoformat(), token))
        return Identity(row[0])

    def close_session(self, token: str) -> None:
        self._db.execute("DELETE FROM sessions WHERE token=?", (token,))

    def issue_ticket(self, identity: Identity) -> str:
        ticket = "ST-" + secrets.token_hex(12)
        self._db.execute("INSERT INTO tickets VALUES (?,?)", (ticket, identity))
        return ticket

    def use_ticket(self, ticket: str) -> Identity | None:
        """Return whose ticket it is; it works once."""
        row = self._db.execute("DELETE FROM tickets WHERE ticket=? RETURNING identity", (ticket,)).fetchone()
        return Identity(row[0]) if row else None

    # Applications

    def new_draft(self, page_id: str, identity: Identity) -> Draft:
        draft = Draft(page_id=page_id, identity=identity)
        query = "INSERT INTO applications (page_id, identity, content) VALUES (?,?,?)"
        cursor = self._db.execute(query, (page_id, identity, draft.model_dump_json()))
        return draft.model_copy(update={"id": cursor.lastrowid})

    def draft(self, id_: int) -> Draft | None:
        row = self._db.execute("SELECT id, content FROM applications WHERE id=?", (id_,)).fetchone()
        return Draft.model_validate_json(row[1]).model_copy(update={"id": row[0]}) if row else None

    def drafts(self, identity: Identity) -> list[Draft]:
        """Return what the identity has put aside (暂存) and not yet submitted, newest first."""
        query = "SELECT id, content FROM applications WHERE identity=? ORDER BY id DESC"
        rows = self._db.execute(query, (identity,)).fetchall()
        drafts = [Draft.model_validate_json(row[1]).model_copy(update={"id": row[0]}) for row in rows]
        return [draft for draft in drafts if draft.saved and not draft.number]

    def save_draft(self, draft: Draft) -> None:
        self._db.execute("UPDATE applications SET content=? WHERE id=?", (draft.model_dump_json(), draft.id))

    # Cases

    def add_case(self, case: CaseRecord) -> None:
        query = "INSERT OR REPLACE INTO cases VALUES (?,?,?,?)"
        self._db.execute(query, (case.number, case.page_id, case.identity, case.model_dump_json()))

    def case(self, number: str) -> CaseRecord | None:
        row = self._db.execute("SELECT content FROM cases WHERE number=?", (number,)).fetchone()
        return CaseRecord.model_validate_json(row[0]) if row else None

    def cases(self, identity: Identity | None = None) -> list[CaseRecord]:
        """Return the cases, newest first."""
        rows = self._db.execute("SELECT content FROM cases WHERE ? IN ('', identity)", (identity or "",)).fetchall()
        cases = [CaseRecord.model_validate_json(row[0]) for row in rows]
        return sorted(cases, key=lambda case: (case.applied_at, case.number), reverse=True)

    def count_cases(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM cases").fetchone()[0])

    # Evaluations

    def add_evaluation(self, record: EvaluationRecord) -> None:
        query = "INSERT INTO evaluations (identity, case_number, content) VALUES (?,?,?)"
        self._db.execute(query, (record.identity, record.case_number, record.model_dump_json()))

    def evaluations(self, identity: Identity) -> list[EvaluationRecord]:
        """Return what the identity has evaluated, newest first."""
        query = "SELECT content FROM evaluations WHERE identity=? ORDER BY id DESC"
        return [EvaluationRecord.model_validate_json(row[0]) for row in self._db.execute(query, (identity,))]
