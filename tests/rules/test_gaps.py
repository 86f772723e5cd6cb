"""Which elements a guide shows at no place, so that the guides of other matters may tell whether any does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.support.facts import group, guide_page, material, named_group, shown
from tests.support.matters import make_matter
from tests.support.reading import (
    element_differences,
    material_differences,
    process_differences,
    time_limit_differences,
)
from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.finding import Gap, Problem

MATERIALS = make_matter(申请材料=[{"材料名称": name, "材料类型": "原件", "原件份数": 1} for name in ("申请书", "章程")])


def gaps(problems: Sequence[Problem]) -> list[tuple[Element | None, str]]:
    return [(gap.element, gap.text) for problem in problems for gap in problem.gaps]


def test_elements_of_the_matter() -> None:
    matter = make_matter(办理地点="二楼", 办理时间="工作日")
    page = guide_page([shown(Element.PLACE, "二楼")])
    silent = {element: text for element, text in gaps(element_differences(page, matter)) if element is not None}
    assert silent[Element.HOURS] == "办事指南页面上没有认出“办理时间”，请人工核对"
    assert Element.PLACE not in silent
    assert Element.LEGAL_LIMIT not in silent, "a check of its own asks about it"


def test_limits() -> None:
    page = guide_page([shown(Element.LEGAL_LIMIT, "20个工作日")])
    words = "办事指南页面上没有认出“承诺办结时限”，请人工核对（核准清单为“10个工作日”）"
    assert gaps(time_limit_differences(page, make_matter().guide)) == [(Element.PROMISED_LIMIT, words)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{}, {}], [(Element.MATERIAL_KIND, "“材料类型”"), (Element.COPIES, "“份数”")]),
        ([{"COPY_COUNT": "0"}, {}], [(Element.MATERIAL_KIND, "“材料类型”"), (None, "“份数”（章程）")]),
        ([{"MATERIAL_KIND": "原件"}, {"COPIES": "1份"}], [(None, "“材料类型”（章程）"), (None, "“份数”（申请书）")]),
    ],
)
def test_marks_of_materials(rows: Sequence[Mapping[str, str]], expected: Sequence[tuple[Element | None, str]]) -> None:
    """A mark that the guide shows for another material is one of the matter: its element is None."""
    lines = [material(name, **marks) for name, marks in zip(("申请书", "章程"), rows, strict=True)]
    assert gaps(material_differences(guide_page(materials=lines), MATERIALS.guide)) == [
        (element, f"办事指南的申请材料中没有认出{words}，请人工核对") for element, words in expected
    ]


def test_a_mark_of_data_sharing_may_stand_anywhere() -> None:
    """It is only there for what is shared, beside a name or in 收取方式: no guide without it speaks for a portal."""
    approved = make_matter(申请材料=[{"材料名称": "身份证", "数据共享减免": "是"}]).guide
    page = guide_page(materials=[material("身份证", MEDIUM="电子")])
    assert (None, "办事指南的申请材料中没有认出“免提交”，请人工核对") in gaps(material_differences(page, approved))


def test_steps() -> None:
    listed = [{"环节名称": "受理", "办理人": "窗口", "办理时限": "1个工作日"}]
    page = guide_page().model_copy(update={"steps": (named_group({"环节名称": "受理"}),)})
    (limit, rest) = process_differences(page, make_matter(办理流程=listed).guide)
    words = "环节“受理”没有显示时限（核准清单为“1个工作日”），请人工核对"
    assert limit.gaps == (Gap(element=Element.STEP_LIMIT, text=words, expected="1个工作日"),)
    assert gaps([rest]) == [(Element.STEP_HANDLER, "办事指南的办理流程中没有认出“办理人”（受理），请人工核对")]


def test_fees() -> None:
    def fees(*rows: ShownGroup) -> list[tuple[Element | None, str]]:
        charged = [{"收费项目名称": name, "收费标准": "10元", "收费依据": "文件"} for name in ("工本费", "检测费")]
        page = guide_page().model_copy(update={"fees": rows})
        return [
            each for each in gaps(element_differences(page, make_matter(收费项目=charged))) if "收费标准" in each[1]
        ]

    named, priced = (group({Element.FEE_NAME: "工本费"} | more) for more in ({}, {Element.FEE_STANDARD: "10元"}))
    other = group({Element.FEE_NAME: "检测费"})
    assert {element for element, _ in fees(named, other)} == {Element.FEE_STANDARD}
    assert [element for element, _ in fees(priced, other)] == [None]
