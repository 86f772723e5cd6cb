"""An option that writes what the catalogue says of the released checks."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-released", action="store_true", help="write catalogue/released_checks.yaml")
