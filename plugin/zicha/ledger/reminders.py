"""What a ledger reminds a department of: declarations, answers and statements that match nothing any more."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.ledger.ledger import Ledger, RunInfo
from zicha.ledger.rows import Row
from zicha.model.answer import ANY_MATTER
from zicha.model.finding import Verdict
from zicha.model.statement import Tick

_CONCLUDED = (
    Verdict.CLEAN,
    Verdict.PROBLEM,
    Verdict.KNOWN_PROBLEM,
    Verdict.RECTIFIED,
    Verdict.NEEDS_PERSON,
    Verdict.NOT_APPLICABLE,
)


def reminders(ledger: Ledger) -> Iterator[str]:
    """Yield what a department should correct in its own files: terms that ran out, and entries that match nothing."""
    for row in ledger.rows:
        for outcome in row.outcomes:
            finding = outcome.finding
            if finding is not None and finding.verdict is Verdict.PROBLEM and finding.reason:
                yield f"{row.matter.name}：{finding.reason}"
        yield from _idle_declarations(row, ledger.run)
        yield from _idle_answers(row)
        for one in row.people.outdated:
            yield f"{row.matter.name}：{one.box} 于{one.on}填报“{one.progress}”，之后的自查仍然查到，没有采用"
        for refuted in row.people.corrections:
            if refuted.to is Tick.TAKEN_AWAY and any(o.box == refuted.box and o.is_ticked for o in row.outcomes):
                words = "所指的说明与这次查到的不同，没有采用；确属误报的，请照这次的说明再填一次"
                yield f"{row.matter.name}：{refuted.box} 的更正（{refuted.signature}）{words}"


def _idle_declarations(row: Row, run: RunInfo) -> Iterator[str]:
    """Yield the 已知问题 that no check of this run looked at."""
    for known in row.matter.known_problems:
        of_box = [o for o in row.outcomes if o.box == known.box and known.identity in (None, o.identity)]
        if any(o.finding is not None and o.finding.verdict in _CONCLUDED for o in of_box):
            continue
        if run.selection and any(o.finding is None for o in of_box):
            continue  # this run did not choose it
        account = f"用{known.identity}账号" if known.identity else ""
        why = f"没有检查会{account}查这个选项" if not of_box else "这一选项本次没有查成"
        yield f"{row.matter.name}：已知问题 {known.box}（登记于{known.since}）没有得到核对，{why}"


def _idle_answers(row: Row) -> Iterator[str]:
    """Yield the answers to questions that no longer exist. While a check of the box is missing, one may come back."""
    questions = {question.id for o in row.outcomes if o.finding for question in o.finding.questions}
    for number in dict.fromkeys(answer.question for answer in row.matter.answers if answer.matter != ANY_MATTER):
        of_box = [o for o in row.outcomes if o.box == number.partition("-")[0]]
        concluded = all(o.finding is not None and o.finding.verdict in _CONCLUDED for o in of_box)
        if number not in questions and concluded:
            yield f"{row.matter.name}：已无此问题 {number}，可从答复文件中删去"
