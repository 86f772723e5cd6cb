"""规则设置: how grave each rule of judgement is, and its parameters: data of a portal's profile, never of code.

A rule is known by its id (L01 … L45 for the logic of a guide, K1 … K8 for how cases were handled). The evidence keeps
the settings a run was judged by.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from pydantic import Field, field_validator

from zicha.model.base import Model
from zicha.model.finding import Problem, Severity

Parameter = bool | int | tuple[str, ...]


class MaxSeverity(StrEnum):
    """The most a rule's finding is worth: E ticks the box, W asks a person, I is noted, off is not looked for."""

    ERROR = "E"
    WARNING = "W"
    INFO = "I"
    OFF = "off"

    def limit(self, severity: Severity) -> Severity:
        """The severity, no graver than this allows. Of off there is none."""
        return max(severity, Severity(self.value), key=tuple(Severity).index)


class RuleSetting(Model):
    """One rule as a profile sets it."""

    name: str
    severity: MaxSeverity
    parameters: dict[str, Parameter] = Field(default_factory=dict)

    @field_validator("severity", mode="before")
    @classmethod
    def _off(cls, value: Any) -> Any:
        return MaxSeverity.OFF if value is False else value  # YAML reads a bare off as false

    def number(self, name: str) -> int:
        value = self.parameters[name]
        assert isinstance(value, int)
        return value

    def flag(self, name: str) -> bool:
        return self.parameters[name] is True

    def words(self, name: str) -> tuple[str, ...]:
        value = self.parameters[name]
        assert isinstance(value, tuple)
        return value


RuleSettings = dict[str, RuleSetting]
"""By the rule's id."""


def apply_rule_settings(problems: Sequence[Problem], rules: RuleSettings) -> tuple[Problem, ...]:
    """The problems, each as grave as its rule is set; none of a rule that is off. What has no setting stays as it is.

    What only a person can tell stays a question, however grave its rule.
    """
    return tuple(
        problem.model_copy(update={"severity": setting.severity.limit(problem.severity)}) if setting else problem
        for problem in problems
        if (setting := rules.get(problem.rule)) is None or setting.severity is not MaxSeverity.OFF
    )
