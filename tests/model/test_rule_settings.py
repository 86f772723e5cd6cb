"""How grave a rule's problem is: no graver than its profile lets it be, and never graver than the rule itself says."""

from __future__ import annotations

import pytest

from zicha.model.finding import Problem, Severity
from zicha.model.rule_settings import Gravity, RuleSetting, as_set

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


def severities(problem: Severity, gravity: Gravity, rule: str = "L31") -> list[Severity]:
    rules = {"L31": RuleSetting(name="样表是外地的", severity=gravity)}
    return [each.severity for each in as_set([Problem(text="甲", rule=rule, severity=problem)], rules)]


@pytest.mark.parametrize(
    ("problem", "gravity", "expected"),
    [
        (E, Gravity.ERROR, [E]),
        (E, Gravity.WARNING, [W]),
        (E, Gravity.INFO, [I]),
        (E, Gravity.OFF, []),
        (W, Gravity.ERROR, [W]),
        (W, Gravity.INFO, [I]),
        (W, Gravity.OFF, []),
        (I, Gravity.ERROR, [I]),
    ],
)
def test_a_problem_is_as_grave_as_its_rule_is_set(
    problem: Severity, gravity: Gravity, expected: list[Severity]
) -> None:
    assert severities(problem, gravity) == expected


def test_what_has_no_setting_stays_as_it_is() -> None:
    assert severities(E, Gravity.OFF, rule="B1") == [E]
