"""规则设置: how grave each rule is and its parameters, by its id: the catalogue's data with a portal's overrides.

The evidence keeps the settings a run was judged by.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field, field_validator

from zicha.model.base import Model
from zicha.model.finding import Severity

Parameter = bool | int | tuple[str, ...]


class MaxSeverity(StrEnum):
    """The most a rule's problem is worth: a severity, or off where the rule is not judged at all."""

    ERROR = Severity.ERROR.value
    WARNING = Severity.WARNING.value
    INFO = Severity.INFO.value
    OFF = "off"

    def limit(self, severity: Severity) -> Severity:
        """Return the severity, no graver than this allows. Raise ValueError where the rule is off."""
        return max(severity, Severity(self.value), key=tuple(Severity).index)


class RuleSetting(Model):
    """One rule as a portal is judged by it."""

    name: str
    severity: MaxSeverity
    parameters: dict[str, Parameter] = Field(default_factory=dict)

    @field_validator("severity", mode="before")
    @classmethod
    def _off(cls, value: Any) -> Any:
        return MaxSeverity.OFF if value is False else value  # YAML reads a bare off as false

    @property
    def is_off(self) -> bool:
        """Return whether the rule is not judged."""
        return self.severity is MaxSeverity.OFF

    def number(self, name: str) -> int:
        """Return a parameter that is a number."""
        value = self.parameters[name]
        assert isinstance(value, int)
        return value

    def flag(self, name: str) -> bool:
        """Return a parameter that is a yes or no."""
        return self.parameters[name] is True

    def words(self, name: str) -> tuple[str, ...]:
        """Return a parameter that is a list of words."""
        value = self.parameters[name]
        assert isinstance(value, tuple)
        return value


RuleSettings = dict[str, RuleSetting]
"""By the rule's id."""
