"""The materials of a guide as its reader understands them: those of the page, completed by the approved list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.support.facts import guide_page, named_group, shown
from tests.support.matters import make_matter
from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.matter import MaterialKind, Medium, Necessity, Source
from zicha.published.guide import PublishedGuide
from zicha.published.materials import PublishedMaterial, completed_materials

Row = Mapping[str, str]


def published_materials(
    shown_groups: Sequence[ShownGroup], listed: Sequence[Mapping[str, Any]] = ()
) -> tuple[PublishedMaterial, ...]:
    published = PublishedGuide(guide_page(materials=shown_groups))
    return completed_materials(published.materials, make_matter(申请材料=listed).guide.materials, published.words)


def published_material(row: Row, listed: Mapping[str, Any] | None = None) -> PublishedMaterial:
    """The one material of a page, or of a list where the row is empty."""
    (material,) = published_materials([named_group(row)] if row else [], [listed] if listed else [])
    return material


MARKS = [element for element in Element if element is not Element.MATERIAL_NAME]


def known_of(material: PublishedMaterial) -> dict[str, Any]:
    """What is known of a material, without what is not."""
    originals, copies, total, _ = material.counts_in_words
    every = {
        "kind": material.kind, "medium": material.medium, "necessity": material.necessity, "source": material.source,
        "spared": material.is_spared or None, "originals": originals, "copies": copies, "total": total,
        "quotes": {each: words for each in MARKS if (words := quoted(material, each))} or None,
    }  # fmt: skip
    return {name: value for name, value in every.items() if value is not None}


def quoted(material: PublishedMaterial, element: Element) -> str:
    """The words in which an element of a material is quoted, empty where nobody gives it."""
    quote = material.quote(element).removeprefix(f"材料“{material.name}”")
    return quote.removeprefix(f"（{element}“").removesuffix("”）")


EVERY_MARK: Row = {
    "材料名称": "申请书",
    "材料类型": "复印件",
    "收取方式": "纸质和电子",
    "份数": "原件：1 复印件：2",
    "材料必要性": "非必要",
    "来源渠道": "政府部门核发",
    "免提交": "否",
    "填报须知": "用黑色笔填写",
}
DECLARED: Mapping[str, Any] = {
    "材料名称": "申请书",
    "材料类型": "原件和复印件",
    "收取方式": "纸质",
    "原件份数": 3,
    "复印件份数": 4,
    "材料必要性": "容缺后补",
    "来源渠道": "其他",
    "数据共享减免": "是",
}
WORDS_OF_PAGE = {Element(name): text for name, text in EVERY_MARK.items() if name != "材料名称"}
OF_PAGE: dict[str, Any] = {
    "kind": MaterialKind.COPY,
    "medium": Medium.BOTH,
    "necessity": Necessity.OPTIONAL,
    "source": Source.GOVERNMENT,
    "originals": 1,
    "copies": 2,
    "total": 3,
    "quotes": WORDS_OF_PAGE,
}
OF_LIST: dict[str, Any] = {
    "kind": MaterialKind.BOTH,
    "medium": Medium.PAPER,
    "necessity": Necessity.LATER,
    "source": Source.OTHER,
    "spared": True,
    "originals": 3,
    "copies": 4,
    "total": 7,
    "quotes": {
        Element.MATERIAL_KIND: "原件和复印件（核准清单）",
        Element.MEDIUM: "纸质（核准清单）",
        Element.NECESSITY: "容缺后补（核准清单）",
        Element.SOURCE: "其他（核准清单）",
        Element.SHARED: "通过数据共享减免，无需提供（核准清单）",
        Element.COPIES: "原件3份，复印件4份（核准清单）",
    },
}


@pytest.mark.parametrize(
    ("row", "listed", "known"),
    [
        ({"材料名称": "申请书"}, None, {}),
        ({"材料名称": "申请书"}, {"材料名称": "申请书"}, {}),
        ({}, {"材料名称": "申请书"}, {}),
        (EVERY_MARK, None, OF_PAGE),
        (EVERY_MARK, DECLARED, OF_PAGE),
        ({"材料名称": "申请书"}, DECLARED, OF_LIST),
        ({}, DECLARED, OF_LIST),
    ],
    ids=["name", "name of both", "name of the list", "page", "page before list", "list", "list alone"],
)
def test_a_material_of_the_page_then_of_the_list(
    row: Row, listed: Mapping[str, Any] | None, known: dict[str, Any]
) -> None:
    assert known_of(published_material(row, listed)) == known


def test_words_that_nobody_knows_are_not_those_of_the_list() -> None:
    unknown = {"材料类型": "样式", "收取方式": "待定", "材料必要性": "视情况", "来源渠道": "某局"}
    material = published_material({"材料名称": "申请书", **unknown}, DECLARED)
    assert (material.kind, material.medium, material.necessity, material.source) == (None, None, None, None)
    assert material.quote(Element.MEDIUM, Element.MATERIAL_KIND) == "材料“申请书”（收取方式“待定”、材料类型“样式”）"


def test_a_material_without_a_name() -> None:
    assert [each.name for each in published_materials([named_group({"收取方式": "纸质"})], [DECLARED])] == [""]


def test_each_material_takes_what_the_list_says_of_it() -> None:
    listed = [{"材料名称": "营业执照", "收取方式": "纸质"}, {"材料名称": "申请书", "收取方式": "电子"}]
    rows = [{"材料名称": name} for name in ("申请书", "平面图", "营业执照")]
    materials = published_materials([named_group(row) for row in rows], listed)
    assert [(each.name, each.medium) for each in materials] == [
        ("申请书", Medium.ELECTRONIC),
        ("平面图", None),
        ("营业执照", Medium.PAPER),
    ]


def test_a_page_without_materials_is_read_as_the_list() -> None:
    listed = [{"材料名称": "营业执照", "收取方式": "纸质"}, {"材料名称": "申请书"}]
    assert [(each.name, each.medium) for each in published_materials([], listed)] == [
        ("营业执照", Medium.PAPER),
        ("申请书", None),
    ]
    assert published_materials([]) == ()


@pytest.mark.parametrize(
    ("row", "listed", "is_exempt"),
    [
        ({"免提交": "免提交"}, {}, True),
        ({"免提交": "否"}, {"数据共享减免": "是"}, False),
        ({}, {"数据共享减免": "是"}, True),
        ({}, {"数据共享减免": "否"}, False),
        ({"收取方式": "系统自动获取，无需申请者提交"}, {}, True),
        ({"收取方式": "系统自动获取，如数据不全则需申请者提交"}, {}, False),
        ({"收取方式": "系统自动获取，无需申请者提交", "免提交": "否"}, {}, True),
    ],
)
def test_a_material_that_need_not_be_handed_in(row: Row, listed: Mapping[str, Any], is_exempt: bool) -> None:
    material = published_material({"材料名称": "申请书", **row}, {"材料名称": "申请书", **listed})
    assert material.is_spared is is_exempt


def test_a_material_that_the_list_does_not_exempt_is_quoted_so() -> None:
    material = published_material({}, {"材料名称": "申请书", "数据共享减免": "否"})
    assert known_of(material) == {"quotes": {Element.SHARED: "否（核准清单）"}}


@pytest.mark.parametrize(
    ("medium", "shared", "wants_paper"),
    [
        ("纸质", "否", True),
        ("纸质和电子", "否", True),
        ("纸质或电子", "否", False),
        ("电子", "否", False),
        ("待定", "否", False),
        ("纸质", "免提交", False),
    ],
)
def test_a_material_that_must_be_on_paper(medium: str, shared: str, wants_paper: bool) -> None:
    material = published_material({"材料名称": "申请书", "收取方式": medium, "免提交": shared})
    assert material.wants_paper is wants_paper


Numbers = tuple[int | None, int | None, int | None]


@pytest.mark.parametrize(
    ("row", "numbers", "quote"),
    [
        ({"原件份数": "1", "复印件份数": "2"}, (1, 2, 3), "原件份数“1”，复印件份数“2”"),
        ({"原件份数": "1"}, (1, None, 1), "原件份数“1”，复印件份数“”"),
        ({"复印件份数": "2"}, (None, 2, 2), "原件份数“”，复印件份数“2”"),
        ({"原件份数": "0", "复印件份数": "0"}, (0, 0, 0), "原件份数“0”，复印件份数“0”"),
        ({"原件份数": "0"}, (0, None, None), "原件份数“0”，复印件份数“”"),
        ({"原件份数": "--", "复印件份数": "2"}, (None, 2, 2), "原件份数“--”，复印件份数“2”"),
        ({"原件份数": "若干", "复印件份数": ""}, (None, None, None), "原件份数“若干”，复印件份数“”"),
        ({"份数": "原件：1 复印件：0"}, (1, 0, 1), "原件：1 复印件：0"),
        ({"份数": "3份"}, (None, None, 3), "3份"),
        ({"份数": "--"}, (None, None, None), "--"),
        ({"份数": "若干"}, (None, None, None), "若干"),
        ({"份数": ""}, (None, None, None), ""),
    ],
)
@pytest.mark.parametrize("listed", [None, DECLARED], ids=["not listed", "listed"])
def test_how_many_the_page_wants(row: Row, listed: Mapping[str, Any] | None, numbers: Numbers, quote: str) -> None:
    """A blank is not 0, and what the page shows is not completed by the list."""
    material = published_material({"材料名称": "申请书", **row}, listed)
    assert material.counts_in_words[:3] == numbers
    assert quoted(material, Element.COPIES) == quote


def test_the_first_of_two_numbers_is_read_and_quoted() -> None:
    cells = (shown(Element.MATERIAL_NAME, "申请书"), shown(Element.COPIES, "2份"), shown(Element.COPIES, "3份"))
    (material,) = published_materials([ShownGroup(values=cells)])
    assert (material.counts_in_words.total, quoted(material, Element.COPIES)) == (2, "2份")


@pytest.mark.parametrize(
    ("listed", "numbers", "quotes"),
    [
        ({"原件份数": 1, "复印件份数": 0}, (1, 0, 1), ["原件1份，复印件0份（核准清单）"]),
        ({"原件份数": 0, "复印件份数": 0}, (0, 0, 0), ["原件0份，复印件0份（核准清单）"]),
        ({"原件份数": 2}, (2, None, 2), ["原件2份（核准清单）"]),
        ({"原件份数": 0}, (0, None, None), ["原件0份（核准清单）"]),
        ({"复印件份数": 2}, (None, 2, 2), ["复印件2份（核准清单）"]),
        ({}, (None, None, None), []),
    ],
)
def test_how_many_the_list_wants(listed: Mapping[str, Any], numbers: Numbers, quotes: list[str]) -> None:
    material = published_material({"材料名称": "申请书"}, {"材料名称": "申请书", **listed})
    assert material.counts_in_words[:3] == numbers
    assert list(known_of(material).get("quotes", {}).values()) == quotes


@pytest.mark.parametrize(
    ("element", "label", "text", "counts_paper"),
    [
        (Element.COPIES, "纸质材料份数", "1", True),
        (Element.COPIES, "份数", "纸质1份", True),
        (Element.COPIES, "份数", "1份", False),
        (Element.MEDIUM, "收取方式", "纸质", False),
        (Element.MEDIUM, "纸质材料", "是", False),
    ],
)
def test_copies_that_are_those_of_paper(element: Element, label: str, text: str, counts_paper: bool) -> None:
    cells = (shown(Element.MATERIAL_NAME, "申请书"), shown(element, text, label))
    (material,) = published_materials([ShownGroup(values=cells)])
    assert material.counts_paper is counts_paper


def test_the_words_of_a_material() -> None:
    cells = (
        shown(Element.MATERIAL_NAME, "申请书"),
        shown(Element.HINT, "用黑色笔填写"),
        shown(Element.MEDIUM, "纸质"),
        shown(Element.HINT, "一式两份"),
    )
    (material,) = published_materials([ShownGroup(values=cells)])
    assert material.text(Element.HINT) == "用黑色笔填写\n一式两份"
    assert material.text(Element.SOURCE) is None
    assert material.note == "用黑色笔填写\n纸质\n一式两份"
    assert material.quote() == "材料“申请书”"
    assert material.quote(Element.MEDIUM) == "材料“申请书”（收取方式“纸质”）"
    assert material.quote(Element.SOURCE) == "材料“申请书”"
    assert material.quote(Element.SOURCE, Element.MEDIUM) == "材料“申请书”（收取方式“纸质”）"
