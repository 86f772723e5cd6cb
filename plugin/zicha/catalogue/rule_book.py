"""docs/rules.zh-CN.md: the rule book, in which a bureau reads by what it is judged, made of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.catalogue.requirements import requirements
from zicha.catalogue.rules import Example, Family, Kind, Rule, rules
from zicha.catalogue.thresholds import Threshold, shipped_thresholds
from zicha.model.finding import Severity

_FAMILIES = {
    Family.LOGIC: ("办事指南的逻辑关系", "办事指南的各项内容之间是否矛盾；空表、样表是否合格"),
    Family.HANDLING: ("实际办理与办事指南", "真实办件和测试件的办理，是否与办事指南公布的一致"),
    Family.TIME: ("办理结果的时限", "办件状态、电子证照、评价页面是否按时出现"),
    Family.FORM: (
        "申报表单的复杂程度",
        "申报表单是否复杂。是否难懂由人评定（人数见其他阈值 `raters`），其中至少1人来自其他部门，"
        "评定前看不到机器的结果",
    ),
}
_SEVERITIES = {
    Severity.ERROR: ("问题", "勾选台账选项；机器不能下结论的，请人核对"),
    Severity.WARNING: ("请人核对", "不勾选，列入待人工核查；人认定有问题的，才勾选"),
    Severity.INFO: ("只记录", "写入报告，不影响台账"),
}
_KINDS = {
    Kind.WRITTEN: "通知、法律法规、国务院文件或者国家标准写明了；具体做法有推断的，在依据中注明",
    Kind.PRACTICE: "没有查到国家明文，是各地在用的填报校验、同类工具或者国外、国际指南的做法",
    Kind.INFERRED: "没有查到明文，由要素的含义推出；数字是本工具自定的",
}
_HEAD = """\
# 判断规则

自查按下列{total}条规则判断。每条规则写明：必须怎样、依据是什么、轻重、哪些可以调整、哪些例外不算，\
并各举一个不对的和一个对的例子。

本文由 `zicha rules` 从 `plugin/zicha/catalogue` 中的 `rules.yaml`、`thresholds.yaml` 生成，不要手工修改。

办事指南与核准清单是否一致（选项 B1），以及登录、申报、评价等功能是否可用，不用编号的规则判断，\
见[通知要求与检查对照表](coverage.md)。
"""
_PARAMETERS = """\
### 参数

规则的轻重和参数、阈值，可以在门户配置（YAML 文件）中调整。只写要改的，没有写的按本文；写错名称的，运行时拒绝。

```yaml
extends: base
rules: {L05: {severity: off}, L08: {parameters: {days: 0}}} # 不用 L05；即办件必须是即办
thresholds: {forms: {typed_warn: 20, severities: {F-10: I}}} # 超过20项请人判断；F-10 只记录
```

- L、K、T 类规则（T3 除外）：`severity` 是最重计到哪一级。写 `W`，确有矛盾的也只请人核对；\
写 `off`，不用这条规则。只有人能判断的，写 `E` 也仍请人核对。
- F 类规则：轻重写在 `thresholds` 的 `forms.severities` 中。
- 带“阈值”字样的，写在 `thresholds` 中；点号表示下一层，如 `forms.typed_warn`。列表整个替换，“名称: 值”逐项补充。
"""
_EXCEPTIONS = """\
### 例外

“例外”是看上去违反、实际不算的情形，或者机器不能下结论、要请人核对的情形。例外由程序自动识别；没有列出的特殊情形，\
可以在事项清单的“已知问题”中写明原因和期限，台账照实显示。
"""
_EXAMPLES = """\
### 例子

例子只写与规则有关的要素，其余要素同一份没有问题的办事指南、办件或者表单；“（照常）”也是这个意思。例中的指南都在2026年11月23日查看。\
自动化测试用这些例子构造事实，证明不对的查得出、对的查不出。
"""

_AS_USUAL = "（照常）"


def rule_book() -> str:
    """Return the document."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield from _HEAD.format(total=len(rules())).splitlines()
    yield ""
    yield from _how_to_read()
    yield from _contents()
    for family in Family:
        yield from _chapter(family)
    yield from _other_thresholds()


def _how_to_read() -> Iterator[str]:
    yield "## 怎样读这些规则"
    yield ""
    yield "### 轻重"
    yield ""
    yield "| 轻重 | 含义 | 结果 |"
    yield "|---|---|---|"
    yield from (f"| {severity} | {name} | {result} |" for severity, (name, result) in _SEVERITIES.items())
    yield ""
    yield "### 依据"
    yield ""
    yield "| 依据 | 含义 | 条数 |"
    yield "|---|---|---|"
    for kind, meaning in _KINDS.items():
        yield f"| {kind} | {meaning} | {sum(rule.kind is kind for rule in rules())} |"
    yield ""
    yield "“通知要求”是通知的原文，编号同[通知要求与检查对照表](coverage.md)。"
    yield ""
    for part in (_PARAMETERS, _EXCEPTIONS, _EXAMPLES):
        yield from part.splitlines()
        yield ""


def _contents() -> Iterator[str]:
    yield "## 目录"
    yield ""
    for family, (title, subject) in _FAMILIES.items():
        yield f"**{family} {title}**：{subject}。"
        yield ""
        yield "| 编号 | 规则 | 轻重 | 依据 | 选项 |"
        yield "|---|---|---|---|---|"
        for rule in _of_family(family):
            yield f"| [{rule.id}](#{rule.id}) | {rule.name} | {rule.severity} | {rule.kind} | {rule.box} |"
        yield ""


def _of_family(family: Family) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.family is family)


def _chapter(family: Family) -> Iterator[str]:
    title, subject = _FAMILIES[family]
    yield f"## {family} {title}"
    yield ""
    yield f"{subject}。"
    yield ""
    for rule in _of_family(family):
        yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    name, result = _SEVERITIES[rule.severity]
    box = ledger_form().box(rule.box)
    titles = {check.name: check.title for check in catalogue()}
    reported = f"，在报告中编号为 {rule.reported_as}" if rule.reported_as else ""
    yield f'### <a id="{rule.id}"></a>{rule.id} {rule.name}'
    yield ""
    yield f"> {rule.sentence}"
    yield ""
    quotes = {demand.id: demand.quote for demand in requirements()}
    yield f"- **通知要求**：{'；'.join(f'{atom} {quotes[atom]}' for atom in rule.atoms)}"
    yield f"- **依据**（{rule.kind}）：{rule.authority}"
    yield f"- **轻重**：{rule.severity} {name}。{result}"
    yield f"- **台账选项**：{rule.box} {box.wording}{reported}"
    yield f"- **检查**：{'、'.join(f'{titles[check]} `{check}`' for check in rule.checks)}"
    settings = [*_parameters(rule), *(_threshold(each) for each in shipped_thresholds() if rule.id in each.of)]
    if settings:
        yield "- **参数**："
        yield from (f"    - {setting}" for setting in settings)
    if rule.exemptions:
        yield "- **例外**："
        yield from (f"    - {exemption}" for exemption in rule.exemptions)
    yield ""
    yield from _examples(rule)


def _parameters(rule: Rule) -> Iterator[str]:
    for name, parameter in rule.parameters.items():
        yield f"`{name}`：{parameter.meaning}。现为：{_value(parameter.value)}"


def _threshold(threshold: Threshold) -> str:
    return f"阈值 `{threshold.name}`：{threshold.meaning}。现为：{_value(threshold.value)}"


def _other_thresholds() -> Iterator[str]:
    """Yield the thresholds of boxes that are judged without a numbered rule, and of 难懂."""
    known = {rule.id for rule in rules()}
    yield "## 其他阈值"
    yield ""
    yield "下列阈值不属于编号的规则，由相应选项的检查使用。"
    yield ""
    yield "| 阈值 | 用于 | 含义 | 现为 |"
    yield "|---|---|---|---|"
    for each in shipped_thresholds():
        if not known.intersection(each.of):
            yield f"| `{each.name}` | {'、'.join(each.of)} | {each.meaning} | {_value(each.value)} |"


def _examples(rule: Rule) -> Iterator[str]:
    """Yield the two examples side by side, a line for each element."""
    wrong, right = _flat(rule.wrong), _flat(rule.right)
    yield "| 例 | 不对 | 对 |"
    yield "|---|---|---|"
    for name in dict.fromkeys((*wrong, *right)):
        yield f"| {name} | {wrong.get(name, _AS_USUAL)} | {right.get(name, _AS_USUAL)} |"
    yield ""


def _flat(example: Example) -> dict[str, str]:
    """Return an example as lines of a table, by the names of what they show: 公布：通办范围."""
    lines: dict[str, str] = {}
    for name, value in example.items():
        if isinstance(value, Mapping):
            lines |= {f"{name}：{part}": _shown(name, each) for part, each in value.items()}
        else:
            lines[name] = _shown(name, value)
    return lines


def _shown(name: str, value: Any) -> str:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return str(value) or "（空）"
    entries = [_step(entry) if name == "环节" else _entry(entry) for entry in value]
    return "<br>".join(entries) or "（空）"


def _entry(entry: Any) -> str:
    """Return one entry of a list: 申请书（收取方式：纸质）."""
    if isinstance(entry, str):
        return entry
    name, *marks = ((key, text) for key, text in entry.items())
    words = "，".join(key if text == "是" else f"{key}：{text}" for key, text in marks)
    return (name[1] or "（没有名称）") + (f"（{words}）" if words else "")


def _step(line: str) -> str:
    """Return a step as a reader knows it, from its line: name, limit, whether it counts, further words."""
    name, limit, counted, *content = line.split(" ")
    words = [limit if limit != "--" else "没有写时限", "计入时限" if counted == "是" else "不计入时限", *content]
    return f"{name}（{'，'.join(words)}）"


def _value(value: Any) -> str:
    """Return a parameter's value as a reader knows it; of a map its keys."""
    if isinstance(value, bool):
        return "是（true）" if value else "否（false）"
    if isinstance(value, Mapping):
        return f"{'、'.join(value)}的各种叫法，见 `thresholds.yaml`" if value else "（空）"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(map(str, value)) or "（空）"
    return str(value)
