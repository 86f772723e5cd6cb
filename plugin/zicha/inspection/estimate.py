"""How many pages a run asks its portal for, and how long that takes at the portal's pace: told before it begins."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType

from zicha.model.choices import Method

PAGES: Mapping[Method, int] = MappingProxyType({Method.LOOK: 7, Method.TEST_APPLICATION: 16, Method.REAL_CASE: 23})
"""Of a healthy matter for one identity."""


def estimate(journeys: Iterable[Method], interval: float, pages_a_day: int, hours: str = "") -> str:
    """Return in words what a run of these journeys, one for each matter and identity, asks for at the least."""
    pages = sum(PAGES[method] for method in journeys)
    duration = timedelta(seconds=pages * interval)
    words = f"预计访问门户约 {pages} 页，每页间隔 {interval:g} 秒，至少需要{in_words(duration)}"
    if hours:
        words += f"；授权的时段是 {hours}"
    if pages_a_day and pages > pages_a_day:
        days = math.ceil(pages / pages_a_day)
        words += f"；每台主机每日不超过 {pages_a_day} 页，约需 {days} 天，每天用 --resume 接着查"
    return words


def in_words(duration: timedelta) -> str:
    minutes = max(1, math.ceil(duration.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    return "".join([f" {hours} 小时" if hours else "", f" {minutes} 分钟" if minutes else ""])
