"""What was collected against what the guide lists, the rules K4 to K7 (the notice, 自查的重点 3; ledger box C2).

Collected is what the application page demands, and what the record of a real case lists. More, or stricter, than the
guide lists is a problem; less, or softer, is not as published either, and a person decides. Where the guide is silent,
the approved list stands in; where neither says anything, a person decides. Whether the page demands what the guide
marks as 通过数据共享减免 is another question (D2); whether a real case gave it on paper is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.facts.journey import DemandedMaterial, Submission
from zicha.model.finding import Comparison, Problem, Severity
from zicha.model.matter import Case, CollectedMaterial, Guide, MaterialKind, Medium, Necessity
from zicha.published.choices import Vocabulary
from zicha.published.guide import PublishedGuide
from zicha.published.material_names import (
    Sameness,
    are_opposed,
    compare_names,
    is_one_of,
    normalise,
    pair_materials,
    pair_renamed,
)
from zicha.published.materials import AUTOMATIC, PublishedMaterial, completed_materials
from zicha.rules.problems import as_question, problem, question
from zicha.text.answers import Counts, read_counts, without_denied
from zicha.text.handing_in import AS_WELL, EITHER, ELECTRONIC, NOT_A_MUST, PAPER
from zicha.text.lists import parts_of_name


@dataclass(frozen=True)
class RequestedMaterial:
    """One material as it was really collected; `requirement` and `way` are the words for it, to be quoted.

    `mixed`: its words name paper and files, and not whether both are wanted.
    """

    name: str
    requirement: str
    way: str
    kind: MaterialKind | None
    counts: Counts | None
    medium: Medium | None
    optional: bool = False
    mixed: bool = False


@dataclass(frozen=True)
class Collection:
    """What one handling collected: a test application on the portal, or a real case.

    `materials` is None where they are not on record. `situation` is the 情形 that had to be chosen, if any.
    """

    who: str
    verb: str
    materials: tuple[RequestedMaterial, ...] | None
    is_real_case: bool
    url: str
    at: datetime
    situation: tuple[str, ...] = ()


def of_application(submission: Submission, words: Vocabulary) -> Collection:
    """Return what the application page demands."""
    materials = tuple(_of_page(demand, words) for demand in submission.demands)
    return Collection("申报时", "要求", materials, False, submission.url, submission.at, submission.chosen)


def of_case(case: Case, page: GuidePage) -> Collection:
    """Return what a real case handed in, by its record."""
    materials = None if case.materials is None else tuple(map(_of_record, case.materials))
    return Collection(f"办件{case.number}", "实际收取", materials, True, page.url, page.at)


def collected_material_differences(
    guide: PublishedGuide, collections: Sequence[Collection], approved: Guide
) -> Comparison:
    """Return a problem for each material collected otherwise than listed, in each handling (K4, K5, K6, K7)."""
    page = guide.page
    if not guide.materials:
        materials = [material for collection in collections for material in collection.materials or ()]
        unread = [question(page, "K4", "办事指南页面上没有认出申请材料，请人工核对")] if materials else []
        return Comparison(unread, 0, "办事指南没有列出申请材料，办理中也没有收取")
    listed = completed_materials(guide.materials, approved.materials, guide.words)
    situation = next((collection.situation for collection in collections if collection.situation), ())
    problems = (
        difference for collection in collections for difference in _of_collection(page, listed, collection, situation)
    )
    return Comparison(problems, len(listed) * len(collections))


def is_optional(demand: DemandedMaterial, words: Vocabulary) -> bool:
    """Return whether the application page leaves it to the applicant to hand a material in."""
    necessity = words.choice(demand.necessity, Necessity)
    return necessity in (Necessity.OPTIONAL, Necessity.LATER) or NOT_A_MUST.is_in(demand.row)


def _of_page(demand: DemandedMaterial, words: Vocabulary) -> RequestedMaterial:
    first, _, rest = demand.requirement.partition("，")
    kind = words.choice(first, MaterialKind)
    counts = read_counts(demand.requirement) or read_counts(rest or first)
    medium, mixed = _read_medium(demand.way, words)
    return RequestedMaterial(
        demand.name, demand.requirement, demand.way, kind, counts, medium, is_optional(demand, words), mixed
    )


def _of_record(material: CollectedMaterial) -> RequestedMaterial:
    number, kind = material.count, material.kind
    counts = None
    if number is not None:
        originals = number if kind in (MaterialKind.ORIGINAL, MaterialKind.BOTH) else 0
        copies = number if kind in (MaterialKind.COPY, MaterialKind.BOTH) else 0
        counts = Counts(originals, copies, originals + copies) if originals + copies else Counts(None, None, number)
    requirement = "，".join(text for text in (kind, None if number is None else f"{number}份") if text)
    return RequestedMaterial(material.name, requirement, material.medium or "", kind, counts, material.medium)


def _read_medium(text: str, words: Vocabulary) -> tuple[Medium | None, bool]:
    """Return how a material is handed in, and whether the words mix both ways without saying that both are wanted."""
    if medium := words.choice(text, Medium):
        return medium, False
    wanted = without_denied(text)
    paper, electronic = PAPER.is_in(wanted), ELECTRONIC.is_in(wanted)
    if not (paper and electronic):
        return Medium.PAPER if paper else Medium.ELECTRONIC if electronic else None, False
    if EITHER.is_in(wanted):
        return Medium.EITHER, False
    return (Medium.BOTH, False) if AS_WELL.is_in(wanted) else (None, True)


def _of_collection(
    page: GuidePage, listed: Sequence[PublishedMaterial], collection: Collection, situation: tuple[str, ...]
) -> Iterator[Problem]:
    if collection.materials is None:
        yield question(page, "K4", f"{collection.who}没有记录收取的材料，无法核对")
        return
    requested_names, listed_names = [each.name for each in collection.materials], [each.name for each in listed]
    pairs = pair_materials(requested_names, listed_names)
    renamed = {
        i: j
        for i, j in pair_renamed(requested_names, listed_names, pairs).items()
        if _is_renamed(collection.materials[i], listed[j])
    }
    for i, requested in enumerate(collection.materials):
        if i in pairs:
            yield from _of_pair(collection, requested, listed[pairs[i]])
        elif i in renamed:
            wanted = listed[renamed[i]]
            text = f"{collection.who}收取的“{requested.name}”，办事指南列为“{wanted.name}”，名称不一致"
            yield problem(collection, "K4", text, expected=wanted.name, seen=requested.name)
        else:
            yield from _unlisted_material(collection, requested, listed)
    for j, wanted in enumerate(listed):
        if j not in (pairs | renamed).values() and not (wanted.is_for_some or wanted.is_exempt):
            yield from _uncollected_material(collection, wanted, collection.materials, situation)


def _is_renamed(requested: RequestedMaterial, listed: PublishedMaterial) -> bool:
    """Return whether what was collected and what was not may be one paper under two names, and both were a must."""
    is_free = requested.optional or listed.is_for_some or listed.is_exempt
    is_part = normalise(requested.name) in parts_of_name(normalise(listed.name)) or normalise(
        listed.name
    ) in parts_of_name(normalise(requested.name))
    return not (is_free or is_part or are_opposed(requested.name, listed.name))


def _of_pair(collection: Collection, requested: RequestedMaterial, listed: PublishedMaterial) -> Iterator[Problem]:
    """Yield how a material was collected otherwise than listed: questions only, where it may be another material."""
    differences = _mark_differences(collection, requested, listed)
    chosen = collection.is_real_case and is_one_of(requested.name, listed.name)
    if chosen or compare_names(requested.name, listed.name) is Sameness.SAME:
        yield from differences
        return
    text = f"{collection.who}收取的“{requested.name}”，办事指南列为“{listed.name}”，是否同一材料，请人工核对"
    yield question(collection, "K4", text, expected=listed.name, seen=requested.name)
    yield from map(as_question, differences)


def _unlisted_material(
    collection: Collection, requested: RequestedMaterial, listed: Sequence[PublishedMaterial]
) -> Iterator[Problem]:
    """Yield the problem that a material was collected that the guide does not list (K4)."""
    text = f"{collection.who}收取的“{requested.name}”不在办事指南的材料清单中"
    whole = next(
        (each.name for each in listed if normalise(requested.name) in parts_of_name(normalise(each.name))), None
    )
    if whole:
        text = f"{text}，疑为“{whole}”的一部分，请人工核对"
        yield question(collection, "K4", text, expected=whole, seen=requested.name)
    elif requested.optional:
        yield question(collection, "K4", f"{text}，标注为可不提交，请人工核对", seen=requested.name)
    else:
        yield problem(collection, "K4", text, seen=requested.name)


def _uncollected_material(
    collection: Collection,
    wanted: PublishedMaterial,
    materials: Sequence[RequestedMaterial],
    situation: tuple[str, ...],
) -> Iterator[Problem]:
    """Yield the problem that a listed material was not collected (K4).

    A guide lists what every 情形 needs, and one handling is of one 情形 only.
    """
    text = f"办事指南要求提交“{wanted.name}”，{collection.who}却未收取"
    if any(normalise(each.name) in parts_of_name(normalise(wanted.name)) for each in materials):
        yield question(collection, "K4", f"{text}全部，请人工核对", expected=wanted.name)
    elif situation:
        text = f"{text}（申报时须选择情形，如“{'、'.join(situation)}”），是否因情形不同请人工核对"
        yield question(collection, "K4", text, expected=wanted.name)
    elif not wanted.is_required:
        yield question(collection, "K4", f"{text}，请人工核对", expected=wanted.name)
    else:
        yield problem(collection, "K4", text, expected=wanted.name)


def _mark_differences(
    collection: Collection, requested: RequestedMaterial, listed: PublishedMaterial
) -> Iterator[Problem]:
    if listed.is_exempt:
        if collection.is_real_case and requested.medium not in AUTOMATIC:
            yield from _collected_though_exempt(collection, requested, listed)
        return
    counts, medium = listed.counts, listed.medium
    kind = listed.mark(Element.MATERIAL_KIND, MaterialKind).value
    if Element.COPIES in listed.silent:
        if requested.counts and requested.counts.total > 1:
            yield _unpublished(collection, listed, "K5", Element.COPIES, requested.requirement)
    elif counts and (severity := _count_severity(counts, kind, requested)):
        expected, seen = _in_words(counts), requested.requirement
        yield _difference(collection, listed, "K5", Element.COPIES, expected, seen, severity)
    if Element.MEDIUM in listed.silent:
        if requested.mixed or requested.medium in (Medium.PAPER, Medium.BOTH):
            yield _unpublished(collection, listed, "K6", Element.MEDIUM, requested.way)
    elif medium and (severity := _medium_severity(medium, requested, collection)):
        yield _difference(collection, listed, "K6", Element.MEDIUM, medium, requested.way, severity)
    if kind and (severity := _kind_severity(kind, requested, collection)):
        yield _difference(collection, listed, "K7", Element.MATERIAL_KIND, kind, requested.requirement, severity)


def _published(listed: PublishedMaterial, mark: Element, value: str) -> str:
    """Return in words which value of a mark is published, or approved."""
    if mark in listed.from_list:
        return f"办事指南没有写明{mark}，核准清单为“{value}”"
    return f"办事指南标注{mark}为“{value}”"


def _unpublished(collection: Collection, listed: PublishedMaterial, rule: str, mark: Element, seen: str) -> Problem:
    """Return the question whether what was collected is right, of which neither the guide nor the list says anything.

    A file on line, and one copy, are what everybody expects.
    """
    text = f"“{listed.name}”：办事指南和核准清单都没有写明{mark}，{collection.who}{collection.verb}“{seen}”，请人工核对"
    return question(collection, rule, text, seen=seen)


def _difference(
    collection: Collection,
    listed: PublishedMaterial,
    rule: str,
    mark: Element,
    expected: str,
    seen: str,
    severity: Severity,
) -> Problem:
    hint = "" if severity is Severity.ERROR else "，请人工核对"
    actual = f"{collection.who}{collection.verb}“{seen}”{hint}"
    text = f"“{listed.name}”：{_published(listed, mark, expected)}，{actual}"
    return problem(collection, rule, text, expected=expected, seen=seen, severity=severity)


def _collected_though_exempt(
    collection: Collection, requested: RequestedMaterial, listed: PublishedMaterial
) -> Iterator[Problem]:
    """Yield the problem that a case had to give what sharing provides (K6, 国令第716号第七条).

    Where data may be missing, the paper may be right.
    """
    shown = "，".join(text for text in (requested.requirement, requested.way) if text) or requested.name
    is_from_list = Element.SHARED in listed.from_list
    exempt = "办事指南没有标注，核准清单为无需提供" if is_from_list else "办事指南标注无需提供"
    text = f"“{listed.name}”：{exempt}，{collection.who}{collection.verb}“{shown}”"
    on_paper = requested.medium in (Medium.PAPER, Medium.BOTH)
    if on_paper and listed.medium is not Medium.AUTOMATIC_ELSE_SUBMIT:
        yield problem(collection, "K6", text, expected="无需提供", seen=shown)
    else:
        yield question(collection, "K6", f"{text}，请人工核对", expected="无需提供", seen=shown)


def _count_severity(wanted: Counts, kind: MaterialKind | None, requested: RequestedMaterial) -> Severity | None:
    """K5: more copies than listed: of the originals, of the copies, or in all where the kind is left open."""
    actual = requested.counts
    if actual is None or wanted == actual or wanted.total == 0:
        return None
    most = wanted.total
    if kind is MaterialKind.EITHER:  # one stands for the other
        most = max(wanted.originals or 0, wanted.copies or 0) or wanted.total
    pairs = [(actual.total, most)]
    if kind is requested.kind and kind is not MaterialKind.EITHER and None not in (*actual, *wanted):
        pairs = [(actual.originals or 0, wanted.originals or 0), (actual.copies or 0, wanted.copies or 0)]
    if any(one > other for one, other in pairs):
        return Severity.ERROR
    fewer = any(one < other for one, other in pairs) and requested.medium is not Medium.ELECTRONIC
    return Severity.WARNING if fewer else None


def _medium_severity(wanted: Medium, requested: RequestedMaterial, collection: Collection) -> Severity | None:
    """K6: on paper where the guide says electronic.

    Of a choice that the guide leaves, an application on line takes the one and a real case may take either.
    """
    actual = requested.medium
    if requested.mixed and wanted in (Medium.ELECTRONIC, Medium.PAPER):
        return Severity.WARNING
    if actual in (None, wanted, Medium.EITHER, *AUTOMATIC):
        return None
    if wanted is Medium.ELECTRONIC:
        return Severity.ERROR
    allowed = (Medium.ELECTRONIC, Medium.PAPER) if collection.is_real_case else (Medium.ELECTRONIC,)
    return None if wanted is Medium.EITHER and actual in allowed else Severity.WARNING


def _kind_severity(wanted: MaterialKind, requested: RequestedMaterial, collection: Collection) -> Severity | None:
    """K7: the original where the guide says a copy. Of a choice, the same as K6."""
    actual = requested.kind
    if actual in (None, wanted, MaterialKind.EITHER):
        return None
    if wanted is MaterialKind.COPY:
        return Severity.ERROR
    is_free_choice = collection.is_real_case and wanted is MaterialKind.EITHER
    return None if is_free_choice and actual is not MaterialKind.BOTH else Severity.WARNING


def _in_words(counts: Counts) -> str:
    if counts.originals is None:
        return f"{counts.total}份"
    return f"原件{counts.originals}份，复印件{counts.copies}份"
