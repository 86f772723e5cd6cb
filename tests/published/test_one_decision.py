"""One decision for every rule: whether two names mean one paper, whether one is spared, what a text means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.support.consistent_guide import PAPER, SETTINGS, ZERO, severities_of
from tests.support.facts import RULES, THRESHOLDS, guide_page, material, shown, submission
from tests.support.matters import make_matter
from tests.support.offered_forms import files
from tests.support.reading import (
    collected_material_differences,
    element_differences,
    exempt_materials,
    guide_contradictions,
    material_differences,
    missing_forms,
    of_application,
    scope_differences,
    unfetched_licences,
    visit_differences,
)
from zicha.model.facts.guide import Element
from zicha.model.facts.journey import DemandedMaterial
from zicha.model.finding import Problem, Severity

UNCLEAR = [
    ("取水许可申请书", "取水许可申请表"),
    ("水质检测报告", "水质检验报告"),
    ("农药经营许可证", "兽药经营许可证"),
    ("有效身份证件", "居民身份证"),
    ("营业执照", "企业营业执照"),
    ("上年度审计报告", "本年度审计报告"),
]


def gravities(problems: Sequence[Problem]) -> set[Severity]:
    return {each.severity for each in problems}


@pytest.mark.parametrize(("listed", "on_page"), UNCLEAR)
def test_what_may_be_another_paper_is_a_question_for_every_rule(listed: str, on_page: str) -> None:
    approved = {"材料名称": listed, "收取方式": "纸质", "原件份数": 1, "数据共享减免": "是", "空白表格": "是"}
    matter = make_matter(申请材料=[approved])
    page = guide_page(materials=[material(on_page, MEDIUM="电子", COPIES="原件：3 复印件：0", SHARED="否")])
    handed_in = submission(
        [DemandedMaterial(name=listed, requirement="原件，3份", way="纸质", upload=True, row=listed)], "1"
    )
    assert gravities(material_differences(page, matter.guide)) == {Severity.WARNING}
    assert gravities(collected_material_differences(page, [of_application(handed_in)], matter.guide)) == {
        Severity.WARNING
    }
    shared = guide_page(materials=[material(on_page, SHARED="是")])
    assert gravities(unfetched_licences(shared, handed_in, THRESHOLDS, matter.guide)) == {Severity.WARNING}
    if "申请" not in on_page:  # a form is wanted by its own name
        assert gravities(missing_forms(files(), page, matter)) == {Severity.WARNING}
    silent = guide_page([shown(Element.VISITS, "0次")], materials=[material(on_page)])
    problems = guide_contradictions(silent, matter, (), RULES)
    assert not any(each.rule == "L01" for each in problems)


EXEMPT = [
    {"SHARED": "免提交"},
    {"SHARED": "√"},
    {"SHARED": "通过数据共享减免，无需提供"},
    {"MEDIUM": "系统自动获取，无需申请者提交"},
    {"MEDIUM": "由系统自动获取"},
    {"MATERIAL_NAME": "营业执照 免提交"},
    {"MATERIAL_NAME": "营业执照（已关联电子证照）"},
    {"SHARED": "否", "MATERIAL_NAME": "营业执照 数据共享"},
]
DEMANDED = [
    {"SHARED": "否"},
    {"SHARED": "不支持数据共享"},
    {"SHARED": "电子证照：否"},
    {"MEDIUM": "不能自动获取"},
    {"MATERIAL_NAME": "营业执照 必要"},
]


@pytest.mark.parametrize(
    ("line", "is_exempt"), [*((line, True) for line in EXEMPT), *((line, False) for line in DEMANDED)]
)
def test_a_paper_is_spared_for_every_rule_or_for_none(line: dict[str, str], is_exempt: bool) -> None:
    name = line.get("MATERIAL_NAME", "营业执照")
    marks = {key: text for key, text in line.items() if key != "MATERIAL_NAME"}
    page = guide_page(materials=[material(name, **marks)])
    approved = make_matter(申请材料=[{"材料名称": "营业执照", "数据共享减免": "是" if is_exempt else "否"}]).guide
    assert not any(each.severity is Severity.ERROR for each in material_differences(page, approved))
    plain = make_matter(申请材料=[{"材料名称": "营业执照"}]).guide
    assert bool(exempt_materials(page, plain)) is is_exempt
    nothing = [of_application(submission([DemandedMaterial(name="申请表")], "1"))]
    collected = collected_material_differences(page, nothing, plain)
    assert any("要求提交" in each.text for each in collected) is not is_exempt
    row = {Element[key].value: text for key, text in marks.items()}
    visits = severities_of("L01", {**ZERO, "材料": [PAPER | {"收取方式": "纸质", "材料名称": name} | row]}, SETTINGS)
    if "MEDIUM" not in marks:
        assert (visits == []) is is_exempt


READINGS = [
    (Element.AUDIENCE, "服务对象", ["自然人", "企业法人"], "自然人、企业法人", "自然人、法人和其他组织", "社会公众"),
    (Element.VISITS, "到办事现场次数", 0, "0次", "一次也不用跑", "见说明"),
    (Element.SCOPE, "通办范围", "全市通办", "全市通办", "全市", "部分区县"),
    (Element.HANDLING_TYPE, "办件类型", "即办件", "即办件", "马上办", "特殊件"),
    (Element.CHANNELS, "办理形式", ["窗口办理", "网上办理"], "窗口办理、网上办理", "窗口或网上", "来函办理"),
    (Element.CHARGED, "是否收费", "否", "否", "无", "按规定"),
    (Element.ONLINE, "是否网办", "是", "是", "支持网上办理", "部分支持"),
]


@pytest.mark.parametrize(("element", "name", "approved", "usual", "other", "unread"), READINGS)
def test_a_text_means_the_same_to_every_rule(
    element: Element, name: str, approved: Any, usual: str, other: str, unread: str
) -> None:
    matter = make_matter(**{name: approved})
    for text in (usual, other, f"\u200b{other}", f" {usual}&nbsp;"):
        page = guide_page([shown(element, text)])
        assert not any(text in each.text for each in element_differences(page, matter))
        assert not any(each.rule == "B2" for each in guide_contradictions(page, matter, (), RULES))
    page = guide_page([shown(element, unread)])
    (question,) = (each for each in element_differences(page, matter) if unread in each.text)
    assert question.severity is Severity.WARNING
    if element is Element.VISITS:
        assert gravities(visit_differences(page, ())) == {Severity.WARNING}
    if element is Element.SCOPE:
        assert gravities(scope_differences(page, matter)) == {Severity.WARNING}
