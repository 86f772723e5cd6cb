"""What an inspection must say about the matter of a case, by its kind. Each raises AssertionError where it does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from tests.matrix.matrix_cases import Case, Kind
from zicha.ledger.rows import NOT_RUN, Outcome, Row
from zicha.model.finding import Verdict
from zicha.model.question import Question
from zicha_demo.defects import Doubt, Fault, Twin

HARMLESS = frozenset({Verdict.CLEAN, Verdict.NOT_DUE, Verdict.NOT_APPLICABLE})
"""What the checks of other boxes may conclude where nothing is wrong."""


def _folded(text: str) -> str:
    """Some pages write digits in full width or number their labels, and a remark quotes them so."""
    return re.sub(r"(?<=“)\d{1,2}(?:\.\d{1,2})*[.、]?\s+(?=\D)", "", unicodedata.normalize("NFKC", text))


def _troubled(case: Case, row: Row) -> list[Outcome]:
    """What is not as where nothing is wrong; what the kind of matter does not reach is no trouble."""
    return [
        outcome
        for outcome in row.outcomes
        if outcome.word not in HARMLESS and outcome.word != _out_of_reach(case, outcome)
    ]


def _out_of_reach(case: Case, outcome: Outcome) -> Verdict | None:
    """未核查 where a matter of that kind ends so."""
    return Verdict.NOT_REACHED if case.healthy_verdict(outcome.box) is Verdict.NOT_REACHED else None


def _otherwise(outcomes: Iterable[Outcome], expected: Callable[[Outcome], str]) -> list[str]:
    """The checks that did not end as expected."""
    return [f"{each.check}：{each.word}" for each in outcomes if each.word != expected(each)]


def _questions(row: Row) -> list[tuple[str, Question]]:
    """What a person is asked, each with its box."""
    return [(each.box, question) for each in row.outcomes if each.finding for question in each.finding.questions]


def _in_words(row: Row) -> str:
    """The row for the reader of a failure."""
    texts = (
        f"{outcome.box} {row.subject(outcome)}：{outcome.word}，{outcome.finding.reason if outcome.finding else ''}"
        for outcome in row.outcomes
        if outcome.word != Verdict.CLEAN
    )
    return "\n".join([f"{row.matter.name}：{row.boxes}，备注 {row.remark}", *texts])


def a_defect_ticks_exactly_its_boxes(case: Case, row: Row) -> None:
    assert frozenset(row.boxes) == case.ticks, f"{case.name}\n{_in_words(row)}"
    for words in case.remark:
        assert _folded(words) in _folded(row.remark), f"{case.name}\n{_in_words(row)}"
    unseen = [outcome for outcome in row.outcomes if outcome.word in (Verdict.UNCHECKED, Verdict.NOT_REACHED, NOT_RUN)]
    assert [each for each in unseen if each.word != _out_of_reach(case, each)] == [], f"{case.name}\n{_in_words(row)}"


def what_only_looks_like_a_defect_ticks_nothing(case: Case, row: Row) -> None:
    """Its box was looked at and found right, or ends as the twin declares; and nothing is open anywhere."""
    assert isinstance(case.deviation, Twin)
    declared = case.deviation.verdicts
    assert not row.boxes, f"{case.name}\n{_in_words(row)}"
    assert not _troubled(case, row), f"{case.name}\n{_in_words(row)}"
    of_box = [outcome for outcome in row.outcomes if outcome.box == case.box]
    assert not _otherwise(of_box, lambda each: declared.get(each.check, Verdict.CLEAN)), (
        f"{case.name}\n{_in_words(row)}"
    )


def what_only_a_person_can_decide_is_asked_once(case: Case, row: Row) -> None:
    """One question, of its box and in its words; all else ends as on a healthy matter."""
    assert isinstance(case.deviation, Doubt)
    assert not row.boxes, f"{case.name}\n{_in_words(row)}"
    assert len(_questions(row)) == 1, f"{case.name}\n{_in_words(row)}"
    ((box, question),) = _questions(row)
    assert (box, question.open) == (case.box, "尚未答复"), f"{case.name}\n{_in_words(row)}"
    assert _folded(case.deviation.asks) in _folded(question.asked), f"{case.name}\n{_in_words(row)}"
    asking = [outcome for outcome in row.outcomes if outcome.word == Verdict.NEEDS_PERSON]
    assert [outcome.box for outcome in asking] == [case.box], f"{case.name}\n{_in_words(row)}"
    rest = [outcome for outcome in row.outcomes if outcome not in asking]
    assert not _otherwise(rest, lambda each: case.healthy_verdict(each.box)), f"{case.name}\n{_in_words(row)}"


def a_fault_is_nobodys_defect(case: Case, row: Row) -> None:
    """It ticks nothing; all that it touches is 未能核查, never clean; all else ends as on a healthy matter."""
    assert isinstance(case.deviation, Fault)
    touched = case.deviation.touches
    assert not row.boxes, f"{case.name}\n{_in_words(row)}"
    wrong = _otherwise(
        row.outcomes, lambda each: Verdict.UNCHECKED if each.box in touched else case.healthy_verdict(each.box)
    )
    assert not wrong, f"{case.name}\n{_in_words(row)}"


EXPECTED: Mapping[Kind, Callable[[Case, Row], None]] = {
    Kind.VARIANT: a_defect_ticks_exactly_its_boxes,
    Kind.TWIN: what_only_looks_like_a_defect_ticks_nothing,
    Kind.QUESTION: what_only_a_person_can_decide_is_asked_once,
    Kind.FAULT: a_fault_is_nobodys_defect,
}


def is_as_expected(case: Case, row: Row) -> bool:
    """Whether a case needs no second look."""
    try:
        EXPECTED[case.kind](case, row)
    except AssertionError:
        return False
    return True
