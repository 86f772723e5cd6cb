"""Test applications that do not come to an end: taken back when a run is over, or told to people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.support.suites import MINE, PERSONAL, Inspection, codes, inspect
from zicha.evidence.chain import chain_remarks
from zicha.inventory import load
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal

CHANGES = {
    MINE: {"office.handles": False},
    PERSONAL: {"office.handles": False, "cases.withdrawable": False},
}
"""Departments that leave test applications alone; one of them on a system that takes nothing back."""


@pytest.fixture
def standing(suite: Path) -> Iterator[DemoPortal]:
    """A portal that outlives a run, as real ones do."""
    defects = Defects.model_validate(
        {
            "variants": [{"框": "E1", "变体": n, "说明": n, "改动": change} for n, change in CHANGES.items()],
            "plantings": [{"事项": name, "框": "E1", "变体": name} for name in CHANGES],
        }
    )
    with DemoPortal(load(suite / "matters").matters, defects) as portal:
        yield portal


def _run(suite: Path, portal: DemoPortal, *more: str) -> Inspection:
    chosen = [word for name in CHANGES for word in ("--matter", name)]
    return inspect(suite, f"--portal={portal.url}", *chosen, "-k", "progress_can_be_found", *more)


def _states(portal: DemoPortal, code: str) -> list[str]:
    """The states of a matter's test applications, newest first."""
    cases = requests.get(f"{portal.url}/backoffice/cases").json()
    return [case["state"] for case in cases if case["number"].startswith(code[:31])]


def test_what_stays_open_is_taken_back_or_told(suite: Path, standing: DemoPortal) -> None:
    code = codes(suite / "matters")
    first = _run(suite, standing)
    assert first.code == 0, first.output
    assert _states(standing, code[MINE]) == ["主动终止"]
    assert _states(standing, code[PERSONAL]) == ["待预审"]
    assert "有 1 件测试件尚未办结，也没有撤回，请到“我的办件”人工处理" in first.output
    assert f"{PERSONAL}（个人）{code[PERSONAL]}" in first.output
    assert "以下测试件尚未办结，也没有撤回" in first.index
    assert chain_remarks(first.report / "evidence") == ()

    second = _run(suite, standing, "-n", "2")
    assert second.code == 0, second.output
    assert _states(standing, code[MINE]) == ["主动终止", "主动终止"]
    assert _states(standing, code[PERSONAL]) == ["待预审", "待预审"]
    assert "有 2 件测试件尚未办结" in second.output
