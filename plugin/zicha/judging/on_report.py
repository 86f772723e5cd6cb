"""How a finding travels on a test report: as it is, and as JSON text on the way from a worker."""

from __future__ import annotations

from typing import Any

import pytest

from zicha.model.finding import Finding

_ATTRIBUTE = "zicha_finding"


def attach(finding: Finding, report: pytest.TestReport) -> None:
    """Let a finding travel on a report, which carries no more than one."""
    if finding_on(report) is None:
        setattr(report, _ATTRIBUTE, finding)


def replace_finding(report: pytest.TestReport, finding: Finding) -> None:
    """Let another finding travel on a report, in the place of its own."""
    setattr(report, _ATTRIBUTE, finding)


def finding_on(report: object) -> Finding | None:
    """Return the finding that travels on a report, None when it carries none."""
    return getattr(report, _ATTRIBUTE, None)


def pack(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a report with its finding as text: nothing but plain values leaves a worker."""
    finding: Finding | None = data.get(_ATTRIBUTE)
    return data if finding is None else data | {_ATTRIBUTE: finding.model_dump_json()}


def unpack(report: object) -> None:
    """Make a finding again of the text on a report that has come from a worker."""
    text: str | None = getattr(report, _ATTRIBUTE, None)
    if text is not None:
        setattr(report, _ATTRIBUTE, Finding.model_validate_json(text))
