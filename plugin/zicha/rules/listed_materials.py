"""The materials that a guide lists, completed by the approved list where the page is silent.

What a page does not show is no agreement: nobody hands a paper in twice because a column is missing. Where the list
stands in for the page, what is concluded from it names the list.
"""

from __future__ import annotations

from dataclasses import dataclass

from zicha.model.facts.guide import Element, GuidePage, ShownGroup, ShownValue
from zicha.model.matter import Guide, Material, Medium
from zicha.rules.guide_accuracy.materials import is_marked_exempt, shown_counts
from zicha.rules.material_names import Sameness, compare_names, pair_materials
from zicha.rules.shown import cell_text
from zicha.rules.values import is_nothing


@dataclass(frozen=True)
class ListedMaterial:
    """A material of the page with what the approved list adds to it; `from_list` names what it adds."""

    group: ShownGroup
    from_list: frozenset[Element] = frozenset()

    @property
    def silent(self) -> frozenset[Element]:
        """What neither the page nor the list says of how the material is handed in."""
        says = {Element.MEDIUM: self.group.text(Element.MEDIUM), Element.COPIES: shown_counts(self.group)[0] or ""}
        return frozenset(element for element, text in says.items() if is_nothing(text))


def listed_materials(page: GuidePage, approved: Guide) -> tuple[ListedMaterial, ...]:
    """Return the materials of the page, each with the marks of the list that it does not show itself."""
    names = [group.text(Element.MATERIAL_NAME) for group in page.materials]
    pairs = pair_materials(names, [material.name for material in approved.materials])
    return tuple(
        _completed(group, approved.materials[pairs[i]])
        if i in pairs and compare_names(names[i], approved.materials[pairs[i]].name) is Sameness.SAME
        else ListedMaterial(group)
        for i, group in enumerate(page.materials)
    )


def _completed(group: ShownGroup, material: Material) -> ListedMaterial:
    declared = material.model_fields_set
    is_sharing_shown = cell_text(group, Element.SHARED) is not None or is_marked_exempt(group)
    is_automatic = material.medium in (Medium.AUTOMATIC, Medium.AUTOMATIC_ELSE_SUBMIT)
    added: dict[Element, str] = {}
    if "medium" in declared and is_nothing(group.text(Element.MEDIUM)) and not (is_automatic and is_sharing_shown):
        added[Element.MEDIUM] = material.medium
    if not declared.isdisjoint({"originals", "copies"}) and is_nothing(shown_counts(group)[0] or ""):
        added[Element.COPIES] = f"原件{material.originals}份，复印件{material.copies}份"
    if not is_sharing_shown and (material.shared or (is_automatic and Element.MEDIUM in added)):
        added[Element.SHARED] = "通过数据共享减免，无需提供"
    shown = tuple(value for value in group.values if value.element not in added)
    listed = tuple(ShownValue(element=element, label=element, text=text) for element, text in added.items())
    return ListedMaterial(ShownGroup(values=(*shown, *listed)), frozenset(added))
