"""One inspection of the chosen cases for all tests, whichever processes they run in."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from filelock import FileLock
from matrix_cases import Case
from matrix_inspection import inspect_cases, seen
from matrix_page import page

from zicha.ledger.rows import Row

CHOSEN = pytest.StashKey[tuple[list[Case], Mapping[str, Row]]]()
"""The cases that were inspected and what came of them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-matrix", action="store_true", help="write the matrix into docs/ (make matrix)")


@pytest.fixture(scope="session")
def inspected(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Mapping[str, Row]:
    """实施编码 → row, for the cases of the tests that were chosen: `-k B3` inspects those of B3 and no others."""
    chosen = _chosen(request.session)
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "matrix"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            folder.mkdir()
            inspect_cases(chosen, folder)
    rows = seen(folder)
    request.config.stash[CHOSEN] = (chosen, rows)
    return rows


def _chosen(session: pytest.Session) -> list[Case]:
    parameters = (
        item.callspec.params
        for item in session.items
        if isinstance(item, pytest.Function) and hasattr(item, "callspec")
    )
    cases = {case.id: case for each in parameters if isinstance(case := each.get("case"), Case)}
    return list(cases.values())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The matrix of what was inspected; with several processes the page in docs/ has to do."""
    if CHOSEN in config.stash:
        terminalreporter.write_line("")
        terminalreporter.write_line(page(*config.stash[CHOSEN]))


@pytest.fixture
def row(case: Case, inspected: Mapping[str, Row]) -> Row:
    """What the ledger says about the case's matter."""
    return inspected[case.code]
