"""How the closed values of a guide are read from its words, and how either is quoted."""

from __future__ import annotations

from datetime import date

import pytest

from zicha.model.facts.guide import Element
from zicha.model.matter import Audience, Channel
from zicha.published.choices import ServiceAudience, shipped
from zicha.published.quoting import in_words, quote, quote_of_list
from zicha.published.readings import read_value

ORGAN = Audience.ORGAN


@pytest.mark.parametrize(
    ("element", "text", "value"),
    [
        (Element.AUDIENCE, "自然人", ServiceAudience(True, frozenset())),
        (Element.AUDIENCE, "法人", ServiceAudience(False, None)),
        (Element.AUDIENCE, "个人、法人", ServiceAudience(True, None)),
        (Element.AUDIENCE, "法人和公民", ServiceAudience(True, None)),
        (Element.AUDIENCE, "自然人 或 法人", ServiceAudience(True, None)),
        (Element.AUDIENCE, "自然人、法人和其他组织", ServiceAudience(True, None)),
        (Element.AUDIENCE, "公民、法人或者其他组织", ServiceAudience(True, None)),
        (Element.AUDIENCE, "自然人、行政机关", ServiceAudience(True, frozenset({ORGAN}))),
        (Element.AUDIENCE, "法人、公众", None),
        (Element.AUDIENCE, "公众", None),
        (Element.AUDIENCE, "、", None),
        (Element.APPOINTMENTS_A_DAY, "每日50个", 50),
        (Element.APPOINTMENTS_A_DAY, "５０", 50),
        (Element.APPOINTMENTS_A_DAY, "上午25，下午30", None),
        (Element.APPOINTMENTS_A_DAY, "不限", None),
        (Element.EFFECTIVE_ON, "2026-01-05", date(2026, 1, 5)),
        (Element.EFFECTIVE_ON, "２０２６年1月5日", date(2026, 1, 5)),
        (Element.EFFECTIVE_ON, "自20260105起", date(2026, 1, 5)),
        (Element.CANCELLED_ON, "2026/12/31", date(2026, 12, 31)),
        (Element.CANCELLED_ON, "2026-02-30", None),
        (Element.CANCELLED_ON, "20261301", None),
        (Element.CANCELLED_ON, "2026年1月", None),
        (Element.CANCELLED_ON, "长期", None),
    ],
)
def test_the_value_of_words(element: Element, text: str, value: object) -> None:
    assert read_value(element, text, shipped()) == value


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("跑动次数", "“跑动次数：0次”"),
        ("跑动次数：", "“跑动次数：0次”"),
        (" 跑动次数 : ", "“跑动次数：0次”"),
        ("X：", "“X：0次”"),
        (Element.VISITS, "“到办事现场次数：0次”"),
    ],
)
def test_words_of_the_page_are_quoted_with_their_label(label: str, expected: str) -> None:
    assert quote(label, "0次") == expected


def test_words_of_the_list_are_quoted_with_its_name() -> None:
    assert quote_of_list(Element.VISITS, "0次") == "核准清单“到办事现场次数：0次”"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "是"),
        (False, "否"),
        (2, "2"),
        ((Channel.WINDOW, Channel.ONLINE), "窗口办理、网上办理"),
        (frozenset({Channel.WINDOW}), "窗口办理"),
        (date(2026, 1, 5), "2026-01-05"),
    ],
)
def test_an_approved_value_in_words(value: object, words: str) -> None:
    assert in_words(value) == words
