"""The result of a check: its Problems, its Verdict, and the Finding that carries both into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from pydantic import AwareDatetime, Field

from zicha.model.base import Model
from zicha.model.facts.guide import Element
from zicha.model.matter import Identity
from zicha.model.question import Question


class Severity(StrEnum):
    """E ticks the box, W is a question to a person, I is only noted."""

    ERROR = "E"
    WARNING = "W"
    INFO = "I"


class Gap(Model):
    """An element that a guide shows at no place, or for some materials or steps only (`element` is then None).

    `text` asks about it alone.
    """

    element: Element | None
    text: str
    expected: str = ""


class Problem(Model):
    """Something wrong by a rule.

    `text` is the sentence for 备注; `expected` and `seen` are the two values that differ, `seen` quoted from the page.
    `gaps` stand with a question about what the guide does not show: each may be asked alone, or, `everywhere`, of the
    portal as a whole.
    """

    text: str
    expected: str = ""
    seen: str = ""
    where: str = ""
    at: AwareDatetime | None = None
    rule: str = ""
    severity: Severity = Severity.ERROR
    gaps: tuple[Gap, ...] = Field(default=(), exclude_if=lambda gaps: not gaps)
    everywhere: bool = Field(default=False, exclude_if=lambda everywhere: not everywhere)


class Comparison(tuple[Problem, ...]):
    """What a rule found wrong, and how many things it has compared. `nothing` says why where there were none."""

    compared: int
    nothing: str

    def __new__(cls, problems: Iterable[Problem], compared: int, nothing: str = "") -> Self:
        comparison = super().__new__(cls, problems)
        comparison.compared, comparison.nothing = compared, nothing
        return comparison


class Verdict(StrEnum):
    """The conclusion of one check about one matter (and identity)."""

    CLEAN = "未发现问题"
    PROBLEM = "有问题"
    KNOWN_PROBLEM = "已知问题"
    RECTIFIED = "已整改"
    NEEDS_PERSON = "待人工核查"
    NOT_DUE = "未到期"
    NOT_APPLICABLE = "不适用"
    BLOCKED = "受阻"
    NOT_REACHED = "未核查"  # the method of this matter does not go that far
    UNCHECKED = "未能核查"  # the portal, the network, the account or our own code failed

    @property
    def is_ticked(self) -> bool:
        """Return whether the box is ticked."""
        return self in (Verdict.PROBLEM, Verdict.KNOWN_PROBLEM)

    @property
    def is_open(self) -> bool:
        """Return whether the row cannot be closed yet. 受阻 is closed only while the box that it names is ticked."""
        return self in (Verdict.NEEDS_PERSON, Verdict.NOT_DUE, Verdict.NOT_REACHED, Verdict.UNCHECKED)


PYTEST_OUTCOME: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.CLEAN: "passed",
        Verdict.PROBLEM: "failed",
        Verdict.KNOWN_PROBLEM: "xfailed",
        Verdict.RECTIFIED: "xpassed",
        Verdict.NEEDS_PERSON: "skipped",
        Verdict.NOT_DUE: "skipped",
        Verdict.NOT_APPLICABLE: "skipped",
        Verdict.BLOCKED: "skipped",
        Verdict.NOT_REACHED: "skipped",
        Verdict.UNCHECKED: "error",
    }
)
"""The one mapping between verdicts and what pytest counts them as."""


class Uncheckable(Exception):
    """未能核查: the portal, the network, the account or our own code failed. The message is the reason, in Chinese."""


class SecondLook(Model):
    """That a problem was met twice: on which kind of fact and what of it did not come, and when either look was.

    `host` is given where that may be the doing of a host, which would befall others as well; `is_down` where it
    answered nothing at all.
    """

    fact: str
    silence: str
    host: str = ""
    is_down: bool = False
    first: AwareDatetime
    second: AwareDatetime


class Finding(Model):
    """The outcome of one check on one matter, and for one identity where the check runs per identity.

    `evidence` holds paths relative to the evidence folder. `blocked_by` is the code of the box with the problem that
    blocked the check. `case_number` is the 办件编号 that the portal showed, never one made up. `second_look` stands
    with a problem that rests on something that did not come. `compared` is how many things the check has compared,
    None where it compares none but looks whether something works.
    """

    matter: str
    check: str
    box: str
    identity: Identity | None
    verdict: Verdict
    reason: str = ""
    blocked_by: str = ""
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    escalated: bool = False
    case_number: str = ""
    evidence: tuple[str, ...] = ()
    portal: str
    demo: bool
    observed_at: datetime | None = None
    judged_at: datetime
    second_look: SecondLook | None = Field(default=None, exclude_if=lambda look: look is None)
    compared: int | None = Field(default=None, exclude_if=lambda count: count is None)

    @property
    def subject(self) -> tuple[str, str, Identity | None]:
        """What it is about: there is one finding of a check on a matter for an identity."""
        return self.check, self.matter, self.identity
