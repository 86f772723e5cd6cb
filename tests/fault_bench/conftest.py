"""`pytest tests/fault_bench` makes a slice of the trouble, with `--all-faults` it makes all of it (make faults)."""

from __future__ import annotations

import pytest

from tests.fault_bench.trouble import Trouble


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all-faults", action="store_true", help="every kind at every host for every length")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all-faults", False):
        return
    left_out = [item for item in items if _trouble(item) is not None]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _trouble(item: pytest.Item) -> Trouble | None:
    has_parameters = isinstance(item, pytest.Function) and hasattr(item, "callspec")
    trouble = item.callspec.params.get("trouble") if has_parameters else None  # type: ignore[attr-defined]
    return trouble if isinstance(trouble, Trouble) else None
