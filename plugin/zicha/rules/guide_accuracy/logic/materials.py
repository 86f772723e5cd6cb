"""Each material against its own marks (rules L24–L29, L33). L30–L32 concern files: the checks of box B3 judge them."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.guide import Element
from zicha.model.matter import MaterialKind, Medium, Necessity, Source
from zicha.model.rule_settings import RuleSetting
from zicha.published.completed import CompletedGuide
from zicha.rules.guide_accuracy.logic.contradiction import Contradiction
from zicha.text.clauses import states
from zicha.text.lists import AND_MORE, LISTED, LISTED_IN_NAME, NUMBERED


def exempt_yet_demanded(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L24 (国务院令第716号第七条): an exempt material must be handed in. Where only gaps must be, a person reads."""
    for material in guide.materials:
        if material.necessity is not Necessity.REQUIRED or not material.counts_in_words.total:
            continue
        paper, in_words = material.medium in (Medium.PAPER, Medium.BOTH), (Element.NECESSITY, Element.COPIES)
        if material.is_spared and (paper or material.is_conditional):
            demanded = material.quote(Element.MEDIUM, *in_words)
            yield Contradiction(material.quote(Element.SHARED), demanded, not paper)
        elif material.is_conditional and material.names_paper:
            yield Contradiction(
                material.quote(Element.MEDIUM), material.quote(Element.MATERIAL_KIND, *in_words), ask=True
            )


def exempt_but_self_made(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L25 (inferred): an exempt material comes from the applicant, so nobody shares it. Not for banks and utilities."""
    for material in guide.materials:
        held = any(word in material.name for word in rule.words("otherwise"))
        if material.is_spared and material.source is Source.APPLICANT and not held:
            yield Contradiction(material.quote(Element.SHARED), material.quote(Element.SOURCE))


def issued_paper_still_asked(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L26 (国务院令第716号第七、十、十一条): a paper of an office is required. Not by law, nor the old for the new."""
    for material in guide.materials:
        if material.source is not Source.GOVERNMENT or material.necessity is not Necessity.REQUIRED:
            continue
        original = material.kind in (MaterialKind.ORIGINAL, MaterialKind.BOTH)
        electronic = any(licence in material.name for licence in rule.words("licences"))
        spared = states(material.note, rule.words("otherwise"))
        if material.wants_paper and original and electronic and not spared:
            yield Contradiction(material.quote(Element.SOURCE), material.quote(Element.MATERIAL_KIND, Element.MEDIUM))


def copies_vs_medium(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L27 (inferred): electronic, but copies are counted; or paper, but none are. Not for what is only shown.

    份数 of something electronic may be its files, unless the page calls them those of paper.
    """
    for material in guide.materials:
        total = material.counts_in_words.total
        if material.is_spared or total is None:
            continue
        electronic = material.medium is Medium.ELECTRONIC and total > 0
        none = material.medium is Medium.PAPER and total == 0
        if none and states(material.note, rule.words("otherwise")):
            continue
        if electronic or none:
            ask = electronic and not material.counts_paper
            yield Contradiction(material.quote(Element.MEDIUM), material.quote(Element.COPIES), ask)


def original_and_copy_counts(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L28 (GB/T 39046-2020: 原件份数, 复印件份数): the kind is an original or a copy, but the count of it is 0.

    A single kind without any copies at all is a matter of L27.
    """
    for material in guide.materials:
        originals, copies, total, _ = material.counts_in_words
        if originals is None or copies is None or material.is_spared:
            continue
        missing = {
            MaterialKind.BOTH: not (originals and copies),
            MaterialKind.ORIGINAL: not originals and bool(total),
            MaterialKind.COPY: not copies and bool(total),
        }
        if material.kind is not None and missing.get(material.kind):
            yield Contradiction(material.quote(Element.MATERIAL_KIND), material.quote(Element.COPIES))


def original_electronic_only(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L29 (inferred): an original, but handed in as a file. Not for what is signed electronically."""
    for material in guide.materials:
        texts = f"{material.name}\n{material.note}".upper()
        signed = any(word in texts for word in rule.words("otherwise"))
        original = material.kind is MaterialKind.ORIGINAL and material.medium is Medium.ELECTRONIC
        if original and not signed and not material.is_spared:
            yield Contradiction(material.quote(Element.MATERIAL_KIND), material.quote(Element.MEDIUM))


def catch_all_material(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L33 (国办函〔2017〕115号): a name that may mean anything (其他材料). Not where its materials are listed in full.

    A numbered list may be of papers or of demands on them, and 包括但不限于 lists some: then a person reads.
    """
    for material in guide.materials:
        if not any(name in material.name for name in rule.words("names")) or LISTED_IN_NAME.is_in(material.name):
            continue
        texts = [text for each in (Element.HINT, Element.ACCEPTANCE) if (text := material.text(each)) is not None]
        if not any(LISTED.is_in(text) and not AND_MORE.is_in(text) for text in texts):
            ask = any(LISTED.is_in(text) or NUMBERED.is_in(text) for text in texts)
            yield Contradiction(material.quote(), "没有列明究竟是哪些材料", ask)
