"""How far the 自查方式 of a matter goes: what it does not reach is 未核查, and no fault of the portal."""

from __future__ import annotations

from zicha.catalogue.checks import REACH, Check, Need
from zicha.judging.verdicts import Undecided, not_applicable, not_reached
from zicha.model.matter import Matter


def out_of_reach(check: Check, matter: Matter) -> Undecided | None:
    """Return why the matter's 自查方式 does not let a check run, None when it does."""
    reached = REACH[matter.method] - (frozenset() if matter.cases else {Need.CASE})
    if reached.intersection(check.needs):
        return None
    if set(check.needs) == {Need.CASE} and not matter.cases:
        return not_applicable("本事项未发生办件，没有实际办理情况可以核对")
    wanted = "或".join(need.chinese for need in check.needs)
    return not_reached(f"自查方式为“{matter.method}”，未涉及{wanted}")
