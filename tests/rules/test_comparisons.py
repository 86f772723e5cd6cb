"""How many things a rule has compared: so many as a person can count on both sides, and none with a reason."""

from __future__ import annotations

import pytest

from tests.support.consistent_guide import SETTINGS, page
from tests.support.facts import guide_page, material, named_group, submission
from tests.support.matters import make_case, make_matter
from tests.support.reading import (
    collected_material_differences,
    element_differences,
    guide_contradictions,
    material_differences,
    of_application,
    process_differences,
    scope_differences,
    time_limit_differences,
    visit_differences,
)
from zicha.model.facts.journey import DemandedMaterial
from zicha.model.finding import Comparison

NOTHING_LISTED = make_matter()
LISTED = make_matter(
    申请材料=[{"材料名称": "取水许可申请书"}, {"材料名称": "营业执照"}],
    办理流程=[{"环节名称": "受理"}, {"环节名称": "审查"}, {"环节名称": "决定"}],
    cases=[make_case("410222", True), make_case("410200", True)],
)
SHOWN = page({}).model_copy(
    update={
        "materials": (material("取水许可申请书"), material("租赁合同")),
        "steps": (named_group({"环节名称": "受理"}), named_group({"环节名称": "审核"})),
    }
)
DEMANDS = [of_application(submission([DemandedMaterial(name="取水许可申请书")]))]
BLANK = guide_page()


@pytest.mark.parametrize(
    ("comparison", "count"),
    [
        (time_limit_differences(SHOWN, LISTED.guide), 3),  # two limits, and the note of one
        (material_differences(SHOWN, LISTED.guide), 2),  # 营业执照 is taken for 租赁合同 renamed, as the only ones left
        (process_differences(SHOWN, LISTED.guide), 3),
        (collected_material_differences(SHOWN, DEMANDS, LISTED.guide), 2),
        (scope_differences(SHOWN, LISTED), 2),
        (visit_differences(SHOWN, LISTED.cases), 2),
    ],
)
def test_what_stands_on_either_side_is_counted(comparison: Comparison, count: int) -> None:
    assert comparison.compared == count


def test_elements_that_the_page_shows_are_counted() -> None:
    listed = "实施主体、服务对象、办件类型、到办事现场次数"
    assert element_differences(SHOWN, LISTED).compared == len(listed.split("、"))
    groups = [group.values for group in (*SHOWN.materials, *SHOWN.steps)]
    shown = {value.element for values in (SHOWN.values, *groups) for value in values}
    assert guide_contradictions(SHOWN, LISTED, (), SETTINGS).compared == len(shown)


@pytest.mark.parametrize(
    ("comparison", "reason"),
    [
        (material_differences(BLANK, NOTHING_LISTED.guide), "核准清单没有申请材料，办事指南也没有列出"),
        (process_differences(BLANK, NOTHING_LISTED.guide), "核准清单没有列办理流程，办事指南也没有列出"),
        (
            collected_material_differences(BLANK, [of_application(submission([]))], NOTHING_LISTED.guide),
            "办事指南没有列出申请材料，办理中也没有收取",
        ),
    ],
)
def test_nothing_on_either_side_is_said(comparison: Comparison, reason: str) -> None:
    assert (tuple(comparison), comparison.compared, comparison.nothing) == ((), 0, reason)


@pytest.mark.parametrize(
    "comparison",
    [
        time_limit_differences(BLANK, LISTED.guide),
        material_differences(BLANK, LISTED.guide),
        process_differences(BLANK, LISTED.guide),
        element_differences(BLANK, LISTED),
        guide_contradictions(BLANK, LISTED, (), SETTINGS),
        scope_differences(BLANK, LISTED),
        visit_differences(BLANK, LISTED.cases),
    ],
)
def test_a_page_of_which_nothing_was_read_is_asked_about(comparison: Comparison) -> None:
    assert comparison.compared == 0
    assert comparison, "never nothing wrong with what nobody has read"
