"""The elements of a guide, read from elements.yaml: what each belongs to, what its value is, where it is defined.

The words by which a page's label is recognised as an element are data of a portal's profile.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from zicha.catalogue.data import read_data
from zicha.model.base import Model
from zicha.model.facts.guide import Element


class ElementGroup(StrEnum):
    """What of a guide an element belongs to."""

    MATTER = "事项"
    RESULT = "结果"
    MATERIAL = "材料"
    STEP = "环节"
    SPECIAL_STEP = "特殊环节"
    FEE = "收费"
    QUESTION = "常见问题"


class ElementKind(StrEnum):
    """What an element's value is, and so how two of them are compared."""

    NAME = "name"
    CODE = "code"
    ORGAN = "organ"
    CHOICE = "choice"
    CHOICES = "choices"
    AUDIENCE = "audience"  # choices that a page may tell less finely
    FLAG = "flag"
    COUNT = "count"
    VISITS = "visits"  # a count in many words
    LIMIT = "limit"
    NOTE = "note"  # words beside a limit
    DATE = "date"
    PHONE = "phone"
    ADDRESS = "address"
    LAW = "law"
    CONDITIONS = "conditions"  # prose in items
    LIST = "list"
    PROSE = "prose"
    SAMPLE = "sample"  # something to look at


class ElementRecord(Model):
    """One element. `field` leads from a Matter to what was approved; empty where a rule of its own compares it."""

    name: Element
    group: ElementGroup
    kind: ElementKind
    source: str = ""
    field: str = ""


@cache
def elements() -> tuple[ElementRecord, ...]:
    """Return every element, in the order in which they are compared."""
    lines = read_data("elements")
    return tuple(ElementRecord.model_validate(line) for line in lines)


@cache
def _kinds() -> dict[Element, ElementKind]:
    return {record.name: record.kind for record in elements()}


def kind_of(element: Element) -> ElementKind:
    """Return what an element's value is."""
    return _kinds()[element]
