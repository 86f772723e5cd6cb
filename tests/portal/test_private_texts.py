"""What a picture of a page covers."""

from __future__ import annotations

import pytest

from zicha.portal.live.covering import PRIVATE


@pytest.mark.parametrize(
    "text",
    [
        "您好，张三",
        "张三，你好",
        "身份证号41020219900101123X",
        "410202 19900101 123X",
        "13912345678",
        "手机 139-1234-5678",
    ],
)
def test_what_tells_who_somebody_is(text: str) -> None:
    assert PRIVATE.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "410821020260105A000001",
        "11410200005197365E3000119001000202611230001",
        "2026-01-05 10:00",
        "0371-23255601",
        "已办结",
    ],
)
def test_what_must_be_seen(text: str) -> None:
    assert not PRIVATE.search(text)
