"""Shared data instead of papers (the notice, 自查的重点 4; ledger box D2).

What the guide marks as 通过数据共享减免, or where it is silent the approved list, must not have to be uploaded, its
获取 must work, and in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil, inf

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.facts.journey import DemandedMaterial, LicenceFetch, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Guide
from zicha.model.thresholds import Thresholds
from zicha.rules.guide_accuracy.materials import is_marked_exempt
from zicha.rules.handling_consistency.collected_materials import is_optional
from zicha.rules.listed_materials import ListedMaterial, listed_materials
from zicha.rules.material_names import Sameness, compare_names, normalise, pair_materials
from zicha.rules.problems import problem, question
from zicha.rules.values import without_denied

_IF_INCOMPLETE = re.compile(r"数据不全|未能获取的|获取不到的?需")
_NOT_THERE = re.compile(
    r"(?:共享|获取|调取|关联|接口)[^，。；\s]{0,6}(?:失败|异常|超时|出错|错误)"
    r"|(?:未能?|没有|无法|不能)[^，。；\s]{0,8}(?:获取|查询到|查到|关联|调取|共享)"
    r"|不支持(?:免提交|数据共享|共享|自动获取|电子证照)|不能免提交|暂无电子证照|无此证照"
)
_THERE = re.compile(r"(?<!是否)已(?:自动)?(?:关联|获取|调取)")
_MARKED = re.compile(r"免提交|无需提交|无需提供|自动获取|数据共享|电子证照")
_ON_PAPER = re.compile(r"窗口提交|窗口收取|邮寄|现场提交|交至")
_SHOULD_IT_HAPPEN = re.compile(r"^(?:如|若|遇|一旦|万一)|[时的]$")


def exempt_materials(page: GuidePage, approved: Guide) -> tuple[ListedMaterial, ...]:
    """Return the materials obtained by data sharing: by the marks of the guide, where it is silent by the list's."""
    return tuple(material for material in listed_materials(page, approved) if is_marked_exempt(material.group))


def unfetched_licences(
    page: GuidePage, test_application: Submission, thresholds: Thresholds, approved: Guide
) -> tuple[Problem, ...]:
    """Return a problem for each shared material that the test application did not obtain with ease (D2)."""
    exempt = exempt_materials(page, approved)
    names = [material.group.text(Element.MATERIAL_NAME) for material in exempt]
    pairs = pair_materials(names, [each.name for each in test_application.demands])
    problems = tuple(
        each
        for number, material in enumerate(exempt)
        if number in pairs
        for each in _of_material(test_application, material, test_application.demands[pairs[number]], thresholds)
    )
    if any(each.severity is Severity.ERROR for each in problems):
        return problems
    return (*problems, *_refused_for_lack(test_application, exempt))


def blocked_by_missing_licence(
    page: GuidePage, test_application: Submission, thresholds: Thresholds, approved: Guide
) -> bool:
    """Whether the test application got no number and a shared material was missing. A late one is not missing."""
    if test_application.number or not test_application.demands:
        return False
    patient = thresholds.model_copy(update={"licence_fetch": inf})
    missing = unfetched_licences(page, test_application, patient, approved)
    return any(each.severity is Severity.ERROR for each in missing)


def _of_material(
    test_application: Submission, material: ListedMaterial, demand: DemandedMaterial, thresholds: Thresholds
) -> Iterator[Problem]:
    """Yield how a shared material was not obtained with ease: questions only, where it may be another material."""
    listed = material.group.text(Element.MATERIAL_NAME)
    problems = _of_demand(test_application, material, demand, thresholds)
    if compare_names(listed, demand.name) is Sameness.SAME:
        yield from problems
        return
    for each in problems:
        text = f"{each.text}（办事指南列为“{listed}”，是否同一材料，请人工核对）"
        yield each.model_copy(update={"text": text, "severity": Severity.WARNING})


def _of_demand(
    test_application: Submission, material: ListedMaterial, demand: DemandedMaterial, thresholds: Thresholds
) -> Iterator[Problem]:
    group = material.group
    mark = f"“{demand.name}”{_marked(material)}"
    # 系统自动获取，如数据不全则需申请者提交: then an upload may be right, a person decides.
    conditional = demand.upload and _IF_INCOMPLETE.search(group.text(Element.MEDIUM) + group.text(Element.SHARED))
    severity = Severity.WARNING if conditional else Severity.ERROR
    row = demand.row.replace(demand.name, "", 1)
    if demand.fetch is not None:
        yield from _of_fetch(test_application, mark, demand.fetch, severity, thresholds)
    elif _states(_NOT_THERE, row):
        text = f"{mark}，申报页面显示“{demand.row}”"
        yield problem(test_application, "D2", text, seen=demand.row, severity=severity)
    elif _THERE.search(row):
        return
    elif demand.upload and (_MARKED.search(row) or is_optional(demand)):
        text = f"{mark}，申报页面仍可上传，是否必须上传请人工核对"
        yield question(test_application, "D2", text, seen=demand.row)
    elif demand.upload:
        yield problem(test_application, "D2", f"{mark}，申报时仍需上传", seen=demand.row, severity=severity)
    elif _ON_PAPER.search(without_denied(f"{demand.way} {row}")):
        text = f"{mark}，申报时仍需提交纸质材料（{demand.row}）"
        yield problem(test_application, "D2", text, seen=demand.row)
    elif not demand.row:
        yield question(test_application, "D2", f"{mark}，没有认出申报页面怎样收取，请人工核对")


def _marked(material: ListedMaterial) -> str:
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


def _states(words: re.Pattern[str], row: str) -> bool:
    """Whether a row states the words, and not only what to do in such a case (如获取失败，请上传)."""
    return any(
        words.search(clause) and not _SHOULD_IT_HAPPEN.search(clause)
        for clause in re.split(r"[，。；,;、\s（）()]", row)
    )


def _refused_for_lack(test_application: Submission, exempt: Sequence[ListedMaterial]) -> Iterator[Problem]:
    """Yield the problem that an application with everything else is sent back for lack of a shared material."""
    message = normalise(test_application.message)
    names = ((material, material.group.text(Element.MATERIAL_NAME)) for material in exempt)
    lack = next(((material, name) for material, name in names if (plain := normalise(name)) and plain in message), None)
    if lack and not test_application.number:
        material, name = lack
        text = f"“{name}”{_marked(material)}，提交申报时却被退回，提示“{test_application.message}”"
        yield problem(test_application, "D2", text, seen=test_application.message)
