"""What cannot be calibrated is said before any page is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.suites import CLEAN, write_inventory
from zicha.cli import main
from zicha.inspection.report_folder import ReportFolder
from zicha.inspection.run import now
from zicha.inventory import load
from zicha_demo.server import DemoPortal


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inventory") / "matters"
    write_inventory(folder, {})
    return folder


@pytest.fixture(scope="module")
def address(inventory: Path) -> Iterator[str]:
    with DemoPortal(load(inventory).matters) as portal:
        yield portal.url


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main(["calibrate", *map(str, arguments)]) == 1
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ((), "请用 --matter 选一个事项；现在选中了5个"),
        (("--matter", "没有的事项"), "没有的事项"),
        (("https://elsewhere.example/guide/1",), "网址不在这个门户上：https://elsewhere.example/guide/1"),
        (("--matter", "排污许可证核发", "--identity", "个人"), "请用 --matter 选一个事项；现在选中了0个"),
    ],
)
def test_what_chooses_no_single_matter(
    capsys: pytest.CaptureFixture[str],
    inventory: Path,
    address: str,
    tmp_path: Path,
    chosen: tuple[str, ...],
    reason: str,
) -> None:
    report = tmp_path / "report"
    text = refusal(capsys, *chosen, "--portal", address, "--inventory", inventory, "--report", report)
    assert reason in text
    assert not (report / "校准").exists()


def test_an_address_of_no_matter(
    capsys: pytest.CaptureFixture[str], inventory: Path, address: str, tmp_path: Path
) -> None:
    guide = f"{address}/portal/guide/{'0' * 32}"
    text = refusal(capsys, guide, "--portal", address, "--inventory", inventory, "--report", tmp_path / "report")
    assert f"事项清单中没有这个网址的事项：{guide}" in text


def test_a_portal_elsewhere_needs_a_profile(
    capsys: pytest.CaptureFixture[str], inventory: Path, tmp_path: Path
) -> None:
    """As in a run: an address alone is taken of this machine only."""
    where = ("--inventory", inventory, "--report", tmp_path / "report")
    text = refusal(capsys, "--matter", CLEAN, "--portal", "https://portal.example", *where)
    assert "--portal 只接受本机的网址" in text


def test_a_folder_that_an_inspection_writes_into(
    capsys: pytest.CaptureFixture[str], inventory: Path, address: str, tmp_path: Path
) -> None:
    folder = ReportFolder(tmp_path / "report")
    folder.claim(now())
    try:
        where = ("--inventory", inventory, "--report", folder.path)
        assert "正由另一次自查使用" in refusal(capsys, "--matter", CLEAN, "--portal", address, *where)
    finally:
        folder.release()
