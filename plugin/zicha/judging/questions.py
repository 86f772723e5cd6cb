"""Questions to people (待人工核查): what a check asks, and what the answers beside the inventory make of it.

An answer counts for the version of the page that was judged. When what was seen has changed since, it is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zicha.catalogue.checks import Check
from zicha.catalogue.questions import EVERYWHERE, wording
from zicha.evidence.masking import mask
from zicha.judging.page_version import digest, judged_records, numbers_of, page_version, without_visit
from zicha.model.answer import ANY_MATTER, Answer, Reply
from zicha.model.facts.records import Record
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Department, Identity, Matter
from zicha.model.question import Question

_MOMENT = re.compile(
    r"(“[^”]*”)|\d+(?:\.\d+)?\s*(?:毫秒|秒|分钟)|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?[ T]?\d{1,2}:\d{2}(?::\d{2})?"
)
"""What was measured, and so differs from visit to visit. What stands in quotes was published, and stays."""
_REQUEST = re.compile(r"，(?:是否[^，；。]{1,8})?请[^，；。]*$")
"""How a rule ends that asks a person; it is answered now."""


def questions_about(
    check: Check,
    matter: Matter,
    identity: Identity | None,
    problems: Sequence[Problem],
    records: Sequence[Record],
    raters: int,
) -> tuple[Question, ...]:
    """Return the questions of a check that left `problems` to a person, each with what has been answered to it.

    A question about what the portal nowhere shows has one number for all checks of a box. No page of one matter is its
    version: once a guide shows the element, it is not asked.
    """
    judged, numbers = judged_records(records), numbers_of(records)
    is_about_all = not any(record.key.matter for record in judged)
    page = page_version(check, matter, records)
    questions: dict[str, Question] = {}
    for problem in problems:
        words = wording(EVERYWHERE if problem.everywhere else problem.rule, check.name)
        subject = ("" if is_about_all else matter.code, check.name, identity or "", problem.rule)
        texts = (_MOMENT.sub(lambda match: match[1] or "", problem.text), problem.expected, problem.seen)
        lasting = [without_visit(text, numbers) for text in texts]
        of_portal = (EVERYWHERE, records[0].portal if records else "", problem.rule, problem.text)
        parts = of_portal if problem.everywhere else (*subject, *lasting)
        question = Question(
            id=f"{check.box}-{digest(*parts)}",
            page=digest(*of_portal) if problem.everywhere else page,
            rule=problem.rule,
            asked=problem.text,
            look=words.look,
            place=words.place,
            how=words.how,
            expected=problem.expected,
            seen=problem.seen,
            where=problem.where or next((record.fact.url for record in reversed(judged) if record.fact), ""),
            graded=words.graded,
            everywhere=is_about_all or problem.everywhere,
        )
        while (like := questions.get(question.id)) and _what(like) != _what(question):
            question = question.model_copy(update={"id": f"{check.box}-{digest(question.id)}"})
        questions[question.id] = _with_answers(question, matter, raters)
    return tuple(questions.values())


def answered_wrong(problems: Sequence[Problem], questions: Sequence[Question]) -> tuple[Problem, ...]:
    """Return the problems after the answers: what a person found wrong ticks the box, in the person's words."""
    wrong = {_what(question): question for question in questions if question.wrong}
    judged = []
    for problem in problems:
        question = wrong.get((problem.rule, problem.text, problem.expected, problem.seen))
        if question is not None and problem.severity is Severity.WARNING:
            words = "；".join(answer.words for answer in question.answers if answer.reply.is_wrong)
            text = f"{_REQUEST.sub('', problem.text)}：{words}"
            judged.append(problem.model_copy(update={"severity": Severity.ERROR, "text": text}))
        else:
            judged.append(problem)
    return tuple(judged)


def _what(question: Question) -> tuple[str, str, str, str]:
    """Return what it is about. Two problems that only a moment tells apart are two, each with a number of its own."""
    return (question.rule, question.asked, question.expected, question.seen)


def still_asked(questions: Iterable[Question]) -> str:
    """Return what is still open, in words; of a question never answered only what it asks."""
    return "；".join(
        question.asked + (f"（{remarks}）" if (remarks := "，".join(_remarks(question))) else "")
        for question in questions
        if question.open
    )


def _remarks(question: Question) -> Iterator[str]:
    if question.everywhere:
        yield f"{ANY_MATTER}只问一次，问题编号{question.id}"
    if question.open != _UNANSWERED:
        yield question.open


# ── what the answers make of a question ──────────────────────────────────────────────────────────────────────────

_UNANSWERED = "尚未答复"


def _with_answers(question: Question, matter: Matter, raters: int) -> Question:
    mine = [_masked(answer) for answer in matter.answers if answer.question == question.id]
    valid = tuple(one for one in mine if one.page == question.page and one.reply in question.options)
    if not valid:
        open_ = _not_counted(mine, question)
        return question.model_copy(update={"open": open_})
    open_, wrong = _graded(valid, matter.department, raters) if question.graded else _judged(valid)
    return question.model_copy(update={"answers": valid, "open": open_, "wrong": wrong})


def _not_counted(mine: Sequence[Answer], question: Question) -> str:
    """Return why there are no answers that count."""
    if unfit := [one for one in mine if one.page == question.page]:
        return f"答“{unfit[-1].reply}”不在可选答复之中，请从“{'、'.join(question.options)}”中选"
    if mine:
        last = max(one.on for one in mine)
        return f"{last}答复之后，页面或核准内容有变化，请重新核查"
    return _UNANSWERED


def _judged(answers: Sequence[Answer]) -> tuple[str, bool]:
    """One judgement settles it; 有问题 goes before 没有问题, and 无法判断 leaves it open."""
    if any(one.reply.is_wrong for one in answers):
        return "", True
    unsure = [one for one in answers if one.reply is Reply.UNSURE]
    if len(unsure) == len(answers):
        return f"{unsure[-1].who}于{unsure[-1].on}答“{Reply.UNSURE}”，请另请人核查", False
    return "", False


def _graded(answers: Sequence[Answer], owner: Department, raters: int) -> tuple[str, bool]:
    """难懂: several raters, one of them from elsewhere; where they disagree one more, and then the majority.

    The inventory has given every rater's department its full name.
    """
    needed = max(2, raters)
    grades = {one.rater: one for one in sorted(answers, key=lambda one: one.on)}  # of one person the last
    if len(grades) < needed:
        return f"已有{len(grades)}人评定，还需{needed - len(grades)}人（“谁”相同的算同一人）", False
    if all(one.department == owner.full_name for one in grades.values()):
        return "评定人都来自本部门，还需其他部门的1人评定", False
    wrong = sum(one.reply.is_wrong for one in grades.values())
    if wrong in (0, len(grades)):
        return "", bool(wrong)
    if len(grades) == needed or 2 * wrong == len(grades):
        return f"{len(grades)}人评定不一致，请再请1人评定", False
    return "", 2 * wrong > len(grades)


def _masked(answer: Answer) -> Answer:
    """Return the answer without personal data that should not have been written into it."""
    hidden = {key: mask(text) for key in ("note", "quote", "field", "who") if (text := getattr(answer, key))}
    return answer.model_copy(update=hidden)
