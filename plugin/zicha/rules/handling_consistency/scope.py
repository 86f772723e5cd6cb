"""Who was refused or accepted against the published 通办范围, the rule K8 (the notice, 自查的重点 3; ledger box C1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case, Matter, Scope
from zicha.rules.problems import problem, question
from zicha.rules.shown import only_value
from zicha.rules.values import read_choice

# A clause that refuses for where the applicant is from, and words that make it one about papers instead.
_FOR_ITS_PLACE = re.compile(
    r"(?:不是|不属于?|不在|不归|非)[^，。；]{0,8}(?:本[省市县区地]|辖区|管辖|区域|户籍|户口|参保|通办|属地)"
    r"|(?:请|应|须|需|只能)[^，。；]{0,6}(?:到|回|去|向|在)[^，。；]{0,12}"
    r"(?:户籍|户口|所在地|居住地|参保地|注册地|登记地|原籍|当地|属地|辖区|管辖)"
    r"|(?:不|未|无法|不予)[^，。；]{0,6}(?:异地|跨[省市县区域]|通办|外[省市县地])"
    r"|(?:仅|只|限)[^，。；]{0,8}(?:本[省市县区地]|辖区|户籍)"
    r"|外[省市县地][^，。；]{0,10}(?:不|无法)|(?:异地|跨[省市县区域])[^，。；]{0,10}(?:不|未|无法)"
    r"|超出[^，。；]{0,6}(?:辖区|管辖|区域)|无管辖权"
)
_ABOUT_PAPERS = re.compile(r"材料|证明|资料|补正|开具|出具|缺|不齐|不全")
# A refusal for what was handed in, and any word that might hide one for the place behind it.
_FOR_ITS_PAPERS = re.compile(
    r"(?:材料|资料)[^，。；]{0,6}(?:不齐|不全|不完整|缺)|缺[少失]?[^，。；]{0,10}(?:材料|资料)|未补正"
)
_OF_A_PLACE = re.compile(
    r"户籍|户口|辖|区域|异地|外[省市县地]|本[省市县区地]|所在地|居住|参保|注册地|属地|通办|跨[省市县区]|当地"
)


def scope_differences(page: GuidePage, matter: Matter) -> tuple[Problem, ...]:
    """Return a problem for each applicant from elsewhere who was refused though 通办范围 covers the place.

    One who was accepted though it does not is a question.
    """
    scope = _published_scope(page)
    if scope is None:
        return (question(page, "K8", "办事指南页面上没有认出“通办范围”，请人工核对"),)
    return tuple(difference for case in matter.cases for difference in _of_case(page, matter, case, scope))


def untested_scope(page: GuidePage, matter: Matter) -> str:
    """Return why no case shows whether 通办范围 is kept.

    Empty where a case does, or where the page shows no scope.
    """
    if _published_scope(page) is Scope.OTHER:
        return f"公布的通办范围为“{Scope.OTHER}”，没有可以核对的区域"
    if all(case.applicant_region == matter.department.region_code for case in matter.cases):
        return "没有区域外申请人的办件，通办范围无从核对"
    return ""


def _published_scope(page: GuidePage) -> Scope | None:
    return only_value(page, Element.SCOPE, lambda text: read_choice(text, Scope))


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
    if covered and not case.accepted and not _is_refused_for_its_papers(refusal):
        text = f"{published}不予受理：{refusal or '未说明原因'}"
        severity = Severity.ERROR if _is_refused_for_its_place(refusal) else Severity.WARNING
        yield problem(page, "K8", text, expected=scope, seen=refusal, severity=severity)
    elif covered is False and case.accepted and not _is_within(region, home):
        yield question(page, "K8", f"{published}已受理，请人工核对")


def _is_refused_for_its_place(refusal: str) -> bool:
    if _FOR_ITS_PAPERS.search(refusal):
        return False
    clauses = re.split(r"[，,。；;]", refusal)
    return any(_FOR_ITS_PLACE.search(clause) and not _ABOUT_PAPERS.search(clause) for clause in clauses)


def _is_refused_for_its_papers(refusal: str) -> bool:
    return _FOR_ITS_PAPERS.search(refusal) is not None and _OF_A_PLACE.search(refusal) is None


def _is_within(region: str, home: str) -> bool:
    """Whether a region lies in another, as the districts of a city do."""
    return home.endswith("00") and region.startswith(home.rstrip("0"))
