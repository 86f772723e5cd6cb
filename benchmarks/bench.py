"""What zicha costs, against what does the same without it in the same run; written to docs/performance.md.

Run: python benchmarks/bench.py. Ends with 1 if a target is missed. Claims are ratios of processor time, the least of
several turns; nothing depends on the machine but by what it does to both sides.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bare_suites import write_bare_suite
from form_files import FILES
from many_matters import write_many
from measuring import PYTEST, ROOT, Cost, cost, least

from zicha.inventory import load
from zicha_demo.server import DemoPortal

PAGE = ROOT / "docs" / "performance.md"
SHIPPED = ROOT / "matters"
ROUNDS = 2
BARE = (*PYTEST, "-p", "no:zicha")
SAMPLE, SMALL_SAMPLE = 10, 30
"""Of the departments every tenth is inspected, and every thirtieth by the suite that opens a fresh page a check."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: what was measured, how it came out, and its target where it has one."""

    title: str
    result: str
    target: str = ""
    is_met: bool = True

    def __str__(self) -> str:
        verdict = ("met" if self.is_met else "**missed**") if self.target else ""
        return f"| {self.title} | {self.result} | {self.target} | {verdict} |"


def idle_session(folder: Path) -> Iterator[Line]:
    (folder / "test_nothing.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    with_plugin, bare = least(ROUNDS, (PYTEST, folder), (BARE, folder))
    more = with_plugin - bare
    yield Line(
        "A session that inspects nothing",
        f"{more:+.2f} s ({with_plugin:.2f} s, bare {bare:.2f} s)",
        "< 0.3 s more",
        more < 0.3,
    )


def collection(folder: Path) -> Iterator[Line]:
    items = write_bare_suite(folder / "bare", load(SHIPPED))
    ours, bare = least(ROUNDS, ((*PYTEST, "--co", "tests_portal"), ROOT), ((*BARE, "--co"), folder / "bare"))
    ratio = ours / bare
    yield Line(
        f"Collecting the shipped inventory, {items} items",
        f"{ratio:.2f} x bare pytest ({ours:.1f} s)",
        "<= 1.5 x",
        ratio <= 1.5,
    )
    many = folder / "many" / "matters"
    number = write_many(many, 1000)
    items = write_bare_suite(folder / "many-bare", load(many))
    command = (*PYTEST, "--co", "tests_portal", f"--inventory={many}")
    ours, bare = least(1, (command, ROOT), ((*BARE, "--co"), folder / "many-bare"))
    yield Line(
        f"Collecting {number:,} matters, {items:,} items",
        f"{ours:.1f} s, {ours / bare:.2f} x bare pytest",
        "<= 8 s",
        ours <= 8,
    )


def sample(folder: Path, step: int) -> Path:
    """Every so many departments of the shipped inventory."""
    for file in sorted(SHIPPED.rglob("*.yaml"))[::step]:
        region = folder / "matters" / file.parent.name
        region.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, region)
    return folder / "matters"


def visit(inventory: Path, *command: str) -> tuple[Cost, Counter[str]]:
    """Run a command that visits a portal of these matters, without defects; and the documents that it loaded."""
    with DemoPortal(load(inventory).matters) as portal:
        os.environ.update(PORTAL=portal.url, INVENTORY=str(inventory))
        took = cost([part.replace("PORTAL", portal.url) for part in command], accepted=(0, 1))
        return took, Counter(portal.documents)


def inspect(inventory: Path, report: Path, *more: str) -> tuple[Cost, Counter[str]]:
    options = ("--portal=PORTAL", f"--inventory={inventory}", f"--report={report}", *more)
    return visit(inventory, *PYTEST, "tests_portal", *options)


def inspection(folder: Path) -> Iterator[Line]:
    inventory = sample(folder / "sample", SAMPLE)
    report = folder / "report"
    ours, loaded = inspect(inventory, report)
    script = str(ROOT / "benchmarks" / "baseline" / "bare_visit.py")
    bare, wanted = visit(inventory, sys.executable, script, "PORTAL", str(inventory))
    matters = len(load(inventory).matters)
    same = sum(loaded.values()) == sum(wanted.values())
    yield Line(
        f"Page loads of inspecting {matters} matters",
        f"{sum(loaded.values())}, a script that walks the same pages once {sum(wanted.values())}",
        "as many",
        same,
    )
    ratio = ours.clock / bare.clock
    yield Line(
        "Time of that by the clock, start and report included",
        f"{ratio:.2f} x the script ({ours.clock:.0f} s)",
        "<= 1.25 x",
        ratio <= 1.25,
    )


def replay(folder: Path) -> Iterator[Line]:
    """Evidence of the whole shipped inventory, as some minutes' inspection leaves it or EVIDENCE names it."""
    report = Path(os.environ.get("EVIDENCE", folder / "report"))
    if not report.exists():
        inspect(SHIPPED, report, "-n", "2")
    items = write_bare_suite(folder / "bare", load(SHIPPED))
    again, empty, collected, empty_collected = least(
        ROUNDS,
        ((*PYTEST, "tests_portal", f"--replay={report}", f"--report={folder / 'again'}"), ROOT),
        (BARE, folder / "bare"),
        ((*PYTEST, "tests_portal", "--co"), ROOT),
        ((*BARE, "--co"), folder / "bare"),
    )
    ratio, judged = again / empty, (again - collected) / (empty - empty_collected)
    yield Line(
        f"Judging evidence again, {items} items",
        f"{ratio:.2f} x as many empty tests ({again:.1f} s)",
        "<= 2 x",
        ratio <= 2,
    )
    yield Line("What of that comes after collection: judging, the report", f"{judged:.2f} x running the empty tests")


def fresh_pages(folder: Path) -> Iterator[Line]:
    inventory = sample(folder / "small-sample", SMALL_SAMPLE)
    ours, loaded = inspect(inventory, folder / "small-report")
    suite = str(ROOT / "benchmarks" / "baseline" / "test_fresh_pages.py")
    fresh, opened = visit(inventory, *BARE, suite, f"--rootdir={Path(suite).parent}", f"--output={folder / 'output'}")
    loads = sum(opened.values()) / sum(loaded.values())
    yield Line(
        f"pytest-playwright with a fresh page for every check, {len(load(inventory).matters)} matters",
        f"{loads:.1f} x our page loads, {fresh.clock / ours.clock:.1f} x our time",
    )


def forms(folder: Path) -> Iterator[Line]:
    command = (sys.executable, "-m", "benchmarks.form_files")
    cost((*command, "write", str(folder)))
    read, bare = least(1, ((*command, "read", str(folder)), ROOT), ((*command, "bare", str(folder)), ROOT))
    yield Line(
        f"{FILES:,} application forms of twelve types read, judged and shown, one worker",
        f"{1000 * read / FILES:.1f} ms a form, {read / bare:.1f} x their text alone by a short script ({bare:.1f} s)",
        "< 15 ms a form",
        read < 0.015 * FILES,
    )


def main() -> int:
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as name:
        for part in (idle_session, collection, replay, inspection, fresh_pages, forms):
            folder = Path(name) / part.__name__
            folder.mkdir()
            for line in part(folder):
                print(line, flush=True)
                lines.append(line)
    PAGE.write_text(_page(lines), encoding="utf-8")
    return 0 if all(line.is_met for line in lines) else 1


def _page(lines: list[Line]) -> str:
    return "\n".join(
        (
            "# What it costs",
            "",
            f"Written by `make bench` on {date.today()}. Every line compares two sides that were measured in the same",
            "run. Seconds are processor time, the least of several turns, unless they are by the clock. pytest's other",
            "plugins, pytest-playwright among them, are loaded on both sides.",
            "",
            "| measured | result | target | |",
            "|---|---|---|---|",
            *map(str, lines),
            "",
            f"Inspected is a sample: every {SAMPLE}th department of the shipped inventory, none of which has real",
            "cases; how many pages a matter with real cases costs is held by `tests/plugin/page_budget.yaml`.",
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
