"""What counts as too many, too long or too late: set by a portal's profile, given to the rules as arguments."""

from __future__ import annotations

from zicha.model.base import Model


class Thresholds(Model):
    """Limits of judgement. Times in seconds."""

    typed_fields_warn: int
    """F-1: more fields to type than this ask a person."""
    typed_fields_max: int
    """F-1: more than this are a problem."""
    asked_again_max: int
    """F-2: more account data asked again than this are a problem."""
    raters: int
    """People who must judge 难懂; 0 leaves it to the metrics (only where nobody will ever apply)."""
    listed_after: float
    """A case must stand in 我的办件 this long after it was handed in."""
    login: float
    """A logged-in page must show within this time."""
