"""What starts Playwright itself, beside the one that the tests have running: there may be one a thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def in_own_thread(call: Callable[[], T]) -> T:
    """Return what a call returns, or raise what it raises."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()
