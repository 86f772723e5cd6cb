"""特殊环节 with a record of their own: a step of the list that stands there is not missing from the guide (B1)."""

from __future__ import annotations

import pytest

from tests.support.facts import group, guide_page, shown
from tests.support.matters import make_matter
from tests.support.reading import process_differences
from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.model.finding import Severity
from zicha.published.special_steps import as_step, named

E = Severity.ERROR
NOTHING: list[Severity] = []
LISTED = [
    {"环节名称": "受理", "办理时限": "1个工作日"},
    {"环节名称": "专家评审", "办理时限": "20个工作日", "特殊环节": "是", "是否计算在法定办结时限内": "否"},
    {"环节名称": "决定", "办理时限": "2个工作日"},
]
STEPS = tuple(
    group({Element.STEP_NAME: name, Element.STEP_LIMIT: limit})
    for name, limit in (("受理", "1个工作日"), ("决定", "2个工作日"))
)
RECORD = {Element.SPECIAL_STEP: "专家评审", Element.STEP_LIMIT: "20个工作日", Element.STEP_COUNTED: "否"}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (RECORD, NOTHING),
        (RECORD | {Element.STEP_LIMIT: "30个工作日"}, [E]),
        (RECORD | {Element.STEP_COUNTED: "是"}, [E]),
        ({Element.SPECIAL_STEP: "专家评审（20个工作日）", Element.STEP_COUNTED: "否"}, NOTHING),
        ({Element.SPECIAL_STEP: "听证"}, [E]),
        ({Element.SPECIAL_STEP: "无"}, [E]),
    ],
)
def test_a_step_of_the_list_that_has_a_record(record: dict[Element, str], expected: list[Severity]) -> None:
    page = guide_page().model_copy(update={"steps": STEPS, "special_steps": (group(record),)})
    problems = process_differences(page, make_matter(办理流程=LISTED).guide)
    assert [problem.severity for problem in problems] == expected


@pytest.mark.parametrize(
    ("text", "name", "limit"),
    [("专家评审（20个工作日）", "专家评审", "专家评审（20个工作日）"), ("听证", "听证", ""), ("是", "是", "")],
)
def test_a_record_as_a_step(text: str, name: str, limit: str) -> None:
    step = as_step(group({Element.SPECIAL_STEP: text}))
    assert step is not None
    assert (step.text(Element.STEP_NAME), step.text(Element.STEP_LIMIT)) == (name, limit)
    assert step.text(Element.STEP_SPECIAL) == "是"


def unlabelled(element: Element, text: str) -> ShownValue:
    return ShownValue(element=element, label="", text=text)


NAME, MARK = unlabelled(Element.STEP_NAME, "专家评审"), unlabelled(Element.STEP_SPECIAL, "是")
WITH_LIMIT = shown(Element.SPECIAL_STEP, "专家评审（20个工作日）")
LIMIT = shown(Element.STEP_LIMIT, "30个工作日", "时限（工作日）")


@pytest.mark.parametrize(
    ("record", "step"),
    [
        ([shown(Element.SPECIAL_STEP, "专家评审")], [NAME, MARK]),
        ([LIMIT, shown(Element.SPECIAL_STEP, "专家评审(一)")], [NAME, MARK, LIMIT]),
        ([WITH_LIMIT], [NAME, MARK, unlabelled(Element.STEP_LIMIT, "专家评审（20个工作日）")]),
        ([WITH_LIMIT, LIMIT], [NAME, MARK, LIMIT]),
        (
            [WITH_LIMIT, shown(Element.SPECIAL_BASIS, "《水法》第七条", "依据")],
            [
                NAME,
                MARK,
                shown(Element.STEP_BASIS, "《水法》第七条", "依据"),
                unlabelled(Element.STEP_LIMIT, "专家评审（20个工作日）"),
            ],
        ),
    ],
)
def test_every_value_of_a_record_is_one_of_the_step(record: list[ShownValue], step: list[ShownValue]) -> None:
    """The name and the mark have no label of the page, so that no unit is read from it."""
    assert as_step(ShownGroup(values=tuple(record))) == ShownGroup(values=tuple(step))


def test_a_step_of_which_only_the_name_is_known() -> None:
    assert named("专家评审") == ShownGroup(values=(NAME,))


@pytest.mark.parametrize("text", ["", "无", "否", "--"])
def test_a_record_of_nothing(text: str) -> None:
    assert as_step(group({Element.SPECIAL_STEP: text})) is None
