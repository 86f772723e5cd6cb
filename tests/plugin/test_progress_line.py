"""A whole run on a terminal: how far it has come stands at the bottom, the dots above it, and nothing stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.suites import CLEAN, user_environment
from tests.support.terminals import open_terminal


def test_on_a_terminal(suite: Path, evidence: Path) -> None:
    reading, writing = open_terminal()
    command = (sys.executable, "-m", "pytest", "--color=no", f"--replay={evidence}", f"--matter={CLEAN}")
    environment = user_environment({"TERM": "xterm", "COLUMNS": "80"})
    run = subprocess.Popen(command, cwd=suite, env=environment, stdout=writing, stderr=writing, start_new_session=True)
    os.close(writing)
    shown = ""
    while piece := _read(reading):
        shown += piece.decode("utf-8", "replace")
    os.close(reading)
    assert run.wait() == pytest.ExitCode.OK, shown
    line, _, after = shown.rpartition("\x1b[r\x1b8")
    assert "[24;1H\x1b[0;7m已查完 " in line
    assert "......" in line
    assert f"\n{'=' * 35} 自查结果 {'=' * 35}\r" in after, "as wide as the terminal, with Chinese of two columns each"
    assert "已查完" not in after
    assert "Warning" not in shown


def _read(terminal: int) -> bytes:
    """Return what comes next; nothing at the end, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
