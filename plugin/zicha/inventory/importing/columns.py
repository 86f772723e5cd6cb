"""What the heads of an exported list mean: which element of the inventory stands in a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from zicha.inventory.shape import Shape, shapes
from zicha.model.base import Model, folded
from zicha.model.matter import Fee, Guide, Material, Matter, QuestionAndAnswer, Result, Step
from zicha.plain_yaml import read_yaml

MATTER, GUIDE, RESULT = "事项", "办事指南", "审批结果"
GROUPS: Mapping[str, type[Model]] = {
    MATTER: Matter,
    GUIDE: Guide,
    RESULT: Result,
    "申请材料": Material,
    "办理流程": Step,
    "收费项目": Fee,
    "常见问题": QuestionAndAnswer,
}
"""The mappings of an inventory that a list can fill, the ones that a matter has once before those it has many of."""
LISTS = ("申请材料", "办理流程", "收费项目", "常见问题")
COUNTS = "份数"
"""One column for the numbers of originals and of copies: 原件1份，复印件2份."""
_OTHER_NAMES = {
    "免提交": "数据共享减免",
    "办理环节时限": "办理时限",
    "环节法定依据": "法定依据",
}
"""Elements that a page has under another name than the inventory."""
_LABEL_OF_CODE = re.compile(r"(?:DICTTEXT|TEXT|LABEL|NAME|DESC|STR|CN)$")
"""At the end of the name of a field that holds in words what another holds as a code: taskType_dictText."""
_BRACKETS = re.compile(r"[（(\[【]([^）)\]】]*)[）)\]】]")


class Role(StrEnum):
    """What a column holds of its element."""

    VALUE = "value"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Column:
    """The element that stands in a column; `unit` is what the head says in brackets (承诺时限（工作日）)."""

    group: str
    key: str
    role: Role = Role.VALUE
    unit: str = ""
    rank: int = 0
    """Of several columns of one element the one of the lowest rank counts: 子项名称 before 事项名称 before 主项名称."""

    @property
    def shape(self) -> Shape | None:
        """Return what may stand under the element's key; None for a column of two counts."""
        return shapes(GROUPS[self.group]).get(self.key)


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads that are known, folded, with what each may mean, and those that mean nothing to an inspection."""

    columns: Mapping[str, tuple[Column, ...]]
    without_place: frozenset[str]
    ranks: Mapping[str, int]

    def meanings(self, head: str) -> tuple[Column, ...]:
        """Return what a head may mean: one of several groups (办理时限 of a matter, or of a step); empty if unknown."""
        plain, whole = _plain(_BRACKETS.sub("", head)), _plain(head)
        units = [folded(each) for each in _BRACKETS.findall(head)]
        label = _LABEL_OF_CODE.sub("", plain)
        meanings = self.columns.get(whole) or self.columns.get(plain) or self.columns.get(label) or ()
        unit = next((each for each in units if re.fullmatch(r"(?:单位[:：]?)?.*[日天时月年]", each)), "")
        unit = unit.removeprefix("单位").lstrip(":：")
        return tuple(replace(each, unit=unit, rank=self.ranks.get(plain, 0)) for each in meanings)

    def is_without_place(self, head: str) -> bool:
        """Return whether a head is known to be of no use here."""
        return _plain(head) in self.without_place


def known_heads(labels: Mapping[str, Iterable[str]], chosen: Mapping[str, str]) -> Heads:
    """Return what heads mean: by their own names, the labels of portals (element → labels), and a mapping file.

    `chosen` leads from a head to the key that it means, or to “不导入”.
    """
    columns: dict[str, list[Column]] = {}
    data = _data()
    without_place = {_plain(head) for head in data["without a place"]}

    def add(head: str, column: Column) -> None:
        known = columns.setdefault(_plain(head), [])
        if column not in known:
            known.append(column)

    for group, model in GROUPS.items():
        for key, shape in shapes(model).items():
            if shape.model is not None:
                continue
            add(key, Column(group, key))
            for element, words in labels.items():
                if _OTHER_NAMES.get(element, element) == key:
                    for word in words:
                        add(word, Column(group, key))
            for word in data.get(group, {}).get(key, ()):
                add(word, Column(group, key))
    for word in (COUNTS, *labels.get(COUNTS, ())):
        add(word, Column("申请材料", COUNTS))
    for group, key, words in data["units"]:
        for word in words:
            add(word, Column(group, key, Role.UNIT))
    for head, key in chosen.items():
        meanings = [Column(group, key) for group, model in GROUPS.items() if key in shapes(model)]
        columns[_plain(head)] = meanings
        if not meanings:
            without_place.add(_plain(head))
    ranks = {_plain(head): rank for rank, words in ((-1, data["before"]), (1, data["behind"])) for head in words}
    return Heads({head: tuple(each) for head, each in columns.items()}, frozenset(without_place), ranks)


def _plain(head: str) -> str:
    """Return a head as it is compared: TASK_NAME and taskName are one, and a star says no more than 必填."""
    return folded(head).replace("_", "").strip("*:：")


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(Path(__file__).with_name("columns.yaml").read_text(encoding="utf-8"))
    return data
