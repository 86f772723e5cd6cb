"""A sample is drawn by strata, twice the same, and by nobody's will."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.filled_in import form_cell, saved_again
from tests.support.findings import RUN, STARTED, all_clean, department, golden, matter
from zicha.inventory.selection import Inventory
from zicha.ledger.handed_in import HandedInError
from zicha.ledger.ledger import ledgers
from zicha.ledger.xlsx import write_workbook
from zicha.spot_check.drawing import Received, commit, draw, receive
from zicha.spot_check.sample import Sample, SampleError, commitment_of, read_sample, write_sample

BODIES = [department(), department("水利局")]
MATTERS = tuple(matter(f"事项{number}", number, BODIES[number % 2]) for number in range(1, 31))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ledgers in which every fifth matter has a problem, and every seventh is not finished."""
    folder = tmp_path_factory.mktemp("ledgers")
    findings = [
        each
        for number, of in enumerate(MATTERS)
        for each in (golden(of) if number % 5 == 0 else all_clean(of)[number % 7 == 1 :])
    ]
    for ledger in ledgers(MATTERS, findings, RUN):
        write_workbook(folder / ledger.workbook_name, ledger)
    return folder


@pytest.fixture(scope="module")
def received(folder: Path) -> Sequence[Received]:
    return receive([folder])


def sample(received: Sequence[Received], seed: str = "20261201", rate: float = 0.2) -> Sample:
    return draw(Inventory(matters=MATTERS), received, seed, rate, STARTED)


def test_every_stratum_gives_its_share_and_at_least_one_row(received: Sequence[Received]) -> None:
    drawn = sample(received)
    assert {stratum.body for stratum in drawn.strata} == {"开封市工业和信息化局", "开封市水利局"}
    assert {stratum.conclusion for stratum in drawn.strata} == {"无问题", "有问题", "未查完"}
    assert sum(stratum.size for stratum in drawn.strata) == len(MATTERS)
    assert all(stratum.drawn == max(1, int(stratum.size * 0.2 + 0.5)) for stratum in drawn.strata)
    counted = Counter((row.body, row.method, row.conclusion) for row in drawn.rows)
    assert counted == {(s.body, s.method, s.conclusion): s.drawn for s in drawn.strata}
    assert len(drawn.codes) == len(drawn.rows)


def test_the_same_seed_and_ledgers_draw_the_same_and_another_seed_others(received: Sequence[Received]) -> None:
    first = sample(received)
    assert sample(received).rows == first.rows
    assert sample(received, "20261202").codes != first.codes


def test_anybody_can_draw_it_again_by_the_rule_on_the_page(received: Sequence[Received]) -> None:
    drawn = sample(received)
    lines = ["20261201", *sorted(f"{each.seal_number} {each.digest}" for each in drawn.ledgers)]
    assert drawn.commitment == hashlib.sha256("\n".join(lines).encode()).hexdigest()
    first, everything = drawn.strata[0], sample(received, rate=1.0).rows
    rows = [row for row in everything if (row.body, row.conclusion) == (first.body, first.conclusion)]
    ranked = sorted(rows, key=lambda row: hashlib.sha256(f"{drawn.commitment} {row.code}".encode()).hexdigest())
    assert tuple(ranked[: first.drawn]) == drawn.rows[: first.drawn]


def test_the_seed_is_committed_to_before_and_cannot_be_changed_afterwards(
    received: Sequence[Received], tmp_path: Path
) -> None:
    origins = [origin for origin, _ in received]
    file = tmp_path / "承诺.txt"
    made = commit(file, "7", 0.05, origins, STARTED)
    assert made == commitment_of("7", origins) == commit(file, "7", 0.05, origins, STARTED)
    assert made in file.read_text("utf-8")
    for seed, rate, some in (("8", 0.05, origins), ("7", 0.5, origins), ("7", 0.05, origins[1:])):
        with pytest.raises(SampleError, match="不能换种子重抽"):
            commit(file, seed, rate, some, STARTED)


def test_the_file_reads_back_and_an_altered_one_is_refused(received: Sequence[Received], tmp_path: Path) -> None:
    drawn, file = sample(received), tmp_path / "sample.yaml"
    write_sample(file, drawn)
    assert read_sample(file) == drawn
    with pytest.raises(FileExistsError):
        write_sample(file, drawn)
    file.write_text(file.read_text("utf-8").replace("20261201", "20261203"), encoding="utf-8")
    with pytest.raises(SampleError, match="样本被改动过"):
        read_sample(file)
    text = file.read_text("utf-8").replace("20261203", "20261201")
    file.write_text(text.replace("\n", "\r\n"), encoding="utf-8")
    assert read_sample(file) == drawn, "an editor that changes line ends changes nothing"
    easier = next(each.name for each in MATTERS if each.code not in drawn.codes)
    for old, new in ((drawn.rows[0].name, easier), ("台账结论: 有问题", "台账结论: 无问题"), ("校验:", "校对:")):
        file.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(SampleError):
            read_sample(file)
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(SampleError, match="不是 zicha sample 写的"):
        read_sample(file)


def test_rows_that_are_not_on_the_list_are_named(received: Sequence[Received]) -> None:
    drawn = draw(Inventory(matters=MATTERS[1:]), received, "7", 0.5, STARTED)
    assert drawn.outside == ("开封市水利局 第 1 行：事项1",)


def test_matters_without_a_row_are_named(folder: Path, tmp_path: Path) -> None:
    """Who leaves out the row of a bad matter keeps it from being drawn, and that is told."""
    file = saved_again(next(folder.glob("*水利局.xlsx")), lambda sheets: sheets["台账"].pop(5))
    received = receive([Path(shutil.move(file, tmp_path))])
    drawn = draw(Inventory(matters=MATTERS), received, "7", 0.5, STARTED)
    assert drawn.absent == ("开封市水利局：事项3",)


def test_a_row_without_a_number_is_not_passed_over(folder: Path, tmp_path: Path) -> None:
    file = saved_again(next(folder.glob("*水利局.xlsx")), form_cell("事项3", 0, "2", "二"))
    with pytest.raises(HandedInError, match="第 6 行“事项3”：序号不是数字"):
        receive([Path(shutil.move(file, tmp_path))])


def test_two_ledgers_of_one_body_are_refused(folder: Path, tmp_path: Path) -> None:
    one = next(folder.glob("*.xlsx"))
    shutil.copy(one, tmp_path / "甲.xlsx")
    shutil.copy(one, tmp_path / "乙.xlsx")
    with pytest.raises(SampleError, match="有两份台账"):
        receive([tmp_path])
