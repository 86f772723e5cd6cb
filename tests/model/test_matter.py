"""What a matter says about itself, and how its Chinese keys are read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from tests.support.matters import make_case, make_matter
from zicha.model.matter import Audience, Case, Identity, Material, Matter

BOTH = (Identity.PERSON, Identity.LEGAL_PERSON)


@pytest.mark.parametrize("audience", [audience.value for audience in Audience if audience is not Audience.PERSON])
def test_anyone_but_a_natural_person_applies_as_legal_person(audience: str) -> None:
    assert make_matter(audience=[audience]).identities == (Identity.LEGAL_PERSON,)
    assert make_matter(audience=["自然人", audience]).identities == BOTH
    assert make_matter(audience=[audience, "自然人"]).identities == BOTH


def test_a_natural_person_applies_as_person() -> None:
    assert make_matter(audience=["自然人"]).identities == (Identity.PERSON,)


def test_nobody_to_serve_is_refused() -> None:
    with pytest.raises(ValidationError):
        make_matter(audience=[])


@pytest.mark.parametrize(("written", "meant"), [("是", True), ("否", False), (True, True), (False, False)])
def test_yes_and_no_in_chinese(written: object, meant: bool) -> None:
    assert Material.model_validate({"材料名称": "申请表", "数据共享减免": written}).shared is meant


@pytest.mark.parametrize("written", ["可能", "有", ""])
def test_neither_yes_nor_no(written: str) -> None:
    with pytest.raises(ValidationError):
        Material.model_validate({"材料名称": "申请表", "数据共享减免": written})


def test_unknown_keys_are_errors() -> None:
    with pytest.raises(ValidationError, match="材料名字"):
        Material.model_validate({"材料名称": "申请表", "材料名字": "申请表"})


def test_a_matter_cannot_be_changed() -> None:
    matter = make_matter()
    with pytest.raises(ValidationError, match="frozen"):
        matter.name = "其他"  # type: ignore[misc]


def test_a_matter_survives_its_own_json() -> None:
    matter = make_matter(cases=[make_case("410221", True)], 申请材料=[{"材料名称": "申请书"}])
    assert Matter.model_validate_json(matter.model_dump_json()) == matter


@pytest.mark.parametrize("number", ["", "无", "办件1", "1234567", "410200-1", "x" * 8])
def test_a_case_number_is_a_number(number: str) -> None:
    with pytest.raises(ValidationError):
        make_matter(cases=[make_case("410221", True) | {"办件编号": number}])


def test_a_case_needs_consent() -> None:
    case = make_case("410221", True)
    del case["申请人同意"]
    with pytest.raises(ValidationError, match="申请人同意"):
        make_matter(cases=[case])


def test_a_time_without_a_zone_is_beijing_time() -> None:
    """Else it could not be compared with the moment at which a page was seen."""
    case = {
        "办件编号": "410200020221226A000001",
        "申请人身份": "法人",
        "申请人同意": {"方式": "书面", "时间": "2022-12-01", "经办人": "联络员"},
        "受理时间": datetime(2022, 12, 26, 9, 0),
        "办结时间": datetime(2022, 12, 26, 9, 0, tzinfo=UTC),
    }
    declared = Case.model_validate(case)
    assert declared.accepted_at == datetime(2022, 12, 26, 1, 0, tzinfo=UTC)
    assert declared.finished_at == datetime(2022, 12, 26, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "number", ["5D49160A06CE8CAA747DE9FF16BB7E80", "5d49160a06ce8caa747de9ff16bb7e80", "10027", "SX-2031_02", "a" * 40]
)
def test_every_portal_numbers_its_guides_in_its_own_way(number: str) -> None:
    assert make_matter(portal_id=number).page_id == number
