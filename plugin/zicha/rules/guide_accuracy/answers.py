"""常见问题 against the fields of the same page: 到现场次数, 收费, 申请材料 (ledger box B1).

Answers are loose language. Where the question asks exactly that and the answer is plain, a contradiction is a problem;
where a sentence merely speaks of it, it is a question to a person; 可以, 也可, 如需 promise nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.guide import Element
from zicha.model.finding import Problem
from zicha.published.guide import PublishedGuide
from zicha.published.material_names import pair_materials
from zicha.rules.differences import contradiction, possible_difference
from zicha.text.clauses import sentences
from zicha.text.questions import ABOUT_FEES, LOOSE, NO, OF_SOME, YES, is_free, is_paid, material_asked_for
from zicha.text.visits import ASKS_ABOUT_VISITS, MUST_COME, NO_VISIT, counted_visits


def answer_contradictions(guide: PublishedGuide) -> Iterator[Problem]:
    """Yield a problem for each answer that contradicts a field of the page."""
    for group in guide.page.questions:
        question, answer = group.text(Element.QUESTION), group.text(Element.ANSWER)
        yield from _about_visits(guide, question, answer)
        yield from _about_fees(guide, question, answer)
        yield from _about_materials(guide, question, answer)


def _about_visits(guide: PublishedGuide, question: str, answer: str) -> Iterator[Problem]:
    visits = guide.value(Element.VISITS)
    if visits is None:
        return
    shown, field = guide.places(Element.VISITS)[0].text, visits.value
    wanted = f"到办事现场次数为“{shown}”"
    is_asked = ASKS_ABOUT_VISITS.is_in(question)
    for sentence in sentences(answer):
        unneeded = field > 0 and NO_VISIT.is_in(sentence)
        needed = field == 0 and MUST_COME.is_in(sentence)
        if not (unneeded or needed or (is_asked and counted_visits(sentence) > field)):
            continue
        text = f"办事指南的{wanted}，常见问题却答“{sentence}”"
        if is_asked and not LOOSE.is_in(sentence):
            yield contradiction(guide.page, text, shown, sentence)
        elif not LOOSE.is_in(sentence):
            yield possible_difference(guide.page, text, shown, sentence)


def _about_fees(guide: PublishedGuide, question: str, answer: str) -> Iterator[Problem]:
    flag = guide.value(Element.CHARGED)
    if flag is None or not ABOUT_FEES.is_in(question):
        return
    shown, charged = guide.places(Element.CHARGED)[0].text, flag.value
    for sentence in sentences(answer):
        if not (is_free(sentence) if charged else is_paid(sentence)):
            continue
        text = f"办事指南的是否收费为“{shown}”，常见问题却答“{sentence}”"
        if LOOSE.is_in(sentence) or (charged and OF_SOME.is_in(sentence)):
            yield possible_difference(guide.page, text, shown, sentence)
        else:
            yield contradiction(guide.page, text, shown, sentence)


def _about_materials(guide: PublishedGuide, question: str, answer: str) -> Iterator[Problem]:
    """Yield a question about 需要提供X吗: 需要, though not listed; 不需要, though listed as 必要. Names are loose."""
    about = material_asked_for(question)
    listed = [material.name for material in guide.materials]
    if not about or not listed:
        return
    pairs = pair_materials([about], listed)
    if YES.begins(answer) and not pairs:
        yield possible_difference(
            guide.page, f"常见问题说需要提供“{about}”（“{answer}”），申请材料却没有列出", "、".join(listed), answer
        )
    elif NO.begins(answer) and pairs:
        material = guide.materials[pairs[0]]
        if material.is_required:
            name = material.name
            yield possible_difference(guide.page, f"申请材料列出必要的“{name}”，常见问题却答“{answer}”", name, answer)
