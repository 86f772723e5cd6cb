"""zicha merge and zicha rounds, as a bureau types them."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.findings import STARTED, all_clean, golden
from tests.support.sealed_reports import make_report
from tests.support.suites import CLEAN, MINE, write_inventory
from zicha.cli import main
from zicha.inventory import load


@pytest.fixture
def inventory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_inventory(tmp_path / "matters", {})


def test_a_round_from_the_reports_to_the_page(inventory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    matters = {matter.name: matter for matter in load(inventory).matters}
    mine, clean = matters[MINE], matters[CLEAN]
    make_report(Path("一"), golden(mine), STARTED)
    make_report(Path("二"), (*all_clean(mine), *all_clean(clean)), STARTED + timedelta(days=40))
    assert main(["merge", "一", "--round", "上半年"]) == 0
    assert main(["merge", "二", "没有的", "--round", "下半年"]) == 1, "one was refused"
    printed = capsys.readouterr().out
    assert "【没有并入】没有的：没有的：不是自查报告的文件夹" in printed
    assert Path("全市台账/全市台账-下半年.xlsx").is_file()
    assert main(["rounds"]) == 0
    printed = capsys.readouterr().out
    assert "下半年：已报送 2 / 4 个单位" in printed
    assert "新出现 0，仍存在 0，复发 0，已整改 1，未复查 0，已不在清单 0" in printed
    page = Path("轮次.html").read_text("utf-8")
    assert "杞县残疾人联合会" in page, "it has not handed in"
    assert "不排名次" in page
    assert main(["rounds", "--round", "明年"]) == 1
    assert "没有“明年”这一轮，有：上半年、下半年" in capsys.readouterr().err


def test_with_the_keys_of_the_bodies(inventory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = next(matter for matter in load(inventory).matters if matter.name == MINE)
    make_report(Path("一"), golden(mine), STARTED)
    assert main(["merge", "一", "--key", "没有.公钥.pem"]) == 1
    assert "没有.公钥.pem：读不出公钥" in capsys.readouterr().err
    assert main(["keygen", "单位"]) == 0
    assert main(["merge", "一", "--key", "单位.公钥.pem"]) == 1
    printed = capsys.readouterr()
    assert "【没有并入】一：不完整\n    【不完整】签名.json：没有签名" in printed.out
    assert main(["sign", "一", "--key", "单位.私钥.pem", "--by", "本单位"]) == 0
    assert main(["merge", "一", "--key", "单位.公钥.pem"]) == 0
    assert "与所给的公钥相符" in capsys.readouterr().out


def test_without_the_extra_it_is_told_what_to_install(
    inventory: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("zicha.rounds")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "alembic", None)
    assert main(["rounds"]) == 1
    assert "pytest-zicha[bureau]" in capsys.readouterr().err
