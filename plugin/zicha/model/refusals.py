"""Why a record refuses what was written, in Chinese, for readers of a profile or a catalogue of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "missing": "缺少这一项",
        "extra_forbidden": "没有这一项，请核对名称",
        "int_type": "应当是整数",
        "int_parsing": "应当是整数",
        "int_from_float": "应当是整数",
        "float_type": "应当是数",
        "float_parsing": "应当是数",
        "bool_type": "应当是 true 或者 false",
        "bool_parsing": "应当是 true 或者 false",
        "string_type": "应当是文字",
        "string_too_short": "不能是空的",
        "too_short": "应当至少有一项",
        "date_parsing": "应当是 2026-12-31 这样的日期",
        "date_from_datetime_parsing": "应当是 2026-12-31 这样的日期",
        "string_too_long": "太长了",
        "string_unicode": "含有不能保存的字符",
        "date_type": "应当是 2026-12-31 这样的日期",
        "date_from_datetime_inexact": "应当只写日期，如 2026-12-31",
        "path_type": "应当是文件的路径",
        "tuple_type": "应当是列表，如 [甲, 乙]",
        "dict_type": "应当是“名称: 值”的形式",
        "model_type": "应当是“名称: 值”的形式",
    }
)


_BOUNDS = MappingProxyType(
    {"greater_than": "大于", "greater_than_equal": "不小于", "less_than": "小于", "less_than_equal": "不大于"}
)


def refusals(error: ValidationError, *within: str) -> list[str]:
    """Return all that was refused: its place, below `within`, and why."""
    return list(dict.fromkeys(_refusal(each, within) for each in error.errors(include_url=False)))


def first_refusal(error: ValidationError, *within: str) -> str:
    """Return the first thing that was refused."""
    return refusals(error, *within)[0]


def _refusal(refused: ErrorDetails, within: Sequence[str]) -> str:
    steps = (f"第{step + 1}项" if isinstance(step, int) else step for step in (*within, *refused["loc"]))
    place = ".".join(steps)
    return f"“{place}”不对：{_reason(refused)}" if place else _reason(refused)


def _reason(refused: ErrorDetails) -> str:
    context = refused.get("ctx", {})
    match refused["type"]:
        case "value_error":  # in a record's own words
            return str(context["error"])
        case "enum":
            choices = context["expected"].replace("'", "").replace(" or ", ", ")
            return f"应当是这些之一：{choices.replace(', ', '、')}"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return f"应当{_BOUNDS[refused['type']]} {next(iter(context.values())):g}"
        case kind:
            return _REASONS.get(kind, "写法不对，请对照文档")
