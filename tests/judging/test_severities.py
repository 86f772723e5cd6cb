"""How grave a rule's problem is: no graver than its profile lets it be, and never graver than the rule itself says."""

from __future__ import annotations

import pytest

from zicha.judging.severities import apply_rule_settings
from zicha.model.finding import Problem, Severity
from zicha.model.rule_settings import MaxSeverity, RuleSetting

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


def severities(problem: Severity, gravity: MaxSeverity, rule: str = "L31") -> list[Severity]:
    rules = {"L31": RuleSetting(name="样表是外地的", severity=gravity)}
    return [each.severity for each in apply_rule_settings([Problem(text="甲", rule=rule, severity=problem)], rules)]


@pytest.mark.parametrize(
    ("problem", "gravity", "expected"),
    [
        (E, MaxSeverity.ERROR, [E]),
        (E, MaxSeverity.WARNING, [W]),
        (E, MaxSeverity.INFO, [I]),
        (E, MaxSeverity.OFF, []),
        (W, MaxSeverity.ERROR, [W]),
        (W, MaxSeverity.INFO, [I]),
        (W, MaxSeverity.OFF, []),
        (I, MaxSeverity.ERROR, [I]),
    ],
)
def test_a_problem_is_as_grave_as_its_rule_is_set(
    problem: Severity, gravity: MaxSeverity, expected: list[Severity]
) -> None:
    assert severities(problem, gravity) == expected


def test_what_has_no_setting_stays_as_it_is() -> None:
    assert severities(E, MaxSeverity.OFF, rule="B1") == [E]
