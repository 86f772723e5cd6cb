"""The demands of the notice that an inspection answers, each in its own words, read from requirements.yaml."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Self

from pydantic import model_validator

from zicha.catalogue.data import read_data
from zicha.model.base import Model


class By(StrEnum):
    """Who can say whether a demand is met."""

    MACHINE = "机器"
    PERSON = "人"
    BOTH = "机器和人"
    WAY = "工作方式"


class Requirement(Model):
    """One demand. `kept` says where a way of working is kept, which no check could judge."""

    id: str
    by: By
    quote: str
    kept: str = ""

    @model_validator(mode="after")
    def _a_way_is_kept_somewhere(self) -> Self:
        if (self.by is By.WAY) != bool(self.kept):
            raise ValueError(f"{self.id}: a way of working says where it is kept, and nothing else does")
        return self


@cache
def requirements() -> tuple[Requirement, ...]:
    """Return every demand, in the order of the notice."""
    lines = read_data("requirements")
    return tuple(Requirement.model_validate(line) for line in lines)
