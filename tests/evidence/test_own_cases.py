"""What the suite has filed and left open, told by the evidence of its runs alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.facts import SEEN, THRESHOLDS, progress, submission, withdrawal
from zicha.evidence.archive import Archive, Manifest
from zicha.inspection.open_applications import left_over, open_cases, submission_of
from zicha.model.facts.case import OpenTestApplication, Stage
from zicha.model.facts.records import Fact, FactKey, Sighting
from zicha.model.matter import Identity

ADDRESS = "https://portal.example"
MATTER = "11410200005197365E3000119001000"
A, B = "410821020210525A000001", "410821020210525A000002"
LEGAL = Identity.LEGAL_PERSON


class Run:
    """The evidence of one run."""

    def __init__(self, folder: Path, address: str = ADDRESS) -> None:
        self.archive = Archive(folder / "evidence")
        manifest = Manifest(
            portal="门户", profile="p", address=address, demo=False, thresholds=THRESHOLDS, rules={}, started=SEEN
        )
        self.archive.begin(manifest)

    def keep(self, kind: str, fact: Fact | None, case: str = "") -> None:
        key = FactKey(kind=kind, matter=MATTER, identity=LEGAL, case=case)
        if kind == "submission":
            self.archive.announce(key)
        if fact is None:
            self.archive.write_failure(key, "门户没有响应", SEEN, "门户", False)
        else:
            self.archive.write(key, Sighting(fact), "门户", False)

    @property
    def evidence(self) -> Path:
        return self.archive.folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path / "20261123-090000")


def filed(number: str) -> OpenTestApplication:
    return OpenTestApplication(matter=MATTER, identity=LEGAL, number=number, since=None if number else SEEN)


def test_what_was_filed_is_open(run: Run) -> None:
    run.keep("submission", submission(number=A))
    assert open_cases(run.evidence) == (filed(A),)
    run.keep("progress", progress(number=A, stage=Stage.ACCEPTED), A)
    assert open_cases(run.evidence) == (filed(A),)


@pytest.mark.parametrize("stage", [Stage.FINISHED, Stage.REFUSED, Stage.ENDED])
def test_what_has_ended_is_not(run: Run, stage: Stage) -> None:
    run.keep("submission", submission(number=A))
    run.keep("progress", progress(number=A, stage=stage), A)
    assert open_cases(run.evidence) == ()


def test_what_was_withdrawn_is_not(run: Run) -> None:
    run.keep("submission", submission(number=A))
    run.keep("withdrawal", withdrawal(A, ended=False), A)
    assert open_cases(run.evidence) == (filed(A),)
    assert open_cases(run.evidence, [filed(B)]) == (filed(B), filed(A))


def test_an_earlier_runs_case_that_was_withdrawn_now(run: Run) -> None:
    run.keep("withdrawal", withdrawal(B), B)
    assert open_cases(run.evidence, [filed(A), filed(B)]) == (filed(A),)


def test_what_was_not_submitted_was_not_filed(run: Run) -> None:
    run.keep("submission", submission(message="请填写"))
    assert open_cases(run.evidence) == ()


def test_what_was_submitted_without_getting_a_number_may_have_been_filed(run: Run) -> None:
    run.keep("submission", submission(message="提交成功，请等待审核").model_copy(update={"pressed_submit": True}))
    assert open_cases(run.evidence) == (filed(""),)


@pytest.mark.parametrize("kept", [True, False], ids=["failed", "killed"])
def test_what_broke_off_may_have_been_filed(run: Run, kept: bool) -> None:
    run.archive.announce(FactKey(kind="submission", matter=MATTER, identity=LEGAL))
    if kept:
        run.keep("submission", None)
    assert open_cases(run.evidence) == (filed(""),)


def test_how_a_case_was_handed_in_is_found_in_whichever_run_did_that(tmp_path: Path) -> None:
    first, second = Run(tmp_path / "1"), Run(tmp_path / "2")
    first.keep("submission", submission(number=A))
    second.keep("submission", submission(number=B))
    evidences = [tmp_path / "none" / "evidence", second.evidence, first.evidence]
    assert submission_of(filed(A), evidences) == submission(number=A)
    assert submission_of(filed(B), evidences) == submission(number=B)
    assert submission_of(filed(A), evidences[:2]) is None
    assert submission_of(filed(""), evidences) is None


def test_damaged_evidence_is_taken_for_a_run_that_broke_off(run: Run) -> None:
    run.keep("submission", submission(number=A))
    file = run.evidence / MATTER / "legal" / "submission.json"
    file.write_text("{", encoding="utf-8")
    assert open_cases(run.evidence) == (filed(""),)


def test_earlier_runs_at_the_same_portal(tmp_path: Path) -> None:
    first, second, elsewhere = (Run(tmp_path / name) for name in ("1", "2", "3"))
    elsewhere = Run(tmp_path / "3", "https://other.example")
    first.keep("submission", submission(number=A))
    second.keep("submission", submission(number=B))
    elsewhere.keep("submission", submission(number="410821020210525A000009"))
    folders = [tmp_path / name / "evidence" for name in ("2", "3", "1", "none")]
    assert left_over(folders, ADDRESS) == (filed(A), filed(B))
    second.keep("withdrawal", withdrawal(A), A)
    assert left_over(folders, ADDRESS) == (filed(B),)


def test_a_broken_submission_is_told_until_one_is_filed(tmp_path: Path) -> None:
    """A run in between that did not try has not looked whether it was filed; one that filed has."""
    first, second, third = Run(tmp_path / "1"), Run(tmp_path / "2"), Run(tmp_path / "3")
    first.archive.announce(FactKey(kind="submission", matter=MATTER, identity=LEGAL))
    folders = [first.evidence, second.evidence]
    assert left_over(folders[:1], ADDRESS) == (filed(""),)
    assert left_over(folders, ADDRESS) == (filed(""),)
    third.keep("submission", submission(number=A))
    assert left_over([*folders, third.evidence], ADDRESS) == (filed(A),)


def test_one_that_breaks_off_again_is_told_once_and_since_the_first(tmp_path: Path) -> None:
    first, second = Run(tmp_path / "1"), Run(tmp_path / "2")
    for each in (first, second):
        each.archive.announce(FactKey(kind="submission", matter=MATTER, identity=LEGAL))
    assert left_over([first.evidence, second.evidence], ADDRESS) == (filed(""),)
