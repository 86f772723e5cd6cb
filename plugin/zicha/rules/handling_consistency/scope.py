"""Who was refused or accepted against the published 通办范围, the rule K8 (the notice, 自查的重点 3; ledger box C1)."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Comparison, Problem, Severity
from zicha.model.matter import Case, Matter, Scope
from zicha.published.guide import PublishedGuide
from zicha.rules.problems import problem, question
from zicha.text.places import refuses_for_papers_only, refuses_for_place


def scope_differences(guide: PublishedGuide, matter: Matter) -> Comparison:
    """Return a problem for each applicant from elsewhere who was refused though 通办范围 covers the place.

    One who was accepted though it does not is a question.
    """
    scope = guide.value(Element.SCOPE)
    if scope is None:
        return Comparison([question(guide.page, "K8", "办事指南页面上没有认出“通办范围”，请人工核对")], 0)
    problems = (difference for case in matter.cases for difference in _of_case(guide.page, matter, case, scope.value))
    return Comparison(problems, len(matter.cases), "没有可以核对的办件")


def untested_scope(guide: PublishedGuide, matter: Matter) -> str:
    """Return why no case shows whether 通办范围 is kept.

    Empty where a case does, or where the page shows no scope.
    """
    scope = guide.value(Element.SCOPE)
    if scope is not None and scope.value is Scope.OTHER:
        return f"公布的通办范围为“{Scope.OTHER}”，没有可以核对的区域"
    if all(case.applicant_region == matter.department.region_code for case in matter.cases):
        return "没有区域外申请人的办件，通办范围无从核对"
    return ""


def _of_case(page: GuidePage, matter: Matter, case: Case, scope: Scope) -> Iterator[Problem]:
    home, region = matter.department.region_code, case.applicant_region
    if region is None or case.accepted is None:
        yield question(page, "K8", f"办件{case.number}没有记录申请人区划或是否受理，无法核对通办范围")
        return
    if region == home:
        return
    covered = {
        Scope.NATION: True,
        Scope.PROVINCE: region[:2] == home[:2],
        Scope.CITY: region[:4] == home[:4],
        Scope.COUNTY: False,
        Scope.OTHER: None,
    }[scope]
    refusal = case.refusal or ""
    published = f"办事指南公布“{scope}”，办件{case.number}（申请人区划{region}）却"
    if covered and not case.accepted and not refuses_for_papers_only(refusal):
        text = f"{published}不予受理：{refusal or '未说明原因'}"
        severity = Severity.ERROR if refuses_for_place(refusal) else Severity.WARNING
        yield problem(page, "K8", text, expected=scope, seen=refusal, severity=severity)
    elif covered is False and case.accepted and not _is_within(region, home):
        yield question(page, "K8", f"{published}已受理，请人工核对")


def _is_within(region: str, home: str) -> bool:
    """Return whether a region lies in another, as the districts of a city do."""
    return home.endswith("00") and region.startswith(home.rstrip("0"))
