"""What a clause states, what it only denies, and what 是 and 否 are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicha.text.answers import read_yes
from zicha.text.clauses import clauses, states

WORD = "上门收取"


@pytest.mark.parametrize(
    "text",
    [
        "可上门收取",
        "无需到窗口，由专人上门收取",
        "不用出门即可上门收取",
        "足不出户，上门收取",
        "不仅上门收取",
        "不限时段上门收取",
        "不收费，但上门收取材料",
        "不便到场的；上门收取",
        "上门收取的不能超过三件",
        "可上门收取而不重复上门收取",
    ],
)
def test_what_is_stated(text: str) -> None:
    assert states(text, [WORD])


@pytest.mark.parametrize(
    "text",
    [
        "不提供上门收取",
        "暂未开通上门收取、代办等服务",
        "没有上门收取",
        "上门收取服务暂未开通",
        "上门收取不再提供",
        "上门收取业务已停止",
        "取消上门收取",
        "可寄送，不支持上门收取",
        "",
    ],
)
def test_what_is_not_stated(text: str) -> None:
    assert not states(text, [WORD])


@given(st.text(alphabet="不未无但可，。；上门收取\n ", max_size=30))
def test_clauses_are_parts_of_their_text(text: str) -> None:
    parts = clauses(text)
    assert all(part and part in text for part in parts)
    assert states(text, [WORD]) <= (WORD in text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("是", True),
        ("支持", True),
        ("支持网上支付", True),
        ("收费（按标准）", True),
        ("已接入", True),
        ("是（限本市）", True),
        ("否", False),
        ("不支持网上办理", False),
        ("暂不支持快递", False),
        ("否（仅限窗口）", False),
        ("未接入", False),
        ("未对接单点登录", False),
        ("不计入办结时限", False),
        ("不收费", False),
        ("是（暂未开通）", None),
        ("是（部分情形除外）", None),
        ("否（可网上预审）", None),
        ("支持部分业务", None),
        ("视情况", None),
        ("否决", None),
        ("", None),
    ],
)
def test_yes_and_no(text: str, answer: bool | None) -> None:
    assert read_yes(text) is answer
