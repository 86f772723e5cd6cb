"""How B1 says that a guide differs from the approved list: the two values side by side, the second quoted."""

from __future__ import annotations

from zicha.model.facts.guide import GuidePage
from zicha.model.finding import Problem, Severity

RULE = "B1"


def difference(page: GuidePage, what: str, approved: str, shown: str) -> Problem:
    """An element whose published value is another one than the approved."""
    said = f"显示“{shown}”" if shown else "为空"
    text = f"{what}：核准清单为“{approved}”，办事指南{said}"
    return Problem(text=text, expected=approved, seen=shown, where=page.url, at=page.at, rule=RULE)


def question(page: GuidePage, text: str, approved: str = "", shown: str = "") -> Problem:
    """What only a person can tell."""
    return Problem(
        text=f"{text}，请人工核对",
        expected=approved,
        seen=shown,
        where=page.url,
        at=page.at,
        rule=RULE,
        severity=Severity.WARNING,
    )


def contradiction(page: GuidePage, text: str, one: str, other: str) -> Problem:
    """Two places of the page that say different things."""
    return Problem(text=text, expected=one, seen=other, where=page.url, at=page.at, rule=RULE)
