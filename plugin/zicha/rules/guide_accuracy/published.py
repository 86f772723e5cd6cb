"""A guide as a reader of its page understands it: what each element says, and the words it says it with.

The page decides. Only what it does not show comes from the approved list, and its quotation then says 核准清单.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

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
from zicha.rules.guide_accuracy.time_limits import shown_limits
from zicha.rules.values import is_nothing, read_choice, read_choices, read_visits, read_yes

T = TypeVar("T")

_NAMES = frozenset(
    {
        Element.NAME, Element.OWNER, Element.RESULT_NAME, Element.MATERIAL_NAME, Element.STEP_NAME, Element.FEE_NAME,
        Element.BASIS, Element.STEP_BASIS, Element.FEE_BASIS, Element.PERSON_TOPICS, Element.LEGAL_PERSON_TOPICS,
        Element.PLACE, Element.CONSULTATION, Element.SUPERVISION, Element.QUESTION,
    }
)  # fmt: skip
"""Elements whose words only name something, or ask: they state nothing about how a matter is handled."""


class Quoted(NamedTuple, Generic[T]):
    """A value, and the words in which it stands: “跑动次数：0次”."""

    value: T
    quote: str


class _Reading(NamedTuple):
    """How an element of closed values is read, and the field of the approved list that declares it."""

    field: str
    read: Callable[[str], Any]


def _one(field: str, kind: type[StrEnum]) -> _Reading:
    return _Reading(field, partial(read_choice, kind=kind))


def _several(field: str, kind: type[StrEnum]) -> _Reading:
    return _Reading(field, partial(read_choices, kind=kind))


def _read_audience(text: str) -> frozenset[Audience] | None:
    """服务对象; 法人 of a page that tells no finer stands for 企业法人."""
    if re.fullmatch(r"(?:自然人|个人|公民|法人|[、，,;；/\s和及或])+", text) and "法人" in text:
        return frozenset({Audience.COMPANY} | ({Audience.PERSON} if re.search("自然人|个人|公民", text) else set()))
    return read_choices(text, Audience)


def _read_number(text: str) -> int | None:
    match = re.search(r"\d+", unicodedata.normalize("NFKC", text))
    return int(match[0]) if match else None


def _read_date(text: str) -> date | None:
    match = re.search(
        r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})|(\d{4})(\d\d)(\d\d)", unicodedata.normalize("NFKC", text)
    )
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READINGS: Mapping[Element, _Reading] = MappingProxyType(
    {
        Element.MATTER_TYPE: _one("matter_type", MatterType),
        Element.HANDLING_TYPE: _one("handling_type", HandlingType),
        Element.VISITS: _Reading("visits", read_visits),
        Element.CHANNELS: _several("channels", Channel),
        Element.SCOPE: _one("scope", Scope),
        Element.AUDIENCE: _Reading("audience", _read_audience),
        Element.ONLINE: _Reading("online", read_yes),
        Element.ONLINE_DEPTH: _several("online_depth", OnlineDepth),
        Element.SINGLE_SIGN_ON: _Reading("single_sign_on", read_yes),
        Element.APPOINTMENT: _Reading("appointment", read_yes),
        Element.APPOINTMENTS_A_DAY: _Reading("appointments_a_day", _read_number),
        Element.ONLINE_PAYMENT: _Reading("online_payment", read_yes),
        Element.CHARGED: _Reading("charged", read_yes),
        Element.COURIER: _Reading("courier", read_yes),
        Element.MATERIAL_COURIER: _Reading("material_courier", read_yes),
        Element.RESULT_COURIER: _Reading("result_courier", read_yes),
        Element.RESULT_KIND: _one("result.kind", ResultKind),
        Element.E_LICENCE: _Reading("result.e_licence", read_yes),
        Element.DELIVERY: _several("result.delivery", Delivery),
        Element.EFFECTIVE_ON: _Reading("effective_on", _read_date),
        Element.CANCELLED_ON: _Reading("cancelled_on", _read_date),
    }
)
_DATES = (Element.EFFECTIVE_ON, Element.CANCELLED_ON)
_NEVER_ASKED = (Element.APPOINTMENT, Element.APPOINTMENTS_A_DAY)
"""What only a remark (L44) hangs on."""


class PublishedGuide:
    """One guide: the page, completed by the approved list, and the same matter's guides at other levels."""

    def __init__(self, page: GuidePage, matter: Matter, siblings: Sequence[Matter] = ()) -> None:
        self.page = page
        self.matter = matter
        self.siblings = tuple(siblings)

    @property
    def on(self) -> date:
        """The day the page was seen."""
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
        said = tuple(words)
        within = (v for v in self._every if (v.element in elements if elements else v.element not in _NAMES))
        return any(states(value.text, said) for value in within)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Quotations of what the page shows in words that nobody knows, so that no rule could judge it.

        Not what the inventory declares: B1 compares that and asks about it. B1 knows no dates.
        """
        found = []
        for element, (field, read) in _READINGS.items():
            texts = self._shown(element)
            compared = self._declares(field) and element not in _DATES
            if not texts or compared or element in _NEVER_ASKED or any(read(v.text) is not None for v in texts):
                continue
            if element not in _DATES or re.search(r"\d|年", texts[0].text):  # 长期 is no date
                found.append(_quote(texts[0].label or element, texts[0].text))
        return tuple(found)

    # ── elements ─────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def matter_type(self) -> MatterType:
        said: Quoted[MatterType] | None = self._said(Element.MATTER_TYPE)
        return said.value if said else self.approved.matter_type

    @cached_property
    def handling_type(self) -> Quoted[HandlingType] | None:
        return self._said(Element.HANDLING_TYPE)

    @cached_property
    def visits(self) -> Quoted[int] | None:
        return self._said(Element.VISITS)

    @cached_property
    def visit_reason(self) -> Quoted[str] | None:
        return self._text(Element.VISIT_REASON, "visit_reason")

    @cached_property
    def legal_limit(self) -> Quoted[TimeLimit] | None:
        return self._limit(Element.LEGAL_LIMIT, "legal_limit")

    @cached_property
    def legal_limit_note(self) -> Quoted[str] | None:
        return self._text(Element.LEGAL_LIMIT_NOTE, "legal_limit_note")

    @cached_property
    def promised_limit(self) -> Quoted[TimeLimit] | None:
        return self._limit(Element.PROMISED_LIMIT, "promised_limit")

    @cached_property
    def channels(self) -> Quoted[frozenset[Channel]] | None:
        return self._said(Element.CHANNELS)

    @cached_property
    def scope(self) -> Quoted[Scope] | None:
        return self._said(Element.SCOPE)

    @cached_property
    def audience(self) -> Quoted[frozenset[Audience]] | None:
        return self._said(Element.AUDIENCE)

    @cached_property
    def person_topics(self) -> Quoted[str] | None:
        return self._text(Element.PERSON_TOPICS, "person_topics")

    @cached_property
    def legal_person_topics(self) -> Quoted[str] | None:
        return self._text(Element.LEGAL_PERSON_TOPICS, "legal_person_topics")

    @cached_property
    def online(self) -> Quoted[bool] | None:
        return self._said(Element.ONLINE)

    @cached_property
    def online_depth(self) -> Quoted[frozenset[OnlineDepth]] | None:
        return self._said(Element.ONLINE_DEPTH)

    @cached_property
    def online_address(self) -> Quoted[str] | None:
        """网办地址: the address in the words, or else the one they lead to; empty where the page shows none."""
        said = self._text(Element.ONLINE_ADDRESS, "online_address")
        if said is None or not said.value:
            return said
        written = re.search(r"https?://[^\s，。；）)]+", said.value)
        links = (shown.link for shown in self._shown(Element.ONLINE_ADDRESS) if shown.link)
        return Quoted(written[0] if written else next(links, said.value), said.quote)

    @cached_property
    def single_sign_on(self) -> Quoted[bool] | None:
        return self._said(Element.SINGLE_SIGN_ON)

    @cached_property
    def jump_address(self) -> Quoted[str] | None:
        return self._text(Element.JUMP_ADDRESS, "jump_address")

    @cached_property
    def appointment(self) -> Quoted[bool] | None:
        return self._said(Element.APPOINTMENT)

    @cached_property
    def appointments_a_day(self) -> Quoted[int] | None:
        return self._said(Element.APPOINTMENTS_A_DAY)

    @cached_property
    def online_payment(self) -> Quoted[bool] | None:
        return self._said(Element.ONLINE_PAYMENT)

    @cached_property
    def charged(self) -> Quoted[bool] | None:
        return self._said(Element.CHARGED)

    @cached_property
    def materials_by_courier(self) -> Quoted[bool] | None:
        """Whether materials may be sent in: 申报材料邮寄, else 物流快递, else 办理形式 with 快递申请."""
        own = self._courier(Element.MATERIAL_COURIER)
        if own is None or not own.value:
            if self.channels is not None and Channel.COURIER in self.channels.value:
                return Quoted(True, self.channels.quote)
            for shown in self._shown(Element.CHANNELS) if self.channels is None else ():
                if states(shown.text, ("快递", "邮寄")):
                    return Quoted(True, _quote(shown.label or Element.CHANNELS, shown.text))
        return own

    @cached_property
    def results_by_courier(self) -> Quoted[bool] | None:
        """Whether the result may be sent: 办件结果邮寄, else 物流快递, else 送达方式 with 快递."""
        own = self._courier(Element.RESULT_COURIER)
        if (own is None or not own.value) and self.delivery is not None and Delivery.COURIER in self.delivery.value:
            return Quoted(True, self.delivery.quote)
        return own

    def _courier(self, element: Element) -> Quoted[bool] | None:
        """What the element of its own says, 物流快递 only where that says nothing."""
        own: Quoted[bool] | None = self._said(element)
        return self._said(Element.COURIER) if own is None and not self._shown(element) else own

    @cached_property
    def result_name(self) -> Quoted[str] | None:
        return self._text(Element.RESULT_NAME, "result.name")

    @cached_property
    def result_kind(self) -> Quoted[ResultKind] | None:
        return self._said(Element.RESULT_KIND)

    @cached_property
    def result_sample(self) -> Quoted[bool] | None:
        """Whether a sample of the result is published: a text or link that is not nothing."""
        for shown in self.page.shown(Element.RESULT_SAMPLE):
            there = bool(shown.link) or not (is_nothing(shown.text) or shown.text.strip() == "否")
            return Quoted(there, _quote(shown.label or Element.RESULT_SAMPLE, shown.text))
        sample = self.approved.result.sample
        return None if sample is None else Quoted(sample, _listed(Element.RESULT_SAMPLE, "有" if sample else "无"))

    @cached_property
    def e_licence(self) -> Quoted[bool] | None:
        return self._said(Element.E_LICENCE)

    @cached_property
    def delivery(self) -> Quoted[frozenset[Delivery]] | None:
        return self._said(Element.DELIVERY)

    @cached_property
    def conditions(self) -> Quoted[str] | None:
        shown = self.page.shown(Element.CONDITIONS)
        if shown:
            text = "；".join(value.text for value in shown)
            return Quoted(text, _quote(Element.CONDITIONS, text))
        text = "；".join(self.approved.conditions)
        return Quoted(text, _listed(Element.CONDITIONS, text)) if text else None

    @cached_property
    def place(self) -> Quoted[str] | None:
        return self._text(Element.PLACE, "place")

    @cached_property
    def consultation(self) -> Quoted[str] | None:
        return self._text(Element.CONSULTATION, "consultation")

    @cached_property
    def supervision(self) -> Quoted[str] | None:
        return self._text(Element.SUPERVISION, "supervision")

    @cached_property
    def effective_on(self) -> Quoted[date] | None:
        return self._said(Element.EFFECTIVE_ON)

    @cached_property
    def cancelled_on(self) -> Quoted[date] | None:
        return self._said(Element.CANCELLED_ON)

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
        """The places that show an element and something under it."""
        return tuple(shown for shown in self.page.shown(element) if not is_nothing(shown.text))

    def _said(self, element: Element) -> Quoted[Any] | None:
        """A closed value; None where nobody says it, or says it in words that are `unread`."""
        field, read = _READINGS[element]
        texts = self._shown(element)
        for shown in texts:
            value = read(shown.text)
            if value is not None:
                return Quoted(value, _quote(shown.label or element, shown.text))
        approved = None if texts else self._declared(field)
        if approved is None:
            return None
        listed = frozenset(approved) if isinstance(approved, tuple) else approved
        return Quoted(listed, _listed(element, _in_words(approved)))

    def _limit(self, element: Element, field: str) -> Quoted[TimeLimit] | None:
        for shown in self.page.shown(element):
            limits = shown_limits(shown)
            if len(limits) == 1:
                return Quoted(limits[0], _quote(shown.label or element, shown.text))
            if limits:
                return None
        approved: TimeLimit | None = self._declared(field)
        return None if approved is None else Quoted(approved, _listed(element, str(approved)))

    def _text(self, element: Element, field: str) -> Quoted[str] | None:
        """A text, empty where the page shows that there is none."""
        places = self.page.shown(element)
        for shown in places:
            text = shown.text or shown.link
            if not is_nothing(text):
                return Quoted(text, _quote(shown.label or element, text))
        if places:
            return Quoted("", _quote(places[0].label or element, places[0].text))
        approved = self._declared(field)
        return None if approved is None else Quoted(_in_words(approved), _listed(element, _in_words(approved)))

    def _declares(self, field: str) -> bool:
        """Whether the inventory itself gives a field a value."""
        holder = self.approved.result if field.startswith("result.") else self.approved
        return field.removeprefix("result.") in holder.model_fields_set

    def _declared(self, field: str) -> Any:
        """The approved value of a field that the inventory declares, None for a mere default."""
        if not self._declares(field):
            return None
        holder = self.approved.result if field.startswith("result.") else self.approved
        value = getattr(holder, field.removeprefix("result."))
        return None if value == () else value


def _quote(label: str, text: str) -> str:
    return f"“{label.strip().rstrip('：:').strip()}：{text}”"


def _listed(element: Element, text: str) -> str:
    return f"核准清单“{element}：{text}”"


def _in_words(value: object) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case tuple() | frozenset():
            return "、".join(map(str, value))
    return str(value)
