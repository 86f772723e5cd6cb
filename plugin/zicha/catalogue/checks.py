"""The catalogue of checks, read from checks.yaml: what each answers, what it needs, which box its problems tick.

A check is known by the name of its test function, test_<name>.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from zicha.catalogue.data import read_data
from zicha.catalogue.form import ledger_form
from zicha.model.base import Model
from zicha.model.matter import Method
from zicha.model.refusals import refusals
from zicha.plain_yaml import read_file


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


_CHECKS = TypeAdapter(tuple[Check, ...])


class CatalogueError(ValueError):
    """A catalogue of a project's own that cannot be used; the message is for the reader."""


@cache
def catalogue(own: Path | None = None) -> tuple[Check, ...]:
    """Return the shipped checks in the order a person would make them, then those of a project's `own` file, if any.

    Raise CatalogueError where that file is wrong.
    """
    shipped = tuple(Check.model_validate(line) for line in read_data("checks"))
    for check in shipped:
        ledger_form().point(check.point), ledger_form().box(check.box)
    if own is None or not own.is_file():
        return shipped
    further = _read(own)
    names = [check.name for check in (*shipped, *further)]
    for check in further:
        if mistake := _mistake(check, names):
            raise CatalogueError(f"检查目录 {own.name}：{mistake}")
    return (*shipped, *further)


def _read(own: Path) -> tuple[Check, ...]:
    """Return the checks of a project's own file. Raise CatalogueError."""
    try:
        return _CHECKS.validate_python(read_file(own)[0] or ())
    except ValidationError as error:
        raise CatalogueError(f"检查目录 {own.name} 写得不对：{'；'.join(refusals(error))}") from error
    except (yaml.YAMLError, OSError) as error:
        raise CatalogueError(f"检查目录 {own.name} 写得不对：{error}") from error


def _mistake(check: Check, names: Sequence[str]) -> str:
    """Return what is wrong with a check of a project's own, empty where nothing is. `names` are those of all checks."""
    form = ledger_form()
    if not any(box.code == check.box for box in form.boxes):
        return f"台账没有选项“{check.box}”（{check.name}）"
    if not any(point.key == check.point for point in form.points):
        return f"没有方面“{check.point}”（{check.name}）"
    return f"检查“{check.name}”已经有了" if names.count(check.name) > 1 else ""
