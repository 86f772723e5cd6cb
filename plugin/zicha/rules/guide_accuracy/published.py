"""A guide as a reader of its page understands it: the value of each element, and the words in which it stands.

The page decides. Only what it does not show comes from the approved list, and its quotation then says 核准清单.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from zicha.model.facts.guide import Element, GuidePage, ShownValue
from zicha.model.matter import (
    Audience,
    Channel,
    Delivery,
    Guide,
    HandlingType,
    Matter,
    MatterType,
    OnlineDepth,
    ResultKind,
    Scope,
)
from zicha.model.time_limit import TimeLimit
from zicha.rules.clauses import states
from zicha.rules.guide_accuracy.published_groups import (
    PublishedFee,
    PublishedMaterial,
    PublishedStep,
    fees_of,
    materials_of,
    steps_of,
)
from zicha.rules.guide_accuracy.quoting import Quoted, in_words, quote, quote_of_list
from zicha.rules.guide_accuracy.readings import DATES, NAMES, READINGS, UNQUESTIONED
from zicha.rules.guide_accuracy.time_limits import shown_limits
from zicha.rules.values import is_nothing


class PublishedGuide:
    """One guide: the page, completed by the approved list, and the same matter's guides at other levels."""

    def __init__(self, page: GuidePage, matter: Matter, siblings: Sequence[Matter] = ()) -> None:
        self.page = page
        self.matter = matter
        self.siblings = tuple(siblings)

    @property
    def on(self) -> date:
        """Return the day on which the page was read."""
        return self.page.at.date()

    @property
    def approved(self) -> Guide:
        return self.matter.guide

    @cached_property
    def _every(self) -> tuple[ShownValue, ...]:
        groups = (*self.page.materials, *self.page.steps, *self.page.fees, *self.page.questions)
        return (*self.page.values, *(value for group in groups for value in group.values))

    def mentions(self, words: Iterable[str], *elements: Element) -> bool:
        """Whether the page states any of the words, in the elements given, else in any that is more than a name."""
        wanted = tuple(words)
        within = (v for v in self._every if (v.element in elements if elements else v.element not in NAMES))
        return any(states(value.text, wanted) for value in within)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Return quotations of what the page shows in words that nobody knows, so that no rule could judge it.

        Not what the inventory declares: B1 compares that and asks about it. B1 knows no dates.
        """
        quotes = []
        for element, (field, read) in READINGS.items():
            texts = self._shown(element)
            compared = self._declares(field) and element not in DATES
            if not texts or compared or element in UNQUESTIONED or any(read(v.text) is not None for v in texts):
                continue
            if element not in DATES or re.search(r"\d|年", texts[0].text):  # 长期 is no date
                quotes.append(quote(texts[0].label or element, texts[0].text))
        return tuple(quotes)

    # ── elements ─────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def matter_type(self) -> MatterType:
        published: Quoted[MatterType] | None = self._closed_value(Element.MATTER_TYPE)
        return published.value if published else self.approved.matter_type

    @cached_property
    def handling_type(self) -> Quoted[HandlingType] | None:
        return self._closed_value(Element.HANDLING_TYPE)

    @cached_property
    def visits(self) -> Quoted[int] | None:
        return self._closed_value(Element.VISITS)

    @cached_property
    def visit_reason(self) -> Quoted[str] | None:
        return self._free_text(Element.VISIT_REASON, "visit_reason")

    @cached_property
    def legal_limit(self) -> Quoted[TimeLimit] | None:
        return self._limit(Element.LEGAL_LIMIT, "legal_limit")

    @cached_property
    def legal_limit_note(self) -> Quoted[str] | None:
        return self._free_text(Element.LEGAL_LIMIT_NOTE, "legal_limit_note")

    @cached_property
    def promised_limit(self) -> Quoted[TimeLimit] | None:
        return self._limit(Element.PROMISED_LIMIT, "promised_limit")

    @cached_property
    def channels(self) -> Quoted[frozenset[Channel]] | None:
        return self._closed_value(Element.CHANNELS)

    @cached_property
    def scope(self) -> Quoted[Scope] | None:
        return self._closed_value(Element.SCOPE)

    @cached_property
    def audience(self) -> Quoted[frozenset[Audience]] | None:
        return self._closed_value(Element.AUDIENCE)

    @cached_property
    def person_topics(self) -> Quoted[str] | None:
        return self._free_text(Element.PERSON_TOPICS, "person_topics")

    @cached_property
    def legal_person_topics(self) -> Quoted[str] | None:
        return self._free_text(Element.LEGAL_PERSON_TOPICS, "legal_person_topics")

    @cached_property
    def online(self) -> Quoted[bool] | None:
        return self._closed_value(Element.ONLINE)

    @cached_property
    def online_depth(self) -> Quoted[frozenset[OnlineDepth]] | None:
        return self._closed_value(Element.ONLINE_DEPTH)

    @cached_property
    def online_address(self) -> Quoted[str] | None:
        """Return 网办地址: the address in the words, else that of their link; empty where the page shows none."""
        published = self._free_text(Element.ONLINE_ADDRESS, "online_address")
        if published is None or not published.value:
            return published
        written = re.search(r"https?://[^\s，。；）)]+", published.value)
        links = (shown.link for shown in self._shown(Element.ONLINE_ADDRESS) if shown.link)
        return Quoted(written[0] if written else next(links, published.value), published.quote)

    @cached_property
    def single_sign_on(self) -> Quoted[bool] | None:
        return self._closed_value(Element.SINGLE_SIGN_ON)

    @cached_property
    def jump_address(self) -> Quoted[str] | None:
        return self._free_text(Element.JUMP_ADDRESS, "jump_address")

    @cached_property
    def appointment(self) -> Quoted[bool] | None:
        return self._closed_value(Element.APPOINTMENT)

    @cached_property
    def appointments_a_day(self) -> Quoted[int] | None:
        return self._closed_value(Element.APPOINTMENTS_A_DAY)

    @cached_property
    def online_payment(self) -> Quoted[bool] | None:
        return self._closed_value(Element.ONLINE_PAYMENT)

    @cached_property
    def charged(self) -> Quoted[bool] | None:
        return self._closed_value(Element.CHARGED)

    @cached_property
    def materials_by_courier(self) -> Quoted[bool] | None:
        """Whether materials may be sent in: 申报材料邮寄, else 物流快递, else 办理形式 with 快递申请."""
        own = self._courier(Element.MATERIAL_COURIER)
        if own is None or not own.value:
            if self.channels is not None and Channel.COURIER in self.channels.value:
                return Quoted(True, self.channels.quote)
            for shown in self._shown(Element.CHANNELS) if self.channels is None else ():
                if states(shown.text, ("快递", "邮寄")):
                    return Quoted(True, quote(shown.label or Element.CHANNELS, shown.text))
        return own

    @cached_property
    def results_by_courier(self) -> Quoted[bool] | None:
        """Whether the result may be sent: 办件结果邮寄, else 物流快递, else 送达方式 with 快递."""
        own = self._courier(Element.RESULT_COURIER)
        if (own is None or not own.value) and self.delivery is not None and Delivery.COURIER in self.delivery.value:
            return Quoted(True, self.delivery.quote)
        return own

    def _courier(self, element: Element) -> Quoted[bool] | None:
        """Return the value of the element itself, that of 物流快递 where the element is not shown."""
        own: Quoted[bool] | None = self._closed_value(element)
        return self._closed_value(Element.COURIER) if own is None and not self._shown(element) else own

    @cached_property
    def result_name(self) -> Quoted[str] | None:
        return self._free_text(Element.RESULT_NAME, "result.name")

    @cached_property
    def result_kind(self) -> Quoted[ResultKind] | None:
        return self._closed_value(Element.RESULT_KIND)

    @cached_property
    def result_sample(self) -> Quoted[bool] | None:
        """Whether a sample of the result is published: a text or link that is not nothing."""
        for shown in self.page.shown(Element.RESULT_SAMPLE):
            there = bool(shown.link) or not (is_nothing(shown.text) or shown.text.strip() == "否")
            return Quoted(there, quote(shown.label or Element.RESULT_SAMPLE, shown.text))
        sample = self.approved.result.sample
        return (
            None if sample is None else Quoted(sample, quote_of_list(Element.RESULT_SAMPLE, "有" if sample else "无"))
        )

    @cached_property
    def e_licence(self) -> Quoted[bool] | None:
        return self._closed_value(Element.E_LICENCE)

    @cached_property
    def delivery(self) -> Quoted[frozenset[Delivery]] | None:
        return self._closed_value(Element.DELIVERY)

    @cached_property
    def conditions(self) -> Quoted[str] | None:
        shown = self.page.shown(Element.CONDITIONS)
        if shown:
            text = "；".join(value.text for value in shown)
            return Quoted(text, quote(Element.CONDITIONS, text))
        text = "；".join(self.approved.conditions)
        return Quoted(text, quote_of_list(Element.CONDITIONS, text)) if text else None

    @cached_property
    def place(self) -> Quoted[str] | None:
        return self._free_text(Element.PLACE, "place")

    @cached_property
    def consultation(self) -> Quoted[str] | None:
        return self._free_text(Element.CONSULTATION, "consultation")

    @cached_property
    def supervision(self) -> Quoted[str] | None:
        return self._free_text(Element.SUPERVISION, "supervision")

    @cached_property
    def effective_on(self) -> Quoted[date] | None:
        return self._closed_value(Element.EFFECTIVE_ON)

    @cached_property
    def cancelled_on(self) -> Quoted[date] | None:
        return self._closed_value(Element.CANCELLED_ON)

    # ── materials, steps, fees ───────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def materials(self) -> tuple[PublishedMaterial, ...]:
        return materials_of(self.page, self.approved)

    @cached_property
    def steps(self) -> tuple[PublishedStep, ...]:
        return steps_of(self.page, self.approved)

    @cached_property
    def fees(self) -> tuple[PublishedFee, ...]:
        return fees_of(self.page, self.approved)

    # ── how an element is read ───────────────────────────────────────────────────────────────────────────────────

    def _shown(self, element: Element) -> tuple[ShownValue, ...]:
        """Return the places that show an element with a value."""
        return tuple(shown for shown in self.page.shown(element) if not is_nothing(shown.text))

    def _closed_value(self, element: Element) -> Quoted[Any] | None:
        """Return a closed value; None where nobody gives it, or the page gives it in words that are `unread`."""
        field, read = READINGS[element]
        texts = self._shown(element)
        for shown in texts:
            value = read(shown.text)
            if value is not None:
                return Quoted(value, quote(shown.label or element, shown.text))
        approved = None if texts else self._declared(field)
        if approved is None:
            return None
        listed = frozenset(approved) if isinstance(approved, tuple) else approved
        return Quoted(listed, quote_of_list(element, in_words(approved)))

    def _limit(self, element: Element, field: str) -> Quoted[TimeLimit] | None:
        """Return a limit; None where nobody gives it, or the page gives more than one, or one that nobody can read."""
        for shown in self.page.shown(element):
            limits = shown_limits(shown)
            if len(limits) == 1:
                return Quoted(limits[0], quote(shown.label or element, shown.text))
            if limits:
                return None
        approved: TimeLimit | None = None if self._shown(element) else self._declared(field)
        return None if approved is None else Quoted(approved, quote_of_list(element, str(approved)))

    def _free_text(self, element: Element, field: str) -> Quoted[str] | None:
        """Return a text, empty where the page shows that there is none."""
        places = self.page.shown(element)
        for shown in places:
            text = shown.text or shown.link
            if not is_nothing(text):
                return Quoted(text, quote(shown.label or element, text))
        if places:
            return Quoted("", quote(places[0].label or element, places[0].text))
        approved = self._declared(field)
        return None if approved is None else Quoted(in_words(approved), quote_of_list(element, in_words(approved)))

    def _declares(self, field: str) -> bool:
        """Whether the inventory itself gives a field a value."""
        holder = self.approved.result if field.startswith("result.") else self.approved
        return field.removeprefix("result.") in holder.model_fields_set

    def _declared(self, field: str) -> Any:
        """Return the approved value of a field that the inventory declares, None for a mere default."""
        if not self._declares(field):
            return None
        holder = self.approved.result if field.startswith("result.") else self.approved
        value = getattr(holder, field.removeprefix("result."))
        return None if value == () else value
