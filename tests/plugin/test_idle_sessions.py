"""What the plugin is to a session that inspects nothing: its options, and no import that takes time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.suites import make_suite, user_environment
from zicha.catalogue.form import ledger_form

FOREIGN = """
import sys

def test_theirs():
    print("imported:", *sorted(sys.modules))
"""
HEAVY = {"playwright", "lxml", "pydantic", "yaml", "PIL", "xlsxwriter", "jinja2", "requests", "starlette", "zicha_demo"}
LIGHT = {"zicha", "zicha.plugin", "zicha.model", "zicha.model.choices"}
OTHER_PLUGINS = ("playwright", "base_url", "html", "metadata", "hypothesispytest")
"""Plugins that import such packages themselves."""


def _pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(
        command, cwd=folder, env=user_environment(), capture_output=True, encoding="utf-8", check=False
    )


def test_nothing_is_imported_for_it(tmp_path: Path) -> None:
    (tmp_path / "test_theirs.py").write_text(FOREIGN, encoding="utf-8")
    run = _pytest(tmp_path, "-s", *(f"-pno:{name}" for name in OTHER_PLUGINS))
    assert run.returncode == 0, run.stdout
    imported = set(run.stdout.partition("imported:")[2].split())
    assert {name for name in imported if name.split(".")[0] == "zicha"} == LIGHT
    assert HEAVY.isdisjoint(name.split(".")[0] for name in imported)


def test_a_missing_inventory_is_named(tmp_path: Path) -> None:
    """And not a fixture that nobody knows."""
    suite = make_suite(tmp_path / "suite")
    (suite / "matters").rename(suite / "matters-elsewhere")
    run = _pytest(suite)
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "没有找到任何事项清单" in run.stdout + run.stderr


def test_an_empty_folder_is_told_how_to_begin(tmp_path: Path) -> None:
    assert "zicha new 部门全称" in _pytest(tmp_path).stdout
    (tmp_path / "notes.txt").touch()
    assert "zicha" not in _pytest(tmp_path).stdout.partition("\n\n")[2]  # it is no business of ours
    (tmp_path / "matters").mkdir()
    assert "没有检查。请执行：zicha new 部门全称" in _pytest(tmp_path).stdout


def test_a_suite_lists_the_markers_and_the_fixtures(tmp_path: Path) -> None:
    suite = make_suite(tmp_path / "suite")
    markers, fixtures = _pytest(suite, "--markers").stdout, _pytest(suite, "--fixtures").stdout
    assert all(f"@pytest.mark.{point.key}: {point.title}" in markers for point in ledger_form().points)
    assert "办事指南 as the portal publishes it." in fixtures
