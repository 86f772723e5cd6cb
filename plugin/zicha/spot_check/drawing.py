"""Drawing a sample: rows of handed-in ledgers, stratified by 填报单位, 自查方式 and what the row says.

Nobody can steer it: who holds the seed writes down the hash of seed and ledgers before a row is drawn, and who wrote a
ledger does not know the seed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from math import floor
from pathlib import Path

from zicha.catalogue.form import ledger_form
from zicha.evidence.remarks import digest_of
from zicha.evidence.seal import EVIDENCE, FINDINGS
from zicha.evidence.verification import number_on
from zicha.inventory.selection import Inventory
from zicha.ledger.handed_in import HandedInLedger, HandedInRow, read_workbook
from zicha.ledger.ledger import WORKBOOK_FOLDER
from zicha.model.base import folded
from zicha.model.matter import Matter
from zicha.spot_check.sample import (
    CLEAN,
    OPEN,
    PROBLEM,
    DrawnFrom,
    DrawnRow,
    Sample,
    SampleError,
    Stratum,
    commitment_of,
)

Received = tuple[DrawnFrom, HandedInLedger]


def receive(places: Iterable[Path]) -> tuple[Received, ...]:
    """Read the ledgers: workbooks, or reports that hold some. Raise SampleError or HandedInError."""
    files = [file for place in places for file in _workbooks(place)]
    received = tuple(_received(file) for file in dict.fromkeys(files))
    bodies: dict[str, str] = {}
    for origin, _ in received:
        if (other := bodies.setdefault(origin.body, origin.file)) != origin.file:
            raise SampleError(f"{origin.body}有两份台账：{other} 和 {origin.file}。请只留最后报送的一份")
    if len({origin.is_demo for origin, _ in received}) > 1:
        demo = "、".join(origin.file for origin, _ in received if origin.is_demo)
        raise SampleError(f"混进了内置演示门户的台账，不得上报：{demo}")
    return received


def _workbooks(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    folder = place / WORKBOOK_FOLDER if (place / WORKBOOK_FOLDER).is_dir() else place
    if files := sorted(file for file in folder.glob("*.xlsx") if not file.name.startswith(("~$", "._", ".~"))):
        return files
    raise SampleError(f"{place}：其中没有台账（xlsx）")


def _received(file: Path) -> Received:
    ledger = read_workbook(file)
    if not ledger.body:
        raise SampleError(f"{file}：没有填写“填报单位”")
    content, report = file.read_bytes(), file.resolve().parent.parent
    has_evidence = (report / FINDINGS).is_file() and (report / EVIDENCE).is_dir()
    origin = DrawnFrom(
        body=ledger.body,
        file=str(file),
        seal_number=number_on(content),
        digest=digest_of(content),
        report=report if has_evidence else None,
        is_demo=ledger.is_demo,
    )
    return origin, ledger


def commit(file: Path, seed: str, rate: float, ledgers: Sequence[DrawnFrom], now: datetime) -> str:
    """Write the commitment and return it. One that is there must be of this seed, rate and ledgers."""
    commitment = commitment_of(seed, ledgers)
    line = f"承诺：{commitment}　比例：{rate:g}"
    try:
        with file.open("x", encoding="utf-8", newline="\n") as target:
            listed = "".join(
                f"{origin.seal_number or '无封存号'}　{origin.digest}　{origin.body}\n" for origin in ledgers
            )
            target.write(f"{line}　写于：{now:%Y-%m-%d %H:%M:%S}\n{listed}")
    except FileExistsError as error:
        if not file.read_text(encoding="utf-8").startswith(f"{line}　"):
            raise SampleError(
                f"{file}：已经为另一个种子、比例或另一批台账写过承诺。抽取以后不能换种子重抽；"
                "台账确有补报的，请用 --output 另抽一份，两份承诺都要保留"
            ) from error
    return commitment


def draw(inventory: Inventory, received: Sequence[Received], seed: str, rate: float, now: datetime) -> Sample:
    """Return the sample: of each stratum the share that the rate says, and at least one row."""
    ledgers = tuple(origin for origin, _ in received)
    commitment = commitment_of(seed, ledgers)
    of_stratum: dict[tuple[str, str, str], list[DrawnRow]] = defaultdict(list)
    outside: list[str] = []
    for origin, ledger in received:
        for row, matter in _with_matters(ledger, inventory.matters):
            if matter is None:
                outside.append(f"{origin.body} 第 {row.number} 行：{row.name}")
                continue
            drawn = _row(origin, row, matter)
            of_stratum[drawn.body, drawn.method, drawn.conclusion].append(drawn)
    chosen = {key: _chosen(rows, commitment, rate) for key, rows in of_stratum.items()}
    return Sample(
        seed=seed,
        rate=rate,
        commitment=commitment,
        drawn_at=now,
        ledgers=ledgers,
        strata=tuple(
            Stratum(body=rows[0].body, method=rows[0].method, conclusion=rows[0].conclusion, size=len(rows), drawn=n)
            for key, rows in of_stratum.items()
            for n in [len(chosen[key])]
        ),
        rows=tuple(row for rows in chosen.values() for row in rows),
        outside=tuple(outside),
        absent=tuple(_absent(inventory.matters, received)),
    )


def _chosen(rows: Sequence[DrawnRow], commitment: str, rate: float) -> list[DrawnRow]:
    number = max(1, floor(len(rows) * rate + 0.5))
    ranked = sorted(rows, key=lambda row: digest_of(f"{commitment} {row.code}".encode()))
    return ranked[:number]


def _with_matters(ledger: HandedInLedger, matters: Iterable[Matter]) -> Iterator[tuple[HandedInRow, Matter | None]]:
    """Yield each row with its matter. Rows of one name are those of the list in its order, where as many are there."""
    named: dict[str, list[Matter]] = defaultdict(list)
    for matter in matters:
        if folded(matter.department.full_name) == folded(ledger.body):
            named[folded(matter.name)].append(matter)
    rows: Mapping[str, list[HandedInRow]] = defaultdict(list)
    for row in ledger.rows:
        rows[folded(row.name)].append(row)
    for name, same in rows.items():
        of_list = named.get(name, [])
        pairs = of_list if len(of_list) == len(same) else [None] * len(same)
        yield from zip(same, pairs, strict=True)


def _absent(matters: Iterable[Matter], received: Iterable[Received]) -> Iterator[str]:
    """Yield the matters of the bodies that handed in of which their ledgers have no row: nobody can draw these."""
    names = {folded(ledger.body): {folded(row.name) for row in ledger.rows} for _, ledger in received}
    for matter in matters:
        body = matter.department.full_name
        if folded(matter.name) not in names.get(folded(body), {folded(matter.name)}):
            yield f"{body}：{matter.name}"


def _conclusion(row: HandedInRow) -> str:
    """Return what a row says as a whole. Words in 备注 without a tick tell of a problem, too."""
    if row.boxes:
        return PROBLEM
    if row.is_open:
        return OPEN
    return CLEAN if row.remark == ledger_form().no_problem else PROBLEM


def _row(origin: DrawnFrom, row: HandedInRow, matter: Matter) -> DrawnRow:
    return DrawnRow(
        code=matter.code,
        name=matter.name,
        body=origin.body,
        method=matter.method,
        conclusion=_conclusion(row),
        is_complete=not row.is_open,
        boxes=row.boxes,
        states=row.states,
        remark=row.remark,
    )
