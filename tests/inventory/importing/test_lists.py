"""Whole lists: titles and heads in two rows, merged cells, materials in rows or sheets of their own, csv and JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.support.exported_lists import exported, take_in, write_json, write_workbook
from zicha.inventory import load
from zicha.inventory.importing.mapping import SourceMapping, read_mapping
from zicha.inventory.importing.source import SourceUnreadable
from zicha.inventory.loading import load as load_inventory

CODE = "11410200673019742530001110010"
HEAD: list[Any] = ["事项名称", "实施编码", "事项类型", "承诺时限（工作日）"]


def matters_in(text: str) -> list[dict[str, object]]:
    matters: list[dict[str, object]] = YAML(typ="safe").load(text)["事项"]
    return matters


def guide_in(text: str, number: int = 0) -> dict[str, object]:
    guide = matters_in(text)[number]["办事指南"]
    assert isinstance(guide, dict)
    return guide


def test_a_title_two_rows_of_heads_and_merged_cells(tmp_path: Path) -> None:
    grid: list[list[Any]] = [
        ["开封市政务服务事项清单", "", "", "", "", ""],
        ["事项名称", "实施编码", "承诺时限（工作日）", "申请材料", "", "办理流程"],
        ["", "", "", "材料名称", "份数", "办理环节"],
        ["登记", CODE + "00", 15, "申请表", "原件1份，复印件0份", "受理"],
        ["", "", "", "章程", "原件2份，复印件0份", "审查"],
        ["变更", CODE + "01", 3, "变更表", "原件1份", ""],
    ]
    merged = [(0, 0, 0, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (3, 0, 4, 0), (3, 1, 4, 1)]
    done = take_in(write_workbook(tmp_path / "清单.xlsx", {"事项": grid}, merged))
    assert done.leftovers == ()
    first, second = guide_in(done.text), guide_in(done.text, 1)
    assert [first["承诺办结时限"], second["承诺办结时限"]] == ["15个工作日", "3个工作日"]
    assert first["申请材料"] == [
        {"材料名称": "申请表", "原件份数": 1, "复印件份数": 0},
        {"材料名称": "章程", "原件份数": 2, "复印件份数": 0},
    ]
    assert first["办理流程"] == [{"环节名称": "受理"}, {"环节名称": "审查"}]


def test_materials_on_a_sheet_of_their_own_are_found_by_the_code(tmp_path: Path) -> None:
    materials = [
        ["TASK_CODE", "MATERIAL_NAME", "IS_NEED"],
        [CODE + "01", "变更表", "必要"],
        [CODE + "09", "不知", "必要"],
    ]
    matters: list[list[Any]] = [HEAD, ["登记", CODE + "00", "行政许可", 15], ["变更", CODE + "01", "行政许可", 3]]
    done = take_in(write_workbook(tmp_path / "清单.xlsx", {"材料": materials, "事项": matters}))
    assert "申请材料" not in guide_in(done.text)
    assert guide_in(done.text, 1)["申请材料"] == [{"材料名称": "变更表", "材料必要性": "必要"}]
    assert done.changes[-1].startswith(f"没有新增“{CODE}09”")
    assert len(matters_in(done.text)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_of_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "清单.csv"
    lines = ["TASK_NAME,TASK_CODE,PROMISE_DAY,PROMISE_TYPE", f"登记,{CODE}00,15,工作日"]
    file.write_bytes("\r\n".join(line.replace(",", delimiter) for line in lines).encode(encoding))
    done = take_in(file)
    assert done.leftovers == ()
    assert guide_in(done.text) == {"承诺办结时限": "15个工作日"}


def test_json_as_a_service_answers_it(tmp_path: Path) -> None:
    material = {
        "name": "?",
        "MATERIAL_NAME": "申请表",
        "submitMedium": "纸质",
        "copyNum": "原件1份，复印件0份",
        "fileUrl": "/f/1.doc",
    }
    matter = {"TASK_NAME": "登记", "TASK_CODE": CODE + "00", "IS_ONLINE": "是", "materialList": [material]}
    done = take_in(write_json(tmp_path / "清单.json", {"code": 200, "data": {"total": 1, "list": [matter]}}))
    assert [str(each) for each in done.leftovers] == ["data.list.materialList：表头“name”不认识，这一列没有导入"]
    assert guide_in(done.text) == {
        "是否网办": "是",
        "申请材料": [{"材料名称": "申请表", "收取方式": "纸质", "原件份数": 1, "复印件份数": 0, "空白表格": "是"}],
    }


def test_what_is_left_is_named_by_its_cell(tmp_path: Path) -> None:
    grid: list[list[Any]] = [
        [*HEAD, "密级"],
        ["登记", CODE + "00", "1", 15, "公开"],
        ["合计", "", "", "", ""],
        ["坏", 1141020067301974253000111001000, "行政许可", 3, ""],
        ["填表人：某某", "", "", "", ""],
        HEAD,
    ]
    done = take_in(write_workbook(tmp_path / "清单.xlsx", {"事项": grid}))
    lines = [str(each) for each in done.leftovers]
    assert lines[0] == "事项!E1：表头“密级”不认识，这一列没有导入"
    assert lines[1].startswith("事项!C2：事项类型：“1”不在可选的")
    assert any(each.startswith("事项!B4：实施编码：") and "位数丢失" in each for each in lines)
    assert not any("E+" in str(matter.get("实施编码")) for matter in matters_in(done.text))


def test_a_mapping_file_says_what_heads_and_codes_mean(tmp_path: Path) -> None:
    file = tmp_path / "对照.yaml"
    file.write_text("列: {密级: 不导入, 权力: 事项类型}\n值:\n  事项类型: {'1': 行政许可}\n", encoding="utf-8")
    grid: list[list[Any]] = [["事项名称", "实施编码", "权力", "密级"], ["登记", CODE + "00", 1, "公开"]]
    done = take_in(write_workbook(tmp_path / "清单.xlsx", {"事项": grid}), mapping=read_mapping(file))
    assert done.leftovers == ()
    assert guide_in(done.text) == {"事项类型": "行政许可"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("列: {权力: 事项类形}", "是不是“事项类型”"),
        ("值: {事项类型: 行政许可}", "表里的写法"),
        ("行: {}", "只能是 列 和 值"),
        ("- 列", "两部分"),
        ("列: [", "读不懂"),
    ],
)
def test_a_wrong_mapping_file_is_refused_in_words(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "对照.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceUnreadable, match=reason):
        read_mapping(file)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("清单.docx", b"PK", "不认识的文件类型"),
        ("清单.xlsx", b"PK", "不是完整的表格文件"),
        ("清单.json", b"{", "不是完整的 JSON"),
        ("清单.csv", b"", "没有任何内容"),
        ("清单.csv", "甲,乙\n1,2".encode(), "没有认出任何事项"),
    ],
)
def test_an_unreadable_list_is_refused_in_words(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(SourceUnreadable, match=reason):
        take_in(file)


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    current = f"""\
# 本单位的清单
填报单位: 开封市民政局
审批部门: 民政局
联系人: 联络员
区划代码: 410200

默认:
  办事指南:
    事项类型: 行政许可 # 都是许可

事项:
  - 事项名称: 登记
    实施编码: {CODE}00
    门户编号: EB65250686B0E5CAE4030255FF66920B # 核对过
    办事指南:
      承诺办结时限: 20个工作日 # 老的
      申请材料:
        - 材料名称: 申请表 # 新版
          材料类型: 原件
        - 材料名称: 老材料
          材料类型: 复印件
    已知问题:
      - 选项代码: A1 # 省里在修
"""
    grid: list[list[Any]] = [
        [*HEAD, "材料名称", "材料类型"],
        ["登记", CODE + "00", "行政许可", 15, "申请表", "复印件"],
        ["", "", "", "", "章程", "原件"],
    ]
    done = take_in(write_workbook(tmp_path / "清单.xlsx", {"事项": grid}), current)
    assert done.text == current.replace("20个工作日 # 老的", "15个工作日 # 老的").replace(
        "新版\n          材料类型: 原件", "新版\n          材料类型: 复印件"
    ).replace("复印件\n    已知问题", "复印件\n        - 材料名称: 章程\n          材料类型: 原件\n    已知问题")
    assert done.changes == (
        "“登记”的承诺办结时限：20个工作日 → 15个工作日",
        "“登记”的“申请表”的材料类型：原件 → 复印件",
        "“登记”的申请材料：新增“章程”",
        "“登记”的申请材料：“老材料”来源表里没有，保留，请核对",
    )
    again = take_in(tmp_path / "清单.xlsx", done.text)
    assert again.text == done.text


def test_only_the_matters_of_one_owner(tmp_path: Path) -> None:
    grid = [["事项名称", "实施编码", "实施主体"], ["登记", CODE + "00", "民政局"], ["许可", CODE + "01", "水利局"]]
    file = write_workbook(tmp_path / "清单.xlsx", {"事项": grid})
    assert [matter["事项名称"] for matter in matters_in(take_in(file, owner="水利局").text)] == ["许可"]
    with pytest.raises(SourceUnreadable, match="表里有：民政局、水利局"):
        take_in(file, owner="教育局")


def test_all_that_the_shipped_inventory_says_of_guides_goes_out_and_comes_back(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    shipped = load_inventory(pytestconfig.rootpath / "matters", date.max).matters
    chosen = [matter for matter in shipped if matter.department.region == "市直"][::3]
    done = take_in(write_workbook(tmp_path / "清单.xlsx", exported(chosen)))
    assert done.leftovers == ()
    folder = tmp_path / "matters" / "市直"
    folder.mkdir(parents=True)
    header = "填报单位: 单位\n审批部门: 部门\n联系人: 人\n区划代码: 410200\n"
    body = done.text[done.text.index("事项:") :]
    (folder / "部门.yaml").write_text(header + body, encoding="utf-8")
    read = {matter.code: matter for matter in load(tmp_path / "matters").matters}
    assert [read[matter.code].guide for matter in chosen] == [matter.guide for matter in chosen]


def test_a_mapping_of_nothing_says_nothing() -> None:
    assert read_mapping(None) == SourceMapping()
