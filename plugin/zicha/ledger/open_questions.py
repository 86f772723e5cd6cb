"""The questions of a ledger that wait for people, each with the row and the check it belongs to."""

from __future__ import annotations

from typing import NamedTuple

from zicha.ledger.ledger import Ledger
from zicha.ledger.rows import Outcome, Row
from zicha.model.answer import ANY_MATTER
from zicha.model.finding import Finding, Verdict
from zicha.model.question import Question


class OpenQuestion(NamedTuple):
    """A question with its row. One about the portal as a whole stands in the first row that waits for it."""

    row: Row
    outcome: Outcome
    finding: Finding
    question: Question

    @property
    def matter(self) -> str:
        return ANY_MATTER if self.question.everywhere else self.row.matter.name

    @property
    def is_pending(self) -> bool:
        """Whether the row is open because of it; beside a tick nobody needs to answer."""
        return bool(self.question.open) and self.finding.verdict is Verdict.NEEDS_PERSON


def open_questions(ledger: Ledger) -> tuple[OpenQuestion, ...]:
    """Return every question of a ledger, each once."""
    by_id: dict[str, OpenQuestion] = {}
    for row in ledger.rows:
        for outcome in row.outcomes:
            if outcome.finding is not None:
                for question in outcome.finding.questions:
                    entry = OpenQuestion(row, outcome, outcome.finding, question)
                    first = by_id.setdefault(question.id, entry)
                    if entry.is_pending and not first.is_pending:
                        by_id[question.id] = entry
    return tuple(by_id.values())
