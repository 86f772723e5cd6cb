"""What is inspected again: what does not end as its kind of case must; and a longer second changes no proportion."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.matrix.matrix_cases import Case, Kind, all_cases
from tests.matrix.matrix_expectations import is_as_expected
from tests.matrix.matrix_inspection import PACE, PATIENT, Share
from zicha.catalogue.checks import Per, catalogue
from zicha.inspection.run import now
from zicha.ledger.rows import Row, rows
from zicha.model.finding import Finding, Verdict
from zicha_demo.defects import Fault

FAULT = next(case for case in all_cases() if isinstance(case.deviation, Fault) and case.deviation.touches == ("B3",))
TWIN = next(case for case in all_cases() if case.kind is Kind.TWIN and case.id == "B1-twin-1")


def _row(case: Case, otherwise: Mapping[str, Verdict]) -> Row:
    """The row of a case whose checks end as on a healthy matter, but for those of some boxes."""
    matter = case.listed(now())
    findings = [
        Finding(
            matter=matter.code,
            check=check.name,
            box=check.box,
            identity=None if check.per is Per.MATTER else matter.identities[0],
            verdict=otherwise.get(check.box, case.healthy_verdict(check.box)),
            reason="页面没有响应（等待超时）",
            portal="p",
            demo=True,
            judged_at=now(),
        )
        for check in catalogue()
    ]
    (row,) = rows((matter,), findings)
    return row


def test_a_page_that_came_too_late_is_looked_at_again() -> None:
    assert is_as_expected(TWIN, _row(TWIN, {}))
    assert not is_as_expected(TWIN, _row(TWIN, {"A3": Verdict.UNCHECKED}))


@pytest.mark.parametrize(
    ("otherwise", "expected"),
    [
        ({"B3": Verdict.UNCHECKED}, True),
        ({"B3": Verdict.UNCHECKED, "A3": Verdict.UNCHECKED}, False),
        ({}, False),
    ],
    ids=["all it touches", "more than it touches", "nothing"],
)
def test_a_fault_is_looked_at_again_only_where_it_ends_otherwise(
    otherwise: Mapping[str, Verdict], expected: bool
) -> None:
    assert is_as_expected(FAULT, _row(FAULT, otherwise)) is expected


def test_all_limits_and_delays_are_stretched_alike() -> None:
    slow_login = next(case for case in all_cases() if "login_delay_seconds" in case.deviation.platform_changes)
    usual, patient = Share("usual", (slow_login,)), Share("patient", (slow_login,), PATIENT)
    first, again = usual.profile("http://127.0.0.1"), patient.profile("http://127.0.0.1")
    assert (usual.pace, patient.pace) == (PACE, PACE * PATIENT)
    for limits in ("limits", "thresholds"):
        stretched = {name: value * PATIENT for name, value in first[limits].items() if name != "attempts"}
        assert {name: value for name, value in again[limits].items() if name != "attempts"} == pytest.approx(stretched)
