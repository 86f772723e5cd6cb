"""对照文件: what heads and codes of one list mean, where they are not what everybody writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from zicha.inventory.importing.columns import GROUPS
from zicha.inventory.importing.source import SourceUnreadable
from zicha.inventory.shape import shapes
from zicha.model.base import Model
from zicha.model.refusals import refusals
from zicha.model.similar_words import most_similar
from zicha.plain_yaml import read_file

LEFT_OUT = "不导入"


class SourceMapping(Model):
    """What a mapping file says: head → key, and key → what a cell says → what it means."""

    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str]] = {}


def read_mapping(file: Path | None) -> SourceMapping:
    """Return what the file says, nothing without one. Raise SourceUnreadable with what is wrong in it."""
    if file is None:
        return SourceMapping()
    try:
        data, _ = read_file(file)
    except (OSError, yaml.YAMLError) as error:
        raise SourceUnreadable(f"{file}：对照文件读不懂（{error}）") from error
    faults = list(_faults(data))
    if faults:
        raise SourceUnreadable("\n".join(f"{file}：{fault}" for fault in faults))
    data = data or {}
    try:
        return SourceMapping.model_validate({"columns": data.get("列") or {}, "values": data.get("值") or {}})
    except ValidationError as error:
        raise SourceUnreadable("\n".join(f"{file}：{refusal}" for refusal in refusals(error))) from error


def _faults(data: Any) -> list[str]:
    if data is None:
        return []
    if not isinstance(data, dict) or not all(isinstance(each, dict | None) for each in data.values()):
        return ["请写成 列: 和 值: 两部分，各自下面写“甲: 乙”"]
    faults = [f"“{key}”不认识，只能是 列 和 值" for key in data if key not in ("列", "值")]
    keys = sorted({key for model in GROUPS.values() for key in shapes(model)})
    for head, key in (data.get("列") or {}).items():
        if key != LEFT_OUT and key not in keys:
            faults.append(f"列“{head}”对应的“{key}”不是清单里的项目{_perhaps(key, keys)}")
    for key, meant in (data.get("值") or {}).items():
        if key not in keys:
            faults.append(f"值“{key}”不是清单里的项目{_perhaps(key, keys)}")
        elif not isinstance(meant, dict):
            faults.append(f"值“{key}”下面请写“表里的写法: 清单里的写法”")
    return faults


def _perhaps(word: Any, options: list[str]) -> str:
    near = most_similar(str(word), options, 60)
    return f"，是不是“{near}”？" if near else ""
