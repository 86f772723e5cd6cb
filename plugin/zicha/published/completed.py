"""A guide with the approved list beside it, for the rules that hold one element against another.

The page decides. Only what it does not show comes from the approved list, and its quotation then says 核准清单.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, reduce
from typing import Any

from zicha.catalogue.elements import ElementKind, elements, kind_of
from zicha.model.base import Model
from zicha.model.facts.guide import Element
from zicha.model.matter import (
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
from zicha.published.choices import Served
from zicha.published.fees import PublishedFee, fees_of
from zicha.published.guide import PublishedGuide, without_links
from zicha.published.materials import PublishedMaterial, completed_materials
from zicha.published.quoting import Quoted, in_words, quote, quote_of_list
from zicha.published.readings import NAMES, is_closed
from zicha.published.steps import PublishedStep, steps_of
from zicha.text.addresses import address_in
from zicha.text.clauses import states
from zicha.text.dates import may_be_date
from zicha.text.folding import is_nothing

_FIELDS = {record.name: record.field for record in elements() if record.field} | {
    Element.LEGAL_LIMIT: "guide.legal_limit",
    Element.PROMISED_LIMIT: "guide.promised_limit",
}
_UNQUESTIONED = (Element.APPOINTMENT, Element.APPOINTMENTS_A_DAY, Element.LEVEL, Element.OWNER_KIND)
"""Elements on which no rule depends that ticks a box (L44 only notes), so that nobody is asked about them."""
_JUDGED = tuple(element for element in _FIELDS if is_closed(element) and element not in _UNQUESTIONED)


class CompletedGuide:
    """One guide: the page, completed by the approved list, and the same matter's guides at other levels."""

    def __init__(self, published: PublishedGuide, matter: Matter, siblings: Sequence[Matter] = ()) -> None:
        self.published = published
        self.page = published.page
        self.matter = matter
        self.siblings = tuple(siblings)

    @property
    def on(self) -> date:
        """Return the day on which the page was read."""
        return self.page.at.date()

    @property
    def approved(self) -> Guide:
        return self.matter.guide

    def mentions(self, words: Iterable[str], *elements: Element) -> bool:
        """Whether the page states any of the words, in the elements given, else in any that is more than a name."""
        wanted = tuple(words)
        within = (
            value
            for value in self.published.all_values()
            if (value.element in elements if elements else value.element not in NAMES)
        )
        return any(states(value.text, wanted) for value in within)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Return quotations of what the page shows in words that nobody knows, so that no rule could judge it.

        Not what the inventory declares: B1 compares that and asks about it. B1 knows no dates.
        """
        return tuple(
            quote(place.label or element, place.text)
            for element in _JUDGED
            if self.published.is_unread(element)
            for place in self.published.places(element)[:1]
            if not (self._declares(element) and kind_of(element) is not ElementKind.DATE)
            if kind_of(element) is not ElementKind.DATE or may_be_date(place.text)  # 长期 is no date
        )

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
        return self._free_text(Element.VISIT_REASON)

    @cached_property
    def legal_limit(self) -> Quoted[TimeLimit] | None:
        return self._limit(Element.LEGAL_LIMIT)

    @cached_property
    def legal_limit_note(self) -> Quoted[str] | None:
        return self._free_text(Element.LEGAL_LIMIT_NOTE)

    @cached_property
    def promised_limit(self) -> Quoted[TimeLimit] | None:
        return self._limit(Element.PROMISED_LIMIT)

    @cached_property
    def channels(self) -> Quoted[frozenset[Channel]] | None:
        return self._closed_value(Element.CHANNELS)

    @cached_property
    def scope(self) -> Quoted[Scope] | None:
        return self._closed_value(Element.SCOPE)

    @cached_property
    def audience(self) -> Quoted[Served] | None:
        return self._closed_value(Element.AUDIENCE)

    @cached_property
    def person_topics(self) -> Quoted[str] | None:
        return self._free_text(Element.PERSON_TOPICS)

    @cached_property
    def legal_person_topics(self) -> Quoted[str] | None:
        return self._free_text(Element.LEGAL_PERSON_TOPICS)

    @cached_property
    def online(self) -> Quoted[bool] | None:
        return self._closed_value(Element.ONLINE)

    @cached_property
    def online_depth(self) -> Quoted[frozenset[OnlineDepth]] | None:
        return self._closed_value(Element.ONLINE_DEPTH)

    @cached_property
    def online_address(self) -> Quoted[str] | None:
        """Return 网办地址: the address in the words, else that of their link; empty where the page shows none."""
        published = self._free_text(Element.ONLINE_ADDRESS)
        if published is None or not published.value:
            return published
        written = address_in(published.value)
        links = (shown.link for shown in self.published.places(Element.ONLINE_ADDRESS) if shown.link)
        return Quoted(written or next(links, published.value), published.quote)

    @cached_property
    def single_sign_on(self) -> Quoted[bool] | None:
        return self._closed_value(Element.SINGLE_SIGN_ON)

    @cached_property
    def jump_address(self) -> Quoted[str] | None:
        return self._free_text(Element.JUMP_ADDRESS)

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
            for shown in self.published.places(Element.CHANNELS) if self.channels is None else ():
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
        return self._closed_value(Element.COURIER) if own is None and not self.published.places(element) else own

    @cached_property
    def result_name(self) -> Quoted[str] | None:
        return self._free_text(Element.RESULT_NAME)

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
        return self._free_text(Element.PLACE)

    @cached_property
    def consultation(self) -> Quoted[str] | None:
        return self._free_text(Element.CONSULTATION)

    @cached_property
    def supervision(self) -> Quoted[str] | None:
        return self._free_text(Element.SUPERVISION)

    @cached_property
    def effective_on(self) -> Quoted[date] | None:
        return self._closed_value(Element.EFFECTIVE_ON)

    @cached_property
    def cancelled_on(self) -> Quoted[date] | None:
        return self._closed_value(Element.CANCELLED_ON)

    # ── materials, steps, fees ───────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def materials(self) -> tuple[PublishedMaterial, ...]:
        return completed_materials(self.published.materials, self.approved.materials, self.published.words)

    @cached_property
    def steps(self) -> tuple[PublishedStep, ...]:
        return steps_of(self.page, self.approved)

    @cached_property
    def fees(self) -> tuple[PublishedFee, ...]:
        return fees_of(self.page, self.approved)

    # ── how an element is completed ──────────────────────────────────────────────────────────────────────────────

    def _closed_value(self, element: Element) -> Quoted[Any] | None:
        """Return a closed value; None where nobody gives it, or the page gives it in words that are unread."""
        if self.published.places(element):
            return self.published.value(element)
        approved = self._declared(element)
        if approved is None:
            return None
        value = frozenset(approved) if isinstance(approved, tuple) else approved
        return Quoted(
            Served.of(approved) if element is Element.AUDIENCE else value, quote_of_list(element, in_words(approved))
        )

    def _limit(self, element: Element) -> Quoted[TimeLimit] | None:
        """Return a limit; None where nobody gives it, or the page gives more than one, or one that nobody can read."""
        limit = self.published.limit(element)
        approved = None if limit or self.published.places(element) else self._declared(element)
        return limit if approved is None else Quoted(approved, quote_of_list(element, str(approved)))

    def _free_text(self, element: Element) -> Quoted[str] | None:
        """Return a text, empty where the page shows that there is none."""
        places = self.page.shown(element)
        for shown in map(without_links, places):
            text = shown.text or shown.link
            if not is_nothing(text):
                return Quoted(text, quote(shown.label or element, text))
        if places:
            return Quoted("", quote(places[0].label or element, places[0].text))
        approved = self._declared(element)
        return None if approved is None else Quoted(in_words(approved), quote_of_list(element, in_words(approved)))

    def _declares(self, element: Element) -> bool:
        """Whether the inventory itself gives an element a value."""
        holder, field = self._place_in_list(element)
        return field in holder.model_fields_set

    def _declared(self, element: Element) -> Any:
        """Return the approved value of an element that the inventory declares, None for a mere default."""
        holder, field = self._place_in_list(element)
        value = getattr(holder, field) if field in holder.model_fields_set else None
        return None if value == () else value

    def _place_in_list(self, element: Element) -> tuple[Model, str]:
        *path, field = _FIELDS[element].split(".")
        holder: Model = reduce(getattr, path, self.matter)
        return holder, field
