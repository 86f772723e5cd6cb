"""到办事现场次数 against what makes an applicant come (rules L01–L05, L17, L35, L36, L40)."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.guide import Element
from zicha.model.matter import Delivery, Necessity, OnlineDepth
from zicha.model.rule_settings import RuleSetting
from zicha.published.completed import CompletedGuide
from zicha.published.materials import PublishedMaterial
from zicha.rules.guide_accuracy.logic.contradiction import Contradiction
from zicha.text.clauses import choices, clauses, states
from zicha.text.handing_in import KEPT_BY_APPLICANT, LOOKED_AT, Sent
from zicha.text.visits import LEFT_TO_APPLICANT, NEED_NOT, is_no_reason, is_visit_of_office

_ABOUT_PAYING = (Element.FEE_STANDARD, Element.FEE_RELIEF, Element.NOTE, Element.ANSWER)


def paper_no_courier_zero_visit(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L01 (the notice, 自查的重点 2): paper is required and cannot be sent, but the visits are 0.

    Not where paper is one choice of two, is fetched or handed in elsewhere, or is only kept by the applicant. A place
    beside a 自助终端 may be a window, and a note may say that paper can be sent: then a person reads.
    """
    visits, courier = guide.visits, guide.materials_by_courier
    if visits is None or visits.value != 0 or (courier is not None and courier.value):
        return
    if guide.mentions(rule.words("otherwise")):
        return
    elsewhere = guide.mentions(rule.words("otherwise"), Element.PLACE)
    noted = not guide.sent_by_notes.isdisjoint({Sent.MATERIALS, Sent.EITHER})
    posted = courier.quote if courier else "页面和核准清单都没有说明是否支持物流快递"
    for material in guide.materials:
        stays = _stays_with_applicant(material)
        if material.wants_paper and stays is not True:
            ask = courier is None or elsewhere or noted or material.necessity is Necessity.OPTIONAL or stays is None
            yield Contradiction(f"{material.quote(Element.MEDIUM)}，{posted}", visits.quote, ask)


def _stays_with_applicant(material: PublishedMaterial) -> bool | None:
    """Return whether the paper stays with the applicant; None where something is done with it at the window besides."""
    about_keeping = [clause for clause in clauses(material.note) if KEPT_BY_APPLICANT.is_in(clause)]
    if not about_keeping or any(map(LOOKED_AT.is_in, about_keeping)):
        return False
    return None if LOOKED_AT.is_in(material.note) else True


def zero_visit_but_window_only(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L02 (working validators of provincial guides): no visits, but nothing can be done on line or by courier."""
    visits, online, channels, courier = guide.visits, guide.online, guide.channels, guide.materials_by_courier
    if visits is None or online is None or visits.value != 0 or online.value:
        return
    if not guide.mentions(rule.words("otherwise")) and not (courier and courier.value):
        yield Contradiction(visits.quote, online.quote + (channels.quote if channels else ""), channels is None)


def full_online_but_visits(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L03 (working validators of provincial guides): 全程网办, but there are visits.

    Not for a face check made once for life; nor for one visit where the portal's scale allows it (福建五星).
    """
    visits, depth, reason = guide.visits, guide.online_depth, guide.visit_reason
    if visits is None or depth is None or visits.value == 0 or OnlineDepth.FULL not in depth.value:
        return
    once = visits.value == 1 and rule.flag("one_visit_allowed")
    identified = reason is not None and states(reason.value, rule.words("otherwise"))
    if not once and not identified:
        yield Contradiction(depth.quote, visits.quote)


def visit_without_reason(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L04 (working validators of provincial guides): there are visits, but no reason that makes one come."""
    visits, reason = guide.visits, guide.visit_reason
    if visits is None or visits.value == 0:
        return
    if reason is None:
        yield Contradiction(visits.quote, f"页面和核准清单都没有“{Element.VISIT_REASON}”", ask=True)
    elif is_no_reason(reason.value):
        yield Contradiction(visits.quote, reason.quote)


def reason_without_visit(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L05 (working validators of provincial guides): a reason to come, but no visits. Not for an optional one."""
    visits, reason = guide.visits, guide.visit_reason
    if visits is None or reason is None or visits.value != 0 or not reason.value:
        return
    if not NEED_NOT.is_in(reason.value) and not LEFT_TO_APPLICANT.is_in(reason.value):
        yield Contradiction(visits.quote, reason.quote)


def zero_visit_pay_impossible(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L17 (inferred): a fee must be paid at the window, but the visits are 0. Not where another way is described.

    It is described where one reads how much is paid, in a note or in 常见问题; elsewhere a person must read it.
    """
    visits, charged, payment = guide.visits, guide.charged, guide.online_payment
    if visits is None or charged is None or visits.value != 0 or not charged.value:
        return
    other_way = guide.mentions(rule.words("otherwise"), *_ABOUT_PAYING)
    if (payment is None or not payment.value) and not other_way:
        paid = payment.quote if payment else "页面和核准清单都没有说明是否支持网上支付"
        ask = payment is None or guide.mentions(rule.words("otherwise"))
        yield Contradiction(f"{visits.quote}，{charged.quote}", paid, ask)


def pickup_but_zero_visit(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L35 (inferred, the mirror of L01): the result is only handed out at the window, but the visits are 0.

    Not where somebody else may fetch it, or a note says that it is sent. A person is asked where the visits are said to
    be those of filing, or nobody says whether there is a courier or an electronic licence.
    """
    visits, delivery = guide.visits, guide.delivery
    if visits is None or delivery is None or visits.value != 0 or delivery.value != {Delivery.PICK_UP}:
        return
    courier, licence = guide.results_by_courier, guide.e_licence
    if (courier and courier.value) or (licence and licence.value) or guide.mentions(rule.words("otherwise")):
        return
    if Sent.RESULT in guide.sent_by_notes:
        return
    unsaid = courier is None or licence is None or Sent.EITHER in guide.sent_by_notes
    ask = unsaid or guide.mentions(rule.words("filing_only"))
    yield Contradiction(delivery.quote, visits.quote, ask)


def in_person_but_zero_visit(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L36 (prior art): a condition to appear in person, but the visits are 0. Not where 受理条件 offer a remote check,
    nor where the office comes to the applicant.

    A face is also checked at the window, and a remote check may be offered elsewhere on the page: then a person reads.
    """
    visits, conditions = guide.visits, guide.conditions
    if visits is None or conditions is None or visits.value != 0:
        return
    presence = rule.words("presence")
    every = choices(conditions.value)
    wanted = [clause for clause in every if states(clause, presence) and not is_visit_of_office(clause)]
    rest = "\n".join(clause for clause in every if clause not in wanted)
    if states(rest, rule.words("otherwise")):
        return
    ask = states(rest, rule.words("faces")) or guide.mentions(rule.words("otherwise"))
    for clause in wanted:
        yield Contradiction(f"{Element.CONDITIONS}“{clause}”", visits.quote, ask)


def visits_out_of_enum(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L40 (the notice, 自查的重点 3: 最多到现场办理次数 0次/1次/2次)."""
    if guide.visits is not None and guide.visits.value > 2:
        yield Contradiction(guide.visits.quote, "只能是0次、1次、2次")
