"""docs/coverage.md: every demand of the notice has its check, and the document says what the catalogues say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from zicha.catalogue.checks import catalogue
from zicha.catalogue.coverage import coverage, gaps
from zicha.catalogue.questions import wording, wordings
from zicha.catalogue.requirements import By, Requirement, requirements
from zicha.cli import main


def test_the_demands_are_those_of_the_notice_in_their_order() -> None:
    assert [one.id for one in requirements()] == [f"R{number}" for number in range(8, 54)]
    assert {one.id for one in requirements() if one.by is By.WAY} == {f"R{number}" for number in range(47, 54)}


def test_a_way_of_working_says_where_it_is_kept() -> None:
    with pytest.raises(ValidationError, match="R51"):
        Requirement(id="R51", by=By.WAY, quote="要坚持企业群众自愿原则")


def test_every_demand_has_its_check_and_every_check_its_demand() -> None:
    assert gaps() == ()
    assert [check.name for check in catalogue() if not check.atoms] == []


def test_the_document_is_as_the_catalogues_are(pytestconfig: pytest.Config) -> None:
    """After a change: zicha coverage > docs/coverage.md"""
    assert (pytestconfig.rootpath / "docs" / "coverage.md").read_text(encoding="utf-8") == coverage()


def test_a_demand_without_its_check_is_a_gap(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fewer = tuple(check for check in catalogue() if check.name != "session_survives")
    monkeypatch.setattr("zicha.catalogue.coverage.catalogue", lambda: fewer)
    assert gaps() == ("R9",)
    assert main(["coverage"]) == 1
    assert "缺口 1 条" in capsys.readouterr().out


def test_what_is_answered_is_demanded() -> None:
    known = {one.id for one in requirements()}
    for check in catalogue():
        assert known.issuperset(check.atoms), check.name
    for words in wordings():
        assert known.issuperset(words.atoms), words.of


def test_the_document_names_checks_questions_and_places() -> None:
    text = coverage()
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in text.splitlines() if line.startswith("| R")}
    assert list(rows) == [one.id for one in requirements()]
    assert "申报表单里的每一个填写项和说明（难懂）" in rows["R37"]
    assert "申请人同意" in rows["R51"]


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage"]) == 0
    assert capsys.readouterr().out == coverage()


def test_a_question_is_worded_by_its_rule_then_by_its_check_then_as_all() -> None:
    assert wording("难懂", "form_is_simple").graded
    assert wording("", "login_succeeds") is wording("A1", "login_succeeds")
    assert wording("", "time_limits_are_accurate") is wording("X9", "time_limits_are_accurate")
    assert wording("", "time_limits_are_accurate").of == ()


def test_no_rule_is_worded_twice() -> None:
    names = [name for words in wordings() for name in words.of]
    assert len(names) == len(set(names))
