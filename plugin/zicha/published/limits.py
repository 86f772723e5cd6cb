"""The time limits that a value of a guide names, with the unit in its label and the one that its words are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zicha.model.facts.guide import Element, ShownValue
from zicha.model.time_limit import TimeLimit
from zicha.text.durations import Mention, counted_in, mentions
from zicha.text.folding import is_nothing, plain
from zicha.text.limit_context import Kind, is_of_step, kind_of_limit
from zicha.text.limit_wording import is_understood, limit_beside_name, says_no_limit, unit_of_label, without_extension
from zicha.text.numerals import is_number

_LIMIT_OF_KIND = {Kind.LEGAL: Element.LEGAL_LIMIT, Kind.PROMISED: Element.PROMISED_LIMIT}


def shown_limits(shown: ShownValue) -> tuple[TimeLimit, ...]:
    """Return the limits in a value. A label's unit holds for a bare number and for bare days: 承诺时限(工作日)：5.

    Where the value names another unit than the label, the limit is read in both. A blank value has none; 无 is one. A
    value that is not understood whole has none either.
    """
    text = with_unit(shown)
    if shown.element is Element.STEP_LIMIT:
        text = limit_beside_name(text)
    if says_no_limit(without_extension(text)):
        return () if is_blank(text) else (TimeLimit(amount=None),)
    if plain(text) in ("0", "零", "〇", "即办件"):
        return (TimeLimit.instant(),)
    if not is_understood(text):
        return ()
    unit = unit_of_label(shown.label)
    return tuple(
        TimeLimit.of(mention.duration._replace(unit=each))
        for mention in _without_parts(mentions(without_extension(text)))
        if shown.element in limits_meant(mention, shown.element)
        for each in (counted_in(unit, mention.duration.unit) if mention.duration.amount else (mention.duration.unit,))
    )


def limits_meant(mention: Mention, field: Element | None) -> tuple[Element, ...]:
    """Return which of the two limits a clause speaks of; without 法定 or 承诺 that of the field, or either."""
    if kind := kind_of_limit(mention):
        return (_LIMIT_OF_KIND[kind],)
    return (field,) if field else (Element.LEGAL_LIMIT, Element.PROMISED_LIMIT)


def with_unit(shown: ShownValue) -> str:
    """Return the value with the unit of its label, as a reader of the page understands it."""
    text, unit = shown.text.strip(), unit_of_label(shown.label)
    if unit and is_number(text):
        return f"{text}个{unit}" if unit in ("工作日", "自然日", "月", "小时") else text + unit
    if unit and any(counted_in(unit, limit.unit) != (limit.unit,) for limit in TimeLimit.find(text) if limit.amount):
        return f"{text}（{unit}）"
    return text


def is_blank(text: str) -> bool:
    """Return whether a value says nothing, not even that there is no limit."""
    return is_nothing(text) and plain(text) != "无"


def _without_parts(all_mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the limits that are no part of another: 15个工作日（其中初审5个工作日，复审10个工作日）."""
    first = next((i for i, mention in enumerate(all_mentions) if "其中" in mention.before), len(all_mentions))
    yield from all_mentions[:first]
    yield from (mention for mention in all_mentions[first:] if not is_of_step(mention))
