"""What a page complains of after 下一步 or 提交 was pressed, and about which of its fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zicha.portal.live.form import typed_fields
from zicha.portal.live.look import Look

_COMPLAINS = re.compile(
    r"不能为空|必填|请填|请输入|请选择|未填|格式|应[为填是]|[必须]须?[为填是]|不正确|不符合|不规范|有误|错误|无效|只能|仅限"
    r"|不[得能可]?(?:少于|超过|多于|大于|小于)|长度|范围|位数"
)
"""What a page says that is not content with a field."""


def complaints_of(look: Look, messages: Sequence[str]) -> dict[str, str]:
    """Return what the page complains of, by the labels of the fields: a field that is named, else the nearest above.

    Of several labels in a message the longest is meant: 企业名称, not 名称.
    """
    labels = sorted(
        {f.caption for f in typed_fields(look) if len(f.caption) > 1 and not f.read_only}, key=len, reverse=True
    )
    complaints: dict[str, str] = {}
    for message in (text for text in messages if _COMPLAINS.search(text)):
        rest = message
        for label in labels:
            if label in rest:
                rest = rest.replace(label, " ")
                complaints.setdefault(label, message)
        if rest == message and (label := _label_above(look, message, labels)):
            complaints.setdefault(label, message)
    return complaints


def _label_above(look: Look, line: str, labels: Sequence[str]) -> str:
    """Return the label of the field that stands nearest above a line; empty where the line stands elsewhere."""
    lines = [" ".join(each.split()) for each in look.text.splitlines()]
    above = reversed(lines[: lines.index(line)]) if line in lines else ()
    return next((label for each in above for label in labels if label in each), "")
