"""B2: every L rule with a hit, a near miss and an exception, each told as what differs from a consistent guide.

An element is given by its official name; 材料, 环节, 收费 replace the whole list; 清单 is what the approved list says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from fact_samples import group, guide_page, make_matter, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from zicha.model.facts import Element, GuidePage, Shown, ShownGroup
from zicha.model.finding import Problem, Severity
from zicha.model.rule_settings import Gravity, RuleSettings
from zicha.model.time_limit import TimeLimit
from zicha.portal.profile import load_profile
from zicha.rules.logic import RULES, guide_is_consistent
from zicha.rules.logic.limits import exceeds

SETTINGS = load_profile("demo", "http://127.0.0.1:1").rules
OF_FILES = {"L30", "L31", "L32"}
E, W, I, NONE = Severity.ERROR, Severity.WARNING, Severity.INFO, None  # noqa: E741
Changes = Mapping[str, Any]

CONSISTENT: dict[str, str] = {
    "事项类型": "行政许可",
    "办件类型": "承诺件",
    "办理形式": "窗口办理、网上办理",
    "法定办结时限": "20个工作日",
    "法定办结时限说明": "无",
    "承诺办结时限": "10个工作日",
    "到办事现场次数": "1次",
    "必须现场办理原因说明": "核验原件",
    "通办范围": "全市通办",
    "服务对象": "企业法人",
    "是否网办": "是",
    "网上办理深度": "互联网收件、互联网预审、互联网受理",
    "是否对接单点登录": "是",
    "是否支持网上支付": "否",
    "是否支持物流快递": "否",
    "是否收费": "否",
    "受理条件": "有固定的经营场所",
    "结果名称": "取水许可证",
    "结果类型": "出证办结",
    "是否生成电子证照": "是",
    "送达方式": "窗口领取",
    "办理地点": "开封市民之家二楼A区6号窗口",
    "咨询方式": "0371-23881001",
    "监督投诉方式": "0371-23881002",
}
PAPER = {
    "材料名称": "申请书",
    "材料类型": "原件",
    "份数": "原件：1 复印件：0",
    "收取方式": "纸质或电子",
    "材料必要性": "必要",
    "来源渠道": "申请人自备",
    "免提交": "--",
}
STEPS = ("受理 1个工作日 是", "审查 6个工作日 是", "决定 2个工作日 是", "送达 1个工作日 是")
ZERO = {"到办事现场次数": "0次", "必须现场办理原因说明": "无"}
ONLINE_ONLY_PAPER = {**ZERO, "材料": [PAPER | {"收取方式": "纸质"}]}
INSTANT = {"办件类型": "即办件", "承诺办结时限": "即办"}
ISSUED = PAPER | {"材料名称": "营业执照", "来源渠道": "政府部门核发"}
SHARED = ISSUED | {
    "免提交": "通过数据共享减免，无需提供",
    "份数": "原件：0 复印件：0",
    "收取方式": "系统自动获取，无需申请者提交",
}
FEE = {"收费项目名称": "工本费", "收费标准": "每证10元", "收费依据": "发改价格〔2004〕2831号"}
CHARGED = {"是否收费": "是", "是否支持网上支付": "是", "收费": [FEE]}
WITHOUT = None
"""An element that the page does not show."""


class Case(NamedTuple):
    """What makes the rule fire, what nearly does, and what only looks so; `gravity` is that of the hit."""

    rule: str
    gravity: Severity
    hit: Changes
    near_miss: Changes
    exception: Changes


CASES = [
    Case(
        "L01", E,
        hit=ONLINE_ONLY_PAPER,
        near_miss={**ONLINE_ONLY_PAPER, "是否支持物流快递": "是"},
        exception={**ZERO, "材料": [PAPER | {"收取方式": "纸质或电子"}]},
    ),
    Case(
        "L02", E,
        hit={**ZERO, "是否网办": "否", "办理形式": "窗口办理"},
        near_miss={**ZERO, "是否网办": "否", "办理形式": "窗口办理、快递申请"},
        exception={**ZERO, "是否网办": "否", "办理形式": "窗口办理", "受理条件": "符合条件的免申即享"},
    ),
    Case(
        "L03", E,
        hit={"网上办理深度": "互联网收件、互联网预审、互联网受理、全程网办（Ⅳ级）"},
        near_miss={**ZERO, "网上办理深度": "全程网办"},
        exception={"网上办理深度": "全程网办", "必须现场办理原因说明": "首次申请须现场人脸识别"},
    ),
    Case(
        "L04", E,
        hit={"必须现场办理原因说明": "无"},
        near_miss={**ZERO, "必须现场办理原因说明": "--"},
        exception={"必须现场办理原因说明": "须核验原件，其他材料无需到现场提交"},
    ),
    Case(
        "L05", W,
        hit={**ZERO, "必须现场办理原因说明": "核验原件"},
        near_miss={**ZERO, "必须现场办理原因说明": "无需到现场办理"},
        exception={**ZERO, "必须现场办理原因说明": "申请人也可自愿到窗口办理"},
    ),
    Case(
        "L06", E,
        hit={"承诺办结时限": "30个工作日", "环节": STEPS},
        near_miss={"承诺办结时限": "20日"},
        exception={"法定办结时限": "无", "承诺办结时限": "30个工作日"},
    ),
    Case(
        "L07", W,
        hit={"法定办结时限": "45日"},
        near_miss={"法定办结时限": "20日"},
        exception={"法定办结时限": "45日", "法定办结时限说明": "《医疗机构管理条例实施细则》另有规定"},
    ),
    Case(
        "L08", E,
        hit={"办件类型": "即办件", "承诺办结时限": "5个工作日"},
        near_miss={"办件类型": "即办件", "承诺办结时限": "1个工作日", "环节": ("受理 即办 是", "办结 1个工作日 是")},
        exception={**INSTANT, "承诺办结时限": "当场办结"},
    ),
    Case(
        "L09", E,
        hit={"承诺办结时限": "即办"},
        near_miss={"承诺办结时限": "1个工作日"},
        exception={**INSTANT, "办件类型": "马上办"},
    ),
    Case(
        "L10", E,
        hit={**INSTANT, "环节": ("受理 即办 是", "专家评审 -- 是")},
        near_miss={**INSTANT, "环节": ("受理 即办 是", "办结 1个工作日 是")},
        exception={"环节": (*STEPS, "专家评审 15个工作日 否")},
    ),
    Case(
        "L11", E,
        hit={"环节": ("受理 1个工作日 是", "审查 8个工作日 是", "决定 2个工作日 是")},
        near_miss={"环节": ("受理 1个工作日 是", "审查 7个工作日 是", "决定 2个工作日 是", "送达 3个工作日 是")},
        exception={"环节": (*STEPS, "检测 9日 否", "公示 3日 是 不包含在承诺时限内", "核对 2日 是 与决定同步")},
    ),
    Case(
        "L12", E,
        hit={"环节": ("受理 1个工作日 是", "审查 18个工作日 是", "决定 2个工作日 是")},
        near_miss={"环节": ("受理 1个工作日 是", "审查 17个工作日 是", "决定 2个工作日 是")},
        exception={"法定办结时限": "无", "环节": ("受理 1个工作日 是", "审查 40个工作日 是")},
    ),
    Case(
        "L13", W,
        hit={"环节": ("受理 1个工作日 是", "决定 2个工作日 是", "送达 1个工作日 是")},
        near_miss={"环节": ("收件 1个工作日 是", "审核 2个工作日 是", "审批 2个工作日 是", "制证 1个工作日 是")},
        exception={**INSTANT, "环节": ("受理 即办 是", "办结 即办 是")},
    ),
    Case(
        "L14", W,
        hit={"环节": (*STEPS, "专家评审 15个工作日 否")},
        near_miss={"环节": (*STEPS, "专家评审 15个工作日 否 依据《行政许可法》第四十五条组织")},
        exception={"环节": STEPS},
    ),
    Case(
        "L15", E,
        hit={**CHARGED, "收费": [FEE | {"收费标准": "--"}]},
        near_miss=CHARGED,
        exception={"是否收费": "否", "收费": []},
    ),
    Case(
        "L16", W,
        hit={"是否支持网上支付": "是"},
        near_miss=CHARGED,
        exception={"是否支持网上支付": "否"},
    ),
    Case(
        "L17", E,
        hit={**ZERO, **CHARGED, "是否支持网上支付": "否"},
        near_miss={**ZERO, **CHARGED},
        exception={**ZERO, **CHARGED, "是否支持网上支付": "否", "收费": [FEE | {"收费标准": "10元，凭缴款码转账"}]},
    ),
    Case(
        "L18", W,
        hit={"材料": [PAPER | {"材料名称": "缴费收据"}]},
        near_miss={**CHARGED, "材料": [PAPER | {"材料名称": "缴费收据"}]},
        exception={"材料": [PAPER | {"材料名称": "购房发票"}]},
    ),
    Case(
        "L19", E,
        hit={"办理形式": "窗口办理"},
        near_miss={"办理形式": "窗口办理、移动端申请"},
        exception={"是否网办": "否", "办理形式": "窗口办理", "网上办理深度": "互联网咨询"},
    ),
    Case(
        "L20", E,
        hit={"网办地址": "无"},
        near_miss={"网办地址": "https://www.hnzwfw.gov.cn/portal/apply/1"},
        exception={"是否网办": "否", "网上办理深度": "互联网咨询", "办理形式": "窗口办理、移动端申请"},
    ),
    Case(
        "L21", E,
        hit={"是否网办": "否", "办理形式": "窗口办理"},
        near_miss={"是否网办": "否", "办理形式": "窗口办理", "网上办理深度": "互联网咨询、互联网收件"},
        exception={"网上办理深度": "互联网收件、互联网预审、互联网受理、互联网办理"},
    ),
    Case(
        "L22", E,
        hit={"网上办理深度": "互联网电子证照反馈、其他", "是否生成电子证照": "否"},
        near_miss={"网上办理深度": "互联网电子证照反馈、其他", "是否生成电子证照": "是"},
        exception={
            "网上办理深度": "互联网电子证照反馈、其他", "是否生成电子证照": "否", "结果类型": "审批办结",
            "结果名称": "取水许可批复",
        },
    ),
    Case(
        "L23", W,
        hit={"网上办理深度": "互联网收件、互联网办理"},
        near_miss={"网上办理深度": "互联网收件、互联网预审、互联网受理、互联网办理"},
        exception={"网上办理深度": "互联网收件、互联网办理、其他"},
    ),
    Case(
        "L24", E,
        hit={"材料": [SHARED | {"收取方式": "纸质", "份数": "原件：1 复印件：0"}]},
        near_miss={"材料": [SHARED]},
        exception={"材料": [SHARED | {"收取方式": "纸质", "份数": "原件：1 复印件：0", "材料必要性": "非必要"}]},
    ),
    Case(
        "L25", W,
        hit={"材料": [SHARED | {"来源渠道": "申请人自备"}]},
        near_miss={"材料": [SHARED]},
        exception={"材料": [SHARED | {"来源渠道": "申请人自备", "材料名称": "银行流水"}]},
    ),
    Case(
        "L26", W,
        hit={"材料": [ISSUED | {"收取方式": "纸质"}]},
        near_miss={"材料": [ISSUED | {"收取方式": "纸质或电子"}]},
        exception={"材料": [ISSUED | {"收取方式": "纸质", "填报须知": "旧证交旧换新"}]},
    ),
    Case(
        "L27", E,
        hit={"材料": [PAPER | {"收取方式": "纸质", "份数": "原件：0 复印件：0"}]},
        near_miss={"材料": [PAPER | {"材料类型": "原件或复印件", "收取方式": "电子", "份数": "原件：0 复印件：0"}]},
        exception={"材料": [PAPER | {"收取方式": "纸质", "份数": "原件：0 复印件：0", "填报须知": "核验后退回"}]},
    ),
    Case(
        "L28", E,
        hit={"材料": [PAPER | {"材料类型": "原件和复印件"}]},
        near_miss={"材料": [PAPER | {"材料类型": "原件和复印件", "份数": "原件：1 复印件：1"}]},
        exception={"材料": [PAPER | {"材料类型": "原件或复印件"}]},
    ),
    Case(
        "L29", W,
        hit={"材料": [PAPER | {"收取方式": "电子", "份数": "--"}]},
        near_miss={"材料": [PAPER | {"收取方式": "电子", "份数": "--", "材料类型": "复印件"}]},
        exception={"材料": [PAPER | {"收取方式": "电子", "份数": "--", "填报须知": "提交加盖电子印章的OFD文件"}]},
    ),
    Case(
        "L33", E,
        hit={"材料": [PAPER | {"材料名称": "法律法规规定的其他材料"}]},
        near_miss={"材料": [PAPER | {"材料名称": "与其他企业合作的协议"}]},
        exception={"材料": [PAPER | {"材料名称": "其他材料", "填报须知": "包括章程、验资报告"}]},
    ),
    Case(
        "L34", W,
        hit={"结果类型": "审批办结"},
        near_miss={"结果名称": "企业投资项目备案证明", "结果类型": "审批办结"},
        exception={"结果名称": "无", "结果类型": "无特定审批结果", "结果样本": "无"},
    ),
    Case(
        "L35", E,
        hit={**ZERO, "是否生成电子证照": "否"},
        near_miss={**ZERO, "是否生成电子证照": "否", "送达方式": "窗口领取、物流快递"},
        exception={**ZERO, "是否生成电子证照": "否", "受理条件": "证照可委托他人代领"},
    ),
    Case(
        "L36", E,
        hit={**ZERO, "受理条件": "申请时本人到场核验"},
        near_miss={**ZERO, "受理条件": "申请人无需当面提交"},
        exception={**ZERO, "受理条件": "须当面确认，也可远程视频确认"},
    ),
    Case(
        "L37", W,
        hit={"通办范围": "全国通办", "是否网办": "否", "办理形式": "窗口办理", "网上办理深度": "互联网咨询"},
        near_miss={"通办范围": "全市通办", "是否网办": "否", "办理形式": "窗口办理", "网上办理深度": "互联网咨询"},
        exception={
            "通办范围": "全国通办", "是否网办": "否", "办理形式": "窗口办理", "网上办理深度": "互联网咨询",
            "受理条件": "各地窗口代收代办",
        },
    ),
    Case(
        "L38", W,
        hit={"面向法人事项主题分类": "无", "面向自然人事项主题分类": "无"},
        near_miss={"面向法人事项主题分类": "准营准办"},
        exception={"面向自然人事项主题分类": "就业创业", "受理条件": "允许个人代办"},
    ),
    Case(
        "L39", E,
        hit={"监督投诉方式": "0371-2388 1001"},
        near_miss={"监督投诉方式": "0371-23881003"},
        exception={"咨询方式": "12345", "监督投诉方式": "12345"},
    ),
    Case(
        "L40", E,
        hit={"到办事现场次数": "3次"},
        near_miss={"到办事现场次数": "2次"},
        exception={"到办事现场次数": "最多跑一次"},
    ),
    Case(
        "L41", W,
        hit={"跳转地址": "http://10.1.1.1/apply.aspx", "是否对接单点登录": "否"},
        near_miss={"跳转地址": "http://10.1.1.1/apply.aspx", "是否对接单点登录": "是"},
        exception={"跳转地址": "无", "是否对接单点登录": "否"},
    ),
    Case(
        "L42", E,
        hit={"计划取消日期": "2026-11-22"},
        near_miss={"计划取消日期": "2026年11月23日", "计划生效日期": "20261123"},
        exception={"计划取消日期": "--", "计划生效日期": "暂无"},
    ),
    Case(
        "L43", W,
        hit={"县级": {"法定办结时限": "15个工作日"}},
        near_miss={"县级": {"承诺办结时限": "3个工作日"}},
        exception={"县级": {"法定办结时限": "15个工作日"}, "清单": {"行使层级": "分级管理"}},
    ),
    Case(
        "L44", I,
        hit={"是否支持预约办理": "是", "每日可预约量": "0"},
        near_miss={"是否支持预约办理": "是", "每日可预约量": "30"},
        exception={"是否支持预约办理": "否", "每日可预约量": "0"},
    ),
    Case(
        "L45", W,
        hit={"承诺办结时限": "4个工作日", "环节": ("受理 即办 是", "现场勘验 1个工作日 是")},
        near_miss={"承诺办结时限": "5个工作日", "环节": ("受理 即办 是", "现场勘验 1个工作日 是")},
        exception={"承诺办结时限": "4个工作日", "环节": ("受理 即办 是", "现场勘验 9个工作日 否")},
    ),
]  # fmt: skip


def _groups(rows: Sequence[Mapping[str, str]]) -> tuple[ShownGroup, ...]:
    return tuple(group({Element(name): text for name, text in row.items()}) for row in rows)


def _step(line: str) -> dict[str, str]:
    name, limit, counted, *content = line.split(" ")
    told = {"环节名称": name, "办理环节时限": limit, "是否计算在法定办结时限内": counted}
    return told | ({"办理内容": content[0]} if content else {})


def page(changes: Changes) -> GuidePage:
    texts = {**CONSISTENT, **{name: text for name, text in changes.items() if name in set(Element)}}
    values = [shown(Element(name), text) for name, text in texts.items() if text is not WITHOUT]
    return guide_page(values).model_copy(
        update={
            "materials": _groups(changes.get("材料", [PAPER])),
            "steps": _groups([_step(line) for line in changes.get("环节", STEPS)]),
            "fees": _groups(changes.get("收费", [])),
        }
    )


def judge(changes: Changes, rules: RuleSettings = SETTINGS) -> tuple[Problem, ...]:
    matter = make_matter(**{"行使层级": "市级", **changes.get("清单", {})})
    county = changes.get("县级")
    siblings = [make_matter(region_code="410225", **{"行使层级": "县级", **county})] if county else []
    return guide_is_consistent(page(changes), matter, siblings, rules)


def found(rule: str, changes: Changes) -> list[Severity]:
    return [problem.severity for problem in judge(changes) if problem.rule == rule]


def test_no_rule_is_missing() -> None:
    numbered = [f"L{number:02d}" for number in range(1, 46)]
    assert sorted(SETTINGS.keys() & set(numbered)) == numbered
    assert sorted(RULES.keys() | OF_FILES) == numbered
    assert sorted({case.rule for case in CASES} | OF_FILES) == numbered


def test_a_consistent_guide_breaks_no_rule() -> None:
    assert judge({}) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_hit(case: Case) -> None:
    assert case.gravity in found(case.rule, case.hit)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_near_miss(case: Case) -> None:
    assert found(case.rule, case.near_miss) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_an_exception(case: Case) -> None:
    assert found(case.rule, case.exception) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_finding_names_the_rule_and_quotes_both_texts(case: Case) -> None:
    problem = next(problem for problem in judge(case.hit) if problem.rule == case.rule)
    assert problem.text.startswith(f"{case.rule} {SETTINGS[case.rule].name}：")
    assert problem.expected in problem.text
    assert problem.seen in problem.text
    assert problem.where
    assert problem.at


# ── where only a person can tell ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("L01", {**ONLINE_ONLY_PAPER, "是否支持物流快递": WITHOUT}),
        ("L01", {**ZERO, "材料": [PAPER | {"收取方式": "纸质", "材料必要性": "非必要"}]}),
        ("L02", {**ZERO, "是否网办": "否", "办理形式": WITHOUT, "清单": {}}),
        ("L04", {"必须现场办理原因说明": WITHOUT}),
        ("L06", {"事项类型": "公共服务", "法定办结时限": "20日", "承诺办结时限": "18个工作日"}),
        ("L10", {**INSTANT, "环节": ("受理 即办 是", "专家评审 15个工作日 否")}),
        ("L11", {"事项类型": "公共服务", "承诺办结时限": "12日", "环节": ("受理 3个工作日 是", "审查 7个工作日 是")}),
        ("L17", {**ZERO, **CHARGED, "是否支持网上支付": WITHOUT}),
        ("L20", {"网办地址": "http://www.example.gov.cn/"}),
        ("L22", {"网上办理深度": "互联网电子证照反馈、其他", "是否生成电子证照": "否", "结果类型": WITHOUT}),
        ("L24", {"材料": [SHARED | {"收取方式": "系统自动获取，如数据不全则需申请者提交", "份数": "1份"}]}),
        ("L27", {"材料": [PAPER | {"收取方式": "电子", "份数": "1份"}]}),
        ("L35", {**ZERO, "是否生成电子证照": "否", "受理条件": "到现场次数仅指申请环节"}),
        ("L39", {"咨询方式": "0378-23881001"}),
    ],
)
def test_a_doubtful_contradiction_is_asked(rule: str, changes: Changes) -> None:
    assert found(rule, changes) == [W]


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("L01", {**ONLINE_ONLY_PAPER, "材料": [SHARED | {"收取方式": "纸质"}]}),
        ("L01", {**ONLINE_ONLY_PAPER, "受理条件": "各乡镇代办点可以代收"}),
        ("L01", {**ONLINE_ONLY_PAPER, "是否支持物流快递": "否", "是否支持申报材料邮寄": "是"}),
        ("L07", {"事项类型": "公共服务", "法定办结时限": "45日"}),
        ("L07", {"法定办结时限": "30个工作日", "环节": ("县级初审 5个工作日 是", *STEPS)}),
        ("L39", {"咨询方式": "0371-23881001，12345"}),
    ],
)
def test_what_is_no_contradiction(rule: str, changes: Changes) -> None:
    assert found(rule, changes) == []


def test_two_originals_of_a_paper_that_wants_copies() -> None:
    assert found("L28", {"材料": [PAPER | {"份数": "原件：0 复印件：3"}]}) == [E]
    assert found("L28", {"材料": [PAPER | {"材料类型": "复印件", "份数": "原件：2 复印件：0"}]}) == [E]


def test_an_empty_telephone() -> None:
    assert found("L39", {"咨询方式": "--"}) == [E]


def test_what_is_charged_must_be_said() -> None:
    assert found("L15", {**CHARGED, "收费": []}) == [E]


# ── what the page does not show ──────────────────────────────────────────────────────────────────────────────────


def test_what_the_page_does_not_show_comes_from_the_list_and_says_so() -> None:
    listed = {"是否支持物流快递": "否", "申请材料": [{"材料名称": "申请书", "收取方式": "纸质"}]}
    changes = {**ZERO, "材料": [], "是否支持物流快递": WITHOUT, "清单": listed}
    (problem,) = [each for each in judge(changes) if each.rule == "L01"]
    assert problem.severity is E
    assert "收取方式“纸质（核准清单）”" in problem.text
    assert "核准清单“是否支持物流快递：否”" in problem.text
    assert "“到办事现场次数：0次”" in problem.text


def test_the_page_decides_where_it_differs_from_the_list() -> None:
    listed = {"申请材料": [{"材料名称": "申请书", "收取方式": "纸质或电子"}], "到办事现场次数": 2}
    assert found("L01", {**ONLINE_ONLY_PAPER, "清单": listed}) == [E]


def test_a_default_of_ours_is_no_statement() -> None:
    assert found("L01", {**ONLINE_ONLY_PAPER, "是否支持物流快递": WITHOUT}) == [W]


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────


def with_setting(rule: str, **changes: Any) -> RuleSettings:
    return {**SETTINGS, rule: SETTINGS[rule].model_copy(update=changes)}


def of_rule(rule: str, changes: Changes, rules: RuleSettings) -> list[Severity]:
    return [problem.severity for problem in judge(changes, rules) if problem.rule == rule]


@pytest.mark.parametrize(
    ("gravity", "expected"),
    [(Gravity.ERROR, [E]), (Gravity.WARNING, [W]), (Gravity.INFO, [I]), (Gravity.OFF, [])],
)
def test_gravity_is_data(gravity: Gravity, expected: list[Severity]) -> None:
    assert of_rule("L01", ONLINE_ONLY_PAPER, with_setting("L01", severity=gravity)) == expected


@pytest.mark.parametrize(
    ("rule", "parameters", "changes", "fires"),
    [
        ("L08", {"days": 0}, {"办件类型": "即办件", "承诺办结时限": "1个工作日"}, True),
        ("L08", {"days": 5}, {"办件类型": "即办件", "承诺办结时限": "5个工作日"}, False),
        ("L03", {"one_visit_allowed": True}, {"网上办理深度": "全程网办"}, False),
        ("L03", {"one_visit_allowed": True}, {"网上办理深度": "全程网办", "到办事现场次数": "2次"}, True),
        ("L39", {"area_codes": ("0371", "0378")}, {"咨询方式": "0378-23881001"}, False),
        ("L16", {"platform_wide": True}, {"是否支持网上支付": "是"}, False),
        ("L45", {"days": 3}, {"承诺办结时限": "4个工作日", "环节": ("现场勘验 1个工作日 是",)}, False),
    ],
)
def test_parameters_are_data(rule: str, parameters: dict[str, Any], changes: Changes, fires: bool) -> None:
    rules = with_setting(rule, parameters=SETTINGS[rule].parameters | parameters)
    assert bool(of_rule(rule, changes, rules)) is fires


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "kind", "verdict"),
    [
        ("21个工作日", "20日", "行政许可", True),
        ("20个工作日", "20日", "行政许可", False),
        ("3个工作日", "7日", "公共服务", False),
        ("10个工作日", "9个自然日", "公共服务", True),
        ("10个工作日", "12个自然日", "公共服务", None),
        ("1个月", "20个工作日", "公共服务", None),
        ("2个月", "30个工作日", "公共服务", True),
        ("24小时", "1个工作日", "公共服务", None),
        ("48小时", "1个自然日", "公共服务", True),
        ("即办", "1个工作日", "公共服务", False),
        ("无", "1个工作日", "公共服务", None),
    ],
)
def test_which_limit_is_longer(one: str, other: str, kind: str, verdict: bool | None) -> None:
    matter_type = make_matter(事项类型=kind).guide.matter_type
    assert exceeds(TimeLimit.parse(one), TimeLimit.parse(other), matter_type) is verdict


# ── any page ─────────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = [
    *CONSISTENT.values(),
    "无",
    "--",
    "",
    "是",
    "否",
    "纸质",
    "0次",
    "3个月",
    "详见附件",
    "2026-13-45",
    "http://[",
    "１",
]
TEXTS = st.sampled_from(WORDS) | st.text(max_size=12)
SHOWN = st.builds(Shown, element=st.sampled_from(Element), label=TEXTS, text=TEXTS, link=TEXTS)
GROUPS = st.lists(st.builds(ShownGroup, values=st.lists(SHOWN, max_size=5).map(tuple)), max_size=3).map(tuple)


@settings(deadline=None)
@given(st.lists(SHOWN, max_size=12), GROUPS, GROUPS, GROUPS)
def test_no_page_stops_a_rule(
    values: list[Shown], materials: tuple[ShownGroup, ...], steps: tuple[ShownGroup, ...], fees: tuple[ShownGroup, ...]
) -> None:
    seen = guide_page(values).model_copy(update={"materials": materials, "steps": steps, "fees": fees})
    matter = make_matter(申请材料=[{"材料名称": "申请书"}], 办理流程=[{"环节名称": "受理", "办理时限": "1日"}])
    problems = guide_is_consistent(seen, matter, [matter], SETTINGS)
    assert problems == guide_is_consistent(seen, matter, [matter], SETTINGS)
    assert all(problem.rule in {*RULES, "B2"} and problem.text and problem.at == seen.at for problem in problems)


def test_the_day_is_the_day_the_page_was_seen() -> None:
    later = page({"计划取消日期": "2026-11-23"}).model_copy(update={"at": datetime(2026, 11, 24, tzinfo=UTC)})
    assert [p.rule for p in guide_is_consistent(later, make_matter(), [], SETTINGS)] == ["L42"]
