"""B1: the steps of a guide against those approved, and what only looks different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.support.facts import group, guide_page, named_group
from tests.support.matters import make_matter
from tests.support.problems import E, W, bare, problem, question, severities, texts
from tests.support.reading import process_differences
from zicha.model.facts.guide import Element, GuidePage, ShownValue
from zicha.model.finding import Problem

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
        {"at3": "决定/两周"},
        {"at3": "决定/2个工作日 3"},
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


# ── the whole problem, word for word ─────────────────────────────────────────────────────────────────────────────

Rows = Sequence[Mapping[str, str]]


def judged(listed: Sequence[Mapping[str, str]], rows: Rows, records: Rows = ()) -> tuple[Problem, ...]:
    """What is found of the steps of a page, told by the official names of their elements."""
    groups = {name: tuple(map(named_group, lines)) for name, lines in (("steps", rows), ("special_steps", records))}
    return bare(process_differences(guide_page().model_copy(update=groups), make_matter(办理流程=listed).guide))


def named_steps(*names: str) -> list[dict[str, str]]:
    return [{"环节名称": name} for name in names]


def order(approved: str, published: str) -> Problem:
    return problem(f"办理流程的次序：核准清单为“{approved}”，办事指南显示“{published}”", approved, published)


def renamed(approved: str, published: str) -> Problem:
    return problem(f"办理流程的环节：核准清单为“{approved}”，办事指南显示“{published}”", approved, published)


@pytest.mark.parametrize(
    ("approved", "published", "expected"),
    [
        (["受理", "审查", "决定"], ["受理", "审查", "决定"], []),
        (
            ["受理", "审查", "决定"],
            ["受理", "决定"],
            [problem("办理流程：核准清单有环节“审查”，办事指南没有", "审查", "受理、决定")],
        ),
        (
            ["受理", "决定"],
            ["受理", "听证", "决定"],
            [problem("办理流程：办事指南有环节“听证”，核准清单没有", "受理、决定", "听证")],
        ),
        (["受理", "审查"], ["受理", "听证"], [renamed("审查", "听证")]),
        (
            ["受理", "审查", "决定"],
            ["受理", "听证", "公示"],
            [
                problem("办理流程：核准清单有环节“审查”，办事指南没有", "审查", "受理、听证、公示"),
                problem("办理流程：核准清单有环节“决定”，办事指南没有", "决定", "受理、听证、公示"),
                problem("办理流程：办事指南有环节“听证”，核准清单没有", "受理、审查、决定", "听证"),
                problem("办理流程：办事指南有环节“公示”，核准清单没有", "受理、审查、决定", "公示"),
            ],
        ),
        (
            ["受理", "审查"],
            ["听证", "受理", "公示"],
            [
                problem("办理流程：核准清单有环节“审查”，办事指南没有", "审查", "听证、受理、公示"),
                problem("办理流程：办事指南有环节“听证”，核准清单没有", "受理、审查", "听证"),
                problem("办理流程：办事指南有环节“公示”，核准清单没有", "受理、审查", "公示"),
            ],
        ),
        (["受理", "审查"], ["审查", "受理"], [order("受理→审查", "审查→受理")]),
        (
            ["受理", "审查", "决定"],
            ["决定", "听证", "受理"],
            [renamed("审查", "听证"), order("受理→审查→决定", "决定→听证→受理")],
        ),
        (["审核", "审查"], ["审查", "审核"], [order("审核→审查", "审查→审核")]),
        (["审查", "复核", "审查"], ["审查", "复核", "审查"], []),
        (["审查", "审查"], ["审核", "审查审核"], []),
        ([], ["受理", "听证"], [question("核准清单没有列办理流程，办事指南列出“受理、听证”")]),
        (
            ["受理", "审查"],
            [],
            [question("办事指南页面上没有认出办理流程的环节（核准清单为“受理、审查”）", "受理、审查")],
        ),
        ([], [], []),
    ],
)  # fmt: skip
def test_the_steps_of_the_list_and_of_the_page(
    approved: list[str], published: list[str], expected: list[Problem]
) -> None:
    assert judged(named_steps(*approved), named_steps(*published)) == tuple(expected)


def test_steps_in_a_picture() -> None:
    picture = guide_page([ShownValue(element=Element.FLOW_PICTURE, label="", text="", link="/flow.png")])
    guide = make_matter(办理流程=named_steps("受理", "审查")).guide
    text = "办理流程在页面上是图片，无法读取（核准清单为“受理、审查”）"
    assert process_differences(picture, guide) == (question(text, "受理、审查"),)
    assert process_differences(picture, make_matter().guide) == ()


@pytest.mark.parametrize(
    ("approved", "published", "records", "expected"),
    [
        (["受理", "听证", "决定"], ["受理", "决定"], ["听证"], []),
        (["听证", "受理"], ["受理"], ["听证"], []),
        (["受理", "听证"], ["受理"], ["听证"], []),
        (["受理", "听证", "公示", "决定"], ["受理", "决定"], ["公示", "听证"], []),
        (["受理", "审核", "听证", "决定"], ["受理", "审查", "决定"], ["听证"], []),
        (["受理", "决定"], ["受理", "决定"], ["听证", "无"], []),
        (["决定", "听证"], ["受理", "决定", "送达"], ["听证"], [
            problem("办理流程：办事指南有环节“受理”，核准清单没有", "决定、听证", "受理"),
            problem("办理流程：办事指南有环节“送达”，核准清单没有", "决定、听证", "送达"),
        ]),
        (["受理", "听证", "决定"], ["决定", "受理"], ["听证"], [order("受理→听证→决定", "决定→受理→听证")]),
        (["受理", "听证"], ["受理"], ["公示"], [
            problem("办理流程：核准清单有环节“听证”，办事指南没有", "听证", "受理"),
        ]),
    ],
)  # fmt: skip
def test_a_record_of_its_own_stands_where_the_list_has_the_step(
    approved: list[str], published: list[str], records: list[str], expected: list[Problem]
) -> None:
    listed = [step | ({"特殊环节": "是"} if step["环节名称"] in records else {}) for step in named_steps(*approved)]
    problems = judged(listed, named_steps(*published), [{"特殊环节名称": name} for name in records])
    assert problems == tuple(expected)


def mark(name: str, approved: str, published: str) -> Problem:
    """The difference of what one step shows."""
    value = f"显示“{published}”" if published else "为空"
    return problem(f"环节“核查”的{name}：核准清单为“{approved}”，办事指南{value}", approved, published)


def doubtful(name: str, approved: str, published: str) -> Problem:
    return question(f"环节“核查”的{name}：核准清单为“{approved}”，办事指南显示“{published}”", approved, published)


def unwritten(name: str, approved: str, published: str) -> Problem:
    return question(f"环节“核查”的{name}：核准清单没有写明，办事指南显示“{published}”", approved, published)


def absent(names: str) -> Problem:
    return question(f"办事指南的办理流程中没有认出{names}")


COUNTED = "是否计算在法定办结时限内"
TWENTY = "核对申请人提交的全部材料并出具书面意见"  # 19 characters, and one that differs
LAW = "《水法》第七条"


@pytest.mark.parametrize(
    ("approved", "published", "expected"),
    [
        ({"办理人": "窗口"}, {"办理人": "窗口"}, []),
        ({"办理人": "窗口"}, {"办理人": "科室"}, [mark("办理人", "窗口", "科室")]),
        ({"办理人": "窗口"}, {"办理人": ""}, [mark("办理人", "窗口", "")]),
        ({"办理人": "窗口"}, {"办理人": "--"}, [mark("办理人", "窗口", "--")]),
        ({"办理人": "窗口"}, {"办理人": "窗口张某"}, [doubtful("办理人", "窗口", "窗口张某")]),
        ({"办理人": "窗口张某"}, {"办理人": "窗口"}, [doubtful("办理人", "窗口张某", "窗口")]),
        ({"办理人": "窗口"}, {}, [absent("“办理人”（核查）")]),
        ({}, {"办理人": "窗口", "办理内容": "核对", "环节法定依据": LAW}, []),
        ({"办理内容": "核对材料"}, {"办理内容": "收取费用"}, [mark("办理内容", "核对材料", "收取费用")]),
        # 17 of 20 characters on both sides: 85 in a hundred; 17 of 20 and 21 are fewer
        (
            {"办理内容": f"{TWENTY}甲"},
            {"办理内容": f"子丑{TWENTY[2:]}寅"},
            [doubtful("办理内容", f"{TWENTY}甲", f"子丑{TWENTY[2:]}寅")],
        ),
        (
            {"办理内容": f"{TWENTY}甲"},
            {"办理内容": f"子丑{TWENTY[2:]}寅卯"},
            [mark("办理内容", f"{TWENTY}甲", f"子丑{TWENTY[2:]}寅卯")],
        ),
        ({"办理内容": "核对"}, {}, [absent("“办理内容”（核查）")]),
        ({"法定依据": LAW}, {"环节法定依据": "《水法》第7条"}, []),
        ({"法定依据": LAW}, {"环节法定依据": "《水法》第八条"}, [mark("环节法定依据", LAW, "《水法》第八条")]),
        ({"法定依据": LAW}, {"环节法定依据": "有关规定"}, [doubtful("环节法定依据", LAW, "有关规定")]),
        ({"法定依据": LAW}, {"环节法定依据": "无"}, [mark("环节法定依据", LAW, "无")]),
        ({"法定依据": LAW}, {}, [absent("“环节法定依据”（核查）")]),
        ({"特殊环节": "是"}, {"特殊环节": "是"}, []),
        ({"特殊环节": "是"}, {"特殊环节": "否"}, [mark("特殊环节", "是", "否")]),
        ({"特殊环节": "是"}, {"特殊环节": "--"}, [doubtful("特殊环节", "是", "--")]),
        ({"特殊环节": "否"}, {"特殊环节": "--"}, []),
        ({"特殊环节": "否"}, {"特殊环节": "是"}, [mark("特殊环节", "否", "是")]),
        ({"特殊环节": "否"}, {"特殊环节": "听证"}, [doubtful("特殊环节", "否", "听证")]),
        ({"特殊环节": "是"}, {}, [absent("“特殊环节”（核查）")]),
        ({"特殊环节": "否"}, {}, []),
        ({}, {"特殊环节": "否"}, []),
        ({}, {"特殊环节": "是"}, [unwritten("特殊环节", "否", "是")]),
        ({}, {"特殊环节": "听证"}, [unwritten("特殊环节", "否", "听证")]),
        ({COUNTED: "否"}, {COUNTED: "否"}, []),
        ({COUNTED: "否"}, {COUNTED: "是"}, [mark(COUNTED, "否", "是")]),
        ({COUNTED: "否"}, {COUNTED: ""}, [doubtful(COUNTED, "否", "")]),
        ({COUNTED: "是"}, {COUNTED: ""}, []),
        ({COUNTED: "是"}, {COUNTED: "否"}, [mark(COUNTED, "是", "否")]),
        ({COUNTED: "否"}, {}, [absent(f"“{COUNTED}”（核查）")]),
        ({COUNTED: "是"}, {}, []),
        ({}, {COUNTED: "否"}, [unwritten(COUNTED, "是", "否")]),
        (
            {"办理人": "窗口", "办理内容": "核对", "特殊环节": "是"},
            {"办理人": "科室", "办理内容": "收费", "特殊环节": "否"},
            [mark("办理人", "窗口", "科室"), mark("办理内容", "核对", "收费"), mark("特殊环节", "是", "否")],
        ),
    ],
)
def test_what_one_step_shows(approved: dict[str, str], published: dict[str, str], expected: list[Problem]) -> None:
    name = {"环节名称": "核查"}
    assert judged([name | approved], [name | published]) == tuple(expected)


LIMIT_NOT_SHOWN = question("环节“核查”没有显示时限（核准清单为“5个工作日”）", "5个工作日")


@pytest.mark.parametrize(
    ("approved", "published", "expected"),
    [
        ("5个工作日", "5个工作日", []),
        ("5个工作日", "5日", []),
        ("5个工作日", "6个工作日", [mark("时限", "5个工作日", "6个工作日")]),
        ("5个工作日", "", [mark("时限", "5个工作日", "")]),
        ("5个工作日", "--", [mark("时限", "5个工作日", "--")]),
        ("5个工作日", "无", [mark("时限", "5个工作日", "无")]),
        ("5个工作日", "及时", [doubtful("时限", "5个工作日", "及时")]),
        ("5个工作日", "5个工作日，特殊的6个工作日", [doubtful("时限", "5个工作日", "5个工作日，特殊的6个工作日")]),
        ("5个工作日", "6个工作日，特殊的7个工作日", [mark("时限", "5个工作日", "6个工作日，特殊的7个工作日")]),
        ("5个自然日", "5日", [doubtful("时限", "5个自然日", "5日")]),
        ("5个工作日", None, [LIMIT_NOT_SHOWN]),
        ("无", "无", []),
        ("无", "--", []),
        ("无", "及时", [doubtful("时限", "无", "及时")]),
        ("无", "5个工作日", [mark("时限", "无", "5个工作日")]),
        ("无", None, []),
        (None, "5个工作日", [question("核准清单没有写明环节“核查”的时限，办事指南显示“5个工作日”", "", "5个工作日")]),
        (None, "及时", [question("核准清单没有写明环节“核查”的时限，办事指南显示“及时”", "", "及时")]),
        (None, "--", []),
        ("0.5个工作日", "半个工作日", []),
        ("0.5个工作日", "半天", []),
        ("0.5个工作日", "1个工作日", [mark("时限", "0.5个工作日", "1个工作日")]),
        ("5个工作日", "不少于5个工作日", [doubtful("时限", "5个工作日", "不少于5个工作日")]),
        ("5个工作日", "核查（5个工作日）", []),
        ("5个工作日", "核查（不少于5个工作日）", [doubtful("时限", "5个工作日", "核查（不少于5个工作日）")]),
        (None, "无", []),
        (None, None, []),
    ],
)  # fmt: skip
def test_the_limit_of_one_step(approved: str | None, published: str | None, expected: list[Problem]) -> None:
    listed = {"环节名称": "核查"} | ({} if approved is None else {"办理时限": approved})
    row = {"环节名称": "核查"} | ({} if published is None else {"办理环节时限": published})
    assert judged([listed], [row]) == tuple(expected)


def test_a_bare_day_of_a_step_counts_as_in_its_matter() -> None:
    listed = [{"环节名称": "核查", "办理时限": "5个工作日"}]
    page = guide_page().model_copy(update={"steps": (group({Element.STEP_NAME: "核查", Element.STEP_LIMIT: "5日"}),)})
    service = make_matter(事项类型="公共服务", 办理流程=listed).guide
    assert process_differences(page, service) == (doubtful("时限", "5个工作日", "5日"),)


def test_a_step_of_several_parts_each_with_its_limit_is_asked_about() -> None:
    shown = group({Element.STEP_NAME: "核查", Element.STEP_LIMIT: "2个工作日"})
    parts = (*shown.values, ShownValue(element=Element.STEP_LIMIT, label="办理时限", text="3个工作日"))
    page = guide_page().model_copy(update={"steps": (shown.model_copy(update={"values": parts}),)})
    approved = make_matter(办理流程=[{"环节名称": "核查", "办理时限": "5个工作日"}]).guide
    assert process_differences(page, approved) == (doubtful("时限", "5个工作日", "2个工作日、3个工作日"),)


def test_marks_that_several_steps_lack_are_asked_in_one_sentence() -> None:
    listed = [
        {"环节名称": "受理", "办理人": "窗口", COUNTED: "否"},
        {"环节名称": "审查", "办理人": "科室", "办理内容": "审查材料"},
        {"环节名称": "决定", "办理人": "局长"},
    ]
    rows = [*named_steps("受理", "审查"), {"环节名称": "决定", "办理人": "局长"}]
    expected = absent(f"“办理人”（受理、审查）、“{COUNTED}”（受理）、“办理内容”（审查）")
    assert judged(listed, rows) == (expected,)


@pytest.mark.parametrize("name", ["受理环节", "受理阶段", "1.受理", "（一）受理", "收件受理", "申请受理"])
def test_another_name_of_a_step(name: str) -> None:
    assert judged(named_steps("受理", "环节", "审批"), named_steps(name, "环节", "决定")) == ()


def test_problems_of_the_steps_come_in_the_order_of_the_list() -> None:
    listed = [{"环节名称": "受理", "办理人": "窗口"}, {"环节名称": "审查", "办理人": "窗口"}]
    rows = [{"环节名称": "审查", "办理人": "科室"}, {"环节名称": "受理", "办理人": "局长"}]
    assert [each.seen for each in judged(listed, rows)] == ["审查→受理", "局长", "科室"]
