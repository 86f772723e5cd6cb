"""A consistent guide told element by element, and what the rules of logic say when some of it is told otherwise.

An element is given by its official name; 材料, 环节, 收费, 特殊环节记录 replace the whole list; 答 are the answers of
常见问题; 清单 is what the approved list says, 县级 what that of a county says of the same item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tests.support.facts import RULES, guide_page, named_group, shown
from tests.support.matters import make_matter
from tests.support.reading import guide_contradictions
from zicha.catalogue.rules import rules as rule_book
from zicha.judging.severities import apply_rule_settings
from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.finding import Problem, Severity
from zicha.model.rule_settings import RuleSettings
from zicha.rules.guide_accuracy.logic import RULES as RULES_OF_LOGIC

SETTINGS = RULES
E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
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
    """What makes a rule fire, and what nearly does; `gravity` is that of the hit."""

    rule: str
    gravity: Severity
    hit: Changes
    near_miss: Changes


def of_rule_book(example: Changes) -> Changes:
    """An example as the builders take it: its materials say only what differs from an application on paper."""
    if "材料" not in example:
        return example
    return {**example, "材料": [PAPER | material for material in example["材料"]]}


CASES = [
    Case(rule.id, rule.severity, hit=of_rule_book(rule.wrong), near_miss=of_rule_book(rule.right))
    for rule in rule_book()
    if rule.id in RULES_OF_LOGIC
]
"""The examples of the rule book."""


def page(changes: Changes) -> GuidePage:
    """The consistent guide with its changes."""
    texts = {**CONSISTENT, **{name: text for name, text in changes.items() if name in set(Element)}}
    values = [shown(Element(name), text) for name, text in texts.items() if text is not WITHOUT and name != "答"]
    return guide_page(values, answers=changes.get("答", ())).model_copy(
        update={
            "materials": _groups(changes.get("材料", [PAPER])),
            "steps": _groups([_step(line) for line in changes.get("环节", STEPS)]),
            "fees": _groups(changes.get("收费", [])),
            "special_steps": _groups(changes.get("特殊环节记录", [])),
        }
    )


def judge(changes: Changes, rules: RuleSettings = SETTINGS) -> tuple[Problem, ...]:
    """All that the rules say of the consistent guide with its changes, as grave as they are set."""
    matter = make_matter(**{"行使层级": "市级", **changes.get("清单", {})})
    county = changes.get("县级")
    siblings = [make_matter(region_code="410225", **{"行使层级": "县级", **county})] if county else []
    return apply_rule_settings(guide_contradictions(page(changes), matter, siblings, rules), rules)


def severities_of(rule: str, changes: Changes, rules: RuleSettings = SETTINGS) -> list[Severity]:
    """How grave a rule finds what it finds."""
    return [problem.severity for problem in judge(changes, rules) if problem.rule == rule]


def with_setting(rule: str, **changes: Any) -> RuleSettings:
    """The settings with another one for a rule."""
    return {**SETTINGS, rule: SETTINGS[rule].model_copy(update=changes)}


def paper(**changes: str | None) -> Changes:
    """A guide with one material: an application on paper, changed as asked; without what is None."""
    row = {**PAPER, "收取方式": "纸质", **changes}
    return {"材料": [{name: text for name, text in row.items() if text is not None}]}


def _groups(rows: Sequence[Mapping[str, str]]) -> tuple[ShownGroup, ...]:
    return tuple(map(named_group, rows))


def _step(step: str | Mapping[str, str]) -> Mapping[str, str]:
    """A step from its elements, or from a line: name, limit, whether it counts, content."""
    if not isinstance(step, str):
        return step
    name, limit, counted, *content = step.split(" ")
    row = {"环节名称": name, "办理环节时限": limit, "是否计算在法定办结时限内": counted}
    return row | ({"办理内容": content[0]} if content else {})
