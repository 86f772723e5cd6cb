"""What departments write is what is read: defaults, lists in one line, limits, dates, plain words."""

from pathlib import Path

import pytest

from tests.support.inventories import GOOD, write
from zicha.inventory import InventoryError, load
from zicha.model.matter import Audience, Delivery, Method, ResultKind

pytestmark = pytest.mark.usefixtures("either_parser")


def test_defaults_merge_in_depth_and_lists_are_replaced(root: Path) -> None:
    own = "        结果名称: 取水许可决定书\n"
    write(root, "市直/水利局.yaml", GOOD)
    result = load(root).matters[0].guide.result
    assert (result.name, result.kind, result.delivery) == (
        "取水许可决定书",
        ResultKind.APPROVAL,
        (Delivery.PICK_UP,),
    )
    write(root, "市直/水利局.yaml", GOOD.replace(own, f"{own}        送达方式: [物流快递, 网上获取]\n"))
    assert load(root).matters[0].guide.result.delivery == (Delivery.COURIER, Delivery.ONLINE)


@pytest.mark.parametrize(
    "written",
    [
        "[自然人, 企业法人]",
        "[自然人，企业法人]",
        "自然人，企业法人",
        "自然人,企业法人",
        "自然人, 企业法人",
        "自然人、企业法人",
        "自然人 、 企业法人",
        "自然人，、企业法人",
        "自然人；企业法人",
        "自然人; 企业法人，",
        "[自然人、企业法人]",
    ],
)
def test_a_list_of_choices_joined_by_commas(root: Path, written: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("服务对象: [企业法人]", f"服务对象: {written}"))
    assert load(root).matters[0].guide.audience == (Audience.PERSON, Audience.COMPANY)


@pytest.mark.parametrize(
    ("written", "wrong", "advice"),
    [
        ("自然人，公司", "“公司”不在可选范围内", "请从中选一个"),
        ("[自然人、公司]", "“公司”不在可选范围内", "请从中选一个"),
        ("，", "应是列表", "以“- ”开头"),
        ("，企业法人", "应是列表", "以“- ”开头"),
        ("企业法人", "应是列表", "“服务对象: [企业法人]”"),
    ],
)
def test_a_joined_list_with_a_mistake(root: Path, written: str, wrong: str, advice: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("服务对象: [企业法人]", f"服务对象: {written}"))
    with pytest.raises(InventoryError) as refused:
        load(root)
    (mistake,) = refused.value.errors
    assert (mistake.key, wrong in mistake.message, advice in mistake.advice) == ("服务对象", True, True)


def test_a_text_list_is_not_taken_apart(root: Path) -> None:
    listed = "    办事指南:\n      受理条件: [依法设立，材料齐全]\n"
    write(root, "市直/水利局.yaml", GOOD.replace("    办事指南:\n", listed))
    assert load(root).matters[0].guide.conditions == ("依法设立，材料齐全",)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0.5个工作日", "0.5个工作日"), ("半天", "0.5天"), ("30分钟", "30分钟"), ("1年", "1年"), ("3个自然月", "3个月"),
        ("0", "即办"), ("当日办结", "即办"), ("二十个工作日", "20个工作日"), ("２０个工作日", "20个工作日"),
        ("1-3个工作日", "1-3个工作日"), ("20（工作日）", "20个工作日"),
    ],
)  # fmt: skip
def test_a_limit_as_departments_write_it(root: Path, written: str, shown: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("承诺办结时限: 15个工作日", f"承诺办结时限: {written}"))
    assert str(load(root).matters[0].guide.promised_limit) == shown


@pytest.mark.parametrize("written", ["不少于10个工作日", "7×24小时", "10个工作日 5", "0.5", "10个工作日内回复"])
def test_a_limit_that_nobody_can_understand(root: Path, written: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("承诺办结时限: 15个工作日", f"承诺办结时限: {written}"))
    with pytest.raises(InventoryError, match=r"看不懂的时限.*0.5个工作日"):
        load(root)


def test_a_matter_goes_before_the_defaults(root: Path) -> None:
    write(
        root,
        "市直/水利局.yaml",
        GOOD.replace("    办事指南:\n      事项", "    自查方式: 入网查看\n    办事指南:\n      事项"),
    )
    assert load(root).matters[0].method is Method.LOOK


def test_values_mean_what_is_written(root: Path) -> None:
    """No octal, no clock, no boolean, no date: a code of digits is a code."""
    text = GOOD.replace("11410200005197365E3000119001000", "0114102000051973653000119001000")
    text = text.replace("须提交纸质报告", "no").replace("取水许可决定书", "12:30")
    write(root, "市直/水利局.yaml", text)
    matter = load(root).matters[0]
    assert matter.code == "0114102000051973653000119001000"
    assert matter.guide.visit_reason == "no"
    assert matter.guide.result.name == "12:30"


def test_a_text_may_speak_of_keys(root: Path) -> None:
    reason = "必须现场办理原因说明: |\n        收费标准：见公告\n        承诺办结时限：15个工作日"
    write(root, "市直/水利局.yaml", GOOD.replace("必须现场办理原因说明: 须提交纸质报告", reason))
    assert "承诺办结时限" in (load(root).matters[0].guide.visit_reason or "")
