"""The interval of a share, against figures that others have published."""

from __future__ import annotations

import pytest

from zicha.spot_check.wilson import wilson_interval


@pytest.mark.parametrize(
    ("successes", "number", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe, Statistics in Medicine 17 (1998), table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_it_is_that_of_the_table(successes: int, number: int, low: float, high: float) -> None:
    assert wilson_interval(successes, number) == pytest.approx((low, high), abs=5e-5)


def test_nothing_says_nothing() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)
