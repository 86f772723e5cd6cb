"""How grave what a rule found is on this portal: the settings of the K rules, as those of the L rules, are data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zicha.model.finding import Problem, Severity
from zicha.model.rule_settings import Gravity, RuleSettings

_FROM_GRAVE = tuple(Severity)


def weighed(problems: Sequence[Problem], rules: RuleSettings) -> tuple[Problem, ...]:
    """The problems at most as grave as their rules are set; what a rule leaves to a person is never more than that."""
    return tuple(_weighed(problems, rules))


def _weighed(problems: Sequence[Problem], rules: RuleSettings) -> Iterator[Problem]:
    for problem in problems:
        setting = rules.get(problem.rule)  # none in evidence older than the setting
        if setting is None:
            yield problem
        elif setting.severity is not Gravity.OFF:
            least = max(problem.severity, setting.severity.severity, key=_FROM_GRAVE.index)
            yield problem.model_copy(update={"severity": least})
