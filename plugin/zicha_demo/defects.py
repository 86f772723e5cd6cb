"""Defects as data: a defect is a patch on a Publication (or on the Platform), declared under defects/.

`defects/<box>.yaml` holds the catalogue: 变体 are the ways of being wrong, 孪生 what only looks like one and is right.
`defects/planted.yaml` says which matter of the shipped inventory carries which; `defects/questions.yaml` holds what
only a person can decide, `defects/faults.yaml` the trouble that is nobody's defect. A patch maps a path to a value:

    landing.kind: message                       set a field
    elements[承诺办结时限].text: 30个工作日       items of a list by name, label, question, key or index; [*] is all
    materials[0]: {删除: }                      take an item away
    application.demands: {追加: {...}}           add an item, or a list of items
    application.fields: {追加: {...}, 重复: 60}  add as many, {序} counts them
    elements[承诺办结时限].text: {取自: path}     copy another field
    application.notice[0]: {改写: {旧: 新}}       replace words in a text

Texts may hold {事项名称}, {实施编码}, {实施主体} and the 参数 that the planting or the variant gives.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from importlib.resources import files
from typing import Annotated, Any, NamedTuple, Self, TypeVar

from pydantic import Field, StringConstraints, model_validator

from zicha.model.base import Model, YesNo
from zicha.model.finding import Verdict
from zicha.plain_yaml import read_yaml
from zicha_demo.publication import Platform, Publication

_SEGMENT = re.compile(r"([^\W\d]\w*)|\[([^\]]+)\]|\.")
_KEYS = ("name", "label", "question", "key", "材料名称", "环节名称", "办件编号")
_OPERATIONS = ({"删除"}, {"追加"}, {"追加", "重复"}, {"取自"}, {"改写"})
Record = TypeVar("Record", Publication, Platform)
Box = Annotated[str, StringConstraints(pattern=r"^[A-G]\d$")]
_BOX_FILE = re.compile(r"[A-G]\d\.yaml")


class Deviation(Model):
    """What differs from a healthy portal. `inventory_changes` patch the approved list, by its YAML keys, alongside.

    `base` names the kind of matter that a proof of it starts from (tests/matrix).
    """

    note: str = Field(alias="说明")
    parameters: dict[str, str] = Field({}, alias="参数")
    changes: dict[str, Any] = Field({}, alias="改动")
    platform_changes: dict[str, Any] = Field({}, alias="平台改动")
    inventory_changes: dict[str, Any] = Field({}, alias="清单改动")
    base: str = Field("", alias="基准")


class Variant(Deviation):
    """One named way of being wrong. `also` are further boxes that it truly causes; `remark` what 备注 must say."""

    box: Box = Field(alias="框")
    name: str = Field(alias="变体")
    also: tuple[str, ...] = Field((), alias="另勾")
    remark: tuple[str, ...] = Field((), alias="备注")


class Twin(Deviation):
    """What looks like one of the variants named in `like` and is right: its box ends 未发现问题.

    `verdicts` are those checks of the box that rightly end otherwise, such as 未到期.
    """

    box: Box = Field(alias="框")
    name: str = Field(alias="孪生")
    like: tuple[str, ...] = Field(alias="像", min_length=1)
    verdicts: dict[str, Verdict] = Field({}, alias="结论")


class Doubt(Deviation):
    """What only a person can decide (提问): it ticks nothing and asks one question of its box. `asks` are the words."""

    box: Box = Field(alias="框")
    name: str = Field(alias="提问")
    asks: str = Field(alias="问", min_length=1)


class Circumstance(StrEnum):
    """What a fault needs that no page can do."""

    STALE_SESSION = "登录状态已过期"
    NO_SUCH_HOST = "域名无法解析"
    FULL_DISK = "磁盘已满"
    BROWSER_CRASH = "浏览器崩溃"


class Fault(Deviation):
    """Nobody's defect (故障): it ticks nothing.

    All checks of the boxes it `touches` end 未能核查, the others as on a healthy matter; with `outlasted`, all of them.
    """

    name: str = Field(alias="故障")
    touches: tuple[Box, ...] = Field((), alias="触及")
    outlasted: YesNo = Field(False, alias="仍可核查")
    circumstance: Circumstance | None = Field(None, alias="情形")

    @model_validator(mode="after")
    def _says_what_it_proves(self) -> Self:
        if bool(self.touches) is self.outlasted:
            raise ValueError(f"故障“{self.name}”要么写“触及”，要么写“仍可核查: 是”")
        return self


class Planting(Model):
    """Which matter carries which variant. Without a matter the platform does."""

    matter: str | None = Field(None, alias="事项")
    box: str = Field(alias="框")
    variant: str = Field(alias="变体")
    parameters: dict[str, str] = Field({}, alias="参数")


class Defects(Model):
    """The catalogue and what is planted."""

    variants: tuple[Variant, ...]
    twins: tuple[Twin, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[Fault, ...] = ()
    plantings: tuple[Planting, ...] = ()

    def variant(self, box: str, name: str) -> Variant:
        """Return a variant by its box and name."""
        for variant in self.variants:
            if (variant.box, variant.name) == (box, name):
                return variant
        raise LookupError(f"没有名为“{name}”的 {box} 变体")

    def only(self, plantings: Iterable[Planting]) -> Defects:
        """Return the same catalogue with other plantings."""
        return self.model_copy(update={"plantings": tuple(plantings)})


class PlantedPortal(NamedTuple):
    """What the portal publishes once the defects are in it."""

    publications: tuple[Publication, ...]
    platform: Platform
    unmatched: tuple[Planting, ...]


def load_defects() -> Defects:
    """Return the shipped defects."""
    folder = files("zicha_demo") / "defects"
    variants: list[Any] = []
    twins: list[Any] = []
    files_of_boxes = (entry for entry in folder.iterdir() if _BOX_FILE.fullmatch(entry.name))
    for file in sorted(files_of_boxes, key=lambda entry: entry.name):
        box, of_box = file.name.removesuffix(".yaml"), read_yaml(file.read_text(encoding="utf-8"))
        variants += [{"框": box, **entry} for entry in of_box["变体"]]
        twins += [{"框": box, **entry} for entry in of_box.get("孪生", ())]
    planted, doubts, faults = (
        read_yaml((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in ("planted", "questions", "faults")
    )
    return Defects.model_validate(
        {"variants": variants, "twins": twins, "doubts": doubts, "faults": faults, "plantings": planted}
    )


def plant(publications: Sequence[Publication], platform: Platform, defects: Defects) -> PlantedPortal:
    """Apply every planting to the publications of its matter."""
    changed = list(publications)
    unmatched: list[Planting] = []
    for planting in defects.plantings:
        variant = defects.variant(planting.box, planting.variant)
        if planting.matter is None:
            platform = apply(platform, variant.platform_changes, {**variant.parameters, **planting.parameters})
            continue
        at = [i for i, publication in enumerate(changed) if publication.matter_name == planting.matter]
        for index in at:
            changed[index] = apply_variant(changed[index], variant, planting.parameters)
        if not at:
            unmatched.append(planting)
    return PlantedPortal(tuple(changed), platform, tuple(unmatched))


def apply_variant(publication: Publication, variant: Deviation, parameters: Mapping[str, str]) -> Publication:
    """Return the publication with one variant (or twin) in it."""
    words = {
        "事项名称": publication.matter_name,
        "实施编码": publication.code,
        "实施主体": publication.department,
        **variant.parameters,
        **parameters,
    }
    return apply(publication, variant.changes, words)


def patched(tree: Any, changes: Mapping[str, Any], words: Mapping[str, str]) -> Any:
    """Return a copy of a tree of maps and lists with the changes in it. Raise ValueError if a path leads nowhere."""
    tree = copy.deepcopy(tree)
    for path, value in changes.items():
        _change(tree, _fill(path, words), _fill(value, words))
    return tree


def apply(record: Record, changes: Mapping[str, Any], words: Mapping[str, str]) -> Record:
    """Return the record with the changes in it. Raise ValueError if a path leads nowhere."""
    return type(record).model_validate(patched(record.model_dump(mode="json"), changes, words))


def _change(tree: Any, path: str, value: Any) -> None:
    operation: dict[str, Any] = value if isinstance(value, dict) and set(value) in _OPERATIONS else {}
    for holder, key in _places(tree, path):
        index = next(i for i, item in enumerate(holder) if item is key) if isinstance(holder, list) else key
        match operation:
            case {"删除": _} if isinstance(holder, list):
                del holder[index]
            case {"删除": _}:
                holder[index] = None
            case {"追加": added}:
                for number in range(1, operation.get("重复", 1) + 1):
                    numbered = _fill(added, {"序": str(number)})
                    holder[index].extend(numbered if isinstance(numbered, list) else [numbered])
            case {"取自": source}:
                container, name = _places(tree, source)[0]
                holder[index] = copy.deepcopy(container[name] if isinstance(container, dict) else name)
            case {"改写": words}:
                for old, new in words.items():
                    holder[index] = holder[index].replace(old, new)
            case _:
                holder[index] = copy.deepcopy(value)


def _places(tree: Any, path: str) -> list[tuple[Any, Any]]:
    """Return the containers a path ends in: with the key in a map, or the item itself in a list."""
    places: list[tuple[Any, Any]] = [(None, None)]
    nodes = [tree]
    if "".join(match[0] for match in _SEGMENT.finditer(path)) != path:
        raise ValueError(f"看不懂的路径：{path}")
    for name, selector in _SEGMENT.findall(path):
        if name:
            if not all(isinstance(node, dict) and name in node for node in nodes):
                raise LookupError(f"没有这个字段：{path} 中的 {name}")
            places = [(node, name) for node in nodes]
            nodes = [node[name] for node in nodes]
        elif selector:
            places = [(node, item) for node in nodes for item in _select(node, selector)]
            nodes = [item for _, item in places]
    if not places:
        raise LookupError(f"这条路径没有指向任何内容：{path}")
    return places


def _select(items: list[Any], selector: str) -> list[Any]:
    if selector == "*":
        return list(items)
    if re.fullmatch(r"-?\d+", selector):
        return [items[int(selector)]] if -len(items) <= int(selector) < len(items) else []
    if "=" in selector:
        key, wanted = selector.split("=", 1)
        return [item for item in items if item[key] == (wanted == "true" if wanted in ("true", "false") else wanted)]
    return [item for item in items if isinstance(item, dict) and selector in (item.get(key) for key in _KEYS)]


def _fill(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for word, text in words.items():
            value = value.replace("{" + word + "}", text)
        return value
    if isinstance(value, dict):
        return {key: _fill(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, words) for item in value]
    return value
