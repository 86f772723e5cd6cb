"""The rules by what everything is judged, read from rules.yaml: L a guide's logic, K handling, T times, F forms.

A rule's sentence says what must be so, its authority where that is written. Code knows a rule by its id.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, Self

from pydantic import Field, model_validator

from zicha.catalogue.checks import catalogue
from zicha.catalogue.data import read_data
from zicha.catalogue.form import ledger_form
from zicha.catalogue.requirements import requirements
from zicha.model.base import Model
from zicha.model.finding import Severity
from zicha.model.rule_settings import Parameter, RuleSetting


class Family(StrEnum):
    """What a rule judges: the first letter of its id."""

    LOGIC = "L"
    HANDLING = "K"
    TIME = "T"
    FORM = "F"


class Kind(StrEnum):
    """How much stands behind a rule's authority."""

    WRITTEN = "明文"
    PRACTICE = "实践"
    INFERRED = "推断"


class RuleParameter(Model):
    """A parameter as shipped, and what it means."""

    meaning: str
    value: Parameter


Example = dict[str, Any]
"""What differs from a guide, a case or a form without fault, by the names that a clerk knows."""


class Rule(Model):
    """One rule. What it finds is reported under its id, or under the box that `reported_as` names.

    `atoms` are the demands of the notice that it answers.
    """

    id: str
    name: str
    sentence: str
    kind: Kind
    authority: str
    atoms: tuple[str, ...]
    severity: Severity
    box: str
    checks: tuple[str, ...]
    reported_as: str = ""
    parameters: dict[str, RuleParameter] = Field(default_factory=dict)
    exemptions: tuple[str, ...] = ()
    wrong: Example
    right: Example

    @property
    def family(self) -> Family:
        return Family(self.id[0])

    @property
    def is_settable(self) -> bool:
        """Return whether a profile's `rules` may set it. The F rules are set by `thresholds.forms.severities`."""
        return self.family is not Family.FORM and not self.reported_as

    @property
    def setting(self) -> RuleSetting:
        """Return what judging needs of the rule, as shipped."""
        parameters = {name: parameter.value for name, parameter in self.parameters.items()}
        return RuleSetting.model_validate({"name": self.name, "severity": self.severity, "parameters": parameters})

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Self:
        boxes = {check.name: check.box for check in catalogue()}
        unknown = [name for name in self.checks if name not in boxes]
        if unknown or not self.checks:
            raise ValueError(f"{self.id}: no such check: {unknown}")
        if any(boxes[name] != self.box for name in self.checks):
            raise ValueError(f"{self.id}: its checks tick another box than {self.box}")
        ledger_form().box(self.box)
        demands = {demand.id for demand in requirements()}
        if not self.atoms or not demands.issuperset(self.atoms):
            raise ValueError(f"{self.id}: no such demand of the notice: {self.atoms}")
        return self


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, by families in the order of their numbers."""
    lines = read_data("rules")
    return tuple(Rule.model_validate(line) for line in lines)
