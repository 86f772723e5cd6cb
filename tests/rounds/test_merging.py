"""What is taken into the city's ledger, what is refused, and what is named."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.support.findings import GOLDEN_REMARK, RUN, STARTED, all_clean, department, golden, matter
from tests.support.forgeries import seal_anew
from tests.support.sealed_reports import make_report
from zicha.evidence.seal import FINDINGS, SEAL, SIGNATURE
from zicha.evidence.signature import make_keys, read_public_key, sign
from zicha.evidence.signing_keys import Algorithm
from zicha.ledger.handed_in import read_workbook
from zicha.ledger.ledger import WORKBOOK_FOLDER, ledgers
from zicha.ledger.xlsx import write_workbook
from zicha.model.statement import Correction, Statements, Tick
from zicha.rounds.city_workbook import write_city_workbook
from zicha.rounds.merging import Merging, Taken
from zicha.rounds.store import Store, latest_rows

MINE = matter()
WATER = matter("取水许可", 2, department("水利局"))
LATER = STARTED + timedelta(days=1)


def take(store: Store, report: Path) -> Taken:
    return Merging(store, [MINE, WATER], "第一轮").take(report, LATER)


def test_two_departments_make_the_citys_ledger(store: Store, tmp_path: Path) -> None:
    one = take(store, make_report(tmp_path / "1", golden(MINE), STARTED))
    two = take(store, make_report(tmp_path / "2", all_clean(WATER), STARTED))
    assert (one.bodies, two.bodies) == (("开封市工业和信息化局",), ("开封市水利局",))
    written = write_city_workbook(tmp_path, "全市", store, "第一轮", ["甲与乙冲突"])
    assert (written.path.name, written.rows) == ("全市.xlsx", 2)
    back = read_workbook(written.path)
    assert [(row.number, row.name, row.boxes, row.remark) for row in back.rows] == [
        ("1", MINE.name, ("A4",), GOLDEN_REMARK),
        ("2", WATER.name, (), "无问题"),
    ]
    sheets = CalamineWorkbook.from_path(str(written.path))
    assert sheets.sheet_names == ["台账", "汇总", "未查完", "来源"]
    summary = sheets.get_sheet_by_name("汇总").to_python()
    assert summary[1:] == [
        ["开封市工业和信息化局", 1.0, 0.0, 1.0, 0.0],
        ["开封市水利局", 1.0, 1.0, 0.0, 0.0],
        ["合计", 2.0, 1.0, 1.0, 0.0],
    ]
    first, *_, last = sheets.get_sheet_by_name("来源").to_python()[1:]
    assert (first[:2], last[0]) == (["开封市工业和信息化局", one.seal_number], "甲与乙冲突")
    assert sheets.get_sheet_by_name("未查完").to_python()[1][0] == "全部事项均已查完。"


def test_of_two_runs_of_one_department_the_later_counts_and_that_is_named(store: Store, tmp_path: Path) -> None:
    take(store, make_report(tmp_path / "2", all_clean(MINE), LATER))
    taken = take(store, make_report(tmp_path / "1", golden(MINE), STARTED))
    assert "以较晚的一次（先并入的那一份）为准" in taken.notes[0]
    (row,) = store.stream(latest_rows("第一轮"))
    assert row.remark == "无问题"


def test_what_is_altered_unsealed_or_there_already_is_refused(store: Store, tmp_path: Path) -> None:
    report = make_report(tmp_path / "1", golden(MINE), STARTED)
    assert not take(store, report).refused
    assert "已经并入过" in take(store, report).refused
    other = make_report(tmp_path / "2", golden(MINE), LATER)
    text = (other / FINDINGS).read_text("utf-8").replace("有问题", "未发现问题")
    (other / FINDINGS).write_text(text, encoding="utf-8")
    refused = take(store, other)
    assert refused.refused == "与自查结束时不一致"
    assert "结论被改动" in "".join(refused.notes)
    third = make_report(tmp_path / "3", golden(MINE), LATER)
    (third / SEAL).unlink()
    assert "没有封存" in take(store, third).refused
    assert "不是自查报告" in take(store, tmp_path / "4").refused
    assert len(store.runs()) == 1


def test_demo_data_is_never_mixed_with_real_data(store: Store, tmp_path: Path) -> None:
    take(store, make_report(tmp_path / "1", golden(MINE), STARTED))
    assert "不得上报" in take(store, make_report(tmp_path / "2", all_clean(WATER), STARTED, demo=True)).refused
    with_demo = Merging(store, [MINE, WATER], "试用")
    assert not with_demo.take(make_report(tmp_path / "3", all_clean(WATER), STARTED, demo=True), LATER).refused
    assert write_city_workbook(tmp_path, "全市", store, "试用", ()).path.name == "演示-全市.xlsx"


def test_matters_that_the_city_does_not_list_are_named(store: Store, tmp_path: Path) -> None:
    stranger = matter("别的市的事项", 7)
    taken = take(store, make_report(tmp_path / "1", (*golden(MINE), *all_clean(stranger)), STARTED))
    assert taken.notes == (f"清单中没有这些实施编码，没有并入：{stranger.code}（共 1 个）",)
    only = make_report(tmp_path / "2", all_clean(stranger), STARTED)
    assert take(store, only).refused == "其中没有本市清单中的事项"


def test_what_people_corrected_counts_as_it_was_handed_in(store: Store, tmp_path: Path) -> None:
    report = make_report(tmp_path / "1", golden(MINE), STARTED)
    correction = Correction(
        matter=MINE.code,
        box="A4",
        to=Tick.TAKEN_AWAY,
        refuted=(GOLDEN_REMARK,),
        reason="当时门户在维护",
        who="某科",
        on=STARTED.date(),
    )
    corrected = MINE.model_copy(update={"statements": Statements(corrections=(correction,))})
    (ledger,) = ledgers([corrected], golden(MINE), RUN)
    write_workbook(report / WORKBOOK_FOLDER / ledger.workbook_name, ledger)
    seal_anew(report)
    taken = take(store, report)
    assert taken.notes == ("开封市工业和信息化局：1 行有人工更正或处理情况，按报送的台账",)
    (row,) = store.stream(latest_rows("第一轮"))
    assert (row.boxes, row.remark) == (list(ledger.rows[0].boxes), ledger.rows[0].remark)
    assert row.boxes == []


class TestSignature:
    @pytest.fixture
    def report(self, tmp_path: Path) -> Path:
        make_keys(tmp_path / "单位.私钥.pem", tmp_path / "单位.公钥.pem", Algorithm.ED25519)
        make_keys(tmp_path / "别人.私钥.pem", tmp_path / "别人.公钥.pem", Algorithm.ED25519)
        return make_report(tmp_path / "1", golden(MINE), STARTED)

    def take(self, store: Store, report: Path, *names: str) -> Taken:
        keys = [read_public_key(report.with_name(f"{name}.公钥.pem")) for name in names]
        return Merging(store, [MINE], "第一轮", keys=keys).take(report, LATER)

    def test_who_signed_is_named(self, store: Store, report: Path) -> None:
        sign(report, report.with_name("单位.私钥.pem"), "开封市工业和信息化局", LATER)
        taken = self.take(store, report, "别人", "单位")
        assert not taken.refused
        assert "开封市工业和信息化局" in taken.notes[0]
        assert "与所给的公钥相符" in taken.notes[0]

    def test_by_another_it_is_refused(self, store: Store, report: Path) -> None:
        sign(report, report.with_name("别人.私钥.pem"), "开封市工业和信息化局", LATER)
        taken = self.take(store, report, "单位")
        assert taken.refused == "与自查结束时不一致"
        assert "不在所给的公钥之中" in taken.notes[0]

    def test_without_one_it_is_refused_where_one_is_wanted(self, store: Store, report: Path) -> None:
        taken = self.take(store, report, "单位")
        assert (taken.refused, taken.notes) == ("不完整", ("【不完整】签名.json：没有签名",))
        assert not self.take(store, report).refused

    def test_one_that_is_broken_is_refused_though_none_is_wanted(self, store: Store, report: Path) -> None:
        sign(report, report.with_name("单位.私钥.pem"), "开封市工业和信息化局", LATER)
        file = report / SIGNATURE
        file.write_text(file.read_text("utf-8").replace("工业和信息化局", "水利局"), encoding="utf-8")
        taken = self.take(store, report)
        assert taken.refused == "与自查结束时不一致"
        assert "签名与封存记录不符" in taken.notes[0]
