"""Failures of a host: what several matters met at the same step there, and nobody got past, is none of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from zicha.model.facts.journey import Application
from zicha.model.facts.records import Fact, Record
from zicha.model.finding import Finding, Verdict


def host_failures(findings: Sequence[Finding], evidence: Path) -> Iterator[Finding]:
    """Yield as 未能核查 the problems that are a host's."""
    alike: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        look = finding.second_look
        if look is not None and look.host and finding.verdict in (Verdict.PROBLEM, Verdict.KNOWN_PROBLEM):
            alike[look.fact, look.host, look.silence].append(finding)
    for (kind, host, _), of_host in alike.items():
        matters = {finding.matter for finding in of_host}
        if len(matters) > 1 and not _has_answered(kind, host, evidence):
            yield from (_revised(finding, host, len(matters)) for finding in of_host)


def _revised(finding: Finding, host: str, matters: int) -> Finding:
    texts = "；".join(problem.text for problem in finding.problems)
    reason = f"该系统当时无法访问：{host}，{matters}个事项在同一步都没有得到答复（{texts}）"
    nothing: dict[str, object] = {"problems": (), "questions": (), "escalated": False, "second_look": None}
    return finding.model_copy(update={"verdict": Verdict.UNCHECKED, "reason": reason, **nothing})


def _has_answered(kind: str, host: str, evidence: Path) -> bool:
    """Return whether a matter got past this step at a host."""
    for file in evidence.glob(f"**/{kind}*.json"):
        with suppress(OSError, ValueError):
            record = Record.model_validate_json(file.read_text(encoding="utf-8"))
            if record.fact is not None and not record.silence and host in _hosts(record.fact):
                return True
    return False


def _hosts(fact: Fact) -> set[str]:
    hops = fact.hops if isinstance(fact, Application) else ()
    return {urlsplit(address).netloc for address in (fact.url, *(hop.url for hop in hops))}
