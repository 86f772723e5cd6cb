"""What is collected against what the guide lists: K4, K6, K7."""

from __future__ import annotations

import pytest
from fact_samples import guide_page, material, submission

from zicha.model.facts import Demand, ShownGroup
from zicha.model.finding import Severity
from zicha.rules.collecting import collected_materials

E, W = Severity.ERROR, Severity.WARNING


def collected(demands: list[Demand], listed: list[ShownGroup]) -> list[tuple[str, Severity]]:
    problems = collected_materials(guide_page(materials=listed), submission(demands))
    return [(problem.rule, problem.severity) for problem in problems]


FORM = material("取水许可申请书", MEDIUM="纸质或电子", MATERIAL_KIND="原件", NECESSITY="必要")


def test_asked_as_listed() -> None:
    assert collected([Demand(name="取水许可申请书", requirement="原件1份", way="上传")], [FORM]) == []
    assert collected([Demand(name="《取水许可申请书》（空表）*")], [FORM]) == []


def test_asked_though_not_listed() -> None:
    problems = collected_materials(
        guide_page(materials=[FORM]), submission([Demand(name="取水许可申请书"), Demand(name="无犯罪记录证明")])
    )
    assert [problem.text for problem in problems] == ["申报时收取的“无犯罪记录证明”不在办事指南的材料清单中"]
    assert (problems[0].rule, problems[0].severity, problems[0].seen) == ("K4", E, "无犯罪记录证明")


def test_listed_though_not_asked() -> None:
    problems = collected_materials(
        guide_page(materials=[FORM, material("节水方案")]), submission([Demand(name="取水许可申请书")])
    )
    assert [problem.text for problem in problems] == ["办事指南要求提交“节水方案”，申报时却未收取"]
    assert (problems[0].rule, problems[0].severity, problems[0].expected) == ("K4", E, "节水方案")


@pytest.mark.parametrize(
    "exempt",
    [
        {"NECESSITY": "非必要"},
        {"NECESSITY": "容缺后补"},
        {"NECESSITY": "否"},
        {"SHARED": "通过数据共享减免，无需提供"},
        {"SHARED": "免提交"},
        {"SHARED": "调取电子证照"},
        {"SHARED": "是"},
        {"MEDIUM": "系统自动获取，无需申请者提交"},
        {"MEDIUM": "系统自动获取，如数据不全则需申请者提交"},
    ],
)
def test_what_need_not_be_asked(exempt: dict[str, str]) -> None:
    assert collected([Demand(name="取水许可申请书")], [FORM, material("营业执照", **exempt)]) == []


@pytest.mark.parametrize(
    "demanded",
    [
        {"NECESSITY": "必要"},
        {"NECESSITY": "是"},
        {"SHARED": "否"},
        {"SHARED": "不支持数据共享"},
        {"SHARED": "未关联电子证照"},
        {"SHARED": "无"},
    ],
)
def test_what_must_be_asked(demanded: dict[str, str]) -> None:
    assert collected([Demand(name="取水许可申请书")], [FORM, material("营业执照", **demanded)]) == [("K4", E)]


def test_a_renamed_material_is_matched_a_different_operation_is_not() -> None:
    assert collected([Demand(name="取水许可申请书（原件）")], [FORM]) == []
    assert collected([Demand(name="取水许可变更申请书")], [FORM]) == [("K4", E), ("K4", E)]


@pytest.mark.parametrize(
    ("medium", "way", "clashes"),
    [
        ("电子", "窗口提交纸质", True),
        ("电子", "邮寄纸质材料", True),
        ("电子", "上传", False),
        ("电子", "纸质或电子", False),
        ("纸质", "窗口提交纸质", False),
        ("纸质和电子", "窗口提交纸质", False),
        ("纸质或电子", "窗口提交纸质", False),
        ("", "窗口提交纸质", False),
    ],
)
def test_paper_asked_for_where_the_guide_says_electronic(medium: str, way: str, clashes: bool) -> None:
    found = collected([Demand(name="章程", way=way)], [material("章程", MEDIUM=medium)])
    assert found == ([("K6", E)] if clashes else [])


@pytest.mark.parametrize(
    ("kind", "requirement", "clashes"),
    [
        ("复印件", "原件1份", True),
        ("复印件", "复印件1份", False),
        ("复印件", "原件或复印件", False),
        ("复印件", "", False),
        ("原件", "原件1份", False),
        ("原件或复印件", "原件1份", False),
    ],
)
def test_the_original_asked_for_where_the_guide_says_a_copy(kind: str, requirement: str, clashes: bool) -> None:
    found = collected([Demand(name="章程", requirement=requirement)], [material("章程", MATERIAL_KIND=kind)])
    assert found == ([("K7", E)] if clashes else [])


def test_each_clash_is_named() -> None:
    listed = [FORM, material("章程", MEDIUM="电子", MATERIAL_KIND="复印件"), material("平面图")]
    demands = [
        Demand(name="章程", requirement="原件", way="纸质"),
        Demand(name="会议纪要"),
        Demand(name="取水许可申请书"),
    ]
    assert collected(demands, listed) == [("K4", E), ("K4", E), ("K6", E), ("K7", E)]


def test_a_guide_without_any_material_is_asked() -> None:
    (problem,) = collected_materials(guide_page(), submission([Demand(name="章程")]))
    assert problem.severity is W
    assert problem.rule == "K4"
