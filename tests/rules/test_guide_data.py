"""B1: the page of a guide against the data behind it: what differs, what a person is asked, and what says nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.facts import guide_page, material, shown
from tests.support.problems import E, W
from zicha.model.facts.guide import Element, GuideData, ShownGroup
from zicha.model.finding import Severity
from zicha.model.matter import MatterType
from zicha.published.guide import PublishedGuide
from zicha.rules.guide_accuracy.data import data_differences

LIMIT, VISITS, SCOPE = Element.PROMISED_LIMIT, Element.VISITS, Element.SCOPE
OWNER, PHONE, CODE = Element.OWNER, Element.CONSULTATION, Element.CODE
CONDITIONS, CHARGED, AUDIENCE = Element.CONDITIONS, Element.CHARGED, Element.AUDIENCE


def severity(element: Element, on_page: str, in_data: str, label: str = "") -> Severity | None:
    page = guide_page([shown(element, on_page, label)])
    data = GuideData(url="", values=(shown(element, in_data, "field"),))
    problems = list(data_differences(PublishedGuide(page.model_copy(update={"data": data})), MatterType.LICENCE))
    assert len(problems) <= 1
    assert all(on_page in each.text and in_data in each.text for each in problems), "both values side by side"
    return problems[0].severity if problems else None


@pytest.mark.parametrize(
    ("element", "on_page", "in_data", "expected"),
    [
        (LIMIT, "10个工作日", "20个工作日", E),
        (LIMIT, "10个工作日", "十个工作日", None),
        (LIMIT, "10个工作日", "10", None),
        (LIMIT, "10个工作日", "20", W),
        (LIMIT, "即办", "0", None),
        (LIMIT, "10个工作日", "0", W),
        (LIMIT, "10个工作日", "-1", None),
        (LIMIT, "10个工作日", "", None),
        (LIMIT, "10个工作日", "暂无", None),
        (VISITS, "1次", "0", E),
        (VISITS, "1次", "1", None),
        (SCOPE, "全市通办", "全国", E),
        (SCOPE, "全市通办", "全市", None),
        (SCOPE, "全市通办", "3", None),
        (SCOPE, "全市通办", "某种通办", None),
        (CHARGED, "否", "1", None),
        (CHARGED, "否", "是", E),
        (AUDIENCE, "自然人", "企业法人", E),
        (AUDIENCE, "自然人、企业法人", "企业,个人", None),
        (PHONE, "0371-23881001", "0371-23881002", E),
        (PHONE, "(0371) 23881001", "23881001", None),
        (PHONE, "0371-23881001", "见窗口公告", None),
        (CODE, "11410200005277264N4000117018000", "11410200005277264N4000117019000", E),
        (CODE, "11410200005277264N400011701800001", "11410200005277264N4000117018000", None),
        (CONDITIONS, "年满十八周岁…", "年满十八周岁；有固定住所", None),
        (CONDITIONS, "年满十八周岁", "有固定住所", W),
        (Element.NAME, "取水许可审批", "取水许可审批（首次）", None),
        (Element.NAME, "取水许可审批", "失业登记", W),
    ],
)
def test_one_element(element: Element, on_page: str, in_data: str, expected: Severity | None) -> None:
    assert severity(element, on_page, in_data) is expected


@pytest.mark.parametrize(
    ("label", "on_page", "expected"),
    [("实施主体", "开封市财政局", E), ("实施主体", "水利局", None), ("办理单位", "行政审批科", None)],
)
def test_whose_an_organ_is_its_label_tells(label: str, on_page: str, expected: Severity | None) -> None:
    assert severity(OWNER, on_page, "开封市水利局", label) is expected


def test_one_right_place_of_several_is_enough() -> None:
    page = guide_page([shown(LIMIT, "10个工作日"), shown(LIMIT, "5个工作日")])
    data = GuideData(url="", values=(shown(LIMIT, "5个工作日"),))
    assert not list(data_differences(PublishedGuide(page.model_copy(update={"data": data})), MatterType.LICENCE))


def test_data_that_contradict_themselves_say_nothing() -> None:
    data = GuideData(url="", values=(shown(LIMIT, "5个工作日"), shown(LIMIT, "7个工作日")))
    page = guide_page([shown(LIMIT, "10个工作日")]).model_copy(update={"data": data})
    assert not list(data_differences(PublishedGuide(page), MatterType.LICENCE))


def test_no_data_no_word() -> None:
    assert not list(data_differences(PublishedGuide(guide_page([shown(LIMIT, "5日")])), MatterType.LICENCE))


@pytest.mark.parametrize(
    ("on_page", "in_data", "expected"),
    [
        ([material("申请表")], [], []),
        ([], [material("申请表")], []),
        ([material("申请表")], [material("1.《申请表》")], []),
        ([material("申请表"), material("章程")], [material("申请表")], ["页面列有材料“章程”，门户的数据接口没有"]),
        ([material("申请表")], [material("申请表"), material("章程")], ["门户的数据接口列有材料“章程”，页面没有列出"]),
        (
            [material("申请表", MEDIUM="纸质")],
            [material("申请表", MEDIUM="电子")],
            ["材料“申请表”的收取方式：页面显示“纸质”，门户的数据接口为“电子”"],
        ),
        ([material("申请表", MEDIUM="纸质")], [material("申请表", MEDIUM="1")], []),
        ([material("申请表", MEDIUM="纸质")], [material("申请表", MEDIUM="")], []),
    ],
)
def test_materials(on_page: Sequence[ShownGroup], in_data: Sequence[ShownGroup], expected: Sequence[str]) -> None:
    page = guide_page([]).model_copy(
        update={"materials": tuple(on_page), "data": GuideData(url="", materials=tuple(in_data))}
    )
    problems = list(data_differences(PublishedGuide(page), MatterType.LICENCE))
    assert [each.text for each in problems] == expected
    assert all(each.severity is E for each in problems)
