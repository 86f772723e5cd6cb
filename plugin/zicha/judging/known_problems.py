"""已知问题: the department's own declarations of problems that are being dealt with."""

from __future__ import annotations

from datetime import date

from zicha.model.finding import Verdict
from zicha.model.matter import Identity, KnownProblem, Matter


def known_problem(box: str, matter: Matter, identity: Identity | None, on: date) -> KnownProblem | None:
    """Return the declaration that this box is ticked already, if there is one; one in force goes first."""
    fitting = [k for k in matter.known_problems if k.box == box and k.identity in (None, identity)]
    return next((k for k in fitting if on <= k.expires), fitting[-1] if fitting else None)


def under_declaration(verdict: Verdict, known: KnownProblem, on: date) -> tuple[Verdict, str]:
    """Return how a declared problem stands, and why: gone, known, or, after its term, counted again."""
    if verdict is Verdict.CLEAN:
        return Verdict.RECTIFIED, known.reason
    if on <= known.expires:
        return Verdict.KNOWN_PROBLEM, known.reason
    term = f"已知问题登记于{known.since}，{known.expires}到期，责任人{known.owner}"
    return Verdict.PROBLEM, f"{term}，至今没有整改（{known.reason}）"
