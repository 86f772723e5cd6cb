"""Matters and findings for the ledger's tests, told in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from tests.support.matters import make_department, make_matter
from zicha.catalogue.checks import Check, Per, catalogue
from zicha.ledger.ledger import RunInfo
from zicha.model.base import BEIJING
from zicha.model.finding import Finding, Problem, Severity, Verdict
from zicha.model.matter import Department, Identity, Matter

STARTED = datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)
RUN = RunInfo(
    portal="内置演示平台",
    started=STARTED,
    finished=STARTED + timedelta(minutes=12),
    version="0.1.0",
    calendar="示例日历，覆盖2004-01-01至2026-12-28",
)

GOLDEN_REMARK = "申报页面提示“尊敬的用户，您申请的事项《关闭煤矿和报废矿井许可》配置异常，请联系河南政务服务网反馈问题”"


def department(name: str = "工业和信息化局", region: str = "市直", region_code: str = "410200") -> Department:
    return make_department(name, region, region_code, contact="张三 0371-00000000")


def matter(
    name: str = "关闭煤矿和报废矿井许可",
    number: int = 1,
    of: Department | None = None,
    audience: tuple[str, ...] = ("企业法人",),
    **more: object,
) -> Matter:
    return make_matter(
        audience,
        name=name,
        code=f"11410200005277264N400011{number:07d}",
        portal_id=f"{number:032X}",
        department=of or department(),
        method="测试件",
        more=more,
    )


BOTH = ("自然人", "企业法人")
"""服务对象 of a matter that serves 个人 and 法人."""


def finding(
    of: Matter,
    check: str,
    verdict: Verdict = Verdict.CLEAN,
    texts: Iterable[str] = (),
    identity: Identity | None = None,
    **more: Any,
) -> Finding:
    known = next((line for line in catalogue() if line.name == check), None)
    fields: dict[str, object] = {
        "matter": of.code,
        "check": check,
        "box": known.box if known else "G1",
        "identity": identity,
        "verdict": verdict,
        "problems": tuple(Problem(text=text, severity=Severity.ERROR) for text in texts),
        "portal": RUN.portal,
        "demo": False,
        "observed_at": STARTED,
        "judged_at": STARTED,
    }
    return Finding.model_validate(fields | more)


def due(of: Matter) -> tuple[tuple[Check, Identity | None], ...]:
    """Everything that should be checked for a matter."""
    return tuple(
        (check, identity)
        for check in catalogue()
        for identity in (of.identities if check.per is Per.IDENTITY else (None,))
    )


def all_clean(of: Matter, **more: Any) -> tuple[Finding, ...]:
    return tuple(finding(of, check.name, identity=identity, **more) for check, identity in due(of))


def golden(of: Matter, **more: Any) -> tuple[Finding, ...]:
    """What a run finds at the matter of the notice's sample: A4, and everything behind it blocked."""
    blocked = {"collected_materials_agree", "form_is_simple", "shared_licences_are_fetched", "progress_can_be_found"}
    findings = []
    for check, identity in due(of):
        if check.box == "A4":
            findings.append(finding(of, check.name, Verdict.PROBLEM, [GOLDEN_REMARK], identity, **more))
        elif check.name in blocked:
            findings.append(finding(of, check.name, Verdict.BLOCKED, (), identity, blocked_by="A4", **more))
        else:
            findings.append(finding(of, check.name, identity=identity, **more))
    return tuple(findings)
