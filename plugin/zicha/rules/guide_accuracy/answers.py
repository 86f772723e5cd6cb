"""常见问题 against the fields of the same page: 到现场次数, 收费, 申请材料 (ledger box B1).

Answers are loose language. Where the question asks exactly that and the answer is plain, a contradiction is a problem;
where a sentence merely speaks of it, it is a question to a person; 可以, 也可, 如需 promise nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Problem
from zicha.published.material_names import pair_materials
from zicha.rules.differences import contradiction, possible_difference
from zicha.text.answers import read_visits, read_yes
from zicha.text.clauses import sentences
from zicha.text.questions import ABOUT_FEES, LOOSE, NO, OF_SOME, YES, is_free, is_paid, material_asked_for
from zicha.text.visits import ASKS_ABOUT_VISITS, MUST_COME, NO_VISIT, counted_visits


def answer_contradictions(page: GuidePage) -> Iterator[Problem]:
    """Yield a problem for each answer that contradicts a field of the page."""
    for group in page.questions:
        question, answer = group.text(Element.QUESTION), group.text(Element.ANSWER)
        yield from _about_visits(page, question, answer)
        yield from _about_fees(page, question, answer)
        yield from _about_materials(page, question, answer)


def _about_visits(page: GuidePage, question: str, answer: str) -> Iterator[Problem]:
    visits = [
        (shown.text, read) for shown in page.shown(Element.VISITS) if (read := read_visits(shown.text)) is not None
    ]
    if not visits:
        return
    shown, field = visits[0]
    wanted = f"到办事现场次数为“{shown}”"
    is_asked = ASKS_ABOUT_VISITS.is_in(question)
    for sentence in sentences(answer):
        unneeded = field > 0 and NO_VISIT.is_in(sentence)
        needed = field == 0 and MUST_COME.is_in(sentence)
        if not (unneeded or needed or (is_asked and counted_visits(sentence) > field)):
            continue
        text = f"办事指南的{wanted}，常见问题却答“{sentence}”"
        if is_asked and not LOOSE.is_in(sentence):
            yield contradiction(page, text, shown, sentence)
        elif not LOOSE.is_in(sentence):
            yield possible_difference(page, text, shown, sentence)


def _about_fees(page: GuidePage, question: str, answer: str) -> Iterator[Problem]:
    flags = [(shown.text, read) for shown in page.shown(Element.CHARGED) if (read := read_yes(shown.text)) is not None]
    if not flags or not ABOUT_FEES.is_in(question):
        return
    shown, charged = flags[0]
    for sentence in sentences(answer):
        if not (is_free(sentence) if charged else is_paid(sentence)):
            continue
        text = f"办事指南的是否收费为“{shown}”，常见问题却答“{sentence}”"
        if LOOSE.is_in(sentence) or (charged and OF_SOME.is_in(sentence)):
            yield possible_difference(page, text, shown, sentence)
        else:
            yield contradiction(page, text, shown, sentence)


def _about_materials(page: GuidePage, question: str, answer: str) -> Iterator[Problem]:
    """Yield a question about 需要提供X吗: 需要, though not listed; 不需要, though listed as 必要. Names are loose."""
    about = material_asked_for(question)
    listed = [group.text(Element.MATERIAL_NAME) for group in page.materials]
    if not about or not listed:
        return
    pairs = pair_materials([about], listed)
    if YES.begins(answer) and not pairs:
        yield possible_difference(
            page, f"常见问题说需要提供“{about}”（“{answer}”），申请材料却没有列出", "、".join(listed), answer
        )
    elif NO.begins(answer) and pairs:
        group = page.materials[pairs[0]]
        if group.text(Element.NECESSITY) in ("必要", "必需", "必须", "是"):
            name = group.text(Element.MATERIAL_NAME)
            yield possible_difference(page, f"申请材料列出必要的“{name}”，常见问题却答“{answer}”", name, answer)
