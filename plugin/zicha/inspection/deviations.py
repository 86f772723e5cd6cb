"""What of a run is not as it was released: its checks, its rules, its thresholds. The ledger says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

from zicha.catalogue.checks import Check
from zicha.catalogue.released_checks import unlike_released
from zicha.catalogue.settings import rule_settings, thresholds
from zicha.catalogue.thresholds import shipped_thresholds
from zicha.model.rule_settings import MaxSeverity, RuleSettings
from zicha.model.thresholds import Thresholds

_MOST_NAMED = 10
_SEVERITIES = {
    MaxSeverity.ERROR: "计为问题",
    MaxSeverity.WARNING: "请人核查",
    MaxSeverity.INFO: "只作提示",
    MaxSeverity.OFF: "不判定",
}


def deviations(
    hashes: Mapping[str, str], rules: RuleSettings, limits: Thresholds, not_run: Iterable[Check]
) -> Iterator[str]:
    """Yield a sentence for each kind of difference, none for a run as released."""
    checks = unlike_released(hashes)
    if checks.altered:
        yield f"检查有改动：{_listed(checks.altered)}与发布的不同，结论须另行核实。"
    if checks.added:
        yield f"另有不是发布的检查：{_listed(checks.added)}。"
    if missing := [check.title for check in not_run]:
        yield f"没有运行的检查：{_listed(missing)}。"
    if changed := list(_changed_rules(rules)):
        yield f"规则与发布不同：{_listed(changed)}。"
    if changed := list(_changed_limits(limits)):
        yield f"判断的界限与发布不同：{_listed(changed)}。"


def _changed_rules(rules: RuleSettings) -> Iterator[str]:
    """Yield the rules that are judged otherwise. One that evidence of an earlier version lacks is judged as it is."""
    for rule, released in rule_settings({}).items():
        if (setting := rules.get(rule)) is None:
            continue
        changes = [_change(name, value, setting.parameters.get(name)) for name, value in released.parameters.items()]
        changes = [change for change in changes if change]
        if setting.severity != released.severity:
            changes.insert(0, f"发布{_SEVERITIES[released.severity]}，本次{_SEVERITIES[setting.severity]}")
        if changes:
            yield f"{rule} {released.name}（{'；'.join(changes)}）"


def _changed_limits(limits: Thresholds) -> Iterator[str]:
    for shipped in shipped_thresholds():
        released, used = _at(thresholds({}), shipped.name), _at(limits, shipped.name)
        if change := _change("", released, used):
            yield f"{shipped.meaning}（{change}）"


def _at(limits: Thresholds, name: str) -> Any:
    """Return the threshold of a dotted name."""
    return reduce(getattr, name.split("."), limits)


def _change(name: str, released: Any, used: Any) -> str:
    """Return in words how a value differs, nothing where it does not; of a list what it has more and less."""
    if used is None or released == used:
        return ""
    if isinstance(released, tuple) and isinstance(used, tuple):
        more = "、".join(str(each) for each in used if each not in released)
        less = "、".join(str(each) for each in released if each not in used)
        return "，".join(filter(None, [more and f"增加“{more}”", less and f"去掉“{less}”"]))
    if isinstance(released, bool | int | float):
        return f"{name}发布为 {released:g}，本次为 {used:g}".strip()
    return "词表有改动"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f"等 {len(names)} 项" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more
