"""zicha fill-in: the rows of a ledger in the bureau's form, which a person, played by the test, sends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.demo_visits import numbered
from tests.support.own_thread import in_own_thread
from zicha.inspection.run import now
from zicha.ledger.handed_in import HandedInLedger, HandedInRow
from zicha.office.fill_in import FillInError, OnlineForm, fill_in, known_of, read_form, rows_to_fill_in
from zicha.office.person import Hands
from zicha_demo.bureau_form import PATH
from zicha_demo.server import DemoPortal

FORM = """
名称: 全市业务网办问题排查情况在线填报
网址: {}
题目: {{填报单位: [填报单位名称], 联系人: [联系人及电话]}}
选项: {{F1: [办事指南页面无法弹出评价页面]}}
"""


@pytest.fixture(scope="module")
def portal() -> Iterator[DemoPortal]:
    with DemoPortal([numbered(0)]) as portal:
        yield portal


def row(number: str, name: str, *boxes: str, is_open: bool = False, remark: str = "无问题") -> HandedInRow:
    return HandedInRow(
        line=int(number) + 5,
        number=number,
        name=name,
        department="民政局",
        system="省社会组织管理系统",
        case_number="无",
        boxes=boxes,
        states=("H2",) if boxes else (),
        remark=remark,
        is_open=is_open,
    )


LEDGER = HandedInLedger(
    body="开封市民政局",
    contact="张某 0371-20000001",
    is_demo=False,
    rows=(
        row("1", "社会团体成立登记", "A4", "F1", "F4", remark="申报页面提示配置异常"),
        row("2", "慈善组织公开募捐资格审核", is_open=True),
        row("3", "地名命名审批"),
    ),
)


def test_a_row_is_typed_in_and_a_person_sends_it(portal: DemoPortal, tmp_path: Path) -> None:
    """The first is sent, the last passed over: the next time only that one is left."""
    form = read_form(written(tmp_path, FORM.format(portal.url + PATH)))
    record = tmp_path / "record.jsonl"
    looks: list[str] = []

    def person(page: Page) -> None:
        looks.append(page.url)
        if len(looks) == 1:
            page.get_by_role("button", name="提交").click()

    hands = Hands(wait=person, is_confirmed=lambda: len(looks) > 1, is_hidden=True)
    lines = in_own_thread(lambda: list(fill_in(LEDGER, form, record, now, hands)))
    assert portal.handed_in == (
        {
            "body": ("开封市民政局",),
            "contact": ("张某 0371-20000001",),
            "matter": ("社会团体成立登记",),
            "department": ("民政局",),
            "case_number": ("无",),
            "remark": ("申报页面提示配置异常",),
            "system": ("省社会组织管理系统",),
            "problem": ("“在线办理”页面能打开但无法进行申报", "办事指南页面无法弹出评价页面"),
            "state": ("正在处理",),
        },
    )
    assert lines == [
        "第 1 个，共 2 个：社会团体成立登记 已填入，请核对，在浏览器中提交；不交的按回车",
        "  表单上没有找到“评价结果在河南政务服务网“我的评价”栏目无法显示”，请手工填写",
        "  社会团体成立登记 已提交",
        "第 2 个，共 2 个：地名命名审批 已填入，请核对，在浏览器中提交；不交的按回车",
        "  地名命名审批 没有提交",
    ]
    assert [each.name for each in rows_to_fill_in(LEDGER, form, record)] == ["地名命名审批"]
    changed = LEDGER.rows[0].model_copy(update={"remark": "核对后改写"})
    corrected = LEDGER.model_copy(update={"rows": (changed, *LEDGER.rows[1:])})
    assert [each.name for each in rows_to_fill_in(corrected, form, record)] == ["社会团体成立登记", "地名命名审批"]


def test_a_demo_is_not_reported(tmp_path: Path) -> None:
    demo = LEDGER.model_copy(update={"is_demo": True})
    with pytest.raises(FillInError, match="演示数据的台账，不得上报"):
        rows_to_fill_in(demo, OnlineForm(title="表", address="https://form.example/1"), tmp_path / "record.jsonl")


def test_what_a_row_says_has_the_words_of_the_form() -> None:
    form = OnlineForm(title="表", address="https://form.example/1", questions={"备注": ("问题描述",)})
    known = {each.name: each for each in known_of(LEDGER, LEDGER.rows[0], form)}
    assert known["备注"].words == ("备注", "问题描述")
    assert known["备注"].value == "申报页面提示配置异常"
    assert known["正在处理"].value is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("名称: 表\n网址: https://a\n题目: {审批单位: [甲]}\n", "的“题目”中没有“审批单位”。可以写的有：序号、事项名称"),
        ("名称: 表\n网址: https://a\n选项: {A9: [甲]}\n", "的“选项”中没有“A9”。可以写的有：A1、A2"),
        ("名称: 表\n", "网址"),
        ("名称: [\n", "不是 UTF-8 编码的 YAML 文件"),
    ],
    ids=["question", "option", "address", "yaml"],
)
def test_a_mistake_in_its_profile_is_told(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(FillInError) as caught:
        read_form(written(tmp_path, text))
    assert words in str(caught.value)


def written(folder: Path, text: str) -> Path:
    file = folder / "form.yaml"
    file.write_text(text, encoding="utf-8")
    return file
