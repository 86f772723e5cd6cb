"""The package as `pip install .` gives it, without extras, in an environment of its own that holds nothing else.

A department that inspects the real portal has it so: no web server, no docx writer, no PDF maker.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.environments import UV, install, make_environment, run, skip_without_index
from tests.support.suites import MINE, ROOT, Inspection, make_suite
from zicha.inventory import load
from zicha_demo.defects import load_defects
from zicha_demo.server import DemoPortal

DEMO_ONLY = ("starlette", "uvicorn", "docx", "reportlab", "python_multipart")
"""What only the embedded portal imports."""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a new environment into which the project was installed."""
    python = make_environment(tmp_path_factory.mktemp("fresh") / "venv")
    locked = ("-c", ROOT / "requirements.txt") if UV else ()  # pip takes no lock with hashes for a limit
    installed = install(python, *locked, ROOT)
    assert installed.returncode == 0 or skip_without_index(python), installed.stdout
    return python


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_suite(tmp_path_factory.mktemp("without-extras") / "suite")


@pytest.fixture(scope="module")
def portal() -> Iterator[DemoPortal]:
    """Serve the embedded portal from this process, which has what it needs."""
    with DemoPortal(load(ROOT / "matters").matters, defects=load_defects()) as portal:
        yield portal


@pytest.fixture(scope="module")
def by_profile(python: Path, suite: Path, portal: DemoPortal) -> Inspection:
    """Inspect one matter by a profile."""
    profile = suite / "neighbour.yaml"
    profile.write_text(f"extends: demo\ntitle: 邻市政务服务网\naddress: {portal.url}\n", encoding="utf-8")
    return inspect(python, suite, "--portal", profile.name, "--matter", MINE)


def inspect(python: Path, suite: Path, *arguments: str, report: str = "report") -> Inspection:
    """Run the suite with another Python."""
    result = run(python, "-m", "pytest", f"--report={suite / report}", *arguments, folder=suite)
    return Inspection(result.returncode, result.stdout, suite / report)


def test_nothing_of_the_embedded_portal_is_installed(python: Path) -> None:
    code = f"import importlib.util; print([n for n in {DEMO_ONLY} if importlib.util.find_spec(n)])"
    assert run(python, "-c", code).stdout.strip() == "[]"


def test_a_profile_is_inspected(by_profile: Inspection) -> None:
    assert by_profile.code == 1, by_profile.output
    verdicts = by_profile.verdicts()
    assert "有问题" in verdicts.values()
    assert "未能核查" not in verdicts.values(), by_profile.output


def test_evidence_is_judged_again(python: Path, suite: Path, by_profile: Inspection) -> None:
    again = inspect(python, suite, f"--replay={by_profile.report}", report="again")
    assert again.code == 1, again.output
    assert again.but_for_times() == by_profile.but_for_times()


def test_the_embedded_portal_says_what_to_install(python: Path, suite: Path) -> None:
    result = inspect(python, suite, "--matter", MINE, report="none")
    assert result.code == pytest.ExitCode.USAGE_ERROR
    assert 'pip install ".[demo]"' in result.output
    assert "Traceback" not in result.output
    assert not result.report.exists()


def test_the_demo_command_says_what_to_install(python: Path) -> None:
    result = run(python.parent / "zicha", "demo")
    assert result.returncode == 1
    assert result.stdout.startswith("内置演示门户没有安装（缺少 ")
    assert 'pip install ".[demo]"' in result.stdout
