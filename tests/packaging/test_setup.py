"""The set-up makes the environment with uv, and with pip where uv is not to be had. A small project stands for ours."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaging.environments import run, skip_without_index
from tests.support.suites import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the set-up is a shell script; Windows needs none")

BUILD = ("editables", "hatchling", "packaging", "pathspec", "pluggy", "trove-classifiers")
"""What installs a project, of the lock."""
PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "small"
version = "1"
[project.scripts]
zicha = "small:main"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with our set-up, and of our lock what installs it."""
    lock = re.split(r"^(?=\S+==)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    chosen = "".join(entry for entry in lock if entry.partition("==")[0] in BUILD)
    (tmp_path / "requirements.txt").write_text(chosen, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "small.py").write_text("def main() -> None:\n    print('ready')\n", encoding="utf-8")
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    shutil.copy(ROOT / "requirements-uv.txt", tmp_path)
    return tmp_path


def with_uv(project: Path) -> dict[str, str]:
    return {}


def with_uv_of_another_hash(project: Path) -> dict[str, str]:
    file = project / "requirements-uv.txt"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"sha256:\w+", f"sha256:{'0' * 64}", text), encoding="utf-8")
    return {}


def with_uv_that_reaches_nothing(project: Path) -> dict[str, str]:
    return {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple", "UV_NO_CACHE": "1", "UV_HTTP_RETRIES": "0"}


@pytest.mark.parametrize(
    ("arrange", "installer"),
    [(with_uv, "uv"), (with_uv_of_another_hash, "pip"), (with_uv_that_reaches_nothing, "pip")],
    ids=["uv", "no uv", "uv reaches nothing"],
)
def test_the_lock_is_installed(project: Path, arrange: Callable[[Path], dict[str, str]], installer: str) -> None:
    environment = {**arrange(project), "PYTHON": sys.executable}
    made = run("sh", "scripts/setup.sh", "requirements.txt", folder=project, environment=environment)
    bin_folder = project / ".venv" / "bin"
    assert made.returncode == 0 or skip_without_index(bin_folder / "python"), made.stdout
    assert run(bin_folder / "zicha", folder=project).stdout == "ready\n"
    (note,) = (project / ".venv").glob("lib/python*/site-packages/hatchling-*/INSTALLER")
    assert note.read_text(encoding="utf-8").strip() == installer
    again = run("sh", "scripts/setup.sh", "requirements.txt", folder=project, environment=environment)
    assert (again.returncode, again.stdout) == (0, "")
