"""The workbook, read back by another library."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.support.findings import BOTH, GOLDEN_REMARK, RUN, all_clean, finding, golden, matter
from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.ledger.handed_in import read_workbook
from zicha.ledger.ledger import ledgers
from zicha.ledger.quoting import quoted
from zicha.ledger.sheets import CELL_LIMIT, cell_text
from zicha.ledger.trend import EarlierReport
from zicha.ledger.xlsx import write_workbook
from zicha.model.finding import Finding, Problem, Verdict
from zicha.model.matter import Identity, Matter

MINE = matter()
FOOD = matter("食品经营许可（新办）", 2, audience=BOTH)
LEGAL = Identity.LEGAL_PERSON
SHEETS = ["台账", "汇总", "未查完", "人工核查", "表单评定", "问题处理", "补充勾选", "未覆盖", "明细"]


def workbook(folder: Path, matters: tuple[Matter, ...], findings: tuple[Finding, ...]) -> Path:
    (ledger,) = ledgers(matters, findings, RUN)
    path = folder / ledger.workbook_name
    write_workbook(path, ledger)
    return path


def sheet(path: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def the_row(path: Path, number: int = 1) -> list[object]:
    return next(row for row in sheet(path, "台账") if row[0] == str(number))


def test_the_row_of_the_notices_sample_as_printed(tmp_path: Path) -> None:
    row = the_row(workbook(tmp_path, (MINE,), golden(MINE)))
    assert row == [
        "1",
        "关闭煤矿和报废矿井许可",
        "工业和信息化局",
        "省政务服务系统",
        "无",
        "□登录困难\n□异常注销\n□“在线办理”页面打不开\n☑“在线办理”页面能打开但无法进行申报\n"
        "□办事入口查找困难\n□二次登录\n□需多次补充用户信息",
        "□办事指南要素不准确\n□存在逻辑错误\n□空表、样表存在问题",
        "□实际办理方式与办事指南公布的（通办范围、办件类型、最多到现场办理次数）不一致\n"
        "□实际收取材料与办事指南标注不一致",
        "□在线办理填写表单复杂难懂\n□办事指南中标注可通过数据共享减免的材料，在申报中无法便捷获取",
        "□在河南政务服务平台查询不到办件进度\n□纸质证照制发后超过48小时，在河南政务服务网查询不到电子证照",
        "□办事指南评价页面无法弹出“好差评”评价页面\n□办理完成后无法弹出“好差评”评价页面\n"
        "□评价页面正常弹出但无法提交评价\n□评价结果在河南政务服务网“我的评价”栏目无法显示",
        "□其它质量问题",
        "□已处理\n□正在处理，需省级政务服务网协调处理",
        GOLDEN_REMARK,
    ]


def test_the_form_around_the_rows(tmp_path: Path) -> None:
    lines = sheet(workbook(tmp_path, (MINE,), golden(MINE)), "台账")
    form = ledger_form()
    assert lines[0][0] == "业务网办问题排查台账"
    assert lines[1][0] == "填报单位：开封市工业和信息化局　　（加盖公章）"
    assert lines[2][5] == "存在的问题"
    assert tuple(lines[3][5:12]) == form.problem_columns
    assert [line[0] for line in lines[-4:]] == [f"{n}. {note}" for n, note in enumerate(form.footnotes, start=1)]


def test_the_demo_notice_tops_every_sheet_and_stands_on_every_printed_page(tmp_path: Path) -> None:
    path = workbook(tmp_path, (MINE,), golden(MINE, demo=True))
    assert path.name.startswith("演示-")
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == SHEETS
    for name in book.sheet_names:
        assert sheet(path, name)[0][0] == "演示数据，不得上报", name
    assert "公章" not in str(sheet(path, "台账")[2])
    with zipfile.ZipFile(path) as parts:
        for number in range(1, len(SHEETS) + 1):
            xml = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            header, footer = xml.split("<oddHeader>")[1].split("<oddFooter>")
            assert "演示数据，不得上报" in header
            assert "演示数据，不得上报" in footer


def test_a_partial_or_interrupted_run_says_so_on_every_sheet(tmp_path: Path) -> None:
    run = RUN.model_copy(update={"interrupted": True, "selection": "方面：评价功能可用性"})
    (ledger,) = ledgers((MINE,), golden(MINE), run)
    write_workbook(tmp_path / ledger.workbook_name, ledger)
    for name in SHEETS:
        first, second = (line[0] for line in sheet(tmp_path / ledger.workbook_name, name)[:2])
        assert "中途中断" in str(first)
        assert "方面：评价功能可用性" in str(second)


def test_a_long_notice_is_as_high_as_it_needs(tmp_path: Path) -> None:
    run = RUN.model_copy(update={"selection": "事项：" + "、".join(f"第{number}个事项" for number in range(80))})
    (ledger,) = ledgers((MINE,), golden(MINE), run)
    write_workbook(tmp_path / ledger.workbook_name, ledger)
    with zipfile.ZipFile(tmp_path / ledger.workbook_name) as parts:
        first = re.search(r'<row r="1"[^>]* ht="([\d.]+)"', parts.read("xl/worksheets/sheet1.xml").decode())
    assert first is not None
    assert float(first[1]) > 50


def test_a_demonstration_is_refused_a_real_ledgers_name(tmp_path: Path) -> None:
    (ledger,) = ledgers((MINE,), golden(MINE, demo=True), RUN)
    with pytest.raises(ValueError, match="演示-"):
        write_workbook(tmp_path / "开封市工业和信息化局.xlsx", ledger)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "https://evil.example", "007"])
def test_nothing_a_page_says_becomes_a_formula_a_link_or_a_number(tmp_path: Path, hostile: str) -> None:
    problem = finding(MINE, "guide_evaluation_opens", Verdict.PROBLEM, reason=hostile).model_copy(
        update={"problems": (Problem(text=hostile, expected=hostile, seen=hostile, where=hostile),)}
    )
    path = workbook(tmp_path, (MINE,), (*all_clean(MINE)[:-1], problem))
    assert the_row(path)[-1] == hostile.strip()
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                xml = parts.read(name).decode()
                assert "<hyperlink" not in xml
                if name != "xl/worksheets/sheet2.xml":  # 汇总 counts, and holds nothing that a page says
                    assert "<f>" not in xml
                    assert xml.count("<v>") == xml.count('t="s"')  # every value is a shared string


def test_what_is_open_or_not_covered_has_its_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path, (MINE, FOOD), golden(MINE)[:-1])
    (line,) = sheet(path, "未查完")[1:]
    assert line == ["1", MINE.name, MINE.code, "未运行", catalogue()[-1].title]
    (line,) = sheet(path, "未覆盖")[1:]
    assert line[1:3] == [FOOD.name, FOOD.code]


def test_every_finding_has_its_line(tmp_path: Path) -> None:
    findings = all_clean(FOOD)
    lines = sheet(workbook(tmp_path, (FOOD,), findings), "明细")
    assert len(lines) == 1 + len(findings)
    assert {line[5] for line in lines[1:]} == {"未发现问题"}
    assert lines[1][-1] == "2026-11-23 09:00"


def test_a_finding_says_how_many_things_it_has_compared(tmp_path: Path) -> None:
    first, *others = all_clean(FOOD)
    lines = sheet(workbook(tmp_path, (FOOD,), (first.model_copy(update={"compared": 12}), *others)), "明细")
    place = lines[0].index("比对")
    assert [line[place] for line in lines[1:3]] == ["比对 12 项", ""]


def test_a_remark_too_tall_for_one_row_of_excel_is_whole(tmp_path: Path) -> None:
    details = [f"第{number}份材料在批准清单中有，办事指南中没有列出" for number in range(90)]
    problem = finding(MINE, "form_is_simple", Verdict.PROBLEM, details, LEGAL)
    path = workbook(tmp_path, (MINE, FOOD), (problem, *all_clean(FOOD)))
    assert the_row(path)[-1] == "；".join(details)
    assert the_row(path, 2)[1] == FOOD.name
    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    heights = [float(part.split('"')[0]) for part in xml.split(' ht="')[1:]]
    assert max(heights) <= 409
    assert sum(heights) > 800


def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path) -> None:
    paths = [workbook(tmp_path / name, (MINE, FOOD), golden(MINE)) for name in ("first", "second")]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as parts:
        assert "2026-11-23T01:00:00Z" in parts.read("docProps/core.xml").decode()  # the run's start, not today


HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=cmd|' /C calc'!A0", "007", "1E5", "https://evil.example"),
    *("长" * 10_000, "甲\x00\x1b乙", "\u202e丙", "😀𠮷", "一\r\n二", "_x000A_", "]]>&<b>"),
)


def test_dangerous_text_does_no_harm_and_is_read_back(tmp_path: Path) -> None:
    """In the name of a matter, in 备注 and wherever else it stands: as text, whole up to the bound of a quotation."""
    odd = tuple(matter(f"=1+{number} 😀𠮷", number + 10) for number in range(len(HOSTILE)))
    problems = [
        finding(of, "guide_evaluation_opens", Verdict.PROBLEM).model_copy(
            update={"problems": (Problem(text=text, expected=text, seen=text, where=text),)}
        )
        for of, text in zip(odd, HOSTILE, strict=True)
    ]
    path = workbook(tmp_path, odd, (*(one for of in odd for one in all_clean(of)[:-1]), *problems))
    read = read_workbook(path)
    assert [row.name for row in read.rows] == [cell_text(of.name) for of in odd]
    assert [row.boxes for row in read.rows] == [("F1",)] * len(odd)
    for row, text in zip(read.rows, HOSTILE, strict=True):
        assert row.remark == quoted(text)


def test_people_choose_from_lists_in_yellow_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path, (MINE,), golden(MINE))
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(f"xl/worksheets/sheet{number + 1}.xml").decode() for number in range(len(SHEETS))]
        book = parts.read("xl/workbook.xml").decode()
    lists = {name: re.findall(r"<formula1>(.*?)</formula1>", xml) for name, xml in zip(SHEETS, sheets, strict=True)}
    assert lists["问题处理"] == ['"已处理,正在处理,需省级政务服务网协调处理"', '"误报"']
    assert lists["补充勾选"] == ["选项清单"]
    assert "选项清单" in book
    assert "<autoFilter" in sheets[0]
    assert 'orientation="landscape"' in sheets[0]
    assert 'paperSize="8"' in sheets[0]
    assert "第 &amp;P 页 共 &amp;N 页" in sheets[0]
    assert "_xlnm.Print_Titles" in book


def test_the_summary_counts_by_live_formulas(tmp_path: Path) -> None:
    path = workbook(tmp_path, (MINE, FOOD, matter("没有查的事项", 9)), (*golden(MINE), *all_clean(FOOD)[:-1]))
    counts = {row[0]: row[2] for row in sheet(path, "汇总") if isinstance(row[2], float)}
    assert {name: counts[name] for name in ("清单事项", "已查", "有问题", "无问题", "未查完")} == {
        "清单事项": 3,
        "已查": 2,
        "有问题": 1,
        "无问题": 0,
        "未查完": 1,
    }
    ticked = {row[1]: row[2] for row in sheet(path, "汇总")}
    assert ticked["A4 “在线办理”页面能打开但无法进行申报"] == 1
    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet2.xml").decode()
    assert xml.count("<f>") == 5 + len(ledger_form().boxes)


def test_a_form_that_breaks_a_rule_is_not_written(tmp_path: Path) -> None:
    (ledger,) = ledgers((MINE,), golden(MINE), RUN)
    (row,) = ledger.rows
    for broken, words in (
        ({"remark": "无问题"}, "有勾选，备注里却没有写问题详情"),
        ({"boxes": ()}, "备注应当写“无问题”"),
        ({"number": ""}, "“办件编号”是空的"),
    ):
        wrong = ledger.model_copy(update={"rows": (row.model_copy(update=broken),)})
        with pytest.raises(ValueError, match=words):
            write_workbook(tmp_path / "错.xlsx", wrong)
    assert not list(tmp_path.iterdir())


def test_a_cells_text_has_no_control_characters_and_fits() -> None:
    assert cell_text("一\x00二\r\n三\x1b\ufffe") == "一 二\n三"
    for long in ("长" * 40_000, "😀" * 20_000):
        text = cell_text(long)
        assert len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
        assert text.endswith("…")


def test_a_problem_says_when_it_was_first_seen(tmp_path: Path) -> None:
    august = date(2026, 8, 20)
    run = RUN.model_copy(update={"earlier": EarlierReport(on=august, boxes={MINE.code: {"A4": august}})})
    wrong = finding(FOOD, "time_limits_are_accurate", Verdict.PROBLEM, ["时限不符"])
    (ledger,) = ledgers((MINE, FOOD), (*golden(MINE), *all_clean(FOOD)[1:], wrong), run)
    path = tmp_path / ledger.workbook_name
    write_workbook(path, ledger)
    _, head, *lines = sheet(path, "问题处理")
    place = head.index("首次查到")
    assert [line[place] for line in lines] == ["2026-08-20", "2026-11-23"]
