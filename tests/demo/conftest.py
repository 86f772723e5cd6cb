"""One healthy portal for each test file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.demo_visits import NAMES, numbered
from zicha.model.matter import Matter
from zicha_demo.server import DemoPortal


@pytest.fixture(scope="module")
def matters() -> list[Matter]:
    return [numbered(index) for index in range(len(NAMES))]


@pytest.fixture(scope="module")
def portal(matters: list[Matter]) -> Iterator[DemoPortal]:
    """A healthy portal."""
    with DemoPortal(matters, published={}) as served:
        yield served
