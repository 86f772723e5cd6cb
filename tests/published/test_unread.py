"""What nobody can read of a guide: one list for all rules."""

from __future__ import annotations

import pytest

from tests.support.facts import guide_page, shown
from zicha.model.facts.guide import Element
from zicha.published.guide import PublishedGuide


@pytest.mark.parametrize(
    ("element", "texts", "is_unread"),
    [
        (Element.SCOPE, ["全市通办"], False),
        (Element.SCOPE, ["部分区县"], True),
        (Element.SCOPE, ["全市通办", "全省通办"], True),
        (Element.SCOPE, ["--"], False),
        (Element.CHARGED, ["无"], False),
        (Element.CHARGED, ["按规定"], True),
        (Element.PROMISED_LIMIT, ["20个工作日"], False),
        (Element.PROMISED_LIMIT, ["无"], False),
        (Element.PROMISED_LIMIT, ["--"], False),
        (Element.PROMISED_LIMIT, ["7×24小时"], True),
        (Element.PROMISED_LIMIT, ["5个工作日", "7个工作日"], True),
        (Element.E_LICENCE, ["视情况"], True),
        (Element.PLACE, ["市民之家"], False),
    ],
)
def test_what_nobody_can_read(element: Element, texts: list[str], is_unread: bool) -> None:
    guide = PublishedGuide(guide_page([shown(element, text) for text in texts]))
    assert guide.unread == ((element,) if is_unread else ())
    if is_unread:
        assert guide.limit(element) is None
