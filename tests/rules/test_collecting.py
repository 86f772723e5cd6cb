"""What is collected on the application page against what the guide lists: K4 to K7."""

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


def differences(demands: list[DemandedMaterial], listed: list[ShownGroup]) -> tuple[Problem, ...]:
    return collected_material_differences(guide_page(materials=listed), [of_application(submission(demands))], APPROVED)


def collected(demands: list[DemandedMaterial], listed: list[ShownGroup]) -> list[tuple[str, Severity]]:
    return [(problem.rule, problem.severity) for problem in differences(demands, listed)]


FORM = material("取水许可申请书", MEDIUM="纸质或电子", MATERIAL_KIND="原件", NECESSITY="必要")


def test_asked_as_listed() -> None:
    assert collected([DemandedMaterial(name="取水许可申请书", requirement="原件1份", way="上传")], [FORM]) == []
    assert collected([DemandedMaterial(name="《取水许可申请书》（空表）*")], [FORM]) == []


def test_asked_though_not_listed() -> None:
    problems = collected_material_differences(
        guide_page(materials=[FORM]),
        [
            of_application(
                submission([DemandedMaterial(name="取水许可申请书"), DemandedMaterial(name="无犯罪记录证明")])
            )
        ],
        APPROVED,
    )
    text = "申报时收取的“无犯罪记录证明”不在办事指南的材料清单中"
    assert problems == (problem(text, seen="无犯罪记录证明", rule="K4"),)


def test_listed_though_not_asked() -> None:
    problems = collected_material_differences(
        guide_page(materials=[FORM, material("节水方案", NECESSITY="必要")]),
        [of_application(submission([DemandedMaterial(name="取水许可申请书")]))],
        APPROVED,
    )
    assert problems == (problem("办事指南要求提交“节水方案”，申报时却未收取", "节水方案", rule="K4"),)


def test_what_a_guide_lists_for_another_situation_may_be_left_out() -> None:
    """A guide lists the materials of every 情形; of what it does not mark as 必要 nobody knows either."""
    page = guide_page(materials=[FORM, material("租赁合同", NECESSITY="必要")])
    chosen = submission([DemandedMaterial(name="取水许可申请书")]).model_copy(update={"chosen": ("自有场所", "新办")})
    text = (
        "办事指南要求提交“租赁合同”，申报时却未收取（申报时须选择情形，如“自有场所、新办”），是否因情形不同请人工核对"
    )
    assert collected_material_differences(page, [of_application(chosen)], APPROVED) == (
        problem(text, "租赁合同", rule="K4", severity=W),
    )
    case = Case.model_validate(make_case("410202", True) | {"收取材料": [{"材料名称": "取水许可申请书"}]})
    assert [p.severity for p in collected_material_differences(page, [of_case(case, page)], APPROVED)] == [E]
    assert [
        p.severity
        for p in collected_material_differences(page, [of_case(case, page), of_application(chosen)], APPROVED)
    ] == [W, W]
    assert differences([DemandedMaterial(name="取水许可申请书")], [FORM, material("租赁合同")]) == (
        question("办事指南要求提交“租赁合同”，申报时却未收取", "租赁合同", rule="K4"),
    )


@pytest.mark.parametrize(
    "extra",
    [
        DemandedMaterial(name="其他补充材料", row="其他补充材料 非必要 上传", upload=True),
        DemandedMaterial(name="其他补充材料", necessity="非必要"),
        DemandedMaterial(name="其他补充材料", necessity="否", row="其他补充材料"),
        DemandedMaterial(name="其他补充材料", row="其他补充材料（选填） 上传"),
    ],
)
def test_a_slot_for_more_that_may_stay_empty_asks_a_person(extra: DemandedMaterial) -> None:
    text = "申报时收取的“其他补充材料”不在办事指南的材料清单中，标注为可不提交"
    assert differences([DemandedMaterial(name="取水许可申请书"), extra], [FORM]) == (
        question(text, seen="其他补充材料", rule="K4"),
    )
    must = extra.model_copy(update={"necessity": "必要", "row": "其他补充材料 必要"})
    assert collected([DemandedMaterial(name="取水许可申请书"), must], [FORM]) == [("K4", E)]


@pytest.mark.parametrize(
    "exempt",
    [
        {"NECESSITY": "非必要"},
        {"NECESSITY": "容缺后补"},
        {"NECESSITY": "必要，受理时可以容缺"},
        {"NECESSITY": "否"},
        {"SHARED": "通过数据共享减免，无需提供"},
        {"SHARED": "免提交"},
        {"SHARED": "调取电子证照"},
        {"SHARED": "是"},
        {"SHARED": "√"},
        {"MEDIUM": "免提交"},
        {"MEDIUM": "系统自动获取，无需申请者提交"},
        {"MEDIUM": "系统自动获取，如数据不全则需申请者提交"},
    ],
)
def test_what_need_not_be_asked(exempt: dict[str, str]) -> None:
    assert collected([DemandedMaterial(name="取水许可申请书")], [FORM, material("营业执照", **exempt)]) == []


def test_what_bears_its_exemption_behind_its_name_need_not_be_asked() -> None:
    assert collected([DemandedMaterial(name="取水许可申请书")], [FORM, material("营业执照 免提交")]) == []


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
    licence = material("营业执照", **{"NECESSITY": "必要", **demanded})
    assert collected([DemandedMaterial(name="取水许可申请书")], [FORM, licence]) == [("K4", E)]


def test_a_renamed_material_is_matched_a_different_operation_is_not() -> None:
    assert collected([DemandedMaterial(name="取水许可申请书（原件）")], [FORM]) == []
    assert collected([DemandedMaterial(name="取水许可变更申请书")], [FORM]) == [("K4", E), ("K4", E)]


@pytest.mark.parametrize(
    ("listed", "demanded"),
    [
        ("兽药经营许可证", "农药经营许可证"),
        ("水质检测报告", "水质检验报告"),
        ("取水许可申请书", "取水许可申请表"),
        ("居民身份证", "有效身份证件"),
        ("有效身份证件", "居民身份证"),
        ("身份证或者护照", "护照"),
        ("护照", "身份证或者护照"),
    ],
)
def test_a_name_that_may_be_another_paper_s_is_asked(listed: str, demanded: str) -> None:
    """What is collected under it otherwise than listed hangs on the answer, and is asked as well."""
    text = f"申报时收取的“{demanded}”，办事指南列为“{listed}”，是否同一材料"
    page = [material(listed, NECESSITY="必要", MATERIAL_KIND="复印件")]
    about_name = question(text, listed, demanded, rule="K4")
    assert differences([DemandedMaterial(name=demanded)], page) == (about_name,)
    assert differences([DemandedMaterial(name=demanded, requirement="原件")], page) == (
        about_name,
        problem(
            f"“{listed}”：办事指南标注材料类型为“复印件”，申报时要求“原件”",
            "复印件",
            "原件",
            rule="K7",
            severity=W,
        ),
    )


@pytest.mark.parametrize(
    "demanded", ["营业执照（副本）复印件", "企业法人营业执照正、副本", "营业执照（原件，核验后退回）"]
)
def test_the_shape_of_a_paper_makes_it_no_other(demanded: str) -> None:
    assert collected([DemandedMaterial(name=demanded)], [material("营业执照", NECESSITY="必要")]) == []


def test_a_real_list_in_the_words_of_the_application_page() -> None:
    """Each line of a guide, and how application pages and records write the same paper."""
    lines = {
        "药品经营许可证换发申请表": "1.《药品经营许可证换发申请表》（网上填写，打印后加盖公章）",
        "药品经营许可证正副本": "《药品经营许可证》副本（扫描件）",
        "企业法人营业执照副本复印件（加盖公章）": "营业执照",
        "GSP认证证书": "GSP认证证书复印件",
        "企业人员情况表": "企业人员情况表（原件1份，法定代表人签字）",
        "药店人员的健康证原件及复印件": "药店人员健康证（正反面）",
        "法定代表人（负责人）身份证": "法定代表人居民身份证正反面扫描件",
        "质量负责人学历证书": "质量负责人学历证书（复印件，验原件）",
        "场所平面布置图": "场所平面布置图（一式两份）",
        "材料真实性说明": "有效的材料真实性说明",
        "授权委托书": "加盖企业公章的《授权委托书》",
    }
    demands = [DemandedMaterial(name=name) for name in reversed(lines.values())]
    assert differences(demands, [material(name, NECESSITY="必要") for name in lines]) == ()


@pytest.mark.parametrize(
    ("listed", "demanded"), [("甲类仓库验收意见", "乙类仓库验收意见"), ("变更前章程", "变更后章程")]
)
def test_names_that_exclude_each_other_are_two_papers(listed: str, demanded: str) -> None:
    assert differences([DemandedMaterial(name=demanded)], [material(listed, NECESSITY="必要")]) == (
        problem(f"申报时收取的“{demanded}”不在办事指南的材料清单中", seen=demanded, rule="K4"),
        problem(f"办事指南要求提交“{listed}”，申报时却未收取", listed, rule="K4"),
    )


def test_what_is_left_over_on_both_sides_is_one_paper_renamed() -> None:
    """It is told once, with both names; where either may be left out, or nothing is shared, each is told alone."""
    listed = material("场地使用证明", NECESSITY="必要")
    renamed = DemandedMaterial(name="经营场所证明")
    text = "申报时收取的“经营场所证明”，办事指南列为“场地使用证明”，名称不一致"
    assert differences([renamed], [listed]) == (problem(text, "场地使用证明", "经营场所证明", rule="K4"),)
    assert differences([DemandedMaterial(name="申请书"), renamed], [material("申请书"), listed]) == (
        problem(text, "场地使用证明", "经营场所证明", rule="K4"),
    )
    assert collected([DemandedMaterial(name="会议纪要")], [listed]) == [("K4", E), ("K4", E)]
    assert collected([renamed.model_copy(update={"necessity": "非必要"})], [listed]) == [("K4", W), ("K4", E)]
    for free in ({"NECESSITY": "非必要"}, {"SHARED": "免提交"}):
        (alone,) = differences([renamed], [material("场地使用证明", **free)])
        assert alone.text == "申报时收取的“经营场所证明”不在办事指南的材料清单中"


def test_a_part_of_what_is_listed_together_is_not_renamed() -> None:
    together, part = "章程和验资报告", "验资报告"
    assert [p.severity for p in differences([DemandedMaterial(name=part)], [material(together)])] == [W, W]
    (extra, missing) = differences([DemandedMaterial(name=together)], [material(part, NECESSITY="必要")])
    assert "名称不一致" not in extra.text + missing.text


@pytest.mark.parametrize(
    ("medium", "way", "expected"),
    [
        ("电子", "窗口提交纸质", E),
        ("电子", "邮寄纸质材料", E),
        ("电子", "纸质和电子", E),
        ("电子", "上传", None),
        ("电子", "纸质或电子", None),
        ("纸质", "窗口提交纸质", None),
        ("纸质", "上传", W),
        ("纸质和电子", "窗口提交纸质", W),
        ("纸质或电子", "窗口提交纸质", W),
        ("纸质或电子", "上传", None),  # on line there is no other way
        ("", "窗口提交纸质", W),  # nobody has said how
        ("", "上传", None),
        ("", "纸质或电子", None),
        ("电子", "", None),
        ("电子", "按要求提交", None),
        ("电子", "上传并邮寄纸质材料", E),
        ("电子", "网上上传，并到窗口提交原件", E),
        ("电子", "上传电子件后现场提交纸质", E),
        ("电子", "上传或邮寄", None),
        ("电子", "窗口扫描", W),
        ("电子", "现场拍照", W),
        ("纸质", "窗口扫描", W),
        ("纸质或电子", "窗口扫描", None),
        ("电子", "无需提交纸质材料", None),
        ("电子", "免交纸质", None),
        ("电子", "电子上传，无需到窗口", None),
        ("电子", "免费邮寄", E),
        ("电子", "网上提交，受理后窗口核验", W),
    ],
)
def test_paper_asked_for_where_the_guide_says_electronic(medium: str, way: str, expected: Severity | None) -> None:
    """A choice that the page does not leave is not as published either; a person says."""
    result = collected([DemandedMaterial(name="章程", way=way)], [material("章程", MEDIUM=medium)])
    assert result == ([("K6", expected)] if expected else [])


@pytest.mark.parametrize(
    ("kind", "requirement", "expected"),
    [
        ("复印件", "原件", E),
        ("复印件", "原件和复印件", E),
        ("复印件", "复印件", None),
        ("复印件", "原件或复印件", None),
        ("复印件", "", None),
        ("原件", "原件", None),
        ("原件", "复印件", W),
        ("原件或复印件", "原件", W),
        ("原件和复印件", "复印件", W),
        ("", "原件", None),
    ],
)
def test_the_original_asked_for_where_the_guide_says_a_copy(
    kind: str, requirement: str, expected: Severity | None
) -> None:
    result = collected([DemandedMaterial(name="章程", requirement=requirement)], [material("章程", MATERIAL_KIND=kind)])
    assert result == ([("K7", expected)] if expected else [])


@pytest.mark.parametrize(
    ("kind", "listed", "wanted", "expected"),
    [
        ("原件", "原件：1 复印件：0", "原件，原件2份，复印件0份", E),
        ("原件", "原件1份，复印件0份", "原件，原件1份，复印件1份", E),
        ("复印件", "原件0份，复印件1份", "复印件，3份", E),
        ("原件", "1份", "原件，2份", E),
        ("原件", "原件1份，复印件0份", "原件，原件1份，复印件0份", None),
        ("复印件", "原件0份，复印件2份", "复印件，原件0份，复印件1份", W),
        ("原件或复印件", "原件1份，复印件1份", "原件或复印件，1份", None),
        ("原件或复印件", "原件1份，复印件1份", "原件或复印件，2份", E),
        ("原件或复印件", "原件1份，复印件1份", "原件或复印件，原件1份，复印件1份", None),
        ("原件", "原件0份，复印件0份", "原件，1份", None),
        ("原件", "若干", "原件，2份", None),
        ("原件", "1份", "原件", None),
        ("", "原件1份，复印件1份", "原件2份，复印件1份", E),
        ("", "原件1份，复印件1份", "原件2份，复印件0份", E),
        ("原件和复印件", "原件1份，复印件1份", "原件和复印件，原件2份，复印件0份", E),
        ("原件和复印件", "原件1份，复印件1份", "原件和复印件，原件0份，复印件2份", E),
        ("复印件", "原件0份，复印件1份", "复印件，原件1份，复印件1份", E),
        ("原件", "原件2份，复印件0份", "原件，原件1份，复印件0份", W),
        ("原件或复印件", "2份", "原件或复印件，原件2份，复印件0份", None),
        ("原件或复印件", "原件2份，复印件0份", "原件或复印件，2份", None),
        ("原件或复印件", "原件2份，复印件0份", "原件或复印件，3份", E),
    ],
)
def test_more_copies_than_listed(kind: str, listed: str, wanted: str, expected: Severity | None) -> None:
    result = collected(
        [DemandedMaterial(name="章程", requirement=wanted)], [material("章程", MATERIAL_KIND=kind, COPIES=listed)]
    )
    assert result == ([("K5", expected)] if expected else [])


@pytest.mark.parametrize(
    ("listed", "demand", "expected"),
    [
        (
            {"MATERIAL_KIND": "复印件", "COPIES": "原件：0 复印件：1"},
            DemandedMaterial(name="章程", requirement="复印件，原件0份，复印件2份", way="上传"),
            problem(
                "“章程”：办事指南标注份数为“原件0份，复印件1份”，申报时要求“复印件，原件0份，复印件2份”",
                "原件0份，复印件1份",
                "复印件，原件0份，复印件2份",
                rule="K5",
            ),
        ),
        (
            {"COPIES": "2份"},
            DemandedMaterial(name="章程", requirement="1份"),
            question("“章程”：办事指南标注份数为“2份”，申报时要求“1份”", "2份", "1份", rule="K5"),
        ),
        (
            {"MEDIUM": "电子"},
            DemandedMaterial(name="章程", way="邮寄纸质材料"),
            problem(
                "“章程”：办事指南标注收取方式为“电子”，申报时要求“邮寄纸质材料”", "电子", "邮寄纸质材料", rule="K6"
            ),
        ),
        (
            {"MEDIUM": "电子"},
            DemandedMaterial(name="章程", way="窗口扫描"),
            question("“章程”：办事指南标注收取方式为“电子”，申报时要求“窗口扫描”", "电子", "窗口扫描", rule="K6"),
        ),
        (
            {"MATERIAL_KIND": "复印件"},
            DemandedMaterial(name="章程", requirement="原件"),
            problem("“章程”：办事指南标注材料类型为“复印件”，申报时要求“原件”", "复印件", "原件", rule="K7"),
        ),
        (
            {"MATERIAL_KIND": "原件"},
            DemandedMaterial(name="章程", requirement="复印件"),
            question("“章程”：办事指南标注材料类型为“原件”，申报时要求“复印件”", "原件", "复印件", rule="K7"),
        ),
    ],
)
def test_a_difference_in_words(listed: dict[str, str], demand: DemandedMaterial, expected: Problem) -> None:
    assert differences([demand], [material("章程", **listed)]) == (expected,)


def test_papers_lumped_in_one_line_are_asked() -> None:
    lump = material("章程、验资报告", NECESSITY="必要")
    part = "不在办事指南的材料清单中，疑为“章程、验资报告”的一部分"
    assert differences([DemandedMaterial(name="章程"), DemandedMaterial(name="验资报告")], [lump]) == (
        question(f"申报时收取的“章程”{part}", "章程、验资报告", "章程", rule="K4"),
        question(f"申报时收取的“验资报告”{part}", "章程、验资报告", "验资报告", rule="K4"),
        question("办事指南要求提交“章程、验资报告”，申报时却未收取全部", "章程、验资报告", rule="K4"),
    )
    assert collected([DemandedMaterial(name="章程、验资报告")], [lump]) == []
    assert collected([DemandedMaterial(name="会议纪要")], [lump]) == [("K4", E), ("K4", E)]


def test_a_paper_is_no_part_of_itself() -> None:
    twice = [DemandedMaterial(name="章程"), DemandedMaterial(name="章程")]
    assert collected(twice, [material("章程")]) == [("K4", E)]


@pytest.mark.parametrize("name", ["授权委托书（委托办理的提供）", "残疾人证（如有）", "变更情形证明"])
def test_what_only_some_applicants_need_may_be_left_out(name: str) -> None:
    assert collected([DemandedMaterial(name="取水许可申请书")], [FORM, material(name, NECESSITY="必要")]) == []


def test_each_clash_is_named() -> None:
    listed = [FORM, material("章程", MEDIUM="电子", MATERIAL_KIND="复印件"), material("平面图", NECESSITY="必要")]
    demands = [
        DemandedMaterial(name="章程", requirement="原件", way="纸质"),
        DemandedMaterial(name="会议纪要"),
        DemandedMaterial(name="取水许可申请书"),
    ]
    assert collected(demands, listed) == [("K6", E), ("K7", E), ("K4", E), ("K4", E)]


def test_a_guide_without_any_material_is_asked() -> None:
    assert differences([DemandedMaterial(name="章程")], []) == (question("办事指南页面上没有认出申请材料", rule="K4"),)
    assert differences([], []) == ()


# ── where the guide is silent ────────────────────────────────────────────────────────────────────────────────────


def of_silent_page(
    demand: DemandedMaterial, approved: dict[str, object], shown: dict[str, str], name: str = "章程"
) -> tuple[Problem, ...]:
    """What comes of a demand where the page shows less of a material than the approved list declares."""
    page = guide_page(materials=[material(name, NECESSITY="必要", **shown)])
    guide = make_matter(申请材料=[{"材料名称": "章程", **approved}]).guide
    return collected_material_differences(page, [of_application(submission([demand]))], guide)


ON_PAPER = DemandedMaterial(name="章程", way="窗口提交纸质")
TWICE = DemandedMaterial(name="章程", requirement="原件，2份")


@pytest.mark.parametrize("shown", [{}, {"MEDIUM": "--"}, {"MEDIUM": "", "COPIES": ""}])
def test_the_list_stands_in_for_a_silent_guide(shown: dict[str, str]) -> None:
    text = "“章程”：办事指南没有写明收取方式，核准清单为“电子”，申报时要求“窗口提交纸质”"
    assert of_silent_page(ON_PAPER, {"收取方式": "电子"}, shown) == (problem(text, "电子", "窗口提交纸质", rule="K6"),)
    assert of_silent_page(ON_PAPER, {"收取方式": "纸质"}, shown) == ()
    text = "“章程”：办事指南没有写明份数，核准清单为“原件1份，复印件0份”，申报时要求“原件，2份”"
    assert of_silent_page(TWICE, {"原件份数": 1}, shown) == (
        problem(text, "原件1份，复印件0份", "原件，2份", rule="K5"),
    )
    assert of_silent_page(TWICE, {"原件份数": 2}, shown) == ()


def test_what_the_guide_shows_stands_before_the_list() -> None:
    text = "“章程”：办事指南标注收取方式为“电子”，申报时要求“窗口提交纸质”"
    assert of_silent_page(ON_PAPER, {"收取方式": "纸质"}, {"MEDIUM": "电子"}) == (
        problem(text, "电子", "窗口提交纸质", rule="K6"),
    )
    assert of_silent_page(TWICE, {"原件份数": 1}, {"COPIES": "2份"}) == ()
    assert of_silent_page(TWICE, {"原件份数": 1}, {"COPIES": "若干"}) == ()


def test_what_neither_knows_is_asked() -> None:
    """A file on line and one copy are what everybody expects."""
    text = "“章程”：办事指南和核准清单都没有写明收取方式，申报时要求“窗口提交纸质”"
    assert of_silent_page(ON_PAPER, {}, {}) == (question(text, seen="窗口提交纸质", rule="K6"),)
    for way in ("上传并邮寄纸质材料", "窗口扫描"):
        (doubt,) = of_silent_page(DemandedMaterial(name="章程", way=way), {}, {})
        assert (doubt.rule, doubt.severity, doubt.seen) == ("K6", W, way)
    text = "“章程”：办事指南和核准清单都没有写明份数，申报时要求“原件，2份”"
    assert of_silent_page(TWICE, {}, {}) == (question(text, seen="原件，2份", rule="K5"),)
    for demand in (
        DemandedMaterial(name="章程", requirement="原件，1份", way="上传"),
        DemandedMaterial(name="章程", requirement="原件", way="纸质或电子"),
        DemandedMaterial(name="章程"),
    ):
        assert of_silent_page(demand, {}, {}) == ()


def test_the_list_of_another_paper_does_not_stand_in() -> None:
    (name, way) = of_silent_page(ON_PAPER, {"收取方式": "电子"}, {}, "章程（修正案）")
    assert (name.rule, way.rule, way.severity) == ("K4", "K6", W)
    assert "都没有写明收取方式" in way.text


def test_a_case_gave_on_paper_what_the_list_exempts() -> None:
    given: dict[str, object] = {"材料名称": "营业执照", "收取方式": "纸质"}
    case = Case.model_validate(make_case("410202", True) | {"收取材料": [given]})
    page = guide_page(materials=[material("营业执照", NECESSITY="必要")])
    approved = make_matter(申请材料=[{"材料名称": "营业执照", "数据共享减免": "是"}]).guide
    text = f"“营业执照”：办事指南没有标注，核准清单为无需提供，办件{NUMBER}实际收取“纸质”"
    assert collected_material_differences(page, [of_case(case, page)], approved) == (
        problem(text, "无需提供", "纸质", rule="K6"),
    )
    assert [p.severity for p in collected_material_differences(page, [of_case(case, page)], APPROVED)] == [W]
