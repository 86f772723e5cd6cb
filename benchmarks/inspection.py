"""What an inspection costs: the six families over all shipped matters, against a bare Playwright script.

Run: python benchmarks/inspection.py. Both visit the same embedded portal, without defects, one after the other in the
same run; each in a process of its own, its start included. Only the ratio is a claim. A page load is a document that
the portal served to a browser.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from zicha.inventory import load
from zicha_demo.server import DemoPortal

ROOT = Path(__file__).parent.parent
LIMIT = 1.5


def measure(portal: DemoPortal, command: list[str], accepted: tuple[int, ...]) -> tuple[float, int]:
    """Seconds and page loads of one command."""
    loads, begun = portal.documents, time.perf_counter()
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    seconds = time.perf_counter() - begun
    if result.returncode not in accepted:
        raise RuntimeError(f"{command} ended with {result.returncode}:\n{result.stdout[-2000:]}")
    return seconds, portal.documents - loads


def main() -> int:
    matters = load(ROOT / "matters").matters
    with tempfile.TemporaryDirectory() as folder:
        with DemoPortal(matters) as portal:
            bare, bare_loads = measure(portal, [sys.executable, "benchmarks/baseline/bare_visit.py", portal.url], (0,))
        with DemoPortal(matters) as portal:
            report = ["--portal", portal.url, "--report", str(Path(folder) / "report")]
            full, full_loads = measure(portal, [sys.executable, "-m", "pytest", "-q", "tests_portal", *report], (0, 1))
    print(f"inspection: {len(matters)} matters, {full:.1f} s against {bare:.1f} s bare: ratio {full / bare:.2f}")
    print(f"page loads: {full_loads} against {bare_loads} bare: ratio {full_loads / bare_loads:.3f}")
    return 0 if full / bare <= LIMIT and full_loads == bare_loads else 1


if __name__ == "__main__":
    sys.exit(main())
