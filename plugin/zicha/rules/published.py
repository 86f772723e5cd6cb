"""A guide as a reader of its page understands it: what each element says, and the words it says it with.

The page decides. Only what it does not show comes from the approved list, and its quotation then says 核准清单.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from zicha.model.facts import Element, GuidePage, ShownGroup
from zicha.model.matter import (
    Audience,
    Channel,
    Delivery,
    Guide,
    HandlingType,
    Material,
    MaterialKind,
    Matter,
    MatterType,
    Medium,
    Necessity,
    OnlineDepth,
    ResultKind,
    Scope,
    Source,
    Step,
)
from zicha.model.time_limit import TimeLimit
from zicha.rules.material_names import match
from zicha.rules.materials import shown_counts
from zicha.rules.process import pair_steps
from zicha.rules.time_limits import shown_limits
from zicha.rules.values import is_nothing, read_choice, read_choices, read_exempt, read_visits, read_yes

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


class Said(NamedTuple, Generic[T]):
    """A value, and the words in which it stands: “跑动次数：0次”."""

    value: T
    quote: str


@dataclass(frozen=True)
class PublishedMaterial:
    """One material. What is None was said nowhere. `words` is all that is said of it."""

    name: str
    kind: MaterialKind | None
    medium: Medium | None
    necessity: Necessity | None
    source: Source | None
    exempt: bool
    originals: int | None
    copies: int | None
    total: int | None
    words: str
    quotes: dict[Element, str]

    @property
    def wants_paper(self) -> bool:
        """Whether paper must be handed in: not where electronic will do, or nothing need be handed in."""
        return self.medium in (Medium.PAPER, Medium.BOTH) and not self.exempt

    def quote(self, *elements: Element) -> str:
        """“营业执照”（收取方式“纸质”）."""
        said = "、".join(f"{element}“{self.quotes[element]}”" for element in elements if element in self.quotes)
        return f"材料“{self.name}”" + (f"（{said}）" if said else "")


@dataclass(frozen=True)
class PublishedStep:
    """One step. `counted` is None where nobody says whether it counts towards the limit."""

    name: str
    limit: TimeLimit | None
    special: bool
    counted: bool | None
    basis: str
    words: str
    quoted_limit: str

    @property
    def quote(self) -> str:
        return f"环节“{self.name}”" + (f"“{self.quoted_limit}”" if self.quoted_limit else "")


@dataclass(frozen=True)
class PublishedFee:
    """One fee."""

    name: str
    standard: str
    basis: str


class Published:
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
    def everything(self) -> str:
        """All that the page says."""
        groups = (*self.page.materials, *self.page.steps, *self.page.fees, *self.page.questions)
        values = (*self.page.values, *(value for group in groups for value in group.values))
        return "\n".join(value.text for value in values)

    def mentions(self, words: Iterable[str]) -> bool:
        """Whether the page speaks of any of the words."""
        return any(word in self.everything for word in words)

    # ── elements ─────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def matter_type(self) -> MatterType:
        said = self._choice(Element.MATTER_TYPE, MatterType, "matter_type")
        return said.value if said else self.approved.matter_type

    @cached_property
    def handling_type(self) -> Said[HandlingType] | None:
        return self._choice(Element.HANDLING_TYPE, HandlingType, "handling_type")

    @cached_property
    def visits(self) -> Said[int] | None:
        return self._read(Element.VISITS, read_visits, "visits")

    @cached_property
    def visit_reason(self) -> Said[str] | None:
        return self._text(Element.VISIT_REASON, "visit_reason")

    @cached_property
    def legal_limit(self) -> Said[TimeLimit] | None:
        return self._limit(Element.LEGAL_LIMIT, "legal_limit")

    @cached_property
    def legal_limit_note(self) -> Said[str] | None:
        return self._text(Element.LEGAL_LIMIT_NOTE, "legal_limit_note")

    @cached_property
    def promised_limit(self) -> Said[TimeLimit] | None:
        return self._limit(Element.PROMISED_LIMIT, "promised_limit")

    @cached_property
    def channels(self) -> Said[frozenset[Channel]] | None:
        return self._choices(Element.CHANNELS, Channel, "channels")

    @cached_property
    def scope(self) -> Said[Scope] | None:
        return self._choice(Element.SCOPE, Scope, "scope")

    @cached_property
    def audience(self) -> Said[frozenset[Audience]] | None:
        return self._choices(Element.AUDIENCE, Audience, "audience")

    @cached_property
    def person_topics(self) -> Said[str] | None:
        return self._text(Element.PERSON_TOPICS, "person_topics")

    @cached_property
    def legal_person_topics(self) -> Said[str] | None:
        return self._text(Element.LEGAL_PERSON_TOPICS, "legal_person_topics")

    @cached_property
    def online(self) -> Said[bool] | None:
        return self._flag(Element.ONLINE, "online")

    @cached_property
    def online_depth(self) -> Said[frozenset[OnlineDepth]] | None:
        return self._choices(Element.ONLINE_DEPTH, OnlineDepth, "online_depth")

    @cached_property
    def online_address(self) -> Said[str] | None:
        return self._text(Element.ONLINE_ADDRESS, "online_address")

    @cached_property
    def single_sign_on(self) -> Said[bool] | None:
        return self._flag(Element.SINGLE_SIGN_ON, "single_sign_on")

    @cached_property
    def jump_address(self) -> Said[str] | None:
        return self._text(Element.JUMP_ADDRESS, "jump_address")

    @cached_property
    def appointment(self) -> Said[bool] | None:
        return self._flag(Element.APPOINTMENT, "appointment")

    @cached_property
    def appointments_a_day(self) -> Said[int] | None:
        return self._read(Element.APPOINTMENTS_A_DAY, _read_number, "appointments_a_day")

    @cached_property
    def online_payment(self) -> Said[bool] | None:
        return self._flag(Element.ONLINE_PAYMENT, "online_payment")

    @cached_property
    def charged(self) -> Said[bool] | None:
        return self._flag(Element.CHARGED, "charged")

    @cached_property
    def materials_by_courier(self) -> Said[bool] | None:
        """Whether materials may be sent in: 申报材料邮寄, else 物流快递, else 办理形式 with 快递申请."""
        own = self._flag(Element.MATERIAL_COURIER, "material_courier") or self._flag(Element.COURIER, "courier")
        if own is None or not own.value:
            channels = self.channels
            if channels is not None and Channel.COURIER in channels.value:
                return Said(True, channels.quote)
        return own

    @cached_property
    def results_by_courier(self) -> Said[bool] | None:
        """Whether the result may be sent: 办件结果邮寄, else 物流快递, else 送达方式 with 快递."""
        own = self._flag(Element.RESULT_COURIER, "result_courier") or self._flag(Element.COURIER, "courier")
        if (own is None or not own.value) and self.delivery is not None and Delivery.COURIER in self.delivery.value:
            return Said(True, self.delivery.quote)
        return own

    @cached_property
    def result_name(self) -> Said[str] | None:
        return self._text(Element.RESULT_NAME, "result.name")

    @cached_property
    def result_kind(self) -> Said[ResultKind] | None:
        return self._choice(Element.RESULT_KIND, ResultKind, "result.kind")

    @cached_property
    def result_sample(self) -> Said[bool] | None:
        """Whether a sample of the result is published: a text or link that is not nothing."""
        for shown in self.page.shown(Element.RESULT_SAMPLE):
            there = bool(shown.link) or not (is_nothing(shown.text) or shown.text.strip() == "否")
            return Said(there, _quote(shown.label or Element.RESULT_SAMPLE, shown.text))
        sample = self.approved.result.sample
        return None if sample is None else Said(sample, _listed(Element.RESULT_SAMPLE, "有" if sample else "无"))

    @cached_property
    def e_licence(self) -> Said[bool] | None:
        return self._flag(Element.E_LICENCE, "result.e_licence")

    @cached_property
    def delivery(self) -> Said[frozenset[Delivery]] | None:
        return self._choices(Element.DELIVERY, Delivery, "result.delivery")

    @cached_property
    def conditions(self) -> Said[str] | None:
        shown = self.page.shown(Element.CONDITIONS)
        if shown:
            text = "；".join(value.text for value in shown)
            return Said(text, _quote(Element.CONDITIONS, text))
        text = "；".join(self.approved.conditions)
        return Said(text, _listed(Element.CONDITIONS, text)) if text else None

    @cached_property
    def place(self) -> Said[str] | None:
        return self._text(Element.PLACE, "place")

    @cached_property
    def consultation(self) -> Said[str] | None:
        return self._text(Element.CONSULTATION, "consultation")

    @cached_property
    def supervision(self) -> Said[str] | None:
        return self._text(Element.SUPERVISION, "supervision")

    @cached_property
    def effective_on(self) -> Said[date] | None:
        return self._read(Element.EFFECTIVE_ON, _read_date, "effective_on")

    @cached_property
    def cancelled_on(self) -> Said[date] | None:
        return self._read(Element.CANCELLED_ON, _read_date, "cancelled_on")

    # ── materials, steps, fees ───────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def materials(self) -> tuple[PublishedMaterial, ...]:
        listed = self.approved.materials
        if not self.page.materials:
            return tuple(_material(ShownGroup(values=()), material) for material in listed)
        names = [group.text(Element.MATERIAL_NAME) for group in self.page.materials]
        of_page = {j: i for i, j in match([material.name for material in listed], names).items()}
        return tuple(
            _material(group, listed[of_page[j]] if j in of_page else None)
            for j, group in enumerate(self.page.materials)
        )

    @cached_property
    def steps(self) -> tuple[PublishedStep, ...]:
        listed = self.approved.steps
        if not self.page.steps:
            return tuple(_step(ShownGroup(values=()), step) for step in listed)
        names = [group.text(Element.STEP_NAME) for group in self.page.steps]
        of_page = {j: i for i, j in pair_steps([step.name for step in listed], names).items()}
        return tuple(
            _step(group, listed[of_page[j]] if j in of_page else None) for j, group in enumerate(self.page.steps)
        )

    @cached_property
    def fees(self) -> tuple[PublishedFee, ...]:
        shown = [group for group in self.page.fees if not is_nothing(group.text(Element.FEE_NAME))]
        if shown:
            names = [group.text(Element.FEE_NAME) for group in shown]
            of_page = {j: i for i, j in match([fee.name for fee in self.approved.fees], names).items()}
            listed = [self.approved.fees[of_page[j]] if j in of_page else None for j in range(len(shown))]
            return tuple(
                PublishedFee(
                    name=group.text(Element.FEE_NAME),
                    standard=_or(_cell(group, Element.FEE_STANDARD), fee.standard if fee else ""),
                    basis=_or(_cell(group, Element.FEE_BASIS), fee.basis if fee else ""),
                )
                for group, fee in zip(shown, listed, strict=True)
            )
        standards = [value.text for value in self.page.shown(Element.FEE_STANDARD) if not is_nothing(value.text)]
        bases = [value.text for value in self.page.shown(Element.FEE_BASIS) if not is_nothing(value.text)]
        if standards or bases:
            names = [value.text for value in self.page.shown(Element.FEE_NAME)]
            return (PublishedFee("".join(names) or "收费", "".join(standards), "".join(bases)),)
        return tuple(PublishedFee(fee.name, fee.standard, fee.basis) for fee in self.approved.fees)

    # ── how an element is read ───────────────────────────────────────────────────────────────────────────────────

    def _read(self, element: Element, read: Callable[[str], T | None], field: str) -> Said[T] | None:
        for shown in self.page.shown(element):
            value = None if is_nothing(shown.text) else read(shown.text)
            if value is not None:
                return Said(value, _quote(shown.label or element, shown.text))
        if any(not is_nothing(shown.text) for shown in self.page.shown(element)):
            return None  # it says something that nobody could read: B1 asks about it
        approved = self._declared(field)
        return None if approved is None else Said(approved, _listed(element, _in_words(approved)))

    def _choice(self, element: Element, kind: type[Choice], field: str) -> Said[Choice] | None:
        return self._read(element, lambda text: read_choice(text, kind), field)

    def _choices(self, element: Element, kind: type[Choice], field: str) -> Said[frozenset[Choice]] | None:
        said: Said[frozenset[Choice]] | None = self._read(element, lambda text: read_choices(text, kind), field)
        return None if said is None else Said(frozenset(said.value), said.quote)

    def _flag(self, element: Element, field: str) -> Said[bool] | None:
        return self._read(element, read_yes, field)

    def _limit(self, element: Element, field: str) -> Said[TimeLimit] | None:
        for shown in self.page.shown(element):
            limits = shown_limits(shown)
            if len(limits) == 1:
                return Said(limits[0], _quote(shown.label or element, shown.text))
            if limits:
                return None
        approved: TimeLimit | None = self._declared(field)
        return None if approved is None else Said(approved, _listed(element, str(approved)))

    def _text(self, element: Element, field: str) -> Said[str] | None:
        """A text, empty where the page shows that there is none."""
        places = self.page.shown(element)
        for shown in places:
            text = shown.text or shown.link
            if not is_nothing(text):
                return Said(text, _quote(shown.label or element, text))
        if places:
            return Said("", _quote(places[0].label or element, places[0].text))
        approved = self._declared(field)
        return None if approved is None else Said(_in_words(approved), _listed(element, _in_words(approved)))

    def _declared(self, field: str) -> T | None:
        """The approved value of a field that the inventory declares, None for a mere default."""
        of_result = field.startswith("result.")
        holder = self.approved.result if of_result else self.approved
        name = field.removeprefix("result.")
        if name not in holder.model_fields_set:
            return None
        value: T | None = getattr(holder, name)
        return None if value == () else value


def _material(group: ShownGroup, approved: Material | None) -> PublishedMaterial:
    def choice(element: Element, kind: type[Choice], listed: Choice | None) -> Choice | None:
        text = _cell(group, element)
        return listed if text is None else read_choice(text, kind)

    shared = _cell(group, Element.SHARED)
    medium = choice(Element.MEDIUM, Medium, approved.medium if approved else None)
    text, counts = shown_counts(group)
    if text is None and approved is not None:
        originals: int | None = approved.originals
        copies: int | None = approved.copies
        total: int | None = approved.originals + approved.copies
    else:
        originals, copies, total = counts or (None, None, None)
    quotes = {value.element: value.text for value in group.values}
    if approved is not None:
        said = {
            Element.MATERIAL_KIND: approved.kind,
            Element.MEDIUM: approved.medium,
            Element.NECESSITY: approved.necessity,
            Element.SOURCE: approved.source,
            Element.COPIES: f"原件{approved.originals}份，复印件{approved.copies}份",
            Element.SHARED: "通过数据共享减免，无需提供" if approved.shared else "否",
        }
        quotes = {element: f"{value}（核准清单）" for element, value in said.items()} | quotes
    if text is not None:
        quotes[Element.COPIES] = text
    return PublishedMaterial(
        name=group.text(Element.MATERIAL_NAME) or (approved.name if approved else ""),
        kind=choice(Element.MATERIAL_KIND, MaterialKind, approved.kind if approved else None),
        medium=medium,
        necessity=choice(Element.NECESSITY, Necessity, approved.necessity if approved else None),
        source=choice(Element.SOURCE, Source, approved.source if approved else None),
        exempt=(read_exempt(shared) if shared is not None else bool(approved and approved.shared))
        or medium is Medium.AUTOMATIC,
        originals=originals,
        copies=copies,
        total=total,
        words="\n".join(value.text for value in group.values),
        quotes=quotes,
    )


def _step(group: ShownGroup, approved: Step | None) -> PublishedStep:
    limit_shown = next((value for value in group.values if value.element is Element.STEP_LIMIT), None)
    if limit_shown is None:
        limit = approved.limit if approved else None
        quoted = f"{limit}（核准清单）" if limit is not None else ""
    else:
        limits = shown_limits(limit_shown)
        limit, quoted = limits[0] if len(limits) == 1 else None, limit_shown.text
    special, counted = _cell(group, Element.STEP_SPECIAL), _cell(group, Element.STEP_COUNTED)
    basis = _cell(group, Element.STEP_BASIS)
    return PublishedStep(
        name=group.text(Element.STEP_NAME) or (approved.name if approved else ""),
        limit=limit,
        special=bool(read_yes(special)) if special is not None else bool(approved and approved.special),
        counted=read_yes(counted) if counted is not None else approved.counted if approved else None,
        basis=_or(basis, (approved.basis or "") if approved else ""),
        words="\n".join(value.text for value in group.values) or (approved.content or "" if approved else ""),
        quoted_limit=quoted,
    )


def _cell(group: ShownGroup, element: Element) -> str | None:
    return next((value.text for value in group.values if value.element is element), None)


def _or(shown: str | None, approved: str) -> str:
    """What is shown, empty where that is nothing; the approved text where nothing is shown."""
    if shown is None:
        return approved
    return "" if is_nothing(shown) else shown


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
