"""Three rounds over the embedded portal's recorded pages, mended and broken between them: a part of `make prove`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.support.forgeries import chain_what_stands, replace
from tests.support.suites import CLEAN, KNOWN, MINE, Inspection, codes, replay
from zicha.cli import main
from zicha.rounds.history import BodyHistory, bodies_of, rounds_of
from zicha.rounds.lifecycle import Change
from zicha.rounds.store import Store


@pytest.fixture(autouse=True)
def _wanted(pytestconfig: pytest.Config) -> None:
    if not pytestconfig.getoption("--three-rounds"):
        pytest.skip("make prove runs it, with --three-rounds")


def promised(inventory: Path, name: str) -> str:
    """Return the 承诺办结时限 of a matter by the approved list."""
    files = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in inventory.rglob("*.yaml"))
    return next(
        str(one["办事指南"]["承诺办结时限"]) for data in files for one in data["事项"] if one["事项名称"] == name
    )


def changes(round_name: str) -> Mapping[tuple[str, str], Change]:
    store = Store.open("轮次.db")
    rounds = rounds_of(store)
    rounds = rounds[: [each.name for each in rounds].index(round_name) + 1]
    problems = [one for body in bodies_of(store) for one in BodyHistory(store, body, rounds).problems()]
    store.close()
    return {(one.name, one.box): one.life.change for one in problems}


def test_what_was_mended_and_broken_comes_out(
    base: Inspection, evidence: Path, suite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(suite)
    code, right = codes(suite / "matters"), promised(suite / "matters", CLEAN)
    for _ in ("the page", "the data behind it"):
        replace(evidence / "evidence" / code[KNOWN] / "guide.json", '"5个工作日"', '"3个工作日"')  # mended
    replace(evidence / "evidence" / code[CLEAN] / "guide.json", f'"{right}"', '"59个工作日"')  # broken
    chain_what_stands(evidence)
    second = replay(suite, evidence, report="second")
    third = replay(suite, base.report, report="third")
    for name, report in (("第一轮", base.report), ("第二轮", second.report), ("第三轮", third.report)):
        assert main(["merge", str(report), "--round", name]) == 0
    assert main(["rounds", "--round", "第二轮"]) == 0
    planned = {(MINE, "A4"): Change.PERSISTING, (KNOWN, "B1"): Change.RECTIFIED, (CLEAN, "B1"): Change.NEW}
    assert planned.items() <= changes("第二轮").items()
    planned = {(MINE, "A4"): Change.PERSISTING, (KNOWN, "B1"): Change.RECURRING, (CLEAN, "B1"): Change.RECTIFIED}
    assert planned.items() <= changes("第三轮").items()
