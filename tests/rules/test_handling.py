"""How cases were handled: 通办范围 (K8), 办件类型 and 承诺办结时限 (K2, K3), 到现场次数 (K1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.support.facts import RULES, SEEN, guide_page, shown
from tests.support.matters import make_case, make_matter
from zicha.catalogue.working_days import working_days
from zicha.model.facts.guide import Element
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case, MatterType
from zicha.model.rule_settings import RuleSetting
from zicha.rules.handling_consistency.handling_time import handling_time_differences
from zicha.rules.handling_consistency.scope import scope_differences, untested_scope
from zicha.rules.handling_consistency.visits import visit_differences

INSTANT = RULES["K2"]
E, W = Severity.ERROR, Severity.WARNING
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
        ("全市通办", [HOME, HOME], "没有区域外申请人的办件"),
        ("全市通办", [], "没有区域外申请人的办件"),
        ("全市通办", [HOME, NEIGHBOUR], ""),
        ("全市通办", [None], ""),  # asked about
        ("其他", [NEIGHBOUR], "没有可以核对的区域"),
        ("视情况而定", [NEIGHBOUR], ""),  # asked about
    ],
)
def test_what_says_nothing_about_the_scope_is_not_clean(scope: str, regions: list[str | None], untested: str) -> None:
    matter = make_matter(cases=[make_case(region, True) for region in regions], region_code=HOME)
    reason = untested_scope(guide_page([shown(Element.SCOPE, scope)]), matter)
    assert untested in reason
    assert bool(reason) is bool(untested)


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


@pytest.mark.parametrize("refusal", ["材料不齐全", "申请材料不完整，逾期未补正", "缺少必要材料：平面图"])
def test_refused_for_what_was_handed_in_is_right(refusal: str) -> None:
    assert judged("全国通办", FAR, False, refusal) == ()


@pytest.mark.parametrize("refusal", ["不符合受理条件", "材料不齐全，缺户籍证明", None])
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
    assert scope_differences(guide_page([shown(Element.SCOPE, "全国通办")]), make_matter()) == ()


def test_every_case_is_judged() -> None:
    cases = [make_case(FAR, False, "不属于本辖区"), make_case(NEIGHBOUR, False, "请到属地办理")]
    problems = scope_differences(guide_page([shown(Element.SCOPE, "全国")]), make_matter(cases=cases, region_code=HOME))
    assert [problem.severity for problem in problems] == [E, E]


@pytest.mark.parametrize("text", ["", "跨县", "视情况而定", "全省通办或全市通办"])
def test_a_scope_that_is_not_known_is_asked(text: str) -> None:
    (problem,) = judged(text, FAR, False, "不属于本辖区")
    assert problem.severity is W


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
    (problem,) = scope_differences(page, make_matter(cases=[make_case("410100", True)], region_code="410200"))
    assert problem.severity is W


# ── K2 and K3 ────────────────────────────────────────────────────────────────────────────────────────────────────

NATIONAL_DAY = [{"开始日期": "2026-09-29", "结束日期": "2026-09-30", "原因": "专家评审"}]


def handled(accepted: str | None, finished: str | None, **more: object) -> Case:
    times = {"受理时间": accepted, "办结时间": finished}
    return Case.model_validate(make_case("410202", True) | times | more)


def timed(
    cases: Sequence[Case],
    kind: str = "承诺件",
    promise: str = "5个工作日",
    licence: bool = True,
    instant: RuleSetting | None = INSTANT,
) -> list[tuple[str, Severity]]:
    page = guide_page([shown(Element.HANDLING_TYPE, kind), shown(Element.PROMISED_LIMIT, promise)])
    matter_type = MatterType.LICENCE if licence else MatterType.PUBLIC_SERVICE
    problems = handling_time_differences(page, cases, matter_type, working_days(), instant)
    return [(problem.rule, problem.severity) for problem in problems]


@pytest.mark.parametrize(
    ("accepted", "finished", "expected"),
    [
        ("2026-09-21 11:00", "2026-09-22 09:00", [("K2", E)]),  # hit
        ("2026-09-25 17:50", "2026-09-28 08:40", [("K2", E)]),  # over a weekend is a later day, too
        ("2026-09-21 08:30", "2026-09-21 23:59:59", []),  # near miss
        ("2026-09-21T17:00:00+00:00", "2026-09-22 20:00", []),  # both on the 22nd in Beijing
        ("2026-09-21 23:50", "2026-09-22 00:05", [("K2", W)]),  # over midnight only
        ("2026-09-21 23:50", "2026-09-22 03:50", [("K2", E)]),
    ],
)
def test_an_instant_matter_is_finished_on_the_day(
    accepted: str, finished: str, expected: list[tuple[str, Severity]]
) -> None:
    assert timed([handled(accepted, finished)], "即办件", "即办") == expected
    assert timed([handled(accepted, finished)], "马上办", "当场办结") == expected


@pytest.mark.parametrize(
    ("finished", "days", "expected"),
    [
        ("2026-09-22 09:00", 1, []),
        ("2026-09-23 09:00", 1, [("K2", E), ("K3", E)]),
        ("2026-09-22 09:00", 0, [("K2", E)]),
        ("2026-09-22 02:00", 0, [("K2", E)]),
    ],
)
def test_an_instant_matter_with_a_promise_may_take_as_long(
    finished: str, days: int, expected: list[tuple[str, Severity]]
) -> None:
    """What L08 lets a guide promise, a case may take."""
    instant = INSTANT.model_copy(update={"parameters": {**INSTANT.parameters, "days": days}})
    case = handled("2026-09-21 16:50", finished)
    assert timed([case], "即办件", "1个工作日", instant=instant) == expected


def test_a_guide_may_promise_what_a_case_may_take() -> None:
    assert INSTANT.number("days") == RULES["L08"].number("days")


def test_an_instant_matter_that_goes_on_within_its_promise() -> None:
    assert timed([handled("2026-11-20 16:50", None)], "即办件", "1个工作日") == []
    assert timed([handled("2026-11-19 16:50", None)], "即办件", "1个工作日") == [("K2", W), ("K3", W)]


def test_an_instant_matter_outside_the_calendar_is_asked() -> None:
    case = handled("2099-01-01 09:00", "2099-01-06 09:00")
    assert timed([case], "即办件", "1个工作日") == [("K2", W), ("K3", W)]


def test_evidence_older_than_the_settings_is_judged_strictly() -> None:
    case = handled("2026-09-21 16:50", "2026-09-22 09:00")
    assert timed([case], "即办件", "1个工作日", instant=None) == [("K2", E)]


def test_what_was_suspended_may_take_another_day() -> None:
    case = handled("2026-09-28 09:00", "2026-10-08 10:00", 中止=NATIONAL_DAY)
    assert timed([case], "即办件", "即办") == [("K2", W)]


def test_an_instant_matter_may_break_its_promise_as_well() -> None:
    case = handled("2026-09-21 09:00", "2026-09-24 09:00")
    assert timed([case], "即办件", "1个工作日") == [("K2", E), ("K3", E)]
    assert timed([case], "承诺件", "即办") == [("K3", E)]


@pytest.mark.parametrize(
    ("accepted", "finished", "promise", "expected"),
    [
        ("2026-09-01 10:00", "2026-09-08 23:00", "5个工作日", []),  # near miss: the last day
        ("2026-09-01 10:00", "2026-09-09 08:30", "5个工作日", [("K3", E)]),  # hit: a day later
        ("2026-09-29 10:00", "2026-10-12 16:00", "5个工作日", []),  # 国庆, with 10-10 worked: 30, 8, 9, 10, 12
        ("2026-09-29 10:00", "2026-10-13 09:00", "5个工作日", [("K3", E)]),
        ("2026-10-09 10:00", "2026-10-12 09:00", "1个工作日", [("K3", E)]),  # the make-up Saturday counts
        ("2026-09-11 10:00", "2026-09-14 09:00", "1个工作日", []),  # an ordinary weekend does not
        ("2026-09-01 10:00", "2026-09-09 08:30", "1-5个工作日", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-06 08:30", "5个自然日", []),
        ("2026-09-01 10:00", "2026-09-07 08:30", "5个自然日", [("K3", W)]),  # the fifth is a Sunday
        ("2026-09-01 10:00", "2026-09-08 08:30", "5个自然日", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-02 10:00", "24小时", []),
        ("2026-09-01 10:00", "2026-09-02 10:01", "24小时", [("K3", E)]),
        ("2026-09-04 16:00", "2026-09-07 09:00", "24小时", [("K3", W)]),  # over a weekend
        ("2026-09-04 16:00", "2026-09-08 17:00", "24小时", [("K3", E)]),
        ("2026-09-05 10:00", "2026-09-07 16:00", "24小时", [("K3", W)]),  # accepted on a Saturday
        ("2026-09-05 10:00", "2026-09-08 01:00", "24小时", [("K3", E)]),  # 25 hours without the weekend
        ("2026-09-04 22:00", "2026-09-07 16:00", "24小时", [("K3", W)]),
        ("2026-09-05 08:00", "2026-09-05 18:00", "8小时", [("K3", E)]),  # it was worked on that Saturday
        ("2026-08-31 10:00", "2026-09-30 17:00", "1个月", []),
        ("2026-08-31 10:00", "2026-10-08 09:00", "1个月", [("K3", E)]),  # 30 September, a Wednesday, was the last day
        ("2026-09-01 10:00", "2026-10-08 09:00", "1个月", [("K3", W)]),  # 1 October is no working day
    ],
)
def test_a_promise(accepted: str, finished: str, promise: str, expected: list[tuple[str, Severity]]) -> None:
    assert timed([handled(accepted, finished)], promise=promise) == expected


def test_a_bare_day_is_a_working_day_of_a_licence_only() -> None:
    """行政许可法第八十二条; elsewhere a person says which was meant, unless neither would do."""
    inside, outside = handled("2026-09-01 10:00", "2026-09-08 10:00"), handled("2026-09-01 10:00", "2026-09-09 10:00")
    assert timed([inside], promise="5日") == []
    assert timed([inside], promise="5日", licence=False) == [("K3", W)]
    assert timed([outside], promise="5日", licence=False) == [("K3", E)]


@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        ("2026-10-10 16:00", []),
        ("2026-10-12 16:00", [("K3", W)]),
        ("2026-10-13 16:00", [("K3", W)]),
        ("2026-10-14 09:00", [("K3", E)]),
    ],
)
def test_a_suspension_counts_towards_no_limit(finished: str, expected: list[tuple[str, Severity]]) -> None:
    """Whether the days on which it began and ended count, no text says: a person does."""
    assert timed([handled("2026-09-28 09:00", finished, 中止=NATIONAL_DAY)]) == expected


def stopped(begun: str, ended: str | None) -> list[dict[str, object]]:
    return [{"开始日期": begun, "结束日期": ended, "原因": "专家评审"}]


@pytest.mark.parametrize(
    ("accepted", "finished", "pause", "promise", "expected"),
    [
        ("2026-09-01 10:00", "2026-09-08 08:30", ("2026-09-03", "2026-09-03"), "4个工作日", [("K3", W)]),  # one day
        ("2026-09-01 10:00", "2026-09-04 10:00", ("2026-09-02", "2026-09-03"), "24小时", [("K3", W)]),
        ("2026-09-01 10:00", "2026-09-04 10:01", ("2026-09-02", "2026-09-03"), "72小时", [("K3", W)]),
        ("2026-09-01 10:00", "2026-09-04 10:00", ("2026-09-01", "2026-09-03"), "48小时", []),
        ("2026-09-01 10:00", "2026-09-04 10:00", ("2026-09-02", "2026-09-02"), "47小时", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-03 09:00", ("2026-09-01", "2026-09-02"), "8小时", [("K3", E)]),
        ("2026-09-01 10:00", "2026-09-11 10:00", ("2026-09-03", "2026-09-06"), "8个自然日", []),
        ("2026-09-01 10:00", "2026-09-11 10:00", ("2026-09-03", "2026-09-06"), "7个自然日", [("K3", W)]),
        ("2026-09-01 10:00", "2026-09-11 10:00", ("2026-09-03", "2026-09-06"), "5个自然日", [("K3", E)]),
    ],
)
def test_a_suspension_in_every_unit(
    accepted: str, finished: str, pause: tuple[str, str], promise: str, expected: list[tuple[str, Severity]]
) -> None:
    assert timed([handled(accepted, finished, 中止=stopped(*pause))], promise=promise) == expected


@pytest.mark.parametrize(("begun", "expected"), [("2026-11-17", []), ("2026-11-20", []), (None, [("K3", W)])])
def test_a_suspension_that_goes_on(begun: str | None, expected: list[tuple[str, Severity]]) -> None:
    """SEEN is a Monday, 23 November: six working days after the 13th."""
    pauses = stopped(begun, None) if begun else []
    assert timed([handled("2026-11-13 09:00", None, 中止=pauses)]) == expected


def test_the_overrun_is_told_with_its_course() -> None:
    page = guide_page([shown(Element.HANDLING_TYPE, "承诺件"), shown(Element.PROMISED_LIMIT, "5个工作日")])
    case = handled("2026-09-28 09:00", "2026-10-15 09:00", 中止=NATIONAL_DAY)
    (problem,) = handling_time_differences(page, [case], MatterType.LICENCE, working_days(), INSTANT)
    assert problem.text == (
        "承诺办结时限：办事指南公布“5个工作日”，办件410200020221226A000001于2026-09-28 09:00受理，"
        "2026-09-29至2026-09-30中止（专家评审），2026-10-15 09:00办结，用时7至9个工作日"
    )
    assert (problem.expected, problem.seen) == ("5个工作日", "7至9个工作日")


def test_two_promises_on_one_page_are_asked_unless_both_are_broken() -> None:
    page = guide_page(
        [shown(Element.HANDLING_TYPE, "承诺件"), *(shown(Element.PROMISED_LIMIT, f"{n}个工作日") for n in (5, 10))]
    )

    def severities(finished: str) -> list[Severity]:
        problems = handling_time_differences(
            page, [handled("2026-09-01 10:00", finished)], MatterType.LICENCE, working_days(), INSTANT
        )
        return [problem.severity for problem in problems]

    assert severities("2026-09-08 10:00") == []
    assert severities("2026-09-09 10:00") == [W]
    assert severities("2026-09-16 10:00") == [E]


def test_a_case_that_goes_on_is_no_problem_yet() -> None:
    """SEEN is a Monday, 23 November."""
    running = handled("2026-11-16 09:00", None)
    assert timed([running]) == []
    assert timed([handled("2026-11-13 09:00", None)]) == [("K3", W)]
    assert timed([running], "即办件", "即办") == [("K2", W)]
    today = (SEEN - timedelta(hours=1)).isoformat()
    assert timed([handled(today, None)], "即办件", "即办") == []


@pytest.mark.parametrize(
    ("kind", "promise", "expected"),
    [
        ("", "5个工作日", [("K2", W)]),
        ("视情况", "5个工作日", [("K2", W)]),
        ("承诺件", "", [("K3", W)]),
        ("承诺件", "无", [("K3", W)]),
        ("即办件", "", []),
    ],
)
def test_what_the_page_does_not_show_is_asked(kind: str, promise: str, expected: list[tuple[str, Severity]]) -> None:
    assert timed([handled("2026-09-21 09:00", "2026-09-21 10:00")], kind, promise) == expected


def test_a_case_without_its_acceptance_is_asked() -> None:
    assert timed([handled(None, "2026-09-21 10:00")]) == [("K2", W)]


def test_a_date_outside_the_calendar_is_not_judged() -> None:
    page = guide_page([shown(Element.HANDLING_TYPE, "承诺件"), shown(Element.PROMISED_LIMIT, "5个工作日")])
    cases = [handled("2099-01-01 09:00", "2099-01-06 09:00"), handled("2099-01-01 09:00", "2099-01-07 09:00")]
    (problem,) = handling_time_differences(page, cases, MatterType.LICENCE, working_days(), INSTANT)
    assert problem.severity is W
    assert "无法判定：2099-01-02不在工作日历的范围内" in problem.text


def test_each_case_is_judged() -> None:
    late = handled("2026-09-01 10:00", "2026-09-09 08:30")
    assert timed([late, handled("2026-09-01 10:00", "2026-09-02 08:30"), late]) == [("K3", E), ("K3", E)]


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


def test_the_visits_are_told() -> None:
    case = Case.model_validate(make_case("410202", True) | {"实际到现场次数": 3})
    (problem,) = visit_differences(guide_page([shown(Element.VISITS, "1次")]), [case])
    assert problem.text == "到办事现场次数：办事指南公布1次，办件410200020221226A000001实际到现场3次"
