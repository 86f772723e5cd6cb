"""The portal's clock: it follows a source until somebody sets it, then stands still until it is moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from zicha.model.base import BEIJING


def beijing_now() -> datetime:
    """Return the real time."""
    return datetime.now(BEIJING)


class DemoClock:
    """What time it is at the portal and its departments."""

    def __init__(self, source: Callable[[], datetime] = beijing_now) -> None:
        self._source = source
        self._offset = timedelta()
        self._frozen: datetime | None = None

    def now(self) -> datetime:
        return self._frozen if self._frozen is not None else aware(self._source()) + self._offset

    def set(self, moment: datetime) -> None:
        """Stop the clock at a moment; one without a zone is Beijing time."""
        self._frozen = aware(moment)

    def advance(self, by: timedelta) -> None:
        """Move the clock on."""
        if self._frozen is not None:
            self._frozen += by
        else:
            self._offset += by


def aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=BEIJING) if moment.tzinfo is None else moment.astimezone(BEIJING)
