"""The catalogue of checks, read from checks.yaml: what each answers, what it needs, which box its problems tick.

A check is known by the name of its test function, test_<name>.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from zicha.catalogue.form import ledger_form
from zicha.model.base import Model
from zicha.model.matter import Method
from zicha.plain_yaml import read_yaml


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


class CatalogueError(ValueError):
    """A catalogue of a project's own that cannot be read."""


@cache
def catalogue(own: Path | None = None) -> tuple[Check, ...]:
    """Every shipped check, in the order a person would make them; then those of a project's `own` file, if it is there.

    Raises CatalogueError.
    """
    checks = tuple(Check.model_validate(line) for line in _shipped())
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


def _shipped() -> Any:
    return read_yaml((files("zicha.catalogue") / "checks.yaml").read_text(encoding="utf-8"))
