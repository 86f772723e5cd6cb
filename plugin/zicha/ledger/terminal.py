"""The summary on the terminal: a few lines for each department, and where the report lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from zicha.catalogue.form import ledger_form
from zicha.ledger.answers_draft import FOLDER
from zicha.ledger.ledger import WORKBOOK_FOLDER, Ledger, reread_in_words
from zicha.ledger.open_questions import open_questions
from zicha.ledger.reminders import reminders
from zicha.model.finding import Verdict

_MOST_REMARKS = 5
_MOST_REMINDERS = 10


def summary(ledgers: Sequence[Ledger], report: Path) -> Iterator[str]:
    """Yield the lines of the summary."""
    covered = [ledger for ledger in ledgers if ledger.rows]
    for ledger in covered:
        rows = ledger.rows
        counts = (
            f"无问题 {sum(row.is_clean for row in rows)}",
            f"有问题 {sum(bool(row.boxes) for row in rows)}",
            f"未查完 {sum(not row.is_complete for row in rows)}",
        )
        yield f"{ledger.department.full_name}：已查 {len(rows)} 个事项，{'，'.join(counts)}"
        ticked = [row for row in rows if row.boxes]
        for row in ticked[:_MOST_REMARKS]:
            boxes = "、".join(ledger_form().box(code).wording for code in row.boxes)
            yield f"    ☑ {row.matter.name}：{boxes}。{row.remark}"
        if len(ticked) > _MOST_REMARKS:
            yield f"    …… 另有 {len(ticked) - _MOST_REMARKS} 个事项有问题，见报告"
    findings = [o.finding for ledger in covered for row in ledger.rows for o in row.outcomes if o.finding]
    failures = sum(finding.verdict is Verdict.UNCHECKED for finding in findings)
    if failures:
        yield f"有 {failures} 项检查未能核查（门户、网络、账号或本工具的原因），不作为问题，也不作为无问题，请稍后重查"
    if ledgers and ledgers[0].run.reread is not None:
        yield reread_in_words(ledgers[0].run.reread)
        changes = [line for ledger in covered for line in ledger.reread_changes]
        yield from (f"    {line}" for line in changes[:_MOST_REMARKS])
        if len(changes) > _MOST_REMARKS:
            yield f"    …… 另有 {len(changes) - _MOST_REMARKS} 个事项，见各部门台账底稿"
    left_open = ledgers[0].run.left_open if ledgers else ()
    if left_open:
        named = "；".join(left_open[:_MOST_REMARKS]) + ("……" if len(left_open) > _MOST_REMARKS else "")
        yield f"有 {len(left_open)} 件测试件尚未办结，也没有撤回，请到“我的办件”人工处理：{named}"
    yield from _questions(covered, report)
    reminder_lines = [line for ledger in covered for line in reminders(ledger)]
    yield from (f"提醒：{line}" for line in reminder_lines[:_MOST_REMINDERS])
    if len(reminder_lines) > _MOST_REMINDERS:
        yield f"    …… 另有 {len(reminder_lines) - _MOST_REMINDERS} 条提醒，见报告"
    matters = sum(len(ledger.rows) + len(ledger.uncovered) for ledger in ledgers)
    yield f"合计：已查 {sum(len(ledger.rows) for ledger in covered)} / {matters} 个事项"
    if any(ledger.is_demo for ledger in covered):
        yield f"注意：{ledger_form().demo_notice}"
    yield f"台账底稿：{report / 'index.html'}"
    yield f"电子台账：{report / WORKBOOK_FOLDER}"


def _questions(ledgers: Sequence[Ledger], report: Path) -> Iterator[str]:
    """Yield how many questions wait for people, and where they may be answered."""
    numbers = {
        ledger.department.full_name: sum(question.is_pending for question in open_questions(ledger))
        for ledger in ledgers
    }
    waiting = {name: number for name, number in numbers.items() if number}
    if waiting:
        most = "，".join(f"{name} {number} 个" for name, number in list(waiting.items())[:_MOST_REMARKS])
        more = "等" if len(waiting) > _MOST_REMARKS else ""
        yield f"有 {sum(waiting.values())} 个问题待人工核查（{most}{more}），填写后放回事项清单：{report / FOLDER}"
