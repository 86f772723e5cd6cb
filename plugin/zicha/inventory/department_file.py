"""The file of one department (部门清单文件): its header, the defaults of its matters, and the matters."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field

from zicha.model.base import Model, Text
from zicha.model.matter import Department, Guide, Matter, Method


class Defaults(Model):
    """默认: what all matters of the file share. A matter's own value goes first; lists are replaced as a whole."""

    system: Text | None = Field(None, alias="业务系统名称")
    method: Method | None = Field(None, alias="自查方式")
    guide: Guide | None = Field(None, alias="办事指南")


class DepartmentFile(Department):
    """部门清单文件. Its region is the folder it lies in."""

    defaults: Defaults | None = Field(None, alias="默认")
    matters: tuple[Matter, ...] = Field(alias="事项", min_length=1)


def schema() -> dict[str, Any]:
    """The JSON Schema of a department file, for completion in an editor.

    What 默认 may supply is not required of a matter; `load` demands it after merging.
    """
    root = DepartmentFile.model_json_schema(by_alias=True)
    del root["properties"]["region"], root["description"]
    root["required"].remove("region")
    guide, matter = root["$defs"]["Guide"], root["$defs"]["Matter"]
    del guide["required"], matter["properties"]["department"], root["$defs"]["Department"]
    for of_people in ("answers", "statements"):
        del matter["properties"][of_people]
    for of_people in ("Answer", "Reply", "Statements", "Correction", "Tick", "Handling", "Progress", "Addition"):
        del root["$defs"][of_people]
    supplied = {"department", *root["$defs"]["Defaults"]["properties"]}
    matter["required"] = [key for key in matter["required"] if key not in supplied]
    for definition in root["$defs"].values():
        _keep_chinese(definition)
    _as_written(root)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "title": "部门事项清单"}


def _as_written(node: Any) -> None:
    """Let a boolean be 是 or 否, and a code of digits stand without quotes."""
    if isinstance(node, dict):
        options = node.get("anyOf", [])
        if {"type": "boolean"} in options and {"type": "string"} in options:
            del node["anyOf"]
            node["enum"] = ["是", "否", True, False, *([None] if {"type": "null"} in options else [])]
            if isinstance(node.get("default"), bool):
                node["default"] = "是" if node["default"] else "否"
        if node.get("type") == "string" and "pattern" in node:
            node["type"] = ["string", "integer"]
        for child in node.values():
            _as_written(child)
    elif isinstance(node, list):
        for child in node:
            _as_written(child)


def _keep_chinese(definition: dict[str, Any]) -> None:
    """A docstring begins with the Chinese term, which helps a clerk, and goes on for programmers."""
    definition.pop("title", None)
    if re.search("[a-z]|[.]$", description := definition.get("description", "")):
        del definition["description"]
        if term := re.match("[一-鿿]+", description):
            definition["title"] = term[0]
