"""The materials, steps and fees of a guide as a reader of its page understands them.

What the page does not show comes from the approved list, and its quotation then says 核准清单; what stands in neither
is None. A default of ours does not stand in the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.matter import Fee, Guide, Material, MaterialKind, Medium, Necessity, Source, Step
from zicha.model.time_limit import TimeLimit
from zicha.rules.guide_accuracy.process import pair_steps
from zicha.rules.guide_accuracy.special_steps import as_step, named
from zicha.rules.guide_accuracy.time_limits import shown_limits
from zicha.rules.material_names import pair_materials
from zicha.rules.shown import cell, cell_text, cell_texts, read_cells
from zicha.rules.values import is_nothing, plain, read_counts, read_exempt, read_yes

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class PublishedMaterial:
    """One material. What is None is written nowhere. `words` are its texts by element, without its name."""

    name: str
    kind: MaterialKind | None
    medium: Medium | None
    necessity: Necessity | None
    source: Source | None
    exempt: bool
    originals: int | None
    copies: int | None
    total: int | None
    counts_paper: bool
    """Whether the page calls 份数 those of paper."""
    words: dict[Element, str]
    quotes: dict[Element, str]

    @property
    def wants_paper(self) -> bool:
        """Whether paper must be handed in: not where electronic will do, or nothing need be handed in."""
        return self.medium in (Medium.PAPER, Medium.BOTH) and not self.exempt

    @property
    def explained(self) -> str:
        """Return all its texts but its name."""
        return "\n".join(self.words.values())

    def quote(self, *elements: Element) -> str:
        """Return the name with the words of the elements: “营业执照”（收取方式“纸质”）."""
        marks = "、".join(f"{element}“{self.quotes[element]}”" for element in elements if element in self.quotes)
        return f"材料“{self.name}”" + (f"（{marks}）" if marks else "")


@dataclass(frozen=True)
class PublishedStep:
    """One step. `counted` is None where neither page nor list says whether it counts towards the limit."""

    name: str
    limit: TimeLimit | None
    special: bool
    counted: bool | None
    basis: str
    words: str
    quoted_limit: str

    @property
    def quote(self) -> str:
        return f"环节“{self.name}”" + (f"“{self.quoted_limit}”" if self.quoted_limit else "")


@dataclass(frozen=True)
class PublishedFee:
    """One fee. What is None is written nowhere, what is empty is shown to be nothing."""

    name: str | None
    standard: str | None
    basis: str | None


# ── materials ────────────────────────────────────────────────────────────────────────────────────────────────────


def materials_of(page: GuidePage, approved: Guide) -> tuple[PublishedMaterial, ...]:
    """Return the materials of the page, those of the list where the page shows none."""
    listed = approved.materials
    if not page.materials:
        return tuple(_material(ShownGroup(values=()), material) for material in listed)
    names = [group.text(Element.MATERIAL_NAME) for group in page.materials]
    of_page = {j: i for i, j in pair_materials([material.name for material in listed], names).items()}
    return tuple(
        _material(group, listed[of_page[j]] if j in of_page else None) for j, group in enumerate(page.materials)
    )


class _QuotedCounts(NamedTuple):
    """份数 and the words in which they stand; None where nothing is written."""

    originals: int | None = None
    copies: int | None = None
    total: int | None = None
    quote: str = ""


def _material(group: ShownGroup, approved: Material | None) -> PublishedMaterial:
    listed = _declared(approved)

    def choice(element: Element, kind: type[Choice], field: str) -> Choice | None:
        text, read = read_cells(group, element, kind)
        value: Choice | None = listed.get(field) if text is None else read
        return value

    shared = cell_texts(group, Element.SHARED)
    medium = choice(Element.MEDIUM, Medium, "medium")
    exempt = any(map(read_exempt, shared)) if shared else listed.get("shared") is True
    counted = _counted(group, listed)
    words = _words(group)
    name = words.pop(Element.MATERIAL_NAME, approved.name if approved else "")
    return PublishedMaterial(
        name=name,
        kind=choice(Element.MATERIAL_KIND, MaterialKind, "kind"),
        medium=medium,
        necessity=choice(Element.NECESSITY, Necessity, "necessity"),
        source=choice(Element.SOURCE, Source, "source"),
        exempt=exempt or medium is Medium.AUTOMATIC,
        originals=counted.originals,
        copies=counted.copies,
        total=counted.total,
        counts_paper=_counts_paper(group),
        words=words,
        quotes=_quotes_of_list(listed) | words | ({Element.COPIES: counted.quote} if counted.quote else {}),
    )


def _words(group: ShownGroup) -> dict[Element, str]:
    words: dict[Element, str] = {}
    for value in group.values:
        words[value.element] = f"{words[value.element]}\n{value.text}" if value.element in words else value.text
    return words


def _quotes_of_list(listed: dict[str, Any]) -> dict[Element, str]:
    values = {
        Element.MATERIAL_KIND: listed.get("kind"),
        Element.MEDIUM: listed.get("medium"),
        Element.NECESSITY: listed.get("necessity"),
        Element.SOURCE: listed.get("source"),
        Element.SHARED: {True: "通过数据共享减免，无需提供", False: "否", None: None}[_flag(listed.get("shared"))],
    }
    return {element: f"{value}（核准清单）" for element, value in values.items() if value is not None}


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _counted(group: ShownGroup, listed: dict[str, Any]) -> _QuotedCounts:
    """Return 份数 from the page's one column or its two, else from the list. A blank means nothing, not 0."""
    originals, copies = cell_text(group, Element.ORIGINAL_COUNT), cell_text(group, Element.COPY_COUNT)
    if originals is not None or copies is not None:
        quote = f"原件份数“{originals or ''}”，复印件份数“{copies or ''}”"
        return _summed(_count(originals), _count(copies), quote)
    text = cell_text(group, Element.COPIES)
    if text is not None:
        counts = None if is_nothing(text) else read_counts(text)
        return _QuotedCounts(*counts, text) if counts else _QuotedCounts(quote=text)
    one, other = listed.get("originals"), listed.get("copies")
    words = "，".join(f"{what}{n}份" for what, n in (("原件", one), ("复印件", other)) if n is not None)
    return _summed(one, other, f"{words}（核准清单）" if words else "")


def _summed(originals: int | None, copies: int | None, quote: str) -> _QuotedCounts:
    """Return both counts with their total; a total of 0 is known only where both counts are."""
    known = [count for count in (originals, copies) if count is not None]
    total = sum(known) if len(known) == 2 or any(known) else None
    return _QuotedCounts(originals, copies, total, quote)


def _count(text: str | None) -> int | None:
    counts = None if text is None or is_nothing(text) else read_counts(text)
    return counts.total if counts else None


def _counts_paper(group: ShownGroup) -> bool:
    counts = (value for value in group.values if value.element is Element.COPIES)
    return any("纸质" in value.label or "纸质" in value.text for value in counts)


# ── steps ────────────────────────────────────────────────────────────────────────────────────────────────────────


def steps_of(page: GuidePage, approved: Guide) -> tuple[PublishedStep, ...]:
    """Return the steps of the page, those of the list where it shows none, and the records of 特殊环节."""
    records = {plain(record.text(Element.STEP_NAME)): record for record in map(as_step, page.special_steps) if record}
    listed = approved.steps
    if page.steps:
        steps = [_completed(group, records.get(plain(group.text(Element.STEP_NAME)))) for group in page.steps]
    else:
        steps = [_completed(named(step.name), records.get(plain(step.name))) for step in listed]
    known = {plain(group.text(Element.STEP_NAME)) for group in steps}
    steps += [record for name, record in records.items() if name not in known]
    names = [group.text(Element.STEP_NAME) for group in steps]
    of_page = {j: i for i, j in pair_steps([step.name for step in listed], names).items()}
    return tuple(_step(group, listed[of_page[j]] if j in of_page else None) for j, group in enumerate(steps))


def _completed(group: ShownGroup, record: ShownGroup | None) -> ShownGroup:
    """Return a step with what its record adds to it."""
    if record is None:
        return group
    own = {value.element for value in group.values if not is_nothing(value.text)} - {Element.STEP_SPECIAL}
    added = tuple(value for value in record.values if value.element not in own and not is_nothing(value.text))
    replaced = {value.element for value in added}
    return ShownGroup(values=(*(value for value in group.values if value.element not in replaced), *added))


def _step(group: ShownGroup, approved: Step | None) -> PublishedStep:
    listed = _declared(approved)
    limit_shown = cell(group, Element.STEP_LIMIT)
    if limit_shown is None:
        limit = approved.limit if approved else None
        quoted = f"{limit}（核准清单）" if limit is not None else ""
    else:
        limits = shown_limits(limit_shown)
        limit, quoted = limits[0] if len(limits) == 1 else None, limit_shown.text
    special, counted = cell_text(group, Element.STEP_SPECIAL), cell_text(group, Element.STEP_COUNTED)
    words = [value.text for value in group.values]
    if cell_text(group, Element.STEP_CONTENT) is None and approved is not None and approved.content:
        words.append(approved.content)
    return PublishedStep(
        name=group.text(Element.STEP_NAME) or (approved.name if approved else ""),
        limit=limit,
        special=_is_special(special) if special is not None else listed.get("special") is True,
        counted=read_yes(counted) if counted is not None else _flag(listed.get("counted")),
        basis=_or(cell_text(group, Element.STEP_BASIS), (approved.basis if approved else None)) or "",
        words="\n".join(words),
        quoted_limit=quoted,
    )


def _is_special(text: str) -> bool:
    """Whether the text is 是, or names what is special about the step."""
    return not is_nothing(text) and read_yes(text) is not False


# ── fees ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_OF_FEES = (Element.FEE_NAME, Element.FEE_STANDARD, Element.FEE_BASIS)


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
            name=_or(cell_text(group, Element.FEE_NAME), fee.name if fee else None),
            standard=_or(cell_text(group, Element.FEE_STANDARD), fee.standard if fee else None),
            basis=_or(cell_text(group, Element.FEE_BASIS), fee.basis if fee else None),
        )
        for group, fee in _beside_list(filled, approved.fees)
    )


def _beside_list(groups: Sequence[ShownGroup], fees: Sequence[Fee]) -> list[tuple[ShownGroup, Fee | None]]:
    """Return each group with the fee of the list that it names; a single group without a name means the only fee."""
    names = [group.text(Element.FEE_NAME) for group in groups]
    of_page = {j: i for i, j in pair_materials([fee.name for fee in fees], names).items()}
    if len(groups) == len(fees) == 1 and not plain(names[0]):
        of_page = {0: 0}
    return [(group, fees[of_page[j]] if j in of_page else None) for j, group in enumerate(groups)]


# ── what they share ──────────────────────────────────────────────────────────────────────────────────────────────


def _declared(approved: Material | Step | None) -> dict[str, Any]:
    """Return the fields that the inventory itself declares of a material or step."""
    if approved is None:
        return {}
    return {field: getattr(approved, field) for field in approved.model_fields_set}


def _or(shown: str | None, approved: str | None) -> str | None:
    """Return the text shown, empty where that means nothing; the approved text where the page does not show it."""
    if shown is None:
        return approved
    return "" if is_nothing(shown) else shown
