"""申请材料 against the approved list (the notice, 自查的重点 2: 材料名称、材料类型、收取方式; ledger box B1).

A material is found by its normalised name, else by the nearest one of the same operation; what is left over on both
sides is a material renamed when there is one of each, otherwise missing or extra. The pair compared is always named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from rapidfuzz import fuzz

from zicha.model.facts import Element, GuidePage, ShownGroup
from zicha.model.finding import Problem
from zicha.model.matter import Guide, Material, MaterialKind, Medium, Necessity, Source
from zicha.rules.differences import difference, question
from zicha.rules.material_names import match, normalise
from zicha.rules.values import Counts, is_nothing, plain, read_choice, read_counts, read_exempt

_CHOICES: tuple[tuple[Element, type[StrEnum], str], ...] = (
    (Element.MATERIAL_KIND, MaterialKind, "kind"),
    (Element.MEDIUM, Medium, "medium"),
    (Element.NECESSITY, Necessity, "necessity"),
    (Element.SOURCE, Source, "source"),
)
_TEXTS = ((Element.HINT, "hint"), (Element.ACCEPTANCE, "acceptance"))
_AUTOMATIC = (Medium.AUTOMATIC, Medium.AUTOMATIC_ELSE_SUBMIT)
# What is left over on both sides must share this much of its name to be called one paper renamed.
_RENAMED = 40.0


def materials(page: GuidePage, approved: Guide) -> tuple[Problem, ...]:
    """Every material missing, extra, renamed or marked otherwise than approved."""
    if not page.materials:
        unread = "办事指南页面上没有认出申请材料" if approved.materials else ""
        return (question(page, f"{unread}（核准清单有{len(approved.materials)}项）"),) if unread else ()
    wanted = [material.name for material in approved.materials]
    offered = [group.text(Element.MATERIAL_NAME) for group in page.materials]
    pairs = match(wanted, offered)
    renamed = _renamed(wanted, offered, pairs)
    return (
        *_left_over(page, wanted, offered, pairs | renamed),
        *(difference(page, "材料名称", wanted[i], offered[j]) for i, j in renamed.items()),
        *(problem for i, j in pairs.items() for problem in _named_otherwise(page, wanted[i], offered[j])),
        *(
            problem
            for i, j in sorted((pairs | renamed).items())
            for problem in _marked_otherwise(page, approved.materials[i], page.materials[j])
        ),
    )


def _renamed(wanted: Sequence[str], offered: Sequence[str], pairs: dict[int, int]) -> dict[int, int]:
    """The rest of both lists, paired by what their names share, or as the only ones left."""
    left = [i for i in range(len(wanted)) if i not in pairs]
    right = [j for j in range(len(offered)) if j not in pairs.values()]
    if len(left) == len(right) == 1 and len(wanted) == len(offered):
        return {left[0]: right[0]}
    scored = ((fuzz.ratio(normalise(wanted[i]), normalise(offered[j])), i, j) for i in left for j in right)
    found: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score >= _RENAMED and i not in found and j not in found.values():
            found[i] = j
    return found


def _left_over(
    page: GuidePage, wanted: Sequence[str], offered: Sequence[str], pairs: dict[int, int]
) -> Iterator[Problem]:
    for i, name in enumerate(wanted):
        if i not in pairs:
            yield _problem(page, f"核准清单中的材料“{name}”，办事指南没有列出", name, "")
    for j, name in enumerate(offered):
        if j not in pairs.values():
            yield _problem(page, f"办事指南列出的材料“{name}”，核准清单中没有", "", name)


def _named_otherwise(page: GuidePage, wanted: str, offered: str) -> Iterator[Problem]:
    """A nearest name that is not the same name: one paper worded in two ways, or two papers; a person tells."""
    one, other = (plain(normalise(name)).replace("的", "") for name in (wanted, offered))
    if one != other:
        yield question(page, f"材料名称：核准清单为“{wanted}”，办事指南为“{offered}”，疑为同一材料", wanted, offered)


def _marked_otherwise(page: GuidePage, material: Material, shown: ShownGroup) -> Iterator[Problem]:
    name = f"材料“{material.name}”"
    if plain(shown.text(Element.MATERIAL_NAME)) != plain(material.name):
        name += f"（指南称“{shown.text(Element.MATERIAL_NAME)}”）"
    for element, kind, attribute in _CHOICES:
        text, wanted = _text(shown, element), getattr(material, attribute)
        if text is None or _no_paper_at_all(material, element):
            continue
        read = read_choice(text, kind)
        if read is None and not is_nothing(text):
            if element is not Element.SOURCE:  # 出具单位 names an organ there
                yield question(page, f"{name}的{element}：核准清单为“{wanted}”，办事指南显示“{text}”", wanted, text)
        elif read is not wanted:
            yield difference(page, f"{name}的{element}", wanted, text)
    yield from _counted_otherwise(page, name, material, shown)
    yield from _exempted_otherwise(page, name, material, shown)
    for element, attribute in _TEXTS:
        text, said = _text(shown, element), getattr(material, attribute)
        if text is not None and said is not None and plain(text) != plain(said):
            yield question(page, f"{name}的{element}：核准清单为“{said}”，办事指南显示“{text}”", said, text)


def _no_paper_at_all(material: Material, element: Element) -> bool:
    """Whether the system fetches the material, so that 原件 or 复印件 says nothing."""
    return element is Element.MATERIAL_KIND and material.medium in _AUTOMATIC


def _counted_otherwise(page: GuidePage, name: str, material: Material, shown: ShownGroup) -> Iterator[Problem]:
    wanted = f"原件{material.originals}份，复印件{material.copies}份"
    text, counts = shown_counts(shown)
    if text is None:
        return
    if counts is None:
        yield question(page, f"{name}的份数：核准清单为“{wanted}”，办事指南显示“{text}”", wanted, text)
    elif counts.originals is None:
        if counts.total != material.originals + material.copies:
            yield difference(page, f"{name}的份数", wanted, text)
    elif (counts.originals, counts.copies) != (material.originals, material.copies):
        yield difference(page, f"{name}的份数", wanted, text)


def shown_counts(shown: ShownGroup) -> tuple[str | None, Counts | None]:
    """份数 as the page words it, from one column or from two, and as it is read."""
    originals, copies = _text(shown, Element.ORIGINAL_COUNT), _text(shown, Element.COPY_COUNT)
    if originals is None and copies is None:
        text = _text(shown, Element.COPIES)
        return text, read_counts(text) if text is not None else None
    one, other = read_counts(originals or ""), read_counts(copies or "")
    text = f"原件份数“{originals or ''}”，复印件份数“{copies or ''}”"
    return text, Counts(one.total, other.total, one.total + other.total) if one and other else None


def _exempted_otherwise(page: GuidePage, name: str, material: Material, shown: ShownGroup) -> Iterator[Problem]:
    text = _text(shown, Element.SHARED)
    automatic = read_choice(shown.text(Element.MEDIUM), Medium) in _AUTOMATIC
    marked = automatic or (text is not None and read_exempt(text))
    if material.shared and not marked:
        yield difference(page, f"{name}的免提交标注", "通过数据共享减免，无需提供", text or "")
    elif text is not None and read_exempt(text) and not material.shared and material.medium not in _AUTOMATIC:
        yield difference(page, f"{name}的免提交标注", "需要提供", text)


def _text(shown: ShownGroup, element: Element) -> str | None:
    """The text of an element, None where the page does not show the element for this material."""
    return next((value.text for value in shown.values if value.element is element), None)


def _problem(page: GuidePage, text: str, wanted: str, offered: str) -> Problem:
    return Problem(text=text, expected=wanted, seen=offered, where=page.url, at=page.at, rule="B1")
