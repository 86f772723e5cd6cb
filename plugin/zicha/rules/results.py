"""Access to results (the notice, 自查的重点 5; ledger box E1) and the T rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from zicha.model.facts import Progress
from zicha.model.finding import Problem
from zicha.model.thresholds import Thresholds


def listed_by(handed_in: datetime, thresholds: Thresholds) -> datetime:
    """From when on a case must stand in 我的办件."""
    return handed_in + timedelta(seconds=thresholds.listed_after)


def not_listed(progress: Progress) -> tuple[Problem, ...]:
    """E1: the case is not in 我的办件 under its number."""
    if progress.listed:
        return ()
    text = f"“我的办件”中查询不到办件{progress.number}（列出{progress.rows}件）"
    return (Problem(text=text, expected=progress.number, where=progress.url, at=progress.at, rule="E1"),)
