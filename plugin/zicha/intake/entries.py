"""What one person handed back, held against the ledger it is about: entries to keep, and what cannot be taken.

What the machine found is not overwritten: a tick may be taken away or set only with a reason, and each entry says who
says it, and when.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from pydantic import ValidationError

from zicha.catalogue.form import ledger_form
from zicha.evidence.masking import mask
from zicha.ledger.ledger import Ledger
from zicha.ledger.open_questions import open_questions
from zicha.ledger.people_sheets import details_of
from zicha.ledger.rows import Row
from zicha.model.answer import Answer
from zicha.model.refusals import first_refusal
from zicha.model.statement import Addition, Correction, Handling, Statement, Tick

Entry = Answer | Correction | Handling | Addition


_COLUMNS = MappingProxyType({"理由": "说明", "事项": "事项名称"})
"""Under which heads of a workbook stand what an answers file calls otherwise."""


@dataclass
class HandedBack:
    """What was read so far: the entries, and what is wrong, in words. `today` is the last day that may be told of."""

    entries: list[Entry] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    today: date = date.max

    def add(self, kind: type[Entry], place: str, **fields: object) -> None:
        """Take an entry with the keys of an answers file, or say at its place why it cannot be taken."""
        try:
            entry = kind.model_validate(fields, by_alias=True, by_name=False)
        except ValidationError as error:
            words = first_refusal(error)
            for key, column in _COLUMNS.items():
                words = words.replace(f"“{key}”", f"“{column}”")
            self.refuse(place, words)
            return
        if mask(entry.who) != entry.who:
            self.refuse(place, "“谁”写岗位或工号，不写电话、证件号")
        elif entry.on > self.today:
            self.refuse(place, f"“何时”写的 {entry.on} 还没有到，请写实际核查的日期")
        else:
            self.entries.append(entry)

    def refuse(self, place: str, words: str) -> None:
        self.refusals.append(f"{place}：{words}")


def contradictions(entries: Sequence[Entry], ledger: Ledger) -> Iterator[str]:
    """Yield what the entries say of something that the ledger does not hold, or hold otherwise."""
    rows = {name: row for row in ledger.rows for name in (row.matter.name, row.matter.code)}
    questions = {entry.question.id for entry in open_questions(ledger)}
    for entry in entries:
        if isinstance(entry, Answer):
            yield from _of_answer(entry, questions)
        elif (row := rows.get(entry.matter)) is None:
            yield f"“{entry.matter}”：台账中没有这个事项；没有自查过的事项不能填报"
        else:
            yield from (f"{row.matter.name}：{words}" for words in _of_statement(entry, row))


def _of_answer(answer: Answer, questions: Container[str]) -> Iterator[str]:
    if answer.question not in questions:
        yield f"问题 {answer.question}：这份报告中没有这个问题，请核对编号，或者用 --report 指明是哪一次自查"


def _of_statement(entry: Statement, row: Row) -> Iterator[str]:
    match entry:
        case Correction(to=Tick.TAKEN_AWAY):
            known = set(details_of(row, entry.box))
            for text in entry.refuted:
                if text not in known:
                    yield f"更正 {entry.box}：备注里没有“{text}”这条说明，请照抄"
        case Handling() if entry.box not in row.boxes:
            yield f"处理情况：{wording(entry.box)} 没有勾选，没有什么可处理的"
        case Addition() if not row.boxes:
            clean = ledger_form().no_problem
            yield f"没有勾选的行，备注只能是“{clean}”或者空着；发现了问题，请作为人工勾选填报，写明选项和理由"


def in_words(entry: Entry) -> str:
    """Return an entry as one line for the person who takes it in."""
    match entry:
        case Answer():
            return f"{entry.matter}：答复 {entry.question}：{entry.words}"
        case Correction(to=Tick.SET):
            return f"{entry.matter}：人工勾选 {wording(entry.box)}：{entry.words}"
        case Correction():
            return f"{entry.matter}：误报，去掉 {wording(entry.box)} 的“{'；'.join(entry.refuted)}”：{entry.words}"
        case Handling():
            note = f"：{entry.note}" if entry.note else ""
            return f"{entry.matter}：{wording(entry.box)} {entry.progress}{note}（{entry.signature}）"
        case Addition():
            return f"{entry.matter}：备注补充：{entry.words}"


def wording(code: str) -> str:
    """Return a box as a person knows it: its code and its wording, where there is such a box."""
    boxes = {box.code: box.wording for box in ledger_form().boxes}
    return f"{code}“{boxes[code]}”" if code in boxes else code
