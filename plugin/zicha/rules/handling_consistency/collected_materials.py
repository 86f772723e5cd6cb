"""What was collected against what the guide lists, the rules K4 to K7 (the notice, 自查的重点 3; ledger box C2).

Collected is what the application page asks for, and what a real case's record says was taken. More, or stricter, than
listed is a problem; less, or softer, is not as published either, and a person decides. Whether the page lets be what
the guide marks as 通过数据共享减免 is another question (D2); whether a real case gave it on paper is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.facts.journey import DemandedMaterial, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case, CollectedMaterial, MaterialKind, Medium, Necessity
from zicha.rules.guide_accuracy.materials import is_marked_exempt, shown_counts
from zicha.rules.material_names import normalise, pair_materials
from zicha.rules.values import Counts, read_choice, read_counts, without_denied

_AUTOMATIC = (Medium.AUTOMATIC, Medium.AUTOMATIC_ELSE_SUBMIT)
# Needed by some applicants only, so that one of whom it was not asked proves nothing.
_FOR_SOME = re.compile(
    r"如有|若有|如需|需要时|的(?:应|应当|须|需|还需|可)?(?:提供|提交)|情形|委托(?:他人|代理人)?(?:办理|代办)"
)
_NEEDLESS = re.compile(r"非必要|非必须|非必需|选填|选传|可选|可不传|可以不传|如有(?!疑|问)|容缺")
_PAPER = re.compile(r"纸质|窗口|邮寄|快递|现场")
_ELECTRONIC = re.compile(r"电子|上传|网上|在线|扫描|拍照")
_AS_WELL = re.compile(r"并|且|同时|(?<!受理)(?<!办结)后|和|及|[+＋]")
_EITHER = re.compile(r"或|/")


@dataclass(frozen=True)
class RequestedMaterial:
    """One material as it was really asked for; `requirement` and `way` are the words for it, to be quoted.

    `mixed` are words for paper and for files that do not say whether both are wanted.
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
    """What one handling took: that of a test application on the portal, or of a real case. None: not on record.

    `chosen` is the 情形 it was for, where one had to be chosen.
    """

    who: str
    verb: str
    taken: tuple[RequestedMaterial, ...] | None
    real: bool
    where: str
    at: datetime
    chosen: tuple[str, ...] = ()


def of_application(submission: Submission) -> Collection:
    """What the application page asks for."""
    taken = tuple(map(_demanded, submission.demands))
    return Collection("申报时", "要求", taken, False, submission.url, submission.at, submission.chosen)


def of_case(case: Case, page: GuidePage) -> Collection:
    """What the record of a real case says was taken."""
    taken = None if case.materials is None else tuple(map(_recorded, case.materials))
    return Collection(f"办件{case.number}", "实际收取", taken, True, page.url, page.at)


def collected_material_differences(page: GuidePage, collections: Sequence[Collection]) -> tuple[Problem, ...]:
    """K4, K5, K6, K7: every material taken otherwise than listed, in every handling; each clash named."""
    if not page.materials:
        everything = [taken for collection in collections for taken in collection.taken or ()]
        return (_ask(page, "办事指南页面上没有认出申请材料，请人工核对"),) if everything else ()
    listed = [_Listed.of(group) for group in page.materials]
    chosen = next((collection.chosen for collection in collections if collection.chosen), ())
    return tuple(problem for collection in collections for problem in _against(page, listed, collection, chosen))


def is_optional(demand: DemandedMaterial) -> bool:
    """Whether the application page leaves it to the applicant to hand a material in."""
    read = read_choice(demand.necessity, Necessity)
    return read in (Necessity.OPTIONAL, Necessity.LATER) or _NEEDLESS.search(demand.row) is not None


@dataclass(frozen=True)
class _Listed:
    """One material as the guide lists it. What the page does not show, or in unknown words, is None."""

    name: str
    kind: MaterialKind | None
    counts: Counts | None
    medium: Medium | None
    required: bool
    optional: bool
    exempt: bool

    @classmethod
    def of(cls, group: ShownGroup) -> _Listed:
        necessity = group.text(Element.NECESSITY)
        read = read_choice(necessity, Necessity)
        optional = read in (Necessity.OPTIONAL, Necessity.LATER) or "容缺" in necessity
        name, medium = group.text(Element.MATERIAL_NAME), read_choice(group.text(Element.MEDIUM), Medium)
        return cls(
            name=name,
            kind=read_choice(group.text(Element.MATERIAL_KIND), MaterialKind),
            counts=shown_counts(group)[1],
            medium=medium,
            required=read is Necessity.REQUIRED,
            optional=optional or _FOR_SOME.search(name) is not None,
            exempt=is_marked_exempt(group),
        )


def _demanded(demand: DemandedMaterial) -> RequestedMaterial:
    first, _, rest = demand.requirement.partition("，")
    kind = read_choice(first, MaterialKind)
    counts = (None if kind else read_counts(demand.requirement)) or read_counts(rest or first)
    medium, mixed = _medium(demand.way)
    return RequestedMaterial(
        demand.name, demand.requirement, demand.way, kind, counts, medium, is_optional(demand), mixed
    )


def _recorded(material: CollectedMaterial) -> RequestedMaterial:
    number, kind = material.count, material.kind
    counts = None
    if number is not None:
        originals = number if kind in (MaterialKind.ORIGINAL, MaterialKind.BOTH) else 0
        copies = number if kind in (MaterialKind.COPY, MaterialKind.BOTH) else 0
        counts = Counts(originals, copies, originals + copies) if originals + copies else Counts(None, None, number)
    requirement = "，".join(text for text in (kind, None if number is None else f"{number}份") if text)
    return RequestedMaterial(material.name, requirement, material.medium or "", kind, counts, material.medium)


def _medium(text: str) -> tuple[Medium | None, bool]:
    """How a material is handed in, and whether the words for it mix both ways without saying that both are wanted."""
    if read := read_choice(text, Medium):
        return read, False
    said = without_denied(text)
    paper, electronic = _PAPER.search(said), _ELECTRONIC.search(said)
    if not (paper and electronic):
        return Medium.PAPER if paper else Medium.ELECTRONIC if electronic else None, False
    if _EITHER.search(said):
        return Medium.EITHER, False
    return (Medium.BOTH, False) if _AS_WELL.search(said) else (None, True)


def _against(
    page: GuidePage, listed: Sequence[_Listed], collection: Collection, chosen: tuple[str, ...]
) -> Iterator[Problem]:
    if collection.taken is None:
        yield _ask(page, f"{collection.who}没有记录收取的材料，无法核对")
        return
    taken = collection.taken
    pairs = pair_materials([each.name for each in taken], [each.name for each in listed])
    for i, each in enumerate(taken):
        if i in pairs:
            yield from _otherwise(collection, each, listed[pairs[i]])
        else:
            yield from _unlisted(collection, each, listed)
    for j, wanted in enumerate(listed):
        if j not in pairs.values() and not (wanted.optional or wanted.exempt):
            yield from _not_asked(collection, wanted, taken, chosen)


def _unlisted(collection: Collection, taken: RequestedMaterial, listed: Sequence[_Listed]) -> Iterator[Problem]:
    text = f"{collection.who}收取的“{taken.name}”不在办事指南的材料清单中"
    lump = next((each.name for each in listed if normalise(taken.name) in _parts(each.name)), "")
    if lump:
        yield _clash(collection, "K4", f"{text}，疑为“{lump}”的一部分，请人工核对", lump, taken.name, Severity.WARNING)
    elif taken.optional:
        yield _clash(collection, "K4", f"{text}，标注为可不提交，请人工核对", "", taken.name, Severity.WARNING)
    else:
        yield _clash(collection, "K4", text, "", taken.name)


def _not_asked(
    collection: Collection, wanted: _Listed, taken: Sequence[RequestedMaterial], chosen: tuple[str, ...]
) -> Iterator[Problem]:
    """K4: a guide lists what every 情形 needs, and one handling is of one 情形 only."""
    text = f"办事指南要求提交“{wanted.name}”，{collection.who}却未收取"
    if any(normalise(each.name) in _parts(wanted.name) for each in taken):
        yield _clash(collection, "K4", f"{text}全部，请人工核对", wanted.name, "", Severity.WARNING)
    elif chosen:
        text = f"{text}（申报时须选择情形，如“{'、'.join(chosen)}”），是否因情形不同请人工核对"
        yield _clash(collection, "K4", text, wanted.name, "", Severity.WARNING)
    elif not wanted.required:
        yield _clash(collection, "K4", f"{text}，请人工核对", wanted.name, "", Severity.WARNING)
    else:
        yield _clash(collection, "K4", text, wanted.name, "")


def _parts(name: str) -> frozenset[str]:
    """The papers that one line lumps together: 营业执照、身份证."""
    parts = frozenset(re.split(r"[、,，+]|以及|和|及|与", normalise(name)))
    return parts if len(parts) > 1 else frozenset()


def _otherwise(collection: Collection, taken: RequestedMaterial, listed: _Listed) -> Iterator[Problem]:
    if listed.exempt:
        if collection.real and taken.medium not in _AUTOMATIC:
            yield from _taken_though_exempt(collection, taken, listed)
        return
    for rule, element, severity, said, seen in (
        ("K5", "份数", _counted(listed, taken), _said(listed.counts), taken.requirement),
        ("K6", "收取方式", _on_paper(listed.medium, taken, collection.real), listed.medium or "", taken.way),
        (
            "K7",
            "材料类型",
            _in_original(listed.kind, taken.kind, collection.real),
            listed.kind or "",
            taken.requirement,
        ),
    ):
        if severity is not None:
            ask = "" if severity is Severity.ERROR else "，请人工核对"
            text = f"“{listed.name}”：办事指南标注{element}为“{said}”，{collection.who}{collection.verb}“{seen}”{ask}"
            yield _clash(collection, rule, text, said, seen, severity)


def _taken_though_exempt(collection: Collection, taken: RequestedMaterial, listed: _Listed) -> Iterator[Problem]:
    """国令第716号第七条: what can be had by sharing must not be asked for. Where data may be missing, it may."""
    seen = "，".join(text for text in (taken.requirement, taken.way) if text) or taken.name
    text = f"“{listed.name}”：办事指南标注无需提供，{collection.who}{collection.verb}“{seen}”"
    if taken.medium in (Medium.PAPER, Medium.BOTH) and listed.medium is not Medium.AUTOMATIC_ELSE_SUBMIT:
        yield _clash(collection, "K6", text, "无需提供", seen)
    else:
        yield _clash(collection, "K6", f"{text}，请人工核对", "无需提供", seen, Severity.WARNING)


def _counted(listed: _Listed, taken: RequestedMaterial) -> Severity | None:
    """K5: more copies than listed: of the originals, of the copies, or in all where the kind is left open."""
    wanted, asked = listed.counts, taken.counts
    if wanted is None or asked is None or wanted == asked or wanted.total == 0:
        return None
    most = wanted.total
    if listed.kind is MaterialKind.EITHER:  # one stands for the other
        most = max(wanted.originals or 0, wanted.copies or 0) or wanted.total
    pairs = [(asked.total, most)]
    if listed.kind is taken.kind and listed.kind is not MaterialKind.EITHER and None not in (*asked, *wanted):
        pairs = [(asked.originals or 0, wanted.originals or 0), (asked.copies or 0, wanted.copies or 0)]
    if any(one > other for one, other in pairs):
        return Severity.ERROR
    fewer = any(one < other for one, other in pairs) and taken.medium is not Medium.ELECTRONIC
    return Severity.WARNING if fewer else None


def _on_paper(wanted: Medium | None, taken: RequestedMaterial, real: bool) -> Severity | None:
    """K6: on paper where the guide says electronic. Of a choice that the guide leaves, an application on line takes
    the one and a real case may take either.
    """
    asked = taken.medium
    if taken.mixed and wanted in (Medium.ELECTRONIC, Medium.PAPER):
        return Severity.WARNING
    if wanted is None or asked in (None, wanted, Medium.EITHER, *_AUTOMATIC):
        return None
    if wanted is Medium.ELECTRONIC:
        return Severity.ERROR
    if wanted is Medium.EITHER and (asked is Medium.ELECTRONIC or (real and asked is Medium.PAPER)):
        return None
    return Severity.WARNING


def _in_original(wanted: MaterialKind | None, asked: MaterialKind | None, real: bool) -> Severity | None:
    """K7: the original where the guide says a copy. The same as K6 of a choice."""
    if wanted is None or asked in (None, wanted, MaterialKind.EITHER):
        return None
    if wanted is MaterialKind.COPY:
        return Severity.ERROR
    return None if real and wanted is MaterialKind.EITHER and asked is not MaterialKind.BOTH else Severity.WARNING


def _said(counts: Counts | None) -> str:
    if counts is None or counts.originals is None:
        return f"{counts.total if counts else 0}份"
    return f"原件{counts.originals}份，复印件{counts.copies}份"


def _clash(
    collection: Collection, rule: str, text: str, expected: str, seen: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(
        text=text,
        expected=expected,
        seen=seen,
        where=collection.where,
        at=collection.at,
        rule=rule,
        severity=severity,
    )


def _ask(page: GuidePage, text: str) -> Problem:
    return Problem(text=text, where=page.url, at=page.at, rule="K4", severity=Severity.WARNING)
