"""法定办结时限、承诺办结时限 (the notice, 自查的重点 2; ledger box B1).

Compared with the approved list in value, unit and 即办; and with each other wherever the page speaks of them:
the field itself, its 说明, and the answers of 常见问题.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Comparison, Gap, Problem
from zicha.model.matter import Guide, MatterType
from zicha.model.time_limit import TimeLimit
from zicha.published.guide import PublishedGuide
from zicha.published.limits import is_blank, limits_meant, shown_limits, with_unit
from zicha.rules.differences import RULE, contradiction, difference, possible_difference
from zicha.rules.limit_comparison import is_longer_limit, is_same_limit
from zicha.rules.problems import question
from zicha.text.clauses import sentences
from zicha.text.durations import mentions
from zicha.text.limit_context import ASKS_HOW_LONG, SPECIAL_CASE, is_bound, is_of_handling, is_of_step
from zicha.text.limit_wording import without_extension

_FIELDS = (
    (Element.LEGAL_LIMIT, Element.LEGAL_LIMIT_NOTE),
    (Element.PROMISED_LIMIT, Element.PROMISED_LIMIT_NOTE),
)


def time_limit_differences(guide: PublishedGuide, approved: Guide) -> Comparison:
    """Return a problem for each value of the two limits that is not the approved one, or contradicts another place."""
    page = guide.page
    limits = {Element.LEGAL_LIMIT: approved.legal_limit, Element.PROMISED_LIMIT: approved.promised_limit}
    problems: list[Problem] = []
    for field, note in _FIELDS:
        problems += _against_approved(page, field, limits[field], approved.matter_type)
        problems += _against_note(page, field, note, approved.matter_type)
    problems += _against_answers(page, approved.matter_type)
    return Comparison(problems, sum(len(page.shown(element)) for pair in _FIELDS for element in pair))


def _against_approved(
    page: GuidePage, field: Element, approved: TimeLimit, matter_type: MatterType
) -> Iterator[Problem]:
    places = page.shown(field)
    if not places:
        text = f"办事指南页面上没有认出“{field}”，请人工核对（核准清单为“{approved}”）"
        yield question(page, RULE, text, gaps=[Gap(element=field, text=text)])
    for shown in places:
        limits = shown_limits(shown)
        matches = [is_same_limit(limit, approved, matter_type) for limit in limits]
        if all(matches) and (limits or (not approved.is_set and is_blank(shown.text))):
            continue
        problem = difference(page, field, str(approved), with_unit(shown))
        if not limits or (None in matches and any(limit.same_day for limit in (*limits, approved))):
            yield possible_difference(page, problem.text)
        elif None in matches or (True in matches and len({limit.amount for limit in limits}) == 1):
            yield possible_difference(page, f"{problem.text}，计算单位不同")
        elif True in matches:
            yield possible_difference(page, f"{problem.text}，不止一个时限")
        else:
            yield problem


def _against_note(page: GuidePage, field: Element, note: Element, matter_type: MatterType) -> Iterator[Problem]:
    limits = _limits(page)
    for shown in page.shown(field):
        for explanation in page.shown(note):
            of_field = limits | {field: _set(shown_limits(shown))}
            clash = _clash(explanation.text, of_field, field, matter_type)
            if clash.quote:
                text = f"{field}栏显示“{with_unit(shown)}”，其说明却写“{clash.quote}”"
                yield _contradiction(page, text, with_unit(shown), clash)


def _against_answers(page: GuidePage, matter_type: MatterType) -> Iterator[Problem]:
    shown = [value for field, _ in _FIELDS for value in page.shown(field)]
    published = "、".join(f"{value.element}“{with_unit(value)}”" for value in shown)
    for group in page.questions:
        asks_how_long = ASKS_HOW_LONG.is_in(group.text(Element.QUESTION))
        for sentence in sentences(group.text(Element.ANSWER)):
            clash = _clash(sentence, _limits(page), None, matter_type)
            if clash.quote and (clash.is_of_handling or asks_how_long):
                text = f"办事指南显示{published}，常见问题却答“{clash.quote}”"
                yield _contradiction(page, text, published, clash)


class _Clash(NamedTuple):
    """The sentences of a text that name a handling time with which the page's limits do not agree.

    `is_of_handling`: their words say that it is one. `is_certain`: nothing in the text speaks for the page's limits.
    """

    quote: str
    is_of_handling: bool
    is_certain: bool


def _clash(
    text: str, limits: Mapping[Element, Sequence[TimeLimit]], field: Element | None, matter_type: MatterType
) -> _Clash:
    """Return how a text contradicts the two limits. `field` is the one whose 说明 it is, None for an answer."""
    clashing: list[str] = []
    names_handling, is_certain = False, True
    has_steps = sum(map(is_of_step, mentions(without_extension(text)))) > 1
    for sentence in sentences(text):
        for mention in mentions(without_extension(sentence)):
            limit, of_handling = TimeLimit.of(mention.duration), is_of_handling(mention)
            known = [other for each in limits_meant(mention, field) for other in limits[each]]
            if of_handling is False or not known:
                continue
            if has_steps and is_of_step(mention):
                if not all(is_longer_limit(limit, other, matter_type) for other in known):
                    continue
                is_certain = False
            matches = [is_same_limit(limit, other, matter_type) for other in known]
            if any(match is not False for match in matches):
                is_certain = False
                if True in matches or not limit.same_day:
                    continue
            names_handling = names_handling or bool(of_handling)
            is_certain = is_certain and bool(of_handling or field) and not SPECIAL_CASE.is_in(sentence)
            is_certain = is_certain and not is_bound(mention)
            if sentence not in clashing:
                clashing.append(sentence)
    return _Clash("；".join(clashing), names_handling, is_certain)


def _limits(page: GuidePage) -> dict[Element, Sequence[TimeLimit]]:
    """Return every limit that could be read in each of the two fields."""
    return {field: _set(limit for value in page.shown(field) for limit in shown_limits(value)) for field, _ in _FIELDS}


def _set(limits: Iterable[TimeLimit]) -> tuple[TimeLimit, ...]:
    return tuple(limit for limit in limits if limit.is_set)


def _contradiction(page: GuidePage, text: str, shown: str, clash: _Clash) -> Problem:
    """Return the problem that two places do not agree; a question where the words leave a doubt."""
    make = contradiction if clash.is_certain else possible_difference
    return make(page, text, shown, clash.quote)
