"""What several matters met at the same step of a host, and nobody got past, is the host's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.facts import SEEN, application, record
from tests.support.findings import finding, matter
from zicha.inspection.host_failures import host_failures
from zicha.model.facts.journey import Ending
from zicha.model.finding import Finding, SecondLook, Verdict
from zicha.model.matter import Identity

FIRST, SECOND, THIRD = (matter(number=number) for number in (1, 2, 3))
DEAD = SecondLook(fact="application", silence="申报页面打不开", host="dept.example", first=SEEN, second=SEEN)
WHO = Identity.LEGAL_PERSON


def dead(number: int, look: SecondLook = DEAD) -> Finding:
    of = (FIRST, SECOND, THIRD)[number - 1]
    return finding(of, "application_page_opens", Verdict.PROBLEM, ["申报页面打不开"], WHO, second_look=look)


def test_of_several_it_is_the_hosts(tmp_path: Path) -> None:
    blocked = finding(FIRST, "form_is_simple", Verdict.BLOCKED, identity=WHO, blocked_by="A3", reason="未到达申报表单")
    revised = list(host_failures([dead(1), dead(2), blocked], tmp_path))
    assert [each.verdict for each in revised] == [Verdict.UNCHECKED] * 3
    assert all("该系统当时无法访问：dept.example，2个事项" in each.reason for each in revised)
    assert not any(each.problems or each.blocked_by or each.second_look for each in revised)


def test_of_one_it_is_the_matters(tmp_path: Path) -> None:
    other = DEAD.model_copy(update={"host": "another.example"})
    answered = DEAD.model_copy(update={"host": ""})
    assert list(host_failures([dead(1), dead(2, other), dead(3, answered)], tmp_path)) == []


def keep(folder: Path, ending: Ending, minutes: int = 0) -> None:
    """The way of another matter to the same host, so many minutes after the first look at the others."""
    fact = application(ending).model_copy(update={"url": "https://dept.example/form"})
    file = folder / THIRD.code / "legal" / "application.json"
    file.parent.mkdir(parents=True)
    file.write_text(record(fact, minutes=minutes).model_dump_json(), encoding="utf-8")


@pytest.mark.parametrize(("ending", "expected"), [(Ending.FORM, 0), (Ending.NOT_LOADED, 2)])
def test_where_somebody_got_past_each_has_its_own(ending: Ending, expected: int, tmp_path: Path) -> None:
    keep(tmp_path, ending)
    assert len(list(host_failures([dead(1), dead(2)], tmp_path))) == expected


@pytest.mark.parametrize(
    ("minutes", "is_down", "expected"),
    [(-5, True, 1), (5, True, 0), (-5, False, 0)],
    ids=["it went down", "it answered meanwhile", "it answers"],
)
def test_a_host_that_went_down_in_mid_run(minutes: int, is_down: bool, expected: int, tmp_path: Path) -> None:
    keep(tmp_path, Ending.FORM, minutes)
    look = DEAD.model_copy(update={"is_down": is_down})
    assert len(list(host_failures([dead(1, look)], tmp_path))) == expected


def test_a_host_that_nobody_ever_reached_is_what_the_matter_names(tmp_path: Path) -> None:
    assert list(host_failures([dead(1, DEAD.model_copy(update={"is_down": True}))], tmp_path)) == []
