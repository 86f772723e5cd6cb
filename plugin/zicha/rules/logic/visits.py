"""到办事现场次数 against what makes an applicant come (rules L01–L05, L17, L35, L36, L40)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zicha.model.facts import Element
from zicha.model.matter import Channel, Delivery, Necessity, OnlineDepth
from zicha.model.rule_settings import RuleSetting
from zicha.rules.logic.clash import Clash
from zicha.rules.published import Published

_NEEDLESS = re.compile(r"无需|不需要|不用|无须|毋需|不必")
_OPTIONAL = re.compile(r"可以|可选|自愿|如需|也可|自行选择|可到")
_KEPT = re.compile(r"(?:申请人|企业|单位)?(?:自行|自己)?(?:留存|保管|存查)(?:备查)?")


def paper_no_courier_zero_visit(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L01 (the notice, 自查的重点 2): paper is wanted and cannot be sent, yet nobody need come.

    Not where paper is one choice of two, is fetched or handed in elsewhere, or is only kept by the applicant.
    """
    visits, courier = guide.visits, guide.materials_by_courier
    if visits is None or visits.value != 0 or (courier is not None and courier.value):
        return
    if guide.mentions(rule.words("otherwise")):
        return
    posted = courier.quote if courier else "页面和核准清单都没有说明是否支持物流快递"
    for material in guide.materials:
        if material.wants_paper and not _KEPT.search(material.words):
            ask = courier is None or material.necessity is Necessity.OPTIONAL
            yield Clash(f"{material.quote(Element.MEDIUM)}，{posted}", visits.quote, ask)


def zero_visit_but_window_only(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L02 (working validators of provincial guides): nobody need come, but nothing works from afar."""
    visits, online, channels = guide.visits, guide.online, guide.channels
    if visits is None or online is None or visits.value != 0 or online.value:
        return
    if not guide.mentions(rule.words("otherwise")) and not (channels and Channel.COURIER in channels.value):
        yield Clash(visits.quote, online.quote + (channels.quote if channels else ""), channels is None)


def full_online_but_visits(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L03 (working validators of provincial guides): 全程网办 means that nobody comes.

    Not for a face check made once for life; nor for one visit where the portal's scale allows it (福建五星).
    """
    visits, depth, reason = guide.visits, guide.online_depth, guide.visit_reason
    if visits is None or depth is None or visits.value == 0 or OnlineDepth.FULL not in depth.value:
        return
    once = visits.value == 1 and rule.flag("one_visit_allowed")
    identified = reason is not None and any(word in reason.value for word in rule.words("otherwise"))
    if not once and not identified:
        yield Clash(depth.quote, visits.quote)


def visit_without_reason(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L04 (working validators of provincial guides): who must come is told why."""
    visits, reason = guide.visits, guide.visit_reason
    if visits is None or visits.value == 0:
        return
    if reason is None:
        yield Clash(visits.quote, f"页面和核准清单都没有“{Element.VISIT_REASON}”", ask=True)
    elif not reason.value or _NEEDLESS.match(reason.value):
        yield Clash(visits.quote, reason.quote)


def reason_without_visit(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L05 (working validators of provincial guides): a reason to come, where nobody need. Not for a visit of choice."""
    visits, reason = guide.visits, guide.visit_reason
    if visits is None or reason is None or visits.value != 0 or not reason.value:
        return
    if not _NEEDLESS.search(reason.value) and not _OPTIONAL.search(reason.value):
        yield Clash(visits.quote, reason.quote)


def zero_visit_pay_impossible(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L17 (inferred): a fee that can be paid neither on line nor without coming. Not where another way is described."""
    visits, charged, payment = guide.visits, guide.charged, guide.online_payment
    if visits is None or charged is None or visits.value != 0 or not charged.value:
        return
    if (payment is None or not payment.value) and not guide.mentions(rule.words("otherwise")):
        paid = payment.quote if payment else "页面和核准清单都没有说明是否支持网上支付"
        yield Clash(f"{visits.quote}，{charged.quote}", paid, payment is None)


def pickup_but_zero_visit(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L35 (inferred, the mirror of L01): the result is only to be had at the window.

    Not where somebody else may fetch it; a person is asked where the visits are said to be those of filing.
    """
    visits, delivery = guide.visits, guide.delivery
    if visits is None or delivery is None or visits.value != 0 or delivery.value != {Delivery.PICK_UP}:
        return
    courier, licence = guide.results_by_courier, guide.e_licence
    if (courier and courier.value) or (licence and licence.value) or guide.mentions(rule.words("otherwise")):
        return
    yield Clash(delivery.quote, visits.quote, courier is None or guide.mentions(rule.words("filing_only")))


def in_person_but_zero_visit(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L36 (prior art): a condition to appear in person. Not where a remote check of the face is offered."""
    visits, conditions = guide.visits, guide.conditions
    if visits is None or conditions is None or visits.value != 0 or guide.mentions(rule.words("otherwise")):
        return
    for sentence in re.split(r"[。；;\n]", conditions.value):
        wanted = any(word in sentence for word in rule.words("presence"))
        if wanted and not re.search(r"无需|不需要?|不用|无须", sentence):
            yield Clash(f"{Element.CONDITIONS}“{sentence.strip()}”", visits.quote)


def visits_out_of_enum(guide: Published, rule: RuleSetting) -> Iterator[Clash]:
    """L40 (the notice, 自查的重点 3: 最多到现场办理次数 0次/1次/2次)."""
    if guide.visits is not None and guide.visits.value > 2:
        yield Clash(guide.visits.quote, "只能是0次、1次、2次")
