"""One inspection of the chosen cases for all tests, whichever processes they run in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from filelock import FileLock

pytest.register_assert_rewrite("tests.matrix.matrix_expectations")

from tests.matrix.matrix_cases import Case, all_cases, slice_of  # noqa: E402
from tests.matrix.matrix_expectations import is_as_expected  # noqa: E402
from tests.matrix.matrix_inspection import inspect_again, inspect_cases, rows_in  # noqa: E402
from tests.matrix.matrix_page import page  # noqa: E402
from zicha.ledger.rows import Row  # noqa: E402

CHOSEN = pytest.StashKey[tuple[list[Case], Mapping[str, Row]]]()
"""The cases that were inspected and what came of them."""
AGAIN = pytest.StashKey[list[Case]]()
"""Those that were inspected twice."""
MOST_AGAIN = 20
"""More cases than these that end otherwise are not the machine's doing."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-matrix", action="store_true", help="write the matrix into docs/ (make matrix)")
    parser.addoption("--slice", action="store_true", help="inspect a slice with every box, both ways (make test)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slice", False):
        return
    chosen = {case.id for case in slice_of(all_cases())}
    left_out = [item for item in items if (case := _case(item)) is not None and case.id not in chosen]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def inspected(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Mapping[str, Row]:
    """实施编码 → row, for the cases of the tests that were chosen: `-k B3` inspects those of B3 and no others.

    What does not end as it must is inspected again before it fails: on a busy machine a page may come too late.
    """
    chosen = list(_cases(request.session.items).values())
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "matrix"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            inspect_cases(chosen, folder / "first")
            late = _ended_otherwise(chosen, rows_in(folder / "first"))
            inspect_again(late if len(late) <= MOST_AGAIN else (), folder / "again")
    again = rows_in(folder / "again")
    rows = {**rows_in(folder / "first"), **again}
    request.config.stash[CHOSEN] = (chosen, rows)
    request.config.stash[AGAIN] = [case for case in chosen if case.code in again]
    return rows


def _ended_otherwise(cases: Sequence[Case], rows: Mapping[str, Row]) -> list[Case]:
    return [case for case in cases if not is_as_expected(case, rows[case.code])]


def _cases(items: Sequence[pytest.Item]) -> dict[str, Case]:
    return {case.id: case for item in items if (case := _case(item)) is not None}


def _case(item: pytest.Item) -> Case | None:
    case = item.callspec.params.get("case") if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None
    return case if isinstance(case, Case) else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The matrix of what was inspected; with several processes the page in docs/ has to do."""
    if CHOSEN in config.stash:
        terminalreporter.write_line("")
        terminalreporter.write_line(page(*config.stash[CHOSEN]))
        for case in config.stash[AGAIN]:
            terminalreporter.write_line(f"inspected again, alone: {case.id} {case.name}")


@pytest.fixture
def row(case: Case, inspected: Mapping[str, Row]) -> Row:
    """What the ledger says about the case's matter."""
    return inspected[case.code]
