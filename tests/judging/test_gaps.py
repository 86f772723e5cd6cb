"""How a question about what a guide does not show is taken apart into the portal's and the matter's, and back."""

from __future__ import annotations

from tests.support.facts import PAGE, SEEN
from zicha.judging.gaps import apart, of_portal
from zicha.model.facts.guide import Element
from zicha.model.finding import Gap, Problem, Severity

LIMIT, HANDLER = Element.STEP_LIMIT, Element.STEP_HANDLER


def doubt(text: str, *gaps: Gap, expected: str = "") -> Problem:
    return Problem(
        text=text, expected=expected, where=PAGE, at=SEEN, rule="B1", severity=Severity.WARNING, gaps=tuple(gaps)
    )


def of_step(name: str) -> Problem:
    text = f"环节“{name}”没有显示时限"
    return doubt(text, Gap(element=LIMIT, text=text, expected="5日"), expected="5日")


SOME_LACK = Gap(element=None, text="没有认出“办理内容”（受理）")
BOTH = doubt("没有认出“办理人”、“办理内容”（受理）", Gap(element=HANDLER, text="没有认出“办理人”"), SOME_LACK)
OTHER = doubt("法定办结时限，计算单位不同")


def test_nothing_of_the_portal_leaves_all_as_it_is() -> None:
    problems = (OTHER, BOTH, of_step("受理"))
    assert apart(problems, lambda problem, gap: False) == problems


def test_each_element_is_asked_once() -> None:
    problems = apart((of_step("受理"), OTHER, of_step("审查")), lambda problem, gap: gap.element is LIMIT)
    whole = of_portal("B1", [*of_step("受理").gaps, *of_step("审查").gaps])
    assert problems == (whole.model_copy(update={"where": PAGE, "at": SEEN}), OTHER)
    assert apart(problems, lambda problem, gap: gap.element is LIMIT) == problems


def test_what_is_left_is_asked_of_the_matter() -> None:
    portal, own = apart((BOTH,), lambda problem, gap: gap.element is HANDLER)
    assert (portal.text, portal.everywhere) == ("本次查看的办事指南页面上都没有认出“办理人”，请人工核对", True)
    assert own == doubt(SOME_LACK.text, SOME_LACK)


def test_asked_of_the_matter_again() -> None:
    steps = (of_step("受理"), of_step("审查"))
    assert apart(apart(steps, lambda problem, gap: True), lambda problem, gap: False) == steps


def test_what_a_person_found_wrong_is_left_alone() -> None:
    wrong = of_step("受理").model_copy(update={"severity": Severity.ERROR})
    assert apart((wrong,), lambda problem, gap: True) == (wrong,)
