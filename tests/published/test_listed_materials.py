"""The materials of a guide, completed by the approved list where the page is silent."""

from __future__ import annotations

import pytest

from tests.support.facts import guide_page, material
from tests.support.matters import make_matter
from zicha.model.facts.guide import Element, GuidePage
from zicha.model.matter import Guide, Medium
from zicha.published.guide import PublishedGuide
from zicha.published.materials import PublishedMaterial, completed_materials

SHARED_MARK = "通过数据共享减免，无需提供"


def listed_materials(page: GuidePage, approved: Guide) -> tuple[PublishedMaterial, ...]:
    guide = PublishedGuide(page)
    return completed_materials(guide.materials, approved.materials, guide.words)


def completed(shown: dict[str, str], approved: dict[str, object]) -> dict[Element, str]:
    """What the list adds to one material."""
    guide = make_matter(申请材料=[{"材料名称": "营业执照", **approved}]).guide
    (listed,) = listed_materials(guide_page(materials=[material("营业执照", **shown)]), guide)
    counts = listed.counts
    added = {
        Element.MEDIUM: str(listed.medium),
        Element.COPIES: f"原件{counts.originals}份，复印件{counts.copies}份" if counts else "",
        Element.SHARED: SHARED_MARK if listed.is_exempt else "",
    }
    return {element: added[element] for element in listed.from_list}


@pytest.mark.parametrize(
    ("shown", "approved", "added"),
    [
        ({}, {}, {}),
        ({}, {"收取方式": "电子"}, {Element.MEDIUM: "电子"}),
        ({"MEDIUM": ""}, {"收取方式": "电子"}, {Element.MEDIUM: "电子"}),
        ({"MEDIUM": "暂无"}, {"收取方式": "电子"}, {Element.MEDIUM: "电子"}),
        ({"MEDIUM": "纸质"}, {"收取方式": "电子"}, {}),
        ({"MEDIUM": "见说明"}, {"收取方式": "电子"}, {}),
        ({}, {"原件份数": 2}, {Element.COPIES: "原件2份，复印件0份"}),
        ({}, {"复印件份数": 3}, {Element.COPIES: "原件1份，复印件3份"}),
        ({"COPIES": "--"}, {"复印件份数": 3}, {Element.COPIES: "原件1份，复印件3份"}),
        ({"COPIES": "1份"}, {"复印件份数": 3}, {}),
        ({"ORIGINAL_COUNT": "1", "COPY_COUNT": "0"}, {"复印件份数": 3}, {}),
        ({}, {"数据共享减免": "是"}, {Element.SHARED: SHARED_MARK}),
        ({}, {"数据共享减免": "否"}, {}),
        ({"SHARED": "否"}, {"数据共享减免": "是"}, {}),
        ({"SHARED": ""}, {"数据共享减免": "是"}, {}),
        ({"MEDIUM": "免提交"}, {"数据共享减免": "是"}, {}),
        (
            {},
            {"收取方式": "系统自动获取，无需申请者提交"},
            {Element.MEDIUM: "系统自动获取，无需申请者提交", Element.SHARED: SHARED_MARK},
        ),
        (
            {},
            {"收取方式": "系统自动获取，如数据不全则需申请者提交"},
            {Element.MEDIUM: "系统自动获取，如数据不全则需申请者提交", Element.SHARED: SHARED_MARK},
        ),
        ({"SHARED": "否"}, {"收取方式": "系统自动获取，无需申请者提交"}, {}),
        ({"MEDIUM": "纸质"}, {"收取方式": "系统自动获取，无需申请者提交"}, {}),
        ({"SHARED": "否"}, {"收取方式": "电子"}, {Element.MEDIUM: "电子"}),
    ],
)
def test_what_the_list_adds(shown: dict[str, str], approved: dict[str, object], added: dict[Element, str]) -> None:
    assert completed(shown, approved) == added


@pytest.mark.parametrize(
    ("shown", "approved", "silent"),
    [
        ({}, {}, {Element.MEDIUM, Element.COPIES}),
        ({"MEDIUM": "--", "COPIES": "无"}, {}, {Element.MEDIUM, Element.COPIES}),
        ({"MEDIUM": "见说明"}, {}, {Element.COPIES}),
        ({"COPIES": "若干"}, {}, {Element.MEDIUM}),
        ({"ORIGINAL_COUNT": "1"}, {}, {Element.MEDIUM}),
        ({}, {"收取方式": "纸质", "原件份数": 1}, set()),
    ],
)
def test_what_neither_shows(shown: dict[str, str], approved: dict[str, object], silent: set[Element]) -> None:
    guide = make_matter(申请材料=[{"材料名称": "营业执照", **approved}]).guide
    (listed,) = listed_materials(guide_page(materials=[material("营业执照", **shown)]), guide)
    assert listed.silent == silent


def test_each_material_is_completed_by_its_own_line() -> None:
    """A name that may be another paper's is completed by none."""
    approved = make_matter(
        申请材料=[
            {"材料名称": "申请表", "收取方式": "电子"},
            {"材料名称": "营业执照", "收取方式": "纸质"},
            {"材料名称": "水质检测报告", "收取方式": "纸质"},
        ]
    ).guide
    page = guide_page(
        materials=[
            material("营业执照（副本）复印件"),
            material("申请表（加盖公章）"),
            material("水质检验报告"),
            material("章程"),
        ]
    )
    listed = listed_materials(page, approved)
    assert [each.medium for each in listed] == [Medium.PAPER, Medium.ELECTRONIC, None, None]
    assert listed[2].group == page.materials[2]
