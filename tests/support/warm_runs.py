"""Runs of pytest in processes of their own that start with everything imported, where the system can fork.

Elsewhere each starts afresh. A run sees nothing of the process that asks for it but its files and its environment.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
INSPECTION = (
    *("-o", "addopts=", "--tb=no", "-q", "-p", "no:cacheprovider"),
    *("-p", "no:hypothesispytest"),  # it takes a second at the end of every run
)
"""How an inspection of this project's own checks is run."""
_IMPORTED = [
    *("pytest", "xdist.plugin", "pytest_html.plugin", "pytest_playwright.pytest_playwright", "playwright.sync_api"),
    *("zicha.plugin", "zicha.fixtures", "zicha.collection", "zicha.reporting"),
    *("zicha.portal.live.observer", "zicha.documents.reader", "zicha.ledger.xlsx", "zicha.ledger.html"),
]
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_CONTEXT = multiprocessing.get_context(_METHOD)
_CONTEXT.set_forkserver_preload(_IMPORTED)


@dataclass(frozen=True)
class PytestRun:
    """One run: its arguments, where it prints, the folder it is started in, and what it adds to the environment."""

    arguments: Sequence[str]
    output: Path
    folder: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)


def run_pytest(*runs: PytestRun) -> tuple[int, ...]:
    """Run one after the other in one process that is not this one. Return their exit codes."""
    with ProcessPoolExecutor(1, mp_context=_CONTEXT) as process:
        return process.submit(_run_here, runs, dict(os.environ)).result()


def _run_here(runs: Sequence[PytestRun], environment: Mapping[str, str]) -> tuple[int, ...]:
    """Run them in this process, which keeps nothing of the environment that a test run leaves."""
    os.environ.clear()
    os.environ.update({key: value for key, value in environment.items() if not key.startswith(("PYTEST_", "COV_"))})
    return tuple(map(_run_one, runs))


def _run_one(run: PytestRun) -> int:
    os.chdir(run.folder)
    sys.path.insert(0, str(run.folder))
    os.environ.update({"PYTHONIOENCODING": "utf-8", **run.environment})
    with run.output.open("wb") as output:
        for number, stream in enumerate((sys.stdout, sys.stderr), 1):
            stream.flush()
            os.dup2(output.fileno(), number)
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8")
    code = pytest.main(list(run.arguments))
    sys.stdout.flush()
    return int(code)
