"""Failures of a host: what several matters met at the same step there, and nobody got past, is none of theirs.

Nor is that of one matter, where the host had let others pass and has answered nothing at all since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from zicha.model.facts.journey import Application
from zicha.model.facts.records import Fact, Record
from zicha.model.finding import Finding, Verdict


def host_failures(findings: Sequence[Finding], evidence: Path) -> Iterator[Finding]:
    """Yield as 未能核查 the problems that are a host's, and what they block."""
    alike: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        look = finding.second_look
        if look is not None and look.host and finding.verdict in (Verdict.PROBLEM, Verdict.KNOWN_PROBLEM):
            alike[look.fact, look.host, look.silence].append(finding)
    for (kind, host, _), of_host in alike.items():
        matters = {finding.matter for finding in of_host}
        looks = [finding.second_look for finding in of_host if finding.second_look is not None]
        is_down = any(look.is_down for look in looks)
        if not is_down and len(matters) == 1:
            continue
        passed = _passed(kind, host, evidence)
        has_gone_down = is_down and bool(passed) and max(passed) < min(look.first for look in looks)
        if has_gone_down or (len(matters) > 1 and not passed):
            reason = f"该系统当时无法访问：{host}，{len(matters)}个事项在同一步都没有得到答复"
            yield from (_revised(finding, reason) for finding in (*of_host, *_blocked_by(of_host, findings)))


def _blocked_by(problems: Sequence[Finding], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what stands behind one of the problems, for the same matter and identity."""
    boxes = {(problem.matter, problem.identity, problem.box) for problem in problems}
    for finding in findings:
        if finding.verdict is Verdict.BLOCKED and (finding.matter, finding.identity, finding.blocked_by) in boxes:
            yield finding


def _revised(finding: Finding, reason: str) -> Finding:
    texts = "；".join(problem.text for problem in finding.problems) or finding.reason
    reason = f"{reason}（{texts}）"
    nothing: dict[str, object] = {
        "problems": (),
        "questions": (),
        "escalated": False,
        "second_look": None,
        "blocked_by": "",
    }
    return finding.model_copy(update={"verdict": Verdict.UNCHECKED, "reason": reason, **nothing})


def _passed(kind: str, host: str, evidence: Path) -> tuple[datetime, ...]:
    """Return when matters got past this step at a host."""
    passed = []
    for file in evidence.glob(f"**/{kind}*.json"):
        with suppress(OSError, ValueError):
            record = Record.model_validate_json(file.read_text(encoding="utf-8"))
            if record.fact is not None and not record.silence and host in _hosts(record.fact):
                passed.append(record.at)
    return tuple(passed)


def _hosts(fact: Fact) -> set[str]:
    hops = fact.hops if isinstance(fact, Application) else ()
    return {urlsplit(address).netloc for address in (fact.url, *(hop.url for hop in hops))}
