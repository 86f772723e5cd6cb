"""The materials, steps and fees of a guide as its reader understands them: the page first, then the approved list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.support.facts import group, guide_page, shown
from tests.support.matters import make_matter
from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.matter import MaterialKind, Medium, Necessity, Source
from zicha.model.time_limit import TimeLimit, TimeUnit
from zicha.rules.guide_accuracy.published_groups import (
    PublishedFee,
    PublishedMaterial,
    PublishedStep,
    fees_of,
    materials_of,
    steps_of,
)

Row = Mapping[str, str]


def of_row(row: Row) -> ShownGroup:
    """The cells of one line of a page, by the official names of their elements."""
    return group({Element(name): text for name, text in row.items()})


# ── materials ────────────────────────────────────────────────────────────────────────────────────────────────────


def published_materials(
    shown_groups: Sequence[ShownGroup], listed: Sequence[Mapping[str, Any]] = ()
) -> tuple[PublishedMaterial, ...]:
    return materials_of(guide_page(materials=shown_groups), make_matter(申请材料=listed).guide)


def published_material(row: Row, listed: Mapping[str, Any] | None = None) -> PublishedMaterial:
    """The one material of a page, or of a list where the row is empty."""
    (material,) = published_materials([of_row(row)] if row else [], [listed] if listed else [])
    return material


def material_record(name: str = "申请书", **known: Any) -> PublishedMaterial:
    """A material of which nothing is known but what is given."""
    unknown: dict[str, Any] = dict.fromkeys(("kind", "medium", "necessity", "source", "originals", "copies", "total"))
    return PublishedMaterial(
        name=name, **{**unknown, "exempt": False, "counts_paper": False, "words": {}, "quotes": {}, **known}
    )


EVERY_MARK: Row = {
    "材料名称": "申请书",
    "材料类型": "复印件",
    "收取方式": "纸质和电子",
    "份数": "原件：1 复印件：2",
    "材料必要性": "非必要",
    "来源渠道": "政府部门核发",
    "免提交": "否",
    "填报须知": "用黑色笔填写",
}
DECLARED: Mapping[str, Any] = {
    "材料名称": "申请书",
    "材料类型": "原件和复印件",
    "收取方式": "纸质",
    "原件份数": 3,
    "复印件份数": 4,
    "材料必要性": "容缺后补",
    "来源渠道": "其他",
    "数据共享减免": "是",
}
WORDS_OF_PAGE = {Element(name): text for name, text in EVERY_MARK.items() if name != "材料名称"}
OF_PAGE: dict[str, Any] = {
    "kind": MaterialKind.COPY,
    "medium": Medium.BOTH,
    "necessity": Necessity.OPTIONAL,
    "source": Source.GOVERNMENT,
    "exempt": False,
    "originals": 1,
    "copies": 2,
    "total": 3,
    "words": WORDS_OF_PAGE,
    "quotes": WORDS_OF_PAGE,
}
OF_LIST: dict[str, Any] = {
    "kind": MaterialKind.BOTH,
    "medium": Medium.PAPER,
    "necessity": Necessity.LATER,
    "source": Source.OTHER,
    "exempt": True,
    "originals": 3,
    "copies": 4,
    "total": 7,
    "words": {},
    "quotes": {
        Element.MATERIAL_KIND: "原件和复印件（核准清单）",
        Element.MEDIUM: "纸质（核准清单）",
        Element.NECESSITY: "容缺后补（核准清单）",
        Element.SOURCE: "其他（核准清单）",
        Element.SHARED: "通过数据共享减免，无需提供（核准清单）",
        Element.COPIES: "原件3份，复印件4份（核准清单）",
    },
}


@pytest.mark.parametrize(
    ("row", "listed", "known"),
    [
        ({"材料名称": "申请书"}, None, {}),
        ({"材料名称": "申请书"}, {"材料名称": "申请书"}, {}),
        ({}, {"材料名称": "申请书"}, {}),
        (EVERY_MARK, None, OF_PAGE),
        (EVERY_MARK, DECLARED, OF_PAGE),
        ({"材料名称": "申请书"}, DECLARED, OF_LIST),
        ({}, DECLARED, OF_LIST),
    ],
    ids=["name", "name of both", "name of the list", "page", "page before list", "list", "list alone"],
)
def test_a_material_of_the_page_then_of_the_list(
    row: Row, listed: Mapping[str, Any] | None, known: dict[str, Any]
) -> None:
    assert published_material(row, listed) == material_record(**known)


def test_words_that_nobody_knows_are_not_those_of_the_list() -> None:
    unknown = {"材料类型": "样式", "收取方式": "待定", "材料必要性": "视情况", "来源渠道": "某局"}
    material = published_material({"材料名称": "申请书", **unknown}, DECLARED)
    assert (material.kind, material.medium, material.necessity, material.source) == (None, None, None, None)
    assert material.quote(Element.MEDIUM, Element.MATERIAL_KIND) == "材料“申请书”（收取方式“待定”、材料类型“样式”）"


def test_each_material_takes_what_the_list_says_of_it() -> None:
    listed = [{"材料名称": "营业执照", "收取方式": "纸质"}, {"材料名称": "申请书", "收取方式": "电子"}]
    rows = [{"材料名称": name} for name in ("申请书", "平面图", "营业执照")]
    materials = published_materials([of_row(row) for row in rows], listed)
    assert [(each.name, each.medium) for each in materials] == [
        ("申请书", Medium.ELECTRONIC),
        ("平面图", None),
        ("营业执照", Medium.PAPER),
    ]


def test_a_page_without_materials_is_read_as_the_list() -> None:
    listed = [{"材料名称": "营业执照", "收取方式": "纸质"}, {"材料名称": "申请书"}]
    assert [(each.name, each.medium) for each in published_materials([], listed)] == [
        ("营业执照", Medium.PAPER),
        ("申请书", None),
    ]
    assert published_materials([]) == ()


@pytest.mark.parametrize(
    ("row", "listed", "is_exempt"),
    [
        ({"免提交": "免提交"}, {}, True),
        ({"免提交": "否"}, {"数据共享减免": "是"}, False),
        ({}, {"数据共享减免": "是"}, True),
        ({}, {"数据共享减免": "否"}, False),
        ({"收取方式": "系统自动获取，无需申请者提交"}, {}, True),
        ({"收取方式": "系统自动获取，如数据不全则需申请者提交"}, {}, False),
        ({"收取方式": "系统自动获取，无需申请者提交", "免提交": "否"}, {}, True),
    ],
)
def test_a_material_that_need_not_be_handed_in(row: Row, listed: Mapping[str, Any], is_exempt: bool) -> None:
    material = published_material({"材料名称": "申请书", **row}, {"材料名称": "申请书", **listed})
    assert material.exempt is is_exempt


def test_a_material_that_the_list_does_not_exempt_is_quoted_so() -> None:
    material = published_material({}, {"材料名称": "申请书", "数据共享减免": "否"})
    assert material == material_record(quotes={Element.SHARED: "否（核准清单）"})


@pytest.mark.parametrize(
    ("medium", "shared", "wants_paper"),
    [
        ("纸质", "否", True),
        ("纸质和电子", "否", True),
        ("纸质或电子", "否", False),
        ("电子", "否", False),
        ("待定", "否", False),
        ("纸质", "免提交", False),
    ],
)
def test_a_material_that_must_be_on_paper(medium: str, shared: str, wants_paper: bool) -> None:
    material = published_material({"材料名称": "申请书", "收取方式": medium, "免提交": shared})
    assert material.wants_paper is wants_paper


Numbers = tuple[int | None, int | None, int | None]


@pytest.mark.parametrize(
    ("row", "numbers", "quote"),
    [
        ({"原件份数": "1", "复印件份数": "2"}, (1, 2, 3), "原件份数“1”，复印件份数“2”"),
        ({"原件份数": "1"}, (1, None, 1), "原件份数“1”，复印件份数“”"),
        ({"复印件份数": "2"}, (None, 2, 2), "原件份数“”，复印件份数“2”"),
        ({"原件份数": "0", "复印件份数": "0"}, (0, 0, 0), "原件份数“0”，复印件份数“0”"),
        ({"原件份数": "0"}, (0, None, None), "原件份数“0”，复印件份数“”"),
        ({"原件份数": "--", "复印件份数": "2"}, (None, 2, 2), "原件份数“--”，复印件份数“2”"),
        ({"原件份数": "若干", "复印件份数": ""}, (None, None, None), "原件份数“若干”，复印件份数“”"),
        ({"份数": "原件：1 复印件：0"}, (1, 0, 1), "原件：1 复印件：0"),
        ({"份数": "3份"}, (None, None, 3), "3份"),
        ({"份数": "--"}, (None, None, None), "--"),
        ({"份数": "若干"}, (None, None, None), "若干"),
        ({"份数": ""}, (None, None, None), ""),
    ],
)
@pytest.mark.parametrize("listed", [None, DECLARED], ids=["not listed", "listed"])
def test_how_many_the_page_wants(row: Row, listed: Mapping[str, Any] | None, numbers: Numbers, quote: str) -> None:
    """A blank is not 0, and what the page shows is not completed by the list."""
    material = published_material({"材料名称": "申请书", **row}, listed)
    assert (material.originals, material.copies, material.total) == numbers
    assert material.quotes[Element.COPIES] == quote


@pytest.mark.parametrize(
    ("listed", "numbers", "quotes"),
    [
        ({"原件份数": 1, "复印件份数": 0}, (1, 0, 1), ["原件1份，复印件0份（核准清单）"]),
        ({"原件份数": 0, "复印件份数": 0}, (0, 0, 0), ["原件0份，复印件0份（核准清单）"]),
        ({"原件份数": 2}, (2, None, 2), ["原件2份（核准清单）"]),
        ({"原件份数": 0}, (0, None, None), ["原件0份（核准清单）"]),
        ({"复印件份数": 2}, (None, 2, 2), ["复印件2份（核准清单）"]),
        ({}, (None, None, None), []),
    ],
)
def test_how_many_the_list_wants(listed: Mapping[str, Any], numbers: Numbers, quotes: list[str]) -> None:
    material = published_material({"材料名称": "申请书"}, {"材料名称": "申请书", **listed})
    assert (material.originals, material.copies, material.total) == numbers
    assert list(material.quotes.values()) == quotes


@pytest.mark.parametrize(
    ("element", "label", "text", "counts_paper"),
    [
        (Element.COPIES, "纸质材料份数", "1", True),
        (Element.COPIES, "份数", "纸质1份", True),
        (Element.COPIES, "份数", "1份", False),
        (Element.MEDIUM, "收取方式", "纸质", False),
        (Element.MEDIUM, "纸质材料", "是", False),
    ],
)
def test_copies_that_are_those_of_paper(element: Element, label: str, text: str, counts_paper: bool) -> None:
    cells = (shown(Element.MATERIAL_NAME, "申请书"), shown(element, text, label))
    (material,) = published_materials([ShownGroup(values=cells)])
    assert material.counts_paper is counts_paper


def test_the_words_of_a_material() -> None:
    cells = (
        shown(Element.MATERIAL_NAME, "申请书"),
        shown(Element.HINT, "用黑色笔填写"),
        shown(Element.MEDIUM, "纸质"),
        shown(Element.HINT, "一式两份"),
    )
    (material,) = published_materials([ShownGroup(values=cells)])
    assert material.words == {Element.HINT: "用黑色笔填写\n一式两份", Element.MEDIUM: "纸质"}
    assert material.explained == "用黑色笔填写\n一式两份\n纸质"
    assert material.quote() == "材料“申请书”"
    assert material.quote(Element.MEDIUM) == "材料“申请书”（收取方式“纸质”）"
    assert material.quote(Element.SOURCE) == "材料“申请书”"
    assert material.quote(Element.SOURCE, Element.MEDIUM) == "材料“申请书”（收取方式“纸质”）"


# ── steps ────────────────────────────────────────────────────────────────────────────────────────────────────────


def published_steps(
    rows: Sequence[Row], listed: Sequence[Mapping[str, Any]] = (), records: Sequence[Row] = ()
) -> tuple[PublishedStep, ...]:
    groups = {"steps": tuple(map(of_row, rows)), "special_steps": tuple(map(of_row, records))}
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
    page = guide_page().model_copy(update={"fees": tuple(map(of_row, rows))})
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
