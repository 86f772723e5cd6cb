"""收费 against payment and materials (rules L15, L16, L18; L17 stands with the visits)."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.guide import Element
from zicha.model.rule_settings import RuleSetting
from zicha.published.completed import CompletedGuide
from zicha.rules.guide_accuracy.logic.contradiction import Contradiction


def fee_without_standard(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L15 (working validators of provincial guides): charged, but without item, standard or basis.

    What the page may only call otherwise, since it shows no such element, is asked.
    """
    charged = guide.charged
    if charged is None or not charged.value:
        return
    if not guide.fees:
        yield Contradiction(charged.quote, "没有收费项目、收费标准和收费依据")
    for fee in guide.fees:
        texts = {Element.FEE_NAME: fee.name, Element.FEE_STANDARD: fee.standard, Element.FEE_BASIS: fee.basis}
        missing = [element for element, text in texts.items() if not text]
        if missing:
            is_unclear = all(texts[element] is None for element in missing)
            yield Contradiction(charged.quote, f"“{fee.name or '收费'}”没有{'、'.join(missing)}", is_unclear)


def free_but_online_pay(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L16 (working validators of provincial guides): free, but 网上支付. Not where every matter shows it."""
    charged, payment = guide.charged, guide.online_payment
    if charged and payment and not charged.value and payment.value and not rule.flag("platform_wide"):
        yield Contradiction(charged.quote, payment.quote)


def free_but_payment_proof(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L18 (inferred): free, but a receipt is required. Not that of another payment (购房发票, 完税证明)."""
    charged = guide.charged
    if charged is None or charged.value:
        return
    names = [(material.name, material.quote()) for material in guide.materials]
    names += [(step.name, step.quote) for step in guide.steps]
    for name, quote in names:
        proof = any(word in name for word in rule.words("proofs"))
        if proof and not any(word in name for word in rule.words("otherwise")):
            yield Contradiction(charged.quote, quote)
