"""Shared data instead of papers (the notice, 自查的重点 4; ledger box D2).

What the guide marks as 通过数据共享减免, or where it is silent the approved list, must not have to be uploaded, its
获取 must work, and in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, inf

from zicha.model.facts.guide import Element
from zicha.model.facts.journey import DemandedMaterial, LicenceFetch, Submission
from zicha.model.finding import Comparison, Problem, Severity
from zicha.model.matter import Guide
from zicha.model.thresholds import Thresholds
from zicha.published.guide import PublishedGuide
from zicha.published.material_names import Sameness, compare_names, normalise, pair_materials
from zicha.published.materials import PublishedMaterial, completed_materials
from zicha.rules.handling_consistency.collected_materials import is_optional
from zicha.rules.problems import problem, question
from zicha.text.answers import without_denied
from zicha.text.handing_in import EXEMPT, OBTAINED, ON_PAPER, says_not_obtained


def exempt_materials(guide: PublishedGuide, approved: Guide) -> tuple[PublishedMaterial, ...]:
    """Return the materials obtained by data sharing: by the marks of the guide, where it is silent by the list's."""
    materials = completed_materials(guide.materials, approved.materials, guide.words)
    return tuple(material for material in materials if material.is_exempt)


def unfetched_licences(
    guide: PublishedGuide, test_application: Submission, thresholds: Thresholds, approved: Guide
) -> Comparison:
    """Return a problem for each shared material that the test application did not obtain with ease (D2)."""
    exempt = exempt_materials(guide, approved)
    names = [material.name for material in exempt]
    pairs = pair_materials(names, [each.name for each in test_application.demands])
    problems = tuple(
        each
        for number, material in enumerate(exempt)
        if number in pairs
        for each in _of_material(guide, test_application, material, test_application.demands[pairs[number]], thresholds)
    )
    if any(each.severity is Severity.ERROR for each in problems):
        return Comparison(problems, len(exempt))
    return Comparison((*problems, *_refused_for_lack(test_application, exempt)), len(exempt))


def blocked_by_missing_licence(
    guide: PublishedGuide, test_application: Submission, thresholds: Thresholds, approved: Guide
) -> bool:
    """Return whether the test application got no number for lack of a shared material. A late one is not missing."""
    if test_application.number or not test_application.demands:
        return False
    patient = thresholds.model_copy(update={"licence_fetch": inf})
    missing = unfetched_licences(guide, test_application, patient, approved)
    return any(each.severity is Severity.ERROR for each in missing)


def _of_material(
    guide: PublishedGuide,
    test_application: Submission,
    material: PublishedMaterial,
    demand: DemandedMaterial,
    thresholds: Thresholds,
) -> Iterator[Problem]:
    """Yield how a shared material was not obtained with ease: questions only, where it may be another material."""
    listed = material.name
    problems = _of_demand(guide, test_application, material, demand, thresholds)
    if compare_names(listed, demand.name) is Sameness.SAME:
        yield from problems
        return
    for each in problems:
        text = f"{each.text}（办事指南列为“{listed}”，是否同一材料，请人工核对）"
        yield each.model_copy(update={"text": text, "severity": Severity.WARNING})


def _of_demand(
    guide: PublishedGuide,
    test_application: Submission,
    material: PublishedMaterial,
    demand: DemandedMaterial,
    thresholds: Thresholds,
) -> Iterator[Problem]:
    mark = f"“{demand.name}”{_marked(material)}"
    # 系统自动获取，如数据不全则需申请者提交: then an upload may be right, a person decides.
    conditional = demand.upload and material.is_conditional
    severity = Severity.WARNING if conditional else Severity.ERROR
    row = demand.row.replace(demand.name, "", 1)
    if demand.fetch is not None:
        yield from _of_fetch(test_application, mark, demand.fetch, severity, thresholds)
    elif says_not_obtained(row):
        text = f"{mark}，申报页面显示“{demand.row}”"
        yield problem(test_application, "D2", text, seen=demand.row, severity=severity)
    elif OBTAINED.is_in(row):
        return
    elif demand.upload and (EXEMPT.is_in(row) or is_optional(demand, guide.words)):
        text = f"{mark}，申报页面仍可上传，是否必须上传请人工核对"
        yield question(test_application, "D2", text, seen=demand.row)
    elif demand.upload:
        yield problem(test_application, "D2", f"{mark}，申报时仍需上传", seen=demand.row, severity=severity)
    elif ON_PAPER.is_in(without_denied(f"{demand.way} {row}")):
        text = f"{mark}，申报时仍需提交纸质材料（{demand.row}）"
        yield problem(test_application, "D2", text, seen=demand.row)
    elif not demand.row:
        yield question(test_application, "D2", f"{mark}，没有认出申报页面怎样收取，请人工核对")


def _marked(material: PublishedMaterial) -> str:
    """Return who marks a material as obtained by data sharing, in words."""
    if Element.SHARED in material.from_list:
        return "按核准清单可通过数据共享减免（办事指南没有标注）"
    return "标注可通过数据共享减免"


def _of_fetch(
    test_application: Submission, mark: str, fetch: LicenceFetch, severity: Severity, thresholds: Thresholds
) -> Iterator[Problem]:
    """Yield the problem that 获取 gave nothing, or gave it late."""
    result = f"提示“{fetch.message}”" if fetch.message else f"{fetch.seconds:g}秒内没有结果"
    if fetch.unclear:
        text = f"{mark}，点击“{fetch.button}”后{result}，证照是否已经取得请人工核对"
        yield question(test_application, "D2", text, seen=fetch.message)
    elif not fetch.done:
        text = f"{mark}，点击“{fetch.button}”后{result}"
        yield problem(test_application, "D2", text, seen=fetch.message, severity=severity)
    elif fetch.seconds > thresholds.licence_fetch:
        duration = ceil(fetch.seconds * 10) / 10
        text = f"{mark}，“{fetch.button}”用时{duration:g}秒，超过{thresholds.licence_fetch:g}秒"
        yield problem(test_application, "D2", text)


def _refused_for_lack(test_application: Submission, exempt: Sequence[PublishedMaterial]) -> Iterator[Problem]:
    """Yield the problem that an application with everything else is sent back for lack of a shared material."""
    message = normalise(test_application.message)
    names = ((material, material.name) for material in exempt)
    lack = next(((material, name) for material, name in names if (plain := normalise(name)) and plain in message), None)
    if lack and not test_application.number:
        material, name = lack
        text = f"“{name}”{_marked(material)}，提交申报时却被退回，提示“{test_application.message}”"
        yield problem(test_application, "D2", text, seen=test_application.message)
