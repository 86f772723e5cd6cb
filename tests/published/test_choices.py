"""The words by which real portals name the values of closed lists."""

from __future__ import annotations

from enum import StrEnum

import pytest

from zicha.catalogue.choice_words import CLOSED_LISTS, choice_words
from zicha.model.matter import (
    Delivery,
    HandlingType,
    MaterialKind,
    Medium,
    Necessity,
    ResultKind,
    Scope,
    Source,
)
from zicha.published.choices import shipped
from zicha.text.folding import word_key


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("纸质/电子化", Medium.EITHER),
        ("电子件或者纸质件", Medium.EITHER),
        ("纸质版＋电子版", Medium.BOTH),
        ("纸质表格及普通电子文件", Medium.BOTH),
        ("纸质/纸质件", None),
        ("纸质、电子", None),
        ("纸质/其他", None),
        ("纸质或电子或免提交", None),
        ("原件扫描件", Medium.ELECTRONIC),
        ("自动获取", Medium.AUTOMATIC),
        ("影印件/原件", MaterialKind.EITHER),
        ("原件正本及影印件", MaterialKind.BOTH),
        ("未实现", Scope.OTHER),
        ("省内", Scope.PROVINCE),
        ("网站下载", Delivery.ONLINE),
        ("当场办结", HandlingType.INSTANT),
        ("联报件", HandlingType.OTHER),
        ("证照", ResultKind.LICENCE),
        ("批文", ResultKind.APPROVAL),
        ("中介机构或法定机构", Source.OTHER),
        ("必备材料", Necessity.REQUIRED),
        ("可容缺受理", Necessity.LATER),
    ],
)
def test_a_word_of_a_portal(text: str, value: StrEnum | None) -> None:
    kinds = [type(value)] if value is not None else [Medium]
    assert [shipped().choice(text, kind) for kind in kinds] == [value]


def test_no_word_means_two_values() -> None:
    for kind in CLOSED_LISTS.values():
        words = [(word_key(word), value) for value, names in choice_words({})[kind].items() for word in names]
        assert len({word for word, _ in words}) == len(words), kind


def test_each_official_name_is_its_own_value() -> None:
    for kind in CLOSED_LISTS.values():
        assert [shipped().choice(value, kind) for value in kind] == list(kind)
