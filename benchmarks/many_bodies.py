"""What a city costs its bureau: reports of many bodies to store, workbook and page, beside bare writers of its rows.

Run: python benchmarks/many_bodies.py [MATTERS]. Writes docs/performance-bureau.md. Every step is a process of its own,
so that its processor time and its greatest memory are its own; the bare writers are measured in the same run.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import xlsxwriter
from measuring import ROOT

sys.path.insert(0, str(ROOT))

from tests.support.findings import STARTED, all_clean, golden
from tests.support.matters import make_department, make_matter
from tests.support.sealed_reports import seal_report
from zicha.model.matter import Matter
from zicha.rounds.city_workbook import write_city_workbook
from zicha.rounds.history import bodies_of
from zicha.rounds.merging import Merging
from zicha.rounds.page import round_report, write_round_page
from zicha.rounds.store import Store

PAGE = ROOT / "docs" / "performance-bureau.md"
BODIES = 50
ROUND = "2026年下半年"


@dataclass(frozen=True, slots=True)
class Step:
    """What a step took: seconds of processor time, and megabytes at most."""

    seconds: float
    megabytes: float


def matters(number: int) -> list[Matter]:
    """Return the city's list: so many matters of fifty bodies."""
    bodies = [make_department(f"部门{at:02}") for at in range(BODIES)]
    return [
        make_matter(
            name=f"事项{at:05}",
            code=f"11410200005277264N4{at:012}",
            portal_id=f"{at:032X}",
            department=bodies[at * BODIES // number],
            method="测试件",
        )
        for at in range(number)
    ]


def make_reports(folder: Path, number: int) -> None:
    """Write a sealed report for each body; every tenth matter has the problem of the notice's sample."""
    listed = matters(number)
    codes = "{code}"
    texts = {
        is_broken: "".join(one.model_dump_json() + "\n" for one in make(listed[0])).replace(listed[0].code, codes)
        for is_broken, make in ((True, golden), (False, all_clean))
    }
    moment = (STARTED + timedelta(minutes=5)).isoformat()
    was = STARTED.isoformat()
    of_body: dict[str, list[str]] = {}
    for at, matter in enumerate(listed):
        text = texts[at % 10 == 0].replace(codes, matter.code).replace(was, moment)
        of_body.setdefault(matter.department.full_name, []).append(text)
    for body, parts in of_body.items():
        seal_report(folder / body, "".join(parts), STARTED)


def merge(folder: Path, number: int) -> None:
    store = Store.open(str(folder / "store.db"))
    merging = Merging(store, matters(number), ROUND)
    for report in sorted((folder / "reports").iterdir()):
        taken = merging.take(report, STARTED)
        assert not taken.refused, taken


def workbook(folder: Path, number: int) -> None:
    written = write_city_workbook(folder, "city", Store.open(str(folder / "store.db")), ROUND, ())
    assert written.rows == number


def page(folder: Path, number: int) -> None:
    store = Store.open(str(folder / "store.db"))
    write_round_page(folder / "round.html", round_report(store, None, bodies_of(store)))


def list_alone(folder: Path, number: int) -> None:
    """Hold the city's list, which merging has to."""
    matters(number)


def bare_store(folder: Path, number: int) -> None:
    """Copy the tables by sqlite3 alone."""
    bare = sqlite3.connect(folder / "bare.db")
    bare.execute("ATTACH ? AS made", (str(folder / "store.db"),))
    for table in ("runs", "matters", "findings"):
        bare.execute(f"CREATE TABLE {table} AS SELECT * FROM made.{table} LIMIT 0")
        cursor = sqlite3.connect(folder / "store.db").execute(f"SELECT * FROM {table}")
        while rows := cursor.fetchmany(1000):
            bare.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
    bare.commit()


def bare_workbook(folder: Path, number: int) -> None:
    """Write the same texts by XlsxWriter alone, a row after the other."""
    rows = sqlite3.connect(folder / "store.db").execute("SELECT name, body, system, case_number, remark FROM matters")
    boxes = "\n".join(["□登录困难"] * 4)
    with xlsxwriter.Workbook(str(folder / "bare.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        style = book.add_format({"border": 1, "text_wrap": True})
        for at, row in enumerate(rows):
            for place, text in enumerate((str(at), *row[:4], *[boxes] * 7, boxes, row[4])):
                sheet.write_string(at, place, text, style)


STEPS: dict[str, Callable[[Path, int], None]] = {
    step.__name__: step for step in (list_alone, merge, workbook, page, bare_store, bare_workbook)
}


def measured(name: str, folder: Path, number: int) -> Step:
    """Run a step in a process of its own."""
    command = [sys.executable, __file__, name, str(folder), str(number)]
    process = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise RuntimeError(f"{name} ended with {os.waitstatus_to_exitcode(status)}")
    return Step(usage.ru_utime + usage.ru_stime, float((folder / "peak").read_text("utf-8")))


def peak() -> float:
    """Return what this process held at most, in megabytes. That of wait4 counts in what its parent held."""
    status = Path("/proc/self/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


def measure(number: int) -> dict[str, Step]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_reports(folder / "reports", number)
        return {name: measured(name, folder, number) for name in STEPS}


def lines(large: int, small: int) -> Sequence[str]:
    made, less = measure(large), measure(small)
    checks = len(all_clean(matters(1)[0]))
    titles = {
        "list_alone": "The city's list, held",
        "merge": "Merging: verify, judge rows, store",
        "workbook": "The city's workbook",
        "page": "The page of the round",
        "bare_store": "bare: the same rows by sqlite3",
        "bare_workbook": "bare: the same texts by XlsxWriter",
    }
    return [
        "# What a city costs its bureau",
        "",
        "Written by `python benchmarks/many_bodies.py`: "
        f"{BODIES} bodies, {large:,} matters of {checks} checks each, and {small:,} for comparison.",
        "Each step is a process of its own, its start and imports counted. Memory is what it held at most.",
        "",
        f"| step | processor, {large:,} | memory at most, {large:,} | memory at most, {small:,} |",
        "|---|---|---|---|",
        *(
            f"| {title} | {made[name].seconds:.1f} s | {made[name].megabytes:.0f} MB | {less[name].megabytes:.0f} MB |"
            for name, title in titles.items()
        ),
        "",
    ]


def main(arguments: list[str]) -> None:
    if arguments and arguments[0] in STEPS:
        STEPS[arguments[0]](Path(arguments[1]), int(arguments[2]))
        Path(arguments[1], "peak").write_text(str(peak()), encoding="utf-8")
        return
    number = int(arguments[0]) if arguments else 20_000
    text = "\n".join(lines(number, number // 10))
    print(text)
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
