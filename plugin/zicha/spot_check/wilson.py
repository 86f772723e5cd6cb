"""How sure a share is that a sample gave."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: an interval of 95 %."""


class Interval(NamedTuple):
    """From where to where the share of all lies."""

    low: float
    high: float


def wilson_interval(successes: int, number: int) -> Interval:
    """Return the score interval of 95 % (Wilson, JASA 22, 1927, 209–212). Of nothing it says nothing: 0 to 1."""
    if number == 0:
        return Interval(0.0, 1.0)
    share, square = successes / number, _Z**2
    middle = share + square / (2 * number)
    reach = _Z * sqrt(share * (1 - share) / number + square / (4 * number**2))
    low, high = ((middle + sign * reach) / (1 + square / number) for sign in (-1, 1))
    return Interval(0.0 if successes == 0 else low, 1.0 if successes == number else high)
