"""One inspection of the small suite for all tests, whichever processes they run in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.support.suites import Inspection, inspect, make_suite

Once = Callable[[str, Callable[[Path], Inspection]], Inspection]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--three-rounds", action="store_true", help="three rounds over recorded pages, for make prove")
    parser.addoption("--write-forgeries", action="store_true", help="write docs/forgeries.zh-CN.md")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Makes a run only once, and gives all workers its result."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def make(name: str, run: Callable[[Path], Inspection]) -> Inspection:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                result = run(folder)
                (shared / f"{name}.out").write_text(result.output, encoding="utf-8")
                done.write_text(str(result.code), encoding="utf-8")
        output = (shared / f"{name}.out").read_text(encoding="utf-8")
        return Inspection(int(done.read_text(encoding="utf-8")), output, folder / "report")

    return make


@pytest.fixture(scope="session")
def base(once: Once) -> Inspection:
    """The whole suite, one check after the other."""
    return once("base", lambda folder: inspect(make_suite(folder), "-v"))


@pytest.fixture(scope="session")
def parallel(once: Once) -> Inspection:
    """The whole suite in two processes."""
    return once("parallel", lambda folder: inspect(make_suite(folder), "-n", "2"))


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of this test's own."""
    return make_suite(tmp_path / "suite")


@pytest.fixture
def evidence(base: Inspection, tmp_path: Path) -> Path:
    """A copy of the report of the whole suite, to judge again."""
    copy = tmp_path / "seen"
    shutil.copytree(base.report, copy)
    return copy
