"""How cases were handled: 通办范围 (K8), 到现场次数 (K1)."""

from __future__ import annotations

import pytest

from tests.support.facts import NUMBER, guide_page, shown
from tests.support.matters import make_case, make_matter
from tests.support.problems import E, W, problem, question
from tests.support.reading import scope_differences, untested_scope, visit_differences
from zicha.model.facts.guide import Element
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case

HOME = "410221"  # 杞县
NEIGHBOUR, SAME_PROVINCE, FAR = "410225", "410100", "110101"


def judged(scope: str, region: str | None, accepted: bool | None, refusal: str | None = None) -> tuple[Problem, ...]:
    page = guide_page([shown(Element.SCOPE, scope)])
    return scope_differences(page, make_matter(cases=[make_case(region, accepted, refusal)], region_code=HOME))


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


@pytest.mark.parametrize(
    ("scope", "regions", "untested"),
    [
        ("全市通办", [HOME, HOME], "没有区域外申请人的办件，通办范围无从核对"),
        ("全市通办", [], "没有区域外申请人的办件，通办范围无从核对"),
        ("全市通办", [HOME, NEIGHBOUR], ""),
        ("全市通办", [None], ""),  # asked about
        ("其他", [NEIGHBOUR], "公布的通办范围为“其他”，没有可以核对的区域"),
        ("视情况而定", [NEIGHBOUR], ""),  # asked about
    ],
)
def test_what_says_nothing_about_the_scope_is_not_clean(scope: str, regions: list[str | None], untested: str) -> None:
    matter = make_matter(cases=[make_case(region, True) for region in regions], region_code=HOME)
    assert untested_scope(guide_page([shown(Element.SCOPE, scope)]), matter) == untested


@pytest.mark.parametrize("region", [NEIGHBOUR, SAME_PROVINCE, FAR])
@pytest.mark.parametrize("accepted", [True, False])
def test_other_scopes_promise_nothing(region: str, accepted: bool) -> None:
    assert judged("其他", region, accepted) == ()


def test_the_refusal_is_quoted() -> None:
    refusal = "请到户籍所在地办理"
    text = f"办事指南公布“全省通办”，办件{NUMBER}（申请人区划410100）却不予受理：{refusal}"
    assert judged("全省通办", SAME_PROVINCE, False, refusal) == (problem(text, "全省通办", refusal, rule="K8"),)


@pytest.mark.parametrize("refusal", ["材料不齐全", "申请材料不完整，逾期未补正", "缺少必要材料：平面图"])
def test_refused_for_what_was_handed_in_is_right(refusal: str) -> None:
    assert judged("全国通办", FAR, False, refusal) == ()


@pytest.mark.parametrize("refusal", ["不符合受理条件", "材料不齐全，缺户籍证明", None])
def test_refused_for_another_reason_is_asked(refusal: str | None) -> None:
    text = f"办事指南公布“全国通办”，办件{NUMBER}（申请人区划{FAR}）却不予受理：{refusal or '未说明原因'}"
    assert judged("全国通办", FAR, False, refusal) == (problem(text, "全国通办", refusal or "", rule="K8", severity=W),)


def test_an_applicant_from_beyond_the_scope_is_asked_about() -> None:
    text = f"办事指南公布“全市通办”，办件{NUMBER}（申请人区划{FAR}）却已受理"
    assert judged("全市通办", FAR, True) == (question(text, rule="K8"),)


@pytest.mark.parametrize(("region", "accepted"), [(None, True), (None, False), (FAR, None)])
def test_an_incomplete_record_is_asked(region: str | None, accepted: bool | None) -> None:
    text = f"办件{NUMBER}没有记录申请人区划或是否受理，无法核对通办范围"
    assert judged("全国通办", region, accepted) == (problem(text, rule="K8", severity=W),)


def test_without_a_case_there_is_nothing_to_hold_the_scope_against() -> None:
    assert scope_differences(guide_page([shown(Element.SCOPE, "全国通办")]), make_matter()) == ()


def test_every_case_is_judged() -> None:
    cases = [make_case(FAR, False, "不属于本辖区"), make_case(NEIGHBOUR, False, "请到属地办理")]
    problems = scope_differences(guide_page([shown(Element.SCOPE, "全国")]), make_matter(cases=cases, region_code=HOME))
    assert [problem.severity for problem in problems] == [E, E]


@pytest.mark.parametrize("text", ["", "跨县", "视情况而定", "全省通办或全市通办"])
def test_a_scope_that_is_not_known_is_asked(text: str) -> None:
    unread = question("办事指南页面上没有认出“通办范围”", rule="K8")
    assert judged(text, FAR, False, "不属于本辖区") == (unread,)


@pytest.mark.parametrize(
    "refusal",
    [
        "申请人户籍不在本辖区，不予受理",
        "不属于我区管辖范围",
        "请回户籍地办理",
        "请到经营场所所在地的窗口办理",
        "暂不支持异地受理",
        "本窗口仅受理本市居民的申请",
        "只受理本县户籍人员",
        "外地户口不予办理",
        "跨市业务尚未开通",
        "超出本辖区",
        "材料齐全，但申请人非本市户籍",
    ],
)
def test_a_refusal_for_where_the_applicant_is_from(refusal: str) -> None:
    (problem,) = judged("全省通办", SAME_PROVINCE, False, refusal)
    assert (problem.severity, problem.rule) == (E, "K8")


@pytest.mark.parametrize(
    "refusal",
    [
        "未提交经营场所所在地证明",
        "材料不全，请到户籍所在地派出所开具证明后再来申请",
        "户籍证明材料不全",
        "申请材料不齐全，请到户籍所在地补办身份证",
        "不属于本机关职权范围",
        "不符合许可条件",
        "非本人办理且无委托书",
        "申请事项依法不需要取得行政许可",
    ],
)
def test_a_refusal_that_may_have_other_reasons_is_asked(refusal: str) -> None:
    (problem,) = judged("全省通办", SAME_PROVINCE, False, refusal)
    assert (problem.severity, problem.rule) == (W, "K8")


def test_a_city_may_take_applications_from_its_own_districts() -> None:
    page = guide_page([shown(Element.SCOPE, "全县通办")])
    assert scope_differences(page, make_matter(cases=[make_case("410202", True)], region_code="410200")) == ()
    assert scope_differences(page, make_matter(cases=[make_case("411002", True)], region_code="411000")) == ()
    assert scope_differences(page, make_matter(cases=[make_case("411402", True)], region_code="410000")) == ()
    (beyond,) = scope_differences(page, make_matter(cases=[make_case("410225", True)], region_code="410221"))
    assert beyond.severity is W
    (problem,) = scope_differences(page, make_matter(cases=[make_case("410100", True)], region_code="410200"))
    assert problem.severity is W


# ── K1 ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def visited(published: str, actual: int | None) -> list[tuple[str, Severity]]:
    case = Case.model_validate(make_case("410202", True) | {"实际到现场次数": actual})
    return [
        (problem.rule, problem.severity)
        for problem in visit_differences(guide_page([shown(Element.VISITS, published)]), [case])
    ]


@pytest.mark.parametrize(
    ("published", "actual", "expected"),
    [
        ("0次", 1, [("K1", E)]),
        ("最多1次", 2, [("K1", E)]),
        ("1次", 1, []),
        ("1次", 0, [("K1", W)]),  # fewer is not as published either; a person says
        ("1次", None, [("K1", W)]),
        ("", 0, [("K1", W)]),
        ("视情况而定", 0, [("K1", W)]),
        ("1次或2次", 3, [("K1", W)]),
        ("最多跑一次", 2, [("K1", E)]),
        ("一次也不用跑", 1, [("K1", E)]),
    ],
)
def test_visits(published: str, actual: int | None, expected: list[tuple[str, Severity]]) -> None:
    assert visited(published, actual) == expected


def test_the_visits_in_words() -> None:
    def differences(published: str, actual: int | None) -> tuple[Problem, ...]:
        case = Case.model_validate(make_case("410202", True) | {"实际到现场次数": actual})
        return visit_differences(guide_page([shown(Element.VISITS, published)]), [case])

    text = f"到办事现场次数：办事指南公布1次，办件{NUMBER}实际到现场"
    assert differences("1次", 3) == (problem(f"{text}3次", "1次", "3次", rule="K1"),)
    assert differences("1次", 0) == (question(f"{text}0次，比公布的少", "1次", "0次", rule="K1"),)
    unknown = f"办件{NUMBER}没有记录实际到现场次数，无法核对"
    assert differences("1次", None) == (problem(unknown, rule="K1", severity=W),)
    assert differences("视情况", 1) == (question("办事指南页面上没有认出“到办事现场次数”", rule="K1"),)
