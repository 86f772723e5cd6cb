"""Guide against reality: 通办范围 (K8) and what is collected (K4, K6, K7)."""

from __future__ import annotations

import pytest
from fact_samples import guide_page, make_case, make_matter, material, shown, submission

from zicha.model.facts import Demand, Element, ShownGroup
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Scope
from zicha.rules.handling import collected_materials, published_scope, service_scope

E, W = Severity.ERROR, Severity.WARNING
HOME = "410221"  # 杞县
NEIGHBOUR, SAME_PROVINCE, FAR = "410225", "410100", "110101"


def judged(scope: str, region: str | None, accepted: bool | None, refusal: str | None = None) -> tuple[Problem, ...]:
    page = guide_page([shown(Element.SCOPE, scope)])
    return service_scope(page, make_matter(cases=[make_case(region, accepted, refusal)], region_code=HOME))


COVERED = {
    "全国通办": {NEIGHBOUR, SAME_PROVINCE, FAR},
    "全省通办": {NEIGHBOUR, SAME_PROVINCE},
    "全市通办": {NEIGHBOUR},
    "全县通办": set(),
}


@pytest.mark.parametrize("region", [NEIGHBOUR, SAME_PROVINCE, FAR])
@pytest.mark.parametrize("scope", COVERED)
def test_scope_against_where_the_applicant_is_from(scope: str, region: str) -> None:
    refused = judged(scope, region, False, "不属于本辖区")
    taken = judged(scope, region, True)
    if region in COVERED[scope]:
        assert [problem.severity for problem in refused] == [E]
        assert taken == ()
    else:
        assert refused == ()
        assert [problem.severity for problem in taken] == [W]


@pytest.mark.parametrize("scope", [*COVERED, "其他"])
@pytest.mark.parametrize("accepted", [True, False])
def test_an_applicant_from_here_says_nothing_about_the_scope(scope: str, accepted: bool) -> None:
    assert judged(scope, HOME, accepted, None if accepted else "不属于本辖区") == ()


@pytest.mark.parametrize("region", [NEIGHBOUR, SAME_PROVINCE, FAR])
@pytest.mark.parametrize("accepted", [True, False])
def test_other_scopes_promise_nothing(region: str, accepted: bool) -> None:
    assert judged("其他", region, accepted) == ()


def test_the_refusal_is_quoted() -> None:
    (problem,) = judged("全省通办", SAME_PROVINCE, False, "请到户籍所在地办理")
    assert problem.text == (
        "办事指南公布“全省通办”，办件410200020221226A000001（申请人区划410100）却不予受理：请到户籍所在地办理"
    )
    assert (problem.expected, problem.seen, problem.rule) == ("全省通办", "请到户籍所在地办理", "K8")


@pytest.mark.parametrize("refusal", ["材料不齐全", "不符合受理条件", None])
def test_refused_for_another_reason_is_asked(refusal: str | None) -> None:
    (problem,) = judged("全国通办", FAR, False, refusal)
    assert problem.severity is W
    assert (refusal or "未说明原因") in problem.text


@pytest.mark.parametrize(("region", "accepted"), [(None, True), (None, False), (FAR, None)])
def test_an_incomplete_record_is_asked(region: str | None, accepted: bool | None) -> None:
    (problem,) = judged("全国通办", region, accepted)
    assert problem.severity is W
    assert "没有记录" in problem.text


def test_without_a_case_there_is_nothing_to_hold_the_scope_against() -> None:
    assert service_scope(guide_page([shown(Element.SCOPE, "全国通办")]), make_matter()) == ()


def test_every_case_is_judged() -> None:
    cases = [make_case(FAR, False, "不属于本辖区"), make_case(NEIGHBOUR, False, "请到属地办理")]
    problems = service_scope(guide_page([shown(Element.SCOPE, "全国")]), make_matter(cases=cases, region_code=HOME))
    assert [problem.severity for problem in problems] == [E, E]


@pytest.mark.parametrize("text", ["", "跨县", "视情况而定", "全省通办或全市通办"])
def test_a_scope_that_is_not_known_is_asked(text: str) -> None:
    (problem,) = judged(text, FAR, False, "不属于本辖区")
    assert problem.severity is W


@pytest.mark.parametrize("scope", Scope)
def test_the_scope_as_the_page_writes_it(scope: Scope) -> None:
    assert published_scope(guide_page([shown(Element.SCOPE, scope)])) is scope
    assert published_scope(guide_page([shown(Element.SCOPE, scope.removesuffix("通办"))])) is scope


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
