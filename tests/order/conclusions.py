"""What an inspection of the whole shipped inventory concludes: how often each check ran, and all that is not clean.

Kept in conclusions.yaml, so that a change of any verdict shows in a review. `pytest tests/order --write-conclusions`
writes it from an inspection in the order in which users run the checks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.order.inspections import Key
from zicha.catalogue.checks import catalogue
from zicha.model.finding import Finding, Verdict

FILE = Path(__file__).with_suffix(".yaml")


def conclusion(finding: Finding) -> str:
    """Return what must not depend on the order, in one line; texts may hold the number of a test application."""
    rules = [f"{problem.rule}({problem.severity})" for problem in finding.problems]
    blocked_by = f"←{finding.blocked_by}" if finding.blocked_by else ""
    return " ".join([finding.verdict + blocked_by, *rules])


def conclusions(findings: Mapping[Key, Finding]) -> dict[str, Any]:
    """Return check → how often it ran, and 实施编码 → check and identity → what else than 未发现问题 it concluded."""
    runs = Counter(check for _, check, _ in findings)
    others: dict[str, dict[str, str]] = {}
    for (code, check, identity), finding in sorted(findings.items()):
        if (text := conclusion(finding)) != Verdict.CLEAN:
            others.setdefault(code, {})[f"{check} {identity}".strip()] = text
    return {"runs": {check.name: runs[check.name] for check in catalogue()}, "not_clean": others}


def kept_conclusions() -> dict[str, Any]:
    """Return what conclusions.yaml says."""
    kept: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return kept


def write_conclusions(findings: Mapping[Key, Finding]) -> None:
    """Write conclusions.yaml anew."""
    text = yaml.safe_dump(conclusions(findings), allow_unicode=True, sort_keys=False, width=200)
    FILE.write_text(text, encoding="utf-8", newline="\n")
