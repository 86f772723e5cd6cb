"""What no guide of a run shows is asked once, of the portal; what only some do not show, of their matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pytest

from tests.support.facts import PORTAL, SEEN, guide_page, record, shown
from tests.support.matters import make_matter
from tests.support.reading import element_differences
from zicha.catalogue.checks import catalogue
from zicha.inspection.portal_gaps import portal_gaps
from zicha.judging.conclusion import Examination, finding_of
from zicha.judging.verdicts import ProblemsFound, Undecided
from zicha.model.answer import ANY_MATTER, Answer
from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Finding, Severity, Verdict
from zicha.model.matter import KnownProblem, Matter
from zicha.model.question import Question

CHECK = next(check for check in catalogue() if check.name == "other_elements_are_accurate")
APPROVED = {Element.PLACE: "二楼", Element.HOURS: "工作日", Element.CONSULTATION: "0371-12345678"}
PLACE, HOURS, PHONE = APPROVED
OF_PORTAL = "本次查看的办事指南页面上都没有认出“{}”，请人工核对"
OF_MATTER = "办事指南页面上没有认出{}，请人工核对"


def matter(number: int, answers: Sequence[Answer] = ()) -> Matter:
    """A matter of which three elements were approved beside those that every guide here shows."""
    named = make_matter(
        name=f"事项{number}",
        code=f"{number:031d}",
        办理地点=APPROVED[PLACE],
        办理时间=APPROVED[HOURS],
        咨询方式=APPROVED[PHONE],
    )
    return named.model_copy(update={"answers": tuple(answers)})


def guide(of: Matter, elements: Iterable[Element], phone: str = APPROVED[PHONE]) -> GuidePage:
    usual = {Element.NAME: of.name, Element.CODE: of.code, Element.MATTER_TYPE: "行政许可", Element.VISITS: "1次"}
    usual |= {Element.OWNER: of.guide.owner, Element.AUDIENCE: "企业法人", Element.HANDLING_TYPE: "承诺件"}
    values = usual | {element: (APPROVED | {PHONE: phone})[element] for element in elements}
    return guide_page([shown(element, text) for element, text in values.items()])


def conclude(of: Matter, page: GuidePage) -> Finding:
    """What the check concludes that has seen this one guide."""
    problems = element_differences(page, of)
    is_wrong = any(problem.severity is Severity.ERROR for problem in problems)
    raised = ProblemsFound(problems) if is_wrong else Undecided(Verdict.NEEDS_PERSON, "", problems=problems)
    records, evidence = [record(page, of.code)], ("guide.json",)
    return finding_of(Examination(CHECK, of, None, records, evidence, PORTAL, SEEN), raised if problems else None)


def finish(findings: Sequence[Finding], matters: Sequence[Matter], pages: Sequence[GuidePage]) -> list[Finding]:
    """The findings as they are at the end of a run over these guides."""
    records = {of.code: record(page, of.code) for of, page in zip(matters, pages, strict=True)}
    by_code = {of.code: of for of in matters}
    changed = portal_gaps(findings, by_code, {CHECK.name: CHECK}, PORTAL, records.get)
    return list(({each.matter: each for each in findings} | {each.matter: each for each in changed}).values())


def run(*shown_on: Iterable[Element], answers: Sequence[Answer] = ()) -> list[Finding]:
    """A run over as many matters as there are guides, each of which shows some of the elements."""
    matters = [matter(number, answers) for number in range(len(shown_on))]
    pages = [guide(of, elements) for of, elements in zip(matters, shown_on, strict=True)]
    return finish([conclude(of, page) for of, page in zip(matters, pages, strict=True)], matters, pages)


def texts(finding: Finding) -> list[str]:
    return [question.asked for question in finding.questions]


def answer(question: Question, reply: str = "没有问题", **more: str) -> Answer:
    signed = {"who": "审批科 007", "on": date(2026, 11, 24), "note": "没有这一栏", "page": question.page}
    about = ANY_MATTER if question.everywhere else "事项0"
    return Answer.model_validate({"question": question.id, "matter": about, "reply": reply, **signed, **more})


def test_what_no_guide_shows_is_asked_once() -> None:
    findings = run((PLACE, HOURS), (PLACE, HOURS), (PLACE, HOURS))
    (question,) = {question for finding in findings for question in finding.questions}
    assert (question.asked, question.everywhere, question.open) == (OF_PORTAL.format(PHONE), True, "尚未答复")
    assert "门户配置" in question.how
    assert {finding.verdict for finding in findings} == {Verdict.NEEDS_PERSON}
    assert {finding.reason for finding in findings} == {f"{question.asked}（全部事项只问一次，问题编号{question.id}）"}


def test_what_only_some_do_not_show_is_asked_of_their_matters() -> None:
    """事项0 alone does not show a place, and none a telephone."""
    first, *others = run((HOURS,), (PLACE, HOURS), (PLACE, HOURS))
    assert texts(first) == [OF_MATTER.format("“办理地点”"), OF_PORTAL.format(PHONE)]
    assert [question.everywhere for question in first.questions] == [False, True]
    assert [texts(each) for each in others] == [[OF_PORTAL.format(PHONE)]] * 2


@pytest.mark.parametrize("number", [1, 2])
def test_few_guides_are_no_proof_of_the_portal(number: int) -> None:
    findings = run(*[(PLACE,)] * number)
    assert [texts(each) for each in findings] == [[OF_MATTER.format("“办理时间”、“咨询方式”")]] * number


def test_a_guide_of_which_nothing_was_read_is_no_proof_either() -> None:
    matters = [matter(number) for number in range(3)]
    pages = [guide(matters[0], (PLACE, HOURS)), guide(matters[1], (PLACE, HOURS)), guide_page()]
    findings = [conclude(of, page) for of, page in zip(matters, pages, strict=True)]
    assert finish(findings, matters, pages) == findings


def test_a_guide_speaks_of_more_than_was_approved_of_its_matter() -> None:
    matters = [matter(0), matter(1), make_matter(name="事项2", code=f"{2:031d}")]
    shown_on = ((PLACE, HOURS), (PLACE, HOURS), (PHONE,))
    pages = [guide(of, elements) for of, elements in zip(matters, shown_on, strict=True)]
    findings = [conclude(of, page) for of, page in zip(matters, pages, strict=True)]
    assert finish(findings, matters, pages) == findings


@pytest.mark.parametrize("number", [1, 3])
def test_the_answer_counts_for_every_matter(number: int) -> None:
    """At once, so that pytest counts what the ledger says; and in a later run of one matter alone."""
    (question,) = run(*[(PLACE, HOURS)] * 3)[0].questions
    fine = run(*[(PLACE, HOURS)] * number, answers=[answer(question)])
    assert {(each.verdict, each.reason) for each in fine} == {(Verdict.CLEAN, "经人工核查没有问题")}
    wrong = run(*[(PLACE, HOURS)] * number, answers=[answer(question, "有问题")])
    assert {each.verdict for each in wrong} == {Verdict.PROBLEM}
    words = OF_PORTAL.format(PHONE).removesuffix("，请人工核对")
    assert {each.problems[0].text for each in wrong} == {f"{words}：没有这一栏（人工核查：审批科 007，2026-11-24）"}
    unsure = run(*[(PLACE, HOURS)] * number, answers=[answer(question, "看不清或无法判断")])
    assert all("请另请人核查" in each.reason and question.id in each.reason for each in unsure)


def test_answered_for_the_portal_what_else_is_missing_stays_asked() -> None:
    (question,) = run(*[(PLACE, HOURS)] * 3)[0].questions
    (alone,) = run((HOURS,), answers=[answer(question)])
    assert alone.verdict is Verdict.NEEDS_PERSON
    assert [(question.asked, bool(question.open)) for question in alone.questions] == [
        (OF_MATTER.format("“办理地点”"), True),
        (OF_PORTAL.format(PHONE), False),
    ]


def test_once_a_guide_shows_it_the_answer_counts_for_none() -> None:
    """The portal has got a place for telephones since, and 事项0 alone shows none: no matter of the portal's."""
    (question,) = run(*[(PLACE, HOURS)] * 3)[0].questions
    first, second, _ = run((PLACE, HOURS), (*APPROVED,), (*APPROVED,), answers=[answer(question)])
    assert (first.verdict, texts(first)) == (Verdict.NEEDS_PERSON, [OF_MATTER.format("“咨询方式”")])
    assert second.verdict is Verdict.CLEAN
    (own,) = first.questions
    again, *_ = run((PLACE, HOURS), (*APPROVED,), (*APPROVED,), answers=[answer(question), answer(own)])
    assert again.verdict is Verdict.CLEAN
    assert [question.id for question in again.questions] == [own.id]


def test_an_answer_to_the_question_of_the_matter_stays_valid() -> None:
    """As people gave it before anything was asked of the portal."""
    (one,) = run((PLACE,))
    (old,) = one.questions
    first, *others = run((PLACE,), (PLACE,), (PLACE,), answers=[answer(old)])
    assert (first.verdict, first.questions[0].id) == (Verdict.CLEAN, old.id)
    assert [texts(each) for each in others] == [[OF_PORTAL.format(HOURS), OF_PORTAL.format(PHONE)]] * 2


def test_beside_a_problem_and_what_was_declared() -> None:
    matters = [matter(number) for number in range(3)]
    known = KnownProblem(box="B1", since=date(2026, 1, 5), expires=date(2027, 1, 1), owner="科", reason="等待")
    matters[1] = matters[1].model_copy(update={"known_problems": (known,)})
    phones = ("0371-88888888", "0371-88888888", APPROVED[PHONE])
    pages = [guide(of, (PLACE, PHONE), phone) for of, phone in zip(matters, phones, strict=True)]
    findings = finish([conclude(of, page) for of, page in zip(matters, pages, strict=True)], matters, pages)
    assert [each.verdict for each in findings] == [Verdict.PROBLEM, Verdict.KNOWN_PROBLEM, Verdict.NEEDS_PERSON]
    assert [texts(each) for each in findings] == [[OF_PORTAL.format(HOURS)]] * 3
    assert findings[1].reason == conclude(matters[1], pages[1]).reason


def test_a_run_that_is_gone_on_with_ends_the_same() -> None:
    """Two matters were visited when it broke off, and asked each for its own; then the third."""
    matters = [matter(number) for number in range(3)]
    pages = [guide(of, (PLACE, HOURS)) for of in matters]
    findings = [conclude(of, page) for of, page in zip(matters, pages, strict=True)]
    broken_off = finish(findings[:2], matters[:2], pages[:2])
    whole = finish([*broken_off, findings[2]], matters, pages)
    assert whole == finish(findings, matters, pages)
    assert finish([Finding.model_validate_json(each.model_dump_json()) for each in whole], matters, pages) == whole
