"""A guide with the approved list beside it, for the rules that hold one element against another.

The page decides. Only what it does not show comes from the approved list, and its quotation then says 核准清单.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, reduce
from typing import Any, Generic, TypeVar

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
from zicha.published.choices import ServiceAudience
from zicha.published.fees import PublishedFee, fees_of
from zicha.published.guide import PublishedGuide, without_links
from zicha.published.materials import PublishedMaterial, completed_materials
from zicha.published.quoting import Quoted, in_words, quote, quote_of_list
from zicha.published.readings import NAMES, as_one, has_sample, is_closed
from zicha.published.steps import PublishedStep, steps_of
from zicha.text.addresses import address_in
from zicha.text.clauses import states
from zicha.text.dates import may_be_date
from zicha.text.folding import is_nothing
from zicha.text.handing_in import Sent, sent_by_post

_FIELDS = {record.name: record.field for record in elements() if record.field} | {
    Element.LEGAL_LIMIT: "guide.legal_limit",
    Element.PROMISED_LIMIT: "guide.promised_limit",
}
_NOTES = (Element.NOTE, Element.MATERIAL_NOTE, Element.HINT, Element.ACCEPTANCE)
"""Where a page says besides how something is handed in or handed out."""
_UNQUESTIONED = (Element.APPOINTMENT, Element.APPOINTMENTS_A_DAY, Element.LEVEL, Element.OWNER_KIND)
"""Elements on which no rule depends that ticks a box (L44 only notes), so that nobody is asked about them."""


T = TypeVar("T")


class _Shown(Generic[T]):
    """An element by its kind: its value, limit or free words on the page, else in the list."""

    def __init__(self, element: Element) -> None:
        self._element = element

    def __get__(self, guide: CompletedGuide, owner: type[CompletedGuide]) -> Quoted[T] | None:
        return guide.element(self._element)


class CompletedGuide:
    """One guide: the page, completed by the approved list, and the same matter's guides at other levels."""

    handling_type = _Shown[HandlingType](Element.HANDLING_TYPE)
    visits = _Shown[int](Element.VISITS)
    visit_reason = _Shown[str](Element.VISIT_REASON)
    legal_limit = _Shown[TimeLimit](Element.LEGAL_LIMIT)
    legal_limit_note = _Shown[str](Element.LEGAL_LIMIT_NOTE)
    promised_limit = _Shown[TimeLimit](Element.PROMISED_LIMIT)
    channels = _Shown[frozenset[Channel]](Element.CHANNELS)
    scope = _Shown[Scope](Element.SCOPE)
    audience = _Shown[ServiceAudience](Element.AUDIENCE)
    person_topics = _Shown[str](Element.PERSON_TOPICS)
    legal_person_topics = _Shown[str](Element.LEGAL_PERSON_TOPICS)
    online = _Shown[bool](Element.ONLINE)
    online_depth = _Shown[frozenset[OnlineDepth]](Element.ONLINE_DEPTH)
    single_sign_on = _Shown[bool](Element.SINGLE_SIGN_ON)
    jump_address = _Shown[str](Element.JUMP_ADDRESS)
    appointment = _Shown[bool](Element.APPOINTMENT)
    appointments_a_day = _Shown[int](Element.APPOINTMENTS_A_DAY)
    online_payment = _Shown[bool](Element.ONLINE_PAYMENT)
    charged = _Shown[bool](Element.CHARGED)
    result_name = _Shown[str](Element.RESULT_NAME)
    result_kind = _Shown[ResultKind](Element.RESULT_KIND)
    e_licence = _Shown[bool](Element.E_LICENCE)
    delivery = _Shown[frozenset[Delivery]](Element.DELIVERY)
    place = _Shown[str](Element.PLACE)
    consultation = _Shown[str](Element.CONSULTATION)
    supervision = _Shown[str](Element.SUPERVISION)
    effective_on = _Shown[date](Element.EFFECTIVE_ON)
    cancelled_on = _Shown[date](Element.CANCELLED_ON)

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
        """Return whether the page states any of the words in the elements, else in any that is more than a name."""
        wanted = tuple(words)
        within = (
            value
            for value in self.published.all_values()
            if (value.element in elements if elements else value.element not in NAMES)
        )
        return any(states(value.text, wanted) for value in within)

    @cached_property
    def sent_by_notes(self) -> frozenset[Sent]:
        """Return what the notes of the page say may be sent by post."""
        notes = (value.text for value in self.published.all_values() if value.element in _NOTES)
        return frozenset(sent for text in notes for sent in sent_by_post(text))

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Return quotations of what the page shows in words that nobody knows, so that no rule could judge it.

        Not what the inventory declares: B1 compares that and asks about it. B1 knows no dates.
        """
        return tuple(
            quote(place.label or element, place.text)
            for element in self.published.unread
            if element not in _UNQUESTIONED
            for place in self.published.places(element)[:1]
            if not (self._declares(element) and kind_of(element) is not ElementKind.DATE)
            if kind_of(element) is not ElementKind.DATE or may_be_date(place.text)  # 长期 is no date
        )

    # ── elements that need more than their own words ─────────────────────────────────────────────────────────────

    @cached_property
    def matter_type(self) -> MatterType:
        published: Quoted[MatterType] | None = self.element(Element.MATTER_TYPE)
        return published.value if published else self.approved.matter_type

    @cached_property
    def online_address(self) -> Quoted[str] | None:
        """Return 网办地址: the address in the words, else that of their link; empty where the page shows none."""
        published: Quoted[str] | None = self.element(Element.ONLINE_ADDRESS)
        if published is None or not published.value:
            return published
        written = address_in(published.value)
        links = (shown.link for shown in self.published.places(Element.ONLINE_ADDRESS) if shown.link)
        return Quoted(written or next(links, published.value), published.quote)

    @cached_property
    def materials_by_courier(self) -> Quoted[bool] | None:
        """Return whether materials may be sent in: 申报材料邮寄, else 物流快递, else 办理形式 with 快递申请."""
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
        """Return whether the result may be sent: 办件结果邮寄, else 物流快递, else 送达方式 with 快递."""
        own = self._courier(Element.RESULT_COURIER)
        if (own is None or not own.value) and self.delivery is not None and Delivery.COURIER in self.delivery.value:
            return Quoted(True, self.delivery.quote)
        return own

    def _courier(self, element: Element) -> Quoted[bool] | None:
        """Return the value of the element itself, that of 物流快递 where the element is not shown."""
        own: Quoted[bool] | None = self.element(element)
        return self.element(Element.COURIER) if own is None and not self.published.places(element) else own

    @cached_property
    def result_sample(self) -> Quoted[bool] | None:
        """Return whether a sample of the result is published: a text or link that is not nothing."""
        for shown in self.page.shown(Element.RESULT_SAMPLE):
            return Quoted(has_sample(shown), quote(shown.label or Element.RESULT_SAMPLE, shown.text))
        sample = self.approved.result.sample
        return (
            None if sample is None else Quoted(sample, quote_of_list(Element.RESULT_SAMPLE, "有" if sample else "无"))
        )

    @cached_property
    def conditions(self) -> Quoted[str] | None:
        shown = self.page.shown(Element.CONDITIONS)
        if shown:
            text = "；".join(value.text for value in shown)
            return Quoted(text, quote(Element.CONDITIONS, text))
        text = "；".join(self.approved.conditions)
        return Quoted(text, quote_of_list(Element.CONDITIONS, text)) if text else None

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

    def element(self, element: Element) -> Quoted[Any] | None:
        """Return what the page gives for an element, by its kind; what the list declares where the page shows none.

        None where nobody gives it, or the page gives it in words that are unread.
        """
        own = self._of_page(element)
        approved = None if own or self.published.places(element) else self._declared(element)
        if approved is None:
            return own
        return Quoted(_value_in_list(element, approved), quote_of_list(element, in_words(approved)))

    def _of_page(self, element: Element) -> Quoted[Any] | None:
        if kind_of(element) is ElementKind.LIMIT:
            return self.published.limit(element)
        return self.published.value(element) if is_closed(element) else self._free_text(element)

    def _free_text(self, element: Element) -> Quoted[str] | None:
        """Return a text, empty where the page shows that there is none."""
        places = self.page.shown(element)
        if kind_of(element) is ElementKind.PHONE:
            places = as_one([place for place in places if not is_nothing(place.text)], "；") or places
        for shown in map(without_links, places):
            text = shown.text or shown.link
            if not is_nothing(text):
                return Quoted(text, quote(shown.label or element, text))
        return Quoted("", quote(places[0].label or element, places[0].text)) if places else None

    def _declares(self, element: Element) -> bool:
        """Return whether the inventory itself gives an element a value."""
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


def _value_in_list(element: Element, approved: Any) -> Any:
    """Return an approved value as it would be read of a page."""
    if element is Element.AUDIENCE:
        return ServiceAudience.of(approved)
    if isinstance(approved, TimeLimit):
        return approved
    if not is_closed(element):
        return in_words(approved)
    return frozenset(approved) if isinstance(approved, tuple) else approved
