"""A spot check as a bureau makes it: a ledger that says otherwise than the portal is found, with both evidences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.forgeries import rewrite_workbook
from tests.support.suites import MINE, Inspection, codes, inspect, workbook
from zicha.cli import main
from zicha.spot_check.sample import read_sample


@pytest.fixture
def checked(evidence: Path, suite: Path, monkeypatch: pytest.MonkeyPatch) -> Inspection:
    """Draw every row, of which one is forged, and judge the recorded evidence as the spot check."""
    monkeypatch.chdir(suite)
    forged = workbook(Inspection(0, "", evidence), "工业和信息化局")
    rewrite_workbook(forged, lambda text: text.replace("☑“在线", "□“在线"))
    (suite / "sample.yaml").unlink(missing_ok=True)
    ledgers = sorted((evidence / "台账").glob("*.xlsx"))
    assert main(["sample", *map(str, ledgers), "--rate", "100%", "--seed", "7", "--output", "sample.yaml"]) == 0
    return inspect(suite, "--spot-check=sample.yaml", f"--replay={evidence}")


def test_a_forged_ledger_is_found_and_honest_ones_agree(checked: Inspection, suite: Path) -> None:
    sample = read_sample(suite / "sample.yaml")
    assert sample.codes == set(codes(suite / "matters").values())
    assert all(each.seal_number for each in sample.ledgers)
    data = json.loads((checked.report / "抽检.json").read_text("utf-8"))
    differing = [(row["row"]["name"], box["box"], box["kind"]) for row in data["rows"] for box in row["boxes"]]
    assert [each for each in differing if each[2] != "不能判定"] == [(MINE, "A4", "台账写没有问题，抽检有问题")]
    (forged,) = [box for row in data["rows"] for box in row["boxes"] if box["box"] == "A4"]
    assert forged["reason"] == "送来的结论是“有问题”，台账却没有照写"
    assert all(any(finding["evidence"] for finding in forged[side]) for side in ("ledger", "seen"))
    assert "抽检结果" in checked.output
    assert f"{MINE}（A4）：台账写没有问题，抽检有问题" in checked.output
    page = (checked.report / "抽检.html").read_text("utf-8")
    assert "台账写没有问题，抽检有问题" in page
    assert "Wilson" in page


def test_a_sample_that_cannot_be_read_is_told(suite: Path) -> None:
    (suite / "sample.yaml").write_text("种子: 7\n", encoding="utf-8")
    run = inspect(suite, "--spot-check=sample.yaml", "--co")
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert "不是 zicha sample 写的抽检样本" in run.output
