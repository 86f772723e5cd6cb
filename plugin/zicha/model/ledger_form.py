"""The form 业务网办问题排查台账 and the catalogue of checks, read from the data files beside this module.

Code knows points by their key and boxes by their code; every word a reader sees comes from the data.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import ValidationError, model_validator

from zicha.model.base import Model
from zicha.model.matter import Method
from zicha.model.plain_yaml import read_yaml


class Need(StrEnum):
    """What a check must be able to reach."""

    VIEW = "view"
    LOGIN = "login"
    SUBMIT = "submit"
    CASE = "case"

    @property
    def chinese(self) -> str:
        return {"view": "入网查看", "login": "登录", "submit": "提交测试件", "case": "真实办件"}[self.value]


REACH: dict[Method, frozenset[Need]] = {
    Method.LOOK: frozenset({Need.VIEW, Need.LOGIN}),
    Method.TEST_APPLICATION: frozenset({Need.VIEW, Need.LOGIN, Need.SUBMIT}),
    Method.REAL_CASE: frozenset({Need.VIEW, Need.LOGIN, Need.SUBMIT, Need.CASE}),
}
"""What each 自查方式 reaches."""


class Per(StrEnum):
    """How often a check runs for a matter: once, or once for each identity the matter serves."""

    MATTER = "matter"
    IDENTITY = "identity"


class Check(Model):
    """One line of the catalogue: a test function, the box that its problems tick, the demands that it answers."""

    name: str
    point: str
    box: str
    needs: tuple[Need, ...]
    atoms: tuple[str, ...] = ()
    per: Per
    title: str


class Point(Model):
    """One of the six points of 自查的重点. `key` is the pytest marker."""

    key: str
    column: str
    title: str


class Box(Model):
    """A tick box of the form. `sure` is how certain its wording is, 0 to 1."""

    code: str
    column: str
    wording: str
    sure: float


class State(Model):
    """A box of 处理情况."""

    code: str
    wording: str


class Columns(Model):
    before: tuple[str, ...]
    after: tuple[str, ...]


class LedgerForm(Model):
    """The whole form."""

    title: str
    document: str
    reporting_body: str
    contact: str
    problems_header: str
    seal: str
    no_number: str
    no_problem: str
    demo_notice: str
    columns: Columns
    points: tuple[Point, ...]
    other_column: str
    boxes: tuple[Box, ...]
    states: tuple[State, ...]
    joined_states: str
    footnotes: tuple[str, ...]

    @model_validator(mode="after")
    def _boxes_stand_in_a_column(self) -> Self:
        for box in self.boxes:
            if box.column not in self.problem_columns:
                raise ValueError(f"box {box.code} stands in no column: {box.column}")
        return self

    @property
    def problem_columns(self) -> tuple[str, ...]:
        """The seven sub-columns of 存在的问题, in their order."""
        return (*(point.column for point in self.points), self.other_column)

    def boxes_of(self, column: str) -> tuple[Box, ...]:
        return tuple(box for box in self.boxes if box.column == column)

    def box(self, code: str) -> Box:
        return next(box for box in self.boxes if box.code == code)

    def point(self, key: str) -> Point:
        return next(point for point in self.points if point.key == key)


def _read(name: str) -> Any:
    return read_yaml((files("zicha.model") / name).read_text(encoding="utf-8"))


@cache
def ledger_form() -> LedgerForm:
    """The form of the notice's annex."""
    return LedgerForm.model_validate(_read("ledger_form.yaml"))


class CatalogueError(ValueError):
    """A catalogue of a project's own that cannot be read."""


@cache
def catalogue(own: Path | None = None) -> tuple[Check, ...]:
    """Every shipped check, in the order a person would make them; then those of a project's `own` file, if it is there.

    Raises CatalogueError.
    """
    checks = tuple(Check.model_validate(line) for line in _read("checks.yaml"))
    form = ledger_form()
    for check in checks:
        form.point(check.point), form.box(check.box)
    if own is None or not own.is_file():
        return checks
    try:
        more = tuple(Check.model_validate(line) for line in read_yaml(own.read_text(encoding="utf-8-sig")) or ())
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError, TypeError) as error:
        raise CatalogueError(f"检查目录 {own.name} 写得不对：{error}") from error
    names = [check.name for check in (*checks, *more)]
    for check in more:
        if not any(box.code == check.box for box in form.boxes):
            raise CatalogueError(f"检查目录 {own.name}：台账没有选项“{check.box}”（{check.name}）")
        if not any(point.key == check.point for point in form.points):
            raise CatalogueError(f"检查目录 {own.name}：没有方面“{check.point}”（{check.name}）")
        if names.count(check.name) > 1:
            raise CatalogueError(f"检查目录 {own.name}：检查“{check.name}”已经有了")
    return (*checks, *more)
