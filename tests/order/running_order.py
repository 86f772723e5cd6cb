"""A plugin for the inspected run: which checks each matter gets, and in which order.

Loaded with -p. RUNNING_ORDER names a JSON file: 实施编码 → names of checks; what it does not name is left out. A
replay writes nothing but its findings.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path

import pytest

from zicha.inspection.report_folder import ReportFolder
from zicha.model.matter import Matter


def pytest_configure(config: pytest.Config) -> None:
    """Leave out the pages and workbooks of a replay, which nobody reads and take longer than its judging."""
    if config.getoption("replay") is not None:
        patch = pytest.MonkeyPatch()
        patch.setattr(ReportFolder, "write", lambda *_: None)
        config.add_cleanup(patch.undo)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """After the plugin has sorted them its own way."""
    yield
    plan: dict[str, list[str]] = json.loads(Path(os.environ["RUNNING_ORDER"]).read_text(encoding="utf-8"))
    matters = list(plan)

    def place(item: pytest.Item) -> tuple[int, int] | None:
        assert isinstance(item, pytest.Function)
        matter = item.callspec.params["matter"]
        assert isinstance(matter, Matter)
        code, check = matter.code, item.originalname.removeprefix("test_")
        return (matters.index(code), plan[code].index(check)) if check in plan.get(code, ()) else None

    placed = [(at, item) for item in items if (at := place(item)) is not None]
    items[:] = [item for _, item in sorted(placed, key=lambda pair: pair[0])]
