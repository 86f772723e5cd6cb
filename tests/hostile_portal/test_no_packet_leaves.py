"""Not one packet leaves for a host that nobody named: none of a page, and none of the browser's own errands."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.support.suites import ROOT


@pytest.mark.skipif(shutil.which("unshare") is None or shutil.which("ip") is None, reason="no network can be made here")
def test_no_packet_leaves() -> None:
    command = ["unshare", "--net", sys.executable, "-m", "tests.hostile_portal.in_a_namespace"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode == 2 or "unshare" in result.stderr:
        pytest.skip(f"no network can be made here: {result.stdout}{result.stderr}")
    assert result.returncode == 0, result.stdout + result.stderr
