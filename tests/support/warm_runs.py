"""Runs of pytest in processes of their own that start with everything imported, where the system can fork.

Elsewhere each starts afresh. A run sees nothing of the process that asks for it but its files.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
_IMPORTED = [
    *("pytest", "xdist.plugin", "pytest_html.plugin", "pytest_playwright.pytest_playwright", "playwright.sync_api"),
    *("zicha.plugin", "zicha.fixtures", "zicha.reporting", "zicha.portal.live.observer", "zicha.documents.reader"),
]
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_CONTEXT = multiprocessing.get_context(_METHOD)
_CONTEXT.set_forkserver_preload(_IMPORTED)


@dataclass(frozen=True)
class PytestRun:
    """One inspection of the checks in tests_portal: its arguments, what it adds to the environment, where it prints."""

    output: Path
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


def run_pytest(*runs: PytestRun) -> tuple[int, ...]:
    """Run one after the other in one process that is not this one. Return their exit codes."""
    with ProcessPoolExecutor(1, mp_context=_CONTEXT) as process:
        return process.submit(_run_here, runs).result()


def _run_here(runs: Sequence[PytestRun]) -> tuple[int, ...]:
    os.chdir(ROOT)
    for name in [each for each in os.environ if each.startswith(("PYTEST_", "COV_"))]:
        del os.environ[name]
    return tuple(map(_run_one, runs))


def _run_one(run: PytestRun) -> int:
    os.environ.update(run.environment)
    with run.output.open("wb") as output:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        for number in (1, 2):
            os.dup2(output.fileno(), number)
    code = pytest.main(
        [
            *("-o", "addopts=", "--tb=no", "-q", "-p", "no:cacheprovider", "tests_portal"),
            *("-p", "no:hypothesispytest"),  # it takes a second at the end of every run
            *run.arguments,
        ]
    )
    sys.stdout.flush()
    return int(code)
