"""What the model expects under each Chinese key: the knowledge behind every piece of advice."""

from __future__ import annotations

import types
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from zicha.model.base import Model
from zicha.model.time_limit import TimeLimit


class Kind(StrEnum):
    """The kinds of values; the text is the example that advice gives."""

    MAP = "（另起一行，缩进两个空格写下级的键）"
    LIMIT = "20个工作日"
    CHOICE = "…"
    YES_NO = "是 或 否"
    NUMBER = "0"
    DATE = "2026-03-02"
    TIME = "2026-03-02T09:30:00+08:00"
    TEXT = "（文字）"


@dataclass(frozen=True)
class Shape:
    """What may stand under a key. `many`: a list of it. `required`: by the model, before any default."""

    kind: Kind
    many: bool
    required: bool
    model: type[Model] | None = None
    choices: tuple[str, ...] = ()
    most: int = 99

    @property
    def example(self) -> str:
        if self.choices:
            return f"[{self.choices[0]}]" if self.many else self.choices[0]
        if self.kind is Kind.NUMBER:
            return f"0 至 {self.most}"
        return self.kind.value


@cache
def shapes(model: type[Model]) -> dict[str, Shape]:
    """The keys of a mapping. Fields without a Chinese alias are not written by hand."""
    shapes_by_key = {}
    for info in model.model_fields.values():
        if info.alias:
            leaf, many = _leaf(info.annotation)
            most = min((int(bound.le) for bound in info.metadata if hasattr(bound, "le")), default=99)
            shapes_by_key[info.alias] = replace(_shape(leaf, many, info.is_required()), most=most)
    return shapes_by_key


@cache
def places(file: type[Model]) -> dict[type[Model], str]:
    """Every mapping of a kind of file and the name a clerk knows it by, from the outside in."""
    places_by_model: dict[type[Model], str] = {file: "文件最外层"}
    queue: list[type[Model]] = [file]
    for model in queue:
        for key, shape in shapes(model).items():
            if shape.model and shape.model not in places_by_model:
                places_by_model[shape.model] = key
                queue.append(shape.model)
    return places_by_model


@cache
def all_keys(file: type[Model]) -> tuple[str, ...]:
    """Every key of a kind of file, longest first."""
    return tuple(sorted({key for model in places(file) for key in shapes(model)}, key=lambda key: (-len(key), key)))


def _leaf(annotation: Any) -> tuple[Any, bool]:
    """The class at the bottom of `tuple[X, ...] | None` and the like, and whether there was a tuple."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _leaf(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return _leaf(next(arg for arg in get_args(annotation) if arg is not type(None)))
    if origin is tuple:
        return _leaf(get_args(annotation)[0])[0], True
    return annotation, False


def _shape(leaf: type, many: bool, required: bool) -> Shape:
    if issubclass(leaf, StrEnum):
        return Shape(Kind.CHOICE, many, required, choices=tuple(leaf))
    if leaf is TimeLimit:
        return Shape(Kind.LIMIT, many, required)
    if issubclass(leaf, Model):
        return Shape(Kind.MAP, many, required, model=leaf)
    kinds: dict[type, Kind] = {bool: Kind.YES_NO, int: Kind.NUMBER, datetime: Kind.TIME, date: Kind.DATE}
    return Shape(kinds.get(leaf, Kind.TEXT), many, required)
