"""What a run tells before it begins: how many pages, how long; and how it introduces itself."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pytest

from zicha import __version__
from zicha.inspection.browser import introduction
from zicha.inspection.estimate import PAGES, estimate
from zicha.model.choices import Method
from zicha.plain_yaml import read_yaml

LOOK, TEST, CASE = Method.LOOK, Method.TEST_APPLICATION, Method.REAL_CASE


def test_the_pages_are_those_of_the_budget() -> None:
    text = (Path(__file__).parent.parent / "plugin" / "page_budget.yaml").read_text(encoding="utf-8")
    budgets = {Method(each["method"]): sum(each["documents"].values()) for each in read_yaml(text)}
    assert budgets == PAGES


@pytest.mark.parametrize(
    ("journeys", "interval", "most", "hours", "words"),
    [
        ([LOOK], 2, 0, "", "预计访问门户约 7 页，每页间隔 2 秒，至少需要 1 分钟"),
        ([TEST] * 450, 2, 0, "", "预计访问门户约 7200 页，每页间隔 2 秒，至少需要 4 小时"),
        ([LOOK, TEST, CASE] * 30, 3.0, 0, "", "预计访问门户约 1380 页，每页间隔 3 秒，至少需要 1 小时  9 分钟"),
        (
            [CASE] * 100,
            2,
            1000,
            "08:30-18:00",
            "预计访问门户约 2300 页，每页间隔 2 秒，至少需要 1 小时  17 分钟；授权的时段是 08:30-18:00；"
            "每台主机每日不超过 1000 页，约需 3 天，每天用 --resume 接着查",
        ),
    ],
)
def test_it_is_told_in_words(journeys: list[Method], interval: float, most: int, hours: str, words: str) -> None:
    assert estimate(journeys, interval, most, hours) == words.replace("  ", " ")


@pytest.mark.parametrize(
    ("contact", "sent"),
    [("0371-00000000", "0371-00000000"), ("数据局 a@b.cn\r\nX: y", "%E6%95%B0%E6%8D%AE%E5%B1%80 a@b.cn%0D%0AX%3A y")],
)
def test_whom_a_portal_may_turn_to(contact: str, sent: str) -> None:
    browser = MagicMock()
    browser.new_browser_cdp_session.return_value.send.return_value = {"userAgent": "Mozilla/5.0 Chrome"}
    assert introduction(browser, contact) == f"Mozilla/5.0 Chrome zicha/{__version__} (+{sent})"
