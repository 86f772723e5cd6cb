"""The steps and fees of a guide as its reader understands them: those of the page, completed by the approved list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.support.facts import guide_page, named_group, shown
from tests.support.matters import make_matter
from zicha.model.facts.guide import Element
from zicha.model.time_limit import TimeLimit, TimeUnit
from zicha.published.fees import PublishedFee, fees_of
from zicha.published.steps import PublishedStep, steps_of

Row = Mapping[str, str]


# ── steps ────────────────────────────────────────────────────────────────────────────────────────────────────────


def published_steps(
    rows: Sequence[Row], listed: Sequence[Mapping[str, Any]] = (), records: Sequence[Row] = ()
) -> tuple[PublishedStep, ...]:
    groups = {"steps": tuple(map(named_group, rows)), "special_steps": tuple(map(named_group, records))}
    return steps_of(guide_page().model_copy(update=groups), make_matter(办理流程=listed).guide)


def step_record(name: str = "受理", **known: Any) -> PublishedStep:
    """A step of which nothing is known but what is given."""
    unknown = {"limit": None, "special": False, "counted": None, "basis": "", "words": name, "quoted_limit": ""}
    return PublishedStep(name=name, **{**unknown, **known})


def working_days(amount: int) -> TimeLimit:
    return TimeLimit(amount=amount, unit=TimeUnit.WORKING_DAY)


LISTED_STEP: Mapping[str, Any] = {
    "环节名称": "受理",
    "办理时限": "1个工作日",
    "办理内容": "核对材料",
    "特殊环节": "是",
    "是否计算在法定办结时限内": "否",
    "法定依据": "《水法》第七条",
}


@pytest.mark.parametrize(
    ("row", "listed", "known"),
    [
        ({"环节名称": "受理"}, None, {}),
        ({"环节名称": "受理"}, {"环节名称": "受理"}, {}),
        ({}, {"环节名称": "受理"}, {}),
        (
            {
                "环节名称": "受理",
                "办理环节时限": "2日",
                "办理内容": "当场核对",
                "特殊环节": "否",
                "是否计算在法定办结时限内": "是",
                "环节法定依据": "《水法》第八条",
            },
            LISTED_STEP,
            {
                "limit": TimeLimit(amount=2, unit=TimeUnit.DAY),
                "counted": True,
                "basis": "《水法》第八条",
                "words": "受理\n2日\n当场核对\n否\n是\n《水法》第八条",
                "quoted_limit": "2日",
            },
        ),
        *(
            (
                row,
                LISTED_STEP,
                {
                    "limit": working_days(1),
                    "special": True,
                    "counted": False,
                    "basis": "《水法》第七条",
                    "words": "受理\n核对材料",
                    "quoted_limit": "1个工作日（核准清单）",
                },
            )
            for row in ({"环节名称": "受理"}, {})
        ),
        (
            {"环节名称": "受理", "办理环节时限": "--", "办理内容": "", "环节法定依据": "无", "特殊环节": "--"},
            LISTED_STEP,
            {"counted": False, "words": "受理\n--\n\n无\n--", "quoted_limit": "--"},
        ),
        (
            {"环节名称": "受理", "办理环节时限": "1个工作日，特殊情况3个工作日"},
            {"环节名称": "受理", "办理时限": "1个工作日"},
            {"words": "受理\n1个工作日，特殊情况3个工作日", "quoted_limit": "1个工作日，特殊情况3个工作日"},
        ),
        (
            {},
            {"环节名称": "受理", "办理时限": "无"},
            {"limit": TimeLimit(amount=None), "quoted_limit": "无（核准清单）"},
        ),
    ],
)
def test_a_step_of_the_page_then_of_the_list(row: Row, listed: Mapping[str, Any] | None, known: dict[str, Any]) -> None:
    steps = published_steps([row] if row else [], [listed] if listed else [])
    assert steps == (step_record(**known),)


@pytest.mark.parametrize(
    ("text", "is_special"), [("是", True), ("否", False), ("专家评审", True), ("--", False), ("", False)]
)
@pytest.mark.parametrize("of_list", ["是", "否"])
def test_a_special_step(text: str, is_special: bool, of_list: str) -> None:
    listed = {"环节名称": "评审", "特殊环节": of_list}
    (step,) = published_steps([{"环节名称": "评审", "特殊环节": text}], [listed])
    assert step.special is is_special


@pytest.mark.parametrize(
    ("row", "listed", "counted"),
    [
        ({"是否计算在法定办结时限内": "是"}, {"是否计算在法定办结时限内": "否"}, True),
        ({"是否计算在法定办结时限内": "否"}, {}, False),
        ({"是否计算在法定办结时限内": "视情况"}, {"是否计算在法定办结时限内": "否"}, None),
        ({}, {"是否计算在法定办结时限内": "是"}, True),
        ({}, {"是否计算在法定办结时限内": "否"}, False),
        ({}, {}, None),
    ],
)
def test_whether_a_step_counts_towards_the_limit(row: Row, listed: Mapping[str, Any], counted: bool | None) -> None:
    (step,) = published_steps([{"环节名称": "评审", **row}], [{"环节名称": "评审", **listed}])
    assert step.counted is counted


def test_each_step_takes_what_the_list_says_of_it() -> None:
    listed = [{"环节名称": "受理", "办理时限": "1个工作日"}, {"环节名称": "审查", "办理时限": "3个工作日"}]
    steps = published_steps([{"环节名称": name} for name in ("2.审核", "受理", "听证")], listed)
    assert [(step.name, step.limit) for step in steps] == [
        ("2.审核", working_days(3)),
        ("受理", working_days(1)),
        ("听证", None),
    ]


def test_a_step_without_a_name_has_that_of_the_only_one_of_the_list() -> None:
    nameless = [{"办理环节时限": "1日"}]
    assert [step.name for step in published_steps(nameless, [{"环节名称": "受理"}])] == ["受理"]
    assert [step.name for step in published_steps(nameless)] == [""]


def test_a_step_is_quoted_with_its_limit() -> None:
    rows = [{"环节名称": "受理", "办理环节时限": "1个工作日"}, {"环节名称": "审查"}]
    assert [step.quote for step in published_steps(rows)] == ["环节“受理”“1个工作日”", "环节“审查”"]


REVIEW: Row = {
    "特殊环节名称": "专家评审",
    "办理环节时限": "20个工作日",
    "办理内容": "组织专家评审",
    "是否计算在法定办结时限内": "--",
    "特殊环节法定依据": "《水法》第九条",
}


def test_a_record_of_a_special_step_completes_the_step() -> None:
    """What the step itself shows stays, but for a blank and 特殊环节; a blank of the record adds nothing."""
    row = {"环节名称": "专家评审", "办理环节时限": "--", "办理内容": "评审", "特殊环节": "否"}
    steps = published_steps([{"环节名称": "受理"}, row], records=[REVIEW])
    completed = step_record(
        "专家评审",
        limit=working_days(20),
        special=True,
        basis="《水法》第九条",
        words="专家评审\n评审\n是\n20个工作日\n《水法》第九条",
        quoted_limit="20个工作日",
    )
    assert steps == (step_record(), completed)


@pytest.mark.parametrize("on_page", [True, False])
def test_a_record_of_a_special_step_that_stands_nowhere_else_is_a_step(on_page: bool) -> None:
    received: list[Row] = [{"环节名称": "受理"}]
    of_list: list[Row] = [{"环节名称": "受理", "办理内容": "核对材料"}]
    steps = published_steps(received if on_page else [], of_list, records=[REVIEW, {"特殊环节名称": "无"}])
    added = step_record(
        "专家评审",
        limit=working_days(20),
        special=True,
        basis="《水法》第九条",
        words="专家评审\n是\n20个工作日\n组织专家评审\n--\n《水法》第九条",
        quoted_limit="20个工作日",
    )
    assert steps == (step_record(words="受理\n核对材料"), added)


def test_a_record_completes_a_step_of_the_list() -> None:
    (step,) = published_steps([], [{"环节名称": "专家评审", "办理时限": "30个工作日"}], records=[REVIEW])
    assert (step.name, step.limit, step.special) == ("专家评审", working_days(20), True)


# ── fees ─────────────────────────────────────────────────────────────────────────────────────────────────────────

FEE = {"收费项目名称": "工本费", "收费标准": "每证10元", "收费依据": "发改价格〔2004〕2831号"}
OTHER_FEE = {"收费项目名称": "检测费", "收费标准": "每次50元", "收费依据": "豫财综〔2010〕1号"}
BOTH_FEES = (PublishedFee(*FEE.values()), PublishedFee(*OTHER_FEE.values()))


@pytest.mark.parametrize(
    ("rows", "listed", "expected"),
    [
        ([], [], ()),
        ([], [FEE, OTHER_FEE], BOTH_FEES),
        ([OTHER_FEE, FEE], [], BOTH_FEES[::-1]),
        ([{"收费项目名称": "检测费"}, {"收费项目名称": "工本费"}], [FEE, OTHER_FEE], BOTH_FEES[::-1]),
        (
            [{"收费项目名称": "工本费", "收费标准": "每证15元"}],
            [FEE],
            (PublishedFee("工本费", "每证15元", "发改价格〔2004〕2831号"),),
        ),
        (
            [{"收费项目名称": "工本费", "收费标准": "--", "收费依据": "无"}],
            [FEE],
            (PublishedFee("工本费", "", ""),),
        ),
        ([{"收费项目名称": "手续费"}], [FEE], (PublishedFee("手续费", None, None),)),
        ([{"收费标准": "每证15元"}], [FEE], (PublishedFee("工本费", "每证15元", "发改价格〔2004〕2831号"),)),
        (
            [{"收费项目名称": "--", "收费标准": "每证15元"}],
            [FEE],
            (PublishedFee("", "每证15元", "发改价格〔2004〕2831号"),),
        ),
        ([{"收费标准": "每证15元"}], [FEE, OTHER_FEE], (PublishedFee(None, "每证15元", None),)),
        ([{"收费标准": "每证15元"}], [], (PublishedFee(None, "每证15元", None),)),
        (
            [{"收费标准": "每证15元"}, {"收费项目名称": "检测费"}],
            [FEE, OTHER_FEE],
            (PublishedFee(None, "每证15元", None), BOTH_FEES[1]),
        ),
        ([{"收费项目名称": "--", "收费标准": "无", "收费依据": ""}], [FEE], ()),
        ([{"减免情形": "小微企业免收"}], [FEE], ()),
        ([{"收费项目名称": "无"}, FEE], [], BOTH_FEES[:1]),
    ],
)
def test_fees_of_the_page_then_of_the_list(
    rows: Sequence[Row], listed: Sequence[Row], expected: tuple[PublishedFee, ...]
) -> None:
    page = guide_page().model_copy(update={"fees": tuple(map(named_group, rows))})
    assert fees_of(page, make_matter(收费项目=listed).guide) == expected


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (Element.FEE_NAME, PublishedFee("每证", None, None)),
        (Element.FEE_STANDARD, PublishedFee(None, "每证", None)),
        (Element.FEE_BASIS, PublishedFee(None, None, "每证")),
    ],
)
def test_a_fee_that_stands_among_the_other_elements(element: Element, expected: PublishedFee) -> None:
    page = guide_page([shown(Element.CHARGED, "是"), shown(element, "每证")])
    assert fees_of(page, make_matter().guide) == (expected,)
    both = guide_page([shown(Element.FEE_STANDARD, "每证10元"), shown(Element.FEE_BASIS, "文件")])
    assert fees_of(both, make_matter().guide) == (PublishedFee(None, "每证10元", "文件"),)


def test_the_only_steps_left_are_not_one_if_they_do_another_thing() -> None:
    """B1 calls 公示 another step than 送达; what the list says of 送达 does not complete it."""
    listed = [{"环节名称": "受理", "办理时限": "1个工作日"}, {"环节名称": "送达", "办理时限": "2个工作日"}]
    assert [step.limit for step in published_steps([{"环节名称": "受理"}, {"环节名称": "公示"}], listed)] == [
        working_days(1),
        None,
    ]
