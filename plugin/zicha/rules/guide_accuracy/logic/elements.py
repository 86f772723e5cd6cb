"""The remaining elements against each other (rules L34, L38, L39, L42, L43)."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.guide import Element
from zicha.model.matter import Audience, Guide, Level, Matter, ResultKind
from zicha.model.rule_settings import RuleSetting
from zicha.published.completed import CompletedGuide
from zicha.published.quoting import Quoted
from zicha.rules.guide_accuracy.agreement import is_same_basis
from zicha.rules.guide_accuracy.logic.contradiction import Contradiction
from zicha.rules.limit_comparison import is_same_limit
from zicha.text.folding import is_nothing, plain
from zicha.text.licences import LICENCE
from zicha.text.telephones import area_codes, has_hotline, lines_of_desks


def result_type_mismatch(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L34 (working validators of provincial guides): name and kind of the result differ. Not for 无特定审批结果."""
    name, kind, sample = guide.result_name, guide.result_kind, guide.result_sample
    if name is None or is_nothing(name.value) or (kind and kind.value is ResultKind.NONE):
        return
    if kind is not None and LICENCE.is_in(name.value.strip()) and kind.value is not ResultKind.LICENCE:
        yield Contradiction(name.quote, kind.quote)
    if kind is not None and name.value.strip().endswith("批复") and kind.value is not ResultKind.APPROVAL:
        yield Contradiction(name.quote, kind.quote)
    if sample is not None and not sample.value:
        yield Contradiction(name.quote, sample.quote)


def audience_vs_topics(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L38 (working validators of provincial guides): topics of an audience that is not served, or none of one that is.

    Not with 允许个人代办.
    """
    audience = guide.audience
    if audience is None or guide.mentions(rule.words("otherwise")):
        return
    for topics, served in (
        (guide.person_topics, audience.value.persons),
        (guide.legal_person_topics, audience.value.has_bodies and audience.value.bodies != frozenset({Audience.OTHER})),
    ):
        if topics is not None and bool(topics.value) != served:
            yield Contradiction(audience.quote, topics.quote)


def phones(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L39 (working validators of provincial guides): no number, an old area code (0378), or one for both desks."""
    consultation, supervision = guide.consultation, guide.supervision
    for phone in (consultation, supervision):
        if phone is None:
            continue
        if not phone.value:
            yield Contradiction(phone.quote, "电话为空")
        for code in area_codes(phone.value):
            if code not in rule.words("area_codes"):
                yield Contradiction(phone.quote, f"本地区号为{'、'.join(rule.words('area_codes'))}", ask=True)
    if consultation and supervision and consultation.value and supervision.value:
        yield from _same_line(consultation, supervision)


def _same_line(consultation: Quoted[str], supervision: Quoted[str]) -> Iterator[Contradiction]:
    """Yield the contradiction that one complains to the very people whom one asks. Extensions may be two desks."""
    enquiries, complaints = lines_of_desks(consultation.value), lines_of_desks(supervision.value)
    same_text = plain(consultation.value) == plain(supervision.value)
    if not complaints and same_text and not enquiries and not has_hotline(consultation.value):
        yield Contradiction(consultation.quote, supervision.quote)
    elif complaints and not has_hotline(supervision.value) and complaints <= enquiries:
        extended = not same_text and "转" in consultation.value + supervision.value
        yield Contradiction(consultation.quote, supervision.quote, extended)


def dates(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L42 (inferred): published before it takes effect, or after it was cancelled."""
    begins, ends, published = guide.effective_on, guide.cancelled_on, f"{guide.on}仍在公布"
    if begins is not None and begins.value > guide.on:
        yield Contradiction(begins.quote, published)
    if ends is not None and ends.value < guide.on:
        yield Contradiction(ends.quote, published)


def same_item_two_levels(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L43 (国发〔2022〕5号: 同一事项要素统一): judged by the approved lists of both levels, since one page shows one.

    Not where the law itself divides the item between levels.
    """
    own = guide.approved
    for sibling in guide.siblings:
        other = sibling.guide
        levels = _level(guide.matter), _level(sibling)
        if levels[0] is levels[1] or Level.SHARED in levels:
            continue
        for element, one, two, same in _compared(own, other):
            if not same:
                where = f"{sibling.department.full_name}（{levels[1]}）"
                yield Contradiction(f"核准清单“{element}：{one}”（{levels[0]}）", f"{where}为“{two}”")


def _level(matter: Matter) -> Level:
    """Return the declared level, else that of the region: the code of a city ends in 00."""
    if "level" in matter.guide.model_fields_set:
        return matter.guide.level
    return Level.CITY if matter.department.region_code.endswith("00") else Level.COUNTY


def _compared(own: Guide, other: Guide) -> Iterator[tuple[Element, str, str, bool]]:
    """Yield what both lists declare of the item: the element, each list's words, and whether they are the same."""
    both = own.model_fields_set & other.model_fields_set
    is_same = is_same_limit(own.legal_limit, other.legal_limit, own.matter_type) is True
    yield Element.LEGAL_LIMIT, str(own.legal_limit), str(other.legal_limit), is_same
    if "basis" in both:
        yield Element.BASIS, "；".join(own.basis), "；".join(other.basis), _is_same_basis(own.basis, other.basis)
    texts = []
    if "conditions" in both:
        texts.append((Element.CONDITIONS, "；".join(own.conditions), "；".join(other.conditions)))
    if "name" in own.result.model_fields_set & other.result.model_fields_set:
        texts.append((Element.RESULT_NAME, own.result.name, other.result.name))
    for element, one, two in texts:
        yield element, one, two, plain(one) == plain(two)


def _is_same_basis(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return (not one and not other) or is_same_basis("\n".join(one), other) is True
