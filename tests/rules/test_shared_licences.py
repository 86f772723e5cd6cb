"""D2: what the guide marks as shared must come without an upload, in time, and be enough."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.facts import PAGE, SEEN, THRESHOLDS, guide_page, material, submission
from tests.support.matters import make_matter
from tests.support.problems import E, W, problem
from tests.support.reading import (
    blocked_by_missing_licence,
    collected_material_differences,
    exempt_materials,
    of_application,
    unfetched_licences,
)
from zicha.model.facts.guide import ShownGroup
from zicha.model.facts.journey import DemandedMaterial, LicenceFetch
from zicha.model.finding import Severity

APPROVED = make_matter().guide
LICENCE = material("营业执照", SHARED="通过数据共享减免，无需提供")
TABLE = material("申请表", SHARED="否")
FETCHED = LicenceFetch(button="获取电子证照", done=True, seconds=1)


def demand(
    row: str = "营业执照 必要", upload: bool = False, fetch: LicenceFetch | None = None, way: str = ""
) -> DemandedMaterial:
    return DemandedMaterial(name="营业执照", row=row, upload=upload, fetch=fetch, way=way)


def problems_of(
    *demands: DemandedMaterial, message: str = "", number: str = "410200020261124A000001", medium: str = ""
) -> list[tuple[str, Severity]]:
    listed = material("营业执照", SHARED="通过数据共享减免，无需提供", MEDIUM=medium)
    page = guide_page(materials=[TABLE, listed])
    problems = unfetched_licences(page, submission(demands, "" if message else number, message), THRESHOLDS, APPROVED)
    assert all((p.rule, p.where, p.at) == ("D2", PAGE, SEEN) for p in problems)
    return [(p.text.removeprefix("“营业执照”标注可通过数据共享减免，"), p.severity) for p in problems]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("通过数据共享减免，无需提供", True),
        ("是", True),
        ("电子证照", True),
        ("该材料免提交", True),
        ("已关联电子证照", True),
        ("否", False),
        ("", False),
        ("不支持数据共享", False),
        ("暂无电子证照", False),
        ("√", True),
        ("有", True),
        ("免予提交", True),
        ("系统调取", True),
        ("不需要提供", True),
        ("未成年人免提交", True),
        ("系统自动获取，如数据不全则需申请者提交", True),
        ("该材料暂不支持数据共享", False),
        ("该材料不能免提交", False),
        ("目前不支持免提交", False),
        ("目前未实现数据共享", False),
        ("需提交，不能用电子证照代替", False),
        ("需提交电子证照", False),
        ("电子证照：否", False),
        ("数据共享（暂未实现）", False),
        ("未关联电子证照", False),
    ],
)
def test_what_the_guide_marks(text: str, marked: bool) -> None:
    assert bool(exempt_materials(guide_page(materials=[material("营业执照", SHARED=text)]), APPROVED)) is marked


@pytest.mark.parametrize(
    ("medium", "marked"),
    [
        ("系统自动获取，无需申请者提交", True),
        ("系统自动获取，如数据不全则需申请者提交", True),
        ("系统自动获取（数据共享）", True),
        ("免提交", True),
        ("无需提交", True),
        ("无需申请者提交", True),
        ("如数据不全则需申请者提交", True),
        ("无法系统自动获取", False),
        ("电子", False),
        ("电子证照", False),
    ],
)
@pytest.mark.parametrize("shared", ["", "否"])
def test_what_the_system_gets_by_itself_is_marked_too(medium: str, marked: bool, shared: str) -> None:
    """One reading for all: what C2 leaves to D2 is what D2 looks at."""
    listed = material("营业执照", MEDIUM=medium, SHARED=shared, NECESSITY="必要")
    page, test_application = guide_page(materials=[listed]), submission([DemandedMaterial(name="申请表")], "1")
    assert bool(exempt_materials(page, APPROVED)) is marked
    left = [
        problem
        for problem in collected_material_differences(page, [of_application(test_application)], APPROVED)
        if problem.expected
    ]
    assert bool(left) is not marked


def test_an_upload_is_still_asked_for() -> None:
    assert problems_of(demand(upload=True)) == [("申报时仍需上传", E)]
    assert problems_of(demand(upload=True, row="营业执照 已关联电子证照 补充上传")) == []
    assert problems_of(demand(upload=True, fetch=FETCHED)) == []
    assert problems_of(DemandedMaterial(name="申请表", upload=True)) == [], "not what was marked"
    assert problems_of(demand(upload=True, row="营业执照 是否已关联：否 上传")) == [("申报时仍需上传", E)]


@pytest.mark.parametrize(
    "row",
    [
        "营业执照 数据共享失败，请上传",
        "营业执照 数据共享接口异常，请上传附件",
        "营业执照 无法通过数据共享获取 上传",
        "营业执照 不支持免提交 上传",
        "营业执照 未能自动获取，请上传",
        "营业执照 未关联电子证照 上传文件",
    ],
)
def test_a_row_that_says_that_sharing_failed(row: str) -> None:
    assert problems_of(demand(upload=True, row=row)) == [(f"申报页面显示“{row}”", E)]


@pytest.mark.parametrize(
    "row",
    ["营业执照 通过数据共享减免，无需提供 *请上传", "营业执照 免提交，如获取失败，请上传", "营业执照 非必要 上传"],
)
def test_the_marking_beside_an_upload_proves_nothing(row: str) -> None:
    assert problems_of(demand(upload=True, row=row)) == [("申报页面仍可上传，是否必须上传请人工核对", W)]


def test_a_row_that_was_not_made_out_asks_a_person() -> None:
    assert [severity for _, severity in problems_of(demand(row=""))] == [W]
    assert problems_of(demand(row="", upload=True)) == [("申报时仍需上传", E)]


def test_the_name_of_a_material_does_not_say_that_it_is_there() -> None:
    page = guide_page(materials=[material("电子证照免提交承诺书", SHARED="是")])
    promise = DemandedMaterial(name="电子证照免提交承诺书", row="电子证照免提交承诺书 上传", upload=True)
    assert len(unfetched_licences(page, submission([promise], "1"), THRESHOLDS, APPROVED)) == 1


def test_paper_is_still_asked_for() -> None:
    assert [severity for _, severity in problems_of(demand(row="营业执照 窗口提交"))] == [E]
    assert problems_of(demand(row="营业执照 免提交，无需到窗口提交")) == []
    assert problems_of(demand(row="营业执照 必要", way="免提交，无需邮寄")) == []


def test_fetching_fails() -> None:
    failed = LicenceFetch(button="获取", done=False, seconds=2, message="未查询到您的证照")
    assert problems_of(demand(fetch=failed)) == [("点击“获取”后提示“未查询到您的证照”", E)]
    assert problems_of(demand(fetch=failed.model_copy(update={"message": ""}))) == [("点击“获取”后2秒内没有结果", E)]
    assert problems_of(demand(row="营业执照 未获取到电子证照")) == [("申报页面显示“营业执照 未获取到电子证照”", E)]


def test_what_cannot_be_told_after_fetching_asks_a_person() -> None:
    vague = LicenceFetch(button="获取", done=False, seconds=21, message="获取成功", unclear=True)
    assert problems_of(demand(fetch=vague, upload=True)) == [
        ("点击“获取”后提示“获取成功”，证照是否已经取得请人工核对", W)
    ]


@pytest.mark.parametrize(("seconds", "slow"), [(15, False), (15.1, True), (2, False)])
def test_fetching_takes_too_long(seconds: float, slow: bool) -> None:
    result = problems_of(demand(fetch=FETCHED.model_copy(update={"seconds": seconds})))
    assert result == ([(f"“获取电子证照”用时{seconds:g}秒，超过15秒", E)] if slow else [])


def test_how_long_fetching_may_take_is_a_threshold() -> None:
    page, test_application = guide_page(materials=[LICENCE]), submission([demand(fetch=FETCHED)], "1")
    (problem,) = unfetched_licences(
        page, test_application, THRESHOLDS.model_copy(update={"licence_fetch": 0.5}), APPROVED
    )
    assert problem.text.endswith("用时1秒，超过0.5秒")


def test_what_may_be_incomplete_by_the_guide_asks_a_person() -> None:
    medium = "系统自动获取，如数据不全则需申请者提交"
    failed = LicenceFetch(button="获取", done=False, seconds=2, message="未查询到")
    assert [severity for _, severity in problems_of(demand(upload=True, fetch=failed), medium=medium)] == [W]
    assert [severity for _, severity in problems_of(demand(fetch=failed), medium=medium)] == [E], (
        "nor can it be uploaded"
    )


def test_the_application_is_refused_for_lack_of_it() -> None:
    message = "缺少材料“营业执照”，请上传后重新提交"
    assert problems_of(demand(fetch=FETCHED), message=message) == [(f"提交申报时却被退回，提示“{message}”", E)]
    assert problems_of(demand(fetch=FETCHED), message="请上传“申请表”") == []
    assert len(problems_of(demand(upload=True), message=message)) == 1, "said once"
    both = problems_of(demand(upload=True, row="营业执照 免提交 上传"), message=message)
    assert [severity for _, severity in both] == [W, E], "what a person was asked is proved now"
    assert problems_of() == [], "not asked for at all"


@pytest.mark.parametrize("nameless", ["", "（空表）"])
def test_a_line_without_a_name_is_not_what_is_lacking(nameless: str) -> None:
    page = guide_page(materials=[material(nameless, SHARED="是"), LICENCE])

    def texts_for(message: str) -> list[str]:
        return [
            each.text
            for each in unfetched_licences(page, submission([demand(fetch=FETCHED)], "", message), THRESHOLDS, APPROVED)
        ]

    assert texts_for("缺少营业执照") == ["“营业执照”标注可通过数据共享减免，提交申报时却被退回，提示“缺少营业执照”"]
    assert texts_for("缺少申请表") == []


@pytest.mark.parametrize(
    ("of_licence", "message", "number", "stands"),
    [
        ({"row": "营业执照 未获取到电子证照"}, "请补齐材料", "", True),
        ({"fetch": FETCHED}, "缺少材料“营业执照”，请上传后重新提交", "", True),
        ({"row": "营业执照 未获取到电子证照"}, "", "410200020261124A000001", False),
        ({"fetch": FETCHED.model_copy(update={"seconds": 40})}, "系统繁忙", "", False),
        ({"fetch": FETCHED}, "请上传“申请表”", "", False),
    ],
    ids=["missing", "said to be missing", "handed in all the same", "late but there", "something else is missing"],
)
def test_what_stood_in_the_way_of_a_number(of_licence: dict[str, Any], message: str, number: str, stands: bool) -> None:
    test_application = submission([demand(**of_licence)], number, message)
    assert (
        blocked_by_missing_licence(guide_page(materials=[TABLE, LICENCE]), test_application, THRESHOLDS, APPROVED)
        is stands
    )


FAILED = LicenceFetch(button="获取", done=False, seconds=2.5, message="未查询到")
LACK = "缺少材料“营业执照”，请上传后重新提交"


@pytest.mark.parametrize(
    ("of_licence", "message", "severity", "text", "seen"),
    [
        ({"row": "营业执照 未获取到 上传"}, "", E, "申报页面显示“营业执照 未获取到 上传”", "营业执照 未获取到 上传"),
        (
            {"row": "营业执照 免提交 上传", "upload": True},
            "",
            W,
            "申报页面仍可上传，是否必须上传请人工核对",
            "营业执照 免提交 上传",
        ),
        ({"row": "营业执照 上传", "upload": True}, "", E, "申报时仍需上传", "营业执照 上传"),
        (
            {"row": "营业执照如获取失败，请上传", "upload": True},
            "",
            E,
            "申报时仍需上传",
            "营业执照如获取失败，请上传",
        ),
        (
            {"row": "营业执照 窗口提交"},
            "",
            E,
            "申报时仍需提交纸质材料（营业执照 窗口提交）",
            "营业执照 窗口提交",
        ),
        (
            {"row": "营业执照 必要", "way": "邮寄"},
            "",
            E,
            "申报时仍需提交纸质材料（营业执照 必要）",
            "营业执照 必要",
        ),
        ({"row": ""}, "", W, "没有认出申报页面怎样收取，请人工核对", ""),
        ({"fetch": FAILED}, "", E, "点击“获取”后提示“未查询到”", "未查询到"),
        ({"fetch": FAILED.model_copy(update={"message": ""})}, "", E, "点击“获取”后2.5秒内没有结果", ""),
        (
            {"fetch": FAILED.model_copy(update={"unclear": True})},
            "",
            W,
            "点击“获取”后提示“未查询到”，证照是否已经取得请人工核对",
            "未查询到",
        ),
        (
            {"fetch": FETCHED.model_copy(update={"seconds": 15.01})},
            "",
            E,
            "“获取电子证照”用时15.1秒，超过15秒",
            "",
        ),
        ({"fetch": FETCHED}, LACK, E, f"提交申报时却被退回，提示“{LACK}”", LACK),
    ],
)
def test_a_missing_licence_in_words(
    of_licence: dict[str, Any], message: str, severity: Severity, text: str, seen: str
) -> None:
    page = guide_page(materials=[TABLE, LICENCE])
    test_application = submission([demand(**of_licence)], "" if message else "1", message)
    mark = "“营业执照”标注可通过数据共享减免，"
    assert unfetched_licences(page, test_application, THRESHOLDS, APPROVED) == (
        problem(f"{mark}{text}", seen=seen, rule="D2", severity=severity),
    )


@pytest.mark.parametrize("row", ["营业执照 上传", "营业执照 未获取到 上传"])
def test_what_the_guide_lets_be_incomplete_is_for_a_person(row: str) -> None:
    medium = "系统自动获取，如数据不全则需申请者提交"
    assert [severity for _, severity in problems_of(demand(upload=True, row=row), medium=medium)] == [W]
    assert [severity for _, severity in problems_of(demand(upload=True, row=row))] == [E]


def test_only_the_first_name_in_a_row_is_no_mark() -> None:
    """What stands beside it may name the same kind of paper."""
    page = guide_page(materials=[material("电子证照", SHARED="是")])
    row = "电子证照 *请选择电子证照 上传"
    beside = submission([DemandedMaterial(name="电子证照", row=row, upload=True)], "1")
    (doubt,) = unfetched_licences(page, beside, THRESHOLDS, APPROVED)
    assert (doubt.severity, doubt.seen) == (W, row)


@pytest.mark.parametrize(
    ("name", "severities"),
    [
        ("营业执照（副本）复印件", [E]),
        ("营业执照附页", [W]),
        ("变更后营业执照", []),
    ],
)
def test_the_upload_of_what_may_be_another_paper_is_asked(name: str, severities: list[Severity]) -> None:
    upload = submission([DemandedMaterial(name=name, row=f"{name} 上传", upload=True)], "1")
    page = guide_page(materials=[TABLE, LICENCE])
    assert [each.severity for each in unfetched_licences(page, upload, THRESHOLDS, APPROVED)] == severities


def test_the_upload_of_what_may_be_another_paper_in_words() -> None:
    upload = submission([DemandedMaterial(name="营业执照附页", row="营业执照附页 上传", upload=True)], "")
    page = guide_page(materials=[TABLE, LICENCE])
    text = "“营业执照附页”标注可通过数据共享减免，申报时仍需上传（办事指南列为“营业执照”，是否同一材料，请人工核对）"
    assert unfetched_licences(page, upload, THRESHOLDS, APPROVED) == (
        problem(text, seen="营业执照附页 上传", rule="D2", severity=W),
    )
    assert not blocked_by_missing_licence(page, upload, THRESHOLDS, APPROVED)


BY_LIST = make_matter(申请材料=[{"材料名称": "营业执照", "数据共享减免": "是"}]).guide


def test_the_list_marks_what_a_guide_without_such_a_column_cannot() -> None:
    silent = guide_page(materials=[TABLE, material("营业执照（副本）")])
    upload = submission([demand(row="营业执照 上传", upload=True)], "")
    text = "“营业执照”按核准清单可通过数据共享减免（办事指南没有标注），申报时仍需上传"
    assert unfetched_licences(silent, upload, THRESHOLDS, BY_LIST) == (problem(text, seen="营业执照 上传", rule="D2"),)
    assert unfetched_licences(silent, upload, THRESHOLDS, APPROVED) == ()
    assert blocked_by_missing_licence(silent, upload, THRESHOLDS, BY_LIST)
    assert not blocked_by_missing_licence(silent, upload, THRESHOLDS, APPROVED)
    lack = submission([demand(fetch=FETCHED)], "", "缺少营业执照")
    text = "“营业执照（副本）”按核准清单可通过数据共享减免（办事指南没有标注），提交申报时却被退回，提示“缺少营业执照”"
    assert unfetched_licences(silent, lack, THRESHOLDS, BY_LIST) == (problem(text, seen="缺少营业执照", rule="D2"),)


def test_a_guide_that_marks_a_material_otherwise_stands_before_the_list() -> None:
    assert not exempt_materials(guide_page(materials=[material("营业执照", SHARED="否")]), BY_LIST)
    (marked,) = exempt_materials(guide_page(materials=[LICENCE]), BY_LIST)
    assert marked.from_list == frozenset()


TEXTS = st.text(max_size=10) | st.sampled_from(["免提交", "是", "营业执照", "未获取到", "窗口提交", "系统自动获取"])
FETCHES = st.none() | st.builds(LicenceFetch, button=TEXTS, done=st.booleans(), seconds=st.floats(0, 99), message=TEXTS)
DEMANDS = st.lists(
    st.builds(DemandedMaterial, name=TEXTS, way=TEXTS, row=TEXTS, upload=st.booleans(), fetch=FETCHES), max_size=4
)


@given(
    st.lists(st.builds(lambda name, shared: material(name, SHARED=shared), TEXTS, TEXTS), max_size=4), DEMANDS, TEXTS
)
def test_any_materials_and_demands(listed: list[ShownGroup], demands: list[DemandedMaterial], message: str) -> None:
    page, test_application = guide_page(materials=listed), submission(demands, "", message)
    problems = unfetched_licences(page, test_application, THRESHOLDS, APPROVED)
    assert all(problem.text and problem.rule == "D2" for problem in problems)
    assert problems == unfetched_licences(page, test_application, THRESHOLDS, APPROVED)
