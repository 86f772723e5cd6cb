"""The other elements of a guide against the approved list (GB/T 39046-2020 table 4; ledger box B1).

Compared is every element that the department's inventory declares. One that the page shows empty although a value
was approved is a difference. One that was not recognised anywhere is a question, never a difference: a portal may
have a word for it that its profile does not know yet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from zicha.model.facts import Element, GuidePage, Shown
from zicha.model.finding import Problem
from zicha.model.matter import (
    Audience,
    Channel,
    Delivery,
    Guide,
    HandlingType,
    Level,
    Matter,
    MatterType,
    OnlineDepth,
    OwnerKind,
    ResultKind,
    Scope,
)
from zicha.rules.answers import answers_contradict
from zicha.rules.differences import contradiction, difference, question
from zicha.rules.material_names import match
from zicha.rules.values import is_nothing, plain, read_choice, read_choices, read_visits, read_yes

Agrees = bool | None
"""True, False, or None where only a person can tell."""


class _Comparison(NamedTuple):
    """What was approved for an element, in words, and whether a text of the page says the same."""

    element: Element
    approved: str
    agrees: Callable[[str], Agrees]


def other_elements(page: GuidePage, matter: Matter) -> tuple[Problem, ...]:
    """Every element whose published value is not the approved one, and every contradiction with 常见问题."""
    comparisons = _comparisons(matter)
    unread = [each.element for each in comparisons if each.approved and not page.shown(each.element)]
    return (
        *(problem for each in comparisons for problem in _compare(page, each)),
        *_fees(page, matter.guide),
        *([question(page, f"办事指南页面上没有认出{'、'.join(f'“{e}”' for e in unread)}")] if unread else ()),
        *answers_contradict(page),
    )


def _compare(page: GuidePage, wanted: _Comparison) -> Iterator[Problem]:
    places = page.shown(wanted.element)
    if wanted.element in (Element.CONDITIONS, Element.BASIS):
        places = _joined(places)
    verdicts = [(shown, _agrees(shown.text, wanted)) for shown in places]
    settled = any(verdict for _, verdict in verdicts)
    for shown, verdict in verdicts:
        if verdict is True or (settled and _speaks_of_another_organ(shown, wanted.element)):
            continue
        if verdict is False:
            yield difference(page, wanted.element, wanted.approved or "无", shown.text)
        else:
            said = f"{wanted.element}：核准清单为“{wanted.approved}”，办事指南显示“{shown.text}”"
            yield question(page, said, wanted.approved, shown.text)


def _agrees(text: str, wanted: _Comparison) -> Agrees:
    if is_nothing(text):
        return not wanted.approved or wanted.agrees(text) or False
    return wanted.agrees(text)


def _joined(places: Sequence[Shown]) -> tuple[Shown, ...]:
    """The paragraphs of prose as one value."""
    if not places:
        return ()
    return (places[0].model_copy(update={"text": "\n".join(shown.text for shown in places)}),)


def _speaks_of_another_organ(shown: Shown, element: Element) -> bool:
    """受理机构, 决定机构, 承办机构 stand beside 实施主体 on some pages and may be another organ."""
    return element is Element.OWNER and not re.search(r"实施|主办", shown.label)


def _comparisons(matter: Matter) -> tuple[_Comparison, ...]:
    guide = matter.guide
    declared, of_result = guide.model_fields_set, guide.result.model_fields_set
    every = (
        ("", _text(Element.NAME, matter.name)),
        ("", _text(Element.CODE, matter.code)),
        ("matter_type", _choice(Element.MATTER_TYPE, guide.matter_type, MatterType)),
        ("level", _choice(Element.LEVEL, guide.level, Level)),
        ("owner", _Comparison(Element.OWNER, guide.owner, lambda text: same_organ(text, guide.owner))),
        ("owner_kind", _choice(Element.OWNER_KIND, guide.owner_kind, OwnerKind)),
        ("audience", _Comparison(Element.AUDIENCE, _listed(guide.audience), lambda t: _same_audience(t, guide))),
        ("handling_type", _choice(Element.HANDLING_TYPE, guide.handling_type, HandlingType)),
        ("channels", _choices(Element.CHANNELS, guide.channels, Channel)),
        ("visits", _Comparison(Element.VISITS, f"{guide.visits}次", lambda text: _same_visits(text, guide))),
        ("visit_reason", _prose(Element.VISIT_REASON, guide.visit_reason)),
        ("scope", _choice(Element.SCOPE, guide.scope, Scope)),
        ("online", _flag(Element.ONLINE, guide.online)),
        ("online_depth", _choices(Element.ONLINE_DEPTH, guide.online_depth, OnlineDepth)),
        ("online_address", _text(Element.ONLINE_ADDRESS, guide.online_address or "")),
        ("single_sign_on", _flag(Element.SINGLE_SIGN_ON, guide.single_sign_on)),
        ("jump_address", _text(Element.JUMP_ADDRESS, guide.jump_address or "")),
        ("appointment", _flag(Element.APPOINTMENT, guide.appointment)),
        ("online_payment", _flag(Element.ONLINE_PAYMENT, guide.online_payment)),
        ("courier", _flag(Element.COURIER, guide.courier)),
        ("material_courier", _flag(Element.MATERIAL_COURIER, guide.material_courier)),
        ("result_courier", _flag(Element.RESULT_COURIER, guide.result_courier)),
        ("charged", _flag(Element.CHARGED, guide.charged)),
        ("conditions", _Comparison(Element.CONDITIONS, "；".join(guide.conditions), _has_all(guide.conditions))),
        ("basis", _Comparison(Element.BASIS, "；".join(guide.basis), lambda text: same_basis(text, guide.basis))),
        ("place", _prose(Element.PLACE, guide.place)),
        ("hours", _prose(Element.HOURS, guide.hours)),
        ("consultation", _phone(Element.CONSULTATION, guide.consultation)),
        ("supervision", _phone(Element.SUPERVISION, guide.supervision)),
    )
    about_result = (
        ("name", _text(Element.RESULT_NAME, "" if is_nothing(guide.result.name) else guide.result.name)),
        ("kind", _choice(Element.RESULT_KIND, guide.result.kind, ResultKind)),
        ("e_licence", _flag(Element.E_LICENCE, guide.result.e_licence)),
        ("delivery", _choices(Element.DELIVERY, guide.result.delivery, Delivery)),
    )
    return (
        *(comparison for field, comparison in every if not field or field in declared),
        *(comparison for field, comparison in about_result if field in of_result),
    )


def _text(element: Element, approved: str) -> _Comparison:
    return _Comparison(element, approved, lambda text: plain(text) == plain(approved))


def _prose(element: Element, approved: str | None) -> _Comparison:
    """Words that may be put differently: one that holds the other is for a person to judge."""
    said = approved or ""

    def agrees(text: str) -> Agrees:
        one, other = plain(text), plain(said)
        return True if one == other else None if said and (one in other or other in one) else False

    return _Comparison(element, said, agrees)


def _choice(element: Element, approved: StrEnum, kind: type[StrEnum]) -> _Comparison:
    def agrees(text: str) -> Agrees:
        read = read_choice(text, kind)
        return None if read is None else read is approved

    return _Comparison(element, approved.value, agrees)


def _choices(element: Element, approved: Sequence[StrEnum], kind: type[StrEnum]) -> _Comparison:
    def agrees(text: str) -> Agrees:
        read = read_choices(text, kind)
        return None if read is None else read == frozenset(approved)

    return _Comparison(element, _listed(approved), agrees)


def _flag(element: Element, approved: bool | None) -> _Comparison:
    def agrees(text: str) -> Agrees:
        read = read_yes(text)
        return None if read is None else read is approved

    return _Comparison(element, "" if approved is None else "是" if approved else "否", agrees)


def _phone(element: Element, approved: str | None) -> _Comparison:
    return _Comparison(element, approved or "", lambda text: same_phone(text, approved or ""))


def _same_visits(text: str, guide: Guide) -> Agrees:
    read = read_visits(text)
    return None if read is None else read == guide.visits


def _same_audience(text: str, guide: Guide) -> Agrees:
    """自然人、企业法人; and 个人、法人 of the pages that tell no finer."""
    approved = frozenset(guide.audience)
    read = read_choices(text, Audience)
    if read is not None:
        return read == approved
    if re.fullmatch(r"(?:自然人|个人|公民|法人|法人和其他组织|[、，,;；/\s和及或])+", text):
        person = bool(re.search("自然人|个人|公民", text))
        return person == (Audience.PERSON in approved) and ("法人" in text) == bool(approved - {Audience.PERSON})
    return None


def _has_all(approved: Sequence[str]) -> Callable[[str], Agrees]:
    """Whether a page's prose is the approved items in any order and numbering, and nothing else."""

    def agrees(text: str) -> Agrees:
        rest = plain(text)
        for item in sorted((plain(each) for each in approved), key=len, reverse=True):
            if item not in rest:
                return False
            rest = rest.replace(item, "", 1)
        return True if len(re.sub(r"[\d一二三四五六七八九十]", "", rest)) == 0 else None

    return agrees


def same_organ(text: str, approved: str) -> bool:
    """开封市水利局 is also called 水利局 and 河南省开封市水利局, but is not 兰考县水利局."""
    one, other = plain(text), plain(approved)
    return bool(one) and (one.endswith(other) or (other.endswith(one) and len(one) >= 3))


def same_phone(text: str, approved: str) -> Agrees:
    """Whether the approved numbers stand among those shown; an area code may be left out, not be another."""
    if not re.search(r"\d{5}", _digits(approved)):
        return plain(approved) == plain(text)
    if "*" in text:
        return None
    shown = _digits(text)
    verdicts = []
    for number in re.findall(r"\d{5,}", _digits(approved)):
        local = number[-8:]
        found = re.findall(rf"(\d*?){local}(?!\d)", shown)
        verdicts.append(any(code in ("", number[: -len(local)], "86" + number[1:-8]) for code in found))
    return all(verdicts)


def _digits(text: str) -> str:
    """A text whose numbers stand without the dashes and brackets of telephone numbers."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=\d)[\s\-—–)]+(?=\d)", "", folded)


def same_basis(text: str, approved: Sequence[str]) -> Agrees:
    """设定依据: a law missing is a difference; another article, or a law besides, is one unless articles are quoted."""
    short = [law.replace("中华人民共和国", "") for law in approved]
    if _has_all(short)(text.replace("中华人民共和国", "")):
        return True
    wanted, shown = _laws("\n".join(approved)), _laws(text)
    if not wanted or not shown:
        return None
    if not wanted.keys() <= shown.keys():
        return False
    quoted = len(plain(text)) > 2 * len(plain("".join(approved))) + 40
    same = all(wanted[law] <= shown[law] for law in wanted) and wanted.keys() == shown.keys()
    return None if same or quoted else False


def _laws(text: str) -> dict[str, frozenset[str]]:
    """Each law in 《》 with the articles named after it."""
    found: dict[str, frozenset[str]] = {}
    for law, rest in re.findall(r"《([^》]+)》([^《]*)", text):
        name = plain(law).removeprefix("中华人民共和国")
        articles = frozenset(re.findall(r"第[零一二三四五六七八九十百\d]+条(?:之[一二三四五六七八九十])?", rest))
        found[name] = found.get(name, frozenset()) | articles
    return found


def _fees(page: GuidePage, guide: Guide) -> Iterator[Problem]:
    """收费项目: its names, standards and bases; a fee the list does not know, or one of the list not shown."""
    if "fees" not in guide.model_fields_set and "charged" not in guide.model_fields_set:
        return
    names = [group.text(Element.FEE_NAME) for group in page.fees]
    pairs = match([fee.name for fee in guide.fees], names)
    for j, name in enumerate(names):
        if j not in pairs.values() and not is_nothing(name):
            yield contradiction(page, f"办事指南列出收费项目“{name}”，核准清单没有", "", name)
    for i, fee in enumerate(guide.fees):
        if i not in pairs:
            found = "没有认出" if page.fees else "没有认出任何收费项目，包括"
            yield question(page, f"办事指南页面上{found}“{fee.name}”", fee.name)
            continue
        group = page.fees[pairs[i]]
        for element, said in (
            (Element.FEE_STANDARD, fee.standard),
            (Element.FEE_BASIS, fee.basis),
            (Element.FEE_RELIEF, fee.relief),
        ):
            text = group.text(element)
            if said is not None and text and plain(text) != plain(said):
                yield difference(page, f"“{fee.name}”的{element}", said, text)


def _listed(values: Sequence[StrEnum]) -> str:
    return "、".join(value.value for value in values)
