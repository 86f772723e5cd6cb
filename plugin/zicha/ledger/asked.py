"""What a ledger asks of people, and what it must remind them of: open questions, idle declarations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zicha.ledger.ledger import Ledger
from zicha.ledger.rows import Outcome, Row
from zicha.model.answer import ANY_MATTER
from zicha.model.finding import Finding, Verdict
from zicha.model.question import Question

_CONCLUDED = (
    Verdict.CLEAN,
    Verdict.PROBLEM,
    Verdict.KNOWN_PROBLEM,
    Verdict.RECTIFIED,
    Verdict.NEEDS_PERSON,
    Verdict.NOT_APPLICABLE,
)


class OpenQuestion(NamedTuple):
    """A question where it was asked. One about the portal as a whole stands with the first matter that asked it."""

    row: Row
    outcome: Outcome
    finding: Finding
    question: Question

    @property
    def matter(self) -> str:
        return ANY_MATTER if self.question.everywhere else self.row.matter.name

    @property
    def holds_up(self) -> bool:
        """Whether the row is open because of it; beside a tick nobody needs to answer."""
        return bool(self.question.open) and self.finding.verdict is Verdict.NEEDS_PERSON


def questions_of(ledger: Ledger) -> tuple[OpenQuestion, ...]:
    """Every question of a ledger, each once."""
    found: dict[str, OpenQuestion] = {}
    for row in ledger.rows:
        for outcome in row.outcomes:
            if outcome.finding is not None:
                for question in outcome.finding.questions:
                    found.setdefault(question.id, OpenQuestion(row, outcome, outcome.finding, question))
    return tuple(found.values())


def reminders(ledger: Ledger) -> Iterator[str]:
    """What the department should put right in its own files: terms that ran out, and entries that match nothing."""
    for row in ledger.rows:
        for outcome in row.outcomes:
            finding = outcome.finding
            if finding is not None and finding.verdict is Verdict.PROBLEM and finding.reason:
                yield f"{row.matter.name}：{finding.reason}"
        yield from _idle_declarations(row, partial=bool(ledger.run.selection))
        yield from _idle_answers(row)


def _idle_declarations(row: Row, partial: bool) -> Iterator[str]:
    for known in row.matter.known_problems:
        of_box = [o for o in row.outcomes if o.box == known.box and known.identity in (None, o.identity)]
        if any(o.finding is not None and o.finding.verdict in _CONCLUDED for o in of_box):
            continue
        if partial and any(o.finding is None for o in of_box):
            continue  # it was not asked for
        account = f"用{known.identity}账号" if known.identity else ""
        why = f"没有检查会{account}查这个选项" if not of_box else "这一选项本次没有查成"
        yield f"{row.matter.name}：已知问题 {known.box}（登记于{known.since}）没有得到核对，{why}"


def _idle_answers(row: Row) -> Iterator[str]:
    """Answers to questions that are asked no more. As long as a check of the box is missing, one may be asked again."""
    asked = {question.id for o in row.outcomes if o.finding for question in o.finding.questions}
    for number in dict.fromkeys(answer.question for answer in row.matter.answers if answer.matter != ANY_MATTER):
        of_box = [o for o in row.outcomes if o.box == number.partition("-")[0]]
        concluded = all(o.finding is not None and o.finding.verdict in _CONCLUDED for o in of_box)
        if number not in asked and concluded:
            yield f"{row.matter.name}：已无此问题 {number}，可从答复文件中删去"
