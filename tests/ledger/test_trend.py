"""与上次比: what became of the problems of the report before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.findings import BOTH, RUN, all_clean, finding, matter
from zicha.ledger.ledger import ledgers
from zicha.ledger.trend import Change, EarlierReport, changes, earlier_report, known_since
from zicha.model.finding import Finding, Verdict
from zicha.model.statement import Correction, Statements, Tick

MINE = matter()
FOOD = matter("食品经营许可（新办）", 2, audience=BOTH)
THEN = date(2026, 10, 1)
WRONG = finding(MINE, "time_limits_are_accurate", Verdict.PROBLEM, ["时限不符"])


def clean_but(*others: Finding) -> tuple[Finding, ...]:
    """Findings of a matter of which everything is clean but these."""
    made = {each.subject for each in others}
    return (*(each for each in all_clean(MINE) if each.subject not in made), *others)


def earlier(**boxes: str) -> EarlierReport:
    """A report in which so much was ticked: `mine="B1 F1"`."""
    codes = {"mine": MINE.code, "food": FOOD.code}
    return EarlierReport(
        on=THEN, boxes={codes[name]: dict.fromkeys(words.split(), THEN) for name, words in boxes.items()}
    )


@pytest.mark.parametrize(
    ("before", "findings", "became"),
    [
        (earlier(mine=""), clean_but(WRONG), {"B1": Change.NEW}),
        (earlier(mine="B1"), clean_but(WRONG), {"B1": Change.PERSISTING}),
        (earlier(mine="B1 F1"), clean_but(WRONG), {"B1": Change.PERSISTING, "F1": Change.GONE}),
        (earlier(mine="B1"), clean_but(), {"B1": Change.GONE}),
        (
            earlier(mine="B1"),
            clean_but(finding(MINE, "process_is_accurate", Verdict.NEEDS_PERSON)),
            {"B1": Change.UNSETTLED},
        ),
        (
            earlier(mine="F1"),
            clean_but(finding(MINE, "guide_evaluation_opens", Verdict.BLOCKED, blocked_by="B1"), WRONG),
            {"B1": Change.NEW, "F1": Change.UNSETTLED},
        ),
        (earlier(mine="B1"), (finding(MINE, "guide_is_consistent"),), {"B1": Change.UNSETTLED}),
        (earlier(), clean_but(), {}),
    ],
)
def test_what_became_of_a_problem(before: EarlierReport, findings: tuple[Finding, ...], became: object) -> None:
    (ledger,) = ledgers((MINE,), findings, RUN)
    assert changes(ledger.rows[0], before) == became


def test_a_tick_that_a_person_took_away_is_not_gone() -> None:
    refuted = Correction(
        matter=MINE.name,
        box="B1",
        to=Tick.TAKEN_AWAY,
        refuted=("时限不符",),
        reason="看错了",
        who="审批科 007",
        on=date(2026, 11, 24),
    )
    mine = MINE.model_copy(update={"statements": Statements(corrections=(refuted,))})
    (ledger,) = ledgers((mine,), clean_but(WRONG), RUN)
    assert ledger.rows[0].outcomes[7].refuted
    assert changes(ledger.rows[0], earlier(mine="B1")) == {}


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (earlier(food="A1"), "新增 1 处（其中 1 处属首次自查的事项），没有查清 1 处"),
        (earlier(mine="B1 F4", food=""), "仍在 1 处，已消失 1 处；仍在的问题中最早的 2026-10-01 首次查到"),
        (earlier(mine="", food="A1 A2"), "新增 1 处，没有查清 2 处"),
    ],
)
def test_in_words(before: EarlierReport, words: str) -> None:
    (ledger,) = ledgers((MINE, FOOD), clean_but(WRONG), RUN.model_copy(update={"earlier": before}))
    assert ledger.trend is not None
    assert ledger.trend.words == words


def write_findings(file: Path, *findings: Finding) -> Path:
    file.write_text("\n".join(each.model_dump_json() for each in findings), encoding="utf-8")
    return file


def test_what_a_file_of_findings_says(tmp_path: Path) -> None:
    known = finding(MINE, "guide_evaluation_opens", Verdict.KNOWN_PROBLEM)
    unknown_box = WRONG.model_copy(update={"box": "Z9", "check": "guide_is_consistent"})
    file = write_findings(
        tmp_path / "findings.jsonl", WRONG, finding(FOOD, "guide_evaluation_opens"), unknown_box, known
    )
    file.write_text(file.read_text(encoding="utf-8") + "\n{torn", encoding="utf-8")
    boxes: dict[str, dict[str, date]] = {MINE.code: {"B1": THEN, "F1": THEN}, FOOD.code: {}}
    assert earlier_report([(THEN, file)]) == EarlierReport(on=THEN, boxes=boxes)


CLEAR = finding(MINE, "time_limits_are_accurate")
UNREAD = finding(MINE, "time_limits_are_accurate", Verdict.UNCHECKED)
OTHER_CHECK = finding(MINE, "materials_are_accurate")
OTHER_WRONG = finding(MINE, "materials_are_accurate", Verdict.PROBLEM, ["材料不符"])
OTHER_BOX = WRONG.model_copy(update={"box": "B3"})
DAYS = tuple(date(2026, month, 1) for month in (7, 8, 9))


@pytest.mark.parametrize(
    ("runs", "since"),
    [
        ([[WRONG], [WRONG], [WRONG]], {"B1": DAYS[0]}),
        ([[CLEAR], [WRONG], [WRONG]], {"B1": DAYS[1]}),
        ([[WRONG], [CLEAR], [WRONG]], {"B1": DAYS[2]}),
        ([[WRONG], [UNREAD], [WRONG]], {"B1": DAYS[0]}),
        ([[WRONG], [], [UNREAD]], {"B1": DAYS[0]}),
        ([[WRONG], [OTHER_CHECK], []], {"B1": DAYS[0]}),
        ([[WRONG], [OTHER_WRONG, CLEAR], []], {"B1": DAYS[0]}),
        ([[WRONG], [OTHER_BOX], []], {"B3": DAYS[1]}),
        ([[WRONG], [WRONG], [CLEAR]], {}),
    ],
    ids=["always", "later", "again", "unread", "left_out", "other_check", "other_words", "other_box", "gone"],
)
def test_since_when_a_problem_stands(tmp_path: Path, runs: list[list[Finding]], since: dict[str, date]) -> None:
    files = [write_findings(tmp_path / f"{number}.jsonl", *each) for number, each in enumerate(runs)]
    assert earlier_report(list(zip(DAYS, files, strict=True))).boxes == {MINE.code: since}


@pytest.mark.parametrize(("day", "change"), [(1, Change.PERSISTING), (2, Change.NEW)])
def test_a_tick_of_a_person_is_as_old_as_the_person_says(day: int, change: Change) -> None:
    tick = Correction(
        matter=MINE.name, box="D2", to=Tick.SET, reason="提交后没有反应", who="窗口 12", on=date(2026, 10, day)
    )
    mine = MINE.model_copy(update={"statements": Statements(corrections=(tick,))})
    (ledger,) = ledgers((mine,), clean_but(), RUN)
    assert changes(ledger.rows[0], earlier(mine="")) == {"D2": change}
    assert known_since(ledger.rows[0], earlier(mine="")) == ({"D2": THEN} if change is Change.PERSISTING else {})
