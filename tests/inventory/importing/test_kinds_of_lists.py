"""Lists as vendors' systems and clerks make them: whatever a file is and however it is laid out, nothing comes wrong.

The same three matters in each: every value comes as it is, or its cell is named.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.support.exported_lists import Grid, take_in, write_workbook
from zicha.inventory.importing.list_import import ListImport
from zicha.inventory.importing.source import SourceUnreadable

HEAD = ["事项名称", "实施编码", "事项类型", "法定办结时限", "承诺办结时限", "到办事现场次数", "通办范围"]
FIELDS = ["taskName", "taskCode", "taskType", "anticipateDay", "promiseDay", "limitSceneNum", "handleArea"]
CODE = "11410200005277264N4000117"
ROWS: list[list[Any]] = [
    ["取水许可审批", CODE + "018000", "行政许可", "45个工作日", "15个工作日", 1, "其他"],
    ["河道采砂许可", CODE + "019000", "行政许可", "20个工作日", "5个工作日", 0, "全市通办"],
    ["失业登记", CODE + "020000", "公共服务", "1个工作日", "即办", 0, "全省通办"],
]
MATERIALS = (["取水许可申请书", "水资源论证报告书"], ["采砂申请书", "身份证"], ["社会保障卡"])


def matters_in(done: ListImport) -> list[list[Any]]:
    """Return the matters as rows of the head, nothing where a list gave nothing."""
    matters = YAML(typ="safe").load(done.text)["事项"]
    return [[matter.get(key, matter.get("办事指南", {}).get(key)) for key in HEAD] for matter in matters]


def materials_in(done: ListImport) -> list[list[str]]:
    matters = YAML(typ="safe").load(done.text)["事项"]
    return [[each["材料名称"] for each in matter.get("办事指南", {}).get("申请材料", [])] for matter in matters]


def workbook(tmp_path: Path, *sheets: Grid) -> Path:
    return write_workbook(tmp_path / "清单.xlsx", {f"表{number}": grid for number, grid in enumerate(sheets, 1)})


def delimited(rows: Iterable[Iterable[Any]], mark: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows(rows)
    return text.getvalue()


def page(rows: Iterable[Iterable[Any]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    title = f'<tr><td colspan="{len(HEAD)}">开封市事项清单</td></tr>'
    return f"<html><body><table><tr><td><table>{title}{lines}</table></td></tr></table></body></html>"


def excel_xml(rows: Iterable[Iterable[Any]]) -> str:
    def cells(row: Iterable[Any]) -> str:
        return "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row)

    lines = "".join(f"<Row>{cells(row)}</Row>" for row in rows)
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    return (
        f'<?xml version="1.0"?><Workbook {names}><Worksheet ss:Name="甲"><Table>{lines}</Table></Worksheet></Workbook>'
    )


def records() -> list[dict[str, Any]]:
    return [dict(zip(FIELDS, row, strict=True)) for row in ROWS]


WRITTEN: dict[str, tuple[str, Callable[[], str], str]] = {
    "tabs under the name of xls": ("清单.xls", lambda: delimited([HEAD, *ROWS], "\t"), "gbk"),
    "a page under the name of xls": ("清单.xls", lambda: page([HEAD, *ROWS]), "utf-8"),
    "a page in GBK": ("清单.xls", lambda: page([HEAD, *ROWS]), "gb18030"),
    "a page": ("清单.html", lambda: page([HEAD, *ROWS]), "utf-8-sig"),
    "an XML spreadsheet": ("清单.xls", lambda: excel_xml([HEAD, *ROWS]), "utf-8"),
    "bars": ("清单.txt", lambda: delimited([HEAD, *ROWS], "|"), "utf-8"),
    "a title with a comma above semicolons": (
        "清单.csv",
        lambda: "开封市清单,2026\r\n" + delimited([HEAD, *ROWS], ";"),
        "utf-8",
    ),
    "codes as formulas": (
        "清单.csv",
        lambda: delimited([HEAD, *([row[0], f'="{row[1]}"', *row[2:]] for row in ROWS)], ","),
        "utf-8",
    ),
    "codes behind an apostrophe": (
        "清单.csv",
        lambda: delimited([HEAD, *([row[0], f"'{row[1]}", *row[2:]] for row in ROWS)], ","),
        "utf-8",
    ),
    "a record a line": (
        "清单.jsonl",
        lambda: "\n".join(json.dumps(record, ensure_ascii=False) for record in records()),
        "utf-8",
    ),
    "JSON in GBK": ("清单.json", lambda: json.dumps(records(), ensure_ascii=False), "gbk"),
    "JSON in UTF-16": ("清单.json", lambda: json.dumps(records(), ensure_ascii=False), "utf-16"),
    "JSON by code": (
        "清单.json",
        lambda: json.dumps({record["taskCode"]: record for record in records()}),
        "utf-8",
    ),
    "words beside codes": (
        "清单.json",
        lambda: json.dumps([{**each, "taskType": "01", "taskType_dictText": each["taskType"]} for each in records()]),
        "utf-8",
    ),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_whatever_a_file_is(tmp_path: Path, kind: str) -> None:
    name, text, encoding = WRITTEN[kind]
    file = tmp_path / name
    file.write_bytes(text().encode(encoding))
    done = take_in(file)
    assert matters_in(done) == ROWS
    assert done.leftovers == ()


def with_columns(*columns: list[Any]) -> Grid:
    return [[*row, *(column[number] for column in columns)] for number, row in enumerate([HEAD, *ROWS])]


def in_full_width(text: Any) -> Any:
    letters = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    return text.translate(letters) if isinstance(text, str) else text


LAID_OUT: dict[str, Grid] = {
    "field names above": [FIELDS, HEAD, *ROWS],
    "field names below": [HEAD, FIELDS, *ROWS],
    "the head again on each page": [HEAD, ROWS[0], HEAD, *ROWS[1:]],
    "full width": [HEAD, *([in_full_width(cell) for cell in row] for row in ROWS)],
    "twice the same row": [HEAD, *ROWS, ROWS[0]],
    "turned": [[head, *(row[number] for row in ROWS)] for number, head in enumerate(HEAD)],
    "heads in two rows below one word": [
        ["事项清单", "", "", "", "", "", ""],
        [*HEAD[:3], "办结时限", "办结时限", *HEAD[5:]],
        [*HEAD[:3], "法定", "承诺", *HEAD[5:]],
        *ROWS,
    ],
    "units in a column beside": [
        ["事项名称", "实施编码", "事项类型", "法定办结时限", "单位", "承诺办结时限", "单位", *HEAD[5:]],
        *(
            [*row[:3], legal, "工作日", promised, "工作日", *row[5:]]
            for row, legal, promised in zip(ROWS, (45, 20, 1), (15, 5, 0), strict=True)
        ),
    ],
    "the words of portals": [
        HEAD,
        *([*row[:6], scope] for row, scope in zip(ROWS, ("不通办", "全市", "全省"), strict=True)),
    ],
    "the code behind the name": [
        ["事项名称（编码）", *HEAD[2:]],
        *([f"{number}.{row[0]}（{row[1]}）", *row[2:]] for number, row in enumerate(ROWS, 1)),
    ],
    "what a matter is a part of": [["主项名称", *HEAD], *(["水行政许可", *row] for row in ROWS)],
    "parts where there are any": [
        ["主项名称", "子项名称", *HEAD[1:]],
        *(["水行政许可", *row] for row in ROWS[:2]),
        ["失业登记", "无", *ROWS[2][1:]],
    ],
}


@pytest.mark.parametrize("kind", LAID_OUT)
def test_however_it_is_laid_out(tmp_path: Path, kind: str) -> None:
    done = take_in(workbook(tmp_path, LAID_OUT[kind]))
    assert matters_in(done) == ROWS
    assert done.leftovers == ()


NO_MATTERS: dict[str, list[Any]] = {
    "a total": ["合计", "3项"],
    "a total that reads like a value": ["总计：3项", "", "", "", "", 1, ""],
    "a remark": ["注：承诺办结时限为工作日"],
    "who filled it in": ["填表人：张三", "", "审核人：李四", "联系电话：0371-22222222"],
    "what to write": ["填写全称", "31位", "下拉选择", "如20个工作日", "如5个工作日", "0-9", "下拉选择"],
    "numbers of columns": [1, 2, 3, 4, 5, 6, 7],
    "letters of columns": list("ABCDEFG"),
    "a heading": ["一、开封市水利局"] * 7,
    "an example": ["示例：某某许可", "1141020000000000XX4000117018", *ROWS[0][2:]],
}


@pytest.mark.parametrize("kind", NO_MATTERS)
@pytest.mark.parametrize("at", [0, 2, 3])
def test_what_is_no_matter_is_named(tmp_path: Path, kind: str, at: int) -> None:
    done = take_in(workbook(tmp_path, [HEAD, *ROWS[:at], NO_MATTERS[kind], *ROWS[at:]]))
    assert matters_in(done) == ROWS
    assert [each.place for each in done.leftovers] == [f"表1!A{at + 2}"]


TOGETHER: dict[str, Callable[[list[str]], str]] = {
    "a line each": "\n".join,
    "semicolons": "；".join,
    "numbers in lines": lambda names: "\n".join(f"{number}、{name}；" for number, name in enumerate(names, 1)),
    "numbers in one line": lambda names: " ".join(f"{number}.{name}" for number, name in enumerate(names, 1)),
    "numbers in brackets": lambda names: "\n".join(f"（{number}）{name}" for number, name in enumerate(names, 1)),
}


@pytest.mark.parametrize("kind", TOGETHER)
@pytest.mark.parametrize("head", ["申请材料", "材料名称", "申请材料清单"])
def test_materials_in_one_cell(tmp_path: Path, kind: str, head: str) -> None:
    done = take_in(workbook(tmp_path, with_columns([head, *map(TOGETHER[kind], MATERIALS)])))
    assert materials_in(done) == [*MATERIALS]
    assert done.leftovers == ()


def test_what_stands_beside_materials_in_one_cell(tmp_path: Path) -> None:
    names = ["材料名称", *("\n".join(each) for each in MATERIALS)]
    kinds = ["材料类型", "原件\n复印件", "原件", "原件"]
    done = take_in(workbook(tmp_path, with_columns(names, kinds)))
    assert materials_in(done) == [MATERIALS[0], [], MATERIALS[2]], "one name in two lines, or two names"
    told = [str(each) for each in done.leftovers]
    assert told[0] == "表1!H3：“采砂申请书／身份证”看不出是一个还是几个材料名称，请一行写一个"


def test_nobody_knows_whose_the_mark_is_beside_numbered_materials(tmp_path: Path) -> None:
    names = ["材料名称", *map(TOGETHER["numbers in lines"], MATERIALS)]
    done = take_in(workbook(tmp_path, with_columns(names, ["材料类型", "原件\n复印件", "原件", "原件"])))
    assert materials_in(done) == [*MATERIALS]
    assert [str(each) for each in done.leftovers] == ["表1!I3：同一行有 2 个材料名称，看不出这一格属于哪一个"]


def test_a_list_in_words_is_left_to_a_person(tmp_path: Path) -> None:
    done = take_in(workbook(tmp_path, with_columns(["申请材料", *map("、".join, MATERIALS)])))
    assert materials_in(done) == [[], [], MATERIALS[2]]
    assert [each.place for each in done.leftovers] == ["表1!H2", "表1!H3"]


def test_of_two_columns_that_contradict_each_other_neither_counts(tmp_path: Path) -> None:
    done = take_in(workbook(tmp_path, with_columns(["承诺时限", "99个工作日", "5个工作日", "即办"])))
    assert [row[4] for row in matters_in(done)] == [None, "5个工作日", "即办"]
    assert [each.place for each in done.leftovers] == ["表1!H2"]


def test_a_form_of_one_matter_is_refused_in_words(tmp_path: Path) -> None:
    def form(row: list[Any]) -> Grid:
        cells = [text for pair in zip(HEAD, row, strict=True) for text in pair]
        return [["实施清单"], *(cells[at : at + 4] for at in range(0, len(cells), 4))]

    with pytest.raises(SourceUnreadable, match="请导出为一行一个事项的清单"):
        take_in(workbook(tmp_path, *map(form, ROWS)))


def test_what_a_list_within_a_list_repeats_is_told_once(tmp_path: Path) -> None:
    listed = [{**each, "密级": "公开", "materialList": [{"materialName": "申请表"}]} for each in records()]
    file = tmp_path / "清单.json"
    file.write_text(json.dumps({"data": {"list": listed}}), encoding="utf-8")
    done = take_in(file)
    assert [str(each) for each in done.leftovers] == ["data.list：表头“密级”不认识，这一列没有导入"]
    assert materials_in(done) == [["申请表"]] * 3
