"""Shared data instead of papers (the notice, 自查的重点 4; ledger box D2).

What the guide marks as 通过数据共享减免 must not have to be uploaded, its 获取 must work, and in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, inf

from zicha.model.facts import Demand, Element, GuidePage, ShownGroup, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.thresholds import Thresholds
from zicha.rules.material_names import match, normalise

_MARKED = re.compile(r"是$|(?!不|未|暂|尚|无法|否).*(?:免提交|无需提供|无需提交|数据共享|电子证照|系统自动获取)")
_IF_INCOMPLETE = re.compile(r"数据不全|未能获取的|获取不到的?需")
_NOT_THERE = re.compile(r"未获取到|未查询到|没有查询到|未查到|获取失败|调取失败|暂无电子证照|无此证照")
_THERE = re.compile(r"已关联|已获取|已调取|免提交|无需提交|无需提供|自动获取|数据共享")
_ON_PAPER = re.compile(r"窗口提交|窗口收取|邮寄|现场提交|交至")


def exempt_materials(page: GuidePage) -> tuple[ShownGroup, ...]:
    """The materials that the guide marks as got by data sharing."""
    return tuple(
        group
        for group in page.materials
        if _MARKED.match(group.text(Element.SHARED)) or "系统自动获取" in group.text(Element.MEDIUM)
    )


def not_fetched(page: GuidePage, attempt: Submission, thresholds: Thresholds) -> tuple[Problem, ...]:
    """D2: what is marked as shared and could not be got with ease in the test application; messages quoted."""
    exempt = exempt_materials(page)
    pairs = match([group.text(Element.MATERIAL_NAME) for group in exempt], [each.name for each in attempt.demands])
    found = [
        problem
        for number, group in enumerate(exempt)
        if number in pairs
        for problem in _not_got(group, attempt.demands[pairs[number]], thresholds)
    ]
    names = [group.text(Element.MATERIAL_NAME) for group in exempt]
    found += _refused_for_lack(attempt, names) if not found else ()
    return tuple(problem.model_copy(update={"where": attempt.url, "at": attempt.at}) for problem in found)


def stands_in_the_way(page: GuidePage, attempt: Submission, thresholds: Thresholds) -> bool:
    """Whether the test application got no number, and a shared material was missing. What came late was not missing."""
    patient = thresholds.model_copy(update={"licence_fetch": inf})
    missing = not_fetched(page, attempt, patient) if attempt.demands and not attempt.number else ()
    return any(problem.severity is Severity.ERROR for problem in missing)


def _not_got(group: ShownGroup, demand: Demand, thresholds: Thresholds) -> Iterator[Problem]:
    marked = f"“{demand.name}”标注可通过数据共享减免"
    # 系统自动获取，如数据不全则需申请者提交: then an upload may be right, a person decides.
    conditional = demand.upload and _IF_INCOMPLETE.search(group.text(Element.MEDIUM) + group.text(Element.SHARED))
    severity = Severity.WARNING if conditional else Severity.ERROR
    fetch = demand.fetch
    if fetch is not None and fetch.done:
        if fetch.seconds > thresholds.licence_fetch:
            took = ceil(fetch.seconds * 10) / 10
            text = f"{marked}，“{fetch.button}”用时{took:g}秒，超过{thresholds.licence_fetch:g}秒"
            yield Problem(text=text, rule="D2")
    elif fetch is not None:
        said = f"提示“{fetch.message}”" if fetch.message else f"{fetch.seconds:g}秒内没有结果"
        yield Problem(text=f"{marked}，点击“{fetch.button}”后{said}", seen=fetch.message, rule="D2", severity=severity)
    elif _NOT_THERE.search(demand.row):
        yield Problem(text=f"{marked}，申报页面显示“{demand.row}”", seen=demand.row, rule="D2", severity=severity)
    elif _THERE.search(demand.row.replace(demand.name, "", 1)):
        return
    elif demand.upload:
        yield Problem(text=f"{marked}，申报时仍需上传", seen=demand.row, rule="D2", severity=severity)
    elif _ON_PAPER.search(f"{demand.way} {demand.row}"):
        yield Problem(text=f"{marked}，申报时仍需提交纸质材料（{demand.row}）", seen=demand.row, rule="D2")


def _refused_for_lack(attempt: Submission, names: list[str]) -> Iterator[Problem]:
    """With everything at hand, the application is sent back because a shared material is missing."""
    name = next((each for each in names if normalise(each) in normalise(attempt.message)), "")
    if name and not attempt.number:
        text = f"“{name}”标注可通过数据共享减免，提交申报时却被退回，提示“{attempt.message}”"
        yield Problem(text=text, seen=attempt.message, rule="D2")
