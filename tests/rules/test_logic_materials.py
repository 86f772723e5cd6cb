"""Materials and fees against their own marks: each exception of L15, L16, L18, L24–L29, L33, and each way to hit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.consistent_guide import (
    CHARGED,
    FEE,
    ISSUED,
    PAPER,
    SETTINGS,
    SHARED,
    STEPS,
    WITHOUT,
    Changes,
    E,
    W,
    page,
    paper,
    severities_of,
    with_setting,
)
from tests.support.matters import make_matter
from tests.support.reading import guide_contradictions
from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.model.finding import Problem, Severity

NONE: list[Severity] = []


def of_one(material: dict[str, str], **changes: str) -> Changes:
    return {"材料": [material | changes]}


# ── fees ─────────────────────────────────────────────────────────────────────────────────────────────────────────

LISTED = {"收费项目": [{"收费项目名称": "工本费", "收费标准": "每证10元", "收费依据": "发改价格〔2004〕2831号"}]}
LOOSE = {"是否收费": "是", "是否支持网上支付": "是"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (CHARGED, NONE),
        ({**CHARGED, "收费": []}, [E]),
        ({**CHARGED, "收费": [], "是否收费": "收费（按标准）"}, [E]),
        ({**CHARGED, "收费": [], "是否收费": "否"}, NONE),
        *(({**CHARGED, "收费": [FEE | {each: "--"}]}, [E]) for each in FEE),
        ({**CHARGED, "收费": [FEE, FEE | {"收费项目名称": "检验费", "收费依据": "无"}]}, [E]),
        ({**CHARGED, "收费": [FEE | dict.fromkeys(FEE, "--")], "清单": LISTED}, [E]),
        # elements of their own, in no table
        ({**LOOSE, **FEE}, NONE),
        ({**LOOSE, **FEE, "收费项目名称": "无"}, [E]),
        ({**LOOSE, **FEE, "收费依据": "无", "清单": LISTED}, [E]),
        ({**LOOSE, "收费标准": "无", "收费依据": "无", "清单": LISTED}, [E]),
        ({**LOOSE, "收费标准": "每证10元", "收费依据": "发改价格〔2004〕2831号"}, [W]),
        ({**LOOSE, "收费标准": "每证10元", "收费依据": "发改价格〔2004〕2831号", "清单": LISTED}, NONE),
        # what the page does not show
        ({**LOOSE, "清单": LISTED}, NONE),
    ],
)
def test_l15_what_is_paid_for_and_by_what_right(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L15", changes) == expected


@pytest.mark.parametrize(
    ("charged", "payment", "expected"),
    [("否", "是", [W]), ("否", "否", NONE), ("是", "是", NONE), (WITHOUT, "是", NONE), ("否", WITHOUT, NONE)],
)
def test_l16_paying_on_line_for_nothing(charged: str | None, payment: str | None, expected: list[Severity]) -> None:
    changes = {"是否收费": charged, "是否支持网上支付": payment, "收费": [FEE]}
    assert severities_of("L16", changes) == expected
    platform_wide = with_setting("L16", parameters={"platform_wide": True})
    assert severities_of("L16", changes, platform_wide) == NONE


@pytest.mark.parametrize("proof", ["缴费凭证", "收据", "发票", "缴款书"])
def test_l18_a_receipt_for_nothing(proof: str) -> None:
    assert severities_of("L18", of_one(PAPER, 材料名称=proof)) == [W]
    assert severities_of("L18", {"环节": (*STEPS, f"提交{proof} 即办 是")}) == [W]
    assert severities_of("L18", {**CHARGED, **of_one(PAPER, 材料名称=proof)}) == NONE


@pytest.mark.parametrize(
    "name",
    [
        "购房发票", "购车发票", "购买发票", "设备购置发票", "购销发票", "税票、缴款书", "完税缴款证明", "采购发票",
        "社会保险缴费证明", "社保缴费证明",
    ],
)  # fmt: skip
def test_l18_the_proof_of_another_payment(name: str) -> None:
    assert severities_of("L18", of_one(PAPER, 材料名称=name)) == NONE


# ── what is shared, what is issued ───────────────────────────────────────────────────────────────────────────────

DEMANDED = SHARED | {"收取方式": "纸质", "份数": "原件：1 复印件：0"}
IF_INCOMPLETE = DEMANDED | {"收取方式": "自动获取，如数据不全则需提交", "免提交": "--"}


@pytest.mark.parametrize(
    ("material", "expected"),
    [
        (DEMANDED, [E]),
        (DEMANDED | {"收取方式": "纸质和电子"}, [E]),
        (DEMANDED | {"收取方式": "系统自动获取，如数据不全则需申请者提交"}, [W]),
        (DEMANDED | {"收取方式": "系统自动获取，无需申请者提交"}, NONE),
        (DEMANDED | {"收取方式": "纸质或电子"}, NONE),
        (DEMANDED | {"份数": "原件：0 复印件：0"}, NONE),
        (DEMANDED | {"份数": "--"}, NONE),
        (DEMANDED | {"材料必要性": "非必要"}, NONE),
        (DEMANDED | {"免提交": "否"}, NONE),
        (DEMANDED | {"收取方式": "系统自动获取，如数据不全则需申请者提交", "免提交": "--"}, [W]),
        (IF_INCOMPLETE, [W]),
        (IF_INCOMPLETE | {"材料必要性": "非必要"}, NONE),
        (IF_INCOMPLETE | {"份数": "原件：0 复印件：0"}, NONE),
        (IF_INCOMPLETE | {"份数": "1份", "材料类型": "--"}, NONE),
        (IF_INCOMPLETE | {"份数": "纸质1份", "材料类型": "--"}, [W]),
        # marked as spared behind its name
        (DEMANDED | {"材料名称": "营业执照 免提交", "免提交": "--"}, [E]),
    ],
)
def test_l24_demanded_all_the_same(material: dict[str, str], expected: list[Severity]) -> None:
    assert severities_of("L24", {"材料": [material]}) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"来源渠道": "申请人自备"}, [W]),
        ({"来源渠道": "政府部门核发"}, NONE),
        ({"来源渠道": "申请人自备", "免提交": "--", "收取方式": "纸质或电子"}, NONE),
        *(
            ({"来源渠道": "申请人自备", "材料名称": name}, NONE)
            for name in ("银行流水", "水费单", "电费单", "燃气费单", "公积金缴存证明", "信用报告")
        ),
    ],
)
def test_l25_shared_by_whom(changes: dict[str, str], expected: list[Severity]) -> None:
    assert severities_of("L25", of_one(SHARED, **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [W]),
        ({"材料类型": "原件和复印件"}, [W]),
        ({"收取方式": "纸质和电子"}, [W]),
        ({"来源渠道": "申请人自备"}, NONE),
        ({"材料必要性": "非必要"}, NONE),
        ({"材料类型": "复印件"}, NONE),
        ({"收取方式": "电子"}, NONE),
        ({"材料名称": "验资报告"}, NONE),
        ({"填报须知": "旧证交旧换新"}, NONE),
        ({"填报须知": "原证收回"}, NONE),
        ({"填报须知": "原证缴销"}, NONE),
        ({"填报须知": "原证缴回"}, NONE),
        ({"受理标准": "法律规定须提交原件"}, NONE),
        ({"受理标准": "行政法规规定须提交原件"}, NONE),
        ({"受理标准": "原证不收回"}, [W]),
    ],
)
def test_l26_what_the_government_holds_itself(changes: dict[str, str], expected: list[Severity]) -> None:
    assert severities_of("L26", of_one(ISSUED, **{"收取方式": "纸质", **changes})) == expected


@pytest.mark.parametrize(
    "name",
    ["营业执照", "身份证", "户口簿", "社会保障卡", "不动产权证", "驾驶证", "行驶证", "结婚证"],
)
def test_l26_every_licence_of_the_catalogue(name: str) -> None:
    assert severities_of("L26", of_one(ISSUED, 收取方式="纸质", 材料名称=name)) == [W]


# ── 份数 ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"份数": "原件：0 复印件：0"}, [E]),
        ({"份数": "0份"}, [E]),
        ({"份数": None, "原件份数": "0", "复印件份数": "0"}, [E]),
        ({"份数": "1份"}, NONE),
        ({"份数": "原件：0 复印件：0", "收取方式": "纸质或电子"}, NONE),
        ({"份数": "原件：0 复印件：0", "免提交": "数据共享"}, NONE),
        # a blank says nothing
        *(({"份数": blank}, NONE) for blank in ("", "--", "暂无", "无")),
        ({"份数": None, "原件份数": "", "复印件份数": ""}, NONE),
        ({"份数": None, "原件份数": "0", "复印件份数": ""}, NONE),
        ({"份数": None}, NONE),
        # handed back after a look
        *(
            ({"份数": "原件：0 复印件：0", "填报须知": words}, NONE)
            for words in ("核验后退回", "验后退回", "核对后退回", "查验后退还")
        ),
        # of electronic files
        ({"收取方式": "电子", "份数": "1份"}, [W]),
        ({"收取方式": "电子", "份数": "原件：1 复印件：0"}, [W]),
        ({"收取方式": "电子", "份数": None, "原件份数": "1", "复印件份数": ""}, [W]),
        ({"收取方式": "电子", "份数": "纸质1份"}, [E]),
        ({"收取方式": "电子", "份数": "0份"}, NONE),
    ],
)
def test_l27_copies_and_medium(changes: dict[str, str | None], expected: list[Severity]) -> None:
    assert severities_of("L27", paper(**changes)) == expected


def problems_of(values: dict[str, tuple[Element, str]]) -> tuple[Problem, ...]:
    shown = tuple(ShownValue(element=element, label=label, text=text) for label, (element, text) in values.items())
    guide = page({}).model_copy(update={"materials": (ShownGroup(values=shown),)})
    return guide_contradictions(guide, make_matter(行使层级="市级"), [], SETTINGS)


def test_l27_what_the_page_calls_copies_of_paper() -> None:
    rows = {"材料名称": (Element.MATERIAL_NAME, "平面图"), "收取方式": (Element.MEDIUM, "电子")}
    for label, expected in (("纸质份数", [E]), ("份数", [W])):
        problems = problems_of(rows | {label: (Element.COPIES, "1")})
        assert [problem.severity for problem in problems if problem.rule == "L27"] == expected


@pytest.mark.parametrize(
    ("kind", "counts", "expected"),
    [
        ("原件和复印件", "原件：1 复印件：1", NONE),
        ("原件和复印件", "原件：1 复印件：0", [E]),
        ("原件和复印件", "原件：0 复印件：1", [E]),
        ("原件和复印件", "原件：0 复印件：0", [E]),
        ("原件和复印件", "--", NONE),
        ("原件和复印件", "2份", NONE),
        ("原件", "原件：0 复印件：3", [E]),
        ("原件", "原件：0 复印件：0", NONE),
        ("复印件", "原件：2 复印件：0", [E]),
        ("复印件", "原件：0 复印件：0", NONE),
        ("原件或复印件", "原件：1 复印件：0", NONE),
    ],
)
def test_l28_copies_and_kind(kind: str, counts: str, expected: list[Severity]) -> None:
    assert severities_of("L28", of_one(PAPER, 材料类型=kind, 份数=counts)) == expected
    assert severities_of("L28", of_one(PAPER, 材料类型=kind, 份数=counts, 免提交="数据共享")) == NONE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [W]),
        ({"材料类型": "复印件"}, NONE),
        ({"收取方式": "纸质或电子"}, NONE),
        ({"免提交": "数据共享"}, NONE),
        ({"材料名称": "OFD版式文件"}, NONE),
        *(({"填报须知": f"加盖{seal}"}, NONE) for seal in ("电子印章", "电子签章", "电子签名", "电子证照", "ofd")),
    ],
)
def test_l29_the_original_of_a_file(changes: dict[str, str], expected: list[Severity]) -> None:
    assert severities_of("L29", of_one(PAPER, **{"收取方式": "电子", "份数": "--", **changes})) == expected


def test_l28_a_count_that_is_not_shown_is_not_0() -> None:
    columns = {"份数": None, "原件份数": "1", "复印件份数": ""}
    assert severities_of("L28", paper(材料类型="原件和复印件", **columns)) == NONE
    assert severities_of("L28", paper(材料类型="原件和复印件", **{**columns, "复印件份数": "0"})) == [E]


@pytest.mark.parametrize(
    ("rule", "spared", "hit"),
    [
        ("L24", SHARED, DEMANDED),
        ("L25", SHARED, SHARED | {"来源渠道": "申请人自备"}),
        ("L26", PAPER, ISSUED | {"收取方式": "纸质"}),
        ("L27", SHARED, PAPER | {"收取方式": "纸质", "份数": "0份"}),
        (
            "L27",
            PAPER | {"收取方式": "纸质", "份数": "0份", "填报须知": "核验后退回"},
            PAPER | {"收取方式": "纸质", "份数": "0份"},
        ),
        ("L28", PAPER | {"份数": "--"}, PAPER | {"材料类型": "复印件"}),
        ("L29", PAPER, PAPER | {"收取方式": "电子"}),
        ("L33", PAPER, PAPER | {"材料名称": "其他材料"}),
    ],
)
def test_every_material_is_judged(rule: str, spared: dict[str, str], hit: dict[str, str]) -> None:
    assert severities_of(rule, {"材料": [spared]}) == NONE
    assert severities_of(rule, {"材料": [spared, hit | {"材料名称": f"{hit['材料名称']}（另一份）"}]}) != NONE


# ── what neither the page nor the list says ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("shown", "listed"),
    [
        ({"材料类型": "复印件", "收取方式": "电子"}, {"材料类型": "复印件", "收取方式": "电子"}),
        ({"收取方式": "电子"}, {"收取方式": "电子"}),
        ({"材料类型": "复印件"}, {"材料类型": "复印件"}),
        ({"材料类型": "原件和复印件"}, {"材料类型": "原件和复印件"}),
        ({"收取方式": "纸质", "免提交": "数据共享"}, {"数据共享减免": "是"}),
        ({"免提交": "数据共享"}, {"数据共享减免": "是"}),
    ],
)
def test_a_default_of_a_material_is_no_statement(shown: dict[str, str], listed: dict[str, Any]) -> None:
    name = {"材料名称": "申请书"}
    changes = {"材料": [name | shown], "清单": {"申请材料": [name | listed]}}
    for rule in ("L24", "L25", "L26", "L27", "L28", "L29"):
        assert severities_of(rule, changes) == NONE


def test_what_the_list_declares_of_a_material_is_one() -> None:
    listed = {"材料名称": "申请书", "收取方式": "纸质", "原件份数": 0, "复印件份数": 0}
    changes = {"材料": [{"材料名称": "申请书"}], "清单": {"申请材料": [listed]}}
    assert severities_of("L27", changes) == [E]
    assert severities_of("L27", {**changes, "清单": {"申请材料": [listed | {"复印件份数": 1}]}}) == NONE


def test_a_default_of_a_step_is_no_statement() -> None:
    shown = {"环节名称": "专家评审", "办理环节时限": "15个工作日", "环节法定依据": "《行政许可法》第四十五条"}
    listed = {"环节名称": "专家评审", "办理时限": "15个工作日"}
    changes = {"环节": (*STEPS, shown), "清单": {"办理流程": [listed]}}
    assert severities_of("L14", changes) == [W]
    declared = {"办理流程": [listed | {"是否计算在法定办结时限内": "否"}]}
    assert severities_of("L14", {**changes, "清单": declared}) == NONE


# ── 兜底材料 ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    ["其他材料", "其它材料", "相关材料", "需要提供的其他文件", "需要的其他文件", "有关材料"],
)
def test_l33_a_name_that_may_mean_anything(name: str) -> None:
    assert severities_of("L33", of_one(PAPER, 材料名称=f"法律法规规定的{name}")) == [E]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"材料名称": "与其他企业合作的协议"}, NONE),
        ({"材料名称": "其他材料（章程、验资报告）"}, NONE),
        ({"材料名称": "其他材料，包括章程"}, NONE),
        ({"材料名称": "其他材料（附清单）"}, NONE),
        ({"填报须知": "包括章程、验资报告"}, NONE),
        ({"填报须知": "是指章程"}, NONE),
        ({"受理标准": "材料如下 章程 验资报告"}, NONE),
        ({"填报须知": "见附件清单"}, NONE),
        ({"填报须知": "其他材料：章程、验资报告"}, NONE),
        ({"填报须知": "包括但不限于章程"}, [W]),
        ({"受理标准": "1.内容真实有效 2.加盖公章"}, [W]),
        ({"受理标准": "由指定机构出具"}, [E]),
        ({"填报须知": "内容真实、完整"}, [E]),
    ],
)
def test_l33_what_it_means(changes: dict[str, str], expected: list[Severity]) -> None:
    assert severities_of("L33", of_one(PAPER, **{"材料名称": "其他材料", **changes})) == expected
