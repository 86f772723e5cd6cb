"""Why a record refuses what was written, in Chinese, for readers of a profile or a catalogue of their own."""

from __future__ import annotations

from collections.abc import Mapping
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
        "tuple_type": "应当是列表，如 [甲, 乙]",
        "dict_type": "应当是“名称: 值”的形式",
        "model_type": "应当是“名称: 值”的形式",
    }
)


def first_refusal(error: ValidationError, *within: str) -> str:
    """Return the first thing that was refused: its place, below `within`, and why."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(step) for step in (*within, *first["loc"]))
    return f"“{place}”不对：{_reason(first)}"


def _reason(refused: ErrorDetails) -> str:
    context = refused.get("ctx", {})
    match refused["type"]:
        case "value_error":  # in a record's own words
            return str(context["error"])
        case "enum":
            choices = context["expected"].replace("'", "").replace(" or ", ", ")
            return f"应当是这些之一：{choices.replace(', ', '、')}"
        case kind:
            return _REASONS.get(kind, refused["msg"])
