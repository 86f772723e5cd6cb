"""The form 业务网办问题排查台账, read from form.yaml.

Code knows points by their key and boxes by their code; every word a reader sees comes from the data.
"""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import model_validator

from zicha.catalogue.data import read_data
from zicha.model.base import Model


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
        """Return the seven sub-columns of 存在的问题, in their order."""
        return (*(point.column for point in self.points), self.other_column)

    def boxes_of(self, column: str) -> tuple[Box, ...]:
        return tuple(box for box in self.boxes if box.column == column)

    def box(self, code: str) -> Box:
        return next(box for box in self.boxes if box.code == code)

    def point(self, key: str) -> Point:
        return next(point for point in self.points if point.key == key)


@cache
def ledger_form() -> LedgerForm:
    """Return the form of the notice's annex."""
    return LedgerForm.model_validate(read_data("form"))
