"""申请材料 against the approved list (the notice, 自查的重点 2: 材料名称、材料类型、收取方式; ledger box B1).

A material is found by its normalised name, else by the nearest one of the same operation; what is left over on both
sides is a material renamed when there is one of each, otherwise missing or extra. The pair compared is always named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Comparison, Problem
from zicha.model.matter import Guide, Material, MaterialKind, Medium, Necessity, Source
from zicha.published.guide import PublishedGuide
from zicha.published.material_names import Sameness, compare_names, pair_materials, pair_renamed
from zicha.published.materials import AUTOMATIC, PublishedMaterial
from zicha.published.shown import cell_text
from zicha.rules.differences import contradiction, difference, doubt, gap, possible_difference
from zicha.rules.problems import as_question
from zicha.text.answers import Counts
from zicha.text.folding import is_nothing, plain

_CHOICES: tuple[tuple[Element, type[StrEnum], str], ...] = (
    (Element.MATERIAL_KIND, MaterialKind, "kind"),
    (Element.MEDIUM, Medium, "medium"),
    (Element.NECESSITY, Necessity, "necessity"),
    (Element.SOURCE, Source, "source"),
)
_FIELDS: Mapping[Element, frozenset[str]] = MappingProxyType(
    {element: frozenset({attribute}) for element, _, attribute in _CHOICES}
    | {Element.COPIES: frozenset({"originals", "copies"}), Element.SHARED: frozenset({"shared"})}
)
# The marks that the notice wants to be right, and 免提交: where the page does not show one, a person must look.
_REQUIRED_MARKS = (Element.MATERIAL_KIND, Element.MEDIUM, Element.COPIES, Element.NECESSITY, Element.SHARED)
_COLUMNS: Mapping[Element, tuple[Element, ...]] = MappingProxyType(
    {
        Element.COPIES: (Element.COPIES, Element.ORIGINAL_COUNT, Element.COPY_COUNT),
        Element.SHARED: (Element.SHARED, Element.MEDIUM, Element.MATERIAL_NAME),
    }
)
"""Where a mark may stand that has other places than a column of its own: 免提交 also beside the name."""
_TEXTS = ((Element.HINT, "hint"), (Element.ACCEPTANCE, "acceptance"))


def material_differences(guide: PublishedGuide, approved: Guide) -> Comparison:
    """Return a problem for each material missing, extra, renamed or with other marks than approved."""
    page = guide.page
    if not guide.materials:
        return Comparison(_not_read(page, approved), 0, "核准清单没有申请材料，办事指南也没有列出")
    wanted = [material.name for material in approved.materials]
    offered = [material.name for material in guide.materials]
    pairs = pair_materials(wanted, offered)
    renamed = _renamed(wanted, offered, pairs)
    compared = [(approved.materials[i], guide.materials[j]) for i, j in sorted((pairs | renamed).items())]
    problems = (
        *_left_over(page, wanted, offered, pairs | renamed),
        *(difference(page, "材料名称", wanted[i], offered[j]) for i, j in renamed.items()),
        *(problem for i, j in pairs.items() for problem in _name_differences(page, wanted[i], offered[j])),
        *(problem for material, shown in compared for problem in _of_pair(page, material, shown)),
        *_missing_marks(page, compared),
    )
    return Comparison(problems, len(wanted) + len(offered) - len(compared))


def _not_read(page: GuidePage, approved: Guide) -> tuple[Problem, ...]:
    if not approved.materials:
        return ()
    return (possible_difference(page, f"办事指南页面上没有认出申请材料（核准清单有{len(approved.materials)}项）"),)


def _renamed(wanted: Sequence[str], offered: Sequence[str], pairs: dict[int, int]) -> dict[int, int]:
    """Return the rest of both lists, paired by what their names share, or as the only ones left."""
    left = [i for i in range(len(wanted)) if i not in pairs]
    right = [j for j in range(len(offered)) if j not in pairs.values()]
    if len(left) == len(right) == 1:
        return {left[0]: right[0]}
    return pair_renamed(wanted, offered, pairs)


def _left_over(
    page: GuidePage, wanted: Sequence[str], offered: Sequence[str], pairs: dict[int, int]
) -> Iterator[Problem]:
    for i, name in enumerate(wanted):
        if i not in pairs:
            yield contradiction(page, f"核准清单中的材料“{name}”，办事指南没有列出", name, "")
    for j, name in enumerate(offered):
        if j not in pairs.values():
            yield contradiction(page, f"办事指南列出的材料“{name}”，核准清单中没有", "", name)


def _name_differences(page: GuidePage, wanted: str, offered: str) -> Iterator[Problem]:
    """Yield a question about a nearest name that is not the same: one paper under two names, or two papers."""
    if compare_names(wanted, offered) is not Sameness.SAME:
        yield possible_difference(
            page, f"材料名称：核准清单为“{wanted}”，办事指南为“{offered}”，疑为同一材料", wanted, offered
        )


def _of_pair(page: GuidePage, material: Material, shown: PublishedMaterial) -> Iterator[Problem]:
    """Yield how the marks differ: questions only, where it may be another material."""
    is_unclear = compare_names(material.name, shown.name) is Sameness.UNCLEAR
    for each in _mark_differences(page, material, shown):
        yield as_question(each) if is_unclear else each


def _mark_differences(page: GuidePage, material: Material, shown: PublishedMaterial) -> Iterator[Problem]:
    name = f"材料“{material.name}”"
    if plain(shown.name) != plain(material.name):
        name += f"（指南称“{shown.name}”）"
    for element, kind, attribute in _CHOICES:
        (text, read), wanted = shown.mark(element, kind), getattr(material, attribute)
        if text is None or not _is_declared(material, element) or _is_never_paper(material, element):
            continue
        if read is None and not is_nothing(text):
            if element is not Element.SOURCE:  # 出具单位 names an organ there
                yield doubt(page, f"{name}的{element}", wanted, text)
        elif read is not wanted:
            yield difference(page, f"{name}的{element}", wanted, text)
    yield from _count_differences(page, name, material, shown)
    yield from _exemption_differences(page, name, material, shown)
    yield from _unapproved_marks(page, name, material, shown)
    for element, attribute in _TEXTS:
        text, wanted = cell_text(shown.group, element), getattr(material, attribute)
        if text is not None and wanted is not None and plain(text) != plain(wanted):
            yield doubt(page, f"{name}的{element}", wanted, text)


def _is_declared(material: Material, element: Element) -> bool:
    """Return whether the inventory declares a mark; what it leaves out nobody has approved."""
    return not material.model_fields_set.isdisjoint(_FIELDS[element])


def _is_never_paper(material: Material, element: Element) -> bool:
    """Return whether the system fetches the material, so that 原件 or 复印件 means nothing."""
    return element is Element.MATERIAL_KIND and material.medium in AUTOMATIC


def _unapproved_marks(page: GuidePage, name: str, material: Material, shown: PublishedMaterial) -> Iterator[Problem]:
    """Yield one question for the marks that the inventory leaves out and the page shows with an unusual value."""
    marks = [
        (element, text)
        for element, kind, attribute in _CHOICES
        if element is not Element.SOURCE and not _is_declared(material, element)
        for text, read in (shown.mark(element, kind),)
        if text is not None and not is_nothing(text) and read is not getattr(material, attribute)
    ]
    count, counts = shown.shown_counts
    unusual = counts is not None and counts.total and counts not in (Counts(None, None, 1), Counts(1, 0, 1))
    if count is not None and unusual and not _is_declared(material, Element.COPIES):
        marks.append((Element.COPIES, count))
    if marks:
        elements = "、".join(element for element, _ in marks)
        texts = "、".join(f"“{text}”" for _, text in marks)
        yield possible_difference(page, f"核准清单没有写明{name}的{elements}，办事指南显示{texts}", "", texts)


def _missing_marks(page: GuidePage, compared: Sequence[tuple[Material, PublishedMaterial]]) -> Iterator[Problem]:
    """Yield one question for all the marks that were approved and not recognised on the page."""
    missing = {
        element: [material.name for material, shown in compared if _lacks(material, shown, element)]
        for element in _REQUIRED_MARKS
    }
    words = {
        element: f"“{element}”" + ("" if len(names) == len(compared) else f"（{'、'.join(names)}）")
        for element, names in missing.items()
        if names
    }
    if words:
        gaps = [
            gap(page, _COLUMNS.get(element, (element,)), f"办事指南的申请材料中没有认出{each}")
            for element, each in words.items()
        ]
        yield possible_difference(page, f"办事指南的申请材料中没有认出{'、'.join(words.values())}", gaps=gaps)


def _lacks(material: Material, shown: PublishedMaterial, element: Element) -> bool:
    if element is Element.SHARED:
        return material.shared and cell_text(shown.group, element) is None and not shown.is_marked_exempt
    if not _is_declared(material, element) or _is_never_paper(material, element):
        return False
    return (shown.shown_counts[0] if element is Element.COPIES else cell_text(shown.group, element)) is None


def _count_differences(page: GuidePage, name: str, material: Material, shown: PublishedMaterial) -> Iterator[Problem]:
    wanted = f"原件{material.originals}份，复印件{material.copies}份"
    text, counts = shown.shown_counts
    if text is None or not _is_declared(material, Element.COPIES):
        return
    if counts is None:
        yield doubt(page, f"{name}的份数", wanted, text)
    elif counts.originals is None:
        if counts.total != material.originals + material.copies:
            yield difference(page, f"{name}的份数", wanted, text)
    elif (counts.originals, counts.copies) != (material.originals, material.copies):
        yield difference(page, f"{name}的份数", wanted, text)


def _exemption_differences(
    page: GuidePage, name: str, material: Material, shown: PublishedMaterial
) -> Iterator[Problem]:
    text, words = cell_text(shown.group, Element.SHARED), shown.exemption
    if material.shared and not shown.is_marked_exempt and text is not None:
        yield difference(page, f"{name}的免提交标注", "通过数据共享减免，无需提供", text)
    elif words and not material.shared and material.medium not in AUTOMATIC:
        if _is_declared(material, Element.SHARED):
            yield difference(page, f"{name}的免提交标注", "需要提供", words)
        else:
            yield possible_difference(page, f"核准清单没有写明{name}是否数据共享减免，办事指南显示“{words}”", "", words)
