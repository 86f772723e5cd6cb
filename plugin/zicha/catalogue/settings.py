"""The rules' settings and the thresholds of one portal: what the catalogue ships, with the overrides of a profile.

A profile's maps complete the shipped ones, its lists and values replace them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from zicha.catalogue.choice_words import CLOSED_LISTS
from zicha.catalogue.rules import Family, rules
from zicha.catalogue.thresholds import as_map, shipped_thresholds
from zicha.model.facts.guide import Element
from zicha.model.refusals import first_refusal
from zicha.model.rule_settings import RuleSettings
from zicha.model.similar_words import most_similar
from zicha.model.thresholds import Thresholds
from zicha.plain_yaml import completed

Overrides = Mapping[str, Any]
"""A part of a profile as its YAML gives it."""
_RULE_SETTINGS = TypeAdapter(RuleSettings)
_VALUES = TypeAdapter(dict[str, dict[str, tuple[str, ...]]])


class OverrideError(ValueError):
    """An override that cannot be used; the message is for the reader and names the place in the profile."""


def rule_settings(overrides: Overrides) -> RuleSettings:
    """Return every rule as shipped, changed by the overrides. Raise OverrideError for one that would change nothing."""
    shipped = _shipped_rules()
    for rule, override in overrides.items():
        _require_known(rule, override, shipped)
    try:
        return _RULE_SETTINGS.validate_python(completed(shipped, overrides))
    except ValidationError as error:
        raise OverrideError(first_refusal(error, "rules")) from error


def thresholds(overrides: Overrides) -> Thresholds:
    """Return the thresholds as shipped, changed by the overrides. Raise OverrideError."""
    try:
        whole = Thresholds.model_validate(completed(as_map(shipped_thresholds()), overrides))
    except ValidationError as error:
        raise OverrideError(first_refusal(error, "thresholds")) from error
    unknown = "、".join(name for name in whole.forms.severities if name not in _metrics())
    if unknown:
        known = "、".join(_metrics())
        raise OverrideError(f"“thresholds.forms.severities”不对：没有“{unknown}”这项指标，可用的指标：{known}")
    return whole


def values(overrides: Overrides) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the words that a profile adds to closed lists: element → value → words. Raise OverrideError."""
    try:
        added = _VALUES.validate_python(overrides)
    except ValidationError as error:
        raise OverrideError(first_refusal(error, "values")) from error
    for element, words in added.items():
        _require_one_of("values", element, [str(each) for each in CLOSED_LISTS])
        for value in words:
            _require_one_of(f"values.{element}", value, [str(each) for each in CLOSED_LISTS[Element(element)]])
    return added


def _require_one_of(place: str, name: str, names: Sequence[str]) -> None:
    if name not in names:
        near = most_similar(name, names, 50)
        advice = f"，是不是想写“{near}”" if near else ""
        raise OverrideError(f"{place} 里没有“{name}”{advice}？可以写的有：{'、'.join(names)}")


def _metrics() -> tuple[str, ...]:
    """Return the ids of the F rules. 难懂 is none: whether people grade it is set by `raters`."""
    return tuple(rule.id for rule in rules() if rule.family is Family.FORM)


@cache
def _shipped_rules() -> Mapping[str, Overrides]:
    """Return the rules that a profile may set, as it would write them."""
    return {rule.id: rule.setting.model_dump(mode="json") for rule in rules() if rule.is_settable}


def _require_known(rule: str, override: Any, shipped: Mapping[str, Overrides]) -> None:
    if rule in _metrics():
        raise OverrideError(f"{rule} 的轻重写在 thresholds 的 forms.severities 中，如 {{{rule}: I}}")
    if rule not in shipped:
        near = most_similar(str(rule), shipped, 50)
        advice = f"，是不是想写 {near}" if near else ""
        raise OverrideError(f"rules 里没有“{rule}”这条规则{advice}？现有：{'、'.join(shipped)}")
    allowed = shipped[rule]["parameters"]
    for parameter, value in (override.get("parameters") or {}).items() if isinstance(override, dict) else ():
        if parameter not in allowed:
            raise OverrideError(f"规则 {rule} 没有参数“{parameter}”，可用的参数：{'、'.join(allowed) or '无'}")
        if type(value) is not type(allowed[parameter]):
            raise OverrideError(f"规则 {rule} 的参数“{parameter}”应当像 {allowed[parameter]} 这样写")
