"""The bundle for computers without internet: made, unpacked into an empty folder, installed with no index, and used."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.bundle.build import LOCKS, PLATFORMS, build
from tests.packaging.environments import make_environment, run, skip_without_index
from tests.support.suites import ROOT

NO_INDEX = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": "/dev/null", "UV_OFFLINE": "1"}
HERE = next(
    (each for each in PLATFORMS if each.name == f"linux-{platform.machine()}" and sys.platform == "linux"), None
)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an unpacked bundle for this machine and this Python."""
    if HERE is None:
        pytest.skip("no bundle is made for this kind of machine")
    folder = tmp_path_factory.mktemp("bundle")
    subprocess.run([Path(sys.executable).parent / "zensical", "build"], cwd=ROOT, check=True, capture_output=True)
    try:
        made = build(HERE, folder / "dist", [f"{sys.version_info[0]}.{sys.version_info[1]}"])
    except subprocess.CalledProcessError:
        skip_without_index(make_environment(folder / "venv"))
        raise
    shutil.unpack_archive(made, folder)
    return folder / made.stem


def test_every_wheel_is_one_of_the_lock(bundle: Path) -> None:
    lock = "".join((ROOT / name).read_text(encoding="utf-8") for name in LOCKS)
    wheels = list((bundle / "files" / "wheels").glob("*.whl"))
    assert len(wheels) > 50
    hashes = {wheel.name: hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels}
    strange = [name for name, digest in hashes.items() if f"sha256:{digest}" not in lock]
    assert [name.partition("-")[0] for name in strange] == ["pytest_zicha"]


def test_a_clerk_sees_the_ledger_of_the_demo(bundle: Path, tmp_path: Path) -> None:
    for name, program in {"python3": sys.executable, "dirname": shutil.which("dirname")}.items():
        (tmp_path / name).symlink_to(Path(str(program)).resolve())  # there is no other Python
    alone = {**NO_INDEX, "PATH": str(tmp_path)}
    installed = run("/bin/sh", bundle / "安装.sh", environment=alone, typed="开封市民政局\n")
    assert installed.returncode == 0, installed.stdout
    inspected = run("sh", bundle / "自查.sh", environment=NO_INDEX, typed="1\n0\n")
    assert inspected.returncode == 0, inspected.stdout
    assert "开封市工业和信息化局：已查" in inspected.stdout
    assert (bundle / "自查" / "report-演示" / "index.html").is_file()
    assert list((bundle / "自查" / "report-演示" / "台账").glob("*.xlsx"))
