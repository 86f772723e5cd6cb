"""An element that stands in two cells of a material; and a link beside it that does not say which file it leads to."""

from __future__ import annotations

import pytest

from tests.support.facts import guide_page, shown
from tests.support.matters import make_matter
from tests.support.offered_forms import files
from tests.support.offered_forms import form_file as file
from tests.support.reading import element_differences, material_differences, missing_forms
from zicha.model.facts.forms import FormRole
from zicha.model.facts.guide import Element, GuidePage, Link, ShownGroup, ShownValue
from zicha.model.finding import Problem, Severity
from zicha.model.matter import MaterialKind, Medium
from zicha.published.choices import shipped
from zicha.published.completed import CompletedGuide
from zicha.published.guide import PublishedGuide
from zicha.published.materials import PublishedMaterial
from zicha.published.shown import cell_texts


def paper(*marks: tuple[Element, str]) -> ShownGroup:
    return ShownGroup(values=(shown(Element.MATERIAL_NAME, "安全方案"), *(shown(*mark) for mark in marks)))


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (["原件"], MaterialKind.ORIGINAL),
        (["原件", "原件"], MaterialKind.ORIGINAL),
        (["原件", "纸质原件"], MaterialKind.ORIGINAL),
        (["A4纸，加盖公章", "原件"], MaterialKind.ORIGINAL),
        (["原件", ""], MaterialKind.ORIGINAL),
        (["--", "原件"], MaterialKind.ORIGINAL),
        (["原件", "复印件"], None),
        (["原件", "另附复印件一份"], None),
        (["加盖公章"], None),
        (["", "无"], None),
        ([], None),
    ],
)
def test_two_cells_name_a_value_together(texts: list[str], value: MaterialKind | None) -> None:
    one = paper(*((Element.MATERIAL_KIND, text) for text in texts))
    assert PublishedMaterial(one, shipped()).mark(Element.MATERIAL_KIND, MaterialKind).value is value


@pytest.mark.parametrize(
    ("texts", "quote"),
    [
        ([], None),
        ([""], ""),
        (["", "原件"], "原件"),
        (["原件", "复印件", "原件"], "原件、复印件"),
        (["无", "--"], "无"),
    ],
)
def test_two_cells_are_quoted_together(texts: list[str], quote: str | None) -> None:
    one = paper(*((Element.MATERIAL_KIND, text) for text in texts))
    assert PublishedMaterial(one, shipped()).mark(Element.MATERIAL_KIND, MaterialKind).text == quote
    assert "、".join(cell_texts(one, Element.MATERIAL_KIND)) == (quote or "")


def published(*marks: tuple[Element, str]) -> GuidePage:
    return guide_page(materials=[paper(*marks)])


ORIGINAL = make_matter(
    申请材料=[{"材料名称": "安全方案", "材料类型": "原件", "收取方式": "纸质", "数据共享减免": "是"}]
)


def of_kind(*texts: str) -> list[Problem]:
    page = published(*((Element.MATERIAL_KIND, text) for text in texts))
    return [
        each for each in material_differences(page, ORIGINAL.guide) if "材料类型" in each.text and "显示" in each.text
    ]


def test_two_cells_that_agree_with_the_list_are_as_one() -> None:
    assert of_kind("原件", "A4纸，加盖公章") == []


def test_two_cells_that_name_another_value_are_a_difference() -> None:
    (difference,) = of_kind("复印件", "纸质复印件")
    assert (difference.severity, difference.seen) == (Severity.ERROR, "复印件、纸质复印件")


def test_two_cells_that_do_not_agree_are_a_question() -> None:
    (doubt,) = of_kind("原件", "复印件")
    assert (doubt.severity, doubt.seen) == (Severity.WARNING, "原件、复印件")


def test_two_cells_of_what_the_list_leaves_out_are_a_question() -> None:
    guide = make_matter(申请材料=[{"材料名称": "安全方案"}]).guide
    page = published((Element.MEDIUM, "纸质"), (Element.MEDIUM, "电子"))
    (doubt,) = (each for each in material_differences(page, guide) if "没有写明" in each.text)
    assert (doubt.severity, "“纸质、电子”" in doubt.text) == (Severity.WARNING, True)


@pytest.mark.parametrize("texts", [("否", "通过数据共享减免"), ("通过数据共享减免", "否"), ("--", "免提交")])
def test_either_cell_exempts(texts: tuple[str, ...]) -> None:
    page = published(*((Element.SHARED, text) for text in texts))
    assert not any("免提交" in each.text for each in material_differences(page, ORIGINAL.guide))
    (one,) = CompletedGuide(PublishedGuide(page), make_matter()).materials
    assert one.is_spared


def test_a_guide_whose_cells_do_not_agree_has_no_value_to_judge() -> None:
    (one,) = CompletedGuide(
        PublishedGuide(published((Element.MEDIUM, "纸质"), (Element.MEDIUM, "电子"))), ORIGINAL
    ).materials
    assert one.medium is None
    (one,) = CompletedGuide(
        PublishedGuide(published((Element.MEDIUM, "纸质"), (Element.MEDIUM, "纸质版"))), make_matter()
    ).materials
    assert one.medium is Medium.PAPER
    (one,) = CompletedGuide(PublishedGuide(published()), ORIGINAL).materials
    assert (one.medium, one.is_spared) == (Medium.PAPER, True)


# ── what can be clicked ──────────────────────────────────────────────────────────────────────────────────────────


def application_form(*links: Link, element: Element = Element.MATERIAL_NOTE, label: str = "") -> GuidePage:
    beside = ShownValue(element=element, label=label, text="", links=links)
    return guide_page(materials=[ShownGroup(values=(shown(Element.MATERIAL_NAME, "申请表"), beside))])


@pytest.mark.parametrize("element", [Element.MATERIAL_NOTE, Element.MATERIAL_NAME])
def test_a_link_that_does_not_say_which_file_it_is_is_asked_about(element: Element) -> None:
    links = (Link(text="下载", address="/a"), Link(text="查看", address=""), Link(text="下载", address="/b"))
    page = application_form(*links, element=element)
    (doubt,) = missing_forms(files(file(FormRole.BLANK), file(FormRole.SAMPLE)), page, make_matter())
    assert (doubt.rule, doubt.severity) == ("L30", Severity.WARNING)
    assert doubt.text == "“申请表”旁的“下载”、“查看”没有写明是不是空表、样表，请人工核对"
    assert (doubt.expected, doubt.seen) == ("空表、样表", "“下载”、“查看”")


def test_a_picture_that_is_a_link_is_quoted_by_the_head_of_its_column() -> None:
    page = application_form(Link(text="", address="/a"), label="模板")
    (doubt,) = missing_forms(files(file(FormRole.BLANK), file(FormRole.SAMPLE)), page, make_matter())
    assert doubt.seen == "“模板”"


def test_a_note_without_a_link_offers_nothing() -> None:
    (missing,) = missing_forms(files(file(FormRole.BLANK), file(FormRole.SAMPLE)), application_form(), make_matter())
    assert (missing.severity, missing.text) == (Severity.ERROR, "“申请表”未提供空表、样表")


def test_a_link_to_something_else_offers_nothing() -> None:
    page = application_form(Link(text="法规", address="/law"), element=Element.HINT)
    (missing,) = missing_forms(files(file(FormRole.BLANK), file(FormRole.SAMPLE)), page, make_matter())
    assert missing.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "severity"),
    [("开封市政务…", Severity.WARNING), ("开封市民之家...", Severity.WARNING), ("开封市民之家", Severity.ERROR)],
)
def test_a_value_that_is_cut_off_is_a_question(text: str, severity: Severity) -> None:
    page = guide_page([shown(Element.PLACE, text)])
    problems = element_differences(page, make_matter(办理地点="开封市政务服务中心"))
    assert [each.severity for each in problems if text in each.text] == [severity]
