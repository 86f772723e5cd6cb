"""How problems and questions are made, and how B1 words that a guide differs from the approved list."""

from __future__ import annotations

import pytest

from tests.support.facts import PAGE, SEEN, group, guide_page, shown
from zicha.model.facts.guide import Element
from zicha.model.finding import Problem, Severity
from zicha.published.guide import PublishedGuide
from zicha.published.shown import cell, cell_text
from zicha.rules.differences import contradiction, difference, possible_difference
from zicha.rules.problems import problem, question

GUIDE = guide_page()


def of_guide(text: str, expected: str = "", seen: str = "", *, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(text=text, expected=expected, seen=seen, where=PAGE, at=SEEN, rule="B1", severity=severity)


def test_a_problem_stands_where_the_page_does_unless_it_has_a_place_of_its_own() -> None:
    assert problem(GUIDE, "B1", "不一致") == of_guide("不一致")
    assert problem(GUIDE, "B1", "不一致", expected="甲", seen="乙", severity=Severity.INFO) == of_guide(
        "不一致", "甲", "乙", severity=Severity.INFO
    )
    assert problem(GUIDE, "B1", "不一致", where=f"{PAGE}/2").where == f"{PAGE}/2"


def test_a_question_is_a_problem_that_only_a_person_can_decide() -> None:
    assert question(GUIDE, "B1", "请核对") == of_guide("请核对", severity=Severity.WARNING)
    assert question(GUIDE, "B1", "请核对", expected="甲", seen="乙") == of_guide(
        "请核对", "甲", "乙", severity=Severity.WARNING
    )


@pytest.mark.parametrize(("value", "published"), [("2次", "显示“2次”"), ("", "为空")])
def test_a_difference_quotes_both(value: str, published: str) -> None:
    expected = of_guide(f"到现场次数：核准清单为“1次”，办事指南{published}", "1次", value)
    assert difference(GUIDE, "到现场次数", "1次", value) == expected


def test_a_contradiction_keeps_its_words() -> None:
    assert contradiction(GUIDE, "两处不一致", "甲", "乙") == of_guide("两处不一致", "甲", "乙")


@pytest.mark.parametrize("values", [(), ("甲", "乙")])
def test_what_may_differ_is_asked(values: tuple[str, ...]) -> None:
    expected = of_guide("写法不同，请人工核对", *values, severity=Severity.WARNING)
    assert possible_difference(GUIDE, "写法不同", *values) == expected


# ── what a guide shows ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_cell_of_an_element_counts() -> None:
    row = group({Element.MATERIAL_NAME: "申请书", Element.HINT: ""})
    row = row.model_copy(update={"values": (*row.values, shown(Element.MATERIAL_NAME, "申请表"))})
    assert cell(row, Element.MATERIAL_NAME) == shown(Element.MATERIAL_NAME, "申请书")
    assert cell_text(row, Element.MATERIAL_NAME) == "申请书"
    assert (cell_text(row, Element.HINT), cell_text(row, Element.MEDIUM), cell(row, Element.MEDIUM)) == ("", None, None)


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (["1次"], 1),
        (["1次", "最多跑一次"], 1),
        (["1次", "2次"], None),
        (["1次", "若干"], None),
        (["若干"], None),
        ([], None),
    ],
)
def test_a_value_that_is_shown_twice_must_be_the_same(texts: list[str], value: int | None) -> None:
    page = guide_page([shown(Element.VISITS, text) for text in texts])
    quoted = PublishedGuide(page).value(Element.VISITS)
    assert (quoted.value if quoted else None) == value
