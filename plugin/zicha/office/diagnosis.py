"""What zicha doctor says of one thing: whether it is well, what it is, and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Health(StrEnum):
    """How something is. With anything ILL no inspection can start, or it would come to nothing."""

    GOOD = "正常"
    DOUBT = "注意"
    ILL = "不行"


class Diagnosis(NamedTuple):
    """One line for the reader. `advice` says what to do; nothing where all is well."""

    subject: str
    health: Health
    text: str
    advice: str = ""

    def __str__(self) -> str:
        return f"[{self.health}] {self.subject}：{self.text}" + (f"。{self.advice}" if self.advice else "")


def good(subject: str, text: str) -> Diagnosis:
    return Diagnosis(subject, Health.GOOD, text)


def doubt(subject: str, text: str, advice: str) -> Diagnosis:
    return Diagnosis(subject, Health.DOUBT, text, advice)


def ill(subject: str, text: str, advice: str) -> Diagnosis:
    return Diagnosis(subject, Health.ILL, text, advice)
