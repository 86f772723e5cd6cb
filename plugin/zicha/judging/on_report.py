"""How a finding travels on a test report: as JSON text, for nothing else survives the way from a worker."""

from __future__ import annotations

from functools import lru_cache

import pytest

from zicha.model.finding import Finding

_PROPERTY = "zicha"


def attach(finding: Finding, report: pytest.TestReport) -> None:
    """Let a finding travel on a report."""
    report.user_properties.append((_PROPERTY, finding.model_dump_json()))


def finding_on(report: pytest.TestReport) -> Finding | None:
    """Return the finding that travels on a report, None when it carries none."""
    texts = (text for name, text in getattr(report, "user_properties", ()) if name == _PROPERTY)
    return next((_read(str(text)) for text in texts), None)


@lru_cache(maxsize=8)  # several hooks look at each report, one after the other
def _read(text: str) -> Finding:
    return Finding.model_validate_json(text)
