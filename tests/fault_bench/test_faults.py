"""Trouble of a portal or a host costs no matter a verdict, and one that ends costs next to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fault_bench.bench import (
    FOR_EVER,
    IMPATIENCE,
    PATIENCE,
    Verdicts,
    differences,
    in_trouble,
    troubles,
    unchecked,
)
from tests.fault_bench.trouble import Host, Kind, Trouble
from tests.support.suites import PERSONAL, Inspection
from zicha.model.finding import Verdict

MOST_UNCHECKED = 0.02


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    run, _ = in_trouble(tmp_path_factory.mktemp("undisturbed") / "suite", None)
    assert Verdict.UNCHECKED not in run.verdicts().values(), run.output
    return run.verdicts()


def _summary(run: Inspection) -> str:
    """The run for the reader of a failure."""
    lines = (
        f"{finding.matter} {finding.check} {finding.identity}：{finding.verdict}，{finding.reason}"
        + "；".join(problem.text for problem in finding.problems)
        for finding in run.findings
        if finding.verdict in (Verdict.UNCHECKED, Verdict.PROBLEM, Verdict.NEEDS_PERSON, Verdict.BLOCKED)
    )
    return "\n".join(lines)


@pytest.mark.parametrize("trouble", [pytest.param(each, id=each.id) for each in troubles()])
def test_no_verdict_differs_but_for_unchecked(trouble: Trouble, undisturbed: Verdicts, tmp_path: Path) -> None:
    patience = IMPATIENCE if trouble.seconds == FOR_EVER else PATIENCE
    run, befallen = in_trouble(tmp_path / "suite", trouble, patience=patience)
    assert befallen
    assert differences(run.verdicts(), undisturbed) == {}, _summary(run)
    if trouble.seconds < FOR_EVER:
        assert unchecked(run.verdicts()) <= MOST_UNCHECKED, _summary(run)


def test_what_an_outage_cost_is_made_up_for_at_the_end(tmp_path: Path) -> None:
    """A slice of the bench, in two processes: what was 未能核查 first is 未发现问题 after the second look."""
    trouble = Trouble(Kind.GATEWAY, Host.DEPARTMENT, after=0, seconds=FOR_EVER, pages=2)
    chosen = ("-k", "application_page_opens or entrance_is_direct", "-n", "2")
    run, befallen = in_trouble(tmp_path / "suite", trouble, *chosen, matters=(PERSONAL,), patience=0)
    assert befallen
    assert set(run.verdicts().values()) <= {Verdict.CLEAN, Verdict.NOT_REACHED}, _summary(run)
    assert "待复核" in run.output
