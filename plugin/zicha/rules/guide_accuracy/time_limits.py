"""法定办结时限、承诺办结时限 (the notice, 自查的重点 2; ledger box B1).

Compared with the approved list in value, unit and 即办; and with each other wherever the page speaks of them:
the field itself, its 说明, and the answers of 常见问题.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zicha.model.facts.guide import Element, GuidePage, ShownValue
from zicha.model.finding import Problem
from zicha.model.matter import Guide, MatterType
from zicha.model.time_limit import Mention, TimeLimit, counted_in, is_number, mentions
from zicha.rules.differences import RULE, contradiction, difference, possible_difference
from zicha.rules.limit_comparison import is_longer_limit, is_same_limit
from zicha.rules.limit_wording import STEP, is_understood
from zicha.rules.problems import question
from zicha.rules.values import is_nothing, plain

_FIELDS = (
    (Element.LEGAL_LIMIT, Element.LEGAL_LIMIT_NOTE),
    (Element.PROMISED_LIMIT, Element.PROMISED_LIMIT_NOTE),
)
# What is done within a limit stands after it, and the first word counts (20日内办结并送达); what it is about,
# before (公示7日).
_HANDLED = r"办结|办理完|办好|办完|作出(?:(?!受理).){0,12}决定|(?<!受理)决定(?!之日|书?后|是否受理)|审结|出证|拿到?证"
_OTHERWISE = (
    r"有效期|有效(?=\d|为|$)|届满|延续|提前|公示|公告|送达|补正|告知|通知|年检|缴|领取|保存|不计入|不计算|不包含|不含"
    r"|回复|答复|(?:内|不予|是否)受理|受理(?:的|通知|与否的)?决定|决定之日|决定书?后|评审|听证|检验|检测|检疫|鉴定|勘验|整改"
)
_DOES = re.compile(rf"(?P<handled>{_HANDLED})|{_OTHERWISE}")
_OTHER_PERIOD = re.compile(_OTHERWISE)
_LEGAL = re.compile(r"法定(?:办结|办理|审批)?(?:时限|期限|时间)|法定[为是的:]?$")
_PROMISED = re.compile(r"(?<!告知)承诺(?![件书制])")
_ABOUT_HANDLING = re.compile(rf"办结|办理时限|受理|时限|期限|{_LEGAL.pattern}|{_PROMISED.pattern}")
# Beside these words a limit may be that of a special case: 延续的，5个工作日内办结.
_SPECIAL_CASE = re.compile(r"有效期|届满|延续|公示|补正|年检|评审|听证|检验|检测|检疫|鉴定|勘验|整改")
_STEP = re.compile(rf"{STEP}$")
# Beside these words a number is the least that it takes, or nearly so.
_BOUND_BEFORE = re.compile(
    r"(?:不[少低小]于|不得[少低]于|至少|最少|最短|起码|(?<!不)(?<!不得)超过|[多大]于|大?约|大概|≥|>)$"
)
_BOUND_AFTER = re.compile(r"以上|左右|上下|[+＋]")
_HOW_LONG = r"(?:多久|多长时间|几天|多少天|(?:几|多少)个?工作日|什么时候|何时|时限)"
_ASKS_HOW_LONG = re.compile(rf"{_HOW_LONG}.*(?:办|批|拿证)|(?:办|批|拿证).*{_HOW_LONG}")
# What may be added to a limit (20个工作日，经批准可以延长10个工作日) is no limit of its own.
_EXTENSION = re.compile(r"延长[^。；;()（）]*")
# 特殊环节：专家评审（20个工作日）
_LIMIT_BESIDE_NAME = re.compile(r"[^()（）\d]+[(（](?P<limit>[^()（）]*)[)）]")
# The law, or the department, sets no limit.
_NO_LIMIT = re.compile(
    r"(?:法律|法规|规章|目前|[、，,和及])*(?:无|没有|暂无|未(?:作|做)?|不设)(?:法定|承诺|明确|具体|规定)*的?(?:办结|办理)?"
    r"(?:时限|期限|时间)?(?:要求|规定|限制)?"
)


def time_limit_differences(page: GuidePage, approved: Guide) -> tuple[Problem, ...]:
    """Return a problem for each value of the two limits that is not the approved one, or contradicts another place."""
    limits = {Element.LEGAL_LIMIT: approved.legal_limit, Element.PROMISED_LIMIT: approved.promised_limit}
    problems: list[Problem] = []
    for field, note in _FIELDS:
        problems += _against_approved(page, field, limits[field], approved.matter_type)
        problems += _against_note(page, field, note, approved.matter_type)
    return (*problems, *_against_answers(page, approved.matter_type))


def shown_limits(shown: ShownValue) -> tuple[TimeLimit, ...]:
    """Return the limits in a value. A label's unit holds for a bare number and for bare days: 承诺时限(工作日)：5.

    Where the value names another unit than the label, the limit is read in both. A blank value has none; 无 is one. A
    value that is not understood whole has none either.
    """
    text = _as_read(shown)
    if shown.element is Element.STEP_LIMIT and (named := _LIMIT_BESIDE_NAME.fullmatch(text)):
        text = named["limit"]
    if says_no_limit(_without_extension(text)):
        return () if _is_empty(text) else (TimeLimit(amount=None),)
    if plain(text) in ("0", "零", "〇", "即办件"):
        return (TimeLimit.instant(),)
    if not is_understood(_EXTENSION.sub("延长", text)):
        return ()
    unit = _unit_of_label(shown)
    return tuple(
        mention.limit.model_copy(update={"unit": each})
        for mention in _without_parts(mentions(_without_extension(text)))
        if shown.element in _meant(mention, shown.element)
        for each in (counted_in(unit, mention.limit.unit) if mention.limit.amount else (mention.limit.unit,))
    )


def _without_parts(all_mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the limits that are no part of another: 15个工作日（其中初审5个工作日，复审10个工作日）."""
    first = next((i for i, mention in enumerate(all_mentions) if "其中" in mention.before), len(all_mentions))
    yield from all_mentions[:first]
    yield from (mention for mention in all_mentions[first:] if not _is_of_step(mention))


def _without_extension(text: str) -> str:
    return _EXTENSION.sub("", text)


def says_no_limit(text: str) -> bool:
    """Whether a value says that there is no limit: 无, 无期限, --, blank."""
    return is_nothing(text) or _NO_LIMIT.fullmatch(re.sub(r"[\s。]+", "", text)) is not None


def _against_approved(
    page: GuidePage, field: Element, approved: TimeLimit, matter_type: MatterType
) -> Iterator[Problem]:
    places = page.shown(field)
    if not places:
        yield question(page, RULE, f"办事指南页面上没有认出“{field}”，请人工核对（核准清单为“{approved}”）")
    for shown in places:
        limits = shown_limits(shown)
        matches = [is_same_limit(limit, approved, matter_type) for limit in limits]
        if all(matches) and (limits or (not approved.is_set and _is_empty(shown.text))):
            continue
        problem = difference(page, field, str(approved), _as_read(shown))
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
                text = f"{field}栏显示“{_as_read(shown)}”，其说明却写“{clash.quote}”"
                yield _contradiction(page, text, _as_read(shown), clash)


def _against_answers(page: GuidePage, matter_type: MatterType) -> Iterator[Problem]:
    shown = [value for field, _ in _FIELDS for value in page.shown(field)]
    published = "、".join(f"{value.element}“{_as_read(value)}”" for value in shown)
    for group in page.questions:
        asks_how_long = _ASKS_HOW_LONG.search(group.text(Element.QUESTION)) is not None
        for sentence in _sentences(group.text(Element.ANSWER)):
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
    sentences: list[str] = []
    is_of_handling, is_certain = False, True
    has_steps = sum(map(_is_of_step, mentions(_without_extension(text)))) > 1
    for sentence in _sentences(text):
        for mention in mentions(_without_extension(sentence)):
            of_handling = _is_of_handling(mention)
            known = [limit for each in _meant(mention, field) for limit in limits[each]]
            if of_handling is False or not known:
                continue
            if has_steps and _is_of_step(mention):
                if not all(is_longer_limit(mention.limit, limit, matter_type) for limit in known):
                    continue
                is_certain = False
            matches = [is_same_limit(mention.limit, limit, matter_type) for limit in known]
            if any(match is not False for match in matches):
                is_certain = False
                if True in matches or not mention.limit.same_day:
                    continue
            is_of_handling = is_of_handling or bool(of_handling)
            is_certain = is_certain and bool(of_handling or field) and not _SPECIAL_CASE.search(sentence)
            is_certain = is_certain and not _is_bound(mention)
            if sentence not in sentences:
                sentences.append(sentence)
    return _Clash("；".join(sentences), is_of_handling, is_certain)


def _is_of_handling(mention: Mention) -> bool | None:
    """Whether a limit is one of handling the matter, None where its words do not say."""
    before, after = _context(mention)
    if mention.limit.amount == 0:
        return True
    if re.match(r"(?:以|之)?[前后]", after):  # 届满30日前, 登报30日后
        return False
    if does := _DOES.search(after):
        return does["handled"] is not None
    if _OTHER_PERIOD.search(before):
        return False
    return True if _ABOUT_HANDLING.search(before) else None


def _is_of_step(mention: Mention) -> bool:
    """Whether the words at a limit name a step of the handling, which is a part of it."""
    return _STEP.search(_context(mention)[0]) is not None


def _is_bound(mention: Mention) -> bool:
    """Whether the words at a limit make it the least, or an estimate: 不少于30个工作日, 30个工作日左右."""
    return bool(_BOUND_BEFORE.search(mention.before) or _BOUND_AFTER.match(mention.after))


def _context(mention: Mention) -> tuple[str, str]:
    """Return the words of a limit's own clause, before it and after it; one in brackets is a clause of its own."""
    enclosed = mention.before.rfind("(") > mention.before.rfind(")")
    after = mention.after.partition(")")[0] if enclosed else re.sub(r"\([^()]*(?:\)|$)", "", mention.after)
    return re.split(r"[,(?]", mention.before)[-1], after.partition(",")[0]


def _meant(mention: Mention, field: Element | None) -> tuple[Element, ...]:
    """Return which of the two limits a clause speaks of; without 法定 or 承诺 that of the 说明, or either."""
    before, after = _context(mention)
    legal = _LEGAL.search(before) is not None
    if legal is not (_PROMISED.search(before + after) is not None):
        return (Element.LEGAL_LIMIT if legal else Element.PROMISED_LIMIT,)
    return (field,) if field else (Element.LEGAL_LIMIT, Element.PROMISED_LIMIT)


def _limits(page: GuidePage) -> dict[Element, Sequence[TimeLimit]]:
    """Return every limit that could be read in each of the two fields."""
    return {field: _set(limit for value in page.shown(field) for limit in shown_limits(value)) for field, _ in _FIELDS}


def _set(limits: Iterable[TimeLimit]) -> tuple[TimeLimit, ...]:
    return tuple(limit for limit in limits if limit.is_set)


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in re.split(r"[。；;！!]", text)]


def _unit_of_label(shown: ShownValue) -> str:
    """Return the unit in a label: 承诺时限（单位：工作日）; empty where there is none."""
    unit = re.search(r"[(（](?:\s*单位[：:]*)?+([^)）]+)[)）]", shown.label)
    return unit[1].strip() if unit else ""


def _as_read(shown: ShownValue) -> str:
    """Return the value with the unit of its label, as a reader of the page understands it."""
    text, unit = shown.text.strip(), _unit_of_label(shown)
    if unit and is_number(text):
        return f"{text}个{unit}" if unit in ("工作日", "自然日", "月", "小时") else text + unit
    if unit and any(counted_in(unit, limit.unit) != (limit.unit,) for limit in TimeLimit.find(text) if limit.amount):
        return f"{text}（{unit}）"
    return text


def _is_empty(text: str) -> bool:
    """Whether a value says nothing, not even that there is no limit."""
    return is_nothing(text) and plain(text) != "无"


def _contradiction(page: GuidePage, text: str, shown: str, clash: _Clash) -> Problem:
    """Return the problem that two places do not agree; a question where the words leave a doubt."""
    make = contradiction if clash.is_certain else possible_difference
    return make(page, text, shown, clash.quote)
