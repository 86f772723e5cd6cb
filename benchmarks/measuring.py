"""Processor time of a command and of what it starts, which a busy machine changes little, and its time by the clock."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")
"""Hypothesis is for the project's own tests; no user has it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took, in seconds."""

    processor: float
    clock: float


def cost(command: Sequence[str], folder: Path = ROOT, accepted: Sequence[int] = (0,)) -> Cost:
    """Run a command. Raise RuntimeError if it ends with another code than those accepted."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{output[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begun)


def least(rounds: int, *commands: tuple[Sequence[str], Path]) -> list[float]:
    """Return the least processor time of each command, run in turns; the first turn only warms up."""
    turns = [[cost(command, folder, (0, 1)).processor for command, folder in commands] for _ in range(rounds + 1)]
    return [min(times) for times in zip(*turns[1:], strict=True)]


def _environment() -> Mapping[str, str]:
    """Nothing is compiled anew, and no option comes from outside."""
    ours = ("PYTHONDONTWRITEBYTECODE", "PYTEST_ADDOPTS")
    return {key: value for key, value in os.environ.items() if key not in ours}
