"""One material as a guide lists it: its marks, its copies, and whether data sharing spares it.

Where the page is silent the approved list may stand in, and what it adds is named 核准清单. What neither shows is None;
a default of ours does not stand in the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Generic, NamedTuple

from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.matter import Material, MaterialKind, Medium, Necessity, Source
from zicha.published.choices import Choice, Vocabulary
from zicha.published.material_names import same_names, trailing_mark
from zicha.published.shown import cell_text, cell_texts
from zicha.text.answers import Counts, marks_exempt, read_counts
from zicha.text.folding import is_nothing
from zicha.text.handing_in import FOR_SOME, IF_INCOMPLETE

AUTOMATIC = (Medium.AUTOMATIC, Medium.AUTOMATIC_ELSE_SUBMIT)
SPARED = "通过数据共享减免，无需提供"
_OF_LIST = "（核准清单）"
_SHARING: dict[object, str] = {True: SPARED, False: "否"}


class Mark(NamedTuple, Generic[Choice]):
    """What a line says of a material: in words, None where it says nothing, and as it is read, None where none can."""

    text: str | None
    value: Choice | None


class CountsInWords(NamedTuple):
    """份数 and the words in which they stand; None where nothing is written."""

    originals: int | None = None
    copies: int | None = None
    total: int | None = None
    quote: str = ""


class PublishedMaterial:
    """A line of 申请材料; with `listed`, completed by the approved list where the line is silent."""

    def __init__(self, group: ShownGroup, words: Vocabulary, listed: Material | None = None) -> None:
        self.group = group
        self._words = words
        self._listed = listed
        self._declared = {} if listed is None else {name: getattr(listed, name) for name in listed.model_fields_set}

    @property
    def name(self) -> str:
        return self.group.text(Element.MATERIAL_NAME) or (self._listed.name if self._listed else "")

    @property
    def note(self) -> str:
        """Return every text of the line but its name."""
        return "\n".join(value.text for value in self.group.values if value.element is not Element.MATERIAL_NAME)

    # ── marks ────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def kind(self) -> MaterialKind | None:
        return self._choice(Element.MATERIAL_KIND, MaterialKind, "kind")

    @cached_property
    def medium(self) -> Medium | None:
        if Element.MEDIUM in self.from_list and self._listed is not None:
            return self._listed.medium
        return self.mark(Element.MEDIUM, Medium).value

    @cached_property
    def necessity(self) -> Necessity | None:
        return self._choice(Element.NECESSITY, Necessity, "necessity")

    @cached_property
    def source(self) -> Source | None:
        return self._choice(Element.SOURCE, Source, "source")

    @property
    def is_required(self) -> bool:
        """Return whether the line itself calls it a must."""
        return self.mark(Element.NECESSITY, Necessity).value is Necessity.REQUIRED

    @property
    def is_for_some(self) -> bool:
        """Return whether not everybody must hand it in: 非必要, 容缺, or a name such as 委托办理的，授权委托书."""
        optional = self.mark(Element.NECESSITY, Necessity).value in (Necessity.OPTIONAL, Necessity.LATER)
        return optional or "容缺" in self.group.text(Element.NECESSITY) or FOR_SOME.is_in(self.name)

    def mark(self, element: Element, kind: type[Choice]) -> Mark[Choice]:
        """Return what the line shows for an element, and the one value that all of it names.

        Two cells may show one element: a column, and a badge beside the name. What names no value of the kind at all
        (材料要求: A4纸) does not speak of it; where they name two values, a person must look.
        """
        texts = cell_texts(self.group, element)
        if not texts:
            return Mark(None, None)
        read = {text: self._words.choice(text, kind) for text in texts}
        values = {value for value in read.values() if value is not None}
        value = values.pop() if len(values) == 1 else None
        unknown = [text for text, known in read.items() if known is None]
        if any(other in text for text in unknown for other in kind if other is not value):
            value = None
        return Mark("、".join(texts), value)

    def _choice(self, element: Element, kind: type[Choice], field: str) -> Choice | None:
        text, read = self.mark(element, kind)
        value: Choice | None = self._declared.get(field) if text is None else read
        return value

    # ── whether it is spared ─────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def exemption(self) -> str:
        """Return the words that mark it as 免提交, in a column or behind its name; empty without any."""
        words = (*cell_texts(self.group, Element.SHARED), trailing_mark(self.group.text(Element.MATERIAL_NAME)))
        return next(filter(marks_exempt, words), "")

    @property
    def is_marked_exempt(self) -> bool:
        """Return whether the line itself marks it as 免提交, if only by its 收取方式."""
        return bool(self.exemption) or self._is_automatic_by_page

    @property
    def is_exempt(self) -> bool:
        """Return whether it comes by data sharing, by the line or the list, be it only as far as data are complete."""
        return self.is_marked_exempt or Element.SHARED in self.from_list

    @property
    def is_spared(self) -> bool:
        """Return whether it need not be handed in at all, incomplete data or not."""
        by_list = Element.SHARED in self.from_list
        return bool(self.exemption) or by_list or (self.is_exempt and not self.is_conditional)

    @property
    def is_conditional(self) -> bool:
        """Return whether it must be handed in where data are incomplete: 系统自动获取，如数据不全则需申请者提交."""
        shown = self.group.text(Element.MEDIUM) + self.group.text(Element.SHARED)
        return self.medium is Medium.AUTOMATIC_ELSE_SUBMIT or IF_INCOMPLETE.is_in(shown)

    @property
    def wants_paper(self) -> bool:
        """Return whether paper must be handed in: not where electronic will do, or nothing need be handed in."""
        return self.medium in (Medium.PAPER, Medium.BOTH) and not self.is_spared

    @cached_property
    def _is_automatic_by_page(self) -> bool:
        medium = self.group.text(Element.MEDIUM)
        named = self._words.choice(medium, Medium) in AUTOMATIC
        return named or ("自动获取" in medium and marks_exempt(medium))

    # ── copies ───────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def shown_counts(self) -> tuple[str | None, Counts | None]:
        """Return 份数 in the words of the page, from one column or from two, and as it is read; a blank counts 0."""
        originals, copies = cell_text(self.group, Element.ORIGINAL_COUNT), cell_text(self.group, Element.COPY_COUNT)
        if originals is None and copies is None:
            text = cell_text(self.group, Element.COPIES)
            return text, read_counts(text) if text is not None else None
        one, other = read_counts(originals or ""), read_counts(copies or "")
        text = f"原件份数“{originals or ''}”，复印件份数“{copies or ''}”"
        return text, Counts(one.total, other.total, one.total + other.total) if one and other else None

    @property
    def counts(self) -> Counts | None:
        """Return 份数 of the page; those of the list where the page is silent."""
        if Element.COPIES in self.from_list and self._listed is not None:
            originals, copies = self._listed.originals, self._listed.copies
            return Counts(originals, copies, originals + copies)
        return self.shown_counts[1]

    @cached_property
    def counts_in_words(self) -> CountsInWords:
        """Return 份数 from the page's one column or its two, else from the list. A blank means nothing, not 0."""
        originals, copies = cell_text(self.group, Element.ORIGINAL_COUNT), cell_text(self.group, Element.COPY_COUNT)
        if originals is not None or copies is not None:
            quote = f"原件份数“{originals or ''}”，复印件份数“{copies or ''}”"
            return _summed(_count(originals), _count(copies), quote)
        text = cell_text(self.group, Element.COPIES)
        if text is not None:
            counts = None if is_nothing(text) else read_counts(text)
            return CountsInWords(*counts, text) if counts else CountsInWords(quote=text)
        one, other = self._declared.get("originals"), self._declared.get("copies")
        words = "，".join(f"{what}{n}份" for what, n in (("原件", one), ("复印件", other)) if n is not None)
        return _summed(one, other, f"{words}{_OF_LIST}" if words else "")

    @property
    def names_paper(self) -> bool:
        """Return whether its kind or its copies are those of paper: 原件, 原件：1, 纸质1份."""
        originals, copies, _, _ = self.counts_in_words
        return self.kind is not None or bool(originals) or bool(copies) or self.counts_paper

    @property
    def counts_paper(self) -> bool:
        """Return whether the page calls 份数 those of paper."""
        counts = (value for value in self.group.values if value.element is Element.COPIES)
        return any("纸质" in value.label or "纸质" in value.text for value in counts)

    # ── where it comes from ──────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def from_list(self) -> frozenset[Element]:
        """Return which of 收取方式, 份数 and 数据共享 the list adds to a silent line."""
        listed, added = self._listed, set()
        if listed is None:
            return frozenset()
        is_sharing_shown = cell_text(self.group, Element.SHARED) is not None or self.is_marked_exempt
        is_automatic = listed.medium in AUTOMATIC
        silent = is_nothing(self.group.text(Element.MEDIUM))
        if "medium" in self._declared and silent and not (is_automatic and is_sharing_shown):
            added.add(Element.MEDIUM)
        if not self._declared.keys().isdisjoint({"originals", "copies"}) and is_nothing(self.shown_counts[0] or ""):
            added.add(Element.COPIES)
        if not is_sharing_shown and (listed.shared or (is_automatic and Element.MEDIUM in added)):
            added.add(Element.SHARED)
        return frozenset(added)

    @property
    def silent(self) -> frozenset[Element]:
        """Return which of 收取方式 and 份数 neither the line nor the list says."""
        says = {Element.MEDIUM: self.group.text(Element.MEDIUM), Element.COPIES: self.shown_counts[0] or ""}
        return frozenset(element for element, text in says.items() if is_nothing(text)) - self.from_list

    def quote(self, *elements: Element) -> str:
        """Return the name with the words of the elements: 材料“营业执照”（收取方式“纸质”）."""
        marks = "、".join(f"{element}“{self._quotes[element]}”" for element in elements if element in self._quotes)
        return f"材料“{self.name}”" + (f"（{marks}）" if marks else "")

    def text(self, element: Element) -> str | None:
        """Return every text of the page for an element, a line each; None where the page shows none."""
        texts = [value.text for value in self.group.values if value.element is element]
        return "\n".join(texts) if texts else None

    @cached_property
    def _quotes(self) -> dict[Element, str]:
        fields = {
            Element.MATERIAL_KIND: "kind",
            Element.MEDIUM: "medium",
            Element.NECESSITY: "necessity",
            Element.SOURCE: "source",
        }
        listed = {element: self._declared.get(field) for element, field in fields.items()}
        listed[Element.SHARED] = _SHARING.get(self._declared.get("shared"))
        quotes = {element: f"{value}{_OF_LIST}" for element, value in listed.items() if value is not None}
        shown = {value.element: self.text(value.element) or "" for value in self.group.values}
        counts = {Element.COPIES: self.counts_in_words.quote} if self.counts_in_words.quote else {}
        mark = {Element.SHARED: self.exemption} if self.exemption else {}
        return quotes | shown | mark | counts


def completed_materials(
    materials: Sequence[PublishedMaterial], listed: Sequence[Material], words: Vocabulary
) -> tuple[PublishedMaterial, ...]:
    """Return the materials of a page, each with what the list adds to it; those of the list where it shows none."""
    if not materials:
        return tuple(PublishedMaterial(ShownGroup(values=()), words, material) for material in listed)
    pairs = same_names([material.name for material in materials], [material.name for material in listed])
    return tuple(
        PublishedMaterial(material.group, words, listed[pairs[i]] if i in pairs else None)
        for i, material in enumerate(materials)
    )


def _summed(originals: int | None, copies: int | None, quote: str) -> CountsInWords:
    """Return both counts with their total; a total of 0 is known only where both counts are."""
    known = [count for count in (originals, copies) if count is not None]
    total = sum(known) if len(known) == 2 or any(known) else None
    return CountsInWords(originals, copies, total, quote)


def _count(text: str | None) -> int | None:
    counts = None if text is None or is_nothing(text) else read_counts(text)
    return counts.total if counts else None
