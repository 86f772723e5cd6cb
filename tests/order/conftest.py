"""Each inspection is made once for all tests, whichever processes they run in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from filelock import FileLock

from tests.order.inspections import Key, Once, findings, inspect_all
from zicha.model.finding import Finding


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
def whole(once: Once) -> Path:
    """The folder of the inspection that the others are compared with."""
    return once("whole", inspect_all)


@pytest.fixture(scope="session")
def reference(whole: Path) -> Mapping[Key, Finding]:
    return findings(whole)
