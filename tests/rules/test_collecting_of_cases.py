"""What real cases gave against what the guide lists: K4 to K7."""

from __future__ import annotations

import pytest

from tests.support.facts import NUMBER, guide_page, material, submission
from tests.support.matters import make_case, make_matter
from tests.support.problems import E, W, problem, question
from tests.support.reading import collected_material_differences, of_application
from zicha.model.facts.guide import ShownGroup
from zicha.model.facts.journey import DemandedMaterial
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case
from zicha.rules.handling_consistency.collected_materials import of_case

APPROVED = make_matter().guide


FORM = material("取水许可申请书", MEDIUM="纸质或电子", MATERIAL_KIND="原件", NECESSITY="必要")
SHARED = material("营业执照", SHARED="通过数据共享减免，无需提供", MEDIUM="系统自动获取，无需申请者提交", COPIES="0份")
IF_INCOMPLETE = material("营业执照", MEDIUM="系统自动获取，如数据不全则需申请者提交")


def differences_of_case(materials: list[dict[str, object]] | None, listed: list[ShownGroup]) -> tuple[Problem, ...]:
    case = Case.model_validate(make_case("410202", True) | {"收取材料": materials})
    page = guide_page(materials=listed)
    return collected_material_differences(page, [of_case(case, page)], APPROVED)


def recorded(materials: list[dict[str, object]] | None, listed: list[ShownGroup]) -> list[tuple[str, Severity]]:
    return [(problem.rule, problem.severity) for problem in differences_of_case(materials, listed)]


def test_a_case_without_its_materials_on_record_is_asked() -> None:
    text = f"办件{NUMBER}没有记录收取的材料，无法核对"
    assert differences_of_case(None, [FORM]) == (problem(text, rule="K4", severity=W),)


def test_a_case_in_words() -> None:
    given: dict[str, object] = {"材料名称": "章程", "材料类型": "原件", "收取方式": "纸质", "份数": 2}
    listed = material("章程", MATERIAL_KIND="复印件", MEDIUM="电子", COPIES="1份")
    marks = "“章程”：办事指南标注{}，办件" + NUMBER + "实际收取“{}”"
    assert differences_of_case([given], [listed]) == (
        problem(marks.format("份数为“1份”", "原件，2份"), "1份", "原件，2份", rule="K5"),
        problem(marks.format("收取方式为“电子”", "纸质"), "电子", "纸质", rule="K6"),
        problem(marks.format("材料类型为“复印件”", "原件，2份"), "复印件", "原件，2份", rule="K7"),
    )
    without_kind = differences_of_case([given | {"材料类型": None, "收取方式": None}], [listed])
    assert without_kind == (problem(marks.format("份数为“1份”", "2份"), "1份", "2份", rule="K5"),)
    without_count = differences_of_case([given | {"份数": None, "收取方式": None}], [listed])
    assert without_count == (problem(marks.format("材料类型为“复印件”", "原件"), "复印件", "原件", rule="K7"),)


def test_a_case_that_gave_what_is_listed() -> None:
    given: dict[str, object] = {"材料名称": "取水许可申请书", "材料类型": "原件", "收取方式": "电子", "份数": 1}
    assert recorded([given], [FORM]) == []
    assert recorded([given | {"收取方式": "纸质"}], [FORM]) == []  # the guide leaves the choice
    assert recorded([{"材料名称": "《取水许可申请书》（加盖公章）"}], [FORM]) == []
    assert recorded([given], [FORM, material("授权委托书", NECESSITY="非必要"), SHARED]) == []


def test_a_case_takes_one_of_the_papers_of_which_any_will_do() -> None:
    assert recorded([{"材料名称": "护照复印件"}], [material("身份证或者护照", NECESSITY="必要")]) == []
    assert recorded([{"材料名称": "身份证或者护照"}], [material("护照", NECESSITY="必要")]) == [("K4", W)]
    assert recorded([{"材料名称": "《取水许可申请表》"}], [FORM]) == [("K4", W)]


@pytest.mark.parametrize(
    ("given", "listed", "expected"),
    [
        ({"材料名称": "无犯罪记录证明"}, {"NECESSITY": "必要"}, [("K4", E), ("K4", E)]),
        ({"材料名称": "章程", "材料类型": "复印件", "份数": 2}, {"COPIES": "原件0份，复印件1份"}, [("K5", E)]),
        ({"材料名称": "章程", "份数": 2}, {"COPIES": "原件0份，复印件1份"}, [("K5", E)]),
        ({"材料名称": "章程", "份数": 1}, {"COPIES": "原件0份，复印件2份"}, [("K5", W)]),
        ({"材料名称": "章程", "份数": 1, "收取方式": "电子"}, {"COPIES": "原件0份，复印件2份"}, []),
        ({"材料名称": "章程", "收取方式": "纸质"}, {"MEDIUM": "电子"}, [("K6", E)]),
        ({"材料名称": "章程", "收取方式": "电子"}, {"MEDIUM": "纸质"}, [("K6", W)]),
        ({"材料名称": "章程", "材料类型": "原件"}, {"MATERIAL_KIND": "复印件"}, [("K7", E)]),
        ({"材料名称": "章程", "材料类型": "复印件"}, {"MATERIAL_KIND": "原件"}, [("K7", W)]),
        ({"材料名称": "章程", "材料类型": "复印件"}, {"MATERIAL_KIND": "原件或复印件"}, []),
        ({"材料名称": "章程", "材料类型": "原件和复印件", "份数": 1}, {"COPIES": "原件1份，复印件1份"}, []),
        (
            {"材料名称": "章程", "材料类型": "原件", "份数": 1},
            {"MATERIAL_KIND": "原件", "COPIES": "原件1份，复印件0份"},
            [],
        ),
        (
            {"材料名称": "章程", "材料类型": "原件", "份数": 2},
            {"MATERIAL_KIND": "原件", "COPIES": "原件1份，复印件1份"},
            [("K5", E)],
        ),
        (
            {"材料名称": "章程", "材料类型": "复印件", "份数": 2},
            {"MATERIAL_KIND": "复印件", "COPIES": "原件1份，复印件1份"},
            [("K5", E)],
        ),
    ],
)
def test_a_case_that_gave_something_else(
    given: dict[str, object], listed: dict[str, str], expected: list[tuple[str, Severity]]
) -> None:
    assert recorded([given], [material("章程", **listed)]) == expected


@pytest.mark.parametrize(
    ("given", "listed", "expected"),
    [
        ({"收取方式": "纸质", "份数": 1}, SHARED, [("K6", E)]),
        ({"收取方式": "电子"}, SHARED, [("K6", W)]),
        ({}, SHARED, [("K6", W)]),
        ({"收取方式": "系统自动获取，无需申请者提交"}, SHARED, []),
        ({"收取方式": "纸质"}, IF_INCOMPLETE, [("K6", W)]),
        ({"收取方式": "系统自动获取，如数据不全则需申请者提交"}, IF_INCOMPLETE, []),
    ],
)
def test_what_the_guide_says_need_not_be_given(
    given: dict[str, object], listed: ShownGroup, expected: list[tuple[str, Severity]]
) -> None:
    assert recorded([{"材料名称": "营业执照", **given}], [listed]) == expected


@pytest.mark.parametrize(
    ("given", "seen", "grave"),
    [
        ({"收取方式": "纸质", "份数": 1}, "1份，纸质", True),
        ({"收取方式": "纸质和电子"}, "纸质和电子", True),
        ({"收取方式": "电子"}, "电子", False),
        ({}, "营业执照", False),
    ],
)
def test_what_need_not_be_given_in_words(given: dict[str, object], seen: str, grave: bool) -> None:
    text = f"“营业执照”：办事指南标注无需提供，办件{NUMBER}实际收取“{seen}”"
    expected = (problem if grave else question)(text, "无需提供", seen, rule="K6")
    assert differences_of_case([{"材料名称": "营业执照", **given}], [SHARED]) == (expected,)


def test_each_handling_is_judged() -> None:
    page = guide_page(materials=[FORM])
    case = Case.model_validate(make_case("410202", True) | {"收取材料": []})
    ours = submission([DemandedMaterial(name="取水许可申请书"), DemandedMaterial(name="会议纪要")])
    texts = [
        problem.text
        for problem in collected_material_differences(page, [of_case(case, page), of_application(ours)], APPROVED)
    ]
    assert texts == [
        "办事指南要求提交“取水许可申请书”，办件410200020221226A000001却未收取",
        "申报时收取的“会议纪要”不在办事指南的材料清单中",
    ]


def test_a_matter_without_materials_and_a_case_without_any() -> None:
    assert recorded([], []) == []
    assert recorded([{"材料名称": "章程"}], []) == [("K4", W)]
