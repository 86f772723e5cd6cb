"""What is collected against what the guide lists, the rules K4 to K7 (the notice, 自查的重点 3; ledger box C2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zicha.model.facts import Demand, Element, GuidePage, ShownGroup, Submission
from zicha.model.finding import Problem, Severity
from zicha.rules.material_names import match

_EXEMPT = re.compile(r"是$|(?!不|未|暂|尚|无法|否).*(?:免提交|无需提供|数据共享|电子证照|系统自动获取)")


def collected_materials(page: GuidePage, submission: Submission) -> tuple[Problem, ...]:
    """K4, K6, K7: what the application asks for against what the guide lists; each clash named."""
    listed, demands = page.materials, submission.demands
    if not listed:
        return (_ask(page, "K4", "办事指南页面上没有认出申请材料，请人工核对"),)
    pairs = match([demand.name for demand in demands], [group.text(Element.MATERIAL_NAME) for group in listed])
    return (
        *_unlisted(demands, pairs, submission),
        *_not_asked(listed, pairs, submission),
        *(problem for i, j in pairs.items() for problem in _otherwise(demands[i], listed[j], submission)),
    )


def _unlisted(demands: Sequence[Demand], pairs: dict[int, int], submission: Submission) -> Iterator[Problem]:
    for number, demand in enumerate(demands):
        if number not in pairs:
            yield _clash(submission, "K4", f"申报时收取的“{demand.name}”不在办事指南的材料清单中", "", demand.name)


def _not_asked(listed: Sequence[ShownGroup], pairs: dict[int, int], submission: Submission) -> Iterator[Problem]:
    for number, group in enumerate(listed):
        name = group.text(Element.MATERIAL_NAME)
        optional = any(word in group.text(Element.NECESSITY) for word in ("非必要", "容缺", "否"))
        exempt = _EXEMPT.match(group.text(Element.SHARED)) or "系统自动获取" in group.text(Element.MEDIUM)
        if number not in pairs.values() and not optional and not exempt:
            yield _clash(submission, "K4", f"办事指南要求提交“{name}”，申报时却未收取", name, "")


def _otherwise(demand: Demand, group: ShownGroup, submission: Submission) -> Iterator[Problem]:
    """K6 and K7: asked for on paper, or in the original, where the guide says otherwise."""
    medium, kind = group.text(Element.MEDIUM), group.text(Element.MATERIAL_KIND)
    if "纸质" not in medium and "电子" in medium and "纸质" in demand.way and "电子" not in demand.way:
        text = f"“{demand.name}”：办事指南标注收取方式为“{medium}”，申报时要求“{demand.way}”"
        yield _clash(submission, "K6", text, medium, demand.way)
    if kind == "复印件" and "原件" in demand.requirement and "复印件" not in demand.requirement:
        text = f"“{demand.name}”：办事指南标注材料类型为“{kind}”，申报时要求“{demand.requirement}”"
        yield _clash(submission, "K7", text, kind, demand.requirement)


def _clash(submission: Submission, rule: str, text: str, expected: str, seen: str) -> Problem:
    return Problem(text=text, expected=expected, seen=seen, where=submission.url, at=submission.at, rule=rule)


def _ask(page: GuidePage, rule: str, text: str) -> Problem:
    return Problem(text=text, where=page.url, at=page.at, rule=rule, severity=Severity.WARNING)
