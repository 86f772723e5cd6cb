"""The rules' settings and the thresholds of one portal: what the catalogue ships, with the overrides of a profile.

A profile's maps complete the shipped ones, its lists and values replace them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import fuzz, process

from zicha.model.rule_settings import RuleSettings
from zicha.model.thresholds import Thresholds
from zicha.plain_yaml import completed, read_yaml

Overrides = Mapping[str, Any]
"""A part of a profile as its YAML gives it."""
_RULE_SETTINGS = TypeAdapter(RuleSettings)


class OverrideError(ValueError):
    """An override that cannot be used; the message is for the reader and names the place in the profile."""


def rule_settings(overrides: Overrides) -> RuleSettings:
    """Return every rule as shipped, changed by the overrides. Raise OverrideError for one that would change nothing."""
    shipped = _shipped("rules")
    for rule, override in overrides.items():
        _require_known(rule, override, shipped)
    try:
        return _RULE_SETTINGS.validate_python(completed(shipped, overrides))
    except ValidationError as error:
        raise OverrideError(_of_validation("rules", error)) from error


def thresholds(overrides: Overrides) -> Thresholds:
    """Return the thresholds as shipped, changed by the overrides. Raise OverrideError."""
    try:
        return Thresholds.model_validate(completed(_shipped("thresholds"), overrides))
    except ValidationError as error:
        raise OverrideError(_of_validation("thresholds", error)) from error


@cache
def _shipped(name: str) -> Overrides:
    data: Overrides = read_yaml((files("zicha.catalogue") / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


def _require_known(rule: str, override: Any, shipped: Overrides) -> None:
    if rule not in shipped:
        near = process.extractOne(str(rule), list(shipped), scorer=fuzz.ratio, score_cutoff=50)
        advice = f"，是不是想写 {near[0]}" if near else ""
        raise OverrideError(f"rules 里没有“{rule}”这条规则{advice}？现有：{'、'.join(shipped)}")
    allowed = shipped[rule].get("parameters", {})
    for parameter, value in (override.get("parameters") or {}).items() if isinstance(override, dict) else ():
        if parameter not in allowed:
            raise OverrideError(f"规则 {rule} 没有参数“{parameter}”，可用的参数：{'、'.join(allowed) or '无'}")
        if type(value) is not type(allowed[parameter]):
            raise OverrideError(f"规则 {rule} 的参数“{parameter}”应当像 {allowed[parameter]} 这样写")


def _of_validation(part: str, error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(step) for step in (part, *first["loc"]))
    return f"“{place}”不对：{first['msg']}"
