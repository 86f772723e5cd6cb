"""What the portal publishes and how it behaves, matter by matter: the approved list, but where a defect is planted."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Tree = dict[str, Any]
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Defect:
    """One planted defect: the box it ticks, what the portal shows or does otherwise, and words of the remark.

    `listed` is what the approved list says otherwise than that of the matter it starts from.
    """

    name: str
    box: str
    item: str
    shown: Tree
    listed: Tree
    habits: Tree
    remark: Sequence[str]
    also: Sequence[str] = ()
    """Other boxes that the same defect must tick."""


@dataclass(frozen=True, slots=True)
class Item:
    """A matter on the portal. `listed` is what the inventory says of it, `shown` what its guide does."""

    number: int
    listed: Tree
    shown: Tree
    layout: str
    habits: Mapping[str, Any] = field(default_factory=dict)
    defect: Defect | None = None

    @property
    def name(self) -> str:
        return str(self.shown["事项名称"])

    @property
    def code(self) -> str:
        return str(self.shown["实施编码"])

    @property
    def page_id(self) -> str:
        return str(self.listed["门户编号"])

    @property
    def guide(self) -> Tree:
        return dict(self.shown["办事指南"])

    @property
    def materials(self) -> list[Tree]:
        return list(self.guide.get("申请材料") or ())


def read_department() -> Tree:
    """Return the approved list as its file has it, without its matters."""
    data = _read("items.yaml")
    return {key: value for key, value in data.items() if key != "事项"}


def load_items(only: Sequence[str] = ()) -> tuple[Item, ...]:
    """Return the healthy matters, and for each defect a matter that differs in nothing else from one of them."""
    data = _read("items.yaml")
    common, listed = data["默认"], {each["事项名称"]: each for each in data["事项"]}
    healthy = [_item(number, _completed(common, each)) for number, each in enumerate(listed.values(), 1)]
    planted = [
        _planted(len(healthy) + number, _completed(common, listed[defect.item]), defect)
        for number, defect in enumerate(load_defects(), 1)
    ]
    return tuple(item for item in (*healthy, *planted) if not only or item.name in only)


def load_defects() -> tuple[Defect, ...]:
    """Return the planted defects."""
    return tuple(
        Defect(
            name=each["缺陷"],
            box=each["选项"],
            item=each["事项"],
            shown=each.get("显示", {}),
            listed=each.get("清单", {}),
            habits=each.get("行为", {}),
            remark=each.get("备注", []),
            also=each.get("另勾", []),
        )
        for each in _read("defects.yaml")
    )


def _item(number: int, tree: Tree) -> Item:
    layout, habits = tree.pop("版式"), tree.pop("行为", {})
    tree["门户编号"] = hashlib.md5(str(tree["实施编码"]).encode()).hexdigest().upper()
    return Item(number, tree, copy.deepcopy(tree), layout, habits)


def _planted(number: int, tree: Tree, defect: Defect) -> Item:
    """Return the item under a name and a code of its own."""
    old, new = str(tree["事项名称"]), f"{tree['事项名称']}（第{number}项）"
    tree = {**tree, "事项名称": new, "实施编码": f"{str(tree['实施编码'])[:-3]}{number:03}"}
    for path, value in defect.listed.items():
        _change(tree, path, value)
    for case in tree.get("办件", ()):
        case["办件编号"] = f"{case['办件编号'][:-3]}{number:03}"
    item = _item(number, tree)
    for path, value in defect.shown.items():
        _change(item.shown, path, value)
    assert old in new
    return Item(number, item.listed, item.shown, item.layout, {**item.habits, **defect.habits}, defect)


def _change(tree: Any, path: str, value: Any) -> None:
    """Put a value where a path of keys and numbers leads; nothing takes away, and a number past the end adds."""
    *way, last = path.split(".")
    for key in way:
        tree = tree[int(key)] if isinstance(tree, list) else tree[key]
    if isinstance(tree, list):
        place = int(last)
        tree[place : place + 1] = [] if value is None else [value]
    elif value is None:
        del tree[last]
    else:
        tree[last] = value


def _completed(common: Tree, own: Tree) -> Tree:
    tree = copy.deepcopy({**common, **own})
    tree["办事指南"] = copy.deepcopy({**common["办事指南"], **own["办事指南"]})
    return tree


def _read(name: str) -> Any:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
