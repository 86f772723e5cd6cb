"""Each inspection is made once for all tests, whichever processes they run in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from tests.order.conclusions import write_conclusions
from tests.order.inspections import Key, Once, backwards_plan, findings, inspect
from zicha.model.finding import Finding


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-conclusions", action="store_true", help="write tests/order/conclusions.yaml")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """The folder of a run that is made by whoever comes first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "order"
    shared.mkdir(exist_ok=True)

    def make(name: str, run: Callable[[Path], None]) -> Path:
        with FileLock(shared / f"{name}.lock"):
            if not (shared / name).exists():
                run(shared / name)
        return shared / name

    return make


@pytest.fixture(scope="session")
def backwards(once: Once, pytestconfig: pytest.Config) -> Path:
    """The folder of a live inspection of everything, the last check of the last matter first."""
    if pytestconfig.getoption("--write-conclusions", False):
        write_conclusions(findings(once("forwards", inspect)))
    return once("backwards", partial(inspect, plan=backwards_plan()))


@pytest.fixture(scope="session")
def found_backwards(backwards: Path) -> Mapping[Key, Finding]:
    return findings(backwards)
