"""Shared data instead of papers (the notice, 自查的重点 4; ledger box D2).

What the guide marks as 通过数据共享减免 must not have to be uploaded, its 获取 must work, and in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, inf

from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.facts.journey import DemandedMaterial, LicenceFetch, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.thresholds import Thresholds
from zicha.rules.guide_accuracy.materials import is_marked_exempt
from zicha.rules.handling_consistency.collected_materials import is_optional
from zicha.rules.material_names import normalise, pair_materials
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


def exempt_materials(page: GuidePage) -> tuple[ShownGroup, ...]:
    """The materials that the guide marks as got by data sharing."""
    return tuple(group for group in page.materials if is_marked_exempt(group))


def unfetched_licences(page: GuidePage, attempt: Submission, thresholds: Thresholds) -> tuple[Problem, ...]:
    """D2: what is marked as shared and could not be got with ease in the test application; messages quoted."""
    exempt = exempt_materials(page)
    pairs = pair_materials(
        [group.text(Element.MATERIAL_NAME) for group in exempt], [each.name for each in attempt.demands]
    )
    found = [
        problem
        for number, group in enumerate(exempt)
        if number in pairs
        for problem in _not_got(group, attempt.demands[pairs[number]], thresholds)
    ]
    names = [group.text(Element.MATERIAL_NAME) for group in exempt]
    if not any(problem.severity is Severity.ERROR for problem in found):
        found += _refused_for_lack(attempt, names)
    return tuple(problem.model_copy(update={"where": attempt.url, "at": attempt.at}) for problem in found)


def blocked_by_missing_licence(page: GuidePage, attempt: Submission, thresholds: Thresholds) -> bool:
    """Whether the test application got no number, and a shared material was missing. What came late was not missing."""
    patient = thresholds.model_copy(update={"licence_fetch": inf})
    missing = unfetched_licences(page, attempt, patient) if attempt.demands and not attempt.number else ()
    return any(problem.severity is Severity.ERROR for problem in missing)


def _not_got(group: ShownGroup, demand: DemandedMaterial, thresholds: Thresholds) -> Iterator[Problem]:
    marked = f"“{demand.name}”标注可通过数据共享减免"
    # 系统自动获取，如数据不全则需申请者提交: then an upload may be right, a person decides.
    conditional = demand.upload and _IF_INCOMPLETE.search(group.text(Element.MEDIUM) + group.text(Element.SHARED))
    severity = Severity.WARNING if conditional else Severity.ERROR
    row = demand.row.replace(demand.name, "", 1)
    if demand.fetch is not None:
        yield from _fetched(marked, demand.fetch, severity, thresholds)
    elif _states(_NOT_THERE, row):
        yield Problem(text=f"{marked}，申报页面显示“{demand.row}”", seen=demand.row, rule="D2", severity=severity)
    elif _THERE.search(row):
        return
    elif demand.upload and (_MARKED.search(row) or is_optional(demand)):
        text = f"{marked}，申报页面仍可上传，是否必须上传请人工核对"
        yield Problem(text=text, seen=demand.row, rule="D2", severity=Severity.WARNING)
    elif demand.upload:
        yield Problem(text=f"{marked}，申报时仍需上传", seen=demand.row, rule="D2", severity=severity)
    elif _ON_PAPER.search(without_denied(f"{demand.way} {row}")):
        yield Problem(text=f"{marked}，申报时仍需提交纸质材料（{demand.row}）", seen=demand.row, rule="D2")
    elif not demand.row:
        text = f"{marked}，没有认出申报页面怎样收取，请人工核对"
        yield Problem(text=text, rule="D2", severity=Severity.WARNING)


def _fetched(marked: str, fetch: LicenceFetch, severity: Severity, thresholds: Thresholds) -> Iterator[Problem]:
    """What came of pressing 获取."""
    said = f"提示“{fetch.message}”" if fetch.message else f"{fetch.seconds:g}秒内没有结果"
    if fetch.unclear:
        text = f"{marked}，点击“{fetch.button}”后{said}，证照是否已经取得请人工核对"
        yield Problem(text=text, seen=fetch.message, rule="D2", severity=Severity.WARNING)
    elif not fetch.done:
        yield Problem(text=f"{marked}，点击“{fetch.button}”后{said}", seen=fetch.message, rule="D2", severity=severity)
    elif fetch.seconds > thresholds.licence_fetch:
        took = ceil(fetch.seconds * 10) / 10
        text = f"{marked}，“{fetch.button}”用时{took:g}秒，超过{thresholds.licence_fetch:g}秒"
        yield Problem(text=text, rule="D2")


def _states(said: re.Pattern[str], row: str) -> bool:
    """Whether a row states it, other than of what to do should it happen (如获取失败，请上传)."""
    return any(
        said.search(clause) and not _SHOULD_IT_HAPPEN.search(clause)
        for clause in re.split(r"[，。；,;、\s（）()]", row)
    )


def _refused_for_lack(attempt: Submission, names: list[str]) -> Iterator[Problem]:
    """With everything at hand, the application is sent back because a shared material is missing."""
    name = next((each for each in names if normalise(each) in normalise(attempt.message)), "")
    if name and not attempt.number:
        text = f"“{name}”标注可通过数据共享减免，提交申报时却被退回，提示“{attempt.message}”"
        yield Problem(text=text, seen=attempt.message, rule="D2")
