"""What C2 and D2 look at: the fixtures that say what was collected, and what could not be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.support.facts import guide_page, material, submission
from tests.support.matters import make_case
from zicha.fixtures import CollectedMaterials
from zicha.judging.verdicts import ProblemsFound, Undecided, blocked, conclude, not_reached
from zicha.model.facts.guide import GuidePage
from zicha.model.facts.journey import DemandedMaterial, Submission
from zicha.model.finding import Problem, Severity, Uncheckable
from zicha.model.matter import Case
from zicha.published.choices import Vocabulary, shipped

THROTTLED, NOT_REACHED = Uncheckable("门户限流"), not_reached("不提交测试件")
SEEN = submission([DemandedMaterial(name="申请表")], "1")
NOTHING_SEEN = submission([], "1")
Collect = Callable[..., Any]
CASE = Case.model_validate(make_case("410202", True) | {"收取材料": [{"材料名称": "申请表"}]})


@pytest.fixture
def guide() -> GuidePage:
    return guide_page(materials=[material("申请表", NECESSITY="必要")])


@pytest.fixture
def words() -> Vocabulary:
    return shipped()


@pytest.fixture
def came() -> list[Submission | Exception]:
    """What the way of a test application came to."""
    return []


@pytest.fixture(name="submission")
def _submission(came: list[Submission | Exception]) -> Submission:
    if isinstance(came[0], Submission):
        return came[0]
    raise came[0]


@pytest.fixture
def real_cases() -> list[Case]:
    return []


@pytest.fixture
def collect(request: pytest.FixtureRequest, came: list[Submission | Exception], real_cases: list[Case]) -> Collect:
    def fixture(name: str, way: Submission | Exception, cases: Sequence[Case] = ()) -> Any:
        came.append(way)
        real_cases.extend(cases)
        return request.getfixturevalue(name)

    return fixture


@pytest.mark.parametrize(
    ("way", "cases", "handlings", "unseen"),
    [
        (SEEN, [], 1, False),
        (SEEN, [CASE], 2, False),
        (NOTHING_SEEN, [], 0, True),
        (NOTHING_SEEN, [CASE], 1, True),
        (THROTTLED, [CASE], 1, True),
        (NOT_REACHED, [CASE], 1, False),
        (blocked("A3", "打不开"), [CASE], 1, False),
    ],
)
def test_what_was_collected(
    way: Submission | Exception, cases: list[Case], handlings: int, unseen: bool, collect: Collect
) -> None:
    """A page that was not seen, or whose materials were not made out, is never one that asks for nothing."""
    collected: CollectedMaterials = collect("collected", way, cases)
    assert (len(collected.collections), bool(collected.unseen)) == (handlings, unseen)


def test_without_a_case_the_reason_stands(collect: Collect) -> None:
    with pytest.raises(Undecided, match="不提交测试件"):
        collect("collected", NOT_REACHED)


def test_the_page_of_the_materials(collect: Collect) -> None:
    assert collect("materials_page", SEEN) is SEEN


def test_a_number_without_any_material_was_not_seen(collect: Collect) -> None:
    with pytest.raises(Uncheckable, match="没有认出要求提交的材料"):
        collect("materials_page", NOTHING_SEEN)


def test_where_a_part_was_not_seen_only_a_problem_is_certain() -> None:
    error = Problem(text="多收材料")
    question = error.model_copy(update={"severity": Severity.WARNING})
    with pytest.raises(ProblemsFound):
        conclude([error, question], str(THROTTLED))
    for problems in ([question], []):
        with pytest.raises(Uncheckable, match="门户限流"):
            conclude(problems, str(THROTTLED))
