"""E1: a case must stand in 我的办件, from the moment on that the threshold names."""

from __future__ import annotations

from datetime import timedelta

from fact_samples import SEEN, THRESHOLDS, progress

from zicha.model.finding import Severity
from zicha.rules.results import listed_by, not_listed


def test_a_case_that_is_listed() -> None:
    assert not_listed(progress(listed=True)) == ()


def test_a_case_that_is_not_listed() -> None:
    (problem,) = not_listed(progress(number="410200020221226A000001", listed=False, rows=3))
    assert problem.text == "“我的办件”中查询不到办件410200020221226A000001（列出3件）"
    assert (problem.expected, problem.rule, problem.severity) == ("410200020221226A000001", "E1", Severity.ERROR)


def test_an_empty_list_is_no_excuse() -> None:
    assert len(not_listed(progress(listed=False, rows=0))) == 1


def test_it_must_be_listed_after_the_time_of_the_threshold() -> None:
    assert listed_by(SEEN, THRESHOLDS) - SEEN == timedelta(seconds=600)
    assert listed_by(SEEN, THRESHOLDS.model_copy(update={"listed_after": 0})) == SEEN
