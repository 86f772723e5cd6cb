"""Environments of their own, and what is installed into them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.suites import ROOT, user_environment

BIN = Path("Scripts" if sys.platform == "win32" else "bin")


def run(
    *command: str | Path, folder: Path = ROOT, environment: Mapping[str, str] | None = None, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command, type into it, and keep what it prints, errors among it."""
    return subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=user_environment(environment),
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


UV = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
"""The installer of the set-up; None where it did not install, and pip does its work."""


def make_environment(folder: Path) -> Path:
    """Make an empty environment and return its Python."""
    python = folder / BIN / "python"
    made = run(UV, "venv", "-q", "-p", sys.executable, folder) if UV else run(sys.executable, "-m", "venv", folder)
    assert made.returncode == 0, made.stdout
    return python


def install(python: Path, *wanted: str | Path) -> subprocess.CompletedProcess[str]:
    """Install into the environment of a Python."""
    installer = (UV, "pip", "install", "-q", "-p", python) if UV else (python, "-m", "pip", "install", "-q")
    return run(*installer, *wanted)


def skip_without_index(python: Path) -> bool:
    """Skip the test if a small package cannot be installed, either. Return False if it can."""
    if install(python, "--force-reinstall", "iniconfig").returncode:
        pytest.skip("no package index can be reached, and the packages lie in no cache")
    return False
