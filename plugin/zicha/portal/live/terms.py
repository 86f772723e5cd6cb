"""What whoever visits a portal goes by: its profile, what a check expects of it, what may be done there, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from zicha.model.thresholds import Thresholds
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of every visit of a run. `thresholds` say how long the portal may take where a check judges that."""

    profile: Profile
    thresholds: Thresholds
    permission: Permission
    clock: Callable[[], datetime]
    mask: Callable[[str], str] = str
    """What a text is written as: what it replaces is covered in pictures."""
