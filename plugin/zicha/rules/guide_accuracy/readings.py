"""How an element of closed values is read from a page, and which field of the approved list declares it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from zicha.model.facts.guide import Element
from zicha.model.matter import (
    Audience,
    Channel,
    Delivery,
    HandlingType,
    MatterType,
    OnlineDepth,
    ResultKind,
    Scope,
)
from zicha.rules.values import read_choice, read_choices, read_visits, read_yes

NAMES = frozenset(
    {
        Element.NAME, Element.OWNER, Element.RESULT_NAME, Element.MATERIAL_NAME, Element.STEP_NAME, Element.FEE_NAME,
        Element.BASIS, Element.STEP_BASIS, Element.FEE_BASIS, Element.PERSON_TOPICS, Element.LEGAL_PERSON_TOPICS,
        Element.PLACE, Element.CONSULTATION, Element.SUPERVISION, Element.QUESTION,
    }
)  # fmt: skip
"""Elements whose words only name something, or ask: they state nothing about how a matter is handled."""


class Reading(NamedTuple):
    """How an element of closed values is read, and the field of the approved list that declares it."""

    field: str
    read: Callable[[str], Any]


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


READINGS: Mapping[Element, Reading] = MappingProxyType(
    {
        Element.MATTER_TYPE: Reading("matter_type", partial(read_choice, kind=MatterType)),
        Element.HANDLING_TYPE: Reading("handling_type", partial(read_choice, kind=HandlingType)),
        Element.VISITS: Reading("visits", read_visits),
        Element.CHANNELS: Reading("channels", partial(read_choices, kind=Channel)),
        Element.SCOPE: Reading("scope", partial(read_choice, kind=Scope)),
        Element.AUDIENCE: Reading("audience", _read_audience),
        Element.ONLINE: Reading("online", read_yes),
        Element.ONLINE_DEPTH: Reading("online_depth", partial(read_choices, kind=OnlineDepth)),
        Element.SINGLE_SIGN_ON: Reading("single_sign_on", read_yes),
        Element.APPOINTMENT: Reading("appointment", read_yes),
        Element.APPOINTMENTS_A_DAY: Reading("appointments_a_day", _read_number),
        Element.ONLINE_PAYMENT: Reading("online_payment", read_yes),
        Element.CHARGED: Reading("charged", read_yes),
        Element.COURIER: Reading("courier", read_yes),
        Element.MATERIAL_COURIER: Reading("material_courier", read_yes),
        Element.RESULT_COURIER: Reading("result_courier", read_yes),
        Element.RESULT_KIND: Reading("result.kind", partial(read_choice, kind=ResultKind)),
        Element.E_LICENCE: Reading("result.e_licence", read_yes),
        Element.DELIVERY: Reading("result.delivery", partial(read_choices, kind=Delivery)),
        Element.EFFECTIVE_ON: Reading("effective_on", _read_date),
        Element.CANCELLED_ON: Reading("cancelled_on", _read_date),
    }
)
DATES = (Element.EFFECTIVE_ON, Element.CANCELLED_ON)
UNQUESTIONED = (Element.APPOINTMENT, Element.APPOINTMENTS_A_DAY)
"""Elements on which no rule depends that ticks a box (L44 only notes), so that nobody is asked about them."""
