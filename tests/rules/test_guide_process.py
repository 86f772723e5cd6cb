"""B1: the steps of a guide against those approved, and what only looks different."""

from __future__ import annotations

import pytest

from tests.support.facts import group, guide_page
from tests.support.matters import make_matter
from tests.support.problems import E, W, severities, texts
from zicha.model.facts.guide import Element, GuidePage, ShownValue
from zicha.rules.guide_accuracy.process import process_differences

STEPS = make_matter(
    办理流程=[
        {"环节名称": "受理", "办理时限": "1个工作日", "办理人": "窗口人员"},
        {"环节名称": "审查", "办理时限": "6个工作日", "办理人": "业务科室", "办理内容": "审查材料并提出意见"},
        {
            "环节名称": "现场核查",
            "办理时限": "5个工作日",
            "特殊环节": "是",
            "是否计算在法定办结时限内": "否",
            "法定依据": "《取水许可管理办法》第十九条",
        },
        {"环节名称": "决定", "办理时限": "2个工作日"},
        {"环节名称": "送达", "办理时限": "即办"},
    ]
).guide


def steps(*rows: str) -> GuidePage:
    """A page whose steps are told as 名称/时限/办理人/内容."""
    elements = (
        Element.STEP_NAME, Element.STEP_LIMIT, Element.STEP_HANDLER, Element.STEP_CONTENT, Element.STEP_SPECIAL,
        Element.STEP_COUNTED, Element.STEP_BASIS,
    )  # fmt: skip
    groups = tuple(group(dict(zip(elements, row.split("/"), strict=False))) for row in rows)
    return guide_page().model_copy(update={"steps": groups})


RIGHT = (
    "受理/1个工作日/窗口人员",
    "审查/6个工作日/业务科室/审查材料并提出意见",
    "现场核查/5个工作日///是/否/《取水许可管理办法》第十九条",
    "决定/2个工作日",
    "送达/即办",
)


def rows(**changes: str) -> list[str]:
    return [changes.get(f"at{i}", row) for i, row in enumerate(RIGHT) if changes.get(f"at{i}") != "-"]


def test_a_process_as_approved_is_right() -> None:
    assert process_differences(steps(*RIGHT), STEPS) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"at1": "-"}, "核准清单有环节“审查”，办事指南没有"),
        ({"at0": "受理/2个工作日/窗口人员"}, "环节“受理”的时限：核准清单为“1个工作日”，办事指南显示“2个工作日”"),
        ({"at0": "受理/--/窗口人员"}, "环节“受理”的时限"),
        ({"at0": "受理/1个工作日/业务科室"}, "环节“受理”的办理人：核准清单为“窗口人员”，办事指南显示“业务科室”"),
        ({"at1": "审查/6个工作日/业务科室/收取费用"}, "办理内容"),
        ({"at2": "现场核查/5个工作日///否/否/《取水许可管理办法》第十九条"}, "特殊环节：核准清单为“是”"),
        ({"at2": "现场核查/5个工作日///是/是/《取水许可管理办法》第十九条"}, "办结时限内：核准清单为“否”"),
        ({"at2": "现场核查/5个工作日///是/否/《行政处罚法》第一条"}, "依据：核准清单为“《取水许可管理办法》第十九条”"),
        ({"at2": "现场核查/5个工作日///是/否/--"}, "依据：核准清单为“《取水许可管理办法》第十九条”，办事指南显示“--”"),
        ({"at2": "听证/5个工作日"}, "办理流程的环节：核准清单为“现场核查”，办事指南显示“听证”"),
        ({"at3": "送达/即办", "at4": "决定/2个工作日"}, "次序：核准清单为“受理→审查→现场核查→决定→送达”"),
    ],
)
def test_a_process_that_differs(changed: dict[str, str], words: str) -> None:
    problems = process_differences(steps(*rows(**changed)), STEPS)
    assert E in severities(problems)
    assert words in texts(problems)


def test_a_step_too_many() -> None:
    (problem,) = process_differences(steps(*RIGHT, "听证/10个工作日"), STEPS)
    assert (problem.severity, problem.seen) == (E, "听证")


def test_what_the_page_does_not_show_of_the_steps_is_asked_in_one_sentence() -> None:
    (problem,) = process_differences(steps(*(row.split("//")[0] for row in rows(at0="受理/1个工作日"))), STEPS)
    assert problem.severity is W
    assert (
        "没有认出“办理人”（受理）、“环节法定依据”（现场核查）、“特殊环节”（现场核查）、“是否计算在法定办结时限内”（现场核查）"
        in problem.text
    )


def test_what_the_list_does_not_say_of_a_step_is_no_difference() -> None:
    guide = make_matter(办理流程=[{"环节名称": "听证"}, {"环节名称": "决定", "办理时限": "无"}]).guide
    assert process_differences(steps("听证/--/科室/内容/否/是", "决定/无"), guide) == ()
    problems = process_differences(steps("听证/5个工作日/科室/内容/是/否", "决定/无"), guide)
    assert severities(problems) == [W, W, W]
    assert all("核准清单没有写明" in problem.text for problem in problems)
    assert severities(process_differences(steps("听证", "决定/5个工作日"), guide)) == [E]


@pytest.mark.parametrize(
    "changed",
    [
        {"at1": "2.审核/六个工作日/业务科室/审查材料，并提出意见。"},
        {"at0": "（一）受理/１个工作日/窗口人员"},
        {"at0": "第一步：受理环节/1日/窗口人员"},
        {"at0": "①受理/1日/窗口人员"},
        {"at0": "01 受理/1日/窗口人员"},
        {"at0": "步骤一：受理/1日/窗口人员"},
        {"at2": "现场核查/5个工作日///是/否/《取水许可管理办法》第19条"},
        {"at4": "制证与送达/当场办结"},
        {"at3": "审批/2个工作日"},
    ],
)
def test_a_process_in_other_words(changed: dict[str, str]) -> None:
    assert process_differences(steps(*rows(**changed)), STEPS) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"at0": "受理/1个工作日/窗口人员张某"},
        {"at0": "受理/及时/窗口人员"},
        {"at1": "审查/6个工作日/业务科室/审查材料并提出意见，报分管领导"},
        {"at2": "现场核查/5个工作日"},
        {"at2": "现场核查/5个工作日///是/视情况/《取水许可管理办法》第十九条"},
        {"at2": "现场核查/5个工作日///是//《取水许可管理办法》第十九条"},
        {"at2": "现场核查/5个工作日///是/否/按有关规定"},
        {"at0": "受理/1个工作日"},
        {"at1": "审查/6个工作日/业务科室"},
        {"at3": "决定/半年"},
    ],
)
def test_a_process_that_a_person_must_read(changed: dict[str, str]) -> None:
    assert severities(process_differences(steps(*rows(**changed)), STEPS)) == [W]


def test_a_process_that_is_a_picture_or_was_not_recognised_is_asked() -> None:
    (unread,) = process_differences(guide_page(), STEPS)
    picture = ShownValue(element=Element.FLOW_PICTURE, label="", text="", link="/flow.png")
    (pictured,) = process_differences(guide_page([picture]), STEPS)
    assert severities([unread, pictured]) == [W, W]
    assert "没有认出办理流程" in unread.text
    assert "是图片" in pictured.text


def test_a_process_that_the_list_leaves_out_is_asked() -> None:
    assert process_differences(guide_page(), make_matter().guide) == ()
    assert severities(process_differences(steps(*RIGHT), make_matter().guide)) == [W]
