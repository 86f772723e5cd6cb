"""The processes of a browser, and its driver's: which they are, and how much memory they hold, where /proc tells."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_PARENT = 1
"""Where the parent stands in `stat`, after the command, which may hold anything."""


def process_of(browser: Browser) -> int:
    """Return the process by which a browser began."""
    return next(number for number, kind in _processes(browser) if kind == "browser")


def memory_of(browser: Browser) -> int:
    """Return how many bytes the processes of a browser hold for themselves alone; 0 where nobody tells."""
    return sum(_own_bytes(number) for number, _ in _processes(browser))


def driver_of(process: int) -> int | None:
    """Return the process, begun by this one, that has begun a browser's; None where nobody tells."""
    while (parent := _parent(process)) is not None:
        if parent == os.getpid():
            return process
        process = parent
    return None


def _processes(browser: Browser) -> list[tuple[int, str]]:
    session = browser.new_browser_cdp_session()
    processes: list[dict[str, Any]] = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [(int(each["id"]), str(each["type"])) for each in processes]


def _own_bytes(process: int) -> int:
    with suppress(OSError):  # it has ended, or this is no Linux
        _, resident, shared, *_ = map(int, (_PROC / str(process) / "statm").read_text().split())
        return (resident - shared) * _PAGE
    return 0


def _parent(process: int) -> int | None:
    with suppress(OSError):
        return int((_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()[_PARENT])
    return None
