"""What became of a problem from round to round: a problem is a box of a matter.

What a round could not tell (未查完, 受阻) it leaves as it was. A problem is rectified only when a run has seen that
it is gone; that nobody mentions it any more rectifies nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from zicha.model.base import Model


class State(StrEnum):
    """What one round says of a box of a matter."""

    TICKED = "有问题"
    CLEAR = "没有问题"
    UNKNOWN = "没有查成"
    GONE = "不在清单"


class Change(StrEnum):
    """What the last round says against the rounds before."""

    NEW = "新出现"
    PERSISTING = "仍存在"
    RECURRING = "复发"
    RECTIFIED = "已整改"
    PENDING = "未复查"
    GONE = "已不在清单"
    NONE = ""

    @property
    def is_open(self) -> bool:
        """Return whether the problem still stands, as far as anybody knows."""
        return self in (Change.NEW, Change.PERSISTING, Change.RECURRING, Change.PENDING)


class Sighting(Model):
    """What a round says, and when its run began."""

    state: State
    at: datetime


class Lifecycle(Model):
    """A problem as it stands: since when without a break, when it was last seen, when last it was seen to be gone.

    `has_recurred`: it was ticked again after a run had seen that it was gone.
    """

    change: Change
    since: datetime | None = None
    last_ticked: datetime | None = None
    cleared: datetime | None = None
    has_recurred: bool = False


def lifecycle(sightings: Sequence[Sighting]) -> Lifecycle:
    """Return what became of a box. The sightings are one a round, oldest first."""
    since: datetime | None = None
    last_ticked: datetime | None = None
    cleared: datetime | None = None
    has_recurred = False
    for each in sightings:
        if each.state is State.TICKED:
            if since is None:
                since, has_recurred = each.at, has_recurred or cleared is not None
            last_ticked = each.at
        elif each.state is State.CLEAR and since is not None:
            since, cleared = None, each.at
    return Lifecycle(
        change=_change(sightings[-1], since, cleared) if last_ticked is not None else Change.NONE,
        since=since,
        last_ticked=last_ticked,
        cleared=cleared,
        has_recurred=has_recurred,
    )


def _change(last: Sighting, since: datetime | None, cleared: datetime | None) -> Change:
    """Return what the last sighting says of a box that was ticked once; `since` is None while it is not."""
    if since is None:
        return Change.RECTIFIED if cleared == last.at else Change.NONE
    match last.state:
        case State.GONE:
            return Change.GONE
        case State.UNKNOWN:
            return Change.PENDING
    if since < last.at:
        return Change.PERSISTING
    return Change.NEW if cleared is None else Change.RECURRING
