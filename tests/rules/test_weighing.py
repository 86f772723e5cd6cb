"""How grave a finding of the K rules is: data of the profile, and never more than the rule itself is sure of."""

from __future__ import annotations

import pytest
from fact_samples import RULES

from zicha.model.finding import Problem, Severity
from zicha.model.rule_settings import Gravity
from zicha.rules.weighing import weighed

E, W, NOTED = Severity.ERROR, Severity.WARNING, Severity.INFO


@pytest.mark.parametrize(
    ("gravity", "found", "left"),
    [
        (Gravity.ERROR, E, E),
        (Gravity.ERROR, W, W),
        (Gravity.WARNING, E, W),
        (Gravity.WARNING, W, W),
        (Gravity.INFO, W, NOTED),
        (Gravity.OFF, E, None),
    ],
)
def test_the_setting_of_a_rule(gravity: Gravity, found: Severity, left: Severity | None) -> None:
    rules = {**RULES, "K2": RULES["K2"].model_copy(update={"severity": gravity})}
    other = Problem(text="多跑一次", rule="K1")
    problems = weighed([Problem(text="次日办结", rule="K2", severity=found), other], rules)
    assert [(p.rule, p.severity) for p in problems] == [*([("K2", left)] if left else []), ("K1", E)]


def test_evidence_older_than_the_settings() -> None:
    problem = Problem(text="次日办结", rule="K2")
    assert weighed([problem], {}) == (problem,)
