"""The fees of a guide as a reader of its page understands them, completed by the approved list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.matter import Fee, Guide
from zicha.published.material_names import same_names
from zicha.published.shown import cell_text, shown_or
from zicha.text.folding import is_nothing, plain

_OF_FEES = (Element.FEE_NAME, Element.FEE_STANDARD, Element.FEE_BASIS)


@dataclass(frozen=True)
class PublishedFee:
    """One fee. What is None is written nowhere, what is empty is shown to be nothing."""

    name: str | None
    standard: str | None
    basis: str | None


def fees_of(page: GuidePage, approved: Guide) -> tuple[PublishedFee, ...]:
    """Return the fees of the page; those of the list only where the page shows none of their elements."""
    groups = page.fees
    if not groups:
        loose = tuple(value for element in _OF_FEES for value in page.shown(element))
        groups = (ShownGroup(values=loose),) if loose else ()
    if not groups:
        return tuple(PublishedFee(fee.name, fee.standard, fee.basis) for fee in approved.fees)
    filled = [group for group in groups if any(not is_nothing(group.text(element)) for element in _OF_FEES)]
    return tuple(
        PublishedFee(
            name=shown_or(cell_text(group, Element.FEE_NAME), fee.name if fee else None),
            standard=shown_or(cell_text(group, Element.FEE_STANDARD), fee.standard if fee else None),
            basis=shown_or(cell_text(group, Element.FEE_BASIS), fee.basis if fee else None),
        )
        for group, fee in _beside_list(filled, approved.fees)
    )


def _beside_list(groups: Sequence[ShownGroup], fees: Sequence[Fee]) -> list[tuple[ShownGroup, Fee | None]]:
    """Return each group with the fee of the list that it names; a single group without a name means the only fee."""
    names = [group.text(Element.FEE_NAME) for group in groups]
    of_page = {j: i for i, j in same_names([fee.name for fee in fees], names).items()}
    if len(groups) == len(fees) == 1 and not plain(names[0]):
        of_page = {0: 0}
    return [(group, fees[of_page[j]] if j in of_page else None) for j, group in enumerate(groups)]
