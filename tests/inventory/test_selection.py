"""Which matters `Inventory.select` keeps, and what it says when it keeps none."""

from pathlib import Path

import pytest

from zicha.inventory import Inventory, SelectionError, load
from zicha.model.matter import Method


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return load(Path(__file__).parents[2] / "matters")


def test_no_condition_keeps_all(inventory: Inventory) -> None:
    assert inventory.select() == inventory


@pytest.mark.parametrize("name", ["工业和信息化局", "开封市工业和信息化局", "工业和信息"])
def test_a_department_by_short_name_full_name_or_part(inventory: Inventory, name: str) -> None:
    kept = inventory.select(departments=[name]).matters
    assert {matter.department.full_name for matter in kept} == {"开封市工业和信息化局"}


def test_a_short_name_means_the_department_of_every_region(inventory: Inventory) -> None:
    regions = {matter.department.region for matter in inventory.select(departments=["残疾人联合会"]).matters}
    assert regions == {"杞县", "通许县", "兰考县"}


def test_part_of_several_departments_is_refused_with_their_names(inventory: Inventory) -> None:
    with pytest.raises(SelectionError, match=r"不止一个.*水利局"):
        inventory.select(departments=["局"])


def test_conditions_of_two_kinds_must_both_hold_and_values_of_one_kind_add_up(inventory: Inventory) -> None:
    kept = inventory.select(regions=["杞县", "兰考"], departments=["民政局", "残疾人联合会"]).matters
    assert {(matter.department.region, matter.department.name) for matter in kept} == {
        ("杞县", "民政局"),
        ("杞县", "残疾人联合会"),
        ("兰考县", "民政局"),
        ("兰考县", "残疾人联合会"),
    }


def test_a_matter_by_code_name_or_part(inventory: Inventory) -> None:
    first = inventory.matters[0]
    assert inventory.select(matters=[first.code]).matters == (first,)
    assert {one.name for one in inventory.select(matters=["失业登记"]).matters} == {"失业登记"}
    assert len(inventory.select(matters=["住房公积金提取"]).matters) > 1


def test_width_of_brackets_does_not_matter(inventory: Inventory) -> None:
    assert inventory.select(matters=["护士执业注册(首次)"]).matters[0].name == "护士执业注册（首次）"


def test_an_exact_name_goes_before_a_part(inventory: Inventory) -> None:
    assert {one.department.region for one in inventory.select(regions=["杞县"]).matters} == {"杞县"}


def test_by_method(inventory: Inventory) -> None:
    kept = inventory.select(methods=["真实办件跟踪"]).matters
    assert {matter.method for matter in kept} == {Method.REAL_CASE}
    assert all(matter.cases for matter in kept)


def test_order_is_kept(inventory: Inventory) -> None:
    kept = inventory.select(departments=["水利局", "工业和信息化局"]).matters
    assert list(kept) == [matter for matter in inventory.matters if matter in kept]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"departments": ["工业和信息局"]}, "没有部门“工业和信息局”。相近的有：工业和信息化局"),
        ({"regions": ["杞州"]}, "没有区域“杞州”。相近的有：杞县"),
        ({"matters": ["关停煤矿许可"]}, "相近的有：关闭煤矿和报废矿井许可"),
        ({"methods": ["测试"]}, "没有自查方式“测试”。相近的有：测试件"),
        ({"regions": ["qqq"]}, "可选的有：市直"),
        ({"regions": ["杞县"], "departments": ["水利局"]}, "没有同时符合"),
    ],
)
def test_a_value_that_matches_nothing_names_what_is_near(
    inventory: Inventory, choice: dict[str, list[str]], words: str
) -> None:
    with pytest.raises(SelectionError, match=words):
        inventory.select(**choice)
