"""The elements as data: all of them, each leading to what the inventory keeps under the same name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import pytest

from tests.support.facts import guide_page, shown
from tests.support.matters import make_matter
from tests.support.reading import element_differences
from zicha.catalogue.elements import ElementKind, ElementRecord, elements, kind_of
from zicha.model.base import Model
from zicha.model.facts.guide import Element
from zicha.model.matter import Guide, Matter, Result

COMPARED = [record for record in elements() if record.field]
BY_RULES_OF_THEIR_OWN = {"legal_limit", "promised_limit", "materials", "steps", "fees", "questions", "result"}


def holder_of(record: ElementRecord) -> tuple[type[Model], str]:
    """The record of the inventory that holds the element, and under which field."""
    *path, field = record.field.split(".")
    holder: Model = reduce(getattr, path, make_matter())
    return type(holder), field


def test_every_element_is_there_once() -> None:
    names = [record.name for record in elements()]
    assert len(names) == len(set(names))
    assert set(names) == set(Element)


@pytest.mark.parametrize("record", COMPARED, ids=lambda record: record.field)
def test_what_was_approved_is_kept_under_the_same_name(record: ElementRecord) -> None:
    holder, field = holder_of(record)
    assert holder.model_fields[field].alias == record.name


def test_everything_that_the_inventory_declares_of_a_guide_is_compared() -> None:
    compared = {holder_of(record) for record in COMPARED}
    declared = {(Guide, field) for field in Guide.model_fields if field not in BY_RULES_OF_THEIR_OWN}
    assert declared | {(Result, field) for field in Result.model_fields} == {
        (holder, field) for holder, field in compared if holder is not Matter
    }


def wordings() -> Iterator[tuple[ElementRecord, object]]:
    """A value of each kind, as a department declares it, that no page below shows."""
    of_kind: dict[ElementKind, object] = {
        ElementKind.FLAG: "是",
        ElementKind.COUNT: 30,
        ElementKind.NOTE: "听证时间不计入",
        ElementKind.DATE: "2026-01-05",
        ElementKind.PHONE: "0371-23881001",
        ElementKind.ADDRESS: "https://portal.example/apply",
        ElementKind.LAW: ["《取水许可和水资源费征收管理条例》第二条"],
        ElementKind.CONDITIONS: ["有固定的经营场所"],
        ElementKind.LIST: ["准营准办"],
        ElementKind.PROSE: "市民之家二楼",
        ElementKind.SAMPLE: "是",
    }
    return ((record, of_kind[record.kind]) for record in COMPARED if record.kind in of_kind)


@pytest.mark.parametrize(("record", "approved"), [pytest.param(*each, id=each[0].field) for each in wordings()])
def test_an_element_of_every_kind_is_compared(record: ElementRecord, approved: object) -> None:
    own = {record.name.value: approved}
    matter = make_matter(**({"审批结果": own} if record.group.value == "结果" else own))
    page = guide_page([shown(record.name, "无")])
    (problem,) = (each for each in element_differences(page, matter) if record.name in each.text)
    assert problem.rule == "B1"


def test_the_kind_of_an_element() -> None:
    assert kind_of(Element.OWNER) is ElementKind.ORGAN
    assert kind_of(Element.BASIS) is ElementKind.LAW
