"""One inspection of the second portal for all tests, whichever processes they run in."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from filelock import FileLock

from tests.second_portal.inspection import chosen, inspect_items, rows_in
from zicha.ledger.rows import Row


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-strangers", action="store_true", help="inspect every defect of the second portal (make prove-reading)"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    items = chosen(bool(metafunc.config.getoption("--all-strangers", False)))
    for name, wanted in (("healthy", False), ("planted", True)):
        if name in metafunc.fixturenames:
            of_kind = [item for item in items if (item.defect is not None) is wanted]
            metafunc.parametrize(name, of_kind, ids=[f"{item.number}-{item.code[-6:]}" for item in of_kind])


@pytest.fixture(scope="session")
def rows(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Mapping[str, Row]:
    """实施编码 → the ledger's row of each matter that was chosen."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "second-portal"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            inspect_items(chosen(bool(pytestconfig.getoption("--all-strangers", False))), folder)
    return rows_in(folder)
